"""Every rule for notebooks can fail, at the cell that breaks it, and passes a notebook that keeps all rules."""

import pytest

from helpers.exercises.predictions import predict
from helpers.outputs import in_words
from tests.notebooks.samples import code, error, good, notebook, picture, printed, result, text
from tools.rules import MOST_IGNORED, PICTURE_BYTES, RULES, broken

FOLDED = predict("How much?", ["2", "3"]).reveal("2", because="1 < 2.").now.folded
KEPT = in_words("A loss of 5.\nNothing below it.", live="input")["text/html"]
TIMING = {"tags": ["nbval-ignore-output"]}
BREAKING = {
    "begins with a title": [
        notebook(code("1"), title=False),
        notebook(text("## Part"), code("1"), title=False),
    ],
    "every cell has run": [notebook(code("1", count=None)), notebook(text("no code"))],
    "errors are announced": [notebook(code("f", error())), notebook(code("1", tags=["raises-exception"]))],
    "shows text and pictures": [
        notebook(code("1", result(**{kind: "x"})))
        for kind in ("text/html", "image/svg+xml", "application/javascript", "application/vnd.plotly.v1+json")
    ]
    + [
        notebook(code("1", result(**{"text/html": page})))
        for page in (FOLDED.replace("<details>", "<details open>"), KEPT.replace("5", "<b>5</b>"))
    ],
    "answers are folded": [
        notebook(code("1", result("No prediction was made; the run gives: 2."))),
        notebook(code("1", result("No prediction was made; the run\n  gives: 2."))),
        notebook(code("1", result("You expected: 3; the run gives: 2: not what you expected."))),
    ],
    "pictures are small": [notebook(code("1", result(**picture(PICTURE_BYTES + 3))))],
    "nothing is warned": [notebook(code("1", printed("sample.py:1: UserWarning", name="stderr")))],
    "solutions are folded": [
        notebook(code("1", tags=["solution"])),
        notebook(code("check_dot(dot)", result("✓ right: dot: as wanted on all 3 inputs tried."))),
    ],
    "every cell is compared": [
        notebook(code("1", tags=["nbval-skip"])),
        notebook(code("1", tags=["nbval-raises-exception"])),
        notebook(code("1", tags=["skip-execution"])),
        notebook(code("1\n # NBVAL_SKIP")),
        notebook(code("#NBVAL_IGNORE_OUTPUT\n1")),
        notebook(*(code(str(cell), **TIMING) for cell in range(MOST_IGNORED + 1))),
    ],
    "results are not silenced": [notebook(code("x = 1\nx;\n")), notebook(code("x;  # hidden"))],
    "pictures come from the stage": [
        notebook(code(source))
        for source in (
            "import matplotlib.pyplot as plt",
            "%matplotlib widget",
            "interact(f, x=3)",
            "widgets.interactive(f, x=3)",
            "out = ipywidgets.Output()",
        )
    ],
    "products are rounded": [
        notebook(code(f"hessian = 2 / n * X.T @ X\n{shown}"))
        for shown in (
            "print(hessian.tolist())",
            "print(1, 'and', -hessian[0, 0])",
            "print(f'{w @ x}')",
            "print(X @ w / 2)",
        )
    ],
    "study cards close": [
        notebook(code("1"), text("<details><summary>Q</summary>A")),
        notebook(code("1"), text("<details>A</details>")),
        notebook(code("1"), text("<details><summary>Q</details>")),
    ],
}


TIMINGS = [code(str(cell), **TIMING) for cell in range(MOST_IGNORED)]
KEEPING = [
    good(),
    notebook(code("1", result(**picture(PICTURE_BYTES))), *TIMINGS),
    *(notebook(code("1", result("x; the run gives: 2.", **{"text/html": page}))) for page in (FOLDED, KEPT)),
]
KEEPING += [
    notebook(code(source))
    for source in (
        "print((X @ w).round(2), f'{w @ x:.2f}', (X @ X).shape)",
        "LayerOutput(3)",
        "interaction = 2",
        "x = 1;\nx",
        "rows = 'a;b;'",
        "x  # x;",
        "print(1",
    )
]


def test_every_rule_has_a_notebook_that_breaks_it():
    assert BREAKING.keys() == RULES.keys()


@pytest.mark.parametrize(("rule", "sample"), [(rule, each) for rule, samples in BREAKING.items() for each in samples])
def test_a_broken_rule_is_found(rule, sample):
    assert [violation.rule for violation in broken(sample)] == [rule]


@pytest.mark.parametrize("sample", KEEPING)
def test_a_notebook_that_keeps_every_rule_is_left_alone(sample):
    assert list(broken(sample)) == []


def test_a_violation_names_cell_rule_and_what_was_found():
    (violation,) = broken(notebook(text("Words."), code("x;")))
    assert str(violation) == "cell 3: results are not silenced: x;"
