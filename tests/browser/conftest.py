"""A system Chromium and a real JupyterLab for the whole session, and notebooks opened in them."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import samples
from tests.browser.chromium import find_chromium, launch_options
from tests.browser.console import Console
from tests.browser.lab import Lab, OpenNotebook
from tests.house.files import notebooks

WINDOW = {"width": 1300, "height": 1000}


def without_chromium():
    """Skip on a learner's machine, with one line in pytest's summary (-ra); fail in CI."""
    message = "NO CHROMIUM FOUND: the browser tests did not run (install chromium or Google Chrome)"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def browser():
    executable = find_chromium()
    if executable is None:
        without_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options(executable))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(browser, tmp_path_factory):
    """A JupyterLab whose folder holds copies of the course's notebooks; none is started where there is no browser."""
    lab = Lab(tmp_path_factory.mktemp("lab"))
    for notebook in notebooks():
        shutil.copy(notebook, lab.root)
    yield lab
    lab.stop()


@pytest.fixture(scope="module")
def open_notebook(browser, lab):
    """Open a notebook of the lab; at the end, no page may have complained on its console."""
    opened = []

    def open_one(name, **context):
        page = browser.new_context(viewport=WINDOW, **context).new_page()
        opened.append(Console(page))
        return OpenNotebook(page, lab, name)

    yield open_one
    for context in browser.contexts:
        context.close()
    assert opened, "no notebook was opened"
    for console in opened:
        assert console.messages > 0
        assert console.complaints == []


@pytest.fixture(scope="module")
def notebook(lab, open_notebook, request):
    """Every explorer in a cell of its own, all cells run; each test module has its own notebook and kernel."""
    notebook = open_notebook(lab.write(f"{request.module.__name__.rpartition('.')[2]}.ipynb", *samples.CELLS))
    assert notebook.run_all() == []
    return notebook
