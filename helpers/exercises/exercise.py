"""What an exercise is: the right formula, and the usual mistakes as the code that makes them. It is its own check.

``check_...(answer)`` runs the right formula and the mistaken ones on the same inputs as the learner's, and so tells
which mistake was made. It gives a judgement in one of five states and never raises. What it takes follows from what it
is given. A function is tried on `cases`, and where it is right there on its `edges`: each a case, and slips of its own.

>>> check_share = Exercise(
...     "share(part, whole)", "of nothing it is 0", lambda p, w: p / w if w else 0, ((3.0, 4.0), (1.0, 5.0)),
...     wrong("the fraction stands upside down", lambda p, w: w / p, "Is it above 1?", "Divide by the whole."),
...     edges=[((0.0, 0.0), breaks("you divided by 0", "Is there anything to share?", "Ask first."))],
... )
>>> check_share(lambda part, whole: part / whole)
✗ wrong: you divided by 0. Hint: Is there anything to share?

A number, or a list of them, has no cases; the data that the formulas take come after the answer.

>>> check_round = Exercise("circumference", "of a circle", lambda radius: 2 * np.pi * radius, digits=4)
>>> check_round(6.28, 1.0)
≈ almost: give at least 4 significant digits, correctly rounded.

Several numbers come as arguments of their own with `answers`; `parts` says what they are called.

>>> check_sides = Exercise("sides", "of the area", lambda area: (area / 2, 2), answers=2, parts=("length", "width"))
>>> check_sides(5, 3, 10)
✗ wrong: sides is not [5, 3]: the length is right, the width is not. Hint: Work this one call out on
  paper, number by number.

Of numbers of which many are right, `measure` writes what they come to; the formulas are conditions on them.

>>> odd = wrong("it is odd", lambda n: n % 2, "Divide it by 2.", "Look at its last digit.")
>>> check_even = Exercise("even number", "any", lambda n: n % 2 == 0, (), odd, measure=lambda n: f"{n:g}")
>>> check_even(7)
✗ wrong: it is odd (7). Hint: Divide it by 2.

Where many results are right, `seen` takes what a function returned for all cases, the learner's or a formula. It gives
what is compared, case by case; or, where there is a `measure`, what the conditions take.

>>> in_order = lambda divisors: tuple(sorted(divisors))
>>> check_both = Exercise(
...     "divisors(n)", "in any order", lambda n: (1, n), ((3,), (7,)), seen=lambda *found: tuple(map(in_order, found))
... )
>>> check_both(lambda n: [n, 1])
✓ right: divisors: as wanted on all 2 inputs tried.

`instead` has something better than a message with such words in it; a function there converts what was returned, to
look for a mistake once more.

>>> check_twice = Exercise("twice(x)", "a pair", lambda x: (x, x), ((1.0,),), instead={"type dict": "a list, please."})
>>> check_twice(lambda x: {x: x})
✗ wrong: a list, please.

`first` is an exercise that is asked first; where it finds the answer almost right, that is the judgement.

>>> near = almost("that is near", lambda n: abs(n - 3.14) < 0.05, "Count.", "Count again.")
>>> near_pi = Exercise("near π", "by throwing needles", lambda n: False, (), near, measure=lambda n: f"{n:g}")
>>> Exercise("π", "to three digits", lambda: np.pi, digits=3, first=near_pi)(3.12)
≈ almost: that is near (3.12). Hint: Count.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from helpers.exercises.answers import (
    Judgement,
    State,
    UnreadableError,
    call_function,
    flat,
    read_data,
    read_numbers,
    require_function,
    show,
    write_call,
)
from helpers.exercises.progress import keep_exercise

BROKEN = -1.0  # stands for NaN, an overflow or an error; none of the functions asked for returns it
DECIMALS = range(2, 6)  # that results are usually rounded to
NO_ANSWER = Judgement(State.WRONG, "nothing can be worked out from these numbers and data; look for one that is off.")


@dataclass(frozen=True)
class Slip:
    """A usual mistake: what was done, as a clause; the code that does it; a hint, and one more on asking again."""

    name: str
    function: Callable
    hint: str
    further: str
    state: State = State.WRONG


def wrong(name, function, hint, further):
    return Slip(name, function, hint, further)


def almost(name, function, hint, further):
    """Name a mistake that is a matter of convention or precision."""
    return Slip(name, function, hint, further, State.ALMOST)


def missing(name, function, hint, further):
    return Slip(name, function, hint, further, State.MISSING)


def breaks(name, hint, further, state=State.WRONG):
    """Name the mistake of a function that gives no finite number at an edge."""
    return Slip(name, _broken, hint, further, state)


def _broken(*_):
    return BROKEN


class Exercise:
    """One exercise: call it with a learner's answer for the judgement.

    `call` is how the function is called, or what the number is; `about` says more; `slips` are tried in their order.
    An unexplained answer gets `hint`, and on asking again `further`, or what it should give. Of the wanted `digits`
    an answer that was rounded on the way keeps `rounded`, which is almost right. The module has the other options.
    """

    def __init__(
        self, call, about, right, cases=(), *slips,
        hint="Work this one call out on paper, number by number.", further="", digits=6, rounded=3, parts=(), answers=1,
        edges=(), measure=None, seen=None, instead=None, first=None,
    ):  # fmt: skip
        self.call, self.name = call, call.partition("(")[0] if cases else call
        self.right, self.cases, self.slips = right, cases, slips
        self.hint, self.further, self.digits, self.rounded = hint, further, digits, rounded
        self.parts, self.answers, self.measure, self.seen = parts, answers, measure, seen or (lambda *found: found)
        self.instead, self.first = instead or {}, first
        self.edges = tuple((case, Exercise(write_call(self.name, case), about, right, (), *at)) for case, *at in edges)
        self.named = None  # the mistake that was named last
        self.__doc__ = f"Check ``{call}``: {about}." if cases else f"Check the {call}: {about}."

    def __call__(self, answer, *more):
        """Judge an answer."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            judgement = self._judge(answer, *more)
            for words, better in self.instead.items():
                if words in judgement.message:
                    judgement = self._say_better(better, judgement, answer)
        if judgement.state is State.RIGHT:
            keep_exercise(self)
        return judgement

    def __repr__(self):
        return f"Exercise: {self.call}"

    def _judge(self, answer, *more):
        if self.first and (found := self.first(answer, *more)).state is State.ALMOST:
            return found
        try:
            if self.cases:
                return self._judge_function(answer)
            values = (answer, *more[: self.answers - 1])
            data = more[self.answers - 1 :]
            if self.measure:
                return self._judge_condition((*read_numbers(values), *read_data(data)))
            return self._compare((read_numbers(answer if self.answers == 1 else values),), (read_data(data),))
        except UnreadableError as problem:
            return problem.judgement

    def _judge_function(self, function):
        """Judge what a function returns for the cases, and at the edges only if that is right."""
        require_function(function, self.call)
        found = tuple(call_function(function, self.name, case) for case in self.cases)
        if self.measure:
            return self._judge_condition(self.seen(*found))
        judgement = self._compare(found, self.cases)
        for case, exercise in self.edges:
            if judgement.state is State.RIGHT:
                at_the_edge = exercise._compare((self._found_at(case, exercise, function),), (case,))
                judgement = judgement if at_the_edge.state is State.RIGHT else at_the_edge
        return judgement

    def _found_at(self, case, exercise, function):
        """Call a function at an edge; an overflow counts even if the result survives it."""
        try:
            with np.errstate(over="raise"):
                return call_function(function, self.name, case)
        except UnreadableError:
            if any(slip.function is _broken for slip in exercise.slips):
                return BROKEN
            raise

    def _judge_condition(self, case):
        """Judge numbers by the conditions of the right answer and of the mistakes."""
        if any(isinstance(value, tuple) for value in case):
            names = " and ".join(self.parts)
            return Judgement(State.WRONG, f"{names} are one number each; there is a list among them.")
        measure = _run(self.measure, case)
        if measure is None:
            return NO_ANSWER
        if _run(self.right, case):
            return self._accept(measure)
        for slip in self.slips:
            if _run(slip.function, case):
                return self._remark(slip, f"{slip.name} ({measure})")
        return NO_ANSWER

    def _compare(self, found, cases):
        """Compare what was found, one entry a case, with the right formula and the mistaken ones."""
        wanted = self._outputs(self.right, cases)
        if wanted is None:
            return NO_ANSWER
        found = tuple(map(_unboxed, self.seen(*found), wanted))
        # one digit more than wanted first, so that a mistake next to the right value is told from it
        for digits in (self.digits + 1, self.digits, self.rounded):
            if _agree(found, wanted, digits):
                if digits < self.digits:
                    sentence = f"give at least {self.digits} significant digits, correctly rounded."
                    return Judgement(State.ALMOST, sentence)
                shown = f"as wanted on all {len(found)} inputs tried" if self.cases else show(found[0])
                return self._accept(f"{self.name}: {shown}")
            for slip in self.slips:
                if _agree(found, self._outputs(slip.function, cases), digits):
                    return self._remark(slip, slip.name)
        if self.cases and _are_rounded(found, wanted):
            return Judgement(State.ALMOST, "the results are rounded; return them as they are.")
        return self._unexplained(found, wanted)

    def _outputs(self, function, cases):
        """Read what a formula of ours gives for each case; None if one of them gives no numbers."""
        try:
            return self.seen(*(read_numbers(_run(function, case)) for case in cases))
        except UnreadableError:
            return None

    def _unexplained(self, found, wanted):
        """Describe the first entry that is not right, and what of it is."""
        good = [_agree(f, w, self.digits) for f, w in zip(found, wanted, strict=True)]
        first = good.index(False)
        f, w = found[first], wanted[first]  # found, wanted
        text = f"{self._write(first)} gives {show(f)}" if self.cases else f"{self.name} is not {show(f)}"
        if len(flat(f)) < len(flat(w)):
            parts = f" ({', '.join(self.parts)})" if self.parts else ""
            return Judgement(State.MISSING, f"{text}: {len(flat(f))} of {len(flat(w))} numbers are there{parts}.")
        if _agree(flat(f), flat(w), self.digits):
            sentence = f"{text}: the numbers are right, but wanted is the arrangement {show(w)}."
            return Judgement(State.ALMOST, sentence)
        text += self._split_up(f, w)
        if any(good):
            text = f"{self._write(good.index(True))} is right, but {text}"
        further = self.further or f"It should give {show(w)}."
        state = State.ALMOST if any(good) else State.WRONG
        return self._remark(Slip("unexplained", self.right, self.hint, further, state), text)

    def _split_up(self, found, wanted):
        """Say which parts are right and which are not, or how many there are too many."""
        if len(flat(found)) > len(flat(wanted)):
            return f": there are {len(flat(found))} numbers, wanted are {len(flat(wanted))}"
        parts = zip(self.parts, found, wanted, strict=False) if self.parts else ()
        fine = [name for name, f, w in parts if _agree(f, w, self.digits)]
        rest = [name for name in self.parts if name not in fine]
        return f": {_these_are(fine)} right, {_these_are(rest)} not" if fine and rest else ""

    def _write(self, entry):
        return write_call(self.name, self.cases[entry])

    def _accept(self, text):
        self.named = None
        return Judgement(State.RIGHT, f"{text}.")

    def _remark(self, slip, text):
        """Name a mistake with its hint, and with the further one too where the same was named last."""
        hint = f"{slip.hint} {slip.further}" if self.named == slip.name else slip.hint
        self.named = slip.name
        return Judgement(slip.state, f"{text}. Hint: {hint}")

    def _say_better(self, better, judgement, function):
        """Replace a message; a function in its place converts the results, and counts if a mistake shows in them."""
        if not callable(better):
            return Judgement(State.WRONG, better)
        converted = self._judge(lambda *inputs: better(function(*inputs)))
        named = any(converted.message.startswith(slip.name) for slip in self.slips)
        return converted if named else judgement


