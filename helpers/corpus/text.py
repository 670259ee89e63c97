"""Tokens and the normal form of a text: the definitions that everything else relies on.

Standard library only. The normal form has a version, because quotes are found by it.
"""

from __future__ import annotations

import re
import unicodedata

#: Raise this when :func:`normal` changes what it returns.
NORMAL_FORM = 1

#: What a text may print for each character of its normal form.
_PRINTED = {"'": "‘’‚‛′", '"': "“”„″«»", "-": "‐‑‒–—―−"}
_PLAIN = str.maketrans({char: plain for plain, chars in _PRINTED.items() for char in chars})
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


def normal(text: str) -> str:
    """Return the text in normal form, version 1.

    Unicode NFKC; all quotation marks and apostrophes straight; all dashes a
    hyphen; Markdown's emphasis marks and `<sup>` footnote marks dropped; a
    hyphen at a line end joins the two halves; white space folded; case folded.

    >>> normal("China’s  “non-\\nrefoulement”")
    'china\\'s "nonrefoulement"'
    >>> normal("the *non refoulement* principle.<sup>2</sup>")
    'the non refoulement principle.'
    """
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"<sup>.*?</sup>", "", text)
    text = re.sub(r"(?<!\\)\*", "", text)
    text = text.translate(_PLAIN)
    text = re.sub(r"(?<=[^\W\d_])-[ \t]*\n\s*(?=[^\W\d_])", "", text)
    return re.sub(r"\s+", " ", text).strip().casefold()


def tokens(text: str) -> list[str]:
    """Return the tokens of a text in order: runs of letters or digits, case-folded.

    An apostrophe inside a word belongs to it; a hyphen, a comma or a full stop parts two tokens.

    >>> tokens("China’s 1,170 non-refoulement")
    ["china's", '1', '170', 'non', 'refoulement']
    """
    return _TOKEN.findall(normal(text))


def quote_pattern(quote: str) -> re.Pattern[str]:
    """Return a pattern that finds a quote in a text as printed, wherever their normal forms agree.

    >>> quote_pattern("the non-refoulement").search("“the  non‑refoulement”").span()
    (1, 21)
    """
    between = {plain: f"[{chars}{plain}]" for plain, chars in _PRINTED.items()}
    between[" "] = r"(?:\s|\*|<sup>.*?</sup>)+"
    pieces = [between.get(char, re.escape(char)) for char in normal(quote)]
    return re.compile("".join(pieces), re.IGNORECASE)
