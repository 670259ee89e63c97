"""A reader's own copy of a document: recognise it, take the document out of it, keep it on this machine.

``python -m helpers import PATH…`` reads text and Markdown files. A document that
the corpus knows is recognised by its content alone: the token counts of the
copy's lines are laid along those in ``corpus/<id>/tokens.csv`` (:func:`align`).
A document that the corpus does not know yet is cut into paragraphs by general
rules (:func:`segment`), and ``--as ID`` names it. Nothing is ever fetched.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import re
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as changed
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TextIO

from helpers import schema, text

#: Raise this when the stored file's shape changes.
FORMAT = 1
#: A run of lines is a paragraph when the cosine of their token counts is at least this.
ALIKE = 0.6
#: … and when the two have this share of the longer one's tokens in common.
SHARED = 0.6
#: A file is a document's copy when at least this share of the body's tokens is found in it.
RECOGNISED = 0.1
#: Characters in a file; a page with all its menus has a tenth of it.
LONGEST = 400_000

_READ = (".txt", ".md")
_LATER = (".html", ".htm", ".pdf")


# --- where copies are kept ---------------------------------------------------------------------------------------


def corpus_folder() -> Path:
    """Return the folder of the corpus."""
    return Path(__file__).resolve().parent.parent / "corpus"


def copies_folder() -> Path:
    """Return the folder that keeps copies: ``corpus/copies``, or the one that READING_COPIES names."""
    named = os.environ.get("READING_COPIES", "").strip()
    return Path(named).expanduser() if named else corpus_folder() / "copies"


def load_copy(document: str, folder: Path | None = None) -> dict | None:
    """Return the stored copy of a document, or None where there is none.

    Parameters
    ----------
    document
        The document's id.
    folder
        Where copies are kept; by default :func:`copies_folder`.

    Returns
    -------
    dict or None
        ``document``, ``format``, ``normal_form``, ``paragraphs`` (id to text as printed), ``sections``
        (paragraph to sub-heading) and ``outside`` (lines that belong to no paragraph).

    Raises
    ------
    ValueError
        Where the file is there but is not such a copy; the message says what to do.

    >>> load_copy("no-such-document") is None
    True
    """
    _check_id(document)
    path = (folder or copies_folder()) / f"{document}.json"
    again = "Import the document again, or delete the file."
    try:
        copy = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ValueError(f"{path}: the copy cannot be read ({error.strerror or error}).") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: the copy is damaged, it is not UTF-8 text. {again}") from error
    except json.JSONDecodeError as error:
        raise ValueError(
            f"{path}:{error.lineno}:{error.colno}: the copy is damaged, it is not JSON ({error.msg}). {again}"
        ) from error
    found = copy.get("format") if isinstance(copy, dict) else None
    if found != FORMAT:
        raise ValueError(f"{path}: a copy of format {FORMAT} was expected, found {found!r}. {again}")
    wrong = []
    for name, kind in (("paragraphs", dict), ("sections", dict), ("outside", list)):
        part = copy.get(name)
        if not isinstance(part, kind) or not all(isinstance(v, str) for v in (part.values() if kind is dict else part)):
            wrong.append(name)
    if wrong:
        raise ValueError(f"{path}: the copy is damaged: {', '.join(wrong)} not as expected. {again}")
    if copy.get("document") != document:
        raise ValueError(f"{path}: a copy of {document} was expected, found {copy.get('document')!r}. {again}")
    return copy


def _check_id(document: str) -> None:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", document) or document in ("vocabulary", "copies"):
        raise ValueError(
            f"{document!r} cannot name a document: expected {schema.TYPES['id']}, such as rfa-2022, "
            "and neither vocabulary nor copies."
        )


def _write(path: Path, content: str) -> None:
    """Write a file whole or not at all: to a temporary one beside it, which then takes its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(content, encoding="utf-8", newline="\n")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


# --- reading a file ----------------------------------------------------------------------------------------------


def _decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file and, where it is not UTF-8, a sentence that says how it was read."""
    if not data.strip():
        raise ValueError("the file is empty.")
    marks = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    name = next((name for mark, name in marks.items() if data.startswith(mark)), "utf-8")
    if name == "utf-8":
        # English in UTF-16 has a zero in every other byte, with or without a mark.
        even, odd = data[0:4000:2], data[1:4000:2]
        if odd.count(0) > 0.7 * len(odd) and not even.count(0):
            name = "utf-16-le"
        elif even.count(0) > 0.7 * len(even) and not odd.count(0):
            name = "utf-16-be"
    said = ""
    try:
        content = data.decode(name)
    except UnicodeDecodeError as error:
        if not name.startswith("utf-8"):
            raise ValueError(f"the file says that it is {name.upper()} and is not.") from error
        if b"\0" in data:
            raise ValueError("the file is not text but binary data.") from error
        line = data[: error.start].count(b"\n") + 1
        try:
            content = data.decode("cp1252")
        except UnicodeDecodeError:
            raise ValueError(
                f"line {line} is not UTF-8, and the file is not Windows-1252 either. Save it as UTF-8 text."
            ) from error
        said = f"Line {line} is not UTF-8: the file was read as Windows-1252. Look whether its letters are right."
    else:
        if not name.startswith("utf-8"):
            said = f"The file was read as {name.upper()}."
    if content.startswith("%PDF-"):
        raise ValueError("the file is a PDF whatever its name says; PDF files cannot be imported yet.")
    if re.match(r"\s*<(?:!doctype html|html)\b", content, re.IGNORECASE):
        raise ValueError("the file is a web page whatever its name says; HTML files cannot be imported yet.")
    if len(re.findall(r"[\x00-\x08\x0e-\x1f\x7f]", content)) > len(content) / 500:
        raise ValueError("the file is not text but binary data.")
    # Marks that nobody sees but that part a word in two.
    content = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff\x00]", "", content)
    if not text.tokens(content):
        raise ValueError("the file holds no words.")
    if len(content) > LONGEST:
        raise ValueError(
            f"the file has {len(content):,} characters, more than the {LONGEST:,} that one document takes. "
            "Save the one document in a file of its own."
        )
    return content, said


def _fold(line: str) -> str:
    return re.sub(r"\s+", " ", line).strip()


def _lines(content: str) -> list[str]:
    """Return the lines of a text; a form feed is a line of its own, as a rule between pages.

    >>> _lines("one\\r\\ntwo\\x0cthree")
    ['one', 'two', '---', 'three']
    """
    content = re.sub(r"\r\n?|[\x0b\x85\u2028\u2029]", "\n", content).replace("\f", "\n---\n")
    # Of a link only its words are printed on the page; a picture prints none.
    content = re.sub(r"!\[[^\]\n]*\]\([^)\n]*\)", "", content)
    content = re.sub(r"\[([^\]\n]+)\]\((?:https?:|mailto:|[/#])[^)\n]*\)", r"\1", content)
    # Markdown's other way to write a heading: a line by itself, underlined.
    content = re.sub(r"(?<![^\n]\n)^([^\s#>*+-].{0,120})\n(?:=+|-+)[ \t]*$", r"## \1", content, flags=re.MULTILINE)
    return [line.strip() for line in content.split("\n")]


def _rejoin(lines: Iterable[str], words: Iterable[str]) -> str:
    """Return lines as one line; a word parted at a line end is made whole where that word is known.

    >>> _rejoin(["a harb-", "our, well-", "kept"], {"harbour", "well", "kept"})
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


