"""What notebook 09 says about the law, held against the tables."""

from __future__ import annotations

import pytest


@pytest.fixture
def law(corpus):
    """The places that name treaties, agreements and other law."""
    law = corpus.citations.merge(corpus.instruments[["instrument", "kind", "date"]])
    return law[law["kind"].isin(["treaty", "law", "agreement"])]


@pytest.fixture
def treaties(corpus):
    return corpus.instruments[corpus.instruments["kind"] == "treaty"].set_index("instrument")


@pytest.fixture
def who(law):
    """Return a function: the documents that name an instrument."""
    return lambda instrument: set(law.loc[law["instrument"] == instrument, "short"])


@pytest.fixture
def china(corpus):
    return corpus.claims[corpus.claims["speaker"] == "china"]


@pytest.fixture
def breach(corpus):
    return corpus.claims[corpus.claims["claim"] == "returns-break-international-law"]


@pytest.fixture
def roads(corpus):
    return corpus.codings[corpus.codings["code"].str.startswith("road-")]


@pytest.fixture
def words(corpus):
    return lambda document: set(corpus[document].tokens["token"])


# Names


def test_each_text_is_of_its_kind(corpus, finding):
    with finding(
        "The documents are a news report (the RFA report), a testimony (Lee), an opinion (the "
        "Diplomat piece), an explainer (King) and a column (Wolman)."
    ):
        kinds = ["news report", "testimony", "opinion", "explainer", "column"]
        assert [corpus[document].genre for document in corpus] == kinds


def test_one_name_stands_in_all_five_documents(law, finding):
    with finding(
        "Only international law as a whole is named in all five documents.",
        "Six treaties, two sets of agreements and some law without a single text",
        "The one name that stands in all five is the least precise",
    ):
        kinds = law.drop_duplicates("instrument")["kind"].value_counts()
        assert (kinds["treaty"], kinds["agreement"], kinds["law"]) == (6, 2, 4)
        times = law.groupby("instrument")["short"].nunique()
        assert list(times[times == 5].index) == ["international-human-rights-law"]


def test_four_lean_on_the_refugee_convention_and_king_never_names_it(
    corpus, who, words, law, finding
):
    with finding(
        "Four of them lean on the Refugee Convention. King prints its five grounds of persecution",
        "and never its name. Wolman states the rule and never uses the word *refoulement*.",
    ):
        assert who("refugee-convention") == set(corpus.shorts) - {"King"}
        notes = corpus["kei-2023"].annotations
        assert "race, religion, nationality" in set(notes[notes["paragraph"] == "9"]["quote"])
        assert "treaty" not in set(law.loc[law["short"] == "King", "kind"])
        assert "refoulement" not in words("joongang-2024")


def test_not_one_article_is_cited(corpus, law, finding):
    with finding(
        "One rule has several names, and no article",
        "Not one article of a treaty is cited",
        "They belong to reports, works of scholarship and rules of procedure.",
    ):
        assert len(law) and (law["article"] == "").all()
        numbered = corpus.citations[corpus.citations["article"] != ""]
        kinds = corpus.instruments.set_index("instrument")["kind"]
        assert set(numbered["instrument"].map(kinds)) == {"report", "scholarship", "rules"}


# Broken, by whose word


def test_three_authors_assert_the_breach_themselves(breach, finding):
    with finding(
        "Three authors say in their own voice that the law is broken",
        "Lee, King and Wolman assert it themselves; the RFA report has the only denial.",
    ):
        asserted = breach[breach["own"] & (breach["stance"] == "asserts")]
        assert set(asserted["short"]) == {"Lee", "King", "Wolman"}
        [denial] = breach.loc[breach["stance"] == "denies", ["cite", "speaker"]].values.tolist()
        assert denial == ["RFA report ¶14", "china"]


