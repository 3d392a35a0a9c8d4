"""The moving picture: a figure drawn once, of which only the artists that moved are drawn again.

A full draw of a two-panel figure takes 70 to 80 ms, nearly all of it ticks and text. A stage draws those once, keeps
the pixels, and for each step draws its moving artists over a copy of them.
"""

import threading
import zlib
from collections.abc import Iterable
from typing import Any, ClassVar

import numpy as np
from IPython import get_ipython
from ipywidgets import Widget
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.text import Text

from helpers.stage.palette import Palette
from helpers.stage.picture import Picture
from helpers.stage.slider import Slider

DPI = 100
AWAKE = 2  # stages that keep the pixels of what stands still; others draw it anew when they move again
SMALL = 1000  # bytes of a patch that are not worth deflating

# matplotlib is not thread-safe, and JupyterLab runs sliders in another thread than cells
LOCK = threading.RLock()


class Stage:
    """A figure whose axes stand side by side, its moving artists, and the widget that shows them, in CSS pixels."""

    _newest: ClassVar[tuple["Stage | None", np.ndarray | None]] = None, None  # the stage shown last, and its pixels
    _awake: ClassVar[list["Stage"]] = []  # the one that moved last comes last

    def __init__(self, label: str, *, columns: int = 2, width: int = 960, height: int = 400) -> None:
        with LOCK:
            self.figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, layout="constrained")
            self._idle = FigureCanvasAgg(self.figure)  # holds no pixels: between two moves a stage needs none
            self.axes = self.figure.subplots(1, columns, squeeze=False)[0]
        self._at: dict[str, Any] | None = None
        self._number = 0  # of the last frame
        self._followed = False  # whether a page has it, so that the next can be a step from there
        self._begins = 0  # number of the frame that a page can begin with
        self.picture = Picture(self._whole, label=label, width=width)
        self.picture.observe(self._screen_changed, names=["dark", "pixel_ratio"])
        self.picture.observe(self._page_follows, names="follows")
        self._moving: list[Artist] = []
        self._photographs: list[AxesImage] = []
        self._background: np.ndarray | None = None
        self._palette: Palette | None = None
        self._handles: list[tuple[Line2D, str, dict[str, tuple[str, Slider]]]] = []

    def moving(self, artist: Artist) -> Artist:
        """Have an artist drawn at every step, above all that stands still and above earlier ones."""
        artist.set(animated=True, in_layout=False)
        self._moving.append(artist)
        return artist

    def photograph(self, image: AxesImage) -> AxesImage:
        """Have an image drawn at every step that keeps its light and dark where a dark screen turns all else over."""
        self._photographs.append(image)
        return self.moving(image)

    def handle(self, mark: Line2D, name: str, ties: dict[str, tuple[str, Slider]]) -> str:
        """Let the last point of a line be taken hold of; "x" and "y" may be tied to a control, named, and its slider.

        Returns what the page calls it when it sends a place that is tied to no control, in shares of the picture.
        """
        self._handles.append((mark, name, ties))
        return f"handle {len(self._handles) - 1}"

    def data_at(self, axes: Axes, across: float, down: float) -> tuple[float, float]:
        """Find what a place in the picture is on some axes."""
        width, height = self.figure.bbox.size
        x, y = axes.transData.inverted().transform((across * width, (1 - down) * height))
        return float(x), float(y)

    def uncover(self, artists: Iterable[Artist], visible: bool) -> None:
        """Show or hide what stands still."""
        for artist in artists:
            if artist.get_visible() != visible:
                artist.set_visible(visible)
                self._background = None

    def settle(self) -> None:
        """Draw what stands still, if that is not done yet; from then on the axes have their final places."""
        with LOCK:
            Stage._awake = [stage for stage in Stage._awake if stage is not self] + [self]
            if len(Stage._awake) > AWAKE:
                asleep = Stage._awake.pop(0)
                asleep._background = asleep._palette = None
                for text in asleep.figure.findobj(Text):  # a text keeps all the pixels that it was drawn on last
                    text._renderer = None
            if self._background is not None:
                return
            canvas = FigureCanvasAgg(self.figure)
            canvas.draw()
            self.figure.set_layout_engine("none")  # once found, places stay: a second round moves them by a hair
            self._background = np.array(canvas.buffer_rgba())
            self._palette = Palette(self._background)
            self.figure.set_canvas(self._idle)
            self.picture.handles = [self._described(*handle) for handle in self._handles]
            self._begin_with(self._number + 1)

    def show(self, sentence: str, actions: dict[str, Any] | None = None, place: dict[str, Any] | None = None) -> None:
        """Draw the moving artists as they are now, and send the picture with its sentence and its buttons.

        All that the picture depends on is its `place`: the page keeps the picture, and shows it when it is there again.
        """
        with LOCK:
            self._at = place
            pixels = self._draw(dark=self.picture.dark)
            self._number += 1
            frame = self._frame(pixels) | ({} if self._followed else self._ground())
            Stage._newest = self, pixels
            with self.picture.hold_sync():  # one message, with what is another than the last time
                self.picture.frame = frame
                self.picture.places = [self._place(mark) for mark, *_ in self._handles]
                self.picture.actions = [list(action) for action in (actions or {}).items()]
                self.picture.sentence = sentence

    def png(self, *, level: int = 9) -> bytes:
        """Draw the moving artists as they are now, for a light screen."""
        with LOCK:
            pixels = self._draw()
            return self._palette.png(pixels, level=level)

    def close(self) -> None:
        """Take the picture from the screen and let go of the figure."""
        with LOCK:
            self.picture.layout.close()
            self.picture.close()
            self.picture.unobserve_all()
            self.picture.frame = {}  # Jupyter keeps what a cell gave
            if self.figure is not None:
                self.figure.clear()
            self.figure = self._idle = self._background = self._palette = None
            Stage._awake = [stage for stage in Stage._awake if stage is not self]
            self.axes, self._moving, self._handles, self._photographs = (), [], [], []
            if Stage._newest[0] is self:
                Stage._newest = None, None

    def _shares(self, pixels: Iterable[float]) -> list[float]:
        x, y = np.asarray(pixels) / self.figure.bbox.size
        return [round(float(x), 5), round(1 - float(y), 5)]

    def _place(self, mark: Line2D) -> list[float]:
        """Find the last point of a mark, in shares of the picture; [] if it is not to be seen."""
        point = mark.axes.transData.transform(mark.get_xydata()[-1:]) if mark.get_visible() else np.empty((0, 2))
        box = mark.axes.bbox.padded(1)
        return self._shares(point[0]) if point.size and box.contains(*point[0]) else []

    def _described(self, mark: Line2D, name: str, ties: dict[str, tuple[str, Slider]]) -> dict[str, Any]:
        """Say which controls a handle moves, and where in the picture their values begin and end."""
        told: dict[str, Any] = {"name": name}
        for axis, (control, slider) in ties.items():
            along = "xy".index(axis)
            ends = [mark.axes.transData.transform([end, end])[along] for end in (slider.min, slider.max)]
            first, last = (self._shares((end, end))[along] for end in ends)
            told[axis] = {each: getattr(slider, each) for each in ("min", "max", "step", "log", "description")} | {
                "control": control, "from": first, "to": last
            }  # fmt: skip
        return told

    def _draw(self, *, dark: bool = False) -> np.ndarray:
        """Draw the moving artists over the background; return the pixels as RGBA."""
        self.settle()
        pixels = np.asarray(FigureCanvasAgg(self.figure).get_renderer().buffer_rgba())
        np.copyto(pixels, self._background)
        negatives = self._photographs if dark else []
        _turn_over(negatives)  # a dark screen turns them over once more
        try:
            for artist in self._moving:
                artist.axes.draw_artist(artist)
        finally:
            _turn_over(negatives)
        self.figure.set_canvas(self._idle)
        return pixels

    def _frame(self, pixels: np.ndarray) -> dict[str, Any]:
        """Code a picture as a step from the last one, or from what stands still if another stage has moved since."""
        stage, before = Stage._newest if self._followed else (None, None)
        over = self._number - 1 if stage is self else 0
        patch = self._palette.patch(pixels, before if over else None)
        deflated = len(patch) > SMALL
        frame = {"number": self._number, "over": over, "place": self._at, "deflated": deflated}
        return frame | {"patch": zlib.compress(patch, 1) if deflated else patch}

    def _ground(self) -> dict[str, Any]:
        """Give what stands still, and the colours."""
        palette = self._palette.entries(dark=self.picture.dark)
        return {"still": self._palette.still, "palette": palette, "columns": self._background.shape[1]}

    def _whole(self) -> dict[str, Any]:
        """Code the picture, if there is one, for a page that has nothing."""
        with LOCK:
            if self.figure is None or not self._number:
                return {}
            self._begin_with(self._number)
            return self._frame(self._draw(dark=self.picture.dark)) | self._ground()

    def _begin_with(self, number: int) -> None:
        """Send whole pictures, until a page says that it has this one or a later one."""
        self._followed, self._begins = False, number

    def _page_follows(self, change: Any) -> None:
        with LOCK:
            self._followed = self._followed or change.new >= self._begins
            if change.new < 0 < self._number:
                self._show_again()

    def _screen_changed(self, change: Any) -> None:
        with LOCK:
            if change.name == "pixel_ratio":  # a dark screen gets the same pixels in other colours
                self.figure.set_dpi(DPI * self.picture.pixel_ratio)
                self._background = None
            self._show_again()

    def _show_again(self) -> None:
        self._begin_with(self._number + 1)
        self.show(self.picture.sentence, dict(self.picture.actions), self._at)


