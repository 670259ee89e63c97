"""Readers' own copies: recognised by content, cut into paragraphs, kept on this machine."""

import csv
import io
import json
import os
import subprocess
import sys
import textwrap
from collections import Counter
from pathlib import Path

import pytest

from helpers import copies, text
from helpers.copies import Copy, align, import_files, load_copy, main, segment
from helpers.segment import rejoin

FERRY = """Home
World

The Ferry Stays Another Winter

The council kept the boat after a long night of talk.

By Ada Example
12 March 2021

The ferry was meant to leave the harbour in spring, but nine councillors out of fifteen voted on Tuesday to keep it.

Fishermen on the east quay had asked for a smaller vessel, which would burn less oil and need only two hands aboard.

What the keepers say

The lighthouse keepers, who are paid by the province, called the vote a mercy for everyone who lives beyond the reef.

"Nobody else brings the post," one of them told the Example Post, and he laughed as he said so.

A second vote is due in October, when the new budget is read and the price of oil is known.

Ada Example is a reporter at the Example Post.

Sign up for our newsletter
© 2021 The Example Post
"""

MILLS = """# Three Mills on the Upper River

The oldest of the mills was built by weavers who came over the pass with their looms on their backs.<sup>1</sup>

Its wheel turned until the great flood, which carried away the weir, the bridge and half of the orchard behind

---

<sup>1</sup> Parish book, volume 4.

<sup>2</sup> Letter of a weaver's widow, undated, in the parish book, volume 5.

---

the miller's house.<sup>2</sup> Children still find iron nails in the gravel there after heavy rain.

## Two younger mills

The second mill ground rye for the garrison, and the third one sawed timber for the railway and later made paper.

- Both have been empty since the railway closed its branch along the valley.
- One of them will become a school of carpentry if the county finds a teacher.
"""

OTHER = """Bread in a Cold Kitchen

Flour, water, salt and time are all that a loaf asks for, although a warm corner of the room will shorten the time.

Knead until the dough springs back under a thumb, cover it with a damp cloth and go for a long walk with the dog.
"""


@pytest.fixture
def corpus(tmp_path):
    """Return an invented corpus that knows two documents."""
    folder = tmp_path / "corpus"
    for name, content in (("ferry-2021", FERRY), ("mills-1990", MILLS)):
        path = tmp_path / f"{name}.txt"
        path.write_text(content, encoding="utf-8")
        (file,) = import_files([path], name, tmp_path / "learnt", folder)
        assert not file.problem
    return folder


