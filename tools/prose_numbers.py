r"""Numbers in prose that no output and no line of code of the same notebook holds.

A number in a text cell is checked if it is written with three significant digits or more (``number_text`` says how they
are counted). Then some number of the notebook must be the same, sign included, at the stated rounding: 89.5 is held
by 89.54, not by 89.6. It may stand

- in an output (text, printed lines, an error's message), unless nbval does not compare that output;
- in the code, as a number or within a string; not in a comment. Solutions in `<details>` are code.

Text is all that a reader reads: tables, formulas, code in backquotes, study cards. Left out are

- addresses, targets of links and pictures, HTML tags;
- versions (2.4.6, Python 3.11) and what is counted, not computed: Section 3.12, Figure 1.25, page 123, RFC 4180;
- the numbers that headings and list items begin with;
- years: four digits from 1600 to 2099 without a comma, so a result of that size needs its comma (1,797).
"""

import ast
import html
import re
from collections.abc import Iterator
from decimal import Decimal

from nbformat import NotebookNode

from tools.number_text import Number, numbers, plain_powers
from tools.rules import IGNORED, TEXT, code_cells, tags
from tools.stored import Violation, parsed

DIGITS = 3
COUNTED = "section|chapter|figure|fig|table|equation|eq|exercise|page|version|rfc|iso|pep"
PACKAGES = "python|numpy|scipy|scikit-learn|matplotlib|pytorch|jupyterlab|ipywidgets|pandas"
LEFT_OUT = re.compile(
    rf"""
    <!--.*?-->                                              # a comment
    | (?<=\])\([^()\s]*(?:\s"[^"]*")?\)                     # the target of a link or a picture
    | \b(?:https?://|doi:|arxiv:)[^\s)>]+
    | </?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>                     # a tag
    | \b[0-9]+(?:\.[0-9]+){{2,}}                            # a version
    | (?:§|\b(?:{COUNTED})s?\b\.?)\s*[0-9]+(?:[.\-–][0-9]+)*
    | \b(?:{PACKAGES})\s[0-9]{{1,2}}\.[0-9]{{1,2}}(?![0-9])
    | ^[ \t>]*[0-9]{{1,3}}[.)](?=\s)                        # a list's number
    | ^\#+[ ]+[0-9]{{1,2}}(?:\.[0-9]{{1,2}})*[.)]?(?=\s)      # a heading's number
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
SUBTRACTION = re.compile(r"(?<=[^\W\d_])-(?=[0-9.])")
SOLUTION = re.compile(r"```python\n(.*?)```", re.DOTALL)  # a solution in <details> is code: tests run it
MATHS = re.compile(r"(?<!\\)\$\$?[^$]+\$")
YEAR = re.compile(r"(1[6-9]|20)[0-9]{2}")


def stated(source: str) -> Iterator[tuple[Number, str]]:
    """Results that a text states.

    >>> [number.text for number, _ in stated("In 1805, step 51 of Section 3.12 had a loss of **90.08**.")]
    ['90.08']
    """
    text = prose(source)
    for number in numbers(text):
        if number.digits >= DIGITS and not YEAR.fullmatch(text[number.start : number.end]):
            yield number, " ".join(text[max(0, number.start - 25) : number.end + 15].split())


def held(notebook: NotebookNode) -> set[Decimal]:
    """Numbers in the outputs and the code of a notebook."""
    values = set()
    for _, cell in code_cells(notebook):
        texts = [] if IGNORED in tags(cell) else [text for output in cell.outputs for text in _texts(output)]
        for part in _literals(cell.source):
            if isinstance(part, str):
                texts.append(part)
            else:
                values.add(Decimal(repr(part)))
        values |= {value for text in texts for number in numbers(plain_powers(text)) for value in number.readings}
    solutions = [
        code for cell in notebook.cells if cell.cell_type == "markdown" for code in SOLUTION.findall(cell.source)
    ]
    return values | {Decimal(repr(part)) for code in solutions for part in _literals(code) if not isinstance(part, str)}


def is_held(number: Number, values: set[Decimal]) -> bool:
    """Whether some value, rounded as the number is, equals it; one just between two roundings holds both.

    >>> [is_held(number, {Decimal("89.54")}) for number in numbers("89.5 89.54 89.6")]
    [True, True, False]
    """
    return any(abs(value - reading) <= _half_a_digit(reading) for reading in number.readings for value in values)


def count_and_unheld(notebook: NotebookNode) -> tuple[int, list[Violation]]:
    """Check the numbers in the prose of a notebook."""
    values = held(notebook)
    found = [
        (place, number, words)
        for place, cell in enumerate(notebook.cells, start=1)
        if cell.cell_type == "markdown"
        for number, words in stated(cell.source)
    ]
    return len(found), [
        Violation(place, "numbers in prose are held", f"{number.text} in {words!r} is in no output and no code")
        for place, number, words in found
        if not is_held(number, values)
    ]


def prose(source: str) -> str:
    """What a reader reads of a text cell, its powers of ten written as e."""
    text = html.unescape(LEFT_OUT.sub(" ", SOLUTION.sub(" ", source)))
    text = MATHS.sub(lambda maths: SUBTRACTION.sub(" - ", maths[0]).replace("{,}", ","), text)
    return plain_powers(text)


def _texts(output: NotebookNode) -> Iterator[str]:
    yield from (text for kind, text in output.get("data", {}).items() if kind in TEXT)
    yield from (output[key] for key in ("text", "evalue") if key in output)


def _literals(source: str) -> Iterator[int | float | str]:
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.Constant) and type(node.value) in (int, float, str):
            yield node.value
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and _is_number(node.operand):
            yield -node.operand.value


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def _half_a_digit(value: Decimal) -> Decimal:
    return Decimal((0, (5,), value.as_tuple().exponent - 1))
