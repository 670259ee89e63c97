"""What a cell may hold, validated by pandera against the declaration in :mod:`helpers.schema`.

pandera and pandas are imported only when something is validated.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import cache, lru_cache

from helpers import text
from helpers.files import CARD, Card, Row, Sheet
from helpers.schema import TABLES, TYPES, Column, Table

#: The longest quote, and the longest run of words shared with a copy.
WORDS = 8

#: What a cell of each type looks like; the types that are not here have a rule of their own or may be any text.
FORMS = {
    "id": re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"),
    "paragraph": re.compile(r"title|standfirst|n?[1-9][0-9]*"),
    "number": re.compile(r"[0-9]+(?:\.[0-9]+)?"),
    "count": re.compile(r"0|[1-9][0-9]*"),
    "slugs": re.compile(r"[^;\s](?:[^;]*[^;\s])?(?:;[^;\s](?:[^;]*[^;\s])?)*"),
    "places": re.compile(r"[a-z0-9-]+:[a-z0-9-]+(?:;[a-z0-9-]+:[a-z0-9-]+)*"),
}
#: The ledger alone speaks of what stands in no paragraph.
OUTSIDE = re.compile(FORMS["paragraph"].pattern + "|outside")


def form_of(table: Table, column: Column) -> re.Pattern[str] | None:
    """Return the form of a column's cells, None where they may be any text."""
    return OUTSIDE if (table.name, column.name) == ("numbers", "paragraph") else FORMS.get(column.type)


@lru_cache(maxsize=4096)
def date_problem(value: str) -> str:
    """What is wrong with a date, to stand after it in a message; nothing where it is right.

    >>> date_problem("2023-10~"), date_problem("2019/2018")
    ('', ', which ends before it begins')
    """
    from helpers.dates import date_span

    try:
        first, last = date_span(value) if value else (None, None)
    except ValueError:
        return ", which cannot be read as EDTF"
    return ", which ends before it begins" if first and last and first > last else ""


def count_words(phrase: str) -> int:
    """The number of words of a phrase, hyphenated ones counted apart as in the tokens."""
    return max(len(phrase.split()), len(text.tokens(phrase)))


@cache
def _pandera(name: str):
    """The pandera schema of a table, made from its declaration; each check says what is expected."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pandera.pandas as pa
    table = {**TABLES, CARD.name: CARD}[name]

    def checks(column: Column) -> Iterator[pa.Check]:
        if column.required:
            yield pa.Check.str_length(min_value=1, error=f"a value: {column.definition.rstrip('.')}")
        if column.values:
            yield pa.Check.isin(["", *column.values], error=" or ".join(column.values))
        if form := form_of(table, column):
            expected = TYPES[column.type] + (", or outside" if form is OUTSIDE else "")
            yield pa.Check.str_matches(rf"(?:{form.pattern})?\Z", error=expected)
        if column.type == "edtf":
            yield pa.Check(lambda cell: not date_problem(cell), element_wise=True, error=TYPES["edtf"])
        if column.type == "quote":
            yield pa.Check(lambda cell: count_words(cell) <= WORDS, element_wise=True, error=f"at most {WORDS} words")

    return pa.DataFrameSchema({column.name: pa.Column(object, list(checks(column))) for column in table.columns})


def failures(sheet: Sheet | Card) -> list[tuple[str, Row, Column]]:
    """Return what pandera finds in the cells of a table: what is expected, the row and the column of each."""
    if not sheet.rows:
        return []
    validator = _pandera(sheet.table.name)
    import pandas as pd
    from pandera.errors import SchemaErrors

    names = sheet.table.names
    frame = pd.DataFrame([[row[name] for name in names] for row in sheet.rows], columns=names, dtype=object)
    try:
        validator.validate(frame, lazy=True)
    except SchemaErrors as errors:
        found = errors.failure_cases[["check", "index", "column"]].itertuples(index=False)
        columns = {column.name: column for column in sheet.table.columns}
        return [(expected, sheet.rows[int(index)], columns[name]) for expected, index, name in found]
    return []
