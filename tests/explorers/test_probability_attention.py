"""The attention explorer shows what the formula gives at every setting, and says of it what is true."""

import re
from itertools import product

import numpy as np
import pytest
from scipy.special import softmax

from helpers.explorers.probability.attention import (
    CELL,
    HEADS,
    MATCHES,
    SIZES,
    VALUES,
    AttentionExplorer,
    _written,
)
from helpers.explorers.probability.glance import STRETCHED, WORDS

SWITCHES = list(product((True, False), repeat=2))


@pytest.fixture(scope="module")
def explorer():
    explorer = AttentionExplorer()
    yield explorer
    explorer.close()


def by_hand(explorer, query, length, size, scaled, with_softmax, head):
    """Scores, weights and mix of one word, straight from the formula with SciPy's softmax."""
    heads, shown = HEADS[head]
    queries, keys = explorer.tokens[size]
    keys = keys.copy()
    keys[STRETCHED] *= length
    width, mix = size // heads, []
    for at in range(heads):
        columns = slice(at * width, (at + 1) * width)
        scores = keys[:, columns] @ queries[query, columns] / (np.sqrt(width) if scaled else 1)
        weights = softmax(scores) if with_softmax else scores
        mix.append(weights @ VALUES[:, at * 2 // heads : (at + 1) * 2 // heads])
        if at == shown:
            kept = scores, weights
    return *kept, np.concatenate(mix)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("size", SIZES)
def test_every_setting_agrees_with_the_formula(explorer, size, head):
    for (scaled, with_softmax), (query, word), length in product(SWITCHES, enumerate(WORDS), (0, 0.5, 1, 3)):
        explorer.set(query=word, key_length=length, dimensions=size, scaled=scaled, softmax=with_softmax, head=head)
        scores, weights, mix = by_hand(explorer, query, length, size, scaled, with_softmax, head)
        found = explorer.result
        np.testing.assert_allclose(found.scores, scores, atol=1e-9)
        np.testing.assert_allclose(found.row, weights, atol=1e-9)
        np.testing.assert_allclose(found.output, mix, atol=1e-9)
        np.testing.assert_allclose(found.weights[query], weights, atol=1e-9)
        assert f"Most goes to “{WORDS[scores.argmax()]}”" in explorer.sentence
        said = re.search(r"The mix ★ is \((.*), (.*?)\)", explorer.sentence)
        np.testing.assert_allclose([float(number) for number in said.groups()], mix, rtol=0.005, atol=0.006)


@pytest.mark.parametrize("size", SIZES)
def test_queries_and_keys_are_of_size_1_and_match_as_written(explorer, size):
    queries, keys = explorer.tokens[size]
    half = size // 2
    for at, matches in enumerate(MATCHES):
        columns = slice(at * half, (at + 1) * half)
        np.testing.assert_allclose(queries[:, columns] @ keys[:, columns].T / np.sqrt(half), matches, atol=1e-9)
    assert np.sqrt(np.mean(queries**2)) == pytest.approx(1)
    assert np.sqrt(np.mean(keys**2)) == pytest.approx(1, abs=0.2)


def test_the_root_keeps_the_weights_at_any_d_and_without_it_they_sharpen(explorer):
    explorer.set(query="the", key_length=1, softmax=True, head="one head")
    with_root = [explorer.set(scaled=True, dimensions=size).result.row for size in SIZES]
    np.testing.assert_allclose(with_root, np.tile(with_root[0], (len(SIZES), 1)), atol=1e-9)
    without = [explorer.set(scaled=False, dimensions=size).result.row.max() for size in SIZES]
    assert with_root[0].max() < 0.5 < without[0] < without[1] < without[2] < without[3]
    assert without[3] > 0.99
    assert "√256 = 16 times as large, and “cat” takes 1.00 instead of 0.47" in explorer.sentence


def test_a_longer_key_draws_attention_only_where_its_score_is_above_0(explorer):
    explorer.set(dimensions=16, scaled=True, softmax=True, head="first of two")
    said = set()
    for word, (length, other) in product(WORDS, [(0.4, 1.0), (1.0, 2.0)]):
        low = explorer.set(query=word, key_length=length).result.row[STRETCHED]
        high = explorer.set(query=word, key_length=other).result.row[STRETCHED]
        score = MATCHES[0, WORDS.index(word), STRETCHED]
        assert (high > low) == (score > 0)
        if other == 2:
            assert ("it draws more" if score > 0 else "it draws less") in explorer.sentence
            assert "away from 0" in explorer.sentence
            said.add(score > 0)
        else:
            explorer.set(key_length=length)
            assert ("it draws less" if score > 0 else "it draws more") in explorer.sentence
            assert "towards 0" in explorer.sentence
    assert said == {True, False}


def test_a_key_of_length_0_scores_0(explorer):
    explorer.set(query="sat", key_length=0)
    assert explorer.result.scores[STRETCHED] == 0
    assert explorer.sentence.endswith("The key of “cat” has no length left, so its score is 0.")


def test_without_the_softmax_rows_are_no_shares(explorer):
    explorer.set(query="sat", key_length=1, dimensions=16, scaled=True, softmax=True, head="one head")
    np.testing.assert_allclose(explorer.result.weights.sum(axis=1), 1)
    assert ": 1 in all." in explorer.sentence
    assert "Without" not in explorer.sentence
    explorer.set(softmax=False)
    assert np.abs(explorer.result.weights.sum(axis=1) - 1).min() > 0.3
    assert explorer.result.weights.min() < 0
    assert "Without the softmax" in explorer.sentence


def test_two_heads_look_at_different_words_and_share_one_mix(explorer):
    explorer.set(query="cat", key_length=1, dimensions=64, scaled=True, softmax=True)
    first = explorer.set(head="first of two").result
    second = explorer.set(head="second of two").result
    assert WORDS[first.row.argmax()] == "sat"
    assert WORDS[second.row.argmax()] == "the"
    np.testing.assert_allclose(first.output, second.output)
    np.testing.assert_allclose(first.output, [first.row @ VALUES[:, 0], second.row @ VALUES[:, 1]])


def test_the_sentence_gives_the_row(explorer):
    explorer.set(query="sat", key_length=1, dimensions=16, scaled=True, softmax=True, head="one head")
    given = re.findall(r"“(\w+)” (\d\.\d\d)", explorer.sentence)
    assert [word for word, _ in given] == list(WORDS)
    np.testing.assert_allclose([float(weight) for _, weight in given], explorer.result.row, atol=0.005)
    assert "q · k / √16 = 9.617 / 4 = 2.404" in explorer.sentence


def test_shades_numbers_and_frame_stand_in_the_same_rows(explorer):
    explorer.set(query="sat", key_length=1, dimensions=16, scaled=True, softmax=True, head="second of two")
    weights = explorer.result.weights
    reds = np.asarray(explorer._cells.get_array())[..., 0]  # less of it in a bluer cell; the lowest row comes first
    assert (np.argsort(reds[::-1], axis=None) == np.argsort(-weights, axis=None)).all()
    assert explorer._frame.get_y() == CELL  # the third of four rows from the top
    written = {text: (x // CELL, y // CELL) for x, y, text in _written(np.arange(16.0).reshape(4, 4))}
    assert written["0.00"] == (0, 3)
    assert written["9.00"] == (1, 1)
    assert written["15.0"] == (3, 0)


def test_weights_below_0_are_orange_and_drawn_as_rings(explorer):
    explorer.set(query="sat", key_length=1, dimensions=16, scaled=True, softmax=False, head="one head")
    red, _, blue = np.moveaxis(np.asarray(explorer._cells.get_array())[::-1], -1, 0)
    assert ((red > blue) == (explorer.result.weights < 0)).all()
    hollow = (explorer._dots.get_facecolors()[:, :3] == 1).all(axis=1)
    assert hollow.tolist() == (explorer.result.row < 0).tolist() == [True, False, True, True]


def test_bars_end_at_the_scores(explorer):
    explorer.set(query="sat", key_length=1, dimensions=16, scaled=True, softmax=True, head="one head")
    above, below = ([x for x in bar.get_xdata() if np.isfinite(x) and x != 0] for bar in explorer._bars)
    assert min(above) > 0 > max(below)
    assert sorted(below + above) == sorted(explorer.result.scores)
    np.testing.assert_allclose(explorer._products.get_xdata(), 4 * explorer.result.scores)


def test_a_mix_off_the_picture_is_marked_at_the_edge(explorer):
    inside = explorer.set(query="sat", key_length=1, scaled=True, softmax=True, head="one head")
    assert inside._exit.get_xdata().size == 0
    outside = explorer.set(softmax=False)
    assert np.abs(outside.result.output).max() > 2
    assert np.abs([*outside._exit.get_xdata(), *outside._exit.get_ydata()]).max() == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"query": "dog"}, "query is 'dog'; wanted one of the, cat, sat, down"),
        ({"dimensions": 4}, "dimensions is 4; wanted one of 8, 16, 64, 256"),
        ({"key_length": 3.5}, "key_length is 3.5; wanted a number from 0 to 3"),
        ({"key_length": float("nan")}, "key_length is nan; wanted a finite number"),
        ({"key_length": "long"}, "key_length is .*'long'; wanted a finite number"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        AttentionExplorer(**arguments)
