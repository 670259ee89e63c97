"""What notebook 02 says of Lee's testimony, held against the tables."""

from __future__ import annotations

import pytest

from helpers import date_span


@pytest.fixture(scope="module")
def lee(corpus):
    return corpus["cecc-2023"]


@pytest.fixture(scope="module")
def body(lee):
    return list(lee.body["paragraph"])


@pytest.fixture(scope="module")
def marks(lee, body):
    """Paragraph and number of each footnote mark of the body."""
    rows = lee.numbers[lee.numbers["reason"] == "footnote mark"]
    return rows[rows["paragraph"].isin(body)]


@pytest.fixture(scope="module")
def case(lee):
    """The claims that come three times or more."""
    return lee.claims[lee.claims.groupby("claim")["claim"].transform("size") >= 3]


@pytest.fixture(scope="module")
def roads(lee):
    return lee.codings[lee.codings["code"].str.startswith("road-")]


@pytest.fixture(scope="module")
def notes(lee):
    """The texts to which the ten notes lead."""
    rows = lee.citations[lee.citations["paragraph"].str.startswith("n")]
    return rows.merge(lee.instruments[["instrument", "kind"]])


@pytest.fixture(scope="module")
def named(lee, body, marks, notes):
    """The texts named in the body, and whether a note of the paragraph leads there."""
    hosts = marks.set_index("n" + marks["number"])["paragraph"]
    led = set(zip(notes["paragraph"].map(hosts), notes["instrument"], strict=True))
    rows = lee.citations[lee.citations["paragraph"].isin(body)]
    rows = rows.merge(lee.instruments[["instrument", "kind"]])
    pairs = zip(rows["paragraph"], rows["instrument"], strict=True)
    return rows.assign(noted=[pair in led for pair in pairs])


def places(rows, **wanted):
    for column, value in wanted.items():
        rows = rows[rows[column] == value]
    return list(dict.fromkeys(rows["paragraph"]))


def test_the_paragraphs_of_which_the_reader_is_warned(lee, body, finding):
    hard = "torture starvation famine hunger gulag gulags prison execution executions abortion"
    hard = {*hard.split(), "abortions", "infanticide", "sexual", "trafficking"}
    found = set(lee.tokens.loc[lee.tokens["token"].isin(hard), "paragraph"]) & set(body)
    with finding("are named in ¶2 to ¶5, ¶8 to ¶13 and ¶16"):
        assert sorted(map(int, found)) == [2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 16]


def test_three_dated_events_are_later_than_the_article_and_one_of_their_dates_is_printed(
    lee, finding
):
    dates = lee.events.set_index("paragraph")["date"]
    summer = date_span(dates["n10"])[1]
    later = [
        start is not None and start > summer for start, _ in map(date_span, lee.events["date"])
    ]
    later = lee.events[later]
    with finding("One of these dates is printed: June 2022, in ¶24."):
        assert sorted(later["paragraph"]) == ["17", "24", "24"]
        printed = later[later["date_basis"] == "stated"]
        assert list(printed["date"]) == ["2022-06"] and list(printed["paragraph"]) == ["24"]
    with finding("an article of summer 2020. The hearing was three years later."):
        assert dates["n10"] == "2020-22" and lee.published == "2023-06-13"
    with finding("“the current detainees” (¶17) we are less sure"):
        assert (
            later.loc[later["quote"] == "the current detainees", "date_basis"].item() == "inferred"
        )


def test_more_than_a_third_argues_and_the_law_stands_in_three_paragraphs(lee, finding):
    tokens = lee.body.groupby("role")["tokens"].sum()
    with finding(
        "More than a third of the testimony is argument; all of the law stands in ¶7, ¶8 and ¶13.",
        "each of the 25 body paragraphs",
    ):
        assert 1 / 3 < tokens["argument"] / tokens.sum() < 1 / 2 and len(lee.body) == 25
        assert places(lee.body, role="law") == ["7", "8", "13"]


def test_six_claims_come_back_and_one_of_them_is_chinas(case, finding):
    with finding("Six, and they are the case", "The sixth, that these people are illegal migrants"):
        assert case["claim"].nunique() == 6
        migrants = case[case["claim"] == "leavers-are-illegal-migrants"]
        assert set(migrants.loc[migrants["stance"] == "asserts", "speaker"]) == {"china"}


def test_seven_paragraphs_have_a_mark_and_paragraph_13_the_last(body, marks, finding):
    with finding("Seven of the 25 paragraphs have a mark, and ¶13 is the last of them."):
        assert marks["paragraph"].nunique() == 7 and len(body) == 25
        assert marks["paragraph"].astype(int).max() == 13
        assert sorted(marks["number"]) == list("123456789")


