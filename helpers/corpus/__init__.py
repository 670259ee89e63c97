"""Read the corpus: `open_corpus()` gives one object with every table as a DataFrame.

Opening reads nothing but the cards of the documents; a table is read when it is first asked for.
What the columns mean is declared in schema.toml; whether the rows keep to it is checked by
``python -m helpers check``, not here.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

import pandas as pd

from helpers.corpus.copies import load_copy
from helpers.corpus.schema import CARD, TABLES, Column
from helpers.corpus.storage import CORPUS, Sheet

#: Columns that hold ids, and the column in which they stand once more in words.
IN_WORDS = {
    "attributed_to": "sayer",
    "speaker": "sayer",
    "addressee": "asked",
    "quantity": "measure",
    "claim": "sentence",
    "instrument": "text",
    "code": "meaning",
}


def paragraph_name(paragraph: str) -> str:
    """Name a paragraph for reading.

    >>> paragraph_name("12"), paragraph_name("n3"), paragraph_name("title")
    ('¶12', 'note 3', 'title')
    """
    if paragraph.isdigit():
        return f"¶{paragraph}"
    return f"note {paragraph[1:]}" if re.fullmatch(r"n\d+", paragraph) else paragraph


class Corpus:
    """All documents and tables of one corpus folder.

    Every table of the data contract is an attribute: `corpus.figures`, `corpus.annotations` …
    Beside its declared columns, the table of a document has `document` (the id), `short` (what a
    person would call it) and `cite` ("King ¶4"); where somebody speaks in it also `own`, whether it
    is the author's own voice. What a column holds as ids stands once more in words: `sayer`,
    `asked`, `measure` (of a quantity), `sentence` (of a claim), `text` (of an instrument), `meaning`
    (of a code). Numbers are float64, counts int64, everything else is text, empty where nothing is
    known. Rows stand in order of publication. The vocabulary (`corpus.quantities`, `corpus.terms` …)
    has its own columns only. `corpus["rfa-2022"]` is one document's view.

    >>> corpus = open_corpus()
    >>> list(corpus)
    ['rfa-2022', 'cecc-2023', 'diplomat-2023', 'kei-2023', 'joongang-2024']
    >>> corpus.figures.query("quantity == 'still-detained-in-china'")["cite"].tolist()
    ['King ¶4', 'Wolman ¶3']
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        cards = [Sheet(path, CARD, path.parent.name) for path in folder.glob("*/document.toml")]
        _refuse(cards)
        rows = [card.rows[0] | {"id": card.document} for card in cards]
        #: The fields of each document.toml by the document's id, in order of publication.
        self.cards = {
            card["id"]: card
            for card in sorted(rows, key=lambda c: (str(c.get("published")), c["id"]))
        }

    def __iter__(self):
        return iter(self.cards)

    def __len__(self) -> int:
        return len(self.cards)

    def __getitem__(self, document: str) -> Document:
        if document not in self.cards:
            raise KeyError(f"no document {document!r}; there are {', '.join(self)}")
        return Document(self, document)

    def __getattr__(self, name: str) -> pd.DataFrame:
        # Only reached while the table has not been read: afterwards it is an ordinary attribute.
        if name not in TABLES:
            known = ", ".join(["documents", *TABLES])
            raise AttributeError(f"the corpus has no table {name!r}; there are {known}")
        table = self._read(name)
        setattr(self, name, table)
        return table

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES]

    def __repr__(self) -> str:
        return f"<Corpus of {len(self)} documents: {', '.join(self)}>"

    @property
    def shorts(self) -> list[str]:
        """What a person would call each document, in order of publication."""
        return [self.names[document] for document in self]

    @cached_property
    def documents(self) -> pd.DataFrame:
        """One row for each document, in order of publication: the fields of its document.toml."""
        rows = [[card.get(name) for name in CARD.names] for card in self.cards.values()]
        return pd.DataFrame(rows, columns=CARD.names).rename(columns={"id": "document"})

    @cached_property
    def names(self) -> dict[str, str]:
        """What a person would call each document, author, actor, text, quantity, claim and code.

        >>> names = open_corpus().names
        >>> names["kei-2023"], names["kei-2023 author"], names["unhcr"]
        ('King', 'Robert King', 'UNHCR')
        """
        names = {}
        for table in ("codes", "claims_vocabulary", "quantities", "instruments", "actors"):
            rows = getattr(self, table)
            names |= dict(zip(rows[TABLES[table].key[0]], rows["short"], strict=True))
        for document, card in self.cards.items():
            names[document] = card.get("short", document)
            names[f"{document} author"] = ", ".join(card.get("authors") or []) or "the author"
        return names

    def _read(self, name: str) -> pd.DataFrame:
        declared = TABLES[name]
        folders = ["vocabulary"] if declared.shared else list(self)
        sheets = [
            Sheet(self.folder / folder / declared.file, declared, "" if declared.shared else folder)
            for folder in folders
        ]
        _refuse(sheets)
        further = {name: None for sheet in sheets for name in sheet.header}
        names = list(dict.fromkeys([*declared.names, *further]))
        rows = [(sheet.document, row) for sheet in sheets for row in sheet.rows]
        types = {column.name: column for column in declared.columns}
        data = {}
        if not declared.shared:
            data["document"] = _typed([document for document, _ in rows], None, declared.file)
        for column in names:
            cells = [row.get(column, "") for _, row in rows]
            data[column] = _typed(cells, types.get(column), declared.file)
        table = pd.DataFrame(data)
        table.attrs["source"] = declared.file  # a chart of these rows can name where they stand
        return table if declared.shared else self._with_names(table)

    def _with_names(self, table: pd.DataFrame) -> pd.DataFrame:
        """Add what a reader calls a row's document, its place, and what its ids stand for."""
        table.insert(1, "short", [self.names[name] for name in table["document"]])
        places = [paragraph_name(paragraph) for paragraph in table["paragraph"]]
        table["cite"] = [f"{a} {b}" for a, b in zip(table["short"], places, strict=True)]
        for column in IN_WORDS.keys() & set(table):
            table[IN_WORDS[column]] = self.said(table[column])
            if IN_WORDS[column] == "sayer":
                table["own"] = table[column] == table["document"] + " author"
        return table

    def said(self, ids: pd.Series) -> list[str]:
        """Put ids into words; several in one cell are parted by ; and stay so."""
        return ["; ".join(self.names.get(one, one) for one in cell.split(";")) for cell in ids]


