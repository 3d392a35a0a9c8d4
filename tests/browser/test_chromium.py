"""Where no Chromium is found, the browser tests say so aloud, and in CI they fail."""

import os

import pytest

from tests.browser.chromium import NAMES, find_chromium
from tests.browser.conftest import without_chromium

EXTENSION = ".exe" if os.name == "nt" else ""


@pytest.mark.parametrize("name", NAMES)
def test_chromium_is_found_by_each_of_its_names(tmp_path, name):
    executable = tmp_path / (name + EXTENSION)
    executable.touch(mode=0o755)
    assert find_chromium(str(tmp_path)) == str(executable)


def test_nothing_is_found_where_nothing_is(tmp_path):
    assert find_chromium(str(tmp_path)) is None


def test_a_learner_without_chromium_is_told(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="NO CHROMIUM FOUND"):
        without_chromium()


def test_ci_without_chromium_fails(monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="NO CHROMIUM FOUND"):
        without_chromium()
