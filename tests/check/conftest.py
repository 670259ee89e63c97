"""An invented corpus that keeps every rule, to be broken one rule at a time."""
# ruff: noqa: E501 - a row of a table stays on its line

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest

from helpers.corpus.schema import CARD, TABLES
from helpers.corpus.text import tokens

PARAGRAPHS = {
    "alpha-2020": {
        "title": "Lamps of the harbour",
        "standfirst": "A keeper counts them",
        "1": "The keeper says that up to 40 lamps burned along the quay in March 2019.",
        "2": "At least 12 boats came home, and 3 ferries; the Harbour Treaty binds the town.",
        "n1": "See page 7 of the harbour log.",
    },
    "beta-2021": {
        "title": "The dark quay",
        "1": "About 500 people left, says the council, and the town should relight 40 lamps.",
        "2": "Tens of thousands of moths were seen in 2020; between 60 and 70 percent were grey.",
    },
}
OUTSIDE = {"alpha-2020": ["Share this page with 5 friends"], "beta-2021": []}
ROLES = {"title": "headline", "standfirst": "lede", "1": "evidence", "2": "argument", "n1": "note"}

FIELDS = """id = "{id}"
title = "{title}"
short = "{short}"
authors = ["Ann Invented"]
publisher = "The Harbour Paper"
genre = "column"
published = "{year}"
published_basis = "stated"
language = "en"
url = "{url}"
rights = "Invented"
obtained = "Invented"
status = "read"
note = "{note}"
"""

#: Rows as in the files, with | between the cells.
ROWS = {
    "alpha-2020/annotations.csv": """
        a01|title||rhetoric|The title promises light.||beta-2021:title|
        a02|standfirst||question|Whom does the keeper tell?|||
        a03|1|along the quay|gloss|Here it is the northern one.|quay||
        a04|1|up to 40|number|A ceiling is no count.||beta-2021:1|
        a05|2|Harbour Treaty|context|Six towns signed it.|||Harbour archive, folder of treaties
        a06|n1||evidence|The log is the only source.|||""",
    "alpha-2020/figures.csv": """
        f01|1|up to 40 lamps|up-to||none|40|implied|lamps|lamps on the quay|lamps-burning|quay|2019-03|keeper|reported||The month, March 2019.|says|others
        f02|2|At least 12 boats|at-least|12|asserted||none|boats|boats that came home|boats-home|||harbour-log|stated||
        f03|2|3 ferries|exact|3|asserted|3|asserted|boats|ferries that came home|boats-home|||alpha-2020 author|stated||""",
    "alpha-2020/numbers.csv": """
        1|40|1|f01|
        1|2019|1|e01|
        2|12|1|f02|
        2|3|1|f03|
        n1|7|1|excluded|page number
        outside|5|1|excluded|site furniture""",
    "alpha-2020/events.csv": """
        e01|1|in March 2019|2019-03|stated|Lamps burn|keeper;town|quay||matter-light""",
    "alpha-2020/citations.csv": """
        c01|2|the Harbour Treaty|harbour-treaty||binds||binds
        c02|n1|the harbour log|harbour-log|page 7|evidence|""",
    "alpha-2020/recommendations.csv": "",
    "alpha-2020/claims.csv": """
        1|lamps burned|lamps-bring-boats-home|asserts|keeper||none
        2|boats came home|lamps-bring-boats-home|asserts|alpha-2020 author||rule|harbour-treaty""",
    "alpha-2020/codings.csv": """
        2|came home|sense-home|1|alpha-2020 author|""",
    "beta-2021/codings.csv": "",
    "beta-2021/annotations.csv": """
        a01|title||rhetoric|The title takes the light away.|||
        a02|1|the town|gloss|The town owns it.|quay|alpha-2020:1|
        a03|2||caution|Nobody says who counted.|||""",
    "beta-2021/figures.csv": """
        f01|1|About 500 people|about|500|implied|500|implied|people|people who left|people-leaving||2021|council|stated||The year of the paper, 2021.
        f02|1|40 lamps|exact|40|asserted|40|asserted|lamps|lamps to relight|lamps-burning|||beta-2021 author|stated|alpha-2020:f01|
        f03|2|Tens of thousands of moths|order|20000|implied|99999|implied|moths|moths seen|moths-seen||2020|beta-2021 author|stated||In 2020.
        f04|2|between 60 and 70 percent|between|60|asserted|70|asserted|percent|grey among the moths|grey-moths||2020|beta-2021 author|stated||In 2020.""",
    "beta-2021/numbers.csv": """
        1|500|1|f01|
        1|40|1|f02|
        2|Tens of thousands|1|f03|
        2|2020|1|e01|
        2|60|1|f04|
        2|70|1|f04|""",
    "beta-2021/events.csv": """
        e01|2|seen in 2020|2020|stated|Moths are seen||""",
    "beta-2021/citations.csv": """
        c01|1|the council|harbour-treaty||disputed|""",
    "beta-2021/recommendations.csv": """
        r01|1|should relight 40 lamps|beta-2021 author|town;council|Light them again.||practical|named|public|In what voice is not said.|open;town""",
    "beta-2021/claims.csv": """
        1|relight 40 lamps|lamps-bring-boats-home|qualifies|council||none""",
    "vocabulary/quantities.csv": """
        lamps-burning|Lamps|lamps|Lamps on the quay.|Not lamps in houses.|Lamps|things
        boats-home|Boats|boats|Boats that came home.|Not boats at sea.|Boats|things
        people-leaving|Leaving|people|People who left.|Not people who stayed.|Leaving|other-people
        moths-seen|Moths|moths|Moths that were seen.|Not moths unseen.|Moths|things
        grey-moths|Grey|percent|Grey moths among the moths seen.|Not grey boats.|Grey|things""",
    "vocabulary/instruments.csv": """
        harbour-treaty|Treaty of the Harbours|treaty|1990|alpha-2020||Harbour Treaty|other|1990|ratified|1991
        harbour-log|Log of the Harbour|report||alpha-2020||The log|other""",
    "vocabulary/actors.csv": """
        keeper|Keeper of the lamps|person|the keeper|The keeper|other
        council|Council of the town|organisation||The council|other
        town|The town|state||The town|other""",
    "vocabulary/claims.csv": """
        lamps-bring-boats-home|Lamps bring boats home.|A year without lamps.|Lamps bring boats|fact""",
    "vocabulary/codes.csv": """
        matter-light|matter|Light|An event of light.
        sense-home|sense|Home|Home as a harbour.""",
    "vocabulary/terms.csv": """
        quay|A wall where boats lie.|Harbour archive, glossary""",
}


