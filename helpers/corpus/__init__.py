"""Read the corpus: `open_corpus()` gives one object with every table as a DataFrame.

A table is read when it is first asked for. What the columns mean is declared in schema.toml;
whether the rows keep to it is checked by ``python -m helpers check``, not here.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import pandas as pd

from helpers.corpus.copies import load_copy
from helpers.corpus.schema import CARD, IN_WORDS, TABLES
from helpers.corpus.storage import CORPUS, Sheet


def paragraph_name(paragraph: str) -> str:
    """Name a paragraph for reading.

    >>> paragraph_name("12"), paragraph_name("n3"), paragraph_name("title")
    ('¶12', 'note 3', 'title')
    """
    if paragraph.isdigit():
        return f"¶{paragraph}"
    return f"note {paragraph[1:]}" if paragraph[1:].isdigit() else paragraph


class Corpus:
    """All documents and tables of one corpus folder.

    Every table of the data contract is an attribute: `corpus.figures`, `corpus.annotations` …
    Beside its declared columns, the table of a document has `document` (the id), `short` (what a
    person would call it) and `cite` ("King ¶4"); where somebody speaks in it also `own`, whether
    it is the author's own voice. What stands in it as ids stands once more in words: `sayer`,
    `asked`, `measure` (a quantity), `sentence` (a claim), `text` (an instrument), `meaning` (a
    code). Numbers are float64, counts int64, all else is text, empty where nothing is known. Rows
    stand in order of publication. `corpus["rfa-2022"]` is one document's view.

    >>> corpus = open_corpus()
    >>> list(corpus)
    ['rfa-2022', 'cecc-2023', 'diplomat-2023', 'kei-2023', 'joongang-2024']
    >>> corpus.figures.query("quantity == 'still-detained-in-china'")["cite"].tolist()
    ['King ¶4', 'Wolman ¶3']
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        sheets = [Sheet(path, CARD, path.parent.name) for path in folder.glob("*/document.toml")]
        _refuse(sheets)
        cards = sorted((sheet.rows[0] for sheet in sheets), key=lambda card: card["published"])
        #: The fields of each document.toml by the document's id, in order of publication.
        self.cards = {card["id"]: card for card in cards}

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
            raise AttributeError(f"the corpus has no table {name!r}; there are {', '.join(TABLES)}")
        table = self._read(name)
        setattr(self, name, table)
        return table

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES]

    def __repr__(self) -> str:
        return f"<Corpus of {len(self)} documents: {', '.join(self)}>"

    @cached_property
    def documents(self) -> pd.DataFrame:
        """One row for each document: the fields of its document.toml."""
        table = pd.DataFrame(list(self.cards.values()), columns=CARD.names)
        return table.rename(columns={"id": "document"})

    @cached_property
    def shorts(self) -> list[str]:
        """What a person would call each document, in order of publication."""
        return [card["short"] for card in self.cards.values()]

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
            authors = ", ".join(card["authors"]) or "the author"
            names |= {document: card["short"], f"{document} author": authors}
        return names

    def said(self, ids: pd.Series) -> list[str]:
        """Put ids into words; several in one cell are parted by ; and stay so."""
        return ["; ".join(self.names.get(one, one) for one in cell.split(";")) for cell in ids]

    def _read(self, name: str) -> pd.DataFrame:
        declared = TABLES[name]
        folders = ["vocabulary"] if declared.shared else list(self)
        sheets = [Sheet(self.folder / name / declared.file, declared, name) for name in folders]
        _refuse(sheets)
        rows = [{"document": sheet.document} | row for sheet in sheets for row in sheet.rows]
        types = {"document": "id"} if not declared.shared else {}
        types |= {column.name: column.type for column in declared.columns}
        further = {column: "text" for sheet in sheets for column in sheet.header}
        table = pd.DataFrame(index=range(len(rows)))
        for column, kind in (types | further | types).items():  # the declared columns come first
            table[column] = _typed([row.get(column, "") for row in rows], kind, declared.file)
        table.attrs["source"] = declared.file  # a chart of these rows can name where they stand
        return table if declared.shared else self._with_names(table)

    def _with_names(self, table: pd.DataFrame) -> pd.DataFrame:
        """Add what a reader calls a row's document, its place, and what its ids stand for."""
        table.insert(1, "short", self.said(table["document"]))
        places = zip(table["short"], table["paragraph"], strict=True)
        table["cite"] = [f"{short} {paragraph_name(paragraph)}" for short, paragraph in places]
        for column in [column for column in IN_WORDS if column in table]:
            table[IN_WORDS[column]] = self.said(table[column])
            if IN_WORDS[column] == "sayer":
                table["own"] = table[column] == table["document"] + " author"
        return table


def _typed(cells: list[str], kind: str, file: str) -> pd.Series:
    """Turn one column of cells into the type that the schema declares."""
    try:
        if kind == "number":
            return pd.Series([cell or "nan" for cell in cells], dtype="float64")
        return pd.Series(cells, dtype="int64" if kind == "count" else "str")
    except ValueError as error:
        advice = "run `python -m helpers check`, which says where"
        raise ValueError(f"{file}: expected numbers; found: {error}; {advice}") from None


def _refuse(sheets: list[Sheet]) -> None:
    """Raise for all files whose form is not what the schema declares."""
    if faults := [str(fault) for sheet in sheets for fault in sheet.faults]:
        more = f"\nand {len(faults) - 5} more: run `python -m helpers check`" * (len(faults) > 5)
        raise ValueError("the corpus cannot be read:\n" + "\n".join(faults[:5]) + more)


class Document:
    """One document's view of the corpus: its card and its rows of every table.

    >>> open_corpus()["rfa-2022"].publisher
    'Radio Free Asia'
    """

    def __init__(self, corpus: Corpus, document: str) -> None:
        self.corpus = corpus
        self.id = document
        self.card = corpus.cards[document]

    def __getattr__(self, name: str):
        if name in CARD.names:
            return self.card.get(name)
        if name not in TABLES:
            raise AttributeError(f"a document has no table and no field {name!r}")
        table = getattr(self.corpus, name)
        if not TABLES[name].shared:
            table = table[table["document"] == self.id].reset_index(drop=True)
        setattr(self, name, table)
        return table

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES, *CARD.names]

    def __repr__(self) -> str:
        return f"<Document {self.id}: {self.title}>"

    @property
    def body(self) -> pd.DataFrame:
        """The rows of the body paragraphs, in reading order; title and notes are left out."""
        return self.paragraphs[self.paragraphs["paragraph"].str.isdigit()]

    @cached_property
    def copy(self) -> dict[str, str]:
        """The reader's own text of each paragraph; empty where no copy has been imported."""
        return (load_copy(self.id) or {}).get("paragraphs", {})


def open_corpus(folder: Path | str | None = None) -> Corpus:
    """Open the corpus: the project's own, or that of another folder.

    Raises
    ------
    FileNotFoundError
        Where the folder has no documents.
    ValueError
        Where a file cannot be read as what the schema declares.

    >>> len(open_corpus())
    5
    """
    path = CORPUS if folder is None else Path(folder)
    if not any(path.glob("*/document.toml")):
        expected = "expected one folder for each document, with a document.toml; found none"
        raise FileNotFoundError(f"no corpus in {path}: {expected}; open the project's folder")
    return Corpus(path)
