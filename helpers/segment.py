"""Cut a text into paragraphs by general rules, knowing nothing of the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from helpers import text


@dataclass
class Copy:
    """What was taken out of a file: paragraphs as printed, their sub-headings, and the lines that are neither."""

    paragraphs: dict[str, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)


# --- lines -------------------------------------------------------------------------------------------------------


def lines_of(content: str) -> list[str]:
    """Return the lines of a text; a form feed is a line of its own, as a rule between pages.

    >>> lines_of("one [more](https://one.example)\\r\\ntwo\\x0cthree")
    ['one more', 'two', '---', 'three']
    """
    # Marks that nobody sees but that part a word in two.
    content = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", content)
    content = re.sub(r"\r\n?|[\x0b\x85\u2028\u2029]", "\n", content).replace("\f", "\n---\n")
    # Of a link only its words are printed on the page; a picture prints none.
    content = re.sub(r"!\[[^\]\n]*\]\([^)\n]*\)", "", content)
    content = re.sub(r"\[([^\]\n]+)\]\((?:https?:|mailto:|[/#])[^)\n]*\)", r"\1", content)
    return [line.strip() for line in content.split("\n")]


def fold(line: str) -> str:
    """Return a line with one space wherever it has white space."""
    return re.sub(r"\s+", " ", line).strip()


def rejoin(lines: Iterable[str], words: Iterable[str]) -> str:
    """Return lines as one line; a word parted at a line end is made whole where that word is known.

    >>> rejoin(["a harb-", "our, well-", "kept"], {"harbour", "well", "kept"})
    'a harbour, well-kept'
    """
    whole = ""
    for line in lines:
        first, second = re.search(r"([^\W\d_]+)[-\u2010]$", whole), re.match(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?", line)
        if first and second:
            a, b = text.normal(first[1]), text.normal(second[0])
            own = a in words and b in words and a + b not in words
            whole = (whole if own else whole[:-1]) + line
        elif re.search(r"\S\u2014$", whole):
            whole += line
        else:
            whole = f"{whole} {line}".strip()
    return whole


def printed(line: str) -> str:
    """Return what a line prints: nothing of the marks of a heading or a bullet, of a rule or a page counter.

    >>> printed("### **Where to**"), printed("- oil"), printed("Page 2 of 3")
    ('Where to', 'oil', '')
    """
    block = _block(line)
    return "" if block.kind == "break" else block.text


def _unwrapped(lines: list[str]) -> list[str]:
    """Return the lines with those of hard-wrapped paragraphs joined; other lines stay as they are."""
    lengths = sorted((len(line) for line in lines if " " in line), reverse=True)
    # Many lines come near the margin; a single long one may hold an address.
    width = lengths[min(2, len(lengths) - 1)] if lengths else 0
    words = {token for line in lines for token in text.tokens(line)}
    joined = [lines[:1]]
    for above, line in pairwise(lines):
        # A line ends where the next word would not have fitted. A sentence's end there is no sign of more to come.
        room = width if _END.search(above) else 0.8 * width
        full = 40 <= width <= 120 and len(above) + 1 + len(line.split(" ")[0]) >= room
        # An address on a line of its own belongs to the note above it.
        address = _ADDRESS.fullmatch(line) and _NOTE.match(joined[-1][0])
        if above and line and (address or (full and _block(line).kind not in ("break", "note", "heading", "bullet"))):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [fold(rejoin(parts, words)) for parts in joined if parts and parts[0]]


# --- what a line is ----------------------------------------------------------------------------------------------

_BREAK = re.compile(
    r"[-*_=~\u2013\u2014 ]{3,}|[-\u2013\u2014\[( ]*(?:page |p\. ?)?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?[-\u2013\u2014\]) ]*",
    re.I,
)
_NUMBERED = r"<sup>\s*\d{1,3}\s*</sup>|\[\^?\d{1,3}\]:?|[\u00b9\u00b2\u00b3\u2070-\u2079]+"
_NOTE = re.compile(rf"(?:{_NUMBERED}|\\\*+|<sup>\s*\\?[*†‡]+\s*</sup>|[†‡])\s*(?=\S)")
_HEADING = re.compile(r"#{1,6} +[*_]*(.*?)[*_ #]*$|\*\*([^*]+)\*\*$|__([^_]+)__$")
_BULLET = re.compile(r"[-*+\u2022\u2023\u25aa\u25e6\u00b7] +")
_END = re.compile(rf"[.?!:\u2026][\"'\u2019\u201d\u00bb)\]>*_]*(?:<sup>[^<]*</sup>|{_NUMBERED})*$")
_ADDRESS = re.compile(r"<?https?://\S+?>?")
# What sites say around a text: one such sign is enough in a short line, a sentence needs two.
_SITE = re.compile(
    r"^(?:share (?:this|on|via)|advertisement|read (?:more|next|also)|related:|see also:|most (?:read|popular)|©)"
    r"|mailing list|newsletter|subscribe|\b(?:sign up|sign in|log ?in)\b|your (?:comment|e-?mail|account|browser)"
    r"|(?:write|post|leave|add) (?:a )?comments?|comments (?:are|will|must)|moderat(?:or|ed)|form below"
    r"|facebook|twitter|instagram|whatsapp|terms of (?:use|service)|privacy policy|cookies|all rights reserved",
    re.I,
)
_CREDIT = re.compile(
    r"(?:photo(?:graph)?|image|picture|credit)s?(?: credit)?(?: ?[:|/©]| (?:from|by|courtesy)\b)", re.I
)
_BYLINE = re.compile(r"(?:by|authors?:?|published|posted|updated) |.*\b\d{1,2}\b.*\b(?:19|20)\d\d$", re.I)
# What is said of a text or its author, above or below it.
_ABOUT = re.compile(
    r"(?i:the (?:author|writer)s? (?:is|are|was|were)\b)"
    r"|(?i:(?:translated|written|reported|edited)\b[^.]*\bby) [A-Z]"
    r"|(?:[A-Z][\w.'\u2019-]* ){2,5}(?:is|was) (?:an?|the) [^.]*\b(?:[Ff]ellow|[Pp]rofessor|lecturer|researcher"
    r"|[Dd]irector|journalist|reporter|analyst|author|editor|scholar|columnist|lawyer)\b[^.]* (?:at|of|for) "
)


@dataclass(frozen=True)
class _Block:
    raw: str
    text: str  # without the marks of a heading, a bullet or a quotation
    kind: str  # break, note, heading, bullet, about, site, again (a short line that stands twice) or line
    words: int
    closed: bool  # ends as a sentence does
    label: bool  # reads like a heading or a menu's entry

    @property
    def prose(self) -> bool:
        return self.kind in ("bullet", "line") and not self.label and self.words >= 5


def _block(raw: str, times: int = 1) -> _Block:
    """Say what a line is that stands so many times in the text."""
    words, closed, content, kind = len(text.tokens(raw)), bool(_END.search(raw)), raw.removeprefix("> "), "line"
    heading, bullet = _HEADING.match(raw), _BULLET.match(raw)
    signs = len({sign.casefold() for sign in _SITE.findall(raw)})
    if _BREAK.fullmatch(raw):
        kind = "break"
    elif _NOTE.match(raw):
        kind = "note"
    elif heading and words <= 30:
        kind, content = "heading", next(filter(None, heading.groups()), "")
    elif bullet:
        kind, content = "bullet", raw[bullet.end() :]
    elif signs > (1 + words / 30 if closed or words > 15 else 0) or (words <= 20 and _CREDIT.match(raw)):
        kind = "site"
    elif closed and words <= 80 and _ABOUT.match(raw):
        kind = "about"
    elif words <= 25 and times > 1:
        kind = "again"
    return _Block(raw, content, kind, words, closed, words <= 20 and (not closed or _headline(content)))


def _headline(line: str) -> bool:
    """Whether a line is a question or a call whose longer words are capitalised, as in an English headline."""
    longer = [word for word in re.findall(r"[^\W_]+", line) if len(word) > 4]
    return line.endswith(("?", "!")) and sum(not word[0].islower() for word in longer) >= max(0.8 * len(longer), 1)


# --- paragraphs --------------------------------------------------------------------------------------------------


def _made_whole(blocks: Sequence[_Block]) -> list[_Block]:
    """Rejoin paragraphs that a page break, a footnote or a site's line has cut; what stood between comes after."""
    words = {token for block in blocks for token in text.tokens(block.text)}
    joined: list[_Block] = []
    half, between = None, False  # the last line of text, and whether a page or its notes end after it
    for block in blocks:
        if block.kind not in ("line", "bullet", "heading"):
            between = between or block.kind in ("break", "note")
            joined.append(block)
            continue
        if half is not None and block.kind == "line":
            above = joined[half]
            # Two of three signs: a page ends between, the one has no end, the other no beginning.
            if between + (not above.closed and not above.label) + block.text[:1].islower() >= 2:
                whole = _block(rejoin([above.raw, block.raw], words))
                joined[half] = _Block(whole.raw, whole.text, above.kind, whole.words, whole.closed, False)
                between = False
                continue
        half, between = len(joined) if block.kind != "heading" else None, False
        joined.append(block)
    return joined


