"""The explorers of notebook 01 against NumPy, SciPy and scikit-learn, over their whole sliders."""

import operator
import re
from contextlib import closing
from functools import partial
from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from scipy import stats
from scipy.spatial import distance
from sklearn.decomposition import PCA
from sklearn.linear_model import Lasso, LinearRegression, Ridge
from sklearn.metrics import pairwise
from sklearn.preprocessing import StandardScaler

from helpers.data.sets import flower, related_features, years_and_income
from helpers.explorers import linear_algebra as room
from helpers.stage.style import RAMP
from tests.explorers.builders import TOOLS
from tests.explorers.moves import at_its_start, drag, values, walk

# scikit-learn's rule to stop can ask for more than rounding allows; its weights are there all the same
pytestmark = pytest.mark.filterwarnings("ignore:Objective did not converge")


arrow, arrows = map(at_its_start, (room.ArrowExplorer, room.DotProductExplorer))
lab = at_its_start(partial(room.SimilarityExplorer, TOOLS, query=(0.8, 0.2, 0.0)))
plane, motion = map(at_its_start, (room.SimilarityExplorer, room.MatrixExplorer))
layer, blocks = map(at_its_start, (room.LayerExplorer, room.ShapesExplorer))
picture, people, penalised = map(at_its_start, (room.LowRankExplorer, room.PrincipalAxisExplorer, room.PenaltyExplorer))


# one arrow, and two


def test_an_arrow_is_as_long_as_numpy_says(arrow, rng):
    for _ in walk(arrow, rng, 50):
        a = np.array(list(values(arrow).values()))
        lengths = np.linalg.norm(a), np.linalg.norm(a, 1)
        assert (arrow.result.length, arrow.result.streets) == pytest.approx(lengths)
        assert [bar.get_height() for bar in arrow.bars] == pytest.approx([*a**2, *a**2])
        assert arrow.bars[3].get_y() + arrow.bars[3].get_height() == pytest.approx(lengths[0] ** 2)
        assert np.abs(np.diff(arrow.streets.get_xydata(), axis=0)).sum() == pytest.approx(lengths[1])


def test_bars_and_shadow_stand_for_the_numbers(arrows):
    arrows.set(a1=-3, a2=0, b1=1, b2=3)
    assert [bar.get_height() for bar in arrows.bars] == pytest.approx([-3, 0, -3, -32 / np.sqrt(10)])
    assert [bool(bar.get_hatch()) for bar in arrows.bars][-2:] == [True, True]
    arrows.set(a1=3)
    assert [bar.get_hatch() for bar in arrows.bars] == [None] * 4
    assert arrows.shadow.get_xydata()[1] == pytest.approx([0.3, 0.9])
    assert arrows.fall.get_xydata()[1] == pytest.approx([3, 0])
    arrows.set(b1=0, b2=0)
    assert arrows.shadow.get_xydata().size == 0
    assert [each.get_visible() for each in arrows.arrows.arrows] == [True, False]


# a query among documents


def asked(explorer, *query):
    """The explorer with its query at these numbers."""
    return explorer.set(**{f"query_{at}": number for at, number in enumerate(query, start=1)})


@pytest.mark.parametrize("name", ["lab", "plane"])
def test_rankings_agree_with_scipy_and_scikit_learn_everywhere(name, request, rng):
    explorer = request.getfixturevalue(name)
    for _ in walk(explorer, rng, 150):
        query, result = np.array([list(values(explorer).values())]), explorer.result
        expected = {
            "dot": pairwise.linear_kernel(query, explorer.documents)[0],
            "cosine": pairwise.cosine_similarity(query, explorer.documents)[0],
            "euclidean": distance.cdist(query, explorer.documents)[0],
        }
        for metric, scores in result.scores.items():
            best_first = scores if metric == "euclidean" else -scores
            low, high = explorer.reaches[metric]
            assert scores == pytest.approx(expected[metric], abs=1e-6)
            assert low - 1e-9 <= scores.min() <= scores.max() <= high + 1e-9
            ranks = stats.rankdata(best_first.round(9), method="min")
            assert result.ranks[metric].tolist() == ranks.tolist()
            assert [bar.get_height() for bar in explorer.bars[metric]] == scores.tolist()
            assert [bool(bar.get_hatch()) for bar in explorer.bars[metric]] == (scores < 0).tolist()
            assert explorer.rings[metric].get_xdata().tolist() == np.flatnonzero(ranks == 1).tolist()
        if "cosine" in result.ranks:
            same = len({tuple(ranks) for ranks in result.ranks.values()}) == 1
            assert (result.verdict == "all agree") == same
            assert ("They disagree" in explorer.sentence) == (result.verdict == "they disagree")


