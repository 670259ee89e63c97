"""The set-up on first use, run for real in a small project: pip, a stand-in for uv, signals."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from helpers import setup

ROOT = Path(setup.__file__).resolve().parent.parent
posix = pytest.mark.skipif(os.name == "nt", reason="signals and scripts as on Linux and macOS")

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "small"
version = "1.0"
dependencies = ["jupyterlab>=1,<2"]
"""

#: Installs the small project as an editable one, without a network.
BACKEND = """
import pathlib, zipfile

def build_editable(folder, settings=None, metadata=None):
    name, info = "small-1.0-py3-none-any.whl", "small-1.0.dist-info/"
    with zipfile.ZipFile(pathlib.Path(folder, name), "w") as wheel:
        wheel.writestr("small.pth", str(pathlib.Path.cwd()))
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: small\\nVersion: 1.0\\n")
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\n")
        wheel.writestr(info + "RECORD", "")
    return name
"""

#: Stands for the command check: says where it runs, and with what.
CHECK = """
import json, os, sys

def main(argv):
    names = ["PYTHONPATH", "JUPYTER_CONFIG_PATH"]
    where = {name: os.environ.get(name, "") for name in names}
    print(json.dumps(dict(where, argv=argv, prefix=sys.prefix, pid=os.getpid())))
    return 7
"""

#: Stands for uv: makes a bare environment, and installs one package by hand.
UV = """
import os, pathlib, subprocess, sys, time

kind = os.environ.get("UV_STAND_IN", "good")
if sys.argv[1] == "venv":
    python = sys.argv[sys.argv.index("--python") + 1]
    subprocess.run([python, "-m", "venv", "--without-pip", sys.argv[-1]], check=True)
elif "-r" in sys.argv and kind == "slow":
    half = pathlib.Path(".venv", "half")
    half.with_suffix(".new").write_text(str(os.getpid()))
    half.with_suffix(".new").rename(half)
    time.sleep(60)
elif "-r" in sys.argv and kind != "good":
    sys.exit(kind)
elif "-r" in sys.argv:
    assert "--require-hashes" in sys.argv
    (packages,) = pathlib.Path(".venv").glob("lib/python*/site-packages")
    (packages / "jupyterlab-1.0.dist-info").mkdir()
    information = packages / "jupyterlab-1.0.dist-info" / "METADATA"
    information.write_text("Metadata-Version: 2.1\\nName: jupyterlab\\nVersion: 1.0\\n")
    program = "import sys; from helpers.check import main; main(sys.argv[1:])"
    (packages / "jupyterlab.py").write_text(program)
"""


@pytest.fixture(scope="session")
def bare(tmp_path_factory) -> Path:
    """Return a Python that has nothing installed."""
    folder = tmp_path_factory.mktemp("bare")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


