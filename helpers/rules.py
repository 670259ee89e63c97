"""The rules of the corpus, each declared once, and the check that applies them.

A rule is a function under ``@rule(about, sentence)``: the sentence is what the
codebook prints, the function yields one :class:`~helpers.files.Violation` for every
place that breaks it. How the files are read is in :mod:`helpers.files`; columns,
types and values come from :mod:`helpers.schema`.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from helpers import leaks, schema, text
from helpers.files import (
    FORMS,
    OUTSIDE,
    WORDS,
    Document,
    File,
    Files,
    Row,
    Sheet,
    Violation,
    count_words,
    date_problem,
    form_of,
    open_files,
    quoted,
    say,
)  # fmt: skip
from helpers.schema import DOCUMENT, TABLES, Column, file_of

#: The project's own corpus.
CORPUS = Path(__file__).resolve().parent.parent / "corpus"

#: Official names that may be given in full, beside those in the corpus's own tables.
NAMES = (
    "Office of the United Nations High Commissioner for Human Rights",
    "Special Rapporteur on the situation of human rights in the Democratic People’s Republic of Korea",
    "race, religion, nationality, membership of a particular social group or political opinion",
)


# ---------------------------------------------------------------- the list of rules


@dataclass(frozen=True)
class Rule:
    """A rule: its name, what it is about, the sentence that says it, and the function that applies it."""

    name: str
    about: str
    sentence: str
    apply: Callable[[Files], Iterator[Violation]]


#: Every rule, in the order in which the codebook prints them.
RULES: dict[str, Rule] = {}


def rule(about: str, sentence: str) -> Callable:
    """Declare the decorated function a rule; its name with hyphens is the rule's name."""

    def declare(function: Callable[[Files], Iterator[Violation]]) -> Callable:
        name = function.__name__.replace("_", "-")
        RULES[name] = Rule(name, about, sentence, function)
        return function

    return declare


def _either(values: Iterable[str]) -> str:
    return " or ".join(values)


def _many(count: int, one: str) -> str:
    """
    >>> _many(1, "row"), _many(2, "row")
    ('1 row', '2 rows')
    """
    return f"{count} {one}" + ("" if count == 1 else "s")


def _near(value: str, known: Iterable[str]) -> str:
    """A suggestion for a misspelt name, or nothing."""
    close = difflib.get_close_matches(value, list(known), 1)
    return f"did you mean “{close[0]}”? or " if close else ""


# ---------------------------------------------------------------- files

FILES = "Files"


@rule(
    FILES,
    "A document has document.toml and paragraphs.csv, and all its tables once it is `read`; "
    "vocabulary/ has all the shared tables.",
)
def file_there(files: Files) -> Iterator[Violation]:
    if not files.documents:
        label = files.corpus.name + "/"
        yield Violation("", label, 0, 0, "", "a folder for each document", "none", "point to the corpus folder")
    for document in files.documents.values():
        if not document.card.exists:
            yield document.card.fault("this file", "none", "write it: corpus/README.md lists its fields")
        for name, sheet in document.sheets.items():
            if not sheet.exists and (name == "paragraphs" or document.read):
                why = f"because {document.id} is `read`" if document.read else "in every document"
                yield sheet.fault(
                    f"this file {why}", "none", f"write its header row at least: {','.join(sheet.table.names)}"
                )
    for sheet in files.vocabulary.values():
        if not sheet.exists:
            yield sheet.fault("this file", "none", f"write its header row at least: {','.join(sheet.table.names)}")


@rule(FILES, "A CSV file in the folder of a document or in vocabulary/ is one of the declared tables.")
def file_known(files: Files) -> Iterator[Violation]:
    for folder in (*files.documents, "vocabulary"):
        declared = [file_of(table.name) for table in TABLES.values() if table.shared == (folder == "vocabulary")]
        for path in sorted((files.corpus / folder).glob("*.csv")):
            if path.name not in declared:
                advice = _near(path.name, declared) + "declare the table in helpers/schema.py"
                yield File(path, files.root).fault(f"one of {', '.join(declared)}", f"“{path.name}”", advice)


def _every_file(files: Files) -> Iterator[File]:
    yield from files.sheets
    yield from (document.card for document in files.documents.values() if document.card.exists)


@rule(FILES, "A file is UTF-8.")
def utf_8(files: Files) -> Iterator[Violation]:
    for file in _every_file(files):
        try:
            file.raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = file.raw.count(b"\n", 0, error.start) + 1
            found = f"the byte 0x{file.raw[error.start]:02x}"
            yield file.fault(
                "text in UTF-8", found, "save the file again as UTF-8; nothing else in it is checked", line
            )


@rule(FILES, "A file has no byte order mark.")
def byte_order_mark(files: Files) -> Iterator[Violation]:
    for file in _every_file(files):
        if file.raw.startswith(b"\xef\xbb\xbf"):
            advice = "save it as “UTF-8”, not as “UTF-8 with BOM”"
            yield file.fault("the header row", "a byte order mark before it", advice, 1, 1)


@rule(FILES, "A line ends with a line feed alone.")
def line_ends(files: Files) -> Iterator[Violation]:
    for file in _every_file(files):
        if b"\r" in file.raw:
            line = file.raw.count(b"\n", 0, file.raw.index(b"\r")) + 1
            found = _many(file.raw.count(b"\r"), "carriage return") + ", the first one here"
            yield file.fault("lines that end with \\n alone", found, "save the file with Unix line ends", line)


@rule(FILES, "The last line of a file ends too.")
def final_line_end(files: Files) -> Iterator[Violation]:
    for file in _every_file(files):
        if file.raw and not file.raw.endswith((b"\n", b"\r")):
            line = file.raw.count(b"\n") + 1
            yield file.fault("\\n after the last line", "none", "end the last line with Enter", line)


@rule(
    FILES,
    'Quotation marks of CSV are paired: a cell that holds a comma or a " stands between ", and a " in it is doubled.',
)
def csv_form(files: Files) -> Iterator[Violation]:
    for sheet in files.sheets:
        if sheet.error:
            line, message = sheet.error
            advice = 'look for a " that is not closed or not doubled; the rest of the file is not checked'
            yield sheet.fault("a row of CSV", f"a row that cannot be read ({message})", advice, line)


