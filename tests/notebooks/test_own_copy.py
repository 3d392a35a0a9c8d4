"""`python -m tools.own_copy`: what somebody wrote stays, what nobody touched follows the course, and links hold."""

import json
import os
import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.house.files import ROOT
from tests.notebooks.samples import code, notebook, result, save, text
from tools import own_copy, stored

NAME, NEW, *_ = NAMES = "sample.ipynb", *(f"sample (new{more}).ipynb" for more in ("", " 2", " 3", " 4", " 5", " 6"))


def edit(path, words="mine"):
    """As somebody who writes in a notebook and saves it."""
    sample = stored.read(path)
    sample.cells[-1].source = words
    nbformat.write(sample, path)
    return path.read_bytes()


def run(path, _):
    """As somebody who runs a notebook and saves it: outputs, counts, what is folded, the state of widgets."""
    sample = stored.read(path)
    sample.cells[-1].update(outputs=[], execution_count=77)
    sample.cells[-1].metadata["jupyter"] = {"source_hidden": False}
    sample.metadata["widgets"] = {}
    nbformat.write(sample, path)


def delete(path, _):
    path.unlink()


def go_over(path, _):
    """As somebody who puts the one beside in the place of the old one."""
    os.replace(path, path.with_name(NAME))


class Desk:
    """The course, with one notebook and one page, and a copy of it."""

    def __init__(self, folder):
        self.course, self.copy = folder / "notebooks", folder / "my-notebooks"
        self.own = self.copy / NAME
        self.course.mkdir()
        (self.course / "README.md").write_text("See [sample](sample.ipynb).", encoding="utf-8")
        assert self.start("1").startswith("Your own copy of the notebooks is in my-notebooks; ")
        assert (self.copy / "README.md").read_bytes() == (self.course / "README.md").read_bytes()

    def start(self, words=None, shown="2"):
        """A start, after the course has another version of its notebook: what it says."""
        if words is not None:
            save(self.course, notebook(text("A title"), code(words, result(shown))), NAME)
        with redirect_stdout(StringIO()) as out:
            assert own_copy.main(self.course, self.copy) == 0
        return out.getvalue()

    def notebooks(self):
        return {path.name: path.read_bytes() for path in self.copy.glob("*.ipynb")}


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def words_in(content):
    """What somebody reads in a notebook's code, however it was run."""
    return nbformat.reads(content.decode(), as_version=4).cells[-1].source


WORDS = st.sampled_from(["1", "2", "3", "mine"])  # so few that a learner may make the very change of the course
ACTS = st.tuples(st.sampled_from([edit, run, delete, go_over]), st.sampled_from(NAMES[:3]), WORDS)
NEWS = st.tuples(WORDS, st.sampled_from(["2", "two"]))


@given(st.lists(st.tuples(st.lists(ACTS, max_size=3), NEWS), min_size=1, max_size=5))
def test_news_go_where_nobody_wrote_and_nothing_else_is_touched(visits):
    """What was only run is replaced, and kept where the news are nothing but other outputs."""
    with TemporaryDirectory() as folder:
        desk, versions = Desk(Path(folder)), ["1"]
        for acts, (words, shown) in visits:
            for act, name, mine in acts:
                if (desk.copy / name).exists():
                    act(desk.copy / name, mine)
            before, said, wanted = desk.notebooks(), desk.start(words, shown), ""
            if words != versions[-1] or NAME not in before:
                versions.append(words)
                place = next(name for name in NAMES if name not in before or words_in(before[name]) in versions)
                if place not in before or words_in(before[place]) != words:
                    before[place] = (desk.course / NAME).read_bytes()
                if place != NAME:
                    wanted = f"{NAME} has changed in the course, and you wrote in yours: the new one is {place}.\n"
            assert said == wanted
            assert desk.notebooks() == before


def test_a_new_notebook_comes_and_one_that_the_course_has_removed_stays(desk):
    os.replace(desk.course / NAME, desk.course / "other.ipynb")
    assert desk.start() == ""
    assert desk.notebooks().keys() == {"other.ipynb", NAME}


@pytest.mark.parametrize("broken", ["", "[]", '{"cells": 3}', '{"cells": [{"source": []}]}', "\x00"])
def test_a_copy_that_is_no_notebook_any_more_counts_as_written(desk, broken):
    desk.own.write_text(broken)
    assert desk.start("2").endswith(f"{NEW}.\n")
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
    cleaned = "rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis\n"  # of what is the learner's, nothing
    assert cleaned in make
