"""How far each document has been read, and what is missing: ``python -m helpers coverage``."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator

from helpers.check import existing_folder
from helpers.check.folder import Document, Folder
from helpers.check.rules import open_work
from helpers.corpus.storage import CORPUS, say


def missing(document: Document) -> list[str]:
    """Name what a document lacks until it has been read."""
    unread = [sheet.label for sheet in document.values() if sheet.exists and not sheet.usable]
    return [f"{label}, which cannot be read: run check" for label in unread] + [
        f"{place.expected} ({place.sheet.table.file})" for place in open_work(document)
    ]


def described(document: Document) -> Iterator[str]:
    """Say in lines how far a document has been read."""
    rows = {name: sheet.rows for name, sheet in document.items()}
    noted = {row["paragraph"] for row in rows["annotations"]}
    done = {
        "paragraphs have a précis": [row["precis"] != "" for row in rows["paragraphs"]],
        "paragraphs are annotated": [row["paragraph"] in noted for row in rows["paragraphs"]],
        "numbers are accounted for": [row["accounted_by"] != "" for row in rows["numbers"]],
    }
    yield f"{document.id} ({document.card['status'] or 'unfinished'})"
    for what, each in done.items():
        share = f", {100 * sum(each) // len(each)}%" if each else ""  # rounded down: 100% means all
        yield f"  {sum(each)} of {len(each)} {what}{share}"
    yield "  " + ", ".join(f"{len(rows[name])} {name}" for name in list(rows)[2:])
    kinds = Counter(row["kind"] for row in rows["annotations"])
    yield "  notes: " + (", ".join(f"{n} {kind}" for kind, n in kinds.most_common()) or "none")
    yield from (f"  missing: {what}" for what in missing(document))


def main(argv: list[str] | None = None) -> int:
    """Print the report; return 1 when something is missing in a document that is `read`."""
    about = "Show how far each document has been read, and what is missing."
    parser = argparse.ArgumentParser(prog="python -m helpers coverage", description=about)
    parser.add_argument("--corpus", type=existing_folder, default=CORPUS, help="another folder")
    documents = Folder(parser.parse_args(argv).corpus).documents.values()
    for document in sorted(documents, key=lambda one: one.card["published"]):
        say("\n".join(described(document)) + "\n")
    read = [document for document in documents if document.card["status"] == "read"]
    complete = [document for document in read if not missing(document)]
    say(f"{len(complete)} of {len(documents)} documents are read and complete.")
    return int(complete != read)
