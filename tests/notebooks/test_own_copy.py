"""`python -m tools.own_copy`: what somebody wrote stays, what nobody touched follows the course, and links hold."""

import json
import os
import re
from urllib.parse import unquote

import nbformat
import pytest

from tests.house.files import ROOT
from tests.notebooks.samples import code, notebook, result, save, text
from tools import own_copy, stored

NAME, NEW, NEW_2 = "sample.ipynb", "sample (new).ipynb", "sample (new 2).ipynb"


def version(number, shown="2"):
    return notebook(text(f"Version {number}"), code("1 + 1", result(shown)))


def edit(path, source="mine"):
    """As somebody who writes in a notebook and saves it."""
    sample = stored.read(path)
    sample.cells[-1].source = source
    nbformat.write(sample, path)
    return path.read_bytes()


def run(path):
    """As somebody who runs a notebook and saves it: outputs, counts, what is folded, the state of widgets."""
    sample = stored.read(path)
    sample.cells[-1].update(outputs=[], execution_count=77)
    sample.cells[-1].metadata["jupyter"] = {"source_hidden": False}
    sample.metadata["widgets"] = {}
    nbformat.write(sample, path)
    return path.read_bytes()


class Desk:
    """The course, with one notebook and one page, and a copy of it."""

    def __init__(self, folder, capsys):
        self.course, self.copy, self.capsys = folder / "notebooks", folder / "my-notebooks", capsys
        self.own = self.copy / NAME
        self.course.mkdir()
        save(self.course, version(1), NAME)
        (self.course / "README.md").write_text("See [sample](sample.ipynb).", encoding="utf-8")

    def start(self, news=None):
        """A start, after the course has another version of its notebook: what it says."""
        if news is not None:
            save(self.course, news, NAME)
        assert own_copy.main(self.course, self.copy) == 0
        out, err = self.capsys.readouterr()
        assert err == ""
        return out

    def names(self):
        return sorted(path.name for path in self.copy.iterdir() if not path.name.startswith("."))

    def has_the_courses(self, name=NAME, course=NAME):
        return (self.copy / name).read_bytes() == (self.course / course).read_bytes()


@pytest.fixture
def desk(tmp_path, capsys):
    desk = Desk(tmp_path, capsys)
    assert desk.start().startswith("Your own copy of the notebooks is in my-notebooks; ")
    assert desk.names() == ["README.md", NAME]
    assert all(desk.has_the_courses(name, name) for name in desk.names())
    return desk


def test_without_news_nothing_is_said_or_touched(desk):
    mine = edit(desk.own)
    assert desk.start() == ""
    assert (desk.names(), desk.own.read_bytes()) == (["README.md", NAME], mine)


def test_an_edited_notebook_stays_and_the_new_one_is_put_beside_it_once(desk):
    mine = edit(desk.own)
    said = f"{NAME} has changed in the course, and you wrote in yours: the new one is {NEW}.\n"
    assert [desk.start(version(2)), desk.start()] == [said, ""]
    assert desk.own.read_bytes() == mine
    assert desk.has_the_courses(NEW)


@pytest.mark.parametrize("touch", [lambda path: None, run])
def test_what_nobody_wrote_in_is_replaced_silently(desk, touch):
    touch(desk.own)
    assert desk.start(version(2)) == ""
    assert desk.has_the_courses()
    assert desk.names() == ["README.md", NAME]


def test_new_outputs_alone_are_no_news(desk):
    ran = run(desk.own)
    assert desk.start(version(1, "two")) == ""
    assert desk.own.read_bytes() == ran


