"""Whether a changed digit in the tables is seen without any copy."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from helpers.check.quotes import event_faults, figure_faults, ledger_faults
from helpers.corpus.schema import BODY, QUALIFIERS, TABLES
from helpers.corpus.storage import CORPUS, Row, Sheet

QUOTING = ("figures", "events", "citations")


@cache
def sheet_of(document: str, table: str) -> Sheet:
    return Sheet(CORPUS / document / TABLES[table].file, TABLES[table], document)


def sheet_with(table: str, *rows: dict) -> Sheet:
    """A sheet in memory only, with all cells empty that are not given."""
    sheet = Sheet(Path("nowhere", TABLES[table].file), TABLES[table])
    sheet.header = TABLES[table].names
    sheet.rows = [Row(dict.fromkeys(sheet.header, "") | row) for row in rows]
    return sheet


def changed(sheet: Sheet, row: Row, **cells: str) -> Sheet:
    """The same sheet with this one row only, and other cells in it."""
    return sheet_with(sheet.table.name, row | cells)


def other_digits(cell: str) -> list[str]:
    """The cell with one digit replaced, each way that there is."""
    places = [match.start() for match in re.finditer(r"\d", cell)]
    return [
        cell[:at] + new + cell[at + 1 :] for at in places for new in "0123456789" if new != cell[at]
    ]


def is_date(cell: str) -> bool:
    """Whether an EDTF date is still one; where it is not, the rule on the form of cells says so."""
    for end in cell.replace("X", "0").replace("..", "1").split("/"):
        season = re.fullmatch(r"\d{4}-2[1-4]", end)
        year, month, day, *_ = [*end.rstrip("~?%").split("-"), "1", "1"]
        try:
            date(int(year), 1 if season else int(month), int(day))
        except ValueError:
            return False
    return True


def well_said(faults: list) -> bool:
    """Whether there is one message, with all its parts, and none is cut."""
    return len(faults) == 1 and len(faults[0].expected) <= 85 and len(faults[0].advice) <= 60


@pytest.mark.parametrize("document", BODY)
def test_the_corpus_says_what_its_quotes_say(document):
    sheets = {table: sheet_of(document, table) for table in (*QUOTING, "numbers")}
    found = [*figure_faults(sheets["figures"]), *event_faults(sheets["events"])]
    found += ledger_faults(sheets["numbers"], sheets)
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize("column", ["lower", "upper", "period"])
@pytest.mark.parametrize("document", BODY)
def test_any_other_digit_in_a_figure_gives_one_message(document, column):
    sheet = sheet_of(document, "figures")
    for row in sheet.rows:
        for cell in other_digits(row[column]):
            if column != "period" or is_date(cell):
                found = list(figure_faults(changed(sheet, row, **{column: cell})))
                assert well_said(found), (row["figure"], row[column], cell, found)


@pytest.mark.parametrize("document", BODY)
def test_any_other_digit_in_the_date_of_an_event_gives_one_message(document):
    sheet = sheet_of(document, "events")
    for row in sheet.rows:
        for cell in filter(is_date, other_digits(row["date"])):
            found = list(event_faults(changed(sheet, row, date=cell)))
            assert well_said(found), (row["event"], row["date"], cell, found)


@pytest.mark.parametrize("document", BODY)
def test_an_event_with_the_other_basis_or_without_its_reason_gives_one_message(document):
    sheet = sheet_of(document, "events")
    for row in sheet.rows:
        other = "inferred" if row["date_basis"] == "stated" else "stated"
        assert well_said(list(event_faults(changed(sheet, row, date_basis=other))))
        if row["reason"]:
            assert well_said(list(event_faults(changed(sheet, row, reason=""))))


@pytest.mark.parametrize("document", BODY)
def test_another_qualifier_of_a_figure_gives_one_message(document):
    sheet = sheet_of(document, "figures")
    for row in sheet.rows:
        for name in QUALIFIERS.keys() - {row["qualifier"]}:
            assert well_said(list(figure_faults(changed(sheet, row, qualifier=name)))), (row, name)


@pytest.mark.parametrize("document", BODY)
def test_a_number_moved_to_any_other_row_of_its_paragraph_gives_one_message(document):
    sheets = {table: sheet_of(document, table) for table in QUOTING}
    ledger = sheet_of(document, "numbers")
    rows = [
        (row["paragraph"], row[TABLES[table].key[0]])
        for table in QUOTING
        for row in sheets[table].rows
    ]
    for index, row in enumerate(ledger.rows):
        for paragraph, other in rows:
            if row["accounted_by"] not in ("excluded", other) and paragraph == row["paragraph"]:
                moved = [
                    *ledger.rows[:index],
                    row | {"accounted_by": other},
                    *ledger.rows[index + 1 :],
                ]
                found = list(ledger_faults(sheet_with("numbers", *moved), sheets))
                assert well_said(found), (paragraph, row["number"], other, found)


FIGURE = {
    "figure": "f01",
    "quote": "at least 1,170 refugees",
    "qualifier": "at-least",
    "lower": "1170",
}


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({}, None),
        ({"lower": "1174"}, "lower"),
        ({"lower": "12x"}, None),  # the form of the cell
        ({"lower": ""}, None),  # its basis says that it is missing
        ({"upper": "1170"}, "upper"),
        ({"qualifier": "exact", "upper": "1170"}, "qualifier"),
        ({"lower": "1174", "note": "By the letter, 1,174."}, None),
        ({"lower": "1174", "note": "As in alpha-2020:1174 or f1174."}, "lower"),
        ({"quote": "several refugees"}, "lower"),
        ({"quote": "several refugees", "note": "By note 3, 1,170."}, None),
        ({"quote": "several refugees", "lower": ""}, None),
        ({"period": "2021-08"}, "period"),
        ({"period": "2021-08", "note": "August 2021."}, None),
        ({"period": "2021-08", "note": "August, as in alpha-2021:3."}, "period"),
        ({"period": "2021/2021", "note": "2021"}, "period"),
        ({"period": "199X", "note": "The 1990s."}, None),
        ({"period": "soon"}, None),  # the form of the cell
        ({"period": "2021-13", "note": "2021"}, None),
    ],
)
def test_a_figure_is_held_against_its_quote_and_note(cells, column):
    found = list(figure_faults(sheet_with("figures", FIGURE | cells)))
    assert [fault.name for fault in found] == ([column] if column else [])


@pytest.mark.parametrize(
    ("quote", "when", "basis", "reason", "column"),
    [
        ("in July 2021", "2021-07", "stated", "", None),
        ("in July 2021", "2021", "stated", "", "date"),
        ("in July 2021", "2021-07", "inferred", "July 2021.", "date_basis"),
        ("in July 2021", "2021-07~", "inferred", "The report is of July 2021.", None),
        ("in July 2021", "2021-07~", "inferred", "", "reason"),
        ("in July 2021", "2021-07~", "stated", "", "date_basis"),
        ("in July", "2021-07", "stated", "The year is 2021.", "date_basis"),
        ("in July", "2021-07", "inferred", "The year is 2021.", None),
        ("in July", "2021-08", "inferred", "August 2021.", "date"),
        ("in July", "2021-07", "inferred", "As in alpha-2021:3.", "date"),
        ("the mid-1990s", "1995~", "inferred", "Put at 1995.", None),
        ("the mid-1990s", "1985~", "inferred", "Put at 1985.", "date"),
        ("ten years after 2014", "2024", "inferred", "2014 and ten: 2024.", None),
        ("ten years after 2014", "2024", "inferred", "2024.", "date"),
        ("2009-2017", "2009/2017", "stated", "", None),
        ("2009-2017", "2009/2009", "stated", "", "date"),
        ("lately", "2020~/2023-08", "inferred", "From 2020 to August 2023.", None),
        ("lately", "2023~/2023-08", "inferred", "From 2020 to August 2023.", "date"),
        ("lately", "soon", "inferred", "", None),  # the form of the cell
    ],
)
def test_an_event_is_held_against_its_quote_and_reason(quote, when, basis, reason, column):
    row = {"event": "e01", "quote": quote, "date": when, "date_basis": basis, "reason": reason}
    found = list(event_faults(sheet_with("events", row)))
    assert [fault.name for fault in found] == ([column] if column else [])


LEDGER = {
    "figures": sheet_with(
        "figures",
        {"figure": "f01", "paragraph": "1", "quote": "peaked in 2009 at 2,914", "lower": "2914"},
        {"figure": "f02", "paragraph": "1", "quote": "seven people", "lower": "7"},
        {"figure": "f03", "paragraph": "2", "quote": "seven more", "lower": "7"},
    ),
    "events": sheet_with(
        "events", {"event": "e01", "paragraph": "1", "quote": "in 2009", "date": "2009"}
    ),
    "citations": sheet_with(
        "citations", {"citation": "c01", "paragraph": "1", "article": "7", "quote": "Seven"}
    ),
}


@pytest.mark.parametrize(
    ("entries", "faults"),
    [
        ([("2009", "e01", ""), ("2,914", "f01", ""), ("Seven", "f02", "")], 0),
        ([("2009", "f01", "")], 1),  # quoted there, but dated by the event
        ([("2009", "f01", "The figure’s own year.")], 0),
        ([("7", "c01", "")], 0),  # an article counts
        ([("7", "f02", "")], 1),
        ([("seven", "f02", ""), ("seven", "c01", "")], 0),
        (
            [("seven", "f02", ""), ("seven", "f02", "")],
            1,
        ),  # twice the same while another row quotes it
        ([("2,914", "f01", ""), ("2,914", "f01", "")], 0),
        ([("three", "f01", "")], 1),
        (
            [
                ("seven", "f03", ""),
                ("seven", "", ""),
                ("seven", "excluded", "pronoun"),
                ("seven", "f9", ""),
            ],
            0,
        ),
    ],
)
def test_a_number_belongs_to_the_row_that_quotes_it(entries, faults):
    rows = [
        {"paragraph": "1", "number": number, "accounted_by": by, "reason": reason}
        for number, by, reason in entries
    ]
    found = list(ledger_faults(sheet_with("numbers", *rows), LEDGER))
    assert [fault.name for fault in found] == ["accounted_by"] * faults