def _turn_over(photographs: Iterable[AxesImage]) -> None:
    for image in photographs:
        pixels = np.array(image.get_array())
        pixels[..., :3] = 255 - pixels[..., :3]
        image.set_data(pixels)


def answer_where_asked(widgets: Iterable[Widget]) -> None:
    """Have what a page says taken by the shell that it asks for, and not wait for a cell that runs in another one.

    ipykernel 7 takes it in the shell that last wrote to the page: for a widget that is new, the cell's.
    """
    for widget in widgets:
        if widget.comm is not None:
            vars(widget.comm).pop("_reply_subshell_id", None)


class Cell:
    """One run of one cell, and what it built: running a cell again closes what its earlier run built.

    Outside a notebook the cell has no name, and nothing is kept.
    """

    _kept: ClassVar[dict[str, tuple[str | None, list[Any]]]] = {}

    def __init__(self, cell_id: str | None, run_id: str | None) -> None:
        self.cell_id = cell_id
        self.run_id = run_id

    @classmethod
    def current(cls) -> "Cell":
        """Return the cell that runs now."""
        kernel = getattr(get_ipython(), "kernel", None)
        parent = kernel.get_parent() if kernel else {}  # a browser's kernel knows one channel only
        cell_id = parent.get("metadata", {}).get("cellId")
        return cls(cell_id, parent.get("header", {}).get("msg_id"))

    def keep(self, built: Any) -> None:
        """Remember what this run built, and close what earlier runs of the same cell built."""
        if self.cell_id is None:
            return
        run_id, kept = self._kept.get(self.cell_id, (self.run_id, []))
        if run_id != self.run_id:
            for old in kept:
                old.close()
            kept = []
        self._kept[self.cell_id] = (self.run_id, [*kept, built])
