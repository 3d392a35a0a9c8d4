"""Every rule of the form can fail, at the cell that breaks it, and passes a notebook that has the form."""

import random

import pytest

from tests.notebooks.samples import code, notebook, printed, result, text
from tools import stored
from tools.form import FORM, FORMED, LAST_DRAWER, broken, guessable
from tools.number_text import numbers
from tools.prose_numbers import count_and_unheld, prose

HIDDEN = {"jupyter": {"source_hidden": True}}
ASK = 'guess = predict("How many?", ["2", "3", "4"])'
TELL = 'guess.reveal("3")'


def drawer(heading=LAST_DRAWER, folded=True):
    """A drawer's heading."""
    cell = text(heading)
    cell.metadata["jp-MarkdownHeadingCollapsed"] = folded
    return cell


def formed(*cells, opening=None, last=None):
    """A notebook of the form, with these cells in its first section."""
    opening = opening or [text("## 1. A line"), code("LineExplorer()", result("LineExplorer: loss 5"))]
    return notebook(*opening, *cells, *(last or [drawer(), text("Many texts say 0.")]))


BREAKING = {
    "opens with a hand": [
        formed(opening=[text("## 1. A line"), text("|a|\n|---|"), code("LineExplorer()")]),
        formed(opening=[text("## 1. A line"), *[code(str(cell)) for cell in range(10)]]),
    ],
    "code is folded": [formed(code("from helpers.data import flats")), formed(code(ASK), code(TELL))],
    "predictions are answered": [
        formed(code(ASK, **HIDDEN)),
        formed(code(TELL), code(ASK, **HIDDEN)),
    ],
    "drawers close": [
        formed(drawer("## 2. A scene")),
        formed(text("The end of a drawer.\n\n## 2. A scene")),
        formed(drawer("## Drawer: Fit", folded=False)),
        formed(drawer("## Drawer: Fit\nMore.")),
        formed(last=[drawer("## Drawer: Fit")]),
    ],
    "core is short": [formed(text("word " * 120 * 90))],
    "terms are introduced": [
        formed(text("The loss is 1. The **loss** is a mean.")),
        formed(text("Losses fall."), text("The **loss** is a mean.")),
        formed(text("The loss falls."), drawer("## Drawer: Loss"), text("The **loss** is a mean.")),
    ],
    "quarrels are in the last drawer": [
        formed(text("Many texts say so.")),
        formed(drawer("## Drawer: Fit"), text("You will often read that it is 1.")),
    ],
    "small numbers are held": [
        formed(text("A share of 34%."), code("0.35")),
        formed(text("After 12 steps."), code("13")),
        formed(text("Ten flats."), code("[1, 2, 3]")),
        formed(text("34% here."), code("0.36"), text("## 2. Elsewhere"), code("0.34")),
    ],
}
KEEPING = [
    formed(code("from helpers.data import flats", **HIDDEN), code(ASK, **HIDDEN), code(TELL)),
    formed(text("A **loss** is a mean. The loss falls."), drawer("## Drawer: Fit"), text("The **hat** matrix.")),
    formed(drawer("## Drawer: Loss"), text("Here losses rise.\n\n<details><summary>?</summary>hats</details>")),
    formed(text("34% of 12 flats, three times, twofold."), code("0.344, 12, 2, 3", printed("34%"))),
    formed(text("Ten flats, and one of them."), code("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]")),
]


def test_every_rule_has_a_notebook_that_breaks_it():
    assert BREAKING.keys() == FORM.keys()


@pytest.mark.parametrize(("rule", "sample"), [(rule, each) for rule, samples in BREAKING.items() for each in samples])
def test_a_broken_rule_is_found(rule, sample):
    assert {violation.rule for violation in broken(sample)} == {rule}


@pytest.mark.parametrize("sample", KEEPING)
def test_a_notebook_of_the_form_keeps_it(sample):
    assert list(broken(sample)) == []


def asked(*answers):
    """A notebook with a choice of three for each answer."""
    cells = [
        cell
        for place, answer in enumerate(answers)
        for cell in (code(f"g{place} = predict('?', ['10', '200', '3000'])"), code(f"g{place}.reveal({answer!r})"))
    ]
    return notebook(*cells)


def test_predictions_that_a_rule_of_thumb_guesses_are_found():
    assert guessable([asked("10", "200", "3000", "200")]) == []
    assert guessable([asked("3000", "3000", "10")]) == ["number 3: 2 of 3", "the last: 2 of 3", "the longest: 2 of 3"]
    assert guessable([]) == []


def changed(notebook, chance):
    """The notebook with one number in its prose changed in its last digit but zeros, or None where it has none."""
    texts = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    cell = chance.choice(texts)
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
    chance, tried, caught = random.Random(1), 0, 0
    while FORMED and tried < 40:
        sample = changed(stored.read(stored.FOLDER / chance.choice(FORMED)), chance)
        if sample is not None:
            tried += 1
            caught += bool(count_and_unheld(sample)[1] or [one for one in broken(sample) if "small" in one.rule])
    print(f"changed numbers found: {caught} of {tried}")
    assert caught >= 20 * (tried > 0)
