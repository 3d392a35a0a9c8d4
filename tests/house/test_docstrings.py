"""Every public function and class of helpers explains itself: numpydoc sections and an example.

That the examples are true is checked by pytest, which runs them as doctests.
"""

import ast

import pytest

from tests.house.files import HELPERS, module_name, python_files, source

DEFINITION = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def public(text):
    """Public functions and classes that stand at the top of a module."""
    return [node for node in ast.parse(text).body if isinstance(node, DEFINITION) and not node.name.startswith("_")]


def missing(node):
    """What the docstring of a function or class lacks."""
    docstring = ast.get_docstring(node) or ""
    example = ">>>" in docstring or has_section(docstring, "Examples") or needs_none(node, docstring)
    wanted = {"docstring": docstring, "example": example}
    if not isinstance(node, ast.ClassDef):
        wanted["Parameters"] = has_section(docstring, "Parameters") or not arguments(node)
        wanted["Returns"] = (
            has_section(docstring, "Returns") or has_section(docstring, "Yields") or not gives_back(node)
        )
    elif initialiser := next((part for part in node.body if getattr(part, "name", "") == "__init__"), None):
        wanted["Parameters"] = has_section(docstring, "Parameters") or len(arguments(initialiser)) < 2
    return [name for name, there in wanted.items() if not there]


def needs_none(node, docstring):
    """Whether an example would show nothing: an exception, a protocol, a dataclass that explains its fields."""
    bases = [ast.unparse(base) for base in getattr(node, "bases", [])]
    decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
    record = any(decorator.startswith(("dataclass", "dataclasses.")) for decorator in decorators)
    declared = any(base.endswith(("Error", "Exception", "Protocol")) for base in bases)
    return declared or (record and has_section(docstring, "Attributes"))


def has_section(docstring, title):
    """Whether a numpydoc section with this title, underlined, is in the docstring."""
    return f"{title}\n{'-' * len(title)}\n" in docstring


def arguments(function):
    """All parameters of a function."""
    given = function.args
    extra = [part for part in (given.vararg, given.kwarg) if part]
    return given.posonlyargs + given.args + given.kwonlyargs + extra


def gives_back(function):
    """Whether a function returns a value (its annotation is there and is not None)."""
    return function.returns is not None and ast.unparse(function.returns) not in {"None", "NoReturn"}


PUBLIC = [
    pytest.param(node, id=f"{module_name(path)}.{node.name}")
    for path in python_files(HELPERS)
    if not path.stem.startswith("_") or path.stem == "__init__"
    for node in public(source(path))
]


def test_there_are_public_names():
    assert len(PUBLIC) > 0


@pytest.mark.parametrize("node", PUBLIC)
def test_docstring_is_complete(node):
    assert missing(node) == []


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("def f(): pass", ["docstring", "example"]),
        ("def f():\n    '''Do.\n\n    >>> f()\n    '''", []),
        ("def f(x):\n    '''Do.\n\n    >>> f(1)\n    '''", ["Parameters"]),
        ("def f() -> int:\n    '''Do.\n\n    >>> f()\n    1\n    '''", ["Returns"]),
        ("class A:\n    '''Do.'''", ["example"]),
        ("class AError(ValueError):\n    '''Do.'''", []),
        ("class AError(ValueError): pass", ["docstring"]),
        ("@dataclass\nclass A:\n    '''Do.\n\n    Attributes\n    ----------\n    x : int\n    '''", []),
        ("@dataclass\nclass A:\n    '''Do.'''", ["example"]),
        ("class A:\n    '''Do.\n\n    >>> A(1)\n    '''\n    def __init__(self, x): pass", ["Parameters"]),
    ],
)
def test_what_a_docstring_lacks_is_found(text, lacks):
    assert missing(public(text)[0]) == lacks


def test_private_names_are_left_alone():
    assert public("def _f(): pass\nx = 1") == []
