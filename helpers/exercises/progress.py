"""What a learner did outlives the kernel: predictions, tasks and exercises, in one small file beside the notebooks.

The file can be deleted at any time. With ``FOUR_PILLARS_PROGRESS=off`` in the environment it is neither read nor
written: so run the tests and tools, and nothing but ticks depends on it. Where the folder cannot be written to, what
was done is kept until the kernel ends.
"""

import contextlib
import importlib
import json
import os
import sys
import threading
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from helpers.exercises import NOTEBOOKS

SWITCH = "FOUR_PILLARS_PROGRESS"
NAME = "my-progress.json"
NEW = {"about": "What you did in the course. You can delete this file at any time.", "version": 1}
PATIENCE = 2  # seconds; a lock that stays for longer was left behind by a kernel that died

try:
    folder = Path.cwd()  # where Jupyter starts a kernel: beside its notebook
except OSError:  # that folder is gone
    folder = Path()

_one_thread = threading.RLock()  # JupyterLab calls back on another thread than the one that runs the cells
_unwritten = {}  # (notebook, kind, name) -> value


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
    done, rows, still_open = _read_all(), {}, {}
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
    predictions, _, solved, exercises = rows[now or "all"]
    made = f"{predictions} prediction{'s' * (predictions != 1)}{' in this notebook' * bool(now)}"
    words = [f"You made {made} and solved {solved} of {exercises} exercises."]
    words += [f"Next is `{call}`." for call in still_open.get(now, [])[:1]]
    words += ["This folder cannot be written to, so what is new ends with the kernel."] * bool(_unwritten)
    return Progress(f"{' '.join(words)}\n\n{_table(rows)}")


def _table(rows):
    """Write the rows in Markdown; tasks only if some were done."""
    lines = [["notebook", "predictions", "tasks", "exercises"], ["---"] * 4]
    for number, (notebook, (*others, solved, exercises)) in enumerate(rows.items(), start=1):
        name = notebook if notebook == "all" else f"{number:02} {notebook.replace('_', ' ')}"
        lines.append([name, *map(str, others), f"{solved} of {exercises}"])
    shown = [0, 1, 2, 3] if rows["all"][1] else [0, 1, 3]
    return "\n".join(f"| {' | '.join(line[column] for column in shown)} |" for line in lines)


def keep(kind, name, value=True, notebook=None):
    """Keep what was done in a notebook, the one that runs unless another is named; the value None takes it back."""
    if not _is_off():
        with _one_thread:
            _unwritten[here() if notebook is None else notebook, kind, name] = value
            _write()


def recall(kind, name):
    """Give the value that was kept in the notebook that runs, or None."""
    return _read_all().get(here(), {}).get(kind, {}).get(name)


def keep_exercise(exercise):
    """Keep that an exercise was solved, under the name of its check."""
    for notebook in NOTEBOOKS:
        for name, each in _checks(notebook).items():
            if each is exercise:
                keep("exercises", name, notebook=notebook)


def here():
    """Name the notebook that runs, by the checks that it has imported; without any it has no name."""
    names = vars(sys.modules["__main__"])
    running = (book for book in NOTEBOOKS if any(names.get(name) is each for name, each in _checks(book).items()))
    return next(running, "")


def _checks(notebook):
    """List the checks of a catalogue, if it is loaded: name -> exercise."""
    catalogue = getattr(sys.modules.get(f"helpers.exercises.{notebook}"), "__dict__", {})
    return {name: each for name, each in catalogue.items() if name.startswith("check_")}


# The file: what it holds beside notebook -> kind -> name -> value, of a newer version perhaps, stays in it


def _is_off():
    return os.environ.get(SWITCH, "").strip().lower() == "off"


def _read_all():
    """Give what was done, notebook -> kind -> name -> value, in this kernel and in others."""
    if _is_off():
        return {}
    with _one_thread:
        held = {}
        with contextlib.suppress(OSError):
            held = _read()
            if held is None:
                _write()
        return _merged((held or {}).get("notebooks", {}))


def _merged(done):
    """Add to what was done what is not in the file yet."""
    for (notebook, kind, name), value in _unwritten.items():
        part = done.setdefault(notebook, {}).setdefault(kind, {})
        part[name] = value
        if value is None:
            del part[name]
    return done


def _read():
    """Read the file, as far as its parts are what they should be; give None if it is none of ours."""
    try:
        held = json.loads((folder / NAME).read_bytes())
        held["notebooks"] = {
            notebook: {kind: names for kind, names in kinds.items() if isinstance(names, dict)}
            for notebook, kinds in held["notebooks"].items()
            if isinstance(kinds, dict)
        }
    except FileNotFoundError:
        return NEW | {"notebooks": {}}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return held


def _write():
    """Write what waits for it; where that is impossible it goes on waiting."""
    with contextlib.suppress(OSError, RecursionError), _alone() as (coming, file):
        held = _read()
        if held is None:
            _set_aside()
            held = NEW | {"notebooks": {}}
        held["notebooks"] = _merged(held["notebooks"])
        json.dump(held, file, ensure_ascii=False, indent=1)
        file.close()
        os.replace(coming, folder / NAME)
        _unwritten.clear()


@contextlib.contextmanager
def _alone():
    """Begin the next version of the file; while that is there no other kernel writes. The caller puts it in place."""
    coming, seen, until = folder / f".{NAME}.next", None, 0
    while True:
        try:
            begun = os.open(coming, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
            break
        except FileExistsError:
            with contextlib.suppress(FileNotFoundError):
                last, seen = seen, coming.stat().st_mtime_ns
                if seen != last:
                    until = time.monotonic() + PATIENCE
                elif time.monotonic() > until:
                    coming.unlink()
            time.sleep(0.005)
    try:
        with open(begun, "w", encoding="utf-8", errors="backslashreplace") as file:  # half a letter stays an escape
            yield coming, file
    except BaseException:
        coming.unlink(missing_ok=True)
        raise


def _set_aside():
    """Rename a file that cannot be read, and say so."""
    names = (folder / f"my-progress (old {number}).json" for number in count(1))
    aside = next(path for path in names if not path.exists())
    os.replace(folder / NAME, aside)
    print(f"{NAME} could not be read. It is now called {aside.name}, and a new one begins.")
