"""Read numbers, bounds and dates out of English words: one reader for whoever needs it."""

from __future__ import annotations

import re
import unicodedata

from helpers.corpus.schema import QUALIFIERS
from helpers.corpus.text import normal

_SMALL_WORDS = (
    "one/first/once two/second/twice three/third/thrice four/fourth five/fifth six/sixth "
    "seven/seventh eight/eighth nine/ninth ten/tenth eleven/eleventh twelve/twelfth "
    "thirteen/thirteenth fourteen/fourteenth fifteen/fifteenth sixteen/sixteenth "
    "seventeen/seventeenth eighteen/eighteenth nineteen/nineteenth twenty/twentieth "
    "thirty/thirtieth forty/fortieth fifty/fiftieth sixty/sixtieth seventy/seventieth "
    "eighty/eightieth ninety/ninetieth"
)
_SMALL = dict(zip(_SMALL_WORDS.split(), [*range(1, 20), *range(20, 100, 10)], strict=True))
_SMALL = {word: n for words, n in _SMALL.items() for word in words.split("/")} | {"half": 0.5}
_GREAT = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_PLURAL = {f"{word}s": n for word, n in _GREAT.items()}
_PLURAL |= {"tens": 10, "dozens": 12, "decades": 10, "centuries": 100}
_SCALES = _GREAT | _PLURAL | {"dozen": 12, "decade": 10, "century": 100}
_WORD = rf"(?:{'|'.join([*_SMALL, *_SCALES])})"
_NUMBER = (
    rf"\d+(?:[.,⁄]\d+)*(?:(?:st|nd|rd|th|s|[ ‐-](?:{'|'.join(_GREAT)}))(?![^\W_]))?"
    rf"|(?<![^\W_]){_WORD}(?:(?:[ ‐-]|(?<=s) of ){_WORD})*(?![^\W_])"
)
_LIMITS = {word: name for name, limit in QUALIFIERS.items() for word in limit["words"]}
_BOUNDS = re.compile(
    rf"between (?P<from>{_NUMBER})(?: ?%| per ?cent)? and (?P<to>{_NUMBER})|(?:(?<![^\W_])"
    rf"(?P<limit>{'|'.join(_LIMITS)}) (?:an? )?)?(?P<one>{_NUMBER})"
    rf"(?:(?: ?%| per ?cent)?(?: ?- ?| to )(?P<two>{_NUMBER}))?"
)
_MONTH = (
    r"(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|(?<=[a-z\d] )May|May(?! [a-z])|June?|July?|"
    r"Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_DATE = re.compile(rf"(?:\b{_DAY}(?: of)? )?\b{_MONTH}(?: {_DAY}(?!\w|,\d))?")
_YEAR = re.compile(r"(?<![\w,.])([12]\d{3})(s?)(?!\w|[,.]\d)")
_SEASON = re.compile(r"(?i)\b(spring|summer|autumn|fall|winter)(?: of)?,? [12]\d{3}")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


def numbers(text: str) -> list[str]:
    """Return every number of a text in order, exactly as printed, in digits or in words.

    Digits count wherever they stand; number words that follow each other are one number.

    >>> numbers("At least 1,170 in the mid-1990s; hundreds of thousands, the 19th, twice, P5, ﬁve")
    ['1,170', '1990s', 'hundreds of thousands', '19th', 'twice', '5', 'ﬁve']
    """
    plain = [unicodedata.normalize("NFKC", char) for char in text]
    origin = [place for place, chars in enumerate(plain) for _ in chars]
    found = (match.span() for match in re.finditer(_NUMBER, "".join(plain), re.IGNORECASE))
    return [text[origin[start] : origin[end - 1] + 1] for start, end in found]


def value(number: str) -> tuple[float, float] | None:
    """Return the least and the greatest value of one printed number; None where it has none.

    They differ for a plural without a count: at least two of the unit, less than the next unit.

    >>> value("1,170"), value("thirty-four"), value("hundreds of thousands"), value("13.6.2023")
    ((1170.0, 1170.0), (34.0, 34.0), (200000.0, 999999.0), None)
    """
    plain = normal(number).replace(",", "")
    digits = re.fullmatch(r"(\d+(?:\.\d+)?)(?:st|nd|rd|th|s)?(?:[ -](\w+))?", plain)
    if digits and (not digits[2] or digits[2] in _GREAT):
        return (float(digits[1]) * _GREAT.get(digits[2], 1),) * 2
    words, total, part = re.split(r" of | |-", plain), 0.0, 0.0
    for word in words:
        if scale := _SCALES.get(word):
            part = (part or 1) * scale
            total, part = (total + part, 0) if scale >= 1000 else (total, part)
        elif word not in _SMALL or part % (10 if _SMALL[word] < 10 else 100):
            return None
        else:
            part += _SMALL[word]
    total += part
    return (2 * total, float("9" * len(f"{total:.0f}"))) if words[0] in _PLURAL else (total, total)


def read_bounds(quote: str) -> list[tuple[str, float | None, float | None]]:
    """Return each reading that a quote allows: a qualifier, a lower and an upper bound.

    >>> read_bounds("As many as 60,000 North Koreans remain"), read_bounds("70-80% of refugees")
    ([('as-many-as', None, 60000.0)], [('between', 70.0, 80.0)])
    >>> read_bounds("peaked in 2009 at 2,914"), read_bounds("small groups")
    ([('exact', 2009.0, 2009.0), ('exact', 2914.0, 2914.0)], [])
    """
    plain = normal(quote)
    readings = [("more-than", 50.0, None)] if "majority" in plain else []  # percent
    for found in _BOUNDS.finditer(plain):
        one, two = found["from"] or found["one"], found["to"] or found["two"]
        if (low := value(one)) and (high := value(two or one)):
            plural = "exact" if low == high and low[0] == high[1] else "order"
            name = "between" if two else _LIMITS.get(found["limit"], plural)
            free = [QUALIFIERS[name][side][0] == "none" for side in ("lower", "upper")]
            readings.append((name, None if free[0] else low[0], None if free[1] else high[1]))
    return readings


def read_date(phrase: str) -> set[tuple[str, int]]:
    """Return the years, months, days and decades that a phrase prints; seasons are months 21 to 24.

    An EDTF date gives the same when it is put into words by `date_words`.

    >>> sorted(read_date("September 25, 2015")), read_date("the mid-1990s")
    ([('day', 25), ('month', 9), ('year', 2015)], {('decade', 1990)})
    """
    plain = unicodedata.normalize("NFKC", phrase)
    found = {("decade" if s else "year", int(year)) for year, s in _YEAR.findall(plain)}
    found |= {("month", _SEASONS[name.lower()]) for name in _SEASON.findall(plain)}
    for before, month, after in _DATE.findall(plain):
        found.add(("month", "JanFebMarAprMayJunJulAugSepOctNovDec".index(month[:3]) // 3 + 1))
        found |= {("day", int(day)) for day in (before, after) if day}
    return found
