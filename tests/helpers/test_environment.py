"""Tests of the set-up on first use, with a small project, small steps and real processes and signals."""

from __future__ import annotations

import ast
import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers import environment

ROOT = Path(environment.__file__).resolve().parent.parent
posix = pytest.mark.skipif(os.name == "nt", reason="signals and file locks as on Linux and macOS")

#: A step that makes what the other code looks for in a virtual environment.
FILL = (
    "import pathlib, sys; python = pathlib.Path(sys.argv[1]); "
    "python.parent.mkdir(parents=True, exist_ok=True); python.write_text('')"
)

#: Runs a build in a process of its own: FOLDER, then the code of the one step.
DRIVER = """
import sys
from pathlib import Path
from helpers import environment

folder, step = Path(sys.argv[1]), sys.argv[2]
for name, part in [("PROJECT", ""), ("VENV", ".venv"), ("FORMER", ".venv.former"), ("REMOVED", ".venv.removed")]:
    setattr(environment, name, folder / part)
environment.LOCK = folder / ".venv.lock"
environment.ROOM = 0
environment.venv_python = lambda: folder / ".venv" / "bin" / "python"
environment._steps = lambda uv: [("Step", [sys.executable, "-c", step, str(environment.venv_python())], True)]
environment._check_import = lambda lock: None
try:
    environment.build()
except environment.Trouble as trouble:
    print(trouble, file=sys.stderr)
    sys.exit(trouble.code)
"""

PYPROJECT = """
[build-system]
requires = ["flit_core>=4,<5"]
build-backend = "flit_core.buildapi"

[project]
name = "small"
version = "1.0"
dependencies = ["pytest>=1,<1000"]

[tool.ruff]
line-length = 100
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project that has only what the set-up reads."""
    folder = tmp_path / "a project"
    folder.mkdir()
    (folder / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (folder / "requirements.txt").write_text("pytest==9.2.0\n", encoding="utf-8")
    monkeypatch.setattr(environment, "PROJECT", folder)
    monkeypatch.setattr(environment, "VENV", folder / ".venv")
    monkeypatch.setattr(environment, "FORMER", folder / ".venv.former")
    monkeypatch.setattr(environment, "REMOVED", folder / ".venv.removed")
    monkeypatch.setattr(environment, "LOCK", folder / ".venv.lock")
    python = folder / ".venv" / "bin" / "python"
    monkeypatch.setattr(environment, "venv_python", lambda venv=None: python)
    monkeypatch.setattr(environment, "ROOM", 0)
    return folder


def steps(monkeypatch, *codes: str) -> None:
    """Let the set-up be these pieces of Python."""
    made = [("Step", [sys.executable, "-c", code, str(environment.venv_python())], True) for code in codes]
    monkeypatch.setattr(environment, "_steps", lambda uv: made)
    monkeypatch.setattr(environment, "_check_import", lambda lock: None)


def traces(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob(".venv*"))


def drive(folder: Path, step: str, **options) -> subprocess.Popen:
    environ = dict(os.environ, PYTHONPATH=str(ROOT))
    return subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(folder), step],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        **options,
    )


def wait_for(path: Path) -> None:
    for _ in range(600):
        if path.exists():
            return
        time.sleep(0.05)
    raise AssertionError(f"{path} did not come")


# -- Pythons that are too old ------------------------------------------------


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py", "environment.py"])
def test_what_runs_before_the_set_up_has_no_syntax_newer_than_python_3_6(name):
    source = (ROOT / "helpers" / name).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 6))
    futures = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    assert futures == []


