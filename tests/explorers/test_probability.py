"""The pictures of notebook 03 against the second computation of `claims_probability.py`, SciPy and scikit-learn."""

from contextlib import closing
from functools import partial
from math import inf, log
from unittest.mock import patch

import numpy as np
import pytest
from scipy import special, stats
from sklearn.calibration import calibration_curve

from helpers.data import breast_cancer, digit_scores
from helpers.explorers import probability as room
from tests.explorers.builders import NEXT_WORD
from tests.explorers.claims_probability import drawn
from tests.explorers.drawn import assert_at, everywhere, heights
from tests.explorers.moves import at_its_start

mails, pile, coin, normal = map(
    at_its_start,
    (
        room.BayesExplorer,
        room.AveragesExplorer,
        room.CoinLikelihoodExplorer,
        room.NormalLikelihoodExplorer,
    ),
)
heat, mismatch, line = map(at_its_start, (room.TemperatureExplorer, room.MismatchExplorer, room.LogisticExplorer))
eight = at_its_start(partial(room.TemperatureExplorer, *NEXT_WORD))
trust, attention = map(at_its_start, (room.CalibrationExplorer, room.AttentionExplorer))


# a crowd of mails, filtered by a word


def test_a_crowd_has_a_dot_for_each_mail_and_the_bars_meet_where_the_share_is(mails, rng):
    for r, w in everywhere(mails, rng, 80):
        dots = {line.get_label(): line.get_xydata() for line in mails.stage.axes[0].lines}
        kinds = [["spam with the word", "spam without the word"], ["good with the word", "good without the word"]]
        assert [[len(dots[kind]) for kind in row] for row in kinds] == r.counts.tolist()
        rates = np.array([(w.hit_rate, 1 - w.hit_rate), (w.false_alarm_rate, 1 - w.false_alarm_rate)])
        assert r.counts == pytest.approx(1000 * rates * [[w.prior], [1 - w.prior]], abs=1 + 1e-9)
        assert len({tuple(place) for places in dots.values() for place in places}) == r.counts.sum() == 1000
        (everything, level), wanted = room.ROWS.values(), {}
        wanted["spam", everything], wanted["good", everything] = (0, w.prior), (w.prior, 1)
        if w.evidence:
            wanted["spam", level], wanted["good", level] = (0, w.posterior), (w.posterior, 1)
        else:
            wanted["no such mail", level] = (0, 1)
        bars = {}
        for boxes in mails.bars:
            for path in boxes.get_paths():
                (left, low), (right, high) = path.get_extents().get_points()
                bars[boxes.get_label(), (low + high) / 2] = (left, right)
        assert bars.keys() == wanted.keys()
        assert all(bars[bar] == pytest.approx(ends) for bar, ends in wanted.items())


# averages


def test_bars_stand_beside_the_bell_on_either_side_of_the_threshold(pile, rng):
    for r, w in everywhere(pile, rng, 60):
        bell, gap = stats.norm(5, w.error), (10 if w.source == "coin" else 1) / w.n
        top = bell.pdf(5)
        averages, counts = np.unique(drawn(w.source)[0][w.n - 1], return_counts=True)
        averages, shares = averages / w.n, counts / 10_000 / gap / top
        for boxes, kept in ((pile.bars, averages < w.threshold - 1e-9), (pile.tail, averages >= w.threshold - 1e-9)):
            kept = kept & (averages < 20)
            found = [path.get_extents() for path in boxes.get_paths()]
            assert [(box.x0 + box.x1) / 2 for box in found] == pytest.approx(averages[kept])
            assert [box.height for box in found] == pytest.approx(shares[kept])
        x, densities = pile.bell.get_data()
        np.testing.assert_allclose(densities, bell.pdf(x) / top, atol=1e-12)
        assert_at(pile.here, [(w.n, w.spread)])
        assert r.spread == pytest.approx(w.error, rel=0.03)
        assert_at(pile.root, [(n, w.std / np.sqrt(n)) for n in range(1, 101)])
        assert pile.root.get_visible() == w.answer


# two likelihoods


def test_a_coin_over_the_whole_slider(coin, rng):
    low = coin.stage.axes[1].get_ylim()[0]
    for _, w in everywhere(coin, rng, 60):
        assert [path.get_extents().y1 for path in coin.bars.get_paths()] == [w.theta, 1 - w.theta]
        assert coin.place.get_visible() == (w.total >= low)
        assert not coin.place.get_visible() or coin.place.get_xydata().tolist() == [[w.theta, pytest.approx(w.total)]]
        assert coin.exit.get_xydata().tolist() == ([] if w.total >= low else [[w.theta, low]])