@rule(FILES, "A table has all its columns, each once, in the declared order; further columns are allowed.")
def all_columns(files: Files) -> Iterator[Violation]:
    for sheet in files.sheets:
        if sheet.text is None or (sheet.error and not sheet.records):
            continue
        declared, header = sheet.table.names, sheet.header
        extra = [name for name in header if name not in declared]
        missing = [name for name in declared if name not in header]
        for name in missing:
            advice = "put it in; the rest of the table is not checked until then"
            yield sheet.fault(
                f"a column “{name}”", "none", _near(name, extra).replace(" or ", " otherwise ") + advice, 1
            )
        for place, name in enumerate(header):
            if name in header[:place]:
                advice = "rename or remove one; the rest of the table is not checked until then"
                yield sheet.fault("each column once", f"“{name}” twice", advice, 1, place + 1, name)
        kept = [name for name in dict.fromkeys(header) if name in declared]
        wanted = [name for name in declared if name in header]
        place = next((n for n, (one, other) in enumerate(zip(kept, wanted, strict=True)) if one != other), None)
        if place is not None:
            yield sheet.fault(
                f"“{wanted[place]}” here", f"“{kept[place]}”", f"keep the order {','.join(declared)}",
                1, header.index(kept[place]) + 1, kept[place],
            )  # fmt: skip


@rule(FILES, "A row has as many cells as the header row; there are no blank lines.")
def row_width(files: Files) -> Iterator[Violation]:
    for sheet in files.sheets:
        for line, cells in sheet.records[1:]:
            if len(cells) != len(sheet.header):
                found = _many(len(cells), "cell") if cells else "a blank line"
                advice = (
                    'put a cell that holds a comma between "'
                    if len(cells) > len(sheet.header)
                    else "add the missing commas"
                )
                advice = advice if cells else "remove it"
                yield sheet.fault(_many(len(sheet.header), "cell"), found, advice, line)


def _cells(files: Files) -> Iterator[tuple[Sheet, int, int, str, str]]:
    """Every cell as it is stored: sheet, line, column number, column name, content."""
    for sheet in files.sheets:
        for line, cells in sheet.records[1:]:
            for number, (name, cell) in enumerate(zip(sheet.header, cells, strict=False), 1):
                yield sheet, line, number, name, cell


@rule(FILES, "A cell has no line break.")
def one_line(files: Files) -> Iterator[Violation]:
    for sheet, line, number, name, cell in _cells(files):
        if "\n" in cell.strip() or "\r" in cell.strip():
            yield sheet.fault("one line", quoted(cell), "put a space for the line break", line, number, name)


@rule(FILES, "A cell neither begins nor ends with white space.")
def no_outer_space(files: Files) -> Iterator[Violation]:
    for sheet, line, number, name, cell in _cells(files):
        if cell != cell.strip():
            yield sheet.fault("no white space around the cell", quoted(cell), "remove it", line, number, name)


# ---------------------------------------------------------------- document.toml

CARD = "document.toml"


@rule(CARD, "document.toml is valid TOML.")
def toml_form(files: Files) -> Iterator[Violation]:
    for document in files.documents.values():
        if document.error:
            place = re.search(r"\(at line (\d+), column (\d+)\)", document.error)
            lines = (document.card.text or "").splitlines() or [""]
            line, column = map(int, place.groups()) if place else (len(lines), len(lines[-1]) + 1)
            message = document.error.split(" (at ")[0]
            advice = 'write each field as name = "text"; the document is taken as `unfinished` until then'
            yield document.card.fault("TOML", f"a fault: {message}", advice, line, column)


@rule(CARD, "document.toml has the declared fields and no others, each with a value of its type.")
def toml_fields(files: Files) -> Iterator[Violation]:
    declared = {column.name: column for column in DOCUMENT}
    for document in files.documents.values():
        if document.fields is None:
            continue

        def fault(name: str, expected: str, found: str, advice: str, document: Document = document) -> Violation:
            return document.card.fault(expected, found, advice, document.key_line(name), 1, name)

        for name, value in document.fields.items():
            if name not in declared:
                advice = _near(name, declared) + "remove it"
                yield fault(name, f"one of {', '.join(declared)}", f"“{name}”", advice)
                continue
            column, example = declared[name], f"for example {name} = {_toml(declared[name])}"
            if column.example.startswith("["):
                if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
                    yield fault(name, "a list of names", repr(value), example)
            elif not isinstance(value, str):
                yield fault(name, "text between quotation marks", repr(value), example)
            elif not value.strip():
                if column.required:
                    yield fault(name, "a value", "an empty text", example)
            elif column.values and value not in column.values:
                yield fault(name, _either(column.values), quoted(value), "use a listed value")
            elif column.type == "edtf" and date_problem(value):
                yield fault(name, _EDTF, f"{quoted(value)}{date_problem(value)}", example)
            elif column.type in FORMS and not FORMS[column.type].fullmatch(value):
                yield fault(name, schema.TYPES[column.type], quoted(value), example)
        for name, column in declared.items():
            if column.required and name not in document.fields:
                yield fault(name, f"a field “{name}”", "none", f"add {name} = {_toml(column)}")


def _toml(column: Column) -> str:
    return column.example if column.example.startswith("[") else f'"{column.example}"'


@rule(CARD, "A document’s id is the name of its folder.")
def document_id(files: Files) -> Iterator[Violation]:
    for document in files.documents.values():
        name = (document.fields or {}).get("id", document.id)
        if name != document.id and isinstance(name, str):
            advice = "rename one of the two"
            yield document.card.fault(
                f"“{document.id}”, the folder", quoted(name), advice, document.key_line("id"), 1, "id"
            )


# ---------------------------------------------------------------- cells, validated by pandera

CELLS = "Cells"

_EDTF = "a date in EDTF, such as 2023-10, 2023-10~ or 2019/2023"


def _failed(files: Files, check: str) -> Iterator[tuple[Sheet, Row, Column]]:
    for sheet in files.sheets:
        for name, row, column in sheet.failures:
            if name == check:
                yield sheet, row, column


