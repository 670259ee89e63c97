"""The normal form, tokens and numbers."""

import pytest

from helpers.text import normal, numbers, quote_pattern, sentences, tokens


@pytest.mark.parametrize("text", ["A  “b”\tC-d", "plain", "x’s – y", "a <sup>1</sup>b", "ﬁne"])
def test_the_normal_form_of_a_normal_form_is_itself(text):
    assert normal(normal(text)) == normal(text)


def test_a_word_cut_at_a_line_end_is_one_token():
    assert tokens("they were repat-\nriated") == ["they", "were", "repatriated"]


def test_a_diacritic_belongs_to_its_letter_however_it_is_coded():
    assert tokens("so\u0306ngbun") == tokens("s\u014fngbun") == ["sŏngbun"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,170 people", ["1,170"]),
        ("70-80%", ["70", "80"]),
        ("the 19th time", ["19th"]),
        ("COVID-19", ["19"]),
        ("tens of thousands", ["tens of thousands"]),
        ("a forty-five day stay", ["forty-five"]),
        ("someone, anyone", []),
        ("No one and One", ["one", "One"]),
        ("0/250자", ["0", "250"]),
        ("in 2014.", ["2014"]),
    ],
)
def test_numbers_are_found_exactly_as_printed(text, found):
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("text", "count"),
    [("One. Two?", 2), ("He asks: “Why?” Then goes.", 2), ("No stop", 0), ("A figure of 1.5 only.", 1)],
)
def test_sentences_are_counted(text, count):
    assert sentences(text) == count


def test_a_quote_is_found_across_other_quotation_marks_spaces_and_emphasis():
    assert quote_pattern("the non refoulement rule’s “core”").search('x the *non  refoulement* rule\'s "core" y')


def test_a_quote_is_never_found_across_a_changed_digit():
    assert not quote_pattern("at least 1,170").search("at least 1,171")
