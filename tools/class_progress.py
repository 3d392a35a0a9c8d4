"""`python -m tools.class_progress FOLDER` prints what a class did, as a table for a spreadsheet (CSV).

FOLDER holds one progress file for each learner, `anna.json`, `ben.json` and so on, or the homes of a hub's learners,
`anna/my-notebooks/my-progress.json`. Names are those of the files. The files are read as data of strangers, and
nothing is sent anywhere.
"""

import csv
import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from helpers.exercises import NOTEBOOKS

AT_HOME = "*/my-notebooks/my-progress.json"
LARGEST = 1_000_000  # bytes; what all predictions, tasks and exercises of the course leave is below 20,000
KINDS = ("predictions", "tasks", "exercises")
FORMULA = ("=", "+", "-", "@", "\t")  # a spreadsheet would run what begins so


class NotProgressError(ValueError):
    """A file that holds no progress; the message says what it is."""


def read(path: Path) -> list[int]:
    """Count what a learner did: predictions, tasks and exercises of each notebook in turn.

    Exercises count if the course has them, the rest as often as it stands there, but 99 times at most.
    """
    if path.is_symlink() or not path.is_file():
        raise NotProgressError("is no plain file")
    if path.stat().st_size > LARGEST:
        raise NotProgressError(f"has {path.stat().st_size:,} bytes; a progress file has {LARGEST:,} at most")
    try:
        held = json.loads(path.read_bytes())["notebooks"]
        done = [[dict(held.get(notebook, {}).get(kind, {})) for kind in KINDS] for notebook in NOTEBOOKS]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotProgressError("is not a progress file of the course") from None
    counts = []
    for notebook, (*others, exercises) in zip(NOTEBOOKS, done, strict=True):
        checks = vars(import_module(f"helpers.exercises.{notebook}"))
        counts += [min(len(names), 99) for names in others]
        counts.append(sum(name.startswith("check_") and name in checks for name in exercises))
    return counts


def rows(folder: Path) -> Iterator[list[str | int]]:
    """Yield the head of the table and a row for each learner; what cannot be read is said in the learner's row."""
    yield ["learner", *(f"{number:02} {kind}" for number in range(1, len(NOTEBOOKS) + 1) for kind in KINDS)]
    files = {path.stem: path for path in folder.glob("*.json")}
    files |= {path.relative_to(folder).parts[0]: path for path in folder.glob(AT_HOME)}
    for name, path in sorted(files.items()):
        shown = f"'{name}" if name.startswith(FORMULA) else name
        try:
            yield [shown, *read(path)]
        except (OSError, NotProgressError) as problem:
            yield [shown, f"{path.name} {problem.strerror if isinstance(problem, OSError) else problem}"]


def main(arguments: list[str]) -> int:
    """Run the command: 0, or 2 where no folder with progress files is named."""
    folder = Path(*arguments[:1])
    table = list(rows(folder)) if len(arguments) == 1 and folder.is_dir() else []
    if len(table) < 2:
        received = " ".join(arguments) or "nothing"
        print(f"Name a folder with a progress file for each learner; received {received}.", file=sys.stderr)
        return 2
    csv.writer(sys.stdout, lineterminator="\n").writerows(table)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
