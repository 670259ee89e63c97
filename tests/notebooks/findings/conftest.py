"""Hold what a notebook says in prose against the tables."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from pathlib import Path

import pytest

from helpers import open_corpus

NOTEBOOKS = Path(__file__).resolve().parents[3] / "notebooks"


@pytest.fixture(scope="session")
def corpus():
    return open_corpus()


@pytest.fixture
def finding(request):
    """Return a context: its sentences stand in the notebook, and what is asserted bears them out.

    The notebook is the one whose number the test file bears: test_06.py is about notebooks/06-….
    """
    number = re.search(r"test_(\d\d)\.py$", request.path.name)[1]
    [path] = NOTEBOOKS.glob(f"{number}-*.ipynb")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    prose = " ".join("".join(cell["source"]) for cell in cells)

    @contextmanager
    def says(*sentences: str):
        for sentence in sentences:
            found = " ".join(sentence.split()) in " ".join(prose.split())
            assert found, f"{path.name} does not say “{sentence}” any more: mend this test with it"
        try:
            yield
        except AssertionError as error:
            told = " ".join(f"“{sentence}”" for sentence in sentences)
            said = f"{path.name}: the tables do not bear out {told}"
            raise AssertionError(f"{said}\n{error}") from error

    return says
