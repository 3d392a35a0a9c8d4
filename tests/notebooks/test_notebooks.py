"""The notebooks of the course, as they are stored."""

import pytest

from tools import stored
from tools.notebooks import main

EXPECTED = {"01_linear_algebra", "02_calculus", "03_probability", "04_statistics", "05_regression_lab"}
NOTEBOOKS = stored.find([stored.FOLDER]) if stored.FOLDER.exists() else []


def test_there_are_notebooks_and_no_others():
    assert NOTEBOOKS
    assert {path.stem for path in NOTEBOOKS} <= EXPECTED


@pytest.mark.parametrize("path", NOTEBOOKS or [stored.FOLDER], ids=lambda path: path.stem)
def test_a_notebook_keeps_all_rules(path, capsys):
    code = main(["check", str(path)])
    shown = capsys.readouterr()
    assert code == 0, shown.out + shown.err
