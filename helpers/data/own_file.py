"""A learner's own CSV file, from its path to two columns of numbers as `Points`, or one sentence on what is wrong.

The steps: find the file and read its text; split that into a header and rows of equal length; find a column by its
name and read every cell as a number. The file is only read, never changed. Notebooks 04 and 05 use it.
"""

import csv
import difflib
import io
import os
import re
from collections import namedtuple
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

import numpy as np

MAX_BYTES, MAX_ROWS = 10_000_000, 100_000
DELIMITERS = (",", ";", "\t", "|")
ROWS_COUNTED = "(rows are counted from the top of the file)"
ZIP_START = b"PK\x03\x04"  # .xlsx, .ods and .numbers workbooks are zip archives
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
MISSING = {"", "nan", "+nan", "-nan", "na", "n/a", "#n/a", "null", "none", "-", "?"}  # in lower case
LARGEST = 1e100  # a loss squares the numbers and adds the squares, which overflows from about 1e154
SAME = 1e-12  # x varies less than this times its size: rounding alone, no slope can be read from it
EXACT = 2.0**53  # whole numbers beyond it are not all told apart as floats
CONTROL = {"\t": "a tab", "\n": "a line break", "\r": "a line break", "\f": "a form feed", "\b": "a backspace"}
CONTROL |= {"\a": "a bell", "\v": "a vertical tab", "\0": "a NUL"}
QUOTES = "\"'“”„‘’«»"
LINES_COUNTED = 1000  # in which another delimiter is looked for
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
    owner = "Who measured the numbers, and how, is known to the owner of the file."
    return Points(x_values, y_values, x_name, y_name, x_unit, y_unit, f"{source} {owner}")


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
    if is_folder:
        raise DataError(f"{name} is a folder and {_csv_files(file)}; wanted the path of one CSV file")
    if exists:
        raise DataError(f"{name} is a device or a pipe; wanted the path of a CSV file")
    looked_in = f"folder {shown(str(folder), 200)}, which {_csv_files(folder)}"
    raise DataError(f"File {name} was not found in {looked_in}; wanted the path of a CSV file")


def _check_typed(path):
    """Refuse a path that was typed in a way that can not be meant."""
    if found := [CONTROL[letter] for letter in path if letter in CONTROL]:
        raise DataError(
            f"path is {shown(path)}, which holds {found[0]}: Python reads a backslash and a letter as one character; "
            "wanted forward slashes, or an r in front, as in r'C:\\temp\\new.csv'"
        )
    bare = path.strip().strip(QUOTES)
    if bare and bare != path.strip():
        wanted = shown(bare, 200)
        raise DataError(f"path is {shown(path)}, with quotation marks of its own; wanted it without: {wanted}")
    kind = urlsplit(path).scheme.lower()
    if kind == "file":
        wanted = unquote(urlsplit(path).path)
        raise DataError(f"path is {shown(path)}, an address; wanted the file's path: {shown(wanted, 200)}")
    if kind in ("http", "https", "ftp"):
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
    if raw.startswith(ZIP_START):
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
        other = "utf-16" if raw.startswith(UTF_16_MARKS) else likely
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
    if announced := re.match(r"sep=(.) *(?=[\r\n])", text, re.IGNORECASE):  # as spreadsheets write it
        text, delimiter = text[announced.end() :], delimiter or announced[1]  # its line, now empty, is counted
    delimiter = "," if delimiter is None else delimiter
    if not isinstance(delimiter, str) or delimiter not in DELIMITERS:
        raise DataError(f"delimiter is {shown(delimiter)}; wanted one of {', '.join(map(repr, DELIMITERS))}")
    rows = _split(name, text, delimiter, max_rows)
    if not rows:
        raise DataError(f"{shown(name)} is empty; wanted a header with two names and two rows of numbers")
    (_, header), *rows = rows
    header, rows = _without_trailing(header, rows)
    if len(header) == 1:
        _refuse_one_column(name, text, header[0], delimiter)
    if len(rows) < 2:
        raise DataError(f"{shown(name)} has rows of data below its header: {len(rows)}; wanted at least 2")
    _check_lengths(name, text, rows, len(header), delimiter)
    return Table(name, [_plain(cell) for cell in header], rows, decimal)


def _plain(cell):
    """Write a name as it is compared: one space between words, each letter with its accent in one."""
    return normalize("NFC", " ".join(cell.split()))


def _without_trailing(header, rows):
    """Take away what is empty behind a delimiter at the end of every row, and of the header too or not."""
    width = len(header) - (not header[-1].strip())
    if rows and all(len(cells) == width + 1 and not cells[-1].strip() for _, cells in rows):
        return header[:width], [(place, cells[:width]) for place, cells in rows]
    return header, rows


