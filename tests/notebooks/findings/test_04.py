"""What notebook 04 says of King, held against the tables."""

import re
from datetime import date
from itertools import combinations, product

import pandas as pd
import pytest

from helpers import date_span, figures_table, interval, meet

RETURNED = date(2023, 10, 9)
STATIONS = ["joint-statement-18-experts-2023", "third-committee-resolution-2023"]


@pytest.fixture
def kei(corpus):
    return corpus["kei-2023"]


@pytest.fixture
def where(kei):
    """The paragraphs in which each token stands."""
    return kei.tokens.groupby("token")["paragraph"].agg(list)


@pytest.fixture
def speaking(kei):
    return pd.concat([kei.figures, kei.claims, kei.recommendations])


@pytest.fixture
def rows(kei):
    return kei.figures.set_index("figure")


@pytest.fixture
def left(rows):
    pairs = product(["f03", "f13"], ["f06", "f10"])
    return [interval(rows.loc[whole]) - interval(rows.loc[part]) for whole, part in pairs]


def test_the_warning_names_every_paragraph_that_needs_it(where, finding):
    with finding(
        "Torture is named in ¶5, ¶6, ¶8, ¶16 and ¶17",
        "sexual violence and death in camps in ¶6 and ¶16, gender-based violence in ¶15",
    ):
        assert where["torture"] == ["5", "6", "8", "16", "17"]
        assert where["sexual"] == where["death"] == ["6", "16"]
        assert where["gender"] == ["15"]
    with finding("¶22 quotes an insult to people who gave testimony"):
        assert where["scums"] == ["22"]


def test_thirteen_texts_and_no_symbol(kei, where, finding):
    with finding(
        "Thirteen texts and rules stand behind it, in our copy none with a symbol", "Not one."
    ):
        assert kei.citations["instrument"].nunique() == 13
        assert not {"res", "hrc", "add", "http", "https", "www"} & set(where.index)
    cited = kei.instruments[kei.instruments["instrument"].isin(kei.citations["instrument"])]
    with finding("some of the thirteen are whole series"):
        series = ["special-rapporteur-reports", "annual-resolutions-dprk", "appeals-to-china"]
        assert cited["instrument"].isin(series).sum() == 3


def test_the_parts_of_the_text(kei, finding):
    parts = kei.body.groupby("section", sort=False)
    tokens, places = parts["tokens"].sum(), parts["paragraph"].agg(list)
    with finding("More than two thirds of the words are on UN texts", "The text has four parts"):
        assert len(parts) == 4 and tokens.index[0] == ""
        assert tokens.iloc[1:].sum() / tokens.sum() > 2 / 3
    with finding("The part on the report, ¶10 to ¶19, is the longest."):
        assert tokens.idxmax() == tokens.index[2]
        assert (places.iloc[2][0], places.iloc[2][-1]) == ("10", "19")
    jobs = kei.body.pivot_table(
        index="section", columns="role", values="tokens", aggfunc="sum", sort=False
    )
    jobs = jobs.fillna(0)
    with finding("It has the most reasoning, and also the most words passed on from others."):
        assert (jobs["argument"] + jobs["closing"]).idxmax() == tokens.index[2]
        assert (jobs["position"] + jobs["recommendation"]).idxmax() == tokens.index[2]
    with finding("King argues once in the opening, and three times about the report."):
        argued = kei.body.query("role == 'argument'").groupby("section").size()
        assert argued.to_dict() == {"": 1, tokens.index[2]: 3}
    with finding("No paragraph of the opening, ¶1 to ¶6, has passing on as its main job."):
        assert jobs.loc["", "position"] == jobs.loc["", "recommendation"] == 0
        assert places.iloc[0][-1] == "6"


def test_the_jobs_that_are_named_are_the_jobs_there_are(kei, finding):
    with finding(
        "(*background*, *evidence*, *law*)",
        "(*position*, *recommendation*)",
        "(*argument*, *closing*)",
    ):
        named = {
            "background",
            "evidence",
            "law",
            "position",
            "recommendation",
            "argument",
            "closing",
        }
        assert set(kei.body["role"]) == named


def test_seven_of_fifteen_figures(kei, finding):
    with finding("Seven of the text’s fifteen figures stand in these two paragraphs."):
        assert len(kei.figures) == 15 and kei.figures["paragraph"].isin(["3", "4"]).sum() == 7


