"""`python -m tools.site.lite` puts JupyterLite into build/site/lite: the course in the browser's own Python.

Its tools stand in build/lite, which `make site` fills, and not in the environment: JupyterLab would load them.
"""

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import nbformat
from packaging.requirements import Requirement

from tools import stored

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "build" / "lite"
LOCK = Path(__file__).with_name("lite.lock")
SITE = ROOT / "build" / "site" / "lite"
EXTENSIONS = "share/jupyter/labextensions"
KERNEL, WIDGETS = "@jupyterlite/pyodide-kernel-extension", ("@jupyter-widgets/jupyterlab-manager", "anywidget")
SERVER = {"ipykernel", "jupyter-server", "jupyterlab", "nbconvert"}  # what a browser has its own of, or does without
FIRST = """# This installs the course in your browser's own Python: a minute, with network. Run it first.
import piplite

await piplite.install({packages})
await piplite.install("four-pillars", deps=False)"""


def packages() -> list[str]:
    """What the course needs in a browser."""
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    return sorted({Requirement(line).name for line in needed} - SERVER)


def wheel(folder: Path) -> Path:
    """Pack the course."""
    pack = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT]
    subprocess.run([sys.executable, *pack], check=True)
    return next(folder.glob("four_pillars-*.whl"))


def build(target: Path, tool: Path = TOOL) -> None:
    """Write JupyterLite with the course's wheel and its notebooks, each with a first cell that installs it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "notebooks").mkdir()
        for path in stored.find([stored.FOLDER]):
            notebook = stored.read(path)
            notebook.cells.insert(0, nbformat.v4.new_code_cell(FIRST.format(packages=packages())))
            stored.write(folder / "notebooks" / path.name, notebook)
        widgets = [Path(sys.prefix) / EXTENSIONS / each for each in WIDGETS]
        settings = {
            "apps": ["lab"],
            "contents": [str(folder / "notebooks")],
            "federated_extensions": list(map(str, [tool / EXTENSIONS / KERNEL, *widgets])),
            "ignore_sys_prefix": True,
            "lite_dir": name,
            "no_libarchive": True,
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            "output_dir": str(target),
        }
        wheels = {"piplite_urls": [str(wheel(folder))]}
        config = folder / "jupyter_lite_config.json"
        config.write_text(json.dumps({"LiteBuildConfig": settings, "PipliteAddon": wheels}))
        subprocess.run(
            [sys.executable, "-m", "jupyterlite_core", "build", "--config", config],
            check=True, cwd=name, env={**os.environ, "PYTHONPATH": str(tool)}, stdout=subprocess.DEVNULL,
        )  # fmt: skip


if __name__ == "__main__":
    build(SITE)
    size = sum(path.stat().st_size for path in SITE.rglob("*") if path.is_file())
    print(f"build/site/lite: {size / 1e6:.1f} MB")
