"""What notebook 05 says of Wolman's column, held against the tables."""

import pytest


@pytest.fixture
def wolman(corpus):
    return corpus["joongang-2024"]


def words(document):
    return set(document.tokens["token"])


def test_nobody_is_addressed_as_you(wolman, finding):
    with finding("Nobody is addressed as *you*.", "He names a report and two treaties."):
        assert "you" not in words(wolman)
        assert wolman.citations["instrument"].iloc[:3].tolist() == [
            "coi-report",
            "refugee-convention",
            "cat",
        ]


def test_the_year_is_worked_out(wolman, finding):
    report = wolman.events.query("event == 'e01'").iloc[0]
    years = wolman.figures.query("quantity == 'years-since-event'").iloc[0]
    with finding("¶1 begins with “Ten years after” a report that it dates to 2014."):
        assert report["date"] == "2014" and report["date_basis"] == "stated"
        assert years["quote"] == "Ten years after" and years["lower"] == 10
        assert wolman.published == "2024" and wolman.published_basis == "inferred"


def test_all_rules_stand_before_the_turn(wolman, finding):
    rules = wolman.citations[wolman.citations["use"].isin(["defines", "binds", "violated"])]
    later = wolman.recommendations["paragraph"].isin(["5", "6", "7"])
    with finding(
        "All rules stand in ¶2 and ¶4, and none after ¶5 turns to diplomacy.",
        "For each demand before the turn there are five after it; the headline counts as one.",
        "Rules are defined, bind and are broken in ¶2 and ¶4; after them only appeals are left.",
    ):
        assert set(rules["paragraph"]) == {"2", "4"}
        assert later.sum() == 5 * (~later).sum() == 10
        after = wolman.citations[wolman.citations["paragraph"].isin(["5", "6", "7"])]
        assert set(after["use"]) == {"remedy"}


def test_the_jobs_end_with_demands(wolman, finding):
    roles = wolman.body.set_index("paragraph")["role"]
    with finding(
        "The column moves from law to argument and ends with two paragraphs of demands.",
        "The last paragraph is the longest.",
    ):
        assert roles.tolist()[-3:] == ["argument", "recommendation", "recommendation"]
        assert roles[["2", "4"]].tolist() == ["law", "law"]
        assert wolman.body.set_index("paragraph")["tokens"].idxmax() == "7"


def test_clear_stands_four_times(wolman, finding):
    clear = wolman.tokens.query("token == 'clear'")
    with finding("In ¶2 a treaty “makes clear”", "In ¶7 a government “should make clear”"):
        assert clear["paragraph"].tolist() == ["2", "4", "5", "7"] and (clear["count"] == 1).all()


def test_no_demand_is_coercive_and_most_are_quiet(corpus, finding):
    tones = corpus.recommendations.groupby(["document", "tone"]).size().unstack(fill_value=0)
    with finding(
        "more quiet demands than any other document, fewer public ones, and none that is coercive",
        "Only Lee’s testimony, given before the Congressional-Executive Commission on China",
    ):
        quiet, public = tones["quiet"].sort_values(), tones["public"].sort_values()
        assert quiet.index[-1] == "joongang-2024" and quiet.iloc[-1] > quiet.iloc[-2]
        assert public.index[0] == "joongang-2024" and public.iloc[0] < public.iloc[1]
        assert tones.index[tones["coercive"] > 0].tolist() == ["cecc-2023"]


def test_no_document_has_a_court_or_a_judge(corpus, finding):
    used = set(corpus.tokens["token"])
    with finding("No document uses the word *court* or the word *judge*."):
        assert not used & {"court", "courts", "judge", "judges", "tribunal", "tribunals"}


def test_loud_for_the_un_and_quiet_for_seoul(wolman, finding):
    spoken = wolman.recommendations.groupby("tone")["addressee"].agg(set)
    with finding(
        "Loud for the United Nations, quiet for Seoul",
        "Top UN officials are asked to speak in public, Seoul to work in confidence.",
    ):
        assert spoken["public"] == {"china", "united-nations;un-secretary-general"}
        assert spoken["quiet"] == {"international-community", "south-korea"}
        assert set(wolman.recommendations["speaker"]) == {"joongang-2024 author"}


