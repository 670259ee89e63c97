"""Show passages, charts and tables in a notebook, as HTML that survives an untrusted page.

Only semantic elements and inline style: no script, no style element, no
inline SVG, no ARIA (JupyterLab drops them where a notebook is not trusted).
Text keeps the page's own colour, so that it reads in light and dark themes.
"""

from __future__ import annotations

import base64
import io
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.dates import date_words
from helpers.schema import KINDS, ROLES
from helpers.text import quote_pattern

if TYPE_CHECKING:
    import pandas as pd
    from IPython.display import HTML
    from matplotlib.figure import Figure

    from helpers.corpus import Document

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"

#: Where the glossary stands, seen from a notebook.
GLOSSARY = "00-start-here.ipynb#Words-that-come-back"

# Border colours with a contrast of at least 3 to 1 on white and on JupyterLab's dark grey.
_EDGE = {
    "gloss": "#5b84b1", "context": "#5b84b1", "evidence": "#3f8f6b", "law": "#7d74b8", "rhetoric": "#a8729a",
    "number": "#8a7f3f", "caution": "#c8551b", "link": "#5b84b1", "question": "#7d7d7d",
}  # fmt: skip
_SMALL = "font-size:0.88em"


def _html(text: str) -> HTML:
    from IPython.display import HTML

    return HTML(text)


def number_words(value: float) -> str:
    """Write a number for reading.

    >>> number_words(1170.0), number_words(12.5)
    ('1,170', '12.5')
    """
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def quoted(phrase: str) -> str:
    """Put a phrase as printed into quotation marks, once, as HTML.

    >>> quoted("seven refugees"), quoted("“persons of concern”")
    ('“seven refugees”', '“persons of concern”')
    """
    marks = "“”\"'‘’"
    return f"“{escape(phrase.strip(marks), quote=False)}”"


def bound_words(figure) -> tuple[str, str]:
    """Say how a figure is bounded: a sign with its number, and the same in words.

    Parameters
    ----------
    figure
        A row of the figures table (anything with qualifier, lower and upper).

    Examples
    --------
    >>> bound_words({"qualifier": "at-least", "lower": 1170, "upper": float("nan")})
    ('≥ 1,170', 'a floor, no ceiling')
    >>> bound_words({"qualifier": "as-many-as", "lower": float("nan"), "upper": 60000})
    ('≤ 60,000', 'no floor, the ceiling only implied')
    """
    lower, upper = (None if value != value else number_words(value) for value in (figure["lower"], figure["upper"]))
    return {
        "exact": lambda: (f"{lower}", ""),
        "about": lambda: (f"≈ {lower}", "about, both bounds implied"),
        "at-least": lambda: (f"≥ {lower}", "a floor, no ceiling"),
        "more-than": lambda: (f"> {lower}", "a floor, no ceiling"),
        "at-most": lambda: (f"≤ {upper}", "a ceiling, no floor"),
        "up-to": lambda: (f"≤ {upper}", "no floor, the ceiling only implied"),
        "as-many-as": lambda: (f"≤ {upper}", "no floor, the ceiling only implied"),
        "almost": lambda: (f"just under {upper}", "implied"),
        "within": lambda: (f"≤ {upper}", "not longer than this"),
        "between": lambda: (f"{lower}–{upper}", "a range, both ends stated"),
        "order": lambda: (f"{lower}–{upper}", "an order of magnitude, read literally"),
    }[str(figure["qualifier"])]()


def sayer_name(slug: str, document: Document) -> str:
    """Return the readable name of whoever a row is attributed to.

    >>> from helpers import open_corpus
    >>> sayer_name("china", open_corpus()["rfa-2022"])
    'Government of China'
    """
    if slug == f"{document.id} author":
        return ", ".join(document.authors) or "the author"
    for table, key, name in ((document.actors, "actor", "name"), (document.instruments, "instrument", "title")):
        found = table.loc[table[key] == slug, name]
        if len(found):
            return str(found.iloc[0])
    return str(slug)


def place_link(place: str, here: str = "") -> str:
    """Return a link to the notebook that reads a place such as kei-2023:12; plain text where there is none yet."""
    document, _, paragraph = place.partition(":")
    words = paragraph_words(paragraph) if document == here else f"{document} {paragraph_words(paragraph)}"
    notebook = next(iter(sorted(NOTEBOOKS.glob(f"*-read-{document}.ipynb"))), None)
    if document == here or notebook is None:
        return escape(words)
    return f'<a href="{notebook.name}">{escape(words)}</a>'


