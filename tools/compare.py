"""`python -m tools.compare` is the net under a rebuilding: it tells whatever a learner sees that was not so before.

`explorers` runs every notebook with both packages and compares what cells show, explorers at many settings, and
predictions; `exercises` asks both packages' checks about the earlier one's answers; `notebooks` compares the cells.
"""

import argparse
import gc
import io
import json
import math
import os
import random
import re
import subprocess
import sys
import tarfile
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack, closing, redirect_stdout, suppress
from dataclasses import replace
from functools import cache, partial, wraps
from importlib import import_module
from importlib.util import find_spec
from itertools import accumulate, count, islice
from numbers import Real
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zlib import crc32

import numpy as np
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from ipywidgets import Widget
from traitlets.config import Config

from tools import stored

ROOT = Path(__file__).parents[1]
BEFORE, AFTER = "helpers_before", "helpers"
EARLIER = {"statistics": "inference"}  # rooms that had another name
MOST = 3  # differences told of one explorer or exercise
UNSEEN = re.compile(r"_(?!options_labels|dom_classes)|(comm|keys|log|tabbable|tooltip)$")  # traits that no page shows
IMPORTS = re.compile(r"^(from|import) helpers\b[^\n(]*(\([^)]*\))?\n*", re.MULTILINE)
IMPORTING = re.compile("ImportError|ModuleNotFoundError|SyntaxError")

Record = dict[str, str | bytes]  # what a learner sees at one moment


class Alike:
    """A clock and chance that both packages find alike."""

    def install(self) -> None:
        """Put them in the place of the real ones, before either package is imported."""
        seeded = np.random.default_rng
        time.perf_counter = lambda: next(self.ticks)
        np.random.default_rng = lambda seed=None: seeded(next(self.seeds) if seed is None else seed)
        self.begin()

    def begin(self) -> None:
        """Begin anew."""
        random.seed(0)
        np.random.seed(0)  # noqa: NPY002, a learner's answer may draw from it
        self.seeds, self.ticks = count(), accumulate(10 ** math.sin(tick**2) for tick in count())


ALIKE = Alike()


# the two packages


def unpack(revision: str, folder: Path) -> None:
    """Write an earlier commit's notebooks, helpers and tests, the packages under names of their own."""
    command = ["git", "archive", revision, "helpers", "notebooks", "tests"]
    archive = io.BytesIO(subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout)
    with tarfile.open(fileobj=archive) as files:
        files.extractall(folder, filter="data")
    for name in ("helpers", "tests"):
        (folder / name).rename(folder / f"{name}_before")
    for path in folder.rglob("*.py"):
        text = renamed(path.read_text(encoding="utf-8"))
        path.write_text(re.sub(r"^from tests\b", "from tests_before", text, flags=re.MULTILINE), encoding="utf-8")


def renamed(code: str) -> str:
    """Let code use the earlier package."""
    return re.sub(rf"\b{AFTER}\b", BEFORE, code)


def plain(text: str) -> str:
    """Take out what tells the packages apart, and addresses in memory."""
    return re.sub(r"\b0x[0-9a-f]+\b", "0x", text.replace(BEFORE, AFTER))


def bases(package: str) -> Iterator[type]:
    """Give the classes that explorers are made of; while explorers are rewritten there are two."""
    for name in (f"{package}.explorers.base", f"{package}.explorers.explorer"):
        if find_spec(name):
            yield import_module(name).Explorer


# what is seen, and where it differs


def outcome(function: Callable, *given: Any, **named: Any) -> str:
    """Write what a call returns, and in what other ways that can be shown; or the error."""
    try:
        value = function(*given, **named)
        return plain(f"{value!r} {[name for name in dir(value) if name.startswith('_repr_')] or ''}")
    except (Exception, SystemExit) as error:
        return said(error)


def said(error: BaseException) -> str:
    """Write an error."""
    return plain(f"{type(error).__name__}: {error}")


def traits(widget: Widget, prefix: str = "") -> Record:
    """All of a widget that can be seen, as the page gets it."""
    values = {name: getattr(widget, name) for name in widget.keys if not UNSEEN.match(name)}
    return {prefix + name: value if isinstance(value, bytes) else written(value) for name, value in values.items()}


def written(value: Any) -> str:
    """Write the value of a trait: widgets by their own traits, NumPy's numbers like others."""
    return json.dumps(
        value,
        default=lambda part: traits(part) if isinstance(part, Widget) else getattr(part, "item", part.__str__)(),
        ensure_ascii=False,
    )


