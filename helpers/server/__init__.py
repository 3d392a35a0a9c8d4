"""A Jupyter Server extension: kernel messages leave at once, so that a picture follows the slider.

While a slider is dragged, the browser waits for the kernel's ``idle`` before it sends the next value. That message is
small, and Nagle's algorithm holds a small packet back until the previous one has been acknowledged, which a browser
may delay by 40 ms. The socket option ``TCP_NODELAY`` turns the algorithm off. The extension sets it on the websockets
of kernels and does nothing else. Installing the course enables it (``etc/jupyter/jupyter_server_config.d``), for all
notebooks.
"""

from typing import Any

from tornado.websocket import WebSocketHandler

SETTING = "kernel_websocket_connection_class"


def without_delay(base: Any) -> type:
    """Subclass the websocket connection class that the server would use, so that it sends every message at once."""
    if not (isinstance(base, type) and hasattr(base, "connect") and hasattr(base, "websocket_handler")):
        raise ValueError(f"expected a class with connect and websocket_handler, received {base!r}")
    if not hasattr(WebSocketHandler, "set_nodelay"):
        raise ValueError("expected set_nodelay on Tornado's WebSocketHandler, which has none")

    class WithoutDelay(base):
        def connect(self) -> Any:
            self.websocket_handler.set_nodelay(True)
            return super().connect()

    return WithoutDelay


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "helpers.server"}]


def _load_jupyter_server_extension(serverapp: Any) -> None:
    try:
        settings = serverapp.web_app.settings
        settings[SETTING] = without_delay(settings[SETTING])
    except (AttributeError, KeyError, ValueError) as error:
        serverapp.log.warning("helpers.server changes nothing, Jupyter Server is not as expected: %r", error)
    else:
        serverapp.log.info("helpers.server: kernel websockets send without delay (TCP_NODELAY)")