@pytest.mark.parametrize("version", ["3.6", "3.7", "3.8", "3.9", "3.10"])
def test_an_old_python_says_that_it_is_too_old_and_what_to_do(version):
    python = shutil.which(f"python{version}")
    environ = dict(os.environ, PYENV_VERSION=version)  # pyenv's commands choose by it; nothing else reads it

    def run_old(*arguments):
        command = [python, "-B", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, encoding="utf-8", check=False)

    if not python or run_old("-c", "import sys; print('%d.%d' % sys.version_info[:2])").stdout.strip() != version:
        pytest.skip(f"Python {version} is not on this machine")
    run = run_old("-m", "helpers", "lab")
    assert run.returncode == 1
    assert "needs Python 3.11 or later; this is Python " + version in run.stderr
    assert "What to do:" in run.stderr
    assert "Traceback" not in run.stderr


def test_the_message_for_an_old_python_names_a_newer_one_where_there_is_one(monkeypatch):
    monkeypatch.setattr(environment.os, "name", "posix")
    monkeypatch.setattr(shutil, "which", lambda name: sys.executable if name == "python3.12" else None)
    assert "run python3.12 -m helpers" in environment.too_old()
    monkeypatch.setattr(subprocess, "call", lambda *arguments, **options: 127)
    assert "install Python 3.13" in environment.too_old()
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert "install Python 3.13" in environment.too_old()


# -- what pip and uv say -----------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "output"),
    [
        (
            "network",
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError': /simple/pandas/\n"
            "ERROR: Could not find a version that satisfies the requirement pandas==3.1.1 (from versions: none)\n"
            "ERROR: No matching distribution found for pandas==3.1.1",
        ),
        ("network", "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(): Read timed out."),
        ("network", "error: Request failed after 3 retries\n  cause: Failed to fetch: `simple/six/`\n  dns error"),
        ("network", "hint: Packages were unavailable because the network was disabled."),
        ("disk", "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"),
        ("disk", "  cause: failed to copy file: No space left on device (os error 28)"),
        ("disk", "error: There is not enough space on the disk. (os error 112)"),
        ("permission", "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: 'bin'"),
        ("permission", "error: failed to create directory\n  cause: Read-only file system (os error 30)"),
        ("permission", "PermissionError: [WinError 5] Access is denied: 'Scripts\\\\python.exe'"),
        ("venv", "The virtual environment was not created successfully because ensurepip is not available."),
        ("venv", "/usr/bin/python3: No module named venv"),
        ("hash", "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."),
        ("hash", "error: Failed to read `tzdata==2026.6`\n  cause: Hash mismatch for `tzdata==2026.6`"),
        ("wheel", "ERROR: No matching distribution found for numpy==2.4.6"),
        ("wheel", "hint: numpy has no usable wheels for this platform"),
        (None, "WARNING: The folder is not writable: Permission denied. The cache has been disabled.\nERROR: oh"),
        (None, ""),
    ],
)
def test_the_output_of_a_failed_step_is_told_apart(kind, output):
    assert environment.diagnose(output) == kind


@pytest.mark.parametrize("kind", list(environment._TROUBLES))
def test_each_known_trouble_says_what_to_do_in_at_most_three_sentences(kind):
    what, todo = str(environment._TROUBLES[kind]()).split("\nWhat to do: ")
    assert what.endswith(".") and todo
    assert todo.count(". ") <= 2


def test_the_missing_venv_module_is_named_as_the_package_that_brings_it(monkeypatch):
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/apt-get")
    assert f"sudo apt install python{version}-venv" in str(environment._no_venv())
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert "apt" not in str(environment._no_venv())


# -- what is there -----------------------------------------------------------


def test_a_version_is_held_against_its_bounds():
    assert environment.satisfies("3.10.0", ">=3.9,<4")
    assert environment.satisfies("4.0.0", ">=4")
    assert not environment.satisfies("3.10", ">=3.11")
    assert not environment.satisfies("0.12.0", ">=0.11,<0.12")
    with pytest.raises(ValueError, match="~=1"):
        environment.satisfies("1.0", "~=1")