def unlike(before: Record, after: Record, place: str = "") -> Iterator[str]:
    """Tell where a record differs from the earlier one."""
    for name, one in before.items():
        other = after.get(name, "(nothing)")
        if one == other:
            continue
        if isinstance(one, bytes) and isinstance(other, bytes):
            differing = sum(map(int.__ne__, one, other)) + abs(len(one) - len(other))
            yield f"{place}{name}: {differing:,} of {len(one):,} bytes differ"
        else:
            start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
            start = max(0, min(start, len(other)) - 80)
            yield f"{place}{name}:\n    before {one[start : start + 240]!r}\n    after  {other[start : start + 240]!r}"


def first(place: str, differences: Iterator[str]) -> Iterator[str]:
    """Give the first few differences at one place; an error in comparing is one."""
    try:
        yield from (f"{place}: {difference}" for difference in islice(differences, MOST))
    except Exception as error:
        yield f"{place}: comparing stopped with {said(error)}"


# explorers: notebooks run with both packages


def compare_notebook(counts: Counter, stem: str, only: str, settings: int, folder: Path) -> Iterator[str]:
    """Run a notebook with both packages and compare what its cells show and build."""
    warnings.simplefilter("error")
    shown, built, asked = run(folder, stem, BEFORE)
    new_shown, new_built, new_asked = run(ROOT, stem, AFTER)
    for place in shown:
        error = new_shown.get(place, {}).get("error", "")
        if IMPORTING.match(error) and not shown[place]["error"]:
            yield f"{stem} {place}: {error}; what the notebook's cells show and build is not compared"
            shown, built, new_built, asked = {}, [], [], {}
            break
    if len(built) != len(new_built):
        yield f"{stem}: {len(built)} explorers before, {len(new_built)} after; they are not compared"
        built = []
    pairs = [(*pair, lambda other=other: other) for pair, (_, other) in zip(built, new_built, strict=False)]
    for name in import_module(f"{BEFORE}.explorers.{EARLIER.get(stem[3:], stem[3:])}").__all__:
        with suppress(TypeError):  # some want data
            pairs.append(("without arguments", build(BEFORE, name), partial(build, AFTER, name)))
    for i, (place, one, other) in enumerate(pairs):
        name = type(one).__name__
        if only in stem or only in name:
            counts["explorers"] += 1
            moves = list(moves_of(one.controls, settings, np.random.default_rng(crc32(f"{name} {i}".encode()))))
            yield from first(f"{stem} {place} {name}", unlike_explorers(counts, one, other, moves))
    for place in shown if only in stem else ():
        counts["cells run"] += 1
        yield from first(f"{stem} {place}", unlike(shown[place], new_shown.get(place, {})))
    for name in asked if only in stem else ():
        counts["predictions"] += 1
        yield from first(f"{stem} {name}", unlike_predictions(asked[name], new_asked.get(name)))


def run(folder: Path, stem: str, package: str) -> tuple[dict[str, Record], list[tuple[str, Any]], dict[str, Any]]:
    """Run a notebook: what each cell shows, the explorers that it builds with their cell, and its predictions."""
    shell = InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))
    shell.reset(new_session=False)
    shell.showtraceback = shell.showsyntaxerror = lambda *_given, **_named: None
    shown, built = {}, []
    with ExitStack() as stack:
        for base in bases(package):
            stack.enter_context(recorded(base, lambda explorer: built.append((place, explorer))))
        for number, cell in enumerate(stored.read(folder / "notebooks" / f"{stem}.ipynb").cells, start=1):
            if cell.cell_type == "code":
                place = f"cell {number}"
                shown[place] = run_cell(shell, cell.source if package == AFTER else renamed(cell.source))
    return shown, built, {name: value for name, value in shell.user_ns.items() if hasattr(value, "reveal")}


def recorded(base: type, keep: Callable) -> Any:
    """Hand over every object of a class as soon as it is made, as a context."""
    original = base.__init__

    @wraps(original)
    def init(self: Any, *given: Any, **named: Any) -> None:
        original(self, *given, **named)
        keep(self)

    return patch.object(base, "__init__", init)


def run_cell(shell: InteractiveShell, source: str) -> Record:
    """Run one cell: what it prints and shows, and its error."""
    ALIKE.begin()
    with shell.display_trap, capture_output() as captured:  # the trap is set first: it would hide the outputs
        result = shell.run_cell(source)
    error = result.error_before_exec or result.error_in_exec
    record = {"error": said(error) if error else "", "printed": plain(captured.stdout + captured.stderr)}
    for i, output in enumerate(captured.outputs):
        for kind, data in output.data.items():  # the name of a widget's model is another each time
            record[f"output {i} {kind}"] = plain(data) if isinstance(data, str) else kind if "widget" in kind else data
    return record


