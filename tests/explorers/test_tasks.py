"""A task: set, refused, done once, ticked; and what it asks for is shown when it is found."""

import json
from contextlib import closing

import pytest

from helpers import record
from helpers.stage.style import GREEN
from tests.explorers.broken import DotExplorer
from tests.explorers.contract import shown
from tests.explorers.moves import by_message

WORDS = "Move the dot above 0.9."


class HidingExplorer(DotExplorer):
    """A dot, and a level that a task asks for."""

    def build(self, axes):
        super().build(axes)
        self.level = axes.axhline(0.9, color=GREEN)
        self.answer_of(self.level)

    def compute(self, place, answer):
        return {}


def above(r):
    return r.place > 0.9


@pytest.fixture
def dot():
    with closing(HidingExplorer()) as explorer:
        yield explorer.task(WORDS, above)


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The file that ticks are kept in."""
    monkeypatch.delenv(record.SWITCH)
    monkeypatch.setattr(record, "folder", tmp_path)
    yield tmp_path / record.NAME
    record._unwritten.clear()


def test_what_a_task_asks_for_is_shown_when_it_is_found_and_a_learner_may_hide_it_again(dot):
    picture, hidden_still = dot.stage.picture, dot.stage._palette.still
    for place, reached in ((0.5, ""), (0.8, ""), (0.95, "now"), (0.1, "now")):
        dot.controls["place"].value = place
        found = reached == "now"
        assert (picture.task, picture.reached) == (WORDS, reached)
        assert (dot.result.answer, dot.controls["answer"].value, dot.level.get_visible()) == (found, found, found)
        assert (dot.stage._palette.still != hidden_still) == found
    dot.set(answer=False)
    dot.set(place=0.96)
    assert (dot.result.answer, dot.level.get_visible(), dot.stage._palette.still) == (False, False, hidden_still)
    dot.set(answer=True)
    by_message(dot, {"reset": True, "number": 7})
    assert (dot.result.answer, dot.result.place, picture.reached) == (False, 0.5, "now")


def test_back_to_the_start_is_where_the_task_was_set(dot):
    dot.set(place=0.2).task(WORDS, above).set(place=0.7)
    assert dot.reset().result.place == 0.2


def test_a_task_that_is_done_already_is_refused():
    with closing(DotExplorer(place=0.95)) as explorer:
        with pytest.raises(ValueError, match=r"the task 'Move the dot above 0\.9\.' is done where the explorer opens"):
            explorer.task(WORDS, above)
        assert explorer.stage.picture.task == ""


def test_the_tick_is_kept_and_nothing_else_depends_on_it(kept):
    openings = []
    for before in ("", "before"):
        with closing(HidingExplorer()) as explorer:
            explorer.task(WORDS, above)
            assert explorer.stage.picture.reached == before
            openings.append([shown(explorer), explorer.stage.png()])
            explorer.set(place=1)
            assert explorer.stage.picture.reached == "now"
    assert openings[0] == openings[1]
    assert json.loads(kept.read_text())["notebooks"] == {"test_tasks": {"tasks": {WORDS: True}}}


def test_the_kernel_answers_what_the_page_asks(dot, monkeypatch):
    answers = []
    monkeypatch.setattr(dot.stage.picture, "send", answers.append)
    by_message(dot, {"place": 0.25, "number": 3})
    with pytest.raises(ValueError, match="no control is called"):
        by_message(dot, {"nowhere": 1, "number": 4})
    assert dot.result.place == 0.25
    assert answers == [{"answer": True, "number": 3}, {"answer": True, "number": 4}]
