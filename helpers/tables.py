"""Tables to read, made from the tables of the corpus: names for slugs, words for dates and bounds."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pandas as pd

from helpers.dates import date_span, date_words
from helpers.show import bound_words, paragraph_words, sayer_name

if TYPE_CHECKING:
    from helpers.corpus import Document


def card_table(document: Document) -> pd.DataFrame:
    """Return what is known of the document itself.

    >>> from helpers import open_corpus
    >>> list(card_table(open_corpus()["kei-2023"])["What we know"])[1]
    'Robert King'
    """
    basis = {
        "stated": "printed in the copy",
        "address": "from the page’s address",
        "inferred": "worked out from the text",
    }
    body = document.paragraphs[document.paragraphs["paragraph"].isin(document.body)]
    rows = {
        "Title": document.title,
        "Author": ", ".join(document.authors) or "none named in the copy",
        "Publisher": document.publisher,
        "Kind of text": document.genre,
        "Published": f"{date_words(document.published)} ({basis[document.published_basis]})",
        "Length": f"{len(body)} body paragraphs, {body['tokens'].sum():,} tokens",
        "Address": document.url or "not known",
        "How the text was obtained": document.obtained,
        "Rights": document.rights,
        "To know": document.note,
    }
    return pd.DataFrame({"Field": list(rows), "What we know": list(rows.values())})


def figures_table(figures: pd.DataFrame, document: Document) -> pd.DataFrame:
    """Return figures as a table to read: where, what is counted, how it is bounded, when, who says so."""
    bounds = [bound_words(row) for _, row in figures.iterrows()]
    return pd.DataFrame(
        {
            "Place": [paragraph_words(paragraph) for paragraph in figures["paragraph"]],
            "As printed": [f"“{quote}”" for quote in figures["quote"]],
            "Bound": [sign for sign, _ in bounds],
            "Unit": list(figures["unit"]),
            "Reading": [words or "exact" for _, words in bounds],
            "Counted": list(figures["counted"]),
            "When": [date_words(period) for period in figures["period"]],
            "Said by": [sayer_name(str(slug), document) for slug in figures["attributed_to"]],
        }
    )


def quantities_table(document: Document) -> pd.DataFrame:
    """Return what each quantity of the document counts, and what it does not measure."""
    used = document.quantities[document.quantities["quantity"].isin(document.figures["quantity"].astype(str))]
    names = {"name": "Quantity", "definition": "What is counted", "not_measured": "What it is not"}
    return used[list(names)].rename(columns=names).reset_index(drop=True)


def by_date(events: pd.DataFrame) -> pd.DataFrame:
    """Return events in order of time: by the first day that each date can mean, or the last where it has no first."""
    spans = [date_span(date) for date in events["date"]]
    keys = [(start or end or datetime.date.max, end or datetime.date.max) for start, end in spans]
    return events.iloc[sorted(range(len(keys)), key=keys.__getitem__)].reset_index(drop=True)


def timeline_table(events: pd.DataFrame) -> pd.DataFrame:
    """Return events in order of time as a table to read."""
    rows = by_date(events)
    return pd.DataFrame(
        {
            "When": [date_words(date) for date in rows["date"]],
            "EDTF": list(rows["date"]),
            "What happened": list(rows["label"]),
            "Date is": list(rows["date_basis"].astype(str)),
            "As printed": [f"“{quote}”" for quote in rows["quote"]],
            "Place in the text": [paragraph_words(paragraph) for paragraph in rows["paragraph"]],
        }
    )


def outline_table(document: Document) -> pd.DataFrame:
    """Return how many body paragraphs and tokens each role takes."""
    rows = document.paragraphs[document.paragraphs["paragraph"].isin(document.body)]
    rows = rows.assign(role=rows["role"].astype(str))
    table = rows.groupby("role", sort=False).agg(
        Paragraphs=("paragraph", ", ".join), Count=("paragraph", "size"), Tokens=("tokens", "sum")
    )
    table["Percent of tokens"] = (100 * table["Tokens"] / table["Tokens"].sum()).round(1)
    return table.reset_index(names="Role")


def voices(document: Document) -> pd.DataFrame:
    """Return who speaks and who is spoken about, a row for each person or text and paragraph.

    Somebody *speaks* where the document attributes a figure, a claim or a demand
    to them, and is *spoken about* where they take part in an event or are asked
    to do something. The document's author is left out: the author speaks throughout.

    Returns
    -------
    DataFrame
        Columns name, paragraph, how (speaks or spoken about); in the order of first appearance.
    """
    rows = []
    for table, column, how in (
        (document.figures, "attributed_to", "speaks"),
        (document.claims, "speaker", "speaks"),
        (document.recommendations, "speaker", "speaks"),
        (document.recommendations, "addressee", "spoken about"),
        (document.events, "actors", "spoken about"),
    ):
        for paragraph, slugs in zip(table["paragraph"], table[column].astype(str), strict=True):
            rows += [(slug, paragraph, how) for slug in slugs.split(";") if slug and not slug.endswith(" author")]
    order = list(document.paragraphs["paragraph"])
    found = pd.DataFrame(rows, columns=["slug", "paragraph", "how"]).drop_duplicates()
    found = found.iloc[sorted(range(len(found)), key=lambda place: order.index(found["paragraph"].iloc[place]))]
    found.insert(0, "name", [sayer_name(slug, document) for slug in found["slug"]])
    return found.drop(columns="slug").reset_index(drop=True)


def voices_table(document: Document) -> pd.DataFrame:
    """Return, for each person or text, the paragraphs in which they speak and are spoken about."""
    found = voices(document)
    names = list(dict.fromkeys(found["name"]))

    def places(name: str, how: str) -> str:
        rows = found[(found["name"] == name) & (found["how"] == how)]
        return ", ".join(paragraph_words(paragraph) for paragraph in rows["paragraph"])

    table = pd.DataFrame({"Who": names})
    table["Speaks in"] = [places(name, "speaks") for name in names]
    table["Spoken about in"] = [places(name, "spoken about") for name in names]
    return table


def asks_table(document: Document) -> pd.DataFrame:
    """Return what is asked of whom, by whom and in which tone."""
    asks = document.recommendations
    return pd.DataFrame(
        {
            "Place": [paragraph_words(paragraph) for paragraph in asks["paragraph"]],
            "Who asks": [sayer_name(slug, document) for slug in asks["speaker"].astype(str)],
            "Who is asked": [
                "; ".join(sayer_name(slug, document) for slug in slugs.split(";")) for slugs in asks["addressee"]
            ],
            "For what": list(asks["action"]),
            "By what means": list(asks["mechanism"]),
            "Tone": list(asks["tone"].astype(str)),
        }
    )
