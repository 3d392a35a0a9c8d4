"""What a learner calls things: checked, made printable, and shortened to what fits."""

from collections.abc import Sequence

from helpers.explorers.words import counted


def as_names(names: Sequence[str], count: int) -> list[str]:
    r"""Check what a learner's things are called.

    Parameters
    ----------
    names : sequence of str
        Any texts.
    count : int
        How many there must be.

    Returns
    -------
    list of str
        The same names, with a box for each letter that cannot be shown in one line.

    Raises
    ------
    ValueError
        If they are not `count` texts.

    Examples
    --------
    >>> as_names(["the", "\n"], 2)
    ['the', '▯']
    """
    if not isinstance(names, Sequence) or isinstance(names, str) or not all(isinstance(name, str) for name in names):
        raise ValueError(f"names is {names!r:.60}; wanted a list of texts")
    if len(names) != count:
        raise ValueError(f"names holds {counted(len(names), 'name')}; wanted {count}")
    return ["".join(letter if letter.isprintable() else "▯" for letter in name) for name in names]


def as_name(what: str, name: str, most: int) -> str:
    """Check what one thing is called, where a name that is too long is refused.

    Parameters
    ----------
    what : str
        The thing and a verb, for the message.
    name : str
        What it is called.
    most : int
        How many letters fit.

    Returns
    -------
    str
        The name, without space around it.

    Raises
    ------
    ValueError
        If it is not a text of one line that fits.

    Examples
    --------
    >>> as_name("a document is called", " gpu ", most=20)
    'gpu'
    >>> as_name("word is", "", most=20)
    Traceback (most recent call last):
    ValueError: word is ''; wanted 1 to 20 letters
    """
    if not isinstance(name, str) or not name.isprintable() or not 0 < len(name.strip()) <= most:
        raise ValueError(f"{what} {name!r:.60}; wanted 1 to {most} letters")
    return name.strip()


def short(name: str, most: int = 14) -> str:
    """Shorten a name that is too long for a label.

    Parameters
    ----------
    name : str
        Any text.
    most : int, optional
        How many letters fit.

    Returns
    -------
    str
        The name, or its beginning.

    Examples
    --------
    >>> short("bird"), short("hippopotamuses")
    ('bird', 'hippopotamuses')
    >>> short("hippopotamus", most=6)
    'hippo…'
    """
    return name if len(name) <= most else f"{name[: most - 1]}…"
