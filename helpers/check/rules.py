"""The rules of the corpus, each declared once.

A rule is a function under ``@rule(advice, *tables)``: its docstring is what the codebook prints,
and it yields each place that breaks it. It is asked about each document in which these tables can
be read, or, where no table is named, once about the whole folder.
"""

from __future__ import annotations

import inspect
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from itertools import groupby, pairwise
from typing import NamedTuple

from helpers.check import leaks, quotes
from helpers.check.folder import Document, Folder
from helpers.check.wording import numbers
from helpers.corpus.dates import date_span
from helpers.corpus.schema import QUALIFIERS, TABLES, TYPES, VALUES, Column
from helpers.corpus.storage import Fault, Row, Sheet, quoted
from helpers.corpus.text import normal, tokens


class Rule(NamedTuple):
    """What a rule says, how to mend what breaks it, the tables that it needs, and how it looks."""

    sentence: str
    advice: str
    tables: tuple[str, ...]
    apply: Callable[[Folder | Document], Iterable[Fault]]


#: Every rule by its name, in the order in which they are applied and printed.
RULES: dict[str, Rule] = {}

#: What the reader of the files reports itself; a file that breaks one is looked at no further.
FORM = {
    "plain-text": "A file is UTF-8, its lines end with a line feed, no character is hidden.",
    "csv-form": 'A cell with a comma or a " stands between ", and a " inside it is doubled.',
    "all-columns": "A table has its columns, each once, in order; others may stand between them.",
    "row-width": "A row has as many cells as the header row; there are no blank lines.",
    "cell-tidy": "A cell neither begins nor ends with white space, and has no line break.",
    "toml-form": "document.toml is valid TOML.",
    "copy-readable": "A reader’s copy can be read.",
}


def rule(advice: str, *tables: str) -> Callable:
    """Declare the decorated function a rule; its name with hyphens is the rule's name."""

    def declare(function: Callable) -> Callable:
        sentence = " ".join(inspect.getdoc(function).split())
        RULES[function.__name__.replace("_", "-")] = Rule(sentence, advice, tables, function)
        return function

    return declare


def faults(folder: Folder) -> Iterator[Fault]:
    """Apply every rule; what several rows of a file have in common is reported once."""
    yield from folder.faults
    for sheet in folder.files():
        yield from sheet.faults
    rows: set[tuple[str, int]] = set()
    for name, one in RULES.items():
        causes: dict[tuple, list[Fault]] = defaultdict(list)
        for place in folder.documents.values() if one.tables else [folder]:
            if all(place[table].usable for table in one.tables):
                for it in one.apply(place):
                    # What the words of a row say matters when the row is in order.
                    if name != "in-words" or (it.file, it.line) not in rows:
                        causes[it.file, it.name, it.expected, it.found].append(it)
        for first, *more in causes.values():
            rows |= {(it.file, it.line) for it in (first, *more)}
            found = first.found + (f", and {len(more)} like it" if more else "")
            yield replace(first, found=found, advice=first.advice or one.advice, rule=name)


def _wrong(sheet: Sheet, row: Row, name: str, expected: str, found: str = "") -> Fault:
    """A fault in a cell; what to do about it is said by the rule, and `faults` adds both."""
    return sheet.at("", row, name, expected, "", found)


def _near(name: object, known: Iterable[str]) -> str:
    """A suggestion for a misspelt name, or nothing."""
    close = get_close_matches(name[:99], known, 1) if isinstance(name, str) else ""
    return f"“{close[0]}”? or " if close else ""


