"""A real JupyterLab on 127.0.0.1 with settings of its own, and a notebook open in it. `benchmarks` uses it too."""

import json

import nbformat

from tests.server.running import RunningServer

PATIENCE = 60_000  # milliseconds until a page that does not answer counts as broken
KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
QUIET = {"fetchNews": "false", "checkForUpdates": False}  # no question about news on the first start

OUTPUT_ERRORS = """() => [...window.jupyterapp.shell.currentWidget.content.model.cells]
    .flatMap((cell) => cell.toJSON().outputs ?? [])
    .filter((output) => output.output_type === "error")
    .map((output) => `${output.ename}: ${output.evalue}`)"""
FIRST_PICTURE = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .findIndex((cell) => (cell.model.toJSON().outputs ?? []).some((output) => output.data?.["image/png"]))"""
RUN_CELL = """async (index) => {
    window.jupyterapp.shell.currentWidget.content.activeCellIndex = index;
    await window.jupyterapp.commands.execute("notebook:run-cell");
}"""
SHUT_DOWN = "() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()"
RUN = "(command) => window.jupyterapp.commands.execute(command)"
KERNEL_READY = """async () => {
    const panel = window.jupyterapp?.shell?.currentWidget;
    if (!panel?.sessionContext) return false;
    await panel.context.ready;
    await panel.sessionContext.ready;
    return panel.sessionContext.session?.kernel?.connectionStatus === "connected"
        && panel.sessionContext.session.kernel.status === "idle";
}"""
EXECUTE = """async (code) => {
    const future = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({ code });
    let text = "";
    future.onIOPub = (message) => { if (message.header.msg_type === "stream") text += message.content.text; };
    await future.done;
    return text;
}"""
CELLS = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell"  # of the notebook in front
CELL = CELLS + "[data-windowed-list-index='{}']"


class Lab(RunningServer):
    """JupyterLab in its own process; `root` is the folder that it shows."""

    def __init__(self, folder, *options):
        self.root = folder / "root"
        self.root.mkdir()
        settings = folder / "config" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
        settings.mkdir(parents=True)
        (settings / "notification.jupyterlab-settings").write_text(json.dumps(QUIET))
        super().__init__(folder, f"--ServerApp.root_dir={self.root}", "--LabApp.expose_app_in_browser=True", *options)

    def write(self, name, *sources):
        """Store a notebook of code cells that was never run."""
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
        nbformat.write(notebook, self.root / name)
        return name


class OpenNotebook:
    """A notebook of a `Lab`, open in a page of its own workspace."""

    def __init__(self, page, lab, name):
        self.page = page
        page.goto(f"{lab.url}lab/workspaces/{name.partition('.')[0]}/tree/{name}?reset&token={lab.token}")
        self.await_kernel()

    def await_kernel(self):
        """Wait until the notebook is on screen and its kernel is idle."""
        self.page.wait_for_selector(CELLS, timeout=PATIENCE)
        self.page.wait_for_function(KERNEL_READY, timeout=PATIENCE)

    def command(self, name):
        """Run a command of JupyterLab, as its menus do, and wait for its end."""
        self.page.evaluate(RUN, name)

    def run_all(self):
        """Run All Cells; returns the errors among the outputs."""
        self.command("notebook:run-all-cells")
        return self.page.evaluate(OUTPUT_ERRORS)

    def run_cell(self, index):
        """Run one cell and wait for its end."""
        self.page.evaluate(RUN_CELL, index)

    def shut_down(self):
        """End the kernel."""
        self.page.evaluate(SHUT_DOWN)

    def first_picture(self):
        """Number of the first cell with a stored picture; -1 where there is none."""
        return self.page.evaluate(FIRST_PICTURE)

    def execute(self, code):
        """What `code` prints in the notebook's kernel."""
        return self.page.evaluate(EXECUTE, code)

    def cell(self, index):
        """The cell on screen: JupyterLab keeps only those near the window in the page."""
        self.page.evaluate("(i) => window.jupyterapp.shell.currentWidget.content.scrollToItem(i, 'start')", index)
        cell = self.page.locator(CELL.format(index))
        cell.wait_for(timeout=PATIENCE)
        return cell
