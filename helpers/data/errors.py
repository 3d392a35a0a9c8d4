"""`DataError`, the one exception of this room, and how a learner's text is shown in its sentence."""

from collections.abc import Callable, Sequence
from typing import Any

LISTED = 3  # offending rows named in one sentence; the rest are counted


class DataError(ValueError):
    """Data that can not be used; the message is one sentence with what was received and what was wanted.

    In a notebook only that sentence is shown, without a traceback: the learner's file is to be mended, and no
    line of code.

    Examples
    --------
    >>> print(DataError("The file is empty; wanted a header and two rows"))
    The file is empty; wanted a header and two rows
    """

    def _render_traceback_(self) -> list[str]:
        """Return the lines that IPython prints in place of a traceback."""
        return [str(self)]


def shown(value: Any, limit: int = 40) -> str:
    r"""Quote `value` for a sentence: on one line, escaped, and at most `limit` characters long.

    Parameters
    ----------
    value : object
        Anything that a learner passed or that a file held.
    limit : int, optional
        The longest result, in characters.

    Returns
    -------
    str
        The value's `repr`, cut with an ellipsis where it is longer.

    Examples
    --------
    >>> print(shown("price\n"), shown("a very long name", limit=12))
    'price\n' 'a very lo…'
    """
    if not isinstance(value, str):
        text = " ".join(repr(value).split())
        return text if len(text) <= limit else text[: limit - 1] + "…"
    text = repr(str(value[: limit + 1]))
    return text if len(text) <= limit else text[: limit - 2] + "…" + text[0]


def listed(items: Sequence[Any], limit: int = LISTED, word: Callable[[Any], str] = str) -> str:
    """Name the first `limit` items and count the others.

    Parameters
    ----------
    items : sequence
        What to list.
    limit : int, optional
        How many to name.
    word : callable, optional
        Turns one item into its text.

    Returns
    -------
    str
        The list in words.

    Examples
    --------
    >>> listed([2, 5, 7, 9], word="row {}".format)
    'row 2, row 5, row 7 and 1 more'
    """
    more = len(items) - limit
    return ", ".join(map(word, items[:limit])) + (f" and {more} more" if more > 0 else "")
