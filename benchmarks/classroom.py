"""What a class needs on a real hub: memory a learner, starts a minute, and how many may drag before all wait.

A simulated learner drags the learning rate of `LearningRateExplorer` for two seconds of every twenty: as soon as the
kernel is idle the next value is sent, as a page does it. For more learners than there are kernels, each kernel is
dragged by several, one after the other. Hub, learners and their links to far away share the machine's cores.
"""

import json
import math
import random
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np
import psutil
import websocket
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1

from benchmarks.far import Link
from benchmarks.tables import milliseconds, table
from tests.browser.hub import Hub, find_proxy
from tests.server.running import ask, end
from tools import stored

LEARNERS = 30  # servers and kernels at once
DRAGGING = (1, 10, 30, 60, 120, 240)  # learners at once, of whom a tenth drags
DRAG, EVERY = 2, 20  # seconds: a drag, and one in so many
PATIENCE = 120  # seconds without an answer until a learner counts as lost
SLOWER = 0.1  # seconds longer than a lone learner's step: what a class may wait
ROUND_TRIP, RATE = 100, 10  # milliseconds and Mbit/s of each learner's own link to far away
CLASSES = (10, 30, 100, 1000)
PROTOCOL = "v1.kernel.websocket.jupyter.org"  # what JupyterLab speaks
LOST = (OSError, websocket.WebSocketException, Empty, psutil.Error)
BUILT = """from helpers.data import flats
from helpers.explorers import LearningRateExplorer
explorer = LearningRateExplorer(flats())
slider = explorer.controls["learning_rate"]
print(slider.model_id, slider.min, slider.max)
explorer"""

tell = partial(print, file=sys.stderr, flush=True)


class Kernel:
    """A kernel of a learner's, and a line to it.

    The line is read all the time, as a browser does it: a server hangs up on whoever leaves its pings without an answer
    for 90 seconds.
    """

    def __init__(self, kernels: str) -> None:
        self.identity = ask(kernels, Hub.token, "POST", {})["id"]
        self.connect(kernels)

    def connect(self, kernels: str) -> None:
        """Have the line go by this address of the server's kernels from now on."""
        if hasattr(self, "_line"):
            self._line.abort()
        self._own = f"{kernels}/{self.identity}"
        address = f"{self._own.replace('http', 'ws', 1)}/channels"
        header = [f"Authorization: token {Hub.token}"]
        self._line = websocket.create_connection(address, timeout=PATIENCE, header=header, subprotocols=[PROTOCOL])
        self._line.settimeout(None)
        self._answers = SimpleQueue()
        threading.Thread(target=self._listen, args=(self._line, self._answers), daemon=True).start()

    @staticmethod
    def _listen(line: websocket.WebSocket, answers: SimpleQueue) -> None:
        with suppress(OSError, websocket.WebSocketException):
            while message := line.recv():
                _, (header, parent, _, content, *_) = deserialize_msg_from_ws_v1(message)
                if json.loads(header)["msg_type"] in ("status", "stream"):
                    answers.put((json.loads(parent).get("msg_id"), json.loads(content)))
        answers.put((None, None))

    def send(self, kind: str, **content: Any) -> str:
        """Send a message; what the kernel printed until it was idle."""
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "s", "username": "", "version": "5.3"}
        parts = [json.dumps(part).encode() for part in (header | {"date": ""}, {}, {}, content)]
        self._line.send_binary(serialize_msg_to_ws_v1(parts, "shell"))
        printed = ""
        while True:
            asked, answer = self._answers.get(timeout=PATIENCE)
            if answer is None:
                raise ConnectionError("the server hung up")
            if asked == header["msg_id"]:
                printed += answer.get("text", "")
                if answer.get("execution_state") == "idle":
                    return printed

    def end(self) -> None:
        """End it."""
        self._line.abort()
        ask(self._own, Hub.token, "DELETE")