@rule("write it, or keep it elsewhere")
def files(folder: Folder) -> Iterator[Fault]:
    """A document has document.toml and paragraphs.csv, vocabulary/ has all the shared tables, and
    nothing else lies beside the declared files."""
    groups = ["vocabulary", *folder.documents]
    known = {folder.path / name for name in ("README.md", "copies", *groups)} | {folder.copies}
    for sheet in folder.files():
        known.add(sheet.path)
        needed = sheet.table.shared or sheet.table.name in ("document", "paragraphs")
        if needed and not sheet.exists:
            yield _wrong(sheet, Row(), "", f"this file: {','.join(sheet.table.names)}", "none")
    strays = [path for name in ("", *groups) for path in folder.inside(name) if path not in known]
    for path in strays or ([] if folder.documents else [folder.path]):
        expected = "a folder for each document, and in it only declared files"
        expected = _near(path.name, [one.name for one in known]) + expected
        label = path.relative_to(folder.path.parent).as_posix()
        yield Fault(label, 0, 0, "", expected, quoted(path.name), "", "")


#: What a cell looks like by the type of its column, or the name; any other may be any text.
FORMS = {
    "id": r"[a-z0-9]+(-[a-z0-9]+)*",
    "paragraph": r"title|standfirst|n?[1-9][0-9]{0,3}|outside",
    "number": r"[0-9]{1,15}(\.[0-9]{1,15})?",
    "count": r"0|[1-9][0-9]{0,5}",
    "slug": r"[^;:\n]+",
    "slugs": r"[^;:\s]+(;[^;:\s]+)*",
    "places": r"[a-z0-9-]+:[a-z0-9-]+(;[a-z0-9-]+:[a-z0-9-]+)*",
    "text language": r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*",
    "text token": r"[^\W_A-Z]+('[^\W_A-Z]+)?",
    "text url": r"https://[^\s/]+\.\S+",
}


def _is_date(cell: str) -> bool:
    try:
        days = [day for day in date_span(cell) if day]
    except ValueError:
        return False
    return days == sorted(days) != [] and 1000 <= days[0].year <= days[-1].year < 3000


def _is_declared(column: Column, cell: object) -> bool:
    """Whether a cell, or a field of document.toml, is as its column says."""
    if column.type == "names":
        return isinstance(cell, list) and all(isinstance(name, str) and name for name in cell)
    if not cell or not isinstance(cell, str):
        return cell == "" and not column.required
    if column.values:
        return cell in column.values
    if column.type == "quote":
        return max(len(cell.split()), len(tokens(cell))) <= 8
    form = FORMS.get(column.type) or FORMS.get(f"text {column.name}", "(?s:.*)")
    return _is_date(cell) if column.type == "edtf" else bool(re.fullmatch(form, cell))


@rule("correct it")
def cell_declared(folder: Folder) -> Iterator[Fault]:
    """A cell is as its column is declared: filled where it is required, of the form of its type,
    one of the listed values. A date is EDTF, begins before it ends and lies between 1000 and
    2999; a number has at most 15 digits; a quote has at most 8 words, the halves of a hyphenated
    word counted apart; a language is a BCP 47 tag and an address one of https."""
    for sheet in folder.sheets():
        for column in sheet.table.columns:
            kind = " or ".join(column.values) or f"{TYPES[column.type]}, like {column.example}"
            for row in sheet.rows:
                if not _is_declared(column, cell := row.get(column.name, "")):
                    expected = f"a value: {column.definition}" if cell == "" else kind
                    near = _near(cell, column.values)
                    yield _wrong(sheet, row, column.name, near + expected)


@rule("correct it, or remove it", "document")
def card(document: Document) -> Iterator[Fault]:
    """document.toml has the declared fields alone. Its id is the name of the folder, its title
    that of the paragraph `title`; a date that rests on the address stands in it."""
    said, sheet = document.card, document["document"]
    row, known, title = sheet.rows[0], sheet.table.names, _counts(document).get("title")
    wrong = {name: f"{_near(name, known)}a declared field" for name in row if name not in known}
    if said["id"] not in ("", document.id):
        wrong["id"] = document.id
    dated = all(part in said["url"] for part in re.findall(r"\d+", said["published"]))
    if said["published_basis"] == "address" and not dated:
        wrong["published"] = "a date whose numbers stand in url"
    if said["title"] and title not in (None, Counter(tokens(said["title"]))):
        wrong["title"] = "the tokens of paragraph title"
    return (_wrong(sheet, row, name, expected) for name, expected in wrong.items())


