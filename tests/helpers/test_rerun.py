"""Running notebooks again: nothing lost, nothing of a reader's copy, the same bytes."""

import os

import nbformat
import pytest

from helpers.rerun import main, notebooks, run_notebook, store, without_copies


@pytest.fixture
def notebook(tmp_path):
    def write(*sources):
        path = tmp_path / "n.ipynb"
        cells = [nbformat.v4.new_code_cell(source, id=f"c{place}") for place, source in enumerate(sources)]
        nbformat.write(
            nbformat.v4.new_notebook(cells=cells, metadata={"language_info": {"name": "python", "version": "kept"}}),
            path,
        )
        return path

    return write


def test_running_twice_gives_the_same_bytes_and_keeps_the_language_info(notebook):
    path = notebook("print(1)", "{'b', 'a'}")
    first = run_notebook(path)
    store(path, first)
    assert run_notebook(path) == first
    assert '"version": "kept"' in first and '"execution_count": 2' in first


def test_a_kernel_sees_no_copies(notebook, monkeypatch, tmp_path):
    monkeypatch.setenv("READING_COPIES", str(tmp_path / "mine"))
    with without_copies():
        text = run_notebook(notebook("import os; print(os.listdir(os.environ['READING_COPIES']))"))
    assert '"[]\\n"' in text
    assert os.environ["READING_COPIES"] == str(tmp_path / "mine")


def test_a_failing_cell_is_said_and_the_stored_notebook_is_left_as_it_was(notebook, capsys):
    path = notebook("print(1)", "1 / 0")
    before = path.read_bytes()
    assert main([str(path)]) == 1
    said = capsys.readouterr().err
    assert "n.ipynb" in said and "ZeroDivisionError" in said and "left as it was" in said
    assert path.read_bytes() == before


def test_a_notebook_that_is_not_there_is_named(tmp_path, capsys):
    assert main([str(tmp_path / "none.ipynb")]) == 1
    assert "none.ipynb: expected a notebook" in capsys.readouterr().err


def test_checkpoints_are_no_notebooks(tmp_path):
    (tmp_path / ".ipynb_checkpoints").mkdir()
    (tmp_path / ".ipynb_checkpoints" / "a-checkpoint.ipynb").write_text("{}", encoding="utf-8")
    (tmp_path / "b.ipynb").write_text("{}", encoding="utf-8")
    assert [path.name for path in notebooks(tmp_path)] == ["b.ipynb"]
