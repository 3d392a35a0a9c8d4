"""What every hub of the course does: a copy of their own for each learner, and idle servers that end."""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821 - JupyterHub hands it to the file

c.JupyterHub.bind_url = os.environ.get("HUB_URL", "http://127.0.0.1:8000")
c.Spawner.cmd = [sys.executable, str(Path(__file__).with_name("start_learner.py"))]
c.Spawner.notebook_dir = "~/my-notebooks"
c.Spawner.default_url = "/lab"
c.Spawner.environment = {"OPENBLAS_NUM_THREADS": "1"}  # one core for each learner, not all for the quickest
c.Spawner.args = [
    "--MappingKernelManager.cull_idle_timeout=1800",  # seconds; a kernel whose page is closed goes
    "--MappingKernelManager.cull_interval=60",
    "--ServerApp.shutdown_no_activity_timeout=3600",  # and the server after it; what was written stays
]
