"""What notebook 11 says of words and counts, held against the tables."""

from math import log

import pytest

from helpers import count_words

FORMS = {
    "North Koreans": ["koreans"],
    "refugee": ["refugee", "refugees"],
    "escapee": ["escapee", "escapees"],
    "defector": ["defector", "defectors"],
    "asylum-seeker": ["asylum"],
    "migrant": ["migrant", "migrants", "immigrant", "immigrants"],
    "illegal": ["illegal"],
}
REFUGEE = FORMS["refugee"]


@pytest.fixture
def words(corpus):
    return corpus.tokens[~corpus.tokens["paragraph"].str.fullmatch(r"n\d+")]


@pytest.fixture
def size(words):
    return words.groupby("document")["count"].sum()


@pytest.fixture
def named(words):
    return count_words(words, FORMS)


@pytest.fixture
def senses(corpus):
    rows = corpus.codings[corpus.codings["code"].str.startswith("sense-")]
    rows = rows[~rows["paragraph"].str.startswith("n")]
    return rows.groupby(["code", "document"])["times"].sum().unstack(fill_value=0)


def places(words, token, document):
    rows = words[(words["token"] == token) & (words["document"] == document)]
    return set(rows["paragraph"])


def test_one_word_weighs_three_times_as_much(size, finding):
    with finding(
        "One word more weighs almost three times as much in the shortest text as in the longest"
    ):
        assert size.idxmin() == "rfa-2022" and size.idxmax() == "cecc-2023"
        assert 2.9 < size.max() / size.min() < 3


def test_the_labels_that_lead(named, finding):
    labels = named.drop("North Koreans")
    with finding(
        "Four documents print refugee more often than any other label; the column prints escapee",
        "Refugee leads the labels in four documents, escapee in Wolman’s column.",
        "though in King’s text by a single word, five to four",
        "*Defector* is counted in Lee’s testimony alone.",
    ):
        assert labels.idxmax().tolist() == ["refugee"] * 4 + ["escapee"]
        assert labels["kei-2023"].nlargest(2).to_dict() == {"refugee": 5, "escapee": 4}
        assert named.columns[named.loc["defector"] > 0].tolist() == ["cecc-2023"]


def test_the_plainest_name_leads_in_two(named, finding):
    with finding("in the Diplomat piece and King’s text the plainest name, *Koreans*"):
        plain = named.columns[named.idxmax() == "North Koreans"]
        assert plain.tolist() == ["diplomat-2023", "kei-2023"]


def test_more_refugees_and_the_lower_rate(named, size, finding):
    count = named.loc["refugee"]
    rate = count / size
    with finding("the testimony has more than twice as many *refugees*, and the lower rate"):
        assert count["cecc-2023"] > 2 * count["rfa-2022"]
        assert rate["cecc-2023"] < rate["rfa-2022"]


def test_scums_and_defected_are_in_one_paragraph(words, finding):
    with finding("calls people who testified “human scums” and says that they *defected*"):
        for token in ("scums", "defected"):
            found = words[words["token"] == token]
            assert found["cite"].tolist() == ["King ¶22"] and found["count"].tolist() == [1]


def test_the_senses_add_up_and_the_column_never_means_these_people(senses, named, finding):
    people, total = senses.loc["sense-these-people"], senses.sum()
    with finding(
        "In the column, refugee is never a word for these people",
        "Each of its five *refugees* belongs to a treaty, an office or a procedure.",
        "In the Diplomat piece four of fifteen are these people, and the testimony’s thirty-six "
        "shrink to seventeen. Most of the news report’s remain.",
    ):
        assert total.to_dict() == named.loc["refugee"].to_dict()
        assert people["joongang-2024"] == senses.loc["sense-denied", "joongang-2024"] == 0
        assert total["joongang-2024"] == senses.loc["sense-compound", "joongang-2024"] == 5
        assert (people["diplomat-2023"], total["diplomat-2023"]) == (4, 15)
        assert (people["cecc-2023"], total["cecc-2023"]) == (17, 36)
        assert people["rfa-2022"] > 0.75 * total["rfa-2022"]


def test_two_rankings_do_not_agree(senses, named, size, finding):
    every, people = named.loc["refugee"] / size, senses.loc["sense-these-people"] / size
    with finding("By all occurrences Wolman is ahead of King; by people he is behind."):
        assert every["joongang-2024"] > every["kei-2023"]
        assert people["joongang-2024"] < people["kei-2023"]


