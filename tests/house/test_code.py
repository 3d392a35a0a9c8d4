"""What no module of the course does: hide the standard library, use pyplot, run text as code."""

import ast
import sys

import pytest

from tests.house.files import HELPERS, ROOT, imported, module_name, notebooks, python_files, source

MODULES, OURS, NOTEBOOKS = python_files(), python_files(HELPERS), notebooks()


def hides(dotted):
    """Whether the standard library uses the first part of a module's name; inside a package nothing is hidden."""
    return dotted.partition(".")[0] in sys.stdlib_module_names


def pyplot_uses(text):
    """What of pyplot or pylab is imported or reached as an attribute."""
    attributes = [node.attr for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute)]
    return [name for name in imported(text) + attributes if {"pyplot", "pylab"} & set(name.split("."))]


def run_text_calls(text):
    """Line numbers where eval or exec is called."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in {"eval", "exec"}
    ]


def test_no_module_hides_the_standard_library():
    assert OURS
    assert [path for path in MODULES if hides(module_name(path))] == []


@pytest.mark.parametrize(("rule", "paths"), [(pyplot_uses, OURS), (run_text_calls, MODULES + NOTEBOOKS)])
def test_no_module_breaks_a_rule(rule, paths):
    found = {str(path.relative_to(ROOT)): rule(source(path)) for path in paths}
    assert {path: uses for path, uses in found.items() if uses} == {}


def test_a_hiding_name_is_found():
    assert hides("statistics.plots")
    assert not hides("helpers.explorers.statistics")


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (pyplot_uses, "import matplotlib.pyplot as plt"),
        (pyplot_uses, "from matplotlib import pyplot"),
        (pyplot_uses, "from matplotlib.pyplot import subplots"),
        (pyplot_uses, "import matplotlib\nmatplotlib.pyplot.show()"),
        (pyplot_uses, "import pylab"),
        (run_text_calls, "eval('1')"),
        (run_text_calls, "exec('1')"),
        (run_text_calls, "import builtins\nbuiltins.eval('1')"),
    ],
)
def test_what_breaks_a_rule_is_found(rule, text):
    assert len(rule(text)) == 1