@pytest.fixture
def bring(tmp_path, corpus):
    """Return a function that imports one file with the given content."""

    def run(content, name="page.txt", **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        (file,) = import_files([path], folder=tmp_path / "copies", corpus=corpus, **options)
        return file

    return run


def printed(copy: Copy) -> dict[str, str]:
    return {p: text.normal(words) for p, words in copy.paragraphs.items()}


# --- general rules -----------------------------------------------------------------------------------------------


def test_a_page_is_cut_into_title_standfirst_body_sections_and_an_authors_note():
    copy = segment(FERRY)
    assert list(copy.paragraphs) == ["title", "standfirst", "1", "2", "3", "4", "5", "n1"]
    assert copy.paragraphs["title"] == "The Ferry Stays Another Winter"
    assert copy.paragraphs["n1"].startswith("Ada Example is")
    assert copy.sections == {"1": "", "2": ""} | dict.fromkeys("345", "What the keepers say")


def test_menus_bylines_and_forms_are_outside():
    outside = segment(FERRY).outside
    assert outside[:4] == ["Home", "World", "By Ada Example", "12 March 2021"]
    assert outside[4:] == ["Sign up for our newsletter", "© 2021 The Example Post"]


def test_a_paragraph_cut_by_a_page_break_and_its_footnotes_is_one():
    copy = segment(MILLS)
    assert [p for p in copy.paragraphs if p.isdigit()] == list("12345")
    assert "half of the orchard behind the miller's house.<sup>2</sup> Children" in copy.paragraphs["2"]
    assert copy.paragraphs["n2"].startswith("<sup>2</sup> Letter")


def test_a_page_counter_and_a_running_head_do_not_cut_a_paragraph():
    pages = "Valley Papers\nPage 1 of 3\n" + MILLS.replace("---\n\n<sup>1", "Page 2 of 3\n\nValley Papers\n\n<sup>1")
    copy = segment(pages + "\nValley Papers\n")
    assert printed(copy) == printed(segment(MILLS))
    assert set(copy.outside) == {"Valley Papers"}


def test_each_bullet_is_a_paragraph_without_its_mark():
    copy = segment(MILLS)
    assert copy.paragraphs["4"].startswith("Both have been")
    assert copy.paragraphs["5"].startswith("One of them")
    assert copy.sections["5"] == "Two younger mills"


def test_a_list_keeps_the_line_that_opens_it():
    copy = segment(
        "# Stores\n\nThe keepers counted what was left in the cellar after the storm.\n\n"
        "They found:\n\n- oil\n- rope\n\n"
        "All of it was wet, and the bread had gone green along its lower edge."
    )
    assert [copy.paragraphs[p] for p in "234"] == ["They found:", "oil", "rope"]


def test_a_one_line_question_in_sentence_case_is_a_paragraph():
    copy = segment(FERRY.replace("What the keepers say", "What can the keepers do to bring the post across?"))
    assert copy.paragraphs["3"] == "What can the keepers do to bring the post across?"


def test_a_headline_that_is_a_question_is_a_title_and_its_repetition_is_outside():
    title = "Can the Harbour Council Keep the Ferry?"
    copy = segment(f"Views\n{title}\n" + FERRY.replace("The Ferry Stays Another Winter", title))
    assert copy.paragraphs["title"] == title
    assert copy.outside.count(title) == 1


def test_a_text_without_a_title_has_none():
    body = segment(FERRY).paragraphs
    copy = segment("\n\n".join(body[p] for p in "12345"))
    assert list(copy.paragraphs) == list("12345")


def test_a_starred_note_comes_after_the_numbered_ones():
    copy = segment(MILLS.replace("<sup>1</sup> Parish", "\\* Read to the parish in June.\n\n<sup>1</sup> Parish"))
    assert copy.paragraphs["n3"] == "\\* Read to the parish in June."


def test_footnotes_whose_numbers_start_again_are_numbered_in_their_order():
    copy = segment(MILLS.replace("<sup>2</sup> Letter", "<sup>1</sup> Letter"))
    assert copy.paragraphs["n2"].startswith("<sup>1</sup> Letter")


def test_an_address_on_its_own_line_belongs_to_the_note_above():
    copy = segment(MILLS.replace("volume 4.\n", "volume 4.\n<https://parish.example/book>\n"))
    assert copy.paragraphs["n1"].endswith("volume 4. <https://parish.example/book>")


def test_a_credit_of_translators_at_the_end_is_a_note_and_a_photo_credit_is_dropped():
    copy = segment(
        FERRY.replace("Ada Example is a reporter at the Example Post.", "Translated by B. Example.\nPhoto: C.")
    )
    assert copy.paragraphs["n1"] == "Translated by B. Example."
    assert "Photo: C." in copy.outside


@pytest.mark.parametrize(
    "sentence",
    [
        "By Monday the keepers had written to the ministry again.",
        "The author of the letter did not want to be named.",
        "They had to log in at the port every night.",
        "Printers in the town had no paper left for the notice.",
        "Photographs of the reef were found in the cabin.",
        "Nobody believed it.",
    ],
)
def test_a_sentence_that_only_resembles_furniture_stays_in_the_body(sentence):
    body = segment(FERRY).paragraphs
    copy = segment(FERRY.replace(body["4"], sentence))
    assert copy.paragraphs["4"] == sentence


@pytest.mark.parametrize("heading", ["Next steps", "Recent arrests", "Home at last", "Search for answers"])
def test_a_sub_heading_that_resembles_a_menu_stays_a_section(heading):
    assert segment(FERRY.replace("What the keepers say", heading)).sections["3"] == heading


@pytest.mark.parametrize("line", ["Advertisement", "Share this", "Read more: Boats of the north", "Related: Oil"])
def test_a_line_of_the_site_inside_the_body_is_neither_section_nor_paragraph(line):
    copy = segment(FERRY.replace("What the keepers say", line))
    assert line in copy.outside
    assert copy.sections == {}


@pytest.mark.parametrize("width", [60, 72, 100])
@pytest.mark.parametrize("content", [FERRY, MILLS])
def test_hard_wrapped_lines_are_rejoined(content, width):
    wrapped = "\n".join(textwrap.fill(line, width) for line in content.split("\n"))
    assert printed(segment(wrapped)) == printed(segment(content))


def test_a_word_parted_at_a_line_end_is_made_whole_and_a_hyphen_of_its_own_is_kept():
    assert rejoin(["the lamp-", "lighter's har-", "bour"], {"lamp", "lighter's", "harbour"}) == (
        "the lamp-lighter's harbour"
    )


def test_a_link_is_read_as_its_words_and_a_picture_as_nothing():
    content = MILLS.replace("weavers", "[weavers](https://weavers.example/a)").replace(
        "## Two", "![A mill](mill.png)\n\n## Two"
    )
    assert printed(segment(content)) == printed(segment(MILLS))


# --- aligning ----------------------------------------------------------------------------------------------------


def counted(*paragraphs: str) -> dict[str, Counter]:
    return {str(n): Counter(text.tokens(paragraph)) for n, paragraph in enumerate(paragraphs, 1)}


def test_lines_that_belong_to_no_paragraph_are_left_out():
    body = list(segment(FERRY).paragraphs.values())[2:7]
    blocks = ["Menu", body[0], "Advertisement", body[1], body[2], "Share", body[3], body[4], "Comments"]
    assert align(blocks, counted(*body)) == {"1": [1], "2": [3], "3": [4], "4": [6], "5": [7]}


def test_a_line_between_the_halves_of_a_paragraph_is_left_out():
    body = segment(MILLS).paragraphs
    half = body["2"].index("which")
    assert align(
        [body["1"], body["2"][:half], "Read also: Ten bridges", body["2"][half:]], counted(body["1"], body["2"])
    ) == {
        "1": [0],
        "2": [1, 3],
    }


def test_a_missing_paragraph_takes_nothing_from_its_neighbours():
    body = [segment(FERRY).paragraphs[p] for p in "12345"]
    for gone in range(5):
        blocks = [paragraph for k, paragraph in enumerate(body) if k != gone]
        placed = align(blocks, counted(*body))
        assert str(gone + 1) not in placed
        assert [placed[p][0] for p in placed] == [0, 1, 2, 3]


def test_a_foreign_paragraph_is_not_placed():
    body = [segment(FERRY).paragraphs[p] for p in "12345"]
    assert align(OTHER.splitlines(), counted(*body)) == {}


def test_notes_that_cite_the_same_work_are_placed_in_their_order():
    known = {
        "n1": Counter(text.tokens("Parish book, volume 4.")),
        "n2": Counter(text.tokens("Parish book, volume 4, p7.")),
    }
    placed = align(["<sup>1</sup> Parish book, volume 4.", "<sup>2</sup> Parish book, volume 4."], known)
    assert placed == {"n1": [0], "n2": [1]}


def test_nothing_is_placed_where_there_is_nothing():
    assert align([], counted("a b c")) == {}
    assert align(["a b c"], {}) == {}


# --- recognising and keeping -------------------------------------------------------------------------------------


def test_a_known_document_is_recognised_by_its_content_not_its_name(bring, corpus):
    file = bring(FERRY, "mills-1990.txt")
    assert (file.document, file.body, file.of, file.missing) == ("ferry-2021", 5, 5, [])
    assert file.stored.name == "ferry-2021.json"


def test_the_kept_copy_has_the_text_as_printed(bring, tmp_path):
    bring(MILLS)
    copy = load_copy("mills-1990", tmp_path / "copies")
    assert (copy["document"], copy["format"], copy["normal_form"]) == ("mills-1990", 1, text.NORMAL_FORM)
    assert copy["paragraphs"] == segment(MILLS).paragraphs
    assert copy["sections"] == segment(MILLS).sections
    assert copy["outside"] == []


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.replace("\n", "\r\n").encode("utf-8"),
        lambda content: content.replace("\n", "\r").encode("utf-8"),
        lambda content: content.encode("utf-8-sig"),
        lambda content: content.encode("utf-16"),
        lambda content: content.encode("cp1252"),
        lambda content: "\n".join(textwrap.fill(line, 50) for line in content.split("\n")).encode("utf-8"),
        lambda content: content.replace("harbour", "har\u00adbour").encode("utf-8"),
    ],
    ids=["crlf", "cr", "bom", "utf-16", "windows-1252", "wrapped", "soft hyphens"],
)
def test_line_ends_encodings_and_wrapping_change_nothing(bring, tmp_path, change):
    file = bring(change(FERRY))
    assert not file.problem
    copy = Copy(load_copy("ferry-2021", tmp_path / "copies")["paragraphs"])
    assert printed(copy) == printed(segment(FERRY))


