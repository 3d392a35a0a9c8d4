"""What holds for all tests of explorers, whichever runs first."""

import gc
import sys

import pytest


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
