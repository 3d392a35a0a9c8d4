"""`python -m tools.notebooks`: what it executes, stores and checks, and when it fails."""

import json
import os

import pytest

from tests.notebooks.samples import EXPLORER, good, notebook, save, text, unrun
from tools import execute, stored
from tools.notebooks import main

WORKS = [
    EXPLORER,
    "for place in range(3):\n    print(place, flush=True)",
    "import os\nprint(os.path.exists('sample.ipynb'), os.environ['MPLBACKEND'] == 'agg')",
    "1 / 2",
]


def test_writing_gives_the_normal_form_and_twice_gives_the_same(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MPLBACKEND", "agg")
    path = save(tmp_path, unrun(*WORKS))
    assert main(["write", str(path)]) == 0
    once = path.read_bytes()
    assert main(["write", str(tmp_path)]) == main(["check", str(path)]) == 0
    assert path.read_bytes() == once
    shown = [cell.outputs[0] for cell in stored.read(path).cells[1:]]
    assert shown[0].data.keys() == {"text/plain", "image/png"}
    assert [output.text for output in shown[1:3]] == ["0\n1\n2\n", "True False\n"]
    assert "sample.ipynb: 5 cells ..." in capsys.readouterr().out


def test_an_announced_error_is_stored_without_its_traceback(tmp_path):
    sample = unrun("{}['slope']")
    sample.cells[1].metadata["tags"] = ["raises-exception"]
    path = save(tmp_path, sample)
    assert main(["write", str(path)]) == main(["check", str(path)]) == 0
    assert stored.read(path).cells[1].outputs[0].traceback == ["KeyError: 'slope'"]


@pytest.mark.parametrize(
    ("source", "reason", "seconds"),
    [
        ("undefined_name", "NameError: name 'undefined_name' is not defined", 120),
        ("import os\nos._exit(3)", "Kernel died", 120),
        ("import time\ntime.sleep(60)", "timed out", 8),
    ],
)
def test_a_failing_cell_is_named_and_the_file_is_left(tmp_path, monkeypatch, capsys, source, reason, seconds):
    monkeypatch.setattr(execute, "CELL_TIMEOUT", seconds)
    path = save(tmp_path, unrun("1", source, "2"))
    before = path.read_bytes()
    assert main(["write", str(path)]) == 1
    assert path.read_bytes() == before
    message = capsys.readouterr().err
    assert message.startswith("sample.ipynb: cell 3 failed\n")
    assert reason in message


def test_old_outputs_do_not_survive(tmp_path):
    sample = good()
    for cell in sample.cells[2:]:
        cell.source = "x = 1"
        cell.metadata = {"tags": ["skip-execution"]}
    path = save(tmp_path, sample)
    assert main(["write", str(path)]) == 0
    assert all(cell.outputs == [] and cell.execution_count is None for cell in stored.read(path).cells[2:])
    assert main(["check", str(path)]) == 1


def test_checking_counts_what_it_checked(tmp_path, capsys):
    save(tmp_path, good(), "first.ipynb")
    save(tmp_path, good(), "second.ipynb")
    assert main(["check", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "checked notebooks: 2, cells: 12, numbers in prose: 2; violations: 0\n"


def test_checking_executes_nothing(tmp_path):
    path = save(tmp_path, good())
    before = path.read_bytes()
    assert main(["check", str(path)]) == 0
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["sample.ipynb"]


def test_every_kind_of_violation_is_shown(tmp_path, capsys):
    sample = good()
    sample.cells[1].update(source="The mean is 315.9.")
    sample.cells[2].update(source="mean;")
    save(tmp_path, sample)
    assert main(["check", str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[1:3] for line in lines[:-1]] == [
        ["cell 2", "normal form"],
        ["cell 3", "normal form"],
        ["cell 3", "results are not silenced"],
        ["cell 2", "numbers in prose are held"],
    ]
    assert lines[-1].endswith("violations: 4")


@pytest.mark.parametrize(
    "change", [str.rstrip, lambda text: text + "\n", lambda text: text.replace("\n ", "\n  "), lambda text: text[:-1]]
)
def test_another_layout_of_the_file_is_found(tmp_path, capsys, change):
    path = save(tmp_path, good())
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert main(["check", str(path)]) == 1
    assert "sample.ipynb: the notebook: normal form: another indentation" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["write", "check"])
@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"cells": [{}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}']
)
def test_a_broken_file_is_named(tmp_path, capsys, command, content):
    (tmp_path / "broken.ipynb").write_text(content)
    assert main([command, str(tmp_path)]) == 1
    assert "broken.ipynb: not a valid notebook" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["write", "check"])
def test_no_notebook_is_a_failure(tmp_path, capsys, command):
    (tmp_path / ".ipynb_checkpoints").mkdir()
    save(tmp_path / ".ipynb_checkpoints", notebook(text("a copy")))
    assert main([command, str(tmp_path)]) == 1
    assert capsys.readouterr().err == "no notebook found\n"
    assert main([command, str(tmp_path / "absent.ipynb")]) == 1
    assert "absent.ipynb: no such file or folder" in capsys.readouterr().err


def test_missing_and_double_ids_are_repaired_by_writing(tmp_path):
    sample = unrun("1", "2")
    del sample.cells[0]["id"]
    sample.cells[2]["id"] = sample.cells[1]["id"]
    path = tmp_path / "sample.ipynb"
    path.write_text(json.dumps(sample))
    assert main(["check", str(path)]) == 1
    assert main(["write", str(path)]) == main(["check", str(path)]) == 0
