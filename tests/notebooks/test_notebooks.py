"""The notebooks of the course and the readers' pages beside them, as they are stored: what `make` checks."""

from functools import partial

import pytest

from tools import contents, elsewhere, notebooks, stored, teaching

EXPECTED = ["01_linear_algebra", "02_calculus", "03_probability", "04_statistics", "05_regression_lab"]


def test_there_are_notebooks_and_no_others():
    assert [path.stem for path in stored.find([stored.FOLDER])] == EXPECTED


@pytest.mark.parametrize(
    "check",
    [*(partial(tool.main, ["check"]) for tool in (notebooks, contents, teaching)), elsewhere.main],
    ids=["notebooks", "contents", "teaching", "elsewhere"],
)
def test_what_is_stored_holds(check, capsys):
    code = check()
    shown = capsys.readouterr()
    assert code == 0, shown.out + shown.err
