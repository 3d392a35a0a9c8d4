"""Answers to the exercises of each notebook whose judgement is known, each under the name of its exercise.

`RIGHT` answers by different ways; `TOLD` wrong ones, with words of what is said of them or, where no mistake explains
them, alone; `MISTAKEN` one for each mistake that is told by a condition; `MADE` what each mistake makes of the cases,
the numbers added up, each times its place; `DATA` what stands beside an answer.
"""