#: The tables in which a column's ids are found, where it does not name just one, …
TARGETS = {
    "paragraphs.paragraph": ("paragraphs",),
    "places": ("paragraphs",),
    "sayers": ("actors", "instruments"),
    "ledger": ("figures", "events", "citations"),
}
#: … and what else may stand there.
ALSO = {
    "numbers paragraph": "outside",
    "numbers accounted_by": "excluded",
    "recommendations route": "open",
}


@rule("correct it, or add a row there")
def reference(folder: Folder) -> Iterator[Fault]:
    """Every id that a table names exists in the table it points to, and is reported once where
    it does not. Who speaks is an actor, an instrument or the document’s own author; a number is
    accounted for by a figure, an event or a citation of the same document; a hand of a route may
    be `open`. A table that cannot be read may hold any id."""
    known: dict[tuple, set[str] | None] = {}
    missing: dict[tuple, list[Fault]] = defaultdict(list)
    for sheet in folder.sheets():
        for column in (column for column in sheet.table.columns if column.refers):
            tables = TARGETS.get(column.refers, (column.refers,))
            also = f"{sheet.document} author" if column.refers == "sayers" else ""
            also = ALSO.get(f"{sheet.table.name} {column.name}", also)
            sound = re.compile(FORMS[column.type]).fullmatch
            cells = ((row, row[column.name]) for row in sheet.rows if sound(row[column.name]))
            for row, name in ((row, name) for row, cell in cells for name in cell.split(";")):
                document, _, slug = name.rpartition(":")
                place = tables, "" if TABLES[tables[0]].shared else document or sheet.document
                if place not in known:
                    known[place] = folder.ids(*place)
                ids = known[place]
                if ids is not None and slug not in ids and slug != also:
                    where = " or ".join(TABLES[table].file for table in tables)
                    expected = f"{_near(slug, ids)}an id of {document} {where}"
                    it = _wrong(sheet, row, column.name, expected, quoted(slug))
                    missing[*place, slug if ids else ""].append(it)
    for first, *more in missing.values():
        found = first.found + (f" in {len(more) + 1} rows" if more else "")
        yield replace(first, found=found)


@rule("change one of the two, or remove it")
def once(folder: Folder) -> Iterator[Fault]:
    """What names a row stands once: its key in the table, and its id, if it has one, in all
    tables of the document. No two annotations have the same body, and a document introduces a
    glossary term once."""
    seen: dict[tuple, str] = {}
    for sheet in (sheet for sheet in folder.sheets() if sheet.table.name in TABLES):
        key, home = sheet.table.key, sheet.label
        if sheet.document and sheet.table.columns[0].type == "id":
            home = sheet.document
        for row in sheet.rows:
            names = {key[-1]: (home, *map(row.get, key))}
            if sheet.table.name == "annotations":
                names |= {"body": ("", row["body"]), "term": (home, "", row["term"])}
            here = f"{sheet.label}:{row.line}"
            for column, name in names.items():
                if row[column] and (first := seen.setdefault(name, here)) != here:
                    found = f"{quoted(row[column])} as in {first}"
                    yield _wrong(sheet, row, column, f"a {column} of its own", found)
                    break


#: The table, the column that names another row, and the column in which the two rows agree.
AGREE = (
    ("figures", "quantity", "unit"),
    ("figures", "repeats", "quantity"),
    ("numbers", "accounted_by", "paragraph"),
)


