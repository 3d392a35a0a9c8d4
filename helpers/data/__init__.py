"""The data of the course: small sets that come with it, and a learner's own CSV file.

Notebook 05 uses `Points`: an x, a y, their names and units, and where they come from. Notebook 03 uses data whose
target is a class, notebook 04 digits with a trigger, and an audit of any table. What can not be used is refused with a
`DataError`, one sentence that says what was received and what was wanted.
"""

from helpers.data.audit import Audit, audit, audit_csv
from helpers.data.own_file import DataError, Points, read_csv
from helpers.data.sets import (
    Classified,
    DigitScores,
    GreyPicture,
    Poisoned,
    TriggeredDigits,
    breast_cancer,
    diabetes,
    digit_scores,
    example_csv,
    flats,
    flower,
    incomes,
    poison_study,
    triggered_digits,
)

__all__ = [
    "Audit",
    "Classified",
    "DataError",
    "DigitScores",
    "GreyPicture",
    "Points",
    "Poisoned",
    "TriggeredDigits",
    "audit",
    "audit_csv",
    "breast_cancer",
    "diabetes",
    "digit_scores",
    "example_csv",
    "flats",
    "flower",
    "incomes",
    "poison_study",
    "read_csv",
    "triggered_digits",
]