class Project:
    """A small project with the real `python -m helpers`, and a PATH that holds only a stand-in."""

    def __init__(self, folder: Path, python: Path) -> None:
        self.folder = folder
        self.python = python
        (folder / "helpers").mkdir(parents=True)
        for name in ("__init__.py", "__main__.py", "setup.py"):
            shutil.copy(ROOT / "helpers" / name, folder / "helpers")
        (folder / "helpers" / "check.py").write_text(CHECK, encoding="utf-8")
        (folder / "backend.py").write_text(BACKEND, encoding="utf-8")
        (folder / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
        (folder / "requirements.txt").write_text("", encoding="utf-8")
        (folder / "bin").mkdir()
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON", "VIRT"))}
        self.environ = dict(kept, PATH=str(folder / "bin"), PIP_NO_INDEX="1", PIP_USER="1")
        self.venv = folder / ".venv"

    def add_uv(self) -> None:
        """Put the stand-in for uv on the PATH."""
        script = self.folder / "uv.py"
        script.write_text(UV, encoding="utf-8")
        uv = self.folder / "bin" / "uv"
        uv.write_text(f"#!/bin/sh\nexec '{sys.executable}' '{script}' \"$@\"\n", encoding="utf-8")
        uv.chmod(0o755)

    def start(self, *argv: str, python: Path | None = None, before=(), **environ: str):
        """Start `python -m helpers ARGV` in the project."""
        command = [*before, str(python or self.python), "-m", "helpers", *argv]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
        return subprocess.Popen(command, cwd=self.folder, env={**self.environ, **environ}, **pipes)

    def run(self, *argv: str, **options) -> tuple[int, str, str]:
        """Run `python -m helpers ARGV` to its end; return exit code, output and messages."""
        process = self.start(*argv, **options)
        out, err = process.communicate(timeout=60)
        assert "Traceback" not in err, err
        return process.returncode, out, err


@pytest.fixture
def project(tmp_path, bare) -> Project:
    """A small project with nothing set up and no uv."""
    return Project(tmp_path / "a project", bare)


@pytest.fixture
def with_uv(project) -> Project:
    """A small project with a stand-in for uv."""
    project.add_uv()
    return project


def traces(project: Project) -> list[str]:
    """Name what the set-up left in the project."""
    return sorted(path.name for path in project.folder.glob(".venv*"))


# -- a Python that is too old ----------------------------------------------------------


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py", "setup.py"])
def test_what_runs_before_the_set_up_has_no_syntax_newer_than_python_3_6(name):
    source = (ROOT / "helpers" / name).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 6))
    imports = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert "__future__" not in imports


@pytest.mark.parametrize("version", ["3.6", "3.8", "3.10"])
def test_an_old_python_says_that_it_is_too_old_and_what_to_do(version, project):
    python = shutil.which(f"python{version}")
    environ = {"PYENV_VERSION": version, "PATH": os.environ["PATH"]}
    if not python or subprocess.call([python, "-c", ""], env={**os.environ, **environ}):
        pytest.skip(f"Python {version} is not on this machine")
    code, out, err = project.run("check", python=python, **environ)
    assert (code, out) == (1, "")
    assert f"Python 3.11 or later is needed; this is Python {version} (" in err
    assert "What to do: run it with Python 3." in err


# -- with pip --------------------------------------------------------------------------


def write_wheel(folder: Path) -> str:
    """Write a package as pip fetches it, and return its line of requirements.txt."""
    folder.mkdir()
    path = folder / "jupyterlab-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        info = "jupyterlab-1.0.dist-info/"
        wheel.writestr("jupyterlab/__init__.py", "")
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\nName: jupyterlab\nVersion: 1.0\n")
        tag = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        wheel.writestr(info + "WHEEL", tag)
        wheel.writestr(info + "RECORD", "")
    return f"jupyterlab==1.0 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def test_the_first_run_sets_up_with_pip_and_the_next_ones_only_run(project):
    line = write_wheel(project.folder / "wheels")
    (project.folder / "requirements.txt").write_text(line, encoding="utf-8")
    links = {"PIP_FIND_LINKS": (project.folder / "wheels").as_uri()}
    code, out, err = project.run("check", "a", "b", **links)
    assert code == 7, err
    assert json.loads(out)["argv"] == ["a", "b"], "progress must not reach the command's output"
    assert json.loads(out)["prefix"] == str(project.venv)
    assert "Setting up" in err
    assert traces(project) == [".venv"]
    assert project.run("check")[2] == ""

    def work(**options) -> float:
        """Return the least processor time of three runs, which other programs change little."""
        times = []
        for _ in range(3):
            before = os.times()
            project.run("check", **options)
            after = os.times()
            used = after.children_user + after.children_system
            times.append(used - before.children_user - before.children_system)
        return min(times)

    assert work() - work(python=setup_python(project)) < 0.3


def setup_python(project: Project) -> Path:
    """Return the Python of the project's own environment."""
    scripts = project.venv / ("Scripts" if os.name == "nt" else "bin")
    return scripts / ("python.exe" if os.name == "nt" else "python")


