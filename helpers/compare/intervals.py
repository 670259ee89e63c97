"""Interval arithmetic on bounded figures: what can be true together.

An interval is what one statement allows a number to be. Bounds that the wording asserts always
count; bounds that a literal reading only implies count where they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from math import inf

import pandas as pd

from helpers.corpus.dates import date_span


@dataclass(frozen=True)
class Interval:
    """All numbers from lower to upper; an open end is itself left out.

    >>> 2000 in Interval(2000), 2000 in Interval(2000, lower_open=True)
    (True, False)
    """

    lower: float = -inf
    upper: float = inf
    lower_open: bool = False
    upper_open: bool = False

    @property
    def empty(self) -> bool:
        """Whether no number lies in it.

        >>> Interval(3, 2).empty, Interval(2, 2).empty, Interval(2, 2, lower_open=True).empty
        (True, False, True)
        """
        touching = self.lower == self.upper and (self.lower_open or self.upper_open)
        return self.lower > self.upper or touching

    @property
    def point(self) -> bool:
        """Whether exactly one number lies in it."""
        return self.lower == self.upper and not self.empty

    def __contains__(self, number: float) -> bool:
        return not meet([self, Interval(number, number)]).empty

    def __add__(self, other: Interval) -> Interval:
        """Return what the sum of two numbers may be."""
        low, high = self.lower_open or other.lower_open, self.upper_open or other.upper_open
        return Interval(self.lower + other.lower, self.upper + other.upper, low, high)

    def __sub__(self, other: Interval) -> Interval:
        """Return what may be left when a number from `other` is taken away.

        >>> Interval(2500, 2500) - Interval(upper=600)
        Interval(lower=1900, upper=inf, lower_open=False, upper_open=False)
        """
        return self + Interval(-other.upper, -other.lower, other.upper_open, other.lower_open)


def interval(figure, *, implied: bool = True) -> Interval:
    """Return what a row of the figures table allows the number to be, with or without the bounds
    that the wording only implies.

    >>> row = {"qualifier": "up-to", "lower_basis": "none", "upper": 2, "upper_basis": "implied"}
    >>> interval(row).upper, interval(row, implied=False).upper
    (2.0, inf)
    """
    counted = {"asserted", "implied"} if implied else {"asserted"}
    lower = float(figure["lower"]) if figure["lower_basis"] in counted else -inf
    upper = float(figure["upper"]) if figure["upper_basis"] in counted else inf
    low, high = figure["qualifier"] == "more-than", figure["qualifier"] == "almost"
    return Interval(lower, upper, low and lower > -inf, high and upper < inf)


def intervals(figures: pd.DataFrame, *, implied: bool = True) -> list[Interval]:
    """Return the interval of each row of the figures table."""
    return [interval(figure, implied=implied) for figure in figures.to_dict("records")]


def meet(found: Iterable[Interval]) -> Interval:
    """Return the numbers that lie in all of the intervals; without any interval, every number.

    >>> meet([Interval(200_000, 999_999), Interval(upper=200_000)]).point
    True
    """
    common = Interval()
    for other in found:
        # At equal ends the open one is the narrower.
        lower, low = max((common.lower, common.lower_open), (other.lower, other.lower_open))
        ends = ((one.upper, not one.upper_open) for one in (common, other))
        upper, closed = min(ends)
        common = Interval(lower, upper, low, not closed)
    return common


def clashes(figures: pd.DataFrame, *, implied: bool = True) -> pd.DataFrame:
    """Return the pairs of statements, taken to be of one time, that no single number satisfies.

    Returns
    -------
    DataFrame
        Columns one, other: each statement with its words and its place.
    """
    said = "“" + figures["quote"] + "” (" + figures["cite"] + ")"
    pairs = combinations(zip(said, intervals(figures, implied=implied), strict=True), 2)
    apart = [(a, b) for (a, one), (b, other) in pairs if meet([one, other]).empty]
    return pd.DataFrame(apart, columns=["one", "other"])


def same_time(one: str, other: str) -> bool:
    """Say whether two times in EDTF overlap; one that is not stated overlaps none.

    >>> same_time("2023", "2023-10-09"), same_time("2022", "2023"), same_time("", "2023")
    (True, False, False)
    """
    if not (one and other):
        return False
    (first, last), (start, end) = date_span(one), date_span(other)
    return not ((last and start and last < start) or (end and first and end < first))


def at_one_time(figures: pd.DataFrame) -> list[pd.DataFrame]:
    """Part statements into groups: each joins the first with all of whose times it overlaps."""
    groups: list[dict] = []
    for at, period in figures["period"].items():
        fits = (g for g in groups if all(same_time(period, other) for other in g.values()))
        if not (home := next(fits, {})):
            groups.append(home)
        home[at] = period
    return [figures.loc[list(group)] for group in groups]
