"""The data of the course: small sets that come with it, and a learner's own CSV file. Notebook 05 uses them.

Every source gives `Points`: an x, a y, their names and units, and where they come from. What can not be used
is refused with a `DataError`, one sentence that says what was received and what was wanted.
"""

from helpers.data.errors import DataError
from helpers.data.own_csv import read_csv
from helpers.data.points import Points
from helpers.data.shipped import diabetes, example_csv, flats

__all__ = ["DataError", "Points", "diabetes", "example_csv", "flats", "read_csv"]
