"""The five documents themselves, read from beside the project; skipped where they are not there."""

from __future__ import annotations

import random
import shutil
import textwrap
from collections import Counter
from pathlib import Path

import pytest

from helpers.bring import Imported, import_files, main
from helpers.bring.segment import Block, segment
from helpers.corpus.copies import load_copy
from helpers.corpus.schema import BODY
from helpers.corpus.storage import CORPUS
from helpers.corpus.text import normal

SOURCES = Path(__file__).resolve().parents[3] / "shared" / "sources"
MENUS = [
    "Home",
    "Share this",
    "Advertisement",
    "Read more: Ten harbours",
    "Most read",
    "Photo: A. Example",
]

pytestmark = pytest.mark.skipif(
    not all((SOURCES / f"{document}.txt").exists() for document in BODY),
    reason="needs the five copies in ../shared/sources, in copyright and no part of the project",
)


def source(document: str) -> str:
    return (SOURCES / f"{document}.txt").read_text(encoding="utf-8")


def printed(paragraphs: dict[str, str]) -> dict[str, str]:
    return {p: normal(words) for p, words in paragraphs.items()}


def imported(content: str, folder: Path) -> tuple[Imported, dict[str, str]]:
    folder.mkdir(exist_ok=True)
    path = folder / "page.txt"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(content)
    (file,) = import_files([path], folder=folder / "copies")
    assert not file.problem, file.problem
    return file, printed(load_copy(file.document, folder / "copies")["paragraphs"])


def wrapped(content: str) -> str:
    return "\n".join(
        textwrap.fill(line, 72, break_long_words=False) for line in content.split("\n")
    )


def test_the_command_imports_the_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("READING_COPIES", str(tmp_path))
    assert main([str(SOURCES)]) == 0
    assert {path.stem for path in tmp_path.iterdir()} == set(BODY)
    said = capsys.readouterr().out
    assert all(f"{count} of {count} body paragraphs" in said for count in BODY.values())


@pytest.mark.parametrize("document", BODY)
def test_a_source_is_recognised_whole(document, tmp_path):
    file, paragraphs = imported(source(document), tmp_path)
    assert file.document == document
    assert f"{BODY[document]} of {BODY[document]} body paragraphs" in file.remarks[1]
    assert not any("not whole" in remark for remark in file.remarks)
    assert all(paragraphs.values())


@pytest.mark.parametrize("document", BODY)
def test_general_rules_and_alignment_give_the_same_copy(document, tmp_path):
    imported(source(document), tmp_path)
    kept = load_copy(document, tmp_path / "copies")
    new = segment(source(document))
    assert sum(p.isdigit() for p in new.paragraphs) == BODY[document]
    assert new.paragraphs == kept["paragraphs"]
    assert new.sections == kept["sections"]
    assert new.outside == kept["outside"]


@pytest.mark.parametrize("document", BODY)
def test_in_an_empty_corpus_the_same_tokens_are_counted(document, tmp_path):
    (file,) = import_files(
        [SOURCES / f"{document}.txt"], document, tmp_path / "copies", tmp_path / "corpus"
    )
    assert file.problem == ""
    assert f"{BODY[document]} of {BODY[document]} body paragraphs" in file.remarks[1]
    made = tmp_path / "corpus" / document / "tokens.csv"
    assert made.read_bytes() == (CORPUS / document / "tokens.csv").read_bytes()


@pytest.mark.parametrize("document", BODY)
@pytest.mark.parametrize("width", [60, 72, 100])
def test_general_rules_undo_hard_wrapping(document, width):
    lines = source(document).split("\n")
    content = "\n".join(textwrap.fill(line, width, break_long_words=False) for line in lines)
    assert printed(segment(content).paragraphs) == printed(segment(source(document)).paragraphs)


@pytest.mark.parametrize("document", BODY)
@pytest.mark.parametrize(
    "change",
    [
        wrapped,
        lambda content: wrapped(content).replace("\n\n", "\n"),
        lambda content: content.replace("\n", "\r\n"),
        lambda content: content.replace("\n", f"\n{MENUS[3]}\n\n"),
    ],
    ids=["wrapped", "wrapped without blank lines", "crlf", "menus"],
)
def test_another_layout_gives_the_same_paragraphs(document, change, tmp_path):
    file, paragraphs = imported(change(source(document)), tmp_path)
    assert file.document == document
    assert paragraphs == printed(segment(source(document)).paragraphs)


@pytest.mark.parametrize("document", BODY)
@pytest.mark.parametrize("seed", range(4))
def test_with_a_fifth_of_the_paragraphs_gone_the_others_are_placed_right(document, seed, tmp_path):
    chance = random.Random(seed)
    whole = printed(segment(source(document)).paragraphs)
    gone = {p for p in whole if chance.random() < 0.2}
    lines = []
    for line in source(document).split("\n"):
        words = normal(Block(line.strip()).text)
        if not words or not any(words in whole[p] for p in gone):
            lines.append(line)
            if chance.random() < 0.2:
                lines += ["", chance.choice(MENUS), ""]
    content = "\n".join(lines)
    file, paragraphs = imported(wrapped(content) if seed % 2 else content, tmp_path)
    assert file.document == document
    assert {p: words for p, words in paragraphs.items() if whole[p] != words} == {}
    assert set(whole) - set(paragraphs) == gone


@pytest.mark.parametrize("document", BODY)
def test_lost_words_and_foreign_paragraphs_mislead_nothing(document, tmp_path):
    chance = random.Random(document)
    foreign = segment(source(next(other for other in BODY if other != document))).paragraphs["1"]
    whole = printed(segment(source(document)).paragraphs)
    lines = []
    for line in source(document).split("\n"):
        words = line.split(" ")
        kept = [word for word in words if len(words) < 20 or chance.random() > 0.02]
        lines.append(" ".join(kept))
    lines.insert(len(lines) // 2, foreign)
    _, paragraphs = imported("\n".join(lines), tmp_path)
    assert list(paragraphs) == list(whole)
    for p, words in paragraphs.items():
        lost = Counter(whole[p].split()) - Counter(words.split())
        assert not Counter(words.split()) - Counter(whole[p].split())
        assert lost.total() <= 0.15 * len(whole[p].split())


def test_no_document_is_found_in_another_or_in_the_list_of_them(tmp_path):
    readme = SOURCES / "README.md"
    for document in BODY:
        others = tmp_path / document
        for other in BODY:
            if other != document:
                shutil.copytree(CORPUS / other, others / other)
        (file,) = import_files(
            [SOURCES / f"{document}.txt"], folder=tmp_path / "copies", corpus=others
        )
        assert "none of the 4 known documents" in file.problem
    if readme.exists():
        (file,) = import_files([readme], folder=tmp_path / "copies")
        assert "none of the 5 known documents" in file.problem


def test_two_sources_in_one_file_are_told_apart(tmp_path):
    path = tmp_path / "both.txt"
    path.write_text(source("rfa-2022") + "\n\n" + source("joongang-2024"), encoding="utf-8")
    (file,) = import_files([path], folder=tmp_path / "copies")
    assert "holds 2 documents" in file.problem
    assert "rfa-2022 (100% of it)" in file.problem
    assert "joongang-2024 (100% of it)" in file.problem
