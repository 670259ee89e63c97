"""What notebook 03 says of the Diplomat piece, held against the tables."""

from datetime import date

import pytest


@pytest.fixture
def diplomat(corpus):
    return corpus["diplomat-2023"]


@pytest.fixture
def him(diplomat):
    return diplomat.recommendations["addressee"].str.contains("antonio-guterres")


def count(document, token):
    return document.tokens.query("token == @token").set_index("paragraph")["count"]


def test_it_alone_names_no_author(corpus, finding):
    with finding("it is the only text of the five whose writer we cannot name"):
        assert [name for name in corpus if not corpus[name].authors] == ["diplomat-2023"]


def test_your_stands_once(diplomat, finding):
    with finding("Yet the author never says *you* to him; the one “your” stands in the words of"):
        found = diplomat.tokens[diplomat.tokens["token"].isin(["you", "your", "yours"])]
        assert found[["paragraph", "token"]].to_numpy().tolist() == [["2", "your"]]


def test_the_date_comes_from_the_address_and_fits(diplomat, corpus, finding):
    latest = diplomat.events.query("date_basis == 'stated'")["date"].max()
    opened = corpus["kei-2023"].events.set_index("event").loc["e02"]
    with finding(
        "Its month comes from the page’s address alone", "The latest year printed in the text"
    ):
        assert "/2023/07/" in diplomat.url and diplomat.published == "2023-07"
        assert latest == "2020" and opened["date"] == "2023-08-27" > diplomat.published
        assert opened["paragraph"] == "1"


def test_the_first_step_is_longer_than_the_others(diplomat, finding):
    tokens = diplomat.paragraphs.set_index("paragraph")["tokens"]
    with finding(
        "The first step is longer than the other two together", "One line asks what can be done."
    ):
        assert tokens[["5", "6", "7", "8"]].sum() > tokens["9"] + tokens["10"]
        assert tokens["4"] < 15


def test_every_way_begins_with_him(diplomat, finding):
    routes = diplomat.recommendations.query("route != ''")["route"].str.split(";")
    ends = routes.str[-1].value_counts()
    with finding(
        "Every way begins with the Secretary-General; most end at China, one kind is left open.",
        "who lets people pass is not said",
    ):
        assert set(routes.str[0]) == {"un-secretary-general"}
        assert ends.idxmax() == "china" and set(ends.index) == {"china", "open"}
        assert set(
            diplomat.recommendations.loc[routes[routes.str[-1] == "open"].index, "paragraph"]
        ) == {"10"}


def test_ten_of_eighteen_requests_go_to_him(diplomat, him, corpus, finding):
    asks = diplomat.recommendations
    with finding(
        "Ten of eighteen requests go to one man, in two tones",
        "To him they are public or quiet, to others mostly practical.",
        "No request is *coercive*",
        "sets this text apart from Lee’s testimony",
    ):
        assert len(asks) == 18 and him.sum() == 10
        assert set(asks.loc[him, "tone"]) == {"public", "quiet"} and "coercive" not in set(
            asks["tone"]
        )
        assert (asks.loc[~him, "tone"] == "practical").mean() > 0.5
        assert "coercive" in set(corpus["cecc-2023"].recommendations["tone"])


def test_the_tone_changes_with_the_step(diplomat, finding):
    tones = diplomat.recommendations.groupby("paragraph")["tone"].agg(set)
    with finding(
        "The first step is all public; the second is quiet and practical.",
        "Every request of ¶5 to ¶8 is public. In ¶9 the public tone is gone.",
    ):
        assert all(tones[p] == {"public"} for p in "5678")
        assert tones["9"] == {"quiet", "practical"}


def test_two_rows_are_not_the_authors(diplomat, finding):
    others = diplomat.recommendations.query("not own")
    with finding("Two of the rows are not the author’s own: the appeals of others in ¶2."):
        assert others["paragraph"].tolist() == ["2", "2"]


def test_his_voice_is_quoted_from_ten_years_before(diplomat, finding):
    moments = diplomat.events[diplomat.events["actors"].str.contains("antonio-guterres")]
    with finding(
        "The voice that is asked for is quoted once, from ten years before",
        "Three moments are told",
        "he spoke in 2006 and in 2013",
    ):
        assert sorted(moments["date"]) == ["2006", "2013", "2023-06-13"]
        said = diplomat.claims.query("speaker == 'antonio-guterres'")
        assert set(said["paragraph"]) == {"6"}
        assert int(diplomat.published[:4]) - 2013 == 10


def test_the_past_has_years(diplomat, finding):
    events = diplomat.events.assign(year=diplomat.events["date"].str[:4])
    with finding(
        "The past has years, the present has none",
        "Years are printed for the past; the dates of 2023 have to be worked out.",
    ):
        assert set(events.query("year == '2023'")["date_basis"]) == {"inferred"}
        assert events.query("date_basis == 'stated'")["year"].max() == "2020"