# --- laying a copy along a known document ------------------------------------------------------------------------


def _is_note(paragraph: str) -> bool:
    return bool(re.fullmatch(r"n\d+", paragraph))


def _cosines(counts: Sequence[Counter], paragraphs: Sequence[Counter]):
    """Return cosines[length - 1][first line, paragraph] for every run of lines that could be a paragraph."""
    import numpy as np

    column = {token: k for k, token in enumerate(sorted(set().union(*paragraphs)))}
    n = len(counts)
    target = np.zeros((len(paragraphs), len(column)))
    for row, paragraph in enumerate(paragraphs):
        for token, count in paragraph.items():
            target[row, column[token]] = count
    # Sums over the lines so far: a run's counts are the difference of two rows.
    sums = np.zeros((n + 1, len(column)))
    foreign, sizes = np.zeros(n + 1), np.zeros(n + 1)
    for row, line in enumerate(counts, 1):
        for token, count in line.items():
            if token in column:
                sums[row, column[token]] = count
            else:  # a word the document does not have only makes the run longer
                foreign[row] += count**2
        sizes[row] = line.total()
    sums, foreign, sizes = (np.cumsum(a, axis=0) for a in (sums, foreign, sizes))
    dots, totals, lengths = sums @ target.T, target.sum(axis=1), np.linalg.norm(target, axis=1)
    cosines = []
    for length in range(1, n + 1):
        size = (sizes[length:] - sizes[:-length])[:, None]
        if SHARED * size.min() > totals.max() or length > 200:
            break
        squared = ((sums[length:] - sums[:-length]) ** 2).sum(axis=1) + foreign[length:] - foreign[:-length]
        cosine = (dots[length:] - dots[:-length]) / (np.sqrt(np.maximum(squared, 1))[:, None] * lengths)
        # "The" and "of" alone make two long paragraphs alike, so they also have to share most of their tokens.
        cosine[(cosine < ALIKE) | (np.minimum(size, totals) < SHARED * np.maximum(size, totals))] = 0
        first, k = np.nonzero(cosine)
        shared = np.minimum(sums[first + length] - sums[first], target[k]).sum(axis=1)
        few = shared < SHARED * np.maximum(size[first, 0], totals[k])
        cosine[first[few], k[few]] = 0
        cosines.append(cosine)
    return cosines


def _cosine(a: Counter, b: Counter) -> float:
    dot = sum(count * b[token] for token, count in a.items())
    return dot / (sum(c * c for c in a.values()) * sum(c * c for c in b.values())) ** 0.5 if dot else 0.0


def _place_notes(blocks: Sequence[str], counts: Sequence[Counter], tokens: dict[str, Counter]) -> dict[str, list[int]]:
    """Find the notes, which may stand anywhere: the likest run of lines first."""
    import numpy as np

    notes = [p for p in tokens if _is_note(p)]
    body = [p for p in tokens if not _is_note(p)]
    found = []
    for length, cosine in enumerate(_cosines(counts, [tokens[p] for p in notes]) if notes else [], 1):
        for first, k in np.argwhere(cosine >= ALIKE):
            # Two notes may cite one work: then the printed number decides.
            same = "n" + _number_of(blocks[first]) == notes[k]
            found.append((-round(float(cosine[first, k]) + 0.05 * same, 9), length, int(first), notes[k]))
    placed: dict[str, list[int]] = {}
    taken: set[int] = set()
    for _, length, first, note in sorted(found):
        run = list(range(first, first + length))
        if note in placed or taken.intersection(run):
            continue
        words = sum((counts[k] for k in run), Counter())
        # What stands in a paragraph of the body as much as in the note is body.
        if any((words & tokens[p]).total() > (words & tokens[note]).total() for p in body):
            continue
        placed[note] = run
        taken.update(run)
    return placed


