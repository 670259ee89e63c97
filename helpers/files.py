"""The corpus as files: what the rules read, with the file, line and column of every cell.

Nothing is mended on the way: a file that is not as declared is taken as far as it
goes, and :mod:`helpers.rules` says what is wrong with it. What a column holds is
declared in :mod:`helpers.schema`; pandera validates the cells against that and is
imported only then.
"""

from __future__ import annotations

import csv
import io
import os
import re
import sys
import tomllib
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from helpers import text
from helpers.schema import TABLES, Column, Table, file_of

#: The longest quote, and the longest run of words shared with a copy.
WORDS = 8


@dataclass(frozen=True)
class Violation:
    """One broken rule at one place.

    `line` and `column` count from 1, and are 0 where the fault is in the whole
    file or the whole line; `name` is the name of the column.

    >>> print(Violation("value-listed", "corpus/a/claims.csv", 3, 4, "stance", "asserts", "says", "use a listed value"))
    corpus/a/claims.csv:3:4 (stance): expected asserts; found says; use a listed value [value-listed]
    """

    rule: str
    file: str
    line: int
    column: int
    name: str
    expected: str
    found: str
    advice: str

    def __str__(self) -> str:
        where = self.file + "".join(f":{number}" for number in (self.line, self.column) if number)
        where += f" ({self.name})" if self.name else ""
        return f"{where}: expected {self.expected}; found {self.found}; {self.advice} [{self.rule}]"


def say(line: str) -> None:
    """Print a line also where the terminal does not have all its letters."""
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding))


def quoted(value: str) -> str:
    """A cell as a message shows it: quoted, on one line, not too long."""
    if not value:
        return "an empty cell"
    value = value if len(value) <= 60 else value[:57] + "…"
    return "“" + value.replace("\r", "\\r").replace("\n", "\\n") + "”"


class Row(dict):
    """One row: column name to cell, without the spaces around it; `line` is where it starts in the file."""

    def __init__(self, line: int, header: list[str], cells: list[str]) -> None:
        padded = [*cells, *[""] * (len(header) - len(cells))]
        super().__init__((name, cell.strip()) for name, cell in zip(header, padded, strict=False))
        self.line = line


class File:
    """A file of the corpus: where it is, and its text if it has one."""

    def __init__(self, path: Path, root: Path) -> None:
        self.path = path
        self.label = path.relative_to(root).as_posix()
        self.exists = path.is_file()

    @cached_property
    def raw(self) -> bytes:
        return self.path.read_bytes() if self.exists else b""

    @cached_property
    def text(self) -> str | None:
        """The text without a byte order mark; None where the file is not UTF-8."""
        try:
            return self.raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            return None

    def fault(
        self, expected: str, found: str, advice: str, line: int = 0, column: int = 0, name: str = ""
    ) -> Violation:
        return Violation("", self.label, line, column, name, expected, found, advice)


class Sheet(File):
    """A CSV file of the corpus with the table that it should be."""

    def __init__(self, path: Path, root: Path, table: Table, document: str) -> None:
        super().__init__(path, root)
        self.table = table
        self.document = document

    @cached_property
    def _parsed(self) -> tuple[list[tuple[int, list[str]]], tuple[int, str] | None]:
        """All records with the lines they start in, and where and why reading stopped, if it did."""
        records: list[tuple[int, list[str]]] = []
        reader, start = csv.reader(io.StringIO(self.text or "", newline=""), strict=True), 1
        try:
            for cells in reader:
                records.append((start, cells))
                start = reader.line_num + 1
        except csv.Error as error:
            return records, (start, str(error))
        return records, None

    @property
    def records(self) -> list[tuple[int, list[str]]]:
        return self._parsed[0]

    @property
    def error(self) -> tuple[int, str] | None:
        return self._parsed[1]

    @property
    def header(self) -> list[str]:
        return self.records[0][1] if self.records else []

    @cached_property
    def usable(self) -> bool:
        """Whether the rows can be read by the names of the declared columns, each there once."""
        counts = Counter(self.header)
        whole = self.exists and self.text is not None and self.error is None
        return whole and all(counts[name] == 1 for name in self.table.names)

    @cached_property
    def rows(self) -> list[Row]:
        return [Row(line, self.header, cells) for line, cells in self.records[1:] if cells] if self.usable else []

    def at(self, row: Row, name: str, expected: str, advice: str, found: str | None = None) -> Violation:
        """A violation in the cell `name` of a row; what is found there is quoted unless `found` says more."""
        found = quoted(row[name]) if found is None else found
        return self.fault(expected, found, advice, row.line, self.header.index(name) + 1, name)

    @cached_property
    def failures(self) -> list[tuple[str, Row, Column]]:
        """What pandera finds in the cells and keys: rule, row, column."""
        return _validate(self) if self.rows else []