def test_eighteen_sign(kei, finding):
    with finding("First station: eighteen experts sign a statement"):
        assert kei.figures.set_index("quantity").loc["signatories-of-one-text", "upper"] == 18


def test_the_request_has_one_addressee_in_the_statement(kei, finding):
    with finding(
        "The request stands here only as a reminder of earlier appeals, and it has one addressee."
    ):
        assert kei.recommendations.query("paragraph in ['7', '8', '9']")["addressee"].tolist() == [
            "china"
        ]


def test_the_machinery_since_2004(kei, finding):
    with finding("tells what the UN has built since 2004"):
        assert kei.events.set_index("paragraph").loc["12", "date"] == "2004/.."


def test_the_returns_have_a_day_and_the_stations_have_none(kei, finding):
    days = kei.events[kei.events["date"].str.fullmatch(r"\d{4}-\d\d-\d\d[~?]?")]
    with finding("The returns have a day, the stations of the procedure have none"):
        assert list(days["paragraph"]) == ["1", "4"]
        assert list(days["date"]) == ["2023-08-27", str(RETURNED)]


def test_the_days_between(kei, finding):
    papers = kei.instruments.set_index("instrument").loc[STATIONS]
    days = [(date.fromisoformat(day) - RETURNED).days for day in papers["date"]]
    with finding(
        "The statement came eight days after the returns, the committee’s approval thirty-seven."
    ):
        assert days == [8, 37]
    adopted = re.search(r"(\d+) December (\d{4})", papers["note"].iloc[1])
    with finding(
        "The Assembly adopted the resolution on 19 December 2023", "King, who wrote before that"
    ):
        assert adopted.groups() == ("19", "2023") and kei.published < "2023-12-19"
    with finding("a press release of the UN human rights office (17 October 2023)"):
        assert papers["date"].iloc[0] == "2023-10-17"
    with finding("expected it by early December (¶10)", "it came as he foresaw, only later"):
        assert kei.events.set_index("event").loc["e10", "quote"].endswith("or early December")


def test_only_the_security_council_met_before(kei, finding):
    told = kei.events[kei.events["date"].between("2023-01", "2023-11")]
    un = told[~told["actors"].str.contains("china|north-korea|escapees")]
    papers = kei.instruments.set_index("instrument").loc[STATIONS]
    with finding(
        "Of the UN’s steps, only the Security Council’s meeting is sure to come before 9 October."
    ):
        before = [event.event for event in un.itertuples() if date_span(event.date)[1] < RETURNED]
        assert before == ["e16"] and len(un) == 3
        assert kei.events.set_index("event").loc["e16", "actors"] == "un-security-council"
        assert all(date_span(day)[1] > RETURNED for day in papers["date"])


def test_the_years_of_the_envoy(kei, finding):
    years = kei.figures.set_index("quantity").loc["years-of-assembly-resolutions", "upper"]
    begun, ended = map(int, kei.events.set_index("paragraph").loc["n1", "date"].split("/"))
    with finding("King was envoy in about half of the nineteen years that ¶23 counts."):
        assert years == 19 and 0.4 < (ended - begun + 1) / years < 0.6
    with finding("Nineteen years fit a start in 2005, if the year of the text is counted too."):
        assert int(kei.published[:4]) - 2005 + 1 == years
    with finding("Much older dates stand in ¶11 to ¶14 and ¶23"):
        old = kei.events[kei.events["date"].str.slice(0, 4).between("2004", "2014")]
        assert set(old["paragraph"]) == {"11", "12", "14", "23", "n1"}


