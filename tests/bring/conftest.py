"""Two invented documents, a corpus that knows them, and a text that is neither."""
# ruff: noqa: E501 - a paragraph of a page stands on one line

import pytest

from helpers.bring import import_files

FERRY = """Home
World

The Ferry Stays Another Winter

The council kept the boat after a long night of talk.

By Ada Example
12 March 2021

The ferry was meant to leave the harbour in spring, but nine councillors out of fifteen voted on Tuesday to keep it.

Fishermen on the east quay had asked for a smaller vessel, which would burn less oil and need only two hands aboard.

What the keepers say

The lighthouse keepers, who are paid by the province, called the vote a mercy for everyone who lives beyond the reef.

"Nobody else brings the post," one of them told the Example Post, and he laughed as he said so.

A second vote is due in October, when the new budget is read and the price of oil is known.

Ada Example is a reporter at the Example Post.

Sign up for our newsletter
© 2021 The Example Post
"""

MILLS = """# Three Mills on the Upper River

The oldest of the mills was built by weavers who came over the pass with their looms on their backs.<sup>1</sup>

Its wheel turned until the great flood, which carried away the weir, the bridge and half of the orchard behind

---

<sup>1</sup> Parish book, volume 4.

<sup>2</sup> Letter of a weaver's widow, undated, in the parish book, volume 5.

---

the miller's house.<sup>2</sup> Children still find iron nails in the gravel there after heavy rain.

## Two younger mills

The second mill ground rye for the garrison, and the third one sawed timber for the railway and later made paper.

- Both have been empty since the railway closed its branch along the valley.
- One of them will become a school of carpentry if the county finds a teacher.
"""

BREAD = """Bread in a Cold Kitchen

Flour, water, salt and time are all that a loaf asks for, although a warm corner of the room will shorten the time.

Knead until the dough springs back under a thumb, cover it with a damp cloth and go for a long walk with the dog.
"""


@pytest.fixture
def ferry():
    """A page with menus, a title, a standfirst, a sub-heading and a note on its author."""
    return FERRY


@pytest.fixture
def mills():
    """A paper with a page break, footnotes and a list."""
    return MILLS


@pytest.fixture
def bread():
    """A text that the corpus does not know."""
    return BREAD


@pytest.fixture
def corpus(tmp_path):
    """An invented corpus that knows the ferry and the mills."""
    folder = tmp_path / "corpus"
    for name, content in (("ferry-2021", FERRY), ("mills-1990", MILLS)):
        path = tmp_path / f"{name}.txt"
        path.write_text(content, encoding="utf-8")
        (file,) = import_files([path], name, tmp_path / "learnt", folder)
        assert not file.problem
    return folder


@pytest.fixture
def bring(tmp_path, corpus):
    """A function that imports one file with the given content."""

    def run(content, name="page.txt", **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        (file,) = import_files([path], folder=tmp_path / "copies", corpus=corpus, **options)
        return file

    return run
