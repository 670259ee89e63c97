"""The check: every rule is caught alone, at its file, line and column."""
# ruff: noqa: E501 - a case, like a row of a table, stays on its line

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers import leaks, rules, schema
from helpers.rules import RULES, check, main


def case(rule, file, line, name, apply, copies=(), count=1):
    """One broken corpus: the rule that catches it, where, and how to break it."""
    return SimpleNamespace(rule=rule, file=file, line=line, name=name, apply=apply, copies=copies, count=count)


A, B, V = "alpha-2020", "beta-2021", "vocabulary"
ALL = (A, B)
PARAGRAPH_1 = "The keeper says that up to 40 lamps burned along the quay in March 2019."


def cell(rule, file, line, **cells):
    """A case in which one cell is written; the first one given is where the fault is found."""
    return case(rule, file, line, next(iter(cells)), lambda c: c.set(file, line, **cells))


def changed(file, old, new, rule, line, name=""):
    return case(rule, file, line, name, lambda c: c.replace(file, old, new))


def bytes_changed(file, change, rule, line, name=""):
    return case(rule, file, line, name, lambda c: c.write(file, change((c.corpus / file).read_bytes())))


def _extra_paragraph(c):
    c.add(f"{B}/paragraphs.csv", "4||argument|0|It says nothing.")
    c.add(f"{B}/annotations.csv", "a04|4||question|Is there a third one?|||")


def _gap_in_notes(c):
    c.add(f"{A}/paragraphs.csv", "n3||note|0|It says nothing.")
    c.add(f"{A}/annotations.csv", "a07|n3||question|Is there a second one?|||")


def _lonely_claim(c):
    c.add(f"{V}/claims.csv", "moths-eat-lamps|Moths eat lamps.|A moth with a lamp.")
    c.add(f"{B}/claims.csv", "2|moths were seen|moths-eat-lamps|asserts|council|")


def _notes(c):
    words = "The keeper says that up to 40 lamps burned"
    (c.root / "notes.md").write_text(f"# Notes\n\nI read: {words}\n", encoding="utf-8")


def _notebook(c):
    words = "The <b>keeper</b> says that up to 40 lamps burned"
    cells = [
        {"cell_type": "markdown", "source": ["Nothing here"]},
        {"cell_type": "code", "source": [], "outputs": [{"data": {"text/html": [words], "image/png": "x"}}]},
    ]
    (c.root / "notes.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")


