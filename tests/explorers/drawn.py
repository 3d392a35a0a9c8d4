"""What explorers draw is held against the second computation that judges their words (`claims.py`)."""

from types import SimpleNamespace

import numpy as np
import pytest

from tests.explorers.claims import near, settings, tables
from tests.explorers.moves import values

TABLES = tables()


def true(judge):
    """The number that is judged by, or the numbers."""
    if isinstance(judge, list | tuple):
        return [true(each) for each in judge]
    return judge.true if isinstance(judge, near) else judge


def everywhere(explorer, rng, count=40, *args, **options):
    """Move an explorer to where its words are judged too; give what it found there, and the second computation.

    `args` and `options` are those that it was built with.
    """
    table = TABLES[type(explorer).__name__]
    for setting in settings(explorer, table.corners, rng, count):
        explorer.set(**setting)
        world = vars(table.at(*args, **options, **values(explorer)))
        yield explorer.result, SimpleNamespace(**{name: true(each) for name, each in world.items()})


def assert_at(mark, places, rtol=1e-6, atol=1e-9):
    """A line or marks go through these places and no others."""
    np.testing.assert_allclose(mark.get_xydata(), np.reshape(places, (-1, 2)), rtol, atol)


def heights(bars):
    return [bar.get_height() for bar in bars]


def assert_bars(bars, wanted):
    """Bars have these heights, and those below 0 are hatched."""
    assert heights(bars) == pytest.approx(wanted, abs=1e-8)
    assert [bool(bar.get_hatch()) for bar in bars] == [height < 0 for height in heights(bars)]


def numbered(values):
    """Places over 0, 1, 2, ..."""
    return np.column_stack([np.arange(len(values)), values])


def assert_walk(line, crosses, walk, cut=True):
    """A line follows a walk; where that leaves the axes stands a cross, and there the line ends if it is cut."""
    low, high = line.axes.viewLim.get_points()
    outside = ((walk < low) | (walk > high)).any(axis=1)
    if not outside.any():
        assert_at(line, walk)
        return False
    first = int(outside.argmax())
    step, ways = walk[first] - walk[first - 1], crosses.get_xydata() - walk[first - 1]
    aside = np.abs(ways @ [step[1], -step[0]]) / np.hypot(*step)
    on_edge = np.isclose(crosses.get_xydata(), low) | np.isclose(crosses.get_xydata(), high)
    edge, *_ = crosses.get_xydata()[(aside < 1e-6 * np.hypot(*(high - low))) & on_edge.any(axis=1)]
    assert_at(line, [*walk[:first], edge] if cut else walk)
    return True
