"""What notebook 08 says of dates, held against the tables of events."""

from datetime import date

import pytest

from helpers import by_date, date_span


@pytest.fixture
def events(corpus):
    events = by_date(corpus.events)
    return events.assign(
        begins=events["start"].fillna(events["end"] - 0.01),
        id=events["document"] + ":" + events["event"],
        loose=events["date"].str.contains("[~X]"),
        open=events["date"].str.contains(r"\.\."),
    )


@pytest.fixture
def at(events):
    return events.set_index("id")


@pytest.fixture
def shared(events):
    return events.query("matter != ''").groupby("matter")["document"].agg(set)


def test_the_line_runs_from_1951_to_2024(events, finding):
    with finding("Put together, their dates run from 1951 to 2024."):
        assert int(events["begins"].min()) == 1951 and events["date"].max() == "2024"


def test_thirty_six_were_worked_out(events, finding):
    inferred = events.query("date_basis == 'inferred'").groupby("document").size()
    stated = events.query("date_basis == 'stated'").groupby("document").size()
    with finding(
        "Of seventy-three dated rows, thirty-six had to be worked out",
        "All but two rows of the testimony are stated; of the news report only one is.",
        "How was each of the thirty-six worked out?",
    ):
        assert len(events) == 73 and inferred.sum() == 36
        assert inferred["cecc-2023"] == 2 and stated["rfa-2022"] == 1
        assert (events.query("date_basis == 'inferred'")["reason"] != "").all()


def test_two_days_have_their_year_and_are_those_of_papers(events, finding):
    single = events[events["date"].str.fullmatch(r"\d{4}-\d\d-\d\d")]
    with_year = single[single["quote"].str.contains(r"\d{4}")]
    with finding(
        "Seven of the rows name one single day",
        "Only two have their year printed, and both stand in footnotes of the testimony",
    ):
        assert len(single) == 7
        assert with_year["cite"].tolist() == ["Lee note 1", "Lee note 4"]


def test_sixteen_hang_on_an_unprinted_date(corpus, events, finding):
    unprinted = corpus.documents.query("published_basis != 'stated'")["document"]
    rows = events[events["document"].isin(unprinted)].query("date_basis == 'inferred'")
    with finding(
        "Sixteen rows hang on a publication date that the copy does not print",
        "Three of our copies print no date of publication",
    ):
        assert len(unprinted) == 3 and (~rows["quote"].str.contains(r"\d{4}")).sum() == 16


def test_each_text_reaches_later(corpus, events, finding):
    begins = events.groupby("document")["begins"]
    oldest, newest = begins.min().loc[list(corpus)], begins.max().loc[list(corpus)]
    with finding(
        "Each text reaches later than the one before; how far back is another matter",
        "looks back to the 1990s, three later ones to 1951, and the explainer to 2004",
        "three texts reach back to 1951",
    ):
        assert newest.is_monotonic_increasing and not oldest.is_monotonic_increasing
        assert [int(year) for year in oldest] == [1995, 1951, 1951, 2004, 1951]


def test_37_of_73_begin_in_2020_or_later(events, finding):
    with finding("Of the 73 rows 37 begin in 2020 or later"):
        assert len(events) == 73 and (events["begins"] >= 2020).sum() == 37


def test_the_news_report_lives_in_its_present(events, finding):
    rfa = events.query("document == 'rfa-2022'")
    lee = events.query("document == 'cecc-2023'")
    with finding(
        "eleven of its twelve rows begin, or are open, in the two years before it",
        "The testimony has three such rows, and eleven that lie more than ten years back.",
    ):
        assert len(rfa) == 12 and (rfa["begins"] >= 2020.2).sum() == 11
        assert (lee["begins"] >= 2021.45).sum() == 3 and (lee["begins"] < 2013.45).sum() == 11


def test_to_1989(events, finding):
    rows = events.query("begins < 1990")
    with finding(
        "Seven rows lie before 1990, and five are the testimony’s. North Koreans take part",
        "The oldest is a treaty that three texts date by its name",
    ):
        assert len(rows) == 7 and (rows["document"] == "cecc-2023").sum() == 5
        assert not rows["actors"].str.contains("escapees|north-korea").any()
        assert rows.query("matter == 'matter-refugee-convention'")["document"].nunique() == 3


def test_1990_to_2013(events, finding):
    rows = events.query("1990 <= begins < 2014")
    access = rows[rows["actors"].str.contains("unhcr") & ~rows["actors"].str.contains("guterres")]
    king = rows.query("document == 'kei-2023'")["actors"]
    with finding(
        "1990 to 2013: one text dates the promise of access, another its end",
        "dates only the UN’s own procedures, and its author’s time in office",
    ):
        assert set(access["id"]) == {
            "cecc-2023:e06",
            "diplomat-2023:e09",
            "diplomat-2023:e10",
            "diplomat-2023:e11",
        }
        assert king.str.contains("un-|united-nations|robert-king").all()


