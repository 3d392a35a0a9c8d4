"""Each test starts, and leaves, as a fresh kernel does: no mistake named yet, no prediction kept."""

import pytest

from helpers.lessons import checks, predictions


@pytest.fixture(autouse=True)
def fresh_kernel():
    yield
    checks._named.clear()
    for prediction in predictions._kept.values():
        prediction.close()
    predictions._kept.clear()
