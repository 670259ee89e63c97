"""Interval arithmetic on bounded figures: what can be true together.

An interval is what one statement allows a number to be. Bounds that the
wording asserts always count; bounds that a literal reading only implies count
where they are asked for. Pure functions on plain numbers, no library needed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """All numbers from lower to upper; an open end is itself left out.

    >>> 2000 in Interval(2000, math.inf), 2000 in Interval(2000, math.inf, lower_open=True)
    (True, False)
    """

    lower: float = -math.inf
    upper: float = math.inf
    lower_open: bool = False
    upper_open: bool = False

    @property
    def empty(self) -> bool:
        """Whether no number lies in it.

        >>> Interval(3, 2).empty, Interval(2, 2).empty, Interval(2, 2, lower_open=True).empty
        (True, False, True)
        """
        return self.lower > self.upper or (self.lower == self.upper and (self.lower_open or self.upper_open))

    @property
    def point(self) -> bool:
        """Whether exactly one number lies in it."""
        return self.lower == self.upper and not self.empty

    def __contains__(self, number: float) -> bool:
        above = number > self.lower or (number == self.lower and not self.lower_open)
        below = number < self.upper or (number == self.upper and not self.upper_open)
        return above and below

    def __str__(self) -> str:
        if self.empty:
            return "no number"
        if self.point:
            return f"exactly {self.lower:,.0f}"
        floor, ceiling = f"{self.lower:,.0f}", f"{self.upper:,.0f}"
        low = "" if self.lower == -math.inf else f"more than {floor}" if self.lower_open else f"at least {floor}"
        high = "" if self.upper == math.inf else f"less than {ceiling}" if self.upper_open else f"at most {ceiling}"
        return " and ".join(filter(None, (low, high))) or "any number"


def interval(figure, *, implied: bool = True) -> Interval:
    """Return what a row of the figures table allows the number to be.

    Parameters
    ----------
    figure
        A row: anything with qualifier, lower, upper and their bases.
    implied
        Whether bounds that the wording only implies count.

    Examples
    --------
    >>> row = dict(qualifier="up-to", lower=math.nan, lower_basis="none", upper=2.0, upper_basis="implied")
    >>> str(interval(row)), str(interval(row, implied=False))
    ('at most 2', 'any number')
    """
    counted = {"asserted", "implied"} if implied else {"asserted"}
    lower = figure["lower"] if str(figure["lower_basis"]) in counted else -math.inf
    upper = figure["upper"] if str(figure["upper_basis"]) in counted else math.inf
    qualifier = str(figure["qualifier"])
    return Interval(
        float(lower),
        float(upper),
        lower_open=qualifier == "more-than" and lower > -math.inf,
        upper_open=qualifier == "almost" and upper < math.inf,
    )


def meet(intervals: Iterable[Interval]) -> Interval:
    """Return the numbers that lie in all of the intervals; without any interval, every number.

    >>> str(meet([Interval(200_000, 999_999), Interval(upper=200_000)]))
    'exactly 200,000'
    """
    found = Interval()
    for other in intervals:
        # At equal ends the open one is the narrower.
        lower, lower_open = max((found.lower, found.lower_open), (other.lower, other.lower_open))
        upper, upper_closed = min((found.upper, not found.upper_open), (other.upper, not other.upper_open))
        found = Interval(lower, upper, lower_open, not upper_closed)
    return found


def minus(whole: Interval, part: Interval) -> Interval:
    """Return what may be left when a number from `part` is taken from a number from `whole`.

    >>> str(minus(Interval(2500, 2500), Interval(500, 500)))
    'exactly 2,000'
    >>> str(minus(Interval(2500, 2500), Interval(upper=600)))
    'at least 1,900'
    """
    return Interval(
        whole.lower - part.upper,
        whole.upper - part.lower,
        whole.lower_open or part.upper_open,
        whole.upper_open or part.lower_open,
    )


def clashes(intervals: dict[str, Interval]) -> list[tuple[str, str]]:
    """Return the pairs of statements that cannot both be true.

    >>> clashes({"a": Interval(5, 9), "b": Interval(upper=4), "c": Interval(7, 7)})
    [('a', 'b'), ('b', 'c')]
    """
    names = list(intervals)
    return [
        (one, other)
        for place, one in enumerate(names)
        for other in names[place + 1 :]
        if meet([intervals[one], intervals[other]]).empty
    ]
