"""What the five notebooks of Four Pillars are built from.

Rooms, each with one concern: ``maths`` (the mathematics by hand), ``data`` (the data sets), ``stage`` (the moving
picture), ``explorers`` (slider, picture and sentence together), ``lessons`` (predictions, exercises and study cards)
and ``server`` (a Jupyter Server extension). This module imports none of them, so that a room loads only what it needs.
"""
