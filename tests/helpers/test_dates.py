"""EDTF dates as spans and in words."""

import datetime

import pytest

from helpers.dates import date_span, date_words


def test_a_year_spans_all_its_days():
    assert date_span("2022") == (datetime.date(2022, 1, 1), datetime.date(2022, 12, 31))


def test_a_decade_spans_ten_years():
    assert date_span("199X") == (datetime.date(1990, 1, 1), datetime.date(1999, 12, 31))


def test_an_open_interval_has_no_last_day():
    assert date_span("2020/..")[1] is None


@pytest.mark.parametrize("wrong", ["2022-13", "March 2022", "", "15.3.2022"])
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
        ("2023-27", "2023-27"),
    ],
)
def test_a_date_is_said_in_words(date, words):
    assert date_words(date) == words
