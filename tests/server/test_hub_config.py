"""A hub's configurations, read without a hub: they listen on this machine only and bring no password of their own."""

import os
from types import SimpleNamespace

import pytest
from traitlets.config import PyFileConfigLoader

from tests.server.running import ROOT

REAL, TRIED = "jupyterhub_config.py", "try_config.py"
PASSWORD = {"HUB_PASSWORD": "correct horse"}
ELSEWHERE = "https://192.0.2.1:443"


@pytest.fixture
def read(monkeypatch):
    """What a configuration sets, on a system with these groups and this in the environment."""

    def read(name, environment, groups=("learners", "teachers")):
        if name == REAL:
            grp = pytest.importorskip("grp", reason="only systems with groups of users have the real configuration")
            monkeypatch.setattr(grp, "getgrall", lambda: [SimpleNamespace(gr_name=group) for group in groups])
        for variable in ("HUB_URL", "HUB_PASSWORD"):
            monkeypatch.delenv(variable, raising=False)
        for variable, value in environment.items():
            monkeypatch.setenv(variable, value)
        return PyFileConfigLoader(name, path=os.fspath(ROOT / "etc" / "jupyterhub")).load_config()

    return read


@pytest.mark.parametrize("name", [REAL, TRIED])
def test_it_listens_on_this_machine_only_unless_told_otherwise(read, name):
    assert read(name, PASSWORD).JupyterHub.bind_url == "http://127.0.0.1:8000"
    assert read(name, PASSWORD | {"HUB_URL": ELSEWHERE}).JupyterHub.bind_url == ELSEWHERE


@pytest.mark.parametrize("environment", [{}, {"HUB_PASSWORD": ""}, {"HUB_PASSWORD": "1234567"}])
def test_there_is_no_password_that_nobody_has_chosen(read, environment):
    with pytest.raises(SystemExit, match="at least 8 characters"):
        read(TRIED, environment)
    assert read(TRIED, PASSWORD).SharedPasswordAuthenticator.user_password == PASSWORD["HUB_PASSWORD"]


def test_the_real_one_asks_the_system_who_may_log_in(read):
    assert read(REAL, {}).JupyterHub.authenticator_class == "pam"
    with pytest.raises(SystemExit, match="groupadd learners"):
        read(REAL, {}, groups=["teachers"])
