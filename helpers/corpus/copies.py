"""The copies of the documents that a reader keeps on this machine.

How a copy is made from a file is in :mod:`helpers.bring`; here it is only found and read.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from helpers.corpus.storage import CORPUS

#: Raise this when the stored file's shape changes.
FORMAT = 1


def copies_folder(corpus: Path | None = None) -> Path:
    """Return the folder that keeps copies: `corpus/copies`, or the one that READING_COPIES names."""
    named = os.environ.get("READING_COPIES", "").strip()
    try:
        return Path(named).expanduser() if named else (corpus or CORPUS) / "copies"
    except RuntimeError:  # a home folder that is not there
        raise ValueError(
            f"READING_COPIES: expected a folder; found {named!r}, whose home folder does not exist; "
            "name another folder or unset it"
        ) from None


def load_copy(document: str, folder: Path | None = None) -> dict | None:
    """Return the stored copy of a document, or None where there is none.

    Parameters
    ----------
    document
        The document's id.
    folder
        Where copies are kept; by default :func:`copies_folder`.

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
        for name, kind in (("paragraphs", dict), ("sections", dict), ("outside", list)):
            part = copy[name]
            if not isinstance(part, kind):
                raise ValueError(f"{name} is no {kind.__name__}")
            if not all(isinstance(text, str) for text in (part.values() if kind is dict else part)):
                raise ValueError(f"{name} holds something else than text")
        for name, expected in (("format", FORMAT), ("document", document)):
            if copy[name] != expected:
                raise ValueError(f"{name} {expected} was expected, found {copy[name]}")
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise ValueError(
            f"{path}: the copy is damaged: {error}. Import the document again, or delete the file."
        ) from error
    return copy
