"""Count words."""

from __future__ import annotations

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
