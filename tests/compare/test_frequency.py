"""Counts of words."""

import pandas as pd

from helpers.compare.frequency import count_words

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
