"""Charts that take rows of the corpus and return a figure, and the one way to show them.

Bounds are drawn here, because matplotlib's own limit markers drop the other side.
"""

from __future__ import annotations

import base64
import calendar
import io
from functools import partial
from html import escape
from itertools import pairwise
from pathlib import Path
from textwrap import fill, shorten

import matplotlib.style
import numpy as np
import pandas as pd
from IPython.display import HTML
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, MultipleLocator

from helpers.corpus.dates import by_date, date_words
from helpers.show.table import figures_table, heading, table_html
from helpers.show.words import number_words, quoted, ranges

#: One colour and one marker for each document, everywhere; distinct for colour-blind readers.
INK = {"rfa-2022": ("#0072b2", "o"), "cecc-2023": ("#c8551b", "s"), "kei-2023": ("#a04a86", "D")}
INK |= {"diplomat-2023": ("#00785a", "^"), "joongang-2024": ("#4d4d4d", "P")}
_OTHER = [("#8a6d00", "v"), ("#8c2d19", "X"), ("#305f72", "p")]
_SHAPES = ["o", "s", "^", "D", "v", "P", "X"]
_DASHED = (0, (3, 2))
_TIE = "\N{NO-BREAK SPACE}"
_STYLE = Path(__file__).with_name("collection.mplstyle")


class Chart(Figure):
    """A matplotlib figure with its `table` of numbers, its `key` to read it by, its `source`."""

    table = pd.DataFrame()
    key = source = ""

    def tell(self, rows: pd.DataFrame, table: pd.DataFrame, key: str) -> Chart:
        """Keep what a reader needs beside the picture; the rows name the file they stand in."""
        self.table, self.key = table, key
        documents = ", ".join(dict.fromkeys(rows.get("short", [])))
        self.source = " of ".join(filter(None, (rows.attrs.get("source"), documents)))
        return self


def ink(document: str) -> tuple[str, str]:
    """Return the colour and the marker of a document; what belongs to none is black and round.

    >>> ink("kei-2023"), ink("")
    (('#a04a86', 'D'), ('#1a1a1a', 'o'))
    """
    other = _OTHER[sum(document.encode()) % len(_OTHER)] if document else ("#1a1a1a", "o")
    return INK.get(document, other)


def new_chart(rows: int = 1, columns: int = 1, *, width=7.2, height=3.2, **grid):
    """Return a chart and its axes in the collection's style, sizes in inches.

    Further arguments go to `Figure.subplots`. The chart is not pyplot's: it is shown once, by
    :func:`show_chart`, and needs no closing.

    >>> chart, ax = new_chart(height=2)
    >>> ax.spines["top"].get_visible()
    False
    """
    with matplotlib.style.context(_STYLE):
        chart = Chart(figsize=(width, height))
        return chart, chart.subplots(rows, columns, **grid)


def _name_rows(ax, names: list[str], room: float = 0.5) -> None:
    """Name the lines of a chart from the top down and rule them; `room` is that of the first."""
    look = {"lw": 0.8, "zorder": 0, "transform": ax.get_yaxis_transform()}
    ax.hlines(range(len(names)), 0, 1, "#ececec", **look)
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.5, -room)


def _mark(ax, x: float, y: float, look: tuple[str, str], filled: bool = True) -> None:
    """Put a marker, filled or hollow (a hollow cross of the common size would look filled)."""
    colour, marker = look
    face, size = colour if filled else "white", 9.5 if marker == "P" else 7
    ax.plot(x, y, marker, c=colour, mfc=face, ms=size, zorder=3)


def _arrow(ax, x: float, y: float, colour: str, side: float, dash="-", head="<|-") -> None:
    """Draw an arrow of `side` points from a place outwards; its length means nothing."""
    look = {"arrowstyle": head, "color": colour, "ls": dash, "lw": 1.6, "shrinkA": 0, "shrinkB": 4}
    ax.annotate("", (x, y), (side, 0), textcoords="offset points", arrowprops=look)


def _say(ax, words: str, x: float, y: float, up: float, **look) -> None:
    """Write small words `up` points above a place."""
    look = {"ha": "center", "fontsize": 9, "textcoords": "offset points"} | look
    ax.annotate(words, (x, y), (0, up), **look)


