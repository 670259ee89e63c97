"""Readers' own copies: recognised, kept on this machine; a new document gets its tables."""

import csv
import io
import sys
from collections import Counter

import pytest

from helpers.bring import import_files, main
from helpers.bring.segment import segment
from helpers.corpus.copies import load_copy
from helpers.corpus.text import NORMAL_FORM, tokens


@pytest.fixture
def copies(tmp_path):
    """The folder in which `bring` keeps copies."""
    return tmp_path / "copies"


# --- recognising and keeping ----------------------------------------------------------------------


def test_a_known_document_is_recognised_by_its_content_not_its_name(bring, copies, ferry):
    file = bring(ferry, "mills-1990.txt")
    assert (file.document, file.problem) == ("ferry-2021", "")
    assert file.remarks[1] == "5 of 5 body paragraphs, 1 note"
    assert [path.name for path in copies.iterdir()] == ["ferry-2021.json"]


def test_the_kept_copy_has_the_text_as_printed(bring, copies, mills):
    bring(mills)
    made = segment(mills)
    assert load_copy("mills-1990", copies) == {
        "document": "mills-1990",
        "format": 1,
        "normal_form": NORMAL_FORM,
        "paragraphs": made.paragraphs,
        "sections": made.sections,
        "outside": [],
    }


def test_missing_paragraphs_are_named_and_the_rest_is_imported(bring, ferry):
    body = segment(ferry).paragraphs
    file = bring(ferry.replace(body["2"], "").replace(body["5"], "").replace(body["n1"], ""))
    assert file.remarks[1:3] == [
        "3 of 5 body paragraphs, 0 notes",
        "not whole in this file: 2 (0% of it), 5 (0% of it), n1 (0% of it)",
    ]


def test_a_paragraph_that_is_only_partly_there_is_named(bring, ferry):
    file = bring(ferry.replace(", who are paid by the province,", ""))
    assert file.remarks[2] == "not whole in this file: 3 (71% of it)"


def test_a_file_that_is_no_known_document_is_said_to_be_none(bring, bread):
    problem = bring(bread).problem
    assert problem == "none of the 2 known documents. A new one needs --as ID."


def test_two_documents_in_one_file_are_not_imported(bring, copies, ferry, mills):
    assert "holds 2 documents" in bring(ferry + "\n" + mills).problem
    assert not copies.exists()


def test_a_fuller_copy_is_not_lost(bring, copies, ferry):
    bring(ferry)
    shorter = ferry.replace(segment(ferry).paragraphs["2"], "")
    assert "Delete that file to put this one in its place" in bring(shorter).remarks[-1]
    assert "2" in load_copy("ferry-2021", copies)["paragraphs"]
    (copies / "ferry-2021.json").unlink()
    bring(shorter)
    assert "2" not in load_copy("ferry-2021", copies)["paragraphs"]


def test_fewer_words_in_as_many_paragraphs_do_not_replace_the_fuller_copy(bring, ferry):
    bring(ferry)
    shorter = ferry.replace(", who are paid by the province,", "")
    assert "of the document, this file 9" in bring(shorter).remarks[-1]


def test_the_same_file_again_changes_no_byte(bring, copies, ferry):
    bring(ferry)
    before = (copies / "ferry-2021.json").read_bytes()
    bring(ferry)
    assert (copies / "ferry-2021.json").read_bytes() == before


def test_a_damaged_stored_copy_is_replaced_and_this_is_said(bring, copies, ferry):
    copies.mkdir()
    (copies / "ferry-2021.json").write_text("{", encoding="utf-8")
    assert "the copy that was there was damaged" in bring(ferry).remarks[-1]
    assert load_copy("ferry-2021", copies)


def test_a_copy_that_cannot_take_its_place_leaves_no_litter(bring, copies, ferry):
    (copies / "ferry-2021.json").mkdir(parents=True)
    assert "cannot be kept" in bring(ferry).problem
    assert [path.name for path in copies.iterdir()] == ["ferry-2021.json"]


def test_a_folder_that_cannot_be_written_is_said_with_what_to_do(corpus, tmp_path):
    (tmp_path / "blocked").write_text("a file where a folder should be", encoding="utf-8")
    page = tmp_path / "ferry-2021.txt"
    (file,) = import_files([page], folder=tmp_path / "blocked", corpus=corpus)
    assert "cannot be kept" in file.problem
    assert "READING_COPIES" in file.problem


# --- files and folders ----------------------------------------------------------------------------


