"""The pictures of notebook 01 against the second computation of `claims_linear_algebra.py` and NumPy."""

from contextlib import closing
from functools import partial

import numpy as np
import pytest
from matplotlib.colors import to_rgba

from helpers.data.sets import flower, years_and_income
from helpers.explorers import linear_algebra as room
from helpers.stage.style import RAMP
from tests.explorers.builders import TOOLS
from tests.explorers.drawn import assert_at, assert_bars, everywhere, heights
from tests.explorers.moves import at_its_start, drag, values

arrow, arrows = map(at_its_start, (room.ArrowExplorer, room.DotProductExplorer))
lab = at_its_start(partial(room.SimilarityExplorer, TOOLS, query=(0.8, 0.2, 0.0)))
plane, motion = map(at_its_start, (room.SimilarityExplorer, room.MatrixExplorer))
layer, blocks = map(at_its_start, (room.LayerExplorer, room.ShapesExplorer))
picture, people, penalised = map(at_its_start, (room.LowRankExplorer, room.PrincipalAxisExplorer, room.PenaltyExplorer))


# one arrow, and two


def test_the_squares_of_an_arrow_and_its_way_along_the_streets(arrow, rng):
    for _, w in everywhere(arrow, rng):
        assert heights(arrow.bars) == pytest.approx([w.a1**2, w.a2**2] * 2)
        assert arrow.bars[3].get_y() == pytest.approx(w.a1**2)
        assert_at(arrow.streets, [(0, 0), (w.a1, 0), (w.a1, w.a2)])


def test_bars_and_shadow_of_two_arrows(arrows, rng):
    for _, w in everywhere(arrows, rng):
        a, b = np.round([(w.a1, w.a2), (w.b1, w.b2)], 9)
        assert_bars(arrows.bars, [*(a * b), w.dot, 32 * w.cosine if w.aimed else 0])
        foot = [w.shadow * b / w.sizes[1]] if b.any() else []
        assert_at(arrows.shadow, [place for tip in foot for place in ((0, 0), tip)])
        assert_at(arrows.fall, [*foot, a])
        assert [each.get_visible() for each in arrows.arrows.arrows] == [a.any(), b.any()]


# a query among documents


def asked(explorer, *query):
    """The explorer with its query at these numbers."""
    return explorer.set(**{f"query_{at}": number for at, number in enumerate(query, start=1)})


@pytest.mark.parametrize(("name", "args"), [("lab", (TOOLS,)), ("plane", ())])
def test_bars_are_the_scores_and_the_picture_keeps_all_that_is_measured(name, args, request, rng):
    explorer = request.getfixturevalue(name)
    lengths, axes = np.linalg.norm(explorer.documents, axis=1), explorer.stage.axes[0]
    for _, w in everywhere(explorer, rng, 60, *args):
        dots, some = explorer.documents @ w.query, w.query.any()
        cosines = dots / lengths / (np.linalg.norm(w.query) or 1)
        every = [dots, cosines, np.linalg.norm(explorer.documents - w.query, axis=1)]
        for metric, scores, sign in zip(explorer.bars, every, (1, 1, -1), strict=True):
            (low, high), ranked = explorer.reaches[metric], metric != "cosine" or some
            best = np.flatnonzero(sign * scores >= max(sign * scores) - 1e-8) if ranked else []
            assert_bars(explorer.bars[metric], scores)
            assert low - 1e-9 <= min(scores) <= max(scores) <= high + 1e-9
            assert_at(explorer.rings[metric], [(at, max(scores[at], 0) + 0.09 * (high - low)) for at in best])
        tip, *places = np.array([line.get_xydata()[1] for line in (explorer.tip, *explorer.tips)])
        turned = some or w.query.size == 2
        assert [line.get_visible() for line in (*explorer.tips, explorer.gaps)] == [turned] * (lengths.size + 1)
        if turned:
            assert places @ tip == pytest.approx(every[0], abs=1e-6)
            assert np.linalg.norm(places - tip, axis=1) == pytest.approx(every[2], abs=1e-6)
            assert np.linalg.norm([tip, *places], axis=1) == pytest.approx([np.linalg.norm(w.query), *lengths])
            np.testing.assert_array_equal(explorer.gaps.get_segments(), [[tip, place] for place in places])
            inside = axes.viewLim.get_points()
            assert ((inside[0] <= [tip, *places]) & ([tip, *places] <= inside[1])).all()


