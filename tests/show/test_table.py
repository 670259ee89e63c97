"""Tables: headings and cells in words, every header cell filled, nothing left unescaped."""

import pandas as pd
import pytest

from helpers.corpus import open_corpus
from helpers.corpus.schema import BODY
from helpers.show.table import card_table, figures_table, show_table


def test_columns_of_the_corpus_get_their_headings_and_cells_their_words():
    table = pd.DataFrame(
        {"cite": ["King ¶4"], "date": ["2023-10"], "quote": ["five"], "own": [True]}
    )
    html = show_table(table, "One row").data
    for words in ("Place", "When", "October 2023", "“five”", "yes"):
        assert words in html


def test_numbers_in_a_table_are_right_aligned_and_have_separators():
    html = show_table(pd.DataFrame({"what": ["a"], "people": [1170]}), "One row").data
    assert "1,170</td>" in html and "text-align:right" in html


def test_markup_in_a_cell_a_heading_or_a_caption_stays_text():
    html = show_table(pd.DataFrame({"<b>": ["<script>"]}), "<i>").data
    assert not {"<b>", "<script>", "<i>"} & set(html.replace(">", ">\n").split("\n"))
    assert "&lt;script&gt;" in html


def test_an_address_in_a_table_is_a_link():
    html = show_table(pd.DataFrame({"field": ["Address"], "x": ["https://example.org/a?b&c"]}), "C")
    address = "https://example.org/a?b&amp;c"
    assert f'<a href="{address}">{address}</a>' in html.data


@pytest.mark.parametrize("document", BODY)
def test_every_figure_has_its_row(document):
    figures = open_corpus()[document].figures
    assert len(figures_table(figures)) == len(figures)


def test_a_card_says_where_the_date_comes_from_and_that_no_author_is_named():
    card = card_table(open_corpus()["diplomat-2023"]).set_index("field")["what we know"]
    assert card["Published"] == "July 2023 (part of the page's address)"
    assert card["Authors"] == "none named in the copy"
