"""What a learner did, as a table: predictions, tasks and exercises, as `helpers.record` keeps them."""

import importlib
import sys
from dataclasses import dataclass

from helpers import record
from helpers.exercises import NOTEBOOKS


@dataclass(frozen=True)
class Progress:
    """What was done, in words and as a table: Markdown that can be read as it stands."""

    text: str

    def __repr__(self):
        return self.text

    _repr_markdown_ = __repr__


def progress():
    """Show what was done in all notebooks; it is kept in ``my-progress.json`` beside them.

    >>> progress()
    Nothing is kept yet: no prediction, no exercise.
    """
    done, rows, still_open = record.read_all(), {}, {}
    for notebook in NOTEBOOKS:
        importlib.import_module(f"helpers.exercises.{notebook}")
        kept, checks = done.get(notebook, {}), _checks(notebook)
        still_open[notebook] = [each.call for name, each in checks.items() if name not in kept.get("exercises", {})]
        others = [len(kept.get(kind, {})) for kind in ("predictions", "tasks")]
        rows[notebook] = [*others, len(checks) - len(still_open[notebook]), len(checks)]
    rows["all"] = [sum(column) for column in zip(*rows.values(), strict=True)]
    if not any(rows["all"][:3]):
        return Progress("Nothing is kept yet: no prediction, no exercise.")
    now = here()
    predictions, tasks, solved, exercises = rows[now or "all"]
    made = f"{predictions} prediction{'s' * (predictions != 1)}{' in this notebook' * bool(now)}"
    did = f", did {tasks} task{'s' * (tasks != 1)}" if tasks else ""
    words = [f"You made {made}{did} and solved {solved} of {exercises} exercises."]
    words += [f"Next is `{call}`." for call in still_open.get(now, [])[:1]]
    words += ["This folder cannot be written to, so what is new ends with the kernel."] * record.is_unwritten()
    return Progress(f"{' '.join(words)}\n\n{_table(rows)}")


def _table(rows):
    """Write the rows in Markdown; tasks only if some were done."""
    lines = [["notebook", "predictions", "tasks", "exercises"], ["---"] * 4]
    for number, (notebook, (*others, solved, exercises)) in enumerate(rows.items(), start=1):
        name = notebook if notebook == "all" else f"{number:02} {notebook.replace('_', ' ')}"
        lines.append([name, *map(str, others), f"{solved} of {exercises}"])
    shown = [0, 1, 2, 3] if rows["all"][1] else [0, 1, 3]
    return "\n".join(f"| {' | '.join(line[column] for column in shown)} |" for line in lines)


def keep_exercise(exercise):
    """Keep that an exercise was solved, under the name of its check."""
    for notebook in NOTEBOOKS:
        for name, each in _checks(notebook).items():
            if each is exercise:
                record.keep(notebook, "exercises", name)


def here():
    """Name the notebook that runs, by the checks that it has imported; without any it has no name."""
    names = vars(sys.modules["__main__"])
    running = (book for book in NOTEBOOKS if any(names.get(name) is each for name, each in _checks(book).items()))
    return next(running, "")


def _checks(notebook):
    """List the checks of a catalogue, if it is loaded: name -> exercise."""
    catalogue = getattr(sys.modules.get(f"helpers.exercises.{notebook}"), "__dict__", {})
    return {name: each for name, each in catalogue.items() if name.startswith("check_")}
