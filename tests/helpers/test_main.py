"""Tests of `python -m helpers` and of what `import helpers` brings along."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

import helpers

ROOT = Path(helpers.__file__).resolve().parent.parent
main = importlib.import_module("helpers.__main__")
environment = importlib.import_module("helpers.environment")


@pytest.fixture(autouse=True)
def no_set_up(monkeypatch):
    """Stay in this environment."""
    monkeypatch.setattr(environment, "ensure", lambda argv: None)


@pytest.mark.parametrize("argv", [[], ["--help"], ["-h"], ["help"]])
def test_without_a_command_every_command_is_listed_in_one_line(argv, capsys):
    assert main.main(argv) == 0
    lines = capsys.readouterr().out.splitlines()
    for name, (_, says) in main.COMMANDS.items():
        assert [line for line in lines if line.split()[:1] == [name] and line.endswith(says)]
    assert max(map(len, lines)) <= 100


def test_a_mistyped_command_is_answered_with_the_closest_one(capsys):
    assert main.main(["tset"]) == 2
    err = capsys.readouterr().err
    assert "'tset'" in err and "Did you mean test?" in err and "rerun" in err
    assert err.count("\n") == 1


def test_a_command_like_no_other_gets_no_guess(capsys):
    assert main.main(["zzz"]) == 2
    assert "Did you mean" not in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(main.COMMANDS))
def test_every_command_leads_to_a_function(name):
    assert callable(main.find(main.COMMANDS[name][0]))


def test_a_command_gets_its_arguments_and_gives_its_exit_code(monkeypatch):
    monkeypatch.setattr(main, "find", lambda target: lambda argv: len(argv))
    assert main.main(["check", "a", "b", "c"]) == 3


def test_a_command_run_by_another_python_gives_that_exit_code(monkeypatch):
    monkeypatch.setattr(environment, "ensure", lambda argv: 42)
    monkeypatch.setattr(main, "find", lambda target: pytest.fail("ran here as well"))
    assert main.main(["check"]) == 42


def test_trouble_is_one_message_without_a_traceback(monkeypatch, capsys):
    def trouble(argv):
        raise environment.Trouble("No room.", "make some.", code=9)

    monkeypatch.setattr(environment, "ensure", trouble)
    assert main.main(["check"]) == 9
    assert capsys.readouterr().err == "\nNo room.\nWhat to do: make some.\n"


def test_ctrl_c_ends_a_command_quietly(monkeypatch):
    def interrupted(argv):
        raise KeyboardInterrupt

    monkeypatch.setattr(main, "find", lambda target: interrupted)
    assert main.main(["check"]) == 130


def test_an_old_python_is_told_so_before_anything_else(monkeypatch, capsys):
    monkeypatch.setattr(environment, "OLDEST", (99, 0))
    assert main.main(["check"]) == 1
    assert "needs Python 99.0 or later" in capsys.readouterr().err


def run(code: str, *options: str, **more) -> str:
    """Run code in a new Python that can see the project, and return what it prints."""
    environ = dict(os.environ, PYTHONPATH=str(ROOT))
    command = [sys.executable, *options, "-c", code]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=True, **more).stdout.strip()


def test_import_helpers_needs_nothing_installed_and_loads_nothing():
    code = "import sys; before = set(sys.modules); import helpers; print(*sorted(set(sys.modules) - before))"
    assert run(code, "-S") == "helpers"


def test_the_command_starts_on_a_bare_python():
    assert "usage:" in run("from helpers.__main__ import main; main([])", "-S")


@pytest.mark.parametrize("name", helpers.__all__)
def test_every_public_name_is_there_and_documented(name):
    value = getattr(helpers, name)
    assert value.__doc__
    assert name in dir(helpers)


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = helpers.nothing


def test_opening_the_corpus_imports_neither_the_pictures_nor_the_validator():
    code = (
        "import sys, helpers; helpers.open_corpus(); print([n for n in ('matplotlib', 'pandera') if n in sys.modules])"
    )
    assert run(code) == "[]"


def test_import_helpers_works_from_any_folder_of_the_environment(tmp_path):
    if not os.environ.get("PYTHONPATH"):
        metadata = importlib.import_module("importlib.metadata")
        try:
            metadata.distribution("non-refoulement-reader")
        except metadata.PackageNotFoundError:
            pytest.skip("the project is not installed in this environment: run python3 -m helpers test")
    code = "import helpers; print(helpers.__file__)"
    out = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert os.path.samefile(out.strip(), helpers.__file__)
