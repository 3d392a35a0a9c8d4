"""`python -m tools.teaching write` brings the tables of docs/teaching.md up to date, `check` says where they are stale.

`python -m tools.teaching answers` prints an answer key, in Markdown: each prediction with its options and what it turns
out to be, each explorer's task, with a way to do it where the page has one, and each exercise's solution.
"""

import ast
import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from nbformat import NotebookNode

from tools import stored
from tools.prose_numbers import SOLUTION
from tools.sections import Section, sections

PAGE = stored.FOLDER.parent / "docs" / "teaching.md"
TABLE = re.compile(r"(<!-- scenes of (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
NOTES = re.compile(r"<!-- scenes of (\w+) -->\n.*?<!-- end -->\n(.*?)(?=\n### |\Z)", re.DOTALL)
WAY = re.compile(r"^(\d+)\. `\.set\((.*?)\)`", re.MULTILINE)
PLACE = re.compile(r"^## .+$|^\*\*Exercise \d+\.\*\*.*$", re.MULTILINE)
REVEALED = re.compile(r"^(\w+)\.reveal\(", re.MULTILINE)
GIVEN = "No prediction was made; the run gives: "


class Ask(NamedTuple):
    """What a cell asks a learner: a prediction ("vote"), of a number where it has no options, or a picture's "task"."""

    kind: str
    text: str
    name: str  # what the cell calls it
    options: tuple[str, ...]
    key: str  # it is kept under
    unit: str


KINDS = {"predict": "vote", "predict_number": "vote", "task": "task"}


def asks(source: str) -> Iterator[Ask]:
    """All that a cell asks."""
    names = {}
    for node in ast.walk(ast.parse(source)):  # an assignment comes before what is in it
        match node:
            case ast.Assign(targets=[ast.Name(id=name)]):
                names[node.value] = name
            case ast.Call(
                func=ast.Name(id=function) | ast.Attribute(attr=function),
                args=[ast.Constant(value=str(text)), *rest],
                keywords=named,
            ) if function in KINDS:
                options = tuple(*map(ast.literal_eval, rest)) if function == "predict" else ()
                more = {each.arg: ast.literal_eval(each.value) for each in named}
                key, unit = more.get("key", text), more.get("unit", "")
                yield Ask(KINDS[function], text, names.get(node, ""), options, key, unit)


def scenes(found: list[Section]) -> str:
    """The core path as a table: its scenes, their minutes, what to vote on, what the picture's task asks for."""
    rows = ["| scene | minutes | a vote | the picture's task |", "|---|---|---|---|"]
    core = [section for section in found if section.heading[0].isdigit()]
    for section in core:
        asked = [each for source in section.code if not source.startswith("%") for each in asks(source)]
        votes, tasks = ("<br>".join(each.text for each in asked if each.kind == kind) for kind in ("vote", "task"))
        rows.append(f"| {section.heading} | {section.minutes} | {votes} | {tasks} |")
    rows.append(f"| together | {sum(section.minutes for section in core)} | | |")
    return "\n".join(rows) + "\n"


def page(text: str) -> str:
    """A page with its tables of scenes as the notebooks now are."""
    books = {path.stem: sections(stored.read(path)) for path in stored.find([stored.FOLDER])}
    return TABLE.sub(lambda mark: f"{mark[1]}\n{scenes(books[mark[2]])}\n{mark[3]}", text)


def ways(text: str) -> dict[str, dict[str, str]]:
    """How tasks of the core path can be done, as a page says it: notebook -> number of the scene -> controls."""
    return {notebook: dict(WAY.findall(notes)) for notebook, notes in NOTES.findall(text)}


def answers(notebook: NotebookNode, ways: dict[str, str]) -> str:
    """The answer key of one notebook; what a prediction turns out to be is taken from the stored run."""
    given, parts = revealed(notebook), [[""]]
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for place in PLACE.findall(cell.source):
                if place.startswith("##"):
                    parts.append([])
                parts[-1].append(place)
            if "<details" in cell.source:
                parts[-1] += [f"```python\n{code}```" for code in SOLUTION.findall(cell.source)]
        elif not cell.source.startswith("%"):
            for each in asks(cell.source):
                parts[-1].append(f"**{each.kind.title()}.** {each.text}")
                if each.options:
                    parts[-1].append("\n".join(f"- {option}" for option in each.options))
                if each.kind == "vote":
                    parts[-1].append(f"**Answer.** {given[each.name]}")
                elif way := ways.get(parts[-1][0].removeprefix("## ").partition(".")[0]):
                    parts[-1].append(f"**A way.** `.set({way})`")
    title = notebook.cells[0].source.partition("\n")[0]
    return "\n\n".join([title, *("\n\n".join(part) for part in parts if len(part) > 1)])


def revealed(notebook: NotebookNode) -> dict[str, str]:
    """What each prediction turned out to be in the stored run, by its variable."""
    given = {}
    for cell in notebook.cells:
        for name in REVEALED.findall(cell.source if cell.cell_type == "code" else ""):
            for output in cell.outputs:
                text = " ".join(output.get("data", {}).get("text/plain", "").split())
                if text.startswith(GIVEN):
                    given[name] = text.removeprefix(GIVEN)
    return given


def main(arguments: list[str]) -> int:
    """Run the command: 0, or 1 where the page is stale, or 2 where none of the three is named."""
    if arguments == ["answers"]:
        done = ways(PAGE.read_text(encoding="utf-8"))
        for path in stored.find([stored.FOLDER]):
            print(answers(stored.read(path), done.get(path.stem, {})), end="\n\n")
        return 0
    if arguments not in (["write"], ["check"]):
        print(f"Name one of write, check and answers; received {' '.join(arguments) or 'nothing'}.", file=sys.stderr)
        return 2
    is_now = PAGE.read_text(encoding="utf-8")
    wanted = page(is_now)
    if arguments == ["write"]:
        PAGE.write_text(wanted, encoding="utf-8")
    elif wanted != is_now:
        print(f"{PAGE.name}: its tables are not what the notebooks say; `make notebooks` writes them.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
