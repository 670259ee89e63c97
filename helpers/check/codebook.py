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


def _grid(*rows: Iterable[str]) -> Iterator[str]:
    """A Markdown table; the first row is its head."""
    for number, row in enumerate(rows):
        cells = [cell.replace("|", "\\|") for cell in row]
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield f"|{' --- |' * len(cells)}"


def _place(table: Table) -> str:
    return f"vocabulary/{table.file}" if table.shared else table.file


def _table(table: Table) -> Iterator[str]:
    """What a table is, its columns, and the values of those that have some."""
    key = " and ".join(f"`{name}`" for name in table.key)
    yield from (f"### {_place(table)}", "", f"{table.definition} Key: {key}.", "")
    rows = [["column", "type", "required", "definition", "example"]]
    for column in table.columns:
        link, there = "", TABLES.get(column.refers)
        if there:
            link = f" An id in [{_place(there)}](#{re.sub('[/.]', '', _place(there))})."
        needed = "yes" if column.required else ""
        rows.append([f"`{column.name}`", column.type, needed, column.definition + link])
        rows[-1].append(f"`{column.example}`")
    yield from _grid(*rows)
    for column in (column for column in table.columns if column.values):
        yield from ("", f"Values of `{column.name}`:", "")
        yield from (f"- `{value}`: {meaning}" for value, meaning in column.values.items())
    yield ""


def parts() -> dict[str, Iterable[str]]:
    """Return everything that is declared, as the lines of each part of the page."""
    bounds = [["qualifier", "example", "read as", "lower bound", "upper bound", "that is"]]
    for name, one in QUALIFIERS.items():
        bases = (" or ".join(one[side]) for side in ("lower", "upper"))
        bounds.append([f"`{name}`", one["wording"], one["bounds"], *bases, one["sentence"]])
    sentences = FORM | {name: rule.sentence for name, rule in RULES.items()}
    return {
        "types": _grid(["type", "form"], *([f"`{name}`", form] for name, form in TYPES.items())),
        "qualifiers": _grid(*bounds),
        "document": _table(CARD),
        "tables": (line for one in TABLES.values() if not one.shared for line in _table(one)),
        "vocabulary": (line for one in TABLES.values() if one.shared for line in _table(one)),
        "rules": (f"- `{name}`: {sentence}" for name, sentence in sentences.items()),
    }


def filled(page: str) -> str:
    """Return a page with every part between its marks, which have to be there."""
    for name, lines in parts().items():
        marks = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->\n"
        made = marks[0] + "\n".join(lines).strip() + "\n" + marks[1]
        pattern = re.escape(marks[0]) + ".*?" + re.escape(marks[1])
        page, count = re.subn(pattern, lambda _, made=made: made, page, flags=re.DOTALL)
        if count != 1:
            raise ValueError(
                f"expected one pair of lines {marks[0].strip()} and {marks[1].strip()}"
            )
    return page


def main(argv: list[str] | None = None) -> int:
    """Write what is declared into the codebook, or with --check compare it; 1 where it differs."""
    about = "Write the declared parts of corpus/README.md: tables, values, rules."
    parser = argparse.ArgumentParser(prog="python -m helpers codebook", description=about)
    parser.add_argument("--check", action="store_true", help="write nothing, say what differs")
    arguments = parser.parse_args(argv)
    try:
        page = README.read_bytes().decode("utf-8")
        made = filled(page)
        if page != made and not arguments.check:
            write(README, made)
            print("wrote corpus/README.md")
    except (OSError, ValueError) as error:
        print(f"corpus/README.md: {error}", file=sys.stderr)
        return 1
    if page != made and arguments.check:
        pairs = zip(page.splitlines(), made.splitlines(), strict=False)
        line = next((line for line, (old, new) in enumerate(pairs, 1) if old != new), 1)
        said = "it differs from what is declared; run `python -m helpers codebook`"
        print(f"corpus/README.md:{line}: {said}", file=sys.stderr)
        return 1
    return 0
