"""The helper module of The Non-Refoulement Reader: what the notebooks import.

>>> import helpers
>>> "open_corpus" in dir(helpers)
True

Importing it reads no file and imports neither pandas nor matplotlib: a name is fetched from its
room when it is first asked for (PEP 562). This file, like `__main__.py` and `setup.py`, also has
to be understood by a Python that is too old for the rest, so that the person is told so.
"""

#: Each room, and the names that notebooks take from it.
_ROOMS = {
    "helpers.corpus": "open_corpus paragraph_name",
    "helpers.corpus.dates": "by_date date_span date_words",
    "helpers.corpus.schema": "QUALIFIERS VALUES",
    "helpers.show.passage": "show_passage",
    "helpers.show.table": "card_table figures_table show_table",
    "helpers.show.chart": "draw_bars draw_figures draw_grid draw_outline draw_paths draw_timeline"
    " ink new_chart show_chart",
    "helpers.show.words": "bound_words interval_words number_words quoted ranges",
    "helpers.compare.intervals": "Interval at_one_time clashes interval intervals meet same_time",
    "helpers.compare.frequency": "count_words",
    "helpers.teach": "check_answer",
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names.split()}

__all__ = sorted(_HOME)


def __getattr__(name):
    """Import the room that has the name, and keep what was found."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__():
    """List the public names, also those not yet fetched."""
    return sorted({*globals(), *_HOME})
