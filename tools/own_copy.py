"""`python -m tools.own_copy` makes the learner's own copy of the notebooks, my-notebooks, or brings it up to date.

An update of the course never overwrites what somebody wrote. A notebook whose cells were changed stays as it is, and
the course's newer one is put beside it, as "02_calculus (new).ipynb". One that was only run is replaced, and one that
was deleted comes back. The readers' pages are copied too, so that all links keep working.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path

COURSE = Path(__file__).parents[1] / "notebooks"
COPY = COURSE.parent / "my-notebooks"
RECORD = ".copied.json"  # name -> digests of what the course has had under it, the newest at the end


def update(course: Path, copy: Path) -> Iterator[str]:
    """Bring a copy up to date, and yield one line for each notebook that was put beside somebody's own."""
    copy.mkdir(exist_ok=True)
    record = _record(copy)
    for source in sorted([*course.glob("*.ipynb"), *course.glob("*.md")]):
        now, known = digest(source), record.setdefault(source.name, [])
        own = copy / source.name
        if known[-1:] == [now] and own.exists():
            continue
        place = next(path for path in _places(own) if not path.exists() or digest(path) in {now, *known})
        if not place.exists() or digest(place) != now:
            _write(place, source.read_bytes())
        if place != own:
            yield f"{own.name} has changed in the course, and you wrote in yours: the new one is {place.name}."
        record[source.name] = [*(before for before in known if before != now), now]
    _write(copy / RECORD, json.dumps(record, indent=1).encode())


def digest(path: Path) -> str:
    """What a file says, in one number: of a notebook only what stands in its cells, not what a run has left there."""
    said = path.read_bytes()
    if path.suffix == ".ipynb":
        try:
            cells = [[cell["cell_type"], "".join(cell["source"])] for cell in json.loads(said)["cells"]]
            said = json.dumps(cells).encode()
        except (ValueError, KeyError, TypeError):  # no notebook any more: the file as it is
            pass
    return hashlib.sha256(said).hexdigest()


def _places(own: Path) -> Iterator[Path]:
    """Where a newer notebook may go: in the old one's place, or beside it."""
    numbers = chain(["new"], (f"new {number}" for number in count(2)))
    yield own
    yield from (own.with_name(f"{own.stem} ({number}){own.suffix}") for number in numbers)


def _record(copy: Path) -> dict[str, list[str]]:
    """Digests of what was copied; without them, what differs from the course counts as somebody's own."""
    try:
        record = json.loads((copy / RECORD).read_bytes())
        return {name: [str(each) for each in digests] for name, digests in record.items()}
    except (FileNotFoundError, ValueError, AttributeError, TypeError):
        return {}


def _write(path: Path, data: bytes) -> None:
    """Write all of a file or nothing."""
    coming = path.with_name(f".{path.name}.part")
    coming.write_bytes(data)
    os.replace(coming, path)


def main(course: Path = COURSE, copy: Path = COPY) -> int:
    """Run the command: 0, or 1 where the copy cannot be written."""
    first = not copy.exists()
    try:
        for line in update(course, copy):
            print(line)
    except OSError as problem:
        reason = f"{copy.name} could not be written: {problem.strerror}"
        print(f"{reason}. `jupyter lab {course.name}` opens the course's own notebooks.", file=sys.stderr)
        return 1
    if first:
        print(f"Your own copy of the notebooks is in {copy.name}; an update of the course leaves alone what you write.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
