"""helpers.server in a real Jupyter Server with a real kernel: the socket option, and the time until `idle`."""

import importlib.metadata
import os
import statistics

import pytest

from tests.server.running import RunningServer, round_trip
from tests.server.spy import REPORT

ROUNDS = 40
SAYS = "kernel websockets send without delay"


def extensions(**enabled):
    """The server's option for which extensions to load; `helpers__server` stands for helpers.server."""
    names = {name.replace("__", "."): value for name, value in enabled.items()}
    return f"--ServerApp.jpserver_extensions={names}"


def measure(folder, option):
    """Reported socket options, median milliseconds until `idle`, and the server's log."""
    folder.mkdir()
    server = RunningServer(folder, option)
    try:
        with server.kernel() as kernel:
            round_trip(kernel)  # the first one includes the kernel's start
            times = [round_trip(kernel) for _ in range(ROUNDS)]
    finally:
        server.stop()
    reported = [line.split(REPORT)[1].strip() for line in server.log.splitlines() if REPORT in line]
    return reported, 1000 * statistics.median(times), server.log


def test_socket_option_and_round_trip_with_and_without(tmp_path, capsys):
    with_it, with_ms, with_log = measure(tmp_path / "with", extensions(helpers__server=True, tests__server__spy=True))
    without_it, without_ms, without_log = measure(
        tmp_path / "without", extensions(helpers__server=False, tests__server__spy=True)
    )
    with capsys.disabled():
        print(f"\n`idle` after a message, median of {ROUNDS}: with {with_ms:.1f} ms, without {without_ms:.1f} ms")

    assert len(with_it) == len(without_it) == ROUNDS + 1
    assert set(with_it) == {"1"}
    assert set(without_it) == {"0"}
    assert with_log.count(SAYS) == 1
    assert SAYS not in without_log


def test_installing_the_course_enables_it(tmp_path):
    try:
        importlib.metadata.distribution("four-pillars")
    except importlib.metadata.PackageNotFoundError:
        if os.environ.get("CI") == "true":
            pytest.fail("CI tests the installed course, and four-pillars is not installed here")
        pytest.skip("four-pillars is not installed here; `make test` installs it")
    reported, _, log = measure(tmp_path / "installed", extensions(tests__server__spy=True))
    assert set(reported) == {"1"}
    assert log.count(SAYS) == 1