def test_no_claim_after_paragraph_13_has_a_footnote_in_its_paragraph(case, marks, finding):
    late = {paragraph for paragraph in case["paragraph"] if int(paragraph) >= 14}
    with finding("From ¶14 on no claim of the case stands in a paragraph with a footnote."):
        assert late and not late & set(marks["paragraph"])


def test_conclusions_come_by_paragraph_8_and_the_longest_reason_after(
    lee, case, roads, body, finding
):
    own = case[case["own"]]
    with finding("China’s objection is named early (¶3, ¶6)."):
        assert places(case, speaker="china") == ["3", "6"]
    with finding("Conclusions come by ¶8, the longest reason after them", "is said by ¶8"):
        refugees = places(own, claim="leavers-are-refugees")
        breach = places(own, claim="returns-break-international-law")
        assert {"4", "8"} <= set(refugees) and breach == ["5", "7"]
    with finding("comes only in ¶9 to ¶12"):
        assert places(roads, code="road-hunger") == ["9", "10", "11", "12"]
    with finding("¶1, ¶24 and ¶25 do none of this work"):
        work = {*lee.claims["paragraph"], *roads["paragraph"], *lee.recommendations["paragraph"]}
        assert [paragraph for paragraph in body if paragraph not in work] == ["1", "24", "25"]


def test_what_the_walk_says_of_groups_of_paragraphs(lee, marks, finding):
    marked, body = set(marks["paragraph"]), lee.body
    with finding("One paragraph, four figures, and not one source."):
        assert (lee.figures["paragraph"] == "2").sum() == 4 and "2" not in marked
        assert lee.figures.loc[lee.figures["paragraph"] == "2", "own"].all()
    with finding("The sentences name neither; two notes help."):
        assert (marks["paragraph"] == "5").sum() == 2
    with finding("A long definition and five words after it"):
        after = lee.claims[lee.claims["paragraph"].eq("8") & lee.claims["quote"].str.match("That")]
        assert len(after["quote"].item().split()) == 5
    with finding("in a paragraph without a footnote"):
        assert "11" not in marked
    with finding("Three paragraphs: a right, a remedy"):
        where = body[body["section"].str.startswith("Where")]["paragraph"]
        assert list(where) == ["14", "15", "16"] and not marked & set(where)
    with finding("### Four suggestions for now"):
        assert list(body[body["section"].str.startswith("Short")]["paragraph"]) == [
            *map(str, range(17, 21))
        ]
    with finding("They go from the legal to the practical."):
        tones = lee.recommendations.set_index("paragraph")["tone"]
        assert "coercive" in set(tones[["17"]]) and set(tones[["18", "19", "20"]]) == {"practical"}
    with finding("### Five bullets on political will", "Three propose"):
        bullets = body[body["section"].str.startswith("Accountability")]["paragraph"]
        assert len(bullets) == 5
        assert {*bullets} & {*lee.recommendations["paragraph"]} == {"21", "22", "23"}


def test_five_roads_are_taken_and_hunger_has_most_room(lee, roads, finding):
    order = [code for code in lee.codes["code"] if code in set(roads["code"])]
    with finding(
        "Five roads to protection, and most room for hunger",
        "The first and the third ask **why people left**. The second asks",
        "The last two ask only **what awaits them**",
    ):
        first, second, third = "road-fled-persecution", "road-persecuted-for-leaving", "road-hunger"
        assert order == [first, second, third, "road-torture", "road-ill-treatment"]
    with finding("runs from ¶9 to ¶12; each other road needs one or two paragraphs."):
        many = roads.groupby("code")["paragraph"].nunique()
        assert many["road-hunger"] == 4 and many.drop("road-hunger").isin([1, 2]).all()
    assert not roads.duplicated(["paragraph", "code"]).any()
    tokens = roads.merge(lee.body[["paragraph", "tokens"]]).groupby("code")["tokens"].sum()
    with finding("Hunger has more than twice the room of any other road."):
        assert tokens["road-hunger"] > 2 * tokens.drop("road-hunger").max()
    with finding(
        "¶12 reports in passing that the Commission of Inquiry also spoke of refugees sur place"
    ):
        rows = roads[roads["code"] == second]
        assert places(rows, speaker="commission-of-inquiry") == ["12"]
    with finding("¶13 names the Convention against Torture"):
        assert (
            places(lee.citations, instrument="cat") == ["13"] == places(roads, code="road-torture")
        )


