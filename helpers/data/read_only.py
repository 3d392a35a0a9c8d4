"""Cached data is handed to everyone who asks: what one of them changed in it, all others would get."""

from dataclasses import fields

import numpy as np


class ReadOnly:
    """Makes every array of a dataclass read-only.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Sample(ReadOnly):
    ...     x: np.ndarray
    >>> Sample(np.zeros(2)).x.flags.writeable
    False
    """

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)
