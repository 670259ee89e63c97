"""What notebook 01 says of the RFA report, held against the tables."""

from datetime import date, datetime

import pandas as pd
import pytest

from helpers import by_date, ranges


@pytest.fixture
def rfa(corpus):
    return corpus["rfa-2022"]


@pytest.fixture
def where(rfa):
    """The paragraphs in which each token stands."""
    return rfa.tokens.groupby("token")["paragraph"].agg(list)


@pytest.fixture
def speaking(rfa):
    return pd.concat([rfa.figures, rfa.claims, rfa.recommendations]).query("not own")


@pytest.fixture
def about(rfa):
    """Who takes part in an event or is asked, and in which paragraphs."""
    events, asks = rfa.events, rfa.recommendations
    rows = pd.concat([events.assign(who=events["actors"]), asks.assign(who=asks["addressee"])])
    rows = rows.assign(who=rows["who"].str.split(";")).explode("who")
    return rows.groupby("who")["paragraph"].agg(set)


@pytest.fixture
def dates(rfa):
    return rfa.events.set_index("event")["date"]


def test_the_warning_names_every_paragraph_that_needs_it(where, finding):
    with finding(
        "Torture is named in ¶5, ¶9 and ¶10, sexual violence in ¶9",
        "forced abortion and the killing of infants in ¶10, danger to life in ¶3, ¶7 and ¶15",
    ):
        assert where["torture"] + where["tortured"] == ["5", "10", "9"]
        assert where["sexually"] == ["9"]
        assert where["abortions"] == where["infanticide"] == ["10"]
        assert where["life"] + where["lives"] + where["deaths"] == ["3", "7", "15"]


def test_seven_people_and_one_letter(rfa, finding):
    with finding("# Read a news report closely: seven people, one letter"):
        seven = rfa.figures.query("quantity == 'detainees-in-one-letter'")
        assert set(seven["lower"]) == set(seven["upper"]) == {7}


def test_who_is_heard_in_the_report(rfa, speaking, finding):
    kinds = rfa.actors.set_index("actor")["kind"]
    people = speaking["speaker"].dropna()
    with finding("on **two named people**, both from organisations in Seoul"):
        assert {who for who in people if kinds.get(who) == "person"} == {"su-bo-bae", "kim-youngja"}
    with finding("China’s position is reported twice: in ¶3 without a source, in ¶14"):
        china = speaking.query("speaker == 'china' or attributed_to == 'china'")
        assert set(china["paragraph"]) == {"3", "14"}
        replies = rfa.citations.query("instrument == 'china-reply-2021'")
        assert replies["paragraph"].tolist() == ["14"]
    with finding("No North Korean detainee or official is quoted."):
        heard = {*people, *speaking["attributed_to"].dropna()}
        assert not {"escapees", "north-korea", "kim-jong-un"} & heard


def test_the_year_stands_in_the_address(rfa, dates, finding):
    with finding("¶6 names two days, “Feb. 15” and “March 11”, without a year."):
        days = rfa.events.query("paragraph == '6'")
        assert days["quote"].str.extract(r"(\w+\.? \d+)$")[0].tolist() == ["Feb. 15", "March 11"]
        assert days["date_basis"].eq("inferred").all()
    with finding("Read as month, day, year and time of day, it gives a date:"):
        digits = rfa.url.removesuffix(".html").split("-")[-1]
        assert str(datetime.strptime(digits, "%m%d%Y%H%M%S").date()) == rfa.published
    with finding("so it was March 2022 at the earliest", "They do."):
        assert dates["e07"] == "2021-07" and dates["e03"] == "2022-02"
        assert dates["e07"] < dates["e03"] < dates["e01"] < dates["e02"] < rfa.published
    with finding("But three of the four years come from the address itself"):
        four = rfa.events[rfa.events["event"].isin(["e07", "e01", "e02", "e03"])]
        assert len(four) == 4 and four["reason"].str.contains("address").sum() == 3