def test_what_an_environment_lacks_is_named(project):
    text = PYPROJECT.replace('["pytest>=1,<1000"]', '["pytest>=1000", "no-such-thing>=1", "nbval[x]>=0.1"]')
    (project / "pyproject.toml").write_text(text, encoding="utf-8")
    first, second = environment.lacking()
    assert first.startswith("pytest >=1000 (it has ")
    assert second == "no-such-thing"


def test_the_stamp_follows_the_lock_and_the_package_but_not_line_ends_or_the_linter(project):
    before = environment.fingerprint()
    (project / "requirements.txt").write_bytes(b"pytest==9.2.0\r\n")
    (project / "pyproject.toml").write_text(PYPROJECT.replace("100", "120", 1), encoding="utf-8")
    (project / "pyproject.toml").write_text(PYPROJECT + "[tool.x]\ny = 1\n", encoding="utf-8")
    assert environment.fingerprint() == before
    (project / "requirements.txt").write_bytes(b"pytest==9.2.1\n")
    assert environment.fingerprint() != before
    (project / "requirements.txt").write_bytes(b"pytest==9.2.0\n")
    (project / "pyproject.toml").write_text(PYPROJECT.replace("1000", "10"), encoding="utf-8")
    assert environment.fingerprint() != before


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.txt"])
def test_a_file_that_is_missing_is_named(project, name):
    (project / name).unlink()
    with pytest.raises(environment.Trouble, match=f"{name} is missing"):
        environment.fingerprint()


def test_a_broken_pyproject_is_said_so(project):
    (project / "pyproject.toml").write_text("[project\n", encoding="utf-8")
    with pytest.raises(environment.Trouble, match="not valid TOML"):
        environment.fingerprint()


# -- making .venv ------------------------------------------------------------


def test_the_set_up_runs_once_and_leaves_only_the_environment(project, monkeypatch, capfd):
    steps(monkeypatch, "print('progress of the step'); import sys; print('a remark', file=sys.stderr)", FILL)
    environment.build()
    assert environment.is_current()
    assert traces(project) == [".venv"]
    out, err = capfd.readouterr()
    assert out == "", "the set-up must not write to the standard output of the command"
    assert "progress of the step" in err and "a remark" in err
    steps(monkeypatch, "raise SystemExit('must not run')")
    environment.build()


def test_a_changed_lock_makes_it_anew(project, monkeypatch):
    steps(monkeypatch, FILL)
    environment.build()
    (environment.VENV / "old").write_text("", encoding="utf-8")
    (project / "requirements.txt").write_text("pytest==9.3.0\n", encoding="utf-8")
    assert not environment.is_current()
    environment.build()
    assert environment.is_current()
    assert not (environment.VENV / "old").exists()
    assert traces(project) == [".venv"]


@pytest.mark.parametrize(
    ("says", "message"),
    [
        ("Failed to establish a new connection", "connect to the internet"),
        ("[Errno 28] No space left on device", "free some room"),
        ("[Errno 13] Permission denied", "a folder of your own"),
        ("DO NOT MATCH THE HASHES", "empty the cache"),
        ("No matching distribution found", "a Python that is tested"),
        ("something else", "ended with code 7"),
    ],
)
def test_a_failed_step_gives_one_message_and_leaves_nothing(project, monkeypatch, says, message):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    steps(monkeypatch, FILL, f"import sys; print({says!r}, file=sys.stderr); sys.exit(7)")
    with pytest.raises(environment.Trouble, match=message):
        environment.build()
    assert traces(project) == []


