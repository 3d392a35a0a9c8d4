"""A notebook run from top to bottom in a fresh kernel, as nbval runs it: in its own folder, with inline pictures."""

import os
import re
from pathlib import Path

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from tools.stored import NotebookError, read

CELL_TIMEOUT = 120  # seconds
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def execute(path: Path) -> NotebookNode:
    """Run a notebook."""
    notebook = read(path)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    started: list[int] = []
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=CELL_TIMEOUT,
        record_timing=False,
        coalesce_streams=True,  # how many messages a print takes differs from run to run
        resources={"metadata": {"path": str(path.parent)}},
        extra_arguments=["--log-level=ERROR"],
        on_cell_start=lambda cell, cell_index: started.append(cell_index + 1),
    )
    # An exported MPLBACKEND would switch the inline pictures off, and ticks of somebody's progress be stored.
    environment = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    environment["FOUR_PILLARS_PROGRESS"] = "off"
    try:
        client.execute(env=environment)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise NotebookError(f"{path.name}: cell {started[-1]} failed\n{COLOURS.sub('', str(error))}") from None
    return notebook