def test_for_ten_of_21_claims_of_his_own_nothing_is_named(case, finding):
    own = case[case["own"]]
    with finding("In 10 of 21 places he names nothing for his claim", "*none* means that"):
        assert len(own) == 21 and (own["support"] == "none").sum() == 10
        assert set(own["support"]) == {"none", "rule", "text"}
    with finding("has a text behind it in ¶3 and ¶12, and nothing in ¶4 and ¶8."):
        awaits = own[own["claim"] == "returnees-are-ill-treated"]
        assert places(awaits, support="text") == ["3", "12"]
        assert places(awaits, support="none") == ["4", "8"] and len(awaits) == 4


def test_where_each_step_leans(lee, case, marks, notes, finding):
    marked, stands = set(marks["paragraph"]), marks.set_index("number")["paragraph"]
    leads = notes.set_index("paragraph")["instrument"]
    with finding("No source for either number of those who crossed (¶2, ¶11)."):
        crossed = lee.figures[lee.figures["quantity"] == "crossed-into-china-1990s"]
        assert places(crossed) == ["2", "11"] and crossed["own"].all() and not marked & {"2", "11"}
    with finding("Note 6 stands under what rank decides (¶10)."):
        assert stands["6"] == "10" and leads["n6"] == "scarlatoiu-2015"
    with finding("Note 8 stands under what happens to women (¶12), note 2 under crimes"):
        assert stands["8"] == "12" and leads["n8"] == "nkhr-women-report-2018"
        assert stands["2"] == "5" and leads["n2"] == "coi-report"
    with finding("The definition comes from an encyclopedia (note 5)", "spoke of “many”"):
        assert stands["5"] == "8" and leads["n5"] == "grahl-madsen-1985"
        many = case[case["quote"].str.contains("many")]
        assert places(many, speaker="commission-of-inquiry", stance="qualifies") == ["12"]
    with finding("The Commission’s finding is reported in ¶5."):
        breach = case[case["claim"] == "returns-break-international-law"]
        assert places(breach, speaker="commission-of-inquiry") == ["5"]
    with finding("The breach of the Refugee Convention that ¶7 asserts"):
        assert places(breach, rests_on="refugee-convention", stance="asserts") == ["7"]
    with finding("an agreement of 1995 that no note identifies (¶7, ¶14, ¶15)"):
        agreement = lee.citations[lee.citations["instrument"] == "unhcr-china-agreement-1995"]
        assert agreement[agreement["quote"].str.contains("1995")]["paragraph"].tolist() == [
            "7",
            "14",
            "15",
        ]
        assert "unhcr-china-agreement-1995" not in set(notes["instrument"])


def test_ten_notes_lead_to_no_treaty_and_the_latest_is_of_2018(lee, notes, finding):
    with finding("Ten notes, and none leads to a treaty"):
        assert len(notes) == 10 and not {"treaty", "agreement", "law"} & set(notes["kind"])
    dated = lee.events.set_index("paragraph")["date"]
    with finding("is of 2018, five years before the hearing; notes 3 and 9 give no date."):
        given = {note: dated.get(note, "") for note in notes["paragraph"] if note != "n10"}
        assert max(date_span(date)[1].year for date in given.values() if date) == 2018
        assert [note for note, date in given.items() if not date] == ["n3", "n9"]
        assert int(lee.published[:4]) - 2018 == 5


def test_notes_lead_to_reports_and_the_law_is_only_named(lee, named, marks, finding):
    with finding("The body names six treaties and one agreement."):
        kinds = named.drop_duplicates("instrument")["kind"].value_counts()
        assert kinds["treaty"] == 6 and kinds["agreement"] == 1
    with finding(
        "Where a note leads to the text that is named, it is a report, a news text or an article."
    ):
        noted = named[named["noted"]]
        assert set(noted["kind"]) == {"report", "news", "scholarship"}
        assert places(noted, kind="scholarship") == ["10"] and places(noted, kind="news") == ["6"]
        assert {"treaty", "agreement", "law", "rules"} <= set(named.loc[~named["noted"], "kind"])
    hollow = named[~named["noted"] & named["paragraph"].isin(marks["paragraph"])]
    with finding("Eight of the hollow places stand in paragraphs that do have a note."):
        assert list(hollow["paragraph"]) == ["1", "5", "8", "12", "13", "13", "13", "13"]
    with finding("leads to a paper, over four sources of law"):
        assert (hollow["paragraph"] == "13").sum() == 4 and (marks["paragraph"] == "13").sum() == 1
    with finding("note 1 leads to another resolution than the one in the text"):
        first = lee.citations.set_index("paragraph")["instrument"]
        assert first["1"] == "ga-resolution-66-290" and first["n1"] == "ga-resolution-70-1"
    with finding(
        "The agreement of 1995, on which the last part rests, is given without title or article."
    ):
        agreement = lee.citations["instrument"] == "unhcr-china-agreement-1995"
        assert set(lee.citations.loc[agreement, "article"]) == {""}


