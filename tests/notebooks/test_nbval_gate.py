"""nbval, called as the Makefile calls it, holds every stored text and lets a missing widget view pass.

The call is strict: no pattern that sanitises, no lax mode. A cell may take two minutes instead of nbval's 33, and
MPLBACKEND is not set. nbval compares text and the kinds of output; it skips pictures, widget views and tracebacks.
"""

import os
import re
import subprocess
import sys

from tests.house.files import ROOT
from tests.notebooks.samples import EXPLORER, save, unrun
from tools import stored
from tools.notebooks import main

CHANGES = {  # a cell, and what is changed in it once it is stored
    EXPLORER: lambda cell: cell.outputs[0].data.update({"text/plain": "Explorer: slope 4.22, converges"}),
    f"1\n{EXPLORER}": lambda cell: cell.update(outputs=[]),
    f"2\n{EXPLORER}": lambda cell: cell.outputs[0].data.update({"text/html": "<b>4.21</b>"}),
    "print('loss', 89.54)": lambda cell: cell.outputs[0].update(text="loss 89.53\n"),
    "print('rate', 89.54)": lambda cell: cell.update(source="print('rate', 90)"),
    "{}['slope']": lambda cell: cell.outputs[0].update(evalue="'intercept'"),
}


def nbval(folder):
    """Exit code of nbval, and the outcome of each code cell of each notebook."""
    makefile = (ROOT / "Makefile").read_text()
    (options,) = re.findall(r"-m pytest .*(--nbval --nbval-\S+) .*notebooks$", makefile, re.MULTILINE)
    command = ["-m", "pytest", "-c", "pyproject.toml", *options.split(), "-p", "no:cacheprovider", "-rA", "--color=no"]
    environment = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    run = subprocess.run(
        [sys.executable, *command, folder], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )
    lines = re.findall(r"^(PASSED|FAILED|ERROR) .*?(\w+)\.ipynb::Cell (\d+)", run.stdout, re.MULTILINE)
    return run.returncode, {(name, int(cell)): outcome for outcome, name, cell in lines}


def test_what_is_stored_passes_without_its_widget_view_and_each_changed_output_fails(tmp_path):
    sample = unrun(*CHANGES)
    sample.cells[-1].metadata["tags"] = ["raises-exception"]
    path = save(tmp_path, sample, "as_stored.ipynb")
    assert main(["write", str(path)]) == 0
    executed = stored.read(path)
    assert executed.cells[1].outputs[0].data.keys() == {"text/plain", "image/png"}
    for cell, change in zip(executed.cells[1:], CHANGES.values(), strict=True):
        change(cell)
    save(tmp_path, executed, "changed.ipynb")
    outcomes = {"as_stored": "PASSED", "changed": "FAILED"}
    wanted = {(name, cell): outcome for name, outcome in outcomes.items() for cell in range(len(CHANGES))}
    assert nbval(tmp_path) == (1, wanted)


def test_no_cell_is_a_failure(tmp_path):
    save(tmp_path, unrun())
    code, cells = nbval(tmp_path)
    assert cells == {}
    assert code != 0
