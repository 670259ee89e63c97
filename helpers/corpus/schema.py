"""The one declaration of the corpus, read from schema.toml: tables, columns, values, qualifiers.

Loading, checking and the codebook are all made from it; nothing is declared twice.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

_DECLARED = tomllib.loads(Path(__file__).with_name("schema.toml").read_text(encoding="utf-8"))

#: What a column is called above a table, where its name alone does not say it.
HEADINGS: dict[str, str] = _DECLARED["headings"]

#: Columns that hold ids, and the column in which these stand once more in words.
IN_WORDS: dict[str, str] = _DECLARED["in_words"]

#: What a cell of each type looks like.
TYPES: dict[str, str] = _DECLARED["types"]

#: Each qualifier: its meaning, the words that stand for it, the bases of its bounds, its sign.
QUALIFIERS: dict[str, dict] = _DECLARED["qualifiers"]

#: Each list of values, with their meanings.
VALUES: dict[str, dict[str, str]] = _DECLARED["values"]
VALUES["qualifiers"] = {name: qualifier["meaning"] for name, qualifier in QUALIFIERS.items()}

#: How many body paragraphs each document of the collection has.
BODY: dict[str, int] = _DECLARED["body"]


@dataclass(frozen=True)
class Column:
    """One column: its name and type, what it means, and what it may hold."""

    name: str
    type: str
    definition: str
    example: str
    required: bool = False
    values: dict[str, str] = field(default_factory=dict)  # each with its meaning; empty: any
    refers: str = ""  # "quantities" or "annotations.annotation": where a slug must exist


@dataclass(frozen=True)
class Table:
    """One table of the corpus. `shared` tables live once, in vocabulary/."""

    name: str
    definition: str
    columns: tuple[Column, ...]
    key: list[str]
    shared: bool = False
    file: str = ""

    @property
    def names(self) -> list[str]:
        """The column names in the order in which they are stored."""
        return [column.name for column in self.columns]


def _table(name: str, declared: dict) -> Table:
    columns = tuple(
        Column(name, **column | {"values": VALUES.get(column.get("values"), {})})
        for name, column in declared["columns"].items()
    )
    return Table(name, **{"file": f"{name}.csv"} | declared | {"columns": columns})


#: Every table by its name, and document.toml as a table of one row.
TABLES: dict[str, Table] = {name: _table(name, made) for name, made in _DECLARED["tables"].items()}
CARD = TABLES.pop("document")
