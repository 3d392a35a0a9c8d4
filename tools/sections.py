r"""What a notebook offers its reader: its sections, and each one's minutes, exercises and terms.

A section begins with a heading of level 2 and ends before the next one. Three marks are all that is read:

- ``**Exercise 3.**`` begins an exercise, and one cell of the same section calls its check, ``check_...(answer)``;
- bold words, without any punctuation but hyphens, slashes and apostrophes, are a term that is explained there;
- a heading is written in letters and signs that a link may hold as they are: JupyterLab opens
  ``notebook.ipynb#1.-Vectors`` at the heading "1. Vectors", but finds none whose link has to be escaped.
"""

import ast
import importlib
import re
from collections import Counter
from typing import NamedTuple
from urllib.parse import quote

from nbformat import NotebookNode

from tools.stored import NotebookError

WORDS_A_MINUTE = 120
CODE_CELL_MINUTES = 1
EXPLORER_MINUTES = 5
EXERCISE_MINUTES = 10
DRAWER = "Drawer: "

HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
ANY_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
EXERCISE = re.compile(r"\*\*Exercise (\d+)\.\*\*")
TERM = re.compile(r"\*\*([^\W\d_](?:[\w /'-]*\w)?)\*\*")
CHECK = re.compile(r"^check_\w+(?=\()", re.MULTILINE)
EXPLORER = re.compile(r"^(?:\w+ = )?\(?[A-Z]\w+Explorer\(", re.MULTILINE)
PREDICTION = re.compile(r"(?<![.\w])predict(?:_number)?\(")
REVEAL = re.compile(r"\.reveal\(")
USE = re.compile(r"\.use\(")
IMPORT = r"(?:(?:from|import) .*|    .*|\)|)"
IMPORTS = re.compile(rf"\A{IMPORT}(?:\n{IMPORT})*\Z")  # and nothing else
FOLDED = re.compile(r"<details>.*?</details>|```.*?```", re.DOTALL)
NO_TIME = (CHECK, USE, EXPLORER, PREDICTION, REVEAL, IMPORTS)  # what such a cell takes is counted elsewhere
PLAIN = "?:,'!"  # in an address these stay as they are, like letters, digits, and -._~


def unfolded(text: str) -> str:
    """A text without what is folded away in it, and without code."""
    return FOLDED.sub(" ", text)


def anchor(heading: str) -> str:
    """What a link to a heading ends in, as in JupyterLab."""
    return heading.replace(" ", "-")


class Section(NamedTuple):
    """A part of a notebook; `code` are the sources of its code cells."""

    heading: str
    text: str
    code: list[str]

    @property
    def anchor(self) -> str:
        """What a link to the section ends in."""
        return anchor(self.heading)

    @property
    def checks(self) -> list[str]:
        """Names of the checks that its cells call."""
        return CHECK.findall("\n".join(self.code))

    @property
    def explorers(self) -> int:
        """How many explorers its cells show."""
        return len(EXPLORER.findall("\n".join(self.code)))

    @property
    def exercises(self) -> list[tuple[int, str]]:
        """Number and check of each exercise."""
        return list(zip(map(int, EXERCISE.findall(self.text)), self.checks, strict=True))

    @property
    def terms(self) -> list[str]:
        """Terms that it explains, each as it is written."""
        return TERM.findall(self.text)

    @property
    def is_drawer(self) -> bool:
        """Whether it is folded away beside the core path."""
        return self.heading.startswith(DRAWER)

    @property
    def minutes(self) -> int:
        """How long it takes, about; at least one minute."""
        plain = sum(not any(kind.search(cell) for kind in NO_TIME) for cell in self.code)
        minutes = len(unfolded(self.text).split()) / WORDS_A_MINUTE + plain * CODE_CELL_MINUTES
        return max(1, round(minutes + self.explorers * EXPLORER_MINUTES + len(self.checks) * EXERCISE_MINUTES))


def sections(notebook: NotebookNode) -> list[Section]:
    r"""Sections of a notebook.

    >>> from nbformat.v4 import new_markdown_cell, new_notebook
    >>> cell = new_markdown_cell("# Vectors\n## 1. Length\nThe **norm** is a length.")
    >>> [(section.heading, section.terms) for section in sections(new_notebook(cells=[cell]))]
    [('1. Length', ['norm'])]
    """
    texts, codes = [""], [[]]
    headings = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            before, *after = HEADING.split(cell.source)
            texts[-1] += f"\n{before}"
            headings += after[::2]
            texts += after[1::2]
            codes += [[] for _ in after[::2]]
        elif cell.cell_type == "code":
            codes[-1].append(cell.source)
    found = [Section(*parts) for parts in zip(headings, texts[1:], codes[1:], strict=True)]
    _require_links(notebook, found)
    _require_exercises(found)
    return found


def practices(notebook: NotebookNode) -> dict[str, str]:
    """What each check of a notebook is about: the first line of its docstring, without the word "Check"."""
    found = {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and "from helpers.exercises" in cell.source:
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.ImportFrom) and node.module.startswith("helpers.exercises"):
                    module = importlib.import_module(node.module)
                    found |= {name.name: getattr(module, name.name).__doc__ for name in node.names}
    return {
        name: text.partition("\n")[0].removeprefix("Check ").replace("``", "`")
        for name, text in found.items()
        if name.startswith("check_")
    }


def _require_links(notebook: NotebookNode, found: list[Section]) -> None:
    if not found:
        raise NotebookError("no heading of level 2")
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    for heading, count in Counter(ANY_HEADING.findall("\n".join(texts))).items():
        if count > 1:
            raise NotebookError(f"{count} headings {heading!r}: a link would find the first one only")
    for section in found:
        if quote(section.anchor, safe=PLAIN) != section.anchor:
            raise NotebookError(f"heading {section.heading!r}: JupyterLab finds it by no link, as it has to be escaped")


def _require_exercises(found: list[Section]) -> None:
    numbers = []
    for section in found:
        mine = [int(number) for number in EXERCISE.findall(section.text)]
        numbers += mine
        if len(mine) != len(section.checks):
            raise NotebookError(f"section {section.heading!r}: exercises {mine}, but checks {section.checks}")
    if numbers != list(range(1, len(numbers) + 1)):
        raise NotebookError(f"exercises are numbered {numbers}, not 1, 2, 3, ...")
