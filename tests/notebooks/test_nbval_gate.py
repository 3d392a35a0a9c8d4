"""nbval, called as the Makefile calls it, holds every stored text and lets a missing widget view pass.

The call is strict: no pattern that sanitises, no lax mode. A cell may take two minutes instead of nbval's 33, and
MPLBACKEND is not set. nbval compares text and the kinds of output; it skips pictures, widget views and tracebacks.
"""

import copy
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.notebooks.samples import EXPLORER, save, unrun
from tools import stored
from tools.notebooks import main

ROOT = Path(__file__).parents[2]
CELLS = [EXPLORER, "print('loss', 89.54)", "{}['slope']"]
SHOWN, PRINTED, RAISED = 1, 2, 3  # places in the notebook, after its title


def change_repr(sample):
    sample.cells[SHOWN].outputs[0].data["text/plain"] = "Explorer: slope 4.22, converges"


def drop_output(sample):
    sample.cells[SHOWN].outputs = []


def add_html(sample):
    sample.cells[SHOWN].outputs[0].data["text/html"] = "<b>4.21</b>"


def change_print(sample):
    sample.cells[PRINTED].outputs[0].text = "loss 89.53\n"


def change_source(sample):
    sample.cells[PRINTED].source = "print('loss', 90)"


def change_error(sample):
    sample.cells[RAISED].outputs[0].evalue = "'intercept'"


CHANGES = {
    change_repr: SHOWN,
    drop_output: SHOWN,
    add_html: SHOWN,
    change_print: PRINTED,
    change_source: PRINTED,
    change_error: RAISED,
}


def makefile_options():
    """How the Makefile has pytest compare notebooks."""
    (options,) = re.findall(
        r"-m pytest .*(--nbval --nbval-\S+) .*notebooks$", (ROOT / "Makefile").read_text(), re.MULTILINE
    )
    return options.split()


def nbval(folder):
    """Exit code of nbval, and the (notebook, code cell) pairs that passed and that failed."""
    command = ["-m", "pytest", "-c", "pyproject.toml", *makefile_options(), "-p", "no:cacheprovider", "-rA", folder]
    environment = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    run = subprocess.run(
        [sys.executable, *command, "--color=no"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    lines = re.findall(r"^(PASSED|FAILED|ERROR) .*?(\w+)\.ipynb::Cell (\d+)", run.stdout, re.MULTILINE)
    cells = {outcome: {(name, int(cell)) for each, name, cell in lines if each == outcome} for outcome, _, _ in lines}
    return run.returncode, cells


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """A notebook as `make notebooks` stores it."""
    sample = unrun(*CELLS)
    sample.cells[RAISED].metadata["tags"] = ["raises-exception"]
    path = save(tmp_path_factory.mktemp("executed"), sample)
    assert main(["write", str(path)]) == 0
    return stored.read(path)


def test_the_stored_form_passes_without_its_widget_view(tmp_path, executed):
    assert executed.cells[SHOWN].outputs[0].data.keys() == {"text/plain", "image/png"}
    save(tmp_path, executed)
    assert nbval(tmp_path) == (0, {"PASSED": {("sample", cell) for cell in range(len(CELLS))}})


def test_each_changed_output_fails_and_nothing_else(tmp_path, executed):
    for change in CHANGES:
        sample = copy.deepcopy(executed)
        change(sample)
        save(tmp_path, sample, f"{change.__name__}.ipynb")
    code, cells = nbval(tmp_path)
    assert cells["FAILED"] == {(change.__name__, place - 1) for change, place in CHANGES.items()}
    assert len(cells["PASSED"]) == len(CHANGES) * (len(CELLS) - 1)
    assert code == 1


def test_no_cell_is_a_failure(tmp_path):
    save(tmp_path, unrun())
    code, cells = nbval(tmp_path)
    assert cells == {}
    assert code != 0
