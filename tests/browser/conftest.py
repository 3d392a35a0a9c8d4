"""A system Chromium and a real JupyterLab for all tests of this folder, and notebooks opened in them.

They end with the folder: as long as Playwright is there, an event loop runs in this process.
"""

import os
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser import samples
from tests.browser.chromium import find_chromium, launch_options
from tests.browser.console import Console
from tests.browser.lab import PATIENCE, Lab, OpenNotebook
from tests.house.files import notebooks

WINDOW = {"width": 1300, "height": 1000}
expect.set_options(timeout=PATIENCE)


def without_chromium():
    """Skip on a learner's machine, with one line in pytest's summary (-ra); fail in CI."""
    message = "NO CHROMIUM FOUND: the browser tests did not run (install chromium or Google Chrome)"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="package")
def browser():
    executable = find_chromium()
    if executable is None:
        without_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options(executable))
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def lab(browser, tmp_path_factory):
    """A JupyterLab whose folder holds copies of the course's notebooks; none is started where there is no browser."""
    lab = Lab(tmp_path_factory.mktemp("lab"))
    for notebook in notebooks():
        shutil.copy(notebook, lab.root)
    yield lab
    lab.stop()


@pytest.fixture(scope="package")
def consoles():
    """The console of every page that was opened."""
    return []


@pytest.fixture(autouse=True)
def no_complaints(consoles):
    """No page may complain on its console while a test runs, nor have its mouse pressed when the next one begins."""
    yield
    for console in consoles:
        console.let_go()
    complaints = [text for console in consoles for text in console.take_complaints()]
    assert complaints == []


def opened(browser, lab, consoles, name, before=lambda page: None, **context):
    """A notebook of the lab in a page that is listened to, and to which something may be done before."""
    page = browser.new_context(viewport=WINDOW, **context).new_page()
    page.set_default_timeout(PATIENCE)
    consoles.append(Console(page))
    before(page)
    return OpenNotebook(page, lab, name)


def opener(browser, lab, consoles):
    """Open notebooks of the lab, and close them at the end."""
    notebooks = []

    def open_one(name, **context):
        notebooks.append(opened(browser, lab, consoles, name, **context))
        return notebooks[-1]

    yield open_one
    for notebook in notebooks:
        notebook.page.context.close()


open_notebook = pytest.fixture(opener)  # for one test
open_shared = pytest.fixture(opener, scope="module")  # for the tests of a module


@pytest.fixture(scope="package")
def notebook(browser, lab, consoles):
    """Every explorer in a cell of its own, all cells run; for tests that leave the file and its cells as they are."""
    notebook = opened(browser, lab, consoles, lab.write("explorers.ipynb", *samples.cells()))
    assert notebook.run_all() == []
    return notebook
