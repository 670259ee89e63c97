"""The corpus as files: what the rules read, with the file, line and column of every cell.

Nothing is mended on the way: a file that is not as declared is taken as far as it
goes, and :mod:`helpers.rules` says what is wrong with it.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TextIO

from helpers.schema import DOCUMENT, TABLES, Table, file_of

#: The project's own corpus.
CORPUS = Path(__file__).resolve().parent.parent / "corpus"

#: document.toml as a table of one row.
CARD = Table("document", "What is known of the document as a whole.", DOCUMENT, ("id",))


# ---------------------------------------------------------------- writing


def say(line: str, file: TextIO | None = None) -> None:
    """Print a line also where the terminal does not have all its letters."""
    file = file or sys.stdout
    encoding = file.encoding or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding), file=file)


def write(path: Path, content: str) -> None:
    """Write a file whole or not at all: to a temporary one beside it, which then takes its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(content, encoding="utf-8", newline="\n")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def write_table(path: Path, table: Table, rows: Iterable[list]) -> None:
    """Write a table of the corpus; a row may end early, and its last cells are then empty."""
    out, width = io.StringIO(newline=""), len(table.columns)
    csv.writer(out, lineterminator="\n").writerows([table.names, *(row + [""] * (width - len(row)) for row in rows)])
    write(path, out.getvalue())


# ---------------------------------------------------------------- what a rule reports


@dataclass(frozen=True)
class Violation:
    """One broken rule at one place.

    `line` and `column` count from 1, and are 0 where the fault is in the whole
    file or the whole line; `name` is the name of the column.

    >>> print(Violation("cell-tidy", "corpus/a/claims.csv", 3, 4, "stance", "one line", "two", "put a space"))
    corpus/a/claims.csv:3:4 (stance): expected one line; found two; put a space [cell-tidy]
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


def quoted(value: str) -> str:
    """A cell as a message shows it: quoted, on one line, not too long."""
    value = value if len(value) <= 60 else value[:57] + "…"
    return "“" + value.replace("\r", "\\r").replace("\n", "\\n") + "”" if value else "an empty cell"


# ---------------------------------------------------------------- reading


class Row(dict):
    """One row: column name to cell, without the spaces around it; `line` is where it starts in the file."""

    def __init__(self, line: int, cells: Iterable[tuple[str, str]]) -> None:
        super().__init__((name, cell.strip()) for name, cell in cells)
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

    def at(self, row: Row, name: str, expected: str, advice: str, found: str | None = None) -> Violation:
        """A violation in the cell `name` of a row; what is found there is quoted unless `found` says more."""
        line, column = self.place(row, name)
        return self.fault(expected, quoted(row[name]) if found is None else found, advice, line, column, name)


class Sheet(File):
    """A CSV file of the corpus with the table that it should be, and its document unless it is shared."""

    def __init__(self, path: Path, root: Path, table: Table, document: Document | None = None) -> None:
        super().__init__(path, root)
        self.table = table
        self.document = document
        #: All records with the lines they start in, and where and why reading stopped, if it did.
        self.records: list[tuple[int, list[str]]] = []
        self.error: tuple[int, str] | None = None
        reader, start = csv.reader(io.StringIO(self.text or "", newline=""), strict=True), 1
        try:
            for cells in reader:
                self.records.append((start, cells))
                start = reader.line_num + 1
        except csv.Error as error:
            self.error = start, str(error)
        self.header = self.records[0][1] if self.records else []

    @cached_property
    def usable(self) -> bool:
        """Whether the rows can be read by the names of the declared columns, each there once."""
        once = all(self.header.count(name) == 1 for name in self.table.names)
        return self.exists and self.text is not None and self.error is None and once

    @cached_property
    def rows(self) -> list[Row]:
        # A short row is broken elsewhere; here it is filled up.
        empty = [""] * len(self.header)
        records = self.records[1:] if self.usable else []
        return [Row(line, zip(self.header, [*cells, *empty], strict=False)) for line, cells in records if cells]

    @cached_property
    def keys(self) -> set[str]:
        """The ids that other tables may name."""
        return {row[self.table.key[0]] for row in self.rows}

    def place(self, row: Row, name: str) -> tuple[int, int]:
        return row.line, self.header.index(name) + 1


class Card(File):
    """A document.toml."""

    table = CARD

    def __init__(self, path: Path, root: Path) -> None:
        super().__init__(path, root)
        self.fields: dict | None = None
        self.error = ""
        try:
            self.fields = tomllib.loads(self.text) if self.exists and self.text is not None else None
        except tomllib.TOMLDecodeError as error:
            self.error = str(error)

    @property
    def rows(self) -> list[Row]:
        """The fields as a row; one that is missing or no text, which a rule of its own reports, is not looked at."""
        if self.fields is None:
            return []
        fields = {name: value for name, value in self.fields.items() if isinstance(value, str)}
        return [Row(0, {column.name: fields.get(column.name, column.example) for column in DOCUMENT}.items())]

    def place(self, row: Row | None, name: str) -> tuple[int, int]:
        """The line in which a field is given; 1 where it is not."""
        lines = enumerate((self.text or "").splitlines(), 1)
        return next((n for n, line in lines if re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=", line)), 1), 1


class Document:
    """One document's folder."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.id = folder.name
        self.card = Card(folder / "document.toml", root)
        own = [table for table in TABLES.values() if not table.shared]
        self.sheets = {table.name: Sheet(folder / file_of(table.name), root, table, self) for table in own}
        #: Whether the rules of completeness hold.
        self.read = (self.card.fields or {}).get("status") == "read"

    def rows(self, table: str) -> list[Row]:
        return self.sheets[table].rows


class Files:
    """A corpus as files, with the reader's copies: those in `copies`, READING_COPIES or corpus/copies."""

    def __init__(self, corpus: Path, copies: Path | None = None) -> None:
        from helpers.copies import copies_folder, load_copy

        self.corpus = corpus.resolve()
        self.root = self.corpus.parent
        self.copies_folder = (copies or copies_folder(corpus)).resolve()
        others = {self.corpus / "vocabulary", self.corpus / "copies", self.copies_folder}
        folders = [path for path in self.corpus.glob("[!._]*") if path.is_dir() and path not in others]
        self.documents = {path.name: Document(path, self.root) for path in sorted(folders)}
        shared = [table for table in TABLES.values() if table.shared]
        folder = self.corpus / "vocabulary"
        self.vocabulary = {table.name: Sheet(folder / file_of(table.name), self.root, table) for table in shared}
        own = [sheet for document in self.documents.values() for sheet in document.sheets.values()]
        #: All sheets and cards that are there.
        self.sheets = [sheet for sheet in (*self.vocabulary.values(), *own) if sheet.exists]
        self.cards = [document.card for document in self.documents.values() if document.card.exists]
        #: What the reader keeps of each document: the copy, or why it cannot be read.
        self.copies: dict[str, dict] = {}
        self.broken: dict[str, str] = {}
        for name in self.documents:
            try:
                if copy := load_copy(name, self.copies_folder):
                    self.copies[name] = copy
            except ValueError as error:
                self.broken[name] = str(error)

    def each(self, table: str) -> Iterator[tuple[Sheet, Row]]:
        """Every row of a table, of all documents."""
        return ((sheet, row) for sheet in self.sheets if sheet.table.name == table for row in sheet.rows)


def existing_folder(value: str) -> Path:
    """Take an argument of a command that has to be a folder."""
    if not Path(value).is_dir():
        raise argparse.ArgumentTypeError(f"expected a folder; found none at {value}")
    return Path(value)
