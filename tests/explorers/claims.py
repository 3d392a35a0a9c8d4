"""What explorers say, read a second time: each part of a sentence is a claim, and each claim has a judge.

A `Table` is one explorer's. Its `world` is the test's own computation from the values of the controls, by NumPy and
never by the explorer's functions: `world(*args, **values)`, where `args` are those that `builders.py` builds it with.
Its claims are `pattern: judge`. A pattern is a regular expression in which `#` stands for a number. A judge takes the
world and gives what should be written in the pattern's groups, one thing for each:

- a number: what is written must be that number, rounded to the digits that are written;
- a text: what is written must be that text;
- a function: it takes what is written (a number, if it is one) and tells whether that is true (`loss`, `near`); one
  function for several groups takes them all;

or, for the claim as a whole, True or False. Groups that a sentence leaves out are not judged. Sentence and repr are
read from left to right, the longest claim first. Words that no claim covers are unread, and unread words are a fault.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tests.explorers.builders import BUILDERS
from tests.explorers.moves import ends, somewhere, values

NUMBER = r"(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d+)?)"
GAP = re.compile(r"[\s.,;:]*")
EXACT = 0.005  # no number is farther from the truth than this share of it, however few digits are written


class Table(NamedTuple):
    """How one explorer is read: its world, the claims of its sentence and of its repr.

    Settings to try first are `corners`, further ways to build it `more`.
    """

    world: Callable
    sentence: dict
    line: dict
    corners: Sequence = ()
    more: Sequence = ()


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
    found = [import_module(f"tests.explorers.{file.stem}").TABLES for file in files]
    return {name: table for one in found for name, table in one.items()}


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
    return float(written.replace(",", "")) if re.fullmatch(NUMBER, written) else written


def unit(written):
    """One in the last digit that is written."""
    mantissa, _, power = written.partition("e")
    return 10.0 ** (int(power or 0) - len(mantissa.partition(".")[2]))


def near(true, share=EXACT, least=1e-9):
    """Judge a number by how far it is from the truth: a share of it, or an amount; less than 1e-9 is written as 0."""
    return lambda said: abs(said - true) <= max(share * abs(true), least)


def loss(true):
    """Judge a loss: two decimals where it has them, else three digits."""
    return near(true, least=0.00501 if true < 1e-18 or 0.01 <= true < 1e7 else 0)


def places(count, true):
    """Judge a number that is always written with so many decimals."""
    return lambda said: abs(said - true) <= 0.5001 * 10.0**-count


def holds(written, true):
    """Whether what is written is what a judge gave."""
    if written is None:
        return True
    said = as_number(written)
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
        return bool(given(*(written and as_number(written) for written in claim.written)))
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
    """Give the places of each case of an explorer's builders."""
    builds = *BUILDERS[name].values(), *table.more
    for build in builds:
        with closing(build()) as built:
            built.stage.show = lambda *_: None  # words are read here, no pixels
            args, options = getattr(build, "args", ()), getattr(build, "keywords", {})
            options = {key: value for key, value in options.items() if key not in built.controls}
            corners = [
                values(built) | {k: corner[k] for k in corner if k in built.controls} for corner in ({}, *table.corners)
            ]
            for setting in [*corners, *settings(built, rng, -(-count // len(builds)))]:
                at = values(built.set(**setting))
                line = re.sub(r",[^,]*…$", "", repr(built).partition(": ")[2])  # without what was cut off
                yield Place(at, built.sentence, line, table.world(*args, **options, **at))


def judge(places, table):
    """Judge all that an explorer says at some places; give the claims found, and what was false or unread."""
    found, faults = [], []
    for place in places:
        for text, claims in ((place.sentence, table.sentence), (place.line, table.line)):
            try:
                found += check(text, claims, place.world)
            except AssertionError as fault:
                faults.append(f"{place.setting}: {fault}")
    return found, faults
