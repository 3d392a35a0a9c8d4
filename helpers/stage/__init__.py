"""The stage: a matplotlib figure that follows a slider at the screen's rate. It knows no mathematics."""

from helpers.stage.cell import Cell
from helpers.stage.closing import close_widget
from helpers.stage.picture import Picture
from helpers.stage.slider import Slider
from helpers.stage.stage import LOCK, Stage
from helpers.stage.style import dress
from helpers.stage.writing import Writing

__all__ = ["LOCK", "Cell", "Picture", "Slider", "Stage", "Writing", "close_widget", "dress"]
