"""Runs of words that the files of the project share with a reader's copy: the one leak check.

A word is a run of letters or digits with at most one apostrophe in it; a notebook is read cell by
cell with its outputs, HTML without its tags.
"""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from pathlib import Path

from helpers.check.folder import Folder
from helpers.corpus.storage import Fault

#: The longest run of words that may be shared.
LONGEST = 8
#: A title or a name of at least so many words does not count; a shorter one is no excuse.
NAME = 4
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
#: Folders of tools, which matter only where git does not say what belongs to the project.
_TOOLS = re.compile(r"\..*|__pycache__|node_modules|build|dist|.*\.egg-info")


def words_of(content: str) -> list[str]:
    """Return the words of a text in order.

    >>> words_of("China’s non-refoulement")
    ["china's", 'non', 'refoulement']
    """
    return _WORD.findall(content.lower().replace("’", "'"))


def runs_of(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Return every run of words that is one word longer than may be shared."""
    return zip(*(words[at:] for at in range(LONGEST + 1)), strict=False)


def shared_runs(content: str, runs: set[tuple], names: list[list[str]]) -> Iterator[tuple]:
    """Return where each run of words begins that a text shares with copies, and its words.

    What stands under a title or a name does not count; where one reaches over the end of the run,
    enough of it has to stand inside.
    """
    words = words_of(content)
    hits = [at for at, run in enumerate(runs_of(words)) if run in runs]
    for _, hit in groupby(enumerate(hits), lambda pair: pair[1] - pair[0]):
        run = [at for _, at in hit]
        run = range(run[0], run[-1] + LONGEST + 1)
        under: set[int] = set()
        for name in names:
            for start in range(max(0, run.start - len(name) + 1), run.stop):
                inside = {at for at in range(start, start + len(name)) if at in run}
                if len(inside) >= NAME and words[start : start + len(name)] == name:
                    under |= inside
        if len(run) - len(under) > LONGEST:
            yield run.start, words[run.start : run.stop]


def project_files(folder: Folder) -> list[Path]:
    """Return the files that git lists or would take up; without git, all but those of tools."""
    root, paths = folder.path.parent, []
    git = ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    with suppress(OSError, subprocess.CalledProcessError):
        listed = subprocess.run(git, capture_output=True, check=True).stdout.split(b"\0")
        paths = [root / os.fsdecode(name) for name in listed if name]
    if not paths:
        apart = {folder.copies, folder.path / "copies"}
        for path in root.rglob("*"):
            tools = any(_TOOLS.fullmatch(part) for part in path.relative_to(root).parts)
            paths += [path] if not tools and apart.isdisjoint(path.parents) else []
    return sorted({path for path in paths if path.is_file()})


def _untagged(content: str) -> str:
    """A text without HTML tags, every line where it was."""
    return html.unescape(re.sub(r"<[^>]+>", lambda tag: " " + "\n" * tag[0].count("\n"), content))


def _pieces(path: Path) -> Iterator[tuple[str, str]]:
    """The texts of a file, each with the cell of a notebook that it stands in."""
    raw = path.read_bytes()
    content = "" if b"\0" in raw else raw.decode("utf-8", "replace")
    if path.suffix == ".ipynb":
        with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
            for number, cell in enumerate(json.loads(content)["cells"], 1):
                yield f"cell {number}", _untagged("".join(cell["source"]))
                for output in cell.get("outputs", []):
                    shown = {"text/": output.get("text", ""), **output.get("data", {})}
                    for kind in (kind for kind in shown if kind.startswith("text/")):
                        yield f"output of cell {number}", _untagged("".join(shown[kind]))
            return  # a broken notebook is still a text
    yield "", _untagged(content) if path.suffix == ".html" else content


def leak_faults(folder: Folder) -> Iterator[Fault]:
    """Return each place in the project that repeats too much of a copy, and each stored copy."""
    runs: set[tuple[str, ...]] = set()
    stored = {folder.copies / f"{name}.json" for name in folder.documents}
    for document in folder.documents.values():
        texts, headings = document.printed["paragraphs"], document.printed["sections"]
        whole = [" ".join([*texts.values(), *document.printed.get("outside", [])])]
        for content in whole + [f"{headings.get(name)} {text}" for name, text in texts.items()]:
            runs.update(runs_of(words_of(content)))
    names = [document.card["title"] for document in folder.documents.values()]
    names += [row["title"] for _, row in folder.each("instruments")]
    # A group of people has no official name: what it is called is a description.
    actors = [row for _, row in folder.each("actors") if row["kind"] != "group"]
    names += [name for row in actors for name in (row["name"], *row["aliases"].split(";"))]
    listed = [words_of(name) for name in names]
    for path in project_files(folder) if runs else ():
        label = path.relative_to(folder.path.parent).as_posix()
        if path in stored:
            advice = "keep copies in corpus/copies, which git ignores, or outside the project"
            yield Fault(label, 0, 0, "", "no copy in it", "a copy", advice, "no-long-run")
            continue
        for cell, content in _pieces(path):
            for at, words in shared_runs(content, runs, listed):
                place = [match.start() for match in _WORD.finditer(content)][at]
                line = 0 if cell else content.count("\n", 0, place) + 1
                found = f"{len(words)} words of a copy: “{' '.join(words[:LONGEST])} …”"
                said = f"at most {LONGEST} words in a row", found, "say it in other words"
                yield Fault(label, line, 0, cell, *said, "no-long-run")
