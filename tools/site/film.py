"""A film: all that an explorer shows at the stops of its plan, small enough to be loaded with a page.

Each picture is coded as a step from the stop beside it or from what stands still, whichever is smaller: how many pixels
are left as they are and how many are others, in turn, and what colours those have. Kept apart, these three deflate to
three quarters of what the steps take that go to a living page (`helpers.stage.palette`); recorded.js makes such steps.
"""

import itertools
import json
import struct
import zlib
from typing import Any

import numpy as np
from matplotlib.lines import Line2D

from helpers.stage import Stage
from helpers.stage.palette import Palette, Pixels
from helpers.stage.stage import DPI
from tools.site.plan import Axes, Plan, Values

WALK = 100  # presses of a button that are followed
DONE = -3  # where in the row of a picture it says whether the task is done
LARGE = 255  # a length that stands among the large ones
BEYOND = " (In the notebook: here too little is recorded for it.)"
Step = tuple[bytes, bytes, bytes]  # lengths of runs; those that fit in no byte; colours
TRAITS = ("name", "min", "max", "step", "log", "whole", "description", "unit", "playable", "bands", "marks")


class Film:
    """What was shown, picture by picture: number 1 is where the explorer opens, 0 is what stands still."""

    def __init__(self, plan: Plan, *, ratio: int = 1, dark: bool = False) -> None:
        self.plan, self.explorer, self.picture = plan, plan.explorer, plan.explorer.stage.picture
        self.places: list[Values] = []  # what each picture is of
        self.numbers: dict[tuple, int] = {}  # of the pictures, by place
        self.frames: list[list] = []  # all of each but its pixels
        self.steps: list[Step] = []  # its pixels
        self.sums: list[int] = []  # of its pixels, to be held against in the end
        self.grounds: list[Palette] = []  # what may stand still
        self.tables: dict[str, list] = {"sentences": [], "states": [], "tracks": [], "actions": []}
        self.tracks = self._tracks()
        self.beside: tuple[int, Pixels | None] = 0, None  # number and pixels of the picture before
        self.done, self.explorer._done = self.explorer._done, None  # a tick would change what is shown
        self.picture.dark, self.picture.pixel_ratio = dark, ratio
        self.columns = int(self.explorer.figure.bbox.width)
        self._shoot(plan.start)
        self.sheets = [[list(map(self._plain, axes.items())), self._sheet(axes)] for axes in plan.sheets]
        self._walk()
        self._link()
        self.picture.dark, self.picture.pixel_ratio = False, 1
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
        beyond = self.done is not None and not any(frame[DONE] for frame in self.frames)
        head = {
            **{trait: getattr(self.picture, trait) for trait in ("label", "width", "handles")},
            "task": self.picture.task + BEYOND * beyond,
            "photographs": len(self.explorer.stage._photographs),
            "controls": controls,
            "anew": self.explorer.anew,
            "columns": self.columns,
            "grounds": [list(map(len, parts)) for parts in grounds],
            "places": [[self._plain((name, [value]))[1][0] for name, value in each.items()] for each in self.places],
            "sheets": self.sheets,
            "frames": self.frames,
            **self.tables,
        }
        text = json.dumps(head, separators=(",", ":")).encode()
        streams = zip(*self.steps, strict=True)  # of one kind each, through all pictures
        parts = [struct.pack("<I", len(text)), text, *itertools.chain(*grounds, *streams)]
        film = zlib.compress(b"".join(parts), 9)
        if sums(film) != self.sums:
            raise ValueError(f"{self.explorer!r}: what comes out of the film is not what was shown")
        return film

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
            frame = self.frames[self._shoot(way[-1]) - 1]
            asked = next((asked for _, asked in frame[0] if asked and "reset" not in asked), None)
            if asked is None or frame[DONE]:
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
        palette = self.explorer.stage._palette
        pixels = palette.indices(Stage._newest[1]).ravel()
        ground, step, over = self._ground(palette), coded(palette._still, pixels), 0
        beside, before = self.beside
        if beside and self.frames[beside - 1][1] == ground:
            other = coded(before, pixels)
            if deflated(other) < deflated(step):
                step, over = other, beside
        changed = {name: each for name, each in self._tracks().items() if each != self.tracks[name]}
        words = self._listed("sentences", self.picture.sentence), self._listed("states", repr(self.explorer))
        done = bool(self.done and self.done(self.explorer.result))
        row = [self.picture.actions, ground, over, *map(len, step), *words, self._listed("tracks", changed)]
        self.frames.append([*row, done, self.picture.places, self._marks()])
        self.steps.append(step)
        self.sums.append(zlib.crc32(pixels))
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
        """What this place leaves on its trails: where, in which colour of the palette, how wide, how wide under a dot.

        Widths are in CSS pixels; the dot stands above the mark as long as the controls are here.
        """
        stage, found = self.explorer.stage, []
        for trail in self.explorer.trails:
            above = stage._moving[stage._moving.index(trail.marks[-1]) + 1 :]
            lines = [each for each in above if isinstance(each, Line2D) and each.axes is trail.axes]
            for y, x, colour in trail.stops[np.isfinite(trail.stops[..., 0])]:
                line = trail.marks[int(colour)]
                hue = bytes.fromhex(line.get_color()[1:])
                index = np.abs(stage._palette.colours - np.array(list(hue))).sum(axis=1).argmin()
                here = [
                    each for each in lines if each.get_visible() and (each.get_xydata() == (x, y)).all(axis=1).any()
                ]
                dot = max((each.get_markersize() + each.get_markeredgewidth() for each in here), default=0)
                place = stage._shares(trail.axes.transData.transform((x, y)))
                sizes = (round(float(size) * DPI / 72, 2) for size in (line.get_markersize(), dot))
                found.append([*place, int(index), *sizes])
        return found


