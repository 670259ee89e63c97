"""Cut a text into paragraphs by general rules, knowing nothing of the document."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from helpers.corpus.text import normal, tokens


@dataclass
class Copy:
    """What was taken out of a file."""

    paragraphs: dict[str, str]  # each as it is printed
    sections: dict[str, str]  # the sub-heading above each paragraph of the body, if there are any
    outside: list[str]  # the lines that belong to no paragraph


def lines_of(content: str) -> list[str]:
    """Return the lines of a text; a form feed is a line of its own, as a rule between pages.

    >>> lines_of("one [more](https://one.example)\\r\\ntwo\\x0cthree")
    ['one more', 'two', '---', 'three']
    """
    content = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", content)  # unseen, inside words
    content = re.sub(r"\r\n?|[\x0b\x85\u2028\u2029]", "\n", content).replace("\f", "\n---\n")
    # Of a link only its words are printed on the page; a picture prints none.
    content = re.sub(r"!\[[^\]\n]*\]\([^)\n]*\)", "", content)
    content = re.sub(r"\[([^\]\n]+)\]\((?:https?:|mailto:|[/#])[^)\n]*\)", r"\1", content)
    return [line.strip() for line in content.split("\n")]


def rejoin(lines: list[str], words: set[str]) -> str:
    """Return lines as one line; a word parted at a line end is made whole where it is known.

    >>> rejoin(["a harb-", "our, well-", "kept"], {"harbour", "well", "kept"})
    'a harbour, well-kept'
    """
    whole = ""
    for line in lines:
        first = re.search(r"([^\W\d_]+)[-\u2010]$", whole)
        second = re.match(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?", line)
        gap = "" if re.search(r"\S\u2014$", whole) else " "
        if first and second:
            a, b, gap = normal(first[1]), normal(second[0]), ""
            own_hyphen = {a, b} <= words and a + b not in words
            whole = whole if own_hyphen else whole[:-1]
        whole = f"{whole}{gap}{line}".strip()
    return whole


_BREAK = re.compile(
    r"(?i)[-*_=~\u2013\u2014 ]{3,}"
    r"|[-\u2013\u2014\[( ]*(?:page |p\. ?)?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?[-\u2013\u2014\]) ]*"
)
_NUMBERED = r"<sup>\s*\d{1,3}\s*</sup>|\[\^?\d{1,3}\]:?|[\u00b9\u00b2\u00b3\u2070-\u2079]+"
_NOTE = re.compile(rf"(?:{_NUMBERED}|\\\*+|<sup>\s*\\?[*†‡]+\s*</sup>|[†‡])\s*(?=\S)")
_HEADING = re.compile(r"#{1,6} +[*_]*(.*?)[*_ #]*$|\*\*([^*]+)\*\*$|__([^_]+)__$")
_BULLET = re.compile(r"[-*+\u2022\u2023\u25aa\u25e6\u00b7] +(.*)")
_END = re.compile(rf"[.?!:\u2026][\"'\u2019\u201d\u00bb)\]>*_]*(?:<sup>[^<]*</sup>|{_NUMBERED})*$")
_ADDRESS = re.compile(r"<?https?://\S+?>?")
# What sites say around a text: one such sign is enough in a short line, a sentence needs two.
_SITE = re.compile(
    r"(?i)^(?:share (?:this|on|via)|advertisement|read (?:more|next|also)|related:|see also:|©"
    r"|most (?:read|popular))|mailing list|newsletter|subscribe|\b(?:sign up|sign in|log ?in)\b"
    r"|your (?:comment|e-?mail|account|browser)|(?:write|post|leave|add) (?:a )?comments?"
    r"|comments (?:are|will|must)|moderat(?:or|ed)|form below|facebook|twitter|instagram|whatsapp"
    r"|terms of (?:use|service)|privacy policy|cookies|all rights reserved"
)
_CREDIT = re.compile(
    r"(?i)(photo(graph)?|image|picture|credit)s?( credit)?( ?[:|/©]| (from|by|courtesy)\b)"
)
_BYLINE = re.compile(r"(?i)(by|authors?:?|published|posted|updated) |.*\b\d\d?\b.*\b(19|20)\d\d$")
# What is said of a text or its author, above or below it.
_ABOUT = re.compile(
    r"(?i:the (?:author|writer)s? (?:is|are|was|were)\b)"
    r"|(?i:(?:translated|written|reported|edited)\b[^.]*\bby) [A-Z]"
    r"|(?:[A-Z][\w.'\u2019-]* ){2,5}(?:is|was) (?:an?|the) [^.]*\b(?:[Ff]ellow|[Pp]rofessor"
    r"|[Dd]irector|lecturer|researcher|journalist|reporter|analyst|author|editor|scholar"
    r"|columnist|lawyer)\b[^.]* (?:at|of|for) "
)


class Block:
    """A line that stands so many times in a text: its kind, and the text that it prints.

    >>> [Block(line).text for line in ("### **Where to**", "- oil", "Page 2 of 3")]
    ['Where to', 'oil', '']
    """

    def __init__(self, raw: str, times: int = 1) -> None:
        self.raw, self.words, self.closed = raw, len(tokens(raw)), bool(_END.search(raw))
        signs = len({sign.casefold() for sign in _SITE.findall(raw)})
        few = 1 + self.words / 30 if self.closed or self.words > 15 else 0
        kinds = {
            "break": _BREAK.fullmatch(raw),
            "note": _NOTE.match(raw),
            "heading": self.words <= 30 and _HEADING.match(raw),
            "bullet": _BULLET.match(raw),
            "site": signs > few or (self.words <= 20 and _CREDIT.match(raw)),
            "about": self.closed and self.words <= 80 and _ABOUT.match(raw),
            "again": self.words <= 25 and times > 1,
        }
        self.kind = next((kind for kind, holds in kinds.items() if holds), "line")
        self.text = "" if self.kind == "break" else raw.removeprefix("> ")
        if self.kind in ("heading", "bullet"):
            self.text = kinds[self.kind][kinds[self.kind].lastindex]
        # A question or a call is a headline where its longer words are capitalised.
        capitals = [not word[0].islower() for word in re.findall(r"[^\W_]{5,}", self.text)]
        headline = self.text.endswith(("?", "!")) and sum(capitals) >= max(0.8 * len(capitals), 1)
        self.label = self.words <= 20 and (headline or not self.closed)  # as headings and menus

    @property
    def prose(self) -> bool:
        return self.kind in ("bullet", "line") and not self.label and self.words >= 5


def _unwrapped(lines: list[str]) -> list[str]:
    """Return the lines, those of hard-wrapped paragraphs joined; other lines stay as they are."""
    # Many lines come near the margin; a single long one may hold an address.
    width = min(sorted(len(line) for line in lines if " " in line)[-3:], default=0)
    words = {token for line in lines for token in tokens(line)}
    joined = [lines[:1]]
    for above, line in pairwise(lines):
        # A line ends where the next word would not fit. A sentence's end is no sign of more.
        room = width if _END.search(above) else 0.8 * width
        full = 40 <= width <= 120 and len(above) + 1 + len(line.split(" ")[0]) >= room
        more = full and Block(line).kind not in ("break", "note", "heading", "bullet")
        # An address on a line of its own belongs to the note above it.
        if above and line and (more or (_ADDRESS.fullmatch(line) and _NOTE.match(joined[-1][0]))):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [" ".join(rejoin(parts, words).split()) for parts in joined if parts and parts[0]]


def _made_whole(blocks: list[Block]) -> list[Block]:
    """Rejoin paragraphs cut by a page break, a footnote or a site's line, which then come after."""
    words = {token for block in blocks for token in tokens(block.text)}
    # Beside the blocks so far: the last line of text, and whether a page or its notes end after it.
    joined, half, between = [], None, False
    for block in blocks:
        if block.kind not in ("line", "bullet", "heading"):
            between = between or block.kind in ("break", "note")
            joined.append(block)
            continue
        above = joined[half] if half is not None and block.kind == "line" else None
        open_end = above and not above.closed and not above.label
        # Two of three signs: a page ends between, the one has no end, the other no beginning.
        if above and between + open_end + block.text[:1].islower() >= 2:
            joined[half] = Block(rejoin([above.raw, block.raw], words))
            joined[half].kind, joined[half].label = above.kind, False
        else:
            half = None if block.kind == "heading" else len(joined)
            joined.append(block)
        between = False
    return [block for block in joined if block.kind != "break"]


