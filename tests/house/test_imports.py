"""Which room may import what: the arrows between rooms, and each room's third-party packages."""

import subprocess
import sys

import pytest

from tests.house.files import HELPERS, imported, module_name, notebooks, python_files, source

ARROWS = {
    "notebooks": {"explorers", "exercises", "maths", "data"},
    "explorers": {"stage", "maths", "data", "record", "outputs"},
    "exercises": {"maths", "record", "outputs"},
    "stage": set(),
    "data": set(),
    "maths": set(),
    "server": set(),
    "record": set(),
    "outputs": set(),
}
THIRD_PARTY = {
    "notebooks": {"numpy", "scipy", "sklearn", "torch"},  # torch: only where it is installed
    "explorers": {"numpy", "matplotlib", "ipywidgets"},
    "exercises": {"numpy", "scipy.special", "ipywidgets", "IPython"},
    "stage": {"numpy", "matplotlib", "PIL", "ipywidgets", "anywidget", "traitlets", "IPython"},
    "data": {"numpy", "sklearn", "threadpoolctl"},
    "maths": {"numpy", "scipy"},
    "server": {"jupyter_server", "tornado"},
    "record": set(),
    "outputs": {"IPython"},
}
FILES = [path for path in python_files(HELPERS) if path != HELPERS / "__init__.py"] + notebooks()


def violations(text, room, package=""):
    """Imports in `text` that `room` must not have."""
    allowed = [f"helpers.{name}" for name in {room} | ARROWS[room]] + sorted(THIRD_PARTY[room])
    return [
        name
        for name in imported(text, package)
        if name.partition(".")[0] not in sys.stdlib_module_names
        and not any(name == prefix or name.startswith(prefix + ".") for prefix in allowed)
    ]


def room_and_package(path):
    """Room of a file and, for a module, the package that its relative imports start from; a module may be a room."""
    if path.suffix == ".ipynb":
        return "notebooks", ""
    if path.parent == HELPERS:
        return path.stem, "helpers"
    package = module_name(path) if path.stem == "__init__" else module_name(path.parent / "__init__.py")
    return package.split(".")[1], package


def loaded_by(*modules):
    """Names of all modules that importing `modules` and everything in them loads, in a process of its own."""
    code = (
        "import importlib, pkgutil, sys\n"
        f"for package in map(importlib.import_module, {modules}):\n"
        "    for found in pkgutil.walk_packages(getattr(package, '__path__', []), package.__name__ + '.'):\n"
        "        importlib.import_module(found.name)\n"
        "print(*sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=HELPERS.parent, capture_output=True, text=True, check=True, timeout=120
    )
    return set(run.stdout.split())


def test_every_room_has_its_rules():
    rooms = {path.name for path in HELPERS.iterdir() if path.is_dir() and python_files(path)}
    assert rooms, "no room found under helpers"
    assert rooms <= ARROWS.keys() == THIRD_PARTY.keys()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem if path.suffix == ".ipynb" else module_name(path))
def test_imports_follow_the_arrows(path):
    room, package = room_and_package(path)
    assert violations(source(path), room, package) == []


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("import matplotlib", "maths"),
        ("from matplotlib.figure import Figure", "exercises"),
        ("from helpers.stage import Stage", "maths"),
        ("from ..explorers import ALL", "stage"),
        ("from .. import stage", "exercises"),
        ("def late():\n    import helpers.exercises", "explorers"),
        ("import numpyish", "maths"),
        ("import pandas", "notebooks"),
        ("from helpers import stage", "notebooks"),
    ],
)
def test_a_wrong_import_is_found(text, room):
    assert len(violations(text, room, f"helpers.{room}")) == 1


def test_a_right_import_passes():
    text = "import math\nfrom scipy import stats\nimport numpy as np\nfrom . import descent\nfrom .matrices import rank"
    assert violations(text, "maths", "helpers.maths") == []


@pytest.mark.parametrize(
    ("modules", "unwanted"),
    [
        (["helpers.maths"], {"matplotlib", "ipywidgets"}),
        (["helpers.explorers", "helpers.exercises", "helpers.data"], {"scipy.stats", "sklearn"}),
    ],
)
def test_rooms_load_only_what_they_use(modules, unwanted):
    """SciPy's statistics and scikit-learn cost half of a small kernel's memory and most of its first cell's time."""
    loaded = loaded_by(*modules)
    assert loaded >= set(modules)
    assert not unwanted & loaded


def test_what_is_loaded_on_the_way_is_found():
    assert loaded_by("scipy.stats._stats_py", "matplotlib.figure") >= {"scipy.stats", "matplotlib"}
