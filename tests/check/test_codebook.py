"""The codebook says what is declared, and its prose is kept by hand."""

import re

import pytest

from helpers.check import codebook
from helpers.check.rules import FORM, RULES
from helpers.corpus import schema

PAGE = codebook.README.read_text(encoding="utf-8")


def test_the_file_says_what_is_declared():
    assert codebook.filled(PAGE) == PAGE, "run `python -m helpers codebook`"


def _section(heading):
    return PAGE.split(f"### {heading}\n")[1].split("\n### ")[0].split("\n## ")[0]


@pytest.mark.parametrize("table", [*schema.TABLES.values(), schema.CARD], ids=lambda one: one.name)
def test_every_column_stands_with_its_type_definition_values_and_example(table):
    section = _section(("vocabulary/" if table.shared else "") + table.file)
    assert table.definition in section
    assert re.findall(r"^\| `(\w+)` \|", section, re.M) == table.names
    for column in table.columns:
        (line,) = [one for one in section.splitlines() if one.startswith(f"| `{column.name}` |")]
        assert f"| {column.type} |" in line and column.definition in line
        assert f"`{column.example}`" in line and (" | yes | " in line) == column.required
        for value, meaning in column.values.items():
            assert f"- `{value}`: {meaning}" in section


def test_every_type_rule_and_qualifier_is_said():
    for name, form in schema.TYPES.items():
        assert f"| `{name}` | {form} |" in PAGE
    for name, sentence in (FORM | {name: one.sentence for name, one in RULES.items()}).items():
        assert f"- `{name}`: {sentence}" in PAGE
    bounds = PAGE.split("## How figures are bounded")[1].split("\n## ")[0]
    assert re.findall(r"^\| `([a-z-]+)` \|", bounds, re.M) == list(schema.QUALIFIERS)


def test_tables_of_the_page_are_whole_and_links_lead_to_a_heading():
    width = 0
    for line in PAGE.splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert not cells or not width or cells == width, line
        width = cells
    headings = [line.lstrip("# ") for line in PAGE.splitlines() if line.startswith("#")]
    anchors = {re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings}
    assert set(re.findall(r"\(#([^)]+)\)", PAGE)) <= anchors


def test_the_prose_names_no_file_that_is_not_there():
    prose = re.sub(r"<!-- (\w+): begin -->.*?<!-- \1: end -->", "", PAGE, flags=re.DOTALL)
    root = codebook.README.parents[1]
    for name in re.findall(r"`(helpers/[\w/.]+)`", prose):
        assert (root / name).exists(), name


@pytest.fixture
def readme(tmp_path, monkeypatch):
    path = tmp_path / "corpus" / "README.md"
    path.parent.mkdir()
    path.write_text(PAGE, encoding="utf-8", newline="\n")
    monkeypatch.setattr(codebook, "README", path)
    return path


def test_what_is_declared_is_written_and_the_prose_is_left_alone(readme, capsys):
    readme.write_text(PAGE.replace("| `id` |", "| `ident` |").replace("## Layout", "## Lay-out"))
    assert codebook.main(["--check"]) == 1
    line = PAGE.splitlines().index(next(one for one in PAGE.splitlines() if "| `id` |" in one)) + 1
    assert f"corpus/README.md:{line}: it differs" in capsys.readouterr().err
    assert codebook.main([]) == 0
    assert capsys.readouterr().out == "wrote corpus/README.md\n"
    assert readme.read_text(encoding="utf-8") == PAGE.replace("## Layout", "## Lay-out")
    assert codebook.main([]) == codebook.main(["--check"]) == 0
    assert capsys.readouterr().out == ""
    assert [path.name for path in readme.parent.iterdir()] == ["README.md"]


@pytest.mark.parametrize("spoil", ["mark", "file", "bytes"])
def test_a_page_that_cannot_be_filled_is_one_message(readme, capsys, spoil):
    if spoil == "mark":
        readme.write_text(PAGE.replace("<!-- rules: end -->", ""))
    elif spoil == "bytes":
        readme.write_bytes(b"\xff")
    else:
        readme.unlink()
    assert codebook.main([]) == codebook.main(["--check"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2 and all(line.startswith("corpus/README.md: ") for line in lines)


def test_a_folder_that_cannot_be_written_is_one_message(readme, monkeypatch, capsys):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(codebook, "write", refuse)
    readme.write_text(PAGE.replace("| `id` |", "| `ident` |"))
    assert codebook.main([]) == 1
    assert capsys.readouterr().err == "corpus/README.md: [Errno 13] Permission denied\n"
