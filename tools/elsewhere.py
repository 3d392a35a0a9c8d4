r"""`python -m tools.elsewhere` checks notebooks/NUMBERS.md: what is told elsewhere, what a run gives, where to see it.

- A row of its tables has these three parts, none of them empty, and no others.
- The third links to sections: [words](02_calculus.ipynb#12.-The-incident), the heading with hyphens for spaces.
  A section reaches from a heading of level 2 to the next.
- Each number in the second part is printed, with exactly its value, by an output of a section that the row links to.
"""

import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

from nbformat import NotebookNode

from tools import stored
from tools.number_text import numbers, plain_powers
from tools.prose_numbers import held
from tools.sections import HEADING, anchor

PAGE = stored.FOLDER / "NUMBERS.md"
PARTS = ("what is told", "what a run gives", "where")
LINK = re.compile(r"\]\((?P<file>[^()#\s]+\.ipynb)#(?P<anchor>[^()\s]+)\)")
SEPARATOR = re.compile(r"\|[-:| ]+\|")


def rows(page: str) -> Iterator[tuple[int, list[str]]]:
    r"""Rows of the tables of a page.

    >>> list(rows("| told | run |\n|---|---|\n| 2.953 | 2.929 |"))
    [(3, ['2.953', '2.929'])]
    """
    lines = [line.strip() for line in page.splitlines()]
    for number, (line, below) in enumerate(pairwise([*lines, ""]), start=1):
        if line.startswith("|") and not SEPARATOR.fullmatch(line) and not SEPARATOR.fullmatch(below):
            yield number, [part.strip() for part in line.strip("|").split("|")]


def printed_numbers(notebook: NotebookNode) -> dict[str, set[Decimal]]:
    """Numbers that the outputs of each section show."""
    cells: dict[str, list[NotebookNode]] = {}
    here = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for heading in HEADING.findall(cell.source):
                here = anchor(heading)
                cells[here] = []
        elif here:
            cells[here].append(NotebookNode(cell, source=""))
    return {anchor: held(NotebookNode(cells=those)) for anchor, those in cells.items()}


def count_and_broken(path: Path) -> tuple[int, list[str]]:
    """Check a page against the notebooks beside it."""

    @cache
    def shown(file: str) -> dict[str, set[Decimal]]:
        notebook = path.parent / file
        return printed_numbers(stored.read(notebook)) if notebook.exists() else {}

    found, count = [], 0
    for line, parts in rows(path.read_text(encoding="utf-8")):
        count += 1
        if len(parts) != len(PARTS) or not all(parts):
            found.append(f"line {line}: wanted {', '.join(PARTS)}; got {parts}")
            continue
        links = [link.group("file", "anchor") for link in LINK.finditer(parts[2])]
        dead = [f"{file}#{anchor}" for file, anchor in links if anchor not in shown(file)]
        found += [f"line {line}: {link} is no section" for link in dead]
        if not links:
            found.append(f"line {line}: no link to a section in {parts[2]!r}")
        printed = set().union(*(shown(file).get(anchor, set()) for file, anchor in links))
        found += [
            f"line {line}: {number.text} is in no output of the section"
            for number in numbers(plain_powers(parts[1]))
            if links and not dead and printed.isdisjoint(number.readings)
        ]
    return count, found


def main(path: Path = PAGE) -> int:
    """Run the command."""
    count, found = count_and_broken(path)
    for words in found:
        print(f"{path.name}: {words}")
    print(f"checked rows of {path.name}: {count}; violations: {len(found)}")
    return int(bool(found) or not count)


if __name__ == "__main__":
    sys.exit(main())
