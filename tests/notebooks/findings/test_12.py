"""What notebook 12 says about the fifteen sentences, held against the tables."""

from __future__ import annotations

import pandas as pd
import pytest

SUPPORTS = ["text", "statement", "rule", "none"]
HARM, BREACH = "returnees-are-ill-treated", "returns-break-international-law"
STATUS, MIGRANTS = "leavers-are-refugees", "leavers-are-illegal-migrants"
NO_HARM, ATTENTION = "no-harm-on-return", "the-world-looks-elsewhere"
WOMEN, NEAR = "women-are-most-affected", "more-returns-are-near"


@pytest.fixture
def kinds(corpus):
    return corpus.claims_vocabulary.set_index("claim")["kind"]


@pytest.fixture
def claims(corpus, kinds):
    return corpus.claims.assign(kind=corpus.claims["claim"].map(kinds))


@pytest.fixture
def own(claims):
    return claims[claims["own"]]


@pytest.fixture
def reported(claims):
    return claims[~claims["own"]]


@pytest.fixture
def denied(claims):
    return claims[claims["stance"] == "denies"]


@pytest.fixture
def china(claims):
    return claims[claims["speaker"] == "china"]


@pytest.fixture
def harm(claims):
    return claims[claims["claim"] == HARM]


@pytest.fixture
def manner(corpus):
    return corpus.codings[corpus.codings["code"].str.startswith("manner-")]


@pytest.fixture
def near(corpus, own):
    evidence = corpus.citations[corpus.citations["use"] == "evidence"]
    return own.merge(evidence[["document", "paragraph"]].drop_duplicates())


@pytest.fixture
def instruments(corpus):
    return corpus.instruments.set_index("instrument")


def of(rows, claim):
    return rows[rows["claim"] == claim]


def supports(rows):
    return rows["support"].value_counts().reindex(SUPPORTS, fill_value=0).tolist()


def at(rows):
    return rows["cite"].tolist()


# The maps


def test_fifteen_sentences_six_of_them_in_all_documents(claims, kinds, finding):
    reach = claims.groupby("claim")["document"].nunique()
    with finding("Fifteen sentences; all five documents speak to six of them"):
        assert len(kinds) == 15 and (reach == 5).sum() == 6
    with finding("each of which at least two documents speak to"):
        assert reach.min() == 2 and set(reach.index) == set(kinds.index)
    with finding(
        "Eight of the sentences are about **facts**", "Four are about **law**", "Three say what"
    ):
        assert kinds.value_counts().to_dict() == {"fact": 8, "law": 4, "ought": 3}
    five = kinds[reach[reach == 5].index].value_counts()
    with finding("All five documents speak to three of the eight sentences about facts."):
        assert five["fact"] == 3
    with finding("All five documents speak to three of the four sentences about law."):
        assert five["law"] == 3


def test_a_denial_of_harm_is_heard_from_china_alone(claims, finding):
    rows = of(claims, NO_HARM)
    said, answered = rows[rows["stance"] == "asserts"], rows[rows["stance"] == "denies"]
    with finding("### The facts: a denial of harm is heard from China alone"):
        assert set(said["speaker"]) == {"china"}
    with finding(
        "Two documents report that China denies harm, and in both the author rejects it in the "
        "same paragraph."
    ):
        assert at(said) == at(answered) == ["Diplomat piece ¶7", "Wolman ¶4"]
        assert answered["own"].all()


def test_on_law_authors_deny_one_sentence_and_china_mostly_another(own, denied, china, finding):
    with finding(
        "### The law: authors deny one sentence only, that these people are illegal migrants"
    ):
        assert set(denied.loc[denied["own"] & (denied["kind"] == "law"), "claim"]) == {MIGRANTS}
    with finding("Of the four denials that are China’s, three are of the sentence on refugees."):
        assert sorted(china.loc[china["stance"] == "denies", "claim"]) == sorted(
            [STATUS] * 3 + [BREACH]
        )