def _place_body(counts: Sequence[Counter], paragraphs: Sequence[Counter]) -> dict[int, range]:
    """Lay runs of lines along paragraphs, keeping the order; either may be left out."""
    import numpy as np

    n = len(counts)
    cosines = _cosines(counts, paragraphs)
    best = [np.zeros(n + 1)]  # best[p][j]: the most that p paragraphs can gain from the first j lines
    chosen = []
    for p, paragraph in enumerate(paragraphs):
        # A paragraph weighs as many as it has tokens, so that no short one takes a line from a long one.
        gain = np.full(n + 1, -1.0)
        length_of = np.zeros(n + 1, dtype=int)
        for length, cosine in enumerate(cosines, 1):
            run = np.where(cosine[:, p] >= ALIKE, paragraph.total() * (cosine[:, p] - ALIKE), -np.inf)
            total = best[p][:-length] + run
            better = total > gain[length:] + 1e-9
            gain[length:][better] = total[better]
            length_of[length:][better] = length
        best.append(np.maximum.accumulate(np.maximum(best[p], gain)))
        chosen.append(length_of)
    placed = {}
    p, j = len(paragraphs), n
    while p and j:
        if best[p][j] == best[p - 1][j]:
            p -= 1
        elif best[p][j] == best[p][j - 1]:
            j -= 1
        else:
            length = int(chosen[p - 1][j])
            placed[p - 1] = range(j - length, j)
            p, j = p - 1, j - length
    return placed


