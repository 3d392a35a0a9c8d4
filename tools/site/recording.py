"""A notebook run from top to bottom, and each explorer that it shows recorded."""

import contextlib
import io
import time
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from helpers.explorers import Explorer
from tools import stored
from tools.session import left_as_found, new_shell
from tools.site.film import Film
from tools.site.pages import places
from tools.site.plan import Level, Plan

# So much a page may have; its explorers share it, and what one leaves goes to the next. All take a minute.
BYTES, PICTURES, SECONDS_A_PICTURE = 10_000_000, 5000, 0.012
LEVELS = (Level(101, 21, 8), Level(51, 15, 8), Level(41, 11, 4), Level(21, 7, 2), Level(11, 5, 1))
SCRIPT = 'fourPillars.film("{}","{}");\n'


def shown(path: Path) -> Iterator[tuple[str, Explorer]]:
    """Run a notebook in its folder; gives each explorer with controls as it is shown, by the name of its film."""
    values: list[object] = []
    with left_as_found(), contextlib.chdir(path.parent):
        shell = new_shell()
        shell.display_trap.hook = values.append
        for number, cell in enumerate(stored.read(path).cells):
            if cell.cell_type == "code":
                with contextlib.redirect_stdout(io.StringIO()):
                    shell.run_cell(cell.source).raise_error()
            while values:
                value = values.pop(0)
                if isinstance(value, Explorer) and value.controls:
                    yield f"{path.stem}-{number}", value


def record_notebook(path: Path, folder: Path) -> None:
    """Write the films of a notebook's page."""
    stored_pictures = sum(1 for _ in places(stored.read(path), path.stem))
    record(shown(path), stored_pictures, folder)


def record(
    explorers: Iterable[tuple[str, Explorer]], expected: int, folder: Path, levels: Sequence[Level] = LEVELS
) -> None:
    """Write the films of a page; says beforehand how many pictures each takes, and where it had to be cut back."""
    size, pictures, begun = 0, 0, time.perf_counter()
    for shown_before, (name, explorer) in enumerate(explorers):
        photographs = bool(explorer.stage._photographs)  # they have pictures of their own for a dark screen
        share = 4 / (max(1, expected - shown_before) + 3)  # of what is left; all of it for the last one
        taken = count = 0
        for level in levels:
            plan, last, before = Plan(explorer, level), level == levels[-1], count
            count = plan.count * (1 + photographs)
            large = taken * count > (BYTES - size) * share * before  # as large a picture as at the level before
            if not last and (large or count > (PICTURES - pictures) * share):
                count = before
                continue
            seconds = SECONDS_A_PICTURE * count
            print(f"{name} {type(explorer).__name__}: about {count} pictures, {seconds:.0f} s ...", flush=True)
            films = {name: Film(plan).packed()}
            if photographs:
                films[f"{name}-dark"] = Film(plan, dark=True).packed()
            files = {each: SCRIPT.format(each, b64encode(film).decode()) for each, film in films.items()}
            taken = sum(map(len, files.values()))
            if taken <= (BYTES - size) * share or last:
                break
        if level != levels[0]:
            cut = f"{level.stops} stops, {level.grid} x {level.grid}, {level.combinations} combinations"
            print(f"{name} is cut back: {cut}, {taken / 1e6:.2f} MB", flush=True)
        size, pictures = size + taken, pictures + count
        for each, text in files.items():
            (folder / f"{each}.js").write_text(text, encoding="ascii")
    seconds = time.perf_counter() - begun
    print(f"a page: {pictures} pictures of at most {PICTURES}, {size / 1e6:.1f} MB, {seconds:.0f} s", flush=True)
