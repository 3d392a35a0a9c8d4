"""Answers to the exercises of each notebook whose judgement is known.

Each under the name of its exercise: `RIGHT` answers in every form that a learner may give them, `TOLD` wrong ones with
words of what is said of them, `MISTAKEN` one for each mistake that is told by a condition, `KNOWN` inputs with what the
right formula gives, `DATA` what stands beside an answer.
"""
