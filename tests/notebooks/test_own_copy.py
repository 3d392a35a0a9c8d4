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


@pytest.fixture
def folders(tmp_path, capsys):
    """The course, with one notebook and one page, and a copy of it."""
    course, copy = tmp_path / "notebooks", tmp_path / "my-notebooks"
    course.mkdir()
    save(course, version(1), NAME)
    (course / "README.md").write_text("See [sample](sample.ipynb).", encoding="utf-8")
    assert own_copy.main(course, copy) == 0
    assert capsys.readouterr().out.startswith("Your own copy of the notebooks is in my-notebooks; ")
    return course, copy


def version(number):
    return notebook(text(f"Version {number}"), code("1 + 1", result("2")))


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


def names(copy):
    return sorted(path.name for path in copy.iterdir() if not path.name.startswith("."))


def start(folders, capsys):
    """What a start says."""
    assert own_copy.main(*folders) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_the_first_start_copies_everything(folders):
    course, copy = folders
    assert names(copy) == ["README.md", NAME]
    assert all((copy / name).read_bytes() == (course / name).read_bytes() for name in names(copy))


def test_without_news_nothing_is_said_or_touched(folders, capsys):
    mine = edit(folders[1] / NAME)
    assert start(folders, capsys) == ""
    assert (names(folders[1]), (folders[1] / NAME).read_bytes()) == (["README.md", NAME], mine)


def test_an_edited_notebook_stays_and_the_new_one_is_put_beside_it_once(folders, capsys):
    course, copy = folders
    mine = edit(copy / NAME)
    save(course, version(2), NAME)
    said = f"{NAME} has changed in the course, and you wrote in yours: the new one is {NEW}.\n"
    assert [start(folders, capsys), start(folders, capsys)] == [said, ""]
    assert (copy / NAME).read_bytes() == mine
    assert (copy / NEW).read_bytes() == (course / NAME).read_bytes()


@pytest.mark.parametrize("touch", [lambda path: None, run])
def test_what_nobody_wrote_in_is_replaced_silently(folders, capsys, touch):
    course, copy = folders
    touch(copy / NAME)
    save(course, version(2), NAME)
    assert start(folders, capsys) == ""
    assert (copy / NAME).read_bytes() == (course / NAME).read_bytes()
    assert names(copy) == ["README.md", NAME]


def test_new_outputs_alone_are_no_news(folders, capsys):
    course, copy = folders
    ran = run(copy / NAME)
    save(course, notebook(text("Version 1"), code("1 + 1", result("two"))), NAME)
    assert start(folders, capsys) == ""
    assert (copy / NAME).read_bytes() == ran


def test_the_one_beside_follows_the_course_too_and_stays_once_somebody_wrote_in_it(folders, capsys):
    course, copy = folders
    mine = edit(copy / NAME)
    for number in (2, 3):
        save(course, version(number), NAME)
        assert start(folders, capsys).endswith(f"{NEW}.\n")
    assert (copy / NEW).read_bytes() == (course / NAME).read_bytes()
    newer = edit(copy / NEW, "mine too")
    save(course, version(4), NAME)
    assert start(folders, capsys).endswith(f"{NEW_2}.\n")
    assert [(copy / name).read_bytes() for name in (NAME, NEW)] == [mine, newer]
    assert names(copy) == ["README.md", NEW_2, NEW, NAME]


def test_who_goes_over_to_the_new_one_is_up_to_date(folders, capsys):
    course, copy = folders
    edit(copy / NAME)
    save(course, version(2), NAME)
    start(folders, capsys)
    os.replace(copy / NEW, copy / NAME)
    save(course, version(3), NAME)
    assert start(folders, capsys) == ""
    assert (copy / NAME).read_bytes() == (course / NAME).read_bytes()


def test_who_made_the_same_change_is_up_to_date(folders, capsys):
    course, copy = folders
    edit(copy / NAME)
    mine = run(copy / NAME)
    edit(course / NAME)
    assert start(folders, capsys) == ""
    assert (names(copy), (copy / NAME).read_bytes()) == (["README.md", NAME], mine)


def test_a_new_notebook_comes_and_one_that_the_course_has_removed_stays(folders, capsys):
    course, copy = folders
    os.replace(course / NAME, course / "other.ipynb")
    assert start(folders, capsys) == ""
    assert names(copy) == ["README.md", "other.ipynb", NAME]


def test_a_notebook_that_was_deleted_comes_back(folders, capsys):
    edit(folders[1] / NAME)
    (folders[1] / NAME).unlink()
    assert start(folders, capsys) == ""
    assert (folders[1] / NAME).read_bytes() == (folders[0] / NAME).read_bytes()


@pytest.mark.parametrize("broken", ["", "[]", '{"cells": 3}', '{"cells": [{"source": []}]}', "\x00"])
def test_a_copy_that_is_no_notebook_any_more_counts_as_written(folders, capsys, broken):
    (folders[1] / NAME).write_text(broken)
    save(folders[0], version(2), NAME)
    assert start(folders, capsys).endswith(f"{NEW}.\n")
    assert (folders[1] / NAME).read_text() == broken


@pytest.mark.parametrize("record", [None, "", "[]", "{", '{"sample.ipynb": 3}', '{"sample.ipynb": [3]}'])
def test_without_its_record_nothing_that_differs_is_overwritten(folders, capsys, record):
    course, copy = folders
    mine = edit(copy / NAME)
    (copy / own_copy.RECORD).unlink()
    if record is not None:
        (copy / own_copy.RECORD).write_text(record)
    assert start(folders, capsys).endswith(f"{NEW}.\n")
    assert start(folders, capsys) == ""
    assert (copy / NAME).read_bytes() == mine
    assert own_copy.digest(course / NAME) in json.loads((copy / own_copy.RECORD).read_text())[NAME]


def test_where_nothing_can_be_written_one_sentence_says_so(folders, capsys, tmp_path):
    (tmp_path / "taken").write_text("a file")
    assert own_copy.main(folders[0], tmp_path / "taken") == 1
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
