"""A learner's own CSV file, from its path to two columns of numbers as `Points`, or one sentence on what is wrong.

The steps: find the file and read its text; split that into a header and rows of equal length; find a column by its
name and read every cell as a number. The file is only read, never changed. Notebooks 04 and 05 use it.
"""

import csv
import difflib
import io
import os
import re
from collections import Counter, namedtuple
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

import numpy as np

MAX_BYTES, MAX_ROWS = 10_000_000, 100_000
DELIMITERS = (",", ";", "\t", "|")
ROWS_COUNTED = "(rows are counted from the top of the file)"
MISSING = {"", "nan", "+nan", "-nan", "na", "n/a", "#n/a", "null", "none", "-", "?"}  # in lower case
LARGEST = 1e100  # a loss squares the numbers and adds the squares, which overflows from about 1e154
SAME = 1e-12  # x varies less than this times its size: rounding alone, no slope can be read from it
EXACT = 2.0**53  # whole numbers beyond it are not all told apart as floats
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}([,.' ’\xa0\u202f])\d{3}(\1\d{3})*((?!\1)[.,]\d+)?")
QUOTES = "\"'“”„‘’«»"
LINES_COUNTED = 1000  # in which a better delimiter, or a header further down, is looked for
ADVICE = {  # why a cell is no number to use -> what to do; of several the first is told
    "thousands separated": "remove what separates thousands, in the whole column",
    "comma": "pass decimal=',' if the commas are decimal ones, remove them if they separate thousands",
    "point": "leave out decimal=',' if the points are decimal ones, remove them if they separate thousands",
    "more than a number": "leave only the number in each cell",
    "missing": "fill these cells in, or delete their rows",
    "text": "write numbers there, or delete these rows",
    f"beyond {LARGEST:g}": "write smaller numbers there, or delete these rows",
}
NAMES_COMPARED = 100  # comparing spellings is slow; a header can be megabytes long


class DataError(ValueError):
    """Data that can not be used; the message is one sentence with what was received and what was wanted.

    In a notebook only that sentence is shown: the learner's file is to be mended, and no line of code.

    >>> print(DataError("The file is empty; wanted a header and two rows"))
    The file is empty; wanted a header and two rows
    """

    def _render_traceback_(self):
        """Return the lines that IPython prints in place of a traceback."""
        return [str(self)]


def shown(value, limit=40):
    """Quote a value for a sentence: on one line, escaped, and at most `limit` characters long."""
    if not isinstance(value, str):
        return cut(" ".join(repr(value).split()), limit)
    text = repr(str(value[: limit + 1]))
    return text if len(text) <= limit else text[: limit - 2] + "…" + text[0]


def cut(text, limit):
    """Shorten a text that is too long."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def listed(items, limit=3, word=str):
    """Name the first `limit` items, each as `word` writes it, and count the others."""
    more = len(items) - limit
    return ", ".join(map(word, items[:limit])) + (f" and {more} more" if more > 0 else "")


def as_whole(name, value, least):
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise DataError(f"{name} is {shown(value)}; wanted a whole number of at least {least}")
    return int(value)


# ---- two columns


@dataclass(frozen=True, eq=False, repr=False)
class Points:
    """Pairs (x, y) of one data set: two vectors of one length, at least 2, kept as read-only floats.

    >>> points = Points([30, 45], [150, 200], "size", "price", "sqm", "thousand", "made up")
    >>> points
    Points(2 rows: 'size (sqm)' from 30 to 45, 'price (thousand)' from 150 to 200)
    >>> points.x_label
    'size (sqm)'
    """

    x: np.ndarray
    y: np.ndarray
    x_name: str
    y_name: str
    x_unit: str  # empty where there is no unit or none is known
    y_unit: str
    provenance: str  # where the numbers come from, who made them and what was done to them

    def __post_init__(self):
        for name in "xy":
            object.__setattr__(self, name, _read_only(name, getattr(self, name)))
        x, y = self.x.shape, self.y.shape
        if x != y or len(x) != 1 or x[0] < 2:
            raise DataError(f"x has shape {x}, y {y}; wanted two vectors of one length, at least 2")

    @property
    def x_label(self):
        return _label(self.x_name, self.x_unit)

    @property
    def y_label(self):
        return _label(self.y_name, self.y_unit)

    def __len__(self):
        return self.x.size

    def __repr__(self):
        x = f"{shown(self.x_label, 30)} from {self.x.min():g} to {self.x.max():g}"
        y = f"{shown(self.y_label, 30)} from {self.y.min():g} to {self.y.max():g}"
        return cut(f"Points({len(self)} rows: {x}, {y})", 109)


def _read_only(name, values):
    try:
        array = np.array(values, dtype=float)
    except (TypeError, ValueError):
        raise DataError(f"{name} is {shown(values)}; wanted a vector of numbers") from None
    bad = array.size - np.count_nonzero(np.isfinite(array))
    if bad:
        raise DataError(f"{name} holds {bad} values that are NaN or infinite; wanted finite numbers only")
    array.setflags(write=False)
    return array


def _label(name, unit):
    """Name and unit for an axis."""
    return cut(f"{name} ({unit})" if unit else name, 40)


def read_csv(path, *, x, y, **reading):
    """Read two columns of numbers from a CSV file with a header, the columns by their names.

    The path is looked up from the notebook's folder; a unit in round brackets may be left out of a name: "size" finds
    "size (sqm)". Only rows in which all cells are empty are left out. For a file from another program pass
    `delimiter=";"`, `decimal=","` or `encoding="cp1252"`; larger files than usual need `max_bytes` or `max_rows`. What
    can not be used raises `DataError`, which says what to pass.

    >>> from helpers.data import example_csv
    >>> read_csv(example_csv(), x="waist", y="situps")
    Points(20 rows: 'waist (in)' from 31 to 46, 'situps' from 50 to 251)
    """
    table = read_table(path, **reading)
    x_column, y_column = find_column(table, "x", x), find_column(table, "y", y)
    if x_column == y_column:
        raise DataError(f"x={shown(x)} and y={shown(y)} are one column of {shown(table.name)}; wanted two columns")
    x_values, y_values = (_read_numbers(table, column) for column in (x_column, y_column))
    _check_varies(table, x_column, x_values)
    (x_name, x_unit), (y_name, y_unit) = _split_unit(table.header[x_column]), _split_unit(table.header[y_column])
    source = f"Read from {shown(table.name)}: all {len(table.rows)} rows of two columns, unchanged."
    return Points(x_values, y_values, x_name, y_name, x_unit, y_unit, source)


# ---- from a path to text


def read_table(path, delimiter=None, decimal=".", encoding="utf-8", max_bytes=MAX_BYTES, max_rows=MAX_ROWS):
    """Read all columns of a CSV file with a header, as text; the delimiter is a comma where the file names no other."""
    if decimal not in (".", ","):
        raise DataError(f"decimal is {shown(decimal)}; wanted '.' or ','")
    max_bytes, max_rows = as_whole("max_bytes", max_bytes, 1), as_whole("max_rows", max_rows, 1)
    file = _find_file(path)
    return _parse(file.name, _read_text(file, encoding, max_bytes), delimiter, decimal, max_rows)


def _find_file(path):
    try:
        file = Path(os.path.expanduser(path))
        is_file, is_folder, exists = file.is_file(), file.is_dir(), file.exists()
        folder = file.absolute().parent
    except (TypeError, ValueError, OSError) as error:
        raise DataError(f"path is {shown(path)}: {_reason(error)}; wanted a CSV file's path as text") from None
    if is_file:
        return file
    if isinstance(path, str):
        _check_typed(path)
    for entry in folder.iterdir() if folder.is_dir() else ():
        if normalize("NFC", entry.name) == normalize("NFC", file.name) and entry.is_file():
            return entry  # the same letters, of which some are put together from two
    name = shown(file.name or str(file))
    if exists:
        received = f"is a folder and {_csv_files(file)}" if is_folder else "is a device or a pipe"
        raise DataError(f"{name} {received}; wanted the path of one CSV file")
    looked_in = f"folder {shown(str(folder), 200)}, which {_csv_files(folder)}"
    raise DataError(f"File {name} was not found in {looked_in}; wanted the path of a CSV file")


def _check_typed(path):
    """Refuse a path that was typed in a way that can not be meant."""
    if set(path) & set("\t\n\r\f\b\a\v"):
        raise DataError(
            f"path is {shown(path)}, in which Python read a backslash and a letter as one character; "
            "wanted forward slashes, or an r in front, as in r'C:\\temp\\new.csv'"
        )
    bare = path.strip().strip(QUOTES)
    if bare and bare != path.strip():
        raise DataError(f"path is {shown(path)}, in quotation marks; wanted it without: {shown(bare, 200)}")
    address = urlsplit(path)
    if address.scheme == "file":
        raise DataError(f"path is {shown(path)}, an address; wanted the path: {shown(unquote(address.path), 200)}")
    if address.scheme in ("http", "https", "ftp"):
        wanted = "wanted a file on this machine: save it beside the notebook"
        raise DataError(f"path is {shown(path)}, an address, and nothing is downloaded; {wanted}")


def _csv_files(folder):
    try:
        names = sorted(entry.name for entry in folder.iterdir() if entry.suffix.lower() == ".csv")
    except FileNotFoundError:
        return "does not exist"
    except OSError as error:
        return f"can not be listed ({_reason(error)})"
    return f"holds {listed(names, limit=5, word=shown)}" if names else "holds no .csv file"


def _reason(error):
    return getattr(error, "strerror", None) or str(error)


def _read_text(file, encoding, max_bytes):
    """Read a whole file, without a byte-order mark; one that is too large is not opened."""
    name = shown(file.name)
    try:
        size = file.stat().st_size
        if size > max_bytes:
            wanted = f"wanted at most {max_bytes:,}: shorten the file or pass max_bytes={size}"
            raise DataError(f"{name} has {size:,} bytes; {wanted}")
        raw = file.read_bytes()
    except OSError as error:
        raise DataError(f"{name} can not be read: {_reason(error)}; wanted a readable CSV file") from None
    if raw.startswith(b"PK\x03\x04"):  # .xlsx, .ods and .numbers workbooks are zip archives
        raise DataError(f"{name} is a workbook or another zip archive; wanted it saved as 'CSV UTF-8'")
    text = _decode(name, raw, encoding)
    if "\0" in text:
        raise DataError(f"{name} holds NUL characters, as no text does; wanted it saved as 'CSV UTF-8'")
    return text


def _decode(name, raw, encoding):
    try:
        return raw.decode(encoding).removeprefix("\N{BYTE ORDER MARK}")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        likely = "cp1252" if encoding == "utf-8" else "utf-8"
        other = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else likely
        raise DataError(
            f"Line {line} of {name} holds the byte 0x{raw[error.start]:02x}, which is not {shown(encoding)}; "
            f"wanted the file saved as 'CSV UTF-8', or its encoding passed, perhaps encoding='{other}'"
        ) from None
    except (TypeError, ValueError, LookupError):
        raise DataError(f"encoding is {shown(encoding)}; wanted one such as 'utf-8' or 'cp1252'") from None


# ---- from text to a table


# name of the file; header; at least two rows below it, each a pair: its place in the file, from 1, and as many cells
Table = namedtuple("Table", "name header rows decimal")


def _parse(name, text, delimiter, decimal, max_rows):
    if announced := re.match(r'"?sep=(.)"? *(?=[\r\n])', text, re.IGNORECASE):  # as spreadsheets write it
        text, delimiter = text[announced.end() :], delimiter or announced[1]  # its line, now empty, is counted
    delimiter = "," if delimiter is None else delimiter
    if not isinstance(delimiter, str) or delimiter not in DELIMITERS:
        raise DataError(f"delimiter is {shown(delimiter)}; wanted one of {', '.join(map(repr, DELIMITERS))}")
    rows = _split(name, text, delimiter, max_rows)
    if not rows:
        raise DataError(f"{shown(name)} is empty; wanted a header with two names and two rows of numbers")
    width = max(place for _, cells in rows for place, cell in enumerate(cells, start=1) if cell.strip())
    (_, header), *rows = [(place, cells[:width]) for place, cells in rows]  # a delimiter at a line's end adds no column
    _check_cells(name, text, header, rows, delimiter)
    if all(map(is_number, header)):
        received = f"The first row of {shown(name)} holds numbers only, {listed(header, word=shown)}"
        raise DataError(f"{received}; wanted names: put a row of names on top, or a letter before each that is a name")
    if len(rows) < 2:
        raise DataError(f"{shown(name)} has rows of data below its header: {len(rows)}; wanted at least 2")
    return Table(name, [_plain(cell) for cell in header], rows, decimal)


def _plain(cell):
    """Write a name as it is compared: one space between words, each letter with its accent in one."""
    return normalize("NFC", " ".join(cell.split()))


def _fitting(text, delimiter):
    """Name the delimiter that stands equally often in more lines than this one does; None if there is none."""
    lines = [line for line in text.splitlines() if line.strip()][:LINES_COUNTED]
    alike = {}
    for each in DELIMITERS:
        often, count = Counter(line.count(each) for line in lines).most_common(1)[0]
        alike[each] = count if often else 0
    best = max(alike, key=alike.get)
    return best if alike[best] > alike[delimiter] else None


def _check_cells(name, text, header, rows, delimiter):
    """Refuse a header of one column, and rows that have another number of cells than the header."""
    ragged = [(place, len(cells)) for place, cells in rows if len(cells) != len(header)]
    if len(header) == 1:
        received = f"The header of {shown(name)} is one column, {shown(header[0])}, with delimiter={delimiter!r}"
        wanted = "at least two columns"
    elif ragged:
        lengths = listed(ragged, word=lambda row: "row {} has {}".format(*row))
        received = f"{len(ragged)} of the {len(rows)} rows of {shown(name)} do not fit the header: {lengths}"
        wanted = f"{len(header)} cells in each row {ROWS_COUNTED}"
    else:
        return
    if len(header) == 1 and delimiter in header[0]:
        advice = "take away the quotes around each line"
    elif other := _fitting(text, delimiter):
        advice = f"pass delimiter={other!r}"
    elif len(header) == 1 or not any(map(is_number, rows[0][1])):
        advice = f"delete the lines above the header, if there are any, or put {delimiter!r} between its names"
    elif delimiter == "," and any(cells > len(header) for _, cells in ragged):
        advice = "put quotes around each cell with a comma in it, such as 12,5"
    else:
        advice = "mend these rows, or delete them"
    raise DataError(f"{received}; wanted {wanted}: {advice}")


def _split(name, text, delimiter, max_rows):
    # Strict: the lenient reader takes all that follows an unclosed quote for one cell, and so loses rows.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    rows, place = [], 0
    try:
        for place, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                rows.append((place, cells))
            if len(rows) > max_rows + 1:
                wanted = "wanted at most that many: shorten the file or pass a larger max_rows"
                raise DataError(f"{shown(name)} has more than {max_rows:,} rows below its header; {wanted}")
    except csv.Error:
        raise DataError(
            f"Row {place + 1} of {shown(name)} has a quote that is never closed, text after a closing quote, "
            f'or a cell too long to read; wanted each quote (") closed at the end of its cell {ROWS_COUNTED}'
        ) from None
    return rows


# ---- from a table to numbers


def find_column(table, role, name):
    """Find the place of a column, for x, y or a target, by its name with or without the unit behind it."""
    fitting = _places(table.header, name)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        places = listed([i + 1 for i in fitting], word="column {}".format)
        received = f"{role}={shown(name)} is the name of {len(fitting)} columns of {shown(table.name)}: {places}"
        raise DataError(f"{received}; wanted a name that only one column has")
    spellings = {_split_unit(cell)[0].lower()[:40]: cell for cell in table.header[:NAMES_COMPARED]}
    near = difflib.get_close_matches(str(name).lower()[:40], spellings, n=1)
    hint = f"; did you mean {shown(spellings[near[0]])}?" if near else ""
    if below := next((place for place, cells in table.rows[:LINES_COUNTED] if _places(cells, name)), None):
        hint = f", or the lines above row {below} deleted if that is the header"
    elif not near and any(map(is_number, table.header)):
        hint = ", or a row of names put on top if there is none"
    columns = listed(table.header, limit=8, word=shown)
    raise DataError(f"{role}={shown(name)} is not a column of {shown(table.name)}; wanted one of {columns}{hint}")


def _places(cells, name):
    """Find the cells that are a name or, if none is, the name and a unit behind it."""
    wanted, cells = _plain(name) if isinstance(name, str) else None, [*map(_plain, cells)]
    full = [i for i, cell in enumerate(cells) if cell == wanted]
    return full or [i for i, cell in enumerate(cells) if _split_unit(cell)[0] == wanted]


def _split_unit(cell):
    """Split a column's name from a unit in round brackets behind it: "size (sqm)" is "size" and "sqm"."""
    name, bracket, unit = cell.removesuffix(")").rpartition(" (")
    return (name, unit) if bracket and name and unit and cell.endswith(")") else (cell, "")


def _read_numbers(table, column):
    cells = [(place, row[column].strip()) for place, row in table.rows]
    faults = [(place, cell, fault) for place, cell in cells if (fault := _fault(cell, table.decimal))]
    if faults:
        reasons = {reason for *_, reason in faults}
        raise DataError(
            f"Column {shown(table.header[column])} of {shown(table.name)} has unusable cells, {len(faults)} of "
            f"{len(cells)}: {listed(faults, word=lambda each: f'row {each[0]} {shown(each[1])} ({each[2]})')}; "
            f"wanted a finite number such as 12{table.decimal}5 in each {ROWS_COUNTED}: "
            + next(advice for reason, advice in ADVICE.items() if reason in reasons)
        )
    return np.array([as_float(cell, table.decimal) for _, cell in cells])


def _fault(cell, decimal):
    """Say why a cell is no finite number, as `ADVICE` does; the empty string when it is one."""
    if cell.lower() in MISSING:
        return "missing"
    if (number := as_float(cell, decimal)) is not None:
        return "" if abs(number) <= LARGEST else f"beyond {LARGEST:g}"
    other, word = (",", "comma") if decimal == "." else (".", "point")
    thousands = THOUSANDS.fullmatch(cell)
    if thousands and thousands.groups() != (other, None, None):  # three digits behind one mark may be decimals
        return "thousands separated"
    if as_float(cell, other) is not None:
        return word
    inner = re.search(r"(?s)\d(.*\d)?", cell)
    return "more than a number" if inner and is_number(inner[0]) else "text"


def is_number(cell):
    """Whether a cell is a number, in whichever way it is written."""
    return any(as_float(cell, decimal) is not None for decimal in ".,") or bool(THOUSANDS.fullmatch(cell))


def as_float(cell, decimal):
    """Read a cell as a number; None if it is none."""
    if "_" in cell or (decimal == "," and "." in cell):  # Python reads 1_000 as a number, but no spreadsheet does
        return None
    try:
        return float(cell.replace(decimal, ".").replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        return None


def _check_varies(table, column, x):
    """Refuse an x that is the same in every row, since no slope can be read from it."""
    if x.std() > SAME * np.abs(x).max():
        return
    called = f"Column {shown(table.header[column])} of {shown(table.name)}"
    cells = [row[column].strip() for _, row in table.rows]
    if np.abs(x).max() > EXACT and len(set(cells)) > 1:
        received = f"holds numbers too large to be told apart: of {cells[0]} only about the first 16 digits count"
        raise DataError(f"{called} {received}; wanted numbers that differ in those: take away what all have in common")
    received = f"is constant: all {x.size} rows lie between {x.min():g} and {x.max():g}"
    raise DataError(f"{called} {received}; wanted an x that differs, or the line has no slope")
