"""`python -m tools.contents write` writes the readers' index, notebooks/README.md, `check` says where it is stale.

The page is made from the notebooks alone (``sections`` says what is read). The exit code is 1 if it is not what the
notebooks say, or if they break a mark that it needs.
"""

import argparse
import difflib
import sys
from collections.abc import Sequence
from pathlib import Path

from nbformat import NotebookNode

from tools import stored
from tools.sections import (
    CODE_CELL_MINUTES,
    EXERCISE_MINUTES,
    EXPLORER_MINUTES,
    WORDS_A_MINUTE,
    Section,
    practices,
    sections,
)
from tools.stored import FOLDER, NotebookError

PAGE = "README.md"
INTRODUCTION = f"""\
# What is where

What each notebook asks, how long its sections take, what its exercises practise; and, at the end, an index of terms.
Every notebook stands alone. In JupyterLab a link first opens its notebook; click it again once the notebook is drawn,
and it goes to the section.

Minutes are an estimate, by {WORDS_A_MINUTE} words read a minute, {CODE_CELL_MINUTES} minute for a code cell with its
output, {EXPLORER_MINUTES} for an explorer and {EXERCISE_MINUTES} for an exercise. `make notebooks` writes this page.
"""
INDEX = """\
## Index

Where each term is explained: the notebook's number and the section.

| term | explained in |
|---|---|
"""


def page(folder: Path) -> str:
    """The readers' index of a folder of notebooks."""
    chapters, places = [], {}
    for path in stored.find([folder]):
        notebook = stored.read(path)
        try:
            found = sections(notebook)
        except NotebookError as error:
            raise NotebookError(f"{path.name}: {error}") from None
        chapters.append(_chapter(path.name, notebook, found))
        for term, section in _first_places(found):
            places.setdefault(term, []).append(f"{path.name[:2]}: {_link(path.name, section)}")
    if not chapters:
        raise NotebookError("no notebook found")
    rows = [f"| {term} | {', '.join(places[term])} |\n" for term in sorted(places, key=str.casefold)]
    return "\n".join([INTRODUCTION, *chapters, INDEX + "".join(rows)])


def write(folder: Path) -> int:
    """Write the page into a folder of notebooks."""
    text = page(folder)
    (folder / PAGE).write_text(text, encoding="utf-8", newline="\n")
    print(f"wrote {PAGE}: {text.count('](')} links")
    return 0


def check(folder: Path) -> int:
    """Compare the page with what the notebooks say, one line for each difference and one for what was compared."""
    wanted, path = page(folder), folder / PAGE
    present = path.read_text(encoding="utf-8") if path.exists() else ""
    changes = difflib.unified_diff(present.splitlines(), wanted.splitlines(), "present", "wanted", n=0, lineterm="")
    print("".join(f"{PAGE}: {line[:200]}\n" for line in list(changes)[2:] if not line.startswith("@")), end="")
    stale = present != wanted
    verdict = "stale, make notebooks writes it" if stale else "up to date"
    print(f"checked {PAGE}: {wanted.count('](')} links; {verdict}")
    return int(stale)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tools.contents", description=__doc__.partition("\n")[0])
    parser.add_argument("command", choices=["write", "check"])
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="where the notebooks are")
    given = parser.parse_args(arguments)
    try:
        return {"write": write, "check": check}[given.command](given.folder)
    except NotebookError as error:
        print(error, file=sys.stderr)
        return 1


def _chapter(name: str, notebook: NotebookNode, found: list[Section]) -> str:
    title, question = notebook.cells[0].source.split("\n\n")[:2]
    about = practices(notebook)
    core = sum(section.minutes for section in found if not section.is_drawer)
    drawers = sum(section.minutes for section in found if section.is_drawer)
    minutes = f"{core} minutes" + f", and {drawers} more in its drawers" * (drawers > 0)
    explorers = sum(section.explorers for section in found)
    exercises = sum(len(section.checks) for section in found)
    rows = [
        f"| {_link(name, section)} | {section.minutes} | "
        + "<br>".join(f"**{number}** {about[check]}" for number, check in section.exercises)
        + " |"
        for section in found
    ]
    summary = f"[`{name}`]({name}): about {minutes}; {explorers} explorers, {exercises} exercises."
    table = "\n".join(["| section | minutes | exercises |", "|---|---|---|", *rows])
    return f"#{title}\n\n{question}\n\n{summary}\n\n{table}\n"


def _first_places(found: list[Section]) -> list[tuple[str, Section]]:
    places = {}
    for section in found:
        for term in section.terms:
            places.setdefault(_headword(term), section)
    return list(places.items())


def _headword(term: str) -> str:
    """A term with a capital, unless its first word is one letter: "p-value"."""
    return term if len(term) < 2 or not term[1].isalpha() else term[0].upper() + term[1:]


def _link(name: str, section: Section) -> str:
    return f"[{section.heading}]({name}#{section.anchor})"


if __name__ == "__main__":
    sys.exit(main())
