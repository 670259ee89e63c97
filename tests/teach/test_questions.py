"""Questions: a try is answered, and the answer waits until it is asked for."""

from helpers import check_answer


def test_a_wrong_answer_is_not_told_the_right_one_in_plain_view():
    html = check_answer(5, 7, "Counted in the lede.").data
    assert "Not 5" in html and html.index("<details") < html.index("7")


def test_markup_in_an_answer_stays_text():
    assert "<b>" not in check_answer("<b>", 7, "Counted.").data
