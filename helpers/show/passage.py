"""Show a passage of a document with what we say about it.

Only semantic elements and inline style: no script, no style element, no inline SVG, no ARIA
(JupyterLab drops them where a notebook is not trusted). Text keeps the page's own colour, so that
it reads in light and dark themes.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from IPython.display import HTML

from helpers.corpus import Document, paragraph_name
from helpers.corpus.schema import VALUES
from helpers.corpus.text import quote_pattern
from helpers.show.words import figure_line, quoted

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"

#: Where the glossary stands, seen from a notebook.
GLOSSARY = "00-start-here.ipynb#Words-that-come-back"

# Border colours with a contrast of at least 3 to 1 on white and on JupyterLab's dark grey.
_EDGE = {"evidence": "#3f8f6b", "law": "#7d74b8", "rhetoric": "#a8729a", "number": "#8a7f3f"}
_EDGE |= {"caution": "#c8551b", "question": "#7d7d7d"}
_SMALL = "font-size:0.88em"
_MARK = '<mark style="background:#fff0b3;color:#1a1a1a">'


def place_link(place: str, here: Document) -> str:
    """Return a link to a place such as kei-2023:12, which lands on the cell of its passage.

    >>> from helpers import open_corpus
    >>> place_link("kei-2023:12", open_corpus()["rfa-2022"])
    '<a href="04-read-kei-2023.ipynb#cell-id=kei-2023-p12">King ¶12</a>'
    """
    document, _, paragraph = place.partition(":")
    words = paragraph_name(paragraph)
    if document != here.id:
        words = f"{here.corpus.names.get(document, document)} {words}"
    notebook = next(iter(sorted(NOTEBOOKS.glob(f"*-read-{document}.ipynb"))), None)
    if notebook is None:
        return escape(words)
    return f'<a href="{notebook.name}#cell-id={document}-p{paragraph}">{escape(words)}</a>'


def _linked(body: str, document: Document) -> tuple[str, set[str]]:
    """Return a note's text as HTML with the places it names as links, and those places."""
    known, named = "|".join(map(re.escape, document.corpus)), set()

    def link(match: re.Match) -> str:
        if not (match[1] or match[3]):
            return escape(document.corpus.names[match[2]])
        named.add(f"{match[2] or document.id}:{match[1] or match[3]}")
        return place_link(f"{match[2] or document.id}:{match[1] or match[3]}", document)

    pattern = rf"¶(\d+)|\b({known})\b(?::(title|standfirst|n?\d+)\b)?"
    return re.sub(pattern, link, escape(body, quote=False)), named


def _note(note, document: Document, copy: str) -> str:
    lead = f"<strong>{note.kind.capitalize()}</strong>"
    if note.quote:
        lead += f" <span>on {escape(quoted(note.quote), quote=False)}</span>"
        if copy and not quote_pattern(note.quote).search(copy):
            lead += " <em>(not found in your copy)</em>"
    body, named = _linked(note.body, document)
    tail = []
    if note.term:
        term = document.terms.set_index("term").loc[note.term]
        home = f"(<a href='{GLOSSARY}'>Glossary</a>; {escape(term.source)}.)"
        tail.append(f"<em>{escape(note.term)}:</em> {escape(term.definition)} {home}")
    if note.source:
        tail.append(f"Source: {escape(note.source)}.")
    # A place that the note itself names needs no second mention.
    places = [place for place in note.see.split(";") if place and place not in named]
    if places:
        tail.append(f"See {', '.join(place_link(place, document) for place in places)}.")
    below = "".join(f'<p style="margin:0.35em 0 0 0;{_SMALL}">{line}</p>' for line in tail)
    edge = f"{5 if note.kind == 'caution' else 2}px solid {_EDGE.get(note.kind, '#5b84b1')}"
    style = f"margin:0.7em 0 0.7em 1em;padding:0 0 0 0.9em;border-left:{edge}"
    return f'<div style="{style}"><span style="{_SMALL}">{lead}</span><br>{body}{below}</div>'


def _own_text(text: str, quotes: list[str]) -> str:
    """Return the reader's own text as HTML, with the noted phrases marked."""
    spans = sorted(match.span() for quote in quotes if (match := quote_pattern(quote).search(text)))
    shown, done = "", 0
    for start, end in spans:
        if end > done:
            start = max(start, done)
            shown += f"{escape(text[done:start])}{_MARK}{escape(text[start:end])}</mark>"
            done = end
    shown += escape(text[done:])
    shown = re.sub(r"&lt;sup&gt;(.*?)&lt;/sup&gt;", r"<sup>\1</sup>", shown)
    return re.sub(r"\*([^*<>]+)\*", r"<em>\1</em>", shown).replace("\\*", "*")


def show_passage(document: Document, paragraph: str) -> HTML:
    """Show a paragraph with what we say about it.

    Its number and what it does; the reader's own text where a copy has been imported, else the
    précis; the annotations, each led by its kind; the figures, one line each.

    >>> from helpers import open_corpus
    >>> show_passage(open_corpus()["rfa-2022"], "8").data.count("¶8</strong>")
    1

    Raises
    ------
    KeyError
        Where the document has no such paragraph.
    """
    rows = document.paragraphs.set_index("paragraph")
    if paragraph not in rows.index:
        known = ", ".join(rows.index)
        raise KeyError(f"{document.id} has no paragraph {paragraph!r}; it has {known}")
    row, copy = rows.loc[paragraph], document.copy.get(paragraph, "")
    notes = list(document.annotations.query("paragraph == @paragraph").itertuples())
    notes.sort(key=lambda note: list(VALUES["kinds"]).index(note.kind))
    job = f' <span title="{escape(VALUES["roles"].get(row.role, ""))}">· {escape(row.role)}</span>'
    job = "" if row.role in ("headline", "note") else job
    head = f"<strong>{escape(paragraph_name(paragraph))}</strong>{job}"
    block = "margin:0 0 0.8em 0;padding:0 0 0 1em;border-left:3px solid #8c8c8c;font-size:1.05em"
    if copy:
        words = _own_text(copy, [note.quote for note in notes if note.quote])
        text = f'<blockquote style="{block}">{words}</blockquote>'
    else:
        text = f'<p style="{block}">{escape(row.precis)}</p>'
    here = "".join(_note(note, document, copy) for note in notes if note.kind != "link")
    # Links to other places wait folded: on a first reading the document itself comes first.
    if links := [_note(note, document, copy) for note in notes if note.kind == "link"]:
        many = "1 link" if len(links) == 1 else f"{len(links)} links"
        summary = f'<summary style="{_SMALL}">{many} to other places</summary>'
        here += f'<details style="margin:0.7em 0 0.7em 1em">{summary}{"".join(links)}</details>'
    figures = document.figures.query("paragraph == @paragraph").to_dict("records")
    if lines := "".join(f"<li>{figure_line(figure)}</li>" for figure in figures):
        here += f'<ul style="margin:0.7em 0 0 1em;padding-left:1em">{lines}</ul>'
    head = f'<p style="margin:0 0 0.4em 0;{_SMALL}">{head}</p>'
    frame = "max-width:44em;margin:0 0 2em 0;line-height:1.6"
    return HTML(f'<div style="{frame}">{head}{text}{here}</div>')
