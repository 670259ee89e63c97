"""The one declaration of the corpus, read from schema.toml: every table, column, value and qualifier.

Loading, checking and the codebook are all made from it; nothing is declared twice.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Column:
    """One column of a table: its name, type, definition, an example, and what it may hold."""

    name: str
    type: str
    definition: str
    example: str
    required: bool
    values: dict[str, str]  # each value with its meaning; empty where any will do
    refers: str  # "quantities" or "annotations.annotation": where a slug must exist


@dataclass(frozen=True)
class Table:
    """One table of the corpus. `shared` tables live once, in vocabulary/."""

    name: str
    definition: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    shared: bool
    file: str

    @property
    def names(self) -> list[str]:
        """The column names in the order in which they are stored."""
        return [column.name for column in self.columns]


_DECLARED = tomllib.loads(Path(__file__).with_name("schema.toml").read_text(encoding="utf-8"))

#: What a cell of each type looks like.
TYPES: dict[str, str] = _DECLARED["types"]

#: Each qualifier: its `meaning`, the `words` that stand for it, the bases of its bounds, its `sign`.
QUALIFIERS: dict[str, dict] = _DECLARED["qualifiers"]

#: Each list of values, with their meanings.
VALUES: dict[str, dict[str, str]] = _DECLARED["values"] | {
    "qualifiers": {name: qualifier["meaning"] for name, qualifier in QUALIFIERS.items()}
}


def _column(name: str, declared: dict) -> Column:
    return Column(
        name,
        declared["type"],
        declared["definition"],
        declared["example"],
        declared.get("required", False),
        VALUES[declared["values"]] if "values" in declared else {},
        declared.get("refers", ""),
    )


def _table(name: str, declared: dict) -> Table:
    columns = tuple(_column(*column) for column in declared["columns"].items())
    file = declared.get("file", f"{name}.csv")
    key, shared = tuple(declared["key"]), declared.get("shared", False)
    return Table(name, declared["definition"], columns, key, shared, file)


#: Every table by its name, and document.toml as a table of one row.
TABLES: dict[str, Table] = {name: _table(name, made) for name, made in _DECLARED["tables"].items()}
CARD = TABLES.pop("document")

#: How many body paragraphs each document of the collection has.
BODY: dict[str, int] = _DECLARED["body"]
