"""What notebook 00 says of the five documents, held against the tables."""

from pathlib import Path

import pytest

from helpers import QUALIFIERS, VALUES, date_span, interval, meet


@pytest.fixture
def size(corpus):
    body = corpus.paragraphs[corpus.paragraphs["paragraph"].str.isdigit()]
    size = body.groupby("short").agg(tokens=("tokens", "sum"))
    return size.assign(figures=corpus.figures.groupby("short").size())


@pytest.fixture
def held(corpus):
    return corpus.figures.query("quantity == 'detained-in-china'")


@pytest.fixture
def stands(corpus):
    """The dates that stand in a paragraph."""

    def dates(document, paragraph):
        return corpus[document].events.query("paragraph == @paragraph")["date"].tolist()

    return dates


def test_there_are_five_documents(corpus, finding):
    with finding("Start here: five documents, one question"):
        assert len(corpus) == 5
    with finding("The RFA report, Lee, the Diplomat piece, King and Wolman are what we call"):
        assert corpus.shorts == ["RFA report", "Lee", "Diplomat piece", "King", "Wolman"]


def test_four_argue_and_one_reports(corpus, finding):
    breach = corpus.claims.query("claim == 'returns-break-international-law'")
    with finding(
        "Four of the documents argue that it does, one reports those who say so, and between them "
        "they tell what China and North Korea answer."
    ):
        assert set(breach[breach["own"]]["short"]) == {"Lee", "Diplomat piece", "King", "Wolman"}
        reported = breach.query("document == 'rfa-2022'")
        assert (reported["stance"] == "asserts").any() and not reported["own"].any()
        assert {"china", "north-korea"} <= set(corpus.claims["speaker"])


def test_two_documents_have_a_share_of_women(corpus, finding):
    with finding(
        "Two documents say that most are women. Most of whom: of those detained, "
        "or of those sent back?"
    ):
        shares = corpus.figures.query("quantity.str.startswith('women-among')")
        assert set(shares["short"]) == {"Lee", "King"} and (shares["lower"] >= 50).all()
        assert shares["quantity"].nunique() == 2


def test_the_common_story_stands_where_it_says(corpus, stands, finding):
    with finding("In the 1990s, in a famine, many North Koreans fled to China"):
        for document, paragraph in [("rfa-2022", "16"), ("cecc-2023", "2"), ("cecc-2023", "11")]:
            rows = corpus[document].figures.query("quantity == 'crossed-into-china-1990s'")
            assert paragraph in set(rows["paragraph"])
    with finding("China’s position, as the documents report it, is that they are illegal migrants"):
        china = corpus.claims.query(
            "claim == 'leavers-are-illegal-migrants' and sayer == 'China’s government'"
        )
        assert {"RFA report ¶14", "Lee ¶3", "Wolman ¶4"} <= set(china["cite"])
    with finding("In August 2023 North Korea let its citizens come home again"):
        assert "2023-08-27" in stands("kei-2023", "1")
    with finding("some 500 people were taken to the border and sent back in one day"):
        rows = corpus["kei-2023"].figures.query("paragraph == '4' and lower == 500")
        assert rows["quantity"].tolist() == ["repatriated-from-china"]
        assert "2023-10-09" in stands("kei-2023", "4")


def test_when_they_were_published(corpus, finding):
    published = corpus.documents.set_index("short")["published"]
    with finding("They were published between March 2022 and 2024"):
        assert published.iloc[0].startswith("2022-03") and published.iloc[-1] == "2024"
    with finding(
        "three of them before the returns of October 2023 and two after",
        "Three were written before the returns of October 2023",
        "Three documents were published before the returns of 9 October 2023, two after them.",
    ):
        returned = date_span("2023-10-09")[0]
        before = [date_span(date)[1] < returned for date in published]
        after = [date_span(date)[0] > returned for date in published]
        assert before == [True, True, True, False, False] and after == [not b for b in before]
    with finding("For Wolman only the year is known, for the Diplomat piece only the month."):
        length = published.str.len()
        assert length[length < 10].to_dict() == {"Diplomat piece": 7, "Wolman": 4}
    with finding("Not each of our saved copies prints a date"):
        assert (corpus.documents["published_basis"] != "stated").any()


