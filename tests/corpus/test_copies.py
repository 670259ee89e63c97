"""A reader's copy: found where it is kept, refused where it is damaged."""

import json

import pytest

from helpers.corpus.copies import copies_folder, load_copy

COPY = {
    "document": "one-2020",
    "format": 1,
    "normal_form": 1,
    "paragraphs": {"1": "A text."},
    "sections": {},
    "outside": [],
}


@pytest.fixture
def keep(tmp_path):
    def write(content):
        text = content if isinstance(content, str) else json.dumps(content)
        (tmp_path / "one-2020.json").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_copy_is_read_as_it_was_kept(keep):
    assert load_copy("one-2020", keep(COPY)) == COPY


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "[]",
        COPY | {"format": 99},
        COPY | {"document": "two-2021"},
        COPY | {"paragraphs": ["A text."]},
        COPY | {"outside": [1]},
        {"document": "one-2020"},
        "[" * 100_000,
    ],
)
def test_a_damaged_copy_is_said_to_be_damaged_with_what_to_do(keep, broken):
    with pytest.raises(ValueError, match=r"one-2020\.json: the copy is damaged.*delete the file"):
        load_copy("one-2020", keep(broken))


def test_a_folder_of_nobody_is_refused_in_one_sentence(monkeypatch):
    monkeypatch.setenv("READING_COPIES", "~nobody-of-this-name/copies")
    with pytest.raises(ValueError, match="READING_COPIES"):
        copies_folder()
