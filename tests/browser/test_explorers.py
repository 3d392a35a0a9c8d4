"""Every explorer on a light and on a dark screen. One visit each, as scrolling costs."""

import base64

import numpy as np
import pytest
from playwright.sync_api import expect

from helpers.explorers import ALL
from tests.browser.axe import violations
from tests.browser.lab import CELL
from tests.browser.onscreen import Sample, eventually
from tests.browser.samples import CELL_OF
from tests.browser.test_cells import COUNT
from tests.stage.pixels import decode

THEME = "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })"
LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"
UNLABELLED = """(ranges) => ranges
    .filter(({ labels }) => labels.length !== 1 || labels[0].parentNode !== labels[0].control.closest(".fp-slider"))
    .map((range) => range.closest(".fp-slider").textContent)"""  # axe takes a label for its own that is another one's
every_explorer = pytest.mark.parametrize("name", [kind.__name__ for kind in ALL])


def drawn_and_painted(shown):
    """The picture as the kernel draws it and as it stands on the page."""
    drawn = shown.ask("stage.png(level=1).hex()")
    painted = shown.pixels.partition("base64,")[2]
    return decode(bytes.fromhex(drawn)), decode(base64.b64decode(painted))


def own(name):
    """Selects an explorer in the cell that it has for itself."""
    return f"{CELL.format(CELL_OF[name])} .fp-explorer"


@pytest.fixture(scope="module")
def dark(notebook):
    """The tests' notebook under JupyterLab's dark theme."""
    for theme, light in (DARK, "false"), (LIGHT, "true"):
        notebook.page.evaluate(THEME, theme)
        notebook.page.wait_for_selector(f"body[data-jp-theme-light={light!r}]", state="attached")
        if theme == DARK:
            yield notebook
    for name in CELL_OF:  # the kernel draws them all again, and until then answers no slider
        Sample(notebook, name).await_corner(darker=False)


@every_explorer
def test_in_the_light_an_explorer_says_and_shows_what_the_kernel_does(notebook, name):
    shown = Sample(notebook, name)
    assert shown.root.locator(".fp-range").evaluate_all(UNLABELLED) == []
    assert shown.ask("sentence"), "no sentence"
    assert shown.says_what_the_kernel_says()
    assert shown.corner == [255, 255, 255, 255]
    assert len(shown.pixels) > 10_000
    assert eventually(notebook.page, lambda: np.array_equal(*drawn_and_painted(shown))), "another picture"
    assert violations(notebook.page, own(name)) == []


@every_explorer
def test_in_the_dark_an_explorer_is_dark(dark, name):
    shown = Sample(dark, name)
    shown.await_corner(darker=True)
    assert max(shown.corner[:3]) < 40
    assert violations(dark.page, own(name)) == []


@pytest.mark.parametrize("name", ["ClinicExplorer", "LearningRateExplorer", "MatrixExplorer"])  # for all: the contract
def test_running_a_cell_again_leaves_nothing_behind(notebook, name):
    index = CELL_OF[name]
    Sample(notebook, name)
    widgets = int(notebook.execute(COUNT))
    notebook.run_cell(index)
    expect(Sample(notebook, name).canvas).to_have_count(1)
    assert widgets > 0
    assert int(notebook.execute(COUNT)) == widgets
