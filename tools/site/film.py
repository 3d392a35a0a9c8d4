"""A film: all that an explorer shows at the stops of its plan, small enough to be loaded with a page.

Each picture is coded as a step from the stop beside it or from what stands still, whichever is smaller, as the pictures
are that go to a living page (`helpers.stage.palette`, film.js).
"""

import itertools
import json
import struct
import zlib
from typing import Any

import numpy as np

from helpers.stage import Stage
from helpers.stage.palette import Palette, Pixels
from helpers.stage.stage import DPI
from tools.site.plan import Axes, Plan, Values

WALK = 100  # presses of a button that are followed
BEYOND = " (In the notebook: here too little is recorded for it.)"
TRAITS = ("name", "min", "max", "step", "log", "description", "unit", "playable", "bands", "marks")


class Film:
    """What was shown, picture by picture: number 1 is where the explorer opens, 0 is what stands still."""

    def __init__(self, plan: Plan, *, dark: bool = False) -> None:
        self.plan, self.explorer, self.picture = plan, plan.explorer, plan.explorer.stage.picture
        self.places: list[Values] = []  # what each picture is of
        self.numbers: dict[tuple, int] = {}  # of the pictures, by place
        self.frames: list[list] = []  # all of each but its pixels
        self.steps: list[bytes] = []  # its pixels
        self.sums: list[int] = []  # of its pixels' colours, in the end to be held against
        self.grounds: list[Palette] = []  # what may stand still
        self.tables: dict[str, list] = {"sentences": [], "tracks": [], "actions": []}
        self.tracks = self._tracks()
        self.beside: tuple[int, Pixels | None] = 0, None  # number and pixels of the picture before
        self.done, self.explorer._done = self.explorer._done, None  # a tick would change what is shown
        self.picture.dark = dark
        self._shoot(plan.start)
        self.sheets = [[list(map(self._plain, axes.items())), self._sheet(axes)] for axes in plan.sheets]
        self._walk()
        self._link()
        self.picture.dark = False
        self.explorer._done = self.done
        self.explorer.set(**plan.start)

    def packed(self) -> bytes:
        """Put all of it into one file: a text of numbers and words, and after it the bytes of grounds and steps."""
        controls = []
        for name, control in self.explorer.controls.items():
            kind, labels = type(control).__name__, getattr(control, "_options_labels", ())
            controls.append({"name": name, "kind": kind, "description": control.description, "options": labels})
            if name in self.plan.sliders:
                controls[-1] |= {trait: getattr(control, trait) for trait in TRAITS}
        grounds = [[each.still, each.entries(), each.entries(dark=True)] for each in self.grounds]
        beyond = self.done is not None and not any(frame[6] for frame in self.frames)
        head = {
            **{trait: getattr(self.picture, trait) for trait in ("label", "width", "handles")},
            "task": self.picture.task + BEYOND * beyond,
            "photographs": len(self.explorer.stage._photographs),
            "controls": controls,
            "columns": int(self.explorer.figure.bbox.width),
            "grounds": [list(map(len, parts)) for parts in grounds],
            "places": [[self._plain((name, [value]))[1][0] for name, value in each.items()] for each in self.places],
            "sheets": self.sheets,
            "frames": self.frames,
            **self.tables,
        }
        text = json.dumps(head, separators=(",", ":")).encode()
        parts = [struct.pack("<I", len(text)), text, *itertools.chain(*grounds), *self.steps]
        packed = zlib.compress(b"".join(parts), 9)
        if list(sums(packed)) != self.sums:
            raise ValueError(f"{self.explorer!r}: what comes out of the film is not what was shown")
        return packed

    def _plain(self, axis: tuple[str, list]) -> tuple[str, list]:
        """Values of a control as a page has them: of a choice the number."""
        name, values = axis
        return name, [self.plan.choices[name].index(each) for each in values] if name in self.plan.choices else values

    def _sheet(self, axes: Axes) -> list[int]:
        """Show the stops of a sheet, row by row; each row from where the explorer opens to both sides."""
        *outer, (name, line) = axes.items()
        begin, numbers = line.index(self.plan.start[name]), []
        for values in itertools.product(*(each for _, each in outer)):
            row = [self.plan.start | dict(zip(axes, values, strict=False)) | {name: value} for value in line]
            self.beside = 0, None
            middle = self._shoot(row[begin])
            left, right = row[:begin][::-1], row[begin + 1 :]
            kept = self.beside
            found = [self._shoot(each) for each in left][::-1]
            self.beside = kept
            numbers += [*found, middle, *map(self._shoot, right)]
        return numbers

    def _walk(self) -> None:
        """Press a button until the task is done, from where the explorer opens; all places there, over all choices."""
        way = [self.plan.start]
        for _ in range(WALK):
            actions, *_, done, _, _ = self.frames[self._shoot(way[-1]) - 1]
            asked = next((asked for _, asked in actions if asked and "reset" not in asked), None)
            if asked is None or done:
                break
            way.append(way[-1] | asked)
        for chosen in self.plan.combinations():
            for values in way:
                self._shoot(values | chosen)

    def _link(self) -> None:
        """Have each button lead to a recorded picture, or to none."""
        for values, frame in zip(self.places, self.frames, strict=True):
            led = [[words, asked and self._led(values, asked)] for words, asked in frame[0]]
            frame[0] = self._listed("actions", led)

    def _led(self, values: Values, asked: Values) -> Values | None:
        number = self.numbers.get(tuple((values | asked).values()))
        return asked if "reset" in asked else number and {"frame": number}

    def _shoot(self, values: Values) -> int:
        """Show a place, unless it was shown, and keep it; returns its number."""
        key = tuple(values.values())
        if key in self.numbers:
            self.beside = 0, None
            return self.numbers[key]
        for trail in self.explorer.trails:
            trail.clear()
        self.explorer.set(**values)
        palette, pixels = self.explorer.stage._palette, Stage._newest[1]
        ground, step, over = self._ground(palette), palette.patch(pixels), 0
        self.sums.append(zlib.crc32(stepped(palette._still, step)))
        beside, before = self.beside
        if beside and self.frames[beside - 1][1] == ground:
            other = palette.patch(pixels, before)
            if len(zlib.compress(other, 1)) < len(zlib.compress(step, 1)):
                step, over = other, beside
        changed = {name: each for name, each in self._tracks().items() if each != self.tracks[name]}
        words, track = self._listed("sentences", self.picture.sentence), self._listed("tracks", changed)
        done = bool(self.done and self.done(self.explorer.result))
        row = [self.picture.actions, ground, over, len(step), words, track, done, self.picture.places, self._marks()]
        self.frames.append(row)
        self.steps.append(step)
        self.places.append(values)
        self.numbers[key] = len(self.frames)
        self.beside = len(self.frames), pixels
        return len(self.frames)

    def _tracks(self) -> dict[str, list]:
        return {name: [each.bands, each.marks] for name, each in self.plan.sliders.items()}

    def _listed(self, table: str, value: Any) -> int:
        values = self.tables[table]
        if value not in values:
            values.append(value)
        return values.index(value)

    def _ground(self, palette: Palette) -> int:
        for number, each in enumerate(self.grounds):
            if each.still == palette.still and np.array_equal(each.colours, palette.colours):
                return number
        self.grounds.append(palette)
        return len(self.grounds) - 1

    def _marks(self) -> list:
        """What this place leaves on its trails: where, in which colour of the palette, how wide in CSS pixels."""
        stage, found = self.explorer.stage, []
        for trail in self.explorer.trails:
            for y, x, colour in trail.stops[np.isfinite(trail.stops[..., 0])]:
                line = trail.marks[int(colour)]
                hue = bytes.fromhex(line.get_color()[1:])
                index = np.abs(stage._palette.colours - np.array(list(hue))).sum(axis=1).argmin()
                place = stage._shares(trail.axes.transData.transform((x, y)))
                found.append([*place, int(index), round(line.get_markersize() * DPI / 72, 2)])
        return found


