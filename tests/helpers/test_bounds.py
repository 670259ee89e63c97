"""What can be true together: laws of the interval functions, tried on many examples."""

import math

import pytest

from helpers.bounds import Interval, clashes, interval, meet, minus

hypothesis = pytest.importorskip("hypothesis")
given, st = hypothesis.given, hypothesis.strategies

ends = st.one_of(st.integers(-1000, 1000).map(float), st.sampled_from([-math.inf, math.inf]))
intervals = st.builds(Interval, ends, ends, st.booleans(), st.booleans())
statements = st.lists(intervals, max_size=6)
numbers = st.integers(-1000, 1000).map(float)


@given(statements, st.randoms())
def test_the_order_of_statements_does_not_matter(found, random):
    shuffled = found.copy()
    random.shuffle(shuffled)
    assert meet(shuffled) == meet(found)


@given(statements, intervals, numbers)
def test_dropping_a_statement_never_narrows(found, extra, number):
    if number in meet([*found, extra]):
        assert number in meet(found)


@given(statements, numbers)
def test_a_number_is_in_the_meeting_exactly_if_it_is_in_all(found, number):
    assert (number in meet(found)) == all(number in one for one in found)


@given(intervals)
def test_a_statement_said_twice_says_no_more_than_once(one):
    assert meet([one, one]) == one


@given(intervals, numbers)
def test_an_empty_interval_holds_no_number(one, number):
    if one.empty:
        assert number not in one


@given(intervals, intervals, numbers, numbers)
def test_a_difference_of_two_allowed_numbers_is_allowed(whole, part, one, other):
    if one in whole and other in part:
        assert one - other in minus(whole, part)


@given(intervals, intervals)
def test_two_statements_clash_whichever_is_named_first(one, other):
    assert bool(clashes({"a": one, "b": other})) == bool(clashes({"b": other, "a": one}))


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
        (row("exact", 7, "asserted", 7, "asserted"), "exactly 7", "exactly 7"),
        (row("at-least", 1170, "asserted", math.nan, "none"), "at least 1,170", "at least 1,170"),
        (row("more-than", 2000, "asserted", math.nan, "none"), "more than 2,000", "more than 2,000"),
        (row("as-many-as", math.nan, "none", 60000, "implied"), "at most 60,000", "any number"),
        (row("about", 500, "implied", 500, "implied"), "exactly 500", "any number"),
        (row("order", 200, "implied", 999, "implied"), "at least 200 and at most 999", "any number"),
        (row("almost", math.nan, "none", 30, "implied"), "less than 30", "any number"),
    ],
)
def test_a_figure_allows_what_its_wording_allows(figure, with_implied, without):
    assert str(interval(figure)) == with_implied
    assert str(interval(figure, implied=False)) == without


def test_nothing_said_allows_any_number_and_a_contradiction_none():
    assert str(meet([])) == "any number"
    assert str(meet([Interval(5), Interval(upper=4)])) == "no number"
