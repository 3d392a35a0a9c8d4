"""A Jupyter Server on 127.0.0.1 with its own token, and a kernel in it, reached through their public interfaces."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from pathlib import Path

import websocket

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds until a server or a kernel that says nothing counts as broken


class RunningServer:
    """A server in its own process and folder; `log` is the text of what it has said so far."""

    def __init__(self, folder, *options):
        self._log = folder / "log"
        self._folder = folder
        environment = os.environ | {
            "JUPYTER_CONFIG_DIR": str(folder / "config"),
            "JUPYTER_DATA_DIR": str(folder / "data"),
            "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
            "IPYTHONDIR": str(folder / "ipython"),
            "PYTHONPATH": str(ROOT),
        }
        as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        address = ["--ServerApp.ip=127.0.0.1", f"--ServerApp.port={free_port()}", "--ServerApp.port_retries=0"]
        command = [sys.executable, "-m", "jupyter_server", "--no-browser", *address]
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, *as_root, *options], cwd=folder, env=environment, stdout=log, stderr=log
            )
        info = self._await_info()
        self.url, self.token = info["url"], info["token"]

    @property
    def log(self):
        return self._log.read_text(errors="replace")

    def _await_info(self):
        """What the server has written about itself, once it listens too."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            for path in (self._folder / "runtime").glob("jpserver-*.json"):
                with contextlib.suppress(json.JSONDecodeError, OSError):
                    info = json.loads(path.read_text())
                    socket.create_connection(("127.0.0.1", info["port"]), timeout=PATIENCE).close()
                    return info
            time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"the server did not start; it said:\n{self.log}")

    @contextlib.contextmanager
    def kernel(self):
        """A websocket to a kernel of its own."""
        identity, connection = new_kernel(self.url, self.token)
        try:
            yield connection
        finally:
            connection.close()
            ask(f"{self.url}api/kernels/{identity}", self.token, "DELETE")

    def stop(self):
        end(self.process)


def ask(address, token, method="GET", data=None):
    """Send a request, with data as JSON; what comes back, read as JSON."""
    headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}
    body = None if data is None else json.dumps(data).encode()
    request = urllib.request.Request(address, body, headers, method=method)
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        return json.loads(response.read() or "null")


def new_kernel(url, token):
    """The name of a new kernel in a server's folder, and a websocket to it."""
    identity = ask(f"{url}api/kernels", token, "POST", {"path": ""})["id"]
    address = f"{url.replace('http', 'ws', 1)}api/kernels/{identity}/channels?session_id=test"
    header = [f"Authorization: token {token}"]
    return identity, websocket.create_connection(address, timeout=PATIENCE, header=header)


def end(process):
    """End a process, by force if it does not listen."""
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port():
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(connection, code="pass"):
    """Run code in a kernel, and wait until that says ``idle``."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "session": "test", "version": "5.3"}
    content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
    message = {"header": header | {"username": "", "date": ""}, "parent_header": {}, "metadata": {}}
    connection.send(json.dumps(message | {"content": content, "channel": "shell", "buffers": []}))
    while True:
        answer = json.loads(connection.recv())
        ours = answer["parent_header"].get("msg_id") == header["msg_id"]
        if ours and answer["content"].get("execution_state") == "idle":
            return