def build(package: str, name: str) -> Any:
    """Build an explorer without arguments."""
    ALIKE.begin()
    return getattr(import_module(f"{package}.explorers"), name)()


def unlike_explorers(counts: Counter, one: Any, make_other: Callable, moves: list[dict]) -> Iterator[str]:
    """Compare two explorers as they are, after each move, and on other screens."""
    with closing(one), closing(make_other()) as other:
        yield from unlike(opening(one), opening(other))
        for move in moves:
            counts["settings"] += 1
            yield from unlike(moved(one, move), moved(other, move), f"at {move}: ")
        for trait, value in (("dark", True), ("pixel_ratio", 2.0)):
            for explorer in (one, other):
                setattr(explorer.stage.picture, trait, value)
            yield from unlike(traits(one.stage.picture), traits(other.stage.picture), f"{trait} {value}: ")


def opening(explorer: Any) -> Record:
    """All that is seen of an explorer at first, its controls and its stored picture among it."""
    bundle = explorer.to_store()[0]
    record = {"class": type(explorer).__name__, "controls": written([*explorer.controls]), "kinds": written([*bundle])}
    for name, control in explorer.controls.items():
        record |= {f"{name} is a": type(control).__name__} | traits(control, f"{name}: ")
    return record | {"png": bundle["image/png"]} | moved(explorer, {})


def moved(explorer: Any, move: dict[str, Any]) -> Record:
    """Move controls: what is seen then."""
    record = {"set": outcome(explorer.set, **move), "repr": repr(explorer), "sentence": explorer.sentence}
    return record | traits(explorer.stage.picture)


def moves_of(controls: dict[str, Widget], settings: int, rng: np.random.Generator) -> Iterator[dict[str, Any]]:
    """Give each stop of each control with the others anywhere, all anywhere, and what no control takes."""
    stops = [(name, stop) for name, control in controls.items() for stop in stops_of(control)]
    for i in range(max(settings, len(stops))):
        yield {name: anywhere(control, rng) for name, control in controls.items()} | dict(stops[i : i + 1])
    yield from ({name: junk} for name in [*controls, "no_such_control"] for junk in ("text", None, math.nan, [1]))


def stops_of(control: Widget) -> list:
    """Options of a choice, both states of a switch; ends of a slider, beyond them, and its marks."""
    if hasattr(control, "options"):
        return [value for _, value in control._options_full]
    if isinstance(control.value, bool):
        return [False, True]
    return [control.min, control.max, control.min - 1e9, control.max + 1e9, *(mark[0] for mark in control.marks)]


def anywhere(control: Widget, rng: np.random.Generator) -> Any:
    """Draw a value; of a slider mostly between two steps, and evenly on its track."""
    stops, share = stops_of(control), rng.random()
    if not hasattr(control, "min") or rng.random() < 0.15:
        return stops[rng.integers(len(stops))]
    if control.log:
        return float(control.min * (control.max / control.min) ** share)
    steps = share * (control.max - control.min) / control.step
    return float(control.min + control.step * (round(steps) if rng.random() < 0.4 else steps))


def unlike_predictions(one: Any, other: Any) -> Iterator[str]:
    """Compare what two predictions show and reveal, for each answer to them."""
    answers = (*getattr(one, "choices", (40, 0.5, -3)), "no such answer")
    for chosen in (None, *answers):
        records: list[Record] = []
        for prediction in (one, other):
            record = {} if chosen is None else {"choose": outcome(prediction.choose, chosen)}
            record["text"] = prediction.to_store()["text/plain"] + repr(prediction)
            record["fields"] = written([traits(child) for child in prediction.widget.children])
            for answer in answers:
                record[f"reveal {answer}"] = outcome(prediction.reveal, answer, because="That is why.")
            records.append(record)
        yield from unlike(*records, f"expecting {chosen}: ")


# exercises: the earlier answers to both checks


