"""The next morning: a notebook that was saved is opened without its kernel, and shows what was set in it."""

import base64
import json
import re
import shutil

import pytest
from playwright.sync_api import expect

from helpers.explorers import LearningRateExplorer
from helpers.outputs import HOW
from tests.browser.onscreen import Sample, eventually
from tests.browser.samples import cells
from tests.stage.pixels import decode

PREDICT = """from helpers.exercises.predictions import predict, predict_number
predict("Is 1 < 2?", ["yes", "no"])"""
NUMBER = 'predict_number("How many?", unit="steps")'
RATE, CHOICE, COUNT = 1, 2, 3
WITH_STATE, WITHOUT_STATE = "evening-with-state.ipynb", "evening-without-state.ipynb"
SAVE_STATE = "@jupyter-widgets/jupyterlab-manager:saveWidgetState"
LARGEST_STATE = 1e6 / 14  # bytes of one explorer: a notebook shows up to 14
GONE = "model not found"  # what JupyterLab says, and writes to the console, of each view


def stored(lab, name, index):
    """The outputs of a cell of a saved notebook."""
    return json.loads((lab.root / name).read_text())["cells"][index]["outputs"]


def set_something(notebook):
    """Move the slider beyond its limit, and predict."""
    shown = Sample(notebook, "LearningRateExplorer", RATE)
    shown.slider("learning rate").type("0.0002")
    expect(shown.sentence).to_contain_text("diverges")
    notebook.cell(CHOICE).get_by_label("yes").check()
    notebook.cell(COUNT).get_by_label("Your prediction").fill("12")
    notebook.cell(COUNT).get_by_label("Your prediction").press("Enter")
    return shown


@pytest.fixture(scope="module")
def evening(lab, open_shared):
    """The name of a notebook in which something was set and saved, what was seen in it, and the kernel's picture."""
    name = lab.write("evening.ipynb", *cells([LearningRateExplorer]), PREDICT, NUMBER)
    notebook = open_shared(name, device_scale_factor=2)
    assert notebook.run_all() == []
    shown = set_something(notebook)
    expect(shown.canvas).to_have_attribute("width", "1920")

    def saved():
        notebook.command("docmanager:save")
        _, picture, words = map(str, stored(lab, name, RATE))  # the kernel stores one after the other
        return "diverges" in picture and "diverges" in words and "12 steps" in str(stored(lab, name, COUNT))

    def saved_with_state():
        return saved() and "widgets" in json.loads((lab.root / name).read_text())["metadata"]

    assert eventually(notebook.page, saved), "what was set was not saved"
    shutil.copy(lab.root / name, lab.root / WITHOUT_STATE)
    notebook.command(SAVE_STATE)
    assert eventually(notebook.page, saved_with_state)
    shutil.copy(lab.root / name, lab.root / WITH_STATE)
    notebook.command(SAVE_STATE)  # no longer
    drawn = decode(bytes.fromhex(shown.ask("stage.png(level=1).hex()")))
    return notebook, name, shown.sentence.text_content(), drawn


def test_what_was_set_is_what_is_saved(lab, evening):
    _, name, sentence, drawn = evening
    view, picture, words = (output["data"] for output in stored(lab, name, RATE))
    assert list(view) == ["application/vnd.jupyter.widget-view+json"]
    assert (decode(base64.b64decode(picture["image/png"])) == drawn).all()
    assert "".join(picture["text/plain"]).startswith("LearningRateExplorer: rate 0.0002, 300 steps from (0, 0): div")
    assert words["text/plain"] == [sentence]
    assert "".join(stored(lab, name, CHOICE)[1]["data"]["text/plain"]).splitlines() == ["Is 1 < 2?", "● yes", "○ no"]


def test_a_saved_widget_state_has_no_pixels(lab, evening):
    kept = json.loads((lab.root / WITH_STATE).read_text())["metadata"]["widgets"]
    assert 1000 < len(json.dumps(kept)) < LARGEST_STATE
    models = [model["state"] for part in kept.values() for model in part["state"].values()]
    assert [model["frame"] for model in models if "frame" in model] == [{}]


def test_while_a_view_lives_only_it_is_seen(evening):
    notebook, *_ = evening
    for index in (RATE, CHOICE, COUNT):
        outputs = notebook.cell(index).locator(".jp-OutputArea-child")
        assert [output.is_visible() for output in outputs.all()] == [True] + [False] * (outputs.count() - 1)


def test_a_reloaded_page_shows_the_living_kernels_picture_and_says_what_it_does_not_store(lab, evening):
    notebook, name, *_ = evening
    notebook.page.goto(notebook.page.url)
    notebook.await_kernel()
    shown = Sample(notebook, "LearningRateExplorer", RATE)
    unkept = shown.root.locator(".fp-when-unkept")
    expect(shown.sentence).to_contain_text("diverges")
    expect(unkept).to_be_hidden()
    shown.slider("learning rate").type("0.0001")
    expect(unkept).to_be_visible()
    assert shown.follows("learning_rate", shown.slider("learning rate"))
    notebook.command("docmanager:save")
    assert "diverges" in str(stored(lab, name, RATE))


@pytest.fixture(scope="module")
def night(evening):
    """The kernel is shut down, and the page closed."""
    evening[0].shut_down()
    evening[0].page.goto("about:blank")


@pytest.mark.parametrize("way", ["trusted", "untrusted", "with-state"])
def test_without_a_kernel_all_that_was_set_is_seen_and_a_click_says_how_to_go_on(
    lab, evening, night, open_notebook, consoles, way
):
    *_, sentence, _ = evening
    copy, trusted = f"{way}.ipynb", way != "untrusted"
    shutil.copy(lab.root / (WITH_STATE if way == "with-state" else WITHOUT_STATE), lab.root / copy)
    if not trusted:  # no longer what was signed
        text = (lab.root / copy).read_text()
        (lab.root / copy).write_text(text.replace("Is 1 < 2?", "Is 1 < 3?"))
    morning = open_notebook(copy)
    page = morning.page
    assert page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets[1].model.trusted") == trusted
    cell = morning.cell(RATE)
    expect(cell.locator("img")).to_be_visible()
    expect(cell.get_by_text(sentence)).to_be_visible()
    expect(morning.cell(CHOICE).get_by_text("● yes")).to_be_visible()
    expect(morning.cell(COUNT).get_by_text("12 steps")).to_be_visible()
    page.wait_for_timeout(1000)  # JupyterLab looks for the views
    said = page.get_by_text(re.compile(f"{GONE}|Loading widget", re.IGNORECASE))
    expect(said).to_have_count(3 if way == "trusted" else 0)
    assert not any(text.is_visible() for text in said.all())
    if trusted:
        expect(cell.get_by_text(HOW)).to_be_hidden()
    cell.locator("img").click()
    expect(cell.get_by_text(HOW)).to_be_visible()
    assert morning.run_all() == []
    expect(Sample(morning, "LearningRateExplorer", RATE).canvas).to_be_visible()
    assert [text for text in consoles[-1].take_complaints() if GONE not in text] == []