def test_a_failed_renewal_puts_the_former_environment_back(project, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    steps(monkeypatch, FILL)
    environment.build()
    (environment.VENV / "kept").write_text("", encoding="utf-8")
    (project / "requirements.txt").write_text("pytest==9.3.0\n", encoding="utf-8")
    steps(monkeypatch, "import sys; sys.exit('Connection refused')")
    with pytest.raises(environment.Trouble, match="connect to the internet"):
        environment.build()
    assert (environment.VENV / "kept").exists()
    assert traces(project) == [".venv"]


def test_where_uv_fails_for_an_unknown_reason_pip_is_tried(project, monkeypatch, capfd):
    monkeypatch.setattr(shutil, "which", lambda name: "/somewhere/uv" if name == "uv" else None)
    monkeypatch.setattr(environment, "_check_import", lambda lock: None)
    python = str(environment.venv_python())
    both = {
        "/somewhere/uv": [("uv", [sys.executable, "-c", "import sys; sys.exit('unexpected argument')"], True)],
        None: [("pip", [sys.executable, "-c", FILL, python], True)],
    }
    monkeypatch.setattr(environment, "_steps", lambda uv: both[uv])
    environment.build()
    assert environment.is_current()
    assert "trying again with pip" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.EACCES, "a folder of your own"),
        (errno.EROFS, "a folder of your own"),
        (errno.ENOSPC, "free some room"),
    ],
)
def test_an_error_of_the_file_system_gives_one_message(project, monkeypatch, number, message):
    def refuse(self, *arguments, **options):
        raise OSError(number, os.strerror(number), str(self))

    steps(monkeypatch, FILL)
    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(environment.Trouble, match=message):
        environment.build()


def test_an_unknown_error_of_the_file_system_is_not_hidden(project, monkeypatch):
    def refuse(self, *arguments, **options):
        raise OSError(errno.EIO, "broken disk", str(self))

    steps(monkeypatch, FILL)
    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OSError, match="broken disk"):
        environment.build()


def test_too_little_room_is_seen_before_anything_is_fetched(project, monkeypatch):
    steps(monkeypatch, "raise SystemExit('must not run')")
    monkeypatch.setattr(environment, "ROOM", 1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=999))
    with pytest.raises(environment.Trouble, match="not enough room"):
        environment.build()
    assert traces(project) == []


def test_without_ensurepip_the_set_up_says_so_at_once_unless_there_is_uv(project, monkeypatch):
    steps(monkeypatch, FILL)
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(environment.Trouble, match="cannot make a virtual environment"):
        environment.build()
    assert traces(project) == []
    monkeypatch.setattr(shutil, "which", lambda name: "/somewhere/uv")
    environment.build()
    assert environment.is_current()


def test_uv_is_used_where_it_is_and_both_check_the_hashes():
    with_uv = [command for _, command, _ in environment._steps("/x/uv")]
    with_pip = [command for _, command, _ in environment._steps(None)]
    assert all(command[0] == "/x/uv" for command in with_uv)
    assert with_pip[0][1:3] == ["-m", "venv"]
    for commands in (with_uv, with_pip):
        locked, project = commands[1], commands[2]
        assert "--require-hashes" in locked and "requirements.txt" in locked
        assert project[-2:] == ["--editable", "."]
        assert "--no-deps" in project and "--no-build-isolation" in project


def test_settings_that_would_install_elsewhere_do_not_reach_the_installer(monkeypatch):
    monkeypatch.setenv("PIP_TARGET", "elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("HTTPS_PROXY", "kept")
    kept = environment._child_environment()
    assert "PIP_TARGET" not in kept and "PYTHONPATH" not in kept
    assert kept["PIP_USER"] == "0" and kept["HTTPS_PROXY"] == "kept"


def test_an_import_that_the_installer_left_broken_is_mended_by_a_relative_path(tmp_path, monkeypatch):
    folder = tmp_path / "프로젝트 é"
    (folder / "helpers").mkdir(parents=True)
    (folder / "helpers" / "__init__.py").write_text("", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / ".venv")], check=True)
    monkeypatch.setattr(environment, "PROJECT", folder)
    python = environment.venv_python(folder / ".venv")
    monkeypatch.setattr(environment, "venv_python", lambda: python)
    number = os.open(str(folder / ".venv.lock"), os.O_RDWR | os.O_CREAT)
    try:
        environment._check_import(number)
    finally:
        os.close(number)
    place = "import helpers; print(ascii(helpers.__file__))"
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    found = subprocess.run(
        [str(python), "-c", place], cwd=tmp_path, env=environ, capture_output=True, text=True, check=True
    )
    assert os.path.samefile(ast.literal_eval(found.stdout.strip()), folder / "helpers" / "__init__.py")
    (pth,) = folder.glob(".venv/**/non_refoulement_reader_relative.pth")
    assert pth.read_text(encoding="utf-8").isascii()


