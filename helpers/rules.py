"""The rules of the corpus, each declared once, and the check that applies them.

A rule is a function under ``@rule(about, sentence)``: the sentence is what the
codebook prints, the function yields one :class:`~helpers.files.Violation` for every
place that breaks it. How the files are read is in :mod:`helpers.files`, what a cell
may hold in :mod:`helpers.cells`; columns, types and values come from :mod:`helpers.schema`.
"""

from __future__ import annotations

import argparse
import difflib
import graphlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from helpers import leaks, schema, text
from helpers.cells import FORMS, OUTSIDE, WORDS, date_problem, failures, form_of
from helpers.files import CORPUS, Document, File, Files, Row, Violation, existing_folder, quoted, say
from helpers.schema import DOCUMENT, TABLES, file_of

#: Official names that may be given in full, beside those in the corpus's own tables.
NAMES = (
    "Office of the United Nations High Commissioner for Human Rights",
    "Special Rapporteur on the situation of human rights in the Democratic People’s Republic of Korea",
    "Report of the Commission of Inquiry on Human Rights in the Democratic People’s Republic of Korea",
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
        yield File(files.corpus, files.root).fault("a folder for each document", "none", "point to the corpus folder")
    needed = list(files.vocabulary.values())
    for document in files.documents.values():
        if not document.card.exists:
            yield document.card.fault("this file", "none", "write it: corpus/README.md lists its fields")
        needed += [sheet for name, sheet in document.sheets.items() if name == "paragraphs" or document.read]
    for sheet in needed:
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


@rule(FILES, "A file is UTF-8 without a byte order mark; each line, the last one too, ends with a line feed alone.")
def plain_text(files: Files) -> Iterator[Violation]:
    for file in (*files.sheets, *files.cards):
        faults = {
            "a byte order mark": 0 if file.raw.startswith(b"\xef\xbb\xbf") else -1,
            "a carriage return": file.raw.find(b"\r"),
            "no line feed at the end": len(file.raw) if file.raw and file.raw[-1:] not in b"\r\n" else -1,
        }
        try:
            file.raw.decode("utf-8")
        except UnicodeDecodeError as error:
            faults[f"the byte 0x{file.raw[error.start]:02x}"] = error.start
        for found, place in faults.items():
            if place >= 0:
                expected, advice = "UTF-8 text with lines that end with \\n", "save the file again as such"
                yield file.fault(expected, found, advice, file.raw.count(b"\n", 0, place) + 1)


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
        if sheet.text is None or sheet.error:
            continue
        declared, header = sheet.table.names, sheet.header
        missing = [name for name in declared if name not in header]
        for name in missing:
            near = _near(name, [one for one in header if one not in declared]).replace(" or ", " otherwise ")
            advice = near + "put it in; the rest of the table is not checked until then"
            yield sheet.fault(f"a column “{name}”", "none", advice, 1)
        kept = [name for name in header if name in declared]
        if not missing and kept != declared:
            place = next((n for n, (one, other) in enumerate(zip(kept, declared, strict=False)) if one != other), -1)
            expected = f"“{declared[place]}” here" if place >= 0 else "each column once"
            column = header.index(kept[place]) + 1
            yield sheet.fault(expected, f"“{kept[place]}”", f"write {','.join(declared)}", 1, column, kept[place])


@rule(FILES, "A row has as many cells as the header row; there are no blank lines.")
def row_width(files: Files) -> Iterator[Violation]:
    for sheet in files.sheets:
        for line, cells in sheet.records[1:]:
            if len(cells) != len(sheet.header):
                advice = 'look for a comma too few, or too many outside "' if cells else "remove the blank line"
                yield sheet.fault(f"{len(sheet.header)} cells", f"{len(cells)}", advice, line)


@rule(FILES, "A cell neither begins nor ends with white space, and has no line break.")
def cell_tidy(files: Files) -> Iterator[Violation]:
    for sheet in files.sheets:
        for line, cells in sheet.records[1:]:
            for number, (name, cell) in enumerate(zip(sheet.header, cells, strict=False), 1):
                if cell != cell.strip():
                    yield sheet.fault("no white space around it", quoted(cell), "remove it", line, number, name)
                elif "\n" in cell or "\r" in cell:
                    yield sheet.fault("one line", quoted(cell), "put a space for the line break", line, number, name)


# ---------------------------------------------------------------- document.toml

DOCUMENT_CARD = "document.toml"


@rule(DOCUMENT_CARD, "document.toml is valid TOML.")
def toml_form(files: Files) -> Iterator[Violation]:
    for card in files.cards:
        if card.error:
            place = re.search(r"\(at line (\d+), column (\d+)\)", card.error)
            line, column = map(int, place.groups()) if place else (card.raw.count(b"\n"), 0)
            advice = 'write each field as name = "text"; the document is taken as `unfinished` until then'
            yield card.fault("TOML", f"a fault: {card.error.split(' (at ')[0]}", advice, line, column)


@rule(
    DOCUMENT_CARD,
    "document.toml has the declared fields and no others, each of its type; the id is the name of its folder.",
)
def toml_fields(files: Files) -> Iterator[Violation]:
    declared = {column.name: column for column in DOCUMENT}
    for document in files.documents.values():
        card, fields = document.card, document.card.fields
        for name in {**declared, **fields} if fields is not None else ():
            value, advice = (fields or {}).get(name), "remove it"
            if name not in declared:
                advice, expected = _near(name, declared) + advice, f"one of {', '.join(declared)}"
            else:
                column, many = declared[name], declared[name].example.startswith("[")
                advice = f"write {name} = {column.example}" if many else f'write {name} = "{column.example}"'
                if many and isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value):
                    continue
                if not many and isinstance(value, str) and (name != "id" or value == document.id):
                    continue
                if value is None and not column.required:
                    continue
                expected = (
                    "a list of names" if many else document.id if name == "id" else "text between quotation marks"
                )
            yield card.fault(expected, "none" if value is None else repr(value), advice, *card.place(None, name), name)