def test_china_drops_out(kei, finding):
    asks = kei.recommendations.assign(addressee=kei.recommendations["addressee"].str.split(";"))
    asks = asks.explode("addressee")
    asked = asks.groupby("paragraph")["addressee"].agg(set)
    with finding(
        "On the way, as the text tells it, China drops out of the request",
        "China is asked in the statement and in the report, not in the resolution",
        "China, asked alone in the statement",
    ):
        assert asked["8"] == {"china"}
        assert asked["17"] == asked["19"] == {"un-member-states", "china", "russia"}
        assert asked["20"] == {"north-korea"} and asked["23"] == {"international-community"}
        assert set(asked.index) == {"8", "17", "19", "20", "23"}
    with finding("North Korea, which the report’s sentence does not address"):
        assert "north-korea" not in asked["17"] | asked["19"]
    with finding("The request to send nobody back is lost at the last station"):
        last = kei.recommendations.query("paragraph in ['20', '23']")
        assert not last["action"].str.contains("back|non-refoulement").any()
        assert last["action"].str.contains("Protect").sum() == 1
    with finding("¶23 adds a call for protection without saying who is called."):
        supplied = kei.recommendations.query("addressee_basis == 'supplied'")
        assert supplied["paragraph"].tolist() == ["23"]


def test_no_word_of_the_resolution_is_quoted(kei, speaking, finding):
    with finding("One is the resolution at which", "not a word of its text is quoted"):
        assert "third-committee-resolution-2023" not in [
            *speaking["speaker"],
            *speaking["attributed_to"],
        ]


def test_refugees_is_the_authors_word(kei, finding):
    senses = kei.codings[kei.codings["code"].str.startswith("sense")]
    with finding(
        "All five places are King’s own.", "“Refugees” is the author’s word, not the quoted texts’"
    ):
        assert len(senses) == 5 and senses["own"].all()
        assert set(senses["quote"].str.lower()) == {"refugees"}
    with finding("in the title, in ¶7, in the judgement of ¶19 and in the closing summary"):
        these = senses.query("code == 'sense-these-people'")
        assert these["paragraph"].tolist() == ["title", "7", "19", "23"]


def test_every_place_of_the_word_is_coded(kei, where, finding):
    with finding("In whose voice does the word *refugees* stand?"):
        senses = kei.codings[kei.codings["code"].str.startswith("sense")]
        assert where["refugees"] == senses["paragraph"].tolist()


def test_people_and_escapees_stand_where_un_texts_are_quoted(kei, where, finding):
    with finding(
        "“People” and “escapees” stand in three paragraphs only, in words quoted from UN texts."
    ):
        assert where["people"] == where["escapees"] == ["8", "17", "19"]
        texts = ["joint-statement-18-experts-2023", "special-rapporteur-report-2023"]
        quoting = kei.citations[kei.citations["instrument"].isin(texts)]["paragraph"]
        assert {"8", "17", "19"} <= set(quoting)


def test_king_mostly_says_north_koreans(kei, finding):
    with finding("King mostly says North Koreans"):
        times = kei.tokens.groupby("token")["count"].sum()
        others = ["refugees", "seekers", "detainees", "persons", "migrants", "individuals"]
        assert times["koreans"] > 2 * times[others].max()


def test_ten_figures_are_the_authors(kei, finding):
    with finding("Ten of fifteen figures rest on the author’s word alone"):
        assert len(kei.figures) == 15 and kei.figures["own"].sum() == 10
    with finding("Among the ten are the captured in ¶3 and the returned in ¶4"):
        assert kei.figures.set_index("figure").loc[["f03", "f06"], "own"].all()
    with finding("that are the author’s own, in ¶1, ¶3, ¶4, ¶7, ¶12 and ¶23"):
        own = kei.figures[kei.figures["own"]]["paragraph"].unique()
        assert list(own) == ["1", "3", "4", "7", "12", "23"]


def test_two_figures_look_at_2000_from_opposite_sides(rows, finding):
    with finding(
        "Two figures look at 2,000 from opposite sides: “as many as” in ¶4, “over” in ¶18."
    ):
        below, above = interval(rows.loc["f08"]), interval(rows.loc["f13"])
        assert below.upper == above.lower == 2000
        assert below.lower == -above.upper == float("-inf")
        assert rows.loc[["f08", "f13"], "paragraph"].tolist() == ["4", "18"]


def test_the_sum_gives_the_number_of_paragraph_4(rows, left, finding):
    with finding(
        "That is the number of ¶4, if *estimated* and *some* are both read as round numbers."
    ):
        assert left[0].point and left[0].lower == rows.loc["f08", "upper"] == 2000


def test_two_differences_have_no_ceiling(left, finding):
    with finding(
        "Two of the four have no ceiling.", "the three differences that are not a round number"
    ):
        assert [found.upper == float("inf") for found in left] == [False, False, True, True]
        assert [found.point for found in left] == [True, False, False, False]