CASES = [
    # files
    case("file-there", f"{A}/recommendations.csv", 0, "", lambda c: (c.corpus / A / "recommendations.csv").unlink()),
    case("file-there", f"{V}/terms.csv", 0, "", lambda c: (c.corpus / V / "terms.csv").unlink()),
    case("file-there", f"{A}/document.toml", 0, "", lambda c: (c.corpus / A / "document.toml").unlink()),
    case("file-known", f"{A}/figure.csv", 0, "", lambda c: c.write(f"{A}/figure.csv", "figure\n")),
    bytes_changed(f"{A}/claims.csv", lambda raw: raw.replace(b"boats came", b"b\xf6ats came"), "plain-text", 3),
    bytes_changed(f"{A}/document.toml", lambda raw: raw.replace(b"Ann", b"\xc4nn"), "plain-text", 3),
    bytes_changed(f"{A}/figures.csv", lambda raw: b"\xef\xbb\xbf" + raw, "plain-text", 1),
    bytes_changed(f"{B}/events.csv", lambda raw: raw.replace(b"\n", b"\r\n"), "plain-text", 1),
    bytes_changed(f"{B}/events.csv", lambda raw: raw[:-1] + b"\r\n", "plain-text", 2),
    bytes_changed(f"{B}/document.toml", lambda raw: raw.replace(b"\n", b"\r\n"), "plain-text", 1),
    bytes_changed(f"{B}/figures.csv", lambda raw: raw[:-1], "plain-text", 5),
    changed(f"{A}/events.csv", "e01,1,in March", 'e01,1,"in March', "csv-form", 2),
    changed(f"{A}/events.csv", "e01,1,in March", 'e01,1,"in" March', "csv-form", 2),
    changed(f"{A}/citations.csv", "use,note\n", "use,remark\n", "all-columns", 1),
    changed(f"{A}/figures.csv", "repeats,note\n", "note,repeats\n", "all-columns", 1, "note"),
    case("all-columns", f"{A}/citations.csv", 1, "", lambda c: c.replace(f"{A}/citations.csv", "use,note", "use,use")),
    case("all-columns", f"{A}/recommendations.csv", 1, "", lambda c: c.write(f"{A}/recommendations.csv", ""), count=8),
    changed(f"{A}/claims.csv", "keeper,\n", "keeper,,\n", "row-width", 2),
    changed(f"{A}/claims.csv", "keeper,\n", "keeper\n", "row-width", 2),
    changed(f"{A}/claims.csv", "keeper,\n", "keeper,\n\n", "row-width", 3),
    cell("cell-tidy", f"{A}/annotations.csv", 6, source="Harbour archive,\nfolder"),
    cell("cell-tidy", f"{A}/figures.csv", 3, counted=" boats"),
    cell("cell-tidy", f"{A}/figures.csv", 3, quote="At least 12 boats\u00a0"),
    # document.toml
    changed(f"{A}/document.toml", 'genre = "column"', "genre = column", "toml-form", 5),
    changed(f"{A}/document.toml", 'note = ""\n', 'note = "\n', "toml-form", 13),
    changed(f"{A}/document.toml", 'genre = "column"', 'genre = "column"\ngenus = "x"', "toml-fields", 6, "genus"),
    changed(f"{A}/document.toml", 'genre = "column"\n', "", "toml-fields", 1, "genre"),
    changed(f"{A}/document.toml", 'genre = "column"', "genre = 3", "toml-fields", 5, "genre"),
    changed(f"{A}/document.toml", 'genre = "column"', 'genre = ""', "cell-declared", 5, "genre"),
    changed(f"{A}/document.toml", '["Ann Invented"]', '"Ann Invented"', "toml-fields", 3, "authors"),
    changed(f"{A}/document.toml", 'basis = "stated"', 'basis = "guessed"', "cell-declared", 7, "published_basis"),
    changed(f"{A}/document.toml", 'published = "2020"', 'published = "2020-13"', "cell-declared", 6, "published"),
    changed(f"{A}/document.toml", f'id = "{A}"', 'id = "alpha-2021"', "toml-fields", 1, "id"),
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
    cell("cell-declared", f"{A}/figures.csv", 2, quote="up-to-forty lamps burned along-the-quay in March"),
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
    cell("repeats-end", f"{A}/figures.csv", 4, repeats="alpha-2020:f03"),
    case("repeats-end", f"{A}/figures.csv", 2, "repeats", lambda c: c.set(f"{A}/figures.csv", 2, repeats="beta-2021:f02")),
    # paragraphs and order
    case("body-count", f"{B}/paragraphs.csv", 5, "paragraph", _extra_paragraph),
    case("body-count", f"{A}/paragraphs.csv", 7, "paragraph", _gap_in_notes),
    case("row-order", f"{B}/figures.csv", 4, "paragraph", lambda c: c.swap(f"{B}/figures.csv", 3)),
    case("row-order", f"{A}/paragraphs.csv", 5, "paragraph", lambda c: c.swap(f"{A}/paragraphs.csv", 4)),
    case("row-order", f"{A}/tokens.csv", 3, "token", lambda c: c.swap(f"{A}/tokens.csv", 2)),
    cell("token-sum", f"{A}/paragraphs.csv", 4, tokens="16"),
    cell("occurrence", f"{A}/numbers.csv", 3, occurrence="2"),
    # figures
    cell("bound-basis", f"{A}/figures.csv", 3, upper="50"),
    cell("bound-basis", f"{B}/figures.csv", 5, lower=""),
    cell("lower-not-above-upper", f"{B}/figures.csv", 5, lower="80"),
    cell("as-qualified", f"{A}/figures.csv", 2, upper_basis="asserted"),
    cell("as-qualified", f"{A}/figures.csv", 2, lower_basis="asserted", lower="1"),
    cell("as-qualified", f"{A}/figures.csv", 2, upper_basis="asserted", qualifier="as-many-as"),
    cell("as-qualified", f"{B}/figures.csv", 2, lower_basis="asserted"),
    cell("as-qualified", f"{B}/figures.csv", 2, upper="600"),
    cell("as-qualified", f"{B}/figures.csv", 4, upper_basis="asserted"),
    cell("as-qualified", f"{B}/figures.csv", 4, upper="20000"),
    cell("as-qualified", f"{A}/figures.csv", 2, upper_basis="asserted", qualifier="almost"),
    cell("as-qualified", f"{A}/figures.csv", 4, lower_basis="implied"),
    cell("as-qualified", f"{A}/figures.csv", 4, upper="4"),
    cell("as-qualified", f"{A}/figures.csv", 3, lower_basis="implied"),
    cell("as-qualified", f"{A}/figures.csv", 3, upper_basis="implied", upper="50"),
    cell("as-qualified", f"{A}/figures.csv", 3, upper_basis="implied", upper="50", qualifier="more-than"),
    cell("as-qualified", f"{B}/figures.csv", 2, upper_basis="implied", qualifier="within"),
    cell("as-qualified", f"{B}/figures.csv", 5, upper_basis="none", upper=""),
    cell("as-qualified", f"{B}/figures.csv", 5, upper="60"),
    case("agreement", f"{A}/figures.csv", 4, "quantity", lambda c: c.set(f"{A}/figures.csv", 4, unit="ships")),
    cell("source-or-reason", f"{A}/numbers.csv", 6, reason=""),
    cell("agreement", f"{A}/numbers.csv", 4, accounted_by="f01"),
    # texts of ours
    cell("sentence-count", f"{A}/paragraphs.csv", 4, precis="It is. It was. It will be. It ends."),
    cell("sentence-count", f"{A}/paragraphs.csv", 4, precis="It does not end"),
    cell("sentence-count", f"{A}/annotations.csv", 4, body="One. Two. Three. Four. Five."),
    cell("sentence-count", f"{V}/terms.csv", 2, definition="One. Two. Three. Four."),
    cell("once", f"{B}/annotations.csv", 4, body="The title promises light."),
    cell("source-or-reason", f"{A}/annotations.csv", 6, source=""),
    cell("once", f"{A}/annotations.csv", 5, term="quay"),
    # completeness
    cell("nothing-open", f"{A}/paragraphs.csv", 4, precis=""),
    case("nothing-open", f"{A}/paragraphs.csv", 3, "paragraph", lambda c: c.drop(f"{A}/annotations.csv", 3)),
    cell("nothing-open", f"{A}/numbers.csv", 6, accounted_by="", reason=""),
    case("claims-are-shared", f"{V}/claims.csv", 3, "claim", _lonely_claim),
    # with a copy
    case("copy-readable", f"copies/{B}.json", 0, "", lambda c: (c.copies / f"{B}.json").write_text("{", encoding="utf-8"), ALL),
    case("quote-in-copy", f"{A}/figures.csv", 3, "quote", lambda c: c.set(f"{A}/figures.csv", 3, quote="At most 12 boats"), ALL),
    case("quote-in-copy", f"{A}/annotations.csv", 5, "quote", lambda c: c.set(f"{A}/annotations.csv", 5, quote="p to 4"), ALL),
    case("quote-in-copy", f"{A}/claims.csv", 2, "quote", lambda c: c.set(f"{A}/claims.csv", 2, quote="boats came home"), ALL),
    case("ledger-of-copy", f"{A}/numbers.csv", 2, "number", lambda c: c.drop(f"{A}/numbers.csv", 2), ALL),
    case("ledger-of-copy", f"{A}/numbers.csv", 6, "number", lambda c: c.add(f"{A}/numbers.csv", "2|9|1|f03|", 6), ALL),
    case("ledger-of-copy", f"{A}/numbers.csv", 2, "number", lambda c: c.swap(f"{A}/numbers.csv", 2), ALL, count=2),
    case("ledger-of-copy", f"{A}/numbers.csv", 6, "number", lambda c: c.drop(f"{A}/numbers.csv", 7), ALL),
    case("tokens-of-copy", f"{A}/tokens.csv", 10, "token", lambda c: c.copy(A, {"1": PARAGRAPH_1.replace("says", "said")}), ALL),
    case("tokens-of-copy", f"{A}/tokens.csv", 1, "token", lambda c: c.copy(A, {"3": "More."}), ALL),
    case("no-long-run", "notes.md", 3, "", _notes, ALL),
    case("no-long-run", "notes.ipynb", 0, "output of cell 2", _notebook, ALL),
]  # fmt: skip