def test_another_encoding_than_utf_8_is_said(bring):
    assert "Windows-1252" in " ".join(bring(FERRY.encode("cp1252")).remarks)
    assert bring(FERRY).remarks == []


def test_a_text_without_line_breaks_is_still_taken_apart(bring):
    file = bring(" ".join(segment(FERRY).paragraphs[p] for p in "12345"))
    assert (file.body, file.of) == (5, 5)


def test_missing_paragraphs_are_named_and_the_rest_is_imported(bring):
    body = segment(FERRY).paragraphs
    file = bring(FERRY.replace(body["2"], "").replace(body["5"], "").replace(body["n1"], ""))
    assert (file.body, file.missing) == (3, ["2", "5", "n1"])
    assert "  not in this file: 2, 5, n1" in file.lines


def test_a_paragraph_that_is_only_partly_there_is_named(bring):
    file = bring(FERRY.replace(", who are paid by the province,", ""))
    assert list(file.incomplete) == ["3"]
    assert 0.5 < file.incomplete["3"] < 0.9


def test_a_file_that_is_no_known_document_is_said_to_be_none(bring):
    problem = bring(OTHER).problem
    assert problem.startswith("it is none of the 2 documents")
    assert "--as ID" in problem


def test_two_documents_in_one_file_are_not_imported(bring):
    file = bring(FERRY + "\n" + MILLS)
    assert file.stored is None
    assert "holds 2 documents" in file.problem
    assert "ferry-2021 (100% of it)" in file.problem
    assert "mills-1990 (100% of it)" in file.problem