def test_the_rfa_report_leaves_the_charge_to_others(breach, finding):
    with finding(
        "leaves the charge to the authors of the letter (¶4) and to Su Bo Bae (¶8), and gives "
        "China’s denial (¶14)"
    ):
        rows = breach[breach["short"] == "RFA report"]
        assert list(rows["paragraph"]) == ["4", "8", "14"] and not rows["own"].any()
        assert list(rows["speaker"]) == ["letter-seven-2022", "su-bo-bae", "china"]


def test_the_diplomat_piece_says_less(breach, finding):
    with finding(
        "The Diplomat piece says less: China must be reminded of its obligations (¶6), and the "
        "Refugee Convention is being undermined (¶8)."
    ):
        rows = breach[breach["short"] == "Diplomat piece"]
        assert set(rows["stance"]) == {"qualifies"} and list(rows["paragraph"]) == ["6", "8"]


def test_the_three_do_not_name_the_same_law(law, finding):
    with finding(
        "Lee names the Refugee Convention and its Protocol (¶7); Wolman the Refugee Convention "
        "and the Convention against Torture (¶4); King “international human rights law” (¶5) and "
        "no treaty."
    ):
        named = law[law["kind"] == "treaty"].groupby("cite")["instrument"].agg(set)
        assert named["Lee ¶7"] == {"refugee-convention", "refugee-protocol"}
        assert named["Wolman ¶4"] == {"refugee-convention", "cat"}
        king = law[law["cite"] == "King ¶5"]
        assert "international-human-rights-law" in set(king["instrument"])
        assert not named.index.str.startswith("King").any()


# Joining


def test_three_verbs_for_one_step_and_none_is_accede(law, finding):
    with finding(
        "One step, three verbs",
        "the documents have three verbs, *pledge*, *sign* and *ratify*, and none of them is "
        "*accede*",
        "“Pledged” and “obligations” name no step at all.",
    ):
        convention = law[(law["instrument"] == "refugee-convention") & (law["joining"] != "")]
        said = ["pledged to adhere", "obligations under", "signed", "ratified"]
        assert list(convention["joining"]) == said


def test_acceded_is_said_once_of_a_treaty_that_was_ratified(law, treaties, finding):
    with finding(
        "The one document that does say “acceded”, the Diplomat piece",
        "says it of a treaty that China ratified",
    ):
        [row] = law[law["joining"] == "acceded"].to_dict("records")
        assert row["cite"] == "Diplomat piece ¶6"
        assert treaties.loc[row["instrument"], "china_step"] == "ratified"


def test_one_word_names_the_step_on_record(law, treaties, finding):
    with finding("One does, Wolman’s “ratified”, of the Convention against Torture."):
        same = law[law["joining"] == law["instrument"].map(treaties["china_step"])]
        assert same[["cite", "instrument"]].values.tolist() == [["Wolman ¶4", "cat"]]


def test_china_is_bound_by_five_of_six_treaties(treaties, law, finding):
    with finding(
        "China is bound by five of these six treaties, the Refugee Convention among them",
        "The sixth is the convention on enforced disappearance.",
        "Lee ¶13 brings it in for what the rule is, and does not say that it binds China.",
    ):
        joined = treaties["china_step"].isin(["acceded", "ratified"])
        assert len(treaties) == 6 and list(treaties.index[~joined]) == ["icpped"]
        [row] = law[law["instrument"] == "icpped"].to_dict("records")
        assert (row["cite"], row["use"], row["joining"]) == ("Lee ¶13", "defines", "")


def test_dates_of_adoption_are_printed_and_of_joining_none(corpus, law, treaties, finding):
    with finding(
        "Every treaty date that is printed is a birthday",
        "Three documents print dates of treaties, all of them of adoption.",
        "No document prints the date on which China joined.",
        "None of the four years does.",
    ):
        named = law[law["kind"] == "treaty"].drop(columns="document")
        beside = corpus.events.merge(named, on=["cite", "short"], suffixes=("", "_adopted"))
        born = beside[beside["date"].str[:4] == beside["date_adopted"].str[:4]]
        assert set(born["short"]) == {"Lee", "Diplomat piece", "Wolman"}
        assert sorted(born["date"]) == ["1951", "1951", "1951", "1967", "1979-12", "2000-11"]
        years = set(treaties["china_date"].str[:4]) - {""}
        assert len(years) == 4 and not years & set(corpus.tokens["token"])
        assert not years & set(corpus.events["date"].str[:4])


