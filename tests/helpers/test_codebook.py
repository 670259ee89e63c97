"""The codebook is what the schema and the rules say, and the file is the codebook."""

import re

import pytest

from helpers import codebook, schema
from helpers.rules import RULES


def test_the_file_is_what_the_schema_and_the_rules_say():
    found = codebook.README.read_bytes().decode("utf-8")
    assert found == codebook.codebook(), "run `python -m helpers codebook`"


@pytest.fixture(scope="module")
def page():
    return codebook.codebook()


def _section(page, heading):
    return page.split(f"### {heading}\n")[1].split("\n### ")[0].split("\n## ")[0]


@pytest.mark.parametrize("table", schema.TABLES.values(), ids=lambda table: table.name)
def test_every_column_stands_with_its_type_definition_values_and_example(page, table):
    section = _section(page, ("vocabulary/" if table.shared else "") + schema.file_of(table.name))
    assert table.definition in section
    assert re.findall(r"^\| `(\w+)` \|", section, re.M) == table.names
    for column in table.columns:
        (line,) = [line for line in section.splitlines() if line.startswith(f"| `{column.name}` |")]
        assert f"| {column.type} |" in line and column.definition in line and f"`{column.example}`" in line
        assert (" | yes | " in line) == column.required
        for value, meaning in column.values.items():
            assert f"- `{value}`: {meaning}" in section


def test_every_field_of_document_toml_and_every_type_is_defined(page):
    for column in schema.DOCUMENT:
        assert f"| `{column.name}` | {column.type} |" in page and column.definition in page
    for name, form in schema.TYPES.items():
        assert f"| `{name}` | {form} |" in page


def test_every_rule_is_said(page):
    for rule in RULES.values():
        assert f"- `{rule.name}`: {rule.sentence}" in page


def test_every_qualifier_is_read(page):
    bounds = page.split("## How figures are bounded")[1].split("\n## ")[0]
    assert re.findall(r"^\| `([a-z-]+)` \|", bounds, re.M) == list(schema.QUALIFIERS)


def test_tables_of_the_page_are_whole_and_links_lead_to_a_heading(page):
    width = 0
    for line in page.splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert not cells or not width or cells == width, line
        width = cells
    anchors = {re.sub(r"[^\w -]", "", line.lstrip("# ")).lower().replace(" ", "-") for line in page.splitlines() if line.startswith("#")}  # fmt: skip  # noqa: E501
    assert set(re.findall(r"\(#([^)]+)\)", page)) <= anchors


@pytest.fixture
def readme(tmp_path, monkeypatch):
    path = tmp_path / "corpus" / "README.md"
    path.parent.mkdir()
    monkeypatch.setattr(codebook, "README", path)
    return path


def test_writing_is_needed_once(readme, capsys):
    assert codebook.main([]) == 0
    assert capsys.readouterr().out == "wrote corpus/README.md\n"
    assert readme.read_bytes() == codebook.codebook().encode("utf-8")
    assert codebook.main([]) == 0 and codebook.main(["--check"]) == 0
    assert capsys.readouterr().out == ""
    assert [path.name for path in readme.parent.iterdir()] == ["README.md"]


def test_the_comparison_says_where_the_file_differs_and_writes_nothing(readme, capsys):
    assert codebook.main(["--check"]) == 1
    assert "corpus/README.md: it is not there; run" in capsys.readouterr().err
    changed = codebook.codebook().replace("## Layout", "## Lay-out")
    readme.write_bytes(changed.encode("utf-8"))
    assert codebook.main(["--check"]) == 1
    line = changed.splitlines().index("## Lay-out") + 1
    assert f"corpus/README.md:{line}: it differs" in capsys.readouterr().err
    assert readme.read_bytes() == changed.encode("utf-8")