@rule(CELLS, "A required cell is not empty.")
def cell_filled(files: Files) -> Iterator[Violation]:
    for sheet, row, column in _failed(files, "cell-filled"):
        yield sheet.at(row, column.name, "a value", f"fill it: {column.definition} For example: {column.example}")


@rule(CELLS, "A cell that is not empty has the form of its column’s type.")
def cell_form(files: Files) -> Iterator[Violation]:
    for sheet, row, column in _failed(files, "cell-form"):
        outside = ", or outside" if form_of(sheet.table, column) is OUTSIDE else ""
        yield sheet.at(row, column.name, schema.TYPES[column.type] + outside, f"write it like {column.example}")


@rule(CELLS, "A cell of an enumeration holds one of the listed values.")
def value_listed(files: Files) -> Iterator[Violation]:
    for sheet, row, column in _failed(files, "value-listed"):
        yield sheet.at(
            row, column.name, _either(column.values), _near(row[column.name], column.values) + "use a listed value"
        )


@rule(CELLS, "A date is EDTF, and a stretch of time begins before it ends.")
def date_edtf(files: Files) -> Iterator[Violation]:
    for sheet, row, column in _failed(files, "date-edtf"):
        cell = row[column.name]
        yield sheet.at(row, column.name, _EDTF, f"write it like {column.example}", quoted(cell) + date_problem(cell))


@rule(CELLS, f"A quote has at most {WORDS} words, the halves of a hyphenated word counted apart.")
def quote_length(files: Files) -> Iterator[Violation]:
    for sheet, row, column in _failed(files, "quote-length"):
        found = f"{count_words(row[column.name])} words"
        yield sheet.at(row, column.name, f"at most {WORDS} words", "quote only the phrase that matters", found)


@rule(CELLS, "The key of a row stands once in its table.")
def key_once(files: Files) -> Iterator[Violation]:
    for sheet in files.sheets:
        groups: dict[tuple, list[Row]] = defaultdict(list)
        for name, row, _ in sheet.failures:
            if name == "key-once":
                groups[tuple(row[part] for part in sheet.table.key)].append(row)
        for parts, rows in groups.items():
            for row in rows[1:]:
                expected = f"each {' + '.join(sheet.table.key)} once"
                advice = "remove one of the rows or give it an id of its own"
                found = f"{quoted(' + '.join(parts))}, which line {rows[0].line} has already"
                yield sheet.at(row, sheet.table.key[-1], expected, advice, found)


# ---------------------------------------------------------------- references

REFERENCES = "References"


def _keys(sheet: Sheet) -> set[str] | None:
    return {row[sheet.table.key[0]] for row in sheet.rows} if sheet.usable else None


def _known(files: Files, document: Document, refers: str) -> tuple[set[str] | None, str]:
    """The ids that a column may name, None where their table cannot be read; and where to add one."""
    if refers == "paragraphs.paragraph":
        return (None if document.order is None else set(document.order)), document.sheets["paragraphs"].label
    if refers in files.vocabulary:
        return _keys(files.vocabulary[refers]), files.vocabulary[refers].label
    if refers == "sayers":
        sheets = [files.vocabulary["actors"], files.vocabulary["instruments"]]
        more = {f"{document.id} author"}
    elif refers == "ledger":
        sheets = [document.sheets[table] for table in ("figures", "events", "citations")]
        more = {"excluded"}
    else:
        raise KeyError(f"no rule for a column that refers to {refers!r}")
    sets = [_keys(sheet) for sheet in sheets]
    known = None if None in sets else set().union(*sets) | more
    return known, " or ".join(sheet.label for sheet in sheets)


def _place_problem(files: Files, place: str, table: str) -> str:
    """What is wrong with a place such as kei-2023:12, to stand after it in a message; nothing where it is right.

    A document that is still unfinished may lack the table: what it will hold is not known yet.
    """
    name, _, inner = place.partition(":")
    if name not in files.documents:
        return f", but there is no document {name}"
    sheet = files.documents[name].sheets[table]
    known = _keys(sheet)
    return "" if known is None or inner in known else f", but {sheet.label} has no {inner}"


@rule(
    REFERENCES,
    "Every id that a table names exists in the table it points to. Who speaks is an actor, an instrument or the "
    "document’s own author; a number is accounted for by a figure, an event or a citation of the same document. "
    "A figure of a document that is unfinished and has no figures.csv yet may be named.",
)
def reference(files: Files) -> Iterator[Violation]:
    for document in files.documents.values():
        for sheet in document.sheets.values():
            for column in sheet.table.columns:
                if column.refers and sheet.rows:
                    yield from _references(files, document, sheet, column)


def _references(files: Files, document: Document, sheet: Sheet, column: Column) -> Iterator[Violation]:
    form = form_of(sheet.table, column)
    if column.type == "places":
        table, what = ("figures", "figure") if column.refers == "figures" else ("paragraphs", "paragraph")
        for row in sheet.rows:
            for place in row[column.name].split(";") if form.fullmatch(row[column.name]) else ():
                if problem := _place_problem(files, place, table):
                    advice = f"write a {what} that exists as document:{what}"
                    yield sheet.at(row, column.name, f"a {what} of the corpus", advice, quoted(place) + problem)
        return
    known, where = _known(files, document, column.refers)
    if known is None:
        return
    if form is OUTSIDE:
        known = known | {"outside"}
    for row in sheet.rows:
        cell = row[column.name]
        if not cell or cell in known or (form and not form.fullmatch(cell)):
            continue
        for name in cell.split(";") if column.type == "slugs" else [cell]:
            if name not in known:
                yield sheet.at(
                    row, column.name, f"an id of {where}", _near(name, known) + "add a row there", quoted(name)
                )


