"""What notebook 10 says of the demands, held against the tables."""

from itertools import product

import pandas as pd
import pytest

ALL = ["RFA report", "Lee", "Diplomat piece", "King", "Wolman"]
MORE = ["Diplomat piece", "Wolman"]


@pytest.fixture
def demands(corpus):
    return corpus.recommendations


@pytest.fixture
def each(demands):
    rows = demands.assign(who=demands["addressee"].str.split(";")).explode("who")
    return rows[rows["who"] != "antonio-guterres"]


@pytest.fixture
def by(each):
    return each.groupby("who")["short"].agg(set)


@pytest.fixture
def named(each):
    return each.query("addressee_basis == 'named'").groupby("who")["short"].agg(set)


@pytest.fixture
def rows(demands):
    return demands.set_index(["document", "recommendation"])


@pytest.fixture
def hands(demands):
    ways = demands[demands["route"] != ""].drop_duplicates(["short", "route"])
    return ways.assign(hand=ways["route"].str.split(";"))[["short", "hand"]]


@pytest.fixture
def given(corpus):
    reasons = corpus.codings[corpus.codings["code"].str.startswith("reason-")]
    return reasons.assign(plain=reasons["note"] == "")


@pytest.fixture
def tried(demands):
    """For each combination of labels: the tone, document and id of every demand."""
    reasons = [reason for reason in demands["tone_reason"].unique() if reason]
    found = []
    for choice in product(["tone", "tone_else"], repeat=len(reasons)):
        column = {"": "tone"} | dict(zip(reasons, choice, strict=True))
        found.append(
            [
                (row[column[row["tone_reason"]]], row["short"], row["recommendation"])
                for row in demands.to_dict("records")
            ]
        )
    return found


@pytest.fixture
def acts(corpus):
    """Who acts, speaks or is the source of a figure, in the body, the title and the standfirst."""
    events = corpus.events.assign(who=corpus.events["actors"].str.split(";")).explode("who")
    parts = [events, corpus.claims.assign(who=corpus.claims["speaker"])]
    parts += [corpus.figures.assign(who=corpus.figures["attributed_to"])]
    parts += [corpus.recommendations.assign(who=corpus.recommendations["speaker"])]
    found = pd.concat(parts)[["short", "paragraph", "who"]]
    found = found.replace({"who": {"antonio-guterres": "un-secretary-general"}})
    body = ~found["paragraph"].str.fullmatch(r"n\d+")
    return found[body & found["who"].isin(corpus.actors["actor"])]


def places(rows):
    return rows["cite"].drop_duplicates().tolist()


def test_the_five_documents_are_called_as_the_notebook_calls_them(corpus, finding):
    with finding("Each of the five documents wants something to happen"):
        assert corpus.shorts == ALL


def test_guterres_is_asked_only_together_with_his_office(demands, finding):
    with finding("man and office count as one"):
        asked = demands["addressee"].str.split(";")
        alone = [set(who) & {"antonio-guterres", "un-secretary-general"} for who in asked]
        assert {"antonio-guterres"} not in alone


def test_all_five_ask_china_and_three_name_it(by, named, finding):
    with finding(
        "All five ask something of China, three of them by name",
        "China stands alone with five.",
        "China is asked by all five documents, and named by three of them.",
        "China is asked by all five documents; China is named by three.",
    ):
        assert by["china"] == set(ALL) and named["china"] == {"RFA report", "Lee", "King"}
        assert by.drop("china").map(len).max() == 4
    with finding("In the Diplomat piece (¶2, ¶8) and in Wolman (title)"):
        assert by["china"] - named["china"] == {"Diplomat piece", "Wolman"}


def test_by_name_china_stands_level_with_three(by, named, finding):
    with finding(
        "China falls from five documents to three and stands level with UNHCR, the United "
        "Nations and states as a group."
    ):
        level = {who for who in named.index if len(named[who]) == 3}
        assert level == {"china", "unhcr", "united-nations", "un-member-states"}
        assert named.map(len).max() == 3


