"""Every notebook is stored executed, accessible and without a trace of the machine it ran on."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from helpers import open_corpus

PROJECT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted(
    path
    for path in (PROJECT / "notebooks").rglob("*.ipynb")
    if ".ipynb_checkpoints" not in path.parts
)
READINGS = [path for path in NOTEBOOKS if "-read-" in path.name]

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
each_reading = pytest.mark.parametrize("path", READINGS, ids=lambda path: path.stem)

MACHINE = re.compile(r"(?:/home/|/root/|/work/|/tmp/|/Users/|/private/var/|[A-Za-z]:\\\\?Users)")
FORBIDDEN = {"style", "script", "svg", "iframe", "math", "ruby", "form", "input", "button"}
OPENING = ["Before you start"]
CLOSE = ["Check your reading", "Discuss", "What to read next"]


def cells(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def source(cell: dict) -> str:
    return "".join(cell["source"])


def code_cells(path: Path) -> list[dict]:
    return [cell for cell in cells(path) if cell["cell_type"] == "code"]


def markdown(path: Path) -> str:
    return "\n\n".join(source(cell) for cell in cells(path) if cell["cell_type"] == "markdown")


def html_outputs(path: Path) -> list[str]:
    return [
        "".join(output["data"]["text/html"])
        for cell in code_cells(path)
        for output in cell["outputs"]
        if "text/html" in output.get("data", {})
    ]


def headings(path: Path) -> list[tuple[int, str]]:
    text = re.sub(r"^```.*?^```", "", markdown(path), flags=re.MULTILINE | re.DOTALL)
    return [
        (len(marks), title.strip())
        for marks, title in re.findall(r"^(#{1,6}) (.+)$", text, flags=re.MULTILINE)
    ]


class Elements(HTMLParser):
    """Collect every start tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def elements(path: Path) -> list[tuple[str, dict]]:
    return [
        element
        for html in [*html_outputs(path), markdown(path)]
        for element in Elements(html).found
    ]


def test_there_are_notebooks_to_test():
    assert NOTEBOOKS and READINGS


@each_notebook
def test_every_code_cell_is_executed_in_order(path):
    assert [cell["execution_count"] for cell in code_cells(path)] == list(
        range(1, len(code_cells(path)) + 1)
    )


@each_notebook
def test_each_code_cell_stands_right_after_text(path):
    kinds = [cell["cell_type"] for cell in cells(path)]
    assert [
        place for place in range(1, len(kinds)) if kinds[place - 1 : place + 1] == ["code", "code"]
    ] == []


@each_notebook
def test_nothing_went_to_the_error_stream_and_no_cell_failed(path):
    outputs = [output for cell in code_cells(path) for output in cell["outputs"]]
    assert [
        output
        for output in outputs
        if output.get("name") == "stderr" or output["output_type"] == "error"
    ] == []


@each_notebook
def test_there_is_one_title_and_headings_never_skip_a_level(path):
    levels = [level for level, _ in headings(path)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), headings(path)


@each_notebook
def test_headings_are_unique_so_that_links_to_them_are(path):
    titles = [title for _, title in headings(path)]
    assert len(titles) == len(set(titles)), titles


@each_reading
def test_a_reading_has_the_fixed_opening_and_close(path):
    titles = [title for level, title in headings(path) if level == 2]
    assert titles[: len(OPENING)] == OPENING
    assert titles[-len(CLOSE) :] == CLOSE


@each_notebook
def test_no_answer_stands_in_open_code(path):
    for cell in code_cells(path):
        if "check_answer(" in source(cell):
            assert re.fullmatch(r"check_answer\(\.\.\., \*answers\[\d+\]\)", source(cell)), source(
                cell
            )


@each_reading
def test_a_reading_asks_eight_to_twelve_questions_and_hides_the_answers_until_asked(path):
    close = markdown(path).split("## Check your reading")[1].split("## Discuss")[0]
    questions = len(re.findall(r"^\*\*\d+\.\*\*", close, flags=re.MULTILINE))
    computed = sum("check_answer(" in source(cell) for cell in code_cells(path))
    assert 8 <= questions <= 12
    assert (
        close.count("<details")
        == close.count("<summary>")
        == close.count("</details>")
        == questions - computed
    )
    for html in html_outputs(path):
        if "Show the answer" in html:
            assert html.index("<details") < html.index("<strong>")


