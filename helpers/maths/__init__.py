"""The mathematics of the course, by hand: NumPy in, arrays and small frozen dataclasses out.

No module here knows a picture or a widget, so each can be read, run and tested on its own.
"""