def _outline(blocks: list[Block]) -> tuple[int, int, int, int]:
    """Return where title, standfirst (-1: nowhere), first and last paragraph of the body stand."""
    prose = [k for k, block in enumerate(blocks) if block.prose]
    content = set(tokens(" ".join(blocks[k].text for k in prose)))
    scores = {}
    for k, block in enumerate(blocks[: next((k for k in prose if blocks[k].words >= 8), 0)]):
        shared = sum(len(token) > 3 for token in content.intersection(tokens(block.text)))
        named = block.kind in ("heading", "line", "again") and not block.text.endswith(".")
        if named and shared and block.words >= 3:
            scores[k] = shared + 0.5 * (block.kind == "heading")
    # The title is the line above the text that says most of what the text says.
    title = max(scores, key=scores.get, default=-1)
    prose = [k for k in prose if k > title]
    opening = [k for k in prose if blocks[k].kind == "line" and blocks[k].words >= 8]
    if not opening:
        return title, -1, len(blocks), -1
    standfirst, first = -1, opening[0]
    # A sentence or two, then the byline, the date or the title once more: that is a standfirst.
    if title >= 0 and len(opening) > 1 and blocks[first].words <= 45:
        after = blocks[first + 1]
        if after.kind == "again" or (after.label and _BYLINE.match(after.text)):
            standfirst, first = opening[:2]
    last = max((k for k in prose if blocks[k].words >= 25), default=first)
    # After the last long paragraph short ones may follow, until the site speaks again.
    site = [k for k, block in enumerate(blocks) if k > last and block.kind in ("site", "about")]
    return title, standfirst, first, max(k for k in prose if k < min(site, default=len(blocks)))


