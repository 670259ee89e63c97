"""Read and write the files of the corpus: one reader for loading and for checking.

A file is read as far as it goes, and every fault in its form is kept with its
line and column. Loading refuses a file that has faults; checking lists them.
"""

from __future__ import annotations

import csv
import io
import os
import re
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TextIO

from helpers.corpus.schema import CARD, Table

#: The project's own corpus.
CORPUS = Path(__file__).resolve().parents[2] / "corpus"

#: What no cell needs: controls, and characters that nobody sees or that turn the writing round.
ODD = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")

csv.field_size_limit(2**31 - 1)  # a long cell is the check's to report, not the reader's to stop at


def clipped(words: str, most: int = 60) -> str:
    """Return words on one line, not too long, with no character that a terminal would act on.

    >>> clipped("two\\nlines"), clipped("abcdef", 4)
    ('two\\\\nlines', 'abc…')
    """
    words = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in words[: most + 1])
    return words if len(words) <= most else words[: most - 1] + "…"


def quoted(cell: str) -> str:
    """Return a cell as a message shows it.

    >>> quoted("one of many"), quoted("")
    ('“one of many”', 'an empty cell')
    """
    return f"“{clipped(cell)}”" if cell else "an empty cell"


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong at one place of a file.

    `line` and `column` count from 1, and are 0 where the fault is in the whole file or the whole
    line; `name` is the name of the column.

    >>> print(Fault("corpus/a/claims.csv", 3, 4, "stance", "one line", "two", "put a space", "tidy"))
    corpus/a/claims.csv:3:4 (stance): expected one line; found two; put a space [tidy]
    """

    file: str
    line: int
    column: int
    name: str
    expected: str
    found: str
    advice: str
    rule: str = ""

    def __str__(self) -> str:
        where = clipped(self.file, 60)
        where += "".join(f":{number}" for number in (self.line, self.column) if number)
        where += f" ({clipped(self.name, 20)})" if self.name else ""
        said = f"expected {clipped(self.expected, 85)}; found {clipped(self.found, 75)}"
        return f"{where}: {said}; {clipped(self.advice, 60)}" + (f" [{self.rule}]" if self.rule else "")


class Row(dict):
    """One row: the name of each column to its cell; `line` is where it starts in the file."""

    line = 0


class Sheet:
    """One file of the corpus as rows of a declared table, with the faults of its form.

    Parameters
    ----------
    path
        A CSV file or a document.toml; it may be missing, and then has no rows and no fault.
    table
        What it should be.
    document
        The document's id, empty for the vocabulary.
    """

    def __init__(self, path: Path, table: Table, document: str = "") -> None:
        self.path, self.table, self.document = path, table, document
        self.label = "/".join(path.parts[-3:])
        self.exists = path.exists()
        self.header: list[str] = []
        self.rows: list[Row] = []
        self.faults: list[Fault] = []
        text = self._text() if self.exists else ""
        if self.exists and not self.faults:
            (self._take_toml if table is CARD else self._take_csv)(text)
        #: Whether the rows can be relied on: nothing in the file's form is wrong.
        self.usable = self.exists and not self.faults

    @cached_property
    def keys(self) -> set[str]:
        """The ids that other tables may name."""
        return {row[self.table.key[0]] for row in self.rows}

    def fault(self, rule, expected, found, advice, line=0, column=0, name="") -> Fault:  # noqa: PLR0913
        """Return a fault of this file."""
        return Fault(self.label, line, column, name, expected, found, advice, rule)

    def at(self, rule: str, row: Row, name: str, expected: str, advice: str, found="") -> Fault:
        """Return a fault in one cell; what is found there is quoted unless `found` says more."""
        column = self.header.index(name) + 1 if name in self.header else 0
        return self.fault(rule, expected, found or quoted(row[name]), advice, row.line, column, name)

    def _wrong(self, *fault) -> None:
        self.faults.append(self.fault(*fault))

    def _text(self) -> str:
        expected = "UTF-8 text with lines that end with \\n"
        again = "save the file again as such"
        try:
            raw = self.path.read_bytes()
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            found, line = f"the byte 0x{raw[error.start]:02x}", raw.count(b"\n", 0, error.start) + 1
            self._wrong("plain-text", expected, found, again, line)
            return ""
        except OSError as error:
            found = f"none ({error.strerror})"
            self._wrong("plain-text", "a file that can be read", found, "mend its permissions")
            return ""
        if odd := ODD.search(text):
            line = text.count("\n", 0, odd.start()) + 1
            column = odd.start() - text.rfind("\n", 0, odd.start())
            found = f"the character U+{ord(odd[0]):04X} in place {column} of the line"
            self._wrong("plain-text", expected, found, "remove it", line)
        elif text and text[-1] != "\n":
            line = text.count("\n") + 1
            self._wrong("plain-text", expected, "no line feed at the end", again, line)
        return text

    def _take_csv(self, text: str) -> None:
        advice = 'look for a " that is not closed or not doubled; the rest of the file is not checked'
        reader, records, line = csv.reader(io.StringIO(text, newline=""), strict=True), [], 1
        try:
            for cells in reader:
                records.append((line, cells))
                line = reader.line_num + 1
        except csv.Error as error:
            found = f"a row that cannot be read ({error})"
            self._wrong("csv-form", "a row of CSV", found, advice, line)
            return
        self.header = records[0][1] if records else []
        if self._header_fits():
            for line, cells in records[1:]:
                self._take_row(line, cells)
        if not self.faults and (line := _unlike(text, _as_csv(cells for _, cells in records))):
            found = "another way to write it, or a bare quotation mark"
            expected = 'a row with " only around cells that need it, and doubled inside'
            self._wrong("csv-form", expected, found, "save the file again as CSV", line)

    def _header_fits(self) -> bool:
        declared, advice = self.table.names, "the rest of the table is not checked until then"
        kept = [name for name in self.header if name in declared]
        for name in declared:
            if kept.count(name) != 1:
                found = f"{kept.count(name)} in the header row"
                self._wrong("all-columns", f"one column “{name}”", found, advice, 1)
        if not self.faults and (kept != declared or "" in self.header):
            expected, found = f"the columns in order: {','.join(declared)}", ",".join(self.header)
            self._wrong("all-columns", expected, found, advice, 1)
        return not self.faults

    def _take_row(self, line: int, cells: list[str]) -> None:
        width = len(self.header)
        if len(cells) != width:
            advice = 'look for a comma too few, or too many outside "' if cells else "remove the line"
            self._wrong("row-width", f"{width} cells", f"{len(cells)}", advice, line)
            return
        row = Row(zip(self.header, cells, strict=True))
        row.line = line
        self.rows.append(row)
        for name, cell in row.items():
            if cell != cell.strip() or "\n" in cell:
                expected = "one line without white space around it"
                self.faults.append(self.at("cell-tidy", row, name, expected, "remove it"))

    def _take_toml(self, text: str) -> None:
        advice = 'write each field as name = "text"; the rest of the file is not checked'
        try:
            fields = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            place = re.search(r"at line (\d+), column (\d+)", str(error))
            line, column = map(int, place.groups()) if place else (text.count("\n") or 1, 0)
            found = f"a fault: {str(error).split(' (at ')[0]}"
            self._wrong("toml-form", "a file in TOML", found, advice, line, column)
            return
        row = Row(fields)
        for name, value in fields.items():
            if "\n" in str(value):
                line = _field_line(text, name)
                advice = "write it on one line"
                self._wrong("toml-form", "text on one line", "more lines", advice, line, 1, name)
        self.rows, self.header = [row], list(fields)
        self.lines = {name: _field_line(text, name) for name in fields}


def _field_line(text: str, name: str) -> int:
    """The line in which a field of a TOML file is given; 1 where it is not."""
    found = re.search(rf"^\s*[\"']?{re.escape(name)}[\"']?\s*=", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def _as_csv(rows: Iterable[list]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _unlike(one: str, other: str) -> int:
    """The first line in which two texts differ, 0 where they are the same."""
    if one == other:
        return 0
    pairs = zip(one.split("\n"), other.split("\n"), strict=False)
    return next((number for number, (a, b) in enumerate(pairs, 1) if a != b), 1)


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
    width = len(table.columns)
    write(path, _as_csv([table.names, *(row + [""] * (width - len(row)) for row in rows)]))
