"""What a page says on its console. JupyterLab complains of nothing else here, so every other complaint counts."""

import re

# JupyterLab of its own scrolling and its own plugins, on a slow machine
SLOW = re.compile(r"did not appear within|Plugin @jupyterlab/.* (is taking too long|took [\d.]+ms) to activate")


class Console:
    """Warnings, errors and uncaught exceptions of a page, from the moment that it is listened to."""

    def __init__(self, page):
        self.messages = 0  # of every kind: JupyterLab always says something, so 0 means that nobody listened
        self._complaints = []
        self._page = page
        page.on("console", self._said)
        page.on("pageerror", lambda error: self._complaints.append(f"uncaught: {error}"))

    def _said(self, message):
        self.messages += 1
        if message.type in {"error", "warning"} and not SLOW.search(message.text):
            self._complaints.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def let_go(self):
        """Release the mouse, which a test that failed while it dragged has left pressed."""
        if not self._page.is_closed():
            self._page.mouse.up()

    def take_complaints(self):
        """All complaints since they were last taken."""
        taken, self._complaints = self._complaints, []
        return taken