def _find_title(blocks: Sequence[_Block]) -> int | None:
    """Return where the title stands: the line above the text that says most of what the text says."""
    first = next((k for k, block in enumerate(blocks) if block.prose and block.words >= 8), 0)
    said = {token for block in blocks if block.prose for token in text.tokens(block.text) if len(token) > 3}
    scores = {
        k: len(said.intersection(text.tokens(block.text))) + 0.5 * (block.kind == "heading")
        for k, block in enumerate(blocks[:first])
        if block.kind in ("heading", "line", "again") and block.words >= 3 and block.text[-1:] != "."
    }
    best = max(scores, key=lambda k: scores[k], default=None)
    return best if best is not None and scores[best] >= 1 else None


def _find_body(blocks: Sequence[_Block], title: int | None) -> tuple[int | None, int, int]:
    """Return where the standfirst, the first and the last paragraph of the body stand."""
    prose = [k for k, block in enumerate(blocks) if block.prose and k > (-1 if title is None else title)]
    opening = [k for k in prose if blocks[k].kind == "line" and blocks[k].words >= 8]
    if not opening:
        return None, len(blocks), -1
    standfirst, first = None, opening[0]
    # A sentence or two, then the byline, the date or the title once more: that is a standfirst.
    if title is not None and len(opening) > 1 and blocks[first].words <= 45:
        after = blocks[first + 1]
        if after.kind == "again" or (after.label and _BYLINE.match(after.text)):
            standfirst, first = opening[:2]
    last = max((k for k in prose if blocks[k].words >= 25), default=first)
    # After the last long paragraph short ones may follow, until the site speaks again.
    for k in range(last + 1, len(blocks)):
        if blocks[k].kind in ("site", "about"):
            break
        if blocks[k].prose:
            last = k
    return standfirst, first, last


