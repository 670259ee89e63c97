"""Counting words: rates, and which words set one text apart from others.

The two measures are those of corpus linguistics: log-likelihood says how
surprising a difference is, log ratio how large. Standard library and pandas.
"""

from __future__ import annotations

import math

import pandas as pd


def per_thousand(count: float, total: float) -> float:
    """Return a rate for each thousand tokens.

    >>> per_thousand(3, 600)
    5.0
    """
    return 1000 * count / total


def log_likelihood(a: float, b: float, total_a: float, total_b: float) -> float:
    """Return the log-likelihood G² of one word's counts in two texts.

    With E the count expected if the word were equally common in both,
    G² = 2 (a ln(a/E_a) + b ln(b/E_b)). Above 6.63 such a difference would come
    by chance in fewer than 1 of 100 pairs of texts, if words came independently
    of each other, which they do not.

    Parameters
    ----------
    a, b
        How often the word stands in either text.
    total_a, total_b
        How many tokens either text has.

    References
    ----------
    P. Rayson and R. Garside, “Comparing corpora using frequency profiling”, 2000.

    Examples
    --------
    >>> round(log_likelihood(10, 0, 1000, 3000), 2)
    27.73
    >>> log_likelihood(10, 30, 1000, 3000)
    0.0
    """
    both = (a + b) / (total_a + total_b)
    return 2 * sum(count * math.log(count / (both * total)) for count, total in ((a, total_a), (b, total_b)) if count)


def log_ratio(a: float, b: float, total_a: float, total_b: float) -> float:
    """Return the binary logarithm of how many times more common a word is in the first text.

    One means twice as common, two four times. A count of nothing is taken as a
    half, so that the ratio stays finite.

    References
    ----------
    A. Hardie, “Log ratio: an informal introduction”, 2014.

    Examples
    --------
    >>> log_ratio(20, 10, 1000, 1000), log_ratio(1, 0, 1000, 1000)
    (1.0, 1.0)
    """
    return math.log2(((a or 0.5) / total_a) / ((b or 0.5) / total_b))


def keywords(tokens: pd.DataFrame, document: str) -> pd.DataFrame:
    """Return the words of one document compared with all others.

    Parameters
    ----------
    tokens
        The tokens table of the corpus: document, token, count.
    document
        The document to set apart.

    Returns
    -------
    DataFrame
        token, here, elsewhere (counts), log_likelihood, log_ratio; the most surprising first. Only words that are
        more common here than elsewhere.
    """
    counts = (
        tokens.groupby(["token", tokens["document"] == document], observed=True)["count"].sum().unstack(fill_value=0)
    )
    counts.columns = ["elsewhere" if not here else "here" for here in counts.columns]
    total_here, total_elsewhere = counts["here"].sum(), counts["elsewhere"].sum()
    rows = counts.reset_index()[["token", "here", "elsewhere"]]
    pairs = list(zip(rows["here"], rows["elsewhere"], strict=True))
    rows["log_likelihood"] = [log_likelihood(a, b, total_here, total_elsewhere) for a, b in pairs]
    rows["log_ratio"] = [log_ratio(a, b, total_here, total_elsewhere) for a, b in pairs]
    more = rows[rows["here"] * total_elsewhere > rows["elsewhere"] * total_here]
    return more.sort_values(["log_likelihood", "token"], ascending=[False, True]).reset_index(drop=True)