def compare_exercises(counts: Counter, stem: str, only: str, _settings: int, _folder: Path) -> Iterator[str]:
    """Ask the checks of one notebook in both packages about all answers that the earlier tests know, and more."""
    room, earlier = stem[3:], EARLIER.get(stem[3:], stem[3:])
    own = import_module(f"tests_before.lessons.catalogues.{earlier}").CATALOGUE
    checks = import_module(f"{AFTER}.exercises.{room}")

    def swapped(asked: Any) -> Any:
        if hasattr(asked, "check"):
            return replace(asked, check=swapped(asked.check))
        return getattr(checks, asked.__name__, None)

    kinds = {kind: getattr(own, kind) for kind in ("functions", "free", "values", "conditions")}
    new = replace(own, **{kind: {name: swapped(asked[name]) for name in asked} for kind, asked in kinds.items()})
    edges = {edge.exercise.name for edge in own.edges}
    for name in own.by_name:
        if only in stem or only in name:
            counts["edges" if name in edges else "exercises"] += 1
            yield from first(f"{stem} {name}", unlike_verdicts(counts, own, new, name))


def unlike_verdicts(counts: Counter, own: Any, new: Any, name: str) -> Iterator[str]:
    """Compare both verdicts on every answer to an exercise."""
    for what, answer in answers(own, name):
        counts["verdicts"] += 2
        yield from islice(unlike(asked_twice(own, name, answer), asked_twice(new, name, answer), f"{what}: "), 1)


def asked_twice(catalogue: Any, name: str, answer: Any) -> Record:
    """Ask a check with a fresh memory, and once more."""
    ALIKE.begin()
    forget()
    with redirect_stdout(io.StringIO()) as printed, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        verdict, again = (outcome(catalogue.ask, name, answer) for _ in range(2))
    told = sorted({str(warning.message) for warning in warned})
    return {"verdict": verdict, "asked again": again, "printed": printed.getvalue(), "warnings": written(told)}


def forget() -> None:
    """Let both packages forget which mistakes they named last."""
    import_module(f"{BEFORE}.lessons.checks")._named.clear()
    for exercise in all_exercises():
        exercise.named = None


@cache
def all_exercises() -> list:
    """Find all exercises of the new package, those at edges among them."""
    kind = import_module(f"{AFTER}.exercises.exercise").Exercise
    return [one for one in gc.get_objects() if type(one) is kind and hasattr(one, "named")]


