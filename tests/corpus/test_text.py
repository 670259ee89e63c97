"""The normal form, tokens and quotes."""

import pytest

from helpers.corpus.text import normal, quote_pattern, tokens


@pytest.mark.parametrize("text", ["A  “b”\tC-d", "plain", "x’s – y", "a <sup>1</sup>b", "ﬁne"])
def test_the_normal_form_of_a_normal_form_is_itself(text):
    assert normal(normal(text)) == normal(text)


def test_a_word_cut_at_a_line_end_is_one_token():
    assert tokens("they were repat-\nriated") == ["they", "were", "repatriated"]


def test_a_diacritic_belongs_to_its_letter_however_it_is_coded():
    assert tokens("so\u0306ngbun") == tokens("s\u014fngbun") == ["sŏngbun"]


def test_a_quote_is_found_across_other_quotation_marks_spaces_and_emphasis():
    text = 'x the *non  refoulement* rule\'s "core" y'
    assert quote_pattern("the non refoulement rule’s “core”").search(text)


def test_a_quote_is_never_found_across_a_changed_digit():
    assert not quote_pattern("at least 1,170").search("at least 1,171")