@rule("correct one of the two, or name another")
def agreement(folder: Folder) -> Iterator[Fault]:
    """A figure has the unit of its quantity; it repeats an earlier figure of the same quantity,
    in the order of publication; a number is accounted for in its own paragraph; a code begins
    with its scheme."""
    rows = {row["quantity"]: row for _, row in folder.each("quantities")}
    for table in TARGETS["ledger"]:
        rows |= {f"{one.document}:{row[table[:-1]]}": row for one, row in folder.each(table)}
    for table, by, column in AGREE:
        for sheet, row in folder.each(table):
            for name in filter(None, row[by].split(";")):
                other = rows.get(name) or rows.get(f"{sheet.document}:{name}") or row
                if row[column] not in (other.get(column, row[column]), "outside"):
                    found = f"{quoted(name)}, whose {column} is {quoted(other[column])}"
                    yield _wrong(sheet, row, by, f"one with {column} {quoted(row[column])}", found)
    for sheet, row in folder.each("codes"):
        if not row["code"].startswith(f"{row['scheme']}-"):
            yield _wrong(sheet, row, "code", f"{row['scheme']}-…, after its scheme")
    dates = {one.id: one.card["published"] for one in folder.documents.values()}
    earlier = set() if all(dates.values()) else set(rows)
    for sheet, row in sorted(folder.each("figures"), key=lambda pair: dates[pair[0].document]):
        if not earlier.issuperset(name for name in row["repeats"].split(";") if name in rows):
            yield _wrong(sheet, row, "repeats", "a figure further up, or before")
        earlier.add(f"{sheet.document}:{row['figure']}")


@rule("add what is missing, correct it, or number anew", "paragraphs")
def paragraphs(document: Document) -> Iterator[Fault]:
    """There are a title, the body paragraphs 1 to n and the notes n1 to nk without gaps, in the
    documents of the collection as many as it says. A section is one stretch of paragraphs, and
    beside a copy the copy’s sub-heading or its first 8 words."""
    sheet = document["paragraphs"]
    rows = {row["paragraph"]: row for row in sheet.rows}
    notes = [name for name in rows if re.fullmatch(r"n\d+", name)]
    wanted = document.body + [f"n{number}" for number in range(1, len(notes) + 1)]
    over = [name for name in rows if name not in (*wanted, "standfirst")]
    lacking = ", ".join(name for name in wanted if name not in rows)
    if over or lacking:
        expected = f"paragraph {lacking}" if lacking else f"no more than {wanted[-1]}"
        row = rows[over[0]] if over else Row()
        yield _wrong(sheet, row, "paragraph", expected, ", ".join(over) or "none")
    ended, headings = set(), document.printed["sections"]
    for section, stretch in groupby(sheet.rows, lambda row: row["section"]):
        for row in stretch:
            words = headings.get(row["paragraph"], section).split()
            if headings and section not in (" ".join(words), " ".join(words[:8]) + " …"):
                yield _wrong(sheet, row, "section", quoted(" ".join(words)))
            elif not headings and section in ended:
                yield _wrong(sheet, row, "section", "one stretch of paragraphs")
        ended |= {section} - {""}


def _order(paragraph: str) -> tuple[int, int]:
    """Return the sort key of a paragraph id: title, standfirst, body, notes, outside.

    >>> sorted(["n1", "10", "outside", "2", "standfirst", "title"], key=_order)
    ['title', 'standfirst', '2', '10', 'n1', 'outside']
    """
    if number := re.fullmatch(r"n?([0-9]{1,4})", paragraph):
        return (3 if paragraph[0] == "n" else 2), int(number[1])
    return {"title": 0, "standfirst": 1}.get(paragraph, 4), 0


@rule("sort the rows")
def row_order(folder: Folder) -> Iterator[Fault]:
    """Rows stand in the order of the paragraphs: title, standfirst, body, notes, outside; the
    tokens of a paragraph in alphabetical order."""
    for sheet in folder.sheets():
        rows = sheet.rows if "paragraph" in sheet.table.names else []
        places = [((_order(row["paragraph"]), row.get("token", "")), row) for row in rows]
        for (one, before), (two, row) in pairwise(places):
            if two < one:
                name = "token" if two[0] == one[0] else "paragraph"
                found = f"{quoted(row[name])} after {quoted(before[name])}"
                yield _wrong(sheet, row, name, "a later one", found)
                break


def _whole(cell: str) -> int:
    return int(cell) if re.fullmatch(FORMS["count"], cell) else 0