def test_a_bell_curve_over_both_sliders(normal, rng):
    values = np.array([1, 3, 4, 5, 7])
    for _, w in everywhere(normal, rng, 60):
        bell, top = stats.norm(w.mean, w.std), stats.norm(w.mean, w.std).pdf(w.mean)
        stems = np.array(normal.stems.get_segments())  # (value, foot and top, x and y)
        np.testing.assert_allclose(stems[:, 0], np.column_stack([values, np.zeros(5)]))
        np.testing.assert_allclose(stems[:, 1], np.column_stack([values, bell.pdf(values)]))
        x, densities = normal.curve.get_data()
        np.testing.assert_allclose(densities, bell.pdf(x), atol=1e-300)
        assert_at(normal.place, [(w.mean, w.std)])
        assert_at(normal.top, [(w.mean, top)])
        assert top < normal.stage.axes[0].get_ylim()[1]
        assert list(normal.topped(*normal.top.get_xydata()[0]).values()) == pytest.approx([w.mean, w.std])


# tokens, hotter or colder


@pytest.mark.parametrize(("name", "args"), [("heat", ()), ("eight", NEXT_WORD)])
def test_bars_curves_and_dots_are_the_probabilities(name, args, request, rng):
    built = request.getfixturevalue(name)
    for r, w in everywhere(built, rng, 60, *args):
        places = np.arange(w.size)
        before = special.softmax(r.z / w.heat) if w.heat else (r.z == r.z.max()) / w.winners
        np.testing.assert_allclose(heights(built.kept), before * ~r.cut / sum(before[~r.cut]), atol=1e-12)
        np.testing.assert_allclose(heights(built.cut), before * r.cut, atol=1e-12)
        np.testing.assert_allclose(heights(built.plain), special.softmax(r.z))
        assert_at(built.shares, np.column_stack([places, r.counts / 200]))
        assert (r.counts[r.top], r.counts.sum(), r.counts[r.cut].sum(), r.cut.sum()) == (w.draws, 200, 0, w.cuts)
        curves = special.softmax(r.z / room.TEMPERATURES[:, np.newaxis], axis=1).T
        place = min(max(w.temperature, 0.005), 200)
        assert_at(built.chosen, [(place, 0), (place, 1.03)])
        for curve, dot, wanted, share in zip(built.curves, built.dots, curves, before, strict=True):
            assert_at(curve, np.column_stack([room.TEMPERATURES, wanted]))
            assert curve.get_visible() == w.answer
            assert_at(dot, [(place, share)])


def test_a_cut_in_a_limit_goes_by_the_logits(heat):
    """All are equally probable there, yet what is kept is what is kept at every temperature on the way."""
    r = heat.set(temperature=inf, logit_1=-1, logit_2=0, logit_3=4, top_k=2).result
    assert r.after.tolist() == [0, 0.5, 0.5]
    assert r.cut.tolist() == [True, False, False]


def test_names_are_shown_as_given_and_large_logits_widen_their_sliders():
    with closing(room.TemperatureExplorer([800, -6.5, 800], ["_a", "$x$ <b>", "line\nbreak"])) as explorer:
        texts = [text.get_text() for text in explorer.stage.axes[0].get_xticklabels()]
        assert texts == ["_a", "$x$ <b>", "line▯break"]
        assert [text.get_text() for text in explorer.stage.axes[1].get_legend().get_texts()] == texts
        assert "“_a” and “line▯break” each have" in explorer.sentence
        assert explorer.result.z.tolist() == [800, -6.5, 800]


# a truth and what a model says of it


def test_costs_at_every_position(mismatch, rng):
    """Bars have the heights and lengths of what was found; what leaves the axes is marked there."""
    seen = set()
    for _, w in everywhere(mismatch, rng, 80):
        for letter, bars in (("p", mismatch.truth), ("q", mismatch.model)):
            weights = np.array([getattr(w, f"{letter}_{at}") for at in (1, 2, 3)])
            assert heights(bars) == pytest.approx(weights / sum(weights) if any(weights) else [1 / 3] * 3)
        lengths = [bar.get_width() for bar in mismatch.costs]
        wanted = np.minimum([w.cost, w.entropy, w.forward, w.backward], 2 * room.END)
        assert lengths == pytest.approx(wanted, abs=1e-9)
        assert mismatch.costs[2].get_x() == pytest.approx(w.entropy)
        reach = np.array([w.cost, w.entropy + w.forward, w.backward])
        assert mismatch.beyond.get_ydata().tolist() == np.flatnonzero(reach > room.END).tolist()
        for marks in mismatch.endless:
            assert marks.get_ydata().tolist() == np.flatnonzero(np.isinf(reach)).tolist()
        seen.add(tuple(np.isinf(reach[1:])))
    assert len(seen) > 2


# a line between two classes