def test_the_international_community_is_our_name_in_lee_and_king(by, named, finding):
    with finding("In Lee and King *the international community* is only our name"):
        ours = by["international-community"] - named["international-community"]
        assert ours == {"Lee", "King"}


def test_the_united_nations_stands_for_its_top_officials(rows, finding):
    with finding(
        "*The United Nations* also stands for the “Top United Nations officials” of [Wolman ¶6]"
    ):
        top = rows.loc[("joongang-2024", "r05")]
        assert top["paragraph"] == "6" and "united-nations" in top["addressee"]


def test_nine_demands_leave_open_who_is_to_act(demands, finding):
    gaps = demands.query("addressee_basis == 'supplied'")
    with finding("Nine demands leave open who is to act"):
        assert len(gaps) == 9
    with finding(
        "Five of them stand in Lee, where the gap comes from a passive (¶17), from commands "
        "without a subject (¶21 and ¶22), or from sentences about a thing: a goal that should "
        "not stand in the way (¶4), a camp that would be a breakthrough (¶20)."
    ):
        assert gaps.query("short == 'Lee'")["paragraph"].tolist() == ["4", "17", "20", "21", "22"]


def test_three_gaps_could_be_filled_in_another_way(demands, by, named, finding):
    gaps = demands.query("addressee_basis == 'supplied'")
    with finding("Wolman’s title may speak to China", "Wolman’s title begins"):
        assert gaps.query("short == 'Wolman'")["paragraph"].tolist() == ["title"]
    with finding("Take that for an address, and China is named by four."):
        assert "Diplomat piece ¶8" in places(gaps)
        assert len(named["china"] | {"Diplomat piece"}) == 4
    with finding("Take that for an address, and the international community is named by three."):
        assert "Lee ¶4" in places(gaps)
        assert len(named["international-community"] | {"Lee"}) == 3


def test_three_documents_ask_unhcr(each, by, finding):
    with finding("Three documents ask UNHCR, two of them for a way out"):
        assert by["unhcr"] == {"Lee", "Diplomat piece", "Wolman"}
        out = each.query("who == 'unhcr'")
        out = out[out["action"].str.contains("corridor|leave safely")]
        assert places(out) == ["Lee ¶18", "Diplomat piece ¶10"]
    with finding("the corridor of [Lee ¶18]", "the safe passage of [Diplomat piece ¶10]"):
        assert len(out) == 2


@pytest.mark.parametrize(
    ("who", "said", "where"),
    [
        ("china", "not to return people (RFA report, King, Wolman)", None),
        ("china", "let the detained go (Diplomat piece ¶2)", "Diplomat piece ¶2"),
        ("china", "end what it does with North Korea (¶8)", "Diplomat piece ¶8"),
        ("china", "information on detainees (RFA report ¶2 and ¶13)", "RFA report ¶13"),
        ("china", "to protect (King ¶17), to open a corridor", "King ¶17"),
        ("china", "grant amnesties, which spare people a penalty (Lee ¶18 and ¶19)", "Lee ¶19"),
        ("united-nations", "to speak more firmly (RFA report ¶12,", "RFA report ¶12"),
        ("un-secretary-general", "Diplomat piece, Wolman ¶6)", "Wolman ¶6"),
        (
            "un-secretary-general",
            "to bring states together (Diplomat piece ¶9)",
            "Diplomat piece ¶9",
        ),
        ("un-member-states", "to send nobody back (King ¶17, Wolman ¶2)", "Wolman ¶2"),
        ("un-member-states", "house people for a time (Diplomat piece ¶9,", "Diplomat piece ¶9"),
        ("international-community", "attention fade (RFA report ¶12)", "RFA report ¶12"),
        ("international-community", "give some protection (Wolman ¶5)", "Wolman ¶5"),
        ("south-korea", "these people matter (RFA report ¶12, Wolman ¶7)", "RFA report ¶12"),
        ("south-korea", "work for releases and support helpers (Wolman ¶7)", "Wolman ¶7"),
    ],
)
def test_what_each_is_asked_stands_where_the_notebook_says(each, finding, who, said, where):
    asked = each[each["who"] == who]
    with finding(said):
        if where:
            assert where in places(asked)
        else:
            back = asked[asked["action"].str.contains("not return|back|End the returns")]
            assert set(back["short"]) == {"RFA report", "King", "Wolman"}


