"""A slider that is moved for the first time while a cell runs: JupyterLab asks in a subshell, which must answer."""

import pytest
from jupyter_client.manager import KernelManager

SHOW = """from IPython.display import display
from helpers.explorers import LearningRateExplorer
shown = LearningRateExplorer()
display(shown)
{}
print(shown.controls["learning_rate"].model_id)"""
AS_IT_WAS = "for widget in shown._view.children: widget.comm._reply_subshell_id = None"  # as a cell leaves it behind
RUNS = """import pathlib, time
until = time.monotonic() + {}
while time.monotonic() < until and not pathlib.Path({!r}).exists():
    time.sleep(0.05)"""


@pytest.fixture
def kernel():
    manager = KernelManager()
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(60)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def printed(kernel, code):
    """What a cell prints."""
    texts = []
    kernel.execute_interactive(code, output_hook=lambda message: texts.append(message["content"].get("text", "")))
    return "".join(texts).strip()


@pytest.mark.parametrize(("before", "seconds"), [("", 120), (AS_IT_WAS, 2)], ids=["ours", "without it"])
def test_a_value_is_answered_while_a_cell_runs(kernel, tmp_path, before, seconds):
    slider = printed(kernel, SHOW.format(before))
    kernel.control_channel.send(kernel.session.msg("create_subshell_request"))
    subshell = kernel.get_control_msg(timeout=60)["content"]["subshell_id"]
    answered = tmp_path / "answered"  # ends the cell
    cell = kernel.execute(RUNS.format(seconds, str(answered)))
    data = {"method": "custom", "content": {"value": 0.0002, "number": 1}}
    value = kernel.session.msg("comm_msg", {"comm_id": slider, "data": data})
    value["header"]["subshell_id"] = subshell
    kernel.shell_channel.send(value)
    came = []
    while len(came) < 2:
        message = kernel.get_iopub_msg(timeout=60)
        content = message["content"]
        if content.get("execution_state") == "idle" and message["parent_header"]["msg_id"] == cell:
            came.append("the cell's end")
        if message["msg_type"] == "comm_msg" and content["data"].get("content", {}).get("answer") == 0.0002:
            came.append("the answer")
            answered.touch()
    assert came == (["the cell's end", "the answer"] if before else ["the answer", "the cell's end"])
