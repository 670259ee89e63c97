"""Load the corpus: `open_corpus()` gives one object with every table as a DataFrame.

Opening reads nothing; a table is read when it is first asked for. What the
columns mean is declared in :mod:`helpers.schema`; whether the rows keep to it
is checked by ``python -m helpers check``, not here.
"""

from __future__ import annotations

import csv
import tomllib
from functools import cached_property
from pathlib import Path

import pandas as pd

from helpers.schema import DOCUMENT, TABLES, Column, file_of

#: The project's own corpus.
CORPUS = Path(__file__).resolve().parent.parent / "corpus"

_CATEGORIES = {"enum", "slug"}


class Corpus:
    """All documents and tables of one corpus folder.

    Every table of the data contract is an attribute (`corpus.figures`,
    `corpus.annotations` …) with a first column `document`; the vocabulary
    (`corpus.quantities`, `corpus.terms` …) has none. `corpus["rfa-2022"]` is
    one document's view.

    >>> corpus = open_corpus()
    >>> list(corpus)
    ['rfa-2022', 'cecc-2023', 'diplomat-2023', 'kei-2023', 'joongang-2024']
    >>> corpus.figures["lower"].dtype
    dtype('float64')
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def _cards(self) -> list[dict]:
        """The contents of every document.toml, in order of publication."""
        cards = []
        for path in self.folder.glob("*/document.toml"):
            try:
                cards.append(tomllib.loads(path.read_text(encoding="utf-8")))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise ValueError(
                    f"{path}: expected a TOML file in UTF-8; found: {error}; run `python -m helpers check`"
                ) from None
        return sorted(cards, key=lambda card: (card.get("published", ""), card.get("id", "")))

    @cached_property
    def documents(self) -> pd.DataFrame:
        """One row for each document, in order of publication: the fields of its document.toml."""
        names = [column.name for column in DOCUMENT]
        table = pd.DataFrame([[card.get(name) for name in names] for card in self._cards], columns=names)
        return table.rename(columns={"id": "document"}).astype({"document": self._document_type})

    @cached_property
    def _document_type(self) -> pd.CategoricalDtype:
        return pd.CategoricalDtype([card["id"] for card in self._cards], ordered=True)

    def __iter__(self):
        return iter(self._document_type.categories)

    def __len__(self) -> int:
        return len(self._cards)

    def __getitem__(self, document: str) -> Document:
        if document not in list(self):
            raise KeyError(f"no document {document!r} in {self.folder.name}/; there are {', '.join(self)}")
        return Document(self, document)

    def __getattr__(self, name: str) -> pd.DataFrame:
        # Only reached while the table has not been read: afterwards it is an ordinary attribute.
        if name not in TABLES:
            raise AttributeError(f"the corpus has no table {name!r}; there are {', '.join(['documents', *TABLES])}")
        table = self._read(name)
        setattr(self, name, table)
        return table

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES]

    def __repr__(self) -> str:
        return f"<Corpus of {len(self)} documents: {', '.join(self)}>"

    def _read(self, name: str) -> pd.DataFrame:
        declared = TABLES[name]
        folders = [self.folder / "vocabulary"] if declared.shared else [self.folder / document for document in self]
        names, cells = list(declared.names), []
        for folder in folders:
            path = folder / file_of(name)
            if not path.exists() and not declared.shared:
                continue
            with path.open(encoding="utf-8", newline="") as file:
                rows = csv.reader(file)
                header = next(rows, [])
                names += [column for column in header if column not in names]
                try:
                    order = [header.index(column) if column in header else None for column in names]
                    cells += [[folder.name, *(None if i is None else row[i] or None for i in order)] for row in rows]
                except IndexError:
                    raise ValueError(
                        f"{path}:{rows.line_num}: expected {len(header)} cells; run `python -m helpers check`"
                    ) from None
        width = len(names) + 1
        data = list(zip(*(row + [None] * (width - len(row)) for row in cells), strict=True)) or [()] * width
        columns = {column.name: column for column in declared.columns}
        series = {} if declared.shared else {"document": pd.Categorical(data[0], dtype=self._document_type)}
        for column, values in zip(names, data[1:], strict=True):
            series[column] = _typed(values, columns.get(column), f"{name}.{column}")
        return pd.DataFrame(series)


def _typed(values: tuple, column: Column | None, where: str) -> pd.Series | pd.Categorical:
    """Turn one column of cells, None where empty, into the type that the schema declares."""
    kind = column.type if column else "text"
    try:
        if kind == "number":
            return pd.Series([float("nan") if cell is None else float(cell) for cell in values], dtype="float64")
        if kind == "count":
            if None in values:
                return pd.Series([pd.NA if cell is None else int(cell) for cell in values], dtype="Int64")
            return pd.Series([int(cell) for cell in values], dtype="int64")
    except ValueError as error:
        raise ValueError(f"{where}: expected a {kind}; found: {error}; run `python -m helpers check`") from None
    if kind in _CATEGORIES:
        # Enumerations keep the order of the schema, so that a table or an axis sorts by it.
        found = set(values) - {None}
        known = [value for value in column.values if value in found]
        return pd.Categorical(values, categories=known + sorted(found.difference(known)))
    return pd.Series(["" if cell is None else cell for cell in values], dtype="str")


class Document:
    """One document's view of the corpus: its card and its rows of every table.

    >>> rfa = open_corpus()["rfa-2022"]
    >>> rfa.publisher
    'Radio Free Asia'
    >>> list(rfa.paragraphs["paragraph"][:3])
    ['title', 'standfirst', '1']
    """

    def __init__(self, corpus: Corpus, document: str) -> None:
        self.corpus = corpus
        self.id = document
        self.card = next(card for card in corpus._cards if card["id"] == document)

    def __getattr__(self, name: str):
        if name.startswith("_"):  # never look for private names in a half-made object
            raise AttributeError(name)
        if name in TABLES:
            table = getattr(self.corpus, name)
            if not TABLES[name].shared:
                table = table[table["document"] == self.id].drop(columns="document").reset_index(drop=True)
            setattr(self, name, table)
            return table
        if name in self.card:
            return self.card[name]
        raise AttributeError(f"{self.id} has no table and no field {name!r}")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES, *self.card]

    def __repr__(self) -> str:
        return f"<Document {self.id}: {self.title}>"

    @cached_property
    def body(self) -> list[str]:
        """The ids of the body paragraphs, in reading order."""
        return [paragraph for paragraph in self.paragraphs["paragraph"] if paragraph.isdigit()]

    @cached_property
    def copy(self) -> dict[str, str]:
        """The reader's own text of each paragraph; empty where no copy has been imported."""
        from helpers.copies import load_copy

        return (load_copy(self.id) or {}).get("paragraphs", {})


def open_corpus(folder: Path | str | None = None) -> Corpus:
    """Open the corpus.

    Parameters
    ----------
    folder
        Another corpus folder than the project's own.

    Raises
    ------
    FileNotFoundError
        Where the folder has no documents.

    Examples
    --------
    >>> corpus = open_corpus()
    >>> len(corpus)
    5
    """
    path = CORPUS if folder is None else Path(folder)
    if not any(path.glob("*/document.toml")):
        raise FileNotFoundError(
            f"no corpus in {path}: expected one folder for each document, with a document.toml; found none; "
            "open the folder that the project was cloned into"
        )
    return Corpus(path)