def align(blocks: Sequence[str], tokens: dict[str, Counter]) -> dict[str, list[int]]:
    """Find the paragraphs of a known document among the blocks of a copy.

    One or more consecutive blocks form a paragraph where the cosine of their token
    counts is at least 0.6. Title, standfirst and body keep their order; notes may
    stand anywhere, also between the halves of a paragraph. Of all such layings the
    one with the greatest likeness is taken, a paragraph weighing as many as it has
    tokens. A line whose words are mostly not the document's is passed over, and so is one
    that only makes its paragraph less alike.

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
    if not blocks or not tokens:
        return {}
    counts = [Counter(text.tokens(block)) for block in blocks]
    placed = _place_notes(blocks, counts, tokens)
    taken = {k for run in placed.values() for k in run}
    known = set().union(*tokens.values())
    times = Counter(text.normal(block) for block in blocks)

    def foreign(k: int) -> bool:
        # Such a line could only lengthen what it interrupts.
        unknown = sum(count for token, count in counts[k].items() if token not in known)
        return unknown > counts[k].total() * (0 if times[text.normal(blocks[k])] > 2 else 0.5)

    free = [k for k in range(len(blocks)) if k not in taken and not foreign(k)]
    body = [p for p in tokens if not _is_note(p)]
    if body and free:
        for p, run in _place_body([counts[k] for k in free], [tokens[p] for p in body]).items():
            placed[body[p]] = [free[k] for k in run]
    for paragraph, run in placed.items():
        while len(run) > 1:
            whole = sum((counts[k] for k in run), Counter())
            without = [_cosine(whole - counts[k], tokens[paragraph]) for k in run]
            if max(without) <= _cosine(whole, tokens[paragraph]):
                break
            run.pop(without.index(max(without)))
    return {paragraph: placed[paragraph] for paragraph in tokens if paragraph in placed}


# --- cutting an unknown document into paragraphs -----------------------------------------------------------------

_NOTE = re.compile(
    r"(?:<sup>\s*(\d{1,3})\s*</sup>|\[\^?(\d{1,3})\]:?|([\u00b9\u00b2\u00b3\u2070-\u2079]+)"
    r"|\\\*+|<sup>\s*\\?[*†‡]+\s*</sup>|[†‡])\s*(?=\S)"
)
_RULE = re.compile(r"[-*_=~\u2013\u2014 ]{3,}")
_PAGE = re.compile(r"[-\u2013\u2014\[( ]*(?:page |p\. ?)?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?[-\u2013\u2014\]) ]*", re.I)
_HEADING = re.compile(r"#{1,6} +(.*?)[ #]*$|\*\*([^*]+)\*\*$|__([^_]+)__$")
_BULLET = re.compile(r"[-*+\u2022\u2023\u25aa\u25e6\u00b7] +")
_END = re.compile(
    r"[.?!\u2026][\"'\u2019\u201d\u00bb)\]>*_]*(?:<sup>[^<]*</sup>|\[\^?\d+\]|[\u00b9\u00b2\u00b3\u2070-\u2079])*$"
)
_ADDRESS = re.compile(r"<?https?://\S+?>?")

# What sites say around a text. One such word alone proves nothing in a sentence: see _furniture.
_ASKS = re.compile(
    r"(?:sign (?:up|in)|log ?in|subscribe|register (?:now|here|to|for)|(?:add|leave) (?:a|your) (?:comment|reply)"
    r"|share (?:this|on|via|&)|e-?mail (?:this|us)|read (?:more|next|also)|click (?:here|to)|follow us|back to top"
    r"|skip to|download (?:this|our|the app)|donate (?:now|today)|support (?:us|our work)|advertisement"
    r"|recommended for you|most (?:read|popular)|(?:recent|latest|related|more) (?:news|stories|articles|posts)"
    r"|stay (?:informed|connected)|contact us|about us|(?:previous|next) (?:article|story|post|page)|copyright)\b"
    r"|(?:see also|related|tags?|filed under):|©"
    r"|(?:share|print|e-?mail|menu|home|search|related|previous|next|\d+ comments?|comments?|\d+ min(?:ute)?s? read)$",
    re.I,
)
_SITE = re.compile(
    r"mailing list|newsletter|terms of (?:use|service)|privacy policy|cookies?\b|all rights reserved|moderat(?:or|ed)"
    r"|\blog ?in\b|\bsign (?:up|in)\b|your comment|(?:write|post|leave|add) (?:a )?comments?|comments (?:are|will|must)"
    r"|your (?:e-?mail|browser|account|password|inbox)|javascript|(?:this|our) (?:site|website) uses"
    r"|(?:form|button) below|facebook|twitter|instagram|whatsapp",
    re.I,
)
_CREDIT = re.compile(
    r"(?:photo(?:graph)?|image|picture|illustration|graphic|video|credit)s?(?: credit)?"
    r"(?: ?[:|/©]| (?:from|by|courtesy|via)\b)",
    re.I,
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?"
_META = re.compile(
    rf"by (?-i:[A-Z])|(?:authors?|written by|category|published|posted|(?:last )?updated|date)\b ?:?"
    rf"|(?:[a-z]+day,? )?(?:\d{{1,2}}\.? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}}|\d{{4}}-\d\d-\d\d)\b",
    re.I,
)
# What is said of a text or its author, above or below it.
_ABOUT = re.compile(
    r"(?:about )?the (?:author|writer|columnist)s? (?:is|are|was|were)\b|.*\b(?:views|opinions) expressed\b"
    r"|(?:translated|written|reported|edited|compiled|additional reporting|with reporting)\b[^.]*\bby (?-i:[A-Z])"
    r"|this (?:article|text|piece|essay|column|commentary) (?:(?:was|has been) )?"
    r"(?:first|originally|adapted|extracted)\b"
    r"|(?-i:(?:[A-Z][\w.'\u2019-]* ){2,5})(?:is|was) (?:an?|the) [^.]*\b(?:fellow|professor|lecturer|researcher"
    r"|director|journalist|reporter|analyst|author|editor|scholar|columnist|lawyer)\b[^.]* (?:at|of|for) ",
    re.I,
)


@dataclass
class Copy:
    """What was taken out of a file: paragraphs as printed, their sub-headings, and the lines that are neither."""

    paragraphs: dict[str, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Block:
    raw: str
    text: str  # without the marks of a heading, a bullet or a quotation
    kind: str  # break, note, heading, bullet, about, site or line
    words: int
    closed: bool  # ends as a sentence does
    label: bool  # reads like a heading or a menu's entry
    running: bool = False  # a label that stands several times, such as a running head

    @property
    def prose(self) -> bool:
        return self.kind in ("bullet", "line") and not self.label and self.words >= 5

    @property
    def meta(self) -> bool:
        """Whether this is a byline or a date."""
        return self.label and bool(_META.match(self.text))

    @property
    def lower(self) -> bool:
        return self.text[:1].islower()


def _capitals(line: str) -> bool:
    """Whether the longer words are capitalised, as in an English headline."""
    longer = [word for word in re.findall(r"[^\W_]+", line) if len(word) > 4]
    return bool(longer) and sum(not word[0].islower() for word in longer) >= 0.8 * len(longer)


def _furniture(line: str, words: int, closed: bool) -> bool:
    """Whether a line belongs to the site: one sign of it is enough in a label, a sentence needs two."""
    signs = bool(_ASKS.match(line)) + len({match.casefold() for match in _SITE.findall(line)})
    if not closed and words <= 15:
        return signs >= 1
    return signs >= 2 and signs >= words / 30


def _block(raw: str) -> _Block:
    words, closed = len(text.tokens(raw)), bool(_END.search(raw))
    heading, bullet = _HEADING.match(raw), _BULLET.match(raw)
    printed = raw.removeprefix("> ")
    if _RULE.fullmatch(raw) or _PAGE.fullmatch(raw):
        kind = "break"
    elif _NOTE.match(raw):
        kind = "note"
    elif heading and words <= 30:
        kind, printed = "heading", re.sub(r"^[*_]+|[*_]+$", "", next(filter(None, heading.groups()), ""))
    elif bullet:
        kind, printed = "bullet", raw[bullet.end() :]
    elif closed and words <= 80 and _ABOUT.match(printed):
        kind = "about"
    else:
        kind = "line"
    if kind in ("bullet", "line") and (_furniture(printed, words, closed) or (words <= 20 and _CREDIT.match(printed))):
        kind = "site"
    label = words <= 20 and (not closed or (printed[-1] in "?!" and _capitals(printed)))
    return _Block(raw, printed, kind, words, closed, label)


def _starts(line: str) -> bool:
    """Whether a line cannot continue the line above it."""
    marks = (_NOTE, _BULLET, _CREDIT)
    return line.startswith("#") or bool(_RULE.fullmatch(line)) or any(mark.match(line) for mark in marks)


def _unwrapped(lines: list[str]) -> list[str]:
    """Return the lines with those of hard-wrapped paragraphs joined; other lines stay as they are.

    In wrapped text a line ends where the next word would not have fitted.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if a and b and not _starts(b)]
    lengths = sorted((len(a) for a, _ in pairs if " " in a), reverse=True)
    # Many lines come near the margin; a single long one may hold an address.
    width = next((long for long, third in zip(lengths, lengths[2:], strict=False) if third > long - 6), 0)

    def full(a: str, b: str) -> bool:
        # A sentence's end at a line's end is no sign, so there the next word has to be too long indeed.
        return len(a) + 2 + len(b.split()[0]) > (width if _END.search(a) else 0.8 * width)

    beyond = sum(len(line) > width for line in lines if " " in line)
    wrapped = (
        40 <= width <= 120 and beyond <= 0.05 * len(lines) and sum(full(*pair) for pair in pairs) > 0.3 * len(pairs)
    )
    words = {token for line in lines for token in text.tokens(line)}
    joined: list[list[str]] = []
    above = ""
    for line in lines:
        # An address on a line of its own belongs to the note above it.
        address = above and _ADDRESS.fullmatch(line) and _NOTE.match(joined[-1][0])
        more = wrapped and above and line and not _starts(line) and full(above, line)
        if address or more:
            joined[-1].append(line)
        else:
            joined.append([line])
        above = line
    return [_fold(_rejoin(parts, words)) for parts in joined]


