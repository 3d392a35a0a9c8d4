"""Every explorer on the screens there are: light and dark, coarse and fine; and read by axe."""

import base64

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from helpers.explorers import ALL, LearningRateExplorer
from tests.browser.onscreen import OnScreen
from tests.browser.samples import CELL_OF, cells
from tests.stage.pixels import decode

THEME = "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })"
LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"
BAD = "import ipywidgets\nbox = ipywidgets.HTML('<input type=range><img src=\"\">').add_class('fp-explorer')\nbox"


def violations(page):
    """(rules that passed, what axe finds wrong) in the explorers on the page."""
    found = Axe().run(page, context=".fp-explorer", options={}).response
    wrong = [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]
    return len(found["passes"]), wrong


@pytest.fixture(scope="module")
def dark(notebook):
    """The tests' notebook under JupyterLab's dark theme."""
    for theme, light in (DARK, "false"), (LIGHT, "true"):
        notebook.page.evaluate(THEME, theme)
        notebook.page.wait_for_selector(f"body[data-jp-theme-light={light!r}]", state="attached")
        if theme == DARK:
            yield notebook


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_the_page_shows_what_the_kernel_drew(notebook, kind):
    drawn = notebook.execute(f"import base64; print(base64.b64encode(shown[{kind.__name__!r}].stage.png()).decode())")
    painted = OnScreen(notebook.cell(CELL_OF[kind.__name__])).pixels.partition("base64,")[2]
    assert np.array_equal(*(decode(base64.b64decode(png)) for png in (drawn, painted)))


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_axe_finds_nothing_in_the_light_theme(notebook, kind):
    shown = OnScreen(notebook.cell(CELL_OF[kind.__name__]))
    assert shown.corner == [255, 255, 255, 255]
    passed, wrong = violations(notebook.page)
    assert passed > 5
    assert wrong == []


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_axe_finds_nothing_in_the_dark_theme_and_the_picture_is_dark(dark, kind):
    shown = OnScreen(dark.cell(CELL_OF[kind.__name__]))
    shown.await_corner(darker=True)
    assert max(shown.corner[:3]) < 40
    passed, wrong = violations(dark.page)
    assert passed > 5
    assert wrong == []


def test_a_bad_widget_is_found(lab, open_notebook):
    notebook = open_notebook(lab.write("bad.ipynb", BAD))
    notebook.run_all()
    expect(notebook.cell(0).locator(".fp-explorer")).to_be_attached()
    _, wrong = violations(notebook.page)
    assert {text.partition(":")[0] for text in wrong} >= {"label", "image-alt"}


def test_a_fine_screen_gets_a_fine_picture(lab, open_notebook, notebook):
    coarse = OnScreen(notebook.cell(CELL_OF["LearningRateExplorer"]))
    size = "(canvas) => [canvas.width, canvas.height]"
    assert coarse.canvas.evaluate(size) == [960, 400]
    fine_notebook = open_notebook(lab.write("fine.ipynb", *cells([LearningRateExplorer])), device_scale_factor=2)
    assert fine_notebook.run_all() == []
    fine = OnScreen(fine_notebook.cell(1))
    fine_notebook.page.wait_for_function("(canvas) => canvas.width === 1920", arg=fine.canvas.element_handle())
    assert fine.canvas.evaluate(size) == [1920, 800]
