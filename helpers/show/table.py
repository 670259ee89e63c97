"""Show tables: what the columns of the corpus are called, and how their cells read."""

from __future__ import annotations

from html import escape

import pandas as pd
from IPython.display import HTML
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from helpers.corpus import Document
from helpers.corpus.dates import date_words
from helpers.corpus.schema import CARD, HEADINGS, VALUES
from helpers.show.words import bound_words, number_words, quoted

_READ = {"date": date_words, "period": date_words, "published": date_words, "quote": quoted}


def heading(name: str) -> str:
    """Return what a column is called above a table.

    >>> heading("cite"), heading("not_counted")
    ('Place', 'Not counted')
    """
    name = str(name)
    return HEADINGS.get(name) or name[:1].upper() + name[1:].replace("_", " ")


def table_html(table: pd.DataFrame, caption: str = "") -> str:
    """Return a table as HTML with a caption and headers, its dates and quotes put into words."""
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
    """Show a table with a caption; the first column heads the rows. A long one can wait folded.

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
    card = {name: document.card.get(name) or "not known" for name in CARD.names}
    card["authors"] = ", ".join(document.authors) or "none named in the copy"
    basis = VALUES["published-bases"][document.published_basis]
    card["published"] = f"{date_words(document.published)} ({basis})"
    body = document.body["tokens"]
    card["length"] = f"{len(body)} body paragraphs, {body.sum():,} tokens"
    shown = "title authors publisher genre published length url obtained rights note".split()
    told = [card[name] for name in shown]
    return pd.DataFrame({"field": [*map(heading, shown)], "what we know": told})


def figures_table(figures: pd.DataFrame) -> pd.DataFrame:
    """Return figures to read: where, how bounded, what is counted, when, who says so."""
    signs, words = zip(*map(bound_words, figures.to_dict("records")), strict=True)
    table = figures.assign(bound=signs, reading=[said or "exact" for said in words])
    return table[["cite", "quote", "bound", "unit", "reading", "counted", "period", "sayer"]]