@rule(REFERENCES, "No two rows of a document’s figures, events, citations and other notes share an id.")
def ids_differ(files: Files) -> Iterator[Violation]:
    for document in files.documents.values():
        seen: dict[str, str] = {}
        for sheet in document.sheets.values():
            own = [column.name for column in sheet.table.columns if column.type == "id"]
            for row in sheet.rows if own else ():
                first = seen.setdefault(row[own[0]], sheet.label)
                if first != sheet.label:
                    found = f"{quoted(row[own[0]])}, which {first} has already"
                    yield sheet.at(
                        row, own[0], "an id of its own", "begin the ids of each table with a letter of its own", found
                    )


@rule(REFERENCES, "A figure that repeats another is of the same quantity.")
def repeats_quantity(files: Files) -> Iterator[Violation]:
    figures = {f"{document.id}:{row['figure']}": row for document, _, row in files.each("figures")}
    for _, sheet, row in files.each("figures"):
        for place in filter(None, row["repeats"].split(";")):
            other = figures.get(place)
            if other and other["quantity"] != row["quantity"]:
                found = f"{quoted(place)} of the quantity “{other['quantity']}”"
                advice = "correct one of the quantities or take the link away"
                yield sheet.at(row, "repeats", f"a figure of the quantity “{row['quantity']}”", advice, found)


@rule(REFERENCES, "Following `repeats` from figure to figure never leads back to where it began.")
def repeats_end(files: Files) -> Iterator[Violation]:
    steps = {f"{document.id}:{row['figure']}": row["repeats"].split(";") for document, _, row in files.each("figures")}
    for document, sheet, row in files.each("figures"):
        start = f"{document.id}:{row['figure']}"
        reached, ahead = set(), list(steps[start])
        while ahead:
            place = ahead.pop()
            if place not in reached:
                reached.add(place)
                ahead += steps.get(place, [])
        if start in reached:
            advice = "let the later statement repeat the earlier one, and not the other way round"
            yield sheet.at(
                row, "repeats", "an earlier statement", advice, f"{quoted(row['repeats'])}, which leads back to {start}"
            )


# ---------------------------------------------------------------- paragraphs and order

ORDER = "Paragraphs and order"


def _paragraph_place(paragraph: str) -> tuple[int, int]:
    """Sort key of a paragraph id: title, standfirst, body, notes, outside.

    >>> sorted(["n1", "10", "outside", "2", "standfirst", "title"], key=_paragraph_place)
    ['title', 'standfirst', '2', '10', 'n1', 'outside']
    """
    kinds = {"title": 0, "standfirst": 1, "outside": 4}
    if paragraph in kinds:
        return kinds[paragraph], 0
    return (3 if paragraph.startswith("n") else 2), int(paragraph.lstrip("n"))


@rule(
    ORDER,
    "The body paragraphs are 1 to n and the notes n1 to nk, without gaps; n is what the collection says of a document: "
    + ", ".join(f"{document} {count}" for document, count in schema.BODY.items())
    + ".",
)
def body_count(files: Files) -> Iterator[Violation]:
    for document in files.documents.values():
        sheet = document.sheets["paragraphs"]
        ids = [row["paragraph"] for row in sheet.rows]
        for prefix in ("", "n") if sheet.usable else ():
            found = [one for one in ids if re.fullmatch(prefix + "[1-9][0-9]*", one)]
            last = max((int(one.removeprefix(prefix)) for one in found), default=0)
            count = schema.BODY.get(document.id, last or 1) if not prefix else last
            wanted = [f"{prefix}{number}" for number in range(1, count + 1)]
            gaps = [one for one in wanted if one not in found]
            over = [one for one in found if one not in wanted]
            if not gaps and not over:
                continue
            what = "body paragraphs" if not prefix else "notes"
            said = "; ".join(f"{word} {', '.join(some)}" for word, some in (("no", gaps), ("also", over)) if some)
            row = next((row for row in sheet.rows if row["paragraph"] in over), None)
            if row is None:
                after = [n for n, one in enumerate(ids) if one in wanted and wanted.index(one) > wanted.index(gaps[0])]
                row = sheet.rows[after[0]] if after else sheet.rows[-1] if sheet.rows else None
            advice = "add the missing paragraphs or number them anew"
            expected = f"the {what} {prefix}1 to {prefix}{count}"
            if row is None:
                yield sheet.fault(expected, said, advice, 1, 1, "paragraph")
            else:
                yield sheet.at(row, "paragraph", expected, advice, said)


@rule(ORDER, "Rows stand in the order of the paragraphs: title, standfirst, body, notes, outside.")
def row_order(files: Files) -> Iterator[Violation]:
    for document in files.documents.values():
        for sheet in document.sheets.values():
            last = ""
            for row in sheet.rows:
                paragraph = row["paragraph"]
                if not OUTSIDE.fullmatch(paragraph):
                    continue
                if last and _paragraph_place(paragraph) < _paragraph_place(last):
                    advice = "sort the rows by paragraph"
                    yield sheet.at(row, "paragraph", f"“{last}” or a later paragraph", advice)
                else:
                    last = paragraph


@rule(ORDER, "The tokens of a paragraph stand in alphabetical order.")
def token_order(files: Files) -> Iterator[Violation]:
    for document in files.documents.values():
        sheet = document.sheets["tokens"]
        for before, row in zip(sheet.rows, sheet.rows[1:], strict=False):
            if before["paragraph"] == row["paragraph"] and row["token"] < before["token"]:
                advice = "let the import write the table again"
                yield sheet.at(row, "token", f"a token after “{before['token']}”", advice)


@rule(ORDER, "The counts of a paragraph’s tokens add up to its `tokens`.")
def token_sum(files: Files) -> Iterator[Violation]:
    for document in files.documents.values():
        if not document.sheets["tokens"].usable:
            continue
        sums: Counter[str] = Counter()
        for row in document.rows("tokens"):
            sums[row["paragraph"]] += int(row["count"]) if row["count"].isdecimal() else 0
        broken = {row["paragraph"] for row in document.rows("tokens") if not row["count"].isdecimal()}
        sheet = document.sheets["paragraphs"]
        for row in sheet.rows:
            said = row["tokens"]
            if said.isdecimal() and row["paragraph"] not in broken and int(said) != sums[row["paragraph"]]:
                expected = f"{sums[row['paragraph']]}, the sum of tokens.csv"
                yield sheet.at(row, "tokens", expected, "let the import write both again")