def test_nobody_denies_what_ought_to_be(claims, finding):
    ought = claims[claims["kind"] == "ought"]
    with finding("### What ought to be: nobody denies any of it, and King is silent"):
        assert "denies" not in set(ought["stance"]) and "kei-2023" not in set(ought["document"])
    with finding("a asserts, q qualifies. The table"):
        assert set(ought["stance"]) == {"asserts", "qualifies"}
    with finding("The RFA report, too, says nothing here in its author’s own voice."):
        rfa = ought[ought["document"] == "rfa-2022"]
        assert len(rfa) and not rfa["own"].any()
    with finding("Nineteen of 24 places on what ought to be are in Lee and in the Diplomat piece."):
        assert len(ought) == 24 and ought["short"].isin(["Lee", "Diplomat piece"]).sum() == 19


# Agreement


def test_one_sentence_is_asserted_by_all_in_their_own_voice(own, finding):
    asserted = own[own["stance"] == "asserts"]
    by = asserted.groupby("claim")["short"].agg(set)
    with finding(
        "In their own voice all five documents assert only one sentence, three of them by a word "
        "alone"
    ):
        assert [claim for claim, who in by.items() if len(who) == 5] == [STATUS]
        status = of(asserted, STATUS)
        alone = status["note"] == "By the choice of the word alone."
        assert not set(status.loc[alone, "short"]) & set(status.loc[~alone, "short"])
        assert status.loc[alone, "short"].nunique() == 3
    with finding(
        "In the RFA report, the Diplomat piece and King it is *the word alone*: “refugees” in a "
        "headline "
        "or in the line under it, in the RFA report in ¶1 too."
    ):
        words = ["RFA report title", "RFA report ¶1", "Diplomat piece standfirst", "King title"]
        assert at(status[alone]) == words
        assert status.loc[alone, "quote"].str.lower().str.contains("refugees").all()
    with finding(
        "Two argue for the sentence: [Lee ¶8]",
        "and ¶9, and [Wolman ¶4]",
        "who does so without that noun",
    ):
        assert at(status[~alone]) == ["Lee ¶8", "Lee ¶9", "Wolman ¶4"]
        assert "refugee" not in status.loc[status["short"] == "Wolman", "quote"].item()
    with finding(
        "That people who are sent back are ill-treated is asserted by four. The fifth, the RFA "
        "report, lets others say it."
    ):
        assert by[HARM] == {"Lee", "Diplomat piece", "King", "Wolman"}
        assert not of(own, HARM)["short"].eq("RFA report").any()


def test_others_only_never_stands_for_silence(claims, finding):
    with finding("*Others only* means that it lets others speak and says neither yes nor no."):
        reach = claims.groupby("claim")["document"].nunique()
        common = claims[claims["claim"].isin(reach[reach == 5].index)]
        assert len(common.drop_duplicates(["claim", "document"])) == 30


def test_on_women_one_place_says_both_halves(claims, corpus, finding):
    women = of(claims, WOMEN)
    half = women["note"].str.contains(r"not of|no particular harm|gives no share")
    with finding(
        "### On women, one place of eight says both halves of the sentence", "Only [Lee ¶12]"
    ):
        assert len(women) == 8 and at(women[~half]) == ["Lee ¶12"]
        shares = corpus.figures[corpus.figures["quantity"].str.startswith("women-among")]
        assert "Lee ¶12" in at(shares)
    with finding("In its three places King speaks of how many, and of no particular harm"):
        king = women[women["short"] == "King"]
        assert (
            len(king) == 3
            and king["note"].str.contains("not of particular harm|no particular harm").all()
        )
    with finding("the Diplomat piece and Wolman speak of harm and give no share"):
        rest = women[women["short"].isin(["Diplomat piece", "Wolman"])]
        assert len(rest) == 3 and rest["note"].str.contains("share").all()
        assert not shares["short"].isin(["Diplomat piece", "Wolman"]).any()


def test_nine_sentences_have_no_denial(denied, claims, kinds, finding):
    with finding(
        "### Nine sentences have no denial of their own; one is denied under another name"
    ):
        assert len(set(kinds.index) - set(denied["claim"])) == 9
    with finding("Fifteen places deny something, and they touch six sentences."):
        assert len(denied) == 15 and denied["claim"].nunique() == 6
    with finding(
        "One of them is that returned people are ill-treated, and China is reported to say the "
        "opposite"
    ):
        assert HARM not in set(denied["claim"])
        assert "china" in set(of(claims, NO_HARM)["speaker"])


