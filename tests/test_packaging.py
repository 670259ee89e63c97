"""pyproject.toml, requirements.txt, environment.yml and README.md, held against each other."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from helpers import setup

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")


def split(requirement: str) -> tuple[str, str]:
    """Part a requirement into its name and its bounds."""
    name, bounds = re.fullmatch(r"([\w.-]+)(?:\[[\w,]*\])?\s*(.*)", requirement).groups()
    return name.lower().replace("_", "-"), bounds


RUNTIME = dict(map(split, PYPROJECT["project"]["dependencies"]))
EXTRA = dict(map(split, PYPROJECT["project"]["optional-dependencies"]["test"]))
BUILD = dict(map(split, PYPROJECT["build-system"]["requires"]))
DIRECT = RUNTIME | EXTRA | BUILD
#: Every locked version of each distribution; there are two where older Pythons need another one.
LOCKED: dict[str, list[str]] = {}
for _name, _version in re.findall(r"^([a-z0-9-]+)==(\S+)", LOCK, re.MULTILINE):
    LOCKED.setdefault(_name, []).append(_version)


def conda() -> tuple[dict, dict[str, str], list[str]]:
    """Return environment.yml, its conda packages with their bounds, and its pip lines."""
    yaml = pytest.importorskip("yaml", reason="reading environment.yml needs PyYAML")
    table = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    packages, lines = {}, []
    for entry in table["dependencies"]:
        if isinstance(entry, dict):
            lines = entry["pip"]
        else:
            name, _, bounds = entry.partition(" ")
            packages[name] = bounds
    return table, packages, lines


# -- the lock ----------------------------------------------------------------


def test_every_locked_distribution_has_a_version_and_hashes():
    entries = re.split(r"\n(?=\S)", LOCK.strip())
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+(?: ; [^\\]+)? \\\n", entry), entry.splitlines()[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry.splitlines()[0]
    assert len(entries) > 50


def test_the_lock_names_no_host_no_index_and_no_path():
    for found in (
        "://",
        "--index",
        "--find-links",
        "--extra",
        "file:",
        "/home",
        "/root",
        "/tmp",
        " @ ",
        "-e ",
    ):
        assert found not in LOCK


@pytest.mark.parametrize("name", sorted(DIRECT))
def test_the_lock_has_every_direct_dependency_within_its_bounds(name):
    assert name in LOCKED
    for version in LOCKED[name]:
        assert SpecifierSet(DIRECT[name]).contains(version)


@pytest.mark.parametrize("name", sorted(DIRECT))
def test_every_direct_dependency_has_a_lower_and_an_upper_bound(name):
    assert re.fullmatch(r">=[\d.]+,<[\d.]+", DIRECT[name])


def test_the_build_backend_that_is_locked_is_the_one_that_is_asked_for():
    assert PYPROJECT["build-system"]["requires"] == PYPROJECT["dependency-groups"]["build"]


# -- conda -------------------------------------------------------------------


def test_conda_gets_every_dependency_with_the_same_bounds():
    _, packages, lines = conda()
    wanted = RUNTIME | EXTRA
    from_pip = dict(map(split, (line for line in lines if not line.startswith("-"))))
    offered = {
        name: bounds for name, bounds in packages.items() if name not in ("python", "pip")
    } | from_pip
    assert offered == wanted


def test_the_bounds_for_conda_admit_what_is_locked():
    rattler = pytest.importorskip("rattler", reason="reading conda's bounds needs py-rattler")
    _, packages, lines = conda()
    for name, bounds in packages.items():
        spec = rattler.MatchSpec(f"{name} {bounds}".strip())
        if name in ("python", "pip"):
            continue
        for version in LOCKED[name]:
            assert rattler.VersionSpec(str(spec.version)).matches(rattler.Version(version)), (
                name,
                version,
            )
    for line in lines:
        if not line.startswith("-"):
            name, bounds = split(line)
            assert all(SpecifierSet(bounds).contains(version) for version in LOCKED[name])


def test_conda_gets_the_pythons_that_are_tested_and_no_other():
    rattler = pytest.importorskip("rattler", reason="reading conda's bounds needs py-rattler")
    _, packages, _ = conda()
    spec = rattler.VersionSpec(packages["python"])
    admitted = [
        f"3.{minor}" for minor in range(6, 30) if spec.matches(rattler.Version(f"3.{minor}.1"))
    ]
    assert admitted == sorted(setup.TESTED)
    oldest = ".".join(map(str, setup.OLDEST))
    assert admitted[0] == oldest
    assert PYPROJECT["project"]["requires-python"] == f">={oldest}"
    assert PYPROJECT["tool"]["ruff"]["target-version"] == "py" + oldest.replace(".", "")


def test_conda_takes_everything_from_conda_forge_and_installs_the_project_last():
    table, packages, lines = conda()
    assert table["channels"] == ["conda-forge", "nodefaults"]
    assert table["name"] == PYPROJECT["project"]["name"]
    assert "pip" in packages
    assert lines[-1] == "-e ."


# -- the package -------------------------------------------------------------


def test_the_wheel_carries_only_the_helpers(tmp_path):
    pytest.importorskip("flit_core", reason="building the wheel needs flit_core")
    project = tmp_path / "project"
    project.mkdir()
    shutil.copy(ROOT / "pyproject.toml", project)
    shutil.copytree(
        ROOT / "helpers", project / "helpers", ignore=shutil.ignore_patterns("__pycache__")
    )
    for other in ("tests", "corpus", "notebooks"):
        (project / other).mkdir()
        (project / other / "thing.py").write_text("", encoding="utf-8")
    build = "from flit_core.buildapi import build_wheel; print(build_wheel('.'))"
    out = subprocess.run(
        [sys.executable, "-c", build], cwd=project, capture_output=True, text=True, check=True
    ).stdout
    with zipfile.ZipFile(project / out.strip()) as wheel:
        names = wheel.namelist()
    assert {name.split("/")[0] for name in names} == {
        "helpers",
        "non_refoulement_reader-0.1.0.dist-info",
    }
    assert "helpers/jupyter/labconfig/page_config.json" in names


def test_the_readme_names_every_direct_dependency():
    readme = ROOT / "README.md"
    if not readme.exists():
        pytest.skip("README.md is not written yet")
    text = readme.read_text(encoding="utf-8").lower()
    assert [
        name for name in DIRECT if name not in text and name.replace("-", "_") not in text
    ] == []


def test_git_ignores_what_is_made_and_what_is_in_copyright():
    git = shutil.which("git")
    if not git or not (ROOT / ".git").exists():
        pytest.skip("not a clone made by git")
    made = [
        ".venv/x",
        ".venv.removed/x",
        "corpus/copies/rfa-2022.json",
        "helpers/__pycache__/x.pyc",
    ]
    made += [
        "notebooks/.ipynb_checkpoints/x.ipynb",
        ".pytest_cache/x",
        ".hypothesis/x",
        ".ruff_cache/x",
        "dist/x",
    ]
    kept = [
        "corpus/rfa-2022/figures.csv",
        "notebooks/00-start-here.ipynb",
        "helpers/setup.py",
        "requirements.txt",
    ]
    command = [git, "check-ignore", "--no-index", *made, *kept]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert out.split() == made


def test_the_code_has_no_findings_of_the_linter():
    pytest.importorskip("ruff", reason="the lint needs ruff")
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "helpers", "tests"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
