"""What explorers say, read a second time: each part of a sentence is a claim, and each claim has a judge.

A `Table` bears the name of its explorer. Its `world` is the test's own computation from the values of the controls, by
NumPy, SciPy and what other tests judge (`Network`, a drawn test set), never by the explorer's methods:
`world(*args, **values)`, where `args` are those that `builders.py` builds it with. Its claims are `pattern: judge`. A
pattern is a regular expression with fields, which name what the world, or a control, must hold where they stand:

- `{n}`: a number, with what bounds it ("under 0.1"), rounded to the digits that are written;
- `{low:.2f}`, `{low:.2g}`, `{share:%}`, `{share:.1%}`: one of so many decimals or digits, or a share in percent;
- `{kind=L1|L2}`: a text, and what it may be;
- `{end:loss}`: what stands there, and what it must be, is told by the `@kind` of that name.

What the world holds may be a judge itself: `near`, or another function that takes what is written (a number, if it is
one) and tells whether that is true. Fields that a sentence leaves out are not judged. The judge of a pattern takes the
world and tells whether the rest of the claim is true, or gives a function that tells it of what is written in the
groups without a name, all of them (`#` is a number there); `True` stands where the fields say it all.

Sentence and repr are read from left to right, the longest claim first. Words that no claim covers are unread, and
unread words are a fault.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from string import Formatter
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pytest

from helpers.stage import Stage
from tests.explorers.builders import BUILDERS
from tests.explorers.moves import ends, somewhere, values

PLAIN = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d+)?"
NUMBER = rf"(?:under |over |[<>])?{PLAIN}"
FIELD = re.compile(r"\{([a-z][\w.\[\]]*)(?::([\w.%]+))?(?:=([^{}]+))?\}")
GAP = re.compile(r"[\s.,;:]*")
EXACT = 0.005  # no number is farther from the truth than this share of it, however few digits are written
KINDS = {}  # name -> what may stand in such a field, and its judge


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
    """A part of a text: the pattern that covers it, and what is written in its fields and in its other groups."""

    pattern: str
    fields: tuple
    written: tuple


def tables():
    """The tables of all files `claims_<notebook>.py`, by the explorer's name."""
    files = sorted(Path(__file__).parent.glob("claims_*.py"))
    named = [each for file in files for each in vars(import_module(f"tests.explorers.{file.stem}")).items()]
    return {name: table for name, table in named if isinstance(table, Table)}


@cache
def compiled(pattern):
    """A pattern as a regular expression, in which each field is a group with a name."""

    def group(field):
        _, kind, text = field.groups()
        return rf"(?P<_{field.start()}>{text or KINDS.get(kind, [NUMBER])[0]}){'%' * (kind or '').endswith('%')}"

    return re.compile(FIELD.sub(group, pattern).replace("#", f"({NUMBER})"))


def read(text, claims):
    """Cut a text into claims; words that none of them covers are a fault."""
    found, place = [], 0
    while (place := GAP.match(text, place).end()) < len(text):
        matches = {pattern: match for pattern in claims if (match := compiled(pattern).match(text, place))}
        assert matches, f"unread: {text[place:]!r}"
        pattern, longest = max(matches.items(), key=lambda one: one[1].end())
        assert longest.end() > place, f"{pattern!r} covers nothing"
        named = compiled(pattern).groupindex.values()
        others = [written for at, written in enumerate(longest.groups(), 1) if at not in named]
        found.append(Claim(pattern, tuple(longest.groupdict().values()), tuple(others)))
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
    least: float = 2e-9

    def __call__(self, said):
        return abs(said - self.true) <= self.room

    @property
    def room(self):
        return max(self.share * abs(self.true), self.least) if np.isfinite(self.true) else self.least


def kind(text=NUMBER):
    """Make a function known as the judge of a kind of fields: it takes what is true and gives what to write."""

    def known(judge):
        assert judge.__name__ not in KINDS
        KINDS[judge.__name__] = text, judge
        return judge

    return known


@kind()
def loss(true):
    """Judge a loss: two decimals where it has them, else three digits."""
    return near(true, least=0.00501 if true < 1e-18 or 0.01 <= true < 1e7 else 0)


@kind()
def chance(true, digits=3):
    """Judge a chance, however small, by its digits."""
    return near(true, 0.6 * 10.0 ** (1 - digits), 1e-15)