def test_a_query_of_three_numbers_is_as_long_as_its_tip_is_dragged(lab):
    before = lab.result.query
    for length in (0.5, 0.9):
        drag(lab, 0, lab.stage._shares(lab.stage.axes[0].transData.transform((length, 0.3))))
        assert lab.result.query == pytest.approx(before * length / np.linalg.norm(before), abs=1e-4)


def test_rounding_makes_no_direction_and_parts_no_rank(lab):
    assert asked(lab, 5.5e-17, 0, -1e-17).result.verdict == "no cosine"
    with closing(room.SimilarityExplorer({"one": (1, 1), "two": (0.7, 0.7), "far": (1, 0)}, query=(0.1, 0.3))) as built:
        for number in np.linspace(0.01, 1, 34):
            ranks = asked(built, number, 0.3).result.ranks["cosine"]
            assert ranks[0] == ranks[1]
        assert "one 1.000 = two 1.000" in asked(built, 0.3, 0.3).sentence


def test_the_sliders_cover_the_data():
    with closing(room.SimilarityExplorer({"a": (1, 1), "b": (-1, 2)}, (0, 70))) as built:
        assert {(slider.min, slider.max) for slider in built.controls.values()} == {(-20, 100)}
    with closing(room.SimilarityExplorer(room.DOCUMENTS)) as built:
        assert list(values(built).values()) == [1, 1]  # of the first document


def test_any_printable_name_can_be_drawn():
    names = ["cost in $x$ and $y$", "\N{HOUSE BUILDING} <b>", r"\frac{1}"]
    with closing(room.SimilarityExplorer(dict.fromkeys(names, (1, 2)), query=(1, 1))) as built:
        (legend,) = built.figure.legends
        drawn = [text.get_text() for text in legend.get_texts()]
        assert drawn == ["query", "cost in $x$ and $y$", "▯ <b>", r"\frac{1}", "distance", "most alike"]
        assert all(not text.get_parse_math() for text in legend.get_texts())
        assert "all of them" in repr(built)


# what a matrix does to the plane


def test_grid_circle_arrows_and_kept_directions_are_the_images_under_the_matrix(motion, rng):
    upright = np.array([[(at, -2), (at, 2)] for at in (-2, -1, 0, 1, 2)])
    grid = np.concatenate([upright, upright[..., ::-1]])  # ten lines, each by its two ends
    for _, w in everywhere(motion, rng, 60):
        np.testing.assert_allclose(motion.grid.get_segments(), grid @ w.matrix.T, atol=1e-9)
        assert [each.get_visible() for each in motion.columns.arrows] == w.matrix.any(axis=0).tolist()
        kept, images = motion.before.get_xydata(), motion.after.get_xydata()
        assert (len(kept) > 0) == bool(w.eigenvectors and w.values)
        assert images == pytest.approx(kept @ w.matrix.T)
        assert np.cross(np.pad(kept, [(0, 0), (0, 1)]), np.pad(images, [(0, 0), (0, 1)])) == pytest.approx(0, abs=1e-6)
        assert_circle(motion, w)


def assert_circle(motion, w):
    """On the left it is moved at once; on the right it stays round until it is stretched along the axes."""
    ellipse, circle = motion.ellipse.get_xydata(), motion.circle.get_xydata()
    assert np.linalg.norm(ellipse, axis=1).max() == pytest.approx(w.stretches[0], rel=2e-3)
    if w.step == "turn again":
        assert circle == pytest.approx(ellipse, abs=1e-9)
    elif w.step == "stretch":
        assert np.abs(circle).max(axis=0) == pytest.approx(w.stretches, rel=2e-3, abs=1e-7)
    else:
        assert np.linalg.norm(circle, axis=1) == pytest.approx(1)


def test_what_leaves_the_plane_is_marked_at_the_edge(motion):
    motion.set(a=3, b=3, c=3, d=3, step="stretch")
    for marks in (motion.left_exits.get_xydata(), motion.right_exits.get_xydata()):
        assert len(marks) > 0
        assert (np.abs(marks) / room.EDGE).max(axis=1) == pytest.approx(np.ones(len(marks)))
    motion.set(a=1, b=0, c=0, d=1)
    assert motion.left_exits.get_xydata().size == motion.right_exits.get_xydata().size == 0