@rule(ORDER, "The occurrences of a number in a paragraph are counted 1, 2, 3 … in reading order.")
def occurrence(files: Files) -> Iterator[Violation]:
    for document in files.documents.values():
        seen: Counter[tuple[str, str]] = Counter()
        sheet = document.sheets["numbers"]
        for row in sheet.rows:
            place = (row["paragraph"], row["number"])
            seen[place] += 1
            if FORMS["count"].fullmatch(row["occurrence"]) and int(row["occurrence"]) != seen[place]:
                advice = "count the times this number stands in the paragraph"
                yield sheet.at(row, "occurrence", str(seen[place]), advice)


# ---------------------------------------------------------------- figures

FIGURES = "Figures"


@dataclass(frozen=True)
class Reading:
    """How the wording of a qualifier is read: the basis that each bound may have, and how the two compare."""

    lower: tuple[str, ...]
    upper: tuple[str, ...]
    compare: str  # "equal", "below" or "" for nothing to compare
    wording: str
    bounds: str
    sentence: str


_ASSERTED, _IMPLIED, _NONE = ("asserted",), ("implied",), ("none",)
_OPEN, _EITHER = ("none", "implied"), ("asserted", "implied")

#: How each qualifier is read. The rules of the bounds and the codebook's table are both made from this.
READINGS = {
    "exact": Reading(
        _ASSERTED, _ASSERTED, "equal", "260 people", "260 to 260",
        "The number itself is the lower and the upper bound."),
    "about": Reading(
        _IMPLIED, _IMPLIED, "equal", "some 500", "500 to 500",
        "Both bounds are the number, and the wording insists on neither."),
    "at-least": Reading(
        _ASSERTED, _NONE, "", "at least 1,170", "1170 and up",
        "A floor that belongs to the range, and no ceiling."),
    "more-than": Reading(
        _EITHER, _NONE, "", "more than 600", "above 600",
        "A floor that does not belong to the range, and no ceiling; implied where no number is printed, as in most."),
    "at-most": Reading(
        _OPEN, _ASSERTED, "", "no more than 40", "40 and down",
        "A ceiling, and no floor that the wording asserts."),
    "up-to": Reading(
        _NONE, _IMPLIED, "", "up to 2,000", "2000 and down, read literally",
        "No floor is asserted and the ceiling only implied: it would be true of any smaller number."),
    "as-many-as": Reading(
        _NONE, _IMPLIED, "", "as many as 2,000", "2000 and down, read literally",
        "The same as up to."),
    "almost": Reading(
        _OPEN, _IMPLIED, "", "almost thirty", "30 and down, read literally",
        "Just below the number; how far below is not said."),
    "within": Reading(
        _OPEN, _ASSERTED, "", "within a week", "7 days and less",
        "A stretch of time that is not exceeded."),
    "between": Reading(
        _EITHER, _EITHER, "below", "70 to 80 percent", "70 to 80",
        "Both ends of the range are given, and they differ."),
    "order": Reading(
        _IMPLIED, _IMPLIED, "below", "tens of thousands", "20000 to 99999",
        "The plural read literally: at least two of the unit, and less than the next unit."),
}  # fmt: skip


def _bounds(row: Row) -> tuple[float | None, float | None]:
    """The two bounds as numbers; None where one is empty or is no number."""
    lower, upper = (float(row[side]) if FORMS["number"].fullmatch(row[side]) else None for side in ("lower", "upper"))
    return lower, upper


def _misread(files: Files, qualifiers: set[str]) -> Iterator[Violation]:
    """Figures with one of these qualifiers whose bounds are not as READINGS says."""
    for _, sheet, row in files.each("figures"):
        if row["qualifier"] not in qualifiers:
            continue
        reading, after = READINGS[row["qualifier"]], f", as the qualifier is {row['qualifier']}"
        for side, allowed in (("lower_basis", reading.lower), ("upper_basis", reading.upper)):
            if row[side] in schema.BASIS and row[side] not in allowed:
                yield sheet.at(
                    row, side, _either(allowed) + after, reading.sentence[0].lower() + reading.sentence[1:].rstrip(".")
                )
        lower, upper = _bounds(row)
        if lower is None or upper is None:
            continue
        if reading.compare == "equal" and lower != upper:
            yield sheet.at(
                row,
                "upper",
                f"{row['lower']}, the same as lower{after}",
                reading.sentence[0].lower() + reading.sentence[1:].rstrip("."),
            )
        if reading.compare == "below" and lower == upper:
            yield sheet.at(
                row,
                "upper",
                f"more than lower, {row['lower']}{after}",
                reading.sentence[0].lower() + reading.sentence[1:].rstrip("."),
            )


@rule(FIGURES, "A bound has a basis and a basis has a bound: an empty bound goes with `none`, and only with it.")
def bound_basis(files: Files) -> Iterator[Violation]:
    for _, sheet, row in files.each("figures"):
        for side in ("lower", "upper"):
            basis = row[f"{side}_basis"]
            if basis in schema.BASIS and (row[side] == "") != (basis == "none"):
                expected = (
                    "an empty cell, as the basis is none" if basis == "none" else f"a number, as the basis is {basis}"
                )
                yield sheet.at(row, side, expected, f"correct the bound or {side}_basis")


@rule(FIGURES, "A lower bound is not above the upper one.")
def lower_not_above_upper(files: Files) -> Iterator[Violation]:
    for _, sheet, row in files.each("figures"):
        lower, upper = _bounds(row)
        if lower is not None and upper is not None and lower > upper:
            yield sheet.at(row, "lower", f"at most upper, {row['upper']}", "correct one of the bounds")


@rule(FIGURES, "`up-to` and `as-many-as` never assert: they have no lower bound, and their upper one is implied.")
def up_to_never_asserts(files: Files) -> Iterator[Violation]:
    yield from _misread(files, {"up-to", "as-many-as"})


@rule(
    FIGURES,
    "The words `about`, `almost` and `order` never carry an asserted bound; with `about` both bounds are the number, "
    "with `order` they differ.",
)
def range_words_never_assert(files: Files) -> Iterator[Violation]:
    yield from _misread(files, {"about", "almost", "order"})


