"""Every notebook in a real JupyterLab: opened, run from top to bottom, looked at, read by axe, walked by keys."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import opened
from tests.browser.keyboard import walk_through
from tests.browser.lab import OpenNotebook
from tests.browser.onscreen import OnScreen
from tests.house.files import notebooks

NAMES = [path.name for path in notebooks()]
EXPLORERS = """() => [...document.querySelectorAll(".jp-Cell:has(.fp-explorer)")]
    .map((cell) => Number(cell.dataset.windowedListIndex))"""


@dataclass
class Visit:
    """A notebook that was opened and then run."""

    notebook: OpenNotebook
    first: int  # cell of the first stored picture
    width: int  # of that picture before anything ran, in pixels
    errors: list

    def explorers(self):
        """Cells with an explorer."""
        return self.notebook.page.evaluate(EXPLORERS)


@pytest.fixture(scope="module", params=NAMES)
def visit(request, browser, lab, consoles):
    notebook = opened(browser, lab, consoles, request.param)
    first = notebook.first_picture()
    assert first >= 0, "no stored picture"
    picture = notebook.cell(first).locator(".jp-OutputArea img").first
    expect(picture).to_be_visible()
    width = picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)")
    notebook.command("notebook:expand-all-headings")  # a drawer's explorers are looked at, too
    yield Visit(notebook, first, width, notebook.run_all())
    notebook.page.context.close()


def test_there_are_notebooks():
    assert NAMES


def test_a_stored_notebook_shows_its_picture_before_it_is_run(visit):
    assert visit.width > 300


def test_a_notebook_runs_without_error_and_shows_its_explorers(visit):
    assert visit.errors == []
    assert visit.first in visit.explorers()
    for index in visit.explorers():
        expect(OnScreen(visit.notebook.cell(index)).sentence).not_to_be_empty()


def test_axe_finds_nothing_in_the_outputs_of_a_notebook(visit):
    assert violations(visit.notebook.page, ".jp-OutputArea-output") == []


def test_the_keyboard_alone_moves_every_control(visit):
    wrong = []
    assert visit.explorers()
    for index in visit.explorers():
        root = OnScreen(visit.notebook.cell(index)).root
        if root.locator("input, select, button").count():  # a picture alone has nothing to move
            wrong += [f"cell {index}: {fault}" for fault in walk_through(visit.notebook.page, index, root)]
    assert not wrong, "\n".join(wrong)
