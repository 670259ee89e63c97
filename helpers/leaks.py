"""Runs of words that the files of the project share with a reader's copy.

A word is a run of letters or digits with at most one apostrophe in it; a notebook
is read cell by cell with its outputs, HTML without its tags.
"""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from helpers.cells import WORDS

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
#: A title or a name of at least so many words does not count; a shorter one, as of a state, is no excuse.
NAME = 4
#: Folders of tools, looked at only where git does not say what belongs to the project.
_SKIPPED = {"__pycache__", "node_modules", "build", "dist"}


def _fold(word: str) -> str:
    return word.lower().replace("’", "'")


def _words(content: str) -> tuple[str, ...]:
    return tuple(_fold(word) for word in _WORD.findall(content))


def runs_of(content: str) -> set[tuple[str, ...]]:
    """Return every run of words of a copy that is one word longer than may be repeated.

    >>> runs_of("One two three four five six seven eight nine")
    {('one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine')}
    """
    words = _words(content)
    return {words[at : at + WORDS + 1] for at in range(len(words) - WORDS)}


def shared_runs(path: Path, runs: set[tuple[str, ...]], allowed: Iterable[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Find what a file shares with copies.

    Parameters
    ----------
    path
        The file; nothing is found in a binary one.
    runs
        What :func:`runs_of` returns for all copies.
    allowed
        Titles and names that may be given in full: words under one of them do not count.

    Yields
    ------
    tuple
        The line, or 0 in a notebook; the cell of a notebook; the words of the whole shared run.
    """
    names = {_words(name) for name in allowed}
    for first, place, content in _pieces(path):
        found = list(_WORD.finditer(content))
        words = tuple(_fold(match[0]) for match in found)
        at = 0
        while at < len(words) - WORDS:
            end = at + WORDS
            while end < len(words) and words[end - WORDS : end + 1] in runs:
                end += 1
            if end == at + WORDS:
                at += 1
                continue
            if _bare(words, at, end, names) > WORDS:
                line = first + content.count("\n", 0, found[at].start()) if first else 0
                yield line, place, list(words[at:end])
            at = end


def _bare(words: tuple[str, ...], at: int, end: int, names: set[tuple[str, ...]]) -> int:
    """How many words of a run stand under no name; of one that reaches over the run's ends enough must be inside."""
    covered = set()
    for name in names:
        for start in range(max(0, at - len(name) + 1), end):
            under = range(max(at, start), min(end, start + len(name)))
            if len(under) >= NAME and words[start : start + len(name)] == name:
                covered.update(under)
    return end - at - len(covered)


def project_files(root: Path, copies: Iterable[Path]) -> list[Path]:
    """Return the files that git lists or would take up; without git all but tools and the folders of copies."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout
        paths = [root / os.fsdecode(name) for name in listed.split(b"\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = []
    if not paths:
        skipped = set(copies)
        for folder, inner, names in os.walk(root):
            here = Path(folder)
            tools = {name for name in inner if name in _SKIPPED or name.startswith(".") or name.endswith(".egg-info")}
            inner[:] = [name for name in inner if name not in tools and here / name not in skipped]
            paths += [here / name for name in names]
    return sorted({path for path in paths if path.is_file()})


def _pieces(path: Path) -> Iterator[tuple[int, str, str]]:
    """The texts of a file: first line, 0 where lines mean nothing; the cell of a notebook; the text."""
    raw = path.read_bytes()
    if b"\0" in raw:
        return
    content = raw.decode("utf-8", "replace")
    cells = None
    if path.suffix == ".ipynb":
        with suppress(ValueError, KeyError, TypeError):  # a broken notebook is still a text
            cells = json.loads(content)["cells"]
    if cells is None:
        yield 1, "", _untagged(content) if path.suffix == ".html" else content
        return
    for number, cell in enumerate(cells, 1):
        yield 0, f"cell {number}", _untagged("".join(cell.get("source", "")))
        for output in cell.get("outputs", []):
            shown = [value for kind, value in output.get("data", {}).items() if kind.startswith("text/")]
            for value in (*shown, output.get("text", "")):
                yield 0, f"output of cell {number}", _untagged("".join(value))


def _untagged(content: str) -> str:
    """A text without HTML tags, every line where it was.

    >>> _untagged("<p>one &amp;\\n<b\\n>two</b></p>")
    ' one &\\n \\ntwo  '
    """
    return html.unescape(re.sub(r"<[^>]+>", lambda tag: " " + "\n" * tag[0].count("\n"), content))
