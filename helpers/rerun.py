"""Run the notebooks again and store them as the collection keeps them.

Stored notebooks are executed from the first cell to the last, without any
reader's copy, so that everybody's repository holds the same outputs. Running
them again in the same environment changes no byte.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

#: Longest time that one cell may take, in seconds.
CELL_TIMEOUT = 120


def notebooks(folder: Path | None = None) -> list[Path]:
    """Return every notebook of the collection, in reading order.

    >>> notebooks()[0].name
    '00-start-here.ipynb'
    """
    found = (folder or PROJECT / "notebooks").rglob("*.ipynb")
    return sorted(path for path in found if ".ipynb_checkpoints" not in path.parts)


@contextmanager
def without_copies() -> Iterator[None]:
    """Hide the reader's copies from every kernel started inside, and fix the order of sets."""
    with tempfile.TemporaryDirectory() as nothing:
        before = {name: os.environ.get(name) for name in ("READING_COPIES", "PYTHONHASHSEED")}
        os.environ.update(READING_COPIES=nothing, PYTHONHASHSEED="0")
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def run_notebook(path: Path) -> str:
    """Execute one notebook and return it as the text to store.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        Where a cell fails.
    """
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    # The kernel's own language_info names its Python version: what is stored stays, so that
    # readers with another version do not see every notebook change.
    kept = {name: notebook.metadata[name] for name in ("kernelspec", "language_info") if name in notebook.metadata}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    client = NotebookClient(
        notebook,
        timeout=CELL_TIMEOUT,
        record_timing=False,
        coalesce_streams=True,  # one print may arrive in one piece or in two
        resources={"metadata": {"path": path.parent}},
        extra_arguments=["--log-level=40"],  # the kernel's warnings about its port are nothing a reader can act on
    )
    client.execute()
    notebook.metadata.update(kept)
    return nbformat.writes(notebook) + "\n"


def store(path: Path, text: str) -> bool:
    """Write the text to a temporary file beside the notebook, then replace it. Return whether it changed."""
    if path.read_text(encoding="utf-8") == text:
        return False
    beside = path.with_name(path.name + ".part")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)
    return True


def rerun(paths: Iterable[Path]) -> list[str]:
    """Run notebooks again and store them; return the problems, one message each."""
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    problems = []
    with without_copies():
        for path in paths:
            try:
                changed = store(path, run_notebook(path))
            except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
                problems.append(
                    f"{path.name}: expected every cell to run; found:\n{error}\nThe stored notebook is left as it was."
                )
            else:
                print(f"{path.name}: {'written anew' if changed else 'unchanged'}", flush=True)
    return problems


def main(argv: list[str]) -> int:
    """`python -m helpers rerun [NOTEBOOK…]`."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers rerun", description="Run the notebooks again and store them."
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="NOTEBOOK", help="only these notebooks")
    paths = parser.parse_args(argv).paths or notebooks()
    problems = [f"{path}: expected a notebook; found no such file" for path in paths if not path.is_file()]
    problems += rerun(path for path in paths if path.is_file())
    print("\n".join(problems), end="\n" if problems else "", file=sys.stderr)
    return 1 if problems else 0