def test_the_picture_of_three_numbers_keeps_all_that_is_measured(lab, rng):
    (left, right), (bottom, top) = lab.stage.axes[0].get_xlim(), lab.stage.axes[0].get_ylim()
    seen = 0
    for _ in walk(lab, rng, 50):
        result, (tip,) = lab.result, lab.tip.get_xydata()[1:]
        if result.verdict == "no cosine":
            continue
        places = np.array([line.get_xydata()[1] for line in lab.tips])
        assert places @ tip == pytest.approx(result.scores["dot"], abs=1e-6)
        assert np.linalg.norm(places - tip, axis=1) == pytest.approx(result.scores["euclidean"], abs=1e-6)
        assert np.linalg.norm(places, axis=1) == pytest.approx(np.linalg.norm(lab.documents, axis=1))
        assert np.linalg.norm(tip) == pytest.approx(np.linalg.norm(result.query))
        assert (places >= [left, bottom]).all()
        assert (places <= [right, top]).all()
        assert left <= tip[0] <= right
        seen += 1
    assert seen > 10


def test_a_query_of_three_numbers_is_as_long_as_its_tip_is_dragged(lab):
    before = lab.result.query
    for length in (0.5, 0.9):
        drag(lab, 0, lab.stage._shares(lab.stage.axes[0].transData.transform((length, 0.3))))
        assert lab.result.query == pytest.approx(before * length / np.linalg.norm(before), abs=1e-4)


def test_a_query_of_zeros_has_no_cosine(lab):
    for zero in (0, 5.5e-17, -1e-17):
        result = asked(lab, zero, 0, zero).result
        assert (set(result.scores), result.verdict) == ({"dot", "euclidean"}, "no cosine")
        assert result.scores["euclidean"] == pytest.approx(np.linalg.norm(lab.documents, axis=1))
        assert not any(line.get_visible() for line in lab.tips)
        assert lab.rings["cosine"].get_xydata().size == 0
    assert all(line.get_visible() for line in asked(lab, 0.8, 0.2, 0).tips)


def test_parallel_documents_share_a_rank_though_rounding_parts_them():
    with closing(room.SimilarityExplorer({"one": (1, 1), "two": (0.7, 0.7), "far": (1, 0)}, query=(0.1, 0.3))) as built:
        for number in np.linspace(0.01, 1, 34):
            ranks = asked(built, number, 0.3).result.ranks["cosine"]
            assert ranks[0] == ranks[1]
        assert "one 1.000 = two 1.000" in asked(built, 0.3, 0.3).sentence


def test_the_sliders_cover_the_data():
    for documents, query, ends in (
        (room.DOCUMENTS, (1, 1), (-1, 5)),
        ({"a": (1, 1), "b": (-1, 2)}, (0, 70), (-20, 100)),
    ):
        with closing(room.SimilarityExplorer(documents, query)) as built:
            assert tuple(values(built).values()) == query
            assert {(slider.min, slider.max) for slider in built.controls.values()} == {ends}
    with closing(room.SimilarityExplorer(room.DOCUMENTS)) as built:
        assert built.result.query.tolist() == [1, 1]  # the first document


def test_any_printable_name_can_be_drawn():
    names = ["cost in $x$ and $y$", "\N{HOUSE BUILDING} <b>", r"\frac{1}"]
    with closing(room.SimilarityExplorer(dict.fromkeys(names, (1, 2)), query=(1, 1))) as built:
        (legend,) = built.figure.legends
        drawn = [text.get_text() for text in legend.get_texts()]
        assert drawn == ["query", "cost in $x$ and $y$", "▯ <b>", r"\frac{1}", "distance", "most alike"]
        assert all(not text.get_parse_math() for text in legend.get_texts())
        assert "all of them" in repr(built)


