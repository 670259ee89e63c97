"""Break the tables of the collection in many ways, and count what the check says of it.

`python -m helpers bench check [COUNT]`: 10,000 mutations unless told, two processes, a few minutes.
"""

from __future__ import annotations

import importlib.util
import sys
import tempfile
import time
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

FUZZER = Path(__file__).parents[1] / "check" / "test_fuzz.py"
OUTCOMES = ("reported", "allowed", "silent", "traceback")


def outcomes(count: int, seed: int) -> list[tuple]:
    """Check so many mutations: for each its kind, what became of it, and the lines printed."""
    spec = importlib.util.spec_from_file_location("fuzzer", FUZZER)
    fuzzer = sys.modules["fuzzer"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fuzzer)
    with tempfile.TemporaryDirectory() as folder:
        done = fuzzer.run(Path(folder), count, seed)
        return [
            (one.kind, said, lines, why, f"{one.file}: {one.what}")
            for one, said, lines, why in done
        ]


def main(argv: list[str] | None = None) -> int:
    """Print what became of them by kind, and the seconds; 1 where one was wrongly silent."""
    count, start = int(argv[0]) if argv else 10_000, time.perf_counter()
    with ProcessPoolExecutor(2) as pool:
        parts = list(pool.map(outcomes, [count // 2, count - count // 2], [1, 2]))
    found = [one for part in parts for one in part]
    kinds: dict[str, Counter] = defaultdict(Counter)
    for kind, said, *_ in found:
        kinds[kind][said] += 1
    kinds["in all"] = sum(kinds.values(), Counter())
    print(f"{'kind':22}" + "".join(f"{name:>10}" for name in OUTCOMES))
    for kind, counts in kinds.items():
        print(f"{kind:22}" + "".join(f"{counts[name]:>10}" for name in OUTCOMES))
    lines = Counter(len(lines) for _, said, lines, *_ in found if said == "reported")
    print(f"one message {lines[1]} times, at most {max(lines)}, of at most", end=" ")
    print(f"{max(len(line) for _, _, lines, *_ in found for line in lines)} characters")
    for why, number in Counter(
        why for _, said, _, why, _ in found if said == "allowed"
    ).most_common():
        print(f"  {number:5} silent, as it may be: {why}")
    wrong = [one for one in found if one[1] in ("silent", "traceback")]
    for kind, said, _, why, what in wrong[:20]:
        print(f"{said}: {kind} {what} {why}")
    print(f"{count} mutations in {time.perf_counter() - start:.0f} s")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