def _refuse(sheets: list[Sheet]) -> None:
    """Raise for all files whose form is not what the schema declares."""
    faults = [fault for sheet in sheets for fault in sheet.faults]
    if faults:
        more = [f"and {len(faults) - 5} more"] if len(faults) > 5 else []
        listed = "\n".join([*map(str, faults[:5]), *more])
        raise ValueError(f"the corpus cannot be read; run `python -m helpers check`:\n{listed}")


def _typed(cells: list[str], column: Column | None, file: str) -> pd.Series:
    """Turn one column of cells into the type that the schema declares."""
    kind = column.type if column else "text"
    try:
        if kind == "number":
            return pd.Series(
                [float(cell) if cell else float("nan") for cell in cells], dtype="float64"
            )
        if kind == "count":
            return pd.Series([int(cell) for cell in cells], dtype="int64")
    except ValueError as error:
        where = f"{file}, column {column.name}"
        raise ValueError(f"{where}: expected a {kind}; found: {error}; run the check") from None
    return pd.Series(cells, dtype="str")


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
        self.card = corpus.cards[document]

    def __getattr__(self, name: str):
        if name.startswith("_"):  # never look for private names in a half-made object
            raise AttributeError(name)
        if name in TABLES:
            table = getattr(self.corpus, name)
            if not TABLES[name].shared:
                table = table[table["document"] == self.id].reset_index(drop=True)
            setattr(self, name, table)
            return table
        if name in CARD.names:
            return self.card.get(name)
        raise AttributeError(f"{self.id} has no table and no field {name!r}")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES, *self.card]

    def __repr__(self) -> str:
        return f"<Document {self.id}: {self.title}>"

    @cached_property
    def body(self) -> pd.DataFrame:
        """The rows of the body paragraphs, in reading order; title and notes are left out."""
        return self.paragraphs[self.paragraphs["paragraph"].str.isdigit()]

    @cached_property
    def copy(self) -> dict[str, str]:
        """The reader's own text of each paragraph; empty where no copy has been imported."""
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
    ValueError
        Where a file cannot be read as what the schema declares.

    Examples
    --------
    >>> len(open_corpus())
    5
    """
    path = CORPUS if folder is None else Path(folder)
    if not any(path.glob("*/document.toml")):
        raise FileNotFoundError(
            f"no corpus in {path}: expected one folder for each document, with a document.toml; "
            "found none; open the folder that the project was cloned into"
        )
    return Corpus(path)