def _named(one):
    return f"{one.rule}-{one.file.rpartition('/')[2]}-{one.name or one.line}" if hasattr(one, "rule") else None


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
    assert {violation.rule for violation in found} == {one.rule}
    first, outside = found[0], one.file.startswith(("notes", "copies"))
    assert (first.file, first.line, first.name) == (one.file if outside else f"corpus/{one.file}", one.line, one.name)
    assert len(found) == one.count
    assert all(violation.expected and violation.found and violation.advice for violation in found)
    if one.name and one.file.endswith(".csv"):
        assert invented.rows(one.file)[0][first.column - 1] == one.name


def test_every_rule_has_such_a_case():
    assert set(RULES) == {one.rule for one in CASES}


def test_every_kind_of_reference_has_such_a_case():
    broken = [one.name for one in CASES if one.rule == "reference"]
    for table in schema.TABLES.values():
        for column in table.columns:
            assert (
                not column.refers
                or {
                    "paragraphs.paragraph": "paragraph",
                    "quantities": "quantity",
                    "instruments": "instrument",
                    "actors": "actors",
                    "terms": "term",
                    "claims_vocabulary": "claim",
                    "sayers": "attributed_to",
                    "ledger": "accounted_by",
                    "places": "see",
                    "figures": "repeats",
                }[column.refers]
                in broken
            )


