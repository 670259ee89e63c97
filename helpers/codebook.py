"""The codebook, corpus/README.md, made from the schema and the rules: ``python -m helpers codebook``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence

from helpers import schema
from helpers.files import CORPUS, write
from helpers.rules import READINGS, RULES
from helpers.schema import DOCUMENT, TABLES, Column, Table, file_of

#: Where the codebook stands.
README = CORPUS / "README.md"

_HEAD = """\
# The corpus: codebook

What is known about each document of the collection, as tables: what every paragraph does and says, our notes on it,
every figure with the words that bound it, every date, citation, proposal and claim. All sentences are ours. Of the
documents themselves, which are in copyright, there are only quotes of at most eight words and counts of tokens.

In Python, `open_corpus()` loads the tables with their types; any other program can read them as they are. Texts and
tables are under CC BY 4.0; CITATION.cff says how to cite them.

`python -m helpers check` prints every place that breaks a rule, with file, line and column, and
`python -m helpers coverage` shows how far each document has been read. This page is made by
`python -m helpers codebook` from `helpers/schema.py` and `helpers/rules.py`: change those, not this.
"""

_LAYOUT = """\
## Layout

```
corpus/
  rfa-2022/           one folder for each document, named by its id
    document.toml     who wrote it, when, where it comes from
    paragraphs.csv    and the other tables of a document
  vocabulary/         what all documents share: quantities, instruments, actors, claims, terms
  copies/             a reader's own copies of the texts; git ignores it
```

A table is a CSV file: UTF-8, cells parted by commas, lines that end with a line feed, one header row. An empty cell
means: not known, or none. Columns may be added, not renamed or moved. A spreadsheet may change dates and line ends
when it saves: run the check afterwards.
"""

_PARAGRAPHS = """\
## Paragraphs

Everything hangs on the paragraph. Its id is a string: `title`; `standfirst`, the line under the title; `1` to `n` for
the body in reading order; `n1` to `nk` for footnotes, an author's note or a credit. A place in the corpus is written
`kei-2023:12`.

Menus, forms, page counters, photo credits and repeated titles are no paragraphs; a number that stands in them is listed
in the ledger under `outside`. A sub-heading is the `section` of the paragraphs under it. Each bullet is a paragraph. A
paragraph that a page break or a footnote cuts in two is one paragraph.
"""

_BOUNDS = """\
## How figures are bounded

A figure is read as its words say, and no further. It has a lower and an upper bound, and each has a basis: `asserted`,
where the wording itself states the bound; `implied`, where the bound follows from a literal reading that the wording
does not insist on; `none`, where there is no bound on that side. The qualifier says which wording it is.
"""

_COPY = """\
## A copy of your own

Who has one of the documents as a .txt or .md file can import it: `python -m helpers import PATH`. It is recognised by
its content, compared with `tokens.csv`, and kept in `copies/`, on that machine only; the environment variable
READING_COPIES names another folder.

With a copy the check also looks at what can be seen only there: that every quote stands in its paragraph, that the
ledger lists every number, that the counts of tokens are right, and that nothing in the project repeats more than eight
words in a row. A copy that holds only some of the paragraphs is checked for those.
"""

_ADDING = """\
## How to add a document

1. Choose an id: a short name of the publisher and the year, such as `rfa-2022`.
2. Import the text under that name: `python -m helpers import --as ID PATH`. This keeps the copy and writes
   `paragraphs.csv`, `numbers.csv` and `tokens.csv`. Look the paragraphs over: nothing of the page's furniture, nothing
   cut in two.
3. Write `document.toml` with the status `unfinished`. The check now helps, and does not yet ask for completeness.
4. Read, and fill the tables: the role and the précis of each paragraph, then annotations, figures, events, citations,
   recommendations and claims. Every sentence is yours; a quote has at most eight words. Add to the vocabulary what is
   missing there, with a definition; use what is there wherever it fits.
5. Go through the ledger: each number is a figure, an event, a citation, or excluded with a reason.
6. Run `python -m helpers coverage` until nothing is missing, set the status to `read`, and run the check until it is
   silent. Let someone who did not write the tables compare them with the text, number by number.
"""


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table."""
    yield _row(head)
    yield _row(["---"] * len(head))
    yield from map(_row, rows)
    yield ""


def _code(text: str) -> str:
    return f"`{text}`"


