"""Progress: what was done is there in the next kernel, whatever the file and the folder are like."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import nbformat
import pytest
from nbclient import NotebookClient

from helpers import record
from helpers.exercises import NOTEBOOKS, linear_algebra, progress
from helpers.exercises.answers import State
from helpers.exercises.exercise import Exercise
from helpers.exercises.predictions import predict, predict_number
from tests.exercises.asked import exercises_of

ROOT = Path(__file__).parents[2]
EMPTY = "Nothing is kept yet: no prediction, no exercise."
QUESTION, CHOICES = "Is 1 < 2?", ["yes", "no", "…"]
CHOSEN, SOLVED = {"predictions": {QUESTION: "no"}}, {"exercises": {"check_dot": True}}  # what is kept of the two below
OF, NEXT = len(exercises_of("linear_algebra")), "`rank(query, documents)`"
KERNEL = """
from helpers.exercises.linear_algebra import check_cosines, check_dot
from helpers.exercises.predictions import predict, predict_number
from helpers import record
from helpers.exercises.progress import here, progress
guess = predict("Is 1 < 2?", ["yes", "no", "…"])
steps = predict_number("How many?")
"""


@pytest.fixture(autouse=True)
def beside(tmp_path, monkeypatch):
    """The folder of notebook 01, in which progress is kept; its names are its own, whatever ran here before."""
    main = ModuleType("__main__")
    main.check_dot = linear_algebra.check_dot
    monkeypatch.setitem(sys.modules, "__main__", main)
    monkeypatch.delenv(record.SWITCH)
    monkeypatch.setattr(record, "folder", tmp_path)
    yield tmp_path
    record._unwritten.clear()


def choose():
    predict(QUESTION, CHOICES).choose("no")


def solve():
    assert linear_algebra.check_dot(lambda a, b: sum(x * y for x, y in zip(a, b, strict=True))).state is State.RIGHT


def held(folder):
    """What the file holds; no lock may lie beside it."""
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]
    return json.loads((folder / record.NAME).read_text(encoding="utf-8"))["notebooks"]


def elsewhere():
    """The environment of another kernel, which keeps what is done there."""
    return {name: value for name, value in os.environ.items() if name != record.SWITCH} | {"PYTHONPATH": str(ROOT)}


def begin(folder, code, before=""):
    """Start another kernel in a folder."""
    return subprocess.Popen(
        [sys.executable, "-c", before + KERNEL + code], cwd=folder, env=elsewhere(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip


def run(folder, code, before=""):
    """What another kernel prints; it says nothing on stderr."""
    process = begin(folder, code, before)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    return out


def test_a_restart_loses_nothing_and_a_choice_can_be_changed(beside):
    run(
        beside, "guess.field.index = 1; steps.field.value = '−3'; check_dot(lambda a, b: sum(map(float.__mul__, a, b)))"
    )
    assert held(beside) == {"linear_algebra": {"predictions": {QUESTION: "no", "How many?": -3}, **SOLVED}}
    again = predict(QUESTION, CHOICES)
    assert (again.choice, predict_number("How many?").choice) == ("no", -3)
    assert "● no" in again.to_store()["text/plain"]
    assert repr(again.reveal("yes")).startswith("You expected: no; the run gives: yes")
    again.choose("yes")
    assert run(beside, "print(guess.choice, guess.reveal('yes'))") == (
        "yes You expected: yes; the run gives: yes. As you expected.\n"
    )


def test_in_a_kernel_of_jupyter_it_is_kept_beside_the_notebook_and_an_answer_follows_its_question(beside):
    """What a choice changes is stored with the notebook; the next kernel begins with it."""
    cells = [KERNEL, "guess.reveal('yes')", "guess.field.index = 1", "progress()"]
    for run in ("first", "second"):
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        client = NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(beside)}})
        client.execute(env=elsewhere())
        (answer,), (shown,) = notebook.cells[1].outputs, notebook.cells[3].outputs
        assert answer.data == {"text/plain": "You expected: no; the run gives: yes. Not what you expected."}, run
        assert shown.data["text/markdown"].startswith(f"You made 1 prediction in this notebook and solved 0 of {OF}")
    assert held(beside) == {"linear_algebra": CHOSEN}


def test_only_a_right_answer_counts_only_for_its_own_exercise_and_no_number_that_is_taken_back(beside):
    assert linear_algebra.check_dot(max).state is not State.RIGHT
    assert Exercise("dot(a, b)", "of nobody", max, ((1.0, 2.0),))(max).state is State.RIGHT
    assert not (beside / record.NAME).exists()
    solve()
    steps = predict_number("How many?")
    for typed, kept in (("12", {"How many?": 12}), ("twelve", {})):
        steps.field.value = typed
        assert held(beside) == {"linear_algebra": {"predictions": kept, **SOLVED}}


def test_it_says_what_was_done_in_words_and_as_a_table(beside):
    assert repr(progress.progress()) == EMPTY
    choose()
    solve()
    record.keep("linear_algebra", "exercises", "check_that_is_gone")
    record.keep("regression_lab", "exercises", "check_train")
    shown = repr(progress.progress())
    words, empty, head, rule, first, *_, lab, everything = shown.splitlines()
    assert words == f"You made 1 prediction in this notebook and solved 1 of {OF} exercises. Next is {NEXT}."
    assert (empty, head, rule) == ("", "| notebook | predictions | exercises |", "| --- | --- | --- |")
    assert first == f"| 01 linear algebra | 1 | 1 of {OF} |"
    assert lab == f"| 05 regression lab | 0 | 1 of {len(exercises_of('regression_lab'))} |"
    assert everything.startswith("| all | 1 | 2 of ")
    assert progress.progress()._repr_markdown_() == shown
    record.keep("linear_algebra", "tasks", "Find two arrows at right angles.")
    shown = repr(progress.progress())
    assert shown.startswith(f"You made 1 prediction in this notebook, did 1 task and solved 1 of {OF} exercises.")
    assert f"| 01 linear algebra | 1 | 1 | 1 of {OF} |" in shown


def test_a_notebook_is_known_by_its_checks_and_outside_of_them_it_speaks_of_all(monkeypatch):
    assert all(map(progress._checks, NOTEBOOKS)), "each catalogue is loaded by the tests"
    assert progress.here() == "linear_algebra"
    monkeypatch.delitem(vars(sys.modules["__main__"]), "check_dot")
    assert progress.here() == ""
    solve()
    assert repr(progress.progress()).startswith("You made 0 predictions and solved 1 of ")


def test_switched_off_nothing_is_read_or_written(beside, monkeypatch):
    choose()
    for off in ("off", "OFF "):
        monkeypatch.setenv(record.SWITCH, off)
        assert repr(progress.progress()) == EMPTY
        assert record.recall("linear_algebra", "predictions", QUESTION) is None
        predict(QUESTION, CHOICES, key="another").choose("yes")
        solve()
    assert held(beside) == {"linear_algebra": CHOSEN}
    assert record._unwritten == {}


def test_every_run_of_pytest_is_switched_off():
    code = "import os; print(os.environ.get('FOUR_PILLARS_PROGRESS'))"
    assert f'["{record.SWITCH}"] = "off"' in (ROOT / "conftest.py").read_text()
    assert subprocess.run([sys.executable, "-c", "import benchmarks; " + code], cwd=ROOT, capture_output=True,
                          text=True, check=True, timeout=60).stdout == "off\n"  # fmt: skip


BROKEN = [
    b"", b"{", b"[]", b"null", b"{}", b'{"notebooks": []}', b'{"notebooks": 3}', b"\xff\xfe\x00", b"[" * 100_000,
    b'{"notebooks": {"calculus": {"predictions": {"a', b"1" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_file_is_set_aside_and_that_is_said_once(beside, capsys, text):
    for number in (1, 2):
        (beside / record.NAME).write_bytes(text)
        expected = predict(QUESTION, CHOICES, key=f"question {number}")
        assert expected.choice is None
        aside = f"my-progress (old {number}).json"
        said = f"{record.NAME} could not be read. It is now called {aside}, and a new one begins.\n"
        assert capsys.readouterr() == (said, "")
        expected.choose("yes")
        assert (beside / aside).read_bytes() == text
        assert held(beside) == {"linear_algebra": {"predictions": {f"question {number}": "yes"}}}
    assert capsys.readouterr() == ("", "")


# fmt: off
OTHERS = [
    {"version": 0, "notebooks": {"linear_algebra": CHOSEN}},
    {"notebooks": {"linear_algebra": CHOSEN | {"exercises": ["check_dot"]}, "calculus": None}},
    {"version": 99, "name": "Ada", "notebooks": {
        "linear_algebra": {"predictions": {QUESTION: "no", "another": {"choice": 1}}, "dreams": {"a": [1]}},
        "geometry": {"exercises": {"check_angle": {"at": 3}}}}},
]
# fmt: on


@pytest.mark.parametrize("version", OTHERS)
def test_an_older_and_a_newer_file_are_read_as_far_as_possible_and_keep_what_is_theirs(beside, capsys, version):
    (beside / record.NAME).write_text(json.dumps(version))
    assert predict(QUESTION, CHOICES).choice == "no"
    assert predict("another", CHOICES).choice is None
    assert repr(progress.progress()).startswith("You made ")
    solve()
    after = json.loads((beside / record.NAME).read_text())
    mine, theirs = after["notebooks"]["linear_algebra"], version["notebooks"]["linear_algebra"]
    assert mine["exercises"] == SOLVED["exercises"]
    assert mine.get("dreams") == theirs.get("dreams")
    assert after["notebooks"].get("geometry") == version["notebooks"].get("geometry")
    assert [after.get(name) for name in ("version", "name")] == [version.get(name) for name in ("version", "name")]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("value", [3, None, True, [], {}, "maybe", 1e999, "1e999", ["no"]])
def test_a_value_that_fits_no_question_is_no_choice(beside, value):
    kept = {"linear_algebra": {"predictions": {QUESTION: value, "How many?": [value]}}}
    (beside / record.NAME).write_text(json.dumps({"notebooks": kept}))
    assert predict(QUESTION, CHOICES).choice is None
    assert predict_number("How many?").choice is None


@pytest.mark.parametrize("question", ['a "b" \\ c\n', "<b>", "µ ≈ 1°", "half a letter \ud835", "\0", "x" * 10_000])
def test_any_question_and_any_choice_are_kept_to_the_letter(beside, question):
    predict("?", [question, "other"], key=question).choose(question)
    assert record.recall("linear_algebra", "predictions", question) == question


def read_only(folder, monkeypatch):
    """As a folder of somebody else's is to everybody but an administrator."""
    opened = os.open

    def refused(path, *options):
        if Path(path).parent == folder:
            raise PermissionError(13, "Permission denied", path)
        return opened(path, *options)

    monkeypatch.setattr(os, "open", refused)


