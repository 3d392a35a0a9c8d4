"""What a learner moves: each explorer is controls, mathematics, a picture and a sentence. `ALL` lists every one.

One module a notebook, in the notebook's order. `from helpers.explorers import LineExplorer` finds each, and loads all;
a notebook imports from its own module, and so loads no other.
"""

from importlib import import_module

from helpers.explorers.explorer import Explorer

ROOMS = ("linear_algebra", "calculus", "probability", "statistics", "regression_lab")


def __getattr__(name):
    """Load all rooms when something is asked for that is in one of them."""
    if name != "ALL" and not name.endswith("Explorer"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    names = [each for room in ROOMS for each in vars(import_module(f"{__name__}.{room}")).items()]
    explorers = {name: each for name, each in names if name.endswith("Explorer") and each is not Explorer}
    globals().update(explorers, ALL=tuple(explorers.values()))
    if name not in globals():
        raise AttributeError(f"no explorer is called {name}; there are {', '.join(explorers)}")
    return globals()[name]
