"""Closing a widget for good, so that a cell that runs again leaves nothing behind."""

from ipywidgets import Widget


def close_widget(widget: Widget) -> None:
    """Close a widget, with the layout and the style that came with it.

    Parameters
    ----------
    widget : ipywidgets.Widget
        Any widget; closing it again does nothing.

    Examples
    --------
    >>> from ipywidgets import Checkbox
    >>> box = Checkbox(description="fog")
    >>> close_widget(box)
    >>> box.comm is None, box.layout.comm is None
    (True, True)
    """
    for part in ("layout", "style"):
        if widget.has_trait(part):
            getattr(widget, part).close()
    widget.close()
