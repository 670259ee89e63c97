"""What can be true together: laws of the intervals, tried on many examples."""

import math

import pandas as pd
import pytest

from helpers.compare.intervals import Interval, at_one_time, clashes, interval, meet, same_time

hypothesis = pytest.importorskip("hypothesis")
given, st = hypothesis.given, hypothesis.strategies

finite = st.integers(-1000, 1000).map(float)
ends = st.one_of(finite, st.sampled_from([-math.inf, math.inf]))
intervals = st.builds(Interval, ends, ends, st.booleans(), st.booleans())
statements = st.lists(intervals, max_size=6)


@given(statements, st.randoms())
def test_the_order_of_statements_does_not_matter(found, random):
    shuffled = found.copy()
    random.shuffle(shuffled)
    assert meet(shuffled) == meet(found)


@given(statements, intervals, finite)
def test_dropping_a_statement_never_narrows(found, extra, number):
    if number in meet([*found, extra]):
        assert number in meet(found)


@given(statements, finite)
def test_a_number_is_in_the_meeting_exactly_if_it_is_in_all(found, number):
    assert (number in meet(found)) == all(number in one for one in found)


@given(intervals)
def test_a_statement_said_twice_says_no_more_than_once(one):
    assert meet([one, one]) == one


@given(intervals, finite)
def test_an_empty_interval_holds_no_number(one, number):
    if one.empty:
        assert number not in one


@given(intervals, intervals, finite, finite)
def test_what_two_allowed_numbers_add_up_to_or_leave_is_allowed(whole, part, one, other):
    if one in whole and other in part:
        assert one - other in whole - part
        assert one + other in whole + part


def row(qualifier, lower, lower_basis, upper, upper_basis):
    return {
        "qualifier": qualifier,
        "lower": lower,
        "lower_basis": lower_basis,
        "upper": upper,
        "upper_basis": upper_basis,
    }


@pytest.mark.parametrize(
    ("figure", "with_implied", "without"),
    [
        (row("exact", 7, "asserted", 7, "asserted"), Interval(7, 7), Interval(7, 7)),
        (row("at-least", 5, "asserted", math.nan, "none"), Interval(5), Interval(5)),
        (
            row("more-than", 5, "asserted", math.nan, "none"),
            Interval(5, lower_open=True),
            Interval(5, lower_open=True),
        ),
        (row("as-many-as", math.nan, "none", 6, "implied"), Interval(upper=6), Interval()),
        (row("about", 5, "implied", 5, "implied"), Interval(5, 5), Interval()),
        (row("order", 200, "implied", 999, "implied"), Interval(200, 999), Interval()),
        (
            row("almost", math.nan, "none", 30, "implied"),
            Interval(upper=30, upper_open=True),
            Interval(),
        ),
    ],
)
def test_a_figure_allows_what_its_wording_allows(figure, with_implied, without):
    assert interval(figure) == with_implied and interval(figure, implied=False) == without


def figures(*rows):
    named = [
        row(qualifier, low, "asserted", high, "asserted") | {"period": period}
        for qualifier, low, high, period in rows
    ]
    return pd.DataFrame(named).assign(
        quote=[f"q{number}" for number in range(len(rows))], cite="One ¶1"
    )


def test_pairs_that_no_number_satisfies_are_named_by_their_words():
    found = clashes(figures(("between", 5, 9, ""), ("between", 1, 4, ""), ("exact", 7, 7, "")))
    assert found.to_numpy().tolist() == [
        ["“q0” (One ¶1)", "“q1” (One ¶1)"],
        ["“q1” (One ¶1)", "“q2” (One ¶1)"],
    ]


def test_statements_of_one_time_stand_in_one_group():
    rows = [("exact", 1, 1, when) for when in ("2023", "2022", "2023-10", "")]
    assert [list(group.index) for group in at_one_time(figures(*rows))] == [[0, 2], [1], [3]]


def test_open_times_overlap_on_their_open_side_only():
    assert same_time("2020/..", "2023") and not same_time("2020/..", "2019")
    assert same_time("../2020", "2019") and not same_time("../2020", "2023")
