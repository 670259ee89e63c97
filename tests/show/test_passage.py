"""A passage is complete, escaped, and leads to the places that it names."""

import json
import re

import pytest

from helpers.corpus import open_corpus
from helpers.corpus.text import tokens
from helpers.show.passage import place_link, show_passage


@pytest.fixture
def rfa(tmp_path, monkeypatch):
    """The first document, without any copy."""
    monkeypatch.setenv("READING_COPIES", str(tmp_path))
    return open_corpus()["rfa-2022"]


@pytest.fixture
def keep(tmp_path):
    """Keep a copy of paragraph 3 of the first document."""

    def write(text: str):
        copy = {"document": "rfa-2022", "format": 1, "normal_form": 1, "paragraphs": {"3": text}}
        path = tmp_path / "rfa-2022.json"
        path.write_text(json.dumps(copy | {"sections": {}, "outside": []}), encoding="utf-8")
        return show_passage(open_corpus()["rfa-2022"], "3").data

    return write


def test_without_a_copy_a_passage_shows_the_precis_and_nothing_looks_missing(rfa):
    html = show_passage(rfa, "3").data
    precis = rfa.paragraphs.set_index("paragraph").loc["3", "precis"]
    assert precis in html and "<blockquote" not in html and "copy" not in html


def test_with_a_copy_a_passage_shows_the_readers_text_with_the_noted_phrases_marked(rfa, keep):
    note = rfa.annotations.query("paragraph == '3' and quote != ''").iloc[0]
    html = keep(f"My <own> text says {note.quote} here.")
    assert "<blockquote" in html and "My &lt;own&gt; text" in html
    assert f"{note.quote}</mark>" in html


def test_a_quote_that_the_copy_lacks_is_said_to_be_missing(rfa, keep):
    assert "not found in your copy" in keep("Another text.")


def test_every_annotation_and_figure_of_a_paragraph_is_shown(rfa):
    for paragraph in rfa.paragraphs["paragraph"]:
        html = show_passage(rfa, paragraph).data
        for body in rfa.annotations.loc[rfa.annotations["paragraph"] == paragraph, "body"]:
            assert set(tokens(body)) <= set(tokens(html))
        assert html.count("<li>") == (rfa.figures["paragraph"] == paragraph).sum()


def test_a_paragraph_that_is_not_there_is_named_with_those_that_are(rfa):
    with pytest.raises(KeyError, match=r"99.*standfirst"):
        show_passage(rfa, "99")


def test_a_passage_has_nothing_that_an_untrusted_page_would_drop(rfa):
    for paragraph in rfa.paragraphs["paragraph"]:
        html = show_passage(rfa, paragraph).data
        for lost in ("<style", "<script", "<svg", "aria-", "class=", " role="):
            assert lost not in html


def test_a_place_is_a_link_to_the_cell_of_its_passage(rfa):
    assert place_link("rfa-2022:3", rfa) == (
        '<a href="01-read-rfa-2022.ipynb#cell-id=rfa-2022-p3">¶3</a>'
    )
    assert place_link("nowhere-1999:3", rfa) == "nowhere-1999 ¶3"


def test_no_id_of_a_document_is_left_in_a_note():
    corpus = open_corpus()
    for name in corpus:
        for paragraph in corpus[name].paragraphs["paragraph"]:
            words = re.sub(r"<[^>]*>", "", show_passage(corpus[name], paragraph).data)
            assert not set(corpus) & set(re.findall(r"[a-z]+-20\d\d", words))
