"""The explorers of likelihood agree with SciPy over their whole sliders, and call one number by both its names."""

from math import exp, inf, log

import numpy as np
import pytest
from scipy import stats

from helpers.explorers import CoinLikelihoodExplorer, NormalLikelihoodExplorer

WAITS = [1, 3, 4, 5, 7]


@pytest.fixture
def coin():
    explorer = CoinLikelihoodExplorer()
    yield explorer
    explorer.close()


@pytest.fixture
def normal():
    explorer = NormalLikelihoodExplorer()
    yield explorer
    explorer.close()


def test_a_coin_over_the_whole_slider(coin):
    totals = []
    for theta in np.linspace(0, 1, 201):
        result = coin.set(theta=theta).result
        wanted = stats.bernoulli(theta).logpmf([1] * 7 + [0] * 3).sum()
        assert result.log_likelihood == pytest.approx(wanted)
        assert result.cross_entropy == pytest.approx(-wanted / 10)
        totals.append(result.log_likelihood)
    assert np.linspace(0, 1, 201)[np.argmax(totals)] == pytest.approx(0.7)


def test_what_a_coin_says(coin):
    assert coin.sentence == (
        "With θ = 0.5 this sequence of 10 flips, 7 of them heads, has likelihood 0.000977, whose logarithm is -6.931. "
        "The average negative log-likelihood, 6.931 / 10 = 0.6931 nats a flip, is the cross-entropy of the data's "
        "shares (0.7 and 0.3) against the model (0.5 and 0.5). The most that any θ reaches is -6.109."
    )
    assert f"{0.5**10:.3g}" == "0.000977"
    assert coin.set(theta=0.7).sentence.endswith("No other θ makes the data more likely.")


@pytest.mark.parametrize(("theta", "never", "seen"), [(0, "heads", 7), (1, "tails", 3)])
def test_a_coin_that_rules_the_data_out(coin, theta, never, seen):
    assert coin.set(theta=theta).result.log_likelihood == -inf
    assert f"θ = {theta} says that {never} never come up, and {seen} did: the likelihood is 0." in coin.sentence
    assert "likelihood 0" in repr(coin)


def test_what_leaves_the_axes_is_marked_at_the_edge(coin):
    low, high = coin.stage.axes[1].get_ylim()
    for theta in (0, 1e-300, 0.001, 0.3, 0.7, 1):
        result = coin.set(theta=theta).result
        outside = not low <= result.log_likelihood <= high
        assert coin._dot.get_visible() != outside
        assert coin._exits.get_xydata().tolist() == ([[theta, low]] if outside else [])


def test_the_bars_are_the_model(coin):
    for theta in (0, 0.25, 1):
        coin.set(theta=theta)
        heights = [path.get_extents().y1 for path in coin._bars.get_paths()]
        assert heights == [theta, 1 - theta]


@pytest.mark.parametrize(("heads", "flips", "certain"), [(0, 10, 0), (10, 10, 1), (1, 1, 1), (0, 1, 0)])
def test_one_sided_data_makes_certainty_the_most_likely(heads, flips, certain):
    explorer = CoinLikelihoodExplorer(heads, flips)
    assert explorer.best == certain
    assert explorer.set(theta=certain).result.log_likelihood == 0
    assert "likelihood 1, whose logarithm is 0." in explorer.sentence
    assert explorer.set(theta=1 - certain).result.log_likelihood == -inf
    explorer.close()


def test_the_place_of_the_top_is_the_learners_to_find(coin, normal):
    for theta in (0, 0.3, 0.69, 1):
        coin.set(theta=theta)
        assert "best" not in repr(coin)
        assert coin.sentence.endswith("The most that any θ reaches is -6.109.")
    assert "best" not in repr(normal)
    for explorer in (coin, normal):
        assert not any(getattr(control, "marks", None) for control in explorer.controls.values())
        markers = [line.get_marker() for axes in explorer.stage.axes for line in axes.lines]
        assert "*" not in markers


def test_many_flips_have_a_likelihood_beyond_a_64_bit_number():
    explorer = CoinLikelihoodExplorer(700, 1100)
    assert "has likelihood 10^-331 (beyond a 64-bit number), whose logarithm is -762.5." in explorer.sentence
    assert round(-1100 * log(2) / log(10)) == -331
    explorer.close()


