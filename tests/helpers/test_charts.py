"""How bounds and dates are drawn."""

import pandas as pd
import pytest

from helpers.charts import INK, draw_bounds, draw_timeline, ink, new_chart
from helpers.tables import by_date

NAN = float("nan")


def drawn(lower, lower_basis, upper, upper_basis):
    """Draw one figure; return its markers, bars and arrows."""
    _, ax = new_chart()
    draw_bounds(
        ax,
        0,
        {"lower": lower, "upper": upper, "lower_basis": lower_basis, "upper_basis": upper_basis},
        colour="#0072b2",
    )
    markers = [line for line in ax.lines if line.get_marker() not in ("None", "")]
    bars = [line for line in ax.lines if line.get_marker() in ("None", "")]
    return markers, bars, ax.texts


def test_an_exact_figure_is_one_filled_marker():
    markers, bars, arrows = drawn(7, "asserted", 7, "asserted")
    assert markers[0].get_markerfacecolor() == "#0072b2" and not bars and not arrows


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
    assert list(markers[0].get_xdata()) == [70, 80] and markers[0].get_markerfacecolor() == "#0072b2"
    assert bars[0].get_linestyle() == "-"


def test_an_order_of_magnitude_is_a_dashed_bar_with_hollow_ends():
    markers, bars, _ = drawn(200000, "implied", 999999, "implied")
    assert markers[0].get_markerfacecolor() == "white" and bars[0].get_linestyle() == "--"


def test_every_document_has_a_colour_and_a_marker_of_its_own():
    assert len({colour for colour, _ in INK.values()}) == len({marker for _, marker in INK.values()}) == len(INK)


def test_a_document_that_is_added_gets_an_ink_always_the_same():
    assert ink("new-2025") == ink("new-2025")


@pytest.fixture
def events():
    return pd.DataFrame(
        {
            "event": ["e01", "e02", "e03"],
            "paragraph": ["1", "2", "3"],
            "quote": ["x", "y", "z"],
            "date": ["2022-02-15", "199X~", "2021/.."],
            "date_basis": ["stated", "inferred", "inferred"],
            "label": ["late", "early", "open"],
        }
    )


def test_events_are_put_in_order_of_time(events):
    assert list(by_date(events)["label"]) == ["early", "open", "late"]


def test_a_timeline_draws_stated_dates_filled_and_inferred_ones_hollow(events):
    figure = draw_timeline(events, "rfa-2022")
    markers = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert [line.get_markerfacecolor() for line in markers] == ["white", "white", "#0072b2"]


def test_a_split_timeline_has_two_panels_that_share_their_rows(events):
    figure = draw_timeline(events, "rfa-2022", split=2020)
    assert len(figure.axes) == 2 and figure.axes[0].get_ylim() == figure.axes[1].get_ylim()
