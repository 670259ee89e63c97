"""Tables to read: every row there, names for slugs, words for dates."""

import pytest

from helpers.corpus import open_corpus
from helpers.schema import BODY
from helpers.tables import (
    asks_table,
    card_table,
    figures_table,
    outline_table,
    quantities_table,
    timeline_table,
    voices,
    voices_table,
)

each_document = pytest.mark.parametrize(
    "document", [open_corpus()[name] for name in BODY], ids=lambda document: document.id
)


@each_document
def test_every_figure_event_and_demand_has_its_row(document):
    assert len(figures_table(document.figures, document)) == len(document.figures)
    assert len(timeline_table(document.events)) == len(document.events)
    assert len(asks_table(document)) == len(document.recommendations)


@each_document
def test_the_outline_counts_every_body_paragraph_and_all_tokens(document):
    table = outline_table(document)
    assert table["Count"].sum() == BODY[document.id]
    assert table["Percent of tokens"].sum() == pytest.approx(100, abs=0.5)


@each_document
def test_no_slug_is_left_where_a_name_belongs(document):
    slugs = set(document.actors["actor"]) | set(document.instruments["instrument"])
    asks = asks_table(document)
    named = [*voices_table(document)["Who"], *asks["Who asks"], *asks["Who is asked"]]
    assert not slugs & {name for cell in named for name in cell.split("; ")}


@each_document
def test_the_author_is_no_voice_among_others(document):
    assert not voices(document)["name"].str.endswith(" author").any()


@each_document
def test_each_quantity_of_a_document_says_what_it_does_not_measure(document):
    table = quantities_table(document)
    assert len(table) == document.figures["quantity"].nunique()
    assert (table["What it is not"] != "").all()


def test_a_card_says_where_the_date_comes_from_and_that_no_author_is_named():
    card = card_table(open_corpus()["diplomat-2023"]).set_index("Field")["What we know"]
    assert card["Published"] == "July 2023 (from the page’s address)"
    assert card["Author"] == "none named in the copy"