@kind(r"(?:about )?[\d,]+|not one|hardly any")
def so_many(share, room=0.5):
    """Judge "about 12" of a thousand: the hedge stands there unless the number is whole."""
    count = 1000 * share
    whole = abs(count - round(count)) < 2e-6

    def judge(said):
        if said in ("not one", "hardly any"):
            return count == 0 if said == "not one" else 0 < count <= 1.5
        hedge, _, number = str(said).rpartition(" ")
        return (not hedge) == whole and abs(as_number(number) - count) <= (1e-5 if whole else room)

    return judge


@kind(rf"[+-] {PLAIN}")
def signed(true, dust=2e-9, share=EXACT):
    """Judge a number that is written after its sign, as in "2 · x - 5"; dust may have any sign."""
    number = near(abs(true), share, dust)
    return lambda said: (abs(true) <= dust or (said[0] == "-") == (true < 0)) and number(as_number(said[2:]))


@kind(rf"\((?=-){PLAIN}\)|(?!-){PLAIN}")
def factor(true):
    """Judge a factor, which stands in parentheses where it is below 0."""
    return true if true > -1e-9 else lambda said: holds(str(said).strip("()"), true)


@kind(rf"{NUMBER}|not yet|infinite")
def told(true):
    """Judge a number that may not be there yet, or be infinite."""
    return "infinite" if true == np.inf else true


def places(count, true):
    """Judge a number that is always written with so many decimals."""
    return near(true, 0, 0.5001 * 10.0**-count)


def significant(count, true):
    """Judge a number of so many digits, of which one below 1e-9 may be written as 0."""
    room = 0.51 * 10.0 ** (1 - count) * abs(true)
    return lambda said: abs(true) < 2e-9 if said == 0 else abs(said - true) <= room


def wanted(true, how):
    """What must be written where something is true: itself, unless the field's kind says how it is written."""
    if not how or callable(true) or isinstance(true, str):
        return true
    if how in KINDS:
        return KINDS[how][1](true)
    true, digits = (100 * true if how[-1] == "%" else true), how[1:-1]
    if not digits:
        return true
    return significant(int(digits), true) if how[-1] == "g" else places(int(digits), true)


def within(written, true):
    """Whether a number lies under or over what is written, and no more than one in its last digit away."""
    edge, room = re.search(PLAIN, written)[0], 0
    if isinstance(true, near):
        true, room = true.true, true.room
    away = as_number(edge) - true if written[0] in "u<" else true - as_number(edge)
    return -room <= away <= unit(edge) + room


def holds(written, true):
    """Whether what is written is what it must be."""
    said = as_number(written)
    if isinstance(said, str) and re.fullmatch(NUMBER, said) and not isinstance(true, str):
        return within(written, true)
    if callable(true):
        return bool(true(said))
    if isinstance(said, str) or isinstance(true, str) or true is None:
        return written == true
    return abs(said - true) <= min(0.5001 * unit(written), EXACT * abs(true)) + 2e-9 * (1 + abs(true))


def judged(claim, judge, world):
    """Whether a claim is true in a world: its fields, and what its judge says of the rest."""
    for (name, how, _), written in zip(FIELD.findall(claim.pattern), claim.fields, strict=True):
        if written is not None and not holds(written, wanted(Formatter().get_field(name, (), vars(world))[0], how)):
            return False
    told = judge is True or judge(world)
    return bool(told(*map(as_number, claim.written)) if callable(told) else told)


def check(text, claims, world):
    """Read a text and judge each of its claims in a world; give the claims, or fail on what is false or unread."""
    found = read(text, claims)
    false = [claim for claim in found if not judged(claim, claims[claim.pattern], world)]
    assert not false, f"false: {false} in {text!r}"
    return found


def settings(explorer, corners, rng, count):
    """The start, the corners, each control at five places with the others at the start, then random places of all."""
    start, given = values(explorer), 0
    for corner in ({}, *corners):
        yield start | {name: corner[name] for name in corner.keys() & start.keys()}
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
            with closing(build()) as built:
                args, options = getattr(build, "args", ()), getattr(build, "keywords", {})
                options = {key: value for key, value in options.items() if key not in built.controls}
                for setting in settings(built, table.corners, rng, -(-count // len(builds))):
                    at = values(built.set(**setting))
                    line = built.state(built.result)  # a repr that is not cut off
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
