"""Run the notebooks: to store their outputs, to test them, to time them.

Stored notebooks are executed from the first cell to the last, without any reader's copy, so
that everybody's repository holds the same outputs. Running them again in the same environment
changes no byte.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BENCHES = PROJECT / "tests" / "bench"

#: Longest time that one cell may take, in seconds.
CELL_TIMEOUT = 120
#: How many kernels work at the same time.
AT_ONCE = min(2, os.cpu_count() or 1)


class Problem(Exception):
    """Why a notebook was not run and stored, in one message."""


def notebooks(folder: Path = PROJECT / "notebooks") -> list[Path]:
    """Return every notebook of the collection, in reading order.

    >>> notebooks()[0].name
    '00-start-here.ipynb'
    """
    return sorted(p for p in folder.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)


@contextmanager
def without_copies() -> Iterator[None]:
    """Start kernels without the reader's copies and settings, and with sets in a fixed order."""
    before = os.environ.copy()
    with tempfile.TemporaryDirectory() as copies, tempfile.TemporaryDirectory() as settings:
        os.environ.update(READING_COPIES=copies, IPYTHONDIR=settings, PYTHONHASHSEED="0")
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def run_notebook(path: Path) -> str:
    """Execute one notebook and return it as the text to store. Raises Problem."""
    import nbformat
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except Exception as error:  # nbformat lets anything out that a wrong file leads it into
        reason = f"expected a notebook at {path}; found: {error}"
        raise Problem(f"{reason}\nRestore it, for example by git restore.") from None
    # The kernel's own language_info names its Python version: what is stored stays, so that
    # readers with another version do not see every notebook change.
    kept = {k: v for k, v in notebook.metadata.items() if k in ("kernelspec", "language_info")}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    client = NotebookClient(
        notebook,
        timeout=CELL_TIMEOUT,
        record_timing=False,
        coalesce_streams=True,  # one print may arrive in one piece or in two
        resources={"metadata": {"path": path.parent}},
        extra_arguments=["--log-level=40"],  # a reader can do nothing about warnings of its port
    )
    try:
        client.execute()
    except (CellExecutionError, NoSuchKernel, RuntimeError, TimeoutError) as error:
        reason = f"expected every cell of {path} to run; found:\n{error}"
        raise Problem(f"{reason}\nThe stored notebook is left as it was.") from None
    notebook.metadata.update(kept)
    return nbformat.writes(notebook) + "\n"


def renew(path: Path) -> str:
    """Run one notebook, store it where it changed, and say so. Raises Problem."""
    from helpers.corpus.storage import write

    text = run_notebook(path)
    if path.read_text(encoding="utf-8") == text:
        return "unchanged"
    try:
        write(path, text)
    except OSError as error:
        reason = f"expected to write into {path.parent}; found: {error.strerror}."
        raise Problem(f"{reason}\nCopy the project to a folder of your own.") from None
    return "written anew"


def attempt(path: Path) -> tuple[str, Problem | None]:
    """Renew one notebook; return what happened, and what was the problem."""
    try:
        return renew(path), None
    except Problem as problem:
        return "", problem


def main(argv: list[str]) -> int:
    """`python -m helpers rerun [NOTEBOOK…]`."""
    description = "Run the notebooks again and store them."
    parser = argparse.ArgumentParser(prog="python -m helpers rerun", description=description)
    parser.add_argument("paths", nargs="*", type=Path, metavar="NOTEBOOK", help="only these")
    paths = list(dict.fromkeys(parser.parse_args(argv).paths)) or notebooks()
    problems = []
    with without_copies(), ThreadPoolExecutor(AT_ONCE) as pool:
        for path, (happened, problem) in zip(paths, pool.map(attempt, paths), strict=True):
            if problem:
                problems.append(f"{path.name}: {problem}")
            else:
                print(f"{path.name}: {happened}", flush=True)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


class Count:
    """What pytest counted, for one last line."""

    line = "0 passed, 0 failed, 0 skipped"

    def pytest_terminal_summary(self, terminalreporter) -> None:
        """Keep the counts."""
        kinds = (("passed", "xpassed"), ("failed", "error"), ("skipped", "xfailed"))
        counts = [sum(len(terminalreporter.stats.get(name, ())) for name in kind) for kind in kinds]
        self.line = "{} passed, {} failed, {} skipped".format(*counts)


def run_tests(argv: list[str]) -> int:
    """`python -m helpers test`: pytest, with nbval for notebooks, in the project's folder."""
    import pytest

    os.chdir(PROJECT)
    order = ["-o", "testpaths=notebooks tests helpers", "--no-loadscope-reorder"]  # longest first
    spread = ["-n", str(AT_ONCE), "--dist=loadfile"]  # all cells of a notebook need one kernel
    strict = ["--nbval", f"--nbval-cell-timeout={CELL_TIMEOUT}"]
    strict += ["--nbval-sanitize-with=tests/nbval-sanitize.cfg"]
    count = Count()
    with without_copies():
        code = pytest.main([*order, *spread, *strict, *argv], plugins=[count])
    print(count.line)
    return int(code)


def bench(argv: list[str]) -> int:
    """`python -m helpers bench [NAME]`: run tests/bench/bench.py, or bench_NAME.py there."""
    name = f"bench_{argv[0]}" if argv else "bench"
    if not (BENCHES / f"{name}.py").is_file():
        names = sorted(path.stem.removeprefix("bench_") for path in BENCHES.glob("bench_*.py"))
        there = ", ".join(names) or "none"
        print(f"There is no bench {argv[0]!r}. By name there are: {there}.", file=sys.stderr)
        return 2
    sys.path.insert(0, str(BENCHES))
    return importlib.import_module(name).main(argv[1:]) or 0
