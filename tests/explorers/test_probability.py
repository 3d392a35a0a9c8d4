"""The explorers of notebook 03: pictures and results against SciPy and scikit-learn, laws, and what is said by rule."""

import re
from contextlib import closing
from itertools import product
from math import inf, isinf
from unittest.mock import patch

import numpy as np
import pytest
import sklearn.metrics
from scipy import special, stats
from sklearn.calibration import calibration_curve
from sklearn.linear_model import LogisticRegression

from helpers.data import breast_cancer, digit_scores
from helpers.explorers import (
    AttentionExplorer,
    AveragesExplorer,
    BayesExplorer,
    CalibrationExplorer,
    CoinLikelihoodExplorer,
    LogisticExplorer,
    MismatchExplorer,
    NormalLikelihoodExplorer,
    TemperatureExplorer,
)
from helpers.explorers.probability import (
    CELL,
    END,
    FARTHEST,
    METHODS,
    PARTS,
    ROWS,
    SIZES,
    SOURCES,
    STRETCHED,
    TEMPERATURES,
    VALUES,
    WORDS,
)
from tests.explorers.moves import at_its_start

mails, coin, normal, heat = map(
    at_its_start, (BayesExplorer, CoinLikelihoodExplorer, NormalLikelihoodExplorer, TemperatureExplorer)
)
pile = at_its_start(AveragesExplorer)
mismatch, line, trust, attention = map(
    at_its_start, (MismatchExplorer, LogisticExplorer, CalibrationExplorer, AttentionExplorer)
)


# a crowd of mails, filtered by a word

RATES = [0, 0.001, 0.05, 0.3, 0.8, 0.999, 1]


def test_crowd_bars_and_verdict_over_all_sliders(mails):
    verdicts = set()
    for prior, hit, alarm in product(RATES, repeat=3):
        r = mails.set(prior=prior, hit_rate=hit, false_alarm_rate=alarm).result
        assert_dots(
            mails, r.counts, [[prior * hit, prior * (1 - hit)], [(1 - prior) * alarm, (1 - prior) * (1 - alarm)]]
        )
        evidence = prior * hit + (1 - prior) * alarm
        assert_bars(mails, prior, prior * hit / evidence if evidence else None)
        verdict = "speaks for spam" if hit > alarm else "speaks against spam" if hit < alarm else "says nothing"
        verdict = "the word never occurs" if not evidence else "changes nothing" if prior in (0, 1) else verdict
        assert repr(mails).endswith(verdict)
        assert ("the word never occurs" in mails.sentence) == (not evidence)
        verdicts.add(verdict)
    assert len(verdicts) == 5


def assert_dots(mails, counts, shares):
    """Each kind has as many dots as it has mails, to the nearest but one, and no place has two."""
    dots = {line.get_label(): line.get_xydata() for line in mails.stage.axes[0].lines}
    kinds = [["spam with the word", "spam without the word"], ["good with the word", "good without the word"]]
    assert [[len(dots[kind]) for kind in row] for row in kinds] == counts.tolist()
    assert counts == pytest.approx(1000 * np.array(shares), abs=1 + 1e-9)
    assert len({tuple(place) for places in dots.values() for place in places}) == counts.sum() == 1000


def assert_bars(mails, before, after):
    """The bars of spam and good mail meet where the share is; without a posterior a third stands instead."""
    bars = {}
    for boxes in mails.bars:
        for path in boxes.get_paths():
            (left, low), (right, high) = path.get_extents().get_points()
            bars[boxes.get_label(), (low + high) / 2] = (left, right)
    everything, level = ROWS.values()
    wanted = {("spam", everything): (0, before), ("good", everything): (before, 1)}
    if after is None:
        wanted["no such mail", level] = (0, 1)
    else:
        wanted |= {("spam", level): (0, after), ("good", level): (after, 1)}
    assert bars.keys() == wanted.keys()
    assert all(bars[bar] == pytest.approx(ends) for bar, ends in wanted.items())


# averages


