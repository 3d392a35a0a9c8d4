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
        kind: at.type,
        name: at.className,
        seen: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
        last: at.type === "select-one" ? at.selectedIndex === at.length - 1 : at.value === at.max,
    };
}"""
CHOSEN = "() => document.activeElement.closest('.widget-toggle-buttons')?.querySelector('.mod-active')"
CLICK = "(button) => button.click()"  # leaves the focus where it is
LOOKS = "(root) => root.querySelector('figcaption').textContent + root.querySelector('canvas').dataset.painted"
RESTS = "(root) => root.addEventListener('fp-rest', () => { root.rested = performance.now(); })"
BEFORE = f"(root) => {{ root.rested = NaN; return ({LOOKS})(root); }}"
DECIDED = f"""([root, before]) => {{
    if (({LOOKS})(root) !== before) return "other";
    return performance.now() - root.rested > 1000 && "the same"; // the kernel has answered, and no picture came
}}"""
FORWARD = [("ArrowRight", "ArrowLeft"), ("End", "Home")]
BACKWARD = [("ArrowLeft", "ArrowRight"), ("Home", "End")]
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


def keys_of(stop):
    """Pairs of a key that moves what has the focus and one that moves it back; none for what is only reached.

    A range is tried with one step and, as one step may change nothing that is seen, with the whole way.
    """
    if stop["kind"] == "range":
        return BACKWARD if stop["last"] else FORWARD
    if stop["kind"] == "select-one":
        return [("ArrowUp", "ArrowDown")] if stop["last"] else [("ArrowDown", "ArrowUp")]
    pressed_already = "mod-active" in stop["name"]
    return [("Space", "Space")] if stop["kind"] in {"checkbox", "button"} and not pressed_already else []


def changes(page, explorer, act, *arguments):
    """Whether something gives the explorer another picture or sentence."""
    before = explorer.evaluate(BEFORE)
    act(*arguments)
    try:
        decided = page.wait_for_function(DECIDED, arg=[explorer, before], polling=50, timeout=1000 * SECONDS)
    except NothingHappened:
        return False
    return decided.json_value() == "other"


def moves(page, explorer, stop, stay):
    """Whether a key moves what has the focus; and, unless it is to stay there, another one moves it back."""
    press, chosen = page.keyboard.press, page.evaluate_handle(CHOSEN).as_element()
    for there, back in keys_of(stop):
        if not changes(page, explorer, press, there):
            continue
        if stop["plays"]:
            press(back)
            await_rest(page, explorer)
        elif not stay:
            return changes(page, explorer, *((chosen.evaluate, CLICK) if chosen else (press, back)))
        return True
    return False


def await_rest(page, explorer):
    """Wait until the picture stands still."""
    looks = None
    while looks != (looks := explorer.evaluate(LOOKS)):
        page.wait_for_timeout(300)


def walk_through(page, index, root):
    """Press Tab from a cell through the explorer in it and the key that moves each control; returns what is wrong.

    Each is moved back, as a preset makes other controls idle. If one did not move, all stay where they are moved in a
    second round, as a control may need another one: a penalty counts once the weights are trained.
    """
    explorer, wanted, moved = root.element_handle(), set(), set()
    explorer.evaluate(RESTS)
    wrong = _one_way(page, index, explorer, wanted, moved)
    if wanted > moved and not wrong:
        wrong = _one_way(page, index, explorer, wanted, moved, stay=True)
    controls = set(range(1, explorer.evaluate("(root) => root.children.length")))  # the picture is child 0
    wrong += [f"no key is for control {control}" for control in sorted(controls - {control for control, _ in wanted})]
    return wrong + [f"no key moved the {kind} of control {control}" for control, kind in sorted(wanted - moved)]


def _one_way(page, index, explorer, wanted, moved, stay=False):
    """Go through an explorer; note what a key should move and what it moved, and return what is wrong on the way."""
    entered, wrong = False, []
    select_cell(page, index)
    for _ in range(ENOUGH):
        page.keyboard.press("Tab")
        stop = explorer.evaluate(STOP)
        if stop["control"] < 0:
            if entered:
                return wrong
            continue  # the buttons above a selected cell come first
        if entered and stop["stays"]:
            break
        entered = True
        if not stop["seen"]:
            wrong.append(f"the focus can not be seen on {stop}")
        one, again = (stop["control"], stop["kind"]), stay and not stop["plays"]
        if keys_of(stop):
            wanted.add(one)
            if (again or one not in moved) and moves(page, explorer, stop, stay):
                moved.add(one)
        if page.evaluate(ACTIVE_CELL) != index:
            return [*wrong, f"a key selected another cell at {stop}"]
    return [*wrong, f"Tab does not lead {'out' if entered else 'there'}"]