def test_without_a_network_one_message_says_so(project):
    (project.folder / "requirements.txt").write_text("x==1 --hash=sha256:" + "0" * 64, "utf-8")
    off = {"PIP_INDEX_URL": "http://127.0.0.1:9", "PIP_RETRIES": "1", "PIP_NO_INDEX": "0"}
    code, _, err = project.run("check", **off)
    assert code == 1
    assert "the package index was not reached" in err and "connect to the internet" in err
    assert "No matching distribution" not in err
    assert traces(project) == []


def test_without_ensurepip_one_message_says_so(project, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    source = "import sys; sys.modules['ensurepip'] = None"
    (site / "sitecustomize.py").write_text(source, encoding="utf-8")
    code, _, err = project.run("check", PYTHONPATH=str(site))
    assert code == 1
    assert "has no venv or no ensurepip module" in err and "-venv" in err
    assert traces(project) == []


# -- with uv, and what can go wrong ----------------------------------------------------


@posix
def test_uv_is_used_where_it_is_and_the_command_takes_the_place_of_the_first_process(with_uv):
    process = with_uv.start("check")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 7, err
    assert json.loads(out)["pid"] == process.pid
    assert json.loads(out)["PYTHONPATH"].split(os.pathsep)[0] == str(with_uv.folder)


@posix
@pytest.mark.parametrize(
    ("says", "message"),
    [
        ("failed to copy file: No space left on device (os error 28)", "free about 900 MB"),
        ("[Errno 13] Permission denied: 'x'", "cannot be written to"),
        ("error sending request for url\n  dns error", "connect to the internet"),
        ("requires a different Python", "requires a different Python\n\nThis step failed"),
    ],
)
def test_a_failed_step_gives_one_message_and_leaves_nothing(with_uv, says, message):
    code, out, err = with_uv.run("check", UV_STAND_IN=says)
    assert (code, out) == (1, "")
    assert message in err and err.count("What to do:") == 1
    assert traces(with_uv) == []


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_set_up_is_made_anew_at_the_next_start(with_uv, number):
    # Ctrl-C is ignored where the tests run in the background, and so it would be there.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = with_uv.start("check", UV_STAND_IN="slow")
    signal.signal(signal.SIGINT, before)
    half = with_uv.venv / "half"
    for _ in range(600):
        if half.exists():
            break
        time.sleep(0.05)
    step = int(half.read_text(encoding="utf-8"))
    process.send_signal(number)
    if number == signal.SIGKILL:
        process.wait()
        os.kill(step, signal.SIGKILL)
        assert half.exists()
    _, err = process.communicate(timeout=30)
    assert "Traceback" not in err
    if number != signal.SIGKILL:
        assert process.returncode == 1 and "The set-up was interrupted." in err
        assert traces(with_uv) == []
    code, _, err = with_uv.run("check")
    assert code == 7, err
    assert "Setting up" in err and not half.exists()
    assert traces(with_uv) == [".venv"]


@posix
@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_a_changed_lock_or_package_makes_it_anew(with_uv, name):
    with_uv.run("check")
    (with_uv.venv / "old").write_text("", encoding="utf-8")
    path = with_uv.folder / name
    path.write_text(path.read_text(encoding="utf-8") + "# [tool]\n", encoding="utf-8")
    again = "Setting up" in with_uv.run("check")[2]
    assert again == (name == "requirements.txt"), "a comment of pyproject.toml changes nothing"
    path.write_text(path.read_text(encoding="utf-8").replace("<2", "<3"), encoding="utf-8")
    with_uv.run("check")
    assert not (with_uv.venv / "old").exists()


@posix
def test_a_folder_that_cannot_be_written_to_gives_one_message(with_uv):
    before = []
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root may write everywhere, and setpriv is not here to forbid it")
        before = [shutil.which("setpriv"), "--bounding-set=-dac_override", "--inh-caps=-all"]
    with_uv.folder.chmod(0o555)
    try:
        code, out, err = with_uv.run("check", before=before)
    finally:
        with_uv.folder.chmod(0o755)
    assert (code, out) == (1, "")
    assert f"{with_uv.folder} cannot be written to." in err and "a folder of your own" in err


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_a_missing_file_of_the_project_is_named(project, name):
    (project.folder / name).unlink()
    code, _, err = project.run("check")
    assert code == 1
    assert f"{name}'" in err and "clone the project anew" in err


# -- environments of somebody else -----------------------------------------------------


def test_an_environment_that_has_everything_is_used_as_it_is(project):
    pyproject = PYPROJECT.replace("jupyterlab>=1,<2", "pytest>=1,<1000")
    (project.folder / "pyproject.toml").write_text(pyproject, encoding="utf-8")
    code, out, err = project.run("check", python=Path(sys.executable), PYTHONPATH="more")
    assert (code, err) == (7, "")
    assert json.loads(out)["prefix"] == sys.prefix
    assert json.loads(out)["PYTHONPATH"] == os.pathsep.join([str(project.folder), "more"])
    assert traces(project) == []


@posix
def test_an_environment_with_another_version_is_not_used(with_uv):
    pyproject = PYPROJECT.replace("1,<2", "0.1,<0.2")
    (with_uv.folder / "pyproject.toml").write_text(pyproject, encoding="utf-8")
    code, _, err = with_uv.run("check", python=Path(sys.executable))
    assert code == 1 and "Setting up" in err
    assert ".venv lacks jupyterlab>=0.1,<0.2 (found: 1.0)" in err


@posix
def test_a_venv_made_by_hand_is_never_removed(with_uv):
    mine = with_uv.venv / "mine"
    with_uv.venv.mkdir()
    mine.write_text("", encoding="utf-8")
    code, _, err = with_uv.run("check")
    assert code == 1 and "if you made it yourself, rename it" in err
    subprocess.run([with_uv.python, "-m", "venv", "--without-pip", with_uv.venv], check=True)
    code, _, err = with_uv.run("check")
    assert code == 1 and ".venv lacks jupyterlab>=1,<2 (found: none)" in err
    pyproject = PYPROJECT.replace('"jupyterlab>=1,<2"', "")
    (with_uv.folder / "pyproject.toml").write_text(pyproject, encoding="utf-8")
    (packages,) = with_uv.venv.glob("lib/python*/site-packages")
    (packages / "jupyterlab.py").write_text("", encoding="utf-8")
    code, out, err = with_uv.run("check")
    assert code == 7 and json.loads(out)["prefix"] == str(with_uv.venv)
    assert mine.exists()


# -- lab -------------------------------------------------------------------------------


@posix
def test_lab_opens_the_first_notebook_in_the_place_of_the_command(with_uv):
    process = with_uv.start("lab", "--no-browser", "--port", "8899")
    out, err = process.communicate(timeout=60)
    said = json.loads(out)
    assert said["pid"] == process.pid, err
    assert said["argv"] == [
        f"--ServerApp.root_dir={with_uv.folder}",
        "--LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb",
        *("--no-browser", "--port", "8899"),
    ]
    assert said["JUPYTER_CONFIG_PATH"] == str(with_uv.folder / "helpers" / "jupyter")


def test_the_settings_of_lab_turn_the_news_off_and_write_nowhere(tmp_path):
    get = "from jupyterlab_server.config import get_page_config as get"
    environ = dict(os.environ, JUPYTER_CONFIG_DIR=str(tmp_path))
    environ["JUPYTER_CONFIG_PATH"] = str(ROOT / "helpers" / "jupyter")
    command = [sys.executable, "-c", f"import json; {get}; print(json.dumps(get([])))"]
    run = subprocess.run(command, env=environ, capture_output=True, encoding="utf-8", check=True)
    off = json.loads(run.stdout)["disabledExtensions"]
    assert "@jupyterlab/apputils-extension:announcements" in off
    assert list(tmp_path.iterdir()) == []
