"""The data of the course: small sets that come with it, and a learner's own CSV file.

What can not be used is refused with a `DataError`, one sentence that says what was received and what was wanted.
"""

from helpers.data.audit import audit, audit_csv
from helpers.data.own_file import DataError, Points, read_csv
from helpers.data.sets import (
    breast_cancer,
    day_of_mail,
    diabetes,
    digit_scores,
    example_csv,
    flats,
    incomes,
    people,
    poison_study,
    triggered_digits,
)
