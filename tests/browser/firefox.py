"""A Firefox as it is installed, over its WebDriver BiDi socket: Playwright drives only one that was built for it."""

import json
import shutil
import subprocess

import websocket

END = "\ue010"  # the key, as WebDriver calls it
READY = "WebDriver BiDi listening on "


def find_firefox():
    """The executable, or None."""
    return shutil.which("firefox") or shutil.which("firefox-esr")


class Firefox:
    """A page of a Firefox without a window; `complaints` are the warnings and errors on its console."""

    def __init__(self, profile):
        command = [find_firefox(), "--headless", "--remote-debugging-port=0", "--profile", str(profile)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        address = next(line.partition(READY)[2].strip() for line in self._process.stderr if READY in line)
        self._socket = websocket.create_connection(f"{address}/session", timeout=60, suppress_origin=True)
        self._sent, self.complaints = 0, []
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["log.entryAdded"])
        self._page = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, address):
        self._ask("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def run(self, expression):
        """What a JavaScript expression, or its promise, gives on the page."""
        target = {"context": self._page}
        found = self._ask("script.evaluate", expression=expression, target=target, awaitPromise=True)
        if found["type"] == "exception":
            raise RuntimeError(found["exceptionDetails"]["text"])
        return found["result"].get("value")

    def wait(self, expression):
        """Wait until a JavaScript expression is true of the page."""
        self.run(
            f"new Promise((done) => {{ const look = () => ({expression}) ? done() : setTimeout(look, 50); look(); }})"
        )

    def press(self, key):
        self._act("key", *({"type": kind, "value": key} for kind in ("keyDown", "keyUp")))

    def point(self, x, y, *, then=""):
        """Move the mouse there, and then press its button, "pointerDown", or let it go, "pointerUp"."""
        move = {"type": "pointerMove", "x": round(x), "y": round(y)}
        self._act("pointer", move, *[{"type": then, "button": 0}] * bool(then))

    def close(self):
        self._socket.close()
        self._process.terminate()
        self._process.communicate()

    def _act(self, kind, *actions):
        self._ask("input.performActions", context=self._page, actions=[{"type": kind, "id": kind, "actions": actions}])

    def _ask(self, method, **params):
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": params}))
        while (answer := json.loads(self._socket.recv())).get("id") != self._sent:
            said = answer.get("params", {})
            if said.get("level") in {"warn", "error"}:
                self.complaints.append(said["text"])
        if answer["type"] == "error":
            raise RuntimeError(answer["message"])
        return answer["result"]
