"""Fine screens get fine pictures; and axe, which reads every explorer elsewhere, finds a bad one."""

import pytest
from playwright.sync_api import expect

from helpers.explorers import LearningRateExplorer
from tests.browser.axe import violations
from tests.browser.conftest import WINDOW
from tests.browser.onscreen import OnScreen, eventually
from tests.browser.samples import CELL_OF, cells
from tests.browser.test_hosts import FITS

BAD = "import ipywidgets\nbox = ipywidgets.HTML('<input type=range><img src=\"\">').add_class('fp-explorer')\nbox"


def test_a_bad_widget_is_found(lab, open_notebook):
    notebook = open_notebook(lab.write("bad.ipynb", BAD))
    notebook.run_all()
    expect(notebook.cell(0).locator(".fp-explorer")).to_be_attached()
    wrong = violations(notebook.page, ".fp-explorer")
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


NARROW = """(root, fits) => {
    const area = root.closest(".jp-OutputArea-output");
    const wrong = [...root.querySelectorAll(".fp-slider")].flatMap(eval(fits));
    if (root.scrollWidth > root.clientWidth + 1 || area.scrollWidth > area.clientWidth + 1)
        wrong.push(`${root.scrollWidth} px in ${area.clientWidth}`);
    for (const button of root.querySelectorAll(".widget-toggle-button"))
        if (button.scrollWidth > button.clientWidth) wrong.push(`cut: ${button.textContent}`);
    return wrong;
}"""


def in_sight(notebook, name):
    """What is wrong with an explorer that is scrolled to."""
    root = notebook.cell(CELL_OF[name]).locator(".fp-explorer")
    notebook.page.wait_for_timeout(300)
    eventually(notebook.page, lambda: not root.evaluate(NARROW, FITS))
    return root.evaluate(NARROW, FITS)


@pytest.mark.parametrize(("width", "panel"), [(1300, True), (800, True), (650, True), (390, False)])
def test_in_a_narrow_window_nothing_of_any_explorer_is_cut(notebook, width, panel):
    """With the panel of files open or not; 650 is as 1300 at a zoom of 200%."""
    notebook.page.set_viewport_size({"width": width, "height": WINDOW["height"]})
    if not panel:
        notebook.command("application:toggle-left-area")
    notebook.page.wait_for_timeout(500)
    roots = notebook.page.locator(".fp-explorer").all()
    suspects = [name for name, root in zip(CELL_OF, roots, strict=True) if root.evaluate(NARROW, FITS)]
    wrong = {name: in_sight(notebook, name) for name in suspects}  # what is out of sight is not laid out to the end
    if not panel:
        notebook.command("application:toggle-left-area")
    notebook.page.set_viewport_size(WINDOW)
    assert not any(wrong.values()), wrong
