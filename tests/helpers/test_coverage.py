"""Coverage: everything that is there is counted, everything that is not is named."""

import pytest

from helpers.coverage import coverage, main

A, B = "alpha-2020", "beta-2021"


def test_a_document_read_to_the_end_has_nothing_missing(invented):
    alpha, beta = coverage(invented.corpus)
    assert (alpha.document, alpha.read, alpha.missing) == (A, True, [])
    assert len(alpha.paragraphs) == len(alpha.precis) == len(alpha.annotated) == 5
    assert alpha.kinds == {"rhetoric": 1, "question": 1, "gloss": 1, "number": 1, "context": 1, "evidence": 1}
    assert alpha.rows == {"figures": 3, "events": 1, "citations": 2, "recommendations": 0, "claims": 2}
    assert (alpha.numbers, alpha.accounts) == (6, {"figures": 3, "events": 1, "excluded": 2})
    assert beta.accounts.total() == beta.numbers == 6


def test_what_is_missing_is_named(invented):
    invented.set(f"{A}/paragraphs.csv", 4, precis="")
    invented.drop(f"{A}/annotations.csv", 3)
    invented.set(f"{A}/numbers.csv", 2, accounted_by="")
    invented.set(f"{A}/numbers.csv", 4, accounted_by="f99")
    (invented.corpus / A / "claims.csv").unlink()
    alpha = coverage(invented.corpus)[0]
    assert alpha.missing == [
        "corpus/alpha-2020/claims.csv is not there yet",
        "a précis of 1",
        "an annotation on standfirst",
        "what accounts for “40” in 1, “12” in 2",
    ]
    assert (len(alpha.precis), len(alpha.annotated), alpha.accounts.total()) == (4, 4, 4)


def test_a_table_that_cannot_be_read_is_missing(invented):
    invented.write(f"{B}/events.csv", b"\xff\n")
    assert coverage(invented.corpus)[1].missing[0] == "corpus/beta-2021/events.csv cannot be read: run check"


def test_the_report_shows_all_of_it_and_the_exit_code_says_whether_a_read_document_lacks_something(invented, capsys):
    assert main(["--corpus", str(invented.corpus)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("alpha-2020 (read)\n  with a précis   5 of 5, 100%\n  annotated       5 of 5, 100%\n")
    assert "  annotations     6: gloss 1, context 1, evidence 1, rhetoric 1, number 1, question 1\n" in out
    assert "  numbers         6 of 6, 100%: figures 3, events 1, excluded 2\n" in out
    assert out.endswith("2 of 2 documents are read and complete.\n")

    invented.set(f"{A}/paragraphs.csv", 4, precis="")
    assert main(["--corpus", str(invented.corpus)]) == 1
    out = capsys.readouterr().out
    assert "  with a précis   4 of 5, 80%\n" in out and "  missing         a précis of 1\n" in out

    invented.unfinished(A)
    assert main(["--corpus", str(invented.corpus)]) == 0
    out = capsys.readouterr().out
    assert "alpha-2020 (unfinished)\n" in out and "  missing         a précis of 1\n" in out
    assert out.endswith("1 of 2 documents are read and complete.\n")


def test_a_folder_that_is_not_there_is_one_message(tmp_path, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["--corpus", str(tmp_path / "nowhere")])
    assert "found none at" in capsys.readouterr().err