def test_no_figure_here_contradicts_another(rows, left, finding):
    with finding("No figure here contradicts another"):
        assert not meet([interval(rows.loc["f08"]), *left]).empty


def test_nothing_repeats(kei, finding):
    with finding("None has.", "Numbers that look alike, and do not confirm each other"):
        assert (kei.figures["repeats"] == "").all()


def test_what_looks_alike(kei, finding):
    alike = figures_table(kei.figures[kei.figures.duplicated("quantity", keep=False)])
    with finding("The two shares of women are of different wholes"):
        women = alike[alike["unit"] == "percent"]
        assert women["cite"].tolist() == ["King ¶3", "King ¶18"] and women["counted"].nunique() == 2
        assert women["bound"].nunique() == 1
    with finding("King’s word stands behind “some 500”, that of the experts behind “hundreds”"):
        back = alike[alike["unit"] == "people"]
        assert back["sayer"].tolist() == ["Robert King", "the UN experts’ joint statement"]
        assert len(alike) == 4


@pytest.fixture
def likeness(kei):
    counts = kei.tokens.pivot(index="paragraph", columns="token", values="count").fillna(0)
    pairs = {pair: counts.loc[list(pair)] for pair in combinations(kei.body["paragraph"], 2)}
    share = {pair: two.min().sum() / two.sum(axis=1).min() for pair, two in pairs.items()}
    return pd.Series(share).sort_values(ascending=False)


def test_two_passages_come_back(likeness, finding):
    with finding("Two passages come back almost word for word", "Two pairs stand apart."):
        assert list(likeness.index[:2]) == [("6", "16"), ("17", "19")]
        assert likeness.iloc[1] > likeness.iloc[2] + 0.1
    with finding("Any two paragraphs share small words", "nine tokens of ten are another matter"):
        assert likeness.min() > 0 and 0.85 < likeness.iloc[0] < 0.95


def test_the_prediction_is_kings_both_times(kei, finding):
    with finding("To King, both times. Few of the words have changed; the neighbour has."):
        own = kei.claims.query("claim == 'returnees-are-ill-treated' and own")
        assert own["paragraph"].tolist() == ["6", "16"] and own["quote"].nunique() == 1


def test_one_reference_serves_all(kei, finding):
    with finding("One reference serves all.", "The reference names two paragraphs of the report"):
        placed = kei.citations.query("article != ''")
        assert set(placed["article"]) == {"Paragraph 4, 47"}
        assert placed["paragraph"].tolist() == ["17", "17", "19"]


def test_the_wordings_differ(kei, where, finding):
    notes = kei.annotations.query("paragraph == '17'")
    told = " ".join([*notes["quote"], *notes["body"]])
    with finding(
        "“as well as uphold” (¶17)",
        "“and uphold” (¶19)",
        "“to individuals” (¶17) “for individuals” (¶19)",
    ):
        assert all(f"“{words}”" in told for words in ("as well as uphold", "and uphold"))
        assert all(f"“{words}”" in told for words in ("to individuals", "for individuals"))
        assert "17" in where["well"] and "19" not in where["well"]
    with finding("a misprint of the country’s initials in ¶17 only"):
        assert where["drpk"] == ["17"] and {"17", "19"} <= set(where["dprk"])


def test_what_king_characterises(kei, where, finding):
    said = {
        "“comprehensive and thorough” (¶13)": ("comprehensive", "thorough"),
        "“strongly worded” (¶20)": ("strongly", "worded"),
        "“the principal villain” (¶19)": ("principal", "villain"),
        "“angry rant” (¶22)": ("angry", "rant"),
    }
    for phrase, tokens in said.items():
        with finding(phrase):
            assert all(
                f"(¶{where[token][0]})" in phrase and len(where[token]) == 1 for token in tokens
            )