# ---------------------------------------------------------------- cells, validated by pandera

CELLS = "Cells"


@rule(
    CELLS,
    "A cell is as its column is declared: filled where it is required, of the form of its type, one of the listed "
    "values; a date is EDTF, and a stretch of time begins before it ends; "
    f"a quote has at most {WORDS} words, the halves of a hyphenated word counted apart.",
)
def cell_declared(files: Files) -> Iterator[Violation]:
    for sheet in (*files.sheets, *files.cards):
        for expected, row, column in failures(sheet):
            cell = row[column.name]
            found = quoted(cell) + (date_problem(cell) if column.type == "edtf" else "")
            yield sheet.at(
                row, column.name, expected, _near(cell, column.values) + f"write it like {column.example}", found
            )


# ---------------------------------------------------------------- references

REFERENCES = "References"

#: The tables in which a column's ids are found, where it does not name just one; and what else it may hold.
SOURCES = {
    "paragraphs.paragraph": ("paragraphs",),
    "places": ("paragraphs",),
    "sayers": ("actors", "instruments"),
    "ledger": ("figures", "events", "citations"),
}


@rule(
    REFERENCES,
    "Every id that a table names exists in the table it points to. Who speaks is an actor, an instrument or the "
    "document’s own author; a number is accounted for by a figure, an event or a citation of the same document. "
    "A figure of a document that is unfinished and has no figures.csv yet may be named.",
)
def reference(files: Files) -> Iterator[Violation]:
    for sheet in files.sheets:
        for column in sheet.table.columns if sheet.document else ():
            tables = SOURCES.get(column.refers, (column.refers,)) if column.refers else ()
            there = [files.vocabulary.get(name) or sheet.document.sheets[name] for name in tables]
            where = " or ".join(one.label for one in there)
            known = {f"{sheet.document.id} author", "excluded", "outside"}.union(*(one.keys for one in there))
            form, many = form_of(sheet.table, column), column.type in ("slugs", "places")
            for row in sheet.rows if there and all(one.usable for one in there) else ():
                cell = row[column.name]
                for name in cell.split(";") if many else [cell]:
                    if column.type == "places":
                        fine, expected = _is_place(files, name, tables[0]), f"a place as document:id, the id in {where}"
                    else:
                        fine, expected = name in known, f"an id of {where}"
                    if cell and not fine and (form is None or form.fullmatch(cell)):
                        advice = _near(name, known) + "add a row there"
                        yield sheet.at(row, column.name, expected, advice, quoted(name))