def test_a_button_sets_the_entries_of_what_its_name_says(motion):
    assert motion.actions(motion.result).keys() == room.PRESETS.keys()
    for name, matrix in room.PRESETS.items():
        result = motion.set(**motion.actions(motion.result)[name]).result
        assert np.array_equal(result.motion.matrix, matrix)
        assert [other for other, values in motion.actions(result).items() if values is None] == [name]
    turn, stretched, sheared, projection, mirror = room.PRESETS.values()
    assert turn @ [1, 0] == pytest.approx([np.sqrt(0.75), 0.5])
    assert (*stretched @ [1, 1], *sheared @ [0, 1], *mirror @ [3, 1]) == (2, 0.5, 1, 1, 1, 3)
    assert (*projection @ [1, 1], *projection @ [1, -1]) == (1, 1, 0, 0)


# a neuron folds the plane


def drawn_from_above(explorer):
    """The polygons seen from above: of each strip its corners and the number of its colour, and what is silent."""
    boxes, silent = explorer.views[0][:2]
    ramp = [to_rgba(hue) for hue in RAMP[::-1]]
    strips = zip(boxes.get_paths(), boxes.get_facecolors(), strict=True)
    return [(path.vertices, ramp.index(tuple(hue))) for path, hue in strips], [p.vertices for p in silent.get_paths()]


def shoelace(corners):
    (x, y), (next_x, next_y) = corners.T, np.roll(corners, -1, axis=0).T
    return abs(np.sum(x * next_y - next_x * y)) / 2


def test_strips_have_the_colour_of_their_output_and_lie_from_the_back_to_the_front(layer, rng):
    along = np.array([[0.8, 0.3], [-0.6, 0.42]])  # how the ground is seen from the side
    assert along[:, 0] @ room.AWAY == 0 < along[:, 1] @ room.AWAY
    seen, ordered = set(), 0
    for r, w in everywhere(layer, rng, 60):
        strips, silent = drawn_from_above(layer)
        quiet = sum(map(shoelace, silent))
        assert quiet == pytest.approx(16 * r.share, abs=1e-6)
        assert not w.length or quiet + sum(shoelace(each) for each, _ in strips) == pytest.approx(16)
        signs = [1, -1][: w.neurons]
        for corners, colour in strips:
            output = np.maximum(np.multiply(corners.mean(axis=0) @ r.w + w.bias, signs), 0).sum()
            assert room.LEVELS[colour] - 1e-9 <= output <= room.LEVELS[colour + 1] + 1e-9
            seen.add(colour)
        away = r.w @ room.AWAY
        if len(strips) > 1 and abs(away) > 0.1:
            centres = np.array([corners.mean(axis=0) for corners, _ in strips])
            assert (np.diff(centres @ r.w) * np.sign(away) <= 1e-9).all()
            ordered += 1
    assert len(seen) > 10 < ordered


# shapes


def drawn(patch):
    """Top left corners of the squares of a patch, in cells from the middle of each of the three blocks."""
    found = [set(), set(), set()]
    for corner in (path.vertices[0] for path in patch.get_paths()):
        block = int(np.abs(room.MIDDLES[:, 0] - corner[0]).argmin())
        found[block].add(tuple(((corner - room.MIDDLES[block]) / room.CELL).round(6)))
    return found


def test_every_number_has_a_cell_and_what_makes_the_first_one_is_lit(blocks, rng):
    fitted = []
    for _, w in everywhere(blocks, rng, 200):
        plain, repeated, lit = (drawn(patch) for patch in (blocks.plain, blocks.repeated, blocks.lit))
        cells = [int(np.prod(shape)) for shape in (w.left, w.right)]
        total = 0 if w.result is None else w.work // (w.left[-1] if w.operation == "@" else 1)
        assert [len(block) for block in plain] == [*cells, total]
        assert len(blocks.cross.get_segments()) == (0 if total else 2)
        fitted.append((w.operation, total > 0))
        if not total:
            assert len(lit[0]) != len(lit[1])
            assert not any(repeated)
            assert not lit[2]
        elif w.operation == "@":
            assert not any(repeated)
            assert [len(block) for block in lit] == [w.left[-1], w.left[-1], 1]
        else:  # the repeated cells fill both sides up to the result
            assert [len(block) for block in repeated] == [total - cells[0], total - cells[1], 0]
            assert all(own | copies == plain[2] for own, copies in zip(plain[:2], repeated[:2], strict=True))
            assert [len(block) for block in lit] == [1, 1, 1]
    assert min(fitted.count((sign, fits)) for sign in "@+" for fits in (True, False)) > 5


# low rank