@rule(FIGURES, "An `exact` figure has equal bounds, both asserted.")
def exact_is_equal(files: Files) -> Iterator[Violation]:
    yield from _misread(files, {"exact"})


@rule(
    FIGURES,
    "`at-least` asserts its lower bound, `more-than` has one, and neither has an upper one; "
    "`at-most` and `within` assert the upper one and never the lower.",
)
def one_side_asserted(files: Files) -> Iterator[Violation]:
    yield from _misread(files, {"at-least", "more-than", "at-most", "within"})


@rule(FIGURES, "`between` has two bounds that differ.")
def between_has_two(files: Files) -> Iterator[Violation]:
    yield from _misread(files, {"between"})


@rule(FIGURES, "A figure is measured in the unit of its quantity.")
def unit_of_quantity(files: Files) -> Iterator[Violation]:
    units = {row["quantity"]: row["unit"] for row in files.vocabulary["quantities"].rows}
    for _, sheet, row in files.each("figures"):
        unit = units.get(row["quantity"], row["unit"])
        if row["unit"] and unit and row["unit"] != unit:
            advice = "correct the unit or choose another quantity"
            yield sheet.at(row, "unit", f"“{unit}”, the unit of {row['quantity']}", advice)


@rule(FIGURES, "A number that is excluded has a reason.")
def excluded_has_reason(files: Files) -> Iterator[Violation]:
    for _, sheet, row in files.each("numbers"):
        if row["accounted_by"] == "excluded" and not row["reason"]:
            yield sheet.at(row, "reason", "a reason", "say why, for example: part of a name")


@rule(FIGURES, "A number in a paragraph is accounted for by something in the same paragraph.")
def ledger_paragraph(files: Files) -> Iterator[Violation]:
    for document in files.documents.values():
        places = {}
        for table in ("figures", "events", "citations"):
            sheet = document.sheets[table]
            places |= {row[sheet.table.key[0]]: row["paragraph"] for row in sheet.rows}
        sheet = document.sheets["numbers"]
        for row in sheet.rows:
            place = places.get(row["accounted_by"], row["paragraph"])
            if row["paragraph"] not in ("outside", place):
                found = f"{quoted(row['accounted_by'])}, which is in paragraph {place}"
                advice = "name the figure, event or citation of this paragraph, or add one"
                yield sheet.at(row, "accounted_by", f"an id of paragraph {row['paragraph']}", advice, found)


# ---------------------------------------------------------------- texts of ours

TEXTS = "Texts of ours"


def _length(files: Files, table: str, column: str, most: int, advice: str) -> Iterator[Violation]:
    sheets = (
        [files.vocabulary[table]] if table in files.vocabulary else [d.sheets[table] for d in files.documents.values()]
    )
    for sheet in sheets:
        for row in sheet.rows:
            count = text.sentences(row[column])
            if row[column] and not 1 <= count <= most:
                found = _many(count, "sentence") + ("" if count else ", as it does not end with a full stop")
                yield sheet.at(row, column, f"1 to {most} sentences", advice, found)


@rule(TEXTS, "A précis has 1 to 3 sentences.")
def precis_length(files: Files) -> Iterator[Violation]:
    yield from _length(files, "paragraphs", "precis", 3, "say it shorter, and write abbreviations without full stops")


@rule(TEXTS, "The body of an annotation has 1 to 4 sentences.")
def body_length(files: Files) -> Iterator[Violation]:
    yield from _length(files, "annotations", "body", 4, "say it shorter or make two annotations of it")


@rule(TEXTS, "The definition of a glossary term has 1 to 3 sentences.")
def definition_length(files: Files) -> Iterator[Violation]:
    yield from _length(files, "terms", "definition", 3, "say it shorter")


@rule(TEXTS, "No two annotations have the same body.")
def body_once(files: Files) -> Iterator[Violation]:
    seen: dict[str, str] = {}
    for document, sheet, row in files.each("annotations"):
        place = f"{document.id}:{row['annotation']}"
        first = seen.setdefault(text.normal(row["body"]), place)
        if row["body"] and first != place:
            advice = f"say what is particular here and point to {first} with see"
            yield sheet.at(row, "body", "a note of its own", advice, f"the same as {first}")


@rule(TEXTS, "An annotation of the kind `context` names its source.")
def context_has_source(files: Files) -> Iterator[Violation]:
    for _, sheet, row in files.each("annotations"):
        if row["kind"] == "context" and not row["source"]:
            yield sheet.at(row, "source", "a public source", "name it, or leave out what cannot be sourced")


@rule(TEXTS, "A document introduces a glossary term once.")
def term_once(files: Files) -> Iterator[Violation]:
    seen: dict[tuple[str, str], Row] = {}
    for document, sheet, row in files.each("annotations"):
        first = seen.setdefault((document.id, row["term"]), row)
        if row["term"] and first is not row:
            found = f"{quoted(row['term'])}, which annotation {first['annotation']} introduces"
            yield sheet.at(row, "term", "a term not yet introduced", "empty the cell and point there with see", found)


# ---------------------------------------------------------------- completeness

COMPLETE = "Completeness, in a document that is `read`"


@rule(COMPLETE, "Every paragraph has a précis.")
def every_precis(files: Files) -> Iterator[Violation]:
    for document, sheet, row in files.each("paragraphs"):
        if document.read and not row["precis"]:
            advice = "write it, or set the status of the document to unfinished"
            yield sheet.at(row, "precis", f"a précis of paragraph {row['paragraph']}", advice)


@rule(COMPLETE, "Every paragraph has an annotation.")
def every_annotation(files: Files) -> Iterator[Violation]:
    noted = {(document.id, row["paragraph"]) for document, _, row in files.each("annotations")}
    for document, sheet, row in files.each("paragraphs"):
        notes = document.sheets["annotations"]
        if document.read and notes.usable and (document.id, row["paragraph"]) not in noted:
            advice = f"add one to {notes.label}, or set the status of the document to unfinished"
            yield sheet.at(row, "paragraph", f"an annotation on paragraph {row['paragraph']}", advice, "none")


