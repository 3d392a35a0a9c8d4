"""The mismatch explorer shows and says what SciPy computes from the weights, at every position of the sliders."""

import itertools
import math

import numpy as np
import pytest
from scipy import special, stats

from helpers.explorers.probability.mismatch import END, MismatchExplorer

GRID = [0, 0.01, 0.4, 1]


@pytest.fixture
def built():
    explorer = MismatchExplorer()
    yield explorer
    explorer.close()


@pytest.fixture
def pair():
    explorer = MismatchExplorer((0.5, 0.5), (0.9, 0.1), ("heads", "tails"))
    yield explorer
    explorer.close()


def shares(weights):
    return np.array(weights) / sum(weights) if any(weights) else np.full(len(weights), 1 / len(weights))


def written(value):
    return "infinite" if math.isinf(value) else f"{value:.3f}"


def test_numbers_at_every_position(pair):
    seen = set()
    for weights in itertools.product(GRID, repeat=4):
        result = pair.set(**dict(zip(pair.controls, weights, strict=True))).result
        p, q = shares(weights[:2]), shares(weights[2:])
        forward, backward = special.rel_entr(p, q).sum(), special.rel_entr(q, p).sum()
        np.testing.assert_allclose([result.p, result.q], [p, q])
        assert result.entropy == pytest.approx(stats.entropy(p), abs=1e-12)
        assert result.forward == pytest.approx(forward, abs=1e-12)
        assert result.backward == pytest.approx(backward, abs=1e-12)
        assert result.cost == pytest.approx(result.entropy + result.forward, abs=1e-9)
        assert f"KL(p‖q) {written(forward)}, KL(q‖p) {written(backward)} nats" in repr(pair)
        assert ("q is p" in pair.sentence) == np.allclose(p, q)
        assert ("never happens, and" in pair.sentence) == math.isinf(forward)
        assert ("KL(q‖p) is infinite" in pair.sentence) == math.isinf(backward)
        assert ("All weights of" in pair.sentence) == (not any(weights[:2]) or not any(weights[2:]))
        seen.add((math.isinf(forward), math.isinf(backward), "q is p" in pair.sentence))
    assert len(seen) == 5


def test_the_pair_of_the_course(pair):
    assert pair.sentence == (
        "The truth p by itself costs its entropy, 0.693 nats; read with q it costs the cross-entropy, 1.204 nats. The "
        "difference is the mismatch KL(p‖q) = 0.511 nats. Perplexity exp(1.204) = 3.33: as unsure as 3.33 equal "
        "choices. The other way round KL(q‖p) is 0.368 nats."
    )


def test_the_words_of_the_infinite(pair):
    assert "q says that “tails” never happens, and in truth it does" in pair.set(q_2=0).sentence
    assert "KL(q‖p) is 0.693 nats" in pair.sentence
    pair.set(q_2=0.1, p_1=0)
    assert "KL(q‖p) is infinite: q expects “heads”, which never happens" in pair.sentence
    assert "All weights of p and q are 0" in pair.set(p_2=0, q_1=0, q_2=0).sentence


def test_the_identity_is_held_on_screen(built):
    for weight in np.linspace(0.02, 1, 50):
        result = built.set(q_1=weight, p_3=weight / 2).result
        whole, itself, extra, other = built._costs
        assert itself.get_width() == extra.get_x() == result.entropy
        assert extra.get_x() + extra.get_width() == pytest.approx(whole.get_width(), abs=1e-9)
        assert other.get_width() == result.backward
        for bars, heights in ((built._p, result.p), (built._q, result.q)):
            assert [bar.get_height() for bar in bars] == heights.tolist()


def test_what_leaves_the_axes_is_marked(built):
    def marks():
        return [line.get_ydata().tolist() for line in (built._exits, built._endless)]

    assert marks() == [[], []]
    built.set(q_1=0.01, q_2=0.01, q_3=1)
    assert built.result.cost > END > built.result.backward
    assert marks() == [[0, 1], []]
    built.set(q_1=0)
    assert marks() == [[0, 1], [0, 1]]
    built.set(p_3=0)
    assert marks() == [[0, 1, 2], [0, 1, 2]]
    built.set(p_3=1, q_1=1)
    assert marks() == [[], []]


def test_names():
    explorer = MismatchExplorer((0.2, 0.3, 0.4, 0.1), (0.25,) * 4, ["$a$", "_b", "c\n", "a very long name"])
    texts = [text.get_text() for text in explorer.stage.axes[0].get_xticklabels()]
    assert texts == ["$a$", "_b", "c▯", "a very lon…"]
    assert "“a very long name”" in explorer.set(q_1=1, q_4=0).sentence
    explorer.close()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"p": [0.5, 0.6]}, "p sums to 1.1"),
        ({"q": [0.5, 0.5]}, "q holds 2 numbers; wanted 3"),
        ({"q": [-0.1, 0.6, 0.5]}, "q holds -0.1"),
        ({"p": [1], "q": [1]}, "p holds 1 probabilities; wanted 2 to 4"),
        ({"p": [0.2] * 5, "q": [0.2] * 5}, "p holds 5 probabilities"),
        ({"names": ["a", "b"]}, "names holds 2 names; wanted 3"),
        ({"names": "cat"}, "names is 'cat'; wanted a list of texts"),
        ({"names": [1, 2, 3]}, "wanted a list of texts"),
    ],
)
def test_bad_arguments(arguments, complaint):
    with pytest.raises(ValueError, match="wanted") as refusal:
        MismatchExplorer(**arguments)
    assert complaint in str(refusal.value)
