"""What a 2 x 2 matrix does to the plane, in words: to areas, in three steps, and to directions (notebook 01)."""

from helpers.explorers.words import number
from helpers.maths.matrices import Motion


def say_area(motion: Motion) -> str:
    """Say what the determinant means.

    Parameters
    ----------
    motion : Motion
        What a matrix does.

    Returns
    -------
    str
        A sentence.

    Examples
    --------
    >>> say_area(Motion.from_matrix([[2, 0], [0, 3]]))
    'Every area is multiplied by 6: the determinant is 6.'
    """
    size = motion.determinant
    if motion.stretches[0] == 0:
        return "Everything lands on the origin (determinant 0): there is no way back."
    if size == 0:
        return "The plane is pressed flat onto a line (determinant 0): many points land on one, there is no way back."
    kept = abs(abs(size) - 1) < 1e-9
    area = "keeps its size" if kept else f"is multiplied by {number(abs(size))}"
    flipped = " and is flipped over, as in a mirror (hatched)" if motion.flips else ""
    return f"Every area {area}{flipped}: the determinant is {number(size)}."


def say_steps(motion: Motion) -> str:
    """Say the three steps.

    Parameters
    ----------
    motion : Motion
        What a matrix does.

    Returns
    -------
    str
        A sentence without its end, to go on with the step that is shown.

    Examples
    --------
    >>> say_steps(Motion.from_matrix([[2, 0], [0, 1]]))
    'In three steps: turn by 0°, stretch by 2 along x and 1 along y, turn by 0°'
    """
    longer, shorter = map(number, motion.stretches)
    flipped = " with y upside down" if motion.flips else ""
    return (
        f"In three steps: turn by {number(motion.turn_in)}°, stretch by {longer} along x and {shorter} along y"
        f"{flipped}, turn by {number(motion.turn_out)}°"
    )


def say_directions(motion: Motion) -> str:
    """Say which directions stay on their line, and what becomes of their length.

    Parameters
    ----------
    motion : Motion
        What a matrix does.

    Returns
    -------
    str
        A sentence, or two.

    Examples
    --------
    >>> say_directions(Motion.from_matrix([[2, 0], [0, 3]]))
    'Two directions stay on their line, with the factors 3 and 2: the eigenvalues.'
    """
    values = motion.eigenvalues
    if not values:
        return "No direction stays on its line: all are turned, and there are no real eigenvalues."
    factors = " and ".join(map(number, dict.fromkeys(values)))
    turned = " Where the factor is below 0, the arrow is turned round." if min(values) < 0 else ""
    if len(values) == 1:
        return f"One direction stays on its line, with the factor {factors}: the eigenvalue.{turned}"
    if values[0] == values[1]:
        return f"Every direction stays on its line, with the factor {factors}: the eigenvalue.{turned}"
    return f"Two directions stay on their line, with the factors {factors}: the eigenvalues.{turned}"
