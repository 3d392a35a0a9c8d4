"""Where no Chromium is found, the browser tests say so aloud, and in CI they fail."""

import os

import pytest

from tests.browser.chromium import find_chromium
from tests.browser.conftest import without_chromium


def test_chromium_is_looked_for_in_path(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    executable = tmp_path / ("chromium.exe" if os.name == "nt" else "chromium")
    executable.touch(mode=0o755)
    assert find_chromium() == str(executable)


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail), ("", pytest.skip)])
def test_without_chromium_a_learner_is_told_and_ci_fails(monkeypatch, ci, outcome):
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome.Exception, match="NO CHROMIUM FOUND"):
        without_chromium()
