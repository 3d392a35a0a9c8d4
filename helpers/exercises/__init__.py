"""Exercises that name the mistake, and predictions that are kept: one catalogue for each notebook, and their engine."""

NOTEBOOKS = ("linear_algebra", "calculus", "probability", "statistics", "regression_lab")
