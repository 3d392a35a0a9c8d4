"""A notebook for the tests: every explorer of the course in a cell of its own."""

import inspect

from helpers.explorers import ALL

HEAD = """from helpers import explorers
from helpers.data import flats

shown = {}"""
GIVEN = {  # what an explorer must be given -> source of it
    "x": "flats().x",
    "y": "flats().y",
}


def wanted(kind):
    """Names of what an explorer must be given. The rest has defaults."""
    parameters = inspect.signature(kind).parameters.values()
    return [each.name for each in parameters if each.default is each.empty and each.kind is not each.VAR_KEYWORD]


def call(kind):
    """Source that builds an explorer."""
    return f"explorers.{kind.__name__}({', '.join(f'{name}={GIVEN[name]}' for name in wanted(kind))})"


def show(kind):
    """Source of a cell that keeps an explorer as `shown[name]` and shows it."""
    return f"shown[{kind.__name__!r}] = {call(kind)}\nshown[{kind.__name__!r}]"


def cells(kinds=ALL):
    """Sources of a notebook that shows some explorers, each in the cell that `CELL_OF` names if it shows them all."""
    return [HEAD, *[show(kind) for kind in kinds]]


CELL_OF = {kind.__name__: index for index, kind in enumerate(ALL, 1)}
