"""Do bounds, dates and the ledger say what the quoted words say? Rules that need no copy."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from operator import eq

from helpers.check.wording import numbers, read_bounds, read_date, value
from helpers.corpus.dates import date_words
from helpers.corpus.storage import Fault, Sheet, quoted
from helpers.corpus.text import normal

_BOUNDS = ("qualifier", "lower", "upper")
_NAME = re.compile(r"[a-z]+-\d{4}:\w+|\b[a-z]\d+\b")  # the number in an id is part of a name


def figure_faults(sheet: Sheet) -> Iterator[Fault]:
    """Yield each figure whose bounds or period are not what its words say.

    Qualifier and bounds are a reading of the quote, or else the note prints the numbers; the years,
    months and days of the period stand in the quote or in the note.
    """
    for row in sheet.rows:
        said, note = tuple(row[name] for name in _BOUNDS), _NAME.sub("", row["note"])
        noted = {_cell(bound) for number in numbers(note) for bound in value(number) or ()}
        noted -= {str(number) for _, number in read_date(note)}
        readings = [(name, *map(_cell, bounds)) for name, *bounds in read_bounds(row["quote"])]
        kin = said[0] in [one[0] for one in readings or [said]] and {*said[1:]} - {""} <= noted
        if not kin and said not in readings and re.fullmatch(r"[\d.]*", said[1] + said[2]):
            right = max(readings or [(said[0], "", "")], key=lambda one: sum(map(eq, one, said)))
            at = [*map(eq, right, said)].index(False)
            expected = f"{right[at] or 'none'}, as the quote reads, or a note with the numbers"
            yield sheet.at("in-words", row, _BOUNDS[at], expected, "look at its quote")
        if found := _unsaid(row["period"], read_date(row["quote"]) | read_date(note)):
            expected, advice = "a period that quote and note print", "give the digits in the note"
            yield sheet.at("in-words", row, "period", expected, advice, found)


def event_faults(sheet: Sheet) -> Iterator[Fault]:
    """Yield each event whose date is not what its words say.

    A date is `stated` where the quote alone prints it, whole and not as approximate; any other is
    `inferred`, and the reason prints what the quote does not.

    >>> from helpers.corpus import schema, storage
    >>> path = storage.CORPUS / "rfa-2022" / "events.csv"
    >>> sheet = Sheet(path, schema.TABLES["events"], "rfa-2022")
    >>> sheet.rows[0]["date"] = "2022-02-16"
    >>> [fault.found for fault in event_faults(sheet)]
    ['“2022-02-16”: day 16 in no words']
    """
    for row in sheet.rows:
        date, quote = _parts(row["date"]), read_date(row["quote"])
        reason = read_date(_NAME.sub("", row["reason"]))
        further = quote ^ reason if "/" in row["date"] else quote - reason
        decades = {("decade", number // 10 * 10) for part, number in date if part == "year"}
        stated = date <= quote and not re.search("[~?%]", row["date"])
        fault = ()
        if found := _unsaid(row["date"], quote | reason):
            fault = "date", "a date that quote and reason print", "give the digits in the reason"
        elif further - date - decades:
            fault = "date", "all of the date that its words print", "or say in the reason why not"
        elif stated != (row["date_basis"] == "stated"):
            advice = f"the quote alone {'gives' if stated else 'does not give'} the date"
            fault = "date_basis", "stated" if stated else "inferred", advice
        elif not stated and not row["reason"]:
            fault = "reason", "how the date was inferred", "say it in a sentence"
        if date and fault:  # no date: a fault in the form of the cell
            yield sheet.at("in-words", row, *fault, found)


def _cell(bound: float | None) -> str:
    return "" if bound is None else f"{bound:.15g}"


def _parts(date: str) -> set[tuple[str, int]]:
    """The years, months, days and decades of an EDTF date."""
    years = re.findall(r"\b\d{3}[\dX]\b", date)  # also those that no text would print
    years = {("decade" if "X" in one else "year", int(one.replace("X", "0"))) for one in years}
    return read_date(date_words(date)) | years


def _unsaid(date: str, printed: set[tuple[str, int]]) -> str:
    """What is wrong with a date that should have no other parts than those printed."""
    start, _, end = date.partition("/")
    if date and start == end:
        return f"{quoted(date)}: the same date twice"
    missing = sorted(f"{part} {number}" for part, number in _parts(date) - printed)
    return f"{quoted(date)}: {' and '.join(missing)} in no words" if missing else ""


def ledger_faults(ledger: Sheet, sheets: dict[str, Sheet]) -> Iterator[Fault]:
    """Yield each number that is accounted for by another row than the one that quotes it.

    Where several rows of the paragraph quote a number that stands there once, the first accounts
    for it: rows with that bound or date before others, then figures before events before citations.
    A `reason` in the ledger excuses any other row.
    """
    home, quoting, entries = {}, defaultdict(list), defaultdict(list)
    for table in ("figures", "events", "citations"):
        for row in sheets[table].rows:
            paragraph, name = row["paragraph"], row[sheets[table].table.key[0]]
            home[name], bounds = paragraph, {row.get("lower"), row.get("upper")}
            bounds |= {str(number) for _, number in _parts(row.get("date", ""))}
            for number in set(map(normal, numbers(f"{row['quote']} / {row.get('article', '')}"))):
                states = bounds & {*map(_cell, value(number) or ())}
                quoting[paragraph, number].append((not states, len(home), name))
    for row in ledger.rows:
        entries[row["paragraph"], normal(row["number"])].append(row)
    for place, rows in entries.items():
        right = [name for _, _, name in sorted(quoting[place])][: 1 if len(rows) == 1 else None]
        used: set[str] = set()
        for row in rows:
            free, by = [name for name in right if name not in used] or right, row["accounted_by"]
            # Not what is excluded or explained, nor a fault in what it refers to.
            if not row["reason"] and home.get(by) == place[0]:
                used.add(by)
                if by not in free:
                    expected = f"{free[0] if free else 'a row'}, which quotes “{row['number']}”"
                    yield ledger.at("in-words", row, "accounted_by", expected, "or say why not")
