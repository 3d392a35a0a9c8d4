"""What is kept of an executed notebook, so that the same run gives the same file and a small change a small diff.

- A cell's id is made of its kind and its text: no tool's random number, and an id that does not fit shows a cell
  that was edited after it was run.
- Cells are counted 1..n, and keep no metadata but tags and what is folded: no timings.
- The notebook names Python 3 and no version of it, and keeps no widget state.
- Widget views are dropped: without a kernel they read "model not found", without them the stored picture shows.
- A traceback is its last line: the lines above it name files of one machine.

nbval compares neither widget views nor tracebacks. It does compare HTML, so HTML can not be dropped here: ``rules``
reports it.
"""

import copy
import hashlib
import reprlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import nbformat
from nbformat import NotebookNode

from tools.stored import Violation

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
    },
}
KEPT_METADATA = ("jp-MarkdownHeadingCollapsed", "jupyter", "tags")
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def normalise(notebook: NotebookNode) -> NotebookNode:
    """Notebook in normal form.

    >>> ran = nbformat.v4.new_code_cell("1 + 1", id="random", execution_count=7, metadata={"execution": {}})
    >>> cell = normalise(nbformat.v4.new_notebook(cells=[ran])).cells[0]
    >>> cell.id, cell.execution_count, cell.metadata
    ('code-72fce594', 1, {})
    """
    normal = copy.deepcopy(notebook)
    normal.nbformat, normal.nbformat_minor = 4, 5
    normal.metadata = nbformat.from_dict(METADATA)
    used: Counter[str] = Counter()
    count = 0
    for cell in normal.cells:
        cell.id = _id(cell, used)
        cell.metadata = {key: cell.metadata[key] for key in KEPT_METADATA if cell.metadata.get(key)}
        if cell.cell_type == "code":
            count += 1
            cell.execution_count = cell.execution_count and count
            cell.outputs = [_output(output, count) for output in cell.outputs if not _is_only_a_view(output)]
    return nbformat.from_dict(normal)


def differences(notebook: NotebookNode) -> Iterator[Violation]:
    """Parts of a stored notebook that are not in normal form.

    >>> ran = nbformat.v4.new_code_cell("1 + 1", id="code-72fce594", execution_count=7)
    >>> for violation in differences(nbformat.v4.new_notebook(cells=[ran], metadata=METADATA)):
    ...     print(violation)
    cell 1: normal form: execution_count is 7, wanted 1
    """
    normal = normalise(notebook)
    pairs = zip([notebook, *notebook.cells], [normal, *normal.cells], strict=True)
    for number, (stored, wanted) in enumerate(pairs):
        for key in sorted((stored.keys() | wanted.keys()) - {"cells"}):
            for found in _differences(key, stored.get(key), wanted.get(key)):
                yield Violation(number, "normal form", found)


def _id(cell: NotebookNode, used: Counter[str]) -> str:
    digest = hashlib.sha256(cell.source.encode()).hexdigest()[:8]
    name = f"{cell.cell_type}-{digest}"
    used[name] += 1
    return name if used[name] == 1 else f"{name}-{used[name]}"


def _is_only_a_view(output: NotebookNode) -> bool:
    return set(output.get("data", {})) == {WIDGET_VIEW}


def _output(output: NotebookNode, count: int) -> NotebookNode:
    if output.output_type == "execute_result":
        output.execution_count = count
    if output.output_type == "error":
        output.traceback = [f"{output.ename}: {output.evalue}"]
    output.get("data", {}).pop(WIDGET_VIEW, None)
    return output


def _differences(name: str, stored: Any, wanted: Any) -> Iterator[str]:
    if isinstance(stored, dict) and isinstance(wanted, dict):
        for key in sorted(stored.keys() | wanted.keys()):
            yield from _differences(f"{name}.{key}", stored.get(key), wanted.get(key))
    elif isinstance(stored, list) and isinstance(wanted, list) and len(stored) == len(wanted):
        for place, pair in enumerate(zip(stored, wanted, strict=True)):
            yield from _differences(f"{name}[{place}]", *pair)
    elif stored != wanted:
        yield f"{name} is {reprlib.repr(stored)}, wanted {reprlib.repr(wanted)}"