# Roads


def test_each_document_takes_its_roads(corpus, roads, finding):
    with finding(
        "Lee takes all five roads, and the news report takes none",
        "Lee takes five roads, the Diplomat piece three, Wolman two, King one, the RFA report "
        "none.",
    ):
        assert (corpus.codes["scheme"] == "road").sum() == 6
        taken = roads[roads["code"] != "road-word-alone"].groupby("short")["code"].agg(set)
        assert taken.map(len).to_dict() == {"Lee": 5, "Diplomat piece": 3, "Wolman": 2, "King": 1}
        leaving, torture = "road-persecuted-for-leaving", "road-torture"
        assert taken["Diplomat piece"] == {leaving, "road-hunger", torture}
        assert taken["Wolman"] == {leaving, torture}
        assert taken["King"] == {"road-ill-treatment"}
        assert set(roads.loc[roads["short"] == "RFA report", "code"]) == {"road-word-alone"}


def test_the_places_of_the_roads_are_as_told(roads, finding):
    with finding(
        "leads hunger back to politics by way of *sŏngbun*, the ranking of families by loyalty "
        "(¶10 to ¶12)",
        "UNHCR’s staff classed starving people as refugees, because food was handed out by "
        "politics (¶8)",
        "**King** argues from the harm that waits, “Whatever the reason” that people left (¶6, "
        "¶16), and reports others who do (¶5, ¶8, ¶17, ¶19).",
    ):
        hunger = roads[roads["code"] == "road-hunger"]
        assert list(hunger["cite"]) == [
            "Lee ¶9",
            "Lee ¶10",
            "Lee ¶11",
            "Lee ¶12",
            "Diplomat piece ¶8",
        ]
        assert hunger["speaker"].iloc[-1] == "unhcr"
        reason = roads[roads["quote"].str.startswith("Whatever the reason")]
        assert list(reason["cite"]) == ["King ¶6", "King ¶16"]
        king = roads[(roads["short"] == "King") & (roads["code"] == "road-ill-treatment")]
        assert list(king.loc[king["own"], "paragraph"]) == ["6", "16"]
        assert list(king.loc[~king["own"], "paragraph"]) == ["5", "8", "17", "19"]


def test_the_commission_is_told_with_many_and_without_a_limit(corpus, roads, finding):
    with finding(
        "Lee ¶12 reports that conclusion of “many North Koreans”; the Diplomat piece without a "
        "limit."
    ):
        told = roads[roads["code"] == "road-persecuted-for-leaving"].set_index("cite")
        assert "many North Koreans" in told.loc["Lee ¶12", "quote"]
        assert told.loc["Lee ¶12", "speaker"] == "commission-of-inquiry"
        assert told.loc["Diplomat piece ¶3", "speaker"] == "coi-report"
        paragraph = corpus["diplomat-2023"].tokens.query("paragraph == '3'")
        assert "many" not in set(paragraph["token"])


def test_the_rfa_report_tells_of_harm_without_an_argument(corpus, finding):
    with finding("calls people refugees and tells of harm that waits (¶1, ¶9)"):
        claims = corpus["rfa-2022"].claims
        harm = claims[claims["claim"] == "returnees-are-ill-treated"]
        assert {"1", "9"} <= set(harm["paragraph"])


# China's answer


def test_no_document_reports_every_part_of_chinas_answer(corpus, china, finding):
    with finding(
        "No document reports every part of China’s answer; King reports none.",
        "Four documents tell some of it. King tells none",
    ):
        parts = china.groupby("short")["claim"].nunique()
        assert set(parts.index) == set(corpus.shorts) - {"King"}
        assert parts.max() < china["claim"].nunique() == 5


