"""What a cell shows of something that moves, and what of it is stored.

JupyterLab shows a widget or, where the kernel that made it is gone, an error line; never what stands beside it in the
same output. So the view is an output of its own. What is kept comes after it, the last of it in words, with a style
that hides it while the view lives, and hides the view's place where it does not. Where nobody trusts the style, nobody
shows the view either.
"""

import html

from IPython.display import display

VIEW = "application/vnd.jupyter.widget-view+json"
# Shown at a click.
HOW = "To bring this to life, run the cells above (Run → Run All Above Selected Cell), then this one."
STYLE = """<style>.fp-how {{ display: none }} .jp-mod-active .fp-how {{ display: block }}
.jp-OutputArea-child:has({after} .{name}) {{
  &:not(:has({live})), &:has({live}) + *, &:has({live}){after} {{ display: none }}
}}</style>"""


def in_words(text, live, after=1):
    """Keep a text, so many outputs after its view, which lives where the selector `live` finds something in it."""
    name = f"fp-kept-{after}"
    style = STYLE.format(live=live, after=" + *" * after, name=name)
    lines = "<br>".join(html.escape(text).replace("\n  ", " ").splitlines())  # a line that goes on is indented
    return {"text/html": f'{style}<p class="{name}">{lines}</p><p class="fp-how">{HOW}</p>', "text/plain": text}


def close_widget(widget):
    """Close a widget, with the layout and the style that came with it."""
    for part in ("layout", "style"):
        if widget.has_trait(part):
            getattr(widget, part).close()
    widget.close()


class Outputs:
    """A widget's view in an output of its own, and after it what a page without its kernel shows."""

    def __init__(self, widget, *kept, width=None):
        view = widget._repr_mimebundle_() or {}
        if VIEW in view:
            display({VIEW: view[VIEW]}, raw=True)
        self._width = width  # of a picture in CSS pixels: for a fine screen it has more pixels
        self._kept = [display(each, raw=True, metadata=self._look(each), display_id=True) for each in kept]

    def update(self, *kept):
        """Put something else in the place of what was kept."""
        for output, each in zip(self._kept, kept, strict=True):
            output.update(each, raw=True, metadata=self._look(each))

    def _look(self, data):
        return {kind: {"width": self._width} for kind in data if kind == "image/png"}
