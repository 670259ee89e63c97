"""How far each document has been read, and what is missing: ``python -m helpers coverage``."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from helpers.files import CORPUS, Document, Files, existing_folder, say
from helpers.schema import KINDS

#: What may account for a number, in the order in which it is printed.
_ACCOUNTS = ("figures", "events", "citations")
_OTHERS = ("figures", "events", "citations", "recommendations", "claims")


@dataclass
class Coverage:
    """How far one document has been read.

    `precis` and `annotated` are the paragraphs that have one, `kinds` counts the
    annotations, `rows` the rows of the other tables, `accounts` the numbers of the
    ledger by what accounts for them, and `missing` names what is not there yet.
    """

    document: str
    read: bool
    paragraphs: list[str] = field(default_factory=list)
    precis: list[str] = field(default_factory=list)
    annotated: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    rows: dict[str, int] = field(default_factory=dict)
    numbers: int = 0
    accounts: Counter[str] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        kinds = ", ".join(f"{kind} {self.kinds[kind]}" for kind in KINDS if self.kinds[kind])
        accounts = ", ".join(
            f"{name} {self.accounts[name]}" for name in (*_ACCOUNTS, "excluded") if self.accounts[name]
        )
        total = len(self.paragraphs)
        lines = {
            "with a précis": _share(len(self.precis), total),
            "annotated": _share(len(self.annotated), total),
            "annotations": f"{self.kinds.total()}" + (f": {kinds}" if kinds else ""),
            **{name: str(count) for name, count in self.rows.items()},
            "numbers": _share(self.accounts.total(), self.numbers) + (f": {accounts}" if accounts else ""),
        }
        said = [f"  {name:<16}{line}" for name, line in lines.items()]
        said += [f"  missing         {line}" for line in self.missing]
        return "\n".join([f"{self.document} ({'read' if self.read else 'unfinished'})", *said])


def _share(part: int, whole: int) -> str:
    """
    >>> _share(199, 200), _share(0, 0)
    ('199 of 200, 99%', '0 of 0')
    """
    # Rounded down, so that 100% means all.
    return f"{part} of {whole}" + (f", {100 * part // whole}%" if whole else "")


def _cover(document: Document) -> Coverage:
    """Count one document."""
    found = Coverage(document.id, document.read)
    for name, sheet in document.sheets.items():
        if not sheet.usable:
            found.missing.append(
                f"{sheet.label} " + ("cannot be read: run check" if sheet.exists else "is not there yet")
            )
        elif name in _OTHERS:
            found.rows[name] = len(sheet.rows)
    paragraphs = document.rows("paragraphs")
    noted = {row["paragraph"] for row in document.rows("annotations")}
    found.paragraphs = [row["paragraph"] for row in paragraphs]
    found.precis = [row["paragraph"] for row in paragraphs if row["precis"]]
    found.annotated = [paragraph for paragraph in found.paragraphs if paragraph in noted]
    found.kinds = Counter(row["kind"] for row in document.rows("annotations"))
    for what, there in (("a précis of", found.precis), ("an annotation on", found.annotated)):
        if left := [paragraph for paragraph in found.paragraphs if paragraph not in there]:
            found.missing.append(f"{what} {', '.join(left)}")

    tables = {"excluded": "excluded"}
    for name in _ACCOUNTS:
        sheet = document.sheets[name]
        tables |= {row[sheet.table.key[0]]: name for row in sheet.rows}
    left = []
    for row in document.rows("numbers"):
        found.numbers += 1
        if row["accounted_by"] in tables:
            found.accounts[tables[row["accounted_by"]]] += 1
        else:
            times = f" ({row['occurrence']})" if row["occurrence"] not in ("", "1") else ""
            left.append(f"“{row['number']}”{times} in {row['paragraph']}")
    if left:
        found.missing.append(f"what accounts for {', '.join(left)}")
    return found


def coverage(corpus: Path) -> list[Coverage]:
    """Return how far each document of a corpus has been read, in the order of their dates.

    Parameters
    ----------
    corpus
        The corpus folder.
    """
    documents = Files(corpus).documents.values()
    dates = {one.id: str((one.card.fields or {}).get("published", "")) for one in documents}
    return [_cover(one) for one in sorted(documents, key=lambda one: (dates[one.id], one.id))]


def main(argv: list[str] | None = None) -> int:
    """Print the report; return 1 when something is missing in a document that is `read`."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers coverage", description="Show how far each document has been read, and what is missing."
    )
    parser.add_argument("--corpus", type=existing_folder, default=CORPUS, help="another corpus folder")
    report = coverage(parser.parse_args(argv).corpus)
    for one in report:
        say(f"{one}\n")
    count = len([one for one in report if one.read and not one.missing])
    say(f"{count} of {len(report)} documents are read and complete.")
    return 1 if any(one.read and one.missing for one in report) else 0