def _these_are(names):
    return f"the {' and the '.join(names)} {'is' if len(names) == 1 else 'are'}"


def _run(function, case):
    """Run a formula of ours; None where it has no value for these data."""
    try:
        with np.errstate(all="ignore"):
            return function(*case)
    except Exception:  # data of any shape arrive here, and the formulas trust them
        return None


def _agree(found, wanted, digits):
    """Compare numbers arranged alike: each may be off by half a unit of this digit of the wanted one.

    >>> _agree(0.000186, 0.000185929, digits=3), _agree(0.000186, 0.000185929, digits=4)
    (True, False)
    """
    if _arrangement(found) != _arrangement(wanted):
        return False
    f, w = np.array(flat(found)), np.array(flat(wanted))
    # a wanted 0 has no digits of its own: it takes a millionth of the largest number as its size
    size = np.maximum(np.abs(w), 1e-6 * np.abs(w).max())
    size[size == 0] = 1
    half_unit = 0.5 * 10 ** (np.floor(np.log10(size)) + 1 - digits)
    with np.errstate(over="ignore"):
        return bool(np.all(np.abs(f - w) <= half_unit * 1.001))  # a thousandth for the rounding of floats


def _arrangement(numbers):
    """Keep only how the numbers are nested."""
    return tuple(map(_arrangement, numbers)) if isinstance(numbers, tuple) else None


def _unboxed(found, wanted):
    """Take a number out of its list where a single number is wanted."""
    alone = not isinstance(wanted, tuple) and len(flat(found)) == 1
    return flat(found)[0] if alone else found


def _are_rounded(found, wanted):
    """Whether all that was found is what is wanted, rounded; whole numbers may come from elsewhere."""
    if [len(flat(one)) for one in found] != [len(flat(one)) for one in wanted]:
        return False
    f, w = np.array(flat(found)), np.array(flat(wanted))
    rounded = any(np.allclose(f, np.round(w, decimals), rtol=0, atol=1e-9) for decimals in DECIMALS)
    return bool(np.any(f % 1)) and rounded
