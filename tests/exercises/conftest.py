"""Each test starts, and leaves, as a fresh kernel does: no mistake named yet, no prediction kept."""

import pytest

from helpers.exercises import predictions
from helpers.exercises.exercise import Exercise
from tests.exercises.asked import ASKED


@pytest.fixture(autouse=True)
def fresh_kernel():
    yield
    for asked in ASKED:
        asked.exercise.forget()
    for prediction in predictions._kept.values():
        prediction.close()
    predictions._kept.clear()


@pytest.fixture
def impatient(monkeypatch):
    """For code that never ends; all else has the time that it has in a notebook, however busy the machine is."""
    monkeypatch.setattr(Exercise, "limit", 0.5)