def test_access_is_granted_on_paper_and_missing_in_practice(lee, finding):
    paper = lee.citations[lee.citations["instrument"] == "unhcr-china-agreement-1995"]
    practice = lee.claims[lee.claims["claim"] == "unhcr-is-denied-access"]
    with finding("Four places speak of what happens, four call on the agreement of 1995"):
        assert len(practice) == len(paper) == 4 and set(paper["use"]) == {"binds", "remedy"}
    with finding("¶7, ¶14 and ¶15 each hold both"):
        assert [p for p in paper["paragraph"] if p in set(practice["paragraph"])] == [
            "7",
            "14",
            "15",
        ]
    with finding("In ¶14 the lack of access is called the general view"):
        assert practice.set_index("paragraph")["stance"]["14"] == "qualifies"
        assert set(practice["stance"]) <= {"asserts", "qualifies"}


def test_two_of_eleven_figures_are_credited_to_a_source(lee, finding):
    with finding("Eleven figures, two of them credited to a source"):
        assert len(lee.figures) == 11
        assert list(lee.figures.loc[~lee.figures["own"], "paragraph"]) == ["12", "15"]
    with finding("Five of the eleven are figures of argument and of time"):
        others = lee.figures[~lee.figures["unit"].isin(["people", "percent"])]
        assert list(others["upper"]) == [2, 30, 3, 45, 20]


def test_three_numbers_for_those_who_crossed_in_the_1990s(corpus, lee, finding):
    crossed = corpus.figures[corpus.figures["quantity"] == "crossed-into-china-1990s"]
    bounds = crossed.set_index("cite")
    with finding("one document’s ceiling is the other’s floor: 200,000."):
        assert bounds["upper"]["Lee ¶2"] == bounds["lower"]["RFA report ¶16"] == 200_000
    with finding("two numbers nine paragraphs apart", "The RFA report gives a third"):
        assert list(bounds.index) == ["RFA report ¶16", "Lee ¶2", "Lee ¶11"]
    with finding("a ceiling leaves room for any smaller number"):
        assert bounds["upper"]["Lee ¶11"] < bounds["upper"]["Lee ¶2"]
        assert bounds["qualifier"]["Lee ¶2"] == "up-to"
    with finding("a peak is not smaller than what it is the peak of"):
        upper = lee.figures.set_index("quantity")["upper"]
        assert upper["living-in-south-korea"] == 34_000
        assert upper["arrivals-in-south-korea-year"] == 2_914


def test_the_law_comes_first_and_nothing_is_dated_between_2014_and_2020(lee, body, finding):
    happened = lee.events[lee.events["paragraph"].isin(body)]
    years = sorted(date_span(date)[0].year for date in happened["date"])
    with finding(
        "In the body nothing is dated between 2014 and 2020",
        "The law comes first; after the Commission of Inquiry of 2014 the next date is 2020.",
    ):
        assert years[:3] == [1951, 1967, 1979]
        assert [year for year in years if 2014 <= year <= 2020] == [2014, 2020]
        inquiry = happened.loc[happened["date"].str.startswith("2014"), "actors"]
        assert list(inquiry) == ["commission-of-inquiry"]
    with finding("fewer reach South Korea (¶2, as we read it), and some are detained (¶17)"):
        of_them = happened["label"].str.contains("number falls|held in China")
        late = (
            happened["date"].str[:4].replace({"199X": "1990", "198X": "1980"}).astype(int) >= 2020
        )
        assert places(happened[late & of_them]) == ["2", "17"]
        assert places(happened[late & ~of_them]) == ["24"]


def test_of_those_who_are_charged_only_china_is_heard(lee, body, marks, notes, finding):
    tables = (lee.figures, lee.claims, lee.recommendations)
    heard = {sayer for table in tables for sayer in table.loc[~table["own"], "sayer"]}
    with finding("Of those who are charged, only China is heard, in one expression"):
        assert "China’s government" in heard and len(heard) == 4
        charged = ("north-korea", "unhcr", "united-nations", "south-korea", "moon-jae-in")
        assert not heard & {lee.corpus.names[slug] for slug in charged}
    with finding("in ¶3 without a source, in ¶6 by way of Human Rights Watch (note 4)"):
        china = lee.claims[lee.claims["speaker"] == "china"]
        assert places(china) == ["3", "6"] and "3" not in set(marks["paragraph"])
        assert notes.set_index("paragraph")["instrument"]["n4"] == "hrw-crackdowns-2017"
    with finding("UNHCR is named 21 times in the body and is not heard once."):
        unhcr = lee.tokens[lee.tokens["token"].eq("unhcr") & lee.tokens["paragraph"].isin(body)]
        assert unhcr["count"].sum() == 21
    with finding("The North Koreans who left are not heard either."):
        assert lee.corpus.names["escapees"] not in heard


