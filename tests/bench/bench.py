"""Time the re-run of all notebooks against a floor taken in the same run.

The floor does the same kind of work bare: as many notebooks that start a kernel, import pandas
and matplotlib, and draw as many plain charts, of the same sizes and with as many text labels as
those stored in the notebooks, each saved once as SVG. The lower floor only starts the kernels
and imports. Printed are the ratios; nothing passes or fails here.
"""

from __future__ import annotations

import base64
import json
import re
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat

from helpers.rerun import AT_ONCE, Problem, notebooks, run_notebook, without_copies

IMPORTS = "import pandas\nimport matplotlib.pyplot"
DRAW = """
import io
from matplotlib.figure import Figure

for width, height, labels in {charts}:
    figure = Figure((width / 72, height / 72))
    axes = figure.add_subplot()
    axes.set(xticks=[], yticks=[])
    axes.plot(range(labels + 1))
    for place in range(labels):
        axes.text(place, place, "a label of a chart")
    figure.savefig(io.BytesIO(), format="svg")
"""


def charts(path: Path) -> list[tuple[float, float, int]]:
    """Return width and height in points and the number of text labels of each stored chart."""
    found = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            page = "".join(output.get("data", {}).get("text/html", ""))
            for data in re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', page):
                svg = base64.b64decode(data).decode("utf-8")
                size = re.search(r'<svg[^>]* width="([\d.]+)pt" height="([\d.]+)pt"', svg)
                found.append((float(size[1]), float(size[2]), svg.count('<g id="text_')))
    return found


def write(folder: Path, name: str, source: str) -> Path:
    """Write a notebook of one cell and return its path."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)]), path)
    return path


def seconds(paths: list[Path]) -> float:
    """Return the wall time of running these notebooks as the re-run does, in seconds."""
    start = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(run_notebook, paths))
    return time.perf_counter() - start


def main(argv: list[str]) -> int:
    """Take each time twice, alternating, and print the ratios of the better ones."""
    if argv:
        print(f"bench takes the name of another bench, or nothing; it got: {' '.join(argv)}.")
        return 2
    real = notebooks()
    drawn = [charts(path) for path in real]
    with tempfile.TemporaryDirectory() as name, without_copies():
        folder = Path(name)
        floor = [
            write(folder / "floor", path.name, IMPORTS + DRAW.format(charts=some))
            for path, some in zip(real, drawn, strict=True)
        ]
        lower = [write(folder / "lower", path.name, IMPORTS) for path in real]
        seconds(floor[:AT_ONCE])  # warm the disk cache
        try:
            times = [(seconds(lower), seconds(floor), seconds(real)) for _ in range(2)]
        except Problem as problem:
            print(f"A notebook does not run, so there is no time to give: {problem}")
            return 1
    imports, bare, whole = (min(column) for column in zip(*times, strict=True))
    print(f"{len(real)} notebooks, {sum(map(len, drawn))} charts: re-run {whole:.1f} s")
    print(f"floor, with the charts bare:      {bare:.1f} s, ratio {whole / bare:.2f}")
    print(f"lower floor, kernel and imports:  {imports:.1f} s, ratio {whole / imports:.2f}")
    return 0
