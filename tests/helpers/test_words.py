"""Rates and keywords."""

import pandas as pd
import pytest

from helpers.corpus import open_corpus
from helpers.words import keywords, log_likelihood, log_ratio


def test_equal_rates_differ_in_neither_measure():
    assert log_likelihood(5, 50, 100, 1000) == pytest.approx(0)
    assert log_ratio(5, 50, 100, 1000) == pytest.approx(0)


def test_log_likelihood_does_not_care_which_text_comes_first():
    assert log_likelihood(7, 2, 300, 900) == pytest.approx(log_likelihood(2, 7, 900, 300))


def test_log_ratio_changes_its_sign_with_the_order():
    assert log_ratio(7, 2, 300, 900) == pytest.approx(-log_ratio(2, 7, 900, 300))


def test_keywords_are_the_words_that_are_more_common_here():
    tokens = pd.DataFrame(
        {"document": ["a", "a", "b", "b"], "token": ["law", "the", "bus", "the"], "count": [4, 6, 3, 7]}
    )
    found = keywords(tokens, "a")
    assert list(found["token"]) == ["law"] and found.loc[0, "here"] == 4 and found.loc[0, "elsewhere"] == 0


def test_the_counts_of_a_document_add_up_to_its_tokens():
    tokens = open_corpus().tokens
    found = keywords(tokens, "kei-2023").set_index("token")
    unhcr = tokens[(tokens["document"] == "kei-2023") & (tokens["token"] == "salmón")]["count"].sum()
    assert found.loc["salmón", "here"] == unhcr and found.loc["salmón", "elsewhere"] == 0
