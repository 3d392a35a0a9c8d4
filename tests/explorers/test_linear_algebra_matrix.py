"""The grid, the circle and the words say of every matrix what numpy.linalg says."""

from itertools import product

import numpy as np
import pytest

from helpers.explorers.linear_algebra.matrix import EDGE, OWN, PRESETS, STEPS, MatrixExplorer
from helpers.maths.matrices import rotation

ENTRIES = [-3, 0, 0.5, 3]


@pytest.fixture
def built():
    explorer = MatrixExplorer()
    yield explorer
    explorer.close()


def entries(matrix):
    return dict(zip("abcd", np.ravel(matrix).tolist(), strict=True))


def test_as_built(built):
    assert repr(built) == "MatrixExplorer: [[2 1] [0 1]], determinant 2, stretches 2.29 and 0.874, start"
    assert built.sentence == (
        "Every area is multiplied by 2: the determinant is 2. In three steps: turn by -31.72°, stretch by 2.288 "
        "along x and 0.874 along y, turn by 13.28°; on the right is the circle before the first step. Two directions "
        "stay on their line, with the factors 2 and 1: the eigenvalues."
    )


@pytest.mark.parametrize(
    ("matrix", "said"),
    [
        ([[0.05, 0], [0, 0.05]], "Every area is multiplied by 0.0025: the determinant is 0.0025."),
        ([[0, 2], [1, 0]], "Every area is multiplied by 2 and is flipped over, as in a mirror (hatched): the det"),
        ([[0, 1], [1, 0]], "Every area keeps its size and is flipped over"),
    ],
)
def test_areas_are_multiplied(built, matrix, said):
    assert built.set(**entries(matrix)).sentence.startswith(said)


def test_all_entries_agree_with_numpy(built):
    said = set()
    for numbers in product(ENTRIES, repeat=4):
        matrix = np.reshape(numbers, (2, 2))
        built.set(**entries(matrix), step="turn again", eigenvectors=True)
        determinant, values = np.linalg.det(matrix), np.linalg.eigvals(matrix)
        rank = np.linalg.matrix_rank(matrix)
        area = built.sentence.partition(" In three steps")[0]
        assert ("there is no way back" in area) == (rank < 2)
        assert ("Everything lands on the origin" in area) == (rank == 0)
        assert ("flipped over" in area) == (rank == 2 and determinant < 0)
        assert ("No direction stays" in built.sentence) == (np.abs(values.imag).max() > 1e-6)
        assert ("turned round" in built.sentence) == (not np.iscomplexobj(values) and values.min() < -1e-6)
        said |= {word for word in ("No", "One", "Two", "Every") if f"{word} direction" in built.sentence}
        assert_picture(built, matrix)
    assert said == {"No", "One", "Two", "Every"}


def assert_picture(explorer, matrix):
    """The moved grid, circle, arrows and kept directions are the images under the matrix; the right shows the same."""
    after = np.array(explorer._grid.get_segments())
    assert after.shape == (10, 2, 2)
    x, y = np.meshgrid([-2, -1, 0, 1, 2], [-2, -1, 0, 1, 2])
    wanted = np.column_stack([x.ravel(), y.ravel()]) @ matrix.T
    near = np.linalg.norm(after.reshape(-1, 1, 2) - wanted, axis=2).min(axis=1)
    assert near.max() < 1e-9
    assert explorer._circle.get_xydata() == pytest.approx(explorer._ellipse.get_xydata(), abs=1e-9)
    radii = np.linalg.norm(explorer._ellipse.get_xydata(), axis=1)
    assert radii.max() == pytest.approx(np.linalg.svd(matrix, compute_uv=False)[0], rel=2e-3)
    assert [arrow.get_visible() for arrow in explorer._columns.arrows] == matrix.any(axis=0).tolist()
    kept, images = explorer._before.get_xydata(), explorer._after.get_xydata()
    assert images == pytest.approx(kept @ matrix.T)
    assert np.cross(np.pad(kept, [(0, 0), (0, 1)]), np.pad(images, [(0, 0), (0, 1)])) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("numbers", [(2, 1, 0, 1), (0.5, -3, 3, 1), (3, 3, 3, 3), (0, 0, 0, 0), (1, 0, 0, -2)])