@pytest.mark.parametrize("n", [1, 2, 7, 36, 100])
def test_averages_of_coins_are_binomial_and_bars_stand_beside_the_bell(pile, n):
    chances = stats.binom(n, 0.5)
    for threshold in (0, 3.3, 5, 6, 10, 20):
        r = pile.set(source="coin", n=n, threshold=threshold).result
        assert r.exact == pytest.approx(chances.sf(np.ceil(n * threshold / 10 - 1e-9) - 1), rel=1e-9)
        assert r.bell == pytest.approx(stats.norm(5, 5 / n**0.5).sf(threshold))
        assert r.shares == pytest.approx(chances.pmf(np.arange(n + 1)), abs=0.025)
        assert r.spread == pytest.approx(r.error, rel=0.03)
        tops = {bars: [path.get_extents() for path in bars.get_paths()] for bars in (pile.bars, pile.tail)}
        assert all(box.x1 > threshold for box in tops[pile.tail])
        assert all(box.x0 < threshold for box in tops[pile.bars])
        found = sum(box.height for boxes in tops.values() for box in boxes)
        assert found == pytest.approx(r.shares[r.places < 20].sum() * n / 10 / stats.norm(0, r.error).pdf(0))
        assert pile.here.get_xydata().tolist() == [[n, r.spread]]


@pytest.mark.parametrize("source", SOURCES)
def test_the_standard_error_is_the_sources_own_over_the_root_of_n(pile, source):
    values = SOURCES[source][2]
    assert np.mean(values) == 5
    for n in (1, 4, 25, 100):
        r = pile.set(source=source, n=n, answer=True).result
        assert r.spread == pytest.approx(np.std(values) / n**0.5, rel=0.03)
        assert pile.root.get_ydata()[n - 1] == pytest.approx(r.error)
        assert ("standard error" in pile.sentence) == pile.root.get_visible() == r.answer
    assert not pile.set(answer=False).root.get_visible()


# two likelihoods

FLIPS, WAITS = [1] * 7 + [0] * 3, [1, 3, 4, 5, 7]


def test_a_coin_over_the_whole_slider(coin):
    totals, low = [], coin.stage.axes[1].get_ylim()[0]
    for theta in [0, 1e-300, *np.linspace(0, 1, 201)]:
        r = coin.set(theta=theta).result
        wanted = stats.bernoulli(theta).logpmf(FLIPS).sum()
        assert r.log_likelihood == pytest.approx(wanted)
        assert r.cross_entropy == pytest.approx(-wanted / 10)
        assert [path.get_extents().y1 for path in coin.bars.get_paths()] == [theta, 1 - theta]
        assert coin.place.get_visible() == (wanted >= low)
        assert coin.exit.get_xydata().tolist() == ([] if wanted >= low else [[theta, low]])
        assert ("likelihood 0" in repr(coin)) == ("never come up" in coin.sentence) == isinf(wanted)
        totals.append(wanted)
    assert [0, 1e-300, *np.linspace(0, 1, 201)][np.argmax(totals)] == pytest.approx(0.7)


def test_the_place_of_the_top_is_the_learners_to_find(coin, normal):
    """Only at the top itself do the words say that no other model makes the data more likely."""
    for theta in (0, 0.3, 0.69, 0.7, 0.71, 1):
        assert ("No other θ" in coin.set(theta=theta).sentence) == (theta == 0.7)
    for mean, std in product((3.9, 4, 4.1), (1.9, 2, 2.1)):
        assert ("No other mean and std" in normal.set(mean=mean, std=std).sentence) == ((mean, std) == (4, 2))
    for explorer in (coin, normal):
        for shown in (False, True):
            explorer.set(answer=shown)
            assert {artist.get_visible() for artist in explorer._answers} == {shown}
            assert ("The most that any" in explorer.sentence) == shown


def test_a_bell_curve_over_both_sliders(normal):
    best = -inf
    mean, std, _ = normal.controls.values()
    for middle, width in product(np.linspace(mean.min, mean.max, 21), np.geomspace(std.min, std.max, 21)):
        r = normal.set(mean=middle, std=width).result
        bell = stats.norm(r.mean, r.std)
        assert r.log_likelihood == pytest.approx(bell.logpdf(WAITS).sum())
        assert r.cross_entropy == pytest.approx(-np.mean(bell.logpdf(WAITS)))
        stems = np.array(normal.stems.get_segments())  # (value, foot and top, x and y)
        np.testing.assert_allclose(stems[:, 0], np.column_stack([WAITS, np.zeros(5)]))
        np.testing.assert_allclose(stems[:, 1], np.column_stack([WAITS, bell.pdf(WAITS)]))
        x, heights = normal.curve.get_data()
        np.testing.assert_allclose(heights, bell.pdf(x), atol=1e-300)
        assert normal.place.get_xydata().tolist() == [[r.mean, r.std]]
        assert normal.top.get_xydata()[0] == pytest.approx((r.mean, bell.pdf(r.mean)))
        assert bell.pdf(r.mean) < normal.stage.axes[0].get_ylim()[1]
        assert normal.topped(*normal.top.get_xydata()[0]) == pytest.approx({"mean": r.mean, "std": r.std})
        best = max(best, r.log_likelihood)
    assert best == pytest.approx(stats.norm.logpdf(WAITS, 4, 2).sum())


