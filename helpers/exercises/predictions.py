"""Predict first: a question before an explorer answers, and the answer beside what was predicted.

Every notebook uses it. A prediction is kept under its key, in the kernel and by ``progress``, so that running the cell
again or starting the kernel anew keeps the choice. Nothing has to be chosen: the notebook runs all the same, and the
answer stays folded.
"""

import contextlib
import html
import math
import re
import textwrap
from dataclasses import dataclass

import ipywidgets
from IPython.display import display

from helpers import record
from helpers.exercises.answers import show, wrap
from helpers.exercises.progress import here
from helpers.outputs import Outputs, close_widget, in_words

CLOSE = 0.05  # a number within 5% counts as expected

FOLDED = """<p>{nothing}. Predict first, at the question “{question}”: then the answer shows here.</p>
<details><summary>Show the answer without a prediction</summary><p>{answer}</p></details>"""

_kept = {}  # key -> prediction


def predict(question, choices, key=None):
    """Ask for one of several outcomes, at least two different texts; it is kept under its key, or the question.

    >>> expected = predict("What does a rate of 0.0002 do?", ["converge", "diverge"])
    >>> expected.choose("converge")
    >>> expected.reveal("diverge", because="It is above the limit.")
    You expected: converge; the run gives: diverge. Not what you expected. It is above the limit.
    """
    return _keep(Choice(question, choices), key or question)


def predict_number(question, unit="", key=None):
    """Ask for a number, of such a unit; it is kept under its key, or the question.

    >>> expected = predict_number("How many steps to halve the gap?", unit="steps")
    >>> expected.choose(50)
    >>> expected.reveal(34_061)
    You expected: 50 steps; the run gives: 34,061 steps. Your number is 681 times too small.
    """
    return _keep(Number(question, unit), key or question)


def _keep(new, key):
    """Keep a prediction under its key, with the choice that was made before, in this kernel or in an earlier one."""
    old = _kept.pop(key, None)
    with contextlib.suppress(ValueError):
        new.choose(record.recall(here(), "predictions", key) if old is None else old.choice)
    if old is not None:
        old.close()
        if old.revealed and type(old) is type(new):
            new.revealed, old.revealed.prediction = old.revealed, new
    new.field.observe(lambda change: _changed(new, key), "value")
    _kept[key] = new
    return new


def _changed(prediction, key):
    """Keep a choice, and put the answer that was shown before beside it."""
    record.keep(here(), "predictions", key, prediction.choice)
    if prediction.outputs:
        prediction.outputs.update(prediction.to_store())
    if prediction.revealed:
        prediction.revealed.show_again()


@dataclass(frozen=True)
class Answer:
    """The answer of a run, beside the prediction; on a page, without a prediction, folded away."""

    text: str
    folded: str = ""

    def __repr__(self):
        return wrap(self.text)

    def _repr_html_(self):
        return self.folded or None


class Revealed:
    """An answer that follows the field: it unfolds on the page as soon as there is a prediction."""

    def __init__(self, prediction, answer, because):
        self.prediction, self.answer, self.because = prediction, answer, because

    @property
    def now(self):
        return self.prediction._beside(self.answer, self.because)

    def __repr__(self):
        return repr(self.now)

    def _ipython_display_(self):
        self.page = display(self.now, display_id=True)
        self.prediction.revealed = self if self.page else None  # only Jupyter has pages that change

    def show_again(self):
        self.page.update(self.now)


