"""The code of the notebooks is short, open and plain."""

from __future__ import annotations

import ast
import json
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("[0-9]*.ipynb"))
COMPARISONS = [path for path in NOTEBOOKS if path.name >= "06"]

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code_cells(path: Path) -> list[dict]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def sources(path: Path) -> list[str]:
    return ["".join(cell["source"]) for cell in code_cells(path)]


def lengths(paths: list[Path]) -> list[int]:
    """Lines of each code cell, in order of size."""
    return sorted(len(source.splitlines()) for path in paths for source in sources(path))


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
def test_the_lint_holds_for_notebooks_too(command):
    pytest.importorskip("ruff")
    run = [sys.executable, "-m", "ruff", *command, "--no-cache", "notebooks"]
    result = subprocess.run(run, cwd=PROJECT, capture_output=True, text=True, encoding="utf-8")
    assert result.returncode == 0, result.stdout + result.stderr


def test_cells_are_short_over_the_whole_collection(capsys):
    # The lint above holds them to the common format, so that lines can be counted as they are.
    lines = lengths(NOTEBOOKS)
    median, ninth = statistics.median(lines), lines[int(0.9 * (len(lines) - 1))]
    with capsys.disabled():
        print(
            f"{len(lines)} code cells: median {median}, 9 in 10 at most {ninth}, none over "
            f"{lines[-1]}"
        )
    assert median <= 4 and ninth <= 12 and lines[-1] <= 25


@pytest.mark.parametrize("path", COMPARISONS, ids=lambda path: path.stem)
def test_half_of_the_cells_of_a_comparison_have_five_lines_or_fewer(path):
    assert statistics.median(lengths([path])) <= 5


@each_notebook
def test_nothing_is_folded_but_the_answers_to_exercises(path):
    folded = [cell["id"] for cell in code_cells(path) if cell["metadata"].get("jupyter")]
    assert set(folded) <= {"answers"}


@each_notebook
def test_no_function_no_lambda_and_no_hidden_check_stands_in_a_notebook(path):
    kinds = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.Assert)
    found = [
        ast.unparse(node)
        for source in sources(path)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, kinds)
    ]
    assert found == []


@each_notebook
def test_no_line_is_wide(path):
    assert [
        line for source in sources(path) for line in source.splitlines() if len(line) > 100
    ] == []