# what a matrix does to the plane


def entries(matrix):
    return dict(zip("abcd", np.ravel(matrix).tolist(), strict=True))


def test_all_entries_agree_with_numpy(motion):
    for numbers in product([-3, 0, 0.5, 3], repeat=4):
        matrix = np.reshape(numbers, (2, 2))
        motion.set(**entries(matrix), step="turn again", eigenvectors=True)
        assert_moved(motion, matrix)


def assert_moved(explorer, matrix):
    """The moved grid, circle, arrows and kept directions are the images under the matrix; the right shows the same."""
    after = np.array(explorer.grid.get_segments())
    assert after.shape == (10, 2, 2)
    x, y = np.meshgrid([-2, -1, 0, 1, 2], [-2, -1, 0, 1, 2])
    wanted = np.column_stack([x.ravel(), y.ravel()]) @ matrix.T
    assert np.linalg.norm(after.reshape(-1, 1, 2) - wanted, axis=2).min(axis=1).max() < 1e-9
    assert explorer.circle.get_xydata() == pytest.approx(explorer.ellipse.get_xydata(), abs=1e-9)
    radii = np.linalg.norm(explorer.ellipse.get_xydata(), axis=1)
    assert radii.max() == pytest.approx(np.linalg.svd(matrix, compute_uv=False)[0], rel=2e-3)
    assert [arrow.get_visible() for arrow in explorer.columns.arrows] == matrix.any(axis=0).tolist()
    kept, images = explorer.before.get_xydata(), explorer.after.get_xydata()
    assert images == pytest.approx(kept @ matrix.T)
    assert np.cross(np.pad(kept, [(0, 0), (0, 1)]), np.pad(images, [(0, 0), (0, 1)])) == pytest.approx(0, abs=1e-6)


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


def test_a_layer_is_that_of_numpy_and_its_strips_have_the_colour_of_their_output(layer, rng):
    inputs = rng.uniform(-2, 2, size=(20_000, 2))
    seen = set()
    for _ in walk(layer, rng, 60):
        at, result = SimpleNamespace(**values(layer)), layer.result
        signs = [1, -1][: at.neurons]
        W, b = np.array([[at.w1], [at.w2]]) * signs, at.bias * np.array(signs)
        assert result.outputs == pytest.approx(np.maximum(room.SAMPLES @ W + b, 0) @ np.ones(at.neurons))
        assert result.share == pytest.approx(np.mean(np.maximum(inputs @ W + b, 0).sum(axis=1) < 1e-12), abs=0.02)
        strips, silent = drawn_from_above(layer)
        assert sum(shoelace(each) for each in silent) == pytest.approx(16 * result.share, abs=1e-6)
        if result.w.any():
            assert sum(shoelace(each) for each, _ in strips) == pytest.approx(16 * (1 - result.share), abs=1e-6)
        for corners, colour in strips:
            output = np.maximum(corners.mean(axis=0) @ W + b, 0).sum()
            assert room.LEVELS[colour] - 1e-9 <= output <= room.LEVELS[colour + 1] + 1e-9
            seen.add(colour)
    assert len(seen) > 10


def test_the_side_view_is_drawn_from_the_back_to_the_front(layer, rng):
    along = np.array([[0.9, -0.22], [0.45, 0.6]])  # how the ground is seen
    assert along[:, 0] @ room.AWAY == 0 < along[:, 1] @ room.AWAY
    checked = 0
    for _ in walk(layer, rng, 40):
        strips, _ = drawn_from_above(layer)
        centres = np.array([corners.mean(axis=0) for corners, _ in strips])
        away = layer.result.w @ room.AWAY
        if len(centres) > 1 and abs(away) > 0.1:
            assert (np.diff(centres @ layer.result.w) * np.sign(away) <= 1e-9).all()
            checked += 1
    assert checked > 10


def test_the_line_goes_where_it_is_dragged():
    with closing(room.LayerExplorer(w1=1, w2=-0.5)) as layer:
        for place in ([0.2, 0.4], [0.25, 0.3]):
            drag(layer, 1, place)
            x1, x2 = layer.stage.data_at(layer.stage.axes[0], *place)
            assert layer.result.bias == pytest.approx(-(x1 - 0.5 * x2))
        assert layer.set(w1=0.2, w2=0.1, bias=-2).stage.picture.places[1] == []  # outside