@pytest.mark.parametrize("qualifier", schema.QUALIFIERS)
def test_a_qualifier_whose_lower_bound_has_a_basis_it_cannot_have_is_caught_by_one_rule(invented, qualifier):
    reading = rules.READINGS[qualifier]
    basis = {
        "lower_basis": next(one for one in schema.BASIS if one not in reading.lower),
        "upper_basis": reading.upper[0],
    }
    bounds = {side: "" if basis[f"{side}_basis"] == "none" else "1" for side in ("lower", "upper")}
    invented.set(f"{A}/figures.csv", 3, qualifier=qualifier, **basis, **bounds)
    rows = [(one.rule, one.name) for one in check(invented.corpus) if one.name != "upper"]
    assert len(rows) == 1 and rows[0][1] == "lower_basis"


def test_every_rule_says_itself_in_a_sentence():
    for rule in RULES.values():
        assert rule.sentence.endswith(".") and rule.about and rule.name == rule.apply.__name__.replace("_", "-")


def test_all_violations_are_reported_at_once_sorted_by_file_and_line(invented):
    invented.set(f"{B}/figures.csv", 5, unit="ships", place=" x")
    invented.set(f"{A}/figures.csv", 2, upper_basis="asserted")
    invented.set(f"{A}/events.csv", 2, date="soon")
    found = check(invented.corpus)
    assert [(one.file, one.line, one.rule) for one in found] == [
        (f"corpus/{A}/events.csv", 2, "cell-declared"),
        (f"corpus/{A}/figures.csv", 2, "as-qualified"),
        (f"corpus/{B}/figures.csv", 5, "agreement"),
        (f"corpus/{B}/figures.csv", 5, "cell-tidy"),
    ]


def test_a_line_number_is_that_of_the_file_also_after_a_cell_with_line_breaks(invented):
    invented.set(f"{A}/annotations.csv", 2, body="One line.\nAnother line.")
    invented.set(f"{A}/annotations.csv", 5, kind="noise")
    assert [(one.rule, one.line) for one in check(invented.corpus)] == [("cell-tidy", 2), ("cell-declared", 6)]