def paragraph_words(paragraph: str) -> str:
    """Name a paragraph for reading.

    >>> paragraph_words("12"), paragraph_words("n3"), paragraph_words("title")
    ('¶12', 'note 3', 'title')
    """
    if paragraph.isdigit():
        return f"¶{paragraph}"
    return f"note {paragraph[1:]}" if re.fullmatch(r"n\d+", paragraph) else paragraph


def _own_text(text: str, quotes: list[str]) -> str:
    """Return the reader's own text as HTML, with the noted phrases marked."""
    spans = sorted(match.span() for quote in quotes if (match := quote_pattern(quote).search(text)))
    pieces, done = [], 0
    for start, end in spans:
        if end <= done:
            continue
        start = max(start, done)
        pieces += [
            escape(text[done:start]),
            '<mark style="background:#fff0b3;color:#1a1a1a">',
            escape(text[start:end]),
            "</mark>",
        ]
        done = end
    shown = "".join(pieces) + escape(text[done:])
    shown = re.sub(r"&lt;sup&gt;(.*?)&lt;/sup&gt;", r"<sup>\1</sup>", shown)
    return re.sub(r"\*([^*<>]+)\*", r"<em>\1</em>", shown).replace("\\*", "*")


def _linked(body: str, document: Document) -> tuple[str, set[str]]:
    """Return a note's text as HTML with the places it names as links, and those places."""
    named = {f"{document.id}:{paragraph}" for paragraph in re.findall(r"¶(\d+)", body)}
    known = "|".join(map(re.escape, document.corpus))

    def link(match: re.Match) -> str:
        named.add(match[0])
        return place_link(match[0], document.id)

    return re.sub(rf"\b(?:{known}):(?:title|standfirst|n?\d+)\b", link, escape(body, quote=False)), named


def _note(note, document: Document, copy: str) -> str:
    kind = str(note.kind)
    lead = f"<strong>{kind.capitalize()}</strong>"
    if note.quote:
        lead += f" <span>on {quoted(note.quote)}</span>"
        if copy and not quote_pattern(note.quote).search(copy):
            lead += " <em>(not found in your copy)</em>"
    body, named = _linked(note.body, document)
    tail = []
    if note.term == note.term and note.term:
        term = document.terms.set_index("term").loc[note.term]
        glossary = f'<a href="{GLOSSARY}">Glossary</a>'
        tail.append(
            f"<em>{escape(str(note.term))}:</em> {escape(term.definition)} ({glossary}; {escape(term.source)}.)"
        )
    if note.source:
        tail.append(f"Source: {escape(note.source)}.")
    # A place that the note itself names needs no second mention.
    see = [place_link(place, document.id) for place in note.see.split(";") if place and place not in named]
    if see:
        tail.append(f"See {', '.join(see)}.")
    below = "".join(f'<p style="margin:0.35em 0 0 0;{_SMALL}">{line}</p>' for line in tail)
    width = "5px" if kind == "caution" else "2px"
    style = f"margin:0.7em 0 0.7em 1em;padding:0 0 0 0.9em;border-left:{width} solid {_EDGE[kind]}"
    return f'<div style="{style}"><span style="{_SMALL}">{lead}</span><br>{body}{below}</div>'


def figure_line(figure, document: Document) -> str:
    """Return one line of HTML that says a figure: its bound, what is counted, when, who says so."""
    sign, words = bound_words(figure)
    when = f"; {escape(date_words(figure['period']))}" if figure["period"] else ""
    how = f" ({escape(words)})" if words else ""
    said = escape(sayer_name(str(figure["attributed_to"]), document))
    return (
        f"<strong>{escape(sign)} {escape(figure['unit'])}</strong>{how}: {escape(figure['counted'])}{when}. "
        f'<span style="{_SMALL}">{quoted(figure["quote"])}, {figure["modality"]} by {said}.</span>'
    )


