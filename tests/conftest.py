"""One seed for the whole run: printed at the top, used by Hypothesis and by the `rng` fixture.

``pytest --hypothesis-seed=NUMBER`` repeats a run. At the desk every run draws anew and so finds more; where `CI` is set
the seed is 0, so that a change is judged by what it does and not by the luck of the draw.
"""

import os
import random
import re
from collections import Counter

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

# No deadline and no complaint about speed: no test of ours asserts a wall-clock time.
# `print_blob` shows how to repeat one failing example; the seed alone decides which examples are drawn.
settings.register_profile(
    "course", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True, derandomize=False
)
settings.load_profile("course")


def pytest_addoption(parser):
    parser.addoption("--moves", type=int, default=50, help="random moves of each explorer (default: %(default)s)")
    parser.addoption("--claims", type=int, default=40, help="settings at which all it says is judged (%(default)s)")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    if config.option.hypothesis_seed is None:
        config.option.hypothesis_seed = "0" if os.environ.get("CI") else str(random.randrange(2**32))


def pytest_report_header(config):
    seed = config.option.hypothesis_seed
    return f"seed: {seed} (repeat this run with --hypothesis-seed={seed})"


@pytest.fixture(scope="session")
def seed(pytestconfig):
    """The seed of this run, as printed in pytest's header."""
    return int(pytestconfig.option.hypothesis_seed)


@pytest.fixture
def rng(seed):
    """A generator that starts anew in each test."""
    return np.random.default_rng(seed)


# They share the notebook that shows every explorer, half a minute's work in the browser.
SHARED = ("cells", "explorers", "handles", "sliders")


class ByRoom(LoadScopeScheduling):
    """What shares a page, a kernel or an explorer stays in one process.

    That is each notebook, each explorer of a test that asks them all, each other test file, and the files of `SHARED`.
    """

    def _split_scope(self, nodeid):
        file = nodeid.partition("::")[0]
        if explorer := re.match(r"tests/explorers/.*\[(\w+Explorer)", nodeid):
            return f"{file} {explorer[1]}"
        return "tests/browser" if file.removeprefix("tests/browser/test_").removesuffix(".py") in SHARED else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    config.option.loadscopereorder = False  # in the order of the folders: the browser first, which takes longest
    return ByRoom(config, log)


def pytest_terminal_summary(terminalreporter):
    """Say what ran, room by room, and what did not."""
    ran, kinds = Counter(), ("passed", "failed", "error", "skipped")
    for kind in kinds:
        for report in terminalreporter.stats.get(kind, []):
            place = report.nodeid.partition("::")[0].split("/")
            ran["/".join(place[: 2 if place[0] == "tests" and len(place) > 2 else 1]), kind] += 1
    for room in sorted({room for room, _ in ran}):
        counts = ", ".join(f"{ran[room, kind]:,} {kind}" for kind in kinds if ran[room, kind])
        terminalreporter.write_line(f"{room or 'house'}: {counts}")
    reports = [report for kind in kinds[:2] for report in terminalreporter.stats.get(kind, [])]
    if claims := [dict(report.user_properties)["claims"] for report in reports if dict(report.user_properties)]:
        terminalreporter.write_line(f"{sum(claims):,} claims of {len(claims)} explorers judged")
