"""What an exercise is: the right formula, and the usual mistakes as the code that makes them. It is its own check.

``check_...(answer)`` runs the right formula and the mistaken ones on the same inputs as the learner's, and so tells
which mistake was made. It gives a judgement in one of five states and never raises. What it takes follows from what it
is given. A function is tried on `cases`, lists where the notebook shows lists; where it is right there on its `edges`,
each a case and slips of its own, and on `ties`, whose order is free; and on inputs from `draw`. Our formulas are always
given arrays.

>>> from helpers.exercises.draws import positive
>>> from helpers.exercises.slips import breaks, wrong
>>> check_share = Exercise(
...     "share(part, whole)", "of nothing it is 0", lambda p, w: p / w if w else 0, ((3.0, 4.0), (1.0, 5.0)),
...     wrong("the whole counts twice", lambda p, w: p / w**2, "Is it above 1?", "Divide by the whole once."),
...     edges=[((0.0, 0.0), breaks("you divided by 0", "Is there anything to share?", "Ask first."))],
...     draw=(positive(), positive()),
... )
>>> check_share(lambda part, whole: part / whole)
✗ wrong: you divided by 0 (share(0, 0)). Hint: Is there anything to share?
>>> share = check_share.use(lambda part, whole: part / whole if whole else 0)
share: yours, which is right.

A number, or a list of them, has no cases; the data that the formulas take come after the answer.

>>> check_round = Exercise("circumference", "of a circle", lambda radius: 2 * np.pi * radius, digits=4)
>>> check_round(6.28, 1.0)
≈ almost: give at least 4 significant digits, correctly rounded.

Several numbers come as arguments of their own with `answers`; `parts` says what they are called.

Of numbers of which many are right, `measure` writes what they come to; the formulas are conditions on them. Where many
results are right, `seen` makes of what a function returned, the learner's or a formula, what is compared. With a
`measure` it is given an input and the learner's function, and makes of what that returns what conditions take.

`instead` has something better than a message with such words in it; a function there converts what was returned, to
look for a mistake once more. `near` are pairs of a distance and a mistake: numbers as near to what that gives are told
so. `own` are data of the notebook, by the names of parameters, which a function may use instead of them.
`course` is what later cells use in place of the learner's function where `right` is not it; it gets what they pass.
"""

import inspect
import time
import warnings
import zlib
from dataclasses import replace
from itertools import chain, islice, repeat, zip_longest
from types import FunctionType

import numpy as np

from helpers.exercises.answers import (
    BrokenError,
    Judgement,
    Name,
    OutOfTimeError,
    State,
    UnreadableError,
    Watcher,
    agree,
    alike,
    are_rounded,
    are_single,
    as_arrays,
    call_function,
    count,
    flat,
    is_short_for,
    listed,
    names_in,
    parameters_of,
    read_data,
    read_numbers,
    required_function,
    show,
    squeezed,
    unboxed,
    unused_parameters,
    write_call,
)
from helpers.exercises.draws import drawn
from helpers.exercises.progress import keep_exercise
from helpers.exercises.slips import BROKEN, Slip, almost, broken, general_slips, missing

DRAWN = 12  # inputs that are drawn beside the cases
NEAR = 3  # digits that are right at least of what is near
SINGLE = 4  # digits that a result of single precision has at least
MOST_ON_PAPER = 12  # numbers in a call that can be worked out by hand
ORDINALS = {0: "first", 1: "second", 2: "third", -1: "last"}
RETURNED = "Look at what stands after `return`, and at how far it is indented."
NO_ANSWER = Judgement(
    State.WRONG,
    "nothing can be worked out. Hint: A list stands in [ ], the data follow the answer, and 3.8 has a point.",
)
NO_JUDGEMENT = Judgement(State.WRONG, "that cannot be read: it is no number, no list of numbers and no function.")


