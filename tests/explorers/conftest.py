"""What holds for all tests of explorers, whichever runs first."""

import gc
import sys

import pytest

from tests.explorers.moves import values


@pytest.fixture(scope="package", autouse=True)
def quick_collections():
    """Counting what is left behind takes many collections; they pass over what was there before the first test."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="package", autouse=True)
def no_pyplot():
    """Whatever an explorer does, loading pyplot fails."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "matplotlib.pyplot", None)
        yield


@pytest.fixture(scope="module")
def opened():
    """Give an explorer of a kind, built once and put back to its start; all are closed at the end.

    Its numbers, words and artists are looked at, so no pixels are drawn.
    """
    built = {}

    def give(kind):
        if kind not in built:
            explorer = kind()
            explorer.stage.show = lambda *_: None
            built[kind] = explorer, values(explorer)
        explorer, start = built[kind]
        return explorer.set(**start)

    yield give
    for explorer, _ in built.values():
        explorer.close()
