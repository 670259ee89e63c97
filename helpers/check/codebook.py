"""The codebook, corpus/README.md: prose kept by hand, and between marks what is declared.

A part stands between the lines ``<!-- rules: begin -->`` and ``<!-- rules: end -->``.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator

from helpers.check.rules import FORM, RULES
from helpers.corpus.schema import CARD, QUALIFIERS, TABLES, TYPES, Table
from helpers.corpus.storage import CORPUS, write

README = CORPUS / "README.md"


def _grid(head: str, rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A Markdown table under a head with | between its cells."""
    yield from (f"| {head} |", re.sub("[^|]+", " --- ", f"|{head}|"))
    for row in rows:
        cells = [cell.replace("|", "\\|") for cell in row]
        yield f"| {' | '.join(cells)} |"


def _place(table: Table) -> str:
    return f"vocabulary/{table.file}" if table.shared else table.file


def _table(table: Table) -> Iterator[str]:
    """What a table is, its columns, and the values of those that have some."""
    key = " and ".join(f"`{name}`" for name in table.key)
    yield from (f"### {_place(table)}", "", f"{table.definition} Key: {key}.", "")
    rows = []
    for column in table.columns:
        needed, says = "yes" if column.required else "", column.definition
        if there := TABLES.get(column.refers):
            says += f" An id in [{_place(there)}](#{re.sub('[/.]', '', _place(there))})."
        rows.append([f"`{column.name}`", column.type, needed, says, f"`{column.example}`"])
    yield from _grid("column | type | required | definition | example", rows)
    for column in (column for column in table.columns if column.values):
        yield from ("", f"Values of `{column.name}`:", "")
        yield from (f"- `{value}`: {meaning}" for value, meaning in column.values.items())
    yield ""


def _parts() -> Iterator[tuple[str, Iterable[str]]]:
    """Everything that is declared, as the lines of each part of the page."""
    yield "types", _grid("type | form", ((f"`{name}`", form) for name, form in TYPES.items()))
    bounds = []
    for name, one in QUALIFIERS.items():
        bases = (" or ".join(one[side]) for side in ("lower", "upper"))
        bounds.append([f"`{name}`", one["wording"], one["bounds"], *bases, one["sentence"]])
    head = "qualifier | example | read as | lower bound | upper bound | that is"
    yield "qualifiers", _grid(head, bounds)
    yield "document", _table(CARD)
    for part, shared in (("tables", False), ("vocabulary", True)):
        tables = [one for one in TABLES.values() if one.shared == shared]
        yield part, (line for one in tables for line in _table(one))
    sentences = FORM | {name: rule.sentence for name, rule in RULES.items()}
    yield "rules", (f"- `{name}`: {sentence}" for name, sentence in sentences.items())


def filled(page: str) -> str:
    """Return a page with every part between its marks, which have to be there."""
    for name, lines in _parts():
        marks = [f"<!-- {name}: begin -->", f"<!-- {name}: end -->"]
        before, *found, after = re.split(f"({'|'.join(marks)})", page)
        if found[::2] != marks:
            raise ValueError(f"expected one pair of lines {' and '.join(marks)}")
        page = before + "\n".join([marks[0], "\n".join(lines).strip(), marks[1]]) + after
    return page


def main(argv: list[str] | None = None) -> int:
    """Write what is declared into the codebook, or with --check compare it; 1 where it differs."""
    about = "Write the declared parts of corpus/README.md: tables, values, rules."
    parser = argparse.ArgumentParser(prog="python -m helpers codebook", description=about)
    parser.add_argument("--check", action="store_true", help="write nothing, say what differs")
    only_check = parser.parse_args(argv).check
    try:
        page = README.read_bytes().decode("utf-8")
        made = filled(page)
        if page != made and not only_check:
            write(README, made)
            print("wrote corpus/README.md")
        if page == made or not only_check:
            return 0
        pairs = enumerate(zip(page.splitlines(), made.splitlines(), strict=False), 1)
        line = next((line for line, (old, new) in pairs if old != new), 1)
        said = f"{line}: it differs from what is declared; run `python -m helpers codebook`"
    except (OSError, ValueError) as error:
        said = f" {error}"
    print(f"corpus/README.md:{said}", file=sys.stderr)
    return 1
