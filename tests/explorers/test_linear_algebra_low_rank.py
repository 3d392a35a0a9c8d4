"""The low-rank explorer says of each matrix what NumPy says of it, at every rank."""

import re
from contextlib import closing

import numpy as np
import pytest

from helpers.data import flower
from helpers.explorers.linear_algebra.low_rank import LOOKS, LowRankExplorer
from tests.stage.pixels import full_colour


@pytest.fixture(scope="module")
def explorer():
    explorer = LowRankExplorer()
    yield explorer
    explorer.close()


def shown(explorer):
    """The greys that are shown, shape (m, n)."""
    return explorer._image.get_array()[..., 0].astype(int)


@pytest.mark.parametrize("rank", [1, 2, 17, 66, 67, 119, 120])
def test_every_rank_is_the_one_of_numpy(explorer, rank):
    pixels = flower().pixels
    U, s, Vt = np.linalg.svd(pixels, full_matrices=False)
    wanted = U[:, :rank] @ np.diag(s[:rank]) @ Vt[:rank]
    result = explorer.set(matrix="picture", rank=rank).result
    np.testing.assert_allclose(result.nearest.approximation, wanted, atol=1e-12)
    error = np.linalg.norm(pixels - wanted) / np.linalg.norm(pixels)
    assert result.nearest.relative_error == pytest.approx(error, abs=1e-12)
    assert float(re.search(r"error is ([\d.]+)%", explorer.sentence)[1]) == pytest.approx(100 * error, rel=5e-3)
    assert float(re.search(r"keeps ([\d.]+)%", explorer.sentence)[1]) == pytest.approx(100 * (1 - error**2), abs=0.051)
    assert f"{rank} · (120 + 150) = {rank * 270:,} numbers" in explorer.sentence
    assert ("more than the 18,000 of the matrix itself" in explorer.sentence) == (rank * 270 > 18_000)
    assert re.search(r"from (rank )?67 on", explorer.sentence)


def test_the_picture_is_whole_at_full_rank(explorer):
    pixels = flower().pixels
    explorer.set(matrix="picture", rank=120)
    greys = (pixels - pixels.min()) / np.ptp(pixels) * 255
    np.testing.assert_allclose(shown(explorer), greys, atol=1.01)
    assert "The matrix itself has rank 120: all parts are there, and nothing is left out" in explorer.sentence
    assert "keeps 100%" in explorer.sentence
    assert "1" not in re.search(r"error is ([\d.]+)%", explorer.sentence)[1]
    assert len(explorer._exits.get_xdata()) == 3  # an error of 0 has no place on a logarithmic axis


def test_what_is_drawn_is_grey_and_moves(explorer):
    stills = []
    for rank in (1, 30):
        explorer.set(matrix="picture", rank=rank)
        colours = full_colour(explorer.stage)[60:320, 80:440]
        assert np.ptp(colours, axis=2).max() == 0
        stills.append(colours)
    assert (stills[0] != stills[1]).mean() > 0.5


def test_low_ranks_of_one_pattern(explorer):
    explorer.set(matrix="picture", rank=1)
    assert "Every row is now one pattern, stronger or weaker;" in explorer.sentence
    explorer.set(rank=5)
    assert "a mixture of the same 5 patterns;" in explorer.sentence


def test_a_matrix_of_few_parts_is_whole_from_its_own_rank_on(rng):
    for parts in (1, 2, 3):
        picture = rng.normal(size=(12, parts)) @ rng.normal(size=(parts, 11))
        assert np.linalg.matrix_rank(picture) == parts
        with closing(LowRankExplorer(picture, rank=1)) as built:
            for rank in range(1, 12):
                sentence = built.set(rank=rank).sentence
                whole = (
                    f"The matrix itself has rank {parts}: all parts are there, and nothing is left out but rounding."
                )
                assert sentence.endswith(whole) == (rank >= parts)
                assert ("Every row is now" in sentence) == (rank < parts)


def test_the_random_matrix_is_the_counter_example(explorer):
    spared = {name: explorer.set(matrix=name, rank=8).result.nearest.relative_error for name in LOOKS}
    assert spared["random"] > 0.85
    assert spared["picture"] < 0.2
    assert spared["rank 4 + noise"] < 0.03
    assert f"has an error of {100 * spared['random']:.1f}% at this rank" in explorer.set(matrix="picture").sentence
    assert "no part is much larger than the next" in explorer.set(matrix="random").sentence


def test_four_parts_and_noise(explorer):
    explorer.set(matrix="rank 4 + noise", rank=3)
    assert explorer.result.nearest.relative_error > 0.2
    assert "some of the 4 are still missing" in explorer.sentence
    explorer.set(rank=4)
    assert explorer.result.nearest.relative_error < 0.03
    assert "what is left out is noise alone" in explorer.sentence


def test_the_dot_stands_on_its_curve(explorer):
    for name in LOOKS:
        result = explorer.set(matrix=name, rank=12).result
        rings = list(explorer._rings.get_ydata())
        assert explorer._dot.get_xdata() == [12]
        assert explorer._dot.get_ydata() == [result.nearest.relative_error]
        assert result.nearest.relative_error in rings
        curves = [line.get_ydata()[11] for line in explorer.figure.axes[1].lines[: len(LOOKS)]]
        np.testing.assert_allclose(rings, curves)


def test_own_picture():
    stripes = np.tile([0.0, 1.0], (10, 8))
    with closing(LowRankExplorer(stripes, rank=1)) as built:
        assert built.controls["rank"].max == 10
        assert built.result.nearest.relative_error < 1e-12
        assert set(shown(built).ravel()) <= {0, 254, 255}
        assert "from rank 7 on they hold more" in built.sentence  # 160 / 26 = 6.15
    with closing(LowRankExplorer(np.eye(10) * 1e90)) as built:
        assert built.set(rank=10).result.nearest.stored == 200


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"picture": np.eye(9)}, r"picture has shape \(9, 9\); wanted 10 to 300"),
        ({"picture": np.ones((10, 301))}, r"picture has shape \(10, 301\)"),
        ({"picture": np.ones((10, 10))}, "picture holds 1 all over; wanted more than one grey"),
        ({"picture": np.full((10, 10), np.nan)}, "picture holds 100 values that are NaN"),
        ({"picture": [1, 2]}, r"picture has shape \(2,\)"),
        ({"picture": "flower"}, "picture is str"),
        ({"rank": 0}, "rank is 0; wanted a whole number"),
        ({"rank": 121}, "rank is 121; wanted at most 120"),
        ({"rank": 2.5}, "rank is 2.5"),
    ],
)
def test_bad_arguments_are_refused(arguments, said):
    with pytest.raises(ValueError, match=said):
        LowRankExplorer(**arguments)
