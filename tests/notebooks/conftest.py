"""What the notebooks' cells build when they run in this process is closed, as their shell is; no kernel does that."""

import pytest
from ipywidgets.widgets.widget import _instances

from tools.session import left_as_found


@pytest.fixture(autouse=True)
def nothing_is_left():
    before = set(_instances)
    with left_as_found():
        yield
    for name in set(_instances) - before:
        _instances[name].close()
