"""What the notebooks' cells build when they run in this process is closed; no kernel does that."""

import pytest
from ipywidgets.widgets.widget import _instances


@pytest.fixture(autouse=True)
def no_widgets_left():
    before = set(_instances)
    yield
    for name in set(_instances) - before:
        _instances[name].close()
