"""What a hub starts for a learner, as that learner: their own copy is brought up to date, then comes the server."""

import os
import runpy
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the course, which nobody but the teacher can write to
from tools import own_copy

os.umask(0o077)  # whatever a learner writes is the learner's alone
own_copy.main(copy=Path.home() / "my-notebooks")
sys.modules["rfc3987_syntax"] = None  # a grammar of addresses that no page asks: 16 MB, and half the work of a start
runpy.run_module("jupyterhub.singleuser", run_name="__main__")
