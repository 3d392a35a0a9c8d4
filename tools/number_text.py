r"""Numbers as people and programs write them: 122,011, −45,290, 0.000185929, .984, 4.21e-05, 1.86 × 10⁻⁴, 34.4%.

- A comma before exactly three digits separates thousands; minus signs are "-" and "−".
- A number begins after no letter, digit, or letter and hyphen: ``x2``, ``float64`` and ``GPT-175`` are names. A unit
  may follow: 315.8k, 784-dimensional.
- After a minus that may be a subtraction (2.68 - 0.32x) either sign will do.
- 34.4% is 34.4 and 0.344.
- Significant digits are counted from the first that is not 0. The closing zeros of a whole number do not count: 300 has
  one, 0.800 three, 1,536 four.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

NUMBER = re.compile(
    r"""
    (?<![^\W_]) (?<![^\W\d_]-)                                       # not within a name
    (?P<sign> (?<![^\W_]) (?<![)\]}]) [-−] )?
    (?P<mantissa> (?: [0-9]{1,3}(?:,[0-9]{3})+(?![0-9]) | [0-9]+ ) (?:\.[0-9]+)? | (?<!\.)\.[0-9]+ )
    (?: e (?P<exponent> [-−+]?[0-9]+ ) (?![^\W_]) )?
    (?P<percent> \s?(?: \\?% | per\s?cent\b ) )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
TIMES_POWER = re.compile(r"(?<=[0-9])\s*(?:×|·|\\times|\\cdot)\s*10(?:\^\{?([-−]?[0-9]+)\}?|([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))")
PLAIN = str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789", ",")


@dataclass(frozen=True)
class Number:
    """A number in a text."""

    text: str
    start: int
    end: int
    digits: int
    readings: tuple[Decimal, ...]


def plain_powers(text: str) -> str:
    r"""Text with every power of ten written as e.

    >>> plain_powers("1.86 × 10⁻⁴ and 2.5 \\times 10^{66}")
    '1.86e-4 and 2.5e66'
    """
    return TIMES_POWER.sub(lambda found: "e" + (found[1] or found[2]).translate(PLAIN), text)


def numbers(text: str) -> Iterator[Number]:
    """Numbers in a text, in order.

    >>> [(number.text, number.digits) for number in numbers("loss 89.54 after 122,011 steps")]
    [('89.54', 4), ('122,011', 6)]
    """
    for found in NUMBER.finditer(text):
        written = found["mantissa"].translate(PLAIN)
        value = Decimal(f"{written}e{(found['exponent'] or '0').translate(PLAIN)}")
        readings = [-value if found["sign"] else value]
        if not found["sign"] and text[: found.start()].rstrip().endswith(("-", "−")):
            readings.append(-value)
        if found["percent"]:
            readings += [reading.scaleb(-2) for reading in readings]
        stop = found.start("percent") if found["percent"] else found.end()
        yield Number(
            text=text[found.start() : stop],
            start=found.start(),
            end=found.end(),
            digits=_significant(written),
            readings=tuple(readings),
        )


def _significant(mantissa: str) -> int:
    if "." in mantissa:
        return len(mantissa.replace(".", "").lstrip("0"))
    return len(mantissa.strip("0"))