def test_what_kind_each_is(corpus, finding):
    genres = corpus.documents.set_index("short")["genre"]
    for sentence, short, genre in [
        ("**The RFA report** is news", "RFA report", "news report"),
        ("**Lee’s testimony** was given before a commission", "Lee", "testimony"),
        ("**The Diplomat piece** is an opinion", "Diplomat piece", "opinion"),
        ("**King** is an institute’s explainer", "King", "explainer"),
        ("**Wolman** is a newspaper column", "Wolman", "column"),
    ]:
        with finding(sentence):
            assert genres[short] == genre
    with finding("a professor builds a legal case, with footnotes"):
        notes = corpus["cecc-2023"].paragraphs["paragraph"].str.fullmatch(r"n\d+")
        assert notes.sum() > 1


def test_the_longest_and_the_one_with_most_figures(size, finding):
    with finding("Lee’s testimony is the longest, and King states the most figures."):
        assert size["tokens"].idxmax() == "Lee" and size["figures"].idxmax() == "King"
    with finding("It is the shortest way to see how much one report holds."):
        assert size["tokens"].idxmin() == "RFA report"


def test_there_are_nine_kinds_of_note(corpus, finding):
    with finding("Nine kinds of note"):
        assert len(VALUES["kinds"]) == 9 == corpus.annotations["kind"].nunique()


def test_how_bounds_are_told(corpus, finding):
    with finding(
        "“At least” is meant strictly: its floor is *asserted*.",
        "“Up to” is often said loosely: its ceiling is only *implied*.",
        "On its other side each of the two has *none*.",
    ):
        floor, ceiling = QUALIFIERS["at-least"], QUALIFIERS["up-to"]
        assert (floor["lower"], floor["upper"]) == (["asserted"], ["none"])
        assert (ceiling["lower"], ceiling["upper"]) == (["none"], ["implied"])
        assert {"at-least", "up-to"} <= set(corpus.figures["qualifier"])


def test_four_statements_on_people_held(held, finding):
    with finding("Two floors, a ceiling and a bare number for people held in China."):
        assert sorted(held["qualifier"]) == ["at-least", "exact", "more-than", "up-to"]
    with finding("They are of different months"):
        assert held["period"].nunique() > 1
    with finding("“At least 1,170” and “up to 2,000” are not two estimates of one number."):
        phrases = held.set_index("qualifier")["quote"].str.lower()
        assert "at least 1,170" in phrases["at-least"] and "up to 2,000" in phrases["up-to"]


def test_the_paths_lead_past_every_notebook(corpus, finding):
    with finding("written before the border opened", "written after the returns of October 2023"):
        assert corpus["cecc-2023"].published < "2023-08-27"
        assert corpus["kei-2023"].published > "2023-10-31"
    with finding("Then seven sessions that compare them"):
        notebooks = Path(__file__).resolve().parents[3] / "notebooks"
        assert len([*notebooks.glob("[01]*.ipynb")]) == 1 + len(corpus) + 7


def test_the_answers(corpus, held, finding):
    still = corpus.figures.query("quantity == 'still-detained-in-china'")
    with finding(
        "One document says “as many as 2,000”. Another says that at least 1,000 were held.",
        "any number from 1,000 to 2,000 makes both true",
    ):
        assert still["document"].nunique() == 2
        both = meet([interval(row) for row in still.to_dict("records")])
        assert (both.lower, both.upper) == (1000, 2000)
        assert any("as many as 2,000" in quote for quote in still["quote"])
    with finding("How many people does the sentence “over 2,000”", "[King ¶18]"):
        [row] = held[held["quote"].str.startswith("over 2,000")].to_dict("records")
        assert row["cite"] == "King ¶18" and interval(row).lower_open and row["lower"] == 2000