def test_what_the_paragraphs_do(rfa, finding):
    share = rfa.body.groupby("role")["tokens"].sum() / rfa.body["tokens"].sum()
    with finding(
        "The author does not argue openly",
        "No paragraph is *argument*: the author never reasons in her or his own name.",
    ):
        assert not {"argument", "closing"} & set(share.index)
    with finding(
        "(*lede*)", "(*position*)", "brings *evidence*", "says what a rule requires (*law*)"
    ):
        named = {"lede", "position", "evidence", "law", "background", "recommendation"}
        assert set(share.index) == named
    with finding("Positions, background and evidence take about a quarter of the tokens each."):
        main = ["position", "background", "evidence"]
        assert share[main].between(0.23, 0.27).all() and share.drop(main).max() < 0.15
    with finding("Positions and evidence take turns, and background comes at the end."):
        turns = rfa.body.query("role in ['position', 'evidence']")["role"]
        assert (turns != turns.shift()).sum() >= 5
        assert rfa.body["role"].tolist()[-3:] == ["background"] * 3
    with finding("Where a paragraph does two things, such as ¶3, the first of them decides."):
        assert rfa.body.set_index("paragraph").loc["3", "role"] == "law"
        assert "3" in set(rfa.claims.query("speaker == 'china'")["paragraph"])


def test_china_is_heard_before_the_letter(rfa, finding):
    with finding("The report gives China’s reason early, before it quotes the letter."):
        letter = rfa.claims.query("speaker == 'letter-seven-2022'")["paragraph"].astype(int)
        assert rfa.claims.query("speaker == 'china'")["paragraph"].astype(int).min() < letter.min()


def test_only_paragraph_4_quotes_the_letter(rfa, finding):
    with finding("Only ¶4 quotes it."):
        letter = rfa.citations.query("instrument == 'letter-seven-2022'")
        quoted = letter[letter["note"].str.startswith("Quoted")]
        assert quoted["paragraph"].tolist() == ["4"]


def test_two_voices_from_seoul(rfa, finding):
    where = rfa.citations.groupby("instrument")["paragraph"].agg(list)
    with finding("Su Bo Bae speaks in ¶8 to ¶10, and in ¶10 of testimonies."):
        assert where["su-statement-2022"] == ["8", "9", "10"]
        assert where["testimonies-of-returnees"] == ["10"]
    with finding("a sign of change that the line under the headline leaves out"):
        change = rfa.claims.query("claim == 'ill-treatment-has-lessened'")["paragraph"]
        assert set(change) == {"9", "10"}
    with finding("In ¶11 Kim Youngja says whom the matter concerns, in ¶12 who should do what."):
        assert where["kim-statement-2022"] == ["11", "12"]
        asks = rfa.recommendations.query("speaker == 'kim-youngja'")
        assert set(asks["paragraph"]) == {"12"}


def test_two_letters_and_one_reply(rfa, dates, finding):
    letters = rfa.instruments.set_index("instrument")["date"]
    with finding("that of **February 2022**, about seven people, of which ¶2 to ¶7 told"):
        assert letters["letter-seven-2022"].startswith("2022-02")
        told = set(rfa.citations.query("instrument == 'letter-seven-2022'")["paragraph"])
        assert min(told) == "2" and max(told) == "7"
    with finding("an older one of **August 2021**, about at least 1,170"):
        assert letters["letter-1170-2021"] == "2021-08"
        assert rfa.figures.query("lower == 1170")["attributed_to"].tolist() == ["letter-1170-2021"]
    with finding("The only reply of China’s that the report dates answers the older one."):
        assert rfa.events.query("actors == 'china'")["event"].tolist() == ["e06"]
        assert dates["e04"] < dates["e06"] < dates["e01"]


def test_four_counted_groups_of_background(rfa, finding):
    with finding(
        "They hold four counted groups, from 50 people to hundreds of thousands, "
        "and one without a number: the spouses."
    ):
        back = rfa.figures[rfa.figures["paragraph"].isin(["15", "16", "17"])]
        assert len(back) == 4 and "17" not in set(back["paragraph"])
        assert back["lower"].min() == 50 and back["lower"].max() == 200_000


