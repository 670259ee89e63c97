"""The check: every rule is caught alone, at its file, line and column."""
# ruff: noqa: E501 - a case, like a row of a table, stays on its line

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers.check import check, main, report, rules
from helpers.check.rules import FORM, RULES
from helpers.corpus import schema

PROJECT = Path(rules.__file__).parents[2]


A, B, V = "alpha-2020", "beta-2021", "vocabulary"
ALL = (A, B)
PARAGRAPH_1 = "The keeper says that up to 40 lamps burned along the quay in March 2019."


def case(rule, file, line, name, apply, copies=(), count=1):
    """One broken corpus: the rule that catches it, where, and how to break it."""
    return SimpleNamespace(
        rule=rule, file=file, line=line, name=name, apply=apply, copies=copies, count=count
    )


def cell(rule, file, line, **cells):
    """A case in which one cell is written; the first one given is where the fault is found."""
    return case(rule, file, line, next(iter(cells)), lambda c: c.set(file, line, **cells))


def changed(file, old, new, rule, line, name=""):
    return case(rule, file, line, name, lambda c: c.replace(file, old, new))


def bytes_changed(file, change, rule, line, name=""):
    return case(
        rule, file, line, name, lambda c: c.write(file, change((c.corpus / file).read_bytes()))
    )


def _extra_paragraph(c):
    c.add(f"{B}/paragraphs.csv", "4||argument|1|It says nothing.")
    c.add(f"{B}/annotations.csv", "a04|4||question|Is there a third one?|||")
    c.add(f"{B}/tokens.csv", "4|nothing|1")


def _gap_in_notes(c):
    c.add(f"{A}/paragraphs.csv", "n3||note|0|It says nothing.")
    c.add(f"{A}/annotations.csv", "a07|n3||question|Is there a second one?|||")


def _lonely_claim(c):
    c.add(f"{V}/claims.csv", "moths-eat-lamps|Moths eat lamps.|A moth with a lamp.|Moths eat|fact")
    c.add(f"{B}/claims.csv", "2|moths were seen|moths-eat-lamps|asserts|council||none")


def _sections(c, *sections):
    for line, section in enumerate(sections, 4):
        c.set(f"{A}/paragraphs.csv", line, section=section)


def _marks(c):
    """A mark that the ledger has and the tokens have not belongs to a note."""
    c.add(f"{A}/numbers.csv", "2|2|1|excluded|footnote mark", 6)


def with_card(*lines):
    """A case of document.toml: what a line becomes, the rule, the line, the field."""
    old, new, rule, line, *name = lines
    return changed(f"{B}/document.toml", old, new, rule, line, *name)


def _notes(c):
    words = "The keeper says that up to 40 lamps burned"
    (c.root / "notes.md").write_text(f"# Notes\n\nI read: {words}\n", encoding="utf-8")


def _notebook(c):
    words = "The <b>keeper</b> says that up to 40 lamps burned"
    cells = [
        {"cell_type": "markdown", "source": ["Nothing here"]},
        {
            "cell_type": "code",
            "source": [],
            "outputs": [{"data": {"text/html": [words], "image/png": "x"}}],
        },
    ]
    (c.root / "notes.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")


