"""A class on one machine: each learner is a user of the system, and reads nobody else's files.

Run it as root, in a folder that only root can write to; there the hub keeps its database and its secrets:

    COURSE/.venv/bin/jupyterhub --config COURSE/etc/jupyterhub/jupyterhub_config.py

Members of the group `learners` may log in, those of `teachers` may also stop servers and see who is there. The hub
answers on this machine only, for a web server with HTTPS in front of it; HUB_URL names another address.
"""

import grp
from pathlib import Path

c = get_config()  # noqa: F821 - JupyterHub hands it to the file
load_subconfig(str(Path(__file__).with_name("common.py")))  # noqa: F821

c.JupyterHub.authenticator_class = "pam"
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.LocalAuthenticator.allowed_groups = {"learners", "teachers"}
c.LocalAuthenticator.admin_groups = {"teachers"}

for missing in c.LocalAuthenticator.allowed_groups - {group.gr_name for group in grp.getgrall()}:
    raise SystemExit(f"This system has no group {missing}, which may log in. Make it: groupadd {missing}")
