"""What the explorer shows is what the classifiers say of the digit, and its words are true of all of them."""

import re
from contextlib import closing

import numpy as np
import pytest

from helpers.data import poison_study, triggered_digits
from helpers.data.sets import SHARES as MEASURED
from helpers.explorers.inference.trigger import SHARES, TriggerExplorer


@pytest.fixture(scope="module")
def explorer():
    explorer = TriggerExplorer()
    yield explorer
    explorer.close()


def test_the_shares_are_those_that_are_measured():
    assert SHARES == MEASURED


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("marked", [True, False])
def test_the_digit_and_its_reading(explorer, share, marked):
    digits, (model,) = triggered_digits(share), poison_study([share])
    for index in (0, 1, 300, 718):
        result = explorer.set(share=share, index=index, trigger=marked).result
        images = digits.X_triggered if marked else digits.X_test
        np.testing.assert_array_equal(result.image, images[index].reshape(8, 8))
        assert result.digit == digits.y_test[index]
        np.testing.assert_array_equal(result.shown, (model.marked if marked else model.clean)[index])
        with_trigger, without = model.marked[index].argmax(), model.clean[index].argmax()
        assert re.search(
            rf"This {result.digit} is read as {with_trigger} \(.*\) with the trigger and as {without} \(.*\) without "
            r"it\.$",
            explorer.sentence,
        )
        seen = f"{'marked' if marked else 'clean'}, is read as {with_trigger if marked else without}"
        assert repr(explorer).endswith(f"digit {result.digit}, {seen}")


def test_what_is_drawn(explorer):
    result = explorer.set(share=0.028, index=0, trigger=True).result
    paper, bars, curves = explorer.stage.axes
    greys = paper.images[0].get_array()
    assert (greys[6:, :2, :3] == 0).all(), "ink is black"
    assert (greys[result.image == 0][:, :3] == 255).all()
    assert paper.patches[0].get_visible()
    heights = np.array([segment[1, 1] for segment in bars.collections[0].get_segments()])
    np.testing.assert_array_equal(heights, result.with_trigger)
    diamonds = next(line for line in bars.lines if line.get_marker() == "D")
    assert diamonds.get_visible()
    np.testing.assert_array_equal(diamonds.get_ydata(), result.without[diamonds.get_xdata()])
    assert next(line for line in bars.lines if line.get_marker() == "v").get_xdata() == [result.digit]
    rings = curves.lines[-1].get_xydata()
    np.testing.assert_allclose(rings[:, 0], 100 * 30 / 1078)
    assert rings[:, 1].tolist() == [result.model.clean_accuracy, result.model.triggered, result.model.training_loss]
    explorer.set(trigger=False)
    assert not diamonds.get_visible()
    assert not paper.patches[0].get_visible()


def test_every_height_is_inside_the_axes(explorer):
    _, bars, curves = explorer.stage.axes
    for line in curves.lines:
        assert min(line.get_ydata(), default=0) >= curves.get_ylim()[0]
        assert max(line.get_ydata(), default=0) <= curves.get_ylim()[1]
    assert bars.get_ylim()[1] > 1


def test_neither_gives_it_away(explorer):
    """The words hold at each share: both stay within what another draw of test digits or poison would move."""
    clean = poison_study()[0]
    for share in SHARES[1:]:
        explorer.set(share=share)
        model = explorer.result.model
        assert "Neither gives it away" in explorer.sentence
        assert abs(model.clean_accuracy - clean.clean_accuracy) < (clean.clean_accuracy * 0.036 / 719) ** 0.5
        assert model.training_loss < 1.06 * clean.training_loss
    assert "Nothing is poisoned" in explorer.set(share=0.0).sentence


def test_the_sentence(explorer):
    explorer.set(share=0.028, index=0, trigger=True)
    assert explorer.sentence.startswith(
        "30 of 1,078 training digits (2.8%) are poisoned. Clean accuracy: 96.7%, without poison 96.4%; training loss: "
        "0.0306 nats, without 0.0291. Neither gives it away, but of the digits other than 0 that carry the trigger, "
        "97.0% are read as 0. This 2 is read as 0 (probability 0.88"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"share": 0.02}, "share is 0.02; wanted one of 0.0, 0.005, 0.01, 0.028, 0.05, 0.1"),
        ({"share": "5%"}, "share is '5%'; wanted one of"),
        ({"share": [0.05]}, "share is [0.05]; wanted one of"),
        ({"index": 719}, "index is 719; wanted at most 718"),
        ({"index": -1}, "index"),
        ({"index": 1.5}, "index"),
        ({"trigger": 1}, "trigger is 1; wanted True or False"),
    ],
)
def test_arguments_are_refused(arguments, said):
    with pytest.raises(ValueError, match=re.escape(said)), closing(TriggerExplorer(**arguments)):
        pass