def test_twelve_figures(rfa, finding):
    exact, loose = (rows for _, rows in rfa.figures.groupby(rfa.figures["qualifier"] != "exact"))
    with finding(
        "Twelve figures, one floor and one ceiling",
        "One of the large numbers has only a floor, one only a ceiling.",
    ):
        assert len(rfa.figures) == 12
        assert (loose["upper_basis"] == "none").sum() == 1
        assert (loose["lower_basis"] == "none").sum() == 1
    with finding("Eight of the twelve are plain exact numbers, and none of those eight is larger"):
        assert len(exact) == 8 and exact["upper"].max() == 50
    with finding(
        "The large ones all come with a limiting word: *at least* sets a floor, "
        "*as many as* a ceiling that is only implied, *about* and a plural only hint at both."
    ):
        words = rfa.figures[rfa.figures["upper"].fillna(rfa.figures["lower"]) > 50]["qualifier"]
        assert sorted(words) == ["about", "as-many-as", "at-least", "order"]
        bases = loose.set_index("qualifier")[["lower_basis", "upper_basis"]]
        assert bases.loc["as-many-as", "upper_basis"] == "implied"
        assert (bases.loc[["about", "order"]] == "implied").all(axis=None)


def test_one_quantity_is_stated_four_times(rfa, finding):
    times = rfa.figures.groupby("quantity")["paragraph"].agg(list)
    seven = times.pop("detainees-in-one-letter")
    with finding("One quantity is stated four times, the other eight once"):
        assert len(seven) == 4 and len(times) == 8 and times.str.len().eq(1).all()
    with finding(
        "The seven stand in the headline, in ¶1, in the quoted letter and in what Su Bo Bae says: "
        "one count from one letter, heard four times. The 1,170 stand once."
    ):
        assert ranges(seven) == "T, 1, 4, 8"
        rows = rfa.figures.query("quantity == 'detainees-in-one-letter'")
        assert set(rows["repeats"]) == {"", "rfa-2022:f01"}
        assert rows["attributed_to"].tolist()[2:] == ["letter-seven-2022", "su-bo-bae"]
        assert times["detained-in-china"] == ["13"]


def test_one_date_is_printed_with_its_year(rfa, finding):
    with finding("Only one date is printed with its year", "That one is “July 2021” (¶15)."):
        stated = rfa.events.query("date_basis == 'stated'")
        assert len(rfa.events) == 12 and stated["date"].tolist() == ["2021-07"]
        years = rfa.numbers[rfa.numbers["number"].str.fullmatch(r"(19|20)\d\d")]
        assert years["number"].tolist() == ["2021"]
    with finding("Most of the others get their year from the date of the report"):
        inferred = rfa.events.query("date_basis == 'inferred'")["reason"]
        assert inferred.str.contains("publication").sum() > len(inferred) / 2
    with finding("Between the famine and July 2021 nothing is dated."):
        famine, *others = by_date(rfa.events.query("not date.str.startswith('..')"))["date"]
        assert famine == "1995~" and min(others) == "2021-07"
    with finding("When the leniency began is not told."):
        assert rfa.events.set_index("event").loc["e12", "date"].startswith("..")


def test_the_newest_is_mostly_told_first(rfa, dates, finding):
    with finding(
        "Time runs mostly backwards: the letter of February, the letter of August, then July, "
        "then the famine. Two paragraphs break the order, ¶14 and ¶17."
    ):
        told = by_date(rfa.events)
        first = told.drop_duplicates("paragraph").set_index("paragraph")["end"]
        first["13"] = told.set_index("event").loc["e04", "end"]  # its February stood in ¶6 before
        first = first.reindex(rfa.events["paragraph"].unique())
        assert first[first.diff() > 0].index.tolist() == ["14", "17"]
    with finding("It is not: it answers the letter of August."):
        assert "August" in rfa.events.set_index("event").loc["e06", "label"]
        assert dates["e04"] < dates["e06"] < dates["e01"]


