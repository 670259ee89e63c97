"""Charts that several notebooks share: bounded figures, dates, the outline of a document.

Bounds are drawn here, because matplotlib's own limit markers drop the other
side: filled means exact or asserted, hollow with an arrow one-sided, dashed
implied, a bar a range. matplotlib is imported when a chart is made.
"""

from __future__ import annotations

import datetime
import re
import textwrap
from typing import TYPE_CHECKING

from helpers.dates import date_span, date_words
from helpers.schema import ROLES
from helpers.show import number_words, paragraph_words
from helpers.tables import by_date, voices

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from helpers.corpus import Document

#: One colour and one marker for each document, everywhere; distinct for colour-blind readers.
INK = {
    "rfa-2022": ("#0072b2", "o"),
    "cecc-2023": ("#c8551b", "s"),
    "diplomat-2023": ("#00785a", "^"),
    "kei-2023": ("#a04a86", "D"),
    "joongang-2024": ("#4d4d4d", "P"),
}
_SPARE = [("#8a6d00", "v"), ("#8c2d19", "X"), ("#305f72", "p")]

_STYLE = {
    "font.family": "DejaVu Sans", "font.size": 10.5, "axes.titlesize": 10.5, "axes.titleweight": "bold",
    "axes.titlelocation": "left", "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": "#6b6b6b",
    "axes.grid": False, "xtick.color": "#333333", "ytick.color": "#333333", "text.color": "#1a1a1a",
    "axes.labelcolor": "#1a1a1a", "figure.facecolor": "white", "axes.facecolor": "white",
}  # fmt: skip


def ink(document: str) -> tuple[str, str]:
    """Return the colour and the marker of a document.

    >>> ink("kei-2023")
    ('#a04a86', 'D')
    """
    return INK.get(document) or _SPARE[sum(document.encode()) % len(_SPARE)]


def new_chart(
    rows: int = 1, columns: int = 1, *, width: float = 8.4, height: float = 3.4, **grid
) -> tuple[Figure, Axes]:
    """Return a figure and its axes in the collection's style, sizes in inches.

    Further arguments go to `Figure.subplots`. The figure is not pyplot's, so
    it is shown once, by :func:`helpers.show_chart`, and needs no closing.

    >>> fig, ax = new_chart(height=2)
    >>> ax.spines["top"].get_visible()
    False
    """
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        return figure, figure.subplots(rows, columns, **grid)


def draw_bounds(ax: Axes, y: float, figure, *, colour: str = "#1a1a1a", marker: str = "o") -> Axes:
    """Draw one figure with its bounds at height y.

    Filled marker: exact. Hollow marker with an arrow: one bound only, the
    arrow to the open side. Dashed: implied. Bar: a range, its ends marked.

    Parameters
    ----------
    ax
        The axes, x in the figure's unit.
    y
        The height, in data coordinates.
    figure
        A row of the figures table.
    colour, marker
        The document's, from :func:`ink`.
    """
    lower, upper = figure["lower"], figure["upper"]
    has_lower, has_upper = lower == lower, upper == upper
    asserted = {"asserted"} & {str(figure["lower_basis"]), str(figure["upper_basis"])}
    dash = "-" if asserted else (0, (3, 2))
    if has_lower and has_upper:
        if lower != upper:
            ax.plot([lower, upper], [y, y], color=colour, linewidth=2.2, linestyle=dash)
        elif not asserted:
            ax.annotate(
                "", xy=(lower, y), xytext=(18, 0), textcoords="offset points", arrowprops=_line(colour, dash, "-")
            )
            ax.annotate(
                "", xy=(lower, y), xytext=(-18, 0), textcoords="offset points", arrowprops=_line(colour, dash, "-")
            )
        _mark(ax, sorted({lower, upper}), y, colour, marker, filled=bool(asserted))
    elif has_lower or has_upper:
        at, side = (lower, 34) if has_lower else (upper, -34)
        ax.annotate("", xy=(at, y), xytext=(side, 0), textcoords="offset points", arrowprops=_line(colour, dash, "<|-"))
        _mark(ax, [at], y, colour, marker, filled=False)
    return ax


