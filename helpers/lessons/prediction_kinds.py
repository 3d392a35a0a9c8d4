"""The two kinds of prediction, a choice and a number, and the sentence that sets the answer beside one.

``helpers.lessons.predictions`` makes them, for every notebook. The field alone holds what was chosen or typed.
"""

import html
import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ipywidgets

from helpers.lessons.answers import show
from helpers.lessons.verdicts import wrap

CLOSE = 0.05  # a number within 5% counts as expected


@dataclass(frozen=True)
class Revealed:
    """The answer beside the prediction, as plain text.

    Attributes
    ----------
    text : str
        One or two sentences.

    Examples
    --------
    >>> Revealed("No prediction was made; the run gives: diverge.")
    No prediction was made; the run gives: diverge.
    """

    text: str

    def __repr__(self) -> str:
        return wrap(self.text)


class Prediction:
    """What the two kinds share: a question above one field, and the sentence at the end.

    Parameters
    ----------
    question : str
        What is asked.
    field : ipywidgets.Widget
        Where the answer is given; it alone holds the choice.

    Attributes
    ----------
    widget : ipywidgets.VBox
        The question and the field.
    choice : str, float or None
        What was chosen or typed; None as long as there is nothing.

    Examples
    --------
    >>> isinstance(Choice("Heads or tails?", ["heads", "tails"]), Prediction)
    True
    """

    choice: Any

    def __init__(self, question: str, field: ipywidgets.Widget) -> None:
        self.question = question
        self.field = field
        self.widget = ipywidgets.VBox([ipywidgets.HTML(html.escape(question)), field])

    def reveal(self, answer: Any, because: str = "") -> Revealed:
        """Put the answer of the run beside the prediction.

        Parameters
        ----------
        answer : str or float
            What the run gave: one of the choices, or a finite number.
        because : str, optional
            A sentence that says why.

        Returns
        -------
        Revealed
            Shown as plain text; without a choice it says so and gives the answer.

        Raises
        ------
        ValueError
            If the answer is none of the choices, or not a finite number.
        """
        answer = self._accept(answer)
        if self.choice is None:
            text = f"{self._nothing()}; the run gives: {self._write(answer)}. {because}"
        else:
            expected, comparison = self._write(self.choice), self._compare(answer)
            text = f"You expected: {expected}; the run gives: {self._write(answer)}: {comparison}. {because}"
        return Revealed(text.rstrip())

    def close(self) -> None:
        """Take the widgets away, with the layouts and styles that came with them."""
        for part in (*self.widget.children, self.widget):
            part.layout.close()
            if part.has_trait("style"):
                part.style.close()
            part.close()

    def __repr__(self) -> str:
        choice = "nothing chosen yet" if self.choice is None else self._write(self.choice)
        return f"Prediction: {textwrap.shorten(self.question, 60)} [{textwrap.shorten(choice, 30)}]"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """Show the field where there is a kernel, and the whole question as text where there is none."""
        text = "\n".join([wrap(self.question), *self._outcomes()])
        return {**self.widget._repr_mimebundle_(**kwargs), "text/plain": text}

    def _nothing(self) -> str:
        return "No prediction was made"


class Choice(Prediction):
    """A prediction that is one of several texts.

    Parameters
    ----------
    question : str
        What is asked.
    choices : sequence of str
        The outcomes, at least two, all different.

    Raises
    ------
    ValueError
        If there are fewer than two choices or two are equal.

    Examples
    --------
    >>> coin = Choice("Heads or tails?", ["heads", "tails"])
    >>> coin.reveal("tails")
    No prediction was made; the run gives: tails.
    """

    def __init__(self, question: str, choices: Sequence[str]) -> None:
        self.choices = tuple(choices)
        texts = {choice for choice in self.choices if isinstance(choice, str)}
        if len(texts) < max(2, len(self.choices)):
            raise ValueError(f"choices are {self.choices}; wanted at least two different texts")
        layout = ipywidgets.Layout(width="auto")
        super().__init__(question, ipywidgets.RadioButtons(options=self.choices, value=None, layout=layout))

    @property
    def choice(self) -> str | None:
        """The chosen text, or None."""
        return self.field.value

    def choose(self, choice: str) -> None:
        """Choose from code, as a click does.

        Parameters
        ----------
        choice : str
            One of the choices.

        Raises
        ------
        ValueError
            If it is none of them.
        """
        self.field.value = self._accept(choice)

    def _accept(self, choice: Any) -> str:
        if choice not in self.choices:
            raise ValueError(f"{choice!r} is none of the choices; wanted one of {self.choices}")
        return choice

    def _outcomes(self) -> list[str]:
        return [f"{'●' if choice == self.choice else '○'} {choice}" for choice in self.choices]

    def _write(self, choice: str) -> str:
        return choice

    def _compare(self, answer: str) -> str:
        return "as you expected" if answer == self.choice else "not what you expected"


class Number(Prediction):
    """A prediction that is a number, typed into a field.

    Parameters
    ----------
    question : str
        What is asked.
    unit : str
        What the number counts; may be empty.

    Examples
    --------
    >>> heads = Number("How many heads in 100 throws?", unit="heads")
    >>> heads.choose(40)
    >>> heads.reveal(50)
    You expected: 40 heads; the run gives: 50 heads: 1.25 times too small.
    """

    def __init__(self, question: str, unit: str) -> None:
        self.unit = unit
        label = f"Your prediction in {unit}:" if unit else "Your prediction:"
        style = {"description_width": "initial"}
        layout = ipywidgets.Layout(width="auto", max_width="28em")
        super().__init__(question, ipywidgets.Text(description=label, style=style, layout=layout))

    @property
    def choice(self) -> float | None:
        """The typed number, or None if there is none."""
        try:
            return self._accept(self.field.value)
        except ValueError:
            return None

    def choose(self, choice: float) -> None:
        """Choose from code, as typing does.

        Parameters
        ----------
        choice : float
            A finite number.

        Raises
        ------
        ValueError
            If it is not one.
        """
        self.field.value = f"{self._accept(choice):.15g}"

    def _accept(self, choice: Any) -> float:
        """Read a number, also from typed text with a typographic minus."""
        try:
            number = float(choice.replace("−", "-") if isinstance(choice, str) else choice)
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if not math.isfinite(number):
            raise ValueError(f"{choice!r} is not a finite number; wanted one such as 0.25")
        return number

    def _outcomes(self) -> list[str]:
        return [f"{self.field.description} {'—' if self.choice is None else self._write(self.choice)}"]

    def _write(self, choice: float) -> str:
        space = "" if self.unit == "%" else " "
        return f"{show(choice)}{space}{self.unit}".rstrip()

    def _compare(self, answer: float) -> str:
        if math.isclose(self.choice, answer, rel_tol=CLOSE):
            return f"as you expected (within {CLOSE:.0%})"
        if min(self.choice, answer) <= 0:
            return f"not what you expected, off by {self._write(abs(self.choice - answer))}"
        if self.choice > answer:
            return f"{self.choice / answer:.3g} times too large"
        return f"{answer / self.choice:.3g} times too small"

    def _nothing(self) -> str:
        typed = self.field.value.strip()
        return f"{typed[:30]!r} is no number such as 0.25, so there is no prediction" if typed else super()._nothing()