def _is_place(files: Files, place: str, table: str) -> bool:
    """Whether a place such as kei-2023:12 exists, or may exist in a table that is not there yet."""
    document, _, name = place.partition(":")
    sheet = files.documents[document].sheets[table] if document in files.documents else None
    return sheet is not None and (not sheet.usable or name in sheet.keys)


@rule(
    REFERENCES,
    "What names a row stands once: its key in the table, and its id, if it has one, in all tables of the document. "
    "No two annotations have the same body, and a document introduces a glossary term once.",
)
def once(files: Files) -> Iterator[Violation]:
    seen: dict[tuple, str] = {}
    for sheet in files.sheets:
        key = sheet.table.key
        own = sheet.document and any(column.name == key[0] and column.type == "id" for column in sheet.table.columns)
        scope = sheet.document.id if own else sheet.label
        for row in sheet.rows:
            names = [(key[-1], scope, *(row[name] for name in key))]
            if sheet.table.name == "annotations":
                names += [("body", "body", text.normal(row["body"])), ("term", scope, "term", row["term"])]
            for column, *name in names:
                here = f"{sheet.label}:{row.line}"
                first = seen.setdefault(tuple(name), here)
                if first != here and row[column]:
                    found = f"{quoted(row[column])}, which {first} has already"
                    advice = "change it, or remove one of the two; an annotation may point to the other with see"
                    yield sheet.at(row, column, f"a {column} of its own", advice, found)


#: The table, the column that names another row, and the column in which the two rows agree.
AGREE = (("figures", "quantity", "unit"), ("figures", "repeats", "quantity"), ("numbers", "accounted_by", "paragraph"))


@rule(
    REFERENCES,
    "A figure has the unit of its quantity and the quantity of the figure that it repeats; "
    "a number is accounted for in its own paragraph.",
)
def agreement(files: Files) -> Iterator[Violation]:
    rows = {row["quantity"]: row for row in files.vocabulary["quantities"].rows}
    for table in SOURCES["ledger"]:
        rows |= {f"{sheet.document.id}:{row[sheet.table.key[0]]}": row for sheet, row in files.each(table)}
    for table, by, column in AGREE:
        for sheet, row in files.each(table):
            for name in row[by].split(";"):
                other = rows.get(name) or rows.get(f"{sheet.document.id}:{name}") or row
                if row[column] not in (other[column], "outside"):
                    found = f"{quoted(name)}, whose {column} is “{other[column]}”"
                    advice = f"correct the {column}, or name another or none"
                    yield sheet.at(row, by, f"what has the {column} “{row[column]}”", advice, found)


@rule(REFERENCES, "Following `repeats` from figure to figure never leads back to where it began.")
def repeats_end(files: Files) -> Iterator[Violation]:
    figures = {f"{sheet.document.id}:{row['figure']}": (sheet, row) for sheet, row in files.each("figures")}
    try:
        graphlib.TopologicalSorter({name: row["repeats"].split(";") for name, (_, row) in figures.items()}).prepare()
    except graphlib.CycleError as error:
        sheet, row = figures[error.args[1][-1]]
        found = f"{quoted(row['repeats'])}, which leads back here"
        yield sheet.at(row, "repeats", "an earlier statement", "let only the later repeat the earlier", found)


# ---------------------------------------------------------------- paragraphs and order

ORDER = "Paragraphs and order"


