"""JupyterLite beside the site: what is built; that the course can do with what a browser's Python has; and, where there
is a network, that an explorer moves in it.
"""

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from packaging.requirements import Requirement
from playwright.sync_api import expect

from tests.browser.chromium import find_chromium
from tests.browser.test_site import serving
from tests.house.files import notebooks
from tools import stored
from tools.site import lite as tool
from tools.site.lite import LOCK, ROOT, SERVER, build, packages, wheel

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# The Python of this kernel and what is compiled for it: `pyodide-lock.json` in the npm package pyodide 314.0.6.
# The other packages that the course needs are Python alone and come from PyPI.
KERNEL, PYTHON = "jupyterlite-pyodide-kernel==0.8.6", "3.14.2"
SHIPPED = {
    "matplotlib": "3.10.8", "numpy": "2.4.6", "scikit-learn": "1.8.0", "scipy": "1.18.0", "threadpoolctl": "3.6.0",
}  # fmt: skip
PURE = {"anywidget", "ipywidgets"}

# Runs notebooks where no thread, socket or process can be had, nor the server, nor the repository's own `helpers`.
IN_A_BROWSER = """
import importlib, pkgutil, sys, threading, types

def refuse(event, _):
    if event.startswith(("thread", "socket.", "subprocess.", "os.fork", "os.posix_spawn", "os.system")):
        raise RuntimeError(f"a browser has no {event}")

wheel, root, *paths = sys.argv[1:]
sys.path[:] = [wheel, *(each for each in sys.path if each not in ("", root)), root]
sys.modules.update(dict.fromkeys("jupyter_client jupyter_server jupyterlab nbconvert tornado zmq".split()))
sys.modules["ipykernel"] = types.SimpleNamespace(version_info=(7,))  # ipywidgets asks; JupyterLite has its own
sys.addaudithook(refuse)
threading.Thread.start = lambda thread: refuse("thread", thread)

import helpers
assert helpers.__path__ == [f"{wheel}/helpers"], helpers.__path__
for found in pkgutil.walk_packages(helpers.__path__, "helpers."):
    if found.name != "helpers.server":
        importlib.import_module(found.name)

from pathlib import Path
from tools.site.recording import shown
for path in map(Path, paths):
    try:
        print(path.stem, "shows", [type(each.reset()).__name__ for _, each in shown(path)])
    except (ImportError, RuntimeError) as error:
        print(path.stem, "needs", error)
"""

NEEDY = {
    "thread": "from threading import Thread\nThread(target=print).start()",
    "socket": "from socket import socket\nsocket()",
    "server": "import tornado",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """JupyterLite, built with the tools of `make site`, or with those that pip can get."""
    folder = tmp_path_factory.mktemp("lite")
    tools = tool.TOOL
    if not tools.exists():
        tools = folder / "tools"
        pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--target", tools]
        if subprocess.run([sys.executable, *pip, "--requirement", LOCK], capture_output=True, check=False).returncode:
            pytest.skip("JUPYTERLITE WAS NOT BUILT: its tools could not be had; `make site` installs them")
    build(folder / "lite", tools)
    return folder / "lite"


def unfit(needs, shipped):
    """The floors that what is shipped does not reach."""
    return [str(each) for each in map(Requirement, needs) if not each.specifier.contains(shipped.get(each.name, "0"))]


def test_the_floors_fit_what_the_browsers_python_ships():
    assert re.search(rf"^{KERNEL} ", LOCK.read_text(), re.MULTILINE), "another kernel: what does its Pyodide ship?"
    needs = [each for each in PROJECT["dependencies"] if Requirement(each).name not in SERVER | PURE]
    assert {Requirement(each).name for each in needs} == set(SHIPPED)
    assert set(packages()) == set(SHIPPED) | PURE, "a browser needs no server"
    assert unfit([*needs, f"python{PROJECT['requires-python']}"], SHIPPED | {"python": PYTHON}) == []
    assert unfit(["numpy>=99", "absent>=1"], SHIPPED) == ["numpy>=99", "absent>=1"]


def test_the_wheel_needs_no_thread_no_socket_and_no_server(tmp_path):
    needy = {name: tmp_path / f"{name}.ipynb" for name in NEEDY}
    for name, path in needy.items():
        stored.write(path, new_notebook(cells=[new_code_cell(NEEDY[name])]))
    with zipfile.ZipFile(wheel(tmp_path)) as packed:
        packed.extractall(tmp_path / "there")
    command = [sys.executable, "-c", IN_A_BROWSER, tmp_path / "there", ROOT, notebooks()[-1], *needy.values()]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert ended.returncode == 0, ended.stderr
    ours, *others = ended.stdout.splitlines()
    assert re.fullmatch(rf"{notebooks()[-1].stem} shows \['.+'\]", ours)
    assert [line.split()[:2] for line in others] == [[name, "needs"] for name in NEEDY], ended.stdout


def test_it_has_every_notebook_and_the_course(built):
    listed = json.loads((built / "api" / "contents" / "all.json").read_text())["content"]
    assert {each["name"] for each in listed} == {path.name for path in notebooks()}
    first = json.loads((built / "files" / "05_regression_lab.ipynb").read_text())["cells"][0]["source"]
    assert "piplite" in "".join(first)
    assert list((built / "pypi").glob("four_pillars-*.whl"))


@pytest.mark.skipif(
    os.environ.get("NETWORK") != "true",
    reason="JUPYTERLITE WAS NOT RUN: its Python comes from the network; NETWORK=true runs it",
)
def test_an_explorer_moves_in_the_browsers_own_python(built):
    from playwright.sync_api import sync_playwright

    with serving(built.parent) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        page = browser.new_page()
        page.goto(f"{address}/lite/lab/index.html?path=05_regression_lab.ipynb")
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name=re.compile("Run All Cells")).click()
        shown = page.locator(".fp-explorer:has(canvas[data-painted])").first
        expect(shown).to_be_visible(timeout=300_000)
        sentence = shown.locator("figcaption").text_content()
        shown.locator(".fp-range").first.press("End")
        expect(shown.locator("figcaption")).not_to_have_text(sentence, timeout=30_000)
        browser.close()