def test_china_speaks_in_one_paragraph(diplomat, finding):
    tables = (diplomat.claims, diplomat.recommendations)
    speakers = {speaker for table in tables for speaker in table["speaker"]}
    with finding(
        "China’s view stands in one paragraph; those concerned are not heard",
        "China speaks in ¶7 alone.",
    ):
        assert set(diplomat.claims.query("speaker == 'china'")["paragraph"]) == {"7"}
        assert not speakers & {"escapees", "north-korea"}


def test_four_places_name_no_text(diplomat, finding):
    named = diplomat.citations.groupby("paragraph")["instrument"].nunique()
    alone = diplomat.claims[~diplomat.claims["paragraph"].isin(named.index)]
    with finding(
        "In the standfirst, ¶1, ¶9 and ¶11 no text is named, and all their claims are the author’s "
        "own."
    ):
        places = alone["paragraph"].drop_duplicates().tolist()
        assert places == ["standfirst", "1", "9", "11"] and alone["own"].all()


def test_for_most_of_the_authors_claims_nothing_is_named(diplomat, finding):
    own = diplomat.claims.query("own")
    with finding("For most claims of the author nothing is named in the paragraph."):
        assert (own["support"] == "none").mean() > 0.5


def test_texts_counted_in_four_paragraphs(diplomat, finding):
    named = diplomat.citations.groupby("paragraph")["instrument"].nunique()
    with finding("**¶5** has three texts by our count", "of no treaty does it give an article"):
        assert named[["5", "7", "8", "10"]].tolist() == [3, 1, 2, 2]
        assert (diplomat.citations["article"] == "").all()


def test_the_title_drops_the_bound(diplomat, finding):
    title, first = diplomat.figures.iloc[0], diplomat.figures.iloc[1]
    with finding(
        "The title drops the words that bound the number",
        "if 300 people were held, the title would be wrong",
        "Two more figures stand in ¶10, for two other populations. There are no others.",
        "The title has a plain 2,000, the first sentence a ceiling.",
    ):
        assert title["lower"] == title["upper"] == first["upper"] == 2000
        assert title["qualifier"] == "exact" and first["lower_basis"] == "none"
        assert diplomat.figures["paragraph"].tolist() == ["title", "1", "10", "10"]
        assert diplomat.figures["quantity"].nunique() == 3


def test_north_koreans_in_every_paragraph_but_one(diplomat, finding):
    koreans = set(count(diplomat, "koreans").index)
    with finding(
        "North Koreans stands in every paragraph but ¶4, migrants and asylum seekers once each."
    ):
        assert set(diplomat.paragraphs["paragraph"]) - koreans == {"4"}
        assert count(diplomat, "migrants").to_dict() == {"7": 1}
        assert count(diplomat, "seekers").to_dict() == {"8": 1}


def test_koreans_are_always_north_koreans(diplomat, finding):
    forms = diplomat.tokens[
        diplomat.tokens["token"].isin(["korea", "korea's", "korean", "koreans"])
    ]
    sides = diplomat.tokens[diplomat.tokens["token"].isin(["north", "south"])]
    with finding("*South Koreans* does not occur"):
        by = [rows.groupby("paragraph")["count"].sum().to_dict() for rows in (forms, sides)]
        assert by[0] == by[1]


def test_refugee_is_mostly_left_to_others(diplomat, finding):
    senses = diplomat.codings.set_index("code")
    applied = diplomat.codings[
        diplomat.codings["code"].isin(["sense-these-people", "sense-denied"])
    ]
    counted = diplomat.tokens[diplomat.tokens["token"].isin(["refugee", "refugees"])]["count"].sum()
    with finding(
        "In its own voice the article calls them refugees once",
        "Of the five places where the word is said of North Koreans, or denied of them, four are "
        "somebody else’s.",
    ):
        assert len(applied) == 5 and applied["own"].tolist().count(True) == 1
        assert applied.loc[applied["own"], "paragraph"].tolist() == ["standfirst"]
        assert senses[senses.index.str.startswith("sense-")]["times"].sum() == counted == 15


def test_words_of_others_are_absent(diplomat, corpus, finding):
    sought = "pandemic covid famine assembly customary arbitration sanctions escapees".split()
    with finding("This one has none of these words.", "¶8 has “starving” and no *famine*."):
        used = set(diplomat.tokens["token"])
        assert not used & set(sought) and "starving" in used
        assert set(sought) <= set(corpus.tokens["token"])


def test_some_500_were_sent_back_on_9_october(corpus, finding):
    returns = corpus["kei-2023"].events.set_index("event").loc["e08"]
    with finding("some 500 held in China were taken to the border on 9 October"):
        assert returns["date"] == "2023-10-09" and returns["paragraph"] == "4"
        assert (date(2023, 10, 9) - date(2023, 7, 31)).days == 70


def test_no_two_statements_are_bounded_alike(corpus, finding):
    three = ["detained-in-china", "repatriated-from-china", "still-detained-in-china"]
    later = corpus.figures[corpus.figures["quantity"].isin(three)].query("document != 'rfa-2022'")
    with finding("no two of the same thing limit their number with the same words"):
        groups = later.groupby("quantity")["qualifier"]
        assert groups.nunique().to_dict() == groups.size().to_dict() and len(groups) == 3
