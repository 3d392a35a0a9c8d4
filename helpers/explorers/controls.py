"""Controls that many explorers have, and checks of what their controls begin with."""

from collections.abc import Iterable

from ipywidgets import Checkbox, ToggleButtons

from helpers.maths.checks import as_count, as_number


def switch(text: str, *, on: bool = False) -> Checkbox:
    """Build a switch with its words beside it, however long they are.

    Parameters
    ----------
    text : str
        What it switches on.
    on : bool, optional
        Whether it begins so.

    Returns
    -------
    ipywidgets.Checkbox
        The switch.

    Examples
    --------
    >>> switch("fog: see only the ground under your feet").value
    False
    """
    return Checkbox(value=on, description=text, layout={"width": "auto"})


def fog_switch() -> Checkbox:
    """Build the switch of the fog over a map.

    Returns
    -------
    ipywidgets.Checkbox
        The switch, off.

    Examples
    --------
    >>> fog_switch().description
    'fog: see only the ground under your feet'
    """
    return switch("fog: see only the ground under your feet")


def choice(text: str, options: Iterable, chosen: object = None) -> ToggleButtons:
    """Build a row of buttons, one of which is pressed.

    Parameters
    ----------
    text : str
        What is chosen.
    options : iterable
        What there is to choose from.
    chosen : object, optional
        What it begins with; the first when omitted.

    Returns
    -------
    ipywidgets.ToggleButtons
        The buttons.

    Examples
    --------
    >>> choice("penalty on", ("L1", "L2")).value, choice("penalty on", ("L1", "L2"), "L2").value
    ('L1', 'L2')
    """
    options = list(options)
    return ToggleButtons(options=options, description=text, **({} if chosen is None else {"value": chosen}))


def one_of(name: str, value: object, known: Iterable) -> object:
    """Check that what was asked for is there.

    Parameters
    ----------
    name : str
        What the argument is called.
    value : object
        What was asked for.
    known : iterable
        What there is.

    Returns
    -------
    object
        The same value.

    Raises
    ------
    ValueError
        If there is no such thing.

    Examples
    --------
    >>> one_of("kind", "L1", ("L1", "L2"))
    'L1'
    >>> one_of("kind", "L3", ("L1", "L2"))
    Traceback (most recent call last):
    ValueError: kind is 'L3'; wanted one of L1, L2
    """
    known = list(known)
    if value not in known:
        raise ValueError(f"{name} is {value!r}; wanted one of {', '.join(map(str, known))}")
    return value


def within(name: str, value: float, low: float, high: float) -> float:
    """Check that a number lies on its slider.

    Parameters
    ----------
    name : str
        What the argument is called.
    value : float
        The number.
    low, high : float
        The slider's ends.

    Returns
    -------
    float
        The same number.

    Raises
    ------
    ValueError
        If it is not a number, or off the slider.

    Examples
    --------
    >>> within("temperature", 0.5, 0.01, 100)
    0.5
    >>> within("temperature", 0, 0.01, 100)
    Traceback (most recent call last):
    ValueError: temperature is 0; wanted a number from 0.01 to 100
    """
    number = as_number(name, value)
    if not low <= number <= high:
        raise ValueError(f"{name} is {value}; wanted a number from {low:g} to {high:g}")
    return number


def whole_within(name: str, value: int, least: int, most: int) -> int:
    """Check that a whole number lies on its slider.

    Parameters
    ----------
    name : str
        What the argument is called.
    value : int
        The number.
    least, most : int
        The slider's ends.

    Returns
    -------
    int
        The same number.

    Raises
    ------
    ValueError
        If it is not a whole number, or off the slider.

    Examples
    --------
    >>> whole_within("heads", 60, 0, 200)
    60
    >>> whole_within("heads", 201, 0, 200)
    Traceback (most recent call last):
    ValueError: heads is 201; wanted a whole number from 0 to 200
    """
    number = as_count(name, value, least)
    if number > most:
        raise ValueError(f"{name} is {value}; wanted a whole number from {least} to {most}")
    return number