class Exercise:
    """One exercise: call it with a learner's answer for the judgement.

    `call` is how the function is called, or what the number is; `about` says more; `slips` are tried in their order.
    An unexplained answer gets `hint`, and on asking again `further`, or what it should give. Of the wanted `digits`
    an answer that was rounded on the way keeps `rounded`, which is almost right. The module has the other options.
    """

    limit = 5.0  # seconds of its own time that a call of a learner's function may take

    def __init__(
        self, call, about, right, cases=(), *slips,
        hint="", further="", digits=6, rounded=3, parts=(), answers=1, edges=(), ties=(), draw=None, own=None,
        course=None, measure=None, seen=None, instead=None, near=(),
    ):  # fmt: skip
        self.call, self.name = call, call.partition("(")[0] if cases else call
        self.parameters = parameters_of(call) if cases else []
        self.right, self.cases, self.slips = right, cases, slips
        self.hint, self.further, self.digits, self.rounded = hint, further, digits, rounded
        self.parts, self.answers, self.measure, self.seen = parts, answers, measure, seen
        told = {"hint": hint, "further": further, "digits": digits, "parts": parts}
        self.edges = (
            *((case, Exercise(call, about, right, (case,), *at, **told)) for case, *at in edges),
            *((case, Exercise(call, about, right, (case,), seen=in_any_order, **told)) for case in ties),
        )
        self.draw, self.own, self.course = draw, own, course
        self.instead, self.near = instead or {}, near
        self.forget()
        self.__doc__ = f"Check ``{call}``: {about}." if cases else f"Check the {call}: {about}."

    def forget(self):
        """Be as in a fresh kernel."""
        self.busy = False  # judging, so that the learner's code is running
        self.named = None  # the mistake that was named last
        self.attempts = 0  # that were tried on drawn inputs
        self.failing = None  # the drawn input that was shown last
        self.last = ()  # answer and judgement

    def __repr__(self):
        return f"Exercise: {self.call}"

    def __call__(self, answer, *more):
        """Judge an answer."""
        if self.busy:
            raise RuntimeError("the function calls its own check; take that line out of its body")
        self.busy = True
        try:
            with warnings.catch_warnings(), Watcher(self.limit) as self.watcher:
                warnings.simplefilter("ignore")
                judgement = self._judge(answer, *more)
                for words, better in self.instead.items():
                    if words in judgement.message:
                        judgement = self._say_better(better, judgement, answer)
        except OutOfTimeError as late:
            judgement = Judgement(State.WRONG, f"{late}" or "that never comes to an end.")
        except (Exception, SystemExit, GeneratorExit):  # objects of any make arrive here
            judgement = NO_JUDGEMENT
        finally:
            self.busy = False
        self.last = _unwrapped(answer), judgement
        if judgement.state is State.RIGHT:
            keep_exercise(self)
        return judgement

    def use(self, function):
        """Return the learner's function if it is right, else the course's, for lists and arrays alike; say which.

        What comes out is a list where lists go in and an array where arrays do, a float, or a tuple of these.
        """
        function = _unwrapped(function)
        judgement = self.last[1] if self.last and self.last[0] is function else self(function)
        mine = judgement.state is State.RIGHT
        whose = "yours, which is right" if mine else "the course's, until yours is right"
        print(f"{self.name}: {whose}.")
        used = self._for_lists_and_arrays(required_function(function, self.call) if mine else None)
        used.learners = function
        return used

    def _judge(self, answer, *more):
        try:
            if self.cases:
                return self._judge_function(_unwrapped(answer))
            values, data = (answer, *more[: self.answers - 1]), more[self.answers - 1 :]
            found = self.watcher.call(lambda: read_numbers(answer if self.answers == 1 else values))
            if self.measure:
                return self._judge_condition((*map(squeezed, found if self.answers > 1 else [found]), *read_data(data)))
            if self.answers > 1:
                found = squeezed(found)
            return self._compare([found], [read_data(data)])
        except UnreadableError as problem:
            return problem.judgement

    # Functions

    def _judge_function(self, function):
        """Judge what a function returns; where nothing explains it, look at the function itself."""
        run, self.explained, arrays = required_function(function, self.call), True, True
        try:
            judgement = self._judge_calls(run)
        except UnreadableError as problem:
            judgement, self.explained = problem.judgement, problem.judgement.state is not State.WRONG
            arrays = isinstance(problem, BrokenError)
        lists = [name for name, one in zip(self.parameters, self.cases[0], strict=True) if isinstance(one, list)]
        if lists and arrays and judgement.state is not State.RIGHT and self._is_right_for_arrays(run):
            text = f"with arrays it is right, but lists are given, as in {write_call(self.name, self.cases[0])}"
            return Judgement(State.ALMOST, f"{text}. Hint: Begin with {lists[0]} = np.array({lists[0]}).")
        return judgement if self.explained else self._about(function, run, judgement)

    def _judge_calls(self, run):
        """Judge what a function returns for the cases, at the edges if that is right, and for drawn inputs."""
        if self.measure:
            return self._judge_conditions(run)
        cases, found = list(self.cases), [self._called(run, case) for case in self.cases]
        if self.how_right(*self._compared(found, cases)) is not None:
            for case, exercise in self.edges:
                judgement = exercise._compare([self._found_at(case, exercise, run)], [case])
                if judgement.state is not State.RIGHT:
                    return judgement
        for case in self._drawn():
            cases.append(case)
            found.append(self._kept(run, case))
        return self._compare(found, cases)

    def _called(self, run, case):
        return call_function(run, self.name, case, self.watcher)

    def _kept(self, run, case):
        """Call a function for an input that was drawn: a problem is kept in place of the numbers."""
        try:
            return self._called(run, case)
        except UnreadableError as problem:
            return problem

    def _found_at(self, case, exercise, run):
        """Call a function at an edge; an overflow counts even if the result survives it."""
        try:
            with np.errstate(over="raise"):
                return self._called(run, case)
        except BrokenError:
            if any(slip.function is broken for slip in exercise.slips):
                return BROKEN
            raise

    def _drawn(self):
        """Draw a dozen inputs for this attempt, while there is time; the one that failed last comes first."""
        self.attempts += 1
        rng = np.random.default_rng([zlib.crc32(self.call.encode()), self.attempts])
        until, last = time.monotonic() + self.limit, [self.failing] if self.failing else []
        for case in islice(chain(last, self.fresh(rng)), DRAWN):
            if time.monotonic() > until:
                return
            yield case

    def fresh(self, rng):
        """Draw inputs in the form of the cases: those for which the right formula has a value that stands firm."""
        for i in range(4 * DRAWN if self.draw else 0):
            case = tuple(map(_like, drawn(self.draw, rng, i), self.cases[0]))
            if self.measure or self._is_firm(case):
                yield case

    def _is_firm(self, case):
        """Whether the right formula has a value there, one that does not hang on the last digits of the input."""
        wanted = self.output(self.right, case)
        moved = [self.output(self.right, _moved(case, np.random.default_rng(0), way)) for way in (-1, 1)]
        return None not in (wanted, *moved) and all(agree(each, wanted, self.digits) for each in moved)

    def found(self, run, case):
        """Give what a function returns for an input, as it is compared; None where there is nothing."""
        try:
            return self._seen(self._called(run, case))
        except UnreadableError:
            return None

    def _is_right(self, run, cases):
        cases = list(cases)
        found, wanted = [self.found(run, case) for case in cases], [self.output(self.right, case) for case in cases]
        return self.how_right(found, wanted) is not None

    def _is_right_for_arrays(self, run):
        """Whether a function would be right everywhere if it were given arrays, and is not for any list."""
        cases = [*self.cases, *(case for case, _ in self.edges), *self.fresh(np.random.default_rng(0))]
        some_first = (self._is_right(run, map(as_arrays, some)) for some in (self.cases, cases))
        return not self._is_right(run, self.cases) and all(some_first)

    def _about(self, function, run, judgement):
        """Say what a function itself shows: another order of parameters, a memory, a parameter that it never uses."""
        try:
            names = list(inspect.signature(function).parameters)[: len(self.parameters)]
            if names != self.parameters and sorted(names) == sorted(self.parameters):
                order = [self.parameters.index(name) for name in names]
                if self._is_right(lambda *case: run(*(case[place] for place in order)), self.cases):
                    text = f"your parameters stand in another order: {', '.join(names)}"
                    return Judgement(State.WRONG, f"{text}. Hint: The first line should read def {self.call}:")
            once, again = (self._called(run, self.cases[0]) for _ in range(2))
        except (UnreadableError, ValueError):  # a function written in C has no signature
            return judgement
        if once != again:
            first, then = show(once), show(again)
            if first == then:
                first, then = f"{len(flat(once))} numbers", f"{len(flat(again))} others"
            text = f"{write_call(self.name, self.cases[0])} gives {first}, and called once more {then}"
            hint = "Is something kept from one call to the next, or drawn without a seed? Make it in the body."
            return Judgement(State.WRONG, f"{text}. Hint: {hint}")
        unused = " and ".join(f"`{name}`" for name in unused_parameters(function))
        more = f" Your function never uses {unused}." if unused else ""
        return Judgement(judgement.state, judgement.message + more)

    # Conditions

    def _judge_conditions(self, run):
        """Judge what a function does with each input by conditions on that; the first that is not right counts."""
        seen = []
        for case in chain(self.cases, self._drawn()):
            seen.append(self.seen(case, lambda *given: self._called(run, given)))
            if not _run(self.right, seen[-1]):
                self.failing = case if len(seen) > len(self.cases) else self.failing
                return self._judge_condition(seen[-1])
        return self._judge_condition(seen[0])

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
                return self._remark(slip, f"{slip.name} ({measure})", case)
        return NO_ANSWER

    # Numbers

    def _compare(self, found, cases):
        """Compare what was found, one entry a case, with the right formula and the mistaken ones."""
        problems = found
        found, wanted = self._compared(found, cases)
        if None in wanted:
            return NO_ANSWER
        at = f" ({write_call(self.name, cases[0])})" if len(self.cases) == 1 else ""  # an edge is one call
        # one digit more than wanted first, so that a mistake next to the right value is told from it
        if not _all_fit(found, wanted, self.digits + 1) and (slip := self._made(self.slips, found, cases, more=1)):
            return self._remark(slip, slip.name + at)
        if (how := self.how_right(found, wanted)) is not None:
            text = f"as wanted on all {len(found)} inputs tried" if self.cases else show(unboxed(found[0], wanted[0]))
            return self._accept(f"{self.name}: {text}", how)
        if slip := self._made(self.slips, found, cases):
            return self._remark(slip, slip.name + at)
        if self._are_rounded(found, wanted, cut=True):
            text = f"give at least {self.digits} significant digits, correctly rounded."
            return Judgement(State.ALMOST, "the results are rounded; return them as they are." if self.cases else text)
        for distance, slip in self.near:
            if np.max(np.abs(np.subtract(flat(found[0]), self.output(slip.function, cases[0])))) < distance:
                return self._remark(slip, f"{slip.name} ({show(squeezed(found[0]))})")
        if slip := self._made(self._general(cases), found, cases):
            return self._remark(slip, slip.name)
        bad = [place for place, pair in enumerate(zip(found, wanted, strict=True)) if not _fit(*pair, self.digits)]
        in_brackets = [_fit(*map(squeezed, pair), self.digits) for pair in zip(found, wanted, strict=True)]
        place = min(bad, key=lambda at: (cases[at] is not self.failing, in_brackets[at], count(cases[at])))
        if place >= len(self.cases) > 0:
            self.failing = cases[place]
        if found[place] is None:
            raise problems[place]
        return self._explain(found, wanted, cases, place, len(found) - len(bad), shown=problems[place])

    def _compared(self, found, cases):
        """Read what was found and what is wanted as they are compared; None where there is nothing."""
        seen = [None if isinstance(one, UnreadableError) else self._seen(one) for one in found]
        return seen, [self.output(self.right, case) for case in cases]

    def output(self, formula, case):
        """Read what a formula of ours gives; None where it has no value."""
        try:
            return self._seen(read_numbers(_run(formula, as_arrays(case)), names=names_in(case)))
        except UnreadableError:
            return None

    def _seen(self, found):
        return self.seen(found) if self.seen else found

    def _general(self, cases):
        """List the mistakes that are named for all alike; one call alone is explained too easily."""
        return general_slips(self) if len(cases) > 1 or not self.cases else ()

    def _made(self, slips, found, cases, more=0):
        """Find the mistake that gives what was found, for every input, and nothing where there is nothing.

        A function that stops at a few of the drawn inputs may have made it all the same.
        """
        pairs = list(zip(found, cases, strict=True))
        there = [pair for pair in pairs if pair[0] is not None]
        right = all(_fit(one, self.output(self.right, case), self.digits) for one, case in there)
        if None not in found[: len(self.cases)] and not right and 2 * len(there) > len(pairs):
            pairs = there
        made = (
            slip for slip in slips
            if all(_fit(one, self.output(slip.function, case), self.digits + more) for one, case in pairs)
        )  # fmt: skip
        first = next(made, None)
        if self.cases or first is None:
            return first
        names = dict.fromkeys((first.name, *(slip.name for slip in made)))  # a number may come from several mistakes
        return replace(first, name=", or ".join(names))

    def how_right(self, found, wanted):
        """Say in which form the right numbers come, nothing if it is the wanted one; None if they are not right."""
        if None in found:
            return None
        if _all_fit(found, wanted, self.digits):
            boxed = any(isinstance(f, tuple) > isinstance(w, tuple) for f, w in zip(found, wanted, strict=True))
            return " It comes in a list of one." if boxed else ""
        if _all_fit(map(squeezed, found), map(squeezed, wanted), self.digits):
            f, w = next(pair for pair in zip(found, wanted, strict=True) if not _fit(*pair, self.digits))
            return f" It comes as {show(f)}; {show(w)} is usual."
        if not are_single(tuple(found)):
            return None
        near = _all_fit(found, wanted, SINGLE) or (not self.parts and _are_as_near(found, wanted, SINGLE))
        return " It comes in single precision: 7 digits." if near else None

    def _explain(self, found, wanted, cases, place, good, shown):
        """Say what is wrong with numbers that no mistake gives, at the call that shows it with the least effort."""
        f, w = found[place], wanted[place]
        said = f"{write_call(self.name, cases[place])} gives" if self.cases else f"{self.name} is not"
        text = f"{said} {show(shown)}"
        if None not in found and _all_fit(map(flat, found), map(flat, wanted), self.digits):
            return Judgement(State.ALMOST, f"{text}: the numbers are right, but wanted is the arrangement {show(w)}.")
        if told := self._among(found, wanted):
            return self._remark(told, f"{text}: {told.name}")
        if slip := self._made_and_rounded(found, cases):
            return self._remark(slip, slip.name)
        self.explained = False
        state, there = self._split_up(f, w)
        hint = RETURNED if state is State.MISSING and self.cases else _hint(cases[place])
        if None not in found and _all_fit(found, wanted, NEAR):
            state, there = State.ALMOST, ", which is near, but no rounding: something small is too much, or is missing"
        if good:
            text = f"on {good} of {len(found)} inputs tried it is right, but {text}"
        order = ", in one order or another" * (self.seen is in_any_order)
        further = self.further or (f"It should give {show(w)}{order}." if self.cases else "")
        return self._remark(Slip("unexplained", self.right, self.hint or hint, further, state), text + there)

    def _among(self, found, wanted):
        """Name what is right of several numbers where one is wanted: one of them, or their sum; else nothing."""
        for place, word in ORDINALS.items():
            picked = [one[place] if isinstance(one, tuple) and len(one) > max(place, 1) else None for one in found]
            if _all_fit(picked, wanted, self.digits):
                return almost(f"the {word} of these is right", None, "Return it alone.", "Leave the others out.")
        if None in found or any(isinstance(w, tuple) for w in wanted):
            return None
        for word, made in (("sum", np.sum), ("mean", np.mean)):
            if _all_fit([float(made(flat(one))) for one in found], wanted, self.digits):
                return missing(f"their {word} is right", None, "One number is wanted.", f"Return the {word}.")
        return None

    def _are_rounded(self, found, wanted, cut=False):
        """Whether numbers are others, rounded: those of a function, or of one part, alike; a typed one for itself."""
        if None in found or not alike(tuple(found), tuple(wanted)):
            return False
        if not self.cases:
            pairs = zip(flat(found[0]), flat(wanted[0]), strict=True)
            return all(agree(f, w, self.digits) or is_short_for(f, w, self.rounded, cut) for f, w in pairs)
        in_parts = self.parts and all(isinstance(w, tuple) and len(w) == len(self.parts) for w in wanted)
        columns = [zip(*rows, strict=True) if in_parts else [rows] for rows in (found, wanted)]
        pairs = zip(*columns, strict=True)
        return all(_all_fit(f, w, self.digits) or are_rounded(tuple(f), tuple(w)) for f, w in pairs)

    def _made_and_rounded(self, found, cases):
        """Find the mistake whose numbers are there, rounded; a typed number is short for too many of them."""
        if self.cases and not are_rounded(tuple(found), tuple(found)):
            return None
        for slip in (*self.slips, *(self._general(cases) if self.cases else ())):
            outputs = [self.output(slip.function, case) for case in cases]
            if None not in outputs and self._are_rounded(found, outputs):
                return slip
        return None

    def _split_up(self, found, wanted):
        """Say which of several numbers are right, or how many are there; a part may be a list."""
        ours, theirs = ([*one] if isinstance(one, tuple) else [one] for one in (wanted, found))
        lists = [sum(isinstance(part, tuple) for part in one) for one in (ours, theirs)]
        theirs = list(flat(found)) if lists[1] and not lists[0] else theirs
        names = f" ({', '.join(self.parts)})" if self.parts else ""
        if self.parts and lists[0] == len(ours) > 1 and not lists[1]:
            return State.MISSING, f": {len(theirs)} numbers, where {len(ours)} lists should be there{names}"
        kind = "name" if all(isinstance(part, Name) for part in ours) else "number"
        if lists[0]:
            kind = "part" if self.parts else "row"
        if len(theirs) < len(ours):
            return State.MISSING, f": {len(theirs)} of {len(ours)} {kind}s are there{names}"
        if len(theirs) > len(ours):
            return State.WRONG, f": there are {len(theirs)} {kind}s, wanted are {len(ours)}{names}"
        ordinals = [f"{word} {kind}" for place, word in ORDINALS.items() if 0 <= place < len(ours) <= 3]
        parts = self.parts or ordinals * (self.seen is not in_any_order)
        for part, f, w in zip(parts, theirs, ours, strict=False):
            if isinstance(w, tuple) and not isinstance(f, tuple):
                return State.MISSING, f": the {part} is one number, wanted is a list of them"
            if len(flat(f)) != len(flat(w)) > 1:
                if len(flat(f)) < len(flat(w)):
                    return State.MISSING, f": the {part} has {len(flat(f))} of {len(flat(w))} numbers"
                return State.WRONG, f": the {part} has {len(flat(f))} numbers, wanted are {len(flat(w))}"
        fine = [part for part, f, w in zip(parts, theirs, ours, strict=False) if agree(f, w, self.digits)]
        rest = [part for part in parts if part not in fine]
        return State.WRONG, f": {_these_are(fine)} right, {_these_are(rest)} not" if fine and rest else ""

    def _accept(self, text, how=""):
        self.named = self.failing = None
        return Judgement(State.RIGHT, f"{text}.{how}")

    def _remark(self, slip, text, case=()):
        """Name a mistake with its hint, and with the further one too where the same was named last."""
        hints = (slip.hint, slip.further) if self.named == slip.name else (slip.hint,)
        self.named = slip.name
        told = " ".join(hint(*case) if callable(hint) else hint for hint in hints)
        return Judgement(slip.state, f"{text}. Hint: {told.rstrip()}")

    def _say_better(self, better, judgement, function):
        """Replace a message; a function in its place converts the results, and counts if a mistake shows in them."""
        if not callable(better):
            return Judgement(State.WRONG, better)
        converted = self._judge(lambda *inputs: better(function(*inputs)))
        named = any(converted.message.startswith(slip.name) for slip in self.slips)
        return converted if named else judgement

    # The function that later cells use

    def _for_lists_and_arrays(self, learners):
        """Make a function that gives the learner's what it was checked with, or ours arrays; see `use`.

        Numbers where it takes one, and the columns of a table where it takes a list, are given to it one by one.
        """
        example, pattern = self.cases[0], _run(self.course or self.right, as_arrays(self.cases[0]))

        def used(*inputs, **named):
            inputs = [*inputs, *(named.pop(name) for name in self.parameters[len(inputs) :] if name in named)]
            several = [np.ndim(value) > np.ndim(one) for value, one in zip(inputs, example, strict=False)]
            if any(several):
                each = (
                    np.moveaxis(np.array(value), -1, 0) if many else repeat(value)
                    for value, many in zip_longest(inputs, several)
                )
                return _put_together([used(*one, **named) for one in zip(*each, strict=False)])
            given = inputs if self.course else as_arrays(inputs)
            if learners:
                given = [*map(_like, inputs, example), *inputs[len(example) :]]
            result = (learners or self.course or self.right)(*given, **named)
            return _returned(result, pattern, any(isinstance(value, np.ndarray) for value in inputs))

        used.__name__ = self.name
        return used


