"""What `make notebooks` and `make check-notebooks` do: store the course's notebooks, and check what is stored.

``notebooks`` is the command. It stands on ``stored`` (files), ``execute`` (a fresh kernel), ``normal_form`` (what is
kept of a run), ``rules`` (what every notebook holds to), ``form`` (what the course's five do), ``number_text`` and
``prose_numbers`` (numbers in prose that are nobody's result). ``sections`` and ``contents`` make the readers' index,
``elsewhere`` checks the readers' page of numbers that are told elsewhere, ``teaching`` a teacher's. ``session`` runs a
notebook in this process, ``site`` makes the pages. ``own_copy`` makes the copy of the notebooks that a learner works
in, and ``class_progress`` reads what a class has done.
"""