def test_whose_voices_are_reported(corpus, claims, reported, instruments, finding):
    voices = pd.concat([corpus.actors.set_index("actor")["voice"], instruments["voice"]])
    heard = reported["speaker"].map(voices)
    assert heard.notna().all()
    with finding(
        "China’s government speaks in 12 of the 148 places, always by way of somebody else."
    ):
        assert len(claims) == 148 and (heard == "china").sum() == 12
    with finding("North Korea’s speaks in one."):
        assert (heard == "north-korea").sum() == 1
    with finding("People who were sent back speak in none"):
        assert (heard == "returned").sum() == 0 and "returned" in set(voices)


def test_what_the_north_korean_representative_says_is_no_denial_of_harm(corpus, claims, finding):
    with finding(
        "We do not count that as a denial of ill-treatment",
        "“falsehoods” and on invented testimonies",
    ):
        here = claims[(claims["cite"] == "King ¶22")]
        assert here["speaker"].tolist() == ["north-korea"] and here["claim"].tolist() == [STATUS]
        words = corpus["kei-2023"].tokens.query("paragraph == '22'")["token"]
        assert {"falsehoods", "testimonies", "fabricated"} <= set(words)


# Harm after return


def test_twenty_four_places_in_four_manners(harm, manner, claims, finding):
    same = ["document", "paragraph", "quote", "speaker"]
    with finding("## Twenty-four places speak of harm after return; four tell what has happened"):
        assert len(harm) == 24 and (manner["code"] == "manner-has-happened").sum() == 4
        assert sorted(harm[same].to_numpy().tolist()) == sorted(manner[same].to_numpy().tolist())
    with finding("Half of the places say what would or will happen."):
        assert (manner["code"] == "manner-would-happen").mean() == 0.5
    with finding("Twelve of the twenty-four say what would or will happen."):
        assert (manner["code"] == "manner-would-happen").sum() == 12
    with finding("Twenty-four places, four manners"):
        assert manner["code"].nunique() == 4
    with finding("No sentence is asserted or reported more often than this one"):
        yes = claims[claims["stance"].isin(["asserts", "reports"])]["claim"].value_counts()
        assert yes.idxmax() == HARM and (yes == yes.max()).sum() == 1


def test_three_of_the_four_that_tell_what_has_happened_are_reported(manner, finding):
    told = manner[manner["code"] == "manner-has-happened"]
    with finding(
        "Of the four that tell what has happened, three are reported voices: Su Bo Bae, of a "
        "documentation "
        "centre in Seoul, twice",
        "the Commission of Inquiry once",
    ):
        others = told[~told["own"]]
        assert others["speaker"].tolist() == ["su-bo-bae", "su-bo-bae", "coi-report"]
        assert at(others) == ["RFA report ¶9", "RFA report ¶10", "Diplomat piece ¶3"]
    with finding("The fourth is Lee’s own, in [Lee ¶3]", "the phrase stands before a page break"):
        assert at(told[told["own"]]) == ["Lee ¶3"]
        assert told.loc[told["own"], "note"].str.contains("page break").all()
    with finding("One place says openly that nothing is known", "“Their fate remains unknown”"):
        unknown = manner[manner["code"] == "manner-unknown"]
        assert (
            at(unknown) == ["Wolman ¶3"] and unknown["quote"].item() == "Their fate remains unknown"
        )


def test_lee_names_escapees_from_camps(corpus, finding):
    with finding(
        "it names people who escaped from prison camps and told of them", "They need not have come"
    ):
        words = corpus["cecc-2023"].tokens.query("paragraph == '3'")["token"]
        assert {"escapees", "camps", "chronicled"} <= set(words)