def _put_together(results):
    """Make of results one by one what a function gives for all at once: along the last axis, part by part."""
    if isinstance(results[0], tuple):
        return tuple(map(_put_together, zip(*results, strict=True)))
    return np.stack(results, axis=-1)


def in_any_order(found):
    return tuple(sorted(flat(found))) if isinstance(found, tuple) else found


def _hint(case):
    """Choose what to do next about a call; one that is long is not for paper."""
    if count(case) <= MOST_ON_PAPER:
        return "Work this one call out on paper, number by number."
    return "Call your function with fewer and smaller numbers, for which you know what has to come out."


def _these_are(names):
    return f"the {' and the '.join(names)} {'is' if len(names) == 1 else 'are'}"


def _run(function, case):
    """Run a formula of ours; None where it has no value for these data."""
    try:
        with np.errstate(all="ignore"):
            return function(*case)
    except Exception:  # data of any shape arrive here, and the formulas trust them
        return None


def _fit(found, wanted, digits):
    """Whether both agree, a number in a box too, or neither is there."""
    if found is None or wanted is None:
        return found is wanted
    return agree(unboxed(found, wanted), wanted, digits)


def _all_fit(found, wanted, digits):
    return all(_fit(f, w, digits) for f, w in zip(found, wanted, strict=True))


