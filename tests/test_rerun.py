"""Running notebooks: nothing lost, nothing of a reader's copy, the same bytes, the same report."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from helpers import rerun

ROOT = Path(rerun.__file__).resolve().parent.parent
two_cores = pytest.mark.skipif(rerun.AT_ONCE < 2, reason="this machine has one core")


def write(path: Path, *sources: str, **outputs: str) -> Path:
    """Write a notebook of code cells; outputs c0, c1 … are what cells were to print."""
    cells = []
    for place, source in enumerate(sources):
        cell = nbformat.v4.new_code_cell(source, id=f"c{place}", execution_count=place + 1)
        cell.metadata["execution"] = {"iopub.status.idle": "yesterday"}
        if cell.id in outputs:
            cell.outputs = [nbformat.v4.new_output("stream", text=outputs[cell.id])]
        cells.append(cell)
    metadata = {"language_info": {"name": "python", "version": "kept"}}
    path.parent.mkdir(exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), path)
    return path


@pytest.fixture
def project(tmp_path) -> Path:
    """A small project that has the real commands."""
    folder = tmp_path / "a project"
    (folder / "helpers").mkdir(parents=True)
    for name in ("__init__.py", "__main__.py", "setup.py", "rerun.py"):
        shutil.copy(ROOT / "helpers" / name, folder / "helpers")
    shutil.copytree(ROOT / "helpers" / "corpus", folder / "helpers" / "corpus")
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "nbval-sanitize.cfg", folder / "tests")
    (folder / "requirements.txt").write_text("", encoding="utf-8")
    (folder / "pyproject.toml").write_text("[project]\ndependencies = []\n", encoding="utf-8")
    return folder


def run(project: Path, *argv: str, before: tuple[str, ...] = ()) -> tuple[int, str, str]:
    """Run `python -m helpers ARGV` there; return exit code, output and messages."""
    command = [*before, sys.executable, "-m", "helpers", *argv]
    environ = {**os.environ, "PYTHONPATH": "", "READING_COPIES": str(project)}
    pipes = {"capture_output": True, "encoding": "utf-8", "check": False}
    ended = subprocess.run(command, cwd=project, env=environ, **pipes)
    assert "Traceback (most recent call last)" not in ended.stderr, ended.stderr
    return ended.returncode, ended.stdout, ended.stderr


# -- rerun -------------------------------------------------------------------------------


def test_running_twice_gives_the_same_bytes_and_keeps_the_language_info(tmp_path, capsys):
    path = write(tmp_path / "n.ipynb", "print(1)", "{'b', 'a'}", "import os; print(*os.environ)")
    assert rerun.main([str(path)]) == 0
    first = path.read_bytes()
    assert rerun.main([str(path)]) == 0
    assert path.read_bytes() == first
    assert b'"version": "kept"' in first and b'"execution_count": 2' in first
    assert b"yesterday" not in first and b"\r" not in first
    assert capsys.readouterr().out == "n.ipynb: written anew\nn.ipynb: unchanged\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_kernel_sees_neither_copies_nor_settings_of_the_reader(tmp_path, monkeypatch):
    (tmp_path / "profile_default" / "startup").mkdir(parents=True)
    mine = tmp_path / "profile_default" / "startup" / "mine.py"
    mine.write_text("print('mine')", encoding="utf-8")
    monkeypatch.setenv("READING_COPIES", str(tmp_path))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    source = "import os; print(os.listdir(os.environ['READING_COPIES']))"
    with rerun.without_copies():
        text = rerun.run_notebook(write(tmp_path / "n.ipynb", source))
    assert '"[]\\n"' in text
    assert os.environ["READING_COPIES"] == os.environ["IPYTHONDIR"] == str(tmp_path)


@two_cores
def test_two_notebooks_run_at_once_and_are_reported_in_the_order_given(tmp_path, capsys):
    wait = "import pathlib, time\nfor _ in range(400):\n    if pathlib.Path('b').exists(): break\n"
    first = write(tmp_path / "a.ipynb", f"{wait}    time.sleep(0.05)\nelse: 1 / 0")
    second = write(tmp_path / "b.ipynb", "open('b', 'w').close()")
    assert rerun.main([str(first), str(second)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["a.ipynb", "b.ipynb"]


def test_every_problem_is_said_at_the_end_and_no_broken_notebook_is_touched(tmp_path, capsys):
    failing = write(tmp_path / "failing.ipynb", "print(1)", "1 / 0")
    cut = tmp_path / "cut.ipynb"
    cut.write_text('{"cells": [', encoding="utf-8")
    shapeless = tmp_path / "list.ipynb"
    shapeless.write_text("[]", encoding="utf-8")
    paths = [failing, cut, shapeless, tmp_path / "none.ipynb", write(tmp_path / "good.ipynb", "1")]
    before = [path.read_bytes() for path in paths[:3]]
    assert rerun.main([str(path) for path in paths]) == 1
    out, err = capsys.readouterr()
    assert out == "good.ipynb: written anew\n"
    for path in paths[:-1]:
        assert f"{path.name}: expected " in err
    assert "ZeroDivisionError" in err and "left as it was" in err
    assert "not appear to be JSON" in err and "No such file" in err and "git restore" in err
    assert [path.read_bytes() for path in paths[:3]] == before


@pytest.mark.skipif(os.name == "nt", reason="a folder's permissions as on Linux and macOS")
def test_a_folder_that_cannot_be_written_to_is_named(project):
    path = write(project / "notebooks" / "n.ipynb", "print(1)")
    before = ()
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root may write everywhere, and setpriv is not here to forbid it")
        before = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-all")
    path.parent.chmod(0o555)
    code, out, err = run(project, "rerun", before=before)
    path.parent.chmod(0o755)
    assert (code, out) == (1, "")
    assert f"expected to write into {path.parent}; found: Permission denied." in err


def test_checkpoints_are_no_notebooks(tmp_path):
    write(tmp_path / ".ipynb_checkpoints" / "a-checkpoint.ipynb")
    write(tmp_path / "b.ipynb")
    assert [path.name for path in rerun.notebooks(tmp_path)] == ["b.ipynb"]


# -- test --------------------------------------------------------------------------------


def test_the_test_command_runs_code_and_notebooks_and_counts_them_in_one_last_line(project):
    lists = "import os; print(os.listdir(os.environ['READING_COPIES']))"
    write(project / "notebooks" / "a.ipynb", "print(1)", lists, c0="1\n", c1="[]\n")
    write(project / "notebooks" / "b.ipynb", "print(2)", c0="3\n")
    source = "import pytest\n\ndef test_one(): pass\n\ndef test_two(): pytest.skip('why')\n"
    (project / "tests" / "test_small.py").write_text(source, encoding="utf-8")
    code, out, err = run(project, "test", "-q", "-n0")
    assert code == 1, err
    assert "b.ipynb" in out
    assert out.splitlines()[-1] == "3 passed, 1 failed, 1 skipped"


# -- bench -------------------------------------------------------------------------------


def test_bench_runs_the_one_named_and_names_those_there_are(project):
    (project / "tests" / "bench").mkdir()
    for name in ("bench", "bench_small"):
        source = f"def main(argv): print({name!r}, *argv)"
        (project / "tests" / "bench" / f"{name}.py").write_text(source, encoding="utf-8")
    assert run(project, "bench")[:2] == (0, "bench\n")
    assert run(project, "bench", "small", "--x")[:2] == (0, "bench_small --x\n")
    code, out, err = run(project, "bench", "large")
    assert (code, out) == (2, "")
    assert err == "There is no bench 'large'. By name there are: small.\n"