def test_king_goes_on_in_the_present(corpus, finding):
    with finding("that many “are detained” in labour camps (¶6), or “are or will be” (¶16)"):
        tokens = corpus["kei-2023"].tokens
        for paragraph, words in {
            "6": {"many", "are", "detained"},
            "16": {"are", "will", "be", "detained"},
        }.items():
            assert words <= set(tokens.loc[tokens["paragraph"] == paragraph, "token"])


def test_nine_texts_are_named_for_the_harm_and_none_is_shared(harm, instruments, finding):
    named = harm[harm["rests_on"] != ""]
    with finding("### Nine texts are named for the sentence, none of them by two documents"):
        assert named["rests_on"].nunique() == 9
        assert named.groupby("rests_on")["document"].nunique().max() == 1
    with finding("Each of the nine texts is named by one document, and Wolman names none."):
        assert "Wolman" not in set(named["short"])
    with finding("the dates, from 2013 to 2023,"):
        dates = named["rests_on"].map(instruments["date"])
        assert dates.min()[:4] == "2013" and dates.max()[:4] == "2023" and (dates != "").all()
    with finding(
        "(The accounts of [Lee ¶3]", "have no title and no date, so they are not in the chart.)"
    ):
        assert at(harm[(harm["support"] == "text") & (harm["rests_on"] == "")]) == ["Lee ¶3"]


def test_king_brings_two_texts_of_one_rapporteur(harm, corpus, finding):
    with finding("the two UN texts in King lean on “long-standing and credible reports” (¶8, ¶17)"):
        king = harm[(harm["short"] == "King") & (harm["rests_on"] != "")]
        texts = {"joint-statement-18-experts-2023", "special-rapporteur-report-2023"}
        assert set(king["rests_on"]) == texts and {"King ¶8", "King ¶17"} <= set(king["cite"])
        tokens = corpus["kei-2023"].tokens
        for paragraph in ("8", "17"):
            words = set(tokens.loc[tokens["paragraph"] == paragraph, "token"])
            assert {"long", "standing", "credible", "reports"} <= words
    with finding("finds one report of 2014 that four documents cite"):
        cited = corpus.citations[corpus.citations["instrument"] == "coi-report"]
        assert cited["document"].nunique() == 4


# Disagreement


def test_attention_is_the_one_sentence_with_a_yes_and_a_no(own, finding):
    yes = set(own.loc[own["stance"] == "asserts", "claim"])
    no = set(own.loc[own["stance"] == "denies", "claim"])
    with finding(
        "Among fifteen sentences the table has one", "whether the world’s attention has turned away"
    ):
        assert yes & no == {ATTENTION}


def test_the_denials_on_attention_are_implied_or_limited(claims, corpus, finding):
    rows = of(claims, ATTENTION)
    no = rows[rows["stance"] == "denies"].set_index("cite")["note"]
    with finding(
        "Two of the three denials are read out of what is implied",
        "the third speaks of North Koreans in general",
    ):
        assert len(no) == 3
        assert no[["Diplomat piece ¶2", "King ¶10"]].str.startswith("By implication").all()
        assert "North Koreans in general" in no["Wolman ¶1"] and "¶3" in no["Wolman ¶1"]
    with finding("[Lee ¶4]", "says that international concern over these refugees has weakened"):
        assert at(rows[rows["stance"] == "asserts"]) == ["Lee ¶4"]
    with finding("Nine places on one sentence"):
        coded = corpus.codings[corpus.codings["code"].str.startswith("attention-")]
        same = ["document", "paragraph", "quote"]
        assert len(rows) == 9
        assert sorted(coded[same].to_numpy().tolist()) == sorted(rows[same].to_numpy().tolist())


