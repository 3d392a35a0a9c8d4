"""A server extension, for the tests only: looks every second, and not only every minute, whether the server is used."""

from tornado.ioloop import PeriodicCallback


def _jupyter_server_extension_points():
    return [{"module": "tests.server.hasty"}]


def _load_jupyter_server_extension(serverapp):
    PeriodicCallback(serverapp.shutdown_no_activity, 1000).start()