def test_the_one_beside_follows_the_course_too_and_stays_once_somebody_wrote_in_it(desk):
    mine = edit(desk.own)
    assert desk.start(version(2)).endswith(f"{NEW}.\n")
    assert desk.start(version(3)).endswith(f"{NEW}.\n")
    assert desk.has_the_courses(NEW)
    newer = edit(desk.copy / NEW, "mine too")
    assert desk.start(version(4)).endswith(f"{NEW_2}.\n")
    assert [(desk.copy / name).read_bytes() for name in (NAME, NEW)] == [mine, newer]
    assert desk.names() == ["README.md", NEW_2, NEW, NAME]


def test_who_goes_over_to_the_new_one_is_up_to_date(desk):
    edit(desk.own)
    desk.start(version(2))
    os.replace(desk.copy / NEW, desk.own)
    assert desk.start(version(3)) == ""
    assert desk.has_the_courses()


def test_who_made_the_same_change_is_up_to_date(desk):
    edit(desk.own)
    mine = run(desk.own)
    edit(desk.course / NAME)
    assert desk.start() == ""
    assert (desk.names(), desk.own.read_bytes()) == (["README.md", NAME], mine)


def test_a_new_notebook_comes_and_one_that_the_course_has_removed_stays(desk):
    os.replace(desk.course / NAME, desk.course / "other.ipynb")
    assert desk.start() == ""
    assert desk.names() == ["README.md", "other.ipynb", NAME]


def test_a_notebook_that_was_deleted_comes_back(desk):
    edit(desk.own)
    desk.own.unlink()
    assert desk.start() == ""
    assert desk.has_the_courses()


@pytest.mark.parametrize("broken", ["", "[]", '{"cells": 3}', '{"cells": [{"source": []}]}', "\x00"])
def test_a_copy_that_is_no_notebook_any_more_counts_as_written(desk, broken):
    desk.own.write_text(broken)
    assert desk.start(version(2)).endswith(f"{NEW}.\n")
    assert desk.own.read_text() == broken


@pytest.mark.parametrize("record", [None, "", "[]", "{", '{"sample.ipynb": 3}', '{"sample.ipynb": [3]}'])
def test_without_its_record_nothing_that_differs_is_overwritten(desk, record):
    mine = edit(desk.own)
    (desk.copy / own_copy.RECORD).unlink()
    if record is not None:
        (desk.copy / own_copy.RECORD).write_text(record)
    assert desk.start().endswith(f"{NEW}.\n")
    assert desk.start() == ""
    assert desk.own.read_bytes() == mine
    assert own_copy.digest(desk.course / NAME) in json.loads((desk.copy / own_copy.RECORD).read_text())[NAME]


def test_where_nothing_can_be_written_one_sentence_says_so(desk, capsys, tmp_path):
    (tmp_path / "taken").write_text("a file")
    assert own_copy.main(desk.course, tmp_path / "taken") == 1
    assert capsys.readouterr() == (
        "", "taken could not be written: File exists. `jupyter lab notebooks` opens the course's own notebooks.\n",
    )  # fmt: skip


def test_the_links_of_the_course_lead_somewhere_in_its_copy(tmp_path):
    copy = tmp_path / "my-notebooks"
    assert own_copy.main(own_copy.COURSE, copy) == 0
    pages = {path.name: path.read_text(encoding="utf-8") for path in copy.glob("*.*") if path.name != own_copy.RECORD}
    links = {unquote(link) for page in pages.values() for link in re.findall(r"\]\((?!https?:)([^)#\s]+)", page)}
    assert len(links) >= 5
    assert {link for link in links if not (copy / link).exists()} == set()


def test_git_and_make_know_the_copy_and_what_is_kept_in_it():
    assert {"my-notebooks/", "my-progress*.json"} <= set((ROOT / ".gitignore").read_text().splitlines())
    make = (ROOT / "Makefile").read_text()
    assert "\t$(PY) -m tools.own_copy\n\t$(PY) -m jupyterlab my-notebooks\n" in make
    assert "\ntest soak notebooks site bench: export FOUR_PILLARS_PROGRESS = off\n" in make
    assert (
        "rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis\n" in make
    )  # of what is the learner's, nothing