def coded(before: Pixels, after: Pixels) -> Step:
    """Code the step from one picture to another."""
    changed = before != after
    lengths = np.diff(np.flatnonzero(np.diff(changed, prepend=False, append=False)), prepend=0)
    large = lengths[lengths >= LARGE].astype("<u4")
    return lengths.clip(max=LARGE).astype(np.uint8).tobytes(), large.tobytes(), after[changed].tobytes()


def deflated(step: Step) -> int:
    """Guess how many bytes of a film a step takes."""
    return sum(len(zlib.compress(part, 1)) for part in step)


def stepped(before: Pixels, step: Step) -> Pixels:
    """Take a step from one picture to another."""
    lengths = np.frombuffer(step[0], np.uint8).astype(int)
    lengths[lengths == LARGE] = np.frombuffer(step[1], "<u4")
    changed = np.repeat(np.resize([False, True], lengths.size), lengths)
    after = before.copy()
    after[: changed.size][changed] = np.frombuffer(step[2], np.uint8)
    return after


def sums(film: bytes) -> list[int]:
    """Decode a film, as a page does; gives each picture's sum."""
    unpacked = memoryview(zlib.decompress(film))
    (length,) = struct.unpack_from("<I", unpacked)
    head, at = json.loads(bytes(unpacked[4 : 4 + length])), 4 + length
    frames = head["frames"]
    sizes = [*itertools.chain(*head["grounds"]), *(frame[3 + part] for part in range(3) for frame in frames)]
    ends = list(itertools.accumulate(sizes, initial=at))
    parts = [unpacked[begin:end] for begin, end in itertools.pairwise(ends)]
    grounds = 3 * len(head["grounds"])
    stills = [np.frombuffer(zlib.decompress(part), np.uint8) for part in parts[:grounds:3]]
    steps = zip(*(parts[grounds + len(frames) * part :][: len(frames)] for part in range(3)), strict=True)
    last = {frame[2]: number for number, frame in enumerate(frames, start=1)}  # until when it is needed
    shown, found = {}, []
    for number, ((_, ground, over, *_), step) in enumerate(zip(frames, steps, strict=True), start=1):
        pixels = stepped(shown[over] if over else stills[ground], step)
        found.append(zlib.crc32(pixels))
        if number in last:
            shown[number] = pixels
        if last.get(over) == number:
            shown.pop(over, None)
    return found
