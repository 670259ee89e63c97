"""Read and write the files of the corpus: one reader, for loading and for checking.

A file is read as far as it goes, and each fault of its form is kept with its line and column.
Loading refuses a file with faults; checking lists them.
"""

from __future__ import annotations

import csv
import io
import os
import re
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
    "[\0-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U0010ffff]"
)
_TIDY = ("one line without white space around it", "remove it")
csv.field_size_limit(2**31 - 1)  # a long cell is for the check to report


def clipped(words: str, most: int = 60) -> str:
    """Return words on one line, not too long, with nothing that a terminal would act on."""
    line = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in words[: most + 1])
    return line if len(line) <= most else line[: most - 1] + "…"


def quoted(cell: str) -> str:
    """Return a cell as a message shows it."""
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
        where = "".join(f":{number}" for number in (self.line, self.column) if number)
        where += f" ({clipped(self.name, 20)})" if self.name else ""
        parts = (self.file, self.expected, self.found, self.advice)
        for most in (150, 100, 70, 45):  # a message has less than 300 characters
            file, expected, found, advice = (clipped(part, most) for part in parts)
            line = f"{file}{where}: expected {expected}; found {found}; {advice} [{self.rule}]"
            if len(line) < 300:
                break
        return line


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
        self.header: list[str] = []
        self.rows: list[Row] = []
        self.faults: list[Fault] = []
        #: The line of each field of a document.toml.
        self.lines: dict[str, int] = {}
        text = self._text()
        self.exists = text is not None
        if self.exists and not self.faults:
            (self._take_toml if table is CARD else self._take_csv)(text)
        #: Whether all rows are there; cells that are only untidy do not matter.
        self.usable = self.exists and all(fault.rule == "cell-tidy" for fault in self.faults)

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
        cell, line = row.get(name, ""), self.lines.get(name, row.line)
        found = found or (quoted(cell) if isinstance(cell, str) else "no text")
        return self.fault(rule, expected, found, advice, line, column, name)

    def _wrong(self, *fault) -> None:
        self.faults.append(self.fault(*fault))

    def _text(self) -> str | None:
        try:
            text = self.path.read_bytes().decode("utf-8", "replace")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            found = f"one that cannot be read ({error.strerror})"
            self._wrong("plain-text", "a file", found, "mend its permissions")
            return ""
        odd = ODD.search(text)
        at = odd.start() if odd else len(text)
        if odd or (text and text[-1] != "\n"):
            expected = "UTF-8 text whose lines end with a line feed"
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
        declared, names = self.table.names, self.header
        twice = "" in names or len(set(names)) < len(names)
        if [name for name in names if name in declared] != declared or twice:
            found, advice = ",".join(names) or "no header row", "mend the header row"
            missing = [name for name in declared if names.count(name) != 1]
            how = "once each" if twice or missing else "in order"
            expected = f"the columns {how}: {','.join(missing or declared)}"
            self._wrong("all-columns", expected, found, advice, 1)
            return
        for line, cells in records[1:]:
            self._take_row(line, cells)
        as_written = as_csv(cells for _, cells in records)
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
                self.faults.append(self.at("cell-tidy", row, name, *_TIDY))

    def _take_toml(self, text: str) -> None:
        advice = 'write each field as name = "text"'
        try:
            fields = tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            place = re.search(r"line (\d+), column (\d+)", str(error))
            line, column = map(int, place.groups()) if place else (1, 0)
            found = f"a fault: {str(error).split(' (at ')[0]}"
            self._wrong("toml-form", "TOML", found, advice, line, column)
            return
        self.header, self.rows = list(fields), [Row(fields)]
        for name, value in fields.items():
            found = re.search(rf"^\s*[\"']?{re.escape(name)}[\"']?\s*=", text, re.MULTILINE)
            self.lines[name] = text.count("\n", 0, found.end()) + 1 if found else 1
            for cell in value if isinstance(value, list) else [value]:
                words = cell if isinstance(cell, str) else ""
                if words != words.strip() or "\n" in words or ODD.search(words):
                    fault = self.at("cell-tidy", self.rows[0], name, *_TIDY, quoted(words))
                    self.faults.append(fault)


def write(path: Path, content: str) -> None:
    """Write a file whole or not at all: to a temporary one beside it, which takes its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(content, encoding="utf-8", newline="\n")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def as_csv(rows: Iterable[list]) -> str:
    """Put rows into the one form in which a table of the corpus is stored."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