def test_economic_stands_in_a_paragraph_without_migrants(words, finding):
    tenth = words.query("document == 'cecc-2023' and paragraph == '10'").set_index("token")["count"]
    with finding("a paragraph about *economic* migrants, who do not occur in it"):
        assert tenth["economic"] == 3 and not {"migrant", "migrants"} & set(tenth.index)


def test_the_testimonys_evidence_has_none(words, corpus, named, finding):
    roles = corpus.paragraphs[["document", "paragraph", "role"]]
    lee = words.merge(roles, on=["document", "paragraph"]).query("document == 'cecc-2023'")
    size = lee.groupby("role")["count"].sum()
    found = lee[lee["token"].isin(REFUGEE)].groupby("role")["count"].sum()
    evidence = roles.query("document == 'cecc-2023' and role == 'evidence'")
    with finding(
        "its three paragraphs of evidence have none",
        "Three of four *refugees* of the testimony stand in paragraphs of argument or law, which "
        "hold half of its words.",
        "none in 435 tokens; if the word were spread evenly, seven or eight would stand there",
    ):
        assert found["argument"] + found["law"] == 0.75 * found.sum()
        assert round((size["argument"] + size["law"]) / size.sum(), 2) == 0.5
        assert "evidence" not in found and size["evidence"] == 435 and len(evidence) == 3
        assert 7 < found.sum() * size["evidence"] / size.sum() < 8


def test_headlines(words, finding):
    titles = words[words["paragraph"] == "title"]
    found = count_words(titles, FORMS)
    size = titles.groupby("document")["count"].sum()
    with finding(
        "That of the news report has twelve tokens and one is *refugees*: a rate of 83 per "
        "thousand",
        "Three of the five say *refugees*; one says *North Koreans*, one *escapees*.",
    ):
        assert size["rfa-2022"] == 12 and round(1000 / 12) == 83
        assert (found.loc["refugee"] > 0).sum() == 3
        assert found.loc["North Koreans", "diplomat-2023"] == 1
        assert found.loc["escapee", "joongang-2024"] == 1


def test_illegal_is_chinas_word_in_four(corpus, named, finding):
    status = corpus.claims[corpus.claims["claim"].str.startswith("leavers-are-")]
    illegal = status[status["quote"].str.contains(r"illegal\b")]
    speakers = illegal.groupby("document")["speaker"].agg(set)
    with finding(
        "All five print illegal, and none as its own word for these people",
        "*Illegal* stands in each of the five documents, one to three times.",
        "In the RFA report, Lee’s testimony, the Diplomat piece and Wolman’s column *illegal* is "
        "China’s; in King’s text it comes from a UN report",
    ):
        assert named.loc["illegal"].between(1, 3).all()
        assert (speakers.drop("kei-2023").map(lambda found: found == {"china"})).all()
        assert speakers["kei-2023"] == {"special-rapporteur-report-2023"} and len(speakers) == 5


def test_refugees_has_many_speakers_and_not_refugees_one(corpus, finding):
    status = corpus.claims[corpus.claims["claim"].str.startswith("leavers-are-")]
    said = status[status["quote"].str.contains("refugee")]
    denied = said[said["quote"].str.contains(r"\bnot\b.*refugees")]
    with finding(
        "*Not refugees* has one speaker, China’s government, in every document in which the table "
        "has it.",
        "Refugees has many speakers: authors, UN bodies and texts, a member of Congress.",
    ):
        assert set(denied["speaker"]) == {"china"}
        assert said.query("stance != 'denies'")["sayer"].nunique() >= 6
        assert "chris-smith" in set(said["speaker"])


def test_the_adverb_stands_in_three(words, finding):
    found = words[words["token"] == "illegally"]
    with finding("The adverb behaves otherwise.", "The adverb *illegally* (¶1, ¶3)"):
        assert found["cite"].tolist() == [
            "RFA report ¶3",
            "Diplomat piece ¶1",
            "Diplomat piece ¶3",
            "King ¶2",
        ]


def test_twelve_of_fourteen_stand_in_others_paragraphs(words, corpus, finding):
    own = corpus.claims.groupby(["document", "paragraph"])["own"].max()
    roles = corpus.paragraphs.set_index(["document", "paragraph"])["role"]
    rfa = words[(words["document"] == "rfa-2022") & words["token"].isin(REFUGEE)]
    keys = list(zip(rfa["document"], rfa["paragraph"], strict=True))
    others = [
        roles[key] == "position" or own.get(key) is False or own.get(key, True) == 0 for key in keys
    ]
    with finding("In the news report, twelve of fourteen stand in other people’s paragraphs"):
        assert rfa["count"].sum() == 14 and rfa["count"][others].sum() == 12