def test_each_step_moves_the_circle_on(built, numbers):
    matrix = np.reshape(numbers, (2, 2)).astype(float)
    longer, shorter = np.linalg.svd(matrix, compute_uv=False)
    wide, high = {}, {}
    for step in STEPS:
        built.set(**entries(matrix), step=step)
        wide[step], high[step] = np.ptp(built._circle.get_xydata(), axis=0) / 2
        assert STEPS[step] in built.sentence
    for step in ("start", "turn"):
        assert (wide[step], high[step]) == pytest.approx((1, 1), rel=1e-3)
    assert (wide["stretch"], high["stretch"]) == pytest.approx((longer, shorter), rel=2e-3)
    assert wide["turn again"] == pytest.approx(np.linalg.norm(matrix[0]), rel=2e-3)
    assert high["turn again"] == pytest.approx(np.linalg.norm(matrix[1]), rel=2e-3)


def test_what_leaves_is_marked_at_the_edge(built):
    built.set(a=3, b=3, c=3, d=3, step="stretch")
    left, right = built._left_exits.get_xydata(), built._right_exits.get_xydata()
    assert len(left) > 0
    assert sorted(right.round(9)[:, 0].tolist())[0] == -EDGE[0]
    for marks in (left, right):
        assert (np.abs(marks) / EDGE).max(axis=1) == pytest.approx(np.ones(len(marks)))
    built.set(a=1, b=0, c=0, d=1)
    assert built._left_exits.get_xydata().size == built._right_exits.get_xydata().size == 0


def test_a_preset_overrides_the_sliders(built):
    for name, matrix in PRESETS.items():
        built.set(preset=name, a=-2)
        assert built.result.motion.matrix is not matrix
        assert np.array_equal(built.result.motion.matrix, matrix)
        assert built.sentence.startswith(f"The matrix is the {name}; the sliders wait. ")
    built.set(preset=OWN)
    assert built.result.motion.matrix.tolist() == [[-2, 1], [0, 1]]
    assert "sliders" not in built.sentence


def test_presets_do_what_their_names_say():
    assert PRESETS["rotation by 30°"] @ [1, 0] == pytest.approx([np.sqrt(0.75), 0.5])
    assert PRESETS["stretch by 2 and 1/2"] @ [1, 1] == pytest.approx([2, 0.5])
    assert PRESETS["shear by 1"] @ [0, 1] == pytest.approx([1, 1])
    projection, mirror = PRESETS["projection on the diagonal"], PRESETS["mirror at the diagonal"]
    assert projection @ projection == pytest.approx(projection)
    assert projection @ [1, 1] == pytest.approx([1, 1])
    assert projection @ [1, -1] == pytest.approx([0, 0])
    assert mirror @ [3, 1] == pytest.approx([1, 3])


def test_eigenvectors_are_drawn_only_when_asked_for(built):
    assert built._lines.get_segments() == []
    assert len(built.set(eigenvectors=True)._lines.get_segments()) == 2
    assert repr(built).endswith("eigenvalues 2 and 1")
    assert repr(built.set(preset="rotation by 30°")).endswith("every direction turns")
    assert built._before.get_xydata().size == 0


def test_a_matrix_of_the_learner():
    explorer = MatrixExplorer(rotation(20))
    assert explorer.result.motion.turn_out == pytest.approx(20)
    assert "turn by 20°" in explorer.sentence
    explorer.close()


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        ([[1, 2, 3], [4, 5, 6]], "wanted two rows of two numbers from -3 to 3"),
        ([[1, 2], [3, 3.1]], "wanted two rows of two numbers from -3 to 3"),
        ([1, 2], "matrix has shape"),
        ([[1, float("nan")], [0, 1]], "matrix holds 1 values"),
        ("ab", "matrix is str"),
    ],
)
def test_bad_arguments_are_refused(matrix, message):
    with pytest.raises(ValueError, match=message):
        MatrixExplorer(matrix)
