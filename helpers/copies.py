"""A reader's own copy of a document: recognise it, take the document out of it, keep it on this machine.

``python -m helpers import PATH…`` reads text and Markdown files. A document that
the corpus knows is recognised by its content alone: the token counts of the
copy's lines are laid along those in ``corpus/<id>/tokens.csv`` (:mod:`helpers.align`).
A document that the corpus does not know yet is cut into paragraphs by general
rules (:mod:`helpers.segment`), and ``--as ID`` names it. Nothing is ever fetched.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from helpers import schema, text
from helpers.align import align, is_note
from helpers.files import CORPUS, Row, Sheet, say, write, write_table
from helpers.segment import Copy, fold, lines_of, printed, rejoin, segment

#: Raise this when the stored file's shape changes.
FORMAT = 1
#: A file is a document's copy when at least this share of the body's tokens is found in it.
RECOGNISED = 0.1
#: Bytes in a file; a page with all its menus has a tenth of it.
LONGEST = 500_000


# --- where copies are kept ---------------------------------------------------------------------------------------


def corpus_folder() -> Path:
    """Return the folder of the corpus."""
    return CORPUS


def copies_folder(corpus: Path | None = None) -> Path:
    """Return the folder that keeps copies: ``corpus/copies``, or the one that READING_COPIES names."""
    named = os.environ.get("READING_COPIES", "").strip()
    return Path(named).expanduser() if named else (corpus or corpus_folder()) / "copies"


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
    try:
        copy = json.loads(path.read_text(encoding="utf-8"))
        for name, kind in (("paragraphs", dict), ("sections", dict), ("outside", list)):
            part = copy[name]
            if not isinstance(part, kind) or not all(
                isinstance(v, str) for v in (part.values() if kind is dict else part)
            ):
                raise ValueError(f"{name} not as expected")
        for name, expected in (("format", FORMAT), ("document", document)):
            if copy[name] != expected:
                raise ValueError(f"{name} {expected} was expected, found {copy[name]}")
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ValueError(
            f"{path}: the copy is damaged: {error}. Import the document again, or delete the file."
        ) from error
    return copy


def _check_id(document: str) -> None:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", document) or document in ("vocabulary", "copies"):
        raise ValueError(
            f"{document!r} cannot name a document: expected {schema.TYPES['id']}, such as rfa-2022, "
            "and neither vocabulary nor copies."
        )


# --- reading a file ----------------------------------------------------------------------------------------------


def _content(path: Path) -> tuple[str, list[str]]:
    """Return the text of a file, and what is to be said about its encoding."""
    if path.is_dir():
        raise ValueError("the folder holds no .txt or .md file (folders in it are not searched).")
    if path.suffix.lower() not in (".txt", ".md"):
        raise ValueError("expected a .txt or .md file. Save the page's text as a .txt file and import that.")
    data = path.read_bytes()
    if len(data) > LONGEST:
        raise ValueError(f"it has {len(data):,} bytes, far more than one document. Save the one document alone.")
    said = []
    try:
        content = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        content = data.decode("cp1252", "replace")
        said.append(f"Line {line} is not UTF-8: the file was read as Windows-1252. Look whether its letters are right.")
    if re.match(r"\s*(?:%PDF-|<!doctype html|<html)", content, re.I) or re.search(r"[\x00-\x08\x0e-\x1b]", content):
        raise ValueError("it is not plain text, whatever its name says. Save its text as a .txt file in UTF-8.")
    if not text.tokens(content):
        raise ValueError("it holds no words.")
    return content, said


# --- which document a file is ------------------------------------------------------------------------------------


def _rows(path: Path, table: str) -> list[Row]:
    """Read a table of the corpus, if it is there; a broken one is said to be broken, not guessed at."""
    sheet = Sheet(path, path.parent, schema.TABLES[table])
    if sheet.exists and not (sheet.usable and all(row.get("count", "0").isdecimal() for row in sheet.rows)):
        raise ValueError(f"{path}: the table cannot be read. Run `python -m helpers check`.")
    return sheet.rows


def _known(corpus: Path) -> dict[str, dict[str, Counter]]:
    """Return the token counts of every document that has some."""
    known: dict[str, dict[str, Counter]] = {}
    for path in sorted(corpus.glob("*/tokens.csv")):
        for row in _rows(path, "tokens"):
            counts = known.setdefault(path.parent.name, {}).setdefault(row["paragraph"], Counter())
            counts[row["token"]] = int(row["count"])
    return known


@dataclass
class _Match:
    """What of a known document stands in some lines."""

    document: str
    tokens: dict[str, Counter]
    lines: list[str]

    @cached_property
    def placed(self) -> dict[str, list[int]]:
        return align([printed(line) for line in self.lines], self.tokens)

    @cached_property
    def paragraphs(self) -> dict[str, str]:
        """The paragraphs as printed."""
        words = set().union(*self.tokens.values())
        return {p: rejoin([printed(self.lines[k]) for k in run], words) for p, run in self.placed.items()}

    @cached_property
    def shares(self) -> dict[str, float]:
        """The part of each paragraph's tokens that was found."""
        found = {p: Counter(text.tokens(words)) for p, words in self.paragraphs.items()}
        return {
            p: (found.get(p, Counter()) & count).total() / max(count.total(), 1) for p, count in self.tokens.items()
        }

    @cached_property
    def share(self) -> float:
        """The part of the body's tokens that was found."""
        body = {p: count.total() for p, count in self.tokens.items() if p.isdigit()}
        return sum(self.shares[p] * weight for p, weight in body.items()) / max(sum(body.values()), 1)


