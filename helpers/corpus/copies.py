"""The copies of documents that a reader keeps on this machine: where they are, and reading one."""

from __future__ import annotations

import json
import os
from pathlib import Path

from helpers.corpus.storage import CORPUS

#: Raise this when the stored file's shape changes.
FORMAT = 1


def copies_folder(corpus: Path | None = None) -> Path:
    """Return the folder that keeps copies: corpus/copies, or what READING_COPIES names."""
    named = os.environ.get("READING_COPIES", "").strip()
    try:
        return Path(named).expanduser() if named else (corpus or CORPUS) / "copies"
    except RuntimeError:
        expected = "READING_COPIES: expected a folder that can be found"
        raise ValueError(f"{expected}; found {named!r}; name another one or unset it") from None


def load_copy(document: str, folder: Path | None = None) -> dict | None:
    """Return the stored copy of a document, or None where there is none.

    Returns
    -------
    dict or None
        `document`, `format`, `normal_form`, `paragraphs` (id to text as printed), `sections`
        (paragraph to sub-heading) and `outside` (lines that belong to no paragraph).

    Raises
    ------
    ValueError
        Where the file is there but is not such a copy; the message says what to do.

    >>> load_copy("no-such-document") is None
    True
    """
    path = (folder or copies_folder()) / f"{document}.json"
    try:
        copy = json.loads(path.read_text(encoding="utf-8"))
        texts = [*copy["paragraphs"].values(), *copy["sections"].values(), *copy["outside"]]
        named = copy["format"], copy["document"]
        if named != (FORMAT, document) or not all(isinstance(text, str) for text in texts):
            raise ValueError(f"it is no copy of {document} in format {FORMAT}")
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        advice = "Import the document again, or delete the file."
        raise ValueError(f"{path}: the copy is damaged: {error}. {advice}") from error
    return copy
