"""A copy is laid along a document whose token counts are known."""

from collections import Counter

from helpers.bring.align import align
from helpers.bring.segment import segment
from helpers.corpus.text import tokens


def counted(*paragraphs: str) -> dict[str, Counter]:
    return {str(n): Counter(tokens(paragraph)) for n, paragraph in enumerate(paragraphs, 1)}


def test_lines_that_belong_to_no_paragraph_are_left_out(ferry):
    body = list(segment(ferry).paragraphs.values())[2:7]
    blocks = [
        "Menu",
        body[0],
        "Advertisement",
        body[1],
        body[2],
        "Share",
        body[3],
        body[4],
        "Comments",
    ]
    assert align(blocks, counted(*body)) == {"1": [1], "2": [3], "3": [4], "4": [6], "5": [7]}


def test_a_line_between_the_halves_of_a_paragraph_is_left_out(mills):
    body = segment(mills).paragraphs
    half = body["2"].index("which")
    assert align(
        [body["1"], body["2"][:half], "Read also: Ten bridges", body["2"][half:]],
        counted(body["1"], body["2"]),
    ) == {
        "1": [0],
        "2": [1, 3],
    }


def test_a_missing_paragraph_takes_nothing_from_its_neighbours(ferry):
    body = [segment(ferry).paragraphs[p] for p in "12345"]
    for gone in range(5):
        blocks = [paragraph for k, paragraph in enumerate(body) if k != gone]
        placed = align(blocks, counted(*body))
        assert str(gone + 1) not in placed
        assert [placed[p][0] for p in placed] == [0, 1, 2, 3]


def test_a_foreign_paragraph_is_not_placed(ferry, bread):
    body = [segment(ferry).paragraphs[p] for p in "12345"]
    assert align(bread.splitlines(), counted(*body)) == {}


def test_notes_that_cite_the_same_work_are_placed_in_their_order():
    known = {
        "n1": Counter(tokens("Parish book, volume 4.")),
        "n2": Counter(tokens("Parish book, volume 4, p7.")),
    }
    placed = align(
        ["<sup>1</sup> Parish book, volume 4.", "<sup>2</sup> Parish book, volume 4."], known
    )
    assert placed == {"n1": [0], "n2": [1]}


def test_nothing_is_placed_where_there_is_nothing():
    assert align([], counted("a b c")) == {}
    assert align(["a b c"], {}) == {}