def test_a_fuller_copy_is_not_lost(bring, tmp_path):
    bring(FERRY)
    shorter = FERRY.replace(segment(FERRY).paragraphs["2"], "")
    file = bring(shorter)
    assert file.stored is None
    assert "Delete that file to put this one in its place" in file.remarks[0]
    assert "2" in load_copy("ferry-2021", tmp_path / "copies")["paragraphs"]
    (tmp_path / "copies" / "ferry-2021.json").unlink()
    assert bring(shorter).stored
    assert "2" not in load_copy("ferry-2021", tmp_path / "copies")["paragraphs"]


def test_a_copy_with_fewer_words_in_as_many_paragraphs_does_not_replace_the_fuller_one(bring):
    bring(FERRY)
    assert "words of the document" in bring(FERRY.replace(", who are paid by the province,", "")).remarks[0]


def test_the_same_file_again_changes_no_byte(bring):
    before = bring(FERRY).stored.read_bytes()
    assert bring(FERRY).stored.read_bytes() == before


def test_a_damaged_stored_copy_is_replaced_and_this_is_said(bring, tmp_path):
    stored = bring(FERRY).stored
    stored.write_text("{", encoding="utf-8")
    assert "damaged" in bring(FERRY).remarks[0]
    assert load_copy("ferry-2021", tmp_path / "copies")


def test_an_interrupted_write_leaves_the_old_copy_and_no_litter(bring, tmp_path, monkeypatch):
    before = bring(FERRY).stored.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    file = bring(FERRY)
    assert "No space left" in file.problem
    assert [path.name for path in (tmp_path / "copies").iterdir()] == ["ferry-2021.json"]
    assert (tmp_path / "copies" / "ferry-2021.json").read_bytes() == before


def test_a_folder_that_cannot_be_written_is_said_with_what_to_do(corpus, tmp_path):
    (tmp_path / "blocked").write_text("a file where a folder should be", encoding="utf-8")
    (file,) = import_files([tmp_path / "ferry-2021.txt"], folder=tmp_path / "blocked", corpus=corpus)
    assert "cannot be kept" in file.problem
    assert "READING_COPIES" in file.problem


# --- bad files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b" \n\t\n", "no words"),
        (b"--- *** ---", "no words"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\xff", "not plain text"),
        ("words".encode("utf-16-le"), "not plain text"),
        (b"%PDF-1.7 words", "not plain text"),
        (b"<!DOCTYPE html><p>words</p>", "not plain text"),
        (b"word " * 110_000, "far more than one document"),
    ],
)
def test_a_bad_file_gets_one_clear_message(bring, content, said):
    file = bring(content)
    assert said in file.problem
    assert file.stored is None


@pytest.mark.parametrize("name", ["page.html", "page.pdf", "page.docx"])
def test_another_kind_of_file_is_refused(bring, name):
    assert "expected a .txt or .md file" in bring(FERRY, name).problem


def test_a_file_that_cannot_be_read_is_said(bring, monkeypatch):
    def refuse(path):
        if path.suffix == ".txt":
            raise PermissionError(13, "Permission denied")
        return read(path)

    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert bring(FERRY).problem == "it cannot be read (Permission denied)."


