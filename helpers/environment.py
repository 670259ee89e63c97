"""Set-up on first use, and the commands that only start another program: lab, test, bench.

:func:`ensure` makes sure that a command runs where everything it needs is
installed. An environment that is complete already (conda, Binder, a hub) is used
as it is. Anywhere else the folder `.venv` of the project is made: the locked
requirements, checked by their hashes, then the project itself, editable.

A virtual environment cannot be built elsewhere and moved into place, because its
own path is written into it. So `.venv` carries a file that says whether it is
finished: `reader-unfinished.txt` from the first moment, which becomes
`reader-complete.txt` as the last step. A folder without either was made by hand,
and is never removed. While it is renewed, the former one waits as `.venv.former`.

The standard library only, and no syntax newer than Python 3.6, so that a Python
that is too old can say so; hence the quoted annotations.
"""

import contextlib
import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

OLDEST = (3, 11)
#: The Pythons that the tests are run with.
TESTED = ("3.13", "3.12", "3.11")

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
FORMER = PROJECT / ".venv.former"
REMOVED = PROJECT / ".venv.removed"
LOCK = PROJECT / ".venv.lock"
COMPLETE = "reader-complete.txt"
UNFINISHED = "reader-unfinished.txt"
START = "notebooks/00-start-here.ipynb"

#: What the finished .venv and the downloads for it take, in bytes, with something to spare.
ROOM = 900 * 1024 * 1024


class Trouble(Exception):
    """A problem that the person can solve: one message, with what to do.

    >>> print(Trouble("No room.", "Make some."))
    No room.
    What to do: Make some.
    """

    def __init__(self, what: str, todo: str, code: int = 1) -> None:
        super().__init__(f"{what}\nWhat to do: {todo}")
        self.code = code


