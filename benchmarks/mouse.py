"""A browser's own mouse: Chromium's moves at a steady rate whether or not the page keeps up."""

import json
import time
import urllib.request
from typing import Any

import websocket
from playwright.sync_api import Page

from tests.browser.firefox import Firefox


class Mouse:
    """A mouse that does not wait: Playwright's returns only once the page has dealt with the move.

    Parameters
    ----------
    page : playwright.sync_api.Page
        The page to move in, the only one at its address.
    port : int
        Where its browser's DevTools listen on 127.0.0.1.
    """

    def __init__(self, page: Page, port: int) -> None:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json", timeout=20) as answer:
            targets = json.load(answer)
        (address,) = [target["webSocketDebuggerUrl"] for target in targets if target["url"] == page.url]
        self._socket = websocket.create_connection(address, timeout=20, suppress_origin=True)
        self._sent = 0

    def press(self, x: float, y: float) -> None:
        """Put the left button down at a place of the page, in CSS pixels."""
        self._send("mouseMoved", x, y, buttons=0)
        self._send("mousePressed", x, y)

    def drag(self, x: float, y: float) -> None:
        """Move there with the button held."""
        self._send("mouseMoved", x, y)

    def release(self, x: float, y: float) -> None:
        """Let the button go, and wait until the page has dealt with all that was sent."""
        self._send("mouseReleased", x, y, buttons=0)
        while json.loads(self._socket.recv()).get("id") != self._sent:
            pass

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _send(self, kind: str, x: float, y: float, buttons: int = 1) -> None:
        self._sent += 1
        event = {"type": kind, "x": x, "y": y, "button": "left", "buttons": buttons, "clickCount": 1}
        message = {"id": self._sent, "method": "Input.dispatchMouseEvent", "params": event}
        self._socket.send(json.dumps(message))


class InFirefox:
    """A page of Firefox and its mouse, so far as `single_steps` and `drag` ask Playwright's page and `Mouse`.

    Parameters
    ----------
    firefox : Firefox
        Where the page is open.
    """

    def __init__(self, firefox: Firefox) -> None:
        self._firefox = firefox

    def evaluate(self, function: str, value: object = None) -> Any:
        """Call a JavaScript function; gives what it returns."""
        return json.loads(self._firefox.run(f"JSON.stringify(({function})({json.dumps(value)}) ?? null)"))

    def wait_for_function(self, function: str, **_: object) -> None:
        """Wait until it returns what is true."""
        self._firefox.wait(f"({function})()")

    def wait_for_timeout(self, milliseconds: float) -> None:
        """Wait."""
        time.sleep(milliseconds / 1000)

    def press(self, x: float, y: float) -> None:
        """Put the left button down at a place of the page, in CSS pixels."""
        self._firefox.point(x, y, then="pointerDown")

    def drag(self, x: float, y: float) -> None:
        """Move there with the button held, and wait until the page has dealt with it."""
        self._firefox.point(x, y)

    def release(self, x: float, y: float) -> None:
        """Let the button go."""
        self._firefox.point(x, y, then="pointerUp")
