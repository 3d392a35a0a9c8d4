"""Every rule for notebooks, and of their form, can fail, at the cell that breaks it; a good notebook breaks none."""

import random

import pytest

from helpers.exercises.predictions import predict
from helpers.outputs import in_words
from tests.notebooks.samples import code, error, good, notebook, picture, printed, result, text
from tools import form, rules, stored
from tools.form import LAST_DRAWER, guessable
from tools.number_text import numbers
from tools.prose_numbers import count_and_unheld, prose
from tools.rules import MOST_IGNORED, PICTURE_BYTES

PAGE = "text/html"
FOLDED = predict("How much?", ["2", "3"]).reveal("2", because="1 < 2.").now.folded
KEPT = in_words("A loss of 5.\nNothing below it.", live="input")[PAGE]
TIMED = [code(str(cell), tags=["nbval-ignore-output"]) for cell in range(MOST_IGNORED + 1)]
HIDDEN = {"jupyter": {"source_hidden": True}}
ASK = code('guess = predict("How many?", ["2", "3", "4"])', **HIDDEN)
TELL = code('guess.reveal("3")')


def codes(*sources):
    """A notebook for each source of a cell."""
    return [notebook(code(source)) for source in sources]


def shows(*texts, kind="text/plain"):
    """A notebook for each text that a cell shows."""
    return [notebook(code("1", result(**{"text/plain": "x", kind: each}))) for each in texts]


def tagged(*tags):
    """A notebook for each tag of a cell."""
    return [notebook(code("1", tags=[tag])) for tag in tags]


def drawer(heading=LAST_DRAWER, folded=True):
    """A drawer's heading."""
    cell = text(heading)
    cell.metadata["jp-MarkdownHeadingCollapsed"] = folded
    return cell


def formed(*cells, opening=None, last=None):
    """A notebook of the form, with these cells in its first section."""
    opening = opening or [code("LineExplorer()", result("LineExplorer: loss 5"))]
    return notebook(text("## 1. A line"), *opening, *cells, *(last or [drawer(), text("Many texts say 0.")]))


# fmt: off
BREAKING = {
    "begins with a title": [notebook(code("1"), title=False), notebook(text("## Part"), code("1"), title=False)],
    "every cell has run": [notebook(code("1", count=None)), notebook(text("no code"))],
    "errors are announced": [notebook(code("f", error())), *tagged("raises-exception")],
    "shows text and pictures": [
        *shows(FOLDED.replace("<details>", "<details open>"), KEPT.replace("5", "<b>5</b>"), "x", kind=PAGE),
        *(shows("x", kind=kind)[0] for kind in ("image/svg+xml", "application/javascript", "application/vnd.plotly")),
    ],
    "answers are folded": shows(
        "No prediction was made; the run gives: 2.", "No prediction was made; the run\n  gives: 2.",
        "You expected: 3; the run gives: 2. Not what you expected."),
    "pictures are small": [notebook(code("1", result(**picture(PICTURE_BYTES + 3))))],
    "nothing is warned": [notebook(code("1", printed("sample.py:1: UserWarning", name="stderr")))],
    "solutions are folded": [*tagged("solution"), *shows("✓ right: dot: as wanted on all 3 inputs tried.")],
    "every cell is compared": [
        *tagged("nbval-skip", "nbval-raises-exception", "skip-execution"), notebook(*TIMED),
        *codes("1\n # NBVAL_SKIP", "#NBVAL_IGNORE_OUTPUT\n1")],
    "results are not silenced": codes("x = 1\nx;\n", "x;  # hidden"),
    "pictures come from the stage": codes(
        "import matplotlib.pyplot as plt", "%matplotlib widget", "interact(f, x=3)", "widgets.interactive(f, x=3)",
        "out = ipywidgets.Output()"),
    "products are rounded": codes(*(f"hessian = 2 / n * X.T @ X\nprint({shown})" for shown in (
        "hessian.tolist()", "1, 'and', -hessian[0, 0]", "f'{w @ x}'", "X @ w / 2"))),
    "study cards close": [notebook(code("1"), text(f"<details>{card}")) for card in (
        "<summary>Q</summary>A", "A</details>", "<summary>Q</details>")],
}
KEEPING = [
    good(), notebook(code("1", result(**picture(PICTURE_BYTES))), *TIMED[1:]),
    *(notebook(code("1", result("x; the run gives: 2.", **{PAGE: page}))) for page in (FOLDED, KEPT)),
    *codes("print((X @ w).round(2), f'{w @ x:.2f}', (X @ X).shape)", "LayerOutput(3)", "interaction = 2", "x = 1;\nx",
           "rows = 'a;b;'", "x  # x;", "print(1"),
]
BREAKING_THE_FORM = {
    "opens with a hand": [formed(opening=[text("|a|\n|---|"), code("LineExplorer()")]),
                          formed(opening=[code(str(cell)) for cell in range(10)])],
    "code is folded": [formed(code("from helpers.data import flats")), formed(code(ASK.source), TELL)],
    "predictions are answered": [formed(ASK), formed(TELL, ASK)],
    "drawers close": [
        formed(drawer("## 2. A scene")), formed(text("The end of a drawer.\n\n## 2. A scene")),
        formed(drawer("## Drawer: Fit", folded=False)), formed(drawer("## Drawer: Fit\nMore.")),
        formed(last=[drawer("## Drawer: Fit")])],
    "core is short": [formed(text("word " * 120 * 90))],
    "terms are introduced": [
        formed(text("The loss is 1. The **loss** is a mean.")),
        formed(text("Losses fall."), text("The **loss** is a mean.")),
        formed(text("The loss falls."), drawer("## Drawer: Loss"), text("The **loss** is a mean."))],
    "quarrels are in the last drawer": [
        formed(text("Many texts say so.")),
        formed(drawer("## Drawer: Fit"), text("You will often read that it is 1."))],
    "small numbers are held": [
        formed(text("A share of 34%."), code("0.35")), formed(text("After 12 steps."), code("13")),
        formed(text("Ten flats."), code("[1, 2, 3]")),
        formed(text("34% here."), code("0.36"), text("## 2. Elsewhere"), code("0.34"))],
}
KEEPING_THE_FORM = [
    formed(code("from helpers.data import flats", **HIDDEN), ASK, TELL),
    formed(text("A **loss** is a mean. The loss falls."), drawer("## Drawer: Fit"), text("The **hat** matrix.")),
    formed(drawer("## Drawer: Loss"), text("Here losses rise.\n\n<details><summary>?</summary>hats</details>")),
    formed(text("34% of 12 flats, three times, twofold."), code("0.344, 12, 2, 3", printed("34%"))),
    formed(text("Ten flats, and one of them."), code("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]")),
]
# fmt: on
TABLES = [(rules, BREAKING, KEEPING), (form, BREAKING_THE_FORM, KEEPING_THE_FORM)]


