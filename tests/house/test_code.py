"""What no module of the course does: hide the standard library, use pyplot, run text as code."""

import ast
import sys

import pytest

from tests.house.files import HELPERS, ROOT, module_name, notebooks, python_files, source

MODULES = python_files()
OURS = python_files(HELPERS)


def hiding_names(dotted):
    """The first part of a module's dotted name, if the standard library uses it; inside a package nothing is hidden."""
    return [part for part in dotted.split(".")[:1] if part in sys.stdlib_module_names]


def pyplot_uses(text):
    """Line numbers where pyplot or pylab is imported or reached as an attribute."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if (isinstance(node, ast.Import | ast.ImportFrom) and _names(node) & {"pyplot", "pylab"})
        or (isinstance(node, ast.Attribute) and node.attr in {"pyplot", "pylab"})
    ]


def run_text_calls(text):
    """Line numbers where eval or exec is called."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in {"eval", "exec"}
    ]


def _names(node):
    dotted = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
    return {part for name in dotted for part in name.split(".")}


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_no_module_hides_the_standard_library(path):
    assert hiding_names(module_name(path)) == []


@pytest.mark.parametrize("path", OURS, ids=module_name)
def test_no_pyplot(path):
    assert pyplot_uses(source(path)) == []


@pytest.mark.parametrize("path", MODULES + notebooks(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_is_run_as_code(path):
    assert run_text_calls(source(path)) == []


def test_a_hiding_name_is_found():
    assert hiding_names("statistics.plots") == ["statistics"]
    assert hiding_names("helpers.explorers.statistics") == []


@pytest.mark.parametrize(
    "text",
    [
        "import matplotlib.pyplot as plt",
        "from matplotlib import pyplot",
        "from matplotlib.pyplot import subplots",
        "import matplotlib\nmatplotlib.pyplot.show()",
        "import pylab",
    ],
)
def test_pyplot_is_found(text):
    assert len(pyplot_uses(text)) == 1


@pytest.mark.parametrize("text", ["eval('1')", "exec('1')", "import builtins\nbuiltins.eval('1')"])
def test_text_run_as_code_is_found(text):
    assert len(run_text_calls(text)) == 1
