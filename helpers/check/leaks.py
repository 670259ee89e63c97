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
    for _, group in groupby(enumerate(hits), lambda pair: pair[1] - pair[0]):
        first, *more = (at for _, at in group)
        end, under = (more or [first])[-1] + LONGEST + 1, set()
        for name in names:
            for start in range(max(0, first - len(name) + 1), end):
                inside = range(max(start, first), min(start + len(name), end))
                if len(inside) >= NAME and words[start : start + len(name)] == name:
                    under.update(inside)
        if end - first - len(under) > LONGEST:
            yield first, words[first:end]


def _project_files(folder: Folder) -> list[Path]:
    """The files that git lists or would take up; without git, all but those of tools."""
    root, paths = folder.path.parent, []
    git = ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    with suppress(OSError, subprocess.CalledProcessError):
        listed = subprocess.run(git, capture_output=True, check=True).stdout.split(b"\0")
        paths = [root / os.fsdecode(name) for name in listed if name]
    for path in [] if paths else root.rglob("*"):
        tools = any(map(_TOOLS.fullmatch, path.relative_to(root).parts))
        if not tools and not {folder.copies, folder.path / "copies"} & {*path.parents}:
            paths.append(path)
    return sorted({path for path in paths if path.is_file()})


def _pieces(path: Path) -> Iterator[tuple[str, str]]:
    """The texts of a file, each with the cell of a notebook that it stands in."""
    raw = path.read_bytes()
    content = "" if b"\0" in raw else raw.decode("utf-8", "replace")
    if path.suffix == ".ipynb":
        with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
            for number, cell in enumerate(json.loads(content)["cells"], 1):
                yield f"cell {number}", "".join(cell["source"])
                for output in cell.get("outputs", []):
                    shown = {"text/": output.get("text", ""), **output.get("data", {})}
                    for kind in (kind for kind in shown if kind.startswith("text/")):
                        yield f"output of cell {number}", "".join(shown[kind])
            return  # a broken notebook is still a text
    yield "", content


def no_long_run(folder: Folder) -> Iterator[Fault]:
    """Nothing in the project repeats more than 8 words of a copy in a row, but for titles and
    official names."""
    runs: set[tuple[str, ...]] = set()
    stored = {folder.copies / f"{name}.json" for name in folder.documents}
    for document in folder.documents.values():
        texts, headings = document.printed["paragraphs"], document.printed["sections"]
        pieces = [f"{heading} {texts.get(name)}" for name, heading in headings.items()]
        for content in (" ".join([*texts.values(), *document.printed["outside"]]), *pieces):
            runs.update(runs_of(words_of(content)))
    names = [document.card["title"] for document in folder.documents.values()]
    names += [row["title"] for _, row in folder.each("instruments")]
    for _, row in folder.each("actors"):
        if row["kind"] != "group":  # which has no official name: what it is called describes it
            names += [row["name"], *row["aliases"].split(";")]
    names = [words_of(name) for name in names]
    for path in _project_files(folder) if runs else ():
        label = path.relative_to(folder.path.parent).as_posix()
        if path in stored:
            advice = "keep copies in corpus/copies, which git ignores, or outside the project"
            yield Fault(label, 0, 0, "", "no copy in it", "a copy", advice, "")
            continue
        for cell, content in _pieces(path):
            if path.suffix in (".ipynb", ".html"):
                # Without tags, and with every line where it was.
                content = re.sub(r"<[^>]+>", lambda tag: " " + "\n" * tag[0].count("\n"), content)
                content = html.unescape(content)
            for at, words in shared_runs(content, runs, names):
                place = [match.start() for match in _WORD.finditer(content)][at]
                line = 0 if cell else content.count("\n", 0, place) + 1
                found = f"{len(words)} words of a copy: “{' '.join(words[:LONGEST])} …”"
                yield Fault(
                    label, line, 0, cell, f"at most {LONGEST} words in a row", found, "", ""
                )
