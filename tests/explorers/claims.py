"""What explorers say, read a second time: each part of a sentence is a claim, and each claim has a judge.

A `Table` bears the name of its explorer. Its `world` is the test's own computation from the values of the controls, by
NumPy and never by the explorer's functions: `world(*args, **values)`, where `args` are those that `builders.py` builds
it with. Its claims are `pattern: judge`. A pattern is a regular expression in which `#` stands for a number, with what
bounds it ("under 0.1"). A judge takes the world and gives what should be written in the pattern's groups:

- a number: what is written must be that number, rounded to the digits that are written;
- `near` and what is made of it: what is written must be as near to a number as that says;
- a text: what is written must be that text;
- a function: it takes what is written (a number, if it is one) and tells whether that is true; one function for several
  groups takes them all;

or, for the claim as a whole, True or False. Groups that a sentence leaves out are not judged. Sentence and repr are
read from left to right, the longest claim first. Words that no claim covers are unread, and unread words are a fault.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pytest

from helpers.stage import Stage
from tests.explorers.builders import BUILDERS
from tests.explorers.moves import ends, somewhere, values

PLAIN = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d+)?"
NUMBER = rf"((?:under |over |[<>])?{PLAIN})"
GAP = re.compile(r"[\s.,;:]*")
EXACT = 0.005  # no number is farther from the truth than this share of it, however few digits are written


class Table(NamedTuple):
    """How one explorer is read: its world, and the claims of its sentence and its repr.

    Settings to try first are `corners`, further ways to build it `more`.
    """

    world: Callable
    claims: dict
    corners: Sequence = ()
    more: Sequence = ()

    def at(self, *args, **values):
        """Give the world at a setting: all that it works out, and the values of the controls by their names."""
        return SimpleNamespace(**values | vars(self.world(*args, **values)))


class Place(NamedTuple):
    """What an explorer says at one setting of its controls, and the world there."""

    setting: dict
    sentence: str
    line: str
    world: object


class Claim(NamedTuple):
    """A part of a text: the pattern that covers it, and what is written in its groups."""

    pattern: str
    written: tuple


def tables():
    """The tables of all files `claims_<notebook>.py`, by the explorer's name."""
    files = sorted(Path(__file__).parent.glob("claims_*.py"))
    named = [each for file in files for each in vars(import_module(f"tests.explorers.{file.stem}")).items()]
    return {name: table for name, table in named if isinstance(table, Table)}


def read(text, claims):
    """Cut a text into claims; words that none of them covers are a fault."""
    patterns = {pattern: re.compile(pattern.replace("#", NUMBER)) for pattern in claims}
    found, place = [], 0
    while (place := GAP.match(text, place).end()) < len(text):
        matches = {pattern: match for pattern, each in patterns.items() if (match := each.match(text, place))}
        assert matches, f"unread: {text[place:]!r}"
        pattern, longest = max(matches.items(), key=lambda one: one[1].end())
        assert longest.end() > place, f"{pattern!r} covers nothing"
        found.append(Claim(pattern, longest.groups()))
        place = longest.end()
    assert found, "no claim found"
    return found


def as_number(written):
    return float(written.replace(",", "")) if written and re.fullmatch(PLAIN, written) else written


def unit(written):
    """One in the last digit that is written."""
    mantissa, _, power = written.partition("e")
    return 10.0 ** (int(power or 0) - len(mantissa.partition(".")[2]))


@dataclass(frozen=True)
class near:  # noqa: N801, it reads as a judgement
    """Judge a number by how far it is from the truth: a share of it, or an amount; less than 1e-9 is written as 0."""

    true: float
    share: float = EXACT
    least: float = 1e-9

    def __call__(self, said):
        return abs(said - self.true) <= self.room

    @property
    def room(self):
        return max(self.share * abs(self.true), self.least) if np.isfinite(self.true) else self.least


def loss(true):
    """Judge a loss: two decimals where it has them, else three digits."""
    return near(true, least=0.00501 if true < 1e-18 or 0.01 <= true < 1e7 else 0)


def places(count, true):
    """Judge a number that is always written with so many decimals."""
    return near(true, 0, 0.5001 * 10.0**-count)


