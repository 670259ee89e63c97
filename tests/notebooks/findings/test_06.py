"""What notebook 06 says about the figures, held against the tables."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers import Interval, at_one_time, clashes, interval, intervals, meet, same_time

PEOPLE = Interval(lower=0)  # a count of people is never below nought


@pytest.fixture
def shared(corpus):
    return corpus.figures[corpus.figures.duplicated("quantity", keep=False)]


@pytest.fixture
def groups(shared):
    by_quantity = [rows for _, rows in shared.groupby("quantity", sort=False)]
    return [group for rows in by_quantity for group in at_one_time(rows) if len(group) > 1]


@pytest.fixture
def of(corpus):
    """Return a function: the rows of a quantity."""
    return lambda quantity: corpus.figures[corpus.figures["quantity"] == quantity]


@pytest.fixture
def sums(corpus):
    """The parts of the four sums: people in four paragraphs."""
    at = corpus.figures[corpus.figures["unit"] == "people"].groupby("cite")
    return {
        cite: at.get_group(cite) for cite in ("RFA report ¶16", "King ¶3", "King ¶4", "Wolman ¶3")
    }


def broken(groups):
    return [group for group in groups if meet(intervals(group)).empty]


def firm(rows):
    return meet(intervals(rows, implied=False))


def bounds(figure):
    return figure["lower"], figure["upper"]


def asserts(figures):
    return (figures["lower_basis"] == "asserted") | (figures["upper_basis"] == "asserted")


# Held in China


def test_each_text_is_of_its_kind(corpus, finding):
    with finding(
        "a news report (the RFA report), a testimony (Lee), an opinion (the Diplomat piece), "
        "an explainer (King) and a column (Wolman)"
    ):
        kinds = ["news report", "testimony", "opinion", "explainer", "column"]
        assert [corpus[document].genre for document in corpus] == kinds


def test_the_number_2000_comes_plain_as_a_ceiling_and_as_a_floor(of, finding):
    with finding(
        "The number 2,000 comes plain, as a ceiling and as a floor",
        "In three of the four statements the number is 2,000: **plain** in the title of the "
        "Diplomat piece, **up to** 2,000 in the first paragraph under it, **over** 2,000 in the "
        "UN report that King quotes",
    ):
        held = of("detained-in-china")
        turn = held[(held["lower"] == 2000) | (held["upper"] == 2000)]
        assert len(held) == 4 and len(turn) == 3
        assert list(turn["cite"]) == ["Diplomat piece title", "Diplomat piece ¶1", "King ¶18"]
        assert list(turn["qualifier"]) == ["exact", "up-to", "more-than"]


def test_the_number_comes_once_more_after_the_returns(of, finding):
    with finding(
        "The number once more: **as many as** 2,000, by rights groups, as King passes it on."
    ):
        [king, _] = of("still-detained-in-china").to_dict("records")
        assert (king["qualifier"], king["upper"], king["sayer"]) == (
            "as-many-as",
            2000,
            "rights groups",
        )


def test_without_the_un_report_2000_fits_the_three_others(of, finding):
    with finding(
        "No single number fits all four statements on people held in China.",
        "Leave that last one out, and 2,000 fits the other three.",
    ):
        held = of("detained-in-china")
        assert meet(intervals(held)).empty
        assert 2000 in meet(intervals(held[held["cite"] != "King ¶18"]))


def test_at_least_1170_is_asserted_and_up_to_2000_implied(of, finding):
    with finding(
        "A bound is **asserted** where the words themselves set it: “at least 1,170”",
        "It is **implied** where only a literal reading sets it: “Up to 2,000”",
    ):
        held = of("detained-in-china").set_index("cite")
        assert held.loc["RFA report ¶13", "lower_basis"] == "asserted"
        assert held.loc["Diplomat piece ¶1", "upper_basis"] == "implied"


def test_august_2021_stands_alone_and_agrees_with_each_of_the_others(of, finding):
    with finding(
        "**August 2021 stands alone**, about two years older than the others.",
        "As a floor its number would agree with each of them.",
    ):
        held = of("detained-in-china")
        assert [len(group) for group in at_one_time(held)] == [1, 3]
        assert [period[:4] for period in held["period"]] == ["2021", "2023", "2023", "2023"]
        first, *others = intervals(held)
        assert first.lower == 1170 and not any(meet([first, other]).empty for other in others)


def test_the_two_statements_after_the_returns_share_no_day(of, finding):
    with finding(
        "After the returns there is a ceiling at 2,000 and a floor at 1,000.",
        "The two statements have no day in common",
    ):
        still = of("still-detained-in-china")
        assert list(still["period"]) == ["2023-11", "2024"] and not same_time(*still["period"])
        assert bounds(vars(meet(intervals(still)))) == (1000, 2000)


# Which figures have a second of their kind


def test_nine_quantities_are_stated_more_than_once(corpus, finding):
    with finding(
        "Nine of 29 quantities are stated more than once",
        "Twenty quantities come once. Nine come again, and seven of these in more than one "
        "document.",
        "The other twenty, for looking up.",
    ):
        times = corpus.figures.groupby("quantity")["document"].agg(["size", "nunique"])
        assert len(times) == 29 and (times["size"] == 1).sum() == 20
        assert (times["size"] > 1).sum() == 9 and (times["nunique"] > 1).sum() == 7


# Sent back


def test_three_statements_overlap_and_a_fourth_is_of_july_2021(of, finding):
    with finding(
        "Three statements of 2023 and 2024 count people sent back, and a fourth is of July 2021.",
        "Their times overlap: King ¶4 gives a day, 9 October; King ¶8 and Wolman ¶3 give none.",
    ):
        sent = of("repatriated-from-china")
        assert list(sent["cite"]) == ["RFA report ¶15", "King ¶4", "King ¶8", "Wolman ¶3"]
        assert list(sent["period"]) == ["2021-07~", "2023-10-09", "2023", "2023/2024"]
        assert [len(group) for group in at_one_time(sent)] == [1, 3]


def test_hundreds_holds_500_and_600_which_break(of, finding):
    with finding(
        "Some 500, hundreds, 600: perhaps of the same people",
        "“Hundreds” holds both 500 and 600, and these two break.",
        "It holds either. Our tables read “some 500” as 500 and mark both bounds as implied.",
        "“Some” has to stretch by a fifth.",
        "Between 500 and 600 there are at least three ways out:",
    ):
        _, some, hundreds, group = of("repatriated-from-china").to_dict("records")
        assert (bounds(some), bounds(group)) == ((500, 500), (600, 600))
        assert {some["lower_basis"], some["upper_basis"]} == {"implied"}
        assert 500 in interval(hundreds) and 600 in interval(hundreds)
        assert (group["lower"] - some["upper"]) / some["upper"] == 1 / 5
        assert meet([interval(some), interval(group)]).empty


# Women


def test_four_shares_of_women_two_of_each_whole(of, finding):
    with finding(
        "Four statements give a share of women. Two are about people **held**, both in King; "
        "two about people **sent back**, in Lee and King.",
        "The two statements of each panel can be true together.",
        "In each panel the statements agree",
    ):
        held, sent = of("women-among-detained"), of("women-among-repatriated")
        assert list(held["cite"]) == ["King ¶3", "King ¶18"] and list(sent["short"]) == [
            "Lee",
            "King",
        ]
        assert bounds(vars(meet(intervals(held)))) == (70, 70)
        assert bounds(vars(meet(intervals(sent)))) == (70, 80)


def test_neither_share_of_those_held_is_exact(of, finding):
    with finding(
        "Neither text says *exactly* 70: one has “some”, the other “approximately”",
        "The people differ too: those captured over four years, and those held in 2023.",
    ):
        held = of("women-among-detained")
        assert (held["qualifier"] == "about").all()
        assert list(held["period"]) == ["2019-11/2023-11", "2023"]


def test_a_vast_majority_may_be_51_percent_and_70_to_80_has_no_year(corpus, of, finding):
    with finding(
        "read strictly, 51 percent would do",
        "has no year; its footnote names a report of 2018, five years older than the returns",
        "So the two share no time that we know",
    ):
        lee, king = of("women-among-repatriated").to_dict("records")
        assert 51 in interval(king) and king["lower"] == 50
        assert lee["period"] == "" and lee["attributed_to"] == "nkhr-women-report-2018"
        report = corpus.instruments.set_index("instrument").loc["nkhr-women-report-2018"]
        assert int(king["period"]) - int(report["date"]) == 5


# The famine years, and living in China


def test_two_statements_on_the_1990s_meet_in_a_single_number(of, finding):
    with finding(
        "Two statements on the 1990s meet in a single number",
        "A plural, read literally, starts at two: two hundred thousand, twenty thousand.",
        "200,000 and nothing else: the least of the one is the most of the other.",
        "has numbers in common with the second, and none with the first.",
    ):
        crossed = of("crossed-into-china-1990s")
        assert list(crossed["cite"]) == ["RFA report ¶16", "Lee ¶2", "Lee ¶11"]
        many, up_to, tens = intervals(crossed)
        assert meet([many, up_to]).point and many.lower == up_to.upper == 200_000
        assert tens.lower == 20_000 and set(crossed["period"]) == {"199X"}
        assert meet([many, tens]).empty and not meet([up_to, tens]).empty


def test_looser_readings_make_a_range_and_no_asserted_bound_is_left(of, finding):
    with finding(
        "The single number is made by a way of reading",
        "Either change turns the point into a range, and without implied bounds nothing is left "
        "at all.",
    ):
        crossed = of("crossed-into-china-1990s").iloc[:2]
        many, up_to = intervals(crossed)
        looser = [
            meet([Interval(100_000, many.upper), up_to]),
            meet([many, Interval(150_000, 250_000)]),
        ]
        assert not any(found.point or found.empty for found in looser)
        assert firm(crossed) == Interval()


def test_people_living_in_china_are_counted_at_two_times(of, finding):
    with finding(
        "And how many live there, by a statement of March 2022 and one of July 2023?",
        "Every bound on the famine years, and on people living in China, is only implied.",
    ):
        living = of("living-in-china")
        assert not asserts(living).any() and not asserts(of("crossed-into-china-1990s")).any()
        assert list(living["period"]) == ["2022-03", "2023-07"]
        assert bounds(vars(meet(intervals(living)))) == (20_000, 60_000)


# Repeated


def test_four_sevens_are_about_one_letter(of, finding):
    with finding(
        "A number heard four times is still one count",
        "Four sevens speak of one letter; the 2 and the 18 speak of two texts.",
        "All four sevens speak of the people in one letter: agreement that comes from repeating.",
        "four sevens were about one letter",
    ):
        letter = of("detainees-in-one-letter")
        assert len(letter) == 4 and set(letter["short"]) == {"RFA report"}
        assert ((letter["lower"] == 7) & (letter["upper"] == 7)).all() and (
            letter["repeats"] != ""
        ).sum() == 3


def test_two_signed_in_2022_and_eighteen_in_2023(of, finding):
    with finding(
        "the two are under a letter of 2022, the eighteen under a statement of 2023.",
        "a letter of February 2022 and a statement of October 2023.",
        "Two experts signed in the RFA report, eighteen in King.",
    ):
        signed = of("signatories-of-one-text")
        assert list(signed["lower"]) == list(signed["upper"]) == [2, 18] and list(
            signed["short"]
        ) == ["RFA report", "King"]
        assert list(signed["period"]) == ["2022-02", "2023-10"]


# Laid over each other


def test_three_groups_of_five_leave_no_number(groups, finding):
    with finding(
        "Laid over each other, three groups of five leave no number",
        "Of the five groups three break.",
    ):
        assert len(groups) == 5
        assert [group["quantity"].iloc[0] for group in broken(groups)] == [
            "detained-in-china",
            "repatriated-from-china",
            "crossed-into-china-1990s",
        ]


def test_the_statements_of_four_quantities_do_not_overlap(shared, finding):
    with finding("For the four whose times do not overlap", "Left out are two statements"):
        parted = {name: at_one_time(rows) for name, rows in shared.groupby("quantity", sort=False)}
        apart = [name for name, parts in parted.items() if all(len(part) == 1 for part in parts)]
        assert len(apart) == 4 and "signatories-of-one-text" in apart
        single = [part for name in parted.keys() - apart for part in parted[name] if len(part) == 1]
        assert sorted((part["lower"].iloc[0], part["period"].iloc[0]) for part in single) == [
            (50, "2021-07~"),
            (1170, "2021-08"),
        ]


def test_four_pairs_have_no_number_in_common_and_three_are_soft(groups, finding):
    with finding(
        "Four pairs have no number in common",
        "Three of the four breaks are soft: each needs a bound that its wording does not insist "
        "on. One is hard. The title of the Diplomat piece has “the 2,000”",
    ):
        pairs = pd.concat([clashes(group) for group in groups])
        hard = pd.concat([clashes(group, implied=False) for group in groups])
        assert len(pairs) == 4 and len(hard) == 1
        assert (
            "Diplomat piece title" in hard["one"].iloc[0] and "over 2,000" in hard["other"].iloc[0]
        )


def test_up_to_in_the_title_would_leave_no_hard_break(groups, finding):
    with finding("**With those two words in the title too, no break would be hard.**"):
        changed = [
            group.assign(
                qualifier=group["qualifier"].mask(group["paragraph"] == "title", "up-to"),
                lower_basis=group["lower_basis"].mask(group["paragraph"] == "title", "none"),
                upper_basis=group["upper_basis"].mask(group["paragraph"] == "title", "implied"),
            )
            for group in broken(groups)
        ]
        assert all(clashes(group, implied=False).empty for group in changed)


def test_twenty_tens_of_thousands_are_the_least_of_hundreds_of_thousands(of, finding):
    with finding("(twenty tens of thousands are 200,000)"):
        assert of("crossed-into-china-1990s")["lower"].iloc[0] == 20 * 10_000


def test_13_of_25_statements_assert_a_bound(shared, finding):
    with finding(
        "How many of the 25 statements on the nine quantities assert a bound?",
        "Drop what is only implied, and the other twelve allow any number at all.",
    ):
        assert (len(shared), asserts(shared).sum()) == (25, 13)
        assert all(
            interval(row, implied=False) == Interval()
            for _, row in shared[~asserts(shared)].iterrows()
        )


def test_without_implied_bounds_two_of_three_breaks_go(groups, finding):
    with finding(
        "Without implied bounds two of three breaks go, and some answers with them",
        "Only one of the three broken groups still breaks when implied bounds are dropped.",
        "People held in 2023. The title of the Diplomat piece has “the 2,000”",
    ):
        [kept] = [group for group in broken(groups) if firm(group).empty]
        assert kept["quantity"].iloc[0] == "detained-in-china"


def test_what_is_left_without_implied_bounds(groups, shared, of, finding):
    with finding(
        "The 600 stays because only one statement of three still speaks; so do the 70 to 80 "
        "percent, said by one of two.",
        "In three of nine rows nothing is left: the famine years, the women among those held, "
        "the people living in China.",
    ):
        recent = of("repatriated-from-china").iloc[1:]
        assert asserts(recent).sum() == 1 and bounds(vars(firm(recent))) == (600, 600)
        sent = of("women-among-repatriated")
        assert asserts(sent).sum() == 1 and bounds(vars(firm(sent))) == (70, 80)
        by_quantity = [rows for _, rows in shared.groupby("quantity")]
        rows = groups + [rows for rows in by_quantity if len(at_one_time(rows)) == len(rows)]
        nothing = {row["quantity"].iloc[0] for row in rows if firm(row) == Interval()}
        assert len(rows) == 9
        assert nothing == {"crossed-into-china-1990s", "women-among-detained", "living-in-china"}


def test_one_break_hangs_on_one_statement_two_on_either_of_two(groups, finding):
    with finding(
        "One break hangs on one statement, two on either of two",
        "Of those held in 2023, only leaving out the UN report’s “over 2,000” mends the group.",
        "Of those sent back, either the 500 or the 600 may go; of the famine years, either the "
        "RFA report or Lee’s smaller number.",
    ):
        mends = [
            [
                group.loc[out, "cite"]
                for out in group.index
                if not meet(intervals(group.drop(out))).empty
            ]
            for group in broken(groups)
        ]
        assert mends == [["King ¶18"], ["King ¶4", "Wolman ¶3"], ["RFA report ¶16", "Lee ¶11"]]


def test_leaving_out_either_document_mends_the_group_of_those_held(groups, finding):
    with finding("leave out whole documents, and either of the two mends it"):
        held = broken(groups)[0]
        rest = [held[held["document"] != document] for document in set(held["document"])]
        assert len(rest) == 2 and not any(meet(intervals(rows)).empty for rows in rest)


# Sums


def test_one_sum_of_four_stands_on_asserted_bounds(sums, finding):
    with finding(
        "Of four sums that are left to the reader, one stands on asserted bounds",
        "Wolman’s two parts assert bounds; all the others at most imply them.",
        "It is the only one of the four that needs no implied bound.",
    ):
        assert asserts(sums.pop("Wolman ¶3")).all()
        assert len(sums) == 3 and not any(asserts(rows).any() for rows in sums.values())


def test_captured_less_returned_is_the_ceiling_of_the_rights_groups(sums, finding):
    with finding("That is the very ceiling that rights groups are said to believe in"):
        [captured] = intervals(sums["King ¶3"])
        returned, more = intervals(sums["King ¶4"])
        assert (captured - returned).point and (captured - returned).lower == more.upper
        assert sums["King ¶4"]["sayer"].iloc[1] == "rights groups"


def test_over_2000_can_lie_within_the_sum_of_king(sums, of, finding):
    with finding("The “over 2,000” that King quotes for people held (¶18) can lie within."):
        returned, more = intervals(sums["King ¶4"])
        before = returned + meet([more, PEOPLE])
        assert bounds(vars(before)) == (500, 2500)
        assert not meet([before, interval(of("detained-in-china").iloc[-1])]).empty


def test_at_least_1600_had_been_held_by_wolman(sums, finding):
    with finding("at least 1,600 had been held at one time"):
        group, thousand = intervals(sums["Wolman ¶3"], implied=False)
        assert group + thousand == Interval(lower=1600)


def test_the_rfa_report_has_no_word_for_110000_or_more(sums, finding):
    with finding("That is 110,000 or more."):
        came, went_on, remain = intervals(sums["RFA report ¶16"])
        assert (came - went_on - meet([remain, PEOPLE])).lower == 110_000


def test_the_eve_of_the_returns(sums, of, finding):
    with finding(
        "One sum puts a ceiling of 2,500 over the eve of the returns",
        "The UN report and the two sums leave more than 2,000 and at most 2,500.",
        "Both statements break with the band.",
        "Wolman’s 1,600 lies below it and adds nothing.",
        "Drop the implied bounds, and it is gone.",
    ):
        returned, more = intervals(sums["King ¶4"])
        sent_back, thousand = intervals(sums["Wolman ¶3"])
        king, wolman = returned + meet([more, PEOPLE]), sent_back + thousand
        held = of("detained-in-china")
        over = interval(held.iloc[-1])
        eve = meet([king, wolman, over])
        assert (eve.lower, eve.lower_open, eve.upper) == (2000, True, 2500)
        july = intervals(held[held["period"] == "2023-07"])
        assert len(july) == 2 and all(meet([eve, one]).empty for one in july)
        assert meet([king, over]) == eve and wolman.upper == float("inf")
        firm_king = sum(intervals(sums["King ¶4"], implied=False), Interval(0, 0))
        assert firm_king.upper == float("inf")


def test_adding_the_500_again_brings_the_2500_back(sums, finding):
    with finding("then adding the 500 again only brings the 2,500 back"):
        [captured], [returned, more] = intervals(sums["King ¶3"]), intervals(sums["King ¶4"])
        assert (returned + more).upper == captured.upper == 2500


# Who says so, and what is not there


def test_no_count_of_people_is_attributed_to_a_state(corpus, finding):
    with finding(
        "No count of people is attributed to a state",
        "The author’s own voice carries 30 of the 45",
        "One figure is attributed to a government: China’s, and it counts agreements, not people.",
        "None is attributed to North Korea, and none to anyone who was held or sent back.",
    ):
        figures = corpus.figures
        actors = corpus.actors.set_index("actor")
        states = figures[figures["attributed_to"].map(actors["kind"]) == "state"]
        assert list(states["attributed_to"]) == ["china"] and list(states["unit"]) == ["agreements"]
        assert (len(figures), figures["own"].sum()) == (45, 30)
        texts = corpus.instruments.set_index("instrument")["voice"]
        voices = set(figures["attributed_to"].map(pd.concat([actors["voice"], texts])).dropna())
        assert "un" in voices and not voices & {"north-korea", "returned"}


def test_no_figure_says_what_became_of_people_sent_back(corpus, finding):
    with finding(
        "No figure says what became of people sent back",
        "None of the six questions has a figure that answers it.",
    ):
        stems = (
            "die|dead|death|kill|execut|tortur|beat|abus|treat|freed|releas|let go|allowed"
            "|left china|recogni|child|born|baby|infant|volunt|own will"
        )
        said = corpus.figures["counted"] + " " + corpus.figures["quote"]
        assert not said.str.contains(stems, case=False).any()


def test_all_five_texts_speak_of_what_awaits_people(corpus, finding):
    with finding("All five texts speak of what awaits people who are sent back."):
        claims = corpus.claims[corpus.claims["claim"] == "returnees-are-ill-treated"]
        assert claims["document"].nunique() == 5


def test_no_document_has_a_word_of_counting(corpus, finding):
    with finding("None of them occurs."):
        words = {"survey", "surveyed", "sample", "census", "counted", "margin"}
        assert not words & set(corpus.tokens["token"])


def test_one_statement_of_25_is_dated_to_a_day(shared, finding):
    with finding(
        "Of the 25 statements on the nine quantities, our tables date one to a day: the returns "
        "of 9 October 2023."
    ):
        days = shared.loc[shared["period"].str.fullmatch(r"\d{4}-\d\d-\d\d"), "period"]
        assert list(days) == ["2023-10-09"]


def test_one_figure_counts_arrests(corpus, of, finding):
    with finding(
        "One figure counts arrests, the captured of King ¶3, over four years together.",
        "None counts releases or deaths.",
    ):
        figures = corpus.figures
        caught = figures[figures["counted"].str.contains("captur|arrest|caught", case=False)]
        people = caught[caught["unit"] == "people"]
        assert list(people["quantity"]) == ["captured-in-china"]
        assert list(of("years-of-captures")["lower"]) == [4]
        assert not figures["counted"].str.contains("releas|freed|death|died", case=False).any()


def test_lees_numbers_of_question_seven(of, finding):
    with finding(
        "arrivals in South Korea peaked at 2,914 in one year",
        "It has the exodus last for “nearly three decades”; take thirty years.",
    ):
        [peak], [years] = (
            of("arrivals-in-south-korea-year")["upper"],
            of("length-of-exodus")["upper"],
        )
        [living] = of("living-in-south-korea")["upper"]
        assert (peak, years) == (2914, 30) and living == 34_000 < peak * years


def test_the_shares_of_women_of_question_eight(of, finding):
    with finding(
        "King has about 70 percent women, Lee has 70 to 80 percent.",
        "The only other statement on those sent back is “vast majority” (King ¶8)",
    ):
        assert set(of("women-among-detained")["short"]) == {"King"}
        lee, king = of("women-among-repatriated").to_dict("records")
        assert (
            bounds(lee) == (70, 80)
            and king["cite"] == "King ¶8"
            and "vast majority" in king["quote"]
        )
