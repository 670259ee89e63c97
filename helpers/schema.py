"""The one declaration of the corpus: every table, every column, every value.

Loading (:mod:`helpers.corpus`), validating (:mod:`helpers.rules`) and the
codebook (``corpus/README.md``) are all derived from :data:`TABLES`, so a column
is defined here and nowhere else. Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass, field

#: What a cell of each type looks like; the codebook prints these sentences.
TYPES = {
    "id": "a name made of lower-case letters, digits and hyphens",
    "paragraph": "a paragraph id: title, standfirst, 1 to n for the body, n1 to nk for notes",
    "text": "running text",
    "quote": "a phrase of at most 8 words exactly as printed in the paragraph, without quotation marks of ours",
    "number": "a number written with digits and at most one decimal point",
    "count": "a whole number, 0 or more",
    "edtf": "a date in Extended Date/Time Format (EDTF), such as 2023-10, 2023-10~ or 2019/2023",
    "enum": "one of the listed values",
    "slug": "the id of a row in another table",
    "slugs": "ids of rows in another table, separated by ;",
    "places": "places in the corpus such as kei-2023:12, separated by ;",
}


@dataclass(frozen=True)
class Column:
    """One column of a table: its name, type, definition, an example and its rules."""

    name: str
    type: str
    definition: str
    example: str
    required: bool = False
    values: dict[str, str] = field(default_factory=dict)
    refers: str = ""  # "quantities" or "annotations.annotation": where a slug must exist


@dataclass(frozen=True)
class Table:
    """One table of the corpus. `shared` tables live once, in vocabulary/."""

    name: str
    definition: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    shared: bool = False

    @property
    def names(self) -> list[str]:
        """The column names in the order in which they are stored."""
        return [column.name for column in self.columns]


_PARAGRAPH = Column("paragraph", "paragraph", "The paragraph that the row speaks of.", "12", required=True, refers="paragraphs.paragraph")


def _quote(required: bool, what: str) -> Column:
    return Column("quote", "quote", what, "forcible repatriation", required=required)


BASIS = {
    "asserted": "the wording itself states this bound",
    "implied": "the bound follows from a literal reading, the wording does not insist on it",
    "none": "the wording gives no bound on this side",
}

ROLES = {
    "headline": "the title of the document",
    "lede": "the opening that says what the document is about",
    "background": "what happened before, told to place the news or the argument",
    "evidence": "facts, figures or testimony brought in support",
    "law": "what a rule says or requires",
    "position": "someone else's view, reported",
    "argument": "reasoning in the author's own voice",
    "recommendation": "what somebody should do",
    "closing": "the last word",
    "note": "a footnote, an author's note or a credit",
}

KINDS = {
    "gloss": "explains a word or a name",
    "context": "adds what is not in the five documents, with its public source",
    "evidence": "says what a statement rests on",
    "law": "explains a rule or how it is applied",
    "rhetoric": "shows how the wording or the order works on a reader",
    "number": "explains how a figure is bounded or what it counts",
    "caution": "marks a slip, a tension or something a careful reader would doubt",
    "link": "leads to another place, here or in another document",
    "question": "asks something worth stopping for",
}

QUALIFIERS = {
    "exact": "a plain number",
    "about": "about, some, around, approximately, nearly as an estimate of the value itself",
    "at-least": "at least, a lower bound that is part of the range",
    "more-than": "more than, over: a lower bound that is not part of the range",
    "at-most": "at most, no more than",
    "up-to": "up to: no lower bound, the upper one implied",
    "as-many-as": "as many as: no lower bound, the upper one implied",
    "almost": "almost, nearly: just below the number",
    "within": "within: a stretch of time that is not exceeded",
    "between": "from one number to another",
    "order": "an order of magnitude: tens of thousands, hundreds of",
}

MODALITY = {
    "stated": "given as a fact",
    "estimated": "called an estimate",
    "reported": "passed on from someone else",
    "alleged": "claimed by one side and presented as a claim",
}

USES = {
    "binds": "said to bind a state",
    "violated": "said to have been broken",
    "defines": "used for what a word or a rule means",
    "evidence": "used as proof of facts",
    "remedy": "used as a way to put things right",
    "disputed": "said by one side not to apply",
}

TONES = {
    "public": "speak out, name, draw attention",
    "quiet": "talk in confidence, use good offices",
    "coercive": "sanction, suspend, force by a procedure",
    "practical": "shelter, passage, money, procedure on the ground",
}

STANCES = {
    "asserts": "says it in its own voice",
    "reports": "passes on that another says it",
    "qualifies": "says it only with a limit, or softens it",
    "denies": "says the contrary",
}

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "paragraphs",
            "Every paragraph of the document in reading order, what it does and what it says, in our words.",
            (
                Column("paragraph", "paragraph", "The paragraph's id.", "12", required=True),
                Column("section", "text", "The document's own sub-heading above the paragraph, its first 8 words where it has more; empty where it has none.", "Where’s UNHCR?"),
                Column("role", "enum", "What the paragraph does in the document.", "evidence", required=True, values=ROLES),
                Column("tokens", "count", "How many tokens (runs of letters or digits) the paragraph has in a copy.", "48", required=True),
                Column("precis", "text", "What the paragraph says, in 1 to 3 sentences of ours, with every claim, figure and actor.", "The letter was signed by two Special Rapporteurs."),
            ),
            ("paragraph",),
        ),
        Table(
            "annotations",
            "Notes of ours on a paragraph or on a phrase in it.",
            (
                Column("annotation", "id", "The note's id, unique in the document.", "a07", required=True),
                _PARAGRAPH,
                _quote(False, "The phrase that the note is about, as printed; empty where it is about the whole paragraph."),
                Column("kind", "enum", "What the note does.", "caution", required=True, values=KINDS),
                Column("body", "text", "The note: 1 to 4 sentences that teach something the précis does not say.", "At least gives a floor and no ceiling.", required=True),
                Column("term", "slug", "The glossary term that the note introduces here, if any.", "non-refoulement", refers="terms"),
                Column("see", "places", "Other places to read beside this one.", "kei-2023:12", refers="places"),
                Column("source", "text", "The public source of what is said beyond the five documents; required for context.", "Convention relating to the Status of Refugees (1951), article 33"),
            ),
            ("annotation",),
        ),
        Table(
            "figures",
            "Every quantity that the document states, in digits or in words, with its bounds.",
            (
                Column("figure", "id", "The figure's id, unique in the document.", "f03", required=True),
                _PARAGRAPH,
                _quote(True, "The words that state the figure, as printed."),
                Column("qualifier", "enum", "How the wording limits the number.", "at-least", required=True, values=QUALIFIERS),
                Column("lower", "number", "The lower bound.", "1170"),
                Column("lower_basis", "enum", "Where the lower bound comes from.", "asserted", required=True, values=BASIS),
                Column("upper", "number", "The upper bound.", "2000"),
                Column("upper_basis", "enum", "Where the upper bound comes from.", "implied", required=True, values=BASIS),
                Column("unit", "text", "What the bounds are measured in: people, percent, years, days …", "people", required=True),
                Column("counted", "text", "Who or what is counted, in a few words of ours.", "North Koreans detained in China", required=True),
                Column("quantity", "slug", "What the figure may be compared with.", "detained-in-china", required=True, refers="quantities"),
                Column("place", "text", "Where, if it is said.", "Dandong"),
                Column("period", "edtf", "The time that the figure speaks of.", "2021-08", ),
                Column("attributed_to", "slug", "Who says it according to the document: an actor, an instrument, or `<document> author`.", "special-rapporteur-dprk", required=True, refers="sayers"),
                Column("modality", "enum", "How firmly the document gives it.", "reported", required=True, values=MODALITY),
                Column("repeats", "places", "The earlier statement of the same figure that this one repeats, as document:figure; where it comes from is said by attributed_to.", "kei-2023:f04", refers="figures"),
                Column("note", "text", "Reasons: how the period or a bound was worked out.", "Last four years, counted back from November 2023."),
            ),
            ("figure",),
        ),
        Table(
            "numbers",
            "The ledger: every number printed in a copy, and where it went.",
            (
                Column("paragraph", "paragraph", "The paragraph, or `outside` for a number that stands in no paragraph.", "12", required=True, refers="paragraphs.paragraph"),
                Column("number", "text", "The number exactly as printed, in digits or in words.", "1,170", required=True),
                Column("occurrence", "count", "1 for the first time this number stands in the paragraph, 2 for the second …", "1", required=True),
                Column("accounted_by", "slug", "The figure, event or citation of this document that states it, or `excluded`.", "f03", refers="ledger"),
                Column("reason", "text", "Why it was excluded.", "part of a name"),
            ),
            ("paragraph", "number", "occurrence"),
        ),
        Table(
            "events",
            "Everything that the document dates.",
            (
                Column("event", "id", "The event's id, unique in the document.", "e02", required=True),
                _PARAGRAPH,
                _quote(True, "The words that date it, as printed."),
                Column("date", "edtf", "When, in EDTF; ~ marks an approximate date.", "2022-02-15", required=True),
                Column("date_basis", "enum", "Whether the date is printed in full or worked out.", "inferred", required=True, values={"stated": "the document gives the date", "inferred": "worked out from the document's own date or from another statement"}),
                Column("label", "text", "What happened, in a few words of ours.", "UN officials write to China", required=True),
                Column("actors", "slugs", "Who took part.", "china;north-korea", refers="actors"),
                Column("place", "text", "Where, if it is said.", "Dandong"),
            ),
            ("event",),
        ),
        Table(
            "citations",
            "Every treaty, resolution, report, agreement or letter that the document leans on.",
            (
                Column("citation", "id", "The citation's id, unique in the document.", "c04", required=True),
                _PARAGRAPH,
                _quote(True, "The words that name it, as printed."),
                Column("instrument", "slug", "What is cited.", "refugee-convention", required=True, refers="instruments"),
                Column("article", "text", "The article, rule or page that the document gives.", "Rule 29"),
                Column("use", "enum", "What the document uses it for.", "binds", required=True, values=USES),
                Column("note", "text", "What is particular here.", "Named without its title."),
            ),
            ("citation",),
        ),
        Table(
            "recommendations",
            "What the document, or someone speaking in it, asks somebody to do.",
            (
                Column("recommendation", "id", "The recommendation's id, unique in the document.", "r01", required=True),
                _PARAGRAPH,
                _quote(True, "The words that ask, as printed."),
                Column("speaker", "slug", "Who asks: an actor, an instrument, or `<document> author`.", "rfa-2022 author", required=True, refers="sayers"),
                Column("addressee", "slugs", "Who is asked.", "south-korea", required=True, refers="actors"),
                Column("action", "text", "What is asked, in our words.", "Tell Beijing that it means to protect refugees.", required=True),
                Column("mechanism", "text", "By which means or procedure.", "bilateral talks"),
                Column("tone", "enum", "Which kind of pressure it uses.", "public", required=True, values=TONES),
            ),
            ("recommendation",),
        ),
        Table(
            "claims",
            "Where a paragraph speaks to a claim that at least two documents share.",
            (
                _PARAGRAPH,
                _quote(True, "The words that carry the stance, as printed."),
                Column("claim", "slug", "The claim.", "returnees-are-tortured", required=True, refers="claims_vocabulary"),
                Column("stance", "enum", "How the paragraph stands to the claim.", "asserts", required=True, values=STANCES),
                Column("speaker", "slug", "Whose stance it is: an actor, an instrument, or `<document> author`.", "china", required=True, refers="sayers"),
                Column("note", "text", "What is particular here.", "Reported without comment."),
            ),
            ("paragraph", "claim", "speaker"),
        ),
        Table(
            "tokens",
            "How often each token stands in each paragraph; made from a copy by the import, never by hand.",
            (
                _PARAGRAPH,
                Column("token", "text", "A run of letters or digits, case-folded.", "refoulement", required=True),
                Column("count", "count", "How often it stands in the paragraph.", "2", required=True),
            ),
            ("paragraph", "token"),
        ),
        Table(
            "quantities",
            "What may be compared with what: one row for each population, share or measure.",
            (
                Column("quantity", "id", "The quantity's id.", "detained-in-china", required=True),
                Column("name", "text", "Its name in a chart.", "Held in detention in China", required=True),
                Column("unit", "text", "What it is measured in.", "people", required=True),
                Column("definition", "text", "What is counted, where, when, and for a share what it is a share of.", "North Koreans held in Chinese detention at one time.", required=True),
                Column("not_measured", "text", "What a reader might take it for, and it is not.", "Not everyone ever detained.", required=True),
            ),
            ("quantity",),
            shared=True,
        ),
        Table(
            "instruments",
            "Treaties, resolutions, reports, agreements, letters and other texts that are cited.",
            (
                Column("instrument", "id", "The instrument's id.", "refugee-convention", required=True),
                Column("title", "text", "Its official or usual title.", "Convention relating to the Status of Refugees", required=True),
                Column("kind", "enum", "What kind of text it is.", "treaty", required=True, values={
                    "treaty": "an agreement between many states",
                    "agreement": "an agreement between two parties",
                    "law": "a body of law or a rule without one single text",
                    "resolution": "a resolution of a UN organ",
                    "report": "a report of a UN body or an organisation",
                    "letter": "a letter between an official body and a state",
                    "statement": "a public statement",
                    "rules": "rules of procedure",
                    "news": "a news report",
                    "scholarship": "a book, chapter or article",
                }),
                Column("date", "edtf", "When it was adopted, signed or published, if known.", "1951"),
                Column("source", "text", "Where the title and date come from: a document, or a named public source.", "rfa-2022", required=True),
                Column("note", "text", "What a reader should know.", "Article 33 carries the rule."),
            ),
            ("instrument",),
            shared=True,
        ),
        Table(
            "actors",
            "People, states and bodies that act, speak or are spoken about.",
            (
                Column("actor", "id", "The actor's id.", "unhcr", required=True),
                Column("name", "text", "The usual name, rightly spelt.", "UN High Commissioner for Refugees", required=True),
                Column("kind", "enum", "What kind of actor.", "un-body", required=True, values={
                    "person": "a named person",
                    "state": "a state or its government",
                    "un-body": "a body or office of the United Nations",
                    "organisation": "any other organisation",
                    "group": "people without an office: escapees, detainees, onlookers",
                }),
                Column("aliases", "text", "Other ways in which the documents name it, separated by ;", "UNHCR;the refugee agency"),
            ),
            ("actor",),
            shared=True,
        ),
        Table(
            "claims_vocabulary",
            "Sentences of ours that at least two documents speak to (stored as vocabulary/claims.csv).",
            (
                Column("claim", "id", "The claim's id.", "returnees-are-tortured", required=True),
                Column("sentence", "text", "The claim as one sentence.", "People sent back to North Korea are tortured.", required=True),
                Column("settle", "text", "What evidence would settle it.", "Access for observers to the returned.", required=True),
            ),
            ("claim",),
            shared=True,
        ),
        Table(
            "terms",
            "The glossary.",
            (
                Column("term", "text", "The term.", "non-refoulement", required=True),
                Column("definition", "text", "What it means, in one to three sentences.", "The rule that nobody is sent where they face persecution.", required=True),
                Column("source", "text", "The public source, or the document and paragraph, that the definition rests on.", "1951 Convention, article 33", required=True),
            ),
            ("term",),
            shared=True,
        ),
    )
}

#: The fields of document.toml.
DOCUMENT = (
    Column("id", "id", "The document's id, the name of its folder.", "rfa-2022", required=True),
    Column("title", "text", "Its title as printed.", "Stop the repatriation of North Korean escapees", required=True),
    Column("authors", "text", "A list of names; empty where the copy names none.", '["Robert King"]', required=True),
    Column("publisher", "text", "Who published it.", "Radio Free Asia", required=True),
    Column("genre", "text", "What kind of text it is.", "news report", required=True),
    Column("published", "edtf", "When it was published.", "2022-03-15", required=True),
    Column("published_basis", "enum", "Where that date comes from.", "address", required=True, values={"stated": "printed in the copy", "address": "part of the page's address", "inferred": "worked out from the text"}),
    Column("language", "text", "BCP 47 language tag.", "en", required=True),
    Column("url", "text", "The page's address, where known.", "https://www.cecc.gov/"),
    Column("rights", "text", "Who holds the rights.", "In copyright, Radio Free Asia", required=True),
    Column("obtained", "text", "How the text was obtained.", "Saved web page, as plain text", required=True),
    Column("status", "enum", "How far the reading is.", "read", required=True, values={"unfinished": "some tables are still being written", "read": "every body paragraph has a précis and an annotation; all numbers are accounted for"}),
    Column("note", "text", "What a reader should know of this text.", "The copy states no year."),
)

#: How many body paragraphs each document of the collection has.
BODY = {"rfa-2022": 17, "cecc-2023": 25, "diplomat-2023": 11, "kei-2023": 23, "joongang-2024": 7}


def file_of(table: str) -> str:
    """The file name of a table.

    >>> file_of("figures"), file_of("claims_vocabulary")
    ('figures.csv', 'claims.csv')
    """
    return {"claims_vocabulary": "claims"}.get(table, table) + ".csv"