@rule(COMPLETE, "Every number of the ledger is accounted for.")
def every_number(files: Files) -> Iterator[Violation]:
    for document, sheet, row in files.each("numbers"):
        if document.read and not row["accounted_by"]:
            expected = f"what accounts for “{row['number']}”"
            yield sheet.at(
                row, "accounted_by", expected, "name a figure, event or citation, or write excluded and a reason"
            )


@rule(
    COMPLETE,
    "When all documents are read, every row of the vocabulary is used: its id stands in a table; for an actor it is "
    "enough to be a document’s author or publisher, or to be named in a précis or an annotation.",
)
def vocabulary_used(files: Files) -> Iterator[Violation]:
    if not files.complete:
        return
    used: dict[str, set[str]] = defaultdict(set)
    for document in files.documents.values():
        for sheet in document.sheets.values():
            for column in (column for column in sheet.table.columns if column.refers):
                cells = {row[column.name] for row in sheet.rows}
                names = {name for cell in cells for name in cell.split(";")} if column.type == "slugs" else cells
                for refers in ("actors", "instruments") if column.refers == "sayers" else (column.refers,):
                    used[refers] |= names
    for name, sheet in files.vocabulary.items():
        own = sheet.table.key[0]
        unused = [row for row in sheet.rows if row[own] and row[own] not in used[name]]
        said = text.normal(_ours(files)) if unused and name == "actors" else ""
        for row in unused:
            names = [row["name"], *row["aliases"].split(";")] if said else []
            if not any(_stands(text.normal(one), said) for one in names if one.strip()):
                yield sheet.at(row, own, "an id that a document uses", "use it or remove the row")


def _ours(files: Files) -> str:
    """The texts in which an actor may be named."""
    said = [str((document.fields or {}).get(name, "")) for document in files.documents.values() for name in _MAKERS]
    said += [row["precis"] for _, _, row in files.each("paragraphs")]
    said += [f"{row['body']} {row['quote']}" for _, _, row in files.each("annotations")]
    return " ".join(said)


_MAKERS = ("authors", "publisher")


@rule(COMPLETE, "When all documents are read, at least two of them speak to each claim.")
def claims_are_shared(files: Files) -> Iterator[Violation]:
    if not files.complete:
        return
    by: dict[str, set[str]] = defaultdict(set)
    for document, _, row in files.each("claims"):
        by[row["claim"]].add(document.id)
    sheet = files.vocabulary["claims_vocabulary"]
    for row in sheet.rows:
        if len(by[row["claim"]]) == 1:
            found = f"{quoted(row['claim'])}, of which only {min(by[row['claim']])} speaks"
            yield sheet.at(
                row, "claim", "a claim that at least two documents speak to", "find the second one or remove it", found
            )


# ---------------------------------------------------------------- a reader's copy

COPY = "With a reader’s copy"


def _copied(files: Files) -> Iterator[tuple[Document, dict[str, str], list[str]]]:
    for name, copy in files.copies.items():
        yield files.documents[name], copy.get("paragraphs", {}), copy.get("outside") or []


@rule(COPY, "A stored copy can be read.")
def copy_readable(files: Files) -> Iterator[Violation]:
    for name, problem in files.loaded.items():
        if isinstance(problem, str):
            path = files.copies_folder / f"{name}.json"
            label = (path.relative_to(files.root) if path.is_relative_to(files.root) else path).as_posix()
            yield Violation("", label, 0, 0, "", f"a copy of {name}", problem, "import it again or delete the file")


@rule(COPY, "Every quote stands in its paragraph, in the normal form of helpers/text.py, and cuts no word or number.")
def quote_in_copy(files: Files) -> Iterator[Violation]:
    for document, paragraphs, _ in _copied(files):
        normal = {paragraph: text.normal(content) for paragraph, content in paragraphs.items()}
        for sheet in document.sheets.values():
            for row in sheet.rows if "quote" in sheet.table.names else ():
                content, quote = normal.get(row["paragraph"]), text.normal(row["quote"])
                if content is None or not quote or _stands(quote, content):
                    continue
                others = [paragraph for paragraph, other in normal.items() if _stands(quote, other)]
                found = quoted(row["quote"]) + (f", which stands in paragraph {', '.join(others)}" if others else "")
                advice = "copy the phrase exactly as it is printed, or correct the paragraph"
                yield sheet.at(row, "quote", f"a phrase of paragraph {row['paragraph']}", advice, found)


def _stands(quote: str, content: str) -> bool:
    """Whether a quote stands in a text without cutting a word or a number; both in normal form.

    A footnote's number may follow a word directly, so that a digit after a letter cuts nothing.

    >>> _stands("170 people", "170 people left"), _stands("170 people", "1,170 people left")
    (True, False)
    >>> _stands("people", "the people.4"), _stands("people", "the peoples"), _stands("year 200", "year 2000")
    (True, False, False)
    """
    before = r"(?<!\d)(?<!\d[.,])" if quote[0].isdigit() else r"(?<![^\W\d_])" if quote[0].isalpha() else ""
    after = r"(?![.,]?\d)" if quote[-1].isdigit() else r"(?![^\W\d_])" if quote[-1].isalpha() else ""
    return re.search(before + re.escape(quote) + after, content) is not None


@rule(COPY, "The ledger lists every number of the copy and no other, in the order in which they stand.")
def ledger_of_copy(files: Files) -> Iterator[Violation]:
    for document, paragraphs, outside in _copied(files):
        sheet = document.sheets["numbers"]
        if not sheet.usable:
            continue
        contents = dict(paragraphs) | ({"outside": "\n".join(outside)} if outside else {})
        for paragraph, content in contents.items():
            rows = [row for row in sheet.rows if row["paragraph"] == paragraph]
            listed, printed = [row["number"] for row in rows], text.numbers(content)
            missing, extra = Counter(printed) - Counter(listed), Counter(listed) - Counter(printed)
            line = rows[-1].line if rows else sheet.rows[-1].line if sheet.rows else 1
            for number, times in missing.items():
                found = "none" if times == 1 else f"{times} rows too few"
                advice = "add the row where the number stands, or correct the number"
                yield sheet.fault(
                    f"a row for “{number}” in {paragraph}",
                    found,
                    advice,
                    line,
                    sheet.header.index("number") + 1,
                    "number",
                )
            for row in reversed(rows):
                if extra[row["number"]] > 0:
                    extra[row["number"]] -= 1
                    yield sheet.at(
                        row,
                        "number",
                        f"a number that stands in {paragraph}",
                        "remove the row or write the number as printed",
                    )
            if Counter(printed) == Counter(listed) and printed != listed:
                row, number = next(
                    (row, number) for row, number in zip(rows, printed, strict=True) if row["number"] != number
                )
                yield sheet.at(
                    row, "number", f"“{number}”, the next number of {paragraph}", "put the rows in reading order"
                )