def test_china_is_never_quoted(corpus, kei, speaking, finding):
    voices = pd.concat(
        [
            corpus.actors.set_index("actor")["voice"],
            corpus.instruments.set_index("instrument")["voice"],
        ]
    )
    heard = [*speaking["speaker"].dropna(), *speaking["attributed_to"].dropna()]
    heard = voices.reindex(heard).dropna()
    with finding(
        "North Korea is characterised, then quoted; China is never quoted",
        "North Korea’s government speaks in one paragraph, China’s in none.",
    ):
        assert "china" not in set(heard)
        assert speaking[speaking["speaker"] == "north-korea"]["paragraph"].unique().tolist() == [
            "22"
        ]
        cited = kei.citations["instrument"].map(voices)
        assert "china" not in set(cited)
        assert kei.citations[cited == "north-korea"]["paragraph"].tolist() == ["22"]


def test_who_is_only_spoken_about(kei, speaking, finding):
    acting = set(kei.events["actors"].str.split(";").explode())
    heard = {*speaking["speaker"], *speaking["attributed_to"]}
    with finding("China’s government and the North Koreans in China are alike in one thing"):
        assert {"china", "escapees"} <= acting - heard
    with finding(
        "The Rapporteur on North Korea in this list is an office; its holder, Salmón, does speak."
    ):
        assert "special-rapporteur-dprk" in acting - heard and "elizabeth-salmon" in heard


def test_where_chinas_position_and_the_returned_are_heard(corpus, finding):
    claims = corpus["rfa-2022"].claims
    with finding("China’s position, as others report it, stands in [RFA report ¶3]"):
        china = claims[claims["speaker"].str.contains("china")]
        assert set(china["paragraph"]) == {"3", "14"}
    with finding("What people who were sent back have told reaches the collection at second hand"):
        assert set(claims.query("speaker == 'su-bo-bae'")["paragraph"]) >= {"9", "10"}


def test_the_words_that_king_never_uses(corpus, where, finding):
    sought = [
        "convention",
        "1951",
        "bilateral",
        "unhcr",
        "guterres",
        "famine",
        "trafficked",
        "married",
    ]
    elsewhere = corpus.tokens[corpus.tokens["document"] != "kei-2023"]
    with finding("Of eight words that other documents have, King has none."):
        assert len(sought) == 8 and not set(sought) & set(where.index)
        assert set(sought) <= set(elsewhere["token"])
    with finding(
        "All four other documents speak of a convention; this one speaks of law and of no treaty."
    ):
        assert (
            elsewhere.query("token == 'convention'")["document"].nunique() == len(corpus) - 1 == 4
        )
        assert not {"treaty", "treaties", "covenant"} & set(where.index) and "law" in where.index


def test_women_are_most_of_those_counted(kei, finding):
    with finding("women are most of those counted"):
        shares = kei.figures.query("unit == 'percent'")
        assert len(shares) == 3 and (shares["lower"] >= 50).all()


def test_the_resolution_is_summed_up_and_not_quoted(kei, finding):
    with finding("It is summed up in two places (¶20, ¶23) and quoted in none."):
        asked = kei.recommendations.query("speaker in ['third-committee', 'un-general-assembly']")
        assert asked["paragraph"].tolist() == ["20", "23"]


def test_the_treatment_of_the_returned_is_predicted(kei, finding):
    with finding("Their treatment is predicted (¶6, ¶16), not reported."):
        manners = kei.codings[kei.codings["code"].str.startswith("manner")]
        assert set(manners["code"]) == {"manner-would-happen"}
        assert manners[manners["own"]]["paragraph"].tolist() == ["6", "16"]


def test_the_numeric_answers(kei, left, finding):
    with finding("How many days after the returns of 9 October is the experts’ statement dated?"):
        statement = kei.instruments.set_index("instrument").loc[STATIONS[0], "date"]
        assert (date.fromisoformat(statement) - RETURNED).days == 8
    with finding("What is the smallest number that could be left?"):
        assert left[1].lower == 1501
    with finding("¶12 begins the procedure in 2004, ¶11 in December 2005."):
        began = kei.events.set_index("event")["date"]
        assert (began["e13"], began["e12"]) == ("2004/..", "2005-12")
        assert int(kei.published[:4]) - 2004 + 1 == 20


def test_who_is_asked_by_question_3(kei, finding):
    with finding("¶17: all member states, and by name China and Russia. ¶20: North Korea"):
        asked = kei.recommendations.groupby("paragraph")["addressee"].agg(set)
        assert asked["17"] == {"un-member-states;china;russia"} and asked["20"] == {"north-korea"}