@pytest.mark.parametrize(
    "cite, words",
    [
        ("RFA report standfirst", "escapees face severe punishment upon repatriation"),
        ("RFA report ¶3", "it must return North Koreans"),
        ("RFA report ¶9", "may be moving away from relying on violence"),
        ("RFA report ¶14", "did not apply to these cases"),
        ("Lee ¶3", "illegal economic migrants"),
        ("Lee ¶4", "recognized as refugees by the UN"),
        ("Lee ¶6", "simply by remaining silent"),
        ("Lee ¶6", "despite not having access"),
        ("Lee ¶12", "recognize many North Koreans as refugees"),
        ("Lee ¶14", "lack of access to North Korean refugees"),
        ("Diplomat piece ¶2", "eyes are turning"),
        ("Diplomat piece ¶3", "merit international protection"),
        ("Diplomat piece ¶5", "far more powerful if Guterres spoke directly"),
        ("Diplomat piece ¶6", "deeply concerned about the safety"),
        ("Diplomat piece ¶7", "not only its weapons program"),
        ("Diplomat piece ¶7", "no punishment upon return"),
        ("Diplomat piece ¶7", "thin"),
        ("Diplomat piece ¶8", "classified starving North Koreans as refugees"),
        ("Diplomat piece ¶9", "should use his good offices"),
        ("Diplomat piece ¶9", "other countries in Asia might be better suited"),
        ("King ¶2", "in an effort to flee their homeland"),
        ("King ¶6", "Whatever the reason these North Koreans left"),
        ("King ¶10", "with special focus on the repatriation"),
        ("King ¶18", "the imminent risk of repatriation of individuals"),
        ("King ¶22", "committed crimes in their homeland"),
        ("Wolman ¶1", "there has been little improvement"),
        ("Wolman ¶1", "turned its attention once again"),
        ("Wolman ¶3", "may be focused elsewhere"),
        ("Wolman ¶3", "Their fate remains unknown"),
        ("Wolman ¶4", "there is no torture"),
        ("Wolman ¶4", "refuted by all reasonable observers"),
        ("Wolman ¶4", "individualized refugee status determinations"),
        ("Wolman ¶7", "must act more forcefully as well"),
        ("Wolman ¶7", "more North Korean lives sacrificed"),
    ],
)
def test_what_is_set_side_by_side_stands_in_its_place(cite, words, claims, finding):
    with finding(f"“{words}"):
        assert claims.loc[claims["cite"] == cite, "quote"].str.contains(words, regex=False).any()


def test_on_what_chinas_position_rests(china, finding):
    named = china["rests_on"].value_counts()
    with finding("China’s position is spread over 12 places."):
        assert len(china) == 12
    with finding(
        "In three it rests on a reply of China’s own, in one on a text of Human Rights Watch, in "
        "one on "
        "agreements without a title; in the other seven no person, date or text is named."
    ):
        assert named["china-reply-2021"] == 3
        assert named["hrw-crackdowns-2017"] == named["china-dprk-agreements"] == 1
        assert supports(china) == [1, 3, 1, 7] and named[""] == 7


# What stands behind the places


def test_behind_61_of_92_places_nothing_is_named(own, reported, finding):
    with finding(
        "## Behind 61 of 92 places in an author’s own voice nothing is named",
        "Of the 92 places in an author’s own voice 14 have a text and 17 a rule; 61 have neither.",
    ):
        assert len(own) == 92 and supports(own) == [14, 0, 17, 61]
    with finding("Of the 56 in a reported voice 41 come with the speaker’s own text or statement"):
        assert len(reported) == 56 and supports(reported) == [2, 41, 1, 12]
    with finding("(One of the 14, [Lee ¶3]", "has accounts without a title.)"):
        assert at(own[(own["support"] == "text") & (own["rests_on"] == "")]) == ["Lee ¶3"]


def test_support_differs_little_in_own_voices_and_much_in_reported_ones(own, reported, finding):
    with finding(
        "In every document, most places in the author’s own voice have nothing named for them."
    ):
        assert ((own["support"] == "none").groupby(own["short"]).mean() > 0.5).all()
    bare = (reported["support"] == "none").groupby(reported["short"]).mean()
    with finding(
        "For reported voices a text or statement is mostly named in the RFA report and in King, "
        "and nothing is named in Wolman."
    ):
        assert bare["Wolman"] == 1
        named = reported["support"].isin(["text", "statement"]).groupby(reported["short"]).mean()
        assert named[["RFA report", "King"]].min() > 0.8


