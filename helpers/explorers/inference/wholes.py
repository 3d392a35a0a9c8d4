"""The edge of the explorers of notebook 04: whole numbers that lie on their slider."""

from helpers.maths.validate import as_count


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
