"""Every notebook in a real JupyterLab: opened, run from top to bottom, looked at, read by axe, walked by keys."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.keyboard import walk_through
from tests.browser.onscreen import OnScreen
from tests.house.files import notebooks

WIDTH = "(image) => image.decode().then(() => image.naturalWidth)"
EXPLORERS = """() => [...document.querySelectorAll(".jp-Cell:has(.fp-explorer)")]
    .map((cell) => Number(cell.dataset.windowedListIndex))"""


@pytest.mark.parametrize("name", [path.name for path in notebooks()])
def test_a_notebook_shows_what_it_stores_and_once_it_is_run_the_keyboard_moves_every_control(open_notebook, name):
    notebook = open_notebook(name)
    first = notebook.first_picture()
    assert first >= 0, "no stored picture"
    picture = notebook.cell(first).locator(".jp-OutputArea img").first
    expect(picture).to_be_visible()
    assert picture.evaluate(WIDTH) > 300

    notebook.command("notebook:expand-all-headings")  # a drawer's explorers are looked at, too
    assert notebook.run_all() == []
    explorers, wrong = notebook.page.evaluate(EXPLORERS), []
    assert first in explorers
    assert violations(notebook.page, ".jp-OutputArea-output") == []
    for index in explorers:
        shown = OnScreen(notebook.cell(index))
        expect(shown.sentence).not_to_be_empty()
        if shown.root.locator("input, select, button").count():  # a picture alone has nothing to move
            wrong += [f"cell {index}: {fault}" for fault in walk_through(notebook.page, index, shown.root)]
    assert not wrong, "\n".join(wrong)
