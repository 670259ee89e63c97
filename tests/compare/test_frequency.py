"""Counts of words, and how surprising they are."""

import pandas as pd
import pytest

from helpers.compare.frequency import count_words, log_likelihood

TOKENS = pd.DataFrame(
    {
        "document": ["b-2020", "b-2020", "a-2021", "a-2021"],
        "short": ["B", "B", "A", "A"],
        "token": ["law", "laws", "bus", "law"],
        "count": [4, 6, 3, 7],
    }
)


def test_forms_of_a_word_are_counted_together_in_each_document():
    counts = count_words(TOKENS, {"law": ["law", "laws"], "ship": ["ship"]})
    assert counts.loc["law"].to_dict() == {"b-2020": 10, "a-2021": 7}
    assert counts.loc["ship"].sum() == 0 and list(counts) == ["b-2020", "a-2021"]


def test_equal_rates_are_no_surprise():
    assert log_likelihood(5, 50, 100, 1000) == pytest.approx(0)


def test_the_surprise_does_not_depend_on_which_text_comes_first():
    assert log_likelihood(7, 2, 300, 900) == pytest.approx(log_likelihood(2, 7, 900, 300))