def test_kings_escapees_stand_in_three_paragraphs(words, finding):
    with finding("In King’s text each *escapee* stands inside a quotation from a UN text"):
        found = places(words, "escapees", "kei-2023") | places(words, "escapee", "kei-2023")
        assert found == {"8", "17", "19"}


def test_the_worked_example_passes_its_limit(words, size, finding):
    stands = words[words["token"] == "escapees"].groupby("document")["count"].sum()
    here, there = stands["joongang-2024"], stands.drop("joongang-2024").sum()
    share = size["joongang-2024"] / size.sum()
    expected = share * (here + there), (1 - share) * (here + there)
    with finding("a value above 6.63 would come by chance", "where so few are expected as here"):
        surprise = 2 * sum(n * log(n / e) for n, e in zip((here, there), expected, strict=True))
        assert surprise > 6.63 and expected[0] < 5


def test_texts_are_small_and_two_thousand_differences_would_be_tested(words, size, finding):
    counts = words.groupby(["token", "document"])["count"].sum().unstack(fill_value=0)
    rest = size.sum() - size
    more = sum(
        (counts[d] / size[d] > (counts.sum(axis=1) - counts[d]) / rest[d]).sum() for d in counts
    )
    with finding(
        "Each has 700 to 2,100 words; over two thousand differences would be tested",
        "so that some twenty may pass by chance alone",
    ):
        assert size.between(700, 2100).all() and 1900 < more < 2300


def test_un_is_spelt_in_two_ways(words, finding):
    spelt = count_words(words, {"n": ["n"], "un": ["un"]})
    dotted = ["rfa-2022", "diplomat-2023"]
    with finding("The RFA report and the Diplomat piece print “U.N.”"):
        assert (spelt.loc["n", dotted] > spelt.loc["un", dotted]).all()
        assert (spelt.drop(columns=dotted).loc["n"] == 0).all()


def test_words_for_the_act(words, finding):
    acts = {
        "repatriate": [t for t in set(words["token"]) if t.startswith("repatriat")],
        "return": ["return", "returned", "returning"],
        "refoule": ["refoulement"],
        "deport": ["deporting"],
    }
    done = count_words(words, acts)
    lead = done.loc[["repatriate", "return"]]
    with finding(
        "Three documents say repatriate more often, two return",
        "Repatriate leads in three documents, return in two.",
        "*return* stands about twice as often as *repatriate*; in the other three it is about the "
        "other way round. *Refoulement* is in four documents.",
        "*Deport* stands once, in the RFA report.",
    ):
        assert lead.idxmax().tolist() == [
            "repatriate",
            "repatriate",
            "return",
            "return",
            "repatriate",
        ]
        assert (lead.max() / lead.min()).between(1.7, 2.3).all()
        assert done.columns[done.loc["refoule"] == 0].tolist() == ["joongang-2024"]
        assert done.loc["deport"].to_dict() == {d: int(d == "rfa-2022") for d in done}


def test_send_is_also_a_letter_and_a_mining_area(words, finding):
    with finding("One of the RFA report’s three is a letter that was sent", "Lee’s only one tells"):
        forms = words[words["token"].isin(["send", "sending", "sent"])]
        assert forms.query("document == 'rfa-2022'")["count"].sum() == 3
        assert places(words, "sent", "rfa-2022") >= {"13"}
        assert forms.query("document == 'cecc-2023'")["paragraph"].tolist() == ["11"]


def test_bare_refoulement_in_two_documents(words, finding):
    pair = words[words["token"].isin(["non", "refoulement"])]
    pair = pair.set_index(["document", "paragraph", "token"])["count"].unstack(fill_value=0)
    bare = (pair["refoulement"] - pair["non"]).clip(lower=0).groupby("document").sum()
    with finding("In two documents refoulement must stand without its non"):
        assert set(bare.index[bare > 0]) == {"diplomat-2023", "kei-2023"} and bare["kei-2023"] == 3


def test_more_than_half_of_two_were_something_else(senses, finding):
    share = senses.loc["sense-these-people"] / senses.sum()
    with finding(
        "More than half of the counted *refugees* of two documents turned out to stand in"
    ):
        assert set(share.index[(share < 0.5) & (share > 0)]) == {"cecc-2023", "diplomat-2023"}
        assert share["joongang-2024"] == 0
