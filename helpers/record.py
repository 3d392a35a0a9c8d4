"""The one small file beside the notebooks in which is kept what a learner did, so that it outlives the kernel.

Predictions, exercises and explorers' tasks keep their ticks here, by notebook, kind and name. The file can be deleted
at any time. With ``FOUR_PILLARS_PROGRESS=off`` in the environment it is neither read nor written: so run the tests and
tools, and nothing but ticks depends on it. Where the folder cannot be written to, what was done is kept until the
kernel ends.
"""

import contextlib
import json
import os
import threading
import time
from itertools import count
from pathlib import Path

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


def keep(notebook, kind, name, value=True):
    """Keep what was done in a notebook; the value None takes it back."""
    if not _is_off():
        with _one_thread:
            _unwritten[notebook, kind, name] = value
            _write()


def recall(notebook, kind, name):
    """Give the value that was kept, or None."""
    return read_all().get(notebook, {}).get(kind, {}).get(name)


def read_all():
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


def is_unwritten():
    """Say whether something could not be written into the file."""
    return bool(_unwritten)


# What the file holds beside notebook -> kind -> name -> value, of a newer version perhaps, stays in it


def _is_off():
    return os.environ.get(SWITCH, "").strip().lower() == "off"


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