class Document:
    """One document's folder."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.id = folder.name
        self.card = File(folder / "document.toml", root)
        self.sheets = {
            name: Sheet(folder / file_of(name), root, table, self.id)
            for name, table in TABLES.items()
            if not table.shared
        }
        self.fields: dict | None = None
        self.error = ""
        try:
            self.fields = tomllib.loads(self.card.text) if self.card.exists and self.card.text is not None else None
        except tomllib.TOMLDecodeError as error:
            self.error = str(error)

    @property
    def read(self) -> bool:
        """Whether the rules of completeness hold."""
        return bool(self.fields) and self.fields.get("status") == "read"

    @cached_property
    def order(self) -> dict[str, int] | None:
        """The paragraphs' places in reading order; None where paragraphs.csv cannot be read."""
        sheet = self.sheets["paragraphs"]
        return {row["paragraph"]: place for place, row in enumerate(sheet.rows)} if sheet.usable else None

    def rows(self, table: str) -> list[Row]:
        return self.sheets[table].rows

    def key_line(self, key: str) -> int:
        """The line of document.toml in which a field is given; 1 where it is not."""
        lines = (self.card.text or "").splitlines()
        return next(
            (n for n, line in enumerate(lines, 1) if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line)), 1
        )


class Files:
    """A corpus as files: what the rules read."""

    def __init__(self, corpus: Path, copies: Path) -> None:
        corpus = corpus.resolve()
        self.root, self.corpus, self.copies_folder = corpus.parent, corpus, copies.resolve()
        folders = sorted(path for path in corpus.iterdir() if path.is_dir()) if corpus.is_dir() else []
        others = {corpus / "vocabulary", corpus / "copies", self.copies_folder}
        names = [path for path in folders if path not in others and path.name[0] not in "._"]
        self.documents = {path.name: Document(path, self.root) for path in names}
        shared = [table for table in TABLES.values() if table.shared]
        self.vocabulary = {
            table.name: Sheet(corpus / "vocabulary" / file_of(table.name), self.root, table, "") for table in shared
        }

    @cached_property
    def sheets(self) -> list[Sheet]:
        """All sheets that are there."""
        own = [sheet for document in self.documents.values() for sheet in document.sheets.values()]
        return [sheet for sheet in (*self.vocabulary.values(), *own) if sheet.exists]

    def each(self, table: str) -> Iterator[tuple[Document, Sheet, Row]]:
        """Every row of a table of the documents."""
        for document in self.documents.values():
            for row in document.rows(table):
                yield document, document.sheets[table], row

    @cached_property
    def loaded(self) -> dict[str, dict | str]:
        """What the reader keeps of each document: the copy, or why it cannot be read."""
        from helpers.copies import load_copy

        loaded = {}
        for name in self.documents:
            if (self.copies_folder / f"{name}.json").exists():
                try:
                    loaded[name] = load_copy(name, self.copies_folder)
                except ValueError as error:
                    loaded[name] = str(error)
        return loaded

    @property
    def copies(self) -> dict[str, dict]:
        """The reader's copies, by document."""
        return {name: copy for name, copy in self.loaded.items() if isinstance(copy, dict)}

    @cached_property
    def complete(self) -> bool:
        """Whether all documents are read and all their tables can be: only then is it known what is never used."""
        own = [sheet for document in self.documents.values() for sheet in document.sheets.values()]
        return all(document.read for document in self.documents.values()) and all(sheet.usable for sheet in own)