def test_six_demands_name_no_means(demands, finding):
    with finding(
        "Three demands of Lee, two of the Diplomat piece and one of Wolman name no means."
    ):
        without = demands["mechanism"].str.match(r"$|none|not specified", case=False)
        counts = demands[without]["short"].value_counts().to_dict()
        assert counts == {"Lee": 3, "Diplomat piece": 2, "Wolman": 1}


def test_ten_rows_go_to_one_man(each, by, finding):
    lists = each.groupby(["who", "short"]).size()
    with finding(
        "Ten rows go to one man, and only two documents ask him",
        "The longest list is the Secretary-General’s, and it stands in the Diplomat piece.",
    ):
        assert lists.idxmax() == ("un-secretary-general", "Diplomat piece") and lists.max() == 10
        assert by["un-secretary-general"] == set(MORE)
    with finding("China never has more than five rows in any one document."):
        assert lists["china"].max() == 5
    with finding("the Secretary-General is asked by two, as South Korea is."):
        assert len(by["south-korea"]) == len(by["un-secretary-general"]) == 2


def test_repeats_and_splits_move_no_document(each, rows, finding):
    with finding("The RFA report asks the same in its title and in ¶1."):
        twice = rows.loc["rfa-2022"].loc[["r01", "r02"]]
        assert twice["action"].nunique() == 1 and twice["paragraph"].tolist() == ["title", "1"]
    with finding(
        "King quotes one sentence of a UN report twice, in ¶17 and ¶19.",
        "King has three rows to China instead of five; no document drops out.",
    ):
        china = each.query("who == 'china' and short == 'King'")
        again = china["action"].str.startswith("The same request")
        assert len(china) == 5 and (~again).sum() == 3
        assert places(china[again]) == ["King ¶19"]
    with finding("is one paragraph on South Korea and has five rows."):
        seoul = each.query("who == 'south-korea' and short == 'Wolman'")
        assert len(seoul) == 5 and set(seoul["paragraph"]) == {"7"}


def test_lumping_the_un_changes_the_finding(corpus, each, by, finding):
    with finding(
        "Four: it stands second after China, level with the international community.",
        "In King nobody asks the UN for anything; there the UN only asks.",
    ):
        un = corpus.actors.query("kind == 'un-body'")["actor"]
        assert set(each[each["who"].isin(un)]["short"]) == set(ALL) - {"King"}
        assert len(by["international-community"]) == 4


def test_three_authors_ask_two_let_others_ask(demands, finding):
    own = demands.groupby("short")["own"].agg(["sum", "size"])
    with finding("Three authors ask, two let others ask"):
        assert set(own.index[own["sum"] > 0]) == {"Lee", "Diplomat piece", "Wolman"}
    with finding("In Lee and Wolman every demand in the table is the author’s."):
        assert set(own.index[own["sum"] == own["size"]]) == {"Lee", "Wolman"}
    with finding("In the RFA report and in King the author demands nothing at all"):
        assert set(own.index[own["sum"] == 0]) == {"RFA report", "King"}
    others = demands[~demands["own"]]
    with finding("In the Diplomat piece two are not, both of ¶2"):
        two = others.query("short == 'Diplomat piece'")
        assert two["paragraph"].tolist() == ["2", "2"] and "chris-smith" in set(two["speaker"])
    with finding("every demand belongs to a UN body or its experts, or to Kim Youngja"):
        voices = set(others.query("short in ['RFA report', 'King']")["speaker"])
        assert voices == {
            "united-nations",
            "letter-seven-2022",
            "letter-1170-2021",
            "joint-statement-18-experts-2023",
            "special-rapporteur-report-2023",
            "third-committee",
            "un-general-assembly",
            "kim-youngja",
        }