# shapes


def drawn(patch):
    """Top left corners of the squares of a patch, in cells from the middle of each of the three blocks."""
    found = [set(), set(), set()]
    for corner in (path.vertices[0] for path in patch.get_paths()):
        block = int(np.abs(room.MIDDLES[:, 0] - corner[0]).argmin())
        found[block].add(tuple(((corner - room.MIDDLES[block]) / room.CELL).round(6)))
    return found


def test_all_shapes_agree_with_numpy(blocks):
    refused = 0
    ways = product({"@": operator.matmul, "+": operator.add}.items(), (2, 1), (2, 1))  # how many axes each side has
    for ((name, operation), first, second), (m, n, p, q) in product(ways, product([1, 2, 6], repeat=4)):
        sizes = {"left_rows": m, "left_columns": n, "right_rows": p, "right_columns": q}
        left_axes, right_axes = (room.BOTH, "(columns,)")[2 - first], (room.BOTH, "(rows,)")[2 - second]
        blocks.set(operation=name, left_axes=left_axes, right_axes=right_axes, **sizes)
        left, right = np.ones((m, n)[-first:]), np.ones((p, q)[:second])
        try:
            shape = np.shape(operation(left, right))
        except ValueError:
            refused += 1
            assert_refused(blocks, left, right)
        else:
            assert_blocks(blocks, name, left, right, shape)
    assert refused > 100


def assert_refused(explorer, left, right):
    """Both arrays are drawn, a cross stands for the result, and the lit cells of the two sides differ in number."""
    assert [len(block) for block in drawn(explorer.plain)] == [left.size, right.size, 0]
    assert len(explorer.cross.get_segments()) == 2
    first, second, result = drawn(explorer.lit)
    assert len(first) != len(second)
    assert not result
    assert not any(drawn(explorer.repeated))


def assert_blocks(explorer, name, left, right, shape):
    """Every number has a cell; the repeated ones fill the sides of an elementwise operation up to the result."""
    plain, repeated, lit = (drawn(patch) for patch in (explorer.plain, explorer.repeated, explorer.lit))
    total, work = int(np.prod(shape)), explorer.result.outcome.operations
    assert [len(block) for block in plain] == [left.size, right.size, total]
    assert explorer.cross.get_segments() == []
    if name == "+":
        assert [len(block) for block in repeated] == [total - left.size, total - right.size, 0]
        assert all(own | copies == plain[2] for own, copies in zip(plain[:2], repeated[:2], strict=True))
        assert [len(block) for block in lit] == [1, 1, 1]
        assert work == total
    else:
        inner = left.shape[-1]
        assert not any(repeated)
        assert [len(block) for block in lit] == [inner, inner, 1]
        assert work == left.size * right.size / inner


# low rank


@pytest.mark.parametrize("rank", [1, 2, 17, 66, 67, 119, 120])
def test_every_rank_is_the_one_of_numpy(picture, rank):
    pixels = flower()
    U, s, Vt = np.linalg.svd(pixels, full_matrices=False)
    wanted = U[:, :rank] @ np.diag(s[:rank]) @ Vt[:rank]
    nearest = picture.set(rank=rank).result.nearest
    np.testing.assert_allclose(nearest.approximation, wanted, atol=1e-12)
    error = np.linalg.norm(pixels - wanted) / np.linalg.norm(pixels)
    assert nearest.relative_error == pytest.approx(error, abs=1e-12)
    greys = (wanted - pixels.min()) / np.ptp(pixels) * 255
    np.testing.assert_allclose(picture.image.get_array()[..., 0], greys.clip(0, 255), atol=1.01)
    assert picture.leaving.get_xdata().size == (error < 1e-3)  # it is below the axes