@rule(
    ORDER,
    "The body paragraphs are 1 to n and the notes n1 to nk, without gaps; n is what the collection says of a document: "
    + ", ".join(f"{document} {count}" for document, count in schema.BODY.items())
    + ".",
)
def body_count(files: Files) -> Iterator[Violation]:
    for document in files.documents.values():
        sheet = document.sheets["paragraphs"]
        for prefix in ("", "n") if sheet.usable else ():
            rows = {row["paragraph"]: row for row in sheet.rows if re.fullmatch(prefix + r"\d+", row["paragraph"])}
            count = len(rows) if prefix else schema.BODY.get(document.id, len(rows) or 1)
            wanted = [f"{prefix}{number}" for number in range(1, count + 1)]
            gaps, over = [one for one in wanted if one not in rows], [one for one in rows if one not in wanted]
            if gaps or over:
                said = "; ".join(f"{word} {', '.join(some)}" for word, some in (("no", gaps), ("also", over)) if some)
                line, advice = rows[over[0]].line if over else 1, "add the missing paragraphs or number them anew"
                yield sheet.fault(f"the paragraphs {prefix}1 to {prefix}{count}", said, advice, line, 1, "paragraph")


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
    "Rows stand in the order of the paragraphs: title, standfirst, body, notes, outside; "
    "the tokens of a paragraph in alphabetical order.",
)
def row_order(files: Files) -> Iterator[Violation]:
    for sheet in files.sheets:
        last = (0, 0), ""
        for row in sheet.rows if sheet.document else ():
            if OUTSIDE.fullmatch(row["paragraph"]):
                place = _paragraph_place(row["paragraph"]), row.get("token", "")
                name = "token" if place[0] == last[0] else "paragraph"
                if place < last:
                    yield sheet.at(row, name, "a later one", "sort the rows", f"{quoted(row[name])} after a later one")
                last = max(place, last)


@rule(ORDER, "The counts of a paragraph’s tokens add up to its `tokens`.")
def token_sum(files: Files) -> Iterator[Violation]:
    for document in files.documents.values():
        sheet, sums = document.sheets["paragraphs"], Counter()
        for row in document.rows("tokens"):
            # What is no number is reported elsewhere.
            sums[row["paragraph"]] += int(row["count"]) if row["count"].isdecimal() else float("nan")
        for row in sheet.rows if document.sheets["tokens"].usable else ():
            total = sums[row["paragraph"]]
            if total == total and row["tokens"].isdecimal() and int(row["tokens"]) != total:
                yield sheet.at(row, "tokens", f"{total}, the sum of tokens.csv", "let the import write both again")


@rule(ORDER, "The occurrences of a number in a paragraph are counted 1, 2, 3 … in reading order.")
def occurrence(files: Files) -> Iterator[Violation]:
    seen: Counter[tuple] = Counter()
    for sheet, row in files.each("numbers"):
        place = (sheet.document, row["paragraph"], row["number"])
        seen[place] += 1
        if row["occurrence"].isdecimal() and int(row["occurrence"]) != seen[place]:
            yield sheet.at(row, "occurrence", str(seen[place]), "count the times this number stands in the paragraph")


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


def _bounds(row: Row) -> list[float | None]:
    """The two bounds as numbers; None where one is empty or is no number."""
    return [float(row[side]) if FORMS["number"].fullmatch(row[side]) else None for side in ("lower", "upper")]


@rule(FIGURES, "A bound has a basis and a basis has a bound: an empty bound goes with `none`, and only with it.")
def bound_basis(files: Files) -> Iterator[Violation]:
    for sheet, row in files.each("figures"):
        for side in ("lower", "upper"):
            basis = row[f"{side}_basis"]
            if basis in schema.BASIS and (row[side] == "") != (basis == "none"):
                expected = "an empty cell" if basis == "none" else "a number"
                yield sheet.at(row, side, f"{expected}, as the basis is {basis}", f"correct the bound or {side}_basis")


@rule(FIGURES, "A lower bound is not above the upper one.")
def lower_not_above_upper(files: Files) -> Iterator[Violation]:
    for sheet, row in files.each("figures"):
        lower, upper = _bounds(row)
        if lower is not None and upper is not None and lower > upper:
            yield sheet.at(row, "lower", f"at most upper, {row['upper']}", "correct one of the bounds")


@rule(
    FIGURES,
    "The bounds have the bases that their qualifier allows, as under “How figures are bounded”: `up-to` and "
    "`as-many-as` never assert, the words `about`, `almost` and `order` never carry an asserted bound, `at-least` "
    "asserts the lower one; bounds that are one number are equal, those of a range differ.",
)
def as_qualified(files: Files) -> Iterator[Violation]:
    for sheet, row in files.each("figures"):
        reading = READINGS.get(row["qualifier"])
        if not reading:
            continue
        after = f", as the qualifier is {row['qualifier']}"
        for side, allowed in (("lower_basis", reading.lower), ("upper_basis", reading.upper)):
            if row[side] in schema.BASIS and row[side] not in allowed:
                yield sheet.at(row, side, " or ".join(allowed) + after, reading.sentence.rstrip("."))
        lower, upper = _bounds(row)
        expected = {"equal": f"{row['lower']}, the same as lower", "below": "more than lower"}.get(reading.compare)
        if expected and None not in (lower, upper) and (lower == upper) != (reading.compare == "equal"):
            yield sheet.at(row, "upper", expected + after, reading.sentence.rstrip("."))