def test_a_text_close_by_often_serves_another_sentence(own, near, corpus, finding):
    with finding(
        "Of these 35, we found 12 served by a text; in the other 23 the text close by serves "
        "another sentence."
    ):
        assert len(near) == 35 and (near["support"] == "text").sum() == 12
    with finding("35 places with evidence close by: what serves the sentence?"):
        assert len(near) == 35
    missed = own[(own["support"] == "text") & ~own["cite"].isin(near["cite"])]
    with finding("Two: the accounts in [Lee ¶3]", "the yearly resolutions in [King ¶23]"):
        assert at(missed) == ["Lee ¶3", "King ¶23"]
        assert missed["rests_on"].tolist() == ["", "annual-resolutions-dprk"]
    with finding(
        "which our table of citations keeps as a remedy, and which are there to show attention"
    ):
        cited = corpus.citations[corpus.citations["instrument"] == "annual-resolutions-dprk"]
        assert set(cited.loc[cited["cite"] == "King ¶23", "use"]) == {"remedy"}
        assert missed["claim"].tolist()[1] == ATTENTION


def test_the_rapporteurs_in_wolman_4_contradict_china(claims, finding):
    with finding(
        "the Special Rapporteurs stand in the same paragraph as China’s claim that there is no "
        "torture"
    ):
        here = of(claims[claims["cite"] == "Wolman ¶4"], NO_HARM)
        rests = here.set_index("stance")["rests_on"].to_dict()
        assert rests == {"asserts": "", "denies": "special-rapporteur-reports"}


def test_three_of_twelve_on_harm_bring_evidence(own, finding):
    rows = of(own, HARM)
    with finding(
        "### For harm after return, three of twelve places in an author’s own voice bring evidence"
    ):
        assert supports(rows) == [3, 0, 0, 9]
    with finding(
        "Of the twelve on harm two have a text with a title, and one has the accounts of Lee ¶3."
    ):
        brought = rows[rows["support"] == "text"].set_index("cite")["rests_on"]
        assert (brought != "").sum() == 2 and brought["Lee ¶3"] == ""


def test_seven_of_eight_on_the_breach_name_a_rule_and_five_a_treaty(
    own, corpus, instruments, finding
):
    rows = of(own, BREACH)
    kind = rows.set_index("cite")["rests_on"].map(instruments["kind"])
    with finding("On a breach of international law seven places of eight name a rule."):
        assert supports(rows) == [0, 0, 7, 1]
    treaties = ["Lee ¶7", "Diplomat piece ¶6", "Diplomat piece ¶8", "Wolman ¶2", "Wolman ¶4"]
    with finding("Five places name a treaty, none of them an article"):
        assert list(kind[kind == "treaty"].index) == treaties
        cited = corpus.citations[corpus.citations["cite"].isin(treaties)]
        cited = cited[cited["instrument"].map(instruments["kind"]) == "treaty"]
        assert set(cited["cite"]) == set(treaties) and (cited["article"] == "").all()
    with finding("has only the principle", "only the law as a whole"):
        rests = rows.set_index("cite")["rests_on"]
        assert rests["Lee ¶5"] == "non-refoulement-principle"
        assert rests["King ¶5"] == "international-human-rights-law"
    with finding(
        "The RFA report is in neither count, because its author says neither and lets others say "
        "both."
    ):
        rfa = corpus.claims[corpus.claims["short"] == "RFA report"]
        assert {HARM, BREACH} <= set(rfa.loc[~rfa["own"], "claim"])
        assert not {HARM, BREACH} & set(rfa.loc[rfa["own"], "claim"])


def test_demands_and_more_returns_have_little_named(own, finding):
    asks = own[own["claim"].isin(["un-leaders-should-speak-out", "south-korea-should-do-more"])]
    with finding("Of 13 places on UN leaders and on Seoul eleven have nothing."):
        assert len(asks) == 13 and (asks["support"] == "none").sum() == 11
    with finding(
        "the sentence on more returns has one text in four places, and that one is “reports”, "
        "without a name"
    ):
        rows = of(own, NEAR)
        assert len(rows) == 4 and supports(rows) == [1, 0, 0, 3]
        brought = rows[rows["support"] == "text"]
        assert (
            at(brought) == ["Wolman ¶3"]
            and brought["rests_on"].item() == "unnamed-reports-joongang"
        )