def test_lines_lie_where_a_probability_is_reached_and_wrong_samples_are_hollow(line, rng):
    assert line.controls["penalty"].marks == [(1 / breast_cancer().y.size, "scikit-learn's usual")]
    drawn = 0
    for r, w in everywhere(line, rng, 60):
        hand, logits = np.array([w.w1, w.w2, w.intercept]), line.z @ r.weights[:2] + r.weights[2]
        reached = [(share, between, r.weights) for share, between in line.lines.items()]
        for share, between, weights in [*reached, (0.5, line.ghost, hand)]:
            x1, x2 = map(np.asarray, between.get_data())
            found = special.expit(x1 * weights[0] + x2 * weights[1] + weights[2])
            np.testing.assert_allclose(found, share)
            drawn += np.size(x1) > 0
        assert line.ghost.get_visible() == w.trained
        samples = np.concatenate([dots.get_xdata() for dots in line.samples])
        np.testing.assert_allclose(np.sort(samples), np.sort(logits))
        assert len(line.beyond.get_xdata()) == np.sum(np.abs(logits) > room.FARTHEST)
        assert set(np.abs(line.beyond.get_xdata())) <= {room.FARTHEST}
        for label, (in_plane, on_curve) in enumerate(zip(*line.wrong, strict=True)):
            wrong = ((r.logits >= 0) != line.y) & (line.y == label)
            np.testing.assert_allclose(in_plane.get_xydata(), line.z[wrong])
            np.testing.assert_allclose(on_curve.get_xdata(), r.logits[wrong])
        length = hand[:2] @ hand[:2]
        assert_at(line.grip, -hand[2] * hand[:2] / length if length else [np.nan, np.nan])
    assert drawn > 40


# how far a confidence can be trusted


def test_a_diagram_is_that_of_scikit_learn(trust, rng):
    scores = digit_scores()
    for _, w in everywhere(trust, rng, 40):
        heated = special.softmax(np.maximum(scores.unfloored, log(w.floor)) / w.temperature, axis=1)
        p = {"Platt": scores.platt, "isotonic": scores.isotonic}.get(w.method, heated)
        confidence, right = p.max(axis=1), p.argmax(axis=1) == scores.labels
        share, mean = calibration_curve(right, confidence, n_bins=10)
        counts = np.histogram(confidence, np.linspace(0, 1, 11))[0]
        bars, gaps, boxes = (
            np.array([path.vertices[:4] for path in each.get_paths()])
            for each in (trust.bars, trust.gaps, trust.counts)
        )
        np.testing.assert_allclose(bars[:, 2, 1], share)
        np.testing.assert_allclose(gaps[:, 2, 1], mean)
        np.testing.assert_allclose(np.ptp(boxes[:, :, 1], axis=1) / 0.2, counts[counts > 0] / 719)
        for figure, (lines, _, here) in trust.parts.items():
            assert max(lines, key=lambda name: lines[name].get_linewidth()) == w.method
            low, high = here.axes.get_ylim()
            ((at, found),) = here.get_xydata()
            assert at == w.temperature
            assert low < found < high
            shown = [found] if w.method == "temperature" else lines[w.method].get_ydata()
            assert shown == pytest.approx([w.error if figure == "error" else w.loss] * len(shown))
            heats, curve = lines["temperature"].get_data()
            assert (heats.size > 0) == w.answer
            if w.answer:
                assert np.interp(log(at), np.log(heats), curve) == pytest.approx(found, rel=0.02, abs=0.01)


# who looks at whom


def test_scores_are_bars_weights_are_dots_and_their_mix_is_a_star(attention, rng):
    for r, w in everywhere(attention, rng, 120):
        np.testing.assert_allclose(r.weights[r.asks], w.weights, atol=1e-9)
        ends = sorted(x for bar in attention.bars.values() for x in bar.get_xdata() if np.isfinite(x) and x != 0)
        np.testing.assert_allclose(ends, sorted(w.scores[w.scores != 0]), atol=1e-9)
        products = w.scores * (w.root if w.scaled else 1)
        assert_at(attention.products, np.column_stack([products, np.arange(4)]))
        np.testing.assert_allclose(attention.dots.get_sizes(), 500 * np.abs(w.weights).clip(max=2), atol=1e-6)
        hollow = (attention.dots.get_facecolors()[:, :3] == 1).all(axis=1)
        assert hollow.tolist() == (w.weights < 0).tolist()
        assert_at(attention.mix, [w.mix])
        assert_at(attention.exit, [np.clip(w.mix, -2, 2)] if np.abs(w.mix).max() > 2 else [])


def test_shades_numbers_and_frame_stand_in_the_same_rows(attention):
    with patch.object(attention.numbers, "write") as write:
        weights = attention.set(query="sat", head="second of two").result.weights
    written = {(3 - y // room.CELL, x // room.CELL): float(text) for x, y, text in write.call_args[0][0]}
    assert written == {place: pytest.approx(weight, abs=0.0051) for place, weight in np.ndenumerate(weights)}
    reds = np.asarray(attention.cells.get_array())[..., 0]  # less of it in a bluer cell; the lowest row comes first
    assert (np.argsort(reds[::-1], axis=None) == np.argsort(-weights, axis=None)).all()
    assert attention.frame.get_y() == room.CELL  # the third of four rows from the top


def test_without_the_softmax_weights_below_0_are_orange(attention):
    r = attention.set(softmax=False).result
    assert np.abs(r.weights.sum(axis=1) - 1).min() > 0.3
    red, _, blue = np.moveaxis(np.asarray(attention.cells.get_array())[::-1], -1, 0)
    assert ((red > blue) == (r.weights < 0)).all()
