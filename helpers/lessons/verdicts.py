"""What a check says: one of five states, and a sentence or two, as plain text.

``helpers.lessons.checks`` gives them; every notebook prints them.
"""

import textwrap
from dataclasses import dataclass
from enum import StrEnum

WIDTH = 88  # characters a line, so that a page without wrapping shows all of it


class State(StrEnum):
    """The five states of an answer.

    Examples
    --------
    >>> [str(state) for state in State]
    ['undefined', 'missing', 'almost', 'wrong', 'right']
    """

    UNDEFINED = "undefined"
    MISSING = "missing"
    ALMOST = "almost"
    WRONG = "wrong"
    RIGHT = "right"


MARKS = {State.UNDEFINED: "?", State.MISSING: "–", State.ALMOST: "≈", State.WRONG: "✗", State.RIGHT: "✓"}


@dataclass(frozen=True)
class Verdict:
    """A state and why.

    Attributes
    ----------
    state : State
        One of the five.
    message : str
        What was found and, where it is not right, a hint.

    Examples
    --------
    >>> Verdict(State.RIGHT, "slope = 2.")
    ✓ right: slope = 2.
    """

    state: State
    message: str

    def __repr__(self) -> str:
        return wrap(f"{MARKS[self.state]} {self.state}: {self.message}")


def wrap(text: str) -> str:
    """Break a text into lines that fit a page.

    Parameters
    ----------
    text : str
        One paragraph.

    Returns
    -------
    str
        The same words; every line but the first is indented by two spaces.

    Examples
    --------
    >>> len(wrap("word " * 30).splitlines())
    2
    """
    return textwrap.fill(text, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