# ---------------------------------------------------------------- texts of ours

TEXTS = "Texts of ours"

#: How many sentences a text may have.
SENTENCES = {("paragraphs", "precis"): 3, ("annotations", "body"): 4, ("terms", "definition"): 3}


@rule(TEXTS, "A précis has 1 to 3 sentences, the body of an annotation 1 to 4, the definition of a term 1 to 3.")
def sentence_count(files: Files) -> Iterator[Violation]:
    for (table, column), most in SENTENCES.items():
        for sheet, row in files.each(table):
            count = text.sentences(row[column])
            if row[column] and not 1 <= count <= most:
                advice = "say it shorter, with abbreviations without full stops" if count else "end it with a full stop"
                yield sheet.at(row, column, f"1 to {most} sentences", advice, f"{count} in {quoted(row[column])}")


@rule(TEXTS, "An annotation of the kind `context` names its source, and a number that is excluded its reason.")
def source_or_reason(files: Files) -> Iterator[Violation]:
    for table, column, value, needed in (
        ("annotations", "kind", "context", "source"),
        ("numbers", "accounted_by", "excluded", "reason"),
    ):
        for sheet, row in files.each(table):
            if row[column] == value and not row[needed]:
                yield sheet.at(row, needed, f"a {needed}, as {column} is {value}", "say it, or leave out the row")


# ---------------------------------------------------------------- completeness

COMPLETE = "Completeness, in a document that is `read`"


@rule(COMPLETE, "Every paragraph has a précis and an annotation, and every number of the ledger is accounted for.")
def nothing_open(files: Files) -> Iterator[Violation]:
    advice = "write it, or set the status of the document to unfinished"
    for table, column in (("paragraphs", "precis"), ("numbers", "accounted_by")):
        for sheet, row in files.each(table):
            if sheet.document.read and not row[column]:
                yield sheet.at(row, column, f"a value: {row.get('number', 'paragraph')} {row['paragraph']}", advice)
    noted = {(sheet.document, row["paragraph"]) for sheet, row in files.each("annotations")}
    for sheet, row in files.each("paragraphs"):
        document, paragraph = sheet.document, row["paragraph"]
        if document.read and document.sheets["annotations"].usable and (document, paragraph) not in noted:
            yield sheet.at(row, "paragraph", f"an annotation on paragraph {paragraph}", advice, "none")


@rule(COMPLETE, "When all documents are read, at least two of them speak to each claim.")
def claims_are_shared(files: Files) -> Iterator[Violation]:
    sheets = [document.sheets["claims"] for document in files.documents.values()]
    speaking = Counter(claim for sheet in sheets for claim in {row["claim"] for row in sheet.rows})
    complete = all(sheet.document.read and sheet.usable for sheet in sheets)
    for sheet, row in files.each("claims_vocabulary"):
        if complete and speaking[row["claim"]] < 2:
            found = f"{quoted(row['claim'])}, of which {speaking[row['claim']]} speaks"
            yield sheet.at(row, "claim", "a claim of two documents", "find the second one or remove it", found)


# ---------------------------------------------------------------- a reader's copy

COPY = "With a reader’s copy"


def _copied(files: Files) -> Iterator[tuple[Document, dict[str, str], list[str]]]:
    for name, copy in files.copies.items():
        yield files.documents[name], copy["paragraphs"], copy["outside"]