def test_the_united_nations_asks_and_is_asked(corpus, each, finding):
    asking, asked = each.groupby("speaker")["cite"], each.groupby("who")["cite"]
    asking, asked = asking.agg(set), asked.agg(set)
    with finding("In the RFA report’s title the UN asks China", "Kim Youngja asks the UN to speak"):
        assert "RFA report title" in asking["united-nations"] & asked["china"]
        assert "RFA report ¶12" in asking["kim-youngja"] & asked["united-nations"]
    with finding("a spokesperson of the Secretary-General speaks for the rule (¶5)"):
        events = corpus["diplomat-2023"].events.query("paragraph == '5'")
        assert events["actors"].str.contains("un-sg-spokesperson").any()
    with finding("the UN is to take “a stronger stance”"):
        assert "Diplomat piece standfirst" in asked["united-nations"]
    with finding("The General Assembly asks in [King ¶23]", "and is asked in [Lee ¶23]"):
        assert "King ¶23" in asking["un-general-assembly"]
        assert "Lee ¶23" in asked["un-general-assembly"]


def test_those_concerned_neither_ask_nor_are_asked(demands, each, finding):
    with finding("Those concerned are not heard asking"):
        assert "escapees" not in {*demands["speaker"], *each["who"]}


def test_four_documents_go_to_china_by_way_of_somebody_else(hands, finding):
    ends = hands["hand"].str[-1]
    with finding("Four documents go to China by way of somebody else"):
        assert set(hands[ends == "china"]["short"]) == set(ALL) - {"King"}
    with finding("Ten of fourteen ways end at China, three at North Korea; one end is left open."):
        assert ends.value_counts().to_dict() == {"china": 10, "north-korea": 3, "open": 1}
    with finding("Lee has the most ways, and in four of its six the first hand is missing"):
        assert hands["short"].value_counts().to_dict() == {
            "Lee": 6,
            "Wolman": 4,
            "Diplomat piece": 3,
            "RFA report": 1,
        }
        lee = hands.query("short == 'Lee'")["hand"]
        assert (lee.str[0] == "open").sum() == 4
        others = hands.query("short != 'Lee'")["hand"]
        assert (others.str[0] != "open").all()
    with finding("It is also the only document with ways that end at North Korea"):
        assert set(hands[ends == "north-korea"]["short"]) == {"Lee"}
    with finding("The Diplomat piece starts every way with one man"):
        first = hands.query("short == 'Diplomat piece'")["hand"].str[0]
        assert set(first) == {"un-secretary-general"}
    with finding("In Wolman four different hands reach for China, each directly."):
        wolman = hands.query("short == 'Wolman'")["hand"]
        assert wolman.str.len().eq(2).all() and wolman.str[-1].eq("china").all()
        assert wolman.str[0].nunique() == 4


def test_each_way_goes_through_those_who_are_asked(demands, finding):
    with finding("All demands of a document that go the same way are one line here."):
        for row in demands[demands["route"] != ""].itertuples():
            asked = set(row.addressee.split(";"))
            supplied = {"antonio-guterres", "international-community", "un-secretary-general"}
            beside = {"ohchr"}  # asked together with UNHCR
            assert asked <= {*row.route.split(";")} | supplied | beside, row.cite


def test_king_has_no_way_of_this_kind(rows, finding):
    with finding("King has no way of this kind"):
        king = rows.loc["kei-2023"]
        assert (king["route"] == "").all()
    with finding("the demands that it reports go straight to the states that are to act"):
        straight = {"china", "un-member-states;china;russia", "north-korea"}
        assert set(king.query("addressee_basis == 'named'")["addressee"]) == straight


def test_three_rows_speak_of_china_and_send_nobody(demands, finding):
    with finding("three that speak of China without sending anybody to it"):
        towards = (demands["action"] + demands["mechanism"]).str.contains("China|Beijing|Chinese")
        elsewhere = ~demands["addressee"].str.contains("china")
        left = demands[towards & elsewhere & (demands["route"] == "")]
        assert places(left) == ["Lee ¶16", "Diplomat piece standfirst", "Wolman ¶7"]
    with finding("the appeal of [Diplomat piece ¶7]"):
        appeal = demands.query("short == 'Diplomat piece' and paragraph == '7'")
        assert (appeal["route"] == "").all()


