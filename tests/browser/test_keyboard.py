"""The walk through a notebook's explorers by keyboard finds what it looks for: here is an explorer that is spoilt."""

import pytest

from helpers.explorers import OptimizersExplorer
from tests.browser import keyboard
from tests.browser.onscreen import OnScreen
from tests.browser.samples import cells

SPOILT = {
    "a slider that takes no key": (
        "on(root, '.fp-range', (event) => event.key === 'Tab' || event.preventDefault())",
        "no key moved the range of control 1",
    ),
    "a box that lets no Tab out": ("on(root, '.fp-box', (event) => event.preventDefault())", "Tab does not lead out"),
    "a control that Tab leaves out": (
        "root.children[1].querySelectorAll('*').forEach((each) => { each.tabIndex = -1; })",
        "no key is for control 1",
    ),
    "a focus without an outline": (
        "root.querySelector('.fp-range').style.setProperty('outline', 'none', 'important')",
        "the focus can not be seen",
    ),
    "a list whose keys JupyterLab takes": (
        "window.addEventListener('keydown', (event) => event.target.removeAttribute(KEPT), true)",
        "a key selected another cell",
    ),
}
SPOIL = """(root) => {{
    const KEPT = "data-lm-suppress-shortcuts";
    const on = (root, selector, act) => root.querySelector(selector).addEventListener("keydown", act, true);
    {};
}}"""


@pytest.fixture(scope="module")
def spoilt(lab, open_shared):
    notebook = open_shared(lab.write("spoilt.ipynb", *cells([OptimizersExplorer]), "'the end'"))
    notebook.run_cell(0)
    return notebook


@pytest.mark.parametrize(("spoil", "fault"), SPOILT.values(), ids=SPOILT)
def test_what_the_keyboard_can_not_do_is_found(spoilt, monkeypatch, spoil, fault):
    monkeypatch.setattr(keyboard, "SECONDS", 1)
    spoilt.run_cell(1)
    root = OnScreen(spoilt.cell(1)).root
    root.evaluate(SPOIL.format(spoil))
    wrong = keyboard.walk_through(spoilt.page, 1, root)
    assert any(fault in text for text in wrong)