def _line(colour: str, dash, style: str) -> dict:
    return {
        "arrowstyle": style,
        "color": colour,
        "linestyle": dash,
        "linewidth": 1.6,
        "shrinkA": 0,
        "shrinkB": 4,
        "mutation_scale": 11,
    }


def draw_figures(figures: pd.DataFrame, quantities: pd.DataFrame, document: str) -> Figure:
    """Draw every figure with its bounds, one panel for each quantity, each with its own axis.

    Parameters
    ----------
    figures
        Rows of the figures table of one document.
    quantities
        The vocabulary of quantities, for the panels' names.
    document
        The document's id, for its colour and marker.
    """
    colour, marker = ink(document)
    names = quantities.set_index("quantity")
    groups = list(figures.groupby("quantity", sort=False, observed=True))
    figure, axes = new_chart(
        len(groups), height=sum(0.55 + 0.27 * len(rows) for _, rows in groups), squeeze=False,
        gridspec_kw={"height_ratios": [0.55 + 0.27 * len(rows) for _, rows in groups]},
    )  # fmt: skip
    for ax, (quantity, rows) in zip(axes[:, 0], groups, strict=True):
        for y, (_, row) in enumerate(rows.iterrows()):
            draw_bounds(ax, y, row, colour=colour, marker=marker)
        top = rows[["lower", "upper"]].max().max()
        ax.set(ylim=(len(rows) - 0.5, -0.5), xlim=(0, top * 1.25))
        ax.set_yticks(range(len(rows)), [f"{row.quote}  {paragraph_words(row.paragraph)}" for row in rows.itertuples()])
        # The panel's name starts at the picture's edge: it may be longer than the axis.
        name = f"{names.loc[quantity, 'name']} ({names.loc[quantity, 'unit']})"
        edge = {"xycoords": ("figure fraction", "axes fraction"), "textcoords": "offset points"}
        ax.annotate(name, (0.01, 1), (0, 5), weight="bold", fontsize=10.5, **edge)
        ax.xaxis.set_major_locator(_whole(top))
        ax.xaxis.set_major_formatter(lambda value, _: number_words(value))
        ax.tick_params(axis="y", length=0)
    return figure


def _whole(top: float, ticks: int = 5):
    """Return a locator of round ticks, whole numbers where the axis reaches 1."""
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=ticks, integer=top >= 1)


def _year(day: datetime.date) -> float:
    """Return a day as a decimal year.

    >>> _year(datetime.date(2022, 1, 1))
    2022.0
    """
    start = datetime.date(day.year, 1, 1)
    return day.year + (day - start).days / (datetime.date(day.year + 1, 1, 1) - start).days


