"""The stage: a matplotlib figure that follows a slider at the screen's rate. It knows no mathematics."""

from helpers.stage.picture import Picture
from helpers.stage.slider import Slider
from helpers.stage.stage import LOCK, Cell, Stage, answer_where_asked
from helpers.stage.style import Writing, dress