def percent(share):
    """Judge a share in percent of one decimal."""
    return places(1, 100 * share)


def chance(true, digits=3):
    """Judge a chance, however small, by its digits."""
    return near(true, 0.6 * 10.0 ** (1 - digits), 1e-15)


def hedged(share, room=0.5):
    """Judge "about 12" of a thousand: the hedge stands there unless the number is whole."""

    def judge(w):
        count = 1000 * share(w)
        whole = abs(count - round(count)) < 2e-6
        return lambda hedge, said: (hedge is None) == whole and abs(said - count) <= (1e-5 if whole else room)

    return judge


def none(share):
    return lambda w: share(w) == 0


def hardly_any(share):
    return lambda w: 0 < 1000 * share(w) <= 1.5


def within(written, true):
    """Whether a number lies under or over what is written, and no more than one in its last digit away."""
    edge, room = re.search(PLAIN, written)[0], 0
    if isinstance(true, near):
        true, room = true.true, true.room
    away = as_number(edge) - true if written[0] in "u<" else true - as_number(edge)
    return -room <= away <= unit(edge) + room


def holds(written, true):
    """Whether what is written is what a judge gave."""
    if written is None:
        return True
    said = as_number(written)
    if isinstance(said, str) and re.fullmatch(NUMBER, said) and not isinstance(true, str):
        return within(written, true)
    if callable(true):
        return bool(true(said))
    if isinstance(said, str) or isinstance(true, str) or true is None:
        return said == true
    return abs(said - true) <= min(0.5001 * unit(written), EXACT * abs(true)) + 1e-9 * (1 + abs(true))


def judged(claim, judge, world):
    """Whether a claim is true in a world."""
    given = judge(world)
    if isinstance(given, bool | np.bool_):
        return bool(given)
    if callable(given) and len(claim.written) > 1:
        return bool(given(*map(as_number, claim.written)))
    given = given if isinstance(given, tuple) else (given,)
    assert len(given) == len(claim.written), f"{claim.pattern!r} has {len(claim.written)} groups, judged {len(given)}"
    return all(holds(written, true) for written, true in zip(claim.written, given, strict=True))


def check(text, claims, world):
    """Read a text and judge each of its claims in a world; give the claims, or fail on what is false or unread."""
    found = read(text, claims)
    false = [claim for claim in found if not judged(claim, claims[claim.pattern], world)]
    assert not false, f"false: {false} in {text!r}"
    return found


def settings(explorer, rng, count):
    """The start, each control at five places with the others at the start, then random places of all."""
    start, given = values(explorer), 0
    for name, control in explorer.controls.items():
        for value in [*ends(control)[:2], *(somewhere(control, rng) for _ in range(3))]:
            yield start | {name: value}
            given += 1
    for _ in range(max(count - given, count // 2)):
        yield {name: somewhere(control, rng) for name, control in explorer.controls.items()}


def places_of(name, table, rng, count):
    """Give the places of each case of an explorer's builders; words are read there, so nothing is drawn."""
    builds = *BUILDERS[name].values(), *table.more
    for build in builds:
        with pytest.MonkeyPatch.context() as patch:
            for drawing in ("settle", "show"):
                patch.setattr(Stage, drawing, lambda *_: None)
            built = build()
            with closing(built):
                args, options = getattr(build, "args", ()), getattr(build, "keywords", {})
                options = {key: value for key, value in options.items() if key not in built.controls}
                corners = [{k: corner[k] for k in corner if k in built.controls} for corner in ({}, *table.corners)]
                corners = [values(built) | corner for corner in corners]
                for setting in [*corners, *settings(built, rng, -(-count // len(builds)))]:
                    at = values(built.set(**setting))
                    line = re.sub(r",[^,]*…$", "", repr(built).partition(": ")[2])  # without what was cut off
                    yield Place(at, built.sentence, line, table.at(*args, **options, **at))


def judge(places, table):
    """Judge all that an explorer says at some places; give the claims found, and what was false or unread."""
    found, faults = [], []
    for place in places:
        for text in (place.sentence, place.line):
            try:
                found += check(text, table.claims, place.world)
            except AssertionError as fault:
                faults.append(f"{place.setting}: {fault}")
    return found, faults