def _are_as_near(found, wanted, digits):
    """Whether all are arranged alike, and off by no more than the largest number beside it may be in this digit."""
    if not alike(tuple(found), tuple(wanted)):
        return False
    pairs = [(np.array(flat(f)), np.array(flat(w))) for f, w in zip(found, wanted, strict=True)]
    return all(np.abs(f - w).max() <= 0.5 * 10.0**-digits * np.abs(w).max() for f, w in pairs)


def _like(value, example):
    """Give a value the form of another one: a list of Python's numbers, or an array."""
    if isinstance(example, list):
        return np.asarray(value).tolist()
    return np.array(value, dtype=example.dtype) if isinstance(example, np.ndarray) else value


def _moved(case, rng, way):
    """Move each float by less than anybody rounds, one way or the other; a 0 is still not below 0, but no tie stays."""
    if isinstance(case, dict):
        return {name: _moved(value, rng, way) for name, value in case.items()}
    if isinstance(case, list | tuple):
        return type(case)(_moved(value, rng, way) for value in case)
    if isinstance(case, float) or (isinstance(case, np.ndarray) and case.dtype == float):
        noise = way * rng.standard_normal(np.shape(case))
        return case * (1 + 1e-12 * noise) + (case == 0) * 1e-15 * np.exp(noise)
    return case


def _unwrapped(function):
    """Take the learner's function out of what `use` has made of it."""
    return vars(function).get("learners", function) if type(function) is FunctionType else function


def _returned(result, pattern, arrays):
    """Give a result the form of the course's: a tuple of parts, floats, and lists or arrays."""
    if isinstance(pattern, tuple):
        parts = listed(result)
        if len(parts) == 1 < len(pattern):  # a row of a table
            (parts,) = parts
        return tuple(_returned(part, one, arrays) for part, one in zip(parts, pattern, strict=True))
    result = listed(result)
    try:
        numbers = np.real_if_close(np.array(result)).astype(float)
    except (TypeError, ValueError):  # names, or lists of different length
        return result
    if np.ndim(pattern) == 0:
        return float(numbers.item())
    if numbers.ndim != np.ndim(pattern):
        numbers = numbers.ravel() if np.ndim(pattern) == 1 else np.atleast_2d(numbers)
    return numbers if arrays else numbers.tolist()