def _match(lines: list[str], document: str, tokens: dict[str, Counter]) -> _Match:
    whole = _Match(document, tokens, lines)
    longest = max(len(text.tokens(line)) for line in lines)
    if len(whole.placed) == len(tokens) or (not whole.placed and longest <= max(map(Counter.total, tokens.values()))):
        return whole
    # Where a copy has lost its line breaks, paragraphs have to be looked for between sentences.
    ends = r"([.?!][\"'\u2019\u201d)]*(?:<sup>[^<]*</sup>)?) (?=\S)"
    finer = _Match(document, tokens, [piece for line in lines for piece in re.sub(ends, r"\1\n", line).split("\n")])
    return finer if finer.share > whole.share + 0.01 else whole


def _recognised(lines: list[str], known: dict[str, dict[str, Counter]], as_id: str | None) -> _Match | None:
    """Return the document that a file holds; None where it is none of the known ones."""
    matches = [_match(lines, document, tokens) for document, tokens in known.items()]
    held = sorted((match for match in matches if match.share >= RECOGNISED), key=lambda match: -match.share)
    found = ", ".join(f"{match.document} ({match.share:.0%} of it)" for match in held)
    if len(held) > 1:
        raise ValueError(f"it holds {len(held)} documents: {found}. Save each in a file of its own and import those.")
    if held and as_id:
        raise ValueError(f"it is {found}. Import it without --as.")
    return held[0] if held else None


def _taken_out(match: _Match, corpus: Path) -> Copy:
    """Return the paragraphs that were found, their sub-headings as printed, and the lines that are left."""
    copy = Copy(match.paragraphs)
    used = {k for run in match.placed.values() for k in run}
    left = [line for k, line in enumerate(match.lines) if k not in used and text.tokens(printed(line))]
    rows = _rows(corpus / match.document / "paragraphs.csv", "paragraphs")
    below = {row["paragraph"]: row["section"] for row in rows if row["paragraph"].isdigit()}
    headings = _Match(
        "", {name: Counter(text.tokens(name)) for name in dict.fromkeys(filter(None, below.values()))}, left
    )
    if headings.placed:
        copy.sections = {p: headings.paragraphs.get(below.get(p, ""), "") for p in copy.paragraphs if p.isdigit()}
    used = {k for run in headings.placed.values() for k in run}
    copy.outside = [line for k, line in enumerate(left) if k not in used]
    return copy


