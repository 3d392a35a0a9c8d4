"""Fine screens get fine pictures; and axe, which reads every explorer elsewhere, finds a bad one."""

from playwright.sync_api import expect

from helpers.explorers import LearningRateExplorer
from tests.browser.axe import violations
from tests.browser.onscreen import OnScreen
from tests.browser.samples import CELL_OF, cells

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