def test_a_picture_of_the_learner():
    stripes = np.tile([0.0, 1.0], (10, 8))
    with closing(room.LowRankExplorer(stripes, rank=300)) as built:
        assert built.result.rank == built.controls["rank"].max == 10
        assert built.set(rank=1).result.nearest.relative_error < 1e-12
        assert set(built.image.get_array()[..., 0].ravel()) <= {0, 254, 255}
        assert built.controls["rank"].marks == [(7, "7: no saving")]  # 160 / 26 = 6.15
    names = [f"row {at} in $" for at in range(10)]
    with closing(room.LowRankExplorer(stripes, names)) as built:
        assert [tick.get_text() for tick in built.stage.axes[0].get_yticklabels()] == names
    with closing(room.LowRankExplorer(np.eye(10) * 1e90)) as built:
        assert built.result.nearest.stored == 40


# the first principal axis


def cloud(scaling):
    """The data, as scikit-learn scales it."""
    return StandardScaler(with_std=scaling == "standardised").fit_transform(years_and_income())


@pytest.mark.parametrize("scaling", room.SCALINGS)
def test_the_variance_along_the_line_is_that_of_numpy(people, scaling):
    X, theirs = cloud(scaling), PCA().fit(cloud(scaling))
    x, y = theirs.components_[0]
    first = np.degrees(np.arctan2(y, x)) % 180
    curve = next(line for line in people.figure.axes[1].lines if line.get_label() == f"{scaling} features")
    shares = []
    for angle in range(181):
        turn = np.radians(angle)
        shadows = X @ [np.cos(turn), np.sin(turn)]
        result = people.set(angle=angle, scaling=scaling).result
        assert result.variance == pytest.approx(np.var(shadows), rel=1e-9)
        assert result.share == pytest.approx(np.var(shadows) / X.var(axis=0).sum(), rel=1e-9)
        assert result.first == pytest.approx(first, abs=1e-6)
        assert people.mark.get_xydata()[0] == pytest.approx([angle, curve.get_ydata()[2 * angle]])
        shares.append(result.share)
    assert max(shares) <= theirs.explained_variance_ratio_[0] + 1e-12
    assert shares[0] == pytest.approx(shares[180])


@pytest.mark.parametrize("scaling", room.SCALINGS)
def test_every_shadow_is_the_nearest_point_of_the_line(people, scaling):
    low, high = people.figure.axes[0].get_xlim()
    spread = cloud(scaling).std(axis=0)
    for angle in range(0, 181, 15):
        people.set(angle=angle, scaling=scaling)
        points, shadows = people.points.get_xydata(), people.shadows.get_xydata()
        along = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
        np.testing.assert_allclose((points - shadows) @ along, 0, atol=1e-12)
        np.testing.assert_allclose(shadows @ [-along[1], along[0]], 0, atol=1e-12)
        np.testing.assert_array_equal(np.array(people.falls.get_segments()), np.stack([points, shadows], axis=1))
        np.testing.assert_allclose(points, cloud(scaling) / spread.max())  # one ruler for both features
        assert people.tip.get_xydata()[0] @ along > 0.9 * high
        for places in (points, shadows, people.tip.get_xydata()):
            assert low < places.min()
            assert places.max() < high


# penalties


def penalties(explorer, count=25):
    slider = explorer.controls["penalty"]
    return np.geomspace(slider.min, slider.max, count).clip(slider.min, slider.max).tolist()


def by_scikit_learn(explorer, kind, penalty):
    model = Lasso(penalty, fit_intercept=False, tol=1e-14, max_iter=100_000) if kind == "L1" else None
    return (model or Ridge(penalty, fit_intercept=False)).fit(explorer.X, explorer.y).coef_


@pytest.mark.parametrize(("kind", "name"), [("L1", "Lasso"), ("L2", "Ridge")])
def test_the_weights_are_scikit_learns(penalised, kind, name):
    lengths = []
    for penalty in penalties(penalised):
        result = penalised.set(kind=kind, penalty=penalty).result
        np.testing.assert_allclose(result.weights, by_scikit_learn(penalised, kind, penalty), atol=1e-7)
        assert f"{name}(alpha={penalty:.6g})" in penalised.sentence
        assert repr(penalised).count("exactly 0") == np.count_nonzero(result.weights == 0)
        assert [mark.get_markerfacecolor() == "white" for mark in penalised.dots] == (result.weights == 0).tolist()
        assert result.size == pytest.approx(np.linalg.norm(result.weights, ord=int(kind[1])))
        lengths.append(result.size)
    assert (np.diff(lengths) <= 0).all()
    assert (lengths[-1] == 0) == (kind == "L1")  # L2 never sets one to 0
    X, y = related_features()
    model = LinearRegression().fit(StandardScaler().fit_transform(X), y)
    np.testing.assert_allclose(penalised.bowl.minimum, model.coef_, rtol=1e-9)


