"""Set-up on first use: the folder .venv with what requirements.txt locks, then the command in it.

An environment that has everything already (conda, Binder, a hub, an activated one) is used as it
is. Elsewhere :func:`ensure` makes .venv, with uv where that is installed, else with venv and pip.
`reader-begun-….txt` in it says that this command began it, and becomes `reader-complete.txt` last:
by it the next start knows what an interrupted one left, and makes that anew.

Standard library and syntax of Python 3.6 only, so that a Python that is too old can say so.
"""

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

OLDEST = (3, 11)
TESTED = ("3.13", "3.12", "3.11")
THIS = ".".join(map(str, sys.version_info[:2]))

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
REMOVED = PROJECT / ".venv.removed"
COMPLETE = VENV / "reader-complete.txt"
PYTHON = VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python"

NO_VENV = (
    f"This Python ({sys.executable}) has no venv or no ensurepip module.",
    f"Debian, Ubuntu: sudo apt install python{THIS}-venv; elsewhere: Python from python.org.",
)
#: Signs in the errors of the system, pip and uv, with the trouble that each stands for.
KNOWN = {
    r"(Errno|os error) 28\b|(WinError|os error) 112\b": (
        "There is no room left on the disk.",
        "free about 900 MB where the project is and where temporary files go, and try again.",
    ),
    r"(Errno|os error) (1|13|30)\b|WinError (5|32)\b": (
        f"{PROJECT} cannot be written to.",
        "copy the project to a folder of your own; if it is one, close what else uses its .venv.",
    ),
    r"No module named '?(venv|ensurepip|pip)\b|ensurepip is not available": NO_VENV,
    r"new connection|Failed to resolve|error sending request|dns error|timed out|ProxyError": (
        "The packages could not be fetched: the package index was not reached.",
        "connect to the internet, or set your proxy or mirror up for pip and uv; try again.",
    ),
}


class Trouble(Exception):
    """A problem that the person can solve: what happened, and what to do."""

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(f"{what}\nWhat to do: {todo}")


def check_known(errors: str) -> None:
    """Raise Trouble where errors bear the sign of a known one."""
    for sign, trouble in KNOWN.items():
        if re.search(sign, errors):
            raise Trouble(*trouble)


def read_project() -> "tuple[dict, str]":
    """Return the table of pyproject.toml and the text of requirements.txt."""
    import tomllib

    try:
        table = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
        return table, (PROJECT / "requirements.txt").read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        what = f"pyproject.toml or requirements.txt in {PROJECT} cannot be read: {error}."
        raise Trouble(what, "clone the project anew, or undo the last change there.") from None


def lacking() -> "list[str]":
    """Name each requirement of pyproject.toml that this Python's environment does not meet."""
    from importlib import metadata

    lack = []
    for requirement in read_project()[0]["project"]["dependencies"]:
        name, *bounds = re.match(r"([\w.-]+).*>=([\d.]+),<([\d.]+)$", requirement).groups()
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            version = "none"
        low, high, found = [list(map(int, re.findall(r"\d+", x))) for x in (*bounds, version)]
        if not low <= found < high:
            lack.append(f"{requirement} (found: {version})")
    return lack


