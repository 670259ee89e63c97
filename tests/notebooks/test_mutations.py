"""The tests of the notebooks can fail: change one thing, and one of them does."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
NAME = "01-read-rfa-2022.ipynb"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what a notebook needs, so that it can be broken."""
    for folder in ("helpers", "corpus", "tests/notebooks", "notebooks"):
        shutil.copytree(
            PROJECT / folder,
            tmp_path / folder,
            ignore=shutil.ignore_patterns("copies", "__pycache__", ".ipynb_checkpoints"),
        )
    shutil.copy(PROJECT / "tests" / "nbval-sanitize.cfg", tmp_path / "tests")
    return tmp_path


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run pytest on the copy, with the copy's own helpers in the kernel too."""
    nothing = project / "no-copies"
    nothing.mkdir(exist_ok=True)
    environment = {
        **os.environ,
        "PYTHONPATH": str(project),
        "PYTHONHASHSEED": "0",
        "READING_COPIES": str(nothing),
    }
    quiet = ["-vv", "-p", "no:cacheprovider", "--rootdir", str(project)]
    command = [sys.executable, "-m", "pytest", *quiet, *arguments]
    return subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, encoding="utf-8"
    )


def nbval(project: Path) -> subprocess.CompletedProcess:
    sanitize = f"--nbval-sanitize-with={project / 'tests' / 'nbval-sanitize.cfg'}"
    return run(project, "--nbval", sanitize, "--nbval-cell-timeout=120", f"notebooks/{NAME}")


def change_notebook(project: Path, change) -> None:
    path = project / "notebooks" / NAME
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change([cell for cell in notebook["cells"] if cell["cell_type"] == "code"])
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1), encoding="utf-8")


def test_unchanged_the_notebook_passes(project):
    result = nbval(project)
    assert result.returncode == 0, result.stdout[-3000:]


def change_table(project: Path, table: str, column: str, before: str, after: str) -> None:
    """Change the first cell of a column that has a value."""
    path = project / "corpus" / table
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    place = rows[0].index(column)
    next(row for row in rows if row[place] == before)[place] = after
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def test_one_changed_figure_in_a_table_fails_a_notebook(project):
    change_table(project, "rfa-2022/figures.csv", "lower", "1170", "1171")
    result = nbval(project)
    assert result.returncode == 1 and "1,171" in result.stdout


@pytest.mark.parametrize(
    ("number", "table", "column", "before", "after"),
    [
        ("05", "joongang-2024/recommendations.csv", "tone", "quiet", "coercive"),
        ("07", "kei-2023/figures.csv", "modality", "estimated", "stated"),
        ("09", "joongang-2024/codings.csv", "code", "road-torture", "road-hunger"),
        ("10", "cecc-2023/recommendations.csv", "addressee_basis", "supplied", "named"),
        ("11", "cecc-2023/codings.csv", "code", "sense-denied", "sense-these-people"),
        ("12", "kei-2023/claims.csv", "stance", "denies", "asserts"),
    ],
)
def test_a_changed_table_fails_a_test_that_names_notebook_and_sentence(
    project, number, table, column, before, after
):
    change_table(project, table, column, before, after)
    result = run(project, "-p", "no:nbval", f"tests/notebooks/findings/test_{number}.py")
    named = rf"{number}-[a-z0-9-]+\.ipynb: the tables do not bear out “"
    assert result.returncode == 1 and re.search(named, result.stdout), result.stdout[-2000:]


def test_one_changed_alt_text_fails_a_notebook(project):
    def change(cells: list[dict]) -> None:
        html = next(
            output["data"]["text/html"]
            for cell in cells
            for output in cell["outputs"]
            if "<img" in "".join(output.get("data", {}).get("text/html", ""))
        )
        before = "".join(html)
        html[:] = [before.replace('alt="', 'alt="Something else. ', 1)]

    change_notebook(project, change)
    result = nbval(project)
    assert result.returncode == 1 and "Something else." in result.stdout


def test_a_cleared_notebook_fails_the_structure(project):
    def clear(cells: list[dict]) -> None:
        for cell in cells:
            cell.update(outputs=[], execution_count=None)

    change_notebook(project, clear)
    result = run(project, "-p", "no:nbval", "tests/notebooks/test_structure.py", "-k", "executed")
    assert result.returncode == 1 and NAME.removesuffix(".ipynb") in result.stdout