# tokens, hotter or colder

EIGHT = np.log([0.41, 0.18, 0.12, 0.09, 0.08, 0.06, 0.04, 0.02])
NAMES = ("mat", "floor", "sofa", "chair", "bed", "rug", "roof", "moon")
HEATS = np.geomspace(0.01, 100, 81).clip(0.01, 100)


@pytest.fixture(scope="module")
def eight():
    with closing(TemperatureExplorer(EIGHT, NAMES)) as explorer:
        yield explorer


def heights(bars):
    return [bar.get_height() for bar in bars]


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


def test_the_picture_shows_the_result(heat):
    r = heat.set(temperature=3, top_k=2, logit_1=-5, logit_2=4).result
    logits = np.array([-5, 4, 0.1])
    np.testing.assert_allclose(heights(heat.kept), r.after)
    np.testing.assert_allclose(heights(heat.cut), [r.before[0], 0, 0])
    np.testing.assert_allclose(heights(heat.plain), special.softmax(logits))
    np.testing.assert_allclose(heat.shares.get_ydata(), r.counts / 200)
    curves = [curve.get_ydata() for curve in heat.curves]
    np.testing.assert_allclose(curves, special.softmax(logits / TEMPERATURES[:, np.newaxis], axis=1).T, atol=1e-12)
    assert [dot.get_data() for dot in heat.dots] == [([3], [p]) for p in r.before]
    assert heat.chosen.get_xdata() == [3, 3]


def test_the_ends_of_the_slider_are_the_limits(heat):
    for asked, limit, exact in ((0, 0.0, [1, 0, 0]), (inf, inf, [1 / 3] * 3)):
        r = heat.set(temperature=asked).result
        assert (r.temperature, r.before.tolist()) == (limit, exact)
        assert "In the limit" in heat.sentence
    said = set()
    for seed in range(5):
        said.add(words := " ".join(heat.set(temperature=1, seed=seed).result.words))
        assert words in heat.sentence
    assert len(said) == 5


def test_a_cut_in_a_limit_goes_by_the_logits(heat):
    """All are equally probable there, yet what is kept is what is kept at every temperature on the way."""
    r = heat.set(temperature=inf, logit_1=-1, logit_2=0, logit_3=4, top_k=2).result
    assert r.after.tolist() == [0, 0.5, 0.5]
    assert r.cut.tolist() == [True, False, False]


def test_cuts_over_their_sliders(eight):
    for temperature, k, reach in product((0.3, 1, 2.7), range(1, 9), (0.05, 0.31, 0.5, 0.77, 0.9, 1)):
        r = eight.set(temperature=temperature, top_k=k, top_p=reach).result
        expected = by_sorting(special.softmax(EIGHT / temperature), k, reach)
        np.testing.assert_allclose(r.after, expected, atol=1e-12)
        np.testing.assert_array_equal(r.cut, expected == 0)
        assert r.counts[r.cut].sum() == 0
        assert ("Nothing is cut" in eight.sentence) == (not r.cut.any())