def _made_whole(blocks: Sequence[_Block], words: set[str]) -> list[_Block]:
    """Rejoin paragraphs that a page break, a footnote or a site's line has cut; what stood between comes after."""
    joined: list[_Block] = []
    open_at, between = None, False  # the last line of text, and whether a page or its notes end after it
    for block in blocks:
        if block.kind in ("break", "note", "site", "about") or (block.running and block.kind != "bullet"):
            between = between or block.kind in ("break", "note")
            joined.append(block)
            continue
        if open_at is not None and block.kind == "line":
            above = joined[open_at]
            if above.closed or above.text.endswith(":"):
                second_half = block.lower and between
            elif above.label:
                # A short line without an end may as well be a heading.
                second_half = between and (block.lower or not _capitals(above.text)) and above.words >= 4
            else:
                second_half = block.lower or between
            if second_half:
                raw = _rejoin([above.raw, block.raw], words)
                joined[open_at] = changed(_block(raw), kind=above.kind)
                between = False
                continue
        joined.append(block)
        between = False
        open_at = len(joined) - 1 if block.kind in ("line", "bullet") else None
    return joined


def _find_title(blocks: Sequence[_Block], title: str | None) -> int | None:
    """Return where the title stands: the given one, else the label above the text that says most of what it says."""
    if title:
        counts = Counter(text.tokens(title))
        for k, block in enumerate(blocks):
            if _cosine(Counter(text.tokens(block.text)), counts) >= 0.9:
                return k
    first = next((k for k, block in enumerate(blocks) if block.prose and block.words >= 8), len(blocks))
    front = [
        k
        for k, block in enumerate(blocks[:first])
        if block.kind in ("heading", "line") and block.words >= 3 and not (block.text.endswith(".") or block.meta)
    ]
    top = [k for k in front if blocks[k].raw.startswith("# ")]
    if len(top) == 1:
        return top[0]
    said = {token for block in blocks if block.prose for token in text.tokens(block.text) if len(token) > 3}
    scores = {k: len(said.intersection(text.tokens(blocks[k].text))) for k in front}
    best = max(front, key=lambda k: scores[k], default=None)
    return best if best is not None and scores[best] else None


def _find_body(blocks: Sequence[_Block], title: int | None) -> tuple[int | None, int, int]:
    """Return where the standfirst, the first and the last paragraph of the body stand."""
    prose = [k for k, block in enumerate(blocks) if block.prose and k > (-1 if title is None else title)]
    opening = [k for k in prose if blocks[k].kind == "line" and blocks[k].words >= 8] or prose
    if not opening:
        return None, len(blocks), -1
    standfirst, first = None, opening[0]
    # A sentence or two, then the byline, the date or the title once more: that is a standfirst.
    if title is not None and blocks[first].words <= 45 and len(opening) > 1:
        after = next(block for block in blocks[first + 1 :] if block.kind != "break")
        if after.meta or text.normal(after.text) == text.normal(blocks[title].text):
            standfirst, first = first, opening[1]
    last = max([k for k in prose if blocks[k].words >= 25 and k >= first], default=first)
    # After the last long paragraph short ones may follow, until the site speaks again.
    for k in range(last + 1, len(blocks)):
        if blocks[k].kind in ("site", "about"):
            break
        if blocks[k].prose:
            last = k
    return standfirst, first, last


def segment(content: str, title: str | None = None) -> Copy:
    """Cut a text into paragraphs by general rules, knowing nothing of the document.

    Parameters
    ----------
    content
        The text of a file, with all that stands around the document.
    title
        The document's title, where it is known.

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
    lines = [line for line in _unwrapped(_lines(content)) if line]
    words = {token for line in lines for token in text.tokens(line)}
    often = Counter(text.normal(line) for line in lines)
    blocks = []
    for line in lines:
        block, times = _block(line), often[text.normal(line)]
        # A short line that stands twice is no paragraph, even where it ends as a sentence does.
        label = block.label or (block.words <= 25 and times > 1)
        blocks.append(changed(block, label=label, running=label and times > 2))
    blocks = _made_whole(blocks, words)
    title_at = _find_title(blocks, title)
    standfirst, first, last = _find_body(blocks, title_at)
    heading = text.normal(blocks[title_at].text) if title_at is not None else ""

    copy, body, notes, sections, section = Copy(), [], [], [], ""
    for k, block in enumerate(blocks):
        inside = first <= k <= last
        ahead = next((b for b in blocks[k + 1 : last + 1] if b.kind not in ("break", "note", "site")), None)
        if k == title_at:
            copy.paragraphs["title"] = block.text
        elif k == standfirst:
            copy.paragraphs["standfirst"] = block.text
        elif block.kind == "note" or (block.kind == "about" and not inside):
            notes.append(block)
        elif block.kind == "break":
            continue
        elif block.kind == "heading" and (inside or (title_at is not None and k > title_at and ahead is blocks[first])):
            section = block.text
        elif not inside or block.kind == "site" or block.running or text.normal(block.text) == heading:
            copy.outside.append(block.raw)
        elif block.kind == "bullet" or not block.label or (block.text[-1] == ":" and ahead and ahead.kind == "bullet"):
            body.append(block.text)
            sections.append(section)
        elif ahead and ahead.prose:
            section = block.text
        else:
            copy.outside.append(block.raw)
    copy.paragraphs |= {str(n): paragraph for n, paragraph in enumerate(body, 1)}
    if any(sections):
        copy.sections = {str(n): section for n, section in enumerate(sections, 1)}
    copy.paragraphs |= _numbered(notes)
    return copy


def _number_of(note: str) -> str:
    """Return the number that a footnote begins with; empty where it has none."""
    mark = _NOTE.match(note)
    return unicodedata.normalize("NFKC", mark[1] or mark[2] or mark[3] or "") if mark else ""


def _numbered(notes: Sequence[_Block]) -> dict[str, str]:
    """Name notes by their own numbers, then those without one; where numbers repeat, by their order."""
    own = [_number_of(block.text) for block in notes]
    numbers = [number for number in own if number]
    if len(set(numbers)) < len(numbers):
        own = [""] * len(notes)
    free = iter(range(max([int(number) for number in own if number], default=0) + 1, 10_000))
    named = {int(number or next(free)): block.text for number, block in zip(own, notes, strict=True)}
    return {f"n{number}": named[number] for number in sorted(named)}


# --- which document a file is ------------------------------------------------------------------------------------


def _table(path: Path) -> list[dict[str, str]]:
    """Read a table of the corpus; a broken one is said to be broken, not guessed at."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{path}: the table cannot be read ({error}). Run `python -m helpers check`.") from error


