"""What a picture or an explorer may leave behind."""

import gc
import threading
from collections import Counter

from ipywidgets.widgets.widget import _instances
from matplotlib.figure import Figure


def widgets():
    """Names of all widgets that are open, with their kinds."""
    return {(name, type(widget).__name__) for name, widget in _instances.items()}


def collect():
    """Free all that nothing holds: the second round what the first one's arrays held, which have no part in it."""
    gc.collect()
    gc.collect()


def traces():
    """How many widgets, figures and threads there are."""
    collect()
    figures = sum(type(each) is Figure for each in gc.get_objects())
    return Counter(widgets=len(_instances), figures=figures, threads=threading.active_count())
