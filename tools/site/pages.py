"""A stored notebook as a page: drawers and answers fold, predictions can be made, each picture has its place."""

import html
import re
import struct
from base64 import b64decode
from collections.abc import Container, Iterator
from typing import NamedTuple

from nbformat import NotebookNode

from tools.sections import CHECK, DRAWER, HEADING, anchor
from tools.site.markup import markdown, python
from tools.teaching import Ask, asks

KEPT = re.compile(r'<p class="fp-kept-\d">')  # what `helpers.outputs` keeps of a widget
# on a page there is no function but the course's
USED = re.compile(r"(?m)^\w+ = check_\w+\.use\(.*\)\n?|^\w+: the course's, until yours .*\n?")
ELSEWHERE = 'Write it <a href="index.html#Write-it-yourself">in the notebook</a>: a check there names your mistakes.'


def body(notebook: NotebookNode, stem: str, films: Container[str]) -> str:
    """All that a page shows of a notebook; the picture of cell 7 is called `{stem}-7`, as is its film."""
    parts, drawer, questions = [], False, {}
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "code":
            parts.append(_code(f"{stem}-{number}", cell, questions, films))
            continue
        for piece in re.split(r"(?m)^(?=## )", cell.source):
            if piece.startswith("## "):
                parts.append("</details>\n" * drawer)
                drawer = piece.startswith(f"## {DRAWER}")
            parts.append(_drawer(piece) if drawer and piece.startswith("## ") else markdown(piece))
    return "\n".join([*parts, "</details>" * drawer])


class Place(NamedTuple):
    """Where a notebook shows a picture: its name, whose it is, the heading above, the task, and the stored picture."""

    name: str
    explorer: str
    heading: str
    task: str
    png: bytes


def places(notebook: NotebookNode, stem: str) -> Iterator[Place]:
    """Every place of a notebook that has a picture."""
    heading = ""
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            heading = (HEADING.findall(cell.source) or [heading])[-1]
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/png" in data:
                explorer, png = data["text/plain"].partition(":")[0], b64decode(data["image/png"])
                yield Place(f"{stem}-{number}", explorer, heading, _task(cell.source), png)


def still(name: str, words: str, png: bytes, loading: str = "eager") -> str:
    """Show a stored picture; its size is said, so that nothing moves when it comes."""
    width, height = struct.unpack_from(">II", png, 16)
    return f'<img src="stills/{name}.png" alt="{words}" width="{width}" height="{height}" loading="{loading}">'


def _task(source: str) -> str:
    return next((each.text for each in asks(source) if each.kind == "task"), "")


def _drawer(piece: str) -> str:
    heading, _, rest = piece.removeprefix("## ").partition("\n")
    name, words = html.escape(anchor(heading)), html.escape(heading.removeprefix(DRAWER))
    return f'<details class="drawer"><summary><h2 id="{name}"><i>Drawer</i> {words}</h2></summary>\n{markdown(rest)}'


def _code(name: str, cell: NotebookNode, questions: dict[str, Ask], films: Container[str]) -> str:
    if question := next((each for each in asks(cell.source) if each.kind == "vote"), None):
        questions[question.name] = question
        return _question(question)
    if cell.source == "progress()":
        return '<p class="progress"></p>'
    source = USED.sub("", cell.source)
    if not source:
        return ""
    code = python(source)
    if CHECK.search(cell.source):
        return f'<div class="exercise">{code}<p>{ELSEWHERE}</p></div>'
    shown = _shown(name, cell, films)
    if "<figure" in shown or cell.metadata.get("jupyter", {}).get("source_hidden"):  # the picture comes first
        shown, code = "", f"{shown}<details><summary>Code</summary>{code}</details>"
    shown = f'<div class="cell" id="{name}">{code}{shown}</div>'
    if key := next((each.key for call, each in questions.items() if f"{call}.reveal(" in cell.source), ""):
        return (
            f'<details class="answer" data-key="{html.escape(key)}"><summary>Show the answer</summary>{shown}</details>'
        )
    return shown


def _question(question: Ask) -> str:
    key = html.escape(question.key)
    kind, options = ("radio", question.options) if question.options else ("text", ("",))
    unit = html.escape(question.unit or "a number")
    fields = "".join(
        f'<label><input type="{kind}" name="{key}" value="{option}"> {option or unit}</label>'
        for option in map(html.escape, options)
    )
    words = f"<legend>What do you expect?</legend><p>{html.escape(question.text)}</p>"
    return f'<fieldset class="predict" data-key="{key}">{words}{fields}</fieldset>'


def _shown(name: str, cell: NotebookNode, films: Container[str]) -> str:
    found, sentence, task = [], None, _task(cell.source)
    for output in reversed(cell.outputs):  # the sentence of a picture stands after it
        data = output.get("data", {})
        text = html.escape(USED.sub("", output.get("text", "")) or data.get("text/plain", ""))
        if KEPT.search(data.get("text/html", "")):
            sentence = text
        elif "image/png" in data:
            image = still(name, text, b64decode(data["image/png"]))
            set_ = f'<p class="fp-task">Task: {html.escape(task)}</p>' if task else ""
            film = f' data-film="{name}"' if name in films else ""
            found.append(f"<figure{film}>{set_}{image}<figcaption>{sentence}</figcaption></figure>")
        elif "text/html" in data:
            found.append(
                f'<p class="given">The run gives: {" ".join(text.split()).partition("; the run gives: ")[2]}</p>'
            )
        elif output.output_type == "error":
            found.append(f'<pre class="out">{html.escape(f"{output.ename}: {output.evalue}")}</pre>')
        else:
            found.append(f'<pre class="out">{text}</pre>')
    return "".join(reversed(found))