def test_who_asks_in_which_tone(demands, finding):
    tones = demands.groupby("tone")["short"].agg(set)
    with finding(
        "Demands that coerce stand in one document",
        "Lee alone has demands that coerce; quiet ways are asked for in three documents.",
    ):
        assert tones["coercive"] == {"Lee"}
        assert tones["quiet"] == {"RFA report", "Diplomat piece", "Wolman"}
    with finding("Public demands stand in all five documents"):
        assert tones["public"] == set(ALL)
    with finding("Practical help is asked for in every document but the news report."):
        assert tones["practical"] == set(ALL) - {"RFA report"}
    with finding("in King nobody is asked to speak up"):
        king = demands.query("short == 'King'")["action"]
        assert not king.str.contains("speak|attention|condemn|say", case=False).any()


def test_four_demands_coerce(demands, finding):
    force = demands.query("tone == 'coercive'")
    with finding("The four demands that coerce", "three are aimed at North Korea."):
        assert force["route"].str.split(";").str[-1].tolist() == ["china"] + 3 * ["north-korea"]
    with finding("One would bring China before an arbitrator"):
        assert "arbitration" in force["action"].iloc[0]


def test_nine_labels_could_be_given_otherwise(demands, tried, finding):
    with finding("Nine labels could be given otherwise", "Nine times a reader takes either"):
        doubts = demands[demands["tone_reason"] != ""]
        assert doubts["tone_reason"].nunique() == 9 and len(tried) == 512
        assert (doubts["tone_else"] != doubts["tone"]).all()
    with finding("we called it public in one document and practical in another"):
        back = doubts[doubts["tone_reason"].str.startswith("Nobody is to be sent back")]
        assert back.groupby("short")["tone"].unique().map(list).to_dict() == {
            "King": ["public"],
            "Wolman": ["practical"],
        }
    with finding("For Smith’s appeal ([Diplomat piece ¶2]", "our label is weak"):
        smith = demands.query("speaker == 'chris-smith'").iloc[0]
        assert (smith["tone"], smith["tone_else"]) == ("quiet", "public")


def test_one_mark_is_in_doubt_and_none_can_come(tried, finding):
    marks = [{(tone, short) for tone, short, _ in labels} for labels in tried]
    with finding(
        "One mark of the chart is in doubt, *quiet* in the RFA report, and no new one can appear"
    ):
        assert marks[0] - set.intersection(*marks) == {("quiet", "RFA report")}
        assert set.union(*marks) == marks[0]
    with finding(
        "The heading of this section stands under every combination.",
        "demands that coerce in Lee alone, quiet ones at least in the Diplomat piece and in Wolman",
        "public demands stand in all five",
    ):
        for found in marks:
            assert {short for tone, short in found if tone == "coercive"} == {"Lee"}
            assert {("quiet", short) for short in MORE} <= found
            assert {("public", short) for short in ALL} <= found
    with finding("How many demands coerce, does not"):
        counts = {sum(tone == "coercive" for tone, _, _ in labels) for labels in tried}
        assert counts == {3, 4, 5}
    with finding("which rests on the letter of August (¶13)"):
        quiet = [row for row in tried[0] if row[:2] == ("quiet", "RFA report")]
        assert quiet == [("quiet", "RFA report", "r07")]


def test_wolman_wants_the_un_heard_and_seoul_quiet(corpus, rows, by, finding):
    with finding("Wolman wants the UN to be heard and Seoul to be quiet"):
        wolman = rows.loc["joongang-2024"]
        assert wolman.loc["r05", "tone"] == "public"
        seoul = wolman[wolman["addressee"] == "south-korea"]["tone"]
        assert set(seoul) == {"quiet", "practical"} and by["south-korea"] == {
            "RFA report",
            "Wolman",
        }
    with finding("in what voice, the report does not say"):
        assert "whether in public is not said" in rows.loc[("rfa-2022", "r05"), "mechanism"]
    with finding("faults one South Korean government and asks Seoul for nothing"):
        events = corpus["cecc-2023"].events.query("paragraph == '2'")
        assert events["actors"].str.contains("south-korea").any()


