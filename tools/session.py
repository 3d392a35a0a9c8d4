"""A notebook's cells run in this process, in a shell without a kernel."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config


def new_shell() -> InteractiveShell:
    """Make a shell that is this process's only one, as a kernel's is; its names are those of `__main__`."""
    InteractiveShell.clear_instance()  # what is displayed finds its shell by asking for the only one
    return InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))


@contextmanager
def left_as_found() -> Iterator[None]:
    """Have the process's own `__main__` again afterwards, and no shell: others would take it for a notebook's."""
    main = sys.modules["__main__"]
    try:
        yield
    finally:
        InteractiveShell.clear_instance()
        sys.modules["__main__"] = main