def fingerprint() -> str:
    """Return what a finished .venv has to match: lock, package, Python and place."""
    table, lock = read_project()
    parts = [table["project"], table["build-system"], lock, THIS, str(PROJECT)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def remove() -> None:
    """Remove .venv, under another name first: half of it must not pass for somebody else's."""
    shutil.rmtree(str(REMOVED), ignore_errors=True)
    if VENV.exists():
        VENV.rename(REMOVED)
        shutil.rmtree(str(REMOVED), ignore_errors=True)


def steps() -> "list[list[str]]":
    """Return the commands that make .venv: with uv where it is installed, else with pip."""
    uv = shutil.which("uv")
    if uv:
        make = [uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, str(VENV)]
        install = [uv, "pip", "install", "--python", str(PYTHON), "--no-deps"]
    elif find_spec("venv") and find_spec("ensurepip"):
        make = [sys.executable, "-I", "-m", "venv", str(VENV)]
        install = [str(PYTHON), "-I", "-m", "pip", "install", "--no-deps"]
    else:
        raise Trouble(*NO_VENV)
    lock = ["--only-binary", ":all:", "--require-hashes", "-r", "requirements.txt"]
    return [make, install + lock, [*install, "--no-build-isolation", "--editable", "."]]


def run(command: "list[str]") -> None:
    """Run one step; its progress goes to stderr, and its errors where they are not known."""
    print("$", *command, file=sys.stderr, flush=True)
    environ = dict(os.environ, PIP_USER="0", PIP_NO_INPUT="1", PIP_DISABLE_PIP_VERSION_CHECK="1")
    pipes = {"stdin": subprocess.DEVNULL, "stdout": sys.stderr, "stderr": subprocess.PIPE}
    step = subprocess.run(command, cwd=str(PROJECT), env=environ, check=False, **pipes)
    if step.returncode:
        errors = step.stderr.decode("utf-8", "replace")
        check_known(errors)
        raise Trouble(f"{errors}\nThis step failed, see above.", "mend what it names; try again.")


def build() -> None:
    """Make .venv. Whatever stops it, the next start makes it anew."""
    print(f"Setting up {VENV}, half a gigabyte, once.", file=sys.stderr)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C, so that pip ends too
    begun = VENV / f"reader-begun-{os.getpid()}.txt"
    try:
        remove()
        VENV.mkdir()
        begun.write_text(fingerprint(), encoding="utf-8")
        for command in steps():
            run(command)
        begun.replace(COMPLETE)
    except KeyboardInterrupt:
        raise Trouble("The set-up was interrupted.", "run the command: it starts anew.") from None
    except OSError as error:
        check_known(str(error))
        raise
    finally:
        if begun.exists():
            remove()


def become(command: "list[str]") -> int:
    """Run a program in the place of this one; on Windows beside it, and return its exit code."""
    if os.name != "nt":
        os.execv(command[0], command)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program gets Ctrl-C as well, and decides
    return subprocess.call(command)


def ensure(argv: "list[str]") -> "int | None":
    """Return None where everything is installed here, else the exit code of ARGV run elsewhere."""
    if sys.version_info < OLDEST:
        what = f"Python {TESTED[-1]} or later is needed; this is Python {THIS} ({sys.executable})."
        raise Trouble(what, f"run it with Python {TESTED[0]}, which python.org has.")
    if find_spec("jupyterlab") and not lacking():
        # A kernel starts in its notebook's folder, and has to find this project's helpers.
        paths = [str(PROJECT), os.environ.get("PYTHONPATH", "")]
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
        return None
    ours = any(VENV.glob("reader-*.txt")) or not (VENV.is_file() or any(VENV.glob("*")))
    inside = Path(sys.executable).parent.resolve() == PYTHON.parent.resolve()
    if inside or not (ours or PYTHON.exists()):
        what = f".venv lacks {', '.join(lacking())}, and cannot be renewed from here."
        raise Trouble(what, "leave it (deactivate); if you made it yourself, rename it; try again.")
    complete = COMPLETE.exists() and PYTHON.exists()
    if ours and not (complete and COMPLETE.read_text(encoding="utf-8") == fingerprint()):
        build()
    os.environ["VIRTUAL_ENV"] = str(VENV)
    os.environ["PATH"] = os.pathsep.join([str(PYTHON.parent), os.environ.get("PATH", "")])
    return become([str(PYTHON), "-m", "helpers", *argv])


def lab(argv: "list[str]") -> int:
    """Open JupyterLab at the first notebook, with settings for this start only; pass argv on."""
    settings = [str(PROJECT / "helpers" / "jupyter"), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, settings))
    first = "--LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb"
    folder = f"--ServerApp.root_dir={PROJECT}"
    return become([sys.executable, "-m", "jupyterlab", folder, first, *argv])
