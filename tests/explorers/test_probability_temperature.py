"""The temperature explorer shows and says what SciPy's softmax gives, over all of its sliders."""

import math

import numpy as np
import pytest
import scipy.special
from scipy import stats

from helpers.explorers.probability.temperature import TEMPERATURES, TemperatureExplorer
from helpers.explorers.words import choices

LOGITS = np.array([2, 1, 0.1])
EIGHT = np.log([0.41, 0.18, 0.12, 0.09, 0.08, 0.06, 0.04, 0.02])
WORDS = ("mat", "floor", "sofa", "chair", "bed", "rug", "roof", "moon")
HEATS = np.geomspace(0.01, 100, 81).clip(0.01, 100)


@pytest.fixture
def built():
    explorer = TemperatureExplorer()
    yield explorer
    explorer.close()


@pytest.fixture
def eight():
    explorer = TemperatureExplorer(EIGHT, WORDS)
    yield explorer
    explorer.close()


def heights(bars):
    return np.array([bar.get_height() for bar in bars])


def by_sorting(p, k, reach):
    """The two cut-offs, one after the other, as loops over the tokens in their order."""
    order = sorted(range(p.size), key=lambda i: -p[i])[:k]
    left, kept, total = sum(p[i] for i in order), [], 0.0
    for i in order:
        if total / left >= reach - 1e-12:
            break
        kept.append(i)
        total += p[i]
    return np.array([p[i] / total if i in kept else 0.0 for i in range(p.size)])


def test_numbers_over_the_whole_slider(built):
    for heat in HEATS:
        result = built.set(temperature=heat).result
        expected = scipy.special.softmax(LOGITS / heat)
        np.testing.assert_allclose(result.before, expected, atol=1e-12)
        np.testing.assert_allclose(result.after, result.before, rtol=1e-15)
        assert f"entropy is {stats.entropy(expected):.3f} nats" in built.sentence
        equal = math.exp(stats.entropy(expected))
        assert f"as {equal:.2f} equal choices" in repr(built)
        assert f"as unsure as {choices(equal)}." in built.sentence
        assert f"{result.counts[0]} of 200 draws are “cat”" in built.sentence
        assert result.counts.sum() == 200
        assert "Nothing is cut" in built.sentence


@pytest.mark.parametrize(
    ("heat", "most"), [(0.1, "over 0.999"), (0.5, "0.864"), (1, "0.659"), (2, "0.502"), (5, "0.400")]
)
def test_the_true_table(built, heat, most):
    assert f"“cat” has the largest probability, {most}" in built.set(temperature=heat).sentence


def test_the_order_is_that_of_the_logits(eight):
    for heat in HEATS:
        result = eight.set(temperature=heat).result
        assert (np.diff(result.before) <= 0).all()
        assert ("same order" in eight.sentence) == (heat != 1)
        assert ("sharper" in eight.sentence) == (heat < 1)


def test_the_picture_shows_the_result(built):
    result = built.set(temperature=3, top_k=2).result
    np.testing.assert_allclose(heights(built._kept), result.after)
    np.testing.assert_allclose(heights(built._cut), [0, 0, result.before[2]])
    np.testing.assert_allclose(heights(built._plain), scipy.special.softmax(LOGITS))
    np.testing.assert_allclose(built._shares.get_ydata(), result.counts / 200)
    for i, (curve, dot) in enumerate(zip(built._curves, built._dots, strict=True)):
        expected = [scipy.special.softmax(LOGITS / heat)[i] for heat in TEMPERATURES]
        np.testing.assert_allclose(curve.get_ydata(), expected, atol=1e-12)
        assert dot.get_data() == ([3], [result.before[i]])


def test_the_curves_follow_the_logits(built):
    built.set(logit_1=-5, logit_2=5, logit_3=5)
    assert built._curves[0].get_ydata()[0] == pytest.approx(0)
    assert built._curves[1].get_ydata()[0] == pytest.approx(0.5)
    assert "“dog” and “bird” each have the largest probability" in built.sentence


def test_the_limits(built):
    assert built.set(limit="T → 0").result.after.tolist() == [1, 0, 0]
    assert "“cat” gets probability 1" in built.sentence
    assert "200 of 200 draws" in built.sentence
    assert built.set(logit_2=2).result.after.tolist() == [0.5, 0.5, 0]
    assert "“cat” and “dog” tie and share equally, 0.5 each" in built.sentence
    assert built.set(limit="T → ∞").result.after.tolist() == [1 / 3] * 3
    assert "share equally, 0.333 each" in built.sentence
    low, high = built.stage.axes[1].get_xlim()
    assert low < built._chosen.get_xdata()[0] < high


def test_a_cut_in_a_limit_goes_by_the_logits(built):
    """All are equally probable there, yet what is kept is what is kept at every temperature on the way."""
    result = built.set(limit="T → ∞", logit_1=-1, logit_2=0, logit_3=4, top_k=2).result
    assert result.after.tolist() == [0, 0.5, 0.5]
    assert result.cut.tolist() == [True, False, False]


