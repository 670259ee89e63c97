"""`python -m helpers`, and what `import helpers` brings along."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import helpers

ROOT = Path(helpers.__file__).resolve().parent.parent
COMMANDS = importlib.import_module("helpers.__main__").COMMANDS


def run(*arguments: str, folder: Path = ROOT, **environ: str) -> subprocess.CompletedProcess:
    """Run this Python in a folder, with the project on its path."""
    environ = {**os.environ, "PYTHONPATH": str(folder), **environ}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environ, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("argv", [[], ["--help"], ["-h"], ["help"]])
def test_without_a_command_every_command_is_listed_in_one_line(argv):
    lines = run("-m", "helpers", *argv).stdout.splitlines()
    for name, (_, says) in COMMANDS.items():
        assert [line for line in lines if line.split()[:1] == [name] and line.endswith(says)]
    assert max(map(len, lines)) <= 80


def test_a_mistyped_command_is_answered_with_all_there_are_in_one_line():
    answer = run("-m", "helpers", "tset")
    assert answer.returncode == 2
    assert answer.stderr.count("\n") == 1
    assert "'tset'" in answer.stderr and ", ".join(COMMANDS) in answer.stderr


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_leads_to_a_function(name):
    module, _, function = COMMANDS[name][0].partition(":")
    assert callable(getattr(importlib.import_module(module), function))


def test_ctrl_c_ends_a_command_quietly(tmp_path):
    (tmp_path / "helpers").mkdir()
    for name in ("__init__.py", "__main__.py", "setup.py"):
        shutil.copy(ROOT / "helpers" / name, tmp_path / "helpers")
    source = "def main(argv): raise KeyboardInterrupt"
    (tmp_path / "helpers" / "check.py").write_text(source, encoding="utf-8")
    (tmp_path / "requirements.txt").write_text("", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\ndependencies = []", encoding="utf-8")
    ended = run("-m", "helpers", "check", folder=tmp_path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


# -- import helpers ----------------------------------------------------------------------


def test_import_helpers_needs_nothing_installed_and_loads_nothing():
    code = "import sys; old = set(sys.modules); import helpers; print(*set(sys.modules) - old)"
    assert run("-S", "-c", code).stdout.strip() == "helpers"


def test_the_command_starts_on_a_bare_python():
    assert "usage:" in run("-S", "-m", "helpers").stdout


@pytest.mark.parametrize("name", helpers.__all__)
def test_every_public_name_is_there_and_documented(name):
    assert getattr(helpers, name).__doc__
    assert name in dir(helpers)


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = helpers.nothing


def test_opening_the_corpus_imports_neither_the_pictures_nor_the_validator():
    code = "import sys, helpers; helpers.open_corpus(); print('matplotlib' in sys.modules)"
    assert run("-c", code).stdout.strip() == "False"


def test_import_helpers_works_from_any_folder_of_the_environment(tmp_path):
    metadata = importlib.import_module("importlib.metadata")
    try:
        metadata.distribution("non-refoulement-reader")
    except metadata.PackageNotFoundError:
        pytest.skip("the project is not installed in this environment")
    found = run("-c", "import helpers; print(helpers.__file__)", folder=tmp_path, PYTHONPATH="")
    assert Path(found.stdout.strip()).name == "__init__.py"
