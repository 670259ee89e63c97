"""A file is read, and recognised as a document by its words alone."""

import os
import textwrap

import pytest

from helpers.bring.recognise import known_documents, read_text, recognise
from helpers.bring.segment import segment
from helpers.corpus.text import normal


@pytest.fixture
def recognised(corpus):
    """A function that returns the known document that a text holds, and its copy."""
    return lambda content: recognise(content, known_documents(corpus))


@pytest.fixture
def taken(recognised):
    """A function that takes the known document out of a text."""
    return lambda content: recognised(content)[1]


@pytest.fixture
def read(tmp_path):
    """A function that reads a file with the given bytes."""

    def run(data, name="page.txt"):
        (tmp_path / name).write_bytes(data)
        return read_text(tmp_path / name)

    return run


# --- reading a file -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoded",
    [
        lambda content: content.replace("\n", "\r\n").encode("utf-8"),
        lambda content: content.replace("\n", "\r").encode("utf-8"),
        lambda content: content.encode("utf-8-sig"),
        lambda content: content.encode("utf-16"),
        lambda content: content.encode("cp1252"),
        lambda content: content.replace("harbour", "har\u00adbour").encode("utf-8"),
        lambda content: "\n".join(textwrap.fill(line, 50) for line in content.split("\n")).encode(),
    ],
    ids=["crlf", "cr", "bom", "utf-16", "windows-1252", "soft hyphens", "wrapped"],
)
def test_line_ends_encodings_and_wrapping_change_nothing(read, taken, ferry, encoded):
    content, _ = read(encoded(ferry))
    printed = {p: normal(words) for p, words in taken(content).paragraphs.items()}
    assert printed == {p: normal(words) for p, words in segment(ferry).paragraphs.items()}


def test_another_encoding_than_utf_8_is_said_with_its_line(read, ferry):
    _, (remark,) = read(ferry.encode("cp1252"))
    assert remark.startswith("line 26 is not UTF-8, so read as Windows-1252")
    assert read(ferry.encode()) == (ferry, [])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no words"),
        (b" \n\t\n", "no words"),
        (b"--- *** ---", "no words"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\xff", "not plain text"),
        ("words".encode("utf-16-le"), "not plain text"),
        (b"%PDF-1.7 words", "not plain text"),
        (b"<!DOCTYPE html><p>words</p>", "not plain text"),
        (b"word " * 110_000, "550,000 bytes, far more than one document"),
    ],
)
def test_a_bad_file_gets_one_clear_message(read, data, said):
    with pytest.raises(ValueError, match=said):
        read(data)


@pytest.mark.parametrize("name", ["page.html", "page.pdf", "page.docx"])
def test_another_kind_of_file_is_refused(read, name):
    with pytest.raises(ValueError, match=r"expected a \.txt or \.md file"):
        read(b"words", name)


def test_a_pipe_is_refused_before_it_is_read(tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes with a name")
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ValueError, match=r"expected a \.txt or \.md file"):
        read_text(tmp_path / "pipe.txt")


# --- which document it is -------------------------------------------------------------------------


def test_a_document_is_taken_out_with_its_sub_headings_as_printed(recognised, mills):
    document, copy = recognised(mills)
    assert document.id == "mills-1990"
    assert copy == segment(mills)


def test_lines_that_are_not_the_documents_are_outside(taken, ferry):
    assert taken(ferry).outside == segment(ferry).outside


def test_a_copy_without_its_sub_headings_has_no_sections(taken, mills):
    assert taken(mills.replace("## Two younger mills", "")).sections == {}


def test_a_text_without_line_breaks_is_still_taken_apart(taken, ferry):
    body = [segment(ferry).paragraphs[p] for p in "12345"]
    assert list(taken(" ".join(body)).paragraphs.values()) == body


def test_a_paragraph_that_is_only_partly_there_has_its_share(recognised, ferry):
    document, copy = recognised(ferry.replace(", who are paid by the province,", ""))
    shares = {p: document.share(copy.paragraphs, [p]) for p in document.tokens}
    assert 0.5 < shares.pop("3") < 0.9
    assert set(shares.values()) == {1}
    assert 0.9 < document.share(copy.paragraphs) < 1


def test_a_text_that_is_no_known_document_is_none(recognised, bread):
    assert recognised(bread) is None


def test_a_text_that_is_no_known_document_becomes_a_new_one_where_it_is_named(corpus, bread):
    document, copy = recognise(bread, known_documents(corpus), "bread-2022")
    assert copy == segment(bread)
    assert document.id == "bread-2022"
    assert document.share(copy.paragraphs, document.tokens) == 1


def test_two_documents_in_one_file_are_refused_by_name(taken, ferry, mills):
    with pytest.raises(ValueError, match="holds 2 documents") as error:
        taken(ferry + "\n" + mills)
    assert "ferry-2021 (100% of it)" in str(error.value)
    assert "mills-1990 (100% of it)" in str(error.value)


# --- what the corpus knows ------------------------------------------------------------------------


@pytest.mark.parametrize("count", ["many", "-1", "1" * 5000])
def test_a_broken_table_is_said_with_what_to_do(corpus, count):
    path = corpus / "ferry-2021" / "tokens.csv"
    path.write_text(f"paragraph,token,count\n1,ferry,1\n1,boat,{count}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"ferry-2021: a broken table. Run `python -m"):
        known_documents(corpus)


def test_a_document_whose_tokens_are_not_counted_yet_is_not_recognised(corpus, recognised, ferry):
    (corpus / "ferry-2021" / "tokens.csv").write_text("paragraph,token,count\n", encoding="utf-8")
    assert recognised(ferry) is None
