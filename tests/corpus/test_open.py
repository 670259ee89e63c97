"""Loading: right types, names in words, read when asked for, clear errors."""

import json
import subprocess
import sys

import pytest

from helpers.corpus import open_corpus
from helpers.corpus.schema import BODY, TABLES
from helpers.corpus.storage import CORPUS

VOCABULARY = ("quantities", "instruments", "actors", "claims_vocabulary", "codes", "terms")


@pytest.fixture
def tiny(tmp_path):
    """A corpus of one invented document with two figures."""
    folder = tmp_path / "corpus" / "one-2020"
    folder.mkdir(parents=True)
    card = 'id = "one-2020"\ntitle = "One"\nshort = "One"\nauthors = []\npublished = "2020"\n'
    (folder / "document.toml").write_text(card, encoding="utf-8")
    header = ",".join(TABLES["figures"].names)
    rows = [
        "f01,1,ten,exact,10,asserted,10,asserted,people,x,q,,2020,one-2020 author,stated,,,,",
        "f02,2,up to ten,up-to,,none,10,implied,people,x,q,,,keeper,stated,,,,",
    ]
    (folder / "figures.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    for name in VOCABULARY:
        path = folder.parent / "vocabulary" / TABLES[name].file
        path.parent.mkdir(exist_ok=True)
        path.write_text(",".join(TABLES[name].names) + "\n", encoding="utf-8")
    actor = "keeper,Keeper of the lamps,person,,the keeper,other\n"
    with (folder.parent / "vocabulary" / "actors.csv").open("a", encoding="utf-8") as file:
        file.write(actor)
    return folder.parent


def change(tiny, before: str, after: str) -> None:
    path = tiny / "one-2020" / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def test_ids_are_text_bounds_are_numbers_and_nothing_is_a_category(tiny):
    figures = open_corpus(tiny).figures
    assert list(figures["paragraph"]) == ["1", "2"]
    assert figures["lower"].dtype == "float64" and figures["lower"].isna().tolist() == [False, True]
    assert {str(kind) for kind in figures.dtypes} == {"str", "float64", "bool"}


def test_a_row_says_in_words_where_it_stands_and_who_speaks(tiny):
    figures = open_corpus(tiny).figures
    assert list(figures["cite"]) == ["One ¶1", "One ¶2"]
    assert list(figures["own"]) == [True, False]
    assert list(figures["sayer"]) == ["the author", "the keeper"]


def test_every_documents_table_has_a_document_column_first(tiny):
    assert open_corpus(tiny).figures.columns[0] == "document"


def test_an_empty_text_cell_is_an_empty_string_not_nan(tiny):
    assert list(open_corpus(tiny).figures["period"]) == ["2020", ""]


def test_a_column_that_the_schema_does_not_know_is_kept(tiny):
    path = tiny / "one-2020" / "figures.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    lines = [header + ",extra", *(row + ",more" for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert list(open_corpus(tiny).figures["extra"]) == ["more", "more"]


def test_a_table_is_read_when_it_is_first_asked_for(tiny):
    corpus = open_corpus(tiny)
    (tiny / "one-2020" / "figures.csv").unlink()
    assert len(corpus.figures) == 0


def test_a_missing_table_is_an_empty_one_with_all_columns(tiny):
    events = open_corpus(tiny)["one-2020"].events
    assert len(events) == 0 and set(TABLES["events"].names) < set(events.columns)


def test_a_document_that_is_not_there_is_named_with_those_that_are(tiny):
    with pytest.raises(KeyError, match="one-2020"):
        open_corpus(tiny)["two-2021"]


def test_a_table_that_is_not_there_is_named(tiny):
    with pytest.raises(AttributeError, match="no table 'figs'"):
        _ = open_corpus(tiny).figs


def test_a_word_where_a_number_belongs_is_said_with_its_file(tiny):
    change(tiny, ",10,asserted,10", ",ten,asserted,10")
    with pytest.raises(ValueError, match=r"figures\.csv: expected numbers; found: .*ten"):
        _ = open_corpus(tiny).figures


def test_all_broken_rows_are_said_with_their_lines_at_once(tiny):
    change(tiny, ",stated,,,,", ",stated")
    with pytest.raises(ValueError, match=r"(?s)figures\.csv:2: .*figures\.csv:3: "):
        _ = open_corpus(tiny).figures


def test_a_broken_card_is_said_with_its_file(tiny):
    (tiny / "one-2020" / "document.toml").write_text("id = one\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"document\.toml:1:6: expected TOML"):
        open_corpus(tiny)


def test_an_empty_folder_is_no_corpus(tmp_path):
    with pytest.raises(FileNotFoundError, match="no corpus"):
        open_corpus(tmp_path)


def test_the_collections_documents_come_in_order_of_publication():
    assert list(open_corpus()) == list(BODY)


@pytest.mark.parametrize("document", BODY)
def test_each_document_has_the_body_paragraphs_of_the_contract(document):
    body = open_corpus()[document].body["paragraph"]
    assert list(body) == [str(number + 1) for number in range(BODY[document])]


@pytest.mark.parametrize("table", ["figures", "claims", "recommendations", "citations", "codings"])
def test_no_id_is_left_where_words_belong(table):
    corpus = open_corpus()
    rows = getattr(corpus, table)
    for column in {"sayer", "asked", "measure", "sentence", "text", "meaning"} & set(rows):
        words = {word for cell in rows[column] for word in cell.split("; ")}
        assert not words & (set(corpus.names) - set(corpus.names.values())), column


def loaded_by(code: str, *modules: str) -> list[str]:
    """Run the code in a fresh Python; return which of the modules it has loaded."""
    code += f"\nimport sys, json; print(json.dumps([m for m in {modules!r} if m in sys.modules]))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=CORPUS.parent)
    return json.loads(done.stdout)


def test_importing_helpers_loads_neither_pandas_nor_matplotlib():
    assert loaded_by("import helpers", "pandas", "matplotlib", "pydantic", "IPython") == []


def test_reading_loads_neither_matplotlib_nor_the_validator():
    code = "from helpers import open_corpus, show_passage\n"
    code += "show_passage(open_corpus()['rfa-2022'], '1')"
    assert loaded_by(code, "matplotlib", "pydantic") == []