def _tokens_of(folder: Path) -> dict[str, Counter]:
    tokens: dict[str, Counter] = {}
    for line, row in enumerate(_table(folder / "tokens.csv"), 2):
        try:
            tokens.setdefault(row["paragraph"], Counter())[row["token"]] = int(row["count"])
        except (KeyError, TypeError, ValueError):
            raise ValueError(
                f"{folder / 'tokens.csv'}:{line}: expected paragraph, token and a whole number, "
                f"found {','.join(str(v) for v in row.values())}. Run `python -m helpers check`."
            ) from None
    return tokens


@dataclass
class _Match:
    """How much of a known document stands in a file."""

    document: str
    tokens: dict[str, Counter]
    units: list[str]
    placed: dict[str, list[int]]

    def text_of(self, paragraph: str) -> str:
        """Return the paragraph as printed."""
        words = set().union(*self.tokens.values())
        return _rejoin([_block(self.units[k]).text for k in self.placed.get(paragraph, [])], words)

    def share(self, paragraph: str) -> float:
        """Return the part of a paragraph's tokens that was found."""
        found = Counter(text.tokens(self.text_of(paragraph)))
        return (found & self.tokens[paragraph]).total() / max(self.tokens[paragraph].total(), 1)

    @cached_property
    def found(self) -> float:
        """The part of the body's tokens that was found."""
        body = {p: self.tokens[p].total() for p in self.tokens if p.isdigit()}
        return sum(self.share(p) * weight for p, weight in body.items()) / max(sum(body.values()), 1)


def _match(lines: list[str], document: str, tokens: dict[str, Counter]) -> _Match:
    units = [_fold(line) for line in lines if line and not _RULE.fullmatch(line)]
    match = _Match(document, tokens, units, align([_block(unit).text for unit in units], tokens))
    if len(match.placed) == len(tokens):
        return match
    # Where a copy has lost its line breaks, paragraphs have to be looked for between sentences.
    ends = r"([.?!][\"'\u2019\u201d)]*(?:<sup>[^<]*</sup>)?) (?=\S)"
    pieces = [piece for unit in units for piece in re.sub(ends, r"\1\n", unit).split("\n")]
    if len(pieces) > len(units):
        finer = _Match(document, tokens, pieces, align([_block(piece).text for piece in pieces], tokens))
        if finer.found > match.found + 0.01:
            return finer
    return match


def _taken_out(match: _Match, sections: dict[str, str]) -> Copy:
    """Return the paragraphs that were found, and the lines that are left; the corpus names the sub-headings."""
    copy = Copy({p: match.text_of(p) for p in match.placed})
    used = {k for run in match.placed.values() for k in run}
    left = [k for k, unit in enumerate(match.units) if k not in used and _block(unit).kind != "break"]
    headings = list(dict.fromkeys(section for section in sections.values() if section))
    counts = {str(n): Counter(text.tokens(heading)) for n, heading in enumerate(headings)}
    standing = align([_block(match.units[k]).text for k in left], {n: count for n, count in counts.items() if count})
    used |= {left[k] for run in standing.values() for k in run}
    if standing:
        named = {headings[int(n)] for n in standing}
        copy.sections = {
            p: sections.get(p, "") if sections.get(p) in named else "" for p in copy.paragraphs if p.isdigit()
        }
    copy.outside = [match.units[k] for k in left if k not in used and text.tokens(match.units[k])]
    return copy


def _known(corpus: Path) -> dict[str, dict[str, Counter]]:
    folders = sorted(path.parent for path in corpus.glob("*/tokens.csv"))
    return {folder.name: tokens for folder in folders if (tokens := _tokens_of(folder))}


# --- the import --------------------------------------------------------------------------------------------------


@dataclass
class Imported:
    """What became of one file."""

    path: Path
    document: str = ""
    title: str = ""
    body: int = 0
    of: int = 0
    notes: int = 0
    missing: list[str] = field(default_factory=list)
    incomplete: dict[str, float] = field(default_factory=dict)  # paragraph to the part of its words that is there
    dropped: list[str] = field(default_factory=list)
    stored: Path | None = None
    remarks: list[str] = field(default_factory=list)
    passed_over: str = ""  # why a file of a folder is no copy of anything
    problem: str = ""  # why the file could not be imported

    @property
    def lines(self) -> list[str]:
        """What is printed about the file."""
        if self.problem or self.passed_over:
            return [f"{self.path}: {self.problem or 'passed over: ' + self.passed_over}"]
        found = [f"{self.body} of {self.of} body paragraphs", f"{self.notes} note{'s' * (self.notes != 1)}"]
        lines = [f"{self.path}: {self.document}" + f", “{self.title}”" * bool(self.title), "  " + ", ".join(found)]
        if self.missing:
            lines.append(f"  not in this file: {', '.join(self.missing)}")
        if self.incomplete:
            parts = (f"{p} ({share:.0%} of its words)" for p, share in self.incomplete.items())
            lines.append(f"  only partly in this file: {', '.join(parts)}")
        if self.dropped:
            firsts = ["“" + " ".join(line.split()[:5]) + " …" * (len(line.split()) > 5) + "”" for line in self.dropped]
            more = f" and {len(firsts) - 20} more" * (len(firsts) > 20)
            plural = "s" * (len(firsts) != 1)
            lines.append(f"  dropped {len(firsts)} line{plural}: {', '.join(firsts[:20])}{more}")
        lines += [f"  {remark}" for remark in self.remarks]
        if self.stored:
            lines.append(f"  kept in {_near(self.stored)}; it stays on this machine only")
        return lines


