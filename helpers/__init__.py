"""The helper module of The Non-Refoulement Reader: what the notebooks import.

>>> import helpers
>>> "open_corpus" in dir(helpers)
True

Importing it reads no file and imports neither pandas nor matplotlib: a name is
fetched from its module when it is first asked for (PEP 562). This file, like
`__main__.py` and `environment.py`, also has to be understood by a Python that
is too old for the rest, so that the person is told so in a sentence.
"""

#: Where each public name comes from.
_MODULES = {
    "asks_table": "helpers.tables",
    "card_table": "helpers.tables",
    "check_answer": "helpers.show",
    "date_span": "helpers.dates",
    "date_words": "helpers.dates",
    "draw_bounds": "helpers.charts",
    "draw_figures": "helpers.charts",
    "draw_grid": "helpers.charts",
    "draw_outline": "helpers.charts",
    "draw_timeline": "helpers.charts",
    "draw_voices": "helpers.charts",
    "figures_table": "helpers.tables",
    "ink": "helpers.charts",
    "new_chart": "helpers.charts",
    "open_corpus": "helpers.corpus",
    "outline_table": "helpers.tables",
    "paragraph_words": "helpers.show",
    "quantities_table": "helpers.tables",
    "sayer_name": "helpers.show",
    "show_chart": "helpers.show",
    "show_passage": "helpers.show",
    "show_table": "helpers.show",
    "timeline_table": "helpers.tables",
    "voices_table": "helpers.tables",
}

__all__ = sorted(_MODULES)


def __getattr__(name):
    """Import the module that has the name, and keep what was found."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_MODULES[name]), name)
    globals()[name] = value
    return value


def __dir__():
    """List the public names, also those not yet fetched."""
    return sorted(set(globals()) | set(_MODULES))
