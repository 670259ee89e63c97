"""Questions to the reader, and whether an answer is right."""

from __future__ import annotations

from html import escape

from IPython.display import HTML

from helpers.show.words import number_words


def check_answer(mine, answer: float, why: str) -> HTML:
    """Compare a reader's number with the corpus's; the answer waits folded until it is asked for.

    Parameters
    ----------
    mine
        The reader's number; `...` while there has been no try.
    answer
        The right number, computed from the tables.
    why
        Where it comes from: one or two sentences, without the number.

    Examples
    --------
    >>> "Not tried yet" in check_answer(..., 7, "Counted in the lede.").data
    True
    >>> "That is it" in check_answer(7, 7, "Counted in the lede.").data
    True
    """
    if mine is not ... and mine == answer:
        return HTML(f"<p><strong>That is it.</strong> {escape(why)}</p>")
    told = f"<p><strong>{number_words(answer)}.</strong> {escape(why)}</p>"
    summary = "<summary>Show the answer</summary>"
    folded = f'<details style="margin:0.3em 0 1.6em 0">{summary}{told}</details>'
    if mine is ...:
        ask = "Not tried yet: put your number in the place of the three dots and run the cell."
    else:
        ask = f"Not {escape(str(mine))}: look again, then try once more."
    return HTML(f"<p>{ask}</p>{folded}")
