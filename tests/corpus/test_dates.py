"""EDTF dates as spans and in words."""

import datetime

import edtf
import pandas as pd
import pytest

from helpers.corpus.dates import by_date, date_span, date_words

hypothesis = pytest.importorskip("hypothesis")
st = hypothesis.strategies


def test_a_year_spans_all_its_days():
    assert date_span("2022") == (datetime.date(2022, 1, 1), datetime.date(2022, 12, 31))


def test_a_decade_spans_ten_years():
    assert date_span("199X") == (datetime.date(1990, 1, 1), datetime.date(1999, 12, 31))


def test_an_open_interval_has_no_last_day():
    assert date_span("2020/..")[1] is None


@hypothesis.given(
    st.dates(datetime.date(1000, 1, 1)), st.integers(1, 3), st.sampled_from(["", "~"])
)
@hypothesis.settings(max_examples=25, deadline=None)
def test_the_fast_way_and_the_library_agree(day, parts, mark):
    text = "-".join(day.isoformat().split("-")[:parts]) + mark
    parsed = edtf.parse_edtf(text)
    ends = (parsed.lower_strict(), parsed.upper_strict())
    assert date_span(text) == tuple(datetime.date(*end[:3]) for end in ends)


@pytest.mark.parametrize("wrong", ["2022-13", "March 2022", "", "15.3.2022", "2023-02-30"])
def test_what_is_not_edtf_is_refused_with_what_was_found(wrong):
    with pytest.raises(ValueError, match="expected a date in EDTF") as error:
        date_span(wrong)
    assert repr(wrong) in str(error.value)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2022-02-15", "15 February 2022"),
        ("2021-08", "August 2021"),
        ("2021?", "perhaps 2021"),
        ("1995~", "about 1995"),
        ("199X~", "about the 1990s"),
        ("../2023", "until 2023"),
        ("", ""),
        ("2015-23", "autumn 2015"),
        ("in March", "in March"),
    ],
)
def test_a_date_is_said_in_words(date, words):
    assert date_words(date) == words


def test_rows_are_put_in_order_of_time():
    rows = pd.DataFrame({"date": ["2022-02-15", "199X~", "2021/..", "../2000"], "n": [4, 1, 3, 2]})
    assert list(by_date(rows)["n"]) == [1, 2, 3, 4]