def test_2014_to_2020(events, finding):
    rows = events.query("2014 <= begins < 2021")
    papers = rows.query("2015 <= begins < 2019")
    inquiry = rows.query("matter == 'matter-commission-of-inquiry'")
    covid = rows.query("begins >= 2019 and document == 'kei-2023'")
    with finding(
        "Four texts date the report of the UN Commission of Inquiry, and only the testimony gives",
        "From 2015 to 2018 just four rows begin, all in the testimony’s notes",
        "the explainer’s five are all bars or arrows",
    ):
        assert inquiry["document"].nunique() == 4
        assert set(inquiry[inquiry["date"].str.len() > 4]["document"]) == {"cecc-2023"}
        assert len(papers) == 4 and papers["cite"].str.startswith("Lee note").all()
        assert len(covid) == 5 and (covid["loose"] | covid["open"]).all()


def test_2021_and_2022(events, finding):
    rows = events.query("2021 <= begins < 2023")
    with finding(
        "2021 and 2022: eleven of twelve rows are the news report’s",
        "The letter of 2022 about seven people has three rows",
        "Eleven of the twelve rows of 2021 and 2022 are the news report’s.",
    ):
        assert len(rows) == 12 and (rows["document"] == "rfa-2022").sum() == 11
        assert rows["label"].str.contains("seven").sum() == 3


def test_a_crossing_lies_inside_a_closed_border(at, finding):
    crossing, shut = (
        date_span(at.loc["rfa-2022:e08", "date"]),
        date_span(at.loc["kei-2023:e06", "date"]),
    )
    with finding("The first lies inside the second."):
        assert shut[0] < crossing[0] and crossing[1] < shut[1]


def test_2023_and_2024(events, at, finding):
    rows = events.query("begins >= 2023")
    with finding(
        "2023 and 2024: feared in June, near in July, dated to October",
        "Four texts speak of the same months",
        "The column’s bars cover two whole years.",
    ):
        assert rows["document"].nunique() == 4
        days = at.loc[
            ["cecc-2023:e13", "diplomat-2023:e01", "kei-2023:e08", "kei-2023:e02"], "date"
        ]
        assert days.tolist() == ["2023-06~", "2023-07/..", "2023-10-09", "2023-08-27"]
        assert (at.loc[[f"joongang-2024:e0{n}" for n in (4, 5, 7)], "date"] == "2023/2024").all()


@pytest.mark.parametrize(
    ("sentence", "key", "when"),
    [
        ("A treaty of 1951 protects refugees", "joongang-2024:e03", "1951"),
        ("In the 1990s a famine drives many North Koreans to China", "cecc-2023:e09", "199X"),
        ("In the mid-1990s UNHCR’s staff are let to the border", "diplomat-2023:e09", "1995~"),
        ("in the late 1990s they are barred from it", "diplomat-2023:e10", "1998~"),
        ("In 2014 a Commission of Inquiry reports", "kei-2023:e15", "2014"),
        ("About 2020 the pandemic begins", "kei-2023:e01", "2020~"),
        ("and fewer people get through", "cecc-2023:e04", "2020/.."),
        ("In June 2023 a witness warns of imminent returns", "cecc-2023:e13", "2023-06~"),
        ("On 27 August 2023 North Korea lets its citizens come home", "kei-2023:e02", "2023-08-27"),
        ("In 1995 China and UNHCR conclude an agreement", "cecc-2023:e06", "1995"),
        ("in 2008 North Koreans lose access", "diplomat-2023:e11", "2008"),
        ("raises forced returns in China in 2006", "diplomat-2023:e07", "2006"),
        ("From 2005 on the UN deals with North Korea every year", "kei-2023:e11", "2005-12/.."),
        ("In 2009 the number of those who arrive", "cecc-2023:e03", "2009"),
        ("In August 2021 UN officials ask China about at least 1,170", "rfa-2022:e04", "2021-08"),
        ("in September China answers", "rfa-2022:e06", "2021-09"),
        ("in February 2022 two experts write about seven", "rfa-2022:e01", "2022-02-15"),
        ("on 9 October some 500 are sent back", "kei-2023:e08", "2023-10-09"),
        ("In 2024 a column looks back on 600", "joongang-2024:e06", "2024"),
    ],
)
def test_each_date_of_the_story_is_in_the_tables(at, finding, sentence, key, when):
    with finding(sentence):
        assert at.loc[key, "date"] == when


def test_seven_matters(shared, finding):
    sizes = shared.map(len)
    with finding(
        "Seven matters are dated by more than one text, none by all five",
        "Four texts date the Commission of Inquiry, and four the returns. The news report shares "
        "one matter with the others, the famine.",
        "The Commission of Inquiry and the returns are dated by four texts, no matter by all five.",
    ):
        assert len(sizes) == 7 and sizes.between(2, 4).all()
        four = set(sizes.index[sizes == 4])
        assert four == {"matter-commission-of-inquiry", "matter-returns"}
        assert [m for m, texts in shared.items() if "rfa-2022" in texts] == ["matter-famine"]


def test_seventy_three_rows_are_fifty_three_when_a_matter_is_counted_once(events, finding):
    with finding("Fifty-three, and that is no exact count either"):
        assert (events["matter"] == "").sum() + events["matter"].nunique() - 1 == 53