def segment(content: str) -> Copy:
    """Cut the text of a file into the paragraphs of the document and the lines around it.

    Their ids are `title`, `standfirst`, `1` to `n`, and for notes `n1` to `nk`.

    >>> segment("The Ferry Left\\nThe ferry left at noon, and then\\n---\\nnobody saw.").paragraphs
    {'title': 'The Ferry Left', '1': 'The ferry left at noon, and then nobody saw.'}
    """
    lines = _unwrapped(lines_of(content))
    times = Counter(map(normal, lines))
    blocks = _made_whole([Block(line, times[normal(line)]) for line in lines])
    title, standfirst, first, last = _outline(blocks)
    paragraphs, body, notes, outside, section = {}, [], [], [], ""
    for k, block in enumerate(blocks):
        inside = first <= k <= last
        text = inside and block.kind not in ("site", "again")
        ahead = next((b for b in blocks[k + 1 : last + 1] if b.kind not in ("note", "site")), None)
        if k in (title, standfirst):
            paragraphs["title" if k == title else "standfirst"] = block.text
        elif block.kind == "note" or (block.kind == "about" and not inside):
            notes.append(block.text)
        elif block.kind == "heading" and (inside or (ahead and ahead is blocks[first])):
            section = block.text
        elif text and (block.kind == "bullet" or not block.label):
            body.append((block.text, section))
        elif text and ahead and ahead.prose:
            section = block.text
        else:
            outside.append(block.raw)
    paragraphs |= {str(n): words for n, (words, _) in enumerate(body, 1)}
    sections = {str(n): above for n, (_, above) in enumerate(body, 1)} if section else {}
    # Notes with a star or without any mark come after those with a number.
    notes.sort(key=lambda note: not re.match(_NUMBERED, note))
    paragraphs |= {f"n{n}": note for n, note in enumerate(notes, 1)}
    return Copy(paragraphs, sections, outside)
