"""Coverage: everything that is there is counted, everything that is not is named."""

import pytest

from helpers.check.coverage import main, missing
from helpers.check.folder import Folder

A, B = "alpha-2020", "beta-2021"


def missing_in(invented, document):
    return missing(Folder(invented.corpus, invented.copies).documents[document])


def test_a_document_read_to_the_end_has_nothing_missing(invented):
    assert missing_in(invented, A) == missing_in(invented, B) == []


def test_what_is_missing_is_named(invented):
    invented.set(f"{A}/paragraphs.csv", 4, precis="")
    invented.drop(f"{A}/annotations.csv", 3)
    invented.set(f"{A}/numbers.csv", 2, accounted_by="")
    (invented.corpus / A / "claims.csv").unlink()
    assert missing_in(invented, A) == [
        "the table claims (claims.csv)",
        "an annotation on standfirst (paragraphs.csv)",
        "a précis of 1 (paragraphs.csv)",
        "what accounts for 40 in 1 (numbers.csv)",
    ]


def test_a_table_that_cannot_be_read_is_missing(invented):
    invented.write(f"{B}/events.csv", b"\xff\n")
    label = f"corpus/{B}/events.csv"
    assert missing_in(invented, B)[0] == f"{label}, which cannot be read: run check"


def test_the_report_shows_all_of_it_and_the_exit_code_says_whether_something_is_missing(
    invented, capsys
):
    assert main(["--corpus", str(invented.corpus)]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{A} (read)\n  5 of 5 paragraphs have a précis, 100%\n")
    assert "  6 of 6 numbers are accounted for, 100%\n" in out
    assert "  6 annotations, 3 figures, 6 numbers, 1 events, 2 citations" in out
    assert "  notes: 1 rhetoric, 1 question, 1 gloss, 1 number, 1 context, 1 evidence\n" in out
    assert out.endswith("2 of 2 documents are read and complete.\n")

    invented.set(f"{A}/paragraphs.csv", 4, precis="")
    assert main(["--corpus", str(invented.corpus)]) == 1
    out = capsys.readouterr().out
    assert "  4 of 5 paragraphs have a précis, 80%\n" in out
    assert "  missing: a précis of 1 (paragraphs.csv)\n" in out

    invented.unfinished(A)
    assert main(["--corpus", str(invented.corpus)]) == 0
    out = capsys.readouterr().out
    assert f"{A} (unfinished)\n" in out and "  missing: a précis of 1" in out
    assert out.endswith("1 of 2 documents are read and complete.\n")


@pytest.mark.parametrize("table", ["document.toml", "paragraphs.csv", "annotations.csv"])
@pytest.mark.parametrize("content", [b"", b"\xff\n", b"x = 1\n"])
def test_whatever_a_file_holds_there_is_a_report(invented, capsys, table, content):
    invented.write(f"{A}/{table}", content)
    assert main(["--corpus", str(invented.corpus)]) in (0, 1)
    assert f"{A} (" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_one_message(tmp_path, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["--corpus", str(tmp_path / "nowhere")])
    assert "found none at" in capsys.readouterr().err
