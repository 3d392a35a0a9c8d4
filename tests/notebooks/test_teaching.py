"""The teacher's tables and the answer key say what the notebooks say, and a stale page is found."""

from nbformat.v4 import new_output

from tests.notebooks.samples import code, notebook, text
from tools import teaching
from tools.sections import sections

GUESS = 'guess = predict("Up or down?", ["up", "down"], key="way")'
LESSON = notebook(
    text("# Slopes"),
    text("## 1. A slope"),
    code(GUESS),
    code('TangentExplorer().task("Find it.", lambda r: r.slope == 0)'),
    code('guess.reveal("up")'),
    text("**Exercise 1.** Write it.\n\n```python\nnot_a_solution()\n```"),
    code("check_slope(slope)"),
    text("<details>\n<summary>A solution</summary>\n\n```python\ncheck_slope(1)\n```\n\n</details>"),
    text("## Drawer: More"),
    code("model.predict(3)"),
)
LESSON.cells[5].outputs = [
    new_output("display_data", {"text/plain": "No prediction was made; the run gives: up. It\n  rises."})
]
KEY = """\
# Add two numbers

## 1. A slope

**Vote.** Up or down?

- up
- down

**Answer.** up. It rises.

**Task.** Find it.

**A way.** `.set(slope=0)`

**Exercise 1.** Write it.

```python
check_slope(1)
```"""


def test_scenes_of_the_core_path():
    *_, scene, together = teaching.scenes(sections(LESSON)).splitlines()
    assert scene == "| 1. A slope | 15 | Up or down? | Find it. |"
    assert together == "| together | 15 | | |"


def test_the_answer_key():
    assert teaching.answers(LESSON, {"1": "slope=0"}) == KEY


def test_a_stale_page_is_found_and_written_anew(monkeypatch, tmp_path, capsys):
    page = tmp_path / "teaching.md"
    page.write_text("Before\n<!-- scenes of 02_calculus -->\nold\n<!-- end -->\nafter\n")
    monkeypatch.setattr(teaching, "PAGE", page)
    assert teaching.main(["check"]) == 1
    assert "make notebooks" in capsys.readouterr().out
    assert teaching.main(["write"]) == teaching.main(["check"]) == 0
    assert page.read_text().startswith("Before\n<!-- scenes of 02_calculus -->\n\n| scene")
    assert page.read_text().endswith("<!-- end -->\nafter\n")


def test_the_course_has_an_answer_to_each_vote(capsys):
    assert teaching.main(["answers"]) == 0
    key = capsys.readouterr().out
    assert key.count("**Answer.**") == key.count("**Vote.**") > 0