def show_passage(document: Document, *paragraphs: str) -> HTML:
    """Show paragraphs with what we say about them.

    For each: its number and what it does; the reader's own text where a copy
    has been imported, else the précis; the annotations, each led by its kind;
    the figures, one line each.

    Parameters
    ----------
    document
        One document of the corpus, `corpus["rfa-2022"]`.
    paragraphs
        Paragraph ids, in the order in which to show them.

    Raises
    ------
    KeyError
        Where the document has no such paragraph.

    Examples
    --------
    >>> from helpers import open_corpus
    >>> show_passage(open_corpus()["rfa-2022"], "1").data.count("¶1")
    1
    """
    rows = document.paragraphs.set_index("paragraph")
    missing = [paragraph for paragraph in paragraphs if paragraph not in rows.index]
    if missing or not paragraphs:
        raise KeyError(
            f"{document.id} has no paragraph {', '.join(missing) or '(none named)'}; it has {', '.join(rows.index)}"
        )
    kinds = list(KINDS)
    shown = []
    for paragraph in paragraphs:
        row, copy = rows.loc[paragraph], document.copy.get(paragraph, "")
        notes = document.annotations[document.annotations["paragraph"] == paragraph]
        notes = sorted(notes.itertuples(), key=lambda note: kinds.index(note.kind))
        figures = document.figures[document.figures["paragraph"] == paragraph]
        role = str(row.role)
        job = (
            ""
            if role in ("headline", "note")
            else f' <span title="{escape(ROLES.get(role, ""))}">· {escape(role)}</span>'
        )
        head = f'<p style="margin:0 0 0.4em 0;{_SMALL}"><strong>{paragraph_words(paragraph)}</strong>{job}</p>'
        block = "margin:0 0 0.8em 0;padding:0 0 0 1em;border-left:3px solid #8c8c8c;font-size:1.05em"
        if copy:
            words = _own_text(copy, [note.quote for note in notes if note.quote])
            text = f'<blockquote style="{block}">{words}</blockquote>'
        else:
            text = f'<p style="{block}">{escape(row.precis)}</p>'
        lines = "".join(f"<li>{figure_line(figure, document)}</li>" for _, figure in figures.iterrows())
        lines = f'<ul style="margin:0.7em 0 0 1em;padding-left:1em">{lines}</ul>' if lines else ""
        # Links to other places wait folded: on a first reading the document itself comes first.
        here = "".join(_note(note, document, copy) for note in notes if note.kind != "link")
        links = [_note(note, document, copy) for note in notes if note.kind == "link"]
        if links:
            what = "1 link" if len(links) == 1 else f"{len(links)} links"
            summary = f'<summary style="{_SMALL}">{what} to other places</summary>'
            here += f'<details style="margin:0.7em 0 0.7em 1em">{summary}{"".join(links)}</details>'
        body = head + text + here + lines
        shown.append(f'<div style="max-width:44em;margin:0 0 2.6em 0;line-height:1.6">{body}</div>')
    return _html("".join(shown))


