"""A class's progress files in one table; they come from strangers."""

import csv
import io
import json
import os

import pytest

from helpers.exercises import NOTEBOOKS
from tools.class_progress import KINDS, LARGEST, main

DONE = {"calculus": {"predictions": {"a": 1, "b": "x"}, "tasks": {"t": True}, "exercises": {"check_nothing": True}}}
DONE |= {"regression_lab": {"exercises": {"check_compute_loss": True, "__name__": True}}}
HEAD = ["learner", *(f"{number:02} {kind}" for number in range(1, 6) for kind in KINDS)]


def table(capsys, folder):
    assert main([str(folder)]) == 0
    head, *rows = csv.reader(io.StringIO(capsys.readouterr().out))
    assert head == HEAD
    return {name: rest for name, *rest in rows}


def expected(**counts):
    return [str(count) for notebook in NOTEBOOKS for count in counts.get(notebook, (0, 0, 0))]


def test_files_and_homes_of_a_class(tmp_path, capsys):
    (tmp_path / "anna.json").write_text(json.dumps({"version": 1, "notebooks": DONE}))
    home = tmp_path / "ben" / "my-notebooks"
    home.mkdir(parents=True)
    (home / "my-progress.json").write_text('{"notebooks": {}}')
    assert table(capsys, tmp_path) == {
        "anna": expected(calculus=(2, 1, 0), regression_lab=(0, 0, 1)), "ben": expected()
    }  # fmt: skip


NONE_OF_OURS = {
    "no json": "is not a progress file", "[]": "is not a progress file", '{"notebooks": 3}': "is not a progress file",
    '{"notebooks": {"calculus": []}}': "is not a progress file", "[" * 100_000: "is not a progress file",
    '{"notebooks": {"calculus": {"tasks": 7}}}': "is not a progress file", " " * (LARGEST + 1): "bytes; a progress",
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), NONE_OF_OURS.items(), ids=range(len(NONE_OF_OURS)))
def test_a_file_that_is_none_of_ours_is_said_in_its_row(tmp_path, capsys, text, said):
    (tmp_path / "eve.json").write_text(text)
    assert said in table(capsys, tmp_path)["eve"][0]


@pytest.mark.skipif(os.name != "posix", reason="symbolic links need rights elsewhere")
def test_a_link_is_not_followed_and_a_name_is_no_formula(tmp_path, capsys):
    (tmp_path / "secret").write_text('{"notebooks": {}}')
    (tmp_path / "eve.json").symlink_to(tmp_path / "secret")
    (tmp_path / "=1+1.json").write_text('{"notebooks": {}}')
    found = table(capsys, tmp_path)
    assert found["eve"] == ["eve.json is no plain file"]
    assert "'=1+1" in found
