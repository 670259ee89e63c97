"""Count words: rates, and how surprising and how large a difference between texts is."""

from __future__ import annotations

import math

import pandas as pd


def count_words(tokens: pd.DataFrame, groups: dict[str, list[str]]) -> pd.DataFrame:
    """Count groups of word forms in rows of the tokens table.

    Returns
    -------
    DataFrame
        A row for each named group of forms, a column for each document, counts.
    """
    counts = {
        name: tokens[tokens["token"].isin(forms)].groupby("document")["count"].sum()
        for name, forms in groups.items()
    }
    names = dict(zip(tokens["document"], tokens["short"], strict=True))
    table = pd.DataFrame(counts, index=list(names)).fillna(0).astype(int).T
    table.attrs["names"] = names  # so that a chart can say what a person would call each document
    return table


def log_likelihood(a: float, b: float, total_a: float, total_b: float) -> float:
    """Return the log-likelihood G² of one word's counts in two texts.

    With E the count expected if the word were equally common in both,
    G² = 2 (a ln(a/E_a) + b ln(b/E_b)). Above 6.63 such a difference would come by chance in fewer
    than 1 of 100 pairs of texts, if words came independently of each other, which they do not.

    References
    ----------
    P. Rayson and R. Garside, “Comparing corpora using frequency profiling”, 2000.

    Examples
    --------
    >>> round(log_likelihood(10, 0, 1000, 3000), 2), log_likelihood(10, 30, 1000, 3000)
    (27.73, 0.0)
    """
    both = (a + b) / (total_a + total_b)
    pairs = [(count, total) for count, total in ((a, total_a), (b, total_b)) if count]
    return 2 * sum(count * math.log(count / (both * total)) for count, total in pairs)