@rule(COPY, "The tokens of every paragraph are those of the copy.")
def tokens_of_copy(files: Files) -> Iterator[Violation]:
    for document, paragraphs, _ in _copied(files):
        sheet, counts = document.sheets["tokens"], document.sheets["paragraphs"]
        listed: dict[str, Counter[str]] = defaultdict(Counter)
        first: dict[str, Row] = {}
        for row in sheet.rows:
            listed[row["paragraph"]][row["token"]] += int(row["count"]) if row["count"].isdecimal() else 0
            first.setdefault(row["paragraph"], row)
        said = {row["paragraph"]: row for row in counts.rows}
        for paragraph, content in paragraphs.items():
            printed = Counter(text.tokens(content))
            row = said.get(paragraph)
            if counts.usable and row is None:
                advice = "add the paragraph, or import the copy again"
                yield counts.fault(f"paragraph {paragraph} of the copy", "none", advice, 1, 1, "paragraph")
                continue
            if row and row["tokens"].isdecimal() and int(row["tokens"]) != printed.total():
                yield counts.at(
                    row, "tokens", f"{printed.total()}, the tokens of the copy", "let the import write it again"
                )
            if sheet.usable and listed[paragraph] != printed:
                differ = sorted(set((printed - listed[paragraph]) | (listed[paragraph] - printed)))
                found = f"{_many(len(differ), 'token')} with another count: {', '.join(differ[:5])}" + (
                    "…" if len(differ) > 5 else ""
                )
                line = first[paragraph].line if paragraph in first else 1
                advice = "let the import write the table again, or import the right copy"
                expected = f"the tokens of paragraph {paragraph} of the copy"
                yield sheet.fault(expected, found, advice, line, sheet.header.index("token") + 1, "token")


@rule(COPY, f"Nothing in the project repeats more than {WORDS} words of a copy, but for titles and official names.")
def no_long_run(files: Files) -> Iterator[Violation]:
    runs: set[tuple[str, ...]] = set()
    for document, paragraphs, outside in _copied(files):
        order, headings = document.order or {}, files.copies[document.id].get("sections", {})
        inside = sorted(paragraphs, key=lambda one: order.get(one, len(order)))
        runs |= leaks.runs_of(" ".join([*(paragraphs[one] for one in inside), *outside]))
        for one in inside:  # a sub-heading stands above its first paragraph
            runs |= leaks.runs_of(f"{headings.get(one, '')} {paragraphs[one]}")
    if not runs:
        return
    allowed = [*NAMES, *(str((document.fields or {}).get("title", "")) for document in files.documents.values())]
    allowed += [row["title"] for row in files.vocabulary["instruments"].rows]
    # A group of people has no official name: what it is called is a description.
    allowed += [row["name"] for row in files.vocabulary["actors"].rows if row["kind"] != "group"]
    stored = {files.copies_folder / f"{name}.json" for name in files.copies}
    for path in leaks.project_files(files.root, [files.copies_folder, files.corpus / "copies"]):
        label = path.relative_to(files.root).as_posix()
        if path in stored:
            advice = "keep copies in corpus/copies, which git ignores, or outside the project"
            yield Violation("", label, 0, 0, "", "no copy among the files of the project", "a copy", advice)
            continue
        for line, name, words in leaks.shared_runs(path, runs, allowed):
            found = f"{len(words)} words of a copy: “{' '.join(words[:WORDS])} …”"
            yield Violation("", label, line, 0, name, f"at most {WORDS} words in a row", found, "say it in other words")


# ---------------------------------------------------------------- the check


def check(corpus: Path, copies: Path | None = None) -> list[Violation]:
    """Apply every rule to a corpus and return all violations, sorted by file and line.

    Parameters
    ----------
    corpus
        The corpus folder; the project that may not repeat a copy is the folder around it.
    copies
        The folder of the reader's copies; `READING_COPIES` or `corpus/copies` unless given.
    """
    files = open_files(corpus, copies)
    found = {replace(violation, rule=one.name) for one in RULES.values() for violation in one.apply(files)}
    # A row with too few or too many cells has its cells under wrong names: what else it breaks means nothing.
    ragged = {(violation.file, violation.line) for violation in found if violation.rule == "row-width"}
    kept = [one for one in found if one.rule == "row-width" or (one.file, one.line) not in ragged]
    return sorted(kept, key=lambda one: (one.file, one.line, one.column, one.rule, one.found))


def main(argv: list[str] | None = None) -> int:
    """Print every violation; return 0 when there is none, 1 when there are some, 2 when the check cannot run."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers check",
        description="Check the corpus against its rules (corpus/README.md lists them) and print every violation.",
    )
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="another corpus folder")
    parser.add_argument(
        "--copies", type=Path, help="the folder of copies; READING_COPIES or corpus/copies unless given"
    )
    arguments = parser.parse_args(argv)
    if not arguments.corpus.is_dir():
        print(
            f"check: expected a folder; found none at {arguments.corpus}; point --corpus to the corpus", file=sys.stderr
        )
        return 2
    try:
        violations = check(arguments.corpus, arguments.copies)
    except ModuleNotFoundError as error:
        print(
            f"check: the package {error.name} is missing; run `python -m helpers test`, which sets it up",
            file=sys.stderr,
        )
        return 2
    for violation in violations:
        say(str(violation))
    return 1 if violations else 0
