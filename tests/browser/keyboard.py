"""Moving about a notebook with the keyboard alone."""

from playwright.sync_api import TimeoutError as NothingHappened

NOTEBOOK = "window.jupyterapp.shell.currentWidget.content"
SELECT_CELL = f"""(index) => {{
    document.activeElement.blur();
    {NOTEBOOK}.activeCellIndex = index;
    {NOTEBOOK}.mode = 'command';
    {NOTEBOOK}.activate();
}}"""
ACTIVE_CELL = f"() => {NOTEBOOK}.activeCellIndex"
STOP = """(root) => {
    const at = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    const stays = at === root.stop;
    root.stop = at;
    return {
        control: [...root.children].findIndex((child) => child.contains(at)),
        stays,
        plays: at.matches(".fp-play"),
        chosen: at.matches(".mod-active"),
        kind: at.type,
        seen: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
        last: at.type === "select-one" ? at.selectedIndex === at.length - 1 : at.value === at.max,
    };
}"""
PICTURE = "(root) => root.querySelector('canvas').dataset.painted"
# What has the focus, as a key leaves it; a button beside the sentence has no state of its own but the picture's.
STATE = f"""(root) => {{
    const {{ value, checked, className, ariaLabel, parentNode }} = document.activeElement;
    return String(parentNode.matches(".fp-buttons") ? ({PICTURE})(root) : [value, checked, className, ariaLabel]);
}}"""
SECONDS = 5
ENOUGH = 40  # stops before and in one explorer: more is a trap


def select_cell(page, index):
    """Select a cell, as one does in command mode."""
    page.evaluate(SELECT_CELL, index)


def tab_to(page, index, target):
    """Select a cell and press Tab until the target has the focus."""
    select_cell(page, index)
    for _ in range(ENOUGH):
        page.keyboard.press("Tab")
        if target.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError("Tab does not lead there")


def key_of(stop):
    """The key that moves what has the focus; None for what is only reached."""
    if stop["kind"] == "range":
        return "ArrowLeft" if stop["last"] else "ArrowRight"
    if stop["kind"] == "select-one":
        return "ArrowUp" if stop["last"] else "ArrowDown"
    return "Space" if stop["kind"] in {"checkbox", "button"} and not stop["chosen"] else None


def changes(page, explorer, look, act, *arguments):
    """Whether something changes what is seen of an explorer with a look."""
    before = explorer.evaluate(look)
    act(*arguments)
    try:
        page.wait_for_function(
            f"([root, before]) => ({look})(root) !== before", arg=[explorer, before], timeout=1000 * SECONDS
        )
    except NothingHappened:
        return False
    return True


def walk_through(page, index, root):
    """Press Tab from a cell through the explorer in it, and the key that moves each control; returns what is wrong."""
    explorer, wrong = root.element_handle(), []
    select_cell(page, index)
    if not changes(page, explorer, PICTURE, _walk, page, index, explorer, wrong) and not wrong:
        wrong.append("no key moved the picture")
    return wrong


def _walk(page, index, explorer, wrong):
    """Go through an explorer, and note what is wrong."""
    missing = set(range(1, explorer.evaluate("(root) => root.children.length")))  # the picture is child 0
    entered = False
    for _ in range(ENOUGH):
        page.keyboard.press("Tab")
        stop = explorer.evaluate(STOP)
        if stop["control"] < 0 and not entered:
            continue  # the buttons above a selected cell come first
        if stop["control"] < 0 or (entered and stop["stays"]):
            break
        entered = True
        if not stop["seen"]:
            wrong.append(f"the focus can not be seen on {stop}")
        if key := key_of(stop):
            missing.discard(stop["control"])
            if not changes(page, explorer, STATE, page.keyboard.press, key):
                wrong.append(f"no key moved the {stop['kind']} of control {stop['control']}")
            if stop["plays"]:
                page.keyboard.press("Enter")  # stops it
        if page.evaluate(ACTIVE_CELL) != index:
            wrong.append(f"a key selected another cell at {stop}")
            return
    if stop["control"] >= 0 or not entered:
        wrong.append(f"Tab does not lead {'out' if entered else 'there'}")
    wrong += [f"no key is for control {control}" for control in sorted(missing)]