@rule(COPY, "A stored copy can be read.")
def copy_readable(files: Files) -> Iterator[Violation]:
    for name, problem in files.broken.items():
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
        for paragraph, content in {**paragraphs, **({"outside": "\n".join(outside)} if outside else {})}.items():
            rows = [row for row in sheet.rows if row["paragraph"] == paragraph]
            listed, printed = [row["number"] for row in rows], text.numbers(content)
            changes = difflib.SequenceMatcher(None, listed, printed, autojunk=False).get_opcodes()
            for kind, start, end, first, last in changes if sheet.usable else ():
                if kind != "equal":
                    expected = f"in {paragraph}, as printed: {', '.join(printed[first:last]) or 'no number here'}"
                    found = ", ".join(listed[start:end]) or "no row"
                    near = (rows or sheet.rows)[min(start, len(rows) - 1)] if sheet.rows else Row(1, ())
                    line, column = sheet.place(near, "number")
                    yield sheet.fault(expected, found, "write a row for each number", line, column, "number")


@rule(COPY, "The tokens of every paragraph are those of the copy.")
def tokens_of_copy(files: Files) -> Iterator[Violation]:
    for document, paragraphs, _ in _copied(files):
        sheet = document.sheets["tokens"]
        listed: dict[str, Counter[str]] = defaultdict(Counter)
        for row in sheet.rows:
            listed[row["paragraph"]][row["token"]] += int(row["count"]) if row["count"].isdecimal() else 0
        for paragraph, content in paragraphs.items() if sheet.usable else ():
            printed = Counter(text.tokens(content))
            if differ := sorted(set((printed - listed[paragraph]) | (listed[paragraph] - printed))):
                found = f"another count of {', '.join(differ[:5])}" + " …" * (len(differ) > 5)
                line = next((row.line for row in sheet.rows if row["paragraph"] == paragraph), 1)
                advice = "let the import write the table again, or import the right copy"
                column = sheet.header.index("token") + 1
                yield sheet.fault(f"the tokens of {paragraph} in the copy", found, advice, line, column, "token")


@rule(COPY, f"Nothing in the project repeats more than {WORDS} words of a copy, but for titles and official names.")
def no_long_run(files: Files) -> Iterator[Violation]:
    runs: set[tuple[str, ...]] = set()
    for document, paragraphs, outside in _copied(files):
        runs |= leaks.runs_of(" ".join([*paragraphs.values(), *outside]))
        for paragraph, heading in files.copies[document.id]["sections"].items():
            runs |= leaks.runs_of(f"{heading} {paragraphs.get(paragraph, '')}")
    if not runs:
        return
    allowed = [*NAMES, *(str((card.fields or {}).get("title", "")) for card in files.cards)]
    allowed += [row["title"] for row in files.vocabulary["instruments"].rows]
    # A group of people has no official name: what it is called is a description.
    allowed += [row["name"] for row in files.vocabulary["actors"].rows if row["kind"] != "group"]
    stored = {files.copies_folder / f"{name}.json" for name in files.copies}
    for path in leaks.project_files(files.root, [files.copies_folder, files.corpus / "copies"]):
        file = File(path, files.root)
        if path in stored:
            advice = "keep copies in corpus/copies, which git ignores, or outside the project"
            yield file.fault("no copy among the files of the project", "a copy", advice)
            continue
        for line, name, words in leaks.shared_runs(path, runs, allowed):
            found = f"{len(words)} words of a copy: “{' '.join(words[:WORDS])} …”"
            yield file.fault(f"at most {WORDS} words in a row", found, "say it in other words", line, 0, name)


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
    files = Files(corpus, copies)
    found = {replace(violation, rule=one.name) for one in RULES.values() for violation in one.apply(files)}
    # A row with too few or too many cells has its cells under wrong names: what else it breaks means nothing.
    ragged = {(violation.file, violation.line) for violation in found if violation.rule == "row-width"}
    kept = [one for one in found if one.rule == "row-width" or (one.file, one.line) not in ragged]
    return sorted(kept, key=lambda one: (one.file, one.line, one.column, one.rule, one.found))


def main(argv: list[str] | None = None) -> int:
    """Print every violation; return 0 when there is none, 1 when there are some."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers check",
        description="Check the corpus against its rules (corpus/README.md lists them) and print every violation.",
    )
    parser.add_argument("--corpus", type=existing_folder, default=CORPUS, help="another corpus folder")
    arguments = parser.parse_args(argv)
    violations = check(arguments.corpus)
    for violation in violations:
        say(str(violation))
    return 1 if violations else 0