def _fit(chart: Chart, gap: float = 0.0) -> None:
    """Set the margins by what stands around the axes, and part panels by `gap` inches."""
    renderer = FigureCanvasAgg(chart).get_renderer()
    boxes = [(ax.bbox.extents, ax.get_tightbbox(renderer).extents) for ax in chart.axes]
    over = np.max([np.abs(outer - inner) for inner, outer in boxes], axis=0) / chart.dpi + 0.08
    (width, height), (left, bottom, right, top) = chart.get_size_inches(), over.round(2)
    rows = chart.axes[0].get_gridspec().nrows
    space = {"hspace": gap * rows / (height - bottom - top - gap * (rows - 1))} if gap else {}
    edges = {"left": left / width, "right": 1 - right / width, "bottom": bottom / height}
    chart.subplots_adjust(**edges, top=1 - top / height, **space)


def draw_bounds(ax, y: float, figure, look: tuple[str, str]) -> None:
    """Draw a row of the figures table with its bounds at height y, in the ink of its document."""
    bases = {figure["lower_basis"], figure["upper_basis"]}
    dash = "-" if "asserted" in bases else _DASHED
    ends = {end for end in (figure["lower"], figure["upper"]) if end == end}
    if "none" in bases:
        _arrow(ax, *ends, y, look[0], 34 if figure["lower"] in ends else -34, dash)
    elif len(ends) == 1 and dash == _DASHED:
        for side in (-18, 18):
            _arrow(ax, *ends, y, look[0], side, dash, "-")
    else:
        ax.plot(sorted(ends), [y] * len(ends), c=look[0], lw=2.2, ls=dash)
    for end in ends:
        _mark(ax, end, y, look, filled=bases == {"asserted"})


def draw_figures(figures: pd.DataFrame) -> Chart:
    """Draw rows of the figures table with their bounds, a panel for each quantity.

    An exact number of a quantity that is stated once is left to the table: there is nothing to
    see in it.
    """
    shared = figures.groupby("quantity")["figure"].transform("size") > 1
    drawn = figures[shared | (figures["qualifier"] != "exact")]
    groups = list((figures if drawn.empty else drawn).groupby("quantity", sort=False))
    heights = [0.1 + 0.45 * len(rows) for _, rows in groups]
    grid = {"squeeze": False, "gridspec_kw": {"height_ratios": heights}}
    chart, axes = new_chart(len(groups), height=sum(heights) + 0.62 * len(groups), **grid)
    for ax, (_, rows) in zip(axes[:, 0], groups, strict=True):
        when = [f" · {date_words(period)}" if period else "" for period in rows["period"]]
        said = zip(rows["quote"].map(quoted), rows["cite"], when, strict=True)
        _name_rows(ax, [f"{quote}\n{cite}{time}".strip() for quote, cite, time in said])
        for y, row in enumerate(rows.to_dict("records")):
            draw_bounds(ax, y, row, ink(row["document"]))
        top, unit = rows[["lower", "upper"]].max().max(), rows["unit"].iloc[0]
        ax.set_xlim(0, 100 if unit == "percent" else 1.25 * top)
        ax.xaxis.set_major_locator(MaxNLocator(4, integer=bool(top >= 1)))
        ax.xaxis.set_major_formatter(lambda value, _: number_words(value))
        # The panel's name starts at the picture's edge: it may be longer than the axis.
        name, edge = f"{rows['measure'].iloc[0]} ({unit})", ("figure fraction", "axes fraction")
        _say(ax, name, 0.01, 1, 5, xycoords=edge, ha="left", weight="bold", fontsize=10)
    _fit(chart, gap=0.62)
    key = "Filled: exact or asserted. Hollow with an arrow: one bound only. Dashed: only implied."
    return chart.tell(figures, figures_table(figures), key)


def _quarter(year: float, _) -> str:
    """Write a quarter of a year by its first month."""
    return f"{calendar.month_abbr[round(year % 1 * 12) + 1]}\n{int(year)}"


def _pace(since: float, rate: float, years):
    """Let years before a given one take a part of their room, or by the inverse all of it."""
    return np.where(years < since, since + (years - since) * rate, years)