# -- interruption ------------------------------------------------------------

#: A step that stays in the middle; it leaves its number, so that it can be ended.
SLOW = (
    FILL + "; import os, time; half = python.parent / 'half.new'; half.write_text(str(os.getpid())); "
    "half.rename(python.parent / 'half'); time.sleep(60)"
)


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)])
def test_an_interrupted_set_up_leaves_nothing(project, number):
    process = drive(project, SLOW)
    wait_for(project / ".venv" / "bin" / "half")
    process.send_signal(number)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert "nothing half-made is left" in err and "Traceback" not in err
    assert traces(project) == []


@posix
def test_an_interrupted_renewal_keeps_the_former_environment(project, monkeypatch):
    steps(monkeypatch, FILL)
    environment.build()
    (environment.VENV / "kept").write_text("", encoding="utf-8")
    (project / "requirements.txt").write_text("pytest==9.3.0\n", encoding="utf-8")
    process = drive(project, SLOW)
    wait_for(project / ".venv" / "bin" / "half")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert (environment.VENV / "kept").exists()
    assert traces(project) == [".venv"]


@posix
def test_a_set_up_that_was_killed_is_noticed_and_made_anew(project, monkeypatch):
    process = drive(project, SLOW, start_new_session=True)
    wait_for(project / ".venv" / "bin" / "half")
    process.kill()
    process.wait()
    assert not environment.is_current()
    assert not environment._by_hand()
    # The step lives on and holds the lock, so the next set-up waits until it has ended.
    waiting = drive(project, FILL)
    for line in waiting.stderr:
        if "Waiting" in line:
            break
    os.kill(int((project / ".venv" / "bin" / "half").read_text(encoding="utf-8")), signal.SIGTERM)
    _, err = waiting.communicate(timeout=30)
    assert waiting.returncode == 0, err
    assert environment.is_current()
    assert not (environment.VENV / "bin" / "half").exists()
    process.stdout.close()
    process.stderr.close()


def test_a_renewal_that_was_killed_puts_the_former_environment_back_first(project, monkeypatch):
    steps(monkeypatch, FILL)
    environment.build()
    environment.VENV.rename(environment.FORMER)
    environment.VENV.mkdir()
    (environment.VENV / environment.UNFINISHED).write_text("", encoding="utf-8")
    steps(monkeypatch, "raise SystemExit('the former one is current: nothing is to be made')")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    (project / "requirements.txt").write_text("pytest==9.3.0\n", encoding="utf-8")
    with pytest.raises(environment.Trouble):
        environment.build()
    assert (environment.VENV / environment.COMPLETE).exists()
    assert traces(project) == [".venv"]


@posix
def test_two_set_ups_at_once_make_one_environment(project):
    count = project / "count"
    step = f"open({str(count)!r}, 'a').write('x'); import time; time.sleep(1); " + FILL
    both = [drive(project, step) for _ in range(2)]
    errors = [process.communicate(timeout=60)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], errors
    assert count.read_text(encoding="utf-8") == "x"
    assert sum("Waiting" in text for text in errors) == 1
    assert traces(project) == [".venv"]


# -- which Python runs the command -------------------------------------------


@pytest.fixture
def became(monkeypatch):
    """Record which program would take this one's place."""
    commands: list[list[str]] = []

    def become(command: list[str]) -> int:
        commands.append(command)
        return 0

    monkeypatch.setattr(environment, "_become", become)
    for name in ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "JUPYTER_CONFIG_PATH"):
        monkeypatch.setenv(name, os.environ.get(name, ""))
    return commands


