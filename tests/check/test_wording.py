"""Numbers, bounds and dates as they are read out of English words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.check.wording import numbers, read_bounds, read_date, value
from helpers.corpus.dates import date_words
from helpers.corpus.schema import QUALIFIERS

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(number: int) -> str:
    """A whole number above 0 as English prints it, without `and`."""
    for scale, name in (
        (10**9, "billion"),
        (10**6, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ):
        if number >= scale:
            rest = f" {in_words(number % scale)}" if number % scale else ""
            return f"{in_words(number // scale)} {name}{rest}"
    if number < 20:
        return ONES[number]
    return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,170 people", ["1,170"]),
        ("70-80%", ["70", "80"]),
        ("the 19th time", ["19th"]),
        ("COVID-19", ["19"]),
        ("tens of thousands", ["tens of thousands"]),
        ("one of seven", ["one", "seven"]),
        ("a forty-five day stay", ["forty-five"]),
        ("someone, anyone", []),
        ("No one and One", ["one", "One"]),
        ("0/250자", ["0", "250"]),
        ("in 2014.", ["2014"]),
        ("2.5 million people, 3 millionaires", ["2.5 million", "3"]),
        ("ﬁve and ﬁfty‐ﬁve", ["ﬁve", "ﬁfty‐ﬁve"]),
        ("２０ people", ["２０"]),
        ("½ of it", ["½"]),
    ],
)
def test_numbers_are_found_exactly_as_printed(text, found):
    assert numbers(text) == found


@given(st.text(max_size=60))
def test_what_is_found_stands_in_the_text(text):
    assert all(number in text for number in numbers(text))


@pytest.mark.parametrize(
    ("printed", "lower", "upper"),
    [
        ("260", 260, 260),
        ("1,234,567.5", 1234567.5, 1234567.5),
        ("19th", 19, 19),
        ("third", 3, 3),
        ("twentieth", 20, 20),
        ("thirty-fourth", 34, 34),
        ("Twice", 2, 2),
        ("half", 0.5, 0.5),
        ("ﬁve", 5, 5),
        ("thousand", 1000, 1000),
        ("two dozen", 24, 24),
        ("half million", 500000, 500000),
        ("34 thousand", 34000, 34000),
        ("three decades", 30, 30),
        ("century", 100, 100),
        ("hundreds", 200, 999),
        ("dozens", 24, 99),
        ("tens of thousands", 20000, 99999),
        ("hundreds of thousands", 200000, 999999),
        ("2014", 2014, 2014),
        ("1990s", 1990, 1990),
    ],
)
def test_a_number_has_the_value_that_it_prints(printed, lower, upper):
    assert numbers(printed) == [printed]
    assert value(printed) == (lower, upper)


@pytest.mark.parametrize(
    "printed", ["", "13.6.2023", "first two", "nineteen ninety", "½", "20 people", "many"]
)
def test_what_is_no_single_number_has_no_value(printed):
    assert value(printed) is None


@given(st.integers(1, 10**12 - 1))
def test_a_number_put_into_words_is_read_back(number):
    words = in_words(number)
    assert numbers(f"some {words} people") == [words]
    assert value(words) == value(words.title()) == (number, number)


@given(st.integers(0, 10**12))
def test_a_number_put_into_digits_is_read_back(number):
    assert numbers(f"({number:,})") == [f"{number:,}"]
    assert value(f"{number:,}") == value(str(number)) == (number, number)


@given(
    st.lists(
        st.sampled_from(
            [*ONES[1:], *TENS[2:], "hundred", "dozens", "tens", "of", "billion", "half"]
        )
    )
)
def test_any_row_of_number_words_has_ordered_values_or_none(words):
    read = value(" ".join(words))
    assert read is None or read[0] <= read[1]


@pytest.mark.parametrize(
    ("quote", "readings"),
    [
        ("7 North Korean refugees", [("exact", 7, 7)]),
        ("at least a thousand more", [("at-least", 1000, None)]),
        ("no more than 40", [("at-most", None, 40)]),
        ("more than 300,000 refugees", [("more-than", 300000, None)]),
        ("moreover 300", [("exact", 300, 300)]),
        ("over the last four years", [("exact", 4, 4)]),
        ("As many as 60,000", [("as-many-as", None, 60000)]),
        ("an estimated 2,500", [("about", 2500, 2500)]),
        ("nearly three decades", [("almost", None, 30)]),
        ("within a 45-day period", [("within", None, 45)]),
        ("tens of thousands of people", [("order", 20000, 99999)]),
        ("at least hundreds", [("at-least", 200, None)]),
        ("70-80% of refugees", [("between", 70, 80)]),
        ("70% to 80%", [("between", 70, 80)]),
        ("between ﬁve and ten men", [("between", 5, 10)]),
        ("5 and 10 men", [("exact", 5, 5), ("exact", 10, 10)]),
        ("the vast majority of whom", [("more-than", 50, None)]),
        ("small groups", []),
    ],
)
def test_a_quote_is_read_with_the_words_that_limit_its_number(quote, readings):
    assert read_bounds(quote) == readings


LIMITS = [
    (word, name)
    for name, limit in QUALIFIERS.items()
    for word in limit["words"]
    if name != "between"
]


@given(
    st.sampled_from(LIMITS), st.integers(1, 10**9), st.sampled_from([in_words, "{:,}".format, str])
)
def test_each_declared_word_limits_any_number_behind_it(limit, number, printed):
    word, name = limit
    lower, upper = (
        None if QUALIFIERS[name][side][0] == "none" else number for side in ("lower", "upper")
    )
    assert (name, lower, upper) in read_bounds(f"{word} {printed(number)} people")


@pytest.mark.parametrize(
    ("phrase", "parts"),
    [
        ("dated Feb. 15", {("month", 2), ("day", 15)}),
        ("September 25, 2015", {("year", 2015), ("month", 9), ("day", 25)}),
        ("the 3rd of October", {("month", 10), ("day", 3)}),
        ("in Sept 2021", {("year", 2021), ("month", 9)}),
        ("the mid-1990s", {("decade", 1990)}),
        ("Summer 2020", {("year", 2020), ("month", 22)}),
        ("the fall of 2015", {("year", 2015), ("month", 23)}),
        ("the fall of the wall", set()),
        ("1951 UN Convention", {("year", 1951)}),
        ("(2009-2017)", {("year", 2009), ("year", 2017)}),
        ("2,000 people, 1234.5 tons, A/RES/66/290", set()),
        ("May be, it may be", set()),
        ("in May and June", {("month", 5), ("month", 6)}),
        ("in May 1,170 people", {("month", 5)}),
        ("march 15 miles", set()),
    ],
)
def test_a_phrase_prints_the_parts_of_its_dates(phrase, parts):
    assert read_date(phrase) == parts


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_a_date_put_into_words_is_read_back(day):
    parts = [("year", day.year), ("month", day.month), ("day", day.day)]
    for length in (1, 2, 3):
        assert read_date(date_words("-".join(str(day).split("-")[:length]))) == set(parts[:length])
