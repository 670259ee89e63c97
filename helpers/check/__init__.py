"""Is it true? The rules that the corpus keeps, and a reader's copy against the corpus."""

from __future__ import annotations

import argparse
import os
from itertools import groupby
from pathlib import Path

from helpers.check.folder import Folder
from helpers.check.rules import faults
from helpers.corpus.storage import CORPUS, Fault, say


def check(corpus: Path = CORPUS, copies: Path | None = None) -> list[Fault]:
    """Apply every rule to a corpus and return all faults, sorted by file, line and column.

    Parameters
    ----------
    corpus
        The corpus folder; the project that may not repeat a copy is the folder around it.
    copies
        The folder of the reader's copies; READING_COPIES or `corpus/copies` unless given.
    """
    return sorted(faults(Folder(corpus, copies)))


def report(found: list[Fault]) -> list[str]:
    """Put faults into lines: of ten or more by one rule in one file nine, and how many more."""
    lines = []
    causes = groupby(
        sorted(found, key=lambda it: (it.file, it.rule)), lambda it: (it.file, it.rule)
    )
    for (file, rule), group in causes:
        first = list(group)
        lines += map(str, first[:9])
        lines += [f"{file}: and {len(first) - 9} more [{rule}]"] if first[9:] else []
    return lines


def existing_folder(value: str) -> Path:
    """Take an argument of a command that has to be a folder."""
    if not os.path.isdir(value):
        raise argparse.ArgumentTypeError(f"expected a folder; found none at {value}")
    return Path(value)


def main(argv: list[str] | None = None) -> int:
    """Print what is wrong; return 0 where nothing is, 1 where something is."""
    about = "Check the corpus against its rules, which corpus/README.md lists."
    parser = argparse.ArgumentParser(prog="python -m helpers check", description=about)
    parser.add_argument("--corpus", type=existing_folder, default=CORPUS, help="another folder")
    lines = report(check(parser.parse_args(argv).corpus))
    for line in lines:
        say(line)
    return 1 if lines else 0
