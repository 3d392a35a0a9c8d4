"""A real JupyterHub on 127.0.0.1 with a course of its own, and learners who log in. `benchmarks` uses it too."""

import os
import secrets
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import SimpleNamespace

import nbformat

from tests.browser.lab import KERNEL, PATIENCE
from tests.server.running import ROOT, ask, end, free_port

PROXY = ROOT / "build" / "proxy" / "node_modules" / ".bin"  # `make hub-ready` puts it there
SETTINGS = """load_subconfig({config!r})
c.JupyterHub.hub_port, c.ConfigurableHTTPProxy.api_url = {port}, "http://127.0.0.1:{proxy_port}"
c.Spawner.args += ["--LabApp.expose_app_in_browser=True", "--allow-root"]
c.Spawner.environment["PYTHONPATH"] = {path!r}
c.JupyterHub.services = [{{"name": "tests", "api_token": {token!r}}}]
c.JupyterHub.load_roles = [{{"name": "tests", "services": ["tests"], "scopes": [
    "admin:users", "admin:servers", "admin:server_state", "access:servers"
]}}]
{more}
"""


def find_proxy():
    """Folder of configurable-http-proxy, or None."""
    found = shutil.which("configurable-http-proxy", path=f"{PROXY}{os.pathsep}{os.environ['PATH']}")
    return found and os.path.dirname(found)


class Hub:
    """A hub of the course in `folder`; `config` names the configuration, `more` are further lines of it.

    Whoever has its `token` may ask it, and each learner's server, for anything.
    """

    password, token = "correct horse", secrets.token_hex()

    def __init__(self, folder, config, *sources, more="", path=str(ROOT)):
        self.folder, self.course, self.url = folder, folder / "course", f"http://127.0.0.1:{free_port()}/"
        for name in ("etc/jupyterhub", "tools"):
            shutil.copytree(ROOT / name, self.course / name, ignore=shutil.ignore_patterns("__pycache__"))
        self.lesson = self.course / "notebooks" / "lesson.ipynb"
        self.lesson.parent.mkdir()
        self.write(*sources)
        settings = SETTINGS.format(
            config=str(self.course / "etc" / "jupyterhub" / config),
            port=free_port(), proxy_port=free_port(), path=path, token=self.token, more=more,
        )  # fmt: skip
        (folder / "settings.py").write_text(settings)
        environment = os.environ | {
            "PATH": f"{find_proxy()}{os.pathsep}{os.environ['PATH']}",
            "HUB_PASSWORD": self.password,
            "HUB_URL": self.url,
        }
        with (folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jupyterhub", "--config", folder / "settings.py"],
                cwd=folder, env=environment, stdout=log, stderr=log,
            )  # fmt: skip
        self._await()

    @property
    def log(self):
        return (self.folder / "log").read_text(errors="replace")

    def _await(self):
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            try:
                return urllib.request.urlopen(f"{self.url}hub/login").close()
            except urllib.error.URLError:
                time.sleep(0.2)
        self.stop()
        raise RuntimeError(f"the hub did not start; it said:\n{self.log}")

    def write(self, *sources):
        """What the course's one lesson says from now on."""
        cells = [nbformat.v4.new_code_cell(source, id=str(place)) for place, source in enumerate(sources)]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), self.lesson)

    def start(self, name):
        """Start a learner's server without a browser."""
        if not any(user["name"] == name for user in ask(f"{self.url}hub/api/users", self.token)):
            ask(f"{self.url}hub/api/users/{name}", self.token, "POST")
        ask(f"{self.url}hub/api/users/{name}/server", self.token, "POST")
        self.await_server(name, True)

    def await_server(self, name, wanted):
        """Wait until a learner's server is ready, or is gone."""
        until = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < until:
            server = ask(f"{self.url}hub/api/users/{name}", self.token)["servers"].get("", {"ready": False})
            if server["ready"] is wanted:
                return
            time.sleep(0.5)
        raise TimeoutError(f"{name}'s server is still {'not ready' if wanted else 'there'}")

    def log_in(self, page, name, timeout=PATIENCE):
        """Log in as a learner and wait for the learner's own server."""
        page.goto(f"{self.url}hub/login")
        page.fill("#username_input", name)
        page.fill("#password_input", self.password)
        page.click("#login_submit")
        page.wait_for_url(lambda url: f"/user/{name}/" in url, timeout=timeout)

    def lab(self, name):
        """A learner's server as a `Lab` says where it is."""
        return SimpleNamespace(url=f"{self.url}user/{name}/", token="")

    def restart(self, page, name):
        """Stop a learner's server, as an idle one is, and start it again."""
        page.goto(f"{self.url}hub/home")
        page.click("#stop")
        page.wait_for_selector("#stop", state="hidden", timeout=PATIENCE)
        page.goto(f"{self.url}hub/spawn/{name}")
        page.wait_for_url(lambda url: f"/user/{name}/" in url, timeout=PATIENCE)

    def stop(self):
        print(self.log)  # pytest shows it where a test fails
        end(self.process)
