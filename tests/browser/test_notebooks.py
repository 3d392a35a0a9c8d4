"""Every notebook in a real JupyterLab: opened, run from top to bottom, and looked at."""

import pytest
from playwright.sync_api import expect

from helpers.explorers import ALL
from tests.browser.onscreen import OnScreen
from tests.browser.samples import CELL_OF
from tests.house.files import notebooks

NAMES = [path.name for path in notebooks()]
STORED = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .findIndex((cell) => (cell.model.toJSON().outputs ?? []).some((output) => output.data?.["image/png"]))"""


def test_there_are_notebooks():
    assert NAMES


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_every_explorer_shows_its_picture_and_says_what_it_shows(notebook, kind):
    shown = OnScreen(notebook.cell(CELL_OF[kind.__name__]))
    said = notebook.execute(f"print(shown[{kind.__name__!r}].sentence)").strip()
    assert said
    expect(shown.sentence).to_have_text(said)
    assert len(shown.pixels) > 10_000


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_notebook_shows_its_pictures_before_it_is_run_and_runs_without_error(open_notebook, name):
    notebook = open_notebook(name)
    first = notebook.page.evaluate(STORED)
    assert first >= 0, "no stored picture"
    picture = notebook.cell(first).locator(".jp-OutputArea img").first
    expect(picture).to_be_visible()
    assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 300

    assert notebook.run_all() == []
    OnScreen(notebook.cell(first))


def test_an_error_among_the_outputs_is_found(lab, open_notebook):
    notebook = open_notebook(lab.write("fails.ipynb", "1 / 0"))
    assert notebook.run_all() == ["ZeroDivisionError: division by zero"]
