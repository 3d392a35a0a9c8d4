"""How what a node of a computation graph stands for is written: its formula, and the slope of a power with its numbers.

The explorer of backpropagation (notebook 02) names its boxes so.
"""

from helpers.explorers.words import number
from helpers.maths.autodiff import Value

SIGNS = {"+": " + ", "-": " - ", "×": " · ", "/": " / "}
TIGHTNESS = {"+": 1, "-": 1, "neg": 1, "×": 2, "/": 2, "**": 3}  # the looser is worked out later, unless in parentheses
TIGHTEST = 4  # a name, or a function with its parentheses
SUPERSCRIPT = str.maketrans("0123456789-.", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻·")


def kind(node: Value) -> str:
    """Name the operation that made a node, whatever its exponent.

    Parameters
    ----------
    node : Value
        Any node.

    Returns
    -------
    str
        "+", "×", "**" ...; empty for one that was given.

    Examples
    --------
    >>> kind(Value(7) ** 3), kind(Value(7))
    ('**', '')
    """
    return "**" if node.operation.startswith("**") else node.operation


def exponent(node: Value) -> float:
    """Read the exponent of a power.

    Parameters
    ----------
    node : Value
        A node that a power made.

    Returns
    -------
    float
        The exponent.

    Examples
    --------
    >>> exponent(Value(7) ** 3)
    3.0
    """
    return float(node.operation.removeprefix("**"))


def formula(node: Value) -> str:
    """Write the formula that a node stands for, with no more parentheses than it needs.

    Parameters
    ----------
    node : Value
        Any node.

    Returns
    -------
    str
        The formula; of a node that was given, its name or its number.

    Examples
    --------
    >>> x = Value(3, "x")
    >>> formula(2 * x + 1), formula((2 * x + 1) ** 3), formula((x - 1).tanh())
    ('2 · x + 1', '(2 · x + 1)³', 'tanh(x - 1)')
    """
    operation = kind(node)
    if not operation:
        return node.name or number(node.value)
    if operation in SIGNS:
        first, second = node.parents
        return f"{_operand(first, node)}{SIGNS[operation]}{_operand(second, node, strict=operation in '-/')}"
    (inner,) = node.parents
    if operation == "**":
        return f"{_operand(inner, node, strict=True)}{number(exponent(node)).translate(SUPERSCRIPT)}"
    return f"-{_operand(inner, node, strict=True)}" if operation == "neg" else f"{operation}({formula(inner)})"


def power_slope(node: Value) -> str:
    """Write the slope of a power with its numbers.

    Parameters
    ----------
    node : Value
        A node that a power made.

    Returns
    -------
    str
        Its slope before it is worked out.

    Examples
    --------
    >>> power_slope(Value(7) ** 3), power_slope(Value(-2) ** 2)
    ('3 · 7²', '2 · (-2)')
    """
    n, base = exponent(node), number(node.parents[0].value)
    raised = "" if n == 2 else number(n - 1).translate(SUPERSCRIPT)
    return f"{number(n)} · {f'({base})' if base.startswith('-') else base}{raised}"


def _operand(part: Value, whole: Value, *, strict: bool = False) -> str:
    """Write a part of a formula, in parentheses where it would fall apart; if strict, also where it is as loose."""
    text = formula(part)
    tightness = TIGHTNESS["neg"] if text.startswith("-") else TIGHTNESS.get(kind(part), TIGHTEST)
    return f"({text})" if tightness < TIGHTNESS[kind(whole)] + strict else text
