"""The crowd of tested changes says of every slider position what counting says."""

from itertools import product

import numpy as np
import pytest

from helpers.explorers.inference.findings import KINDS, FindingsExplorer

SHARES = [0, 0.01, 0.1, 0.5, 0.99, 1]


@pytest.fixture
def built():
    explorer = FindingsExplorer()
    yield explorer
    explorer.close()


def dots(explorer):
    """How many dots each kind has, by name."""
    return {line.get_label(): len(line.get_xydata()) for line in explorer.stage.axes[0].lines}


def test_ten_percent_real(built):
    assert dots(built) == dict(zip(KINDS, [75, 25, 45, 855], strict=True))
    assert built.sentence == (
        "Of 1,000 tested changes 100 have an effect; about 70 give p < 0.05, and about 45 of these are false: 64%. "
        "p is computed as if chance alone were at work: 0.05 is how often chance gives such a p, not how often such "
        "a p is due to chance. With 20 useless changes the probability that at least one gives such a p is 0.64."
    )


@pytest.mark.parametrize(
    ("real", "power", "percent"),
    [
        (0.1, 0.25, "64%"),
        (0.3, 0.25, "32%"),
        (0.5, 0.25, "17%"),
        (0.1, 0.8, "36%"),
        (0.3, 0.8, "13%"),
        (0.5, 0.8, "5.9%"),
    ],
)
def test_numbers_of_the_course(built, real, power, percent):
    assert f"of these are false: {percent}. p is" in built.set(real=real, power=power).sentence


def test_over_all_sliders_dots_curves_and_words_agree(built):
    for real, power, alpha in product(SHARES, SHARES, [0.001, 0.05, 0.2]):
        built.set(real=real, power=power, alpha=alpha)
        counts = dots(built)
        wanted = np.array([real * (1 - power), real * power, (1 - real) * alpha, (1 - real) * (1 - alpha)])
        assert sum(counts.values()) == 1000
        assert np.abs(np.array(list(counts.values())) - 1000 * wanted).max() <= 1 + 1e-9
        places = np.vstack([line.get_xydata() for line in built.stage.axes[0].lines])
        assert len(np.unique(places, axis=0)) == 1000
        here = built._here.get_xydata()
        significant = real * power + (1 - real) * alpha
        if significant == 0:
            assert len(here) == 0
            assert "no result is ever significant" in built.sentence
            assert "nothing is significant" in repr(built)
        else:
            assert here.tolist() == [[real, pytest.approx((1 - real) * alpha / significant)]]
            shares, curve = built._curve.get_data()
            assert curve[np.argmin(np.abs(shares - real))] == pytest.approx(here[0, 1])
        assert "…" not in repr(built)


@pytest.mark.parametrize(
    ("tries", "alpha", "words"),
    [
        (1, 0.05, "With 1 useless change the probability that it gives such a p is 0.05."),
        (20, 0.05, "is 0.64."),
        (100, 0.2, "is over 0.99."),
    ],
)
def test_useless_tries(built, tries, alpha, words):
    built.set(tries=tries, alpha=alpha)
    assert words in built.sentence
    assert built._tries.get_xydata().tolist() == [[tries, pytest.approx(1 - (1 - alpha) ** tries)]]
    counts, chances = built._alarms.get_data()
    np.testing.assert_allclose(chances, 1 - (1 - alpha) ** counts)


def test_one_has(built):
    assert built.set(real=0.001).sentence.startswith("Of 1,000 tested changes 1 has an effect;")


@pytest.mark.parametrize(
    ("real", "power", "alpha", "words"),
    [
        (0, 0.5, 0.05, "not one has an effect; about 50 give p < 0.05, and all of these are false: 100%."),
        (1, 0.5, 0.05, "all have an effect; about 500 give p < 0.05, and not one of these is false: 0%."),
        (0, 0.5, 0.001, "about 1 gives p < 0.001, and of such results 100% are false."),
        (0.5, 0.01, 0.001, "about 5 give p < 0.001, and of such results 9.1% are false."),
        (0.99, 0, 0.001, "hardly any gives p < 0.001, and of such results 100% are false."),
        (0.01, 0.25, 0.001, "about 3 give p < 0.001, and about 1 of these is false: 28%."),
        (0.01, 0.01, 0.05, "about 50 give p < 0.05, and about 50 of these are false: over 99%."),
        (0.99, 1, 0.001, "about 990 give p < 0.001, and hardly any of these is false: under 0.1%."),
    ],
)
def test_one_none_and_all(built, real, power, alpha, words):
    assert words in built.set(real=real, power=power, alpha=alpha).sentence


def test_hardly_any_is_not_none(built):
    assert repr(built.set(tries=1, alpha=0.001)).endswith("any of 1 useless <1%")
    assert repr(built.set(tries=100, alpha=0.2)).endswith("any of 100 useless >99%")
    assert ": >99% of significant false; " in repr(built.set(real=0.01, power=0.01))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"real": 1.2}, "real is 1.2; wanted a probability from 0 to 1"),
        ({"power": -0.1}, "power is -0.1; wanted a probability"),
        ({"alpha": float("nan")}, "alpha is nan; wanted"),
        ({"tries": 0}, "tries is 0; wanted a whole number of at least 1"),
    ],
)
def test_bad_arguments_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        FindingsExplorer(**wrong)
