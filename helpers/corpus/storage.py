"""Read and write the files of the corpus: one reader, for loading and for checking.

A file is read as far as it goes, and each fault of its form is kept with its line and column.
Loading refuses a file with faults; checking lists them.
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

from helpers.corpus.schema import CARD, Table

#: The project's own corpus.
CORPUS = Path(__file__).resolve().parents[2] / "corpus"

#: What no text needs: controls, and what nobody sees or what turns the writing round.
ODD = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
csv.field_size_limit(2**31 - 1)  # a long cell is for the check to report


def clipped(words: str, most: int = 60) -> str:
    """Return words on one line, not too long, with nothing that a terminal would act on.

    >>> clipped("two\\nlines"), clipped("abcdef", 4)
    ('two\\\\nlines', 'abc…')
    """
    shown = [char if char.isprintable() else ascii(char)[1:-1] for char in words[: most + 1]]
    return "".join(shown) if len(words) <= most else "".join(shown[: most - 1]) + "…"


def quoted(cell: str) -> str:
    """Return a cell as a message shows it.

    >>> quoted("one of many"), quoted("")
    ('“one of many”', 'an empty cell')
    """
    return f"“{clipped(cell)}”" if cell else "an empty cell"


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong at one place; line and column count from 1, 0 means the whole file or line.

    >>> print(Fault("a/claims.csv", 3, 4, "stance", "one line", "two", "put a space", "tidy"))
    a/claims.csv:3:4 (stance): expected one line; found two; put a space [tidy]
    """

    file: str
    line: int
    column: int
    name: str
    expected: str
    found: str
    advice: str
    rule: str

    def __str__(self) -> str:
        numbers = "".join(f":{number}" for number in (self.line, self.column) if number)
        name = f" ({clipped(self.name, 20)})" if self.name else ""
        said = f"expected {clipped(self.expected, 85)}; found {clipped(self.found, 75)}"
        advice = clipped(self.advice, 60)
        return f"{clipped(self.file, 60)}{numbers}{name}: {said}; {advice} [{self.rule}]"


class Row(dict):
    """One row: the name of each column to its cell; `line` is where it starts in the file."""

    line = 0


class Sheet:
    """One file of the corpus: its `rows`, and its `faults` of form; a missing file has neither.

    Parameters
    ----------
    path
        A CSV file or a document.toml.
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
        #: Whether the rows can be relied on.
        self.usable = self.exists and not self.faults

    @cached_property
    def keys(self) -> set[str]:
        """The ids that other tables may name."""
        return {row[self.table.key[0]] for row in self.rows}

    def fault(self, rule, expected, found, advice, line=0, column=0, name="") -> Fault:
        """Return a fault of this file."""
        return Fault(self.label, line, column, name, expected, found, advice, rule)

    def at(self, rule: str, row: Row, name: str, expected: str, advice: str, found="") -> Fault:
        """Return a fault in one cell; what is found there is quoted unless `found` says more."""
        column = self.header.index(name) + 1 if name in self.header else 0
        found = found or quoted(str(row.get(name, "")))
        return self.fault(rule, expected, found, advice, row.line, column, name)

    def _wrong(self, *fault) -> None:
        self.faults.append(self.fault(*fault))

    def _text(self) -> str:
        expected = "UTF-8 text whose lines end with a line feed"
        raw = b""
        try:
            raw = self.path.read_bytes()
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            found, line = f"the byte 0x{raw[error.start]:02x}", raw.count(b"\n", 0, error.start)
            self._wrong("plain-text", expected, found, "save the file as UTF-8", line + 1)
            return ""
        except OSError as error:
            found = f"one that cannot be read ({error.strerror})"
            self._wrong("plain-text", "a file", found, "mend its permissions")
            return ""
        odd = ODD.search(text)
        at = odd.start() if odd else len(text)
        if odd or (text and text[-1] != "\n"):
            found = f"the character U+{ord(odd[0]):04X}" if odd else "no line feed at the end"
            line, place = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
            advice = f"look at place {place} of the line"
            self._wrong("plain-text", expected, found, advice, line)
        return text

    def _take_csv(self, text: str) -> None:
        reader, records, line = csv.reader(io.StringIO(text, newline=""), strict=True), [], 1
        try:
            for cells in reader:
                records.append((line, cells))
                line = reader.line_num + 1
        except csv.Error as error:
            advice = 'look for a " that is not closed or not doubled'
            self._wrong("csv-form", "a row of CSV", f"none ({error})", advice, line)
            return
        self.header = records[0][1] if records else []
        declared = self.table.names
        if [name for name in self.header if name in declared] != declared or "" in self.header:
            found, advice = ",".join(self.header) or "no header row", "mend the header row"
            missing = [name for name in declared if self.header.count(name) != 1]
            what = f"once each: {','.join(missing)}" if missing else f"in order {declared}"
            self._wrong("all-columns", f"the columns {what}", found, advice, 1)
            return
        for line, cells in records[1:]:
            self._take_row(line, cells)
        as_written = _as_csv(cells for _, cells in records)
        if not self.faults and text != as_written:
            lines = zip(text.split("\n"), as_written.split("\n"), strict=False)
            line = next((number for number, (a, b) in enumerate(lines, 1) if a != b), 1)
            expected = 'CSV with " around the cells that need it alone, and doubled inside'
            self._wrong("csv-form", expected, "another form", "save the file again", line)

    def _take_row(self, line: int, cells: list[str]) -> None:
        width = len(self.header)
        if len(cells) != width:
            advice = "look for a comma too few or too many" if cells else "remove the line"
            self._wrong("row-width", f"{width} cells", f"{len(cells)}", advice, line)
            return
        row = Row(zip(self.header, cells, strict=True))
        row.line = line
        self.rows.append(row)
        for name, cell in row.items():
            if cell != cell.strip() or "\n" in cell:
                expected, advice = "one line without white space around it", "remove it"
                self.faults.append(self.at("cell-tidy", row, name, expected, advice))

    def _take_toml(self, text: str) -> None:
        advice = 'write each field as name = "text"'
        try:
            fields = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            place = re.search(r"line (\d+), column (\d+)", str(error))
            line, column = map(int, place.groups()) if place else (1, 0)
            found = f"a fault: {str(error).split(' (at ')[0]}"
            self._wrong("toml-form", "TOML", found, advice, line, column)
            return
        self.header, self.rows, self.lines = list(fields), [Row(fields)], {}
        for name, value in fields.items():
            found = re.search(rf"^\s*[\"']?{re.escape(name)}[\"']?\s*=", text, re.MULTILINE)
            self.lines[name] = text.count("\n", 0, found.end()) + 1 if found else 1
            if "\n" in str(value):
                expected, line = "text on one line", self.lines[name]
                self._wrong("toml-form", expected, "more lines", advice, line, 1, name)


def say(line: str, file=None) -> None:
    """Print a line also where the terminal does not have all its letters."""
    file = file or sys.stdout
    encoding = file.encoding or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding), file=file)


def write(path: Path, content: str) -> None:
    """Write a file whole or not at all: to a temporary one beside it, which takes its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(content, encoding="utf-8", newline="\n")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _as_csv(rows: Iterable[list]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def write_table(path: Path, table: Table, rows: Iterable[list]) -> None:
    """Write a table of the corpus; a row may end early, and its last cells are then empty."""
    width = len(table.columns)
    write(path, _as_csv([table.names, *(row + [""] * (width - len(row)) for row in rows)]))
