"""Bounds, numbers and quotes in words."""

import pytest

from helpers.compare.intervals import Interval
from helpers.corpus import open_corpus
from helpers.show.words import bound_words, figure_line, interval_words, quoted, ranges

NAN = float("nan")


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


def test_a_figure_line_says_bound_count_and_speaker():
    row = open_corpus()["rfa-2022"].figures.query("qualifier == 'at-least'").iloc[0]
    line = figure_line(row)
    assert "≥ 1,170 people" in line and row["counted"] in line and row["quote"] in line


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Interval(), "any number"),
        (Interval(5), "at least 5"),
        (Interval(5, lower_open=True), "more than 5"),
        (Interval(upper=5, upper_open=True), "less than 5"),
        (Interval(5, 4), "no single number fits"),
    ],
)
def test_an_interval_is_said_in_words(found, words):
    assert interval_words(found) == words


def test_a_round_number_is_never_called_exact():
    assert interval_words(Interval(70, 70), about=True) == "about 70"


@pytest.mark.parametrize("phrase", ['"no one should be returned', "no one should be returned"])
def test_a_phrase_stands_in_quotation_marks_once(phrase):
    assert quoted(phrase) == "“no one should be returned”"


def test_runs_of_paragraphs_are_written_briefly():
    assert ranges(["title", "standfirst", "1", "2", "3", "9", "n1"]) == "T, S, 1–3, 9, n1"
