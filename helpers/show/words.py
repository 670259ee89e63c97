"""Put numbers, bounds and quotes into words."""

from __future__ import annotations

from html import escape
from math import inf

from helpers.compare.intervals import Interval
from helpers.corpus.dates import date_words
from helpers.corpus.schema import QUALIFIERS


def number_words(value: float) -> str:
    """Write a number for reading.

    >>> number_words(1170.0), number_words(12.5)
    ('1,170', '12.5')
    """
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def quoted(phrase: str) -> str:
    """Put a phrase as printed into quotation marks, once; marks inside become single ones.

    >>> quoted("seven refugees"), quoted("“persons of concern”"), quoted("“illegal,” not refugees")
    ('“seven refugees”', '“persons of concern”', '“‘illegal,’ not refugees”')
    """
    inner = phrase.replace("“", "‘").replace("”", "’").strip(' "')
    if inner[:1] in "‘'" and inner[-1:] in "’'" and inner.count("‘") < 2:
        inner = inner[1:-1]
    return f"“{inner}”" if inner else ""


def bound_words(figure) -> tuple[str, str]:
    """Say how a row of the figures table is bounded: a sign with its number, and in words.

    >>> bound_words({"qualifier": "at-least", "lower": 1170, "upper": float("nan")})
    ('≥ 1,170', 'a floor, no ceiling')
    >>> bound_words({"qualifier": "as-many-as", "lower": float("nan"), "upper": 60000})
    ('≤ 60,000', 'no floor, the ceiling only implied')
    """
    qualifier = QUALIFIERS[figure["qualifier"]]
    lower, upper = map(number_words, (figure["lower"], figure["upper"]))
    return qualifier["sign"].format(lower=lower, upper=upper), qualifier["said"]


def interval_words(found: Interval, *, about: bool = False) -> str:
    """Say which numbers an interval holds; a single one that is only a round one with `about`.

    >>> interval_words(Interval(1000, 2000)), interval_words(Interval(5, 4))
    ('at least 1,000 and at most 2,000', 'no single number fits')
    >>> interval_words(Interval(2000, 2000)), interval_words(Interval(2000, 2000), about=True)
    ('exactly 2,000', 'about 2,000')
    """
    if found.empty:
        return "no single number fits"
    if found.point:
        return f"{'about' if about else 'exactly'} {number_words(found.lower)}"
    low = high = ""
    if found.lower > -inf:
        low = f"{'more than' if found.lower_open else 'at least'} {number_words(found.lower)}"
    if found.upper < inf:
        high = f"{'less than' if found.upper_open else 'at most'} {number_words(found.upper)}"
    return " and ".join(filter(None, (low, high))) or "any number"


def figure_line(figure) -> str:
    """Return one line of HTML that says a figure: bound, what is counted, when, who says so."""
    sign, words = bound_words(figure)
    unit = "person" if (sign, figure["unit"]) == ("1", "people") else figure["unit"]
    how = f" ({words})" if words else ""
    when = f"; {date_words(figure['period'])}" if figure["period"] else ""
    said = f"{quoted(figure['quote'])}, {figure['modality']} by {figure['sayer']}."
    return (
        f"<strong>{escape(sign)} {escape(unit)}</strong>{escape(how)}: "
        f"{escape(figure['counted'] + when, quote=False)}. "
        f'<span style="font-size:0.88em">{escape(said, quote=False)}</span>'
    )


def ranges(values) -> str:
    """Write paragraph ids briefly: T for a title, S for a standfirst, 5–8 for a run.

    >>> ranges(["title", "5", "6", "7", "9", "9"]), ranges(["no paragraph"])
    ('T, 5–7, 9', 'no paragraph')
    """
    runs: list[list[str]] = []
    for value in dict.fromkeys(map(str, values)):
        if runs and value.isdigit() and str(int(value) - 1) == runs[-1][-1]:
            runs[-1].append(value)
        else:
            runs.append([{"title": "T", "standfirst": "S"}.get(value, value)])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