def draw_timeline(events: pd.DataFrame, document: str, *, split: int | None = None, until: str | None = None) -> Figure:
    """Draw dated events in order, one row each.

    Filled: the date is printed. Hollow: it is inferred. A bar covers all days
    that the date can mean where that is more than a month; dashed where the
    date is approximate; an arrow where it has no end.

    Parameters
    ----------
    events
        Rows of the events table of one document.
    document
        The document's id, for its colour and marker.
    split
        A year at which the axis is cut in two, so that the years before it
        take less room.
    until
        The document's own date in EDTF, drawn as a line.
    """
    colour, marker = ink(document)
    rows = by_date(events)
    labels = [textwrap.fill(f"{row.label},\u00a0{paragraph_words(row.paragraph)}", 46) for row in rows.itertuples()]
    step = 0.26 + 0.16 * max(label.count("\n") for label in labels)
    figure, axes = new_chart(
        1, 2 if split else 1, height=0.7 + max(step, 0.38) * len(rows), sharey=True, squeeze=False,
        gridspec_kw={"width_ratios": [1, 2.6]} if split else None,
    )  # fmt: skip
    panels = list(axes[0])
    spans = [tuple(end and _year(end) for end in date_span(date)) for date in rows["date"]]
    for y, (row, (start, end)) in enumerate(zip(rows.itertuples(), spans, strict=True)):
        for ax in panels:
            ax.axhline(y, color="#e2e2e2", linewidth=0.8, zorder=0)
        ax = panels[0] if split and (start or end) < split else panels[-1]
        dash = (0, (3, 2)) if "~" in row.date or "X" in row.date else "-"
        if start is None or end is None:  # open on one side
            at, side = (start, 34) if end is None else (end, -34)
            ax.annotate("", (at, y), (side, 0), textcoords="offset points", arrowprops=_line(colour, dash, "<|-"))
        else:
            at = (start + end) / 2
            if end - start > 0.09:
                ax.plot([start, end], [y, y], color=colour, linewidth=2.2, linestyle=dash, zorder=1)
        _mark(ax, [at], y, colour, marker, filled=row.date_basis == "stated")
        ax.annotate(
            date_words(row.date),
            (at, y),
            (0, 9 if marker == "P" else 7),
            textcoords="offset points",
            ha="center",
            fontsize=8,
        )
    days = [day for span in spans for day in span if day]
    first, last = min(days), max(days)
    if split:
        early = max(day for day in days if day < split)
        room = 0.25 * (early - first) + 2
        panels[0].set_xlim(first - room, early + room)
        panels[1].set_xlim(split - 0.1, last + 0.4)
        panels[1].spines["left"].set_linestyle((0, (2, 3)))
    else:
        room = 0.1 * (last - first) + 0.2
        panels[0].set_xlim(first - room, last + room)
    if until:
        panels[-1].axvline(_year(date_span(until)[1]), color="#6b6b6b", linewidth=1, linestyle=":")
    for ax in panels:
        ax.set_ylim(len(rows) - 0.4, -0.7)
        ax.xaxis.set_major_locator(_whole(2000, ticks=5 if ax is panels[-1] else 2))
        ax.tick_params(axis="y", length=0)
    panels[0].set_yticks(range(len(rows)), labels)
    return figure


def _mark(ax: Axes, at: list[float], y: float, colour: str, marker: str, *, filled: bool, size: float = 7) -> None:
    """Put a filled or a hollow marker at each place."""
    face = colour if filled else "white"
    size += 2.5 * (marker == "P")  # a hollow cross of the common size looks filled
    ax.plot(
        at,
        [y] * len(at),
        linestyle="none",
        marker=marker,
        markersize=size,
        color=colour,
        markerfacecolor=face,
        markeredgewidth=1.6,
    )


def draw_outline(document: Document) -> Figure:
    """Draw what each body paragraph does, in reading order, as wide as it is long in tokens."""
    colour, _ = ink(document.id)
    rows = document.paragraphs[document.paragraphs["paragraph"].isin(document.body)]
    roles = [role for role in ROLES if role in set(rows["role"].astype(str))]
    figure, ax = new_chart(height=0.9 + 0.42 * len(roles))
    start = 0
    for row in rows.itertuples():
        y = roles.index(str(row.role))
        ax.barh(y, row.tokens, left=start, height=0.62, color=colour, edgecolor="white", linewidth=1.5)
        if row.tokens > 0.016 * rows["tokens"].sum():  # a narrower block has no room for its number
            ax.text(start + row.tokens / 2, y, row.paragraph, ha="center", va="center", color="white", fontsize=8.5)
        start += row.tokens
    ax.set_yticks(range(len(roles)), roles)
    ax.set(
        ylim=(len(roles) - 0.5, -0.5),
        xlim=(0, start),
        xlabel="tokens from the start of the body; the number in a block is its paragraph",
    )
    for y in range(len(roles)):
        ax.axhline(y, color="#ececec", linewidth=0.8, zorder=0)
    ax.set_axisbelow(True)
    ax.tick_params(axis="y", length=0)
    return figure


