"""A classroom's hub, as `etc/jupyterhub` sets it up: two learners at once, each with a copy of their own."""

import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import TimeoutError, expect

from tests.browser.console import Console
from tests.browser.hub import Hub, find_proxy
from tests.browser.lab import OpenNotebook
from tests.browser.onscreen import OnScreen
from tests.server.running import ROOT, new_kernel, run

EXPLORER = "from helpers.data import flats\nfrom helpers.explorers import LineExplorer\n\nLineExplorer(flats())"
EXERCISE = """from helpers.exercises.regression_lab import check_compute_loss

def compute_loss(slope, intercept, sizes, prices):
    return sum((price - slope * size - intercept) ** 2 for size, price in zip(sizes, prices)) / len(sizes)

check_compute_loss(compute_loss)"""
SYSTEM_PYTHON = Path("/usr/bin/python3")  # users of the system can run it, as they may not a Python in root's home
ANNA, BEN, EVE = "fp-anna", "fp-ben", "fp-eve"


pytest.importorskip("jupyterhub", reason="NO JUPYTERHUB: the hub was not tried (`make hub-ready` brings it)")


def without(what):
    """Skip with one line in pytest's summary."""
    pytest.skip(f"NO {what}: the hub was not tried (`make hub-ready` brings what it needs)")


@pytest.fixture
def learner(browser, consoles):
    """A page of one's own for each learner who logs in."""
    pages = []

    def log_in(hub, name):
        pages.append(browser.new_context().new_page())
        consoles.append(Console(pages[-1]))
        hub.log_in(pages[-1], name)
        return pages[-1]

    yield log_in
    for page in pages:
        page.context.close()


@pytest.fixture
def hub(tmp_path, request):
    if not find_proxy():
        without("CONFIGURABLE-HTTP-PROXY")
    hub = Hub(tmp_path, "try_config.py", EXPLORER, EXERCISE, more=getattr(request, "param", ""))
    yield hub
    hub.stop()


def test_two_learners_work_in_copies_of_their_own(hub, learner):
    anna, ben = learner(hub, "anna"), learner(hub, "ben")
    books = {name: OpenNotebook(page, hub.lab(name), "lesson.ipynb") for name, page in (("anna", anna), ("ben", ben))}
    for book in books.values():
        assert book.run_all() == []
        shown = OnScreen(book.cell(0))
        before = shown.sentence.text_content()
        shown.slider("slope").drag(0.8)
        expect(shown.sentence).not_to_have_text(before)
    copies = {name: hub.course / "build" / "hub" / name / "my-notebooks" for name in books}
    progress = {name: copy / "my-progress.json" for name, copy in copies.items()}
    assert all("check_compute_loss" in each.read_text() for each in progress.values())
    assert hub.log.count("kernel websockets send without delay") == 2
    assert ben.context.request.get(f"{hub.url}user/anna/lab").status == 403

    own = copies["anna"] / "lesson.ipynb"
    said = nbformat.read(own, 4)
    said.cells[1].source = "my_own = 'words'"
    nbformat.write(said, own)
    hub.write(EXPLORER, "'a newer lesson'")
    hub.restart(anna, "anna")
    assert nbformat.read(own, 4).cells[1].source == "my_own = 'words'"
    assert nbformat.read(copies["anna"] / "lesson (new).ipynb", 4).cells[1].source == "'a newer lesson'"
    assert "check_compute_loss" in progress["anna"].read_text()
    anna.goto(f"{hub.url}hub/logout")
    anna.goto(f"{hub.url}user/anna/lab")
    assert "/hub/login" in anna.url


IMPATIENT = """
import re
c.Spawner.args = [re.sub("=[0-9]+$", "=5", each) for each in c.Spawner.args]  # seconds
c.Spawner.args += ["--ServerApp.jpserver_extensions={'tests.server.hasty': True}"]
c.Spawner.poll_interval = 1
"""


@pytest.mark.parametrize("hub", [IMPATIENT], indirect=True)
def test_a_server_that_nobody_uses_ends_and_what_was_done_stays(hub):
    hub.start("anna")
    _, line = new_kernel(hub.lab("anna").url, hub.token)
    run(line, "from helpers.record import keep\nkeep('calculus', 'tasks', 'a task')")
    line.close()
    kept = hub.course / "build" / "hub" / "anna" / "my-notebooks" / "my-progress.json"
    done = kept.read_bytes()
    assert b"a task" in done
    hub.await_server("anna", False)
    hub.start("anna")
    assert kept.read_bytes() == done


@pytest.fixture
def real_hub():
    """The real configuration, with two users of this system in its group and one who is in none."""
    if not find_proxy():
        without("CONFIGURABLE-HTTP-PROXY")
    if os.name != "posix" or os.geteuid() or not shutil.which("useradd"):
        without("ROOT, who may make users")
    wanted = f"PYTHON 3.{sys.version_info.minor}"
    if not SYSTEM_PYTHON.exists() or f"{wanted.title()}." not in str(subprocess.check_output([SYSTEM_PYTHON, "-V"])):
        without(f"{wanted} THAT ALL USERS MAY RUN AS {SYSTEM_PYTHON}")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    system = partial(subprocess.run, check=True, text=True)
    for group in ("learners", "teachers"):
        system(["groupadd", "--force", group])
    for name, group in ((ANNA, ["--groups", "learners"]), (BEN, ["--groups", "learners"]), (EVE, [])):
        system(["useradd", "--create-home", "--base-dir", folder, *group, name])
        system(["chpasswd"], input=f"{name}:{Hub.password}")
    path = os.pathsep.join([*(each for each in sys.path if each.endswith("site-packages")), str(ROOT)])
    other = f"c.Spawner.cmd[0], c.Spawner.default_url = {str(SYSTEM_PYTHON)!r}, '/api'"
    hub = Hub(folder, "jupyterhub_config.py", "1", path=path, more=other)
    yield hub
    hub.stop()
    for name in (ANNA, BEN, EVE):
        system(["userdel", "--force", name])
    shutil.rmtree(folder)


def test_no_learner_reads_what_another_has(real_hub, learner, browser):
    for name in (ANNA, BEN):
        learner(real_hub, name)
    file = real_hub.folder / ANNA / "my-notebooks" / "lesson.ipynb"
    assert (file.owner(), file.stat().st_mode & 0o077) == (ANNA, 0)
    may_read = {user: subprocess.run(["runuser", "-u", user, "cat", file], capture_output=True) for user in (ANNA, BEN)}
    assert {user: done.returncode == 0 for user, done in may_read.items()} == {ANNA: True, BEN: False}
    page = browser.new_context().new_page()
    with pytest.raises(TimeoutError):
        real_hub.log_in(page, EVE, timeout=5_000)
    assert "/hub/login" in page.url
    page.context.close()