def _table(table: pd.DataFrame, caption: str = "") -> str:
    """Return a table as HTML with a caption, column and row headers, and no empty header cell."""
    from pandas.api.types import is_numeric_dtype

    numeric = [is_numeric_dtype(table[name]) for name in table.columns]
    cell = "padding:0.3em 0.8em;vertical-align:top;text-align:"
    head = "".join(
        f'<th scope="col" style="{cell}{"right" if right else "left"}">{escape(str(name))}</th>'
        for name, right in zip(table.columns, numeric, strict=True)
    )
    rows = []
    for values in table.itertuples(index=False):
        cells = []
        for place, (value, right) in enumerate(zip(values, numeric, strict=True)):
            words = "" if value is None or value != value else number_words(value) if right else str(value)
            tag = 'th scope="row"' if place == 0 else "td"
            weight = ";font-weight:normal" if place == 0 else ""
            shown = f'<a href="{escape(words)}">{escape(words)}</a>' if words.startswith("https://") else escape(words)
            cells.append(f'<{tag} style="{cell}{"right" if right else "left"}{weight}">{shown}</{tag.split()[0]}>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    title = f'<caption style="text-align:left;padding:0.3em 0.8em">{escape(caption)}</caption>' if caption else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def show_table(table: pd.DataFrame, caption: str, *, folded: bool = False) -> HTML:
    """Show a table with a caption and proper headers; the first column heads the rows.

    A long one can wait folded behind its caption.

    >>> import pandas
    >>> show_table(pandas.DataFrame({"kind": ["gloss"], "notes": [3]}), "Notes by kind").data.count("scope")
    3
    """
    if folded:
        return _html(f"<details><summary>{escape(caption)}</summary>{_table(table)}</details>")
    return _html(_table(table, caption))


def _settled(svg: str) -> str:
    """Return a picture without the last digits and the names that differ from run to run.

    The layout's solver leaves the last bits of a place to chance, and matplotlib
    names a clipping frame by them.

    >>> _settled('<g clip-path="url(#p09ccf7b1af)" x="85.4432341"/><rect id="p09ccf7b1af"/>')
    '<g clip-path="url(#i0)" x="85.443"/><rect id="i0"/>'
    """
    names: dict[str, str] = {}
    svg = re.sub(
        r'(?<=[#"])[a-zA-Z][0-9a-f]{10}(?=[")])', lambda name: names.setdefault(name[0], f"i{len(names)}"), svg
    )
    # Numbers below 1 are scales of letters, exact and the same in every run.
    return re.sub(r"(?<![\d.])[1-9]\d*\.\d{4,}", lambda number: f"{float(number[0]):.3f}", svg)


def show_chart(figure: Figure, *, alt: str, caption: str, table: pd.DataFrame, source: str = "") -> HTML:
    """Show a chart: the picture with its alt text, a caption, and its numbers in a table.

    Parameters
    ----------
    figure
        A matplotlib figure, as :func:`helpers.charts.new_chart` makes it.
    alt
        What the chart shows, for who does not see it: at least one full sentence.
    caption
        What to see in it, and what it does not measure.
    table
        The numbers of the chart.
    source
        Where they come from, where the caption does not say it.

    Raises
    ------
    ValueError
        Where the alt text, the caption or the table is missing.
    """
    import matplotlib

    if len(alt.split()) < 8 or not alt.rstrip().endswith("."):
        raise ValueError(
            f"expected an alt text of at least one full sentence that says what the chart shows; found {alt!r}"
        )
    if not caption.strip() or table.empty:
        raise ValueError("expected a caption and a table of the chart's numbers; found none; every chart has both")
    picture = io.BytesIO()
    # Equal bytes from run to run need a fixed salt and no date.
    with matplotlib.rc_context({"svg.hashsalt": "non-refoulement-reader", "svg.fonttype": "path"}):
        figure.savefig(picture, format="svg", metadata={"Date": None, "Creator": None}, facecolor="white")
    data = base64.b64encode(_settled(picture.getvalue().decode("utf-8")).encode("utf-8")).decode("ascii")
    note = f" <span>Source: {escape(source)}.</span>" if source else ""
    picture_style = "max-width:100%;background:#ffffff"
    caption_style = "max-width:44em;line-height:1.5;margin-top:0.6em"
    return _html(
        '<figure style="margin:0 0 1.5em 0;max-width:54em">'
        f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(alt)}" style="{picture_style}">'
        f'<figcaption style="{caption_style}">{escape(caption)}{note}</figcaption>'
        f"<details><summary>The numbers of this chart as a table</summary>{_table(table)}</details></figure>"
    )


def check_answer(mine, answer: float, why: str) -> HTML:
    """Compare a reader's number with the corpus's, and keep the answer folded until it is asked for.

    Parameters
    ----------
    mine
        The reader's number; `...` while there has been no try.
    answer
        The right number, computed from the tables.
    why
        Where it comes from: one or two sentences, without the number.

    Examples
    --------
    >>> "Not tried yet" in check_answer(..., 7, "Counted in the lede.").data
    True
    >>> "That is it" in check_answer(7, 7, "Counted in the lede.").data
    True
    """
    told = f"<p><strong>{number_words(answer)}.</strong> {escape(why)}</p>"
    folded = f'<details style="margin:0.3em 0 1.6em 0"><summary>Show the answer</summary>{told}</details>'
    if mine is ...:
        return _html(f"<p>Not tried yet: put your number in the place of the three dots and run the cell.</p>{folded}")
    if mine == answer:
        return _html(f"<p><strong>That is it.</strong> {escape(why)}</p>")
    return _html(f"<p>Not {escape(str(mine))}: look again, then try once more.</p>{folded}")