def _near(path: Path) -> Path:
    """Return the path as seen from here, where it lies below."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path


def _found_files(paths: Iterable[Path | str]) -> list[tuple[Imported, bool]]:
    """Return every file to look at, each once, and whether it was named itself rather than its folder."""
    found: dict[Path, tuple[Imported, bool]] = {}
    for path in map(Path, paths):
        inside: list[Path] = []
        problem = ""
        try:
            if path.is_dir():
                inside = sorted(p for p in path.iterdir() if p.suffix.lower() in _READ + _LATER and p.name[0] != ".")
                inside = [p for p in inside if p.is_file()]
                problem = "" if inside else "the folder holds no .txt or .md file (folders in it are not searched)."
            elif not path.exists():
                problem = "there is no such file or folder."
            elif not path.is_file():
                problem = "this is neither a file nor a folder."
        except OSError as error:
            problem = f"it cannot be read ({error.strerror or error})."
        for one in inside or [path]:
            found.setdefault(one.resolve(), (Imported(one, problem=problem), not inside))
    return list(found.values())


def _content(path: Path) -> tuple[str, str]:
    """Return the text of a file and what is to be said about its encoding."""
    suffix = path.suffix.lower()
    if suffix in _LATER:
        raise ValueError(f"{suffix} files cannot be imported yet. Save the page's text as a .txt file and import that.")
    if suffix not in _READ:
        raise ValueError(f"expected a .txt or .md file, found {suffix or 'a name without an ending'}.")
    try:
        size = path.stat().st_size
        if size > 4 * LONGEST:
            raise ValueError(
                f"the file has {size:,} bytes, far more than one document takes. Save the one document alone."
            )
        return _decode(path.read_bytes())
    except OSError as error:
        raise ValueError(f"the file cannot be read ({error.strerror or error}).") from error


def _recognised(
    lines: list[str], known: dict[str, dict[str, Counter]], as_id: str | None, corpus: Path
) -> _Match | None:
    """Return the document that a file holds; None where it is none of the known ones and is to be called `as_id`."""
    matches = sorted((_match(lines, document, tokens) for document, tokens in known.items()), key=lambda m: -m.found)
    held = [match for match in matches if match.found >= RECOGNISED]
    if as_id in known:
        own = next(match for match in matches if match.document == as_id)
        if own in held:
            return own
        raise ValueError(
            f"it is not {as_id} as {_near(corpus / as_id / 'tokens.csv')} knows it: {own.found:.0%} of it was found. "
            "To count its tokens anew from this file, delete that table and import again."
        )
    if len(held) > 1:
        parts = ", ".join(f"{match.document} ({match.found:.0%} of it)" for match in held)
        raise ValueError(f"it holds {len(held)} documents: {parts}. Save each in a file of its own and import those.")
    if as_id:
        if held:
            raise ValueError(f"it is {held[0].document} ({held[0].found:.0%} of it was found). Import it without --as.")
        return None
    if held:
        return held[0]
    new = "A document that the corpus does not know yet is imported with a name: --as ID, such as --as gazette-2021."
    if not matches:
        raise ValueError(f"the corpus knows no document yet: there is no tokens.csv in {_near(corpus)}. {new}")
    if not matches[0].found:
        raise ValueError(
            f"it is none of the {len(matches)} known documents, no paragraph of theirs stands in it. {new}"
        )
    raise ValueError(
        f"it is none of the {len(matches)} known documents. The closest is {matches[0].document}, "
        f"of which {matches[0].found:.0%} was found; at least {RECOGNISED:.0%} is needed. {new}"
    )


def _describe(copy: Copy, folder: Path) -> list[str]:
    """Write what the corpus has to know of a new document: its token counts, and tables to be filled in."""
    counts = {p: Counter(text.tokens(words)) for p, words in copy.paragraphs.items()}
    ledger = []
    for place, words in [*copy.paragraphs.items(), ("outside", "\n".join(copy.outside))]:
        times: Counter = Counter()
        for number in text.numbers(words):
            times[number] += 1
            ledger.append({"paragraph": place, "number": number, "occurrence": times[number]})
    tables = {
        "tokens": [{"paragraph": p, "token": t, "count": n} for p in counts for t, n in sorted(counts[p].items())],
        "paragraphs": [
            {"paragraph": p, "section": copy.sections.get(p, ""), "tokens": counts[p].total()} for p in copy.paragraphs
        ],
        "numbers": ledger,
    }
    written = []
    for table, rows in tables.items():
        path = folder / schema.file_of(table)
        if not path.exists():
            content = io.StringIO()
            writer = csv.DictWriter(content, schema.TABLES[table].names, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            _write(path, content.getvalue())
            written.append(path.name)
    return written


def _keep(
    copy: Copy, document: str, tokens: dict[str, Counter], folder: Path, replace: bool
) -> tuple[Path | None, str]:
    """Store a copy unless a fuller one is there; return where it is kept and what is to be said."""

    def fullness(paragraphs: dict[str, str]) -> tuple[int, int]:
        own = {p: Counter(text.tokens(words)) for p, words in paragraphs.items()}
        return len(own), sum((own[p] & tokens[p]).total() for p in own if p in tokens)

    said = ""
    try:
        old = load_copy(document, folder)
    except ValueError:
        old, said = None, "the copy kept so far was damaged and has been replaced"
    path = folder / f"{document}.json"
    if old and not replace:
        before, now = fullness(old["paragraphs"]), fullness(copy.paragraphs)
        if now < before:
            what = f"{before[0]} paragraphs, this file {now[0]}" if now[0] < before[0] else "more words than this file"
            return None, f"not kept: the copy in {_near(path)} has {what}. Add --replace to put this one in its place"
    content = {
        "document": document,
        "format": FORMAT,
        "normal_form": text.NORMAL_FORM,
        "paragraphs": copy.paragraphs,
        "sections": copy.sections,
        "outside": copy.outside,
    }
    _write(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return path, said


def import_files(
    paths: Iterable[Path | str],
    as_id: str | None = None,
    folder: Path | None = None,
    corpus: Path | None = None,
    replace: bool = False,
) -> list[Imported]:
    """Import readers' copies.

    Parameters
    ----------
    paths
        Files, or folders whose .txt and .md files are taken.
    as_id
        The id of a document that the corpus does not know yet; its tokens.csv is then made from the file.
    folder
        Where copies are kept; by default :func:`copies_folder`.
    corpus
        The corpus; by default the project's own.
    replace
        Whether a fuller copy that is there already gives way.

    Returns
    -------
    list of Imported
        One for each file; what went wrong is in its `problem`.

    >>> [(file.path.name, file.problem) for file in import_files(["no-such-file.txt"])]
    [('no-such-file.txt', 'there is no such file or folder.')]
    """
    folder, corpus = folder or copies_folder(), corpus or corpus_folder()
    files = _found_files(paths)
    if as_id:
        _check_id(as_id)
        if len(files) != 1:
            raise ValueError(f"--as {as_id} names one document and takes one file; found {len(files)}.")
    known = _known(corpus)
    for file, named in files:
        if file.problem:
            continue
        try:
            content, remark = _content(file.path)
            file.remarks += [remark] * bool(remark)
            try:
                match = _recognised(_lines(content), known, as_id, corpus)
            except ValueError as error:
                # Of a folder nobody said that every file is a document.
                if named or "none of the" not in str(error):
                    raise
                file.passed_over = str(error).partition(" A document that")[0]
                continue
            _import_one(file, content, match, as_id or "", folder, corpus, replace)
        except ValueError as error:
            file.problem = str(error)
        except OSError as error:
            where = _near(Path(error.filename)) if error.filename else _near(folder)
            file.problem = (
                f"the copy cannot be kept: {where} cannot be written ({error.strerror or error}). "
                "Name a folder of yours in the environment variable READING_COPIES."
            )
    return [file for file, _ in files]


def _import_one(
    file: Imported, content: str, match: _Match | None, as_id: str, folder: Path, corpus: Path, replace: bool
) -> None:
    """Take the document out of one file and keep it."""
    if match:
        rows = _table(corpus / match.document / "paragraphs.csv")
        copy = _taken_out(match, {row.get("paragraph", ""): _fold(row.get("section") or "") for row in rows})
        file.document, tokens = match.document, match.tokens
        shares = {p: match.share(p) for p in copy.paragraphs}
        file.incomplete = {p: share for p, share in shares.items() if share < 0.9}
    else:
        copy = segment(content, _title_of(corpus / as_id))
        if not any(p.isdigit() for p in copy.paragraphs):
            raise ValueError("no paragraph of running text was found in it.")
        file.document = as_id
        tokens = {p: Counter(text.tokens(words)) for p, words in copy.paragraphs.items()}
    file.title = copy.paragraphs.get("title", "")
    file.body = sum(p.isdigit() for p in copy.paragraphs)
    file.of = sum(p.isdigit() for p in tokens)
    file.notes = sum(_is_note(p) for p in copy.paragraphs)
    file.missing = [p for p in tokens if p not in copy.paragraphs]
    file.dropped = copy.outside
    file.stored, remark = _keep(copy, file.document, tokens, folder, replace)
    file.remarks += [remark] * bool(remark)
    if not match and file.stored:
        written = _describe(copy, corpus / as_id)
        file.remarks.append(f"wrote {', '.join(written)} in {_near(corpus / as_id)}; look them over")
        if not (corpus / as_id / "document.toml").exists():
            file.remarks.append(f"next, write {_near(corpus / as_id / 'document.toml')}; the codebook says how")


def _title_of(folder: Path) -> str | None:
    path = folder / "document.toml"
    try:
        title = tomllib.loads(path.read_text(encoding="utf-8")).get("title")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{path} cannot be read ({error}). Correct it, then import again.") from error
    return title if isinstance(title, str) else None


def _say(line: str, file: TextIO) -> None:
    """Print a line also where the terminal does not have all its letters."""
    encoding = file.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding), file=file)


def main(argv: Sequence[str]) -> int:
    """Run ``python -m helpers import``; return 1 where a file could not be imported."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers import",
        description="Keep your own copy of a document, to see it beside the notes. It stays on this machine.",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a .txt or .md file, or a folder of them")
    parser.add_argument("--as", dest="as_id", metavar="ID", help="import a document that the corpus does not know yet")
    parser.add_argument("--replace", action="store_true", help="replace a kept copy even if it is fuller")
    arguments = parser.parse_args(argv)
    try:
        files = import_files(arguments.paths, arguments.as_id, replace=arguments.replace)
    except ValueError as error:
        _say(str(error), sys.stderr)
        return 1
    for file in files:
        for line in file.lines:
            _say(line, sys.stderr if file.problem else sys.stdout)
    problems = sum(bool(file.problem) for file in files)
    if problems > 1:
        _say(f"{problems} of {len(files)} could not be imported.", sys.stderr)
    if not problems and not any(file.document for file in files):
        _say("Nothing was imported.", sys.stderr)
        return 1
    return 1 if problems else 0
