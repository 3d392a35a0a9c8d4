"""The blocks and the words say of every pair of shapes what NumPy does with them."""

import operator
from itertools import product

import numpy as np
import pytest

from helpers.explorers.linear_algebra.shapes import ALONE, BOTH, CELL, MIDDLES, NOTHING, ShapesExplorer

OPERATIONS = {"@": operator.matmul, "+": operator.add}
SIZES = [1, 2, 6]


@pytest.fixture
def built():
    explorer = ShapesExplorer()
    yield explorer
    explorer.close()


def by_numpy(operation, left, right):
    """(shape, message) of the operation."""
    try:
        return np.shape(operation(left, right)), ""
    except ValueError as refusal:
        return None, str(refusal)


def drawn(patch):
    """Top left corners of the squares of a patch, in cells from the middle of each of the three blocks."""
    if patch.get_path() is NOTHING:
        return [set(), set(), set()]
    corners = patch.get_path().vertices.reshape(-1, 5, 2)[:, 0]
    blocks = [set(), set(), set()]
    for x, y in corners.tolist():
        block = int(np.abs(MIDDLES[:, 0] - x).argmin())
        blocks[block].add((round((x - MIDDLES[block, 0]) / CELL, 6), round((MIDDLES[block, 1] - y) / CELL, 6)))
    return blocks


def test_as_built(built):
    assert repr(built) == "ShapesExplorer: (3, 4) @ (4, 2) gives (3, 2), 24 multiplications"
    assert built.sentence == (
        "(3, 4) @ (4, 2) gives (3, 2): the inner sizes are both 4, and vanish. A row times a column makes each number: "
        "24 multiplications in all."
    )


def test_all_shapes_agree_with_numpy(built):
    refused = 0
    for name, left_axes, right_axes in product(OPERATIONS, (BOTH, ALONE["left"]), (BOTH, ALONE["right"])):
        for m, n, p, q in product(SIZES, repeat=4):
            sizes = {"left_rows": m, "left_columns": n, "right_rows": p, "right_columns": q}
            built.set(operation=name, left_axes=left_axes, right_axes=right_axes, **sizes)
            left = np.ones((m, n) if left_axes == BOTH else (n,))
            right = np.ones((p, q) if right_axes == BOTH else (p,))
            assert (built.result.outcome.left, built.result.outcome.right) == (left.shape, right.shape)
            tried = f"{left.shape} {name} {right.shape}"
            shape, refusal = by_numpy(OPERATIONS[name], left, right)
            if refusal:
                refused += 1
                assert built.sentence.startswith(f"{tried} does not fit: ")
                assert built.sentence.endswith(f'NumPy says: "{refusal.strip()}".')
                assert repr(built).endswith(f"{tried} does not fit")
                assert_refused(built, left.shape, right.shape)
            else:
                assert built.sentence.startswith(f"{tried} gives {shape}: ")
                assert f"{tried} gives {shape}, " in repr(built)
                assert_blocks(built, name, left, right, shape)
    assert refused > 100


def assert_refused(explorer, left, right):
    """Both arrays are drawn, a cross stands for the result, and the lit cells of the two sides differ in number."""
    blocks = drawn(explorer._plain)
    assert [len(block) for block in blocks] == [np.prod(left), np.prod(right), 0]
    assert len(explorer._cross.get_segments()) == 2
    first, second, result = drawn(explorer._lit)
    assert len(first) != len(second)
    assert not result
    assert not any(drawn(explorer._repeated))


def assert_blocks(explorer, name, left, right, shape):
    """Every number has a cell; the repeated ones fill the sides of an elementwise operation up to the result."""
    plain, repeated, lit = (drawn(patch) for patch in (explorer._plain, explorer._repeated, explorer._lit))
    total = int(np.prod(shape))
    assert [len(block) for block in plain] == [left.size, right.size, total]
    assert explorer._cross.get_segments() == []
    if name == "+":
        assert [len(block) for block in repeated] == [total - left.size, total - right.size, 0]
        assert all(own | copies == plain[2] for own, copies in zip(plain[:2], repeated[:2], strict=True))
        assert not any(own & copies for own, copies in zip(plain, repeated, strict=True))
        assert [len(block) for block in lit] == [1, 1, 1]
        assert ("NumPy says nothing" in explorer.sentence) == (total > max(left.size, right.size))
    else:
        assert not any(repeated)
        assert [len(block) for block in lit] == [left.shape[-1], left.shape[-1], 1]
        rows, columns = left.size // left.shape[-1], right.size // left.shape[-1]
        assert explorer.result.outcome.operations == rows * left.shape[-1] * columns


def test_the_silent_broadcast(built):
    built.set(operation="+", left_rows=5, left_columns=1, right_rows=5, right_axes="(rows,)")
    assert repr(built) == "ShapesExplorer: (5, 1) + (5,) gives (5, 5), 25 sums, more numbers than either side"
    assert built.sentence.endswith("and the mean of their squares is then not the loss.")
    built.set(right_axes=BOTH, right_columns=1)
    assert built.sentence == "(5, 1) + (5, 1) gives (5, 1): the shapes are equal, number goes with number; 5 sums."


@pytest.mark.parametrize(
    ("left", "right", "operation", "words"),
    [
        ((3, 4), (2, 4), "@", "The right one's transpose, (4, 2), would fit; whether it is meant"),
        ((3, 4), (4,), "@", "One axis alone counts as a column on the right, and vanishes too."),
        ((4,), (4, 2), "@", "One axis alone counts as a row on the left, and vanishes too."),
        ((4,), (4,), "@", "gives (): the inner sizes are both 4"),
        ((4,), (4,), "@", "counts as a row on the left and a column on the right, and vanishes too."),
        ((5, 3), (5,), "+", "3 stands over 5, and neither is 1."),
        ((2, 3), (4, 1), "+", "2 stands over 4, and neither is 1."),
        ((6, 3), (3,), "+", "a size that is 1 or missing is repeated; 18 sums."),
        ((1, 1), (1, 1), "@", "1 multiplication in all."),
    ],
)
def test_what_is_said(left, right, operation, words):
    explorer = ShapesExplorer(left, right, operation)
    assert words in explorer.sentence
    explorer.close()


def test_a_transpose_is_offered_only_where_it_fits(built):
    assert "transpose" not in built.set(right_rows=3, right_columns=2).sentence
    assert "transpose" not in built.set(right_axes="(rows,)").sentence


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"left": (3, 7)}, r"left is \(3, 7\); wanted one or two sizes from 1 to 6"),
        ({"right": (0, 2)}, r"right is \(0, 2\); wanted one or two sizes"),
        ({"left": ()}, r"left is \(\); wanted one or two sizes"),
        ({"right": (2, 2, 2)}, "wanted one or two sizes"),
        ({"left": 3}, "left is 3; wanted a shape"),
        ({"right": (2.5, 1)}, "each size of right is 2.5; wanted a whole number"),
        ({"operation": "*"}, r"operation is '\*'; wanted one of @, \+"),
    ],
)
def test_bad_arguments_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        ShapesExplorer(**wrong)