CASES = [
    # files
    case("nothing-open", f"{A}/annotations.csv", 0, "", lambda c: (c.corpus / A / "annotations.csv").unlink()),
    case("files", f"{V}/terms.csv", 0, "", lambda c: (c.corpus / V / "terms.csv").unlink()),
    case("files", f"{A}/document.toml", 0, "", lambda c: (c.corpus / A / "document.toml").unlink()),
    case("files", f"{A}/figure.csv", 0, "", lambda c: c.write(f"{A}/figure.csv", "figure\n")),
    bytes_changed(f"{A}/claims.csv", lambda raw: raw.replace(b"boats came", b"b\xf6ats came"), "plain-text", 3),
    bytes_changed(f"{A}/document.toml", lambda raw: raw.replace(b"Ann", b"\xc4nn"), "plain-text", 4),
    bytes_changed(f"{A}/figures.csv", lambda raw: b"\xef\xbb\xbf" + raw, "plain-text", 1),
    bytes_changed(f"{B}/events.csv", lambda raw: raw.replace(b"\n", b"\r\n"), "plain-text", 1),
    bytes_changed(f"{B}/events.csv", lambda raw: raw[:-1] + b"\r\n", "plain-text", 2),
    bytes_changed(f"{B}/document.toml", lambda raw: raw.replace(b"\n", b"\r\n"), "plain-text", 1),
    bytes_changed(f"{B}/figures.csv", lambda raw: raw[:-1], "plain-text", 5),
    changed(f"{A}/events.csv", "e01,1,in March", 'e01,1,"in March', "csv-form", 2),
    changed(f"{A}/events.csv", "e01,1,in March", 'e01,1,"in" March', "csv-form", 2),
    changed(f"{A}/citations.csv", "use,note,", "use,remark,", "all-columns", 1),
    changed(f"{A}/figures.csv", "repeats,note,", "note,repeats,", "all-columns", 1),
    case("all-columns", f"{A}/citations.csv", 1, "", lambda c: c.replace(f"{A}/citations.csv", "use,note", "use,use")),
    case("all-columns", f"{A}/recommendations.csv", 1, "", lambda c: c.write(f"{A}/recommendations.csv", "")),
    changed(f"{A}/claims.csv", "keeper,,none,\n", "keeper,,none,,\n", "row-width", 2),
    changed(f"{A}/claims.csv", "keeper,,none,\n", "keeper,,none\n", "row-width", 2),
    changed(f"{A}/claims.csv", "keeper,,none,\n", "keeper,,none,\n\n", "row-width", 3),
    cell("cell-tidy", f"{A}/annotations.csv", 6, source="Harbour archive,\nfolder"),
    cell("cell-tidy", f"{A}/figures.csv", 3, counted=" boats"),
    cell("cell-tidy", f"{A}/figures.csv", 3, quote="At least 12 boats\u00a0"),
    # document.toml
    changed(f"{A}/document.toml", 'genre = "column"', "genre = column", "toml-form", 6),
    changed(f"{A}/document.toml", 'note = "No', 'note = No', "toml-form", 14),
    changed(f"{A}/document.toml", 'genre = "column"', 'genre = "column"\ngenus = "x"', "card", 7, "genus"),
    changed(f"{A}/document.toml", 'genre = "column"\n', "", "cell-declared", 0, "genre"),
    changed(f"{A}/document.toml", 'genre = "column"', "genre = 3", "cell-declared", 6, "genre"),
    changed(f"{A}/document.toml", 'genre = "column"', 'genre = ""', "cell-declared", 6, "genre"),
    changed(f"{A}/document.toml", '["Ann Invented"]', '"Ann Invented"', "cell-declared", 4, "authors"),
    changed(f"{A}/document.toml", 'basis = "stated"', 'basis = "guessed"', "cell-declared", 8, "published_basis"),
    changed(f"{A}/document.toml", 'published = "2020"', 'published = "2020-13"', "cell-declared", 7, "published"),
    changed(f"{A}/document.toml", f'id = "{A}"', 'id = "alpha-2021"', "card", 1, "id"),
    # cells
    cell("cell-declared", f"{A}/events.csv", 2, label=""),
    cell("cell-declared", f"{A}/figures.csv", 4, lower="3,0"),
    cell("cell-declared", f"{A}/figures.csv", 4, upper="three"),
    cell("cell-declared", f"{A}/citations.csv", 3, citation="C 2"),
    cell("cell-declared", f"{A}/events.csv", 2, actors="keeper;;town"),
    cell("cell-declared", f"{A}/annotations.csv", 5, see="beta-2021"),
    cell("cell-declared", f"{B}/recommendations.csv", 2, tone="loud"),
    cell("cell-declared", f"{A}/figures.csv", 2, period="2019-13"),
    cell("cell-declared", f"{A}/events.csv", 2, date="March 2019"),
    cell("cell-declared", f"{B}/figures.csv", 4, period="2020/2019"),
    cell("cell-declared", f"{A}/figures.csv", 2, quote="that up to 40 lamps burned along the quay"),
    cell("cell-declared", f"{A}/figures.csv", 2, quote="that up to 40 lamps burned along the-quay"),
    case("once", f"{B}/claims.csv", 3, "speaker", lambda c: c.add(f"{B}/claims.csv", c.read(f"{B}/claims.csv").splitlines()[1].replace(",", "|"))),
    # references, one for each kind
    case("reference", f"{A}/annotations.csv", 7, "paragraph", lambda c: c.add(f"{A}/annotations.csv", "a07|9||question|Where is this?|||", 7)),
    cell("reference", f"{A}/figures.csv", 4, quantity="boats-hom"),
    cell("reference", f"{A}/citations.csv", 3, instrument="harbor-log"),
    cell("reference", f"{A}/events.csv", 2, actors="keeper;twon"),
    cell("reference", f"{A}/annotations.csv", 4, term="quai"),
    cell("reference", f"{A}/claims.csv", 3, claim="lamps-bring-rain"),
    cell("reference", f"{A}/claims.csv", 3, speaker="beta-2021 author"),
    cell("reference", f"{A}/figures.csv", 4, attributed_to="the author"),
    cell("reference", f"{A}/numbers.csv", 4, accounted_by="f09"),
    cell("reference", f"{A}/annotations.csv", 5, see="beta-2021:1;beta-2021:9"),
    cell("reference", f"{A}/annotations.csv", 5, see="gamma-2022:1"),
    cell("reference", f"{B}/figures.csv", 3, repeats="alpha-2020:f09"),
    cell("once", f"{B}/recommendations.csv", 2, recommendation="a01"),
    cell("agreement", f"{B}/figures.csv", 3, repeats="alpha-2020:f02"),
    cell("agreement", f"{A}/figures.csv", 4, repeats="alpha-2020:f03"),
    case("agreement", f"{A}/figures.csv", 2, "repeats", lambda c: c.set(f"{A}/figures.csv", 2, repeats="beta-2021:f02")),
    # paragraphs and order
    case("paragraphs", f"{B}/paragraphs.csv", 5, "paragraph", _extra_paragraph),
    case("paragraphs", f"{A}/paragraphs.csv", 7, "paragraph", _gap_in_notes),
    case("row-order", f"{B}/figures.csv", 4, "paragraph", lambda c: c.swap(f"{B}/figures.csv", 3)),
    case("row-order", f"{A}/paragraphs.csv", 5, "paragraph", lambda c: c.swap(f"{A}/paragraphs.csv", 4)),
    case("row-order", f"{A}/tokens.csv", 3, "token", lambda c: c.swap(f"{A}/tokens.csv", 2)),
    cell("token-counts", f"{A}/paragraphs.csv", 4, tokens="16"),
    cell("ledger", f"{A}/numbers.csv", 3, occurrence="2"),
    # figures
    cell("bounds", f"{A}/figures.csv", 3, upper="50"),
    cell("bounds", f"{B}/figures.csv", 5, lower=""),
    case("bounds", f"{B}/figures.csv", 5, "upper", lambda c: c.set(f"{B}/figures.csv", 5, lower="80")),
    cell("bounds", f"{A}/figures.csv", 2, upper_basis="asserted"),
    cell("bounds", f"{A}/figures.csv", 2, lower_basis="asserted", lower="1"),
    cell("bounds", f"{A}/figures.csv", 2, upper_basis="asserted", qualifier="as-many-as"),
    cell("bounds", f"{B}/figures.csv", 2, lower_basis="asserted"),
    cell("bounds", f"{B}/figures.csv", 2, upper="600"),
    cell("bounds", f"{B}/figures.csv", 4, upper_basis="asserted"),
    cell("bounds", f"{B}/figures.csv", 4, upper="20000"),
    cell("bounds", f"{A}/figures.csv", 2, upper_basis="asserted", qualifier="almost"),
    cell("bounds", f"{A}/figures.csv", 4, lower_basis="implied"),
    cell("bounds", f"{A}/figures.csv", 4, upper="4"),
    cell("bounds", f"{A}/figures.csv", 3, lower_basis="implied"),
    cell("bounds", f"{A}/figures.csv", 3, upper_basis="implied", upper="50"),
    cell("bounds", f"{A}/figures.csv", 3, upper_basis="implied", upper="50", qualifier="more-than"),
    cell("bounds", f"{B}/figures.csv", 2, upper_basis="implied", qualifier="within"),
    cell("bounds", f"{B}/figures.csv", 5, upper_basis="none", upper=""),
    cell("bounds", f"{B}/figures.csv", 5, upper="60"),
    case("agreement", f"{A}/figures.csv", 4, "quantity", lambda c: c.set(f"{A}/figures.csv", 4, unit="ships")),
    cell("said-in-full", f"{A}/numbers.csv", 6, reason=""),
    cell("agreement", f"{A}/numbers.csv", 4, accounted_by="f01"),
    # texts of ours
    cell("said-in-full", f"{A}/paragraphs.csv", 4, precis="It is. It was. It will be. It ends."),
    cell("said-in-full", f"{A}/paragraphs.csv", 4, precis="It does not end"),
    cell("said-in-full", f"{A}/annotations.csv", 4, body="One. Two. Three. Four. Five."),
    cell("said-in-full", f"{V}/terms.csv", 2, definition="One. Two. Three. Four."),
    cell("once", f"{B}/annotations.csv", 4, body="The title promises light."),
    cell("said-in-full", f"{A}/annotations.csv", 6, source=""),
    cell("once", f"{A}/annotations.csv", 5, term="quay"),
    # completeness
    cell("nothing-open", f"{A}/paragraphs.csv", 4, precis=""),
    case("nothing-open", f"{A}/paragraphs.csv", 3, "paragraph", lambda c: c.drop(f"{A}/annotations.csv", 3)),
    cell("nothing-open", f"{A}/numbers.csv", 6, accounted_by="", reason=""),
    case("claims-are-shared", f"{V}/claims.csv", 3, "claim", _lonely_claim),
    # characters that nobody sees, and other things that used to pass
    case("files", f"{A}/figures.CSV", 0, "", lambda c: c.write(f"{A}/figures.CSV", "figure\n")),
    case("files", f"{V}/notes", 0, "", lambda c: (c.corpus / V / "notes").mkdir()),
    case("files", "notes.txt", 0, "", lambda c: c.write("notes.txt", "a\n")),
    bytes_changed(f"{A}/claims.csv", lambda raw: raw.replace(b"boats came", b"boats\0came"), "plain-text", 3),
    changed(f"{A}/claims.csv", "boats came", "boats\u200bcame", "plain-text", 3),
    changed(f"{A}/claims.csv", "boats came", "boats\u202ecame", "plain-text", 3),
    changed(f"{A}/claims.csv", "boats came", 'boats "came"', "csv-form", 3),
    changed(f"{A}/claims.csv", "paragraph,quote,", 'paragraph,"quote",', "csv-form", 1),
    case("all-columns", f"{B}/events.csv", 1, "", lambda c: c.write(f"{B}/events.csv", "".join(f"{row},\n" for row in c.read(f"{B}/events.csv").splitlines()))),
    case("all-columns", f"{B}/events.csv", 1, "", lambda c: c.write(f"{B}/events.csv", "\n" + c.read(f"{B}/events.csv"))),
    with_card('genre = "column"', 'genre = """column\nor so"""', "cell-tidy", 6, "genre"),
    with_card('genre = "column"', 'genre = "col\\u200bumn"', "cell-tidy", 6, "genre"),
    with_card('genre = "column"', "genre = " + "[" * 2000 + "]" * 2000, "toml-form", 1),
    with_card('genre = "column"', "genre = " + "9" * 5000, "toml-form", 1),
    with_card('genre = "column"', "genre = 0x" + "f" * 5000, "cell-declared", 6, "genre"),
    with_card('url = "https:', 'url = "http:', "cell-declared", 10, "url"),
    with_card('url = "https://harbour.example/2021/quay', 'url = "javascript:alert(1)', "cell-declared", 10, "url"),
    with_card('language = "en"', 'language = "English, of a kind"', "cell-declared", 9, "language"),
    cell("cell-declared", f"{A}/figures.csv", 2, period="9999/.."),
    cell("cell-declared", f"{A}/figures.csv", 2, period="../.."),
    cell("cell-declared", f"{A}/figures.csv", 2, period="0999"),
    cell("cell-declared", f"{A}/figures.csv", 3, lower="inf"),
    cell("cell-declared", f"{A}/figures.csv", 3, lower="1" * 400),
    case("cell-declared", f"{A}/events.csv", 2, "event", lambda c: (c.set(f"{A}/events.csv", 2, event=""), c.set(f"{A}/numbers.csv", 3, accounted_by="excluded", reason="no event"))),
    case("cell-declared", f"{A}/tokens.csv", 7, "token", lambda c: c.set(f"{A}/tokens.csv", 7, token="counts!")),
    case("agreement", f"{V}/codes.csv", 2, "code", lambda c: c.set(f"{V}/codes.csv", 2, scheme="sense")),
    cell("reference", f"{A}/codings.csv", 2, code="sense-house"),
    cell("said-in-full", f"{A}/figures.csv", 2, onward_sign=""),
    cell("said-in-full", f"{B}/recommendations.csv", 2, tone_reason=""),
    cell("said-in-full", f"{A}/claims.csv", 3, rests_on=""),
    cell("said-in-full", f"{V}/instruments.csv", 2, china_date=""),
    *(case("nothing-open", f"{A}/{table}.csv", 0, "", lambda c, table=table: c.save(f"{A}/{table}.csv", c.rows(f"{A}/{table}.csv")[:1])) for table in ("annotations", "figures", "events", "numbers", "citations", "claims", "codings", "tokens")),
    # what one table says is held against another, without a copy
    changed(f"{A}/document.toml", "Lamps of the harbour", "Lamps of that harbour", "card", 2, "title"),
    case("card", f"{B}/document.toml", 7, "published", lambda c: (c.replace(f"{B}/document.toml", 'basis = "stated"', 'basis = "address"'), c.replace(f"{B}/document.toml", '"2021"', '"2022"'))),
    case("paragraphs", f"{A}/paragraphs.csv", 6, "section", lambda c: _sections(c, "Light", "Boats", "Light")),
    cell("quote", f"{A}/annotations.csv", 4, quote="along the key"),
    cell("quote", f"{A}/citations.csv", 2, joining="bound"),
    case("quote", f"{A}/codings.csv", 2, "quote", lambda c: c.set(f"{A}/codings.csv", 2, times="2")),
    cell("ledger", f"{A}/numbers.csv", 6, number="8"),
    cell("ledger", f"{A}/numbers.csv", 6, number="page 7"),
    case("ledger", f"{A}/numbers.csv", 6, "number", _marks),
    case("ledger", f"{A}/numbers.csv", 0, "number", lambda c: c.drop(f"{A}/numbers.csv", 6)),
    case("ledger", f"{A}/numbers.csv", 6, "number", lambda c: c.replace(f"{A}/tokens.csv", "n1,7,1", "n1,8,1")),
    cell("in-words", f"{A}/figures.csv", 3, lower="13"),
    cell("in-words", f"{A}/events.csv", 2, date="2018-03"),
    cell("in-words", f"{A}/events.csv", 2, date_basis="inferred"),
    case("in-words", f"{A}/numbers.csv", 4, "accounted_by", lambda c: c.set(f"{A}/numbers.csv", 4, accounted_by="f03")),
    # with a copy
    case("copy-readable", f"copies/{B}.json", 0, "", lambda c: (c.copies / f"{B}.json").write_text("{", encoding="utf-8"), ALL),
    case("copy-readable", f"copies/{B}.json", 0, "", lambda c: (c.copies / f"{B}.json").write_text("[" * 9999, encoding="utf-8"), ALL),
    case("quote", f"{A}/annotations.csv", 5, "quote", lambda c: c.set(f"{A}/annotations.csv", 5, quote="p to 4"), ALL),
    case("quote", f"{A}/annotations.csv", 4, "quote", lambda c: c.set(f"{A}/annotations.csv", 4, quote="the along quay"), ALL),
    case("quote", f"{A}/claims.csv", 2, "quote", lambda c: c.set(f"{A}/claims.csv", 2, quote="boats came home"), ALL),
    case("ledger", f"{A}/numbers.csv", 2, "number", lambda c: c.drop(f"{A}/numbers.csv", 2), ALL),
    case("ledger", f"{A}/numbers.csv", 6, "number", lambda c: c.add(f"{A}/numbers.csv", "2|9|1|excluded|not there", 6), ALL),
    case("ledger", f"{A}/numbers.csv", 2, "number", lambda c: c.swap(f"{A}/numbers.csv", 2), ALL),
    case("token-counts", f"{A}/paragraphs.csv", 4, "tokens", lambda c: c.copy(A, {"1": PARAGRAPH_1.replace("keeper", "sweeper")}), ALL),
    case("token-counts", f"{A}/paragraphs.csv", 0, "paragraph", lambda c: c.copy(A, {"3": "More."}), ALL),
    case("paragraphs", f"{A}/paragraphs.csv", 4, "section", lambda c: (c.copy(A, sections={"1": "What the keeper says of light and of boats", "2": ""}), _sections(c, "Light")), ALL),
    case("no-long-run", "notes.md", 3, "", _notes, ALL),
    case("no-long-run", "notes.ipynb", 0, "output of cell 2", _notebook, ALL),
]  # fmt: skip


