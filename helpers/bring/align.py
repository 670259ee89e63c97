"""Lay a copy along a document whose token counts are known."""

from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from math import hypot
from operator import itemgetter

from helpers.corpus import text

#: Lines are a paragraph when the cosine of their token counts with its own is at least this …
ALIKE = 0.6
#: … and they share this part of the longer one's tokens: "the" and "of" make long texts alike.
SHARED = 0.5
#: So many foreign lines may stand inside a paragraph of the body, such as a menu, or inside a note.
GAP, NOTE_GAP = 30, 2


def align(blocks: list[str], tokens: dict[str, Counter]) -> dict[str, list[int]]:
    """Find the paragraphs of a known document among the blocks of a copy.

    Title, standfirst and body keep their order, and of all ways to place them so, the one that
    covers most tokens is taken. Notes (`n1`) and headings (`# Name`) may stand anywhere else.

    `blocks` are lines or sentences of the copy, `tokens` the token counts of each paragraph, both
    in order. Returned are the indexes of each found paragraph's blocks; others may stand between.

    >>> known = {"1": Counter("the ferry left the harbour at noon".split()),
    ...          "2": Counter("nobody waved".split()), "n1": Counter("harbour log page 7".split())}
    >>> align(["Menu", "The ferry left the", "[1] Harbour log, page 7", "harbour at noon."], known)
    {'1': [1, 3], 'n1': [2]}
    """
    counts = [Counter(text.tokens(block)) for block in blocks]
    anywhere = [p for p in tokens if p.startswith(("n", "#"))]
    chain = _best_chain(counts, {p: tokens[p] for p in tokens if p not in anywhere})
    placed = {p: _pruned(run, counts, tokens[p]) for p, run in chain}
    used = {k for run in placed.values() for k in run}
    free = [Counter() if k in used else count for k, count in enumerate(counts)]
    runs = [(p, *found) for p in anywhere for found in _runs(free, tokens[p], NOTE_GAP)]
    for p, run, _ in sorted(runs, key=itemgetter(2), reverse=True):
        if p not in placed and not used.intersection(run):
            placed[p] = run
            used.update(run)
    return {p: placed[p] for p in tokens if p in placed}


def _best_chain(counts: list[Counter], paragraphs: dict[str, Counter]) -> tuple:
    """Return the best chain of (paragraph, lines) in which both go only forward."""
    # For each line, the gain of the best chain that ends above it, and that chain.
    best: list[tuple[float, tuple]] = [(0.0, ())] * (len(counts) + 1)
    for p, paragraph in paragraphs.items():
        longer = list(best)
        for run, alike in _runs(counts, paragraph, GAP):
            gain, chain = best[run[0]]
            # Weighed by its tokens, no short paragraph takes a line from a long one.
            joined = (gain + paragraph.total() * alike, (*chain, (p, run)))
            longer[run[-1] + 1] = max(longer[run[-1] + 1], joined, key=itemgetter(0))
        best = list(accumulate(longer, lambda a, b: max(a, b, key=itemgetter(0))))
    return best[-1][1]


def _runs(counts: list[Counter], paragraph: Counter, gap: int) -> Iterator[tuple]:
    """Yield, for each line with which a paragraph may begin, its best lines and their likeness."""
    total = paragraph.total()
    fitting = [k for k, line in enumerate(counts) if 2 * (line & paragraph).total() > line.total()]
    for place in range(len(fitting)):
        run, left, size, shared, best = [], Counter(paragraph), 0, 0, (0.0, 0)
        for k in fitting[place:]:
            if size > 1.5 * total or (run and k > run[-1] + gap):
                break
            # What the paragraph does not need any more is not counted.
            new = (counts[k] & left).total()
            if 2 * new > counts[k].total():
                run.append(k)
                left.subtract(counts[k])
                size, shared = size + counts[k].total(), shared + new
                best = max(best, (shared / (size + total), len(run)))
        run = run[: best[1]]
        if (alike := _likeness(run, counts, paragraph)) >= ALIKE:
            yield run, alike


def _pruned(run: list[int], counts: list[Counter], paragraph: Counter) -> list[int]:
    """Leave out each line without which the run is no less like the paragraph."""
    while len(run) > 1:
        shorter = [[k for k in run if k != line] for line in run]
        best = max(shorter, key=lambda lines: _likeness(lines, counts, paragraph))
        if _likeness(best, counts, paragraph) < _likeness(run, counts, paragraph):
            break
        run = best
    return run


def _likeness(run: list[int], counts: list[Counter], paragraph: Counter) -> float:
    """Return the cosine of the token counts of lines and paragraph, 0 if they share too little."""
    lines = Counter(token for k in run for token in counts[k].elements())
    shared = (lines & paragraph).total()
    if not shared or shared < SHARED * max(lines.total(), paragraph.total()):
        return 0.0
    dot = sum(count * paragraph[token] for token, count in lines.items())
    return dot / (hypot(*lines.values()) * hypot(*paragraph.values()))
