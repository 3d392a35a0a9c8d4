"""Every explorer on a light screen, on a dark and on a narrow one.

Scrolling costs: in the light there is one visit for each, in the dark and on the narrow screen all are seen at once.
"""

import base64

import numpy as np
import pytest
from playwright.sync_api import expect

from helpers.explorers import ALL
from tests.browser.axe import violations
from tests.browser.conftest import WINDOW
from tests.browser.lab import CELL
from tests.browser.onscreen import OnScreen, Sample, eventually
from tests.browser.samples import CELL_OF
from tests.browser.test_hosts import FITS
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


@every_explorer
def test_in_the_light_an_explorer_says_and_shows_what_the_kernel_does(notebook, name):
    shown = Sample(notebook, name)
    assert shown.root.locator(".fp-range").evaluate_all(UNLABELLED) == []
    expect(shown.sentence).not_to_be_empty()
    assert shown.says_what_the_kernel_says()
    assert shown.corner == [255, 255, 255, 255]
    assert shown.number("stage.picture.pixel_ratio") == 1
    assert eventually(notebook.page, lambda: np.array_equal(*drawn_and_painted(shown))), "another picture"


def test_in_the_dark_every_explorer_is_dark_and_axe_finds_nothing(notebook):
    page = notebook.page
    shown = [OnScreen(page.locator(CELL.format(index))) for index in CELL_OF.values()]
    for theme, dark in (DARK, True), (LIGHT, False):
        page.evaluate(THEME, theme)
        page.wait_for_selector(f"body[data-jp-theme-light='{str(not dark).lower()}']", state="attached")
        for each in shown:  # the kernel draws them all again, and until then answers no slider
            each.await_corner(darker=dark)
        if dark:
            assert max(max(each.corner[:3]) for each in shown) < 40
            assert violations(page) == []


def test_a_longer_sentence_pushes_the_sliders_down_once(notebook):
    shown = Sample(notebook, "MatrixExplorer")
    short, tall = {"step": "start", "eigenvectors": False}, {"step": "turn", "eigenvectors": True}

    def top(setting):
        notebook.execute(f"shown['MatrixExplorer'].set(**{setting})")
        assert shown.says_what_the_kernel_says()
        boxes = (part.bounding_box() for part in (shown.slider("row 1, column 1").root, shown.root))
        return np.subtract(*(box["y"] for box in boxes))

    low, high = top(short), top(tall)
    assert low + 10 < high == pytest.approx(top(short), abs=1)
    top(tall)
    notebook.page.set_viewport_size(WINDOW | {"width": WINDOW["width"] - 100})  # it begins anew, with the long one
    notebook.page.wait_for_timeout(500)
    tops = [top(setting) for setting in (tall, short)]
    notebook.page.set_viewport_size(WINDOW)
    assert tops[0] == pytest.approx(tops[1], abs=1)


NARROW = """(root, fits) => {
    const area = root.closest(".jp-OutputArea-output");
    const wrong = [...root.querySelectorAll(".fp-slider")].flatMap(eval(fits));
    if (root.scrollWidth > root.clientWidth + 1 || area.scrollWidth > area.clientWidth + 1)
        wrong.push(`${root.scrollWidth} px in ${area.clientWidth}`);
    for (const words of root.querySelectorAll(".widget-toggle-button, .widget-checkbox .widget-label-basic"))
        if (words.scrollWidth > words.clientWidth) wrong.push(`cut: ${words.textContent}`);
    return wrong;
}"""


def in_sight(notebook, name):
    """What is wrong with an explorer that is scrolled to."""
    root = notebook.cell(CELL_OF[name]).locator(".fp-explorer")
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