def test_two_places_name_where_they_have_chinas_view_from(china, finding):
    with finding(
        "RFA report ¶14 rests on China’s reply to UN officials",
        "Lee ¶6 rests on a text of Human Rights Watch. In the other places no speaker, date or "
        "text is named.",
    ):
        named = china[china["support"].isin(["statement", "text"])]
        assert set(zip(named["cite"], named["rests_on"], strict=True)) == {
            ("RFA report ¶14", "china-reply-2021"),
            ("Lee ¶6", "hrw-crackdowns-2017"),
        }


def test_economic_is_said_in_two_places(china, finding):
    with finding("Its reason is why people came: “economic” (Lee ¶3, Wolman ¶4)."):
        economic = china.loc[china["quote"].str.contains("economic"), "cite"]
        assert {"Lee ¶3", "Wolman ¶4"} <= set(economic)


def test_only_two_documents_report_that_no_harm_waits(china, finding):
    with finding(
        "only two documents report it: the Diplomat piece of punishment on return (¶7), Wolman "
        "of torture in North Korea as a whole (¶4)"
    ):
        rows = china[china["claim"] == "no-harm-on-return"].set_index("cite")["quote"]
        assert list(rows.index) == ["Diplomat piece ¶7", "Wolman ¶4"]
        assert "punishment" in rows.iloc[0] and "torture" in rows.iloc[1]


# Agreements and access


def test_no_document_names_both_kinds_of_agreement(who, law, finding):
    with finding(
        "None does. The agreements of China with North Korea are said to close the door",
        "| ¶3, as China’s claim | ¶8, in the author’s voice | ¶7, ¶14, ¶15, ¶17, in the author’s "
        "voice |",
    ):
        assert who("china-dprk-agreements") == {"RFA report", "Diplomat piece"}
        assert who("unhcr-china-agreement-1995") == {"Lee"}
        of_1995 = law[law["instrument"] == "unhcr-china-agreement-1995"]
        assert list(of_1995["paragraph"]) == ["7", "14", "15", "17"]


def test_two_call_the_rule_custom_and_nobody_peremptory(corpus, who, finding):
    with finding(
        "Nobody in the five documents says that non-refoulement is one; Lee ¶13 and King ¶9 call "
        "it customary law"
    ):
        assert who("non-refoulement-custom") == {"Lee", "King"}
        assert not {"peremptory", "cogens"} & set(corpus.tokens["token"])


def test_four_dated_rows_tell_of_access(corpus, words, finding):
    with finding(
        "UNHCR’s access in the 1990s is told twice: as a right, and as a practice",
        "Lee dates an agreement; the Diplomat piece dates access and its end.",
    ):
        events = corpus.events[corpus.events["actors"].str.contains("unhcr")]
        access = events[events["label"].str.contains("access|border region|agreement")]
        assert list(access["cite"]) == ["Lee ¶7"] + ["Diplomat piece ¶8"] * 3
        assert "1995" not in words("diplomat-2023") and "2008" not in words("cecc-2023")


def test_both_end_without_access_and_wolman_leaves_the_refusal_out(corpus, finding):
    with finding("both end with no access", "That it was refused is left out."):
        denied = corpus.claims[corpus.claims["claim"] == "unhcr-is-denied-access"]
        asserted = denied.loc[denied["stance"] == "asserts", "short"]
        assert set(asserted) == {"Lee", "Diplomat piece"}
        assert set(denied.loc[denied["short"] == "Wolman", "stance"]) == {"qualifies"}


def test_no_court_and_one_document_of_arbitration(corpus, finding):
    with finding(
        "Nobody speaks of a court, and one document of arbitration",
        "The word *court* stands in none of the five documents. Only Lee names a procedure with a "
        "binding end: arbitration under the agreement of 1995 (¶15, ¶17).",
    ):
        tokens = corpus.tokens
        assert not {"court", "courts", "tribunal"} & set(tokens["token"])
        found = tokens[tokens["token"] == "arbitration"]
        assert set(found["document"]) == {"cecc-2023"} and list(found["paragraph"]) == ["15", "17"]
