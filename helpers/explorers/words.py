"""How explorers write numbers, shares, chances and names in their sentences.

Nearly all is never written as all, and nearly nothing never as 0; what a learner calls things is made printable.
"""

import math
from collections.abc import Sequence

from helpers.maths.descent import Verdict

LONG = 1e7  # from here on a number is written with an exponent
DUST = 1e-18  # a loss below this is a rest of rounding
WHOLE = 1e-9  # a perplexity this close to a whole number is one


def number(value, digits=4):
    """Write a number with a few significant digits, and without an exponent where that stays short."""
    if abs(value) < 1e-9:
        return "0"
    power = math.floor(math.log10(abs(value)))
    if abs(value) >= LONG or power < -6:
        return f"{value:.3g}"
    text = f"{value:,.{max(0, digits - 1 - power)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rate(value, digits=6):
    """Write a learning rate, however small it is."""
    return number(value, digits) if value >= 1e-6 else f"{value:.3g}"


def counted(count, noun):
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def signed(value):
    text = number(abs(value))
    return f"{'-' if value < 0 and text != '0' else '+'} {text}"


def amount(value):
    """Write a loss with two decimals, or with three digits and an exponent where it is very large or small."""
    return f"{value:,.2f}" if value < DUST or 0.01 <= value < LONG else f"{value:.3g}"


def choices(perplexity):
    """Write a perplexity as the number of equal choices that leave one as unsure."""
    equal, rest = number(perplexity, 3), perplexity - round(perplexity)
    text = "a single choice" if equal == "1" else f"{equal} equal choices"
    if perplexity >= 100 or "." in equal or abs(rest) < WHOLE:
        return text
    return f"{'nearly' if rest < 0 else 'hardly more than'} {text}"


def growth(run):
    """Say how far the loss of a run that diverges or blows up has gone, to go on after "the run diverges"."""
    if run.verdict is Verdict.BLOWS_UP:
        top = run.losses.argmax()
        times = number(run.losses[top] / run.losses[0], 3)
        return f": at step {top} its loss reaches {amount(run.losses[top])}, {times} times its start"
    if run.verdict is not Verdict.DIVERGES:
        return ""
    if run.exceeded_at is None:
        return ", though at the end of these steps its loss is not above its start"
    end = f", and from step {run.infinite_at} on it is too large for a 64-bit number" if run.infinite_at else ""
    return f": from step {run.exceeded_at} on the loss is above its start{end}"


def as_names(names, count):
    """Check what a learner's things are called."""
    if not isinstance(names, Sequence) or isinstance(names, str) or not all(isinstance(name, str) for name in names):
        raise ValueError(f"names is {names!r:.60}; wanted a list of texts")
    if len(names) != count:
        raise ValueError(f"names holds {counted(len(names), 'name')}; wanted {count}")
    return ["".join(letter if letter.isprintable() else "▯" for letter in name) for name in names]


def as_name(what, name, most):
    """Check what one thing is called, where a name that is too long is refused."""
    if not isinstance(name, str) or not name.isprintable() or not 0 < len(name.strip()) <= most:
        raise ValueError(f"{what} {name!r:.60}; wanted 1 to {most} letters")
    return name.strip()


def short(name, most=14):
    return name if len(name) <= most else f"{name[: most - 1]}…"


TINY, NEARLY = 1e-300, 1 - 2.0**-53  # stand for chances that a float would round to 0 or to 1
RAREST = 1e-12  # a chance below this is not told more exactly
RARE = 1e-4  # below this a chance is written with an exponent


def percent(share, digits=3, *, decimals=None):
    """Write a share in percent; nearly all is never written as all, and nearly nothing never as 0."""
    if decimals is not None:
        return f"{_rounded(share, 100, decimals)}%"
    step, text = 10.0 ** (2 - digits), number(100 * share, digits)
    if 0 < 100 * share < step:
        return f"under {step:g}%"
    return f"over {100 - step:g}%" if text == "100" and share < 1 else f"{text}%"


def chance(probability, digits=3, *, decimals=None):
    """Write a probability; one that is nearly 1 is never written as 1, and a small one never as 0."""
    if decimals is not None:
        return _rounded(probability, 1, decimals)
    if 0 < probability < RARE:
        return f"{probability:.{digits}g}" if probability >= RAREST else f"under {RAREST:g}"
    text = number(probability, digits)
    return f"over {1 - 10.0**-digits:g}" if text == "1" and probability < 1 else text


def uncertain(probability):
    """Keep a probability that is neither 0 nor 1 from being one of them because a float has rounded it."""
    return min(max(probability, TINY), NEARLY)


def points(share):
    """Write a difference of two shares in percentage points."""
    text = number(100 * share, 3)
    return f"{text} point{'' if text in ('1', '-1') else 's'}"


def shorter(text):
    """Write "under" and "over" as signs, for a line of few characters."""
    return text.replace("under ", "<").replace("over ", ">")


def _rounded(share, whole, decimals):
    """Write a share of a whole with so many decimals; only nothing and all are written as such."""
    text, step = f"{whole * share:.{decimals}f}", 10.0**-decimals
    if share in (0, 1):
        return f"{whole * share:.0f}"
    if float(text) == 0:
        return f"under {step:.{decimals}f}"
    return f"over {whole - step:.{decimals}f}" if float(text) == whole else text


def agree(count, one, many):
    """Choose the verb that goes with so many; none and one take the singular."""
    return one if count < 2 else many


def listed(names):
    """Name several things, the last one after "and"."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def so_many(count, expected, one, many):
    """Write how many of a crowd there are, and the verb; a count that is not exactly what was expected is hedged."""
    exact = abs(expected - count) < 1e-6
    if count == 0:
        return f"not one {one}" if exact else f"hardly any {many}"
    return f"{'' if exact else 'about '}{count:,} {one if count == 1 else many}"