class Learner:
    """A learner of a hub, with a server, an explorer in a kernel, and a link of their own."""

    def __init__(self, hub: Hub, name: str) -> None:
        self.hub, self.name, self.steps, self.is_lost = hub, name, [], False
        self.user = f"{hub.url}hub/api/users/{name}"
        ask(self.user, Hub.token, "POST", {})

    def order(self) -> None:
        """Ask for the server."""
        ask(f"{self.user}/server", Hub.token, "POST", {})

    def kernels(self, url: str) -> str:
        """Where the learner's kernels are, as it is seen from the hub or over a link."""
        return f"{url}user/{self.name}/api/kernels"

    def new_kernel(self) -> Kernel:
        """Start a kernel."""
        return Kernel(self.kernels(self.hub.url))

    def open(self) -> None:
        """Open the explorer."""
        self.kernel = self.new_kernel()
        self.model, low, high = self.kernel.send("execute_request", code=BUILT).split()
        self.rates = np.geomspace(float(low), float(high), 200)

    def move_away(self) -> None:
        """Go on from far away."""
        self.link = Link(self.hub.url)
        self.link.become(ROUND_TRIP, RATE)
        self.kernel.connect(self.kernels(self.link.url))

    def drag(self, turns: int) -> None:
        """Drag as so many learners do, one after the other; `steps` are the seconds of each step."""
        chance = random.Random(f"{self.name} {turns}")
        begun = time.monotonic() + chance.uniform(0, DRAG)
        for turn in sorted(chance.sample(range(EVERY // DRAG), turns)):
            start = begun + turn * DRAG
            time.sleep(max(0, start - time.monotonic()))
            while time.monotonic() < start + DRAG:
                sent = time.perf_counter()
                moved = {"method": "custom", "content": {"value": chance.choice(self.rates)}}
                self.kernel.send("comm_msg", comm_id=self.model, data=moved)
                self.steps.append(time.perf_counter() - sent)

    def weigh(self) -> None:
        """Weigh the server and its largest kernel, in megabytes."""
        state = ask(self.user, Hub.token)["servers"].get("")
        if state is None:
            raise ConnectionError("the server has ended")
        server = psutil.Process(state["state"]["pid"])
        self.server, self.largest = memory(server), max(map(memory, server.children()), default=0)

    def run_notebooks(self, weights: dict[str, float]) -> None:
        """Run each notebook in a kernel of its own, and say what the kernel weighs afterwards."""
        for path in stored.find([stored.FOLDER]):
            kernel = self.new_kernel()
            for cell in stored.read(path).cells:
                if cell.cell_type == "code":
                    kernel.send("execute_request", code=cell.source, allow_stdin=False)
            self.weigh()
            kernel.end()
            weights[path.stem] = self.largest
            tell(f"{path.stem} is run, its kernel has {self.largest:.0f} MB")


def memory(process: psutil.Process) -> float:
    """Megabytes of a process, of what it shares its share (PSS)."""
    return process.memory_full_info().pss / 1e6


def together(learners: Sequence[Learner], do: Callable[[Learner], None]) -> None:
    """Have all learners do something at once; who cannot is lost, which is said, and the others go on."""

    def attempt(learner: Learner) -> None:
        try:
            do(learner)
        except LOST as problem:
            learner.is_lost = True
            tell(f"{learner.name} is lost: {problem!r}")

    threads = [threading.Thread(target=attempt, args=(learner,)) for learner in left(learners)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def left(learners: Sequence[Learner]) -> list[Learner]:
    """Those who are not lost."""
    return [learner for learner in learners if not learner.is_lost]


def report(many: int = LEARNERS, dragging: Sequence[int] = DRAGGING) -> str:
    """Measure starts, memory and drags, in about eight minutes.

    Parameters
    ----------
    many : int, optional
        Learners who really have a server and a kernel.
    dragging : sequence of int, optional
        Learners of whom a tenth drags at any time, `many` times ten at most.

    Returns
    -------
    str
        Markdown; empty where there is no JupyterHub, or no proxy for it.
    """
    if not find_spec("jupyterhub") or not find_proxy():
        tell("The classroom was not measured: `make hub-ready` brings the JupyterHub and the proxy that it needs.")
        return ""
    with tempfile.TemporaryDirectory() as folder:
        hub = Hub(Path(folder), "try_config.py", "1")
        learners = [Learner(hub, f"learner{number}") for number in range(many)]
        try:
            return "\n".join(measured(hub, learners, dragging))
        finally:
            for learner in learners:
                if hasattr(learner, "link"):
                    learner.link.stop()
            end(hub.process)


def measured(hub: Hub, learners: list[Learner], dragging: Sequence[int]) -> list[str]:
    """Measure one thing after the other; what is said of each."""
    seconds = ready_after(hub, learners)
    together(learners, Learner.weigh)
    servers = [learner.server for learner in left(learners)]
    tell(f"{len(servers)} servers are ready after {seconds:.0f} seconds")
    together(learners, Learner.open)
    together(learners, Learner.weigh)
    kernels = [learner.largest for learner in left(learners)]
    tell(f"{len(kernels)} kernels show an explorer, {np.median(kernels):.0f} MB each")
    whole = {}
    together(left(learners)[:1], partial(Learner.run_notebooks, weights=whole))
    itself = psutil.Process(hub.process.pid)
    hub_and_proxy = sum(map(memory, [itself, *(each for each in itself.children() if each.name() == "node")]))
    near = drags(learners, dragging)
    together(learners, Learner.move_away)
    far = drags(learners, dragging)
    may = min(bearable(near), bearable(far))
    server, cores = float(np.median(servers)), psutil.cpu_count()
    each = server + max(whole.values())
    lost = len(learners) - len(left(learners))
    return [
        f"- {len(servers)} servers asked for at once were all ready after {seconds:.0f} seconds, "
        f"{60 * len(servers) / seconds:.0f} a minute.",
        f"- A server takes {server:.0f} MB and a kernel with one explorer {np.median(kernels):.0f} MB, when "
        f"{len(kernels)} of each share what they have in common; the hub and its proxy take {hub_and_proxy:.0f} MB.",
        f"- {lost or 'None'} of the {len(learners)} simulated learners lost the line on the way.\n",
        table(
            "Memory of a learner who has run a whole notebook, among the others",
            ["notebook", "kernel", "with the server"],
            [[name, f"{kernel:.0f} MB", f"{kernel + server:.0f} MB"] for name, kernel in whole.items()],
        ),
        table(
            "From a move of the slider to the end of the kernel's answer, median / 95th percentile",
            ["learners, a tenth of whom drag", "near", f"{ROUND_TRIP} ms and {RATE} Mbit/s"],
            [[str(many), milliseconds(near[many]), milliseconds(far[many])] for many in near],
        ),
        f"On these {cores} cores, which the simulated learners and their links use too, the median step is "
        f"{1000 * SLOWER:.0f} ms longer than a lone learner's with {said(bearable(near), near)} learners near and "
        f"{said(bearable(far), far)} far away. More than {len(learners)} are {len(learners)} kernels that each are "
        "dragged by several learners in turn.\n",
        table(
            "What to plan",
            ["learners", "cores", "memory"],
            [
                [f"{many:,}", str(max(2, math.ceil(many * cores / may))), f"{math.ceil(1 + many * each / 1000):,} GB"]
                for many in CLASSES
            ],
        ),
        f"The last table is scaled up from the others, not measured: {each:.0f} MB for each learner with one notebook "
        f"open, 1 GB for the hub and the system, a core for {may / cores:.0f} learners, but never fewer than two. "
        "1,000 learners need several machines.",
    ]


def ready_after(hub: Hub, learners: list[Learner]) -> float:
    """Start all servers at once; seconds until the last was ready, or until the last that came."""
    begun = last = time.perf_counter()
    together(learners, Learner.order)
    waiting = {learner.name: learner for learner in left(learners)}
    while waiting and time.perf_counter() < last + PATIENCE:
        time.sleep(0.5)
        for user in ask(f"{hub.url}hub/api/users?state=ready", Hub.token):
            if waiting.pop(user["name"], None):
                last = time.perf_counter()
    for learner in waiting.values():
        learner.is_lost = True
        tell(f"{learner.name} is lost: no server came")
    return last - begun


def drags(learners: list[Learner], dragging: Sequence[int]) -> dict[int, list[float]]:
    """Seconds of each step, by how many learners there are."""
    steps = {}
    for many in dragging:
        turns = max(1, many // len(learners))
        together(learners[:many], partial(Learner.drag, turns=turns))
        steps[many] = [step for learner in learners for step in learner.steps]
        for learner in learners:
            learner.steps.clear()
        tell(f"{many} learners: {milliseconds(steps[many])}, {len(steps[many])} steps")
    return steps


def bearable(steps: dict[int, list[float]]) -> float:
    """How many learners there are when the median step is `SLOWER` than a lone one's; the most tried if it never is."""
    slower = np.array([np.median(each) for each in steps.values()])
    slower -= slower[0]
    return float(np.interp(SLOWER, np.maximum.accumulate(slower), list(steps)))


def said(many: float, steps: dict[int, list[float]]) -> str:
    """Say how many learners are bearable, in tens."""
    return f"more than {max(steps)}" if many >= max(steps) else f"about {round(many, -1):.0f}"
