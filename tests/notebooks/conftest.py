"""What the notebooks' cells build when they run in this process is closed, as their shell is; no kernel does that."""

import sys

import pytest
from IPython.core.interactiveshell import InteractiveShell
from ipywidgets.widgets.widget import _instances


@pytest.fixture(autouse=True)
def nothing_is_left():
    before, main = set(_instances), sys.modules["__main__"]
    yield
    for name in set(_instances) - before:
        _instances[name].close()
    InteractiveShell.clear_instance()  # other tests would take it for a notebook's, and its names for the process's own
    sys.modules["__main__"] = main