def test_a_complete_environment_is_used_as_it_is(project, monkeypatch, became):
    monkeypatch.setattr(environment, "_inside", lambda: False)
    assert environment.ensure(["lab"]) is None
    assert became == []
    assert traces(project) == []
    assert os.environ["PYTHONPATH"].split(os.pathsep)[0] == str(project), "notebooks must find helpers"


def test_an_incomplete_environment_gets_a_venv_and_hands_over_to_it(project, monkeypatch, became):
    (project / "pyproject.toml").write_text(PYPROJECT.replace("pytest>=1", "pytest>=999"), encoding="utf-8")
    monkeypatch.setattr(environment, "_inside", lambda: False)
    steps(monkeypatch, FILL)
    assert environment.ensure(["lab", "--x"]) == 0
    assert became == [[str(environment.venv_python()), "-m", "helpers", "lab", "--x"]]
    assert os.environ["PATH"].split(os.pathsep)[0] == str(environment.venv_python().parent)


def test_the_finished_venv_is_used_without_another_look(project, monkeypatch, became):
    steps(monkeypatch, FILL)
    environment.build()
    monkeypatch.setattr(environment, "_inside", lambda: True)
    monkeypatch.setattr(environment, "lacking", lambda: pytest.fail("looked at the packages"))
    assert environment.ensure(["lab"]) is None


def test_an_outdated_venv_is_left_to_the_python_it_came_from(project, monkeypatch, became):
    steps(monkeypatch, FILL)
    environment.build()
    (project / "requirements.txt").write_text("pytest==9.3.0\n", encoding="utf-8")
    monkeypatch.setattr(environment, "_inside", lambda: True)
    monkeypatch.setattr(environment, "_base_python", lambda: "/usr/bin/python3")
    environment.ensure(["test"])
    assert became == [["/usr/bin/python3", "-m", "helpers", "test"]]


def test_a_venv_made_by_hand_is_never_removed(project, monkeypatch, became):
    (project / ".venv").mkdir()
    (project / ".venv" / "mine").write_text("", encoding="utf-8")
    (project / "pyproject.toml").write_text(PYPROJECT.replace("pytest>=1", "pytest>=999"), encoding="utf-8")
    monkeypatch.setattr(environment, "_inside", lambda: False)
    with pytest.raises(environment.Trouble, match="not made by this command"):
        environment.ensure(["lab"])
    python = environment.venv_python()
    python.parent.mkdir()
    python.write_text("", encoding="utf-8")
    assert environment.ensure(["lab"]) == 0
    assert became[0][0] == str(python)
    monkeypatch.setattr(environment, "_inside", lambda: True)
    with pytest.raises(environment.Trouble, match="it lacks: pytest"):
        environment.ensure(["lab"])
    assert (project / ".venv" / "mine").exists()


# -- lab, test, bench --------------------------------------------------------


@pytest.mark.parametrize("given", [["--", "--no-browser", "--port", "8899"], ["--no-browser", "--port", "8899"]])
def test_lab_opens_the_first_notebook_and_passes_arguments_on(project, became, given):
    (project / "notebooks").mkdir()
    (project / environment.START).write_text("{}", encoding="utf-8")
    environment.lab(given)
    (command,) = became
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={project}" in command
    assert "--LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb" in command
    assert command[-3:] == ["--no-browser", "--port", "8899"]


def test_lab_turns_the_news_off_without_writing_anywhere(became, tmp_path):
    environment.lab([])
    ask = "import json; from jupyterlab_server.config import get_page_config as get; print(json.dumps(get([])))"
    environ = dict(os.environ, JUPYTER_CONFIG_DIR=str(tmp_path), JUPYTER_CONFIG_PATH=os.environ["JUPYTER_CONFIG_PATH"])
    out = subprocess.run([sys.executable, "-c", ask], env=environ, capture_output=True, text=True, check=True).stdout
    assert "@jupyterlab/apputils-extension:announcements" in json.loads(out)["disabledExtensions"]
    assert list(tmp_path.iterdir()) == []


