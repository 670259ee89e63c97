"""The one leak check: what counts as a repetition of a copy, and in which files."""

import json
import subprocess

import pytest

from helpers.check import check
from helpers.check.leaks import runs_of, shared_runs, words_of

A = "alpha-2020"
PARAGRAPH = "The keeper says that up to 40 lamps burned along the quay in March 2019."


def leaks(invented):
    found = check(invented.corpus, invented.copies)
    assert {one.rule for one in found} <= {"no-long-run"}
    return found


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("a.md", "the keeper says that up to 40 lamps"),  # eight words
        ("a.md", "Alpha: “Lamps of the harbour, a keeper counts them” and the keeper"),  # the title
        ("a.md", "the keeper says that up to 40 <i>bright</i> lamps burned along"),
        ("a.bin", f"\0 {PARAGRAPH}"),
        (".venv/a.py", PARAGRAPH),
    ],
)
def test_short_runs_titles_binaries_and_tools_are_no_repetition(invented, file, content):
    invented.copy(A)
    path = invented.root / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    assert leaks(invented) == []


@pytest.mark.parametrize("name", ["a.md", "a.py", "a.csv", "a", "a.toml"])
def test_a_repetition_is_found_in_every_file_of_text(invented, name):
    invented.copy(A)
    (invented.root / name).write_text(f"\n# {PARAGRAPH}\n", encoding="utf-8")
    (found,) = leaks(invented)
    assert (found.file, found.line) == (name, 2)


def test_a_repetition_is_found_through_html_case_and_curly_apostrophes(invented):
    text = "At least 12 boats came home, and 3 ferries; the Harbour Treaty binds the town’s folk."
    invented.copy(A, {"2": text})
    run = "<b>AND</b> 3 ferries &ndash; the Harbour\nTreaty binds the town's folk"
    (invented.root / "a.html").write_text(f"<p>\n{run}</p>", encoding="utf-8")
    found = [one for one in check(invented.corpus, invented.copies) if one.rule == "no-long-run"]
    assert [(one.file, one.line) for one in found] == [("a.html", 2)]


@pytest.mark.parametrize("broken", ["{", "[1]", '{"cells": [{"source": 3}]}', "[" * 3000])
def test_a_broken_notebook_is_still_a_text(invented, broken):
    invented.copy(A)
    (invented.root / "a.ipynb").write_text(broken + "\n" + PARAGRAPH, encoding="utf-8")
    (found,) = leaks(invented)
    assert (found.file, found.line) == ("a.ipynb", 2)


def test_every_output_of_a_notebook_is_read(invented):
    invented.copy(A)
    outputs = [{"text": [PARAGRAPH]}, {"data": {"text/plain": PARAGRAPH, "image/png": PARAGRAPH}}]
    cells = [{"source": []}, {"source": ["1"], "outputs": outputs}]
    (invented.root / "a.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert [one.name for one in leaks(invented)] == ["output of cell 2"]
    assert leaks(invented)[0].found.endswith("and 1 like it")


def test_a_message_never_repeats_more_than_eight_words_itself(invented):
    invented.copy(A)
    (invented.root / "a.md").write_text(PARAGRAPH, encoding="utf-8")
    (found,) = leaks(invented)
    assert found.found == "15 words of a copy: “the keeper says that up to 40 lamps …”"


def test_git_says_which_files_belong_to_the_project(invented):
    try:
        subprocess.run(["git", "init", "-q", str(invented.root)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("git is not installed")
    invented.copy(A)
    (invented.root / "ignored.md").write_text(PARAGRAPH, encoding="utf-8")
    (invented.root / ".gitignore").write_text("ignored.md\n", encoding="utf-8")
    # The folder of copies is not ignored here: git would take the copy up.
    (found,) = leaks(invented)
    assert (found.file, found.found) == (f"copies/{A}.json", "a copy")
    (invented.root / ".gitignore").write_text("ignored.md\ncopies/\n", encoding="utf-8")
    assert leaks(invented) == []


def test_an_alias_of_an_actor_may_be_given_in_full_but_not_what_a_group_is_called(invented):
    invented.copy(A)
    (invented.root / "a.md").write_text("lamps burned along the quay in March 2019 See", "utf-8")
    copy = {"2": "Lamps burned along the quay in March 2019 see"}
    invented.copy(A, copy | {"1": PARAGRAPH})
    found = [one for one in check(invented.corpus, invented.copies) if one.rule == "no-long-run"]
    assert len(found) == 1
    invented.set("vocabulary/actors.csv", 3, aliases="the quay in March 2019")
    assert "no-long-run" not in {one.rule for one in check(invented.corpus, invented.copies)}
    invented.set("vocabulary/actors.csv", 3, kind="group")
    assert "no-long-run" in {one.rule for one in check(invented.corpus, invented.copies)}


@pytest.mark.parametrize(
    ("name", "excused"),
    [("the quay in March 2019 and after", True), ("March 2019 and after", False)],
)
def test_a_name_that_reaches_over_the_end_of_a_run_excuses_what_is_much_of_it(name, excused):
    text = "lamps burned along the quay in March 2019 and after"
    copy = "We saw lamps burned along the quay in March 2019 and nothing"
    runs = set(runs_of(words_of(copy)))
    assert [words[-1] for _, words in shared_runs(text, runs, [])] == ["and"]
    assert (list(shared_runs(text, runs, [words_of(name)])) == []) == excused


@pytest.mark.parametrize(
    "name", ["the quay in March 2019", "saw many lamps burned along the quay", "quay in March"]
)
def test_a_part_of_a_name_or_a_name_of_three_words_excuses_nothing(name):
    text = "lamps burned along the quay in March of that long year"
    found = list(shared_runs(text, set(runs_of(words_of(text))), [words_of(name)]))
    assert [len(words) for _, words in found] == [11]
