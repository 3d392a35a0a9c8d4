"""How the checks of each notebook are asked, and answers to its exercises whose verdict is known."""

from tests.lessons.catalogues import calculus, inference, linear_algebra, probability, regression_lab

CATALOGUES = tuple(part.CATALOGUE for part in (linear_algebra, calculus, probability, inference, regression_lab))