def no_folder(folder, _):
    folder.rmdir()
    folder.write_text("a file")


GONE, TAKEN = lambda folder, _: folder.rmdir(), lambda folder, _: (folder / record.NAME).mkdir()


@pytest.mark.parametrize("spoil", [read_only, no_folder, GONE, TAKEN])
def test_where_nothing_can_be_written_all_is_kept_until_the_kernel_ends(beside, monkeypatch, capfd, spoil):
    spoil(beside, monkeypatch)
    choose()
    solve()
    assert record.recall("linear_algebra", "predictions", QUESTION) == "no"
    assert repr(progress.progress()).startswith(
        f"You made 1 prediction in this notebook and solved 1 of {OF} exercises. Next is {NEXT}. "
        "This folder cannot be written to, so what is new ends with the kernel."
    )
    assert capfd.readouterr() == ("", "")


def test_what_waited_is_written_as_soon_as_that_is_possible(beside):
    (beside / record.NAME).mkdir()
    choose()
    (beside / record.NAME).rmdir()
    solve()
    assert held(beside) == {"linear_algebra": CHOSEN | SOLVED}
    assert "cannot" not in repr(progress.progress())


@pytest.mark.skipif(sys.platform == "win32", reason="no limits for files there")
def test_a_full_disk_leaves_the_file_as_it_was(beside):
    choose()
    before = (beside / record.NAME).read_bytes()
    full = "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    full += "resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))\n"
    said = run(beside, "guess.choose('yes'); print(guess.choice, progress())", full)
    assert said.startswith("yes You made 1 prediction in this notebook")
    assert (beside / record.NAME).read_bytes() == before
    assert held(beside) == {"linear_algebra": CHOSEN}


def test_two_kernels_at_once_lose_nothing(beside):
    code = "for number in range(150): record.keep(here(), 'predictions', f'{name} {number}', number)"
    kernels = [begin(beside, f"name = {name!r}\n{code}") for name in ("one", "two")]
    for kernel in kernels:
        assert kernel.communicate(timeout=120) == ("", "")
    assert len(held(beside)["linear_algebra"]["predictions"]) == 300


def test_a_lock_that_a_dead_kernel_has_left_is_removed(beside, monkeypatch):
    monkeypatch.setattr(record, "PATIENCE", 0.05)
    (beside / f".{record.NAME}.next").write_text("half")
    choose()
    assert held(beside) == {"linear_algebra": CHOSEN}


def test_the_file_can_be_deleted_at_any_time(beside):
    choose()
    (beside / record.NAME).unlink()
    assert repr(progress.progress()) == EMPTY
    solve()
    assert held(beside) == {"linear_algebra": SOLVED}