@pytest.mark.parametrize("kind", ["L1", "L2"])
def test_the_loss_touches_the_ball_and_does_not_cut_it(penalised, kind):
    (left, right), (low, high) = penalised.stage.axes[0].get_xlim(), penalised.stage.axes[0].get_ylim()
    for penalty in penalties(penalised, 9):
        weights, size = penalised.set(kind=kind, penalty=penalty).result.weights, penalised.result.size
        corners, level = penalised.ball.get_xy()[:-1], penalised.level.get_xydata()
        np.testing.assert_allclose(np.linalg.norm(corners, ord=int(kind[1]), axis=1), size, atol=1e-12)
        assert (corners > [left, low]).all()
        assert (corners < [right, high]).all()
        losses, here = ((weight @ penalised.X.T - penalised.y) ** 2 for weight in (level, weights))
        np.testing.assert_allclose(losses.mean(axis=1), here.mean(), rtol=1e-6)
        assert np.linalg.norm(level, ord=int(kind[1]), axis=1).min() >= size * (1 - 1e-6) - 1e-9
        reach = np.linalg.norm(level - weights, axis=1).min()
        assert reach <= np.ptp(level, axis=0).max() * 0.05  # some point of the drawn level lies by the touch
        assert penalised.touch.get_xydata()[0].tolist() == weights.tolist()
        penalised.set(answer=True)
        on_curves = [np.interp(penalty, *curve.get_data()) for curve in penalised.curves]
        np.testing.assert_allclose(on_curves, weights, atol=0.03)


# what is refused

DOCUMENTS = [
    ({}, None, "documents is {}; wanted a dict of 2 to 5 names"),
    ({str(at): (1, 2) for at in range(6)}, None, "wanted a dict of 2 to 5 names"),
    ([[1, 2], [3, 4]], None, "documents is [[1, 2], [3, 4]]; wanted a dict"),
    ({1: (1, 2), 2: (1, 2)}, None, "a document is called 1; wanted 1 to 20 letters"),
    ({"a\nb": (1, 2), "b": (1, 2)}, None, r"a document is called 'a\nb'; wanted 1 to 20 letters"),
    ({"a": (1, 2, 3, 4), "b": (1, 2)}, None, "the first document holds 4 numbers; wanted 2 or 3"),
    ({"a": (1, 2), "b": (1, 2, 3)}, None, "document 'b' holds 3 numbers; wanted 2"),
    ({"a": (1, 2), "b": (0, 0)}, None, "document 'b' is [0.0, 0.0]; wanted a number of size 0.01 or more"),
    ({"a": (1, 2), "b": (0, 1e4)}, None, "document 'b' holds 10000; wanted numbers up to 1000"),
    (room.DOCUMENTS, (1, 2, 3), "query holds 3 numbers; wanted 2"),
    (None, "postgres", "query is str 'postgres'"),
]
PICTURES = [
    (np.eye(9), "picture has shape (9, 9); wanted 10 to 300"),
    (np.ones((10, 301)), "picture has shape (10, 301); wanted 10 to 300"),
    (np.ones((10, 10)), "picture holds 1 all over; wanted more than one grey"),
    (np.full((10, 10), np.nan), "picture holds 100 values that are NaN"),
    ("flower", "picture is str"),
    (np.eye(10), ["one"], "names holds 1 name; wanted 10"),
]
REFUSED = [
    *((room.SimilarityExplorer, *each) for each in DOCUMENTS),
    *((room.LowRankExplorer, *each) for each in PICTURES),
]


@pytest.mark.parametrize(("kind", "given", "sentence"), [(kind, given, said) for kind, *given, said in REFUSED])
def test_what_is_refused(kind, given, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        kind(*given)
