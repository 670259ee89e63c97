"""General rules cut a text into paragraphs."""

import textwrap

import pytest

from helpers.bring.segment import Copy, rejoin, segment
from helpers.corpus.text import normal


def printed(copy: Copy) -> dict[str, str]:
    return {p: normal(words) for p, words in copy.paragraphs.items()}


def test_a_page_is_cut_into_title_standfirst_body_sections_and_an_authors_note(ferry):
    copy = segment(ferry)
    assert list(copy.paragraphs) == ["title", "standfirst", "1", "2", "3", "4", "5", "n1"]
    assert copy.paragraphs["title"] == "The Ferry Stays Another Winter"
    assert copy.paragraphs["n1"].startswith("Ada Example is")
    assert copy.sections == {"1": "", "2": ""} | dict.fromkeys("345", "What the keepers say")


def test_menus_bylines_and_forms_are_outside(ferry):
    outside = segment(ferry).outside
    assert outside[:4] == ["Home", "World", "By Ada Example", "12 March 2021"]
    assert outside[4:] == ["Sign up for our newsletter", "© 2021 The Example Post"]


def test_a_paragraph_cut_by_a_page_break_and_its_footnotes_is_one(mills):
    copy = segment(mills)
    assert [p for p in copy.paragraphs if p.isdigit()] == list("12345")
    assert (
        "half of the orchard behind the miller's house.<sup>2</sup> Children"
        in copy.paragraphs["2"]
    )
    assert copy.paragraphs["n2"].startswith("<sup>2</sup> Letter")


def test_a_page_counter_and_a_running_head_do_not_cut_a_paragraph(mills):
    pages = "Valley Papers\nPage 1 of 3\n" + mills.replace(
        "---\n\n<sup>1", "Page 2 of 3\n\nValley Papers\n\n<sup>1"
    )
    copy = segment(pages + "\nValley Papers\n")
    assert printed(copy) == printed(segment(mills))
    assert set(copy.outside) == {"Valley Papers"}


def test_each_bullet_is_a_paragraph_without_its_mark(mills):
    copy = segment(mills)
    assert copy.paragraphs["4"].startswith("Both have been")
    assert copy.paragraphs["5"].startswith("One of them")
    assert copy.sections["5"] == "Two younger mills"


def test_a_short_first_paragraph_under_a_heading_is_no_standfirst():
    copy = segment(
        "# The Ferry Stays Another Winter\n\n"
        "The ferry was meant to leave in autumn, but the council met and voted to keep it.\n\n"
        "What the keepers say\n\n"
        "The two keepers have lived at the northern light for nine years and want to stay.\n\n"
        "Their children go to school on the mainland and come home on the boat every second week."
    )
    assert list(copy.paragraphs) == ["title", "1", "2", "3"]
    assert copy.sections["2"] == "What the keepers say"


def test_a_short_paragraph_made_whole_across_a_page_stays_in_the_body():
    whole = "The council of the island kept the boat after a long night of talk and"
    copy = segment(
        "# The Ferry Stays Another Winter\n\n"
        "The two keepers have lived at the northern light for nine years and want to stay.\n\n"
        "Their children go to school on the mainland and come home on the boat every week.\n\n"
        + whole.replace(" night", "\n\n---\n\nnight")
    )
    assert printed(copy)["3"] == normal(whole)


def test_a_list_keeps_the_line_that_opens_it():
    copy = segment(
        "# Stores\n\nThe keepers counted what was left in the cellar after the storm.\n\n"
        "They found:\n\n- oil\n- rope\n\n"
        "All of it was wet, and the bread had gone green along its lower edge."
    )
    assert [copy.paragraphs[p] for p in "234"] == ["They found:", "oil", "rope"]


def test_a_one_line_question_in_sentence_case_is_a_paragraph(ferry):
    copy = segment(
        ferry.replace("What the keepers say", "What can the keepers do to bring the post across?")
    )
    assert copy.paragraphs["3"] == "What can the keepers do to bring the post across?"


def test_a_headline_that_is_a_question_is_a_title_and_its_repetition_is_outside(ferry):
    title = "Can the Harbour Council Keep the Ferry?"
    copy = segment(f"Views\n{title}\n" + ferry.replace("The Ferry Stays Another Winter", title))
    assert copy.paragraphs["title"] == title
    assert copy.outside.count(title) == 1


def test_a_text_without_a_title_has_none(ferry):
    body = segment(ferry).paragraphs
    copy = segment("\n\n".join(body[p] for p in "12345"))
    assert list(copy.paragraphs) == list("12345")


def test_a_starred_note_comes_after_the_numbered_ones(mills):
    copy = segment(
        mills.replace(
            "<sup>1</sup> Parish", "\\* Read to the parish in June.\n\n<sup>1</sup> Parish"
        )
    )
    assert copy.paragraphs["n3"] == "\\* Read to the parish in June."


def test_footnotes_whose_numbers_start_again_are_numbered_in_their_order(mills):
    copy = segment(mills.replace("<sup>2</sup> Letter", "<sup>1</sup> Letter"))
    assert copy.paragraphs["n2"].startswith("<sup>1</sup> Letter")


def test_an_address_on_its_own_line_belongs_to_the_note_above(mills):
    copy = segment(mills.replace("volume 4.\n", "volume 4.\n<https://parish.example/book>\n"))
    assert copy.paragraphs["n1"].endswith("volume 4. <https://parish.example/book>")


def test_a_credit_of_translators_at_the_end_is_a_note_and_a_photo_credit_is_dropped(ferry):
    copy = segment(
        ferry.replace(
            "Ada Example is a reporter at the Example Post.", "Translated by B. Example.\nPhoto: C."
        )
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
def test_a_sentence_that_only_resembles_furniture_stays_in_the_body(sentence, ferry):
    body = segment(ferry).paragraphs
    copy = segment(ferry.replace(body["4"], sentence))
    assert copy.paragraphs["4"] == sentence


@pytest.mark.parametrize(
    "heading", ["Next steps", "Recent arrests", "Home at last", "Search for answers"]
)
def test_a_sub_heading_that_resembles_a_menu_stays_a_section(heading, ferry):
    assert segment(ferry.replace("What the keepers say", heading)).sections["3"] == heading


@pytest.mark.parametrize(
    "line", ["Advertisement", "Share this", "Read more: Boats of the north", "Related: Oil"]
)
def test_a_line_of_the_site_inside_the_body_is_neither_section_nor_paragraph(line, ferry):
    copy = segment(ferry.replace("What the keepers say", line))
    assert line in copy.outside
    assert copy.sections == {}


@pytest.mark.parametrize("width", [60, 72, 100])
def test_hard_wrapped_lines_are_rejoined(width, ferry, mills):
    for content in (ferry, mills):
        wrapped = "\n".join(textwrap.fill(line, width) for line in content.split("\n"))
        assert printed(segment(wrapped)) == printed(segment(content))


def test_a_word_parted_at_a_line_end_is_made_whole_and_a_hyphen_of_its_own_is_kept():
    assert rejoin(["the lamp-", "lighter's har-", "bour"], {"lamp", "lighter's", "harbour"}) == (
        "the lamp-lighter's harbour"
    )


def test_a_link_is_read_as_its_words_and_a_picture_as_nothing(mills):
    content = mills.replace("weavers", "[weavers](https://weavers.example/a)").replace(
        "## Two", "![A mill](mill.png)\n\n## Two"
    )
    assert printed(segment(content)) == printed(segment(mills))
