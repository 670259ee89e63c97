"""Loading: right types, read when asked for, clear errors."""

import json
import subprocess
import sys

import pytest

from helpers.corpus import CORPUS, open_corpus
from helpers.schema import BODY, TABLES


@pytest.fixture
def tiny(tmp_path):
    """A corpus of one invented document with two figures."""
    folder = tmp_path / "corpus" / "one-2020"
    folder.mkdir(parents=True)
    (folder / "document.toml").write_text('id = "one-2020"\ntitle = "One"\npublished = "2020"\n', encoding="utf-8")
    header = ",".join(TABLES["figures"].names)
    rows = [
        "f01,1,ten,exact,10,asserted,10,asserted,people,x,q,,2020,one-2020 author,stated,,",
        "f02,2,up to ten,up-to,,none,10,implied,people,x,q,,,one-2020 author,stated,,",
    ]
    (folder / "figures.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return folder.parent


def test_paragraph_ids_stay_strings_bounds_are_numbers_slugs_are_categories(tiny):
    figures = open_corpus(tiny).figures
    assert list(figures["paragraph"]) == ["1", "2"]
    assert figures["lower"].dtype == "float64" and figures["lower"].isna().tolist() == [False, True]
    assert figures["quantity"].dtype == "category"
    assert list(figures["qualifier"].cat.categories) == ["exact", "up-to"]  # in the schema's order


def test_every_documents_table_has_a_document_column_first(tiny):
    assert open_corpus(tiny).figures.columns[0] == "document"


def test_an_empty_text_cell_is_an_empty_string_not_nan(tiny):
    assert list(open_corpus(tiny).figures["period"]) == ["2020", ""]


def test_a_column_that_the_schema_does_not_know_is_kept(tiny):
    path = tiny / "one-2020" / "figures.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0] + ",extra", lines[1] + ",more", lines[2] + ","]) + "\n", encoding="utf-8")
    assert list(open_corpus(tiny).figures["extra"]) == ["more", ""]


def test_a_table_is_read_when_it_is_first_asked_for(tiny):
    corpus = open_corpus(tiny)
    (tiny / "one-2020" / "figures.csv").unlink()
    assert len(corpus.figures) == 0


def test_a_missing_table_is_an_empty_one_with_all_columns(tiny):
    events = open_corpus(tiny)["one-2020"].events
    assert len(events) == 0 and list(events.columns) == TABLES["events"].names


def test_a_document_that_is_not_there_is_named_with_those_that_are(tiny):
    with pytest.raises(KeyError, match="one-2020"):
        open_corpus(tiny)["two-2021"]


def test_a_table_that_is_not_there_is_named(tiny):
    with pytest.raises(AttributeError, match="no table 'figs'"):
        _ = open_corpus(tiny).figs


def test_a_word_where_a_number_belongs_is_said_with_its_table_and_column(tiny):
    path = tiny / "one-2020" / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",10,asserted,10", ",ten,asserted,10"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"figures.lower.*number.*ten"):
        _ = open_corpus(tiny).figures


def test_a_short_row_is_said_with_its_line(tiny):
    path = tiny / "one-2020" / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8") + "f03,3\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"figures.csv:4: expected 17 cells"):
        _ = open_corpus(tiny).figures


def test_a_broken_card_is_said_with_its_file(tiny):
    (tiny / "one-2020" / "document.toml").write_text("id = one", encoding="utf-8")
    with pytest.raises(ValueError, match=r"document.toml: expected a TOML file"):
        len(open_corpus(tiny))


def test_an_empty_folder_is_no_corpus(tmp_path):
    with pytest.raises(FileNotFoundError, match="no corpus"):
        open_corpus(tmp_path)


def test_the_collections_documents_come_in_order_of_publication():
    assert list(open_corpus()) == list(BODY)


@pytest.mark.parametrize("document", BODY)
def test_each_document_has_the_body_paragraphs_of_the_contract(document):
    assert open_corpus()[document].body == [str(number + 1) for number in range(BODY[document])]


def loaded_by(code: str, *modules: str) -> list[str]:
    """Run the code in a fresh Python; return which of the modules it has loaded."""
    code += f"\nimport sys, json; print(json.dumps([name for name in {modules!r} if name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=CORPUS.parent)
    return json.loads(done.stdout)


def test_importing_helpers_loads_neither_pandas_nor_matplotlib_nor_the_validator():
    assert loaded_by("import helpers", "pandas", "matplotlib", "pandera", "IPython") == []


def test_loading_and_showing_load_neither_matplotlib_nor_the_validator():
    code = "from helpers import open_corpus, show_passage; show_passage(open_corpus()['rfa-2022'], '1')"
    assert loaded_by(code, "matplotlib", "pandera") == []