def test_those_concerned_never_speak(rfa, speaking, about, finding):
    heard = {*speaking["speaker"].dropna(), *speaking["attributed_to"].dropna()}
    with finding(
        "Those concerned are spoken about, and never speak",
        "The North Koreans who left are among them, and so is South Korea’s government.",
    ):
        assert {"escapees", "south-korea"} <= set(about.index) - heard
    with finding("The rapporteurs who signed speak only through their letter."):
        signed = {"tomas-ojea-quintana", "nils-melzer"}
        assert signed <= set(about.index) - heard and "letter-seven-2022" in heard
    with finding(
        "China’s government speaks in two paragraphs, the North Koreans who left in none."
    ):
        china = speaking.query("speaker == 'china' or attributed_to == 'china'")
        assert set(china["paragraph"]) == {"3", "14"}
    with finding("So the seven have none in the title, ¶1, ¶2, ¶4, ¶6 and ¶8"):
        assert about["escapees"] == {"13", "15", "16", "17"}


def test_what_is_asked_of_whom(rfa, finding):
    asks = rfa.recommendations
    with finding("China is asked not to return people, Seoul to speak"):
        china = asks.query("addressee == 'china'")
        assert china["action"].str.contains("not return|from being sent back").any()
        assert asks.query("addressee == 'south-korea'")["quote"].str.contains("tell").all()
    with finding("Others make each of these demands: the report itself asks nothing."):
        assert len(asks) and not asks["own"].any()


def test_the_words_that_the_report_never_uses(corpus, where, finding):
    sought = ["1951", "unhcr", "commissioner", "secretary", "guterres"]
    sought += ["women", "customary", "asylum", "covid", "pandemic"]
    with finding("Of ten words that other documents have, the RFA report has none."):
        assert len(sought) == 10 and not set(sought) & set(where.index)
        assert set(sought) <= set(corpus.tokens["token"])
    with finding(
        "The report speaks of a UN convention without its name and of torture without the "
        "convention against it."
    ):
        assert {"convention", "torture"} <= set(where.index)
        assert where["convention"] == ["3"] and "3" not in where["torture"]
    with finding("It implies women in ¶10, without the word."):
        assert not {"woman", "women", "female"} & set(where.index)


def test_what_no_count_of_words_can_show(corpus, rfa, speaking, finding):
    with finding("No later document of this collection mentions them."):
        seven = corpus.figures.query("quantity == 'detainees-in-one-letter'")
        assert set(seven["document"]) == {"rfa-2022"}
    with finding("the guidance in ¶10 is known from Su Bo Bae alone"):
        guidance = rfa.citations.query("instrument == 'guidance-on-returnees'")
        assert guidance["paragraph"].tolist() == ["10"]
        assert set(rfa.claims.query("paragraph == '10'")["speaker"]) == {"su-bo-bae"}
    with finding(
        "That they would be punished if they were returned: on the word of rights groups."
    ):
        foretold = rfa.claims.query("claim == 'returnees-are-ill-treated'")
        assert foretold.query("paragraph == '1'")["speaker"].tolist() == ["human-rights-groups"]


def test_the_answers(rfa, dates, finding):
    with finding("Two special rapporteurs, ¶5"):
        assert rfa.figures.query("quantity == 'signatories-of-one-text'")["upper"].tolist() == [2]
    with finding("Put the smallest number of people that would contradict its literal reading."):
        assert rfa.figures.set_index("quantity").loc["living-in-china", "upper"] == 60_000
    with finding("How many days passed between the date of the letter and its release?"):
        waited = date.fromisoformat(dates["e02"]) - date.fromisoformat(dates["e01"])
        assert waited.days == 24
    with finding("Which paragraph gives three population figures without any source?"):
        own = rfa.figures.query("paragraph == '16'")["own"]
        assert len(own) == 3 and own.all()