@pytest.mark.parametrize("rank", [1, 2, 67, 120])
def test_the_greys_are_those_of_numpys_factors(picture, rank):
    pixels = flower()
    U, s, Vt = np.linalg.svd(pixels, full_matrices=False)
    wanted = U[:, :rank] @ np.diag(s[:rank]) @ Vt[:rank]
    result, error = picture.set(rank=rank).result, np.linalg.norm(pixels - wanted) / np.linalg.norm(pixels)
    np.testing.assert_allclose(result.nearest.approximation, wanted, atol=1e-12)
    greys = (wanted - pixels.min()) / np.ptp(pixels) * 255
    np.testing.assert_allclose(picture.image.get_array()[..., 0], greys.clip(0, 255), atol=1.01)
    assert_at(picture.mark, [(rank, 100 * error)], atol=1e-9)
    assert_at(picture.leaving, [(rank, 0.1)] if error < 1e-3 else [])  # it is below the axes


def test_a_picture_of_the_learner():
    stripes, names = np.tile([0.0, 1.0], (10, 8)), [f"row {at} in $" for at in range(10)]
    with closing(room.LowRankExplorer(stripes, names, rank=300)) as built:
        assert built.result.rank == built.controls["rank"].max == 10
        assert built.set(rank=1).result.nearest.relative_error < 1e-12
        assert set(built.image.get_array()[..., 0].ravel()) <= {0, 254, 255}
        assert built.controls["rank"].marks == [(7, "7: no saving")]  # 160 / 26 = 6.15
        assert [tick.get_text() for tick in built.stage.axes[0].get_yticklabels()] == names
    with closing(room.LowRankExplorer(np.eye(10) * 1e90)) as built:
        assert built.result.nearest.stored == 40


# the first principal axis


def test_every_shadow_is_the_nearest_point_of_the_line(people, rng):
    data = years_and_income() - years_and_income().mean(axis=0)
    low, high = people.figure.axes[0].get_xlim()
    curves = {line.get_label(): line for line in people.figure.axes[1].lines}
    for r, w in everywhere(people, rng, 40):
        cloud = data / (data.std(axis=0) if w.scaling == "standardised" else data.std(axis=0).max())
        points, shadows = people.points.get_xydata(), people.shadows.get_xydata()
        along = np.array([np.cos(np.radians(w.angle)), np.sin(np.radians(w.angle))])
        np.testing.assert_allclose(points, cloud / cloud.std(axis=0).max())  # one ruler for both features
        np.testing.assert_allclose((points - shadows) @ along, 0, atol=1e-12)
        np.testing.assert_allclose(shadows @ [-along[1], along[0]], 0, atol=1e-12)
        np.testing.assert_array_equal(np.array(people.falls.get_segments()), np.stack([points, shadows], axis=1))
        assert people.tip.get_xydata()[0] @ along > 0.9 * high
        for places in (points, shadows, people.tip.get_xydata()):
            assert low < places.min() <= places.max() < high
        assert_at(people.mark, [(w.angle, 100 * w.variance / w.total)])
        curve = curves[f"{w.scaling} features"]
        assert np.interp(w.angle, *curve.get_data()) == pytest.approx(100 * w.variance / w.total, abs=0.01)
        assert r.first == pytest.approx(w.first)


# penalties


def test_the_loss_touches_the_ball_and_does_not_cut_it(penalised, rng):
    (left, right), (low, high) = penalised.stage.axes[0].get_xlim(), penalised.stage.axes[0].get_ylim()
    for _, w in everywhere(penalised, rng, 40):
        order = int(w.kind[1])
        corners, level = penalised.ball.get_xy()[:-1], penalised.level.get_xydata()
        np.testing.assert_allclose(np.linalg.norm(corners, ord=order, axis=1), w.size, atol=1e-7)
        assert ((corners > [left, low]) & (corners < [right, high])).all()
        losses, here = ((weight @ penalised.X.T - penalised.y) ** 2 for weight in (level, w.weights))
        np.testing.assert_allclose(losses.mean(axis=1), here.mean(), rtol=1e-6)
        assert np.linalg.norm(level, ord=order, axis=1).min() >= w.size * (1 - 1e-6) - 1e-7
        reach = np.linalg.norm(level - w.weights, axis=1).min()
        assert reach <= np.ptp(level, axis=0).max() * 0.05  # some point of the drawn level lies by the touch
        assert_at(penalised.touch, [w.weights], atol=1e-7)
        for dot, curve, weight in zip(penalised.dots, penalised.curves, w.weights, strict=True):
            assert_at(dot, [(w.penalty, weight)], atol=1e-7)
            assert (dot.get_markerfacecolor() == "white") == (weight == 0)
            assert curve.get_visible() == w.answer
            assert np.interp(w.penalty, *curve.get_data()) == pytest.approx(weight, abs=0.03)
