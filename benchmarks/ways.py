"""Ways to move a picture with a slider: the same two panels of 960 x 400 px, the same 1,000 positions, the same runs.

Each public function is the last line of a notebook cell of its own. The first is the course's.
"""

import anywidget
import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from helpers.data import flats
from helpers.explorers import Explorer, LearningRateExplorer
from helpers.explorers.charts import draw_map, map_limits
from helpers.maths.descent import QuadraticLoss
from helpers.maths.regression import design_matrix
from tests.explorers.builders import BUILDERS

STEPS = 300
START = (0.0, 0.0)
BOWL = QuadraticLoss.from_data(design_matrix(flats().x), flats().y)


def stage() -> LearningRateExplorer:
    """Show our stage."""
    return LearningRateExplorer(flats().x, flats().y, steps=STEPS)


def flagship(name: str) -> Explorer:
    """Show one of the course's explorers over the data set of its tests."""
    return next(iter(BUILDERS[name].values()))()


def image() -> ipywidgets.Widget:
    """Show our stage's frames and sentence through ipywidgets' own slider and picture."""
    explorer = stage()
    slider, picture, words = _slider(), ipywidgets.Image(format="png", width=960), ipywidgets.Label()

    def moved(_change: object = None) -> None:
        result = explorer.find(**explorer._start | {"learning_rate": slider.value})
        explorer.draw(result)
        picture.value, words.value = explorer.stage.png(level=1), explorer.say(result)

    slider.observe(moved, "value")
    moved()
    return ipywidgets.VBox([picture, words, slider])


def interact() -> None:
    """Show what most courses do: a new figure at every call."""

    def show(learning_rate: float) -> None:
        run = BOWL.descend(START, learning_rate, STEPS)
        ground, curve = _two_panels()
        ground.plot(*run.weights.T, marker="o", markersize=3.5, linewidth=1)
        curve.plot(run.losses, linewidth=2)
        plt.show()

    ipywidgets.interact(show, learning_rate=_slider())


def ipympl() -> ipywidgets.Widget:
    """Show one figure on ipympl's canvas; every step sets its data and draws all of it again."""
    ground, curve = _two_panels(on_ipympl=True)
    walk = ground.plot([], [], marker="o", markersize=3.5, linewidth=1)[0]
    losses = curve.plot([], [], linewidth=2)[0]
    slider = _slider()

    def moved(_change: object = None) -> None:
        run = BOWL.descend(START, slider.value, STEPS)
        walk.set_data(*run.weights.T)
        losses.set_data(range(run.losses.size), run.losses)
        ground.figure.canvas.draw_idle()

    slider.observe(moved, "value")
    moved()
    return ipywidgets.VBox([ground.figure.canvas, slider])


def mpl_interactions() -> ipywidgets.Widget:
    """Show the same with mpl_interactions, which calls a function for each line."""
    import mpl_interactions.ipyplot as iplt

    ground, curve = _two_panels(on_ipympl=True)
    slider = _slider()

    def weights(learning_rate: float) -> np.ndarray:
        return _padded(BOWL.descend(START, learning_rate, STEPS).weights)

    def slope(learning_rate: float) -> np.ndarray:
        return weights(learning_rate)[:, 0]

    def intercept(_slope: np.ndarray, learning_rate: float) -> np.ndarray:
        return weights(learning_rate)[:, 1]

    def losses(_step: np.ndarray, learning_rate: float) -> np.ndarray:
        return _padded(BOWL.descend(START, learning_rate, STEPS).losses)

    fixed = {"xlim": "fixed", "ylim": "fixed"}
    controls = iplt.plot(slope, intercept, learning_rate=slider, ax=ground, marker="o", **fixed)
    iplt.plot(np.arange(STEPS + 1), losses, controls=controls, ax=curve, **fixed)
    return ipywidgets.VBox([ground.figure.canvas, slider])


def label() -> ipywidgets.Widget:
    """Show the bare round trip: the slider's value comes back as text."""
    slider, words = _slider(), ipywidgets.Label()
    words.add_class("bench-text")
    slider.observe(lambda change: setattr(words, "value", repr(change.new)), "value")
    return ipywidgets.VBox([words, slider])


def floor() -> ipywidgets.Widget:
    """Show the floor: the browser draws by itself, nothing asks the kernel."""
    return Floor()


class Floor(anywidget.AnyWidget):
    """A slider and two curves that the browser draws by itself."""

    _esm = """
    export default { render({ el }) {
      el.innerHTML = "<canvas width=960 height=400></canvas><br><input type=range max=1000 value=400>";
      const [canvas, , range] = el.children;
      const context = canvas.getContext("2d");
      range.style.width = "480px";
      const draw = () => {
        const factor = 0.1 + Number(range.value) / 1200;
        context.clearRect(0, 0, 960, 400);
        for (const left of [40, 520]) {
          context.beginPath();
          for (let t = 0; t <= 300; t++)
            context.lineTo(left + 1.3 * t, 200 + 180 * Math.pow(factor, t / 50) * (t % 2 ? 1 : -1));
          context.stroke();
        }
      };
      range.addEventListener("input", draw);
      draw();
    } };
    """


def _slider() -> ipywidgets.FloatLogSlider:
    ours = stage().controls["learning_rate"]
    low, high = np.log10([ours.min, ours.max])
    options = {"min": low, "max": high, "step": (high - low) / 1000, "readout_format": ".3g"}
    return ipywidgets.FloatLogSlider(value=ours.value, layout={"width": "600px"}, **options)


def _two_panels(on_ipympl: bool = False) -> tuple[Axes, Axes]:
    if on_ipympl:
        plt.switch_backend("module://ipympl.backend_nbagg")
        plt.ioff()
    figure, (ground, curve) = plt.subplots(1, 2, figsize=(9.6, 4), dpi=100, layout="constrained")
    if on_ipympl:
        figure.canvas.header_visible = figure.canvas.toolbar_visible = False
    draw_map(ground, BOWL, map_limits(BOWL, START))
    ground.set(title="the walk on the map", xlabel="slope", ylabel="intercept")
    at_start = float(BOWL.loss(START))
    curve.set(title="the loss at each step", xlabel="step", ylabel="loss", yscale="log")
    curve.set(xlim=(0, STEPS), ylim=(BOWL.least / 4, at_start * 300))
    curve.set_xscale("symlog", linthresh=1)
    curve.axhline(at_start, color="grey", linestyle=":")
    curve.axhline(BOWL.least, color="grey", linestyle="--")
    curve.grid(visible=True)
    return ground, curve


def _padded(values: np.ndarray) -> np.ndarray:
    """Fill a run that ended early with NaN up to the last step."""
    missing = [(0, STEPS + 1 - len(values)), *[(0, 0)] * (values.ndim - 1)]
    return np.pad(values, missing, constant_values=np.nan)