def _counts(document: Document) -> dict[str, Counter[str]]:
    """The tokens of every paragraph in which they add up."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in document["tokens"].rows if document["tokens"].usable else ():
        counts[row["paragraph"]][row["token"]] += _whole(row["count"])
    said = {row["paragraph"]: _whole(row["tokens"]) for row in document["paragraphs"].rows}
    return {name: counts[name] for name in said if counts and counts[name].total() == said[name]}


@rule("correct it, or let the import write the tokens again", "paragraphs", "tokens")
def token_counts(document: Document) -> Iterator[Fault]:
    """The counts of a paragraph’s tokens add up to its `tokens`; beside a copy they are those of
    the copy."""
    sheet, counts = document["paragraphs"], _counts(document)
    printed = document.printed["paragraphs"]
    for row in sheet.rows if document["tokens"].rows else ():
        name = row["paragraph"]
        if name not in counts:
            yield _wrong(sheet, row, "tokens", "the sum of its rows in tokens.csv")
        elif name in printed and (there := Counter(tokens(printed[name]))) != counts[name]:
            differ = sorted((there - counts[name]) | (counts[name] - there))
            found = f"another count of {', '.join(differ[:5])}"
            yield _wrong(sheet, row, "tokens", "the tokens of the copy", found)
    for name in printed.keys() - sheet.keys:
        yield _wrong(sheet, Row(), "paragraph", f"paragraph {name} of the copy", "none")


def _stands(quote: str, text: str) -> bool:
    """Whether a quote stands in a text and cuts no word or number; both in normal form.

    A footnote's number may follow a word directly, so that a digit after a letter cuts nothing.

    >>> _stands("170 people", "170 people left"), _stands("170 people", "1,170 people left")
    (True, False)
    >>> _stands("people", "the people.4"), _stands("people", "the peoples"), _stands("2", "2.5")
    (True, False, False)
    """
    before, after = r"(?<![^\W_])(?<!\d[.,])", r"(?![^\W\d_])(?!(?<=\d)[.,]?\d)"
    return re.search(before + re.escape(quote) + after, text) is not None


@rule("copy it as it is printed, or correct the paragraph", "paragraphs")
def quote(document: Document) -> Iterator[Fault]:
    """Every quote stands in its paragraph: its tokens do, as often as it has them or is said to
    stand there; beside a copy it does so word for word, in the normal form of
    helpers/corpus/text.py, and cuts no word or number."""
    counts = _counts(document)
    printed = {name: normal(text) for name, text in document.printed["paragraphs"].items()}
    for sheet in (sheet for sheet in document.values() if sheet.usable):
        columns = [column for column in sheet.table.columns if column.type == "quote"]
        for row, column in ((row, column) for row in sheet.rows for column in columns):
            cell, paragraph, found = row[column.name], row["paragraph"], ""
            said = normal(cell) if _is_declared(column, cell) else ""
            if said and paragraph in printed and not _stands(said, printed[paragraph]):
                places = [other for other in printed if _stands(said, printed[other])]
                found = f"{quoted(cell)}, which stands in {', '.join(places) or 'none'}"
            elif paragraph in counts and paragraph not in printed:
                there, times = counts[paragraph], _whole(row.get("times", "1"))
                for token, count in Counter(tokens(said)).items():
                    if there[token] + there[f"{token}'s"] < count * times:
                        found = f"“{token}”, which does not stand there so often"
            if found:
                yield _wrong(sheet, row, column.name, f"a phrase of {paragraph}", found)


def _numbers(words: Iterable[str]) -> list[str]:
    """The numbers in tokens, the shorter first."""
    return sorted(numbers(" / ".join(words)), key=lambda number: (len(number), number))


@rule("write a row for each number, in reading order", "paragraphs", "numbers")
def ledger(document: Document) -> Iterator[Fault]:
    """The ledger lists every number of a paragraph and no other: those among its tokens, and
    beside a copy those printed there, in order. What is in the ledger alone is a note’s mark: 2
    in note n2, and in the body they count up. Occurrences of a number count up, too."""
    sheet, counts, printed = document["numbers"], _counts(document), document.printed["paragraphs"]
    listed: dict[str, list[Row]] = defaultdict(list)
    seen, marks, sound = Counter(), set(), len(counts) == len(document["paragraphs"].rows)
    for row in sheet.rows:
        listed[row["paragraph"]].append(row)
        seen[row["paragraph"], row["number"]] += 1
        if numbers(row["number"]) != [row["number"]]:
            yield _wrong(sheet, row, "number", "one number and nothing else")
        elif row["occurrence"] != (count := str(seen[row["paragraph"], row["number"]])):
            yield _wrong(sheet, row, "occurrence", count)
    for name in {**counts, **printed} if sheet.rows else ():
        rows = listed[name]
        if name in printed:
            expected, found = numbers(printed[name]), [row["number"] for row in rows]
        else:
            expected = _numbers(counts[name].elements())
            found = _numbers(token for row in rows for token in tokens(row["number"]))
            for mark in (Counter(found) - Counter(expected)).elements():
                may = {name[1:]} & marks if name[0] == "n" else {*marks, str(len(marks) + 1)}
                if mark in may or not sound:
                    found.remove(mark)
                sound, marks = sound and mark in may, marks | {mark}
        if expected != found:
            lacking, over = Counter(expected) - Counter(found), Counter(found) - Counter(expected)
            shown = [row for row in rows if over.keys() & {*_numbers(tokens(row["number"]))}]
            said = f"in {name}: {', '.join(lacking or expected) or 'no number'}"
            row = (shown or rows or [Row()])[0]
            yield _wrong(sheet, row, "number", said, ", ".join(over or found) or "no row")


@rule("correct the bound, its basis or the qualifier", "figures")
def bounds(document: Document) -> Iterator[Fault]:
    """An empty bound goes with `none`, and only with it. The bases are those that the qualifier
    allows, as under “How figures are bounded”. No lower bound is above the upper one; bounds that
    are one number are equal, those of a range differ."""
    sheet = document["figures"]
    for row in sheet.rows:
        qualifier = QUALIFIERS.get(row["qualifier"], {"compare": ""})
        for side in ("lower", "upper"):
            basis, allowed = row[f"{side}_basis"], qualifier.get(side, VALUES["bases"])
            if basis in VALUES["bases"] and basis not in allowed:
                expected = f"{' or '.join(allowed)}, as it is {row['qualifier']}"
                yield _wrong(sheet, row, f"{side}_basis", expected)
            elif (row[side] == "") != (basis == "none"):
                expected = "an empty cell" if row[side] else "a number"
                yield _wrong(sheet, row, side, f"{expected}, as the basis is {basis}")
        if all(re.fullmatch(FORMS["number"], row[side]) for side in ("lower", "upper")):
            lower, upper = float(row["lower"]), float(row["upper"])
            compare = qualifier["compare"]
            if lower > upper or (compare and (lower == upper) != (compare == "equal")):
                said = {"equal": "the same as", "below": "more than"}.get(compare, "no less than")
                yield _wrong(sheet, row, "upper", f"{said} lower, {row['lower']}")


@rule("", "figures", "events", "citations", "numbers")
def in_words(document: Document) -> Iterator[Fault]:
    """Bounds and dates are what the words say. The qualifier and the bounds of a figure are a
    reading of its quote, or the note prints the numbers; its period stands in quote or note. A
    date is `stated` where its quote prints it, else the reason prints the rest. A number is
    accounted for by the row that quotes it, or the ledger says why not."""
    yield from quotes.figure_faults(document["figures"])
    yield from quotes.event_faults(document["events"])
    yield from quotes.ledger_faults(document["numbers"], document)


#: How many sentences a text may have.
SENTENCES = (("paragraphs", "precis", 3), ("annotations", "body", 4), ("terms", "definition", 3))

#: The table, a column, its values with which another column is needed (none: any), and that one.
NEEDED = (
    ("annotations", "kind", ("context",), "source"),
    ("numbers", "accounted_by", ("excluded",), "reason"),
    ("claims", "support", ("statement", "rule"), "rests_on"),
    ("document", "published_basis", ("address",), "url"),
    ("figures", "onward", (), "onward_sign"),
    ("figures", "onward_sign", (), "onward"),
    ("recommendations", "tone_else", (), "tone_reason"),
    ("recommendations", "tone_reason", (), "tone_else"),
    ("instruments", "china_step", ("ratified", "acceded"), "china_date"),
    ("instruments", "china_date", (), "china_step"),
)


def _sentences(text: str) -> int:
    """Count the sentences of a text of ours, which has no abbreviations with a full stop.

    >>> _sentences("It asks. It does not say whom.")
    2
    """
    return len(re.findall(r"[.!?][”\"’')]*(?=\s+[^a-z\s]|\s*$)", text))


@rule("say it in whole sentences, or leave out what needs it")
def said_in_full(folder: Folder) -> Iterator[Fault]:
    """A précis has 1 to 3 sentences, the body of an annotation 1 to 4, the definition of a term 1
    to 3. An annotation of the kind `context` has its source, a number that is excluded its reason,
    and each of two columns that belong together the other."""
    for table, column, most in SENTENCES:
        for sheet, row in folder.each(table):
            if row[column] and not 1 <= (count := _sentences(row[column])) <= most:
                found = f"{count} in {quoted(row[column])}"
                yield _wrong(sheet, row, column, f"1 to {most} sentences", found)
    for table, column, values, other in NEEDED:
        for sheet, row in folder.each(table):
            said = row.get(column)
            if said and said in (values or (said,)) and not row.get(other):
                yield _wrong(sheet, row, other, f"a {other}, as {column} is {said}")


@rule("write it, or set the status of the document to unfinished", "document")
def nothing_open(document: Document) -> Iterable[Fault]:
    """In a document that is `read` every table is there and has rows, or the note in
    document.toml says, for one, “No claims.”; every paragraph has a précis and an annotation,
    every number its account."""
    return open_work(document) if document.card["status"] == "read" else ()


def open_work(document: Document) -> Iterator[Fault]:
    """Return what is missing in a document until it has been read."""
    note = normal(document.card["note"])
    for name, sheet in document.items():
        if not sheet.exists and name != "paragraphs":
            yield _wrong(sheet, Row(), "", f"the table {name}", "no file")
        elif sheet.usable and not sheet.rows and f"no {name}." not in note:
            yield _wrong(sheet, Row(), "", f"rows, or “No {name}.” in the note", "none")
    sheet, notes = document["paragraphs"], document["annotations"].rows
    noted = {row["paragraph"] for row in notes}
    for row in sheet.rows:
        if not row["precis"]:
            yield _wrong(sheet, row, "precis", f"a précis of {row['paragraph']}")
        if notes and row["paragraph"] not in noted:
            yield _wrong(sheet, row, "paragraph", f"an annotation on {row['paragraph']}", "none")
    for row in (row for row in document["numbers"].rows if not row["accounted_by"]):
        expected = f"what accounts for {row['number']} in {row['paragraph']}"
        yield _wrong(document["numbers"], row, "accounted_by", expected)


@rule("find a second document that speaks to it, or remove it")
def claims_are_shared(folder: Folder) -> Iterator[Fault]:
    """When all documents are read, at least two of them speak to each claim."""
    spoken = [{row["claim"] for row in one["claims"].rows} for one in folder.documents.values()]
    read = all(one.card["status"] == "read" for one in folder.documents.values())
    for sheet, row in folder.each("claims_vocabulary") if read and all(spoken) else ():
        if (count := sum(row["claim"] in claims for claims in spoken)) < 2:
            found = f"{quoted(row['claim'])}, of which {count} speaks"
            yield _wrong(sheet, row, "claim", "a claim of two documents", found)


rule("say it in other words")(leaks.no_long_run)
