"""Notebook files: found, read and written the same way everywhere. Cells are counted from 1, text cells included."""

import ast
import re
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbformat import NotebookNode

FOLDER = Path(__file__).parents[1] / "notebooks"


class NotebookError(Exception):
    """A notebook can not be read or executed; the message names it and says why."""


class Violation(NamedTuple):
    """One place where a stored notebook breaks a rule; `cell` is 0 where the whole notebook does."""

    cell: int
    rule: str
    found: str

    def __str__(self) -> str:
        place = f"cell {self.cell}" if self.cell else "the notebook"
        return f"{place}: {self.rule}: {self.found}"


def find(paths: Iterable[Path]) -> list[Path]:
    """Notebook files among `paths`.

    >>> find([FOLDER / "absent.ipynb"])
    Traceback (most recent call last):
    tools.stored.NotebookError: absent.ipynb: no such file or folder
    """
    found = []
    for path in paths:
        if not path.exists():
            raise NotebookError(f"{path.name}: no such file or folder")
        found += sorted(path.glob("*.ipynb")) if path.is_dir() else [path]
    return found


def read(path: Path) -> NotebookNode:
    """Notebook in the current format; ids that are missing or double get a new value."""
    problem: dict[str, Exception] = {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            notebook = nbformat.read(path, as_version=4, capture_validation_error=problem)
    except Exception as error:  # nbformat meets a broken file with many kinds
        problem = {"unreadable": error}
    for error in problem.values():
        raise NotebookError(f"{path.name}: not a valid notebook: {str(error).splitlines()[0]}") from None
    return notebook


def parsed(source: str) -> ast.Module:
    """Code without Jupyter's own commands; nothing where it is no Python."""
    try:
        return ast.parse(re.sub(r"^\s*[%!].*$", "", source, flags=re.MULTILINE))
    except SyntaxError:  # an error that is provoked
        return ast.parse("")


def serialise(notebook: NotebookNode) -> str:
    """Text of a notebook's file: sorted keys, one space of indentation, one newline at the end.

    >>> serialise(nbformat.v4.new_notebook()).splitlines()[:3]
    ['{', ' "cells": [],', ' "metadata": {},']
    """
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def write(path: Path, notebook: NotebookNode) -> None:
    """Write a notebook, with the same line ends on every system."""
    path.write_text(serialise(notebook), encoding="utf-8", newline="\n")
