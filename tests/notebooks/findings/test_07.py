"""Who says each number, on whose word: what notebook 07 says of it, held against the tables."""

import pytest


@pytest.fixture
def figures(corpus):
    figures = corpus.figures.copy()
    figures["key"] = figures["document"] + ":" + figures["figure"]
    figures["end"] = "name"
    figures.loc[figures["own"], "end"] = "none"
    figures.loc[figures["onward"] != "", "end"] = "nobody"
    return figures


@pytest.fixture
def people(corpus, figures):
    counted = corpus.quantities.query("subject == 'north-koreans'")["quantity"]
    return figures[figures["quantity"].isin(counted)]


@pytest.fixture
def credited(figures):
    return figures[~figures["own"]]


@pytest.fixture
def voices(people):
    """Of each quantity stated at least twice: one statement for each separate voice."""
    often = people[people.groupby("quantity")["key"].transform("size") > 1]
    often = often.assign(chain=often["repeats"].where(often["repeats"] != "", often["key"]))
    first = often.sort_values("own", kind="stable").drop_duplicates("chain").sort_index()
    return first.drop_duplicates(["quantity", "document", "attributed_to"])


def test_nine_figures_have_a_small_word(figures, corpus, finding):
    onward = figures[figures["onward"] != ""]
    words = set(
        corpus.tokens[["document", "paragraph", "token"]].itertuples(index=False, name=None)
    )
    with finding("In nine figures a small word hides the hand before", "and found nine"):
        assert len(onward) == 9 and len(figures) == 45
        places = onward[["document", "paragraph", "onward"]].itertuples(index=False, name=None)
        assert set(places) <= words and (onward["onward_sign"] != "").all()


def test_two_thirds_are_own_word(figures, credited, finding):
    with finding(
        "Two thirds of the figures are their author’s own word",
        "Of 45 figures, 30 stand on the word of the document’s author alone.",
        "The other 15 are credited, to twelve people, bodies and texts.",
    ):
        assert len(figures) == 45 and figures["own"].sum() == 30
        assert len(credited) == 15 and credited["attributed_to"].nunique() == 12


def test_the_longest_list_of_each_document_is_its_authors(figures, finding):
    counts = figures.groupby(["document", "sayer"])["own"].agg(["size", "all"])
    longest = counts.sort_values("size", kind="stable").groupby("document").tail(1)
    with finding("In every document most figures of any one speaker are the author’s own word."):
        assert longest["all"].all() and len(longest) == 5


def test_seventeen_of_29_counts_name_no_source(people, corpus, finding):
    alone = people[people["own"]]
    evidence = corpus.citations.query("use == 'evidence'")[["document", "paragraph"]]
    beside = alone.merge(evidence, on=["document", "paragraph"])
    with finding(
        "Of 29 counts of North Koreans, 17 name no source",
        "In 15 of the 17 cases the paragraph cites no text as evidence for anything.",
        "Take one of the seventeen counts on an author’s own word",
    ):
        assert len(people) == 29 and len(alone) == 17
        assert beside["cite"].tolist() == ["Diplomat piece ¶10", "Wolman ¶3"]


def test_two_of_the_seventeen_are_the_seven_of_one_letter(people, corpus, finding):
    seven = people.query("own and quantity == 'detainees-in-one-letter'")
    cited = corpus.citations.query("document == 'rfa-2022' and instrument == 'letter-seven-2022'")
    with finding("For two of the 17, the seven in the title and ¶1 of the RFA report"):
        assert seven["paragraph"].tolist() == ["title", "1"] and "2" in set(cited["paragraph"])


def test_eight_of_twelve_credited_counts_lead_to_nobody_named(people, finding):
    credited = people[~people["own"]]
    with finding(
        "Read strictly, two in three credited counts lead to nobody named",
        "Twelve of the 29 counts are credited.",
        "eight of the twelve lead to somebody without a name; in three of the eight only because "
        "we read a passive",
    ):
        nobody = credited[credited["end"] == "nobody"]
        assert len(credited) == 12 and len(nobody) == 8
        assert (nobody["onward_sign"] == "passive").sum() == 3


def test_two_of_fifteen_argued_counts_end_with_a_name(people, finding):
    fate = "captured|detained-in-china|repatriated-from-china|women-among"
    held = people[people["quantity"].str.contains(fate)]
    with finding(
        "Of fifteen counts of people caught, held and sent back, two end with a name.",
        "Only two of these fifteen threads end with a name.",
    ):
        assert held["end"].value_counts().to_dict() == {"nobody": 8, "none": 5, "name": 2}
        named = held.query("end == 'name'")["attributed_to"]
        assert set(named) == {"nkhr-women-report-2018", "rfa"}


def test_three_figures_are_reports_of_a_report(credited, corpus, finding):
    signs = credited["onward_sign"].value_counts()
    four = credited[credited["onward_sign"].isin(["others", "passive"])]
    king = corpus["kei-2023"].tokens
    salmon = set(king.loc[king["token"] == "salmón", "paragraph"])
    with finding(
        "Three figures are reports of a report, three more may be",
        "Four of the six stand in King’s text, by way of two UN texts.",
    ):
        assert signs["others"] == signs["passive"] == 3
        assert (four["document"] == "kei-2023").sum() == 4 and {"7", "18"} <= salmon
        assert four.query("document == 'kei-2023'")["attributed_to"].nunique() == 2


