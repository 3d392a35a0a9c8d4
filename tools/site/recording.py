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

# So much a page may load; its explorers share it, and what one leaves goes to the next.
BYTES, SECONDS, SECONDS_A_PICTURE = 10_000_000, 60, 0.012
RATIOS = {1: "", 2: "sharp-"}  # pixel ratios of screens, and how the names of their films begin
SHARPER = 2.3  # times as many bytes has a picture at ratio 2, about
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


class Page:
    """The films of a page for screens of one pixel ratio, and what is left for the next of them."""

    def __init__(self, ratio: int) -> None:
        self.ratio = ratio
        self.size = self.pictures = 0  # these also of what was too large then
        self.most = round(SECONDS / SECONDS_A_PICTURE / ratio)

    def films(
        self, name: str, explorer: Explorer, share: float, levels: Sequence[Level], a_picture: float = 0
    ) -> tuple[dict[str, str], Level, float]:
        """Record an explorer at the first level that its share of what is left is enough for, or at the last.

        Gives its files, the level and the bytes of a picture. A sharp one may have no files: then it is too large.
        """
        looks = (False, True) if explorer.stage._photographs else (False,)  # a photograph's film for a dark screen
        most, name = share * (BYTES - self.size), RATIOS[self.ratio] + name
        for level in levels:
            plan, must = Plan(explorer, level), self.ratio == 1 and level == levels[-1]
            count = plan.count * len(looks)
            if not must and (a_picture * count > most or count > share * (self.most - self.pictures)):
                continue
            seconds = SECONDS_A_PICTURE * self.ratio * count
            print(f"{name} {type(explorer).__name__}: about {count} pictures, {seconds:.0f} s ...", flush=True)
            films = {f"{name}{'-dark' * dark}": Film(plan, ratio=self.ratio, dark=dark).packed() for dark in looks}
            files = {each: SCRIPT.format(each, b64encode(film).decode()) for each, film in films.items()}
            size = sum(map(len, files.values()))
            self.pictures += count
            a_picture = size / count
            if size <= most or must:
                self.size += size
                return files, level, a_picture
        return {}, level, a_picture


def record(
    explorers: Iterable[tuple[str, Explorer]],
    expected: int,
    folder: Path,
    levels: Sequence[Level] = LEVELS,
) -> None:
    """Write the films of a page; says beforehand how many pictures each takes, and where it had to be cut back.

    For sharper screens there is a second film, with the same stops, where that has room.
    """
    begun, page, sharp = time.process_time(), Page(1), Page(2)
    for before, (name, explorer) in enumerate(explorers):
        share = 3 / (max(1, expected - before) + 2)  # of what is left; all of it for the last one
        files, level, a_picture = page.films(name, explorer, share, levels)
        if level != levels[0]:
            cut = f"{level.stops} stops, {level.grid} x {level.grid}, {level.combinations} combinations"
            print(f"{name} is cut back: {cut}, {sum(map(len, files.values())) / 1e6:.2f} MB", flush=True)
        more, *_ = sharp.films(name, explorer, share, [level], SHARPER * a_picture)
        if not more:
            print(f"{name} is left out for sharper screens", flush=True)
        for file, text in (files | more).items():
            (folder / f"{file}.js").write_text(text, encoding="ascii")
    for each in page, sharp:
        taken = f"{each.pictures} pictures of at most {each.most}, {each.size / 1e6:.1f} MB of {BYTES / 1e6:.0f}"
        print(f"a page at pixel ratio {each.ratio}: {taken}", flush=True)
    print(f"all of it: {time.process_time() - begun:.0f} s of this processor", flush=True)
