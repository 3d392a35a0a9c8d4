"""What the tests of this folder must find is found: a cell that fails, a bad widget, a leak, a complaint."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.console import Console

BAD = "import ipywidgets\nbox = ipywidgets.HTML('<input type=range><img src=\"\">').add_class('fp-explorer')\nbox"
LEAKS = "ipywidgets.Label()"
COUNT = "import ipywidgets.widgets.widget as alive; print(len(alive._instances))"


@pytest.fixture(scope="module")
def wrong(lab, open_shared):
    notebook = open_shared(lab.write("wrong.ipynb", BAD, LEAKS, "1 / 0"))
    assert notebook.run_all() == ["ZeroDivisionError: division by zero"]
    return notebook


def test_a_bad_widget_is_found(wrong):
    expect(wrong.cell(0).locator(".fp-explorer")).to_be_attached()
    assert {text.partition(":")[0] for text in violations(wrong.page)} >= {"label", "image-alt"}


def test_a_cell_that_leaves_a_widget_behind_is_found(wrong):
    widgets = int(wrong.execute(COUNT))
    wrong.run_cell(1)
    assert int(wrong.execute(COUNT)) > widgets


def test_a_complaint_on_the_console_is_found(browser):
    page = browser.new_context().new_page()
    console = Console(page)
    page.evaluate("() => { console.error('wrong'); console.warn('odd'); console.log('fine'); }")
    with page.expect_event("pageerror"):
        page.evaluate("() => { setTimeout(() => { throw new Error('thrown'); }); }")
    page.context.close()
    assert console.messages == 3
    assert [text.partition(" (")[0] for text in console.take_complaints()] == [
        "error: wrong",
        "warning: odd",
        "uncaught: thrown",
    ]


def test_the_pages_are_listened_to(notebook, consoles):
    assert len(consoles) > 0
    assert all(console.messages > 0 for console in consoles)
