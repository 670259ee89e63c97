"""How far each document has been read, and what is missing: ``python -m helpers coverage``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from helpers.check import corpus_of, say
from helpers.check.folder import Document, Folder
from helpers.check.rules import open_work


def missing(document: Document) -> list[str]:
    """Name what a document lacks until it has been read."""
    unread = [sheet.label for sheet in document.values() if sheet.exists and not sheet.usable]
    lacking = [f"{it.expected} ({it.file.rpartition('/')[2]})" for it in open_work(document)]
    return [f"{label}, which cannot be read: run check" for label in unread] + lacking


def described(document: Document) -> Iterator[str]:
    """Say in lines how far a document has been read."""
    rows = {name: sheet.rows for name, sheet in document.items()}
    lacking = Counter(it.name for it in open_work(document))
    if not rows["annotations"]:
        lacking["paragraph"] = len(rows["paragraphs"])
    yield f"{document.id} ({document.card['status'] or 'unfinished'})"
    for table, column, what in (
        ("paragraphs", "precis", "have a précis"),
        ("paragraphs", "paragraph", "are annotated"),
        ("numbers", "accounted_by", "are accounted for"),
    ):
        done = (count := len(rows[table])) - lacking[column]
        share = f", {100 * done // count}%" if count else ""  # rounded down: 100% means all
        yield f"  {done} of {count} {table} {what}{share}"
    yield "  " + ", ".join(f"{len(rows[name])} {name}" for name in list(rows)[2:])
    kinds = Counter(row["kind"] for row in rows["annotations"])
    yield "  notes: " + (", ".join(f"{n} {kind}" for kind, n in kinds.most_common()) or "none")
    yield from (f"  missing: {what}" for what in missing(document))


def main(argv: list[str] | None = None) -> int:
    """Print the report; return 1 when something is missing in a document that is `read`."""
    about = "Show how far each document has been read, and what is missing."
    documents = Folder(corpus_of(argv, "coverage", about)).documents.values()
    for document in sorted(documents, key=lambda one: one.card["published"]):
        say("\n".join(described(document)) + "\n")
    read = [document for document in documents if document.card["status"] == "read"]
    complete = [document for document in read if not missing(document)]
    say(f"{len(complete)} of {len(documents)} documents are read and complete.")
    return int(complete != read)
