"""EDTF dates in words and as spans of days.

Parsing is the `edtf` library's; only the wording is ours.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

_MONTHS = "January February March April May June July August September October November December".split()
# EDTF writes a season in the place of the month.
_PARTS = {**dict(enumerate(_MONTHS, start=1)), 21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


@lru_cache(maxsize=1024)  # parsing one date takes milliseconds, and a chart asks for each several times
def date_span(date: str) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first and the last day that an EDTF date can mean; None for an open end.

    Raises
    ------
    ValueError
        Where the string is not EDTF.

    Examples
    --------
    >>> date_span("2023-10~")
    (datetime.date(2023, 10, 1), datetime.date(2023, 10, 31))
    >>> date_span("2020/..")
    (datetime.date(2020, 1, 1), None)
    """
    import edtf

    try:
        parsed = edtf.parse_edtf(date)
    except edtf.parser.edtf_exceptions.EDTFParseException:
        raise ValueError(f"expected a date in EDTF, such as 2023-10 or 2023-10~; found {date!r}") from None
    ends = (parsed.lower_strict(), parsed.upper_strict())
    return tuple(None if isinstance(end, float) else datetime.date(*end[:3]) for end in ends)


def date_words(date: str) -> str:
    """Say an EDTF date in words.

    >>> [date_words(d) for d in ("2022-02-15", "2023-10~", "199X", "2019/2023-11", "2020/..")]
    ['15 February 2022', 'about October 2023', 'the 1990s', '2019 to November 2023', 'from 2020 on']
    """
    if not date:
        return ""
    if "/" in date:
        start, end = (part if part not in ("", "..") else "" for part in date.split("/"))
        if not start:
            return f"until {date_words(end)}"
        return f"{date_words(start)} to {date_words(end)}" if end else f"from {date_words(start)} on"
    about = "about " if date[-1] in "~%" else "perhaps " if date[-1] == "?" else ""
    plain = date.rstrip("~?%")
    if re.fullmatch(r"\d{3}X", plain):
        return f"{about}the {plain[:3]}0s"
    parts = plain.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return date
    words = [parts[0]]
    if len(parts) > 1:
        name = _PARTS.get(int(parts[1]))
        if name is None:
            return date
        words.insert(0, name)
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    return about + " ".join(words)