def segment(content: str) -> Copy:
    """Cut a text into paragraphs by general rules, knowing nothing of the document.

    Parameters
    ----------
    content
        The text of a file, with all that stands around the document.

    Returns
    -------
    Copy
        The paragraphs (``title``, ``standfirst``, ``1`` to ``n``, ``n1`` to ``nk``), the sub-heading
        above each, and the lines that belong to no paragraph.

    >>> copy = segment('''Home > Harbour
    ... The Ferry Stays
    ... The ferry left the harbour at noon, and hardly anybody in the
    ... ---
    ... <sup>1</sup> Harbour log.
    ... ---
    ... town waved to it.<sup>1</sup>
    ... Subscribe to our newsletter''')
    >>> for paragraph, words in copy.paragraphs.items():
    ...     print(paragraph, words)
    title The Ferry Stays
    1 The ferry left the harbour at noon, and hardly anybody in the town waved to it.<sup>1</sup>
    n1 <sup>1</sup> Harbour log.
    >>> copy.outside
    ['Home > Harbour', 'Subscribe to our newsletter']
    """
    lines = _unwrapped(lines_of(content))
    times = Counter(map(text.normal, lines))
    blocks = _made_whole([_block(line, times[text.normal(line)]) for line in lines])
    title = _find_title(blocks)
    standfirst, first, last = _find_body(blocks, title)

    copy, body, notes, section = Copy(), [], [], ""
    for k, block in enumerate(blocks):
        inside = first <= k <= last
        ahead = next((n for n in range(k + 1, last + 1) if blocks[n].kind not in ("break", "note", "site")), None)
        if k == title:
            copy.paragraphs["title"] = block.text
        elif k == standfirst:
            copy.paragraphs["standfirst"] = block.text
        elif block.kind == "note" or (block.kind == "about" and not inside):
            notes.append(block.text)
        elif block.kind == "heading" and (inside or ahead == first):
            section = block.text
        elif not inside or block.kind in ("site", "again", "break"):
            copy.outside += [block.raw] * (block.kind != "break")
        elif block.kind == "bullet" or not block.label:
            body.append((block.text, section))
        elif ahead and blocks[ahead].prose:
            section = block.text
        else:
            copy.outside.append(block.raw)
    copy.paragraphs |= {str(n): words for n, (words, _) in enumerate(body, 1)}
    if section:
        copy.sections = {str(n): above for n, (_, above) in enumerate(body, 1)}
    # Notes with a star or without any mark come after those with a number.
    notes.sort(key=lambda note: not re.match(_NUMBERED, note))
    copy.paragraphs |= {f"n{n}": note for n, note in enumerate(notes, 1)}
    return copy