def test_the_message_names_file_line_column_expected_found_and_what_to_do(invented, capsys):
    invented.set(f"{A}/figures.csv", 4, upper="2")
    assert main(["--corpus", str(invented.corpus)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"corpus/{A}/figures.csv:4:5 (lower): expected at most upper, 2; found “3”; correct")
    assert lines[0].endswith("[lower-not-above-upper]")


def test_nothing_is_printed_when_all_is_well(invented, capsys):
    assert main(["--corpus", str(invented.corpus)]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_folder_that_is_not_there_is_one_message(tmp_path, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["--corpus", str(tmp_path / "nowhere")])
    assert "found none at" in capsys.readouterr().err


def test_a_folder_without_documents_is_a_violation(tmp_path):
    assert {one.rule for one in check(tmp_path)} == {"file-there"}


def test_further_columns_are_allowed_and_their_cells_are_looked_at(invented):
    rows = [[*row, "colour" if place == 0 else "grey "] for place, row in enumerate(invented.rows(f"{B}/figures.csv"))]
    invented.save(f"{B}/figures.csv", rows)
    assert {(one.rule, one.name) for one in check(invented.corpus)} == {("cell-tidy", "colour")}
    invented.save(f"{B}/figures.csv", [[cell.strip() for cell in row] for row in rows])
    assert check(invented.corpus) == []


def test_a_misspelt_column_and_a_misspelt_slug_bring_a_suggestion(invented):
    invented.set(f"{A}/figures.csv", 4, quantity="boats-hom")
    invented.replace(f"{A}/citations.csv", "use,note", "use,notes")
    said = [one.advice for one in check(invented.corpus)]
    assert any("“notes”" in advice for advice in said) and any("“boats-home”" in advice for advice in said)


def test_a_row_of_wrong_width_is_reported_once_and_nothing_else_of_it(invented):
    invented.replace(f"{A}/figures.csv", "f03,2,3 ferries,exact", "f03,2,3 ferries")
    assert [one.rule for one in check(invented.corpus) if one.line == 4] == ["row-width"]


def test_a_table_that_cannot_be_read_brings_no_faults_elsewhere(invented):
    for table in ("figures", "paragraphs", "annotations", "tokens", "events"):
        invented.write(f"{A}/{table}.csv", b"\xff\n")
    assert {one.rule for one in check(invented.corpus)} == {"plain-text"}


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
    invented.write(f"{A}/figures.csv", ",".join(schema.TABLES["figures"].names) + "\n")
    assert "reference" in {one.rule for one in check(invented.corpus)}


def test_a_document_of_the_collection_has_as_many_body_paragraphs_as_the_contract_says(invented, monkeypatch):
    monkeypatch.setitem(schema.BODY, B, 3)
    found = check(invented.corpus)
    assert [(one.rule, one.expected, one.found) for one in found] == [("body-count", "the paragraphs 1 to 3", "no 3")]


def test_a_copy_with_only_part_of_the_paragraphs_is_checked_for_what_is_there(invented):
    invented.copy(A, {"1": None, "n1": None}, outside=[])
    assert check(invented.corpus) == []
    invented.copy(A, {"1": None, "n1": None, "2": "At least 13 boats came home."}, outside=[])
    assert {one.rule for one in check(invented.corpus)} == {"quote-in-copy", "ledger-of-copy", "tokens-of-copy"}


def test_copies_are_looked_for_where_the_call_says(invented, tmp_path):
    invented.copy(A, {"1": "Another text."})
    assert check(invented.corpus, tmp_path / "elsewhere") == []
    assert check(invented.corpus, invented.copies) != []


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("a.md", "the keeper says that up to 40 lamps"),  # eight words
        ("a.md", "Alpha: “Lamps of the harbour, a keeper counts them” and the keeper"),  # the title does not count
        ("a.md", "the keeper says that up to 40 <i>bright</i> lamps burned along"),
        ("a.bin", "\0 The keeper says that up to 40 lamps burned along the quay"),
        (".venv/a.py", "The keeper says that up to 40 lamps burned along the quay"),
    ],
)
def test_short_runs_titles_binaries_and_tools_are_no_repetition(invented, file, content):
    invented.copy(A)
    path = invented.root / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    assert check(invented.corpus) == []


