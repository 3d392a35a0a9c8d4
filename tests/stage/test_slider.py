"""The slider: whatever reaches it, its value stays a number between its ends."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from traitlets import TraitError

from helpers.stage import Slider

NAN, INF = float("nan"), float("inf")


@pytest.fixture
def slider():
    slider = Slider("rate", value=2, min=1, max=10, unit="m")
    yield slider
    slider.close()


@pytest.fixture
def sent(slider, monkeypatch):
    """What the kernel sends to the browser, and each value that the slider takes, in order."""
    events = []
    monkeypatch.setattr(slider, "send", lambda content, buffers=None: events.append(content))
    slider.observe(lambda change: events.append(change["new"]), names="value")
    return events


def from_browser(slider, content):
    """Hand a custom message to the slider as a kernel does, but let no exception disappear in a log."""
    for callback in slider._msg_callbacks.callbacks:
        callback(slider, content, [])


def build(**changed):
    """Make a slider with some arguments changed, and close it."""
    slider = Slider("rate", **{"value": 0.5, "min": 0.1, "max": 1.0} | changed)
    slider.close()
    return slider


WAYS = {  # in which a value reaches a slider
    "code": lambda slider, value: setattr(slider, "value", value),
    "state": lambda slider, value: slider.set_state({"value": value}),
    "message": lambda slider, value: from_browser(slider, {"value": value}),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("given", "kept"), [(0, 1), (-INF, 1), (1, 1), (5.5, 5.5), (10.01, 10), (INF, 10)])
def test_a_value_is_kept_between_the_ends(slider, way, given, kept):
    WAYS[way](slider, given)
    assert slider.value == kept


def test_a_page_gets_the_value_with_the_slider(monkeypatch):
    """Sent after it, it may come too late: then the page shows the lowest value, and the kernel has another."""
    opened = []
    monkeypatch.setattr(Slider, "open", lambda slider: opened.append(slider.get_state()["value"]))
    Slider("rows", value=50, min=20, max=500, log=True)
    assert opened == [50]


@given(st.floats(allow_nan=False), st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_any_value_is_kept_between_any_ends(value, low, reach):
    slider = build(value=value, min=low, max=low + reach)
    assert low <= slider.value <= low + reach
    assert slider.value == value or not low < value < low + reach


def test_nan_is_refused_and_nothing_moves(slider, sent):
    with pytest.raises(ValueError, match="rate is nan; wanted a number from 1 to 10"):
        slider.value = NAN
    assert slider.value == 2
    assert sent == []


@pytest.mark.parametrize("value", ["five", None, [5], 5j])
def test_what_is_no_number_is_refused(slider, value):
    with pytest.raises(TraitError):
        slider.value = value
    assert slider.value == 2


@pytest.mark.parametrize(
    ("ends", "received"),
    [
        ({"min": 1.0, "max": 0.1}, "from 1.0 to 0.1"),
        ({"min": 1.0}, "from 1.0 to 1.0"),
        ({"min": NAN}, "from nan to 1.0"),
        ({"max": INF}, "from 0.1 to inf"),
        ({"min": -INF}, "from -inf to 1.0"),
        ({"log": True, "min": 0}, "starts at 0"),
        ({"log": True, "min": -1}, "starts at -1"),
        ({"value": NAN}, "nan"),
        ({"step": 0}, "step of the slider 'rate' is 0;"),
        ({"step": -0.1}, "step of the slider 'rate' is -0.1;"),
        ({"step": NAN}, "step of the slider 'rate' is nan;"),
        ({"step": INF}, "step of the slider 'rate' is inf;"),
    ],
)
def test_ends_and_steps_out_of_order_are_refused(ends, received):
    with pytest.raises(ValueError, match="wanted") as refusal:
        build(**ends)
    assert "rate" in str(refusal.value)
    assert received in str(refusal.value)


def test_usual_ends_pass():
    assert build(log=True).value == build(min=-1).value == 0.5


def test_a_step_is_a_two_hundredth_unless_told():
    assert build().step == pytest.approx(0.9 / 200)
    assert build(step=0.25).step == 0.25


def test_what_a_slider_is_given_reaches_the_browser_as_it_is():
    bands, marks = [(0.1, 0.5, "crawls", "slow")], [(np.float64(1), "here")]
    slider = build(value=np.float64(1), min=np.float64(0), max=np.float64(2), bands=bands, marks=marks)
    assert (slider.bands, slider.marks) == (bands, marks)
    state = {name: value for name, value in slider.get_state().items() if name in ("value", "min", "max", "marks")}
    assert json.loads(json.dumps(state)) == {"value": 1, "min": 0, "max": 2, "marks": [[1, "here"]]}


def test_messages_move_it_and_are_answered_afterwards(slider, sent):
    from_browser(slider, {"value": 99, "number": 7})
    assert sent == [10, {"answer": 10, "number": 7}]


def test_a_message_with_the_same_value_is_answered_too(slider, sent):
    from_browser(slider, {"value": 2, "number": 8})
    assert sent == [{"answer": 2, "number": 8}]


@pytest.mark.parametrize(
    "content",
    [{}, {"value": None}, {"value": "fast"}, {"value": [1]}, {"value": "nan"}, {"other": 1}, [], "5", None],
    ids=repr,
)
def test_malformed_messages_move_nothing_and_are_answered(slider, sent, content):
    """The browser counts its unanswered messages: one that never comes back would use up a place for good."""
    from_browser(slider, content)
    assert slider.value == 2
    assert len(sent) == 1
    assert "answer" in sent[0]


def test_an_observer_that_fails_does_not_cost_the_answer(slider, sent):
    def fail(_change):
        raise RuntimeError("broken picture")

    slider.observe(fail, names="value")
    with pytest.raises(RuntimeError, match="broken picture"):
        from_browser(slider, {"value": 3})
    assert sent == [3, {"answer": 3, "number": None}]
