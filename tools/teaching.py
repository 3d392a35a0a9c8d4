"""`python -m tools.teaching write` brings the tables of docs/teaching.md up to date, `check` says where they are stale.

`python -m tools.teaching answers` prints an answer key, in Markdown: what each prediction turns out to be, what each
explorer's task asks for, and each exercise's solution. All of it is read in the stored notebooks.
"""

import ast
import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from nbformat import NotebookNode

from tools import stored
from tools.sections import Section, sections

PAGE = stored.FOLDER.parent / "docs" / "teaching.md"
TABLE = re.compile(r"(<!-- scenes of (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
SOLUTION = re.compile(r"```python\n(.*?)```", re.DOTALL)


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
                args=[ast.Constant(value=text), *rest],
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
        votes, tasks = (" ".join(each.text for each in asked if each.kind == kind) for kind in ("vote", "task"))
        rows.append(f"| {section.heading} | {section.minutes} | {votes} | {tasks} |")
    rows.append(f"| together | {sum(section.minutes for section in core)} | | |")
    return "\n".join(rows) + "\n"


def page(text: str) -> str:
    """A page with its tables of scenes as the notebooks now are."""
    books = {path.stem: sections(stored.read(path)) for path in stored.find([stored.FOLDER])}
    return TABLE.sub(lambda mark: f"{mark[1]}\n{scenes(books[mark[2]])}\n{mark[3]}", text)


def answers(notebook: NotebookNode) -> str:
    """The answer key of one notebook; what a prediction turns out to be is taken from the stored run."""
    lines = [notebook.cells[0].source.partition("\n")[0]]
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            lines += re.findall(r"^## .+$|\*\*Exercise \d+\.\*\*", cell.source, re.MULTILINE)
            lines += [f"```python\n{code}```" for code in SOLUTION.findall(cell.source) if "<details" in cell.source]
        elif not cell.source.startswith("%"):
            lines += [f"*{each.kind.title()}:* {each.text}" for each in asks(cell.source)]
            shown = [output.get("data", {}).get("text/plain", "") for output in cell.outputs]
            lines += [text.partition("gives: ")[2] for text in shown if text.startswith("No prediction was made")]
    return "\n\n".join(lines)


def main(arguments: list[str]) -> int:
    """Run the command: 0, or 1 where the page is stale, or 2 where none of the three is named."""
    if arguments == ["answers"]:
        print("\n\n".join(answers(stored.read(path)) for path in stored.find([stored.FOLDER])))
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