def _refers(column: Column) -> str:
    """Where the ids of a column are found, as the end of its definition where that does not say it."""
    if column.refers in TABLES:
        return f" An id in [{file_of(column.refers)}](#{_anchor(column.refers)})."
    return ""


def _anchor(table: str) -> str:
    """The anchor of a table's heading, as JupyterLab and the usual forges make it."""
    return _heading(table).lower().replace("/", "").replace(".", "")


def _heading(table: str) -> str:
    return ("vocabulary/" if TABLES[table].shared else "") + file_of(table)


def _columns(columns: Iterable[Column]) -> Iterator[str]:
    """The columns, then the values of those that have some."""
    columns = list(columns)
    rows = [
        (_code(one.name), one.type, "yes" if one.required else "", one.definition + _refers(one), _code(one.example))
        for one in columns
    ]
    yield from _grid(("column", "type", "required", "definition", "example"), rows)
    told: dict[int, str] = {}
    for one in columns:
        if not one.values:
            continue
        if id(one.values) in told:
            yield f"The values of `{one.name}` are those of `{told[id(one.values)]}`."
            yield ""
            continue
        told[id(one.values)] = one.name
        yield f"Values of `{one.name}`:"
        yield ""
        yield from (f"- `{value}`: {meaning}" for value, meaning in one.values.items())
        yield ""


def _table(table: Table) -> Iterator[str]:
    yield f"### {_heading(table.name)}"
    yield ""
    key = [_code(name) for name in table.key]
    together = "" if len(key) == 1 else " together"
    yield f"{table.definition} Key: {', '.join(key[:-1])}{' and ' if key[1:] else ''}{key[-1]}{together}."
    yield ""
    yield from _columns(table.columns)


def _lines() -> Iterator[str]:
    own = [table for table in TABLES.values() if not table.shared]
    shared = [table for table in TABLES.values() if table.shared]
    yield from (_HEAD, _LAYOUT, _PARAGRAPHS)

    yield "## How a cell is written"
    yield ""
    yield from _grid(("type", "form"), [(_code(name), form) for name, form in schema.TYPES.items()])

    yield _BOUNDS
    head = ("qualifier", "example", "read as", "lower bound", "upper bound", "that is")
    rows = [
        (_code(name), one.wording, one.bounds, " or ".join(one.lower), " or ".join(one.upper), one.sentence)
        for name, one in READINGS.items()
    ]
    yield from _grid(head, rows)

    yield "## document.toml"
    yield ""
    yield 'What is known of the document as a whole, as `name = "value"`, one field on a line.'
    yield ""
    yield from (line.replace("| column |", "| field |", 1) for line in _columns(DOCUMENT))

    yield "## The tables of a document"
    yield ""
    yield from (line for table in own for line in _table(table))
    yield "## The vocabulary"
    yield ""
    yield from (line for table in shared for line in _table(table))

    yield "## The rules"
    yield ""
    yield "The check names the rule that is broken at the end of each line that it prints."
    yield ""
    for about in dict.fromkeys(rule.about for rule in RULES.values()):
        yield f"### {about}"
        yield ""
        yield from (f"- `{rule.name}`: {rule.sentence}" for rule in RULES.values() if rule.about == about)
        yield ""
    yield from (_COPY, _ADDING.rstrip("\n"))


def codebook() -> str:
    """Return the codebook as Markdown.

    >>> codebook().splitlines()[0]
    '# The corpus: codebook'
    """
    return "\n".join(_lines()) + "\n"


def main(argv: list[str] | None = None) -> int:
    """Write the codebook, or with --check compare it; return 1 when it differs."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers codebook", description="Write corpus/README.md from the schema and the rules."
    )
    parser.add_argument("--check", action="store_true", help="write nothing; say whether the file is up to date")
    arguments = parser.parse_args(argv)
    label, made = "/".join(README.parts[-2:]), codebook()
    found = README.read_bytes().decode("utf-8", "replace") if README.is_file() else None
    if found == made:
        return 0
    if arguments.check:
        lines = zip((found or "").splitlines(), made.splitlines(), strict=False)
        line = next((number for number, (one, other) in enumerate(lines, 1) if one != other), 1)
        what = f":{line}: it differs from what the schema and the rules say" if found else ": it is not there"
        print(f"{label}{what}; run `python -m helpers codebook`", file=sys.stderr)
        return 1
    write(README, made)
    print(f"wrote {label}")
    return 0
