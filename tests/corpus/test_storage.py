"""One reader of the files: each fault of form with its place; writing whole or not at all."""

import pytest

from helpers.corpus.schema import CARD, TABLES
from helpers.corpus.storage import Sheet, as_csv, write

TERMS = TABLES["terms"]
HEAD = "term,definition,source\n"
GOOD = HEAD + 'quay,"A wall, where boats lie.",Harbour archive\n'


@pytest.fixture
def sheet(tmp_path):
    def of(content, table=TERMS, name="terms.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return Sheet(path, table)

    return of


def test_a_good_table_has_rows_with_their_lines_and_no_fault(sheet):
    good = sheet(GOOD)
    assert good.usable and good.rows[0]["term"] == "quay" and good.rows[0].line == 2


def test_a_missing_file_has_neither_rows_nor_faults(tmp_path):
    sheet = Sheet(tmp_path / "terms.csv", TERMS)
    assert not sheet.exists and not sheet.rows and not sheet.faults and not sheet.usable


@pytest.mark.parametrize(
    ("content", "rule", "line"),
    [
        (GOOD.encode("utf-8") + b"\xe9,x,y\n", "plain-text", 3),
        ("\ufeff" + GOOD, "plain-text", 1),
        (GOOD.replace("\n", "\r\n"), "plain-text", 1),
        (GOOD[:-1], "plain-text", 2),
        (GOOD.replace("quay", "qu\0ay"), "plain-text", 2),
        (GOOD.replace("quay", "qu\u200bay"), "plain-text", 2),
        (GOOD.replace("quay", "qu\u202eay"), "plain-text", 2),
        (HEAD + 'quay,"A wall,x\n', "csv-form", 2),
        (HEAD + 'quay,A "wall",x\n', "csv-form", 2),
        ("", "all-columns", 1),
        ("term,definition\n", "all-columns", 1),
        ("term,source,definition\n", "all-columns", 1),
        ("term,definition,source,\n", "all-columns", 1),
        ("term,term,definition,source\n", "all-columns", 1),
        (GOOD + "mole,A wall\n", "row-width", 3),
        (GOOD + "\n", "row-width", 3),
        (GOOD + "mole , A wall.,x\n", "cell-tidy", 3),
        (GOOD + '"mo\nle",A wall.,x\n', "cell-tidy", 3),
    ],
)
def test_a_fault_of_form_is_said_with_its_line(sheet, content, rule, line):
    broken = sheet(content)
    assert {(fault.rule, fault.line) for fault in broken.faults} == {(rule, line)}
    assert broken.usable == (rule == "cell-tidy")  # an untidy cell hides no row


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ("id = one\n", "toml-form"),
        ("a = " + "[" * 2000 + "]" * 2000 + "\n", "toml-form"),
        ('id = """a\nb"""\n', "cell-tidy"),
    ],
)
def test_a_card_that_is_no_plain_toml_is_refused(sheet, content, rule):
    assert [fault.rule for fault in sheet(content, CARD, "document.toml").faults] == [rule]


def test_a_message_stays_short_whatever_stands_in_the_cell(sheet):
    broken = sheet(GOOD + f" {'x' * 20000},A wall.,\x1b[31m\n".replace("\x1b", "~"))
    assert broken.faults and all(len(str(fault)) < 300 for fault in broken.faults)


def test_what_is_written_is_read_again(tmp_path):
    path = tmp_path / "terms.csv"
    write(path, as_csv([TERMS.names, ["quay", 'A "wall", of stone.', ""]]))
    assert Sheet(path, TERMS).rows == [
        {"term": "quay", "definition": 'A "wall", of stone.', "source": ""}
    ]


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path):
    path = tmp_path / "one.txt"
    write(path, "before")
    with pytest.raises(UnicodeEncodeError):
        write(path, "\ud800")
    assert path.read_text(encoding="utf-8") == "before" and list(tmp_path.iterdir()) == [path]
