"""Lay a copy along a document whose token counts are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from helpers import text

#: A run of lines is a paragraph when the cosine of their token counts is at least this …
ALIKE = 0.6
#: … and they share this part of the longer one's tokens: "the" and "of" alone make long texts alike.
SHARED = 0.5
#: So many foreign lines may stand in the midst of a paragraph of the body: the notes of a page, a menu.
GAP = 30


def align(blocks: Sequence[str], tokens: dict[str, Counter]) -> dict[str, list[int]]:
    """Find the paragraphs of a known document among the blocks of a copy.

    Blocks form a paragraph where the cosine of their token counts is at least 0.6;
    a block of which less than half is the paragraph's may stand between them. Title,
    standfirst and body keep their order, and of all such layings the one that places
    most tokens is taken. Notes may stand anywhere, the likest are placed first.

    Parameters
    ----------
    blocks
        Lines, paragraphs or sentences of the copy, in order.
    tokens
        Token counts of each paragraph, in the document's order.

    Returns
    -------
    dict
        For each paragraph that was found, the indexes of its blocks, in the document's order.

    >>> known = {"1": Counter("the ferry left the harbour at noon".split()), "2": Counter("nobody waved".split()),
    ...          "n1": Counter("harbour log page 7".split())}
    >>> align(["Menu", "The ferry left the", "[1] Harbour log, page 7", "harbour at noon.", "Share"], known)
    {'1': [1, 3], 'n1': [2]}
    """
    counts = [Counter(text.tokens(block)) for block in blocks]
    body = [p for p in tokens if not is_note(p)]
    laid = _lay(counts, [tokens[p] for p in body])
    placed = {body[place]: _pruned(run, counts, tokens[body[place]]) for place, run in laid}
    used = {k for run in placed.values() for k in run}
    free = [Counter() if k in used else count for k, count in enumerate(counts)]
    notes = [(alike, p, run) for p in tokens if is_note(p) for run, alike in _runs(free, tokens[p], 2)]
    for _, note, run in sorted(notes, key=lambda found: -found[0]):
        if note not in placed and not used.intersection(run):
            placed[note] = run
            used.update(run)
    return {p: placed[p] for p in tokens if p in placed}


def is_note(paragraph: str) -> bool:
    """Whether a paragraph's id is that of a note.

    >>> is_note("n3"), is_note("3")
    (True, False)
    """
    return paragraph[:1] == "n" and paragraph[1:].isdigit()


def _lay(counts: Sequence[Counter], paragraphs: Sequence[Counter]) -> Iterable[tuple[int, list[int]]]:
    """Return the best chain of runs, as (paragraph, lines), in which both go only forward."""
    chains: list[tuple[float, int, list[int], int]] = []  # gain so far, paragraph, lines, the chain before
    for place, paragraph in enumerate(paragraphs):
        before = len(chains)
        for run, alike in _runs(counts, paragraph, GAP):
            # A paragraph weighs as many as it has tokens, so that no short one takes a line from a long one.
            fitting = [k for k in range(before) if chains[k][2][-1] < run[0]]
            last = max(fitting, key=lambda k: chains[k][0], default=-1)
            gain = paragraph.total() * alike + (chains[last][0] if fitting else 0)
            chains.append((gain, place, run, last))
    laid, at = [], max(range(len(chains)), key=lambda k: chains[k][0], default=-1)
    while at >= 0:
        _, place, run, at = chains[at]
        laid.append((place, run))
    return laid


def _runs(counts: Sequence[Counter], paragraph: Counter, gap: int) -> Iterable[tuple[list[int], float]]:
    """Yield, for each line with which the paragraph may begin, the likest run of lines."""
    total = paragraph.total()
    fitting = [k for k, line in enumerate(counts) if 2 * sum(line[t] for t in line if t in paragraph) > line.total()]
    for place, first in enumerate(fitting):
        run, left, size, shared, best = [], Counter(paragraph), 0, 0, (0.0, 0)
        for k in fitting[place:]:
            if size > 1.5 * total or (run and k > run[-1] + gap):
                break
            # What the paragraph does not need any more is not counted.
            new = sum(min(count, max(left[token], 0)) for token, count in counts[k].items())
            if k == first or 2 * new > counts[k].total():
                run.append(k)
                left.subtract(counts[k])
                size, shared = size + counts[k].total(), shared + new
                best = max(best, (shared / (size + total), len(run)))
        run = run[: best[1]]
        alike = _likeness(sum((counts[k] for k in run), Counter()), paragraph)
        if alike >= ALIKE:
            yield run, alike


def _pruned(run: list[int], counts: Sequence[Counter], paragraph: Counter) -> list[int]:
    """Leave out the lines without which the run is as like the paragraph or liker."""
    while len(run) > 1:
        whole = sum((counts[k] for k in run), Counter())
        without = [_likeness(whole - counts[k], paragraph) for k in run]
        if max(without) < _likeness(whole, paragraph):
            break
        run = [k for k in run if k != run[without.index(max(without))]]
    return run


def _likeness(a: Counter, b: Counter) -> float:
    """Return the cosine of two counts, 0 where they share too little."""
    if (a & b).total() < SHARED * max(a.total(), b.total()) or not b:
        return 0.0
    dot = sum(count * b[token] for token, count in a.items())
    return dot / (sum(c * c for c in a.values()) * sum(c * c for c in b.values())) ** 0.5
