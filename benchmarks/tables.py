"""Tables in markdown, and their places in the readers' pages."""

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
README, PAGE, CLASSROOM = ROOT / "README.md", ROOT / "docs" / "speed.md", ROOT / "docs" / "classroom.md"
PAGE_HEAD = "# How quick it is\n\nWritten by `make bench`, on one machine.\n"
START, END = "<!-- bench:start -->", "<!-- bench:end -->"
PACKAGES = ("jupyterlab", "matplotlib", "numpy", "ipywidgets")


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table.

    Parameters
    ----------
    title : str
        What was measured.
    head : sequence of str
        The names of the columns.
    rows : sequence of sequence of str
        Its rows.

    Returns
    -------
    str
        Markdown.

    Raises
    ------
    ValueError
        If there is no row: a benchmark that measured nothing has failed.
    """
    if not rows:
        raise ValueError(f"nothing was measured for {title!r}")
    lines = [head, ["---"] * len(head), *rows]
    return f"**{title}**\n\n" + "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def milliseconds(seconds: Sequence[float]) -> str:
    """Write median and 95th percentile of times.

    Parameters
    ----------
    seconds : sequence of float
        Times in seconds.

    Returns
    -------
    str
        Both in milliseconds.
    """
    median, high = 1000 * np.percentile(seconds, [50, 95])
    return f"{median:.2f} / {high:.2f} ms"


def machine() -> str:
    """Say what class of machine this is.

    Returns
    -------
    str
        Cores, system and versions.
    """
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    cores = f"{os.cpu_count()} cores ({platform.machine()}, {platform.system()})"
    load = f"load before {os.getloadavg()[0]:.1f}, " if hasattr(os, "getloadavg") else ""
    return f"Measured on {cores}, {load}Python {platform.python_version()}, {packages}.\n"


def write_page(texts: Sequence[str], path: Path = PAGE) -> None:
    """Write all tables to a page of their own.

    Parameters
    ----------
    texts : sequence of str
        Markdown, a text for each part.
    path : pathlib.Path, optional
        The page.
    """
    path.write_text("\n".join([PAGE_HEAD, *texts]), encoding="utf-8")


def write_between_marks(text: str, path: Path) -> str:
    """Put a text between a page's markers.

    Parameters
    ----------
    text : str
        Markdown.
    path : pathlib.Path
        The page.

    Returns
    -------
    str
        What was done.
    """
    page = path.read_text(encoding="utf-8")
    before, start, rest = page.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        return f"{path.name} has no {START} and {END}: nothing was written"
    path.write_text(f"{before}{START}\n{text}\n{END}{after}", encoding="utf-8")
    return f"{path.name} has the new figures"