def test_names_are_shown_as_given_and_large_logits_widen_their_sliders():
    with closing(TemperatureExplorer([800, -6.5, 800], ["_a", "$x$ <b>", "line\nbreak"])) as explorer:
        texts = [text.get_text() for text in explorer.stage.axes[0].get_xticklabels()]
        assert texts == ["_a", "$x$ <b>", "line▯break"]
        assert [text.get_text() for text in explorer.stage.axes[1].get_legend().get_texts()] == texts
        assert "“_a” and “line▯break” each have" in explorer.sentence
        assert explorer.result.z.tolist() == [800, -6.5, 800]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"logits": [1]}, "logits holds 1 numbers; wanted 2 to 12"),
        ({"logits": [1, 2, np.nan]}, "logits holds 1 values that are NaN or infinite; wanted finite numbers only"),
        ({"names": ["a", "b"]}, "names holds 2 names; wanted 3"),
        ({"names": "cat"}, "names is 'cat'; wanted a list of texts"),
        ({"names": [1, 2, 3]}, "names is [1, 2, 3]; wanted a list of texts"),
    ],
)
def test_tokens_that_do_not_fit_are_refused(arguments, complaint):
    with pytest.raises(ValueError, match=re.escape(complaint)):
        TemperatureExplorer(**arguments)


# a truth and what a model says of it


def shares(weights):
    return np.array(weights) / sum(weights) if any(weights) else np.full(len(weights), 1 / len(weights))


def test_costs_at_every_position(mismatch):
    seen = set()
    two_of_three = product([0, 0.01, 1], [0], [0, 0.01, 1], repeat=2)
    for weights in [*product([0, 0.4], repeat=6), *two_of_three]:
        r = mismatch.set(**dict(zip(mismatch.controls, weights, strict=True))).result
        p, q = shares(weights[:3]), shares(weights[3:])
        forward, backward = special.rel_entr(p, q).sum(), special.rel_entr(q, p).sum()
        np.testing.assert_allclose([r.p, r.q], [p, q])
        found = r.entropy, r.cost, r.forward, r.backward
        assert found == pytest.approx((stats.entropy(p), stats.entropy(p) + forward, forward, backward), abs=1e-9)
        assert ("q is p" in mismatch.sentence) == np.allclose(p, q)
        assert ("never happens, and" in mismatch.sentence) == isinf(forward)
        assert ("KL(q‖p) is infinite" in mismatch.sentence) == isinf(backward)
        assert ("All weights of" in mismatch.sentence) == (not any(weights[:3]) or not any(weights[3:]))
        seen.add((isinf(forward), isinf(backward), "q is p" in mismatch.sentence))
        assert_costs(mismatch, p, q, np.array(found))
    assert len(seen) == 5


def assert_costs(mismatch, p, q, found):
    """Bars have the heights and lengths of what was found; what leaves the axes is marked there."""
    assert heights(mismatch.truth) == pytest.approx(p)
    assert heights(mismatch.model) == pytest.approx(q)
    entropy, cost, forward, backward = found
    whole, itself, extra, other = (bar.get_width() for bar in mismatch.costs)
    assert (whole, itself, extra, other) == pytest.approx(
        np.minimum([cost, entropy, forward, backward], 2 * END), abs=1e-9
    )
    assert mismatch.costs[2].get_x() == pytest.approx(entropy)
    reach = np.array([cost, entropy + forward, backward])
    assert mismatch.beyond.get_ydata().tolist() == np.flatnonzero(reach > END).tolist()
    for marks in mismatch.endless:
        assert marks.get_ydata().tolist() == np.flatnonzero(np.isinf(reach)).tolist()


# a line between two classes


def places(line):
    """Some places of the three weight sliders, ends and zeros included."""
    for w1, w2, b in product((-5, 0, 1.5), (0, -2, 5), (-5, 0, 0.7)):
        yield line.set(w1=w1, w2=w2, intercept=b).result


def test_a_line_is_worth_what_scikit_learn_says(line):
    y, drawn = breast_cancer().y, 0
    for r in places(line):
        p = special.expit(line.z @ r.weights[:2] + r.weights[2])
        assert r.right == np.sum((p >= 0.5) == y) == 569 - r.wrong.sum()
        assert r.loss == pytest.approx(sklearn.metrics.log_loss(y, p), rel=1e-6)
        assert ("all samples lie on one side" in line.sentence) <= (len(set(p >= 0.5)) == 1)
        assert ("there is no line" in line.sentence) == (not r.weights[:2].any())
        for share, between in line.lines.items():
            x1, x2 = map(np.asarray, between.get_data())
            np.testing.assert_allclose(special.expit(r.w1 * x1 + r.w2 * x2 + r.intercept), share)
            drawn += np.size(x1) > 0
        assert_sigmoid(line, r)
    assert drawn > 40


