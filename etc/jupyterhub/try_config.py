"""To try a hub on your own machine. It keeps nobody from another's files: all learners run as you. Not for a class.

    HUB_PASSWORD=at-least-eight jupyterhub --config etc/jupyterhub/try_config.py

Any name and that password log in at http://127.0.0.1:8000. What learners write is in build/hub.
"""

import os
from pathlib import Path

HOMES = Path(__file__).parents[2] / "build" / "hub"

c = get_config()  # noqa: F821 - JupyterHub hands it to the file
load_subconfig(str(Path(__file__).with_name("common.py")))  # noqa: F821

if len(os.environ.get("HUB_PASSWORD", "")) < 8:
    raise SystemExit("Set HUB_PASSWORD to a password of at least 8 characters: all learners log in with it.")
HOMES.mkdir(parents=True, exist_ok=True)

c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ["HUB_PASSWORD"]
c.Authenticator.allow_all = True
c.Authenticator.username_pattern = r"[a-z][a-z0-9_-]*$"  # it names a folder
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = f"{HOMES}/{{username}}"
c.JupyterHub.db_url = f"sqlite:///{HOMES}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = f"{HOMES}/cookie_secret"
c.ConfigurableHTTPProxy.pid_file = f"{HOMES}/proxy.pid"
