"""What is recorded of an explorer: sheets, grids of stops of some controls while the others stand where it opens."""

import itertools
import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from ipywidgets import Checkbox, DOMWidget

from helpers.explorers import Explorer
from helpers.maths.checks import trusted
from helpers.stage import Slider

TRIES = 4000  # random settings, among which one is looked for that does the task

Values = dict[str, Any]
Axes = dict[str, list]


class Level(NamedTuple):
    """How much is recorded: stops of a slider, stops of each of two that move together, and combinations of choices."""

    stops: int
    grid: int
    combinations: int


def stops(slider: Slider, most: int, start: float) -> list[float]:
    """Places of a slider, in order: all if they are not many, else its ends, start, marks, limits, and some between."""
    low, high, step = slider.min, slider.max, slider.step
    if slider.log:
        between = [float(f"{value:.5g}") for value in np.geomspace(low, high, most)]
    else:
        steps = np.linspace(0, (high - low) / step, min(most, round((high - low) / step) + 1)).round()
        between = [float(f"{low + each * step:.12g}") for each in steps]
    drawn = [*(mark for mark, _ in slider.marks), *(end for band in slider.bands for end in band[:2])]
    return sorted({low, *(value for value in [*between, *drawn] if low < value < high), start, high})


def options(control: DOMWidget) -> list:
    """What a choice offers; a slider nothing."""
    return [False, True] if isinstance(control, Checkbox) else list(getattr(control, "_options_values", ()))


def size(axes: Axes) -> int:
    """How many pictures a sheet has."""
    return math.prod(map(len, axes.values()))


class Plan:
    """The sheets of an explorer, as far as a level goes; `count` tells how many pictures that is."""

    def __init__(self, explorer: Explorer, level: Level) -> None:
        self.explorer, self.level, self.start = explorer, level, explorer._start
        self.sliders = {name: each for name, each in explorer.controls.items() if isinstance(each, Slider)}
        self.choices = {name: options(each) for name, each in explorer.controls.items() if name not in self.sliders}
        self.together = self.choices  # all their combinations are recorded
        if math.prod(map(len, self.choices.values())) > level.combinations:
            self.together = {"answer": [False, True]} if "answer" in self.choices else {}
        self.goal = goal(explorer)
        self.sheets = [*self._one_by_one(), *self._grids()]
        self.count = sum(map(size, self.sheets))

    def combinations(self) -> Iterator[Values]:
        """What the choices may be together."""
        for chosen in itertools.product(*self.together.values()):
            yield dict(zip(self.together, chosen, strict=True))

    def _one_by_one(self) -> Iterator[Axes]:
        """A sheet for each slider, over all choices if they are few, and for each choice that stands alone."""
        for name in self.sliders:
            yield self.together | self._stops([name], self.level.stops)
        if self.together and not self.sliders:
            yield self.together
        yield from ({name: values} for name, values in self.choices.items() if name not in self.together)

    def _grids(self) -> Iterator[Axes]:
        """A sheet for what a handle moves together, and for what the task wants moved, if that is not too much."""
        seen = []
        for names in [*self._held_together(), set(self.goal)]:
            moved = [name for name in self.sliders if name in names]
            chosen = {name: each for name, each in self.choices.items() if name in names | {"answer"}}
            if names in seen or (len(moved) < 2 and chosen.keys() <= self.together.keys()):
                continue
            seen.append(names)
            grids = (chosen | self._stops(moved, most) for most in range(self.level.grid, 1, -1))
            yield from itertools.islice((axes for axes in grids if size(axes) <= 2 * (self.level.grid + 1) ** 2), 1)

    def _stops(self, names: Iterable[str], most: int) -> Axes:
        found = {name: stops(self.sliders[name], most, self.start[name]) for name in names}
        return {name: sorted({*values, self.goal.get(name, values[0])}) for name, values in found.items()}

    def _held_together(self) -> Iterator[set[str]]:
        """The controls that each handle moves."""
        free = iter(self.explorer._free.values())
        for mark, _, ties in self.explorer.stage._handles:
            if ties:
                yield {control for control, _ in ties.values()}
            else:
                yield {*next(free)[1](*mark.get_xydata()[-1])}


@lru_cache(1)
def goal(explorer: Explorer) -> Values:
    """Find a setting that does the task: the controls that must be moved for it, as few as possible."""
    rng, done, start = np.random.default_rng(0), explorer._done, explorer._start
    every = {name: options(each) or stops(each, 1001, start[name]) for name, each in explorer.controls.items()}
    with trusted():
        for _ in range(TRIES if done else 0):
            values = {name: each[rng.integers(len(each))] for name, each in every.items()}
            if done(explorer.find(**values)):
                for name, value in start.items():
                    if done(explorer.find(**values | {name: value})):
                        values[name] = value
                return {name: value for name, value in values.items() if value != start[name]}
    return {}