def assert_sigmoid(line, r):
    """Every sample is on the sigmoid's axis or marked at its edge, and the wrong ones are hollow in both."""
    drawn = np.concatenate([dots.get_xdata() for dots in line.samples])
    np.testing.assert_allclose(np.sort(drawn), np.sort(r.logits))
    assert sorted(line.beyond.get_xdata()) == sorted(FARTHEST * np.sign(r.logits[np.abs(r.logits) > FARTHEST]))
    for label, (in_plane, on_curve) in enumerate(zip(*line.wrong, strict=True)):
        wrong = r.wrong & (line.y == label)
        np.testing.assert_allclose(in_plane.get_xydata(), line.z[wrong])
        np.testing.assert_allclose(on_curve.get_xdata(), r.logits[wrong])


@pytest.mark.parametrize("penalty", [1e-4, 0.00176, 0.1, 10])
def test_the_trained_weights_are_those_of_scikit_learn(line, penalty):
    theirs = LogisticRegression(C=1 / (569 * penalty), tol=1e-10, solver="newton-cholesky")
    theirs.fit(line.z, breast_cancer().y)
    line.set(trained=True, penalty=penalty)
    for r in places(line):  # wherever the hand has left its weights
        np.testing.assert_allclose(r.weights, [*theirs.coef_[0], *theirs.intercept_], atol=1e-6)
        assert penalty > 1e-4 or r.loss <= r.hand_loss + 1e-3  # of the pull


def test_the_line_by_hand_stays_as_a_shadow_of_the_trained_one(line):
    assert line.controls["penalty"].marks == [(1 / breast_cancer().y.size, "scikit-learn's usual")]
    by_hand, shown = line.result, line.lines[0.5].get_data()
    assert not line.ghost.get_visible()
    trained = line.set(trained=True).result
    assert line.ghost.get_visible()
    np.testing.assert_array_equal(line.ghost.get_data(), shown)
    assert trained.hand_loss == by_hand.loss > trained.loss


# how far a confidence can be trusted

SETTINGS = [(method, 1.0) for method in METHODS] + [("temperature", t) for t in HEATS[20::2]]


def probabilities(method, temperature, floor=1e-15):
    scores = digit_scores()
    tables = {"Platt": scores.platt, "isotonic": scores.isotonic}
    return tables.get(method, special.softmax(np.maximum(scores.unfloored, np.log(floor)) / temperature, axis=1))


@pytest.mark.parametrize(("method", "temperature"), SETTINGS)
def test_trust_is_what_scikit_learn_measures(trust, method, temperature):
    labels, p = digit_scores().labels, probabilities(method, temperature)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == labels
    share, mean = calibration_curve(right, confidence, n_bins=10)
    counts = np.histogram(confidence, np.linspace(0, 1, 11))[0]
    counts = counts[counts > 0]
    shown = trust.set(method=method, temperature=temperature).result.shown
    assert shown.error == pytest.approx(np.average(np.abs(share - mean), weights=counts))
    loss = sklearn.metrics.log_loss(labels, p, labels=range(10))
    if loss < 1:  # scikit-learn raises probabilities below 2e-16, which a cold softmax gives
        assert shown.log_loss == pytest.approx(loss)
    sure = confidence >= 0.9
    assert shown.sure == sure.sum()
    assert not sure.any() or shown.sure_right == pytest.approx(right[sure].mean())
    bars, gaps, boxes = (
        np.array([path.vertices[:4] for path in boxes.get_paths()]) for boxes in (trust.bars, trust.gaps, trust.counts)
    )
    np.testing.assert_allclose(bars[:, 2, 1], share)
    np.testing.assert_allclose(gaps[:, 2, 1], mean)
    np.testing.assert_allclose(np.ptp(boxes[:, :, 1], axis=1) / 0.2, counts / 719)
    for figure, (lines, _, here) in trust.parts.items():
        found = getattr(trust.result.measured["temperature"], figure)
        assert here.get_xydata().tolist() == [[temperature, found]]
        assert max(lines, key=lambda name: lines[name].get_linewidth()) == method
        low, high = here.axes.get_ylim()
        assert low < found < high