def _named(one):
    return (
        f"{one.rule}-{one.file.rpartition('/')[2]}-{one.name or one.line}"
        if hasattr(one, "rule")
        else None
    )


@pytest.fixture(autouse=True)
def _no_copies_of_the_reader(monkeypatch, tmp_path):
    monkeypatch.setenv("READING_COPIES", str(tmp_path / "copies"))


@pytest.mark.parametrize("copies", [(), ALL], ids=["without-copies", "with-copies"])
def test_the_invented_corpus_keeps_every_rule(invented, copies):
    for document in copies:
        invented.copy(document)
    assert check(invented.corpus) == []


@pytest.mark.parametrize("one", CASES, ids=_named)
def test_a_broken_table_is_caught_by_this_rule_alone(invented, one):
    for document in one.copies:
        invented.copy(document)
    one.apply(invented)
    found = check(invented.corpus)
    assert {fault.rule for fault in found} == {one.rule}
    first, outside = found[0], one.file.startswith(("notes.md", "notes.ipynb", "copies"))
    assert (first.file, first.line, first.name) == (
        one.file if outside else f"corpus/{one.file}",
        one.line,
        one.name,
    )
    assert len(found) == one.count
    assert all(
        fault.expected and fault.found and fault.advice and len(str(fault)) < 300 for fault in found
    )
    if one.name and one.line and one.file.endswith(".csv"):
        assert invented.rows(one.file)[0][first.column - 1] == one.name


