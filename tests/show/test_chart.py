"""Charts take rows and return a figure; they are shown with their finding, words and numbers."""

import pandas as pd
import pytest

from helpers.corpus import open_corpus
from helpers.show.chart import (
    INK,
    draw_bars,
    draw_bounds,
    draw_figures,
    draw_grid,
    draw_outline,
    draw_paths,
    draw_timeline,
    ink,
    new_chart,
    show_chart,
)

NAN = float("nan")
BLUE = INK["rfa-2022"]


def drawn(lower, lower_basis, upper, upper_basis):
    """Draw one figure; return its markers, bars and arrows."""
    _, ax = new_chart()
    bases = {"lower_basis": lower_basis, "upper_basis": upper_basis}
    draw_bounds(ax, 0, {"lower": lower, "upper": upper} | bases, BLUE)
    markers = [line for line in ax.lines if line.get_marker() not in ("None", "")]
    bars = [line for line in ax.lines if line.get_marker() in ("None", "")]
    return markers, bars, ax.texts


def test_an_exact_figure_is_one_filled_marker():
    markers, _, arrows = drawn(7, "asserted", 7, "asserted")
    assert [line.get_markerfacecolor() for line in markers] == [BLUE[0]] and not arrows


def test_a_floor_is_a_hollow_marker_with_a_solid_arrow_upwards():
    markers, _, arrows = drawn(1170, "asserted", NAN, "none")
    assert markers[0].get_markerfacecolor() == "white"
    assert arrows[0].get_position()[0] > 0 and arrows[0].arrow_patch.get_linestyle() == "-"


def test_up_to_is_a_hollow_marker_with_a_dashed_arrow_downwards():
    markers, _, arrows = drawn(NAN, "none", 2000, "implied")
    assert markers[0].get_markerfacecolor() == "white"
    assert arrows[0].get_position()[0] < 0 and arrows[0].arrow_patch.get_linestyle() != "-"


def test_about_is_hollow_with_dashes_to_both_sides():
    markers, bars, arrows = drawn(500, "implied", 500, "implied")
    assert markers[0].get_markerfacecolor() == "white" and len(arrows) == 2 and not bars


def test_a_stated_range_is_a_solid_bar_with_filled_ends():
    markers, bars, _ = drawn(70, "asserted", 80, "asserted")
    assert {line.get_markerfacecolor() for line in markers} == {BLUE[0]} and len(markers) == 2
    assert bars[0].get_linestyle() == "-"


def test_an_order_of_magnitude_is_a_dashed_bar_with_hollow_ends():
    markers, bars, _ = drawn(200000, "implied", 999999, "implied")
    assert markers[0].get_markerfacecolor() == "white" and bars[0].get_linestyle() == "--"


def test_every_document_has_a_colour_and_a_marker_of_its_own():
    colours, markers = zip(*INK.values(), strict=True)
    assert len(set(colours)) == len(set(markers)) == len(INK)


def test_a_document_that_is_added_gets_an_ink_always_the_same():
    assert ink("new-2025") == ink("new-2025")


@pytest.fixture(scope="module")
def corpus():
    return open_corpus()


@pytest.fixture
def charts(corpus):
    """One chart of each kind, drawn from the collection."""
    king = corpus["kei-2023"]
    counts = pd.DataFrame({"a-2020": [3, 0], "b-2021": [0, 0]}, index=["law", "bus"])
    return {
        "figures": draw_figures(king.figures),
        "timeline": draw_timeline(king.events, since=2019, until=king.published),
        "lanes": draw_timeline(corpus.events, lanes="short"),
        "outline": draw_outline(king.body),
        "grid": draw_grid(corpus.claims, "sentence", "short", filled="own"),
        "kinds": draw_grid(king.citations, "text", "paragraph", kind="use", label=""),
        "bars": draw_bars(counts, pd.Series({"a-2020": 100, "b-2021": 0})),
        "paths": draw_paths(king.recommendations, ["sayer", "asked"]),
    }


def test_every_chart_is_shown_with_finding_alt_text_key_and_numbers(charts):
    for name, chart in charts.items():
        html = show_chart(chart, "A finding in words.", "No weight.").data
        assert html.index("A finding in words.") < html.index("<img"), name
        alt = html.split('alt="')[1].split('"')[0]
        assert alt.startswith("A finding in words. ") and len(alt.split()) > 8, name
        assert "No weight." in html and "<details" in html and "<table>" in html, name
        assert len(chart.table) and chart.key, name


def test_every_label_stands_inside_the_picture(charts):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    for name, chart in charts.items():
        renderer = FigureCanvasAgg(chart).get_renderer()
        for ax in chart.axes:
            box = ax.get_tightbbox(renderer)
            assert box.x0 >= -1 and box.y0 >= -1, name
            assert box.x1 <= chart.bbox.x1 + 1 and box.y1 <= chart.bbox.y1 + 1, name


def test_no_letter_is_smaller_than_nine_points(charts):
    for name, chart in charts.items():
        texts = [text for ax in chart.axes for text in (*ax.texts, *ax.get_yticklabels())]
        assert min(text.get_fontsize() for text in texts) >= 9, name


def test_the_same_chart_has_the_same_bytes(corpus):
    shown = [
        show_chart(draw_outline(corpus["kei-2023"].body), "Three words here").data for _ in "ab"
    ]
    assert shown[0] == shown[1]


def test_a_chart_names_the_file_and_the_documents_of_its_rows(corpus):
    chart = draw_figures(corpus.figures.query("quantity == 'still-detained-in-china'"))
    assert chart.source == "figures.csv of King, Wolman"


def test_an_exact_number_that_stands_alone_is_left_to_the_table(corpus):
    figures = corpus["kei-2023"].figures
    chart = draw_figures(figures)
    assert len(chart.table) == len(figures) and len(chart.axes) < figures["quantity"].nunique()


def test_dates_are_filled_where_they_are_printed_and_hollow_where_they_are_worked_out():
    rows = pd.DataFrame({"date": ["2022", "199X~", "2021/.."], "label": ["a", "b", "c"]})
    ax = draw_timeline(rows.assign(date_basis=["stated", "inferred", "inferred"])).axes[0]
    faces = [line.get_markerfacecolor() for line in ax.lines if line.get_marker() == "o"]
    assert faces == ["white", "white", "#1a1a1a"]


def test_what_looks_alike_in_one_field_of_a_grid_is_one_mark():
    rows = pd.DataFrame({"who": ["a", "a", "b"], "paragraph": ["5", "6", "9"], "where": ["x"] * 3})
    ax = draw_grid(rows, "who", "where", downs=["b", "a", "c"]).axes[0]
    assert [text.get_text() for text in ax.texts] == ["5–6", "9"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["b", "a", "c"]


@pytest.mark.parametrize(("title", "rows"), [("", 1), ("Results", 1), ("Three words here", 0)])
def test_a_chart_without_a_finding_or_without_numbers_is_refused(title, rows):
    chart, _ = new_chart()
    with pytest.raises(ValueError, match="expected a finding"):
        show_chart(chart, title, table=pd.DataFrame({"x": [1] * rows}))


def test_markup_in_a_finding_stays_text():
    chart, _ = new_chart()
    html = show_chart(chart, 'A "quoted" <b> finding.', table=pd.DataFrame({"x": [1]})).data
    assert "&quot;quoted&quot; &lt;b&gt;" in html and "<b>" not in html