def test_a_repetition_is_found_through_html_case_and_curly_apostrophes(invented):
    invented.copy(A, {"2": "At least 12 boats came home, and 3 ferries; the Harbour Treaty binds the town’s keeper."})
    run = "<b>AND</b> 3 ferries &ndash; the Harbour\nTreaty binds the town's keeper"
    (invented.root / "a.html").write_text(f"<p>\n{run}</p>", encoding="utf-8")
    (found,) = [one for one in check(invented.corpus) if one.rule == "no-long-run"]
    assert (found.file, found.line) == ("a.html", 2)


def test_a_message_never_repeats_more_than_eight_words_itself(invented):
    invented.copy(A)
    (invented.root / "a.md").write_text(PARAGRAPH_1, encoding="utf-8")
    (found,) = check(invented.corpus)
    assert found.found.startswith("15 words of a copy: “the keeper says that up to 40 lamps …”")


def test_git_says_which_files_belong_to_the_project(invented):
    try:
        subprocess.run(["git", "init", "-q", str(invented.root)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("git is not installed")
    invented.copy(A)
    (invented.root / "ignored.md").write_text(PARAGRAPH_1, encoding="utf-8")
    (invented.root / ".gitignore").write_text("ignored.md\n", encoding="utf-8")
    # The folder of copies is not ignored here: git would take the copy up.
    (found,) = check(invented.corpus)
    assert (found.rule, found.file, found.found) == ("no-long-run", f"copies/{A}.json", "a copy")
    (invented.root / ".gitignore").write_text("ignored.md\ncopies/\n", encoding="utf-8")
    assert check(invented.corpus) == []


def test_nothing_that_validates_is_imported_before_something_is_checked():
    code = "import sys, helpers, helpers.rules; print([m for m in ('pandera', 'pandas', 'edtf') if m in sys.modules])"
    root = Path(rules.__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"


def test_checking_prints_no_warning(invented):
    code = "import sys; from helpers.rules import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "--corpus", str(invented.corpus)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(rules.__file__).parent.parent)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_terminal_without_the_letters_still_gets_the_message(invented):
    invented.set(f"{A}/figures.csv", 4, unit="sŏng")
    code = "import sys; from helpers.rules import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "--corpus", str(invented.corpus)],
        capture_output=True, text=True, cwd=Path(rules.__file__).parent.parent,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert done.returncode == 1 and done.stderr == ""
    assert "s\\u014fng" in done.stdout


@pytest.mark.parametrize(
    ("name", "excused"), [("the quay in March 2019 and after", True), ("March 2019 and after", False)]
)
def test_a_name_that_reaches_over_the_end_of_a_run_excuses_only_what_is_much_of_it(tmp_path, name, excused):
    path = tmp_path / "a.md"
    path.write_text("lamps burned along the quay in March 2019 and after", encoding="utf-8")
    runs = leaks.runs_of("We saw lamps burned along the quay in March 2019 and nothing")
    assert [words[-1] for _, _, words in leaks.shared_runs(path, runs, [])] == ["and"]
    assert (list(leaks.shared_runs(path, runs, [name])) == []) == excused


def test_every_example_in_the_schema_keeps_the_rules_of_its_column():
    from helpers.cells import FORMS, WORDS, count_words, date_problem

    columns = [column for table in schema.TABLES.values() for column in table.columns]
    for column in [*columns, *schema.DOCUMENT]:
        example = column.example
        assert example and column.definition and column.type in schema.TYPES
        assert not column.values or example in column.values
        assert column.type not in FORMS or FORMS[column.type].fullmatch(example), column
        assert column.type != "edtf" or not date_problem(example)
        assert column.type != "quote" or count_words(example) <= WORDS