def test_every_rule_has_such_a_case():
    assert RULES.keys() | FORM.keys() == {one.rule for one in CASES}


def test_every_kind_of_reference_has_such_a_case():
    broken = {
        (one.file.rpartition("/")[2].partition(".")[0], one.name)
        for one in CASES
        if one.rule == "reference"
    }
    refers = {column.refers for table in schema.TABLES.values() for column in table.columns}
    names = {
        column.name: column.refers
        for table in schema.TABLES.values()
        for column in table.columns
        if column.refers
    }
    assert {names[name] for _, name in broken} == refers - {""}


@pytest.mark.parametrize("qualifier", schema.QUALIFIERS)
def test_a_qualifier_whose_lower_bound_has_a_basis_it_cannot_have_is_caught(invented, qualifier):
    reading = schema.QUALIFIERS[qualifier]
    lower = next(one for one in schema.VALUES["bases"] if one not in reading["lower"])
    basis = {"lower_basis": lower, "upper_basis": reading["upper"][0]}
    bounds = {side: "" if basis[f"{side}_basis"] == "none" else "1" for side in ("lower", "upper")}
    invented.set(f"{A}/figures.csv", 3, qualifier=qualifier, **basis, **bounds)
    rows = [(one.rule, one.name) for one in check(invented.corpus) if one.name != "upper"]
    assert rows == [("bounds", "lower_basis")]


