"""helpers.server in a real Jupyter Server with a real kernel: the socket option that its websocket has."""

import importlib.metadata
import os

import pytest

from tests.server.running import RunningServer, run
from tests.server.spy import REPORT

ROUNDS = 3
SAYS = "kernel websockets send without delay"
# How the extension is asked for -> how often the server says it, and what the spy finds. Installing the course asks.
WAYS = {"by the course": ({}, 1), "not": ({"helpers.server": False}, 0)}


@pytest.mark.parametrize(("asked", "on"), WAYS.values(), ids=WAYS)
def test_a_kernels_websocket_sends_without_delay_where_that_is_asked_for(tmp_path, asked, on):
    if not asked:
        installed_or_skip()
    server = RunningServer(tmp_path, f"--ServerApp.jpserver_extensions={asked | {'tests.server.spy': True}}")
    try:
        with server.kernel() as kernel:
            for _ in range(ROUNDS):
                run(kernel)
    finally:
        server.stop()
    reported = [line.split(REPORT)[1].strip() for line in server.log.splitlines() if REPORT in line]
    assert reported == [str(on)] * ROUNDS
    assert server.log.count(SAYS) == on


def installed_or_skip():
    try:
        importlib.metadata.distribution("four-pillars")
    except importlib.metadata.PackageNotFoundError:
        if os.environ.get("CI") == "true":
            pytest.fail("CI tests the installed course, and four-pillars is not installed here")
        pytest.skip("four-pillars is not installed here; `make test` installs it")
