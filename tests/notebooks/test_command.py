"""`python -m tools.notebooks`: what it executes, stores and checks, and when it fails."""

import json

import pytest

from tests.notebooks.samples import EXPLORER, good, printed, save, unrun
from tools import execute, stored
from tools.notebooks import main

WORKS = [
    EXPLORER,
    "for place in range(3):\n    print(place, flush=True)",
    "import os\nprint(os.path.exists('sample.ipynb'), os.environ['MPLBACKEND'] == 'agg')",
    "{}['slope']",
    "x = 1",
]


def test_writing_gives_the_normal_form_and_twice_gives_the_same(tmp_path, monkeypatch, capsys):
    """Ids that are missing or double are repaired, old outputs do not survive."""
    monkeypatch.setenv("MPLBACKEND", "agg")
    sample = unrun(*WORKS)
    sample.cells[4].metadata["tags"] = ["raises-exception"]
    sample.cells[5].update(outputs=[printed("old")], execution_count=7, metadata={"tags": ["skip-execution"]})
    del sample.cells[0]["id"]
    sample.cells[2]["id"] = sample.cells[1]["id"]
    path = tmp_path / "sample.ipynb"
    path.write_text(json.dumps(sample))
    assert main(["check", str(path)]) == 1
    assert main(["write", str(path)]) == 0
    once = path.read_bytes()
    assert main(["write", str(tmp_path)]) == 0
    assert path.read_bytes() == once
    assert "sample.ipynb: 6 cells ..." in capsys.readouterr().out
    main(["check", str(path)])
    assert "normal form" not in capsys.readouterr().out
    assert [cell.get("execution_count") for cell in stored.read(path).cells] == [None, 1, 2, 3, 4, None]
    *cells, skipped = stored.read(path).cells[1:]
    assert skipped.outputs == []
    shown, *told, failed = (cell.outputs[0] for cell in cells)
    assert shown.data.keys() == {"text/plain", "image/png"}
    assert [output.text for output in told] == ["0\n1\n2\n", "True False\n"]
    assert failed.traceback == ["KeyError: 'slope'"]


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


def test_checking_counts_what_it_checked_and_changes_nothing(tmp_path, capsys):
    paths = [save(tmp_path, good(), name) for name in ("first.ipynb", "second.ipynb")]
    before = [path.read_bytes() for path in paths]
    assert main(["check", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "checked notebooks: 2, cells: 12, numbers in prose: 2; violations: 0\n"
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == before


def test_in_the_courses_folder_the_form_is_checked_too(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("tools.notebooks.FOLDER", tmp_path)
    save(tmp_path, good())
    assert main(["check"]) == 1
    assert capsys.readouterr().err == "no heading of level 2\n"


def test_every_kind_of_violation_is_shown(tmp_path, capsys):
    sample = good()
    sample.cells[1].update(source="The mean is 315.9.")
    sample.cells[2].update(source="mean;")
    save(tmp_path, sample)
    assert main(["check", str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    kinds = ["cell 2: normal form", "cell 3: normal form", "cell 3: results are not silenced"]
    assert [": ".join(line.split(": ")[1:3]) for line in lines[:-1]] == [*kinds, "cell 2: numbers in prose are held"]
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