def test_the_plugin_that_shows_the_news_still_has_the_name_that_is_turned_off():
    jupyterlab = pytest.importorskip("jupyterlab")
    static = Path(jupyterlab.__file__).parent / "static"
    if not static.exists():
        static = Path(sys.prefix) / "share" / "jupyter" / "lab" / "static"
    name = b"@jupyterlab/apputils-extension:announcements"
    assert any(name in path.read_bytes() for path in static.glob("*.js"))


def test_bench_runs_the_benchmark(became):
    environment.bench(["--quick"])
    assert became[0][1].endswith("bench.py") and became[0][2:] == ["--quick"]


@pytest.fixture
def pytest_runs(project, monkeypatch):
    """Record the runs of pytest; the exit codes are taken from `codes`."""
    (project / "notebooks" / ".ipynb_checkpoints").mkdir(parents=True)
    (project / "notebooks" / "teaching").mkdir()
    for name in ("b.ipynb", "a.ipynb", "teaching/c.ipynb", ".ipynb_checkpoints/a-checkpoint.ipynb"):
        (project / "notebooks" / name).write_text("{}", encoding="utf-8")
    record = SimpleNamespace(runs=[], codes=[0, 0])
    monkeypatch.chdir(project)

    def wait(command, environ):
        report = next(part for part in command if part.startswith("--junitxml=")).partition("=")[2]
        suite = '<testsuites><testsuite tests="5" failures="1" errors="0" skipped="1"/></testsuites>'
        Path(report).write_text(suite, encoding="utf-8")
        record.runs.append((command, environ))
        return record.codes[len(record.runs) - 1]

    monkeypatch.setattr(environment, "_wait", wait)
    return record


def test_test_runs_the_unit_tests_and_then_every_notebook(project, pytest_runs, capsys):
    assert environment.run_tests(["-x"]) == 0
    (units, _), (notebooks, environ) = pytest_runs.runs
    assert "no:nbval" in units and "-x" in units
    assert "--nbval" in notebooks and "-x" in notebooks
    assert any(part.startswith("--nbval-cell-timeout=") for part in notebooks)
    names = [Path(part).name for part in notebooks if part.endswith(".ipynb")]
    assert names == ["a.ipynb", "b.ipynb", "c.ipynb"]
    assert environ["PYTHONHASHSEED"] == "0"
    assert environ["READING_COPIES"] != os.environ.get("READING_COPIES")
    assert capsys.readouterr().out == "6 passed, 2 failed, 2 skipped\n"


def test_test_compares_with_the_rules_for_unstable_outputs_where_there_are_any(project, pytest_runs):
    (project / "tests").mkdir()
    (project / "tests" / "nbval-sanitize.cfg").write_text("", encoding="utf-8")
    environment.run_tests([])
    assert any(part.startswith("--nbval-sanitize-with=") for part in pytest_runs.runs[1][0])


@pytest.mark.parametrize(("codes", "expected"), [([0, 1], 1), ([2, 0], 2), ([0, 5], 0), ([5, 5], 5), ([1, 4], 1)])
def test_test_fails_where_either_run_fails(pytest_runs, codes, expected):
    pytest_runs.codes = codes
    assert environment.run_tests(["-k", "something"]) == expected


def test_test_runs_only_what_is_named(project, pytest_runs):
    environment.run_tests(["notebooks/a.ipynb", "-v"])
    ((command, _),) = pytest_runs.runs
    assert "--nbval" in command and str(project / "notebooks" / "a.ipynb") in command and "no:nbval" not in command
    pytest_runs.runs.clear()
    environment.run_tests(["notebooks::test_x", "-k", "notebooks"])
    ((command, _),) = pytest_runs.runs
    assert "no:nbval" in command and f"{project / 'notebooks'}::test_x" in command
    assert command[-2:] == ["-k", "notebooks"]
