"""The tables of the collection itself."""

from collections import Counter

import pytest

from helpers.check import check
from helpers.check.coverage import missing
from helpers.check.folder import Folder
from helpers.corpus.schema import BODY
from helpers.corpus.storage import CORPUS


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    return Folder(CORPUS, tmp_path_factory.mktemp("copies")).documents


def test_the_corpus_keeps_every_rule(tmp_path):
    # Without a copy, so that the result does not depend on whose machine it is.
    faults = check(CORPUS, copies=tmp_path)
    assert not faults, "\n" + "\n".join(map(str, faults))


def test_the_five_documents_are_there_with_83_body_paragraphs(documents):
    assert set(documents) == set(BODY)
    ids = [row["paragraph"] for one in documents.values() for row in one["paragraphs"].rows]
    assert len([name for name in ids if name.isdigit()]) == sum(BODY.values()) == 83


@pytest.mark.parametrize("name", BODY)
def test_a_document_that_is_read_is_read_to_the_end(documents, name):
    if documents[name].card["status"] != "read":
        pytest.skip(f"{name} is unfinished")
    assert not missing(documents[name])
    kinds = Counter(row["kind"] for row in documents[name]["annotations"].rows)
    more = kinds.total() - kinds["gloss"] - kinds["context"]
    assert more >= kinds.total() / 4, "a quarter of the annotations do more than explain"
