"""Whatever is broken in the tables of the collection, the check says so, briefly, without a crash.

Every mutation breaks one place of one file in a copy of the corpus. What may stay silent has a
reason, and `may_be_silent` states it; all else has to be reported.
"""

import copy
import csv
import io
import random
import re
import shutil
import traceback
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from helpers.check import report, rules
from helpers.check.folder import Folder
from helpers.corpus.schema import CARD
from helpers.corpus.storage import CORPUS, Sheet
from helpers.corpus.text import tokens

#: Rules that look at one file at a time: a file that is unchanged need not be looked at again.
ONE_FILE = ("cell-declared", "row-order", "said-in-full")

#: What a spelling of nothing, of another world or of nonsense looks like in a cell of a type.
NONSENSE = {
    "number": ["inf", "nan", "-5", "1e5", "１２", "9" * 5000, "1,170", "²"],
    "count": ["-1", "1.0", "９", "9" * 5000, "01", "many"],
    "edtf": ["9999/..", "../..", "2023-13", "soon", "2024/2019", "0099", "12023", "2023-10-99"],
    "enum": ["nonsense", "STATED", "none "],
    "places": ["kei-2023", "nowhere-1999:1", "kei-2023:99", ";;", "kei-2023:1;;"],
    "paragraph": ["0", "n0", "-1", "99", "Title", "outside ", "1.5", "１"],
    "id": ["", "Ünique", "a b", "A01", "-"],
    "slug": ["nobody-at-all", "?"],
    "slugs": ["china;;un", "nobody-at-all", ";"],
    "quote": ["nine words that no paragraph of theirs has ever", "zyzzyva"],
}
ODD = ["\0", "\u200b", "\u202e", "\ufeff", "\r", "\t", "\x1b", "\u00ad", "\u2028", "\U000e0041"]


#: Lines for a field of document.toml.
FIELDS = [
    *("", "{0}x = 'y'", "{0} = 3", "{0} = ''", "{0} = inf", "{0} = 1979-05-27", "{0}.x = 'y'"),
    *("[{0}]", "{0} = ['', 3]", "{0} = [1]", '{0} = "a\\u200bb"', '{0} = """\none\ntwo"""'),
    *("{0} = 0x" + "f" * 5000, "{0} = " + "9" * 5000),
    *("{0} = " + "[" * depth + "]" * depth for depth in (200, 2000)),
]

#: Tables of our notes: nothing else says how many there are.
NOTES = ("annotations", "figures", "events", "citations", "recommendations", "claims", "codings")
#: Texts that are no prose of ours: another table, or the document, repeats them.
REPEATED = ("numbers number", "tokens token", "document title")


class Mutation(NamedTuple):
    """One broken place: of what kind, in which file, the file's new content, and in words."""

    kind: str
    file: str
    content: bytes | None
    what: str = ""


class Cell(NamedTuple):
    """A cell: its file, the place of its row, its column and what stands there."""

    file: str
    at: int
    column: object
    text: str


def may_be_silent(old: Sheet, new: Sheet) -> str:
    """Why the check cannot see a change, or need not; nothing where it has to."""
    rows, changed = ([tuple(map(str, row.values())) for row in one.rows] for one in (old, new))
    if Counter(rows) == Counter(changed):
        return "the order inside a paragraph, or in the vocabulary, means nothing"
    if len(rows) == len(changed) + 1 and not Counter(changed) - Counter(rows):
        (gone,) = Counter(rows) - Counter(changed)
        ours = old.table.shared or old.table.name in NOTES or gone[0] == "outside"
        return "a row that nothing else names is gone" if ours else ""
    if len(rows) != len(changed):
        return ""
    reasons = [
        _why(f"{old.table.name} {column.name}", column, before, str(after.get(column.name, "")))
        for before, after in zip(old.rows, new.rows, strict=True)
        for column in old.table.columns
        if before.get(column.name, "") != after.get(column.name, "")
    ]
    if not reasons:
        return "an empty field is left out, or the file is written in another way"
    return reasons[0] if all(reasons) else ""