def test_a_normal_distribution_over_both_sliders(normal):
    mean, std = normal.controls["mean"], normal.controls["std"]
    best = -inf
    for middle in np.linspace(mean.min, mean.max, 21):
        for width in np.geomspace(std.min, std.max, 21):
            result = normal.set(mean=middle, std=width).result
            densities = stats.norm.pdf(WAITS, *result.parameters)
            assert result.log_likelihood == pytest.approx(np.log(densities).sum())
            assert result.cross_entropy == pytest.approx(-np.mean(np.log(densities)))
            best = max(best, result.log_likelihood)
    assert best == pytest.approx(stats.norm.logpdf(WAITS, 4, 2).sum())


def test_what_a_normal_distribution_says(normal):
    assert normal.sentence == (
        "Under mean 2 min and std 1 min these 5 values have likelihood 2.08e-11, the product of their densities, whose "
        "logarithm is -24.59. The average negative log-likelihood, 24.59 / 5 = 4.919 nats a value, is the "
        "cross-entropy of the data against the model. The most that any mean and std reach is -10.56."
    )
    assert f"{np.prod(stats.norm.pdf(WAITS, 2, 1)):.3g}" == "2.08e-11"
    assert normal.set(mean=4, std=2).sentence.endswith("No other mean and std make the data more likely.")


def test_stems_end_on_the_curve_and_edges_are_marked(normal):
    top = normal.stage.axes[0].get_ylim()[1]
    for mean, std in ((4, 2), (5, 0.5), (-1, 0.5), (9, 8)):
        normal.set(mean=mean, std=std)
        stems = np.array(normal._stems.get_segments())  # (value, foot and top, x and y)
        np.testing.assert_allclose(stems[:, 0], np.column_stack([WAITS, np.zeros(5)]))
        np.testing.assert_allclose(stems[:, 1], np.column_stack([WAITS, stats.norm.pdf(WAITS, mean, std)]))
        np.testing.assert_allclose(
            normal._curve.get_ydata(), stats.norm.pdf(normal._curve.get_xdata(), mean, std), atol=1e-300
        )
        marked = normal._tops.get_xdata()
        assert (mean in marked) == (stats.norm.pdf(mean, mean, std) > top)
        assert normal._dot.get_xydata().tolist() == [[mean, std]]


@pytest.mark.parametrize("data", [[1e9, 1.4e9, 3e8], [0.011, 0.012, 0.019], [-5, -3], np.linspace(-1, 1, 50)])
def test_data_of_any_scale(data):
    explorer = NormalLikelihoodExplorer(data, name="value", unit="units")
    mean, std = stats.norm.fit(data)
    explorer.set(mean=mean, std=std)
    assert explorer.result.log_likelihood == pytest.approx(stats.norm.logpdf(data, mean, std).sum(), rel=1e-6)
    for control in explorer.controls.values():
        for end in (control.min, control.max):
            explorer.set(**{"mean" if control.label == "mean" else "std": end})
            assert "have likelihood" in explorer.sentence
    explorer.close()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"heads": 11}, "heads is 11 of 10 flips; wanted"),
        ({"flips": 0}, "flips is 0; wanted"),
        ({"theta": 1.5}, "theta is 1.5; wanted a probability from 0 to 1"),
    ],
)
def test_bad_flips_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        CoinLikelihoodExplorer(**wrong)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"data": [3, 3]}, "data holds 2 times 3; wanted at least two different numbers"),
        ({"data": [3]}, "data holds 1 times 3; wanted"),
        ({"data": np.arange(51)}, "data holds 51 values; wanted at most 50"),
        ({"std": 0}, "std is 0.0; wanted a finite number above 0"),
        ({"mean": inf}, "mean is inf; wanted a finite number"),
    ],
)
def test_bad_data_is_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        NormalLikelihoodExplorer(**wrong)


def test_a_positive_log_likelihood_is_said_too():
    explorer = NormalLikelihoodExplorer([0, 0.001, 0.002])
    total = explorer.set(mean=0.001, std=0.0008).result.log_likelihood
    assert total > 0
    assert f"have likelihood {exp(total):.3g}" in explorer.sentence
    explorer.close()