def draw_voices(document: Document) -> Figure:
    """Draw in which paragraphs each person or text speaks (filled) or is spoken about (hollow); notes are left out."""
    colour, marker = ink(document.id)
    paragraphs = [paragraph for paragraph in document.paragraphs["paragraph"] if not re.fullmatch(r"n\d+", paragraph)]
    found = voices(document)
    found = found[found["paragraph"].isin(paragraphs)]
    speaking = set(found.loc[found["how"] == "speaks", "name"])
    names = sorted(found["name"].unique(), key=lambda name: name not in speaking)  # stable: first appearance otherwise
    figure, ax = new_chart(height=0.9 + 0.36 * len(names))
    for row in found.itertuples():
        at, y, filled = paragraphs.index(row.paragraph), names.index(row.name), row.how == "speaks"
        face = colour if filled else "none"  # the larger, hollow mark leaves a filled one inside it visible
        size = 7 if filled else 11
        ax.plot(at, y, linestyle="none", marker=marker, markersize=size, color=colour, markerfacecolor=face)
    for y in range(len(names)):
        ax.axhline(y, color="#ececec", linewidth=0.8, zorder=0)
    ax.set_yticks(
        range(len(names)), [textwrap.fill(textwrap.shorten(name, 84, placeholder=" …"), 44) for name in names]
    )
    short = {"title": "T", "standfirst": "S"}
    ax.set_xticks(range(len(paragraphs)), [short.get(paragraph, paragraph) for paragraph in paragraphs])
    if len(paragraphs) > 20:
        ax.tick_params(axis="x", labelsize=8)
    ax.set(ylim=(len(names) - 0.5, -0.5), xlim=(-0.6, len(paragraphs) - 0.4))
    ax.set_xlabel("paragraph (T title, S standfirst)" if "standfirst" in paragraphs else "paragraph (T title)")
    ax.tick_params(axis="y", length=0)
    return figure


def draw_grid(
    marks: pd.DataFrame, rows: list[str], columns: list[str], *, width: float = 8.4, wrap: int = 44
) -> Figure:
    """Draw marks in a grid of named rows and columns; several marks in one cell stand side by side.

    Parameters
    ----------
    marks
        One row for each mark, with columns row, column, document, and optionally filled (bool) and label (a word
        or number printed above the mark).
    rows, columns
        The names in the order in which to draw them; a name without marks keeps its empty row or column.
    width, wrap
        The picture's width in inches; after how many letters a row's name is broken.
    """
    names = [textwrap.fill(textwrap.shorten(name, 2 * wrap, placeholder=" …"), wrap) for name in rows]
    step = 0.4 + 0.14 * max(name.count("\n") for name in names)
    figure, ax = new_chart(width=width, height=0.9 + step * len(rows))
    for (row, column), cell in marks.groupby(["row", "column"], sort=False, observed=True):
        if row not in rows or column not in columns:
            continue
        at, gap = columns.index(column), min(0.18, 0.8 / len(cell))
        for place, mark in enumerate(cell.to_dict("records")):
            x = at + (place - (len(cell) - 1) / 2) * gap
            colour, marker = ink(mark["document"])
            _mark(ax, [x], rows.index(row), colour, marker, filled=bool(mark.get("filled", True)), size=7)
            if mark.get("label"):
                ax.annotate(
                    str(mark["label"]),
                    (x, rows.index(row)),
                    (0, 9 if marker == "P" else 6),
                    textcoords="offset points",
                    ha="center",
                    fontsize=8.5,
                )
    for y in range(len(rows)):
        ax.axhline(y, color="#ececec", linewidth=0.8, zorder=0)
    ax.set_yticks(range(len(rows)), names)
    ax.set_xticks(range(len(columns)), [textwrap.fill(column, 14) for column in columns])
    ax.set(ylim=(len(rows) - 0.5, -0.6), xlim=(-0.6, len(columns) - 0.4))
    ax.tick_params(length=0)
    return figure
