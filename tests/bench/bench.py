"""Measure the whole re-run against a floor taken in the same run.

The floor is as many notebooks that only start a kernel and import pandas and
matplotlib. Printed is the ratio of the two; nothing passes or fails here.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import nbformat

from helpers.rerun import notebooks, run_notebook, without_copies

FLOOR = "import pandas\nimport matplotlib.pyplot"


def seconds(paths: list[Path]) -> float:
    """Return the wall time of running these notebooks, one after the other, in seconds."""
    start = time.perf_counter()
    for path in paths:
        run_notebook(path)
    return time.perf_counter() - start


def main() -> None:
    """Take both times twice, alternating, and print the ratio of the better ones."""
    with tempfile.TemporaryDirectory() as folder, without_copies():
        real = notebooks()
        floor = [Path(folder) / path.name for path in real]
        for path in floor:
            nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(FLOOR)]), path)
        run_notebook(floor[0])  # warm the disk cache
        times = [(seconds(floor), seconds(real)) for _ in range(2)]
    base, whole = (min(column) for column in zip(*times, strict=True))
    print(f"{len(real)} notebooks: re-run {whole:.1f} s, floor {base:.1f} s, ratio {whole / base:.2f}")


if __name__ == "__main__":
    main()