class Invented:
    """The invented corpus under `root/corpus`, its copies in `root/copies`, and ways to break it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.corpus = self.root / "corpus"
        self.copies = self.root / "copies"
        tables = dict(ROWS)
        fields = {
            "alpha-2020": ("Alpha", "", "No recommendations."),
            "beta-2021": ("Beta", "https://harbour.example/2021/quay", "No codings."),
        }
        for document, paragraphs in PARAGRAPHS.items():
            counts = {
                paragraph: Counter(tokens(content)) for paragraph, content in paragraphs.items()
            }
            tables[f"{document}/paragraphs.csv"] = "\n".join(
                f"{paragraph}||{ROLES[paragraph]}|{count.total()}|It says what it says." for paragraph, count in counts.items()
            )  # fmt: skip
            tables[f"{document}/tokens.csv"] = "\n".join(
                f"{paragraph}|{token}|{count[token]}"
                for paragraph, count in counts.items()
                for token in sorted(count)
            )
            short, url, note = fields[document]
            card = FIELDS.format(
                id=document,
                title=paragraphs["title"],
                year=document[-4:],
                short=short,
                url=url,
                note=note,
            )
            self.write(f"{document}/{CARD.file}", card)
        names = {(table.shared, table.file): table.names for table in TABLES.values()}
        for file, rows in tables.items():
            folder, _, name = file.partition("/")
            header = names[folder == "vocabulary", name]
            cells = [line.strip(" ").split("|") for line in rows.strip().splitlines()]
            self.save(file, [header, *(row + [""] * (len(header) - len(row)) for row in cells)])

    def write(self, file: str, content: str | bytes) -> None:
        path = self.corpus / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def read(self, file: str) -> str:
        return (self.corpus / file).read_text(encoding="utf-8")

    def replace(self, file: str, old: str, new: str) -> None:
        content = self.read(file)
        assert content.count(old) == 1, f"{old!r} is not just once in {file}"
        self.write(file, content.replace(old, new))

    def rows(self, file: str) -> list[list[str]]:
        return list(csv.reader(io.StringIO(self.read(file), newline="")))

    def save(self, file: str, rows: list[list[str]]) -> None:
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows(rows)
        self.write(file, out.getvalue())

    def set(self, file: str, line: int, **cells: str) -> None:
        """Write cells of one row, given by its line in the file."""
        rows = self.rows(file)
        for name, cell in cells.items():
            rows[line - 1][rows[0].index(name)] = cell
        self.save(file, rows)

    def add(self, file: str, row: str, line: int | None = None) -> None:
        """Put a row in, at a line or at the end."""
        rows = self.rows(file)
        cells = row.split("|")
        cells += [""] * (len(rows[0]) - len(cells))
        rows.insert(len(rows) if line is None else line - 1, cells)
        self.save(file, rows)

    def drop(self, file: str, line: int) -> None:
        rows = self.rows(file)
        del rows[line - 1]
        self.save(file, rows)

    def swap(self, file: str, line: int) -> None:
        """Let a row and the next one change places."""
        rows = self.rows(file)
        rows[line - 1], rows[line] = rows[line], rows[line - 1]
        self.save(file, rows)

    def unfinished(self, document: str) -> None:
        self.replace(f"{document}/document.toml", 'status = "read"', 'status = "unfinished"')

    def copy(
        self,
        document: str,
        changes: dict | None = None,
        outside: list[str] | None = None,
        sections: dict | None = None,
    ) -> None:
        """Keep a copy of a document; `changes` puts other texts in, None leaves a paragraph out."""
        paragraphs = PARAGRAPHS[document] | (changes or {})
        copy = {
            "document": document,
            "format": 1,
            "normal_form": 1,
            "paragraphs": {
                name: content for name, content in paragraphs.items() if content is not None
            },
            "sections": sections or {},
            "outside": OUTSIDE[document] if outside is None else outside,
        }
        self.copies.mkdir(exist_ok=True)
        (self.copies / f"{document}.json").write_text(json.dumps(copy), encoding="utf-8")


@pytest.fixture
def invented(tmp_path):
    """A corpus of two invented documents that keeps every rule."""
    return Invented(tmp_path)