@each_notebook
def test_every_picture_has_alt_text_that_says_something(path):
    for tag, attributes in elements(path):
        if tag == "img":
            alt = attributes.get("alt") or ""
            assert len(alt.split()) >= 8 and alt.rstrip().endswith("."), alt


@each_notebook
def test_every_picture_in_an_output_has_a_caption_and_its_numbers(path):
    for html in html_outputs(path):
        if "<img" in html:
            assert "<figcaption" in html and "<details" in html and "<table>" in html


@each_notebook
def test_pictures_are_shown_in_no_other_way(path):
    kinds = {
        kind
        for cell in code_cells(path)
        for output in cell["outputs"]
        for kind in output.get("data", {})
    }
    assert {kind for kind in kinds if kind.startswith("image/")} == set()


@each_notebook
def test_tables_have_a_heading_in_every_header_cell(path):
    for html in html_outputs(path):
        assert not re.search(r"<th[^>]*>\s*</th>", html)


@each_notebook
def test_counts_are_shown_as_tables_not_as_pandas_prints_them(path):
    bare = [
        cell["id"]
        for cell in code_cells(path)
        for output in cell["outputs"]
        if "text/html" not in (data := output.get("data", {}))
        and re.search(r"\bdtype: |^\[\d+ rows", "".join(data.get("text/plain", "")), re.MULTILINE)
    ]
    assert bare == []


@each_notebook
def test_no_element_that_an_untrusted_notebook_would_lose(path):
    found = elements(path)
    assert {tag for tag, _ in found} & FORBIDDEN == set()
    names = {name for _, attributes in found for name in attributes}
    assert {
        name
        for name in names
        if name.startswith(("aria-", "on", "data-")) or name in {"role", "tabindex", "hidden"}
    } == set()


@each_notebook
def test_no_path_of_a_machine(path):
    assert MACHINE.search(path.read_text(encoding="utf-8")) is None


@each_notebook
def test_every_local_link_exists(path):
    links = re.findall(r"\]\(([^)\s]+)\)", markdown(path)) + [
        a.get("href") or a.get("src") or "" for tag, a in elements(path) if tag in {"a", "img"}
    ]
    for link in links:
        if re.match(r"[a-z]+:", link) or not link:
            continue
        target, _, anchor = link.partition("#")
        file = (path.parent / target).resolve() if target else path
        assert file.exists(), link
        if anchor.startswith("cell-id="):
            assert anchor.removeprefix("cell-id=") in {cell["id"] for cell in cells(file)}, link
        elif anchor and file.suffix == ".ipynb":
            assert anchor in {title.replace(" ", "-") for _, title in headings(file)}, link


@each_notebook
def test_what_is_stored_was_run_without_a_readers_copy(path):
    # A passage shows the reader's own text in a block quote, the précis in a paragraph.
    assert not any("<blockquote" in html for html in html_outputs(path))


@each_notebook
def test_the_notebook_names_its_language_so_that_opening_it_changes_nothing(path):
    metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
    assert (
        metadata["kernelspec"]["name"] == "python3"
        and metadata["language_info"]["name"] == "python"
    )


@each_reading
def test_each_paragraph_has_a_cell_of_its_own_whose_id_is_its_address(path):
    document = open_corpus()[path.stem.split("-read-")[1]]
    shown = {
        cell["id"]: source(cell) for cell in code_cells(path) if "show_passage(" in source(cell)
    }
    wanted = [f"{document.id}-p{paragraph}" for paragraph in document.paragraphs["paragraph"]]
    assert sorted(shown) == sorted(wanted)
    for address, code in shown.items():
        paragraph = address.removeprefix(f"{document.id}-p")
        assert re.fullmatch(rf'show_passage\(\w+, "{paragraph}"\)', code), code
