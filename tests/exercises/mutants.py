"""`python -m tests.exercises.mutants`: how well the checks keep their word, measured on changed right answers.

Every right answer of `tests/exercises/answers` is changed in one random place (an operator, a constant, a name, a term,
a range, an index), many times. A change that gives the same on fresh inputs is set aside; of the others a check should
accept none. Told besides: right answers that are refused, and mistakes named whose formula does not give the answer.
"""

import argparse
import ast
import contextlib
import copy
import io
import random
import runpy
import tempfile
import warnings
from collections import Counter
from importlib import import_module
from pathlib import Path

import numpy as np

from helpers.exercises import NOTEBOOKS
from helpers.exercises.answers import OutOfTimeError, State, UnreadableError, Watcher, agree, required_function, unboxed
from helpers.exercises.exercise import Exercise
from helpers.exercises.slips import general_slips

PER_ANSWER = 60
KINDS = ("right", "refused", "mutants", "the same", "accepted", "named", "misnamed")
OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Pow)
ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)


def changes(tree):
    """All places of a tree where one thing can be changed: (node, the node in its place)."""
    names = sorted({node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and len(node.id) < 12})
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp):
            others = [ast.BinOp(node.left, kind(), node.right) for kind in OPERATORS if not isinstance(node.op, kind)]
            others += [node.left, node.right]
        elif isinstance(node, ast.Compare):
            kinds = [kind for kind in ORDERS if not isinstance(node.ops[0], kind)]
            others = [ast.Compare(node.left, [kind(), *node.ops[1:]], node.comparators) for kind in kinds]
        elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
            others = map(ast.Constant, (node.value + 1, node.value - 1, 2 * node.value, -node.value, 0))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            others = [ast.Name(name, node.ctx) for name in names if name != node.id]
        else:
            others = node.args if isinstance(node, ast.Call) and len(node.args) == 1 and not node.keywords else []
        yield from ((node, other) for other in others)


def become(node, other):
    """Put another expression in the place of one."""
    node.__class__, node.__dict__ = other.__class__, copy.copy(other.__dict__)


def mutants(source, place, rng, most):
    """What stands at a place (exercise, number) of the right answers after one change in it, many times."""
    name, number = place
    written, lines = written_at(ast.parse(source), name, number), source.encode().splitlines(keepends=True)
    before = b"".join(lines[: written.lineno - 1]) + lines[written.lineno - 1][: written.col_offset]
    after = lines[written.end_lineno - 1][written.end_col_offset :] + b"".join(lines[written.end_lineno :])
    possible = list(changes(written))
    for node, other in rng.sample(possible, min(most, len(possible))):
        kept = copy.copy(node)
        become(node, other)
        changed = before + ast.unparse(written).encode() + after
        become(node, kept)
        with tempfile.TemporaryDirectory() as folder, contextlib.suppress(Exception), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            file = Path(folder, "answers.py")
            file.write_bytes(changed)
            yield runpy.run_path(str(file))["RIGHT"][name][number]


def written_at(tree, name, number):
    """Where a right answer is written: in the table, or the function of that name above it."""
    tables = {getattr(node.targets[0], "id", ""): node.value for node in tree.body if isinstance(node, ast.Assign)}
    table = tables["RIGHT"]
    entry = next(v for k, v in zip(table.keys, table.values, strict=True) if k.value == name).elts[number]
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    return functions.get(getattr(entry, "id", ""), entry)


class Fresh:
    """Inputs that no check has seen, what is right there, and what an answer gives."""

    def __init__(self, exercise, cases):
        self.exercise = exercise
        self.cases = [*cases, *exercise.fresh(np.random.default_rng(12345))]
        self.wanted = [exercise.output(exercise.right, case) for case in self.cases]

    def of(self, answer):
        """What a learner's function gives, or the numbers that are the answer; None where nothing."""
        if not self.exercise.cases:
            return [self._called(lambda: answer, ())]
        run = required_function(answer, self.exercise.call)
        with Watcher(self.exercise.limit) as self.exercise.watcher:
            return [self._called(run, case) for case in self.cases]

    def _called(self, run, case):
        try:
            return self.exercise.found(run, case)
        except Exception:
            return None

    def same(self, found, wanted):
        """Whether two rows of results are the same everywhere."""
        return all(map(self.same_at, found, wanted))

    def same_at(self, one, other):
        """Whether two results agree to the wanted digits, or are both nothing."""
        if one is None or other is None:
            return one is other
        return agree(unboxed(one, other), other, self.exercise.digits)

    def explains(self, message, found):
        """Whether a mistake that a message names gives what was found, if anything was; None if it names none."""
        there = [(one, case) for one, case in zip(found, self.cases, strict=True) if one is not None]
        explained = None
        for slip in (*self.exercise.slips, *general_slips(self.exercise)):
            if message.startswith(f"{slip.name}.") and not explained:  # several formulas may have one name
                given = [self.exercise.output(slip.function, case) for _, case in there]
                explained = self.same([one for one, _ in there], given)
        return explained


def measure(notebook, most=PER_ANSWER, seed=0, limit=1.0):
    """Count what the check of each function of a notebook makes of right answers and of their mutants."""
    answers = import_module(f"tests.exercises.answers.{notebook}")
    catalogue = import_module(f"helpers.exercises.{notebook}")
    source, rng, found = Path(answers.__file__).read_text(encoding="utf-8"), random.Random(seed), {}
    checks = {each.name: each for each in vars(catalogue).values() if isinstance(each, Exercise)}
    with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, right in answers.RIGHT.items():
            check = checks.get(name)
            if check is None or not check.cases or check.measure:
                continue
            check.limit, fresh, counts = limit, None, Counter()
            for number, answer in enumerate(right):
                counts["right"] += 1
                counts["refused"] += check(answer).state is not State.RIGHT
                fresh = fresh or Fresh(check, check.cases)
                for mutant in mutants(source, (name, number), rng, most):
                    counts.update(_judged(check, mutant, fresh))
            check.__dict__.pop("limit")
            check.forget()
            found[name] = counts
    return found


def _judged(check, mutant, fresh):
    """What a check makes of one mutant: names of what is counted."""
    judgement = check(mutant)
    try:
        found = fresh.of(mutant)
    except (UnreadableError, OutOfTimeError):
        return ["mutants"]
    if None not in found and check.how_right(found, fresh.wanted) is not None:  # a column for a list is right too
        return ["mutants", "the same"]
    if judgement.state is State.RIGHT:
        return ["mutants", "accepted"]
    explained = fresh.explains(judgement.message, found)
    return ["mutants", *["named"] * (explained is not None), *["misnamed"] * (explained is False)]


def main():
    """Print what was counted; it is a failure if a right one was refused or a wrong one accepted."""
    parser = argparse.ArgumentParser(prog="python -m tests.exercises.mutants", description=__doc__)
    parser.add_argument("notebooks", nargs="*", default=NOTEBOOKS)
    chosen, total = parser.parse_args().notebooks, Counter()
    print(f"{'exercise':34}", *(f"{kind:>9}" for kind in KINDS))
    for notebook in chosen:
        for name, counts in measure(notebook).items():
            total += counts
            print(f"{notebook[:14] + ' ' + name:34}", *(f"{counts[kind]:9,}" for kind in KINDS), flush=True)
    print(f"{'all':34}", *(f"{total[kind]:9,}" for kind in KINDS))
    return not total["mutants"] or bool(total["refused"] or total["accepted"])


if __name__ == "__main__":
    raise SystemExit(main())