def test_two_documents_turn_to_seoul(corpus, finding):
    rows = corpus.recommendations
    seoul = rows[rows["addressee"].str.split(";").map({"south-korea"}.issubset)]
    with finding("So two documents turn to Seoul. By our sorting they differ in tone"):
        assert seoul["document"].drop_duplicates().tolist() == ["rfa-2022", "joongang-2024"]
        tones = seoul.groupby("document")["tone"].agg(set)
        assert tones["rfa-2022"] == {"public"} and "public" not in tones["joongang-2024"]


def test_texts_with_a_title_end_at_paragraph_four(wolman, corpus, finding):
    kinds = corpus.instruments.set_index("instrument")["kind"]
    cited = wolman.citations.assign(kind=wolman.citations["instrument"].map(kinds))
    titled = cited[(cited["kind"] == "treaty") | (cited["instrument"] == "coi-report")]
    with finding(
        "One report and two treaties have a title to look up, and none of them comes after ¶4."
    ):
        assert set(titled["instrument"]) == {"coi-report", "refugee-convention", "cat"}
        assert set(titled["paragraph"]) == {"1", "2", "4"}


def test_every_body_paragraph_but_the_last_misses_a_name(wolman, finding):
    lacks = r"\b[Nn]o (?:account|source|country|speaker|case)|not identified|unnamed|not said"
    lacks += "|Nobody is"
    notes = wolman.annotations[wolman.annotations["body"].str.contains(lacks)]
    with finding("Every body paragraph but the last has such a place, on both sides of the turn."):
        assert set(notes["paragraph"]) == {"1", "2", "3", "4", "5", "6"}


def test_three_figures_of_which_two_count_people(wolman, corpus, finding):
    figures, sizes = wolman.figures, corpus.figures["document"].value_counts()
    with finding(
        "Three figures, and no named source for the two that count people",
        "The column states three quantities, fewer than any other document.",
        "one is a bare number, the other a floor",
    ):
        assert len(figures) == 3 == sizes.min() and (sizes == 3).sum() == 1
        people = figures.query("unit == 'people'")
        assert people["paragraph"].tolist() == ["3", "3"]
        assert people["qualifier"].tolist() == ["exact", "at-least"]
        assert set(people["attributed_to"]) == {"joongang-2024 author", "unnamed-reports-joongang"}


def test_ceiling_and_floor_point_at_each_other(corpus, finding):
    held = corpus.figures.query("quantity == 'still-detained-in-china'").set_index("document")
    with finding("every number from one thousand to two thousand satisfies both"):
        assert held.loc["kei-2023", "upper"] == 2000 and held.loc["joongang-2024", "lower"] == 1000
        assert held["lower_basis"].to_dict() == {"kei-2023": "none", "joongang-2024": "asserted"}


def test_two_years_are_printed(wolman, finding):
    printed = wolman.events.query("date_basis == 'stated'")["date"]
    others = wolman.events.query("date_basis != 'stated'")["date"]
    with finding(
        "Two years are printed in the column, one in the name of a treaty, one at a report.",
        "Only the treaty of 1951 and the report of 2014 have a printed year.",
    ):
        assert sorted(printed) == ["1951", "2014"] and (others >= "2023").all()


def test_china_is_heard_twice_and_answered_twice(wolman, finding):
    china = wolman.claims.query("speaker == 'china'")
    denied = wolman.claims.query("stance == 'denies' and paragraph == '4' and own")
    with finding(
        "China is heard twice and answered twice; no North Korean speaks",
        "The local officials of ¶5 are the only people from China whose view the author takes up",
    ):
        assert len(china) == 2 and set(china["claim"]) == set(denied["claim"])
        others = set(wolman.claims.query("not own")["speaker"])
        assert others == {"china", "local-officials-northeast-china"}


def test_words_of_other_documents_are_absent(wolman, corpus, finding):
    absent = "refoulement protocol customary agreements october border children famine".split()
    used = set(corpus.tokens["token"])
    with finding("which of their words does it never use?"):
        assert not words(wolman) & set(absent) and set(absent) <= used
        assert {"convention", "torture", "diplomacy"} <= words(wolman)


def test_the_last_demand_goes_to_seoul(wolman, finding):
    last = wolman.recommendations.iloc[-1]
    with finding("its longest paragraph and its last demand go to the South Korean government"):
        assert last["addressee"] == "south-korea" and last["paragraph"] == "7"