def test_every_rule_says_itself_in_a_sentence():
    for name, rule in RULES.items():
        assert rule.sentence.endswith(".") and name == rule.apply.__name__.replace("_", "-")
    assert all(sentence.endswith(".") for sentence in FORM.values())


def test_all_faults_are_reported_at_once_sorted_by_file_and_line(invented):
    invented.set(f"{B}/figures.csv", 5, unit="ships", place=" x")
    invented.set(f"{A}/figures.csv", 2, upper_basis="asserted")
    invented.set(f"{A}/events.csv", 2, date="soon")
    found = check(invented.corpus)
    assert [(one.file, one.line, one.rule) for one in found] == [
        (f"corpus/{A}/events.csv", 2, "cell-declared"),
        (f"corpus/{A}/figures.csv", 2, "bounds"),
        (f"corpus/{B}/figures.csv", 5, "agreement"),
        (f"corpus/{B}/figures.csv", 5, "cell-tidy"),
    ]


def test_a_line_number_is_that_of_the_file_also_after_a_cell_with_line_breaks(invented):
    invented.set(f"{A}/annotations.csv", 2, body="One line.\nAnother line.")
    invented.set(f"{A}/annotations.csv", 5, kind="noise")
    assert [(one.rule, one.line) for one in check(invented.corpus)] == [
        ("cell-tidy", 2),
        ("cell-declared", 6),
    ]


