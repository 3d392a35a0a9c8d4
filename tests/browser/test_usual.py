"""What people do with ipywidgets: sliders in links, boxes, tabs and functions; a cell run again."""

import pytest
from playwright.sync_api import expect

from helpers.explorers import LearningRateExplorer
from tests.browser.onscreen import OnScreen, Slider
from tests.browser.samples import cells
from tests.browser.test_cells import COUNT

LINKED = """import ipywidgets
from helpers.stage import Slider

ends = {"value": 2, "min": 0, "max": 10, "step": 0.5}
a, b, c, d, e = (Slider(name, **ends) for name in "abcde")
plain = ipywidgets.FloatSlider(**ends)
links = [ipywidgets.link((a, "value"), (plain, "value")), ipywidgets.jslink((a, "value"), (b, "value"))]
links += [ipywidgets.dlink((a, "value"), (c, "value"), lambda x: 10 - x)]
a.observe(lambda change: d.set_trait("value", change.new / 2), "value")
said = ipywidgets.interactive_output(lambda x, e: print(f"x is {x}, e is {e}"), {"x": a, "e": e})
tabs = ipywidgets.Tab([c, ipywidgets.Accordion([d], selected_index=0)], selected_index=0)
ipywidgets.VBox([ipywidgets.HBox([a, b]), tabs, e, plain, said])"""


def box(notebook, name):
    """The box of one of our sliders, wherever it stands."""
    return notebook.page.get_by_label(f"{name}, typed", exact=True)


@pytest.fixture(scope="module")
def usual(lab, open_shared):
    notebook = open_shared(lab.write("usual.ipynb", LINKED, *cells([LearningRateExplorer])))
    assert notebook.run_all() == []
    return notebook


def test_a_slider_is_used_like_those_of_ipywidgets(usual):
    a = Slider(usual.page.locator(".fp-slider").filter(has=box(usual, "a")))
    a.type("6")
    for name, value in {"b": "6", "c": "4", "d": "3", "e": "2"}.items():
        expect(box(usual, name)).to_have_value(value)
    expect(usual.page.locator(".widget-readout")).to_have_text("6.00")
    expect(usual.cell(0).get_by_text("x is 6.0, e is 2.0")).to_be_visible()
    assert a.range.bounding_box()["width"] > 100, "no room beside another one"
    box(usual, "b").fill("7,5")
    box(usual, "b").press("Enter")
    expect(a.box).to_have_value("7.5")
    usual.cell(0).get_by_role("tab").nth(1).click()
    expect(box(usual, "d")).to_be_visible()
    expect(box(usual, "d")).to_have_value("3.75")


def canvases(page):
    """How many canvases with something on them the page holds, whether they are shown or not."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    kind = session.send("Runtime.evaluate", {"expression": "HTMLCanvasElement.prototype"})["result"]["objectId"]
    found = session.send("Runtime.queryObjects", {"prototypeObjectId": kind})["objects"]["objectId"]
    count = "function () { return this.filter((canvas) => canvas.width * canvas.height > 1e5).length; }"
    count = {"objectId": found, "functionDeclaration": count, "returnByValue": True}
    return session.send("Runtime.callFunctionOn", count)["result"]["value"]


def test_a_cell_that_runs_again_and_again_leaves_no_widget_in_the_kernel_and_no_canvas_on_the_page(usual):
    widgets = int(usual.execute(COUNT))
    for _ in range(5):
        usual.run_cell(2)
        OnScreen(usual.cell(2))
    assert int(usual.execute(COUNT)) == widgets
    assert canvases(usual.page) <= 2  # one may not be collected yet
