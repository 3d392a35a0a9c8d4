"""What the notebooks of Four Pillars are made with: the moving stage, explorers, exercises, mathematics and data."""

import atexit
import os
import shutil
import tempfile

# matplotlib prints two lines where it can not write into the home folder, so it gets a folder of its own there
if "MPLCONFIGDIR" not in os.environ and not os.access(os.path.expanduser("~"), os.W_OK):
    os.environ["MPLCONFIGDIR"] = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, os.environ["MPLCONFIGDIR"], ignore_errors=True)
