"""What goes wrong between page and kernel: a line that is cut or silent, a cell that runs for long."""

import re

import pytest
from playwright.sync_api import expect

from helpers.explorers import LearningRateExplorer
from tests.browser.onscreen import Sample, eventually
from tests.browser.samples import cells

RUN_ON = """(index) => {
    window.jupyterapp.shell.currentWidget.content.activeCellIndex = index;
    window.jupyterapp.commands.execute("notebook:run-cell");
}"""
RECONNECTS = "Connection lost, reconnecting"  # JupyterLab's own warning
UNREACHABLE = "WebSocket"
RUNS = "import pathlib, time\nwhile not pathlib.Path('over').exists(): time.sleep(0.1)"


class Wire:
    """The websockets of a page to its kernel: all that goes over them is lost, or they are cut."""

    def __init__(self, page):
        self.silent = False
        self._sockets = []
        page.route_web_socket(re.compile("channels"), self._opened)

    def _opened(self, socket):
        server = socket.connect_to_server()
        self._sockets.append((socket, server))
        socket.on_message(lambda message: self.silent or server.send(message))
        server.on_message(lambda message: self.silent or socket.send(message))

    def cut(self):
        self.silent = False
        while self._sockets:
            for end in self._sockets.pop():
                end.close()


class Rate:
    """The learning rate of the only explorer of a page whose wire can fail."""

    def __init__(self, notebook, wire):
        self.page, self.wire = notebook.page, wire
        self.shown = Sample(notebook, "LearningRateExplorer", 1)
        self.slider = self.shown.slider("learning rate")
        self.silent = self.shown.root.locator(".fp-when-silent")

    def works(self):
        """Whether box, kernel, sentence and moves from code agree, and nothing says that the kernel is silent."""
        expect(self.silent).to_be_hidden()
        assert self.shown.follows("learning_rate", self.slider)
        self.shown.ask("set(learning_rate=0.00005)")
        return eventually(self.page, lambda: self.slider.value == 0.00005) and self.shown.says_what_the_kernel_says()


@pytest.fixture(scope="module")
def rate(lab, open_shared):
    name = lab.write("faults.ipynb", *cells([LearningRateExplorer]), RUNS)
    wires = []
    notebook = open_shared(name, before=lambda page: wires.append(Wire(page)))
    for index in (0, 1):
        notebook.run_cell(index)
    return Rate(notebook, *wires)


@pytest.fixture(autouse=True)
def only_reconnections(consoles):
    """JupyterLab may say that it has lost its line, and nothing else."""
    yield
    complaints = [text for console in consoles for text in console.take_complaints()]
    assert [text for text in complaints if not re.search(f"{RECONNECTS}|{UNREACHABLE}", text)] == []


def test_the_first_move_while_another_cell_runs_is_followed(lab, rate):
    runs = rate.page.locator(".jp-InputPrompt").nth(2)
    rate.page.evaluate(RUN_ON, 2)
    expect(runs).to_contain_text("[*]")
    rate.slider.type("0.0002")
    expect(rate.shown.sentence).to_contain_text("diverges")
    expect(runs).to_contain_text("[*]")
    (lab.root / "over").touch()
    assert rate.works()


def test_a_line_that_is_silent_for_a_while_is_said_to_be_and_comes_back(rate):
    rate.slider.seize()
    rate.slider.drag_to(0.8)
    rate.wire.silent = True
    rate.slider.drag_to(0.3)
    rate.page.mouse.up()
    expect(rate.silent).to_be_visible()
    rate.wire.cut()
    assert rate.works()


def test_a_line_that_is_cut_with_values_on_their_way_comes_back(rate):
    rate.slider.seize()
    rate.slider.drag_to(0.2)
    rate.wire.cut()
    rate.slider.drag_to(0.6)
    rate.page.mouse.up()
    assert rate.works()
