"""`python -m tools.notebooks write` executes and stores notebooks, `check` checks them as they are stored.

Without paths it takes all notebooks of the course. The exit code is 1 if anything is wrong or no notebook is found.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from nbformat import NotebookNode

from tools import form, normal_form, prose_numbers, rules, stored
from tools.execute import execute
from tools.stored import FOLDER, NotebookError, Violation


def write(paths: Sequence[Path]) -> int:
    """Execute notebooks and store them in normal form, one line each. A notebook that fails is left as it was."""
    for path in paths:
        print(f"{path.name}: {len(stored.read(path).cells)} cells ...", end=" ", flush=True)
        begin = time.perf_counter()
        try:
            notebook = execute(path)
        finally:
            print(f"{time.perf_counter() - begin:.1f} s", flush=True)
        stored.write(path, normal_form.normalise(notebook))
    print(f"executed and stored notebooks: {len(paths)}")
    return 0


def check(paths: Sequence[Path]) -> int:
    """Check stored notebooks, one line for each violation and one for what was checked."""
    cells = numbers = violations = 0
    course = [path for path in paths if path.resolve().parent == FOLDER.resolve()]
    for path in paths:
        notebook = stored.read(path)
        count, unheld = prose_numbers.count_and_unheld(notebook)
        found = [*unnormal(path, notebook), *rules.broken(notebook), *unheld]
        found += form.broken(notebook) if path in course else []
        for violation in found:
            print(f"{path.name}: {violation}")
        cells, numbers, violations = cells + len(notebook.cells), numbers + count, violations + len(found)
    for rule in form.guessable(map(stored.read, course)):
        print(f"predictions can be guessed by {rule}")
        violations += 1
    print(f"checked notebooks: {len(paths)}, cells: {cells}, numbers in prose: {numbers}; violations: {violations}")
    return int(violations > 0)


def unnormal(path: Path, notebook: NotebookNode) -> list[Violation]:
    """Places where a notebook's file is not in normal form."""
    found = list(normal_form.differences(notebook))
    if not found and path.read_text(encoding="utf-8") != stored.serialise(notebook):
        found = [Violation(0, "normal form", "another indentation, order of keys, or end of the file")]
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tools.notebooks", description=__doc__.partition("\n")[0])
    parser.add_argument("command", choices=["write", "check"])
    parser.add_argument("paths", nargs="*", type=Path, default=[FOLDER], help="files or folders")
    given = parser.parse_args(arguments)
    try:
        paths = stored.find(given.paths)
        if not paths:
            raise NotebookError("no notebook found")
        return {"write": write, "check": check}[given.command](paths)
    except NotebookError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
