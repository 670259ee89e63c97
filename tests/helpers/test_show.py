"""What is shown: complete, escaped, in words; charts always with alt text, caption and table."""

import json

import pandas as pd
import pytest

from helpers.charts import draw_bounds, new_chart
from helpers.corpus import open_corpus
from helpers.show import (
    _note,
    bound_words,
    check_answer,
    figure_line,
    place_link,
    sayer_name,
    show_chart,
    show_passage,
    show_table,
)
from helpers.text import tokens

NAN = float("nan")
ALT = "A chart that shows one point and nothing else at all."


@pytest.fixture
def rfa(tmp_path, monkeypatch):
    """The first document, without any copy."""
    monkeypatch.setenv("READING_COPIES", str(tmp_path))
    return open_corpus()["rfa-2022"]


def test_without_a_copy_a_passage_shows_the_precis_and_nothing_looks_missing(rfa):
    html = show_passage(rfa, "3").data
    precis = rfa.paragraphs.set_index("paragraph").loc["3", "precis"]
    assert precis in html and "<blockquote" not in html and "copy" not in html


def test_with_a_copy_a_passage_shows_the_readers_text_with_the_noted_phrases_marked(rfa, tmp_path):
    note = rfa.annotations[(rfa.annotations["paragraph"] == "3") & (rfa.annotations["quote"] != "")].iloc[0]
    copy = {
        "document": "rfa-2022",
        "format": 1,
        "normal_form": 1,
        "paragraphs": {"3": f"My <own> text says {note.quote} here."},
        "sections": {},
        "outside": [],
    }
    (tmp_path / "rfa-2022.json").write_text(json.dumps(copy), encoding="utf-8")
    html = show_passage(open_corpus()["rfa-2022"], "3").data
    assert "<blockquote" in html and "My &lt;own&gt; text" in html
    assert f"{note.quote}</mark>" in html


def test_a_quote_that_the_copy_lacks_is_said_to_be_missing(rfa, tmp_path):
    copy = {
        "document": "rfa-2022",
        "format": 1,
        "normal_form": 1,
        "paragraphs": {"3": "Another text."},
        "sections": {},
        "outside": [],
    }
    (tmp_path / "rfa-2022.json").write_text(json.dumps(copy), encoding="utf-8")
    assert "not found in your copy" in show_passage(open_corpus()["rfa-2022"], "3").data


def test_every_annotation_and_figure_of_a_paragraph_is_shown(rfa):
    for paragraph in rfa.paragraphs["paragraph"]:
        html = show_passage(rfa, paragraph).data
        words = tokens(html)
        for body in rfa.annotations.loc[rfa.annotations["paragraph"] == paragraph, "body"]:
            assert set(tokens(body)) <= set(words)
        assert html.count("<li>") == (rfa.figures["paragraph"] == paragraph).sum()


def test_a_paragraph_that_is_not_there_is_named(rfa):
    with pytest.raises(KeyError, match="99"):
        show_passage(rfa, "1", "99")


def test_a_passage_has_nothing_that_an_untrusted_page_would_drop(rfa):
    html = show_passage(rfa, *rfa.paragraphs["paragraph"]).data
    for lost in ("<style", "<script", "<svg", "aria-", "class=", " role="):
        assert lost not in html


@pytest.mark.parametrize(
    ("qualifier", "lower", "upper", "sign"),
    [
        ("exact", 7, 7, "7"),
        ("about", 500, 500, "≈ 500"),
        ("at-least", 1170, NAN, "≥ 1,170"),
        ("more-than", 300000, NAN, "> 300,000"),
        ("at-most", NAN, 5, "≤ 5"),
        ("up-to", NAN, 2000, "≤ 2,000"),
        ("as-many-as", NAN, 60000, "≤ 60,000"),
        ("almost", NAN, 30, "just under 30"),
        ("within", NAN, 2, "≤ 2"),
        ("between", 70, 80, "70–80"),
        ("order", 200000, 999999, "200,000–999,999"),
    ],
)
def test_each_qualifier_is_said_with_its_sign(qualifier, lower, upper, sign):
    assert bound_words({"qualifier": qualifier, "lower": lower, "upper": upper})[0] == sign