# --- the import --------------------------------------------------------------------------------------------------


@dataclass
class Imported:
    """What became of one file."""

    path: Path
    document: str = ""
    copy: Copy = field(default_factory=Copy)
    missing: list[str] = field(default_factory=list)
    incomplete: dict[str, float] = field(default_factory=dict)  # paragraph to the part of its words that is there
    stored: Path | None = None
    remarks: list[str] = field(default_factory=list)
    passed_over: str = ""  # why a file of a folder is no copy of anything
    problem: str = ""  # why the file could not be imported

    @property
    def body(self) -> int:
        """How many paragraphs of the body were found."""
        return sum(p.isdigit() for p in self.copy.paragraphs)

    @property
    def of(self) -> int:
        """How many paragraphs the body of the document has."""
        return self.body + sum(p.isdigit() for p in self.missing)

    @property
    def lines(self) -> list[str]:
        """What is printed about the file."""
        if not self.document:
            return [f"{self.path}: {self.problem or 'passed over: ' + self.passed_over}"]
        title, dropped = self.copy.paragraphs.get("title"), self.copy.outside
        notes = sum(map(is_note, self.copy.paragraphs))
        lines = [f"{self.path}: {self.document}" + (f", “{title}”" if title else "")]
        lines.append(f"  {self.body} of {self.of} body paragraphs, {notes} note{'s' * (notes != 1)}")
        if self.missing:
            lines.append(f"  not in this file: {', '.join(self.missing)}")
        if self.incomplete:
            parts = (f"{p} ({share:.0%} of its words)" for p, share in self.incomplete.items())
            lines.append(f"  only partly in this file: {', '.join(parts)}")
        if dropped:
            firsts = ["“" + " ".join(line.split()[:5]) + " …" * (len(line.split()) > 5) + "”" for line in dropped]
            lines.append(f"  dropped {len(dropped)} line{'s' * (len(dropped) != 1)}: {', '.join(firsts)}")
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


def _describe(copy: Copy, folder: Path) -> list[str]:
    """Write what the corpus has to know of a new document: its token counts, and tables to be filled in."""
    counts = {p: Counter(text.tokens(words)) for p, words in copy.paragraphs.items()}
    ledger = []
    for place, words in [*copy.paragraphs.items(), ("outside", "\n".join(copy.outside))]:
        numbers = text.numbers(words)
        ledger += [[place, number, numbers[: k + 1].count(number)] for k, number in enumerate(numbers)]
    tables = {
        "tokens": [[p, token, n] for p, count in counts.items() for token, n in sorted(count.items())],
        "paragraphs": [[p, copy.sections.get(p, ""), "", counts[p].total()] for p in copy.paragraphs],
        "numbers": ledger,
    }
    new = {folder / schema.file_of(name): name for name in tables if not (folder / schema.file_of(name)).exists()}
    for path, name in new.items():
        write_table(path, schema.TABLES[name], tables[name])
    return [path.name for path in new]


