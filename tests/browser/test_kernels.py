"""Kernels that go away under the hand."""

import pytest
from playwright.sync_api import expect

from helpers.explorers import LearningRateExplorer
from tests.browser.onscreen import Sample
from tests.browser.samples import cells

RESTART = "() => { window.jupyterapp.shell.currentWidget.sessionContext.restartKernel(); }"
RECONNECTS = "Connection lost, reconnecting"  # JupyterLab's warning at every restart


def learning_rate(notebook):
    """The only explorer of a notebook, and its slider."""
    shown = Sample(notebook, "LearningRateExplorer", 1)
    return shown, shown.slider("learning rate")


@pytest.fixture(scope="module")
def notebook(lab, open_shared):
    notebook = open_shared(lab.write("restarted.ipynb", *cells([LearningRateExplorer])))
    assert notebook.run_all() == []
    return notebook


def test_a_kernel_that_is_restarted_during_a_drag_is_told_and_a_new_run_works(notebook, consoles):
    shown, slider = learning_rate(notebook)
    expect(shown.stopped).to_be_hidden()
    slider.seize()
    slider.drag_to(0.3)
    assert shown.follows("learning_rate", slider)
    notebook.page.evaluate(RESTART)
    for share in (0.9, 0.1, 0.6):
        slider.drag_to(share)
    notebook.page.mouse.up()
    expect(shown.stopped).to_be_visible()
    expect(shown.sentence).to_contain_text("learning rate")

    notebook.await_kernel()
    slider.type("0.0001")  # to nobody
    assert notebook.run_all() == []
    shown, slider = learning_rate(notebook)
    expect(shown.stopped).to_be_hidden()
    slider.drag(0.9)
    assert shown.follows("learning_rate", slider)
    assert [text for text in consoles[-1].take_complaints() if RECONNECTS not in text] == []


def test_a_kernel_that_was_shut_down_is_told_when_a_slider_moves(notebook):
    shown, slider = learning_rate(notebook)
    notebook.shut_down()
    slider.type("0.0001")
    expect(shown.stopped).to_be_visible()
