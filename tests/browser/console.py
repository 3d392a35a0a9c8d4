"""What a page says on its console, without what JupyterLab is known to say by itself."""

# Each entry: a part of the message, and why it is not ours.
JUPYTERLABS_OWN = {}


class Console:
    """Warnings, errors and uncaught exceptions of a page, from the moment that it is listened to."""

    def __init__(self, page):
        self.messages = 0  # of every kind: JupyterLab always says something, so 0 means that nobody listened
        self.complaints = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self._complained(f"uncaught: {error}"))

    def _said(self, message):
        self.messages += 1
        if message.type in {"error", "warning"}:
            self._complained(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def _complained(self, text):
        if not any(part in text for part in JUPYTERLABS_OWN):
            self.complaints.append(text)
