"""The tables of the collection itself."""

import pytest

from helpers.coverage import coverage
from helpers.rules import CORPUS, check
from helpers.schema import BODY


def test_the_corpus_keeps_every_rule(tmp_path):
    # Without a copy, so that the result does not depend on whose machine it is.
    violations = check(CORPUS, copies=tmp_path)
    assert not violations, "\n" + "\n".join(map(str, violations))


def test_the_five_documents_are_there_in_reading_order_with_83_body_paragraphs():
    report = coverage(CORPUS)
    assert [one.document for one in report] == list(BODY)
    body = [paragraph for one in report for paragraph in one.paragraphs if paragraph.isdigit()]
    assert len(body) == sum(BODY.values()) == 83


@pytest.mark.parametrize("document", BODY)
def test_a_document_that_is_read_is_read_to_the_end(document):
    (one,) = [one for one in coverage(CORPUS) if one.document == document]
    if not one.read:
        pytest.skip(f"{document} is unfinished")
    assert not one.missing
    explained = one.kinds["gloss"] + one.kinds["context"]
    assert one.kinds.total() - explained >= one.kinds.total() / 4, "a quarter of the annotations do more than explain"
