"""A reader's own copy: recognise a document, take it out of a file, keep it on this machine.

`python -m helpers import PATH…` reads text and Markdown files. A document that the corpus knows is
recognised by its words alone; one that it does not know yet is cut into paragraphs by general
rules, and `--as ID` names it. Nothing is ever fetched.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from helpers.bring.recognise import Known, known_documents, read_text, recognise
from helpers.bring.segment import Copy
from helpers.check import say
from helpers.check.wording import numbers
from helpers.corpus.copies import FORMAT, copies_folder, load_copy
from helpers.corpus.schema import TABLES, TYPES
from helpers.corpus.storage import CORPUS, as_csv, write
from helpers.corpus.text import NORMAL_FORM


@dataclass
class Imported:
    """What became of one file, and what is to be said of it."""

    path: Path
    document: str = ""
    remarks: list[str] = field(default_factory=list)
    problem: str = ""  # why it was not imported
    passed_over: bool = False  # whether that is no fault, as of any other file in a folder

    def __str__(self) -> str:
        outcome = self.document or "passed over: " * self.passed_over + self.problem
        return "\n  ".join([f"{self.path}: {outcome}", *self.remarks])


def _report(copy: Copy, known: Known) -> Iterator[str]:
    """Say what of a document a file holds, what it lacks, and what was dropped."""
    shares = {p: known.share(copy.paragraphs, [p]) for p in known.tokens}
    body, of = (sum(map(str.isdigit, ids)) for ids in (copy.paragraphs, shares))
    notes = sum(p[0] == "n" for p in copy.paragraphs)
    lacking = [f"{p} ({share:.0%} of it)" for p, share in shares.items() if share < 0.9]
    firsts = [re.sub(r"^((?:\S+ ){4}\S+) .*", r"\1 …", line) for line in copy.outside]
    yield copy.paragraphs.get("title", "without its title")
    yield f"{body} of {of} body paragraphs, {notes} note{'s' * (notes != 1)}"
    if lacking:
        yield f"not whole in this file: {', '.join(lacking)}"
    if firsts:
        yield f"dropped {len(firsts)} line{'s' * (len(firsts) != 1)}: “{'”, “'.join(firsts)}”"


def _keep(copy: Copy, known: Known, folder: Path) -> str:
    """Store a copy unless a fuller one is there; return what is to be said."""
    path, now = folder / f"{known.id}.json", known.share(copy.paragraphs, known.tokens)
    outcome = f"kept in {path}; it stays on this machine only"
    try:
        kept = load_copy(known.id, folder)
        if kept and (most := known.share(kept["paragraphs"], known.tokens)) > now:
            fuller = f"the copy in {path} has {most:.2%} of the document, this file {now:.2%}"
            return f"not kept: {fuller}. Delete that file to put this one in its place"
    except ValueError:
        outcome += "; the copy that was there was damaged"
    head = {"document": known.id, "format": FORMAT, "normal_form": NORMAL_FORM}
    write(path, json.dumps(head | vars(copy), ensure_ascii=False, indent=1) + "\n")
    return outcome


def _describe(copy: Copy, counts: dict[str, Counter], folder: Path) -> str:
    """Write what the corpus has to know of a new document; return what is to be said."""
    ledger = []
    for place, words in [*copy.paragraphs.items(), ("outside", "\n".join(copy.outside))]:
        found = numbers(words)
        ledger += [[place, n, found[: k + 1].count(n)] for k, n in enumerate(found)]
    tables = {
        "paragraphs": [[p, copy.sections.get(p, ""), "", counts[p].total()] for p in counts],
        "numbers": ledger,
        # Last, because a document that has tokens is known, and is not described again.
        "tokens": [[p, *item] for p in counts for item in sorted(counts[p].items())],
    }
    new = [TABLES[name] for name in tables if not (folder / TABLES[name].file).exists()]
    for table in new:
        width = len(table.columns)
        rows = (row + [""] * (width - len(row)) for row in tables[table.name])
        write(folder / table.file, as_csv([table.names, *rows]))
    wrote = f"wrote {', '.join(table.file for table in new)} in {folder}"
    return f"{wrote}: look them over, then write document.toml; corpus/README.md says how"


def import_files(
    paths: Iterable, as_id: str | None = None, folder: Path | None = None, corpus: Path = CORPUS
) -> list[Imported]:
    """Import readers' copies and return what became of each file.

    `paths` are files, or folders whose .txt and .md files are taken; `folder` keeps the copies;
    `as_id` names a document that the corpus does not know yet and whose tables are to be made.
    What is wrong with one file is its `problem`; what is wrong with all is a ValueError.

    >>> [(file.path.name, file.problem) for file in import_files(["no-such-file.txt"])]
    [('no-such-file.txt', 'it cannot be read (No such file or directory).')]
    """
    known, folder, files = known_documents(corpus), folder or copies_folder(corpus), {}
    for path in map(Path, paths):
        texts = sorted(p for p in path.glob("[!.]*") if p.suffix.lower() in (".txt", ".md"))
        files |= dict.fromkeys(texts, True) if texts else {path: False}
    problem = ""
    if as_id is not None:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", as_id) or as_id in ("vocabulary", "copies"):
            problem = f"it is not {TYPES['id']}, or is vocabulary or copies"
        elif len(files) != 1:
            problem = f"it takes one file, not {len(files)}"
        elif as_id in known:
            problem = "the corpus knows it. Import without --as, or delete its tokens.csv"
    if problem:
        raise ValueError(f"{as_id!r} cannot name a new document: {problem}.")
    return [_import(Imported(path), files[path], as_id, known, folder, corpus) for path in files]


def _import(file, in_folder: bool, as_id, known: dict, folder: Path, corpus: Path) -> Imported:
    """Take the document out of a file and keep it; say what became of it."""
    doing = "read"
    try:
        content, file.remarks = read_text(file.path)
        match = recognise(content, known, as_id)
        if not match:
            file.passed_over = in_folder  # nobody said that every file of a folder is a document
            raise ValueError(f"none of the {len(known)} known documents. A new one needs --as ID.")
        document, copy = match
        doing = f"kept in {folder}: name a folder of yours in READING_COPIES"
        file.remarks += [*_report(copy, document), _keep(copy, document, folder)]
        if as_id:
            doing = f"described in {corpus / as_id}"
            file.remarks.append(_describe(copy, document.tokens, corpus / as_id))
        file.document = document.id
    except ValueError as error:
        file.problem = str(error)
    except OSError as error:
        file.problem = f"it cannot be {doing} ({error.strerror or error})."
    return file


def main(argv: list[str], corpus: Path = CORPUS) -> int:
    """Run `python -m helpers import`; return 1 where a file could not be imported."""
    parser = argparse.ArgumentParser("python -m helpers import", description=__doc__)
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a .txt or .md file, or a folder")
    parser.add_argument("--as", dest="as_id", metavar="ID", help="name a document that is new")
    arguments = parser.parse_args(argv)
    try:
        files = import_files(arguments.paths, arguments.as_id, corpus=corpus)
    except ValueError as error:
        say(str(error), sys.stderr)
        return 1
    for file in files:
        say(str(file), sys.stdout if file.document or file.passed_over else sys.stderr)
    if all(file.passed_over for file in files):
        say("Nothing was imported.", sys.stderr)
        return 1
    return 0 if all(file.document or file.passed_over for file in files) else 1
