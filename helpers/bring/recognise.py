"""Find out by its words which document a file holds, and take that document out of it."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from helpers.bring.align import align
from helpers.bring.segment import Block, Copy, lines_of, rejoin, segment
from helpers.corpus.schema import TABLES
from helpers.corpus.storage import Sheet
from helpers.corpus.text import tokens

#: A file is a document's copy when at least this share of the body's tokens is found in it.
RECOGNISED = 0.1
#: Bytes in a file; a page with all its menus has a tenth of it.
LONGEST = 500_000


def read_text(path: Path) -> tuple[str, list[str]]:
    """Return the text of a file and remarks on its encoding; a ValueError says why it has none.

    >>> read_text(Path(__file__))
    Traceback (most recent call last):
    ValueError: expected a .txt or .md file. Save the page's text as a .txt file.
    """
    size = path.stat().st_size
    if path.is_dir():
        raise ValueError("the folder holds no .txt or .md file (folders in it are not searched).")
    if path.suffix.lower() not in (".txt", ".md") or not path.is_file():
        raise ValueError("expected a .txt or .md file. Save the page's text as a .txt file.")
    if size > LONGEST:
        raise ValueError(f"it has {size:,} bytes, far more than one document: save that one alone.")
    data = path.read_bytes()
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        content, remarks = data.decode(encoding), []
    except UnicodeDecodeError as error:
        content, line = data.decode("cp1252", "replace"), data.count(b"\n", 0, error.start) + 1
        remarks = [f"line {line} is not UTF-8, so read as Windows-1252: are all letters right?"]
    if re.search(r"(?i)\A\s*(%PDF-|<!doctype html|<html)|[\x00-\x08\x0e-\x1b]", content):
        raise ValueError("it is not plain text, whatever its name says. Save its text in UTF-8.")
    if not tokens(content):
        raise ValueError("it holds no words.")
    return content, remarks


@dataclass(frozen=True)
class Known:
    """A document that the corpus knows."""

    id: str
    tokens: dict[str, Counter]  # the token counts of each paragraph
    sections: dict[str, str]  # the sub-heading above each paragraph that has one

    def share(self, paragraphs: dict[str, str], ids: Iterable[str] = ()) -> float:
        """Return which part of the tokens of some paragraphs, or of the body, is in a copy's."""
        wanted = {p: self.tokens[p] for p in ids or filter(str.isdigit, self.tokens)}
        found = (Counter(tokens(paragraphs.get(p, ""))) & count for p, count in wanted.items())
        return sum(map(Counter.total, found)) / max(sum(map(Counter.total, wanted.values())), 1)


def known_documents(corpus: Path) -> dict[str, Known]:
    """Return every document that has a tokens.csv; a ValueError says which one is broken.

    >>> known_documents(Path("no-such-corpus"))
    {}
    """
    known = {}
    for path in sorted(corpus.glob("*/tokens.csv")):
        counted = Sheet(path, TABLES["tokens"])
        named = Sheet(path.with_name("paragraphs.csv"), TABLES["paragraphs"])
        numbers = all(re.fullmatch(r"\d{1,9}", row["count"]) for row in counted.rows)
        if not (numbers and counted.usable and (named.usable or not named.exists)):
            raise ValueError(f"{path.parent}: a broken table. Run `python -m helpers check`.")
        sections = {row["paragraph"]: row["section"] for row in named.rows if row["section"]}
        known[path.parent.name] = Known(path.parent.name, {}, sections)
        for row in counted.rows:
            counts = known[path.parent.name].tokens.setdefault(row["paragraph"], Counter())
            counts[row["token"]] = int(row["count"])
    return known


def _take_out(known: Known, lines: list[str]) -> Copy:
    """Return what of a known document stands in the lines of a file."""
    headings = {f"# {name}": Counter(tokens(name)) for name in known.sections.values()}
    prints, words = [Block(line).text for line in lines], set().union(*known.tokens.values())
    placed = align(prints, known.tokens | headings)
    texts = {p: rejoin([prints[k] for k in run], words) for p, run in placed.items()}
    paragraphs = {p: texts[p] for p in known.tokens if p in texts}
    sections = {p: texts.get(f"# {known.sections.get(p)}", "") for p in paragraphs if p.isdigit()}
    used = {k for run in placed.values() for k in run}
    outside = [line for k, line in enumerate(lines) if k not in used and tokens(prints[k])]
    return Copy(paragraphs, sections if any(sections.values()) else {}, outside)


def recognise(content: str, known: dict, as_id: str | None = None) -> tuple[Known, Copy] | None:
    """Return the document that a text holds, with its copy; None where it holds no known one.

    With `as_id` a new document of this id is made of it. A ValueError says why it is not just one.

    >>> known = {"a": Known("a", {"1": Counter("the ferry left the harbour at noon".split())}, {})}
    >>> recognise("Menu\\nThe ferry left\\nthe harbour at noon.", known)[1].paragraphs
    {'1': 'The ferry left the harbour at noon.'}
    """
    lines = [" ".join(line.split()) for line in lines_of(content) if line]
    # Where a copy has lost its line breaks, paragraphs have to be looked for between sentences.
    ends = re.compile(r"([.?!][\"'\u2019\u201d)]*(?:<sup>[^<]*</sup>)?) (?=\S)")
    sentences = [piece for line in lines for piece in ends.sub(r"\1\n", line).split("\n")]
    found = {}
    for document in known.values():
        copies = [_take_out(document, pieces) for pieces in (lines, sentences)]
        copy = max(copies, key=lambda copy: round(document.share(copy.paragraphs), 2))
        if (share := document.share(copy.paragraphs)) >= RECOGNISED:
            found[f"{document.id} ({share:.0%} of it)"] = document, copy
    names = ", ".join(found)
    if len(found) > 1:
        raise ValueError(f"it holds {len(found)} documents: {names}. Save each in its own file.")
    if found and as_id:
        raise ValueError(f"it is {names}. Import it without --as.")
    if found or not as_id:
        return next(iter(found.values()), None)
    copy = segment(content)
    if "1" not in copy.paragraphs:
        raise ValueError("no paragraph of running text was found in it.")
    counts = {p: Counter(tokens(words)) for p, words in copy.paragraphs.items()}
    return Known(as_id, counts, {}), copy
