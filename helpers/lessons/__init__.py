"""Predictions that are kept, and exercise checks that know the usual mistakes.

``predictions`` (there are two ``prediction_kinds``) asks before an explorer answers. ``checks`` judges what a learner
hands in: ``answers`` reads it, ``calls`` calls it if it is a function, ``comparing`` compares numbers, ``exercises``
says what is wanted and ``verdicts`` what the learner is told. The catalogues are packages, one for each notebook with
exercises: ``linear_algebra`` for notebook 01, ``calculus`` for notebook 02, ``probability`` for notebook 03,
``inference`` for notebook 04, ``regression_lab`` for notebook 05.
"""