def draw_timeline(events: pd.DataFrame, *, lanes="", since=0.0, until="") -> Chart:
    """Draw dated rows in order of time, one line each, or all of one `lanes` value on one line.

    The rows have `date` (EDTF) and `label`, such as the events table; `date_basis`, `document` and
    `cite` are used where they are there. Before the year `since` time takes a tenth of its room;
    `until`, the document's own date, is drawn as a line.
    """
    rows = by_date(events)
    cites = rows.get("cite", pd.Series("", rows.index))
    if rows.get("short", cites).nunique() == 1:  # one document need not be named on each line
        cites = cites.str.removeprefix(f"{rows.get('short', cites).iloc[0]} ")
    said = rows["label"].str.cat(cites.str.replace(" ", _TIE), sep=f",{_TIE}")
    said = said.str.strip(f",{_TIE}").map(partial(fill, width=42))
    names = list(dict.fromkeys(events[lanes]) if lanes else said)
    lines = [names.index(name) for name in rows[lanes]] if lanes else range(len(rows))
    step = 0.32 + 0.15 * max(name.count("\n") for name in names)
    chart, ax = new_chart(height=0.7 + step * len(names))
    _name_rows(ax, names, room=0.8)
    if since:
        ax.axvline(since, c="#9a9a9a", lw=1, ls="--")
        ax.set_xscale("function", functions=(partial(_pace, since, 0.1), partial(_pace, since, 10)))
    first, last = rows[["start", "end"]].min().min(), rows[["start", "end"]].max().max()
    near = 0.2 * (last - max(first, since))  # there a date is written inwards, off the names
    for y, row in zip(lines, rows.to_dict("records"), strict=True):
        colour, marker = ink(row.get("document", ""))
        start, end, loose = row["start"], row["end"], set(row["date"]) & set("~X")
        at = np.nanmean([start, end])
        if start == start and end == end:
            ax.plot([start, end], [y, y], c=colour, lw=2.2, ls=_DASHED if loose else "-")
        else:
            _arrow(ax, at, y, colour, 34 if start == start else -34, _DASHED if loose else "-")
        _mark(ax, at, y, (colour, marker), row.get("date_basis") != "inferred")
        if not lanes:
            side = "left" if at < max(first, since) + near else "center"
            _say(ax, date_words(row["date"]), at, y, 7, ha=side)
    if until:
        ax.axvline(by_date(pd.DataFrame({"date": [until]}))["end"][0], c="#6b6b6b", lw=1, ls=":")
    room = (0.5 if lanes else 1) * near + 0.1
    ax.set_xlim(first - room * (10 if first < since else 1), last + room)
    months = last - first < 3 and not since
    quarter = MultipleLocator(0.25 if last - first < 1.2 else 0.5)
    ax.xaxis.set_major_locator(quarter if months else MaxNLocator(6, integer=True))
    ax.xaxis.set_major_formatter(_quarter if months else "{x:.0f}")
    if since:
        years = range(int(max(first, since)), int(last) + 1)
        oldest = [int(first)] if lanes else []  # else it stands beside its mark
        ax.set_xticks([*oldest, *years[:: len(years) // 4 + 1]])
    _fit(chart)
    _fit(chart)  # once more: the words at the ends have moved with the axis
    key = "A bar covers all days that a date can mean; dashed: loose; an arrow: open."
    key += " Filled: the date is printed. Hollow: it is worked out." * ("date_basis" in rows)
    key += " Dotted line: the document’s own date." * bool(until)
    if since:
        key += f" Before {since:.0f}, at the dashed line, a year takes a tenth of the room."
    shown = ["date", lanes, "label", "date_basis", "quote", "cite"]
    return chart.tell(events, rows[[name for name in shown if name in rows]], key)


def draw_outline(paragraphs: pd.DataFrame, by: str = "role") -> Chart:
    """Draw body paragraphs of one document in reading order, as wide as they are long in tokens.

    The column `by` names the lines, which stand in the order in which they first appear.
    """
    lines, ends = list(dict.fromkeys(paragraphs[by])), paragraphs["tokens"].cumsum()
    chart, ax = new_chart(height=0.8 + 0.4 * len(lines))
    _name_rows(ax, lines)
    places = [lines.index(name) for name in paragraphs[by]]
    look = {"color": ink(paragraphs["document"].iloc[0])[0], "edgecolor": "white", "height": 0.62}
    bars = ax.barh(places, paragraphs["tokens"], left=ends - paragraphs["tokens"], **look)
    # A narrower block has no room for its number.
    numbers = paragraphs["paragraph"].where(paragraphs["tokens"] > ends.iloc[-1] / 40, "")
    ax.bar_label(bars, numbers, label_type="center", color="white", fontsize=9)
    ax.set(xlim=(0, ends.iloc[-1]), xlabel="tokens; the number in a block is its paragraph")
    _fit(chart)
    table = paragraphs.groupby(by, sort=False).agg(
        paragraphs=("paragraph", ", ".join), count=("paragraph", "size"), tokens=("tokens", "sum")
    )
    table["percent of tokens"] = (100 * table["tokens"] / ends.iloc[-1]).round(1)
    key = "Each block is a paragraph, as wide as it is long. Length is not weight."
    return chart.tell(paragraphs, table.reset_index(), key)


def draw_grid(
    rows: pd.DataFrame,
    down: str,
    across: str,
    *,
    filled: str = "",
    label: str = "paragraph",
    kind: str = "",
    downs: list[str] | None = None,
    acrosses: list[str] | None = None,
) -> Chart:
    """Draw rows as marks in a grid of named lines and columns; what looks alike is one mark.

    `down` and `across` name the columns of the table whose values are the lines and columns of the
    grid; `downs` and `acrosses` give these in order, also those without a mark. A `document` gives
    a mark its colour and shape, `kind` a shape of its own; it is filled where the truth value of
    `filled` holds. The values of `label` stand beside it (paragraphs briefly: T, S, 5–8).
    """
    downs = list(dict.fromkeys(rows[down] if downs is None else downs))
    acrosses = list(dict.fromkeys(rows[across] if acrosses is None else acrosses))
    rows = rows[rows[down].isin(downs) & rows[across].isin(acrosses)]
    kinds = list(dict.fromkeys(rows[kind])) if kind else []
    looks = [name for name in ("document", filled, kind) if name in rows] or [down]
    names = [fill(shorten(name, 90, placeholder=" …"), 34) for name in downs]
    step = (0.48 if label else 0.32) + 0.15 * max(name.count("\n") for name in names)
    chart, ax = new_chart(height=0.8 + step * len(downs))
    _name_rows(ax, names, room=0.75)
    for (y, x), field in rows.groupby([down, across], sort=False):
        marks = [alike for _, alike in field.groupby(looks, sort=False)]
        for place, alike in enumerate(marks):
            one, gap = alike.iloc[0], min(0.24, 0.8 / len(marks))
            at = acrosses.index(x) + (place - (len(marks) - 1) / 2) * gap, downs.index(y)
            colour, marker = ink(one.get("document", ""))
            marker = _SHAPES[kinds.index(one[kind])] if kind else marker
            _mark(ax, *at, (colour, marker), bool(one[filled]) if filled else True)
            if label:
                # Of two marks in a field the second has its words below: they may be long.
                above = 8 if marker == "P" else 6
                _say(ax, ranges(alike[label]), *at, -16 if place % 2 else above)
    room = 84 - max(len(line) for name in names for line in name.split("\n"))
    heads = [fill(ranges([x]), max(4, room // len(acrosses))) for x in acrosses]
    ax.set_xticks(range(len(acrosses)), heads, rotation=90 if len(acrosses) > 18 else 0)
    ax.set_xlim(-0.6, len(acrosses) - 0.4)
    for shape, name in zip(_SHAPES, kinds, strict=False):
        ax.plot([], [], shape, c="#4d4d4d", label=name)
    if kinds:
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False, fontsize=9)
    _fit(chart)
    shown = dict.fromkeys([down, across, label, filled, kind, "cite", "quote", "sayer", "note"])
    key = "Each mark is a place."
    if filled:
        key = f"Filled: {heading(filled).lower()}. Hollow: all others."
    table = rows[[name for name in shown if name in rows]].drop_duplicates()
    return chart.tell(rows, table, key)


def draw_bars(counts: pd.DataFrame, totals=None) -> Chart:
    """Draw counts (a row for each thing, a column for each document) as bars, a panel a column.

    With `totals`, a number for each column or a table of the same shape, the bars are rates for
    each thousand.
    """
    parts = counts if totals is None else 1000 * counts / totals
    names = counts.attrs.get("names", {})
    grid = {"sharex": True, "sharey": True, "squeeze": False, "gridspec_kw": {"wspace": 0.08}}
    chart, axes = new_chart(1, len(counts.columns), height=0.9 + 0.3 * len(counts), **grid)
    for ax, name in zip(axes[0], counts, strict=True):
        bars = ax.barh(range(len(counts)), parts[name].fillna(0), 0.5, color=ink(name)[0])
        words = counts[name].map("{:,}".format).where(parts[name].notna(), "–")
        ax.bar_label(bars, words, padding=3, fontsize=9)
        title = fill(names.get(name, name), 66 // len(counts.columns))
        ax.set_title(title, fontsize=10, weight="bold")
        ax.xaxis.set_major_locator(MaxNLocator(3, integer=True))
    axes[0, 0].set_yticks(range(len(counts)), counts.index)
    axes[0, 0].set(ylim=(len(counts) - 0.4, -0.6), xlim=(0, 1.4 * parts.max().max()))
    _fit(chart)
    key = "The number beside a bar is the count."
    if totals is not None:
        key += " Its length is a rate for each thousand tokens; a dash means no text."
    table = counts.rename(columns=names).rename_axis("counted").reset_index()
    return chart.tell(counts, table, key)


def draw_paths(rows: pd.DataFrame, steps: list[str]) -> Chart:
    """Draw a line for each row, through the columns `steps`: a box for each, with arrows between.

    An empty cell is left out; one in (round brackets) is a hand that is left open.
    """
    cells = rows[steps].map(lambda cell: fill(str(cell), 86 // len(steps)))
    tall = 0.28 + 0.16 * cells.map(lambda cell: cell.count("\n")).max().max()
    chart, ax = new_chart(height=0.5 + tall * len(rows))
    colours = [ink(document)[0] for document in rows.get("document", [""] * len(rows))]
    for y, (line, colour) in enumerate(zip(cells.to_numpy(), colours, strict=True)):
        places = [x for x, cell in enumerate(line) if cell]
        for x, after in pairwise(places):
            arrow = {"arrowstyle": "-|>", "color": colour}
            ax.annotate("", (after - 0.45, y), (x + 0.3, y), arrowprops=arrow, zorder=1)
        for x in places:
            box = {"boxstyle": "round,pad=0.2", "facecolor": "white", "edgecolor": colour}
            box["linestyle"] = "--" if line[x].startswith("(") else "-"
            ax.text(x, y, line[x], ha="center", va="center", fontsize=9, bbox=box)
    ax.set(xlim=(-0.5, len(steps) - 0.5), ylim=(len(rows) - 0.5, -0.5), yticks=[])
    ax.set_xticks(range(len(steps)), [heading(step) for step in steps])
    ax.tick_params(length=0, labeltop=True, labelbottom=False)
    ax.spines[:].set_visible(False)
    _fit(chart)
    key = "Each line is read from left to right. A dashed box is a hand that is left open."
    return chart.tell(rows, rows[steps], key)


def show_chart(chart: Chart, title: str, note: str = "", table: pd.DataFrame | None = None) -> HTML:
    """Show a chart: its finding as title, the picture with alt text, its key with a note on what
    it does not measure, and its numbers (another table than its own where one is given).

    Raises
    ------
    ValueError
        Where there is no finding or no table.
    """
    table = chart.table if table is None else table
    if len(title.split()) < 3 or table.empty:
        expected = "expected a finding as the title, and a table of the chart's numbers"
        raise ValueError(f"{expected}; found {title!r} and {len(table)} rows")
    picture = io.BytesIO()
    with matplotlib.style.context(_STYLE):  # its salt gives equal bytes in each run
        chart.savefig(picture, format="svg", metadata={"Date": None, "Creator": None})
    data = base64.b64encode(picture.getvalue()).decode("ascii")
    first = table.iloc[:12, :4].itertuples(index=False)
    rows = [", ".join(str(cell) for cell in row if cell != "") for row in first]
    alt = f"{title.rstrip('.')}. {len(table)} rows, among them: {'; '.join(rows)}."
    words = f"{chart.key} {note}".strip() + (f" Source: {chart.source}." if chart.source else "")
    return HTML(
        '<figure style="margin:0 0 1.5em 0">'
        f'<p style="max-width:44em;font-weight:bold;margin:0 0 0.4em 0">{escape(title)}</p>'
        f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(alt)}"'
        ' style="max-width:100%;background:#fff">'
        '<figcaption style="max-width:44em;line-height:1.5;margin-top:0.6em">'
        f"{escape(words, quote=False)}</figcaption>"
        "<details><summary>The numbers of this chart as a table</summary>"
        f"{table_html(table)}</details></figure>"
    )
