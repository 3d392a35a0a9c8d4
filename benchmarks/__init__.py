"""What the course costs in time: from slider to pixel, in the kernel, by number of rows, by notebook."""

import os

os.environ["FOUR_PILLARS_PROGRESS"] = "off"  # kernels and servers that are started from here inherit it
