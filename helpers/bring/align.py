"""Lay a copy along a document whose token counts are known."""

from collections import Counter
from collections.abc import Iterator
from operator import itemgetter

from helpers.corpus import text

#: Lines are a paragraph when at least this part of all tokens, theirs and its own, is shared.
ALIKE = 0.6
#: So many foreign lines may stand inside a paragraph of the body, such as a menu, or inside a note.
GAP, NOTE_GAP = 30, 2


def align(blocks: list[str], tokens: dict[str, Counter]) -> dict[str, list[int]]:
    """Find the paragraphs of a known document among the blocks of a copy, the most alike first.

    Title, standfirst and body keep their order; notes (`n1`) and headings (`# Name`) may stand
    anywhere. `blocks` are lines or sentences of the copy, `tokens` the token counts of each
    paragraph in order. Returned are the indexes of each found paragraph's blocks.

    >>> known = {"1": Counter("the ferry left the harbour at noon".split()),
    ...          "2": Counter("nobody waved".split()), "n1": Counter("harbour log page 7".split())}
    >>> align(["Menu", "The ferry left the", "[1] Harbour log, page 7", "harbour at noon."], known)
    {'1': [1, 3], 'n1': [2]}
    """
    counts = [Counter(text.tokens(block)) for block in blocks]
    rank = {p: n for n, p in enumerate(tokens) if not p.startswith(("n", "#"))}
    runs = [
        (p, *found)
        for p, paragraph in tokens.items()
        for found in _runs(counts, paragraph, GAP if p in rank else NOTE_GAP)
    ]
    placed: dict[str, list[int]] = {}
    for p, run, _ in sorted(runs, key=itemgetter(2), reverse=True):
        before = {q: rank[q] < rank[p] for q in placed if p in rank and q in rank}
        if not (
            p in placed
            or any(set(run).intersection(lines) for lines in placed.values())
            or any((placed[q] < run) != above for q, above in before.items())
        ):
            placed[p] = run
    return {p: placed[p] for p in tokens if p in placed}


def _runs(counts: list[Counter], paragraph: Counter, gap: int) -> Iterator[tuple]:
    """Yield, for each line with which a paragraph may begin, its lines and how alike they are."""
    fitting = [k for k, line in enumerate(counts) if 2 * (line & paragraph).total() > line.total()]
    for place in range(len(fitting)):
        run, left, size = [], Counter(paragraph), 0
        for k in fitting[place:]:
            if size > 1.5 * paragraph.total() or (run and k > run[-1] + gap):
                break
            # What the paragraph does not need any more is not counted.
            if 2 * (counts[k] & left).total() > counts[k].total():
                run.append(k)
                left.subtract(counts[k])
                size += counts[k].total()
        # A line without which the run is no less like the paragraph is none of it.
        for line in list(run):
            shorter = [k for k in run if k != line]
            if _alike(shorter, counts, paragraph) >= _alike(run, counts, paragraph):
                run = shorter
        if (alike := _alike(run, counts, paragraph)) >= ALIKE:
            yield run, alike


def _alike(run: list[int], counts: list[Counter], paragraph: Counter) -> float:
    """Return which part of the tokens of lines and paragraph is shared."""
    lines = Counter(token for k in run for token in counts[k].elements())
    return 2 * (lines & paragraph).total() / max(lines.total() + paragraph.total(), 1)
