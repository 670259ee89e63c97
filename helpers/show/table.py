"""Show tables: what the columns of the corpus are called, and how their cells read."""

from __future__ import annotations

from html import escape

import pandas as pd
from IPython.display import HTML
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from helpers.corpus import Document
from helpers.corpus.dates import date_words
from helpers.corpus.schema import VALUES
from helpers.show.words import bound_words, number_words, quoted

#: What a column is called above a table; any other name stands as it is, with a capital letter.
HEADINGS = {
    "action": "For what",
    "asked": "Who is asked",
    "cite": "Place",
    "date": "When",
    "date_basis": "Date is",
    "definition": "What it means",
    "label": "What happened",
    "measure": "Quantity",
    "mechanism": "By what means",
    "not_measured": "What it is not",
    "period": "When",
    "quote": "As printed",
    "sayer": "Who says it",
    "short": "Document",
    "text": "Text",
}
_READ = {"date": date_words, "period": date_words, "published": date_words, "quote": quoted}


def heading(name: str) -> str:
    """Return what a column is called above a table.

    >>> heading("cite"), heading("not_counted")
    ('Place', 'Not counted')
    """
    name = str(name)
    return HEADINGS.get(name) or name[:1].upper() + name[1:].replace("_", " ")


def table_html(table: pd.DataFrame, caption: str = "") -> str:
    """Return a table as HTML with a caption, column and row headers, and no empty header cell.

    Dates and quotes read as words, truth values as yes and no, numbers stand to the right.
    """
    cell = "padding:0.3em 0.8em;vertical-align:top;text-align:"
    sides, head, columns = [], [], []
    for name in table.columns:
        truth = is_bool_dtype(table[name])
        number = is_numeric_dtype(table[name]) and not truth
        sides.append(f"{cell}{'right' if number else 'left'}")
        head.append(f'<th scope="col" style="{sides[-1]}">{escape(heading(name))}</th>')
        read = number_words if number else {True: "yes", False: "no"}.get if truth else str
        read = _READ.get(name, read)
        columns.append(["" if pd.isna(value) else read(value) for value in table[name]])
    rows = []
    for values in zip(*columns, strict=True):
        first, *others = zip(values, sides, strict=True)
        row = f'<th scope="row" style="{first[1]};font-weight:normal">{_cell(first[0])}</th>'
        row += "".join(f'<td style="{side}">{_cell(words)}</td>' for words, side in others)
        rows.append(f"<tr>{row}</tr>")
    title = f'<caption style="{cell}left">{escape(caption)}</caption>' if caption else ""
    body = f"<thead><tr>{''.join(head)}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return f"<table>{title}{body}</table>"


def _cell(words: str) -> str:
    words = escape(words)
    return f'<a href="{words}">{words}</a>' if words.startswith("https://") else words


def show_table(table: pd.DataFrame, caption: str, *, folded: bool = False) -> HTML:
    """Show a table with a caption and proper headers; the first column heads the rows.

    A long one can wait folded behind its caption.

    >>> show_table(pd.DataFrame({"kind": ["gloss"], "notes": [3]}), "By kind").data.count("scope")
    3
    """
    if folded:
        summary = f"<summary>{escape(caption)}</summary>"
        return HTML(f"<details>{summary}{table_html(table)}</details>")
    return HTML(table_html(table, caption))


def card_table(document: Document) -> pd.DataFrame:
    """Return what is known of the document itself.

    >>> from helpers import open_corpus
    >>> list(card_table(open_corpus()["kei-2023"])["what we know"])[1]
    'Robert King'
    """
    basis = VALUES["published-bases"][document.published_basis]
    rows = {
        "Title": document.title,
        "Author": ", ".join(document.authors) or "none named in the copy",
        "Publisher": document.publisher,
        "Kind of text": document.genre,
        "Published": f"{date_words(document.published)} ({basis})",
        "Length": f"{len(document.body)} body paragraphs, {document.body['tokens'].sum():,} tokens",
        "Address": document.url or "not known",
        "How the text was obtained": document.obtained,
        "Rights": document.rights,
        "To know": document.note,
    }
    return pd.DataFrame(rows.items(), columns=["field", "what we know"])


def figures_table(figures: pd.DataFrame) -> pd.DataFrame:
    """Return figures to read: where, how bounded, what is counted, when, who says so."""
    signs, words = zip(*map(bound_words, figures.to_dict("records")), strict=True)
    table = figures.assign(bound=signs, reading=[said or "exact" for said in words])
    return table[["cite", "quote", "bound", "unit", "reading", "counted", "period", "sayer"]]