def test_figures_and_notes_beside_the_places(corpus, claims, finding):
    notes = corpus.annotations[corpus.annotations["kind"] == "evidence"]
    beside = [
        len(claims.merge(rows[["document", "paragraph"]].drop_duplicates()))
        for rows in (corpus.figures, notes)
    ]
    with finding("### A figure stands beside 39 of the 148 places, a note on evidence beside 50"):
        assert beside == [39, 50]
    with finding("Most figures are their author’s own word"):
        assert corpus.figures["own"].mean() > 0.5


# What would settle it


def test_eleven_sentences_are_touched_by_no_demand(corpus, kinds, finding):
    asked = corpus.recommendations[corpus.recommendations["settles"] != ""]
    touched = set(asked["settles"].str.split(";").explode())
    with finding(
        "## For eleven of fifteen sentences no demand asks for what would settle them",
        "They touch four sentences.",
    ):
        assert len(touched) == 4 and len(set(kinds.index) - touched) == 11
    with finding(
        "Nobody asks to see people *after* they were sent back, on whom the sentences on harm turn."
    ):
        assert not {HARM, NO_HARM, "ill-treatment-has-lessened"} & touched
    with finding("do ask for information about people still held ([RFA report ¶2]", "¶13)"):
        assert at(asked[asked["settles"] == NEAR]) == ["RFA report ¶2", "RFA report ¶13"]
    with finding("asks for fair evaluations of status"):
        fair = asked[asked["settles"].str.contains(MIGRANTS)]
        assert at(fair) == ["Wolman ¶6"] and STATUS in fair["settles"].item()


def test_for_eleven_sentences_the_evidence_lies_with_china_or_north_korea(corpus, finding):
    holder = corpus.claims_vocabulary["holder"]
    with finding(
        "For eleven sentences the evidence, or part of it, lies in our reading with China or with "
        "North Korea"
    ):
        assert (holder != "").all() and holder.str.contains("China|North Korea").sum() == 11


def test_for_status_the_list_names_interviews(corpus, finding):
    settle = corpus.claims_vocabulary.set_index("claim")["settle"]
    with finding("For the two sentences on status the list names interviews."):
        assert settle[[STATUS, MIGRANTS]].str.contains("interviews").all()
        assert settle.str.contains("interviews").sum() == 2


def test_the_letters_speak_of_seven_and_of_at_least_1170(corpus, finding):
    with finding("to the letter about seven people as well as to the one about at least 1,170?"):
        rfa = corpus.figures[corpus.figures["document"] == "rfa-2022"].set_index("figure")
        letters = rfa[rfa["quantity"].isin(["detainees-in-one-letter", "detained-in-china"])]
        pairs = letters[["lower", "qualifier"]].itertuples(index=False, name=None)
        assert set(pairs) >= {
            (7, "exact"),
            (1170, "at-least"),
        }


# The answers to the exercises


def test_the_answers_that_stand_in_words(manner, china, reported, finding):
    told = manner[manner["code"] == "manner-has-happened"]
    with finding("Lee ¶3, where the sentence goes on after a page break."):
        assert at(told[told["own"]]) == ["Lee ¶3"]
    with finding("reported voices: Su Bo Bae and the Commission of Inquiry."):
        assert set(told.loc[~told["own"], "speaker"]) == {"su-bo-bae", "coi-report"}
    with finding("Always reported by somebody else; in four of the five documents."):
        assert china["document"].nunique() == 4 and not china["own"].any()


def test_wolman_4_and_rfa_14_as_the_answers_have_them(china, corpus, finding):
    with finding("RFA report ¶14 comes nearest, with a reply of China’s own."):
        assert set(china.loc[china["support"] == "statement", "cite"]) == {"RFA report ¶14"}
    with finding("The Diplomat piece calls China’s position thin (¶7) and names no Chinese text."):
        rows = china[china["short"] == "Diplomat piece"]
        assert set(rows["cite"]) == {"Diplomat piece ¶7"} and (rows["rests_on"] == "").all()