def test_what_cannot_be_read_is_said(tmp_path, corpus):
    paths = [tmp_path / "none.txt", tmp_path / "ferry-2021.txt" / "none.txt", tmp_path / "a\0b.txt"]
    files = import_files(paths, corpus=corpus)
    assert all(file.problem and "\n" not in file.problem for file in files)
    assert files[0].problem == "it cannot be read (No such file or directory)."


def test_all_problems_of_all_files_are_told_at_once(corpus, copies, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    paths = [tmp_path / name for name in ("none.txt", "empty.txt", "ferry-2021.txt")]
    files = import_files(paths, folder=copies, corpus=corpus)
    assert [bool(file.problem) for file in files] == [True, True, False]


def test_a_folder_with_mixed_content_is_sorted_out(corpus, copies, tmp_path, ferry, mills, bread):
    folder = tmp_path / "mixed"
    (folder / "deeper").mkdir(parents=True)
    mixed = {"a.txt": ferry, "b.md": mills, "readme.md": bread, "c.jpg": "x", ".hidden.txt": "x"}
    for name, content in mixed.items():
        (folder / name).write_text(content, encoding="utf-8")
    files = import_files([folder, folder / "a.txt"], folder=copies, corpus=corpus)
    assert [(file.path.name, file.document) for file in files] == [
        ("a.txt", "ferry-2021"),
        ("b.md", "mills-1990"),
        ("readme.md", ""),
    ]
    assert [file.passed_over for file in files] == [False, False, True]
    assert files[2].problem.startswith("none of the 2 known documents")


def test_a_folder_without_texts_is_a_problem(corpus, tmp_path):
    (tmp_path / "bare").mkdir()
    (file,) = import_files([tmp_path / "bare"], corpus=corpus)
    assert "the folder holds no .txt or .md file" in file.problem


# --- documents that the corpus does not know ------------------------------------------------------


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def test_a_new_document_gets_its_tables(corpus, mills):
    folder = corpus / "mills-1990"
    assert rows(folder / "tokens.csv")[0] == {"paragraph": "title", "token": "mills", "count": "1"}
    counts = {p: Counter(tokens(words)) for p, words in segment(mills).paragraphs.items()}
    for row in rows(folder / "tokens.csv"):
        assert counts[row["paragraph"]].pop(row["token"]) == int(row["count"])
    assert not any(counts.values())
    paragraphs = rows(folder / "paragraphs.csv")
    assert [row["paragraph"] for row in paragraphs] == ["title", *"12345", "n1", "n2"]
    assert paragraphs[4]["section"] == "Two younger mills"
    assert {row["role"] + row["precis"] for row in paragraphs} == {""}
    entry = {"paragraph": "n1", "number": "4", "occurrence": "1", "accounted_by": "", "reason": ""}
    assert entry in rows(folder / "numbers.csv")


def test_numbers_outside_the_paragraphs_are_in_the_ledger_each_occurrence_for_itself(corpus):
    outside = [
        row for row in rows(corpus / "ferry-2021" / "numbers.csv") if row["paragraph"] == "outside"
    ]
    entries = [(row["number"], row["occurrence"]) for row in outside]
    assert entries == [("12", "1"), ("2021", "1"), ("2021", "2")]


@pytest.fixture
def learn(tmp_path, copies):
    """A function that imports one page as a new document of an empty corpus."""

    def run(content, as_id="ferry-2021"):
        (tmp_path / "new.txt").write_text(content, encoding="utf-8")
        (file,) = import_files([tmp_path / "new.txt"], as_id, copies, tmp_path / "new")
        return file

    return run


def test_tables_that_exist_are_left_alone(learn, tmp_path, ferry):
    folder = tmp_path / "new" / "ferry-2021"
    folder.mkdir(parents=True)
    (folder / "paragraphs.csv").write_text("mine", encoding="utf-8")
    assert "numbers.csv, tokens.csv" in " ".join(learn(ferry).remarks)
    assert (folder / "paragraphs.csv").read_text(encoding="utf-8") == "mine"


def test_an_import_that_was_killed_before_the_tokens_can_be_repeated(learn, tmp_path, ferry):
    wrote = learn(ferry).remarks[-1]
    assert wrote.startswith("wrote paragraphs.csv, numbers.csv, tokens.csv in ")
    (tmp_path / "new" / "ferry-2021" / "tokens.csv").unlink()
    assert learn(ferry).remarks[-1].startswith("wrote tokens.csv in ")


def test_a_known_document_under_another_name_is_refused(bring, ferry):
    problem = bring(ferry, as_id="boat-2021").problem
    assert problem == "it is ferry-2021 (100% of it). Import it without --as."


def test_a_known_document_is_not_named_again(bring, ferry):
    with pytest.raises(ValueError, match=r"Import without --as, or delete its tokens\.csv"):
        bring(ferry, as_id="ferry-2021")


def test_a_file_without_running_text_makes_no_document(bring, corpus):
    problem = bring("Menu\nHome\nOne two\n", as_id="menu-2020").problem
    assert "no paragraph of running text" in problem
    assert not (corpus / "menu-2020").exists()


@pytest.mark.parametrize("wrong", ["Ferry 2021", "../ferry", "vocabulary", "copies", "", "a\n"])
def test_a_name_that_cannot_be_a_folder_of_the_corpus_is_refused(bring, ferry, wrong):
    with pytest.raises(ValueError, match="cannot name a new document"):
        bring(ferry, as_id=wrong)


def test_as_takes_one_file(tmp_path, corpus):
    with pytest.raises(ValueError, match="it takes one file, not 2"):
        import_files([tmp_path / "a.txt", tmp_path / "b.txt"], "boat-2021", corpus=corpus)


def test_an_empty_corpus_says_so(tmp_path, copies, ferry):
    (tmp_path / "a.txt").write_text(ferry, encoding="utf-8")
    (file,) = import_files([tmp_path / "a.txt"], folder=copies, corpus=tmp_path / "none")
    assert "none of the 0 known documents" in file.problem


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def command(monkeypatch, tmp_path, corpus, copies):
    """A function that runs the command in a folder with the page ferry-2021.txt."""
    monkeypatch.setenv("READING_COPIES", str(copies))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: main(arguments, corpus)


def test_the_command_prints_what_was_found_dropped_and_kept(command, copies, capsys):
    assert command("ferry-2021.txt") == 0
    assert capsys.readouterr().out.splitlines() == [
        "ferry-2021.txt: ferry-2021",
        "  The Ferry Stays Another Winter",
        "  5 of 5 body paragraphs, 1 note",
        "  dropped 6 lines: “Home”, “World”, “By Ada Example”, “12 March 2021”, "
        "“Sign up for our newsletter”, “© 2021 The Example Post”",
        f"  kept in {copies / 'ferry-2021.json'}; it stays on this machine only",
    ]


def test_only_the_first_words_of_a_dropped_line_are_printed(command, tmp_path, capsys, ferry):
    content = ferry + "\nAnd here is one line more\n"
    (tmp_path / "long.txt").write_text(content, encoding="utf-8")
    command("long.txt")
    assert "“And here is one line …”" in capsys.readouterr().out


def test_the_command_fails_when_a_file_fails_and_still_imports_the_others(
    command, tmp_path, capsys
):
    (tmp_path / "bad.txt").write_bytes(b"")
    assert command("bad.txt", "none.txt", "ferry-2021.txt") == 1
    assert capsys.readouterr().err.splitlines() == [
        "bad.txt: it holds no words.",
        "none.txt: it cannot be read (No such file or directory).",
    ]
    assert (tmp_path / "copies" / "ferry-2021.json").exists()


def test_a_folder_with_nothing_to_import_fails(command, tmp_path, capsys, bread):
    (tmp_path / "mixed").mkdir()
    (tmp_path / "mixed" / "readme.md").write_text(bread, encoding="utf-8")
    assert command("mixed") == 1
    printed = capsys.readouterr()
    assert "passed over" in printed.out
    assert "Nothing was imported" in printed.err


def test_the_command_tells_a_wrong_name_without_a_traceback(command, capsys):
    assert command("ferry-2021.txt", "--as", "Not a name") == 1
    assert "cannot name a new document" in capsys.readouterr().err


def test_a_folder_of_copies_that_nobody_has_gets_one_message(command, monkeypatch, capsys):
    monkeypatch.setenv("READING_COPIES", "~nobody-at-all/x")
    assert command("ferry-2021.txt") == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("READING_COPIES: expected a folder")
    assert len(printed.err.splitlines()) == 1


def test_a_terminal_without_the_letters_still_gets_the_message(command, monkeypatch):
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", out)
    assert command("ferry-2021.txt") == 0
    out.seek(0)
    assert "\\u201cBy Ada Example\\u201d" in out.read()
