"""Small notebooks for the tests: one that keeps every rule, and the parts to break each rule with."""

import base64

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools import stored
from tools.normal_form import normalise

WIDGET_VIEW = {"application/vnd.jupyter.widget-view+json": {"model_id": "a1", "version_major": 2, "version_minor": 0}}

EXPLORER = """\
import base64, ipywidgets
class Explorer:
    def __repr__(self):
        return "Explorer: slope 4.21, converges"
    def _repr_mimebundle_(self, **options):
        picture = base64.b64decode("iVBORw0KGgo=")
        view = ipywidgets.IntSlider(1)._repr_mimebundle_()
        return {**view, "image/png": picture, "text/plain": repr(self)}
Explorer()"""


def text(source):
    """A text cell."""
    return new_markdown_cell(source)


def code(source, *outputs, count=1, tags=(), **metadata):
    """A code cell that has run."""
    if tags:
        metadata["tags"] = list(tags)
    return new_code_cell(source, outputs=list(outputs), execution_count=count, metadata=metadata)


def result(data="2", **more):
    """The value of a cell's last expression."""
    return new_output("execute_result", {"text/plain": data, **more}, execution_count=1)


def printed(words, name="stdout"):
    """What a cell prints."""
    return new_output("stream", name=name, text=words)


def picture(size):
    """A picture of so many bytes."""
    return {"image/png": base64.b64encode(bytes(size)).decode()}


def error(name="ValueError", message="shapes (3,) and (2,)"):
    """What a failing cell shows."""
    return new_output("error", ename=name, evalue=message, traceback=["File /a/place.py:3", "above"])


def notebook(*cells, title=True):
    """A notebook in normal form, which begins with a title."""
    first = [text("# Add two numbers")] if title else []
    return normalise(new_notebook(cells=[*first, *cells]))


def good():
    """A notebook that keeps every rule and uses each thing that a rule allows."""
    return notebook(
        text("The mean is 315.8.\n\n<details><summary>Why?</summary>\n\nBecause.\n</details>"),
        code("mean", result("315.79", **WIDGET_VIEW, **picture(100))),
        code("print(1)", printed("1\n"), tags=["nbval-ignore-output"]),
        code("[1] @ [2]", error(), tags=["raises-exception"]),
        code("answer = 2  # by hand;"),
    )


def unrun(*cells) -> NotebookNode:
    """A notebook that was never executed, as an editor leaves it."""
    return new_notebook(cells=[text("# Title"), *(code(source, count=None) for source in cells)])


def save(folder, sample, name="sample.ipynb"):
    """Path of a file that holds the notebook."""
    path = folder / name
    stored.write(path, sample)
    return path
