"""Counting what is left behind takes many collections; they pass over what was there before the first test."""

import gc

import pytest


@pytest.fixture(scope="package", autouse=True)
def quick_collections():
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