class Stopped(KeyboardInterrupt):
    """The process was asked to end by another signal than Ctrl-C."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


# ---------------------------------------------------------------- messages


def _again() -> str:
    """Return the command as it was probably typed, for messages.

    >>> _again().startswith(("python3 -m helpers", "py -m helpers"))
    True
    """
    command = sys.argv[1] if sys.argv[0].endswith("__main__.py") and len(sys.argv) > 1 else "lab"
    return ("py" if os.name == "nt" else "python3") + f" -m helpers {command}"


def too_old() -> str:
    """Return the message for a Python that is too old, naming a newer one where there is one."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    wanted = ".".join(str(part) for part in OLDEST)
    what = f"The Non-Refoulement Reader needs Python {wanted} or later; this is Python {version} ({sys.executable})."
    for newer in TESTED:
        # A version manager may have the name on the PATH without the Python behind it.
        found = shutil.which(f"python{newer}") if os.name != "nt" else None
        if found and subprocess.call([found, "-c", ""], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
            again = _again().replace("python3 ", f"python{newer} ", 1)
            return str(Trouble(what, f"Python {newer} is on this machine: run {again}"))
    todo = f"install Python {TESTED[0]} (python.org, or your system's packages) and run the command with it."
    return str(Trouble(what, todo))


def _no_venv() -> Trouble:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    what = f"This Python ({sys.executable}) cannot make a virtual environment: its venv or ensurepip module is missing."
    if shutil.which("apt-get"):
        return Trouble(what, f"sudo apt install python{version}-venv, then run {_again()} again.")
    return Trouble(what, f"install the venv part of Python {version}, or Python from python.org; then run {_again()}.")


def _no_network() -> Trouble:
    return Trouble(
        "The packages could not be fetched: the package index was not reached.",
        f"connect to the internet (the first set-up fetches about 150 MB) and run {_again()} again. Behind a proxy, "
        "set HTTPS_PROXY; where the place has a package mirror of its own, set it up for pip (or uv) first.",
    )


def _no_permission(detail: str = "") -> Trouble:
    return Trouble(
        f"The folder {PROJECT} cannot be written to{': ' + detail if detail else ''}.",
        f"copy the project to a folder of your own, such as your home folder, and run {_again()} there. "
        "Where another program such as JupyterLab is using .venv, close it first.",
    )


def _no_disk() -> Trouble:
    return Trouble(
        f"There is not enough room on the disk: the set-up needs about {ROOM // 1024**2} MB.",
        f"free some room where the project is ({PROJECT}) and where temporary files go, "
        f"or move the project to another disk, and run {_again()} again.",
    )


def _wrong_hash() -> Trouble:
    return Trouble(
        "A fetched package is not the one that requirements.txt names by its hash, so it was not installed.",
        f"empty the cache (pip cache purge, or uv cache clean) and run {_again()} again. If it happens again, what "
        "lies between this machine and the package index changes files: try another network.",
    )


def _no_wheel() -> Trouble:
    version = ".".join(str(part) for part in sys.version_info[:2])
    return Trouble(
        f"A package of requirements.txt is not to be had ready-made for Python {version} on this machine.",
        f"run the command with a Python that is tested: {', '.join(TESTED)}; "
        "or use conda: conda env create -f environment.yml",
    )


def _made_by_hand(lacking: "list[str]") -> Trouble:
    return Trouble(
        f"The folder .venv was not made by this command, and it lacks: {', '.join(lacking)}.",
        f"rename or delete .venv and run {_again()} again, which makes a new one.",
    )


_SIGNS = (
    ("disk", r"No space left on device|Errno 28\b|os error 28\b|not enough space|os error 112\b|Disk quota exceeded"),
    ("venv", r"ensurepip is not available|No module named '?(?:ensurepip|venv)\b|ensurepip.*returned non-zero"),
    ("permission", r"Permission denied|Errno 13\b|Access is denied|Read-only file system|os error (?:5|13|30)\b"),
    ("hash", r"DO NOT MATCH THE HASHES|Hash mismatch"),
    (
        "network",
        r"NewConnectionError|ConnectTimeout|ReadTimeout|Read timed out|Failed to establish a new connection|ProxyError"
        r"|name resolution|Name or service not known|getaddrinfo failed|nodename nor servname|Network is unreachable"
        r"|Connection refused|Max retries exceeded|SSLError|CERTIFICATE_VERIFY_FAILED|IncompleteRead"
        r"|Connection broken|connection was broken|RemoteDisconnected|ConnectionResetError|HTTP error \d|HTTP status"
        r"|error sending request|dns error|Failed to fetch|Failed to download|tcp connect|timed out|Could not connect"
        r"|error decoding response body|network (?:connectivity is|was) disabled|No route to host",
    ),
    (
        "wheel",
        r"No matching distribution found|Could not find a version that satisfies|has no (?:usable )?wheels"
        r"|no wheels? (?:with|are)|No solution found|requires a different Python",
    ),
)
_TROUBLES = {
    "disk": _no_disk,
    "venv": _no_venv,
    "permission": _no_permission,
    "hash": _wrong_hash,
    "network": _no_network,
    "wheel": _no_wheel,
}


def diagnose(output: str) -> "str | None":
    """Say which known trouble the output of pip, uv or venv tells of.

    Returns disk, venv, permission, hash, network, wheel, or None. pip only warns
    of a broken connection and then says that it found no distribution, so its
    warnings count for the network and for nothing else.

    >>> diagnose("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device")
    'disk'
    >>> diagnose("WARNING: Retrying after NewConnectionError\\nERROR: No matching distribution found for pandas")
    'network'
    >>> diagnose("ERROR: something else")
    """
    firm = "\n".join(line for line in output.splitlines() if not line.lower().startswith("warning"))
    for kind, signs in _SIGNS:
        if re.search(signs, output if kind == "network" else firm, re.IGNORECASE):
            return kind
    return None


def _of_os_error(error: OSError) -> "Trouble | None":
    """Turn an error of the operating system into a message, where it is one of the known ones."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return _no_disk()
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _no_permission(error.strerror or "")
    return None


# ---------------------------------------------------------------- what is there


def _project_table() -> dict:
    """Return pyproject.toml."""
    import tomllib

    path = PROJECT / "pyproject.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Trouble(
            f"{path} is missing: the commands work inside the project's folder.",
            "clone the whole project and run the command there.",
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise Trouble(f"{path} is not valid TOML: {error}.", "undo the last change of that file.") from None


def fingerprint() -> str:
    """Return what a finished .venv has to match: the lock, the package's own table, the Python and the place."""
    import hashlib
    import json

    table = _project_table()
    try:
        lock = (PROJECT / "requirements.txt").read_bytes().replace(b"\r\n", b"\n")
    except FileNotFoundError:
        raise Trouble(
            f"{PROJECT / 'requirements.txt'} is missing.", "clone the whole project and run the command there."
        ) from None
    parts = [
        "requirements " + hashlib.sha256(lock).hexdigest(),
        "package " + hashlib.sha256(json.dumps([table["project"], table["build-system"]]).encode()).hexdigest(),
        f"python {sys.version_info[0]}.{sys.version_info[1]} {sys.implementation.name}",
        f"folder {os.fsencode(str(PROJECT))!r}",
    ]
    return "\n".join(parts) + "\n"


def venv_python(venv: Path = VENV) -> Path:
    """Return the path of the Python of a virtual environment, whether it exists or not."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def is_current() -> bool:
    """Say whether .venv is finished and made from the requirements.txt that stands here."""
    try:
        return (VENV / COMPLETE).read_text(encoding="utf-8") == fingerprint() and venv_python().exists()
    except FileNotFoundError:
        return False


def _by_hand() -> bool:
    """Say whether somebody else made .venv; an empty one was left by a process killed at the first moment."""
    if not VENV.is_dir():
        return VENV.exists()
    return any(VENV.iterdir()) and not (VENV / COMPLETE).exists() and not (VENV / UNFINISHED).exists()


def _release(version: str) -> "tuple[int, ...]":
    match = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(int(part) for part in match.group().split(".")) if match else ()


def satisfies(version: str, bounds: str) -> bool:
    """Say whether a version lies within bounds such as `>=3.0,<4`.

    Only the kinds of bound that pyproject.toml uses; there is no packaging
    library on a bare Python.

    >>> satisfies("3.1.1", ">=3.0,<4"), satisfies("4.0", ">=3.0,<4"), satisfies("3.0", "")
    (True, False, True)
    """
    have = _release(version)
    for bound in filter(None, (part.strip() for part in bounds.split(","))):
        match = re.fullmatch(r"(>=|<)\s*([\d.]+)", bound)
        if not match:
            raise ValueError(f"{bound!r} is not a bound of the form >=1.2 or <3")
        want = _release(match.group(2))
        width = max(len(have), len(want))
        left, right = have + (0,) * (width - len(have)), want + (0,) * (width - len(want))
        if not (left >= right if match.group(1) == ">=" else left < right):
            return False
    return True


def lacking() -> "list[str]":
    """Name each runtime requirement of pyproject.toml that this Python's environment does not satisfy."""
    from importlib import metadata

    problems = []
    for requirement in _project_table()["project"]["dependencies"]:
        name, bounds = re.fullmatch(r"([\w.-]+)(?:\[[\w,]*\])?(.*)", requirement).groups()
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            problems.append(name)
            continue
        if not satisfies(version, bounds):
            problems.append(f"{name} {bounds} (it has {version})")
    return problems


def _base_python() -> str:
    """Return the Python that this one's virtual environment was made from, or this one."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _inside() -> bool:
    """Say whether this Python is the one in .venv."""
    return os.path.normcase(os.path.realpath(sys.prefix)) == os.path.normcase(os.path.realpath(str(VENV)))


# ---------------------------------------------------------------- making .venv


def _say(text: str) -> None:
    """Tell the person what is happening, on stderr, so that a command's own output stays its own."""
    print(text, file=sys.stderr, flush=True)


@contextlib.contextmanager
def _undisturbed():
    """Keep a second Ctrl-C from interrupting the cleaning up after the first."""
    kept = {}
    with contextlib.suppress(ValueError):  # only the main thread may set signal handlers
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                kept[name] = signal.signal(getattr(signal, name), signal.SIG_IGN)
    try:
        yield
    finally:
        for name, handler in kept.items():
            signal.signal(getattr(signal, name), handler)


@contextlib.contextmanager
def _stoppable():
    """Let SIGTERM and SIGHUP clean up as Ctrl-C does."""

    def stop(number, frame):
        raise Stopped(number)

    kept = {}
    with contextlib.suppress(ValueError):
        for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
            if hasattr(signal, name):
                kept[name] = signal.signal(getattr(signal, name), stop)
    try:
        yield
    finally:
        for name, handler in kept.items():
            signal.signal(getattr(signal, name), handler)


def _try_lock(number: int) -> bool:
    """Take the lock on an open file if nobody has it. It ends with the processes that hold it, however they end."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK):
            return False
        # A file system without locks, such as some network folders: then without.
    return True


@contextlib.contextmanager
def _locked():
    """Let one process at a time make .venv; the others wait for it. The lock's file goes when the last one leaves."""
    waiting = False
    while True:
        number = os.open(str(LOCK), os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if _try_lock(number):
                # Whoever had it before may have removed the file that was opened here.
                if LOCK.exists() and os.path.samestat(os.fstat(number), os.stat(str(LOCK))):
                    try:
                        yield number
                    finally:
                        # Not on Windows, where an open file cannot be removed: there it stays, empty.
                        with contextlib.suppress(OSError):
                            LOCK.unlink()
                    return
            elif not waiting:
                waiting = True
                _say("Another process is setting up .venv of this project. Waiting for it (Ctrl-C to leave) ...")
        finally:
            os.close(number)
        time.sleep(0.2)


def _remove(path: Path) -> None:
    """Remove a folder. It is renamed first, so that a half-removed .venv is never taken for another thing."""

    def writable(function, name, _):
        os.chmod(name, 0o700)
        function(name)

    for attempt in range(5):
        try:
            if REMOVED.exists():
                shutil.rmtree(str(REMOVED), onerror=writable)
            if path.is_symlink():
                path.unlink()
            elif path.exists():
                path.rename(REMOVED)
                shutil.rmtree(str(REMOVED), onerror=writable)
            return
        except OSError:
            # A program that is just ending may still write or hold a file there.
            if attempt == 4:
                raise
            time.sleep(0.3)


def _stop(process: subprocess.Popen) -> None:
    """End a step and everything that it has started."""
    with _undisturbed():
        if os.name == "nt":
            process.terminate()
            process.wait()
            return
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=5)


def _child_environment() -> "dict[str, str]":
    """Return the environment variables for pip, uv and venv, without those that would install elsewhere."""
    unwanted = ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_PYTHON")
    unwanted += ("PIP_CONSTRAINT", "PIP_REQUIREMENT", "PIP_NO_BINARY", "UV_TARGET", "UV_PREFIX", "UV_CONSTRAINT")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return dict(kept, PIP_USER="0", PIP_NO_INPUT="1", PIP_DISABLE_PIP_VERSION_CHECK="1")


def _run(command: "list[str]", lock: int, show: bool = True) -> "tuple[int, str]":
    """Run one step of the set-up; return its exit code and the end of what it wrote to stderr.

    pip writes its progress to stdout and its errors to stderr. So stdout goes
    straight to the terminal, where pip draws its bars, and stderr passes through
    here. With show=False both do, and nothing is shown.
    """
    options = {}
    if os.name != "nt":
        # A group of its own can be ended as one. It holds the lock as well: should this
        # process be killed outright, the next one waits until the step has ended.
        options = {"start_new_session": True, "pass_fds": (lock,)}
    process = subprocess.Popen(
        command,
        cwd=str(PROJECT),
        env=_child_environment(),
        stdin=subprocess.DEVNULL,
        stdout=2 if show else subprocess.PIPE,
        stderr=subprocess.PIPE if show else subprocess.STDOUT,
        **options,
    )
    stream = process.stderr if show else process.stdout
    tail = b""
    try:
        for chunk in iter(lambda: os.read(stream.fileno(), 8192), b""):
            tail = (tail + chunk)[-40000:]
            if show:
                os.write(2, chunk)
        return process.wait(), tail.decode("utf-8", "replace")
    except BaseException:
        _stop(process)
        raise
    finally:
        stream.close()


def _steps(uv: "str | None") -> "list[tuple[str, list[str], bool]]":
    """Return the steps of the set-up: what each does, its command, and whether its output is shown."""
    python = str(venv_python())
    lock = ["--require-hashes", "--no-deps", "-r", "requirements.txt"]
    here = ["--no-deps", "--no-build-isolation", "--editable", "."]
    if uv:
        install = [uv, "pip", "install", "--python", python]
        return [
            (
                "Making .venv with uv",
                [uv, "venv", "--quiet", "--allow-existing", "--no-project", "--python", _base_python(), str(VENV)],
                False,
            ),
            (
                "Installing the packages of requirements.txt",
                [*install, "--no-build", "--compile-bytecode", *lock],
                True,
            ),
            ("Installing the project itself", [*install, "--quiet", *here], True),
        ]
    install = [python, "-m", "pip", "install"]
    return [
        ("Making .venv", [sys.executable, "-m", "venv", str(VENV)], False),
        ("Installing the packages of requirements.txt", [*install, "--only-binary", ":all:", *lock], True),
        ("Installing the project itself", [*install, "--quiet", *here], True),
    ]


def _check_import(lock: int) -> None:
    """See that `import helpers` works from another folder, and if not, point to the project by a relative path.

    The installer writes the project's path as UTF-8, and Python before 3.13 reads
    it in the encoding of the system: on Windows a name such as José in the path
    is then not found. A path relative to the installed packages has no such name.
    """
    place = "import os, sys; sys.path[:1] = []; import helpers; print(os.path.realpath(helpers.__file__))"
    command = [str(venv_python()), "-c", place]
    if _run(command, lock, show=False)[0] == 0:
        return
    code, packages = _run(
        [str(venv_python()), "-c", "import sysconfig; print(ascii(sysconfig.get_path('purelib')))"], lock, show=False
    )
    if code == 0:
        import ast

        folder = Path(ast.literal_eval(packages.strip()))
        relative = os.path.relpath(str(PROJECT), str(folder))
        (folder / "non_refoulement_reader_relative.pth").write_text(relative + "\n", encoding="utf-8")
    code, output = _run(command, lock, show=False)
    if code:
        raise Trouble(
            f"The project was installed, but `import helpers` fails in .venv:\n{output.strip()}",
            "move the project to a folder whose path has only plain letters, and run the command again.",
        )


def _install(uv: "str | None", lock: int) -> None:
    """Fill .venv, which must not exist yet, and call it complete."""
    if not uv:
        try:
            import ensurepip  # noqa: F401
            import venv  # noqa: F401
        except ImportError:
            raise _no_venv() from None
    VENV.mkdir()
    (VENV / UNFINISHED).write_text(fingerprint(), encoding="utf-8")
    for what, command, show in _steps(uv):
        _say(f"{what} ...")
        code, output = _run(command, lock, show)
        if code:
            if not show:
                _say(output.rstrip())
            kind = diagnose(output)
            if kind:
                raise _TROUBLES[kind]()
            raise Trouble(
                f"The set-up did not finish: the step “{what}” ended with code {code}; its messages stand above.",
                f"run {_again()} again; if it ends in the same way, use conda: conda env create -f environment.yml",
                code=3,
            )
    _check_import(lock)
    os.replace(str(VENV / UNFINISHED), str(VENV / COMPLETE))


def _make(lock: int) -> None:
    """Make .venv anew; whatever happens, leave either a finished one or the one that was there before."""
    if FORMER.exists() and (VENV / COMPLETE).exists():
        _remove(FORMER)  # a run was killed at the last moment, when the new one was ready
    if FORMER.exists():
        # A run was killed while it renewed .venv: put back what was there before.
        _remove(VENV)
        FORMER.rename(VENV)
    if VENV.exists():
        if (VENV / COMPLETE).exists():
            _say("requirements.txt, the project's place or the Python has changed: .venv is made anew.")
            VENV.rename(FORMER)
        else:
            _say(".venv was left unfinished: it is made anew.")
            _remove(VENV)
    free = shutil.disk_usage(str(PROJECT)).free
    try:
        if free < ROOM:
            raise _no_disk()
        _say(f"Setting up the project in {VENV}, once; this takes a minute or two.")
        uv = shutil.which("uv")
        try:
            _install(uv, lock)
        except Trouble as trouble:
            if not uv or trouble.code != 3:
                raise
            _say("uv did not manage it: trying again with pip.")
            _remove(VENV)
            _install(None, lock)
    except BaseException:
        with _undisturbed():
            _remove(VENV)
            if FORMER.exists():
                FORMER.rename(VENV)
        raise
    with _undisturbed():
        _remove(FORMER)
    _say("The set-up is complete.\n")


def build() -> None:
    """Make .venv, or wait for another process that is making it."""
    try:
        with _stoppable(), _locked() as lock:
            if not is_current():
                _make(lock)
    except KeyboardInterrupt as interrupt:
        number = getattr(interrupt, "number", signal.SIGINT)
        raise Trouble(
            "\nThe set-up was interrupted; nothing half-made is left.", f"run {_again()} again.", code=128 + number
        ) from None
    except OSError as error:
        trouble = _of_os_error(error)
        if trouble is None:
            raise
        raise trouble from None


# ---------------------------------------------------------------- running a command there


def _become(command: "list[str]") -> int:
    """Run another program in the place of this one, and return its exit code where that cannot be done."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # The program got the Ctrl-C too, and decides what to do.


def ensure(argv: "list[str]") -> "int | None":
    """See to it that `python -m helpers ARGV` runs where everything is installed.

    Parameters
    ----------
    argv : list of str
        The command and its arguments.

    Returns
    -------
    int or None
        None: this Python has everything, go on. A number: the command was run by
        the Python in .venv and ended with this code.

    Raises
    ------
    Trouble
        Where the set-up is not possible, with what to do.
    """
    from importlib.util import find_spec

    if _inside() and not _by_hand():
        if is_current():
            return None
        # It is out of date, and cannot replace itself while it runs.
        base = _base_python()
        if Path(base).parent == venv_python().parent:
            raise Trouble("The folder .venv is out of date.", f"delete .venv and run {_again()} again.")
        return _become([base, "-m", "helpers", *argv])
    if find_spec("jupyterlab") and not lacking():
        # conda, Binder, a hub, a .venv made by hand. Notebooks must find this project's
        # helpers from their own folder, whether it is installed here or not.
        paths = [str(PROJECT), os.environ.get("PYTHONPATH", "")]
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
        return None
    if _inside():
        raise _made_by_hand(lacking())
    if _by_hand():
        if not venv_python().exists():
            raise _made_by_hand(["a Python"])
    elif not is_current():
        build()
    # What a notebook starts by name (jupyter, python) is to be found there as well.
    scripts = str(venv_python().parent)
    os.environ["PATH"] = os.pathsep.join(filter(None, [scripts, os.environ.get("PATH", "")]))
    os.environ["VIRTUAL_ENV"] = str(VENV)
    os.environ.pop("PYTHONHOME", None)
    return _become([str(venv_python()), "-m", "helpers", *argv])


# ---------------------------------------------------------------- the commands that start a program


def lab(argv: "list[str]") -> int:
    """Open JupyterLab at the first notebook, without the news; further arguments go to JupyterLab."""
    if argv[:1] == ["--"]:
        argv = argv[1:]
    # A folder of settings for this start only: nothing is written to the person's own.
    settings = [str(PROJECT / "helpers" / "jupyter"), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, settings))
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={PROJECT}"]
    if (PROJECT / START).exists():
        command.append(f"--LabApp.default_url=/lab/tree/{START}")
    return _become(command + argv)


def bench(argv: "list[str]") -> int:
    """Run the benchmark."""
    return _become([sys.executable, str(PROJECT / "tests" / "bench" / "bench.py"), *argv])


#: Options of pytest whose value stands in the next argument.
_WITH_VALUE = ("-k", "-m", "-p", "-o", "-c", "-n", "-W", "-r", "--deselect", "--ignore", "--maxfail", "--tb")


def split_arguments(argv: "list[str]") -> "tuple[list[str], list[str], list[str]]":
    """Part the arguments for pytest into options, notebooks and other paths.

    >>> split_arguments(["-k", "helpers", "--", "-x"])
    (['-k', 'helpers', '-x'], [], [])
    """
    options, notebooks, others = [], [], []
    before = ""
    for argument in argv:
        path, colons, rest = argument.partition("::")
        if argument == "--":
            pass
        elif argument.startswith("-") or before in _WITH_VALUE or not Path(path).exists():
            options.append(argument)
        else:
            # pytest is run in the project's folder, wherever the command was given.
            (notebooks if path.endswith(".ipynb") else others).append(os.path.abspath(path) + colons + rest)
        before = argument
    return options, notebooks, others


def _counts(report: Path) -> "tuple[int, int, int]":
    """Read passed, failed and skipped from a JUnit report; zeros where there is none."""
    from xml.etree import ElementTree

    passed = failed = skipped = 0
    if report.exists():
        for suite in ElementTree.parse(str(report)).iter("testsuite"):
            number = {key: int(suite.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")}
            bad = number["failures"] + number["errors"]
            passed += number["tests"] - bad - number["skipped"]
            failed += bad
            skipped += number["skipped"]
    return passed, failed, skipped


def _wait(command: "list[str]", environment: "dict[str, str]") -> int:
    """Run pytest and return its exit code; on Ctrl-C let it write its summary first."""
    process = subprocess.Popen(command, cwd=str(PROJECT), env=environment)
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.wait()
        raise


def run_tests(argv: "list[str]") -> int:
    """Run every test: pytest for helpers and corpus, nbval, strict, for every notebook.

    Further arguments go to pytest. Where they name paths, only these are run.
    """
    import tempfile

    from helpers import rerun

    options, notebooks, others = split_arguments(argv)
    named = notebooks or others
    runs = []
    if others or not named:
        runs.append(("unit tests", ["-p", "no:nbval", *others], {}))
    if not named:
        notebooks = [str(path) for path in rerun.notebooks(PROJECT / "notebooks")]
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty"
        empty.mkdir()
        if notebooks:
            # Stored outputs are those of the collection without any copy, in a fixed order
            # of sets, and without the person's own start-up files of IPython.
            extra = {"PYTHONHASHSEED": "0", "READING_COPIES": str(empty), "IPYTHONDIR": str(empty)}
            strict = ["-o", "addopts=", "--nbval", f"--nbval-cell-timeout={rerun.CELL_TIMEOUT}"]
            sanitize = PROJECT / "tests" / "nbval-sanitize.cfg"
            if sanitize.exists():
                strict.append(f"--nbval-sanitize-with={sanitize}")
            runs.append(("notebooks", [*strict, *notebooks], extra))
        total = [0, 0, 0]
        codes = []
        for name, arguments, extra in runs:
            _say(f"== {name} ==")
            report = Path(folder) / f"{name}.xml"
            command = [sys.executable, "-m", "pytest", f"--junitxml={report}", "-o", "junit_family=xunit2"]
            codes.append(_wait([*command, *arguments, *options], dict(os.environ, **extra)))
            total = [one + other for one, other in zip(total, _counts(report))]  # noqa: B905
    print("{} passed, {} failed, {} skipped".format(*total), flush=True)
    # 5 says that nothing was selected, which is no failure where the other run had something.
    bad = [code for code in codes if code not in (0, 5)]
    return bad[0] if bad else (0 if 0 in codes else 5)