def answers(own: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Give all answers to an exercise: known mistakes and right ones, rounded too, what is catalogued, and junk."""
    exercise, junk = own.by_name[name], import_module("tests_before.lessons.junk")
    for mistake in exercise.mistakes:
        yield from roundings(mistake.name, own.mistaken_answer(exercise, mistake))
    if name in own.functions or name in own.numbers:
        for form in import_module("tests_before.lessons.catalogue").FORMS:
            yield from roundings(f"right, {form.__name__}", own.right_answer(name, form))
    guesses = [(other, guess) for other, both, _ in own.guesses for guess in both]
    for listed in (own.slips, own.variants, own.right_answers, own.rounded_values, own.told_values, guesses):
        yield from (("a catalogued answer", answer) for other, answer, *_ in listed if other == name)
    for i, value in enumerate([0.123, *junk.SINGLES, *junk.NUMBERS]):
        yield from ((f"junk {i}", answer) for answer in (own.filled(name, value), *own.spoilt(name, value)))
        if name in own.called:
            yield f"a function of junk {i}", lambda *_inputs, value=value: value
    errors = [ValueError("bad"), KeyError(), IndexError("out of bounds"), OverflowError("math range error")]
    if name in own.called:
        yield from broken_functions([*errors, SystemExit(1), junk.SilentError()])
    elif name in {edge.exercise.name for edge in own.edges}:
        yield from ((f"raising {error!r} there", error) for error in errors)


def roundings(what: str, answer: Any) -> Iterator[tuple[str, Any]]:
    """Give an answer as it is, and rounded to some decimals."""
    yield what, answer
    yield from ((f"{what}, {decimals} decimals", rounded(answer, decimals)) for decimals in (0, 1, 2, 3, 4, 6))


def rounded(answer: Any, decimals: int) -> Any:
    """Round a number, all of a list, or what a function returns."""
    if callable(answer):
        return lambda *inputs: rounded(answer(*inputs), decimals)
    if isinstance(answer, tuple | list | np.ndarray):
        return [rounded(part, decimals) for part in answer]
    return round(answer, decimals) if isinstance(answer, Real) else answer


def broken_functions(errors: list[BaseException]) -> Iterator[tuple[str, Callable]]:
    """Give functions that are unwritten, stop, never stop, print, take other inputs, or change them."""

    def stub(*inputs: Any) -> Any: ...

    def endless(*inputs: Any) -> Any:
        return endless(*inputs)

    def stops(*_inputs: Any, error: BaseException) -> None:
        raise error

    def spoils(*inputs: Any) -> float:
        for array in (one for one in inputs if isinstance(one, np.ndarray)):
            array.fill(0)
        return 1.0

    yield from (("unwritten", stub), ("recursion", endless), ("changes its inputs", spoils))
    yield from (("half done", lambda *inputs: inputs[-1] * ...), ("a foreign power", lambda *inputs: inputs[-1] ^ 0.5))
    yield "prints", lambda *inputs: print(*inputs * 1000, sep="\n")
    yield from (("wrong arity", function) for function in (lambda: 1.0, lambda _one: 1.0, lambda *, one: one))
    yield from ((f"raises {error!r}", partial(stops, error=error)) for error in errors)


# notebooks: the cells as they are stored


def compare_cells(counts: Counter, stem: str, _only: str, _settings: int, folder: Path) -> Iterator[str]:
    """Compare the cells of a notebook, without imports from the package and without stored pictures."""
    before, after = (stored.read(path / "notebooks" / f"{stem}.ipynb").cells for path in (folder, ROOT))
    if len(before) != len(after):
        yield f"{stem}: {len(before)} cells before, {len(after)} after"
    for number, cells in enumerate(zip(before, after, strict=False), start=1):
        counts["cells"] += 1
        yield from first(f"{stem} cell {number}", unlike(*map(stored_cell, cells)))


def stored_cell(cell: Any) -> Record:
    """All of a cell that a learner sees."""
    record = {"type": cell.cell_type, "source": IMPORTS.sub("", cell.source), "metadata": written(cell.metadata)}
    for i, output in enumerate(cell.get("outputs", [])):
        texts = [data for kind, data in output.get("data", {}).items() if kind.startswith("text/")]
        record[f"output {i}"] = written([output.output_type, output.get("text"), texts])
    return record


# the command


TASKS = {
    "explorers": (compare_notebook, {"explorers", "settings"}),
    "exercises": (compare_exercises, {"exercises", "verdicts"}),
    "notebooks": (compare_cells, {"cells"}),
}


def work(target: str, stem: str, only: str, settings: int, folder: Path) -> tuple[Counter, list[str]]:
    """Do one task in a process of its own: what was compared, and the differences."""
    sys.path[:0] = [str(ROOT), str(folder)]
    os.chdir(ROOT / "notebooks")
    ALIKE.install()
    counts, differences = Counter(), []
    try:
        differences.extend(TASKS[target][0](counts, stem, only, settings, folder))
    except Exception as error:
        differences.append(f"{target} of {stem} stopped with {said(error)}")
    return counts, differences


def in_words(counts: Counter, differences: list[str]) -> str:
    """Write how much was compared."""
    return ", ".join(f"{name} {number:,}" for name, number in counts.items()) + f"; differences: {len(differences)}"


def notebooks_with(name: str, paths: list[Path]) -> list[Path]:
    """Give the notebooks that are called so, else those that speak of it, else all."""
    called = [path for path in paths if name in path.stem]
    return called or [path for path in paths if name in path.read_text(encoding="utf-8")] or paths


def main() -> int:
    """Run the command: the exit code is 1 if anything differs or nothing was compared."""
    parser = argparse.ArgumentParser(prog="python -m tools.compare", description=__doc__.partition("\n")[0])
    parser.add_argument("target", nargs="?", choices=[*TASKS], help="all three when omitted")
    parser.add_argument("--before", default="985d4d0", metavar="REV", help="the earlier commit (default: %(default)s)")
    parser.add_argument("--only", default="", metavar="NAME", help="notebooks, explorers, exercises with this in it")
    parser.add_argument("--settings", type=int, default=100, help="of each explorer, at least (default: %(default)s)")
    given = parser.parse_args()
    targets, counts, differences = [given.target] if given.target else [*TASKS], Counter(), []
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "agg"}  # of the processes
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(2, max_tasks_per_child=1) as pool:
        unpack(given.before, folder := Path(name))
        tasks = {
            pool.submit(work, target, path.stem, given.only, given.settings, folder): f"{target} of {path.stem}"
            for target in targets
            for path in notebooks_with(given.only, stored.find([folder / "notebooks"]))
        }
        for done in as_completed(tasks):
            more, found = done.result()
            print(*found, f"{tasks[done]}: {in_words(more, found)}", sep="\n", flush=True)
            counts, differences = counts + more, differences + found
    empty = {name for target in targets for name in TASKS[target][1]} - counts.keys()
    print(f"compared with {given.before}: {in_words(counts, differences)}", *(f"no {name} compared" for name in empty))
    return int(bool(differences or empty))


if __name__ == "__main__":
    sys.exit(main())
