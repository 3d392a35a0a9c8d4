"""The notebooks of the course and the readers' pages beside them, as they are stored: what `make` checks."""

from functools import partial

import pytest

from tests.notebooks.samples import notebook, save, text
from tools import class_progress, contents, elsewhere, notebooks, stored, teaching

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


# fmt: off
NOTHING = [  # a tool, what it is given, its exit code, and what it then wants
    *((tool, [does, "."], 1, "no notebook found") for tool in (notebooks, contents) for does in ("write", "check")),
    *((notebooks, [does, "absent.ipynb"], 1, "absent.ipynb: no such file") for does in ("write", "check")),
    *((teaching, given, 2, "Name one of write, check and answers") for given in ([], ["nonsense"])),
    *((class_progress, given, 2, "Name a folder") for given in ([], ["nowhere"], ["a", "b"])),
]
# fmt: on


@pytest.mark.parametrize(("tool", "given", "code", "wanted"), NOTHING)
def test_a_tool_that_is_given_nothing_says_what_it_wants(monkeypatch, tmp_path, capsys, tool, given, code, wanted):
    (tmp_path / ".ipynb_checkpoints").mkdir()
    save(tmp_path / ".ipynb_checkpoints", notebook(text("a copy")))
    monkeypatch.chdir(tmp_path)
    assert tool.main(given) == code
    assert capsys.readouterr().err.startswith(wanted)
