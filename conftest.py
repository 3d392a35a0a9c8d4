"""No test reads or writes what a learner did: for every run of pytest, wherever it starts, and the kernels of nbval."""

import os

os.environ["FOUR_PILLARS_PROGRESS"] = "off"
