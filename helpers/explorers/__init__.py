"""What a learner moves: each explorer is controls, mathematics, a picture and a sentence. `ALL` lists every one.

One module a notebook, in the notebook's order; `from helpers.explorers import LineExplorer` finds each.
"""

from helpers.explorers import calculus, linear_algebra, probability, regression_lab, statistics
from helpers.explorers.explorer import Explorer

ROOMS = (linear_algebra, calculus, probability, statistics, regression_lab)
ALL = tuple(
    each
    for room in ROOMS
    for name, each in vars(room).items()
    if name.endswith("Explorer") and issubclass(each, Explorer) and each.__module__.startswith(room.__name__)
)
globals().update({each.__name__: each for each in ALL})