def test_the_message_names_file_line_column_expected_found_and_what_to_do(invented, capsys):
    invented.set(f"{A}/figures.csv", 4, upper="2")
    assert main(["--corpus", str(invented.corpus)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        f"corpus/{A}/figures.csv:4:7 (upper): expected the same as lower, 3; found “2”; correct the bound, its basis or the qualifier [bounds]"
    ]


def test_nothing_is_printed_when_all_is_well(invented, capsys):
    assert main(["--corpus", str(invented.corpus)]) == 0
    assert capsys.readouterr() == ("", "")


def test_of_many_faults_of_one_kind_nine_are_printed_and_how_many_more(invented):
    rows = invented.rows(f"{A}/tokens.csv")
    header, *rest = rows
    invented.save(
        f"{A}/tokens.csv",
        [header, *([one, f"{two}!{line}", three] for line, (one, two, three) in enumerate(rest))],
    )
    found = [one for one in check(invented.corpus) if one.rule == "cell-declared"]
    lines = report(found)
    assert len(found) == len(rest) and len(lines) == 10
    assert lines[-1] == f"corpus/{A}/tokens.csv: and {len(rest) - 9} more [cell-declared]"


def test_what_rows_of_a_file_have_in_common_is_said_once(invented):
    invented.set(f"{A}/claims.csv", 2, stance="shouts")
    invented.set(f"{A}/claims.csv", 3, stance="shouts")
    (found,) = check(invented.corpus)
    assert (found.line, found.found) == (2, "“shouts”, and 1 like it")


def test_an_id_that_is_missing_is_said_once_for_all_that_name_it(invented):
    invented.set(f"{V}/actors.csv", 3, actor="councel")
    named = [one for one in check(invented.corpus) if one.rule == "reference"]
    assert [one.found for one in named] == [
        "“council” in 2 rows",
        "“council”",
    ]  # as a speaker, as one who is asked
    assert all(one.expected.startswith("“councel”? or") for one in named)
    invented.save(f"{V}/actors.csv", invented.rows(f"{V}/actors.csv")[:1])
    named = check(
        invented.corpus
    )  # the table is empty: once for those who speak, once for those who act
    assert len(named) == 2 and all(one.found.endswith("rows") for one in named)


def test_a_folder_that_is_not_there_is_one_message(tmp_path, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["--corpus", str(tmp_path / "nowhere")])
    assert "found none at" in capsys.readouterr().err


def test_a_folder_without_documents_is_a_fault(tmp_path):
    assert {one.rule for one in check(tmp_path)} == {"files"}


def test_a_reading_copies_without_a_home_is_one_message(invented, monkeypatch):
    monkeypatch.setenv("READING_COPIES", "~nobody-of-this-name/copies")
    (found,) = check(invented.corpus)
    assert (found.rule, found.file) == ("copy-readable", "READING_COPIES")


def test_files_without_permission_are_faults(invented, monkeypatch):
    def read_bytes(path, read=Path.read_bytes):
        if path.name == "figures.csv":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    (invented.corpus / B / "events.csv").unlink()
    (invented.corpus / B / "events.csv").mkdir()
    assert [(one.rule, one.file) for one in check(invented.corpus)] == [
        ("plain-text", f"corpus/{A}/figures.csv"),
        ("plain-text", f"corpus/{B}/events.csv"),
        ("plain-text", f"corpus/{B}/figures.csv"),
    ]


def test_further_columns_are_allowed_and_their_cells_are_looked_at(invented):
    rows = [
        [*row, "colour" if place == 0 else "grey "]
        for place, row in enumerate(invented.rows(f"{B}/figures.csv"))
    ]
    invented.save(f"{B}/figures.csv", rows)
    assert {(one.rule, one.name) for one in check(invented.corpus)} == {("cell-tidy", "colour")}
    invented.save(f"{B}/figures.csv", [[cell.strip() for cell in row] for row in rows])
    assert check(invented.corpus) == []


def test_a_misspelt_slug_brings_a_suggestion(invented):
    invented.set(f"{A}/figures.csv", 4, quantity="boats-hom")
    (found,) = check(invented.corpus)
    assert found.expected.startswith("“boats-home”? or an id of")


def test_a_row_of_wrong_width_is_reported_once_and_nothing_that_follows_from_it(invented):
    invented.replace(f"{A}/figures.csv", "f03,2,3 ferries,exact", "f03,2,3 ferries")
    assert [(one.rule, one.line) for one in check(invented.corpus)] == [("row-width", 4)]


@pytest.mark.parametrize(
    "content", [b"\xff\n", b"", b"\n", None], ids=["no text", "empty", "blank", "gone"]
)
def test_a_table_that_cannot_be_read_brings_no_faults_elsewhere(invented, content):
    tables = ("figures", "paragraphs", "annotations", "tokens", "events", "numbers", "claims")
    for table in tables:
        path = invented.corpus / A / f"{table}.csv"
        path.unlink() if content is None else path.write_bytes(content)
    found = check(invented.corpus)
    assert sorted(one.file for one in found) == sorted(
        f"corpus/{A}/{table}.csv" for table in tables
    )


def test_a_paragraph_that_is_missing_is_not_reported_for_each_row_that_names_it(invented):
    invented.drop(f"{A}/paragraphs.csv", 4)
    (found,) = check(invented.corpus)
    assert (found.rule, found.expected) == ("paragraphs", "paragraph 1")


def test_an_unfinished_document_may_lack_tables_precis_annotations_and_accounts(invented):
    invented.unfinished(A)
    invented.unfinished(B)
    invented.set(f"{A}/paragraphs.csv", 4, precis="")
    invented.drop(f"{A}/annotations.csv", 3)
    invented.set(f"{A}/numbers.csv", 2, accounted_by="")
    for table in ("claims", "recommendations", "events", "figures"):
        (invented.corpus / B / f"{table}.csv").unlink()
    assert check(invented.corpus) == []


def test_a_figure_of_an_unfinished_document_may_be_named_before_its_table_is_there(invented):
    invented.unfinished(A)
    (invented.corpus / A / "figures.csv").unlink()
    assert check(invented.corpus) == []  # beta repeats alpha-2020:f01


def test_a_document_that_is_read_may_say_that_it_has_nothing_for_a_table(invented):
    invented.save(f"{A}/codings.csv", invented.rows(f"{A}/codings.csv")[:1])
    assert [one.rule for one in check(invented.corpus)] == ["nothing-open"]
    invented.replace(f"{A}/document.toml", "No recommendations.", "No recommendations. No codings.")
    assert check(invented.corpus) == []


def test_a_document_of_the_collection_has_as_many_body_paragraphs_as_the_contract_says(
    invented, monkeypatch
):
    monkeypatch.setitem(schema.BODY, B, 3)
    found = check(invented.corpus)
    assert [(one.rule, one.expected, one.found) for one in found] == [
        ("paragraphs", "paragraph 3", "none")
    ]


def test_marks_of_notes_are_numbers_of_the_ledger_alone(invented):
    invented.add(f"{A}/numbers.csv", "2|1|1|excluded|footnote mark", 6)
    invented.add(f"{A}/numbers.csv", "n1|1|1|excluded|footnote mark", 7)
    assert check(invented.corpus) == []
    invented.set(f"{A}/numbers.csv", 6, number="4")
    assert [(one.rule, one.line) for one in check(invented.corpus)] == [("ledger", 6)]


def test_a_copy_with_only_part_of_the_paragraphs_is_checked_for_what_is_there(invented):
    invented.copy(A, {"1": None, "n1": None}, outside=[])
    assert check(invented.corpus) == []
    invented.copy(A, {"1": None, "n1": None, "2": "At least 13 boats came home."}, outside=[])
    assert {one.rule for one in check(invented.corpus)} == {"quote", "ledger", "token-counts"}


def test_a_counter_outside_the_text_of_a_copy_may_have_moved_on(invented):
    invented.copy(A, outside=["Share this page with 6 friends"])
    assert check(invented.corpus) == []


def test_a_section_beside_a_copy_is_the_first_eight_words_of_its_heading(invented):
    heading = "What the keeper says of light and of boats"
    invented.copy(A, sections={"1": heading, "2": "Boats"})
    _sections(invented, "What the keeper says of light and of …", "Boats")
    assert check(invented.corpus) == []
    _sections(invented, heading, "boats")
    assert [
        (one.line, one.name, one.expected)
        for one in check(invented.corpus)
        if one.rule == "paragraphs"
    ] == [(5, "section", "“Boats”")]


def test_copies_are_looked_for_where_the_call_says(invented, tmp_path):
    invented.copy(A, {"1": "Another text."})
    assert check(invented.corpus, tmp_path / "elsewhere") == []
    assert check(invented.corpus, invented.copies) != []


def test_what_validates_dates_is_not_imported_before_something_is_checked():
    code = "import sys, helpers.check; print('edtf' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT
    )
    assert done.stdout.strip() == "False"


def test_a_terminal_without_the_letters_still_gets_the_message(invented):
    invented.set(f"{A}/figures.csv", 4, unit="sŏng")
    code = "import sys; from helpers.check import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "--corpus", str(invented.corpus)],
        capture_output=True, text=True, cwd=PROJECT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert done.returncode == 1 and done.stderr == ""
    assert "s\\u014fng" in done.stdout


def test_an_escape_character_in_a_cell_does_not_reach_the_terminal(invented):
    invented.replace(f"{A}/document.toml", 'genre = "column"', 'genre = "\\u001b[31mred\\u0007"')
    (line,) = report(check(invented.corpus))
    assert line.isprintable() and "\\x1b[31mred\\x07" in line


def test_every_example_in_the_schema_keeps_the_rules_of_its_column():
    for table in [*schema.TABLES.values(), schema.CARD]:
        for column in table.columns:
            example = ["Robert King"] if column.type == "names" else column.example
            assert column.definition and column.type in schema.TYPES
            assert rules._is_declared(column, example), (table.name, column)
