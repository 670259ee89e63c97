"""Is it true? The rules that the corpus keeps, and a reader's copy against the corpus."""

from __future__ import annotations

import argparse
import sys
from itertools import groupby
from pathlib import Path

from helpers.check.folder import Folder
from helpers.check.rules import faults
from helpers.corpus.storage import CORPUS, Fault


def say(line: str, file=None) -> None:
    """Print a line also where the terminal does not have all its letters."""
    file = file or sys.stdout
    encoding = file.encoding or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding), file=file)


def check(corpus: Path = CORPUS, copies: Path | None = None) -> list[Fault]:
    """Apply every rule to a corpus and return all faults, sorted by file, line and column.

    The project that may not repeat a copy is the folder around the corpus; the reader's copies are
    looked for in `copies`, else in READING_COPIES or `corpus/copies`.
    """
    return sorted(faults(Folder(corpus, copies)))


def report(found: list[Fault]) -> list[str]:
    """Put faults into lines: of ten or more by one rule in one file nine, and how many more."""
    lines = []
    found = sorted(found, key=lambda it: (it.file, it.rule))
    for (file, rule), group in groupby(found, lambda it: (it.file, it.rule)):
        first = list(group)
        lines += map(str, first[:9])
        lines += [f"{file}: and {len(first) - 9} more [{rule}]"] if first[9:] else []
    return lines


def corpus_of(argv: list[str] | None, command: str, about: str) -> Path:
    """Return the corpus that the arguments of a command name."""
    parser = argparse.ArgumentParser(prog=f"python -m helpers {command}", description=about)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="another folder")
    corpus = parser.parse_args(argv).corpus
    if not corpus.is_dir():
        parser.error(f"expected a folder; found none at {corpus}")
    return corpus


def main(argv: list[str] | None = None) -> int:
    """Print what is wrong; return 0 where nothing is, 1 where something is."""
    about = "Check the corpus against its rules, which corpus/README.md lists."
    lines = report(check(corpus_of(argv, "check", about)))
    for line in lines:
        say(line)
    return 1 if lines else 0
