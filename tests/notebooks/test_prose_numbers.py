"""Numbers in prose: which are checked, what holds them, and what does not."""

from decimal import Decimal

import pytest

from tests.notebooks.samples import code, error, notebook, printed, result, text
from tools.number_text import numbers, plain_powers
from tools.prose_numbers import count_and_unheld, held, stated

# fmt: off
CHECKED = {
    "loss 89.54 at the end.": ["89.54"], "**122,011** steps": ["122,011"], "| 8,425 | 7,830 |": ["8,425", "7,830"],
    "_89.5_ and (90.1) and [90.2]": ["89.5", "90.1", "90.2"], "34.4% and 99.5 per cent": ["34.4", "99.5"],
    "0.000185929, or 1.86e-4, or 1.86 × 10⁻⁴": ["0.000185929", "1.86e-4", "1.86e-4"], "1,797 digits": ["1,797"],
    r"$\lambda = 1.86 \times 10^{-4}$": ["1.86e-4"], "−45,290 and -4.62 and +4.529": ["−45,290", "-4.62", "4.529"],
    "`2.461 -1.325`": ["2.461", "-1.325"], "```\nmean 315.8\n```": ["315.8"], "a year of 365 days": ["365"],
    "NumPy prints `[.994 .006 .000]`": [".994"], "£315.8k, 784-dimensional, the 116th": ["315.8", "784", "116"],
    "4.21–4.53, 4.21-4.53": ["4.21", "4.53", "4.21", "4.53"], "## 12 · After 122,011 steps": ["122,011"],
    "$4.21x$ and $y-1.25$ and $122{,}011$": ["4.21", "1.25", "122,011"], "1.00 and 100.0": ["1.00", "100.0"],
    "<details><summary>How many?</summary>\n\n52,859 times\n</details>": ["52,859"],
    "[the loss of 89.54](https://a.org/12345)": ["89.54"], "0.05 and $x<y$ is 636.35 > 2": ["636.35"],
}
NOT_CHECKED = [
    "300 steps, 1,000 rows, 5,000, 150, 0.05, 0.0001, 92%, 10 to 20", "in 1805 and in 2024", "0.000 and 0.00",
    "Section 3.12, §3.12, Figure 1.25, page 123, equation (1), RFC 4180", "## 3.12 A heading", "caf&#233; &#8722;",
    "Python 3.11, NumPy 2.4.6, version 1.17, 127.0.0.1", "x123, float64, GPT-175, ResNet-152, sha256",
    "123. a list's number\n124) and another",
    "[a link](https://a.org/12345) <https://a.org/12345> https://a.org/12345 doi:10.1007/s112 arXiv:1412.6980",
    '![a picture](pictures/12345.png "Title 1") <img width="315"> <!-- 315.8 -->',
]
HELD = [  # (prose, an output that holds its numbers)
    ("89.54", "89.54"), ("89.5", "89.54"), ("89.54", "[12.  89.544 ]"), ("122,011", "122011"), ("636", "636.35"),
    ("122,011", "steps=122,011"), ("−45,290", "[-45290.  -590.]"), ("-4.62", "−4.62"), ("+4.529", "4.529"),
    ("$2.68 - 0.325x$", "[2.68 -0.325]"), ("4.21-4.53", "4.21 4.53"), ("141.7%", "1.417"), ("141.7%", "141.7"),
    ("34.4%", "0.34392"), ("0.344", "34.4%"), ("1.86e-4", "0.000185929"), ("0.000186", "1.85929e-04"),
    ("1.86 × 10⁻⁴", "0.000185929"), ("2.000", "2.0"), ("0.125", "0.1245"),
    ("2.59 × 10⁶⁶", "2586923831683447319169966207316240100583460695374982208612368121856.0"),
]
NOT_HELD = [
    ("89.54", "89.5"), ("89.6", "89.54"), ("89.50", "89.54"), ("122,011", "122012"), ("1,230,000", "1234567"),
    ("636.35", "636"), ("-4.62", "4.62"), ("4.62", "-4.62"), ("141.7", "1.417"), ("34.4%", "0.345"),
    ("1.86e-4", "1.86e-5"), ("315", "x315"), ("315", "3150"), ("315", "1.2e-315"), ("315.8", ""),
]
HOLDING = [  # cells that hold 315.8
    code("f()", result("Fit(loss=315.8)")), code("f()", result("x", **{"text/markdown": "loss **315.8**"})),
    code("f()", error(message="learning rate 315.8"), tags=["raises-exception"]), code("rate = 315.8"),
    code("%timeit f()\nrate = 315.8"), code("table = 'x; y\\n1; 315.8'"), text("```python\nrate = 315.8\n```"),
]
NOT_HOLDING = [
    code("f()  # 315.8"), code("f()", printed("315.8"), tags=["nbval-ignore-output"]), code("print(315.8"),
    code("f()", result("x", **{"image/png": "315.8"})), code("x315 = 1"), text("Of 315.8, as said."),
]
DIGITS = {"300": 1, "1,536": 4, "0.0420": 3, "0.000": 0, "1e300": 1, "1.50e300": 3, ".5": 1, "1,200.0": 5}
POWERS = {"3 · 10⁵": "3e5", r"2\cdot10^{-3}": "2e-3", "2 × 10^−3": "2e-3", "2 × 10": "2 × 10", "x × 10²": "x × 10²"}
# fmt: on


@pytest.mark.parametrize(("prose", "found"), [*CHECKED.items(), *((prose, []) for prose in NOT_CHECKED)])
def test_results_are_checked_and_nothing_else(prose, found):
    assert [number.text for number, _ in stated(prose)] == found


@pytest.mark.parametrize(("prose", "output", "holds"), [(*pair, pair in HELD) for pair in HELD + NOT_HELD])
def test_what_an_output_holds(prose, output, holds):
    count, unheld = count_and_unheld(notebook(text(prose), code("f()", printed(output))))
    assert count > 0
    assert len(unheld) == (0 if holds else count)


@pytest.mark.parametrize("cell", HOLDING + NOT_HOLDING)
def test_outputs_errors_code_and_solutions_hold_numbers_and_nothing_else(cell):
    _, unheld = count_and_unheld(notebook(text("It is 315.8."), cell))
    words = "cell 2: numbers in prose are held: 315.8 in 'It is 315.8.' is in no output and no code"
    assert list(map(str, unheld))[:1] == ([] if cell in HOLDING else [words])


def test_code_is_read_as_python():
    values = held(notebook(code("f(-45_290, 1e-3, 1e400, True, 'n = 12', None)\ng(f'{x:,} of 1,797')")))
    assert {Decimal(-45290), Decimal("0.001"), Decimal("inf"), Decimal(12), Decimal(1797)} <= values
    assert Decimal(1) not in values


def test_significant_digits_and_powers_of_ten():
    assert {number.text: number.digits for number in numbers(" ".join(DIGITS))} == DIGITS
    assert {written: plain_powers(written) for written in POWERS} == POWERS