def test_a_sayer_is_named_whether_author_actor_or_instrument(rfa):
    assert sayer_name("rfa-2022 author", rfa) == "Jeong Eun Lee"
    assert sayer_name("unhcr", rfa).startswith("UN High Commissioner")
    assert sayer_name("cat", rfa).startswith("Convention against Torture")


def test_a_place_in_the_same_document_is_words_and_elsewhere_a_link_where_there_is_a_notebook():
    assert place_link("rfa-2022:3", "rfa-2022") == "¶3"
    assert place_link("rfa-2022:3", "kei-2023") == '<a href="01-read-rfa-2022.ipynb">rfa-2022 ¶3</a>'
    assert place_link("nowhere-1999:3", "kei-2023") == "nowhere-1999 ¶3"


def test_a_figure_line_says_bound_count_and_speaker(rfa):
    row = rfa.figures[rfa.figures["qualifier"] == "at-least"].iloc[0]
    line = figure_line(row, rfa)
    assert "≥ 1,170 people" in line and row["counted"] in line and row["quote"] in line


@pytest.mark.parametrize("alt", ["", "figure1.png", "A chart", "An alt text without a full stop that goes on and on"])
def test_a_chart_without_a_real_alt_text_is_refused(alt):
    figure, _ = new_chart()
    with pytest.raises(ValueError, match="alt text"):
        show_chart(figure, alt=alt, caption="One point.", table=pd.DataFrame({"x": [1]}))


@pytest.mark.parametrize(("caption", "table"), [("", pd.DataFrame({"x": [1]})), ("One point.", pd.DataFrame())])
def test_a_chart_without_a_caption_or_a_table_is_refused(caption, table):
    figure, _ = new_chart()
    with pytest.raises(ValueError, match="caption and a table"):
        show_chart(figure, alt=ALT, caption=caption, table=table)


def test_the_same_chart_has_the_same_bytes():
    def chart() -> str:
        figure, ax = new_chart()
        draw_bounds(ax, 0, {"lower": 5, "upper": NAN, "lower_basis": "asserted", "upper_basis": "none"})
        return show_chart(figure, alt=ALT, caption="One point.", table=pd.DataFrame({"x": [1]})).data

    assert chart() == chart()


def test_quotation_marks_in_an_alt_text_do_not_end_it():
    figure, _ = new_chart()
    html = show_chart(
        figure,
        alt='A chart with "a quoted phrase" and <b> in its own text.',
        caption="x",
        table=pd.DataFrame({"x": [1]}),
    ).data
    assert "&quot;a quoted phrase&quot; and &lt;b&gt;" in html


def test_numbers_in_a_table_are_right_aligned_and_have_separators():
    html = show_table(pd.DataFrame({"what": ["a"], "people": [1170]}), "One row").data
    assert "1,170</td>" in html and "text-align:right" in html


def test_a_wrong_answer_is_not_told_the_right_one_in_plain_view():
    html = check_answer(5, 7, "Counted in the lede.").data
    assert "Not 5" in html and html.index("<details") < html.index("7")


def test_a_place_that_a_note_names_is_a_link_and_is_not_named_again(rfa):
    note = rfa.annotations.iloc[0]
    changed = note.copy()
    changed["body"], changed["see"], changed["term"] = (
        "Compare rfa-2022:3 and kei-2023:8.",
        "rfa-2022:3;kei-2023:8;kei-2023:9",
        "",
    )
    html = _note(changed, rfa, "")
    assert "Compare ¶3 and " in html and html.count("kei-2023 ¶8") == 1
    assert "See " in html.split("<p")[-1] and "kei-2023 ¶9" in html.split("<p")[-1]


def test_an_address_in_a_table_is_a_link():
    html = show_table(pd.DataFrame({"Field": ["Address"], "What we know": ["https://example.org/a?b&c"]}), "Card").data
    assert '<a href="https://example.org/a?b&amp;c">https://example.org/a?b&amp;c</a>' in html
