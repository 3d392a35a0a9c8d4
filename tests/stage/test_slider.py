"""The slider: whatever reaches it, its value stays a number between its ends."""

import json
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.stage import Slider

NAN, INF = float("nan"), float("inf")


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


@given(st.sampled_from(list(WAYS)), st.floats(allow_nan=False), st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_any_value_is_kept_between_any_ends(way, value, low, reach):
    _, kept, _ = sorted([low, value, low + reach])
    slider = build(value=value, min=low, max=low + reach)
    assert slider.value == kept
    slider.value = low
    WAYS[way](slider, value)
    assert slider.value == kept


def test_a_page_gets_the_value_with_the_slider(monkeypatch):
    """Sent after it, it may come too late: then the page shows the lowest value, and the kernel has another."""
    opened = []
    monkeypatch.setattr(Slider, "open", lambda slider: opened.append(slider.get_state()["value"]))
    Slider("rows", value=50, min=20, max=500, log=True)
    assert opened == [50]


@pytest.mark.parametrize(
    ("given", "received"),
    [
        ({"min": 1.0, "max": 0.1}, "from 1.0 to 0.1"),
        ({"min": 1.0}, "from 1.0 to 1.0"),
        ({"min": NAN}, "from nan to 1.0"),
        ({"max": INF}, "from 0.1 to inf"),
        ({"min": -INF}, "from -inf to 1.0"),
        ({"log": True, "min": 0}, "starts at 0"),
        ({"log": True, "min": -1}, "starts at -1"),
        ({"value": NAN}, "rate is nan; wanted a number from 0.1 to 1"),
        ({"step": 0}, "step of the slider 'rate' is 0;"),
        ({"step": -0.1}, "step of the slider 'rate' is -0.1;"),
        ({"step": NAN}, "step of the slider 'rate' is nan;"),
        ({"step": INF}, "step of the slider 'rate' is inf;"),
    ],
)
def test_ends_and_steps_out_of_order_are_refused(given, received):
    with pytest.raises(ValueError, match=r"rate.* wanted") as refusal:
        build(**given)
    assert received in str(refusal.value)


def test_usual_ends_pass_and_a_step_is_a_two_hundredth_unless_told():
    assert build(log=True).value == build(min=-1).value == 0.5
    assert build().step == pytest.approx(0.9 / 200)
    assert build(step=0.25).step == 0.25


def test_what_a_slider_is_given_reaches_the_browser_as_it_is():
    bands, marks = [(0.1, 0.5, "crawls", "slow")], [(np.float64(1), "here")]
    slider = build(value=np.float64(1), min=np.float64(0), max=np.float64(2), bands=bands, marks=marks)
    assert (slider.bands, slider.marks) == (bands, marks)
    state = {name: value for name, value in slider.get_state().items() if name in ("value", "min", "max", "marks")}
    assert json.loads(json.dumps(state)) == {"value": 1, "min": 0, "max": 2, "marks": [[1, "here"]]}


MALFORMED = [{}, {"value": None}, {"value": "fast"}, {"value": [1]}, {"value": "nan"}, {"other": 1}, [], "5", None]


@pytest.mark.parametrize(
    ("content", "sent"),
    [
        ({"value": 99, "number": 7}, [10, {"answer": 10, "number": 7}]),
        ({"value": 2, "number": 8}, [{"answer": 2, "number": 8}]),
        ({"value": NAN, "number": 9}, [{"answer": 2, "number": 9}]),
        ({"value": 3}, [3, {"answer": 3, "number": None}]),  # and an observer fails
        *((content, [{"answer": 2, "number": None}]) for content in MALFORMED),
    ],
    ids=repr,
)
def test_every_message_is_answered_after_all_that_follows_from_it(monkeypatch, content, sent):
    """The browser counts its unanswered messages: one that never comes back would use up a place for good."""
    slider, events = build(value=2, min=1, max=10), []
    monkeypatch.setattr(slider, "send", lambda content, buffers=None: events.append(content))

    def follow(change):
        events.append(change["new"])
        if change["new"] == 3:
            raise RuntimeError("broken picture")

    slider.observe(follow, names="value")
    with suppress(RuntimeError):
        from_browser(slider, content)
    assert events == sent