def test_the_loss_says_where_the_floor_was_put(trust):
    labels, heats = digit_scores().labels, HEATS[30::10]
    for floor in (1e-300, 1e-15, 1e-3):
        r = trust.set(floor=floor, answer=True).result
        logits = np.maximum(digit_scores().unfloored, np.log(floor))
        losses = [-special.log_softmax(logits / heat, axis=1)[np.arange(719), labels].mean() for heat in (1, *heats)]
        assert r.shown.log_loss == pytest.approx(losses[0])
        curve = trust.parts["log_loss"][0]["temperature"].get_xydata()
        assert np.interp(np.log(heats), np.log(curve[:, 0]), curve[:, 1]) == pytest.approx(losses[1:], rel=0.01)
    assert trust.set(answer=False).parts["error"][0]["temperature"].get_xdata().size == 0


# who looks at whom


def by_hand(explorer, r):
    """Scores, weights and mix of one word, straight from the formula with SciPy's softmax."""
    (heads, shown), query = PARTS[r.head], WORDS.index(r.query)
    queries, keys = (each.copy() for each in explorer.tokens[r.dimensions])
    keys[STRETCHED] *= r.key_length
    width, mix = r.dimensions // heads, []
    for at in range(heads):
        columns = slice(at * width, (at + 1) * width)
        scores = keys[:, columns] @ queries[query, columns] / (np.sqrt(width) if r.scaled else 1)
        weights = special.softmax(scores) if r.softmax else scores
        mix.append(weights @ VALUES[:, at * 2 // heads : (at + 1) * 2 // heads])
        if at == shown:
            kept = scores, weights
    return *kept, np.concatenate(mix)


@pytest.mark.parametrize(("head", "size"), list(product(PARTS, SIZES)))
def test_every_setting_agrees_with_the_formula(attention, size, head):
    for scaled, softmax, word, length in product((True, False), (True, False), WORDS, (0, 0.5, 1, 3)):
        r = attention.set(
            query=word, key_length=length, dimensions=size, scaled=scaled, softmax=softmax, head=head
        ).result
        scores, weights, mix = by_hand(attention, r)
        for found, wanted in ((r.scores, scores), (r.row, weights), (r.output, mix), (r.weights[r.asks], weights)):
            np.testing.assert_allclose(found, wanted, atol=1e-9)
        assert f"The largest weight is that of “{WORDS[scores.argmax()]}”" in attention.sentence
        ends = sorted(x for bar in attention.bars.values() for x in bar.get_xdata() if np.isfinite(x) and x != 0)
        np.testing.assert_allclose(ends, sorted(scores[scores != 0]), atol=1e-9)
        width = size // PARTS[head][0]
        np.testing.assert_allclose(
            attention.products.get_xdata(), scores * (np.sqrt(width) if scaled else 1), atol=1e-9
        )
        np.testing.assert_allclose(attention.dots.get_sizes(), 500 * np.abs(weights).clip(max=2), atol=1e-6)
        outside = np.abs(mix).max() > 2
        assert np.abs(attention.exit.get_xydata()).max(initial=0) == (2 if outside else 0)


def test_shades_numbers_and_frame_stand_in_the_same_rows(attention):
    with patch.object(attention.numbers, "write") as write:
        weights = attention.set(query="sat", head="second of two").result.weights
    written = {(3 - y // CELL, x // CELL): float(text) for x, y, text in write.call_args[0][0]}
    assert written == {place: pytest.approx(weight, abs=0.0051) for place, weight in np.ndenumerate(weights)}
    reds = np.asarray(attention.cells.get_array())[..., 0]  # less of it in a bluer cell; the lowest row comes first
    assert (np.argsort(reds[::-1], axis=None) == np.argsort(-weights, axis=None)).all()
    assert attention.frame.get_y() == CELL  # the third of four rows from the top


def test_without_the_softmax_weights_below_0_are_orange_and_drawn_as_rings(attention):
    r = attention.set(softmax=False).result
    assert np.abs(r.weights.sum(axis=1) - 1).min() > 0.3
    red, _, blue = np.moveaxis(np.asarray(attention.cells.get_array())[::-1], -1, 0)
    assert ((red > blue) == (r.weights < 0)).all()
    hollow = (attention.dots.get_facecolors()[:, :3] == 1).all(axis=1)
    assert hollow.tolist() == (r.row < 0).tolist() == [True, False, True, True]