def test_the_diplomat_piece_wants_both_of_one_man(each, finding):
    with finding("to speak in public (¶5 to ¶8) and to use good offices (¶9)"):
        him = each.query("who == 'un-secretary-general' and short == 'Diplomat piece'")
        tones = him.groupby("paragraph")["tone"].agg(set)
        assert all(tones[paragraph] == {"public"} for paragraph in "5678")
        assert tones["9"] == {"quiet"}


def test_all_five_hold_up_a_rule(given, finding):
    plain = given[given["plain"]].groupby("code")["short"].agg(set)
    with finding(
        "All five hold up a rule; eight other reasons divide them",
        "A rule is held up in all five documents; attention plainly matters in four.",
        "sorted what we found under nine reasons",
    ):
        assert len(plain) == given["code"].nunique() == 9
        assert plain["reason-rule"] == set(ALL)
        assert plain["reason-attention"] == set(ALL) - {"Wolman"}
    others = plain.drop(["reason-rule", "reason-attention"])
    with finding("None of the other seven stands in more than three."):
        assert len(others) == 7 and others.map(len).max() == 3
    with finding(
        "That China cares for its standing, that the returns are not in its interest, and that a "
        "procedure can compel, each stand in one."
    ):
        single = {"reason-standing", "reason-interest", "reason-compel"}
        assert set(others.index[others.map(len) == 1]) == single


def test_all_three_hollow_marks_are_wolmans(given, finding):
    hollow = given[~given["plain"]]
    with finding("All three hollow marks are Wolman’s.", "One is the “may” of ¶3, two are doubts"):
        assert places(hollow) == ["Wolman ¶3", "Wolman ¶5", "Wolman ¶6"] and len(hollow) == 3
        assert hollow["quote"].iloc[0].startswith("may ")
        assert hollow["note"].str.startswith("Doubted").tolist() == [False, True, True]
    with finding("the only one to argue that the returns do not serve China itself"):
        assert set(given.query("code == 'reason-interest'")["short"]) == {"Wolman"}


def test_what_lee_argues_and_suggests(corpus, demands, finding):
    with finding("argues between ¶4 and ¶12 that the law is broken and that these people are"):
        claims = corpus["cecc-2023"].claims.query("own")
        both = ["returns-break-international-law", "leavers-are-refugees"]
        steps = claims[claims["claim"].isin(both)]["paragraph"].astype(int)
        assert (steps.min(), steps.max()) == (4, 12)
    with finding("The suggestions (¶17 to ¶23) then ask for deeds and procedures."):
        asks = demands.query("short == 'Lee'")["paragraph"].astype(int)
        assert sorted(set(asks)) == [4, *range(16, 24)]


def test_the_years_in_the_diplomat_piece_and_in_king(corpus, finding):
    with finding("he spoke before, in 2006 and 2013"):
        dates = corpus["diplomat-2023"].events.query("paragraph == '6'")["date"]
        assert {"2006", "2013"} <= set(dates)
    with finding("What the nineteen years have changed is not told."):
        years = corpus["kei-2023"].figures.set_index("quantity")["upper"]
        assert years["years-of-assembly-resolutions"] == 19


def test_smith_belongs_to_the_commission_of_the_hearing(corpus, rows, finding):
    with finding("chair of a commission of Congress and government before which Lee testified"):
        smith = rows.loc[("diplomat-2023", "r03")]
        assert (smith["speaker"], smith["paragraph"]) == ("chris-smith", "2")
        assert "un-secretary-general" in smith["addressee"]
        assert corpus["cecc-2023"].publisher == "Congressional-Executive Commission on China"


