"""helpers.server on a server that is as expected, and on ones that are not."""

import logging
from types import SimpleNamespace

import pytest

from helpers import server


class Socket:
    """The part of Tornado's websocket handler that the extension uses."""

    nodelay = False

    def set_nodelay(self, value):
        self.nodelay = value


class Connection:
    """The part of Jupyter Server's kernel websocket connection that the extension uses."""

    websocket_handler = None

    def connect(self):
        return "connected"


def load(web_app, caplog):
    serverapp = SimpleNamespace(web_app=web_app, log=logging.getLogger("fake-server"))
    with caplog.at_level(logging.INFO):
        server._load_jupyter_server_extension(serverapp)
    return [record.levelname for record in caplog.records]


def test_connection_sets_nodelay_and_still_connects(caplog):
    settings = {server.SETTING: Connection}
    levels = load(SimpleNamespace(settings=settings), caplog)
    connection = settings[server.SETTING]()
    connection.websocket_handler = Socket()

    assert levels == ["INFO"]
    assert "TCP_NODELAY" in caplog.text
    assert connection.connect() == "connected"
    assert connection.websocket_handler.nodelay is True


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({}, id="no setting"),
        pytest.param({server.SETTING: None}, id="no class"),
        pytest.param({server.SETTING: "a.dotted.Name"}, id="a name instead of a class"),
        pytest.param({server.SETTING: type("NoConnect", (), {"websocket_handler": None})}, id="no connect"),
        pytest.param({server.SETTING: type("NoHandler", (), {"connect": None})}, id="no handler"),
    ],
)
def test_steps_aside_with_one_warning(settings, caplog):
    before = dict(settings)
    assert load(SimpleNamespace(settings=settings), caplog) == ["WARNING"]
    assert settings == before


def test_steps_aside_without_web_app(caplog):
    assert load(None, caplog) == ["WARNING"]


def test_steps_aside_without_set_nodelay(caplog, monkeypatch):
    monkeypatch.delattr(server.WebSocketHandler, "set_nodelay")
    settings = {server.SETTING: Connection}
    assert load(SimpleNamespace(settings=settings), caplog) == ["WARNING"]
    assert settings == {server.SETTING: Connection}