def test_four_statements_point_to_one_letter(figures, finding):
    again = figures[figures["repeats"] != ""]
    seven = figures.query("quantity == 'detainees-in-one-letter'")
    with finding(
        "Four statements of one number point to one letter",
        "three voices. All speak of the people of one letter",
        "Three of the four repetitions stand in the RFA report, one in the Diplomat piece.",
    ):
        assert len(seven) == 4 and seven["sayer"].nunique() == 3
        assert again["document"].value_counts().to_dict() == {"rfa-2022": 3, "diplomat-2023": 1}
        assert set(again["repeats"]) == {"rfa-2022:f01", "diplomat-2023:f01"}
        assert not set(again["repeats"]) & set(again["key"])  # no chain is longer than one step


def test_no_repetition_crosses_a_border(figures, credited, finding):
    again = figures[figures["repeats"] != ""]
    with finding(
        "None links two documents, and no credited speaker gives a figure in two of them."
    ):
        assert (again["repeats"].str.split(":").str[0] == again["document"]).all()
        assert (credited.groupby("attributed_to")["document"].nunique() == 1).all()


def test_no_quantity_has_two_named_sources(people, voices, finding):
    often = people["quantity"].value_counts()
    named = voices[~voices["own"] & (voices["end"] == "name")]
    with finding(
        "Read strictly, no quantity has two named sources behind it",
        "stated at least twice, eight in all",
        "Three quantities keep one named source each",
        "None keeps two.",
    ):
        assert (often > 1).sum() == 8 and len(named) == 3 and named["quantity"].is_unique
        assert named["attributed_to"].tolist() == [
            "letter-seven-2022",
            "rfa",
            "nkhr-women-report-2018",
        ]


def test_of_those_sent_back_since_2023_no_name_is_left(people, finding):
    since = people.query("quantity == 'repatriated-from-china' and period >= '2023'")
    with finding("For those sent back in 2023 or later, no name is left at all."):
        assert len(since) == 3 and not (since["end"] == "name").any()


def test_read_kindly_only_people_held_keep_two(voices, finding):
    outside = voices[~voices["own"]]
    kindly = outside[(outside["end"] == "name") | (outside["onward_sign"] == "passive")]
    kept = kindly["quantity"].value_counts()
    with finding("People held in detention in China keep two", "No other quantity reaches two."):
        assert kept["detained-in-china"] == 2 and kept.drop("detained-in-china").max() == 1
        held = kindly.query("quantity == 'detained-in-china'")
        assert held["lower"].tolist() == [1170, 2000] and held["period"].tolist() == [
            "2021-08",
            "2023",
        ]


def test_2000_stands_four_times(people, finding):
    two = people[(people["lower"] == 2000) | (people["upper"] == 2000)]
    with finding(
        "2,000 stands there four times, and nobody is named who counted",
        "Two documents state the number 2,000, four times in all.",
        "three voices are left. Two of the three are credited.",
        "Two are ceilings, one a floor, one has no limiting word; three count people held",
    ):
        assert len(two) == 4 and two["document"].nunique() == 2
        assert (two["repeats"] != "").sum() == 1 and (~two["own"]).sum() == 2
        assert not (two["end"] == "name").any()
        assert sorted(two["qualifier"]) == ["as-many-as", "exact", "more-than", "up-to"]
        assert (two["quantity"] == "detained-in-china").sum() == 3


def test_four_documents_cite_one_report_and_no_figure_is_credited_to_it(corpus, credited, finding):
    kinds = ["report", "letter", "statement", "news", "scholarship"]
    written = corpus.instruments[corpus.instruments["kind"].isin(kinds)]["instrument"]
    cited = corpus.citations[corpus.citations["instrument"].isin(written)]
    users = cited.groupby("instrument")["document"].nunique()
    common = users[users > 1]
    told = corpus.claims.query("claim == 'returnees-are-ill-treated'")
    told = told[told["speaker"].isin(["coi-report", "commission-of-inquiry"])]
    with finding(
        "Five reports, statements or series of them are cited by more than one document; the "
        "Commission of Inquiry’s report of 2014 by four.",
        "no figure is credited to any of the five",
        "only the [Diplomat piece ¶3]",
    ):
        assert len(common) == 5 and common["coi-report"] == 4
        assert not set(common.index) & set(credited["attributed_to"])
        assert told["cite"].tolist() == ["Diplomat piece ¶3"]


def test_only_king_calls_a_figure_an_estimate(figures, finding):
    manner = figures["modality"].value_counts()
    with finding(
        "Only one of the five documents calls a figure an estimate",
        "Most figures, 31 of 45, are stated, and 29 of these are their author’s own word.",
        "Three are called estimates, all in King’s text.",
        "Of the 30 figures on own word 29 are plainly stated, of the 15 credited ones only two.",
    ):
        assert manner.to_dict() == {"stated": 31, "reported": 10, "estimated": 3, "alleged": 1}
        assert figures.query("modality == 'stated'")["own"].sum() == 29
        assert set(figures.query("modality == 'estimated'")["document"]) == {"kei-2023"}
        assert figures.query("modality == 'alleged'")["cite"].tolist() == ["RFA report ¶3"]


def test_one_share_is_told_in_two_manners(figures, finding):
    women = figures.query("quantity == 'women-among-detained'").set_index("paragraph")
    with finding("with “some” but without the word *estimated*"):
        assert women["modality"].to_dict() == {"3": "stated", "18": "estimated"}
        assert (women["lower"] == 70).all() and (women["repeats"] == "").all()


def test_credited_counts_lead_more_often_to_nobody(people, finding):
    ends = people[~people["own"]]["end"].value_counts()
    with finding("the thread leads more often to somebody unnamed than to a name"):
        assert ends["nobody"] > ends["name"]
