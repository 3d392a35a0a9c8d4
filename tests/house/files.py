"""The files that the house rules are read from: all of the repository, without what tools generate."""

import ast
import json
from importlib.util import resolve_name
from pathlib import Path

ROOT = Path(__file__).parents[2]
HELPERS = ROOT / "helpers"
GENERATED = {".git", "build", "dist", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis"}
GENERATED |= {".ipynb_checkpoints", "my-notebooks"}


def walk(folder=ROOT):
    """Every file under `folder`, in order; generated folders and virtual environments are left out."""
    for path in sorted(folder.iterdir()):
        if not path.is_dir():
            yield path
        elif path.name not in GENERATED and not (path / "pyvenv.cfg").exists():
            yield from walk(path)


def python_files(folder=ROOT):
    """Every Python file under `folder`."""
    return [path for path in walk(folder) if path.suffix == ".py"]


def notebooks():
    """Every notebook of the course."""
    return [path for path in walk() if path.suffix == ".ipynb"]


def text_files():
    """(path, text) of every file that is text."""
    for path in walk():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        yield path, text


def source(path):
    """Python source of a module, or of a notebook's code cells without magics and shell lines."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    lines = "\n".join("".join(cell["source"]) for cell in cells).splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith(("%", "!")))


def module_name(path):
    """Dotted name of a module in the repository: helpers/maths/descent.py -> helpers.maths.descent."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(text, package=""):
    """Dotted names of all that `text` imports; `from a import b` counts as a.b, relative names are resolved."""
    names = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            origin = resolve_name("." * node.level + (node.module or ""), package) if node.level else node.module
            names += [f"{origin}.{alias.name}" for alias in node.names]
    return names
