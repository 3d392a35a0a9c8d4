"""A computation graph to step through, forward and backward (notebook 02)."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isclose, isfinite

import numpy as np
from matplotlib.patches import FancyArrowPatch, Rectangle

from helpers.explorers.base import Explorer
from helpers.explorers.calculus.formulas import exponent, formula, kind, power_slope
from helpers.explorers.calculus.layout import BOX, SHEET, Layout
from helpers.explorers.charts import Span
from helpers.explorers.words import number
from helpers.maths.autodiff import Value
from helpers.stage import Slider, Stage, Writing, dress
from helpers.stage.style import BLUE, GREY, INK, RED

Expression = Callable[[Value], Value]

POSITIONS = 100  # of the slider; the expression is tried at all of them
LARGE, SMALL = 19.0, 15.0  # letters of values and gradients, and of local slopes
ARROW = {"mutation_scale": 16, "shrinkA": 2, "shrinkB": 2}

RULES = {  # of an operation: how fast it rises with what goes in
    "+": "a sum hands it on as it is",
    "-": "a difference hands it on, to the second with the sign turned",
    "×": "in a product each factor's slope is the other factor",
    "/": "a / b has slope 1 / b in a and -a / b² in b",
    "**": "aⁿ has slope n · aⁿ⁻¹",
    "neg": "-a has slope -1",
    "exp": "exp is its own slope",
    "log": "log a has slope 1 / a",
    "tanh": "tanh has slope 1 - tanh²",
    "sigmoid": "a sigmoid s has slope s · (1 - s)",
    "relu": "relu has slope 1 above 0, else 0",
}


@dataclass(frozen=True)
class Moment:
    """What is known of a graph after some steps forward and backward.

    Attributes
    ----------
    step : int
        How many steps were taken.
    start : Value
        What goes in.
    nodes : list of Value
        The whole graph, parents before children; the last is the end.
    values : list of Value
        Those whose value is known.
    gradients : dict of Value to float
        The gradients that are known, each added up over the paths so far.
    handed_on : list of Value
        Those that have handed their gradient on to their parents.
    lit : Value or None
        The one that this step is about.

    Examples
    --------
    >>> explorer = BackpropagationExplorer(step=4)
    >>> explorer.result.gradients
    {Value(343, '**3', gradient=1): 1.0}
    >>> explorer.close()
    """

    step: int
    start: Value
    nodes: list[Value]
    values: list[Value]
    gradients: dict[Value, float]
    handed_on: list[Value]
    lit: Value | None


class BackpropagationExplorer(Explorer):
    """A computation graph, one step at a time: values from left to right, then gradients from right to left.

    Parameters
    ----------
    expression : callable, optional
        Makes the end value from the one that goes in; (2x + 1)³ when omitted.
    variable : str, optional
        What the value that goes in is called.
    title : str, optional
        How the expression is written.
    at : float, optional
        What goes in, to begin with.
    span : (float, float), optional
        Where that can move.
    step : int, optional
        How many steps are taken already.

    Raises
    ------
    ValueError
        If the expression has no finite value and slopes all over the span, or is too large to draw.

    Examples
    --------
    >>> explorer = BackpropagationExplorer()
    >>> explorer.set(step=7)
    BackpropagationExplorer: x 3, step 7 of 7: result 343, gradient of x 294
    >>> explorer.close()
    >>> x, b, y = Value(2, "x"), Value(1, "b"), Value(10, "y")
    >>> loss = BackpropagationExplorer(lambda w: (w * x + b - y) ** 2, variable="w", title="(w x + b - y)²")
    >>> loss.set(step=9)
    BackpropagationExplorer: w 3, step 9 of 9: result 9, gradient of w -12
    >>> loss.close()
    """

    def __init__(
        self,
        expression: Expression | None = None,
        *,
        variable: str = "x",
        title: str = "the expression",
        at: float = 3.0,
        span: Span = (-5.0, 5.0),
        step: int = 0,
    ) -> None:
        if expression is None:
            expression, title = (lambda x: (2 * x + 1) ** 3), "(2x + 1)³"
        self.expression, self.variable = expression, variable
        nodes = _checked(expression, variable, span)
        self.layout = layout = Layout(nodes)
        self.operations = sum(bool(node.parents) for node in nodes)
        self.last = 2 * self.operations + 1  # forward, the end's own gradient, backward
        stage = Stage("boxes for operations, arrows between them; above each its value, below its gradient", columns=1)
        (axes,) = stage.axes
        legend = "above each box its value, below it the gradient, at each arrow the local slope"
        dress(axes, title=f"{title}: {legend}", xlabel="", ylabel="")
        axes.set(xlim=(0, SHEET[0]), ylim=(0, SHEET[1]), aspect="equal")
        axes.set_axis_off()
        for node, place in zip(nodes, layout.places, strict=True):
            axes.add_patch(Rectangle(place - BOX / 2, *BOX, facecolor="white", edgecolor=GREY, linewidth=1.5))
            axes.text(*place, _name(node), color=INK, fontsize=14, ha="center", va="center", parse_math=False)
        self._arrows = [
            stage.moving(axes.add_patch(FancyArrowPatch(begin, end, connectionstyle=f"arc3,rad={bend}", **ARROW)))
            for begin, end, bend in map(layout.course, layout.edges)
        ]
        self._frame = stage.moving(axes.add_patch(Rectangle((0, 0), *BOX, fill=False, linewidth=4)))
        self._values, self._gradients, self._slopes = (
            stage.moving(axes.add_patch(Writing(size, color)))
            for size, color in ((LARGE, BLUE), (LARGE, RED), (SMALL, RED))
        )
        turn = self.operations + 0.5
        bands = [(0, turn, "converges", "forward"), (turn, self.last, "diverges", "backward")]
        super().__init__(
            stage,
            step=Slider("step", value=step, min=0, max=self.last, step=1, playable=True, bands=bands),
            at=Slider(variable, value=at, min=span[0], max=span[1], step=(span[1] - span[0]) / POSITIONS),
        )

    def compute(self, step: float, at: float) -> Moment:
        """Build the graph anew, and take so many steps."""
        start, step = Value(at, self.variable), round(step)
        end = self.expression(start)
        nodes = end.graph()
        made = [node for node in nodes if node.parents]
        handed_on = made[::-1][: max(0, step - len(made) - 1)]
        gradients = {end: 1.0} if step > len(made) else {}
        for node in end.backward_steps():
            if node in handed_on:
                gradients |= {parent: parent.gradient for parent in node.parents}
        values = [node for node in nodes if not node.parents or node in made[:step]]
        return Moment(step, start, nodes, values, gradients, handed_on, [None, *made, end, *handed_on][step])

    def draw(self, result: Moment) -> None:
        """Write all that is known, and light the box and the arrows of this step."""
        where = dict(zip(result.nodes, self.layout.places, strict=True))
        colour = RED if result.step > self.operations else BLUE
        self._values.write([(*(where[node] + (0, 34)), number(node.value)) for node in result.values])
        self._gradients.write([(*(where[node] - (0, 48)), number(slope)) for node, slope in result.gradients.items()])
        self._frame.set(visible=result.lit is not None, edgecolor=colour)
        if result.lit:
            self._frame.set_xy(where[result.lit] - BOX / 2)
        slopes = []
        for edge, arrow in zip(self.layout.edges, self._arrows, strict=True):
            child = result.nodes[edge[1]]
            lit = child is result.lit and result.step != self.operations + 1
            arrow.set(color=colour if lit else GREY, linewidth=2.5 if lit else 1.2)
            arrow.set_arrowstyle("<|-" if child in result.handed_on else "-|>")
            if child in result.handed_on:
                slopes.append(self.layout.beside(edge, f"× {number(child.slopes[edge[2]])}", SMALL))
        self._slopes.write(slopes)

    def say(self, result: Moment) -> str:
        """Say what this step works out: an operation forward, or local slope times gradient backward."""
        node = result.lit
        if node is None:
            given = [f"{one.name} = {number(one.value)}" if one.name else number(one.value) for one in result.values]
            return f"Given: {', '.join(given)}. Each step forward fills one box, from those that point to it."
        if result.step <= self.operations:
            return f"Forward: {_worked_out(node)} is {number(node.value)}."
        if node not in result.handed_on:
            return f"Backward begins at the end: {number(node.value)} rises as fast as itself, so its gradient is 1."
        shares = [
            _share(node, parent, slope, result.gradients)
            for parent, slope in zip(node.parents, node.slopes, strict=True)
        ]
        place = f"{self.variable} = {number(result.start.value)}"
        end = f" So near {place} the result changes {self._gradient(result)} times as fast as {self.variable}."
        return (
            f"Backward from {_name(node)} ({RULES[kind(node)]}): {'; '.join(shares)}."
            f"{end if result.step == self.last else ''}"
        )

    def state(self, result: Moment) -> str:
        """Give the step, and the result and its gradient as far as they are known."""
        end = result.nodes[-1]
        value = number(end.value) if end in result.values else "not yet"
        return (
            f"{self.variable} {number(result.start.value)}, step {result.step} of {self.last}: "
            f"result {value}, gradient of {self.variable} {self._gradient(result)}"
        )

    def _gradient(self, result: Moment) -> str:
        """Write the gradient of what goes in, once all paths are added up."""
        return number(result.gradients[result.start]) if result.step == self.last else "not yet"


def _checked(expression: Expression, variable: str, span: Span) -> list[Value]:
    """Try an expression all over the span, and return its graph."""
    for at in np.linspace(*span, POSITIONS + 1):
        start = Value(at, variable)
        end = expression(start)
        if not isinstance(end, Value) or start not in end.graph():
            raise ValueError(f"the expression gave {end!r:.40}; wanted a Value made from the one that goes in")
        end.backward()
        if not all(isfinite(node.gradient) for node in end.graph()):
            raise ValueError(f"a gradient at {variable} = {at:g} is not finite; wanted a span where all are")
    return end.graph()


def _name(node: Value) -> str:
    return node.name or node.operation or number(node.value)


def _worked_out(node: Value) -> str:
    """Say which operation a box is, and of which numbers."""
    numbers = [number(parent.value) for parent in node.parents]
    if kind(node) == "**":
        return f"{numbers[0]} to the power {number(exponent(node))}"
    return f"{_name(node)} of {' and '.join(numbers)}"


def _share(node: Value, parent: Value, slope: float, gradients: dict[Value, float]) -> str:
    """Say what a parent gets from a node: local slope times gradient."""
    gradient, total = gradients[node], gradients[parent]
    box = f"the box {formula(parent)}" if parent.operation else formula(parent)
    rule = f"{power_slope(node)} = " if kind(node) == "**" else ""
    text = f"{box} gets its local slope {rule}{number(slope)} times {number(gradient)}"
    more = "" if isclose(total, slope * gradient) else f" (with its other paths {number(total)})"
    return f"{text} = {number(slope * gradient)}{more}"