def open_files(corpus: Path, copies: Path | None = None) -> Files:
    """Open a corpus with the reader's copies: those in `copies`, else in READING_COPIES, else in corpus/copies."""
    return Files(corpus, copies or Path(os.environ.get("READING_COPIES", "").strip() or corpus / "copies").expanduser())


# ---------------------------------------------------------------- cells, validated by pandera

_LIST = r"{0}(?:;{0})*"
_PLACE = r"[a-z0-9-]+:[a-z0-9-]+"

#: What a cell of each type looks like; the types that are not here have a rule of their own or may be any text.
FORMS = {
    "id": re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"),
    "paragraph": re.compile(r"title|standfirst|n?[1-9][0-9]*"),
    "number": re.compile(r"[0-9]+(?:\.[0-9]+)?"),
    "count": re.compile(r"0|[1-9][0-9]*"),
    "slugs": re.compile(_LIST.format(r"[^;\s](?:[^;]*[^;\s])?")),
    "places": re.compile(_LIST.format(_PLACE)),
}
#: The ledger alone speaks of what stands in no paragraph.
OUTSIDE = re.compile(FORMS["paragraph"].pattern + "|outside")


def form_of(table: Table, column: Column) -> re.Pattern[str] | None:
    return OUTSIDE if (table.name, column.name) == ("numbers", "paragraph") else FORMS.get(column.type)


@lru_cache(maxsize=4096)
def date_problem(value: str) -> str:
    """What is wrong with a date, to stand after it in a message; nothing where it is right.

    >>> date_problem("2023-10~"), date_problem("2019/2018")
    ('', ', which ends before it begins')
    """
    from helpers.dates import date_span

    try:
        first, last = date_span(value)
    except ValueError:
        return ", which cannot be read as EDTF"
    return ", which ends before it begins" if first and last and first > last else ""


def count_words(phrase: str) -> int:
    """The number of words of a phrase, hyphenated ones counted apart as in the tokens."""
    return max(len(phrase.split()), len(text.tokens(phrase)))


@cache
def _pandera(name: str):
    """The pandera schema of a table, made from its declaration; each check's error is the name of a rule."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pandera.pandas as pa
    table = TABLES[name]

    def checks(column: Column) -> Iterator[pa.Check]:
        if column.required:
            yield pa.Check.str_length(min_value=1, error="cell-filled")
        if column.values:
            yield pa.Check.isin(["", *column.values], error="value-listed")
        if form := form_of(table, column):
            yield pa.Check.str_matches(rf"(?:{form.pattern})?\Z", error="cell-form")
        if column.type == "edtf":
            yield pa.Check(lambda cell: not cell or not date_problem(cell), element_wise=True, error="date-edtf")
        if column.type == "quote":
            yield pa.Check(lambda cell: count_words(cell) <= WORDS, element_wise=True, error="quote-length")

    return pa.DataFrameSchema(
        {column.name: pa.Column(object, list(checks(column))) for column in table.columns}, unique=list(table.key)
    )


def _validate(sheet: Sheet) -> list[tuple[str, Row, Column]]:
    """Validate a sheet lazily, and lead each failure back to its rule, row and column."""
    validator = _pandera(sheet.table.name)
    import pandas as pd
    from pandera.errors import SchemaErrors

    names = sheet.table.names
    frame = pd.DataFrame([[row[name] for name in names] for row in sheet.rows], columns=names, dtype=object)
    try:
        validator.validate(frame, lazy=True)
    except SchemaErrors as errors:
        declared = {column.name: column for column in sheet.table.columns}
        found = errors.failure_cases[["check", "column", "index"]].itertuples(index=False)
        keyed = {"multiple_fields_uniqueness": "key-once"}
        failures = {
            (keyed.get(check, check), int(index), "" if check in keyed else name) for check, name, index in found
        }
        key = declared[sheet.table.key[-1]]
        return [(check, sheet.rows[index], declared.get(name, key)) for check, index, name in sorted(failures)]
    return []