def _fitting(text, delimiter):
    """Name the other delimiter that cuts every line into as many cells, two or more; None if there is none."""
    lines = [line for line in text.splitlines()[:LINES_COUNTED] if line.strip()]
    for other in DELIMITERS:
        widths = {len(cells) for cells in csv.reader(lines, delimiter=other)}
        if other != delimiter and len(widths) == 1 and min(widths) > 1:
            return other
    return None


def _refuse_one_column(name, text, header, delimiter):
    if delimiter in header:
        received = f"Each line of {shown(name)} stands in quotes, as one cell: {shown(header)}"
        raise DataError(f"{received}; wanted quotes around single cells at most: take those around the lines away")
    other = _fitting(text, delimiter) or next((each for each in DELIMITERS if each in header), None)
    hint = f": it contains {other!r}, so pass delimiter={other!r}" if other else ""
    received = f"The header of {shown(name)} is one column, {shown(header)}, with delimiter={delimiter!r}"
    raise DataError(f"{received}; wanted at least two columns{hint}")


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


def _check_lengths(name, text, rows, width, delimiter):
    ragged = [(place, len(cells)) for place, cells in rows if len(cells) != width]
    if not ragged:
        return
    hint = ""
    if other := _fitting(text, delimiter):
        hint = f"; cut at {other!r} all lines have as many cells, so pass delimiter={other!r}"
    elif delimiter == "," and any(cells > width for _, cells in ragged):
        hint = "; a cell with a comma in it, such as a decimal comma, needs quotes"
    raise DataError(
        f"{len(ragged)} of the {len(rows)} rows of {shown(name)} have another number of cells than the header: "
        f"{listed(ragged, word=lambda row: 'row {} has {}'.format(*row))}; "
        f"wanted {width} cells in each row {ROWS_COUNTED}{hint}"
    )


# ---- from a table to numbers


def find_column(table, role, name):
    """Find the place of a column, for x, y or a target, by its name with or without the unit behind it."""
    wanted = _plain(name) if isinstance(name, str) else None
    fitting = [i for i, cell in enumerate(table.header) if cell == wanted]
    if not fitting:
        fitting = [i for i, cell in enumerate(table.header) if _split_unit(cell)[0] == wanted]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        places = listed([i + 1 for i in fitting], word="column {}".format)
        received = f"{role}={shown(name)} is the name of {len(fitting)} columns of {shown(table.name)}: {places}"
        raise DataError(f"{received}; wanted a name that only one column has")
    spellings = {_split_unit(cell)[0].lower()[:40]: cell for cell in table.header[:NAMES_COMPARED]}
    near = difflib.get_close_matches(str(name).lower()[:40], spellings, n=1)
    hint = f"; did you mean {shown(spellings[near[0]])}?" if near else ""
    columns = listed(table.header, limit=8, word=shown)
    raise DataError(f"{role}={shown(name)} is not a column of {shown(table.name)}; wanted one of {columns}{hint}")


def _split_unit(cell):
    """Split a column's name from a unit in round brackets behind it: "size (sqm)" is "size" and "sqm"."""
    name, bracket, unit = cell.removesuffix(")").rpartition(" (")
    return (name, unit) if bracket and name and unit and cell.endswith(")") else (cell, "")


def _read_numbers(table, column):
    cells = [(place, row[column].strip()) for place, row in table.rows]
    faults = [(place, cell, fault) for place, cell in cells if (fault := _fault(cell, table.decimal))]
    if faults:
        commas = all(fault.startswith("decimal comma") for *_, fault in faults)
        hint = ", or decimal=',' passed if the commas are decimal ones" if commas else ""
        raise DataError(
            f"Column {shown(table.header[column])} of {shown(table.name)} has unusable cells, {len(faults)} of "
            f"{len(cells)}: {listed(faults, word=lambda each: f'row {each[0]} {shown(each[1])} ({each[2]})')}; "
            f"wanted a finite number such as 12{table.decimal}5 in each {ROWS_COUNTED}{hint}"
        )
    return np.array([as_float(cell, table.decimal) for _, cell in cells])


def _fault(cell, decimal):
    """Say in a word or two why a cell is no finite number; the empty string when it is one."""
    if cell.lower() in MISSING:
        return "missing"
    number = as_float(cell, decimal)
    if number is not None:
        return "" if abs(number) <= LARGEST else f"infinite or beyond {LARGEST:g}"
    if decimal == ",":
        return "text" if as_float(cell.replace(".", ""), decimal) is None else "a point; decimal is ','"
    if as_float(cell.replace(",", ""), decimal) is None:
        return "text"
    decimals = cell.rpartition(",")[2]
    certain = cell.count(",") == 1 and decimals.isdigit() and len(decimals) != 3
    return "decimal comma" if certain else "decimal comma or thousands separator"


def as_float(cell, decimal):
    """Read a cell as a number; None if it is none."""
    if "_" in cell or (decimal == "," and "." in cell):  # Python reads 1_000 as a number, but no spreadsheet does
        return None
    try:
        return float(cell.replace(decimal, "."))
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