def test_five_of_eleven_demands_leave_open_who_is_to_act(corpus, lee, marks, finding):
    asks = lee.recommendations
    asked = set(";".join(asks["addressee"]).split(";"))
    with finding(
        "Five of eleven demands are addressed to nobody in particular",
        "Five demands leave open who is to act.",
    ):
        nobody = asks[asks["addressee_basis"] == "supplied"]
        assert len(asks) == 11 and len(nobody) == 5
        assert set(nobody["addressee"]) == {"international-community"}
    with finding("A fourth, *quiet*, is missing here."):
        assert set(asks["tone"]) == {"public", "practical", "coercive"}
    with finding("One demand, the corridor of ¶18, goes to UNHCR and to China"):
        assert places(asks[asks["addressee"].str.contains(";")]) == ["18"]
    with finding(
        "None of the eleven demands names the United States, its Congress or South Korea."
    ):
        assert not asked & {"united-states", "us-congress-members", "cecc", "south-korea"}
    with finding("a lecturer of law thinks quiet diplomacy likelier to succeed"):
        wolman = corpus["joongang-2024"].recommendations
        assert "quiet" in set(wolman.loc[wolman["paragraph"] == "7", "tone"])
    with finding("not one paragraph that makes a demand has a footnote"):
        assert not set(asks["paragraph"]) & set(marks["paragraph"])


def test_what_the_testimony_leaves_unsaid(corpus, lee, named, finding):
    words = ["married", "release", "rapporteur", "guterres", "testimonies"]
    with finding("Lee uses none of the first five."):
        assert not set(words) & set(lee.tokens["token"])
        assert set(words) <= set(corpus.tokens["token"])
    with finding("it stands here once, in note 10"):
        rows = lee.tokens[lee.tokens["token"] == "article"]
        assert places(rows) == ["n10"] and rows["count"].sum() == 1
    with finding("The one provision of a written text that gets a number is Rule 29 (¶23)"):
        law = named[named["kind"].isin(["treaty", "agreement", "law", "rules", "resolution"])]
        assert list(law.loc[law["article"] != "", "article"]) == ["Rule 29"]
    with finding("This text does not mention them."):
        pacts = corpus.citations[corpus.citations["instrument"] == "china-dprk-agreements"]
        assert {"RFA report ¶3", "Diplomat piece ¶8"} <= set(pacts["cite"])
        assert lee.id not in set(pacts["document"])
    with finding("¶17, where alone they appear, gives no number"):
        assert "17" not in set(lee.figures["paragraph"])
        assert places(lee.events[lee.events["quote"].str.contains("detainees")]) == ["17"]


def test_the_answers_to_the_questions(lee, roads, named, finding):
    with finding("Two on refugees; then torture, disappearances, women, trafficking."):
        treaties = named.loc[named["kind"] == "treaty", "instrument"].drop_duplicates()
        six = "refugee-convention refugee-protocol cat icpped cedaw trafficking-protocol"
        assert list(treaties) == six.split()
    with finding("It is the report on women"):
        dates = lee.events[lee.events["paragraph"].str.match("n[1-9]$")].set_index("paragraph")
        assert dates["date"].idxmax() == "n8"
    with finding(
        "(both ¶8 and ¶12), that torture waits (¶13), and that other ill-treatment waits (¶5, ¶13)"
    ):
        assert places(roads, code="road-fled-persecution") == ["8", "12"]
        assert places(roads, code="road-persecuted-for-leaving") == ["8", "12"]
        assert places(roads, code="road-torture") == ["13"]
        assert places(roads, code="road-ill-treatment") == ["5", "13"]
    with finding(
        "UNHCR is blamed in ¶6, ¶7 and ¶14 to ¶16.", "For silence in ¶6, and again in ¶16"
    ):
        blamed = places(lee.claims, claim="unhcr-does-too-little")
        assert blamed[:5] == ["6", "7", "14", "15", "16"]
        assert places(lee.claims, claim="un-leaders-should-speak-out") == ["16"]
