"""A corpus folder as the rules see it: every file of it, and the reader's copies beside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from helpers.corpus.copies import copies_folder, load_copy
from helpers.corpus.schema import BODY, CARD, TABLES
from helpers.corpus.storage import Fault, Row, Sheet


class Document(dict):
    """The files of one document by the name of their table; `printed` is the reader's copy."""

    def __init__(self, folder: Path) -> None:
        tables = [CARD, *(table for table in TABLES.values() if not table.shared)]
        super().__init__((one.name, Sheet(folder / one.file, one, folder.name)) for one in tables)
        self.id = folder.name
        self.printed = {"paragraphs": {}, "sections": {}, "outside": []}

    @property
    def card(self) -> dict[str, str]:
        """The fields of document.toml that are text; a field that is missing is empty."""
        row = self[CARD.name].rows[0] if self[CARD.name].usable else {}
        texts = {name: value for name, value in row.items() if isinstance(value, str)}
        return dict.fromkeys(CARD.names, "") | texts

    @property
    def body(self) -> list[str]:
        """The paragraphs that the document cannot lack: its title and the body, numbered."""
        numbered = [name for name in self["paragraphs"].keys if name.isdecimal()]
        return ["title", *map(str, range(1, BODY.get(self.id, len(numbered) or 1) + 1))]


class Folder:
    """All documents, the vocabulary, and the copies: those in `copies`, or where they are kept."""

    def __init__(self, corpus: Path, copies: Path | None = None) -> None:
        self.path, self.faults = corpus.resolve(), []
        vocabulary, kept = self.path / "vocabulary", self.path / "copies"
        copies = copies or self._read("READING_COPIES", copies_folder, self.path) or kept
        self.copies = copies.resolve()
        shared = [table for table in TABLES.values() if table.shared]
        self.vocabulary = {one.name: Sheet(vocabulary / one.file, one) for one in shared}
        folders = set(filter(os.path.isdir, self.inside())) - {vocabulary, kept, self.copies}
        self.documents = {path.name: Document(path) for path in sorted(folders)}
        for name, document in self.documents.items():
            copy = self._read(f"{self.copies.name}/{name}.json", load_copy, name, self.copies)
            document.printed = copy or document.printed

    def _read(self, file: str, read: Callable, *arguments):
        """What a function of the copies returns; None, and a fault, where it cannot."""
        try:
            return read(*arguments)
        except ValueError as error:
            expected, found = "a copy that can be read", str(error).split("damaged: ")[-1]
            advice = "import it again, delete the file or name another folder"
            self.faults.append(Fault(file, 0, 0, "", expected, found, advice, "copy-readable"))

    def inside(self, name: str = "") -> list[Path]:
        """List a folder of the corpus, but for what tools keep there under a name with a dot."""
        return sorted((self.path / name).glob("[!.]*"))

    def files(self) -> Iterator[Sheet]:
        """Return every file that is declared, whether it is there or not."""
        for group in (self.vocabulary, *self.documents.values()):
            yield from group.values()

    def sheets(self) -> Iterator[Sheet]:
        """Return the files whose rows can be relied on."""
        return (sheet for sheet in self.files() if sheet.usable)

    def each(self, table: str) -> Iterator[tuple[Sheet, Row]]:
        """Return every row of a table, of all documents."""
        named = (sheet for sheet in self.sheets() if sheet.table.name == table)
        return ((sheet, row) for sheet in named for row in sheet.rows)

    def ids(self, tables: tuple[str, ...], document: str) -> set[str] | None:
        """Return the ids of tables; None where one of them may hold any, as it cannot be read.

        A table of a document that is still empty may hold any, too. A body paragraph is taken to
        be there: that it is missing is reported once, and not for each row that names it.
        """
        groups = (self.vocabulary, self.documents.get(document, {}))
        sheets = [group[table] for table in tables for group in groups if table in group]
        if not all(sheet.usable for sheet in sheets):
            return None
        if not all(sheet.rows for sheet in sheets):
            return set() if sheets[0].table.shared else None
        body = self.documents[document].body if sheets and tables == ("paragraphs",) else ()
        return set(body).union(*(sheet.keys for sheet in sheets))