def stepped(before: Pixels, step: bytes) -> Pixels:
    """Take a step of `Palette.patch` from one picture to another, as film.js does."""
    runs, large = np.frombuffer(step, "<u4", 2)
    numbers = np.frombuffer(step, np.uint8, 2 * runs, offset=8).astype(int)
    numbers[numbers == 255] = np.frombuffer(step, "<u4", large, offset=8 + 2 * runs)
    moved = np.repeat(np.resize([False, True], numbers.size), numbers)
    after = before.copy()
    after[: moved.size][moved] ^= np.frombuffer(step, np.uint8, offset=8 + 2 * runs + 4 * large)
    return after


def sums(packed: bytes) -> list[int]:
    """Decode a film, as a page does; gives each picture's sum."""
    unpacked = zlib.decompress(packed)
    (length,) = struct.unpack_from("<I", unpacked)
    head, at, stills = json.loads(unpacked[4 : 4 + length]), 4 + length, []
    for parts in head["grounds"]:
        stills.append(np.frombuffer(zlib.decompress(unpacked[at : at + parts[0]]), np.uint8))
        at += sum(parts)
    last = {frame[2]: number for number, frame in enumerate(head["frames"], start=1)}  # until when it is needed
    shown, found = {}, []
    for number, (_, ground, over, size, *_) in enumerate(head["frames"], start=1):
        pixels = stepped(shown[over] if over else stills[ground], unpacked[at : at + size])
        at += size
        found.append(zlib.crc32(pixels))
        if number in last:
            shown[number] = pixels
        if last.get(over) == number:
            shown.pop(over, None)
    return found
