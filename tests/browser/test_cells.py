"""What learners do to a notebook: run a cell again, reload the page, write to the console's dismay."""

from playwright.sync_api import expect

from helpers.explorers import LearningRateExplorer
from tests.browser.console import Console
from tests.browser.onscreen import Sample
from tests.browser.samples import cells

COUNT = "import ipywidgets.widgets.widget as alive; print(len(alive._instances))"


def test_a_cell_that_leaves_a_widget_behind_is_found(lab, open_notebook):
    notebook = open_notebook(lab.write("leaks.ipynb", "import ipywidgets\nipywidgets.Label()"))
    assert notebook.run_all() == []
    widgets = int(notebook.execute(COUNT))
    notebook.run_cell(0)
    assert int(notebook.execute(COUNT)) > widgets


def test_a_reloaded_page_shows_the_picture_of_the_living_kernel(lab, open_notebook):
    notebook = open_notebook(lab.write("reload.ipynb", *cells([LearningRateExplorer])))
    assert notebook.run_all() == []
    notebook.command("docmanager:save")
    notebook.page.goto(notebook.page.url)
    notebook.await_kernel()
    shown = Sample(notebook, "LearningRateExplorer", 1)
    assert shown.says_what_the_kernel_says()
    shown.slider("learning rate").type("1")
    expect(shown.sentence).to_contain_text("diverges")


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