class Prediction:
    """What the two kinds share: a question above one field, which holds the choice, and the sentence at the end."""

    def __init__(self, question, field):
        self.question, self.field = question, field
        self.revealed = None  # what was shown of the answer
        self.outputs = None  # what was shown of the question
        self.widget = ipywidgets.VBox([ipywidgets.HTML(html.escape(question)), field])

    def reveal(self, answer, because=""):
        """Put the answer of the run beside the prediction: one of the choices, or a finite number."""
        return Revealed(self, self._accept(answer), because)

    def _beside(self, answer, because):
        """Put an answer into words, and fold it away if there is no prediction."""
        gives = self._write(answer)
        if self.choice is not None:
            words = f"You expected: {self._write(self.choice)}; the run gives: {gives}. {self._compare(answer)}."
            return Answer(f"{words} {because}".rstrip())
        nothing, because = self._nothing(), f". {because}".rstrip()
        parts = {"nothing": nothing, "question": self.question, "answer": f"The run gives: {gives}{because}"}
        folded = FOLDED.format(**{name: html.escape(part) for name, part in parts.items()})
        return Answer(f"{nothing}; the run gives: {gives}{because}", folded)

    def close(self):
        for part in (*self.widget.children, self.widget):
            close_widget(part)

    def __repr__(self):
        choice = "nothing chosen yet" if self.choice is None else self._write(self.choice)
        return f"Prediction: {textwrap.shorten(self.question, 60)} [{textwrap.shorten(choice, 30)}]"

    def to_store(self):
        """Give what a page without the kernel shows: the whole question, and what was chosen."""
        return in_words("\n".join([wrap(self.question), *self._outcomes()]), live="input")

    def _ipython_display_(self):
        self.outputs = Outputs(self.widget, self.to_store())

    def _nothing(self):
        return "No prediction was made"


class Choice(Prediction):
    """A prediction that is one of several texts."""

    def __init__(self, question, choices):
        self.choices = tuple(choices)
        texts = {choice for choice in self.choices if isinstance(choice, str)}
        if len(texts) < max(2, len(self.choices)):
            raise ValueError(f"choices are {self.choices}; wanted at least two different texts")
        layout = ipywidgets.Layout(width="auto")
        super().__init__(question, ipywidgets.RadioButtons(options=self.choices, value=None, layout=layout))

    @property
    def choice(self):
        """The chosen text, or None."""
        return self.field.value

    def choose(self, choice):
        """Choose from code, as a click does."""
        self.field.value = self._accept(choice)

    def _accept(self, choice):
        if choice not in self.choices:
            raise ValueError(f"{choice!r} is none of the choices; wanted one of {self.choices}")
        return choice

    def _outcomes(self):
        return [f"{'●' if choice == self.choice else '○'} {choice}" for choice in self.choices]

    def _write(self, choice):
        return choice

    def _compare(self, answer):
        return "As you expected" if answer == self.choice else "Not what you expected"


class Number(Prediction):
    """A prediction that is a number, typed into a field."""

    def __init__(self, question, unit):
        self.unit = unit
        label = f"Your prediction in {unit}:" if unit else "Your prediction:"
        style = {"description_width": "initial"}
        layout = ipywidgets.Layout(width="auto", max_width="28em")
        # all of a number counts, not its first digit
        field = ipywidgets.Text(description=label, style=style, layout=layout, continuous_update=False)
        super().__init__(question, field)

    @property
    def choice(self):
        """The typed number, or None if there is none."""
        try:
            return self._accept(self.field.value)
        except ValueError:
            return None

    def choose(self, choice):
        """Choose from code, as typing does."""
        self.field.value = f"{self._accept(choice):.15g}"

    def _accept(self, choice):
        """Read a number, also from typed text with its unit, a typographic minus and commas between thousands."""
        try:
            if isinstance(choice, str):
                thousands = re.match(r"\s*[-+−]?[1-9]\d{0,2}(,\d{3})+(?![\d,])", choice)
                choice = choice.replace("−", "-").replace(",", "" if thousands else ",")
                choice = choice.strip().removesuffix("%").removesuffix(self.unit)
            number = float(choice)
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if not math.isfinite(number):
            raise ValueError(f"{choice!r} is not a finite number; wanted one such as 0.25")
        return number

    def _outcomes(self):
        return [f"{self.field.description} {'—' if self.choice is None else self._write(self.choice)}"]

    def _write(self, choice):
        space = "" if self.unit == "%" else " "
        return f"{show(choice)}{space}{self.unit}".rstrip()

    def _compare(self, answer):
        if math.isclose(self.choice, answer, rel_tol=CLOSE):
            return f"As you expected (within {CLOSE:.0%})"
        if min(self.choice, answer) <= 0:
            return f"Not what you expected, off by {self._write(abs(self.choice - answer))}"
        times, way = (self.choice / answer, "large") if self.choice > answer else (answer / self.choice, "small")
        return f"Your number is {show(float(f'{times:.3g}'))} times too {way}"

    def _nothing(self):
        typed = self.field.value.strip()
        return f"{typed[:30]!r} is no number such as 0.25, so there is no prediction" if typed else super()._nothing()
