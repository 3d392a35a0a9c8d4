"""helpers.server on servers that are not as expected; `test_websocket` has the real one."""

import logging
from types import SimpleNamespace

import pytest

from helpers import server

USUAL = type("Connection", (), {"websocket_handler": None, "connect": None})
UNUSUAL = {
    "no setting": {},
    "no class": {server.SETTING: None},
    "a name instead of a class": {server.SETTING: "a.dotted.Name"},
    "no connect": {server.SETTING: type("NoConnect", (), {"websocket_handler": None})},
    "no handler": {server.SETTING: type("NoHandler", (), {"connect": None})},
    "no set_nodelay": {server.SETTING: USUAL},
    "no web_app": None,
}


def load(settings, caplog):
    """How loudly the extension says what it does."""
    web_app = None if settings is None else SimpleNamespace(settings=settings)
    with caplog.at_level(logging.INFO):
        server._load_jupyter_server_extension(SimpleNamespace(web_app=web_app, log=logging.getLogger("fake-server")))
    return [record.levelname for record in caplog.records]


@pytest.mark.parametrize("case", UNUSUAL)
def test_steps_aside_with_one_warning(case, caplog, monkeypatch):
    settings = UNUSUAL[case] and dict(UNUSUAL[case])
    if case == "no set_nodelay":
        monkeypatch.delattr(server.WebSocketHandler, "set_nodelay")
    assert load(settings, caplog) == ["WARNING"]
    assert settings == UNUSUAL[case]


def test_says_that_it_works_on_a_usual_server(caplog):
    assert load({server.SETTING: USUAL}, caplog) == ["INFO"]