def test_all_problems_of_all_files_are_told_at_once(corpus, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    files = import_files(
        [tmp_path / "none.txt", tmp_path / "empty.txt", tmp_path / "ferry-2021.txt"],
        folder=tmp_path / "c",
        corpus=corpus,
    )
    assert [bool(file.problem) for file in files] == [True, True, False]


def test_a_folder_with_mixed_content_is_sorted_out(corpus, tmp_path):
    folder = tmp_path / "mixed"
    (folder / "deeper").mkdir(parents=True)
    for name, content in {"a.txt": FERRY, "b.md": MILLS, "readme.md": OTHER, "c.jpg": "x", ".hidden.txt": "x"}.items():
        (folder / name).write_text(content, encoding="utf-8")
    files = import_files([folder, folder / "a.txt"], folder=tmp_path / "copies", corpus=corpus)
    assert [(file.path.name, file.document) for file in files] == [
        ("a.txt", "ferry-2021"),
        ("b.md", "mills-1990"),
        ("readme.md", ""),
    ]
    assert files[2].passed_over.startswith("it is none of the 2 documents")
    assert not any(file.problem for file in files)


def test_a_folder_without_texts_is_a_problem(corpus, tmp_path):
    (tmp_path / "bare").mkdir()
    (file,) = import_files([tmp_path / "bare"], corpus=corpus)
    assert "the folder holds no .txt or .md file" in file.problem


# --- documents that the corpus does not know ----------------------------------------------------------------------


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def test_a_new_document_gets_its_tables(corpus):
    folder = corpus / "mills-1990"
    tokens = rows(folder / "tokens.csv")
    assert list(tokens[0]) == ["paragraph", "token", "count"]
    assert tokens[0] == {"paragraph": "title", "token": "mills", "count": "1"}
    assert [row["paragraph"] for row in rows(folder / "paragraphs.csv")] == ["title", *"12345", "n1", "n2"]
    assert rows(folder / "paragraphs.csv")[4]["section"] == "Two younger mills"
    assert {row["role"] + row["precis"] for row in rows(folder / "paragraphs.csv")} == {""}
    numbers = rows(folder / "numbers.csv")
    assert {"paragraph": "n1", "number": "4", "occurrence": "1", "accounted_by": "", "reason": ""} in numbers
    assert [row["number"] for row in rows(corpus / "ferry-2021" / "numbers.csv") if row["paragraph"] == "outside"] == [
        "12",
        "2021",
        "2021",
    ]


def test_tables_that_exist_are_left_alone(tmp_path):
    folder = tmp_path / "corpus" / "ferry-2021"
    folder.mkdir(parents=True)
    (folder / "paragraphs.csv").write_text("mine", encoding="utf-8")
    path = tmp_path / "a.txt"
    path.write_text(FERRY, encoding="utf-8")
    (file,) = import_files([path], "ferry-2021", tmp_path / "copies", tmp_path / "corpus")
    assert (folder / "paragraphs.csv").read_text(encoding="utf-8") == "mine"
    assert "tokens.csv, numbers.csv" in " ".join(file.remarks)


def test_a_known_document_under_another_name_is_refused(bring):
    problem = bring(FERRY, as_id="boat-2021").problem
    assert problem == "it is ferry-2021 (100% of it). Import it without --as."


def test_a_known_document_is_not_named_again(bring):
    with pytest.raises(ValueError, match=r"import without --as, or delete its tokens\.csv"):
        bring(FERRY, as_id="ferry-2021")


def test_a_file_without_running_text_makes_no_document(bring, corpus):
    assert "no paragraph of running text" in bring("Menu\nHome\nOne two\n", as_id="menu-2020").problem
    assert not (corpus / "menu-2020").exists()


@pytest.mark.parametrize("wrong", ["Ferry 2021", "../ferry", "vocabulary", "copies", ""])
def test_a_name_that_cannot_be_a_folder_of_the_corpus_is_refused(wrong):
    with pytest.raises(ValueError, match="cannot name a document"):
        load_copy(wrong)


def test_as_takes_one_file(tmp_path, corpus):
    with pytest.raises(ValueError, match="takes one file; found 2"):
        import_files([tmp_path / "a.txt", tmp_path / "b.txt"], "boat-2021", corpus=corpus)


def test_a_broken_table_of_tokens_is_said_with_what_to_do(bring, corpus):
    path = corpus / "ferry-2021" / "tokens.csv"
    path.write_text("paragraph,token,count\n1,ferry,1\n1,boat,many\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"tokens\.csv: the table cannot be read. Run `python -m helpers check`"):
        bring(FERRY)


def test_an_empty_corpus_says_so(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(FERRY, encoding="utf-8")
    (file,) = import_files([path], folder=tmp_path / "copies", corpus=tmp_path / "corpus")
    assert "none of the 0 documents" in file.problem


# --- reading a stored copy, the folder, the command ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "damaged"),
        ("[]", "damaged"),
        (
            '{"format": 2, "document": "x-1", "paragraphs": {}, "sections": {}, "outside": []}',
            "1 was expected, found 2",
        ),
        ('{"format": 1, "document": "x-1", "paragraphs": {"1": 2}, "sections": {}, "outside": []}', "paragraphs not"),
        ('{"format": 1, "document": "y-1", "paragraphs": {}, "sections": {}, "outside": []}', "x-1 was expected"),
        (b"\xff\xfe\xfa", "damaged"),
    ],
)
def test_a_broken_stored_copy_is_a_clear_error(tmp_path, content, said):
    (tmp_path / "x-1.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ValueError, match="Import the document again") as error:
        load_copy("x-1", tmp_path)
    assert said in str(error.value)


def test_the_folder_of_copies_can_be_named(monkeypatch, tmp_path):
    monkeypatch.setenv("READING_COPIES", str(tmp_path))
    assert copies.copies_folder() == tmp_path
    (tmp_path / "x-1.json").write_text(
        json.dumps({"document": "x-1", "format": 1, "paragraphs": {"1": "a"}, "sections": {}, "outside": []}),
        encoding="utf-8",
    )
    assert load_copy("x-1")["paragraphs"] == {"1": "a"}
    monkeypatch.setenv("READING_COPIES", "")
    assert copies.copies_folder() == copies.corpus_folder() / "copies"


@pytest.fixture
def here(monkeypatch, tmp_path, corpus):
    """Let the command use the invented corpus."""
    monkeypatch.setattr(copies, "corpus_folder", lambda: corpus)
    monkeypatch.setenv("READING_COPIES", str(tmp_path / "copies"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_prints_what_was_found_dropped_and_kept(here, capsys):
    assert main(["ferry-2021.txt"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "ferry-2021.txt: ferry-2021, “The Ferry Stays Another Winter”",
        "  5 of 5 body paragraphs, 1 note",
        "  dropped 6 lines: “Home”, “World”, “By Ada Example”, “12 March 2021”, “Sign up for our newsletter”, "
        "“© 2021 The Example Post”",
        f"  kept in {os.path.join('copies', 'ferry-2021.json')}; it stays on this machine only",
    ]


def test_only_the_first_words_of_a_dropped_line_are_printed(here, capsys):
    (here / "long.txt").write_text(FERRY + "\nAnd here is one line more\n", encoding="utf-8")
    main(["long.txt"])
    assert "“And here is one line …”" in capsys.readouterr().out


def test_the_command_fails_when_a_file_fails_and_still_imports_the_others(here, capsys):
    (here / "bad.txt").write_bytes(b"")
    assert main(["bad.txt", "none.txt", "ferry-2021.txt"]) == 1
    said = capsys.readouterr()
    assert said.err.splitlines() == [
        "bad.txt: it holds no words.",
        "none.txt: it cannot be read (No such file or directory).",
    ]
    assert (here / "copies" / "ferry-2021.json").exists()


def test_a_folder_with_nothing_to_import_fails(here, capsys):
    (here / "mixed").mkdir()
    (here / "mixed" / "readme.md").write_text(OTHER, encoding="utf-8")
    assert main(["mixed"]) == 1
    said = capsys.readouterr()
    assert "passed over" in said.out
    assert "Nothing was imported" in said.err


def test_the_command_tells_a_wrong_name_without_a_traceback(here, capsys):
    assert main(["ferry-2021.txt", "--as", "Not a name"]) == 1
    assert "cannot name a document" in capsys.readouterr().err


def test_a_terminal_without_the_letters_still_gets_the_message(here, monkeypatch):
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", out)
    assert main(["ferry-2021.txt"]) == 0
    out.seek(0)
    assert "\\u201cThe Ferry Stays Another Winter\\u201d" in out.read()


def test_importing_the_module_and_loading_a_copy_needs_no_numpy():
    code = "import sys, helpers.copies as c; c.load_copy('none-1'); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