def test_cuts_over_their_sliders(eight):
    for heat in (0.3, 1, 2.7):
        for k in range(1, 9):
            for reach in (0.05, 0.31, 0.5, 0.77, 0.9, 1):
                result = eight.set(temperature=heat, top_k=k, top_p=reach).result
                expected = by_sorting(scipy.special.softmax(EIGHT / heat), k, reach)
                np.testing.assert_allclose(result.after, expected, atol=1e-12)
                np.testing.assert_array_equal(result.cut, expected == 0)
                assert result.counts[result.cut].sum() == 0
                assert ("Nothing is cut" in eight.sentence) == (not result.cut.any())
                assert f"{result.cut.sum()} cut" in repr(eight)


def test_words_of_a_cut(eight):
    assert "takes away “moon” (0.020) and shares that out" in eight.set(top_k=7).sentence
    assert "takes away 5 tokens (0.290)" in eight.set(top_k=3).sentence
    assert "“mat” comes to 1." in eight.set(top_k=1).sentence


def test_where_the_cut_goes_through_equal_logits_the_first_are_kept(built):
    built.set(logit_1=2, logit_2=2, logit_3=0.1, top_k=1)
    assert built.result.after.tolist() == [1, 0, 0]
    assert "“cat” comes to 1. Of 2 equal logits the first is kept. " in built.sentence
    assert "Of 3 equal logits the first 2 are kept." in built.set(logit_3=2, top_k=2).sentence
    assert "equal logits" not in built.set(logit_3=0.1).sentence
    assert "equal logits" not in built.set(logit_2=1, top_k=1).sentence


def test_what_rounding_hides_is_said(built):
    assert "as unsure as hardly more than a single choice." in built.set(temperature=0.1).sentence
    assert "as unsure as nearly 3 equal choices." in built.set(temperature=100).sentence
    assert "as unsure as 3 equal choices." in built.set(limit="T → ∞").sentence
    assert "as unsure as a single choice." in built.set(limit="T → 0").sentence


def test_a_probability_near_one_is_not_called_one(built):
    assert "over 0.999" in built.set(temperature=0.01).sentence
    assert built.result.before[0] == 1
    built.set(top_k=2)
    assert "takes away “bird” (under 0.001)" in built.sentence
    assert "comes to over 0.999" in built.sentence


def test_draws_use_the_same_random_numbers(built):
    """The share of the first token never falls while its probability grows."""
    counts = [built.set(temperature=heat).result.counts[0] for heat in HEATS[::-1]]
    assert (np.diff(counts) >= 0).all()
    again = built.set(temperature=1).result.counts
    np.testing.assert_array_equal(built.set(temperature=7).set(temperature=1).result.counts, again)


def test_another_seed_draws_others(built):
    other = TemperatureExplorer(seed=1)
    assert other.result.counts.tolist() != built.result.counts.tolist()
    other.close()


def test_controls_of_few_and_of_many_tokens(built, eight):
    assert list(built.controls) == ["temperature", "limit", "logit_1", "logit_2", "logit_3", "top_k", "top_p"]
    assert list(eight.controls) == ["temperature", "limit", "top_k", "top_p"]
    assert built.controls["temperature"].playable


def test_names_are_shown_as_given():
    explorer = TemperatureExplorer([1, 1, 0], ["_a", "$x$ <b>", "line\nbreak"])
    texts = [text.get_text() for text in explorer.stage.axes[0].get_xticklabels()]
    assert texts == ["_a", "$x$ <b>", "line▯break"]
    assert [text.get_text() for text in explorer.stage.axes[1].get_legend().get_texts()] == texts
    assert "“_a” and “$x$ <b>” each have" in explorer.sentence
    assert explorer.set(temperature=20, logit_3=1).sentence.startswith(
        "All logits are equal, so at any temperature each token has 0.333. Nothing is cut."
    )
    explorer.close()


def test_large_logits_widen_their_sliders():
    explorer = TemperatureExplorer([800, -6.5], ["a", "b"])
    assert explorer.result.logits.tolist() == [800, -6.5]
    assert explorer.result.after[0] == 1
    explorer.close()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"logits": [1]}, "logits holds 1 numbers; wanted 2 to 12"),
        ({"logits": range(13)}, "logits holds 13 numbers"),
        ({"logits": [1, 2, np.nan]}, "logits holds 1 values that are NaN"),
        ({"names": ["a", "b"]}, "names holds 2 names; wanted 3"),
        ({"names": "cat"}, "names is 'cat'; wanted a list of texts"),
        ({"names": [1, 2, 3]}, "wanted a list of texts"),
        ({"names": None}, "names is None; wanted a list of texts"),
        ({"temperature": 0}, "temperature is 0; wanted a number from 0.01 to 100"),
        ({"temperature": np.inf}, "temperature is inf"),
        ({"draws": 0}, "draws is 0"),
        ({"draws": 10_001}, "draws is 10001; wanted at most 10,000"),
        ({"seed": -1}, "seed is -1"),
    ],
)
def test_bad_arguments(arguments, complaint):
    with pytest.raises(ValueError, match="wanted") as refusal:
        TemperatureExplorer(**arguments)
    assert complaint in str(refusal.value)
