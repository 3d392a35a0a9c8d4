"""What a learner sees in a notebook when a file can not be used: one sentence, and the next cell runs."""

import sys
from types import ModuleType

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from helpers.data import DataError

REFUSED = "from helpers.data import example_csv, read_csv\nread_csv(example_csv(), x='wieght', y='waist')"


@pytest.fixture
def shell(tmp_path, monkeypatch):
    """A shell of its own: no history, no file in the home folder, and `__main__` stays pytest's."""
    monkeypatch.setitem(sys.modules, "cells", ModuleType("cells"))
    config = Config({"HistoryManager": {"enabled": False}})
    return InteractiveShell(config=config, ipython_dir=str(tmp_path), user_module=sys.modules["cells"])


def test_only_the_sentence_is_shown(shell, capsys):
    result = shell.run_cell(REFUSED)
    assert isinstance(result.error_in_exec, DataError)
    shown = "".join(capsys.readouterr())
    assert shown.strip() == str(result.error_in_exec)
    assert len(shown.strip().splitlines()) == 1