def test_fifteen_fields_are_empty_four_of_them_named_and_three_too_early(corpus, shared, finding):
    with finding(
        "two of the seven came after the news report, one after the testimony",
        "This we find in four fields",
        "Only the other eight of the fifteen empty fields are left out",
        "names two of the matters without a date",
    ):
        assert 5 * len(shared) - shared.map(len).sum() == 15 == 3 + 4 + 8
        later = shared[["matter-border-opens", "matter-returns"]]
        assert not any("rfa-2022" in texts for texts in later)
        assert "cecc-2023" in later.iloc[1] and "cecc-2023" not in later.iloc[0]
        named = [
            ("matter-refugee-convention", "rfa-2022", "3", "convention"),
            ("matter-famine", "diplomat-2023", "8", "starving"),
            ("matter-pandemic", "joongang-2024", "3", "covid"),
            ("matter-unhcr-access", "joongang-2024", "6", "unhcr"),
        ]
        for matter, document, paragraph, word in named:
            tokens = corpus[document].tokens
            words = set(tokens.loc[tokens["paragraph"] == paragraph, "token"])
            assert document not in shared[matter] and word in words


def test_no_other_empty_field_has_a_word_for_its_matter(corpus, shared, finding):
    words = {
        "matter-refugee-convention": {"convention"},
        "matter-famine": {"famine", "starving"},
        "matter-unhcr-access": {"unhcr"},
        "matter-commission-of-inquiry": {"inquiry", "coi"},
        "matter-pandemic": {"covid", "pandemic"},
        "matter-border-opens": {"reopen", "reopening", "eased"},
    }
    with finding("This we find in four fields"):
        empty = [
            (matter, document)
            for matter, searched in words.items()
            for document in corpus
            if document not in shared[matter] and searched & set(corpus[document].tokens["token"])
        ]
        assert len(empty) == 4


def test_the_other_forty_six(events, corpus, finding):
    lone = events.query("matter == ''")
    sizes = lone["document"].value_counts()
    un = "|".join(corpus.actors.query("kind == 'un-body'")["actor"])
    king, lee = lone.query("document == 'kei-2023'"), lone.query("document == 'cecc-2023'")
    opinion = lone.query("document == 'diplomat-2023'")
    with finding(
        "The other forty-six rows stand in one text alone",
        "Nine of the explainer’s thirteen have a UN body in them; of the testimony’s fourteen, six "
        "stand in its notes and one has North Koreans who left; of the opinion’s six, all but one "
        "have Guterres or UNHCR in them.",
    ):
        assert len(lone) == 46
        assert sizes[["rfa-2022", "cecc-2023", "diplomat-2023", "kei-2023"]].tolist() == [
            11,
            14,
            6,
            13,
        ]
        assert king["actors"].str.contains(un).sum() == 9
        assert lee["paragraph"].str.startswith("n").sum() == 6
        assert lee["actors"].str.contains("escapees").sum() == 1
        assert opinion["actors"].str.contains("antonio-guterres|unhcr").sum() == 5


def test_three_came_out_before_and_two_after(corpus, finding):
    ends = {name: date_span(corpus[name].published) for name in corpus}
    with finding("Three texts came out before the border opened, two after"):
        assert [n for n in corpus if ends[n][1] < date(2023, 8, 27)] == list(corpus)[:3]
        assert [n for n in corpus if ends[n][0] > date(2023, 10, 9)] == list(corpus)[3:]


def test_three_name_a_danger_and_two_a_return(corpus, finding):
    ahead = corpus.codings[corpus.codings["code"].str.startswith("ahead-")]
    with finding("Three name a danger, two a return that took place."):
        assert (ahead["code"] == "ahead-danger").tolist() == [True, True, True, False, False]
        assert ahead["document"].tolist() == list(corpus)


def test_of_one_early_text_only_the_month_is_known(corpus, finding):
    with finding("For the Diplomat piece 27 is the least"):
        first, last = date_span(corpus["diplomat-2023"].published)
        assert first < last and (date(2023, 8, 27) - last).days == 27


def test_the_returns_came_118_days_after_the_testimony(corpus, at, finding):
    with finding("From 13 June to 9 October 2023, counted"):
        returned = date_span(at.loc["kei-2023:e08", "date"])[0]
        assert (returned - date_span(corpus["cecc-2023"].published)[0]).days == 118


def test_three_things_lay_ahead(corpus, events, finding):
    ahead = events[events["label"].str.contains("China may|expected to reopen|expected to adopt")]
    with finding("Of three things that lay ahead, later texts date two"):
        assert set(ahead["id"]) == {"diplomat-2023:e01", "diplomat-2023:e02", "kei-2023:e10"}


def test_nobody_else_dates_the_seven(events, finding):
    others = events.query("document != 'rfa-2022'")["label"]
    with finding("is not taken up again in any of the other four"):
        assert not others.str.contains("letter|seven").any()


def test_fewer_than_a_third_have_people_who_left(events, finding):
    with finding("Fewer than a third of the rows."):
        assert 3 * events["actors"].str.contains("escapees").sum() < len(events)