def test_every_rule_has_a_notebook_that_breaks_it():
    assert [BREAKING.keys(), BREAKING_THE_FORM.keys()] == [rules.RULES.keys(), form.FORM.keys()]


@pytest.mark.parametrize(
    ("kind", "rule", "sample"),
    [(kind, rule, sample) for kind, breaking, _ in TABLES for rule, samples in breaking.items() for sample in samples],
)
def test_a_broken_rule_is_found(kind, rule, sample):
    assert [violation.rule for violation in kind.broken(sample)] == [rule]


@pytest.mark.parametrize(("kind", "sample"), [(kind, sample) for kind, _, keeping in TABLES for sample in keeping])
def test_a_notebook_that_keeps_every_rule_is_left_alone(kind, sample):
    assert list(kind.broken(sample)) == []


def test_a_violation_names_cell_rule_and_what_was_found():
    (violation,) = rules.broken(notebook(text("Words."), code("x;")))
    assert str(violation) == "cell 3: results are not silenced: x;"


def asked(*answers):
    """A notebook with a choice of three for each answer."""
    sources = "g{0} = predict('?', ['10', '200', '3000'])", "g{0}.reveal({1!r})"
    return notebook(*(code(each.format(*pair)) for pair in enumerate(answers) for each in sources))


def test_predictions_that_a_rule_of_thumb_guesses_are_found():
    assert guessable([asked("10", "200", "3000", "200")]) == []
    assert guessable([asked("3000", "3000", "10")]) == ["number 3: 2 of 3", "the last: 2 of 3", "the longest: 2 of 3"]
    assert guessable([]) == []


def changed(notebook, chance):
    """The notebook with one number in its prose changed in its last digit but zeros, or None where it has none."""
    cell = chance.choice([cell for cell in notebook.cells if cell.cell_type == "markdown"])
    found = [number for number in numbers(prose(cell.source)) if number.digits > 1 and number.text in cell.source]
    if not found:
        return None
    number = chance.choice(found).text
    place = max(place for place, letter in enumerate(number) if letter in "123456789")
    other = chance.choice([digit for digit in "123456789" if digit != number[place]])
    cell.source = cell.source.replace(number, number[:place] + other + number[place + 1 :], 1)
    return notebook


def test_changed_numbers_in_prose_are_found():
    """Of 40 changed numbers half are found: the rest stand in sums for the head, or something else is as large."""
    chance, course, tried, caught = random.Random(1), stored.find([stored.FOLDER]), 0, 0
    while tried < 40:
        sample = changed(stored.read(chance.choice(course)), chance)
        if sample is not None:
            tried += 1
            caught += bool(count_and_unheld(sample)[1] or [one for one in form.broken(sample) if "small" in one.rule])
    print(f"changed numbers found: {caught} of {tried}")
    assert caught >= 20