def _why(place: str, column, before: dict, cell: str) -> str:
    """Why a cell may hold something else, unseen."""
    reasons = {
        "a text of ours says something else": column.type in ("text", "names")
        and place not in REPEATED,
        "not known, or none": cell == "" and not column.required,
        "a name that nothing else names": column.type == "id",
        "a judgement of ours": bool(column.values),
        "another place that exists": column.type == "places",
        "how often in one sense, which only a reader can count": place == "codings times",
        "a date that nothing else here repeats": column.type == "edtf"
        and place.split()[0] in ("instruments", "document"),
        "a number that stands in no paragraph": before.get("paragraph") == "outside",
        "the same words in another case, or with other marks": column.type in ("quote", "text")
        and tokens(cell) == tokens(before[column.name]),
        "another phrase of the same paragraph, without a number": column.type == "quote"
        and not re.search(r"\d", cell + before[column.name]),
        "a word of the text that is no number, and that no quote has": place == "tokens token",
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def as_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


class Fuzzer:
    """A copy of the corpus under `root`, ways to break it, and the check of what is broken."""

    def __init__(self, root: Path, seed: int) -> None:
        self.corpus = root / "corpus"
        shutil.copytree(CORPUS, self.corpus, ignore=shutil.ignore_patterns("copies", ".*"))
        self.random = random.Random(seed)
        self.folder = Folder(self.corpus, root / "none")
        self.sheets = {
            sheet.path.relative_to(self.corpus).as_posix(): sheet
            for group in (self.folder.vocabulary, *self.folder.documents.values())
            for sheet in group.values()
        }
        self.tables = [name for name in self.sheets if name.endswith(".csv")]
        self.kinds = [name for name in dir(self) if name.startswith("break_")]

    # -- the check of one broken file

    @contextmanager
    def only_what_changed(self):
        """Let the rules look again only at the documents and files that are not the unchanged."""
        kept, whole = dict(rules.RULES), {id(one) for one in self.folder.documents.values()}
        for name, rule in kept.items():
            rules.RULES[name] = rule._replace(apply=self._looking_once(name, rule.apply, whole))
        try:
            yield
        finally:
            rules.RULES.update(kept)

    @staticmethod
    def _looking_once(name, apply, whole):
        answers = {}

        def again(place):
            if name in ONE_FILE:
                part = copy.copy(place)
                part.vocabulary = {}
                part.documents = {"": {one.table.name: one for one in place.changed}}
                return list(apply(part))
            if id(place) not in whole:
                return list(apply(place))
            if id(place) not in answers:
                answers[id(place)] = list(apply(place))
            return answers[id(place)]

        return again

    def check(self, mutation: Mutation) -> tuple[list[str], str]:
        """What the command prints of a broken file, and why it may print nothing."""
        path, old = self.corpus / mutation.file, self.sheets.get(mutation.file)
        was = path.read_bytes() if old else None
        path.unlink(missing_ok=True)
        if mutation.content is not None:
            path.write_bytes(mutation.content)
        try:
            new = Sheet(path, old.table, old.document) if old else None
            lines = report(sorted(rules.faults(self._folder_with(new))))
            return lines, may_be_silent(old, new) if old and not lines else ""
        finally:
            path.unlink(missing_ok=True)
            if old:
                path.write_bytes(was)

    def _folder_with(self, new: Sheet | None) -> Folder:
        """The folder with one sheet in the place of the unchanged one."""
        changed = copy.copy(self.folder)
        changed.changed = [new] if new else []
        if new and new.document:
            document = copy.copy(self.folder.documents[new.document])
            document[new.table.name] = new
            changed.documents = self.folder.documents | {new.document: document}
        elif new:
            changed.vocabulary = self.folder.vocabulary | {new.table.name: new}
        return changed

    # -- ways to break a file

    def mutation(self) -> Mutation:
        """Return the next mutation, of any kind, that does change its file."""
        while True:
            kind = self.random.choice(self.kinds)
            made = getattr(self, kind)()
            if made is not None:
                return made._replace(kind=kind.removeprefix("break_"))

    def table(self) -> tuple[str, list[list[str]]]:
        """Choose a table that has rows: its file, and its records with the header."""
        file = self.random.choice([name for name in self.tables if self.sheets[name].rows])
        sheet = self.sheets[file]
        return file, [list(sheet.header), *(list(row.values()) for row in sheet.rows)]

    def row(self) -> tuple[str, list[list[str]], int]:
        """Choose a row: its file, the file's records, and the row's place among them."""
        file, records = self.table()
        return file, records, self.random.randrange(1, len(records))

    def cell(self, fits) -> Cell:
        """Choose a cell that fits by its column and what stands there."""
        while True:
            file, records, at = self.row()
            column = self.random.choice(self.sheets[file].table.columns)
            cell = records[at][records[0].index(column.name)]
            if fits(column, cell):
                return Cell(file, at, column, cell)

    def written(self, chosen: Cell, new: str) -> Mutation | None:
        """The file of a cell with something else in it."""
        sheet = self.sheets[chosen.file]
        rows = [list(row.values()) for row in sheet.rows]
        rows[chosen.at - 1][sheet.header.index(chosen.column.name)] = new
        what = f"{chosen.column.name} {chosen.text[:60]!r} to {new[:60]!r} in line {chosen.at + 1}"
        made = Mutation("", chosen.file, as_csv([sheet.header, *rows]), what)
        return made if new != chosen.text else None

    def text(self, files) -> tuple[str, str, int]:
        """Choose a place in one of the files: the file, its text, the place."""
        file = self.random.choice([*files])
        text = self.sheets[file].path.read_text(encoding="utf-8")
        return file, text, self.random.randrange(len(text))

    def in_place_of(self, chosen: Cell, pattern: str, letters: str) -> Mutation | None:
        """Put one of these letters where the pattern is found in a cell."""
        at = self.random.choice([match.start() for match in re.finditer(pattern, chosen.text)])
        new = self.random.choice(letters)
        return self.written(chosen, chosen.text[:at] + new + chosen.text[at + 1 :])

    def break_digit(self):
        kinds = ("number", "count", "edtf")
        chosen = self.cell(
            lambda column, cell: (
                re.search(r"\d", cell) and (column.type in kinds or column.name == "number")
            )
        )
        return self.in_place_of(chosen, r"\d", "0123456789")

    def break_quote(self):
        chosen = self.cell(lambda column, cell: column.type == "quote" and re.search(r"\w", cell))
        return self.in_place_of(chosen, r"\w", "qxz4")

    def break_required_cell(self):
        return self.written(self.cell(lambda column, cell: column.required and cell), "")

    def break_optional_cell(self):
        return self.written(self.cell(lambda column, cell: not column.required and cell), "")

    def break_id(self):
        kinds = ("id", "slug", "slugs", "places", "paragraph")
        chosen = self.cell(lambda column, cell: column.type in kinds and cell)
        at = self.random.randrange(len(chosen.text) + 1)
        new = chosen.text[:at] + self.random.choice("xq7") + chosen.text[at:]
        return self.written(chosen, new)

    def break_with_nonsense(self):
        chosen = self.cell(lambda column, cell: column.type in NONSENSE)
        return self.written(chosen, self.random.choice(NONSENSE[chosen.column.type]))

    def break_value(self):
        chosen = self.cell(lambda column, cell: column.values and cell)
        return self.written(chosen, self.random.choice([*chosen.column.values]))

    def break_prose(self):
        chosen = self.cell(lambda column, cell: column.type == "text" and " " in cell)
        words = chosen.text.split()
        words[self.random.randrange(len(words))] = "zyzzyva"
        return self.written(chosen, " ".join(words))

    def break_by_deleting_a_row(self):
        file, records, at = self.row()
        return Mutation("", file, as_csv(records[:at] + records[at + 1 :]), f"{records[at][:4]}")

    def break_by_doubling_a_row(self):
        file, records, at = self.row()
        return Mutation(
            "", file, as_csv([*records[:at], records[at], *records[at:]]), f"{records[at][:4]}"
        )

    def break_order(self):
        file, records, at = self.row()
        swapped = [*records[:at], *records[at + 1 : at + 2], records[at], *records[at + 2 :]]
        what = f"{records[at][:3]} and the next"
        return Mutation("", file, as_csv(swapped), what) if swapped != records else None

    def break_by_swapping_cells(self):
        file, records, at = self.row()
        one, other = self.random.sample(range(len(records[0])), 2)
        changed = [list(row) for row in records]
        changed[at][one], changed[at][other] = records[at][other], records[at][one]
        what = f"{records[0][one]} and {records[0][other]} of {records[at][:3]}"
        return Mutation("", file, as_csv(changed), what) if changed != records else None

    def break_white_space(self):
        chosen = self.cell(lambda column, cell: True)
        new = self.random.choice(["{} ", " {}", "{}\n", "\u00a0{}"]).format(chosen.text)
        return self.written(chosen, new)

    def break_byte(self):
        file = self.random.choice([*self.sheets])
        raw = bytearray(self.sheets[file].path.read_bytes())
        at = self.random.randrange(len(raw))
        raw[at] ^= 1 << self.random.randrange(8)
        return Mutation("", file, bytes(raw), f"byte {at}: {bytes(raw[at - 20 : at + 20])}")

    def break_by_odd_character(self):
        file, text, at = self.text(self.sheets)
        odd = self.random.choice(ODD)
        return Mutation("", file, (text[:at] + odd + text[at:]).encode(), f"{odd!r} at {at}")

    def break_quotation_marks(self):
        file, text, at = self.text(self.tables)
        return Mutation("", file, (text[:at] + '"' + text[at:]).encode(), text[at - 20 : at + 20])

    def break_separator(self):
        file, text, _ = self.text(self.tables)
        at = self.random.choice([match.start() for match in re.finditer(r"[,\n]", text)])
        new = self.random.choice(["", text[at] * 2])
        what = text[max(0, at - 20) : at + 20]
        return Mutation("", file, (text[:at] + new + text[at + 1 :]).encode(), what)

    def break_header(self):
        file, records = self.table()
        place = self.random.randrange(len(records[0]))
        name = records[0][place]
        new = self.random.choice(["", name.upper(), name + "x", records[0][place - 1], name + " "])
        header = [*records[0][:place], new, *records[0][place + 1 :]]
        return Mutation("", file, as_csv([header, *records[1:]]), f"{name} to {new}")

    def break_columns(self):
        file, records = self.table()
        place = self.random.randrange(len(records[0]))
        change = self.random.choice(["drop", "double", "move"])
        made = []
        for row in records:
            rest = [*row[:place], *row[place + 1 :]]
            made.append(
                {"drop": rest, "double": [*row, row[place]]}.get(change, [row[place], *rest])
            )
        return Mutation("", file, as_csv(made), change) if made != records else None

    def break_whole_file(self):
        file = self.random.choice([*self.sheets])
        raw = self.sheets[file].path.read_bytes()
        half, dos, marked = raw[: len(raw) // 2], raw.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + raw
        header = raw.split(b"\n")[0] + b"\n"
        new = self.random.choice([None, b"", b"\n", header, half, raw[:-1], dos, marked])
        return Mutation("", file, new, f"{new and new[:30]}") if new != raw else None

    def break_by_stray_file(self):
        folder = self.random.choice(
            ["", "vocabulary/", *(f"{one}/" for one in self.folder.documents)]
        )
        names = ["figures.CSV", "figure.csv", "notes.txt", "figures.csv.bak", "Thumbs.db", "x.part"]
        return Mutation("", folder + self.random.choice(names), b"figure\n")

    def field(self, change) -> Mutation | None:
        """The card of a document with one line that is changed."""
        file = self.random.choice([name for name in self.sheets if name.endswith(CARD.file)])
        lines = self.sheets[file].path.read_text(encoding="utf-8").splitlines()
        at = self.random.randrange(len(lines))
        new = change(lines[at])
        changed = "\n".join([*lines[:at], new, *lines[at + 1 :], ""])
        return Mutation("", file, changed.encode(), new[:60]) if new != lines[at] else None

    def break_toml_form(self):
        def without_a_mark(line):
            at = self.random.choice([match.start() for match in re.finditer(r'["=\[\]]', line)])
            return line[:at] + line[at + 1 :]

        return self.field(without_a_mark)

    def break_toml_field(self):
        new = self.random.choice(FIELDS)
        return self.field(lambda line: new.format(line.partition(" ")[0]))

    def break_toml_value(self):
        def with_another_letter(line):
            name, _, value = line.partition(" = ")
            at = self.random.randrange(1, max(2, len(value) - 1))
            return f"{name} = {value[:at]}{self.random.choice('x9')}{value[at + 1 :]}"

        return self.field(with_another_letter)


def run(root: Path, count: int, seed: int):
    """Check so many mutations: for each what became of it, what was printed, and the reason."""
    fuzzer = Fuzzer(root, seed)
    with fuzzer.only_what_changed():
        for _ in range(count):
            mutation = fuzzer.mutation()
            try:
                lines, why = fuzzer.check(mutation)
            except Exception:
                yield mutation, "traceback", [], traceback.format_exc()
            else:
                said = "reported" if lines else "allowed" if why else "silent"
                yield mutation, said, lines, why


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    return list(run(tmp_path_factory.mktemp("fuzz"), 500, 20240229))


def listed(outcomes, fits) -> str:
    return "\n".join(
        "\n  ".join([f"{one.kind} {one.file}: {one.what}", *(lines or [why])])
        for one, said, lines, why in outcomes
        if fits(said, lines)
    )


def test_nothing_that_is_broken_crashes_the_check(outcomes):
    crashed = listed(outcomes, lambda said, lines: said == "traceback")
    assert not crashed, f"\n{crashed}"


def test_nothing_that_is_broken_stays_silent_without_a_reason(outcomes):
    silent = listed(outcomes, lambda said, lines: said == "silent")
    assert not silent, f"\n{silent}"


def test_one_broken_place_gives_at_most_ten_messages_of_less_than_300_characters(outcomes):
    noisy = listed(
        outcomes, lambda said, lines: len(lines) > 10 or max(map(len, lines), default=0) > 299
    )
    assert not noisy, f"\n{noisy}"


def test_most_broken_places_give_one_message(outcomes):
    counts = [len(lines) for _, said, lines, _ in outcomes if said == "reported"]
    assert counts.count(1) / len(counts) > 0.7


def test_every_kind_of_mutation_was_tried(outcomes):
    assert {one.kind for one, *_ in outcomes} == {
        name.removeprefix("break_") for name in dir(Fuzzer) if name.startswith("break_")
    }
