"""helpers.server on servers that are not as expected; `test_websocket` has the real one."""

import logging
from types import SimpleNamespace

import pytest

from helpers import server

USUAL = type("Connection", (), {"websocket_handler": None, "connect": None})


def load(web_app, caplog):
    """How loudly the extension says what it does."""
    with caplog.at_level(logging.INFO):
        server._load_jupyter_server_extension(SimpleNamespace(web_app=web_app, log=logging.getLogger("fake-server")))
    return [record.levelname for record in caplog.records]


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {server.SETTING: None},
        {server.SETTING: "a.dotted.Name"},
        {server.SETTING: type("NoConnect", (), {"websocket_handler": None})},
        {server.SETTING: type("NoHandler", (), {"connect": None})},
    ],
    ids=["no setting", "no class", "a name instead of a class", "no connect", "no handler"],
)
def test_steps_aside_with_one_warning(settings, caplog):
    before = dict(settings)
    assert load(SimpleNamespace(settings=settings), caplog) == ["WARNING"]
    assert settings == before


def test_steps_aside_without_web_app(caplog):
    assert load(None, caplog) == ["WARNING"]


def test_steps_aside_without_set_nodelay(caplog, monkeypatch):
    settings = {server.SETTING: USUAL}
    assert load(SimpleNamespace(settings=dict(settings)), caplog) == ["INFO"]
    monkeypatch.delattr(server.WebSocketHandler, "set_nodelay")
    caplog.clear()
    assert load(SimpleNamespace(settings=settings), caplog) == ["WARNING"]
    assert settings == {server.SETTING: USUAL}
