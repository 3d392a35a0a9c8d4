"""What a class needs on a real hub: memory a learner, starts a minute, and how many may drag before all wait.

A simulated learner drags the learning rate of `LearningRateExplorer` for two seconds of every twenty: as soon as the
kernel is idle the next value is sent, as a browser's slider does it.
"""

import json
import random
import tempfile
import threading
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import websocket

from benchmarks.tables import milliseconds, table
from tests.browser.hub import Hub
from tools import stored

TOKEN = uuid.uuid4().hex
SERVICE = f"""
c.JupyterHub.services = [{{"name": "bench", "api_token": {TOKEN!r}}}]
c.JupyterHub.load_roles = [
    {{"name": "bench", "services": ["bench"], "scopes": ["admin:users", "admin:servers", "access:servers"]}}
]
"""
CLASSES = (1, 10, 20, 30)  # learners at once
DRAG, EVERY, LONG = 2, 20, 60  # seconds: a drag, one in so many, of a class's measurement
BUILT = """from helpers.data import flats
from helpers.explorers import LearningRateExplorer
explorer = LearningRateExplorer(flats())
slider = explorer.controls["learning_rate"]
print(slider.model_id, slider.min, slider.max)"""


class Learner:
    """A learner of a hub, with a server and at most one kernel."""

    def __init__(self, hub: Hub, name: str) -> None:
        self.hub, self.name, self.steps = hub, name, []
        self.ask("POST", f"hub/api/users/{name}", {})

    def ask(self, method: str, path: str, data: Any = None) -> Any:
        """Send a request to the hub or to the learner's server; what comes back, read as JSON."""
        headers = {"Authorization": f"token {TOKEN}", "Content-Type": "application/json"}
        body = None if data is None else json.dumps(data).encode()
        request = urllib.request.Request(self.hub.url + path, body, headers, method=method)
        with urllib.request.urlopen(request, timeout=300) as response:
            return json.loads(response.read() or "null")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.ask("POST", f"hub/api/users/{self.name}/server", {})
        while not self.ask("GET", f"hub/api/users/{self.name}")["servers"].get("", {}).get("ready"):
            time.sleep(0.2)

    @contextmanager
    def kernel(self) -> Iterator[Callable[..., str]]:
        """Start a kernel; what is yielded sends it a message and returns what it printed until it was idle."""
        identity = self.ask("POST", f"user/{self.name}/api/kernels", {})["id"]
        address = f"{self.hub.url.replace('http', 'ws', 1)}user/{self.name}/api/kernels/{identity}/channels"
        connection = websocket.create_connection(address, timeout=300, header=[f"Authorization: token {TOKEN}"])

        def send(kind: str, **content: Any) -> str:
            header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "s", "username": "", "version": "5.3"}
            message = {"header": header | {"date": ""}, "parent_header": {}, "metadata": {}, "content": content}
            connection.send(json.dumps(message | {"channel": "shell", "buffers": []}))
            printed = ""
            while True:
                answer = read(connection.recv())
                if answer["parent_header"].get("msg_id") == header["msg_id"]:
                    printed += answer["content"].get("text", "")
                    if answer["content"].get("execution_state") == "idle":
                        return printed

        yield send
        connection.close()
        self.ask("DELETE", f"user/{self.name}/api/kernels/{identity}")

    def drag_now_and_then(self, all_ready: threading.Barrier) -> None:
        """Open the explorer, wait for the class, and drag a tenth of the time; `steps` are the seconds of each step."""
        with self.kernel() as send:
            model, low, high = send("execute_request", code=BUILT).split()
            rates = np.geomspace(float(low), float(high), 200)
            chance = random.Random(self.name)
            all_ready.wait()
            begun = time.monotonic() + chance.uniform(0, EVERY - DRAG)
            for start in np.arange(begun, begun + LONG - EVERY + DRAG, EVERY):
                time.sleep(max(0, start - time.monotonic()))
                while time.monotonic() < start + DRAG:
                    sent = time.perf_counter()
                    state = {"value": chance.choice(rates)}
                    send("comm_msg", comm_id=model, data={"method": "update", "state": state, "buffer_paths": []})
                    self.steps.append(time.perf_counter() - sent)


def read(message: str | bytes) -> dict[str, Any]:
    """Read a kernel's message; one with buffers begins with their number and where they are."""
    if isinstance(message, bytes):
        numbers = np.frombuffer(message, dtype=">u4", count=1 + int.from_bytes(message[:4], "big"))
        ends = [*numbers[2:], len(message)]
        message = message[numbers[1] : ends[0]]
    return json.loads(message)


def memory(process: psutil.Process) -> float:
    """Megabytes of a process, of what it shares its share (PSS)."""
    return process.memory_full_info().pss / 1e6


def notebooks(learner: Learner) -> list[list[str]]:
    """Run each notebook in a kernel of its own: megabytes of the server and of the kernel afterwards."""
    rows = []
    for path in stored.find([stored.FOLDER]):
        with learner.kernel() as send:
            for cell in stored.read(path).cells:
                if cell.cell_type == "code":
                    send("execute_request", code=cell.source, allow_stdin=False)
            server = next(each for each in psutil.process_iter(["cmdline"]) if is_server_of(learner.name, each))
            kernel = max(map(memory, server.children()))
            rows.append(
                [path.stem, f"{memory(server):.0f} MB", f"{kernel:.0f} MB", f"{memory(server) + kernel:.0f} MB"]
            )
    return rows


def is_server_of(name: str, process: psutil.Process) -> bool:
    """Whether a process is a learner's server."""
    if "jupyterhub.singleuser" not in (process.info["cmdline"] or []):
        return False
    return process.environ().get("JUPYTERHUB_USER") == name


def report() -> str:
    """Measure memory, starts and drags.

    Returns
    -------
    str
        Tables in markdown.
    """
    with tempfile.TemporaryDirectory() as folder:
        hub = Hub(Path(folder), "try_config.py", "1", more=SERVICE)
        try:
            return "\n".join(_tables(hub))
        finally:
            hub.stop()


def _tables(hub: Hub) -> Iterator[str]:
    learners = [Learner(hub, f"learner{number}") for number in range(max(CLASSES))]
    begun = time.perf_counter()
    _at_once([learner.start for learner in learners])
    minute = 60 * len(learners) / (time.perf_counter() - begun)
    yield f"{len(learners)} servers started at once: {minute:.0f} a minute.\n"
    yield table(
        "Memory a learner", ["notebook, run to its end", "server", "kernel", "together"], notebooks(learners[0])
    )
    rows = []
    for many in CLASSES:
        ready = threading.Barrier(many)
        _at_once([partial(learner.drag_now_and_then, ready) for learner in learners[:many]])
        steps = [step for learner in learners for step in learner.steps]
        rows.append([str(many), milliseconds(steps), str(len(steps))])
        for learner in learners:
            learner.steps.clear()
    yield table("Learners who drag a tenth of the time", ["learners", "step, median / 95th percentile", "steps"], rows)


def _at_once(tasks: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=task) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
