"""A second server extension, for the tests only: logs the socket option that a kernel's websocket really has."""

import socket

from helpers.server import SETTING

REPORT = "spy: TCP_NODELAY="


def _jupyter_server_extension_points():
    return [{"module": "tests.server.spy"}]


def _load_jupyter_server_extension(serverapp):
    settings = serverapp.web_app.settings

    class Spy(settings[SETTING]):
        def handle_incoming_message(self, message):
            stream = self.websocket_handler.ws_connection.stream
            nodelay = stream.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            self.log.warning("%s%d", REPORT, bool(nodelay))
            return super().handle_incoming_message(message)

    settings[SETTING] = Spy