def test_four_documents_tell_of_earlier_appeals(corpus, rows, given, finding):
    with finding("Four documents tell of earlier appeals, one of people let go after some"):
        assert "several earlier appeals" in rows.loc[("rfa-2022", "r04"), "action"]
        assert "repeatedly asked it before" in rows.loc[("kei-2023", "r01"), "action"]
        assert "periodic calls to respect international law" in set(given["quote"])
        tokens = corpus["cecc-2023"].tokens["token"]
        assert not tokens.isin(["appeal", "appeals", "appealed"]).any()
        leeway = corpus.claims.query("claim == 'china-could-tolerate-them'")
        after = leeway[leeway["note"].str.contains("intercession")]
        assert places(after) == ["Diplomat piece ¶11"]
    with finding("China answered that the rule does not apply (¶14)"):
        answer = corpus["rfa-2022"].claims.query("paragraph == '14' and speaker == 'china'")
        assert len(answer) > 0
    with finding("the next day the UN’s human rights office said", "for nine people whom Laos"):
        notes = corpus["diplomat-2023"].annotations.query("paragraph == '6'")["body"]
        laos = " ".join(notes[notes.str.contains("Laos")])
        assert "nine people" in laos and "The next day" in laos


def test_north_korea_is_asked_once(corpus, demands, each, acts, finding):
    asked = each.query("who == 'north-korea'")
    with finding(
        "North Korea is asked once, and not for those sent back",
        "In how many paragraphs, in all five documents, is North Korea asked for something?",
    ):
        assert places(asked) == ["King ¶20"] and len(asked) == 1
    with finding("All five documents say that people who are sent back are ill-treated"):
        treated = corpus.claims.query("claim == 'returnees-are-ill-treated'")
        assert set(treated["short"]) == set(ALL)
    with finding("That those who return should not be punished is asked of nobody."):
        assert not demands["action"].str.contains("punish").any()
        assert not asked["action"].str.contains("return|back").any()
    with finding("North Korea acts in four documents and is asked in one."):
        acting = acts.query("who == 'north-korea'")["short"]
        assert set(acting) == set(ALL) - {"RFA report"}


def test_who_is_asked_and_does_nothing(each, acts, finding):
    with finding("who is asked, but does nothing that our tables tell?"):
        idle = set(each["who"]) - set(acts["who"])
        states = {"russia", "asian-states", "un-member-states"}
        assert idle == states | {"iom", "credentials-committee"}


def test_who_else_is_asked_nothing(corpus, demands, each, acts, finding):
    never = set(acts["who"]) - set(each["who"])
    with finding(
        "No document asks it to do anything.",
        "**The Security Council**",
        "**The police who arrest and telephone**",
        "**the local officials**",
    ):
        assert {"united-states", "un-security-council", "chinese-police"} <= never
        assert "local-officials-northeast-china" in never
    with finding("Mongolia, Vietnam, Myanmar or Laos and asks UNHCR and China; the four are not"):
        words = set(corpus["cecc-2023"].tokens.query("paragraph == '18'")["token"])
        assert {"mongolia", "vietnam", "myanmar", "laos"} <= words
        lee = demands.query("short == 'Lee' and paragraph == '18'")
        assert lee["addressee"].tolist() == ["unhcr;china"]
    with finding("Shelter is asked for *temporarily* (Diplomat piece ¶9) or in a *temporary*"):
        words = demands["action"] + " " + demands["mechanism"]
        shelter = demands[words.str.contains("shelter|settlement|House|Take in|reception")]
        assert places(shelter) == ["Lee ¶20", "Diplomat piece ¶9"]
    with finding("No country is asked to let people in for good."):
        assert not demands["action"].str.contains("for good|resettle|asylum$|citizen").any()


def test_who_is_missing_even_from_the_list(acts, finding):
    with finding("Spain and the European Union", "the helpers inside China"):
        assert not {"spain", "european-union", "helpers-in-china"} & set(acts["who"])


def test_the_way_of_question_5(rows, finding):
    with finding("Name every hand on the way, and the one that is missing."):
        assert rows.loc[("cecc-2023", "r04"), "route"] == "open;unhcr;china"
        assert rows.loc[("cecc-2023", "r03"), "route"] == "unhcr;china"