def _keep(copy: Copy, document: str, tokens: dict[str, Counter], folder: Path) -> tuple[Path | None, list[str]]:
    """Store a copy unless a fuller one is there; return where it is kept and what is to be said."""

    def fullness(paragraphs: dict[str, str]) -> int:
        return sum((Counter(text.tokens(paragraphs[p])) & tokens[p]).total() for p in paragraphs if p in tokens)

    path, said = folder / f"{document}.json", []
    try:
        old = load_copy(document, folder)
    except ValueError:
        old, said = None, ["the copy kept so far was damaged and has been replaced"]
    if old and fullness(old["paragraphs"]) > fullness(copy.paragraphs):
        what = f"{fullness(old['paragraphs'])} words of the document, this file {fullness(copy.paragraphs)}"
        return None, [f"not kept: the copy in {_near(path)} has {what}. Delete that file to put this one in its place"]
    content = {"document": document, "format": FORMAT, "normal_form": text.NORMAL_FORM, **vars(copy)}
    write(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return path, said


def import_files(
    paths: Iterable[Path | str], as_id: str | None = None, folder: Path | None = None, corpus: Path | None = None
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

    Returns
    -------
    list of Imported
        One for each file; what went wrong is in its `problem`.

    >>> [(file.path.name, file.problem) for file in import_files(["no-such-file.txt"])]
    [('no-such-file.txt', 'it cannot be read (No such file or directory).')]
    """
    folder, corpus = folder or copies_folder(), corpus or corpus_folder()
    found: dict[Path, Path | None] = {}  # each file once, with the folder that was named instead of it
    for path in map(Path, paths):
        inside = sorted(p for p in path.glob("[!.]*") if p.suffix.lower() in (".txt", ".md")) if path.is_dir() else []
        found |= dict.fromkeys(inside, path) if inside else {path: None}
    known = _known(corpus)
    if as_id:
        _check_id(as_id)
        if len(found) != 1:
            raise ValueError(f"--as {as_id} names one document and takes one file; found {len(found)}.")
        if as_id in known:
            raise ValueError(
                f"the corpus knows {as_id}: import without --as, or delete its tokens.csv to make it anew."
            )
    return [_import_one(path, bool(inside), known, as_id, folder, corpus) for path, inside in found.items()]


def _import_one(
    path: Path, inside: bool, known: dict[str, dict[str, Counter]], as_id: str | None, folder: Path, corpus: Path
) -> Imported:
    """Take the document out of one file and keep it; say what went wrong."""
    file, what = Imported(path), "read"
    try:
        content, file.remarks = _content(path)
        match = _recognised([fold(line) for line in lines_of(content) if line], known, as_id)
        if match:
            document, tokens, copy = match.document, match.tokens, _taken_out(match, corpus)
            file.incomplete = {p: match.shares[p] for p in copy.paragraphs if match.shares[p] < 0.9}
        elif as_id:
            document, copy = as_id, segment(content)
            tokens = {p: Counter(text.tokens(words)) for p, words in copy.paragraphs.items()}
            if "1" not in tokens:
                raise ValueError("no paragraph of running text was found in it.")
        else:
            problem = f"it is none of the {len(known)} documents that the corpus knows"
            # Of a folder nobody said that every file is a document.
            file.passed_over = problem + "." if inside else ""
            file.problem = (
                "" if inside else problem + ". A new one is imported with a name: --as ID, as in --as news-2021."
            )
            return file
        what = f"kept in {_near(folder)}: name a folder of yours in the environment variable READING_COPIES"
        file.stored, remarks = _keep(copy, document, tokens, folder)
        if not match and file.stored:
            remarks.append(f"wrote {', '.join(_describe(copy, corpus / document))} in {_near(corpus / document)}")
            remarks.append("look them over, then write document.toml; corpus/README.md says how")
        file.document, file.copy, file.remarks = document, copy, file.remarks + remarks
        file.missing = [p for p in tokens if p not in copy.paragraphs]
    except ValueError as error:
        file.problem = str(error)
    except OSError as error:
        file.problem = f"it cannot be {what} ({error.strerror or error})."
    return file


def main(argv: Sequence[str]) -> int:
    """Run ``python -m helpers import``; return 1 where a file could not be imported."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers import",
        description="Keep your own copy of a document, to see it beside the notes. It stays on this machine.",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a .txt or .md file, or a folder of them")
    parser.add_argument("--as", dest="as_id", metavar="ID", help="import a document that the corpus does not know yet")
    arguments = parser.parse_args(argv)
    try:
        files = import_files(arguments.paths, arguments.as_id)
    except ValueError as error:
        say(str(error), sys.stderr)
        return 1
    for file in files:
        for line in file.lines:
            say(line, sys.stderr if file.problem else sys.stdout)
    if not any(file.document or file.problem for file in files):
        say("Nothing was imported.", sys.stderr)
    return 1 if any(file.problem for file in files) or not any(file.document for file in files) else 0
