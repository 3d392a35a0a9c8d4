"""`DataError`, the one exception of this room, and how a learner's text is shown in its sentence.

From a path to the text of a CSV file: find it, refuse one that is too large, decode it.

`helpers.data.read_csv` begins here. The file is only read, never changed.

`Points`: the pairs (x, y) that every source of data gives, with their names, units and origin.

From the text of a CSV file to a header and rows of equal length, with Python's own `csv` module.

From a table of text to one column of finite numbers, chosen by its name.

`read_csv`: two columns of a learner's own file as `Points`, or one sentence that says what is wrong.

The steps: `files` (path to text), `table` (text to rows), `columns` (rows to numbers). Notebook 05 uses it.
"""

import csv
import difflib
import io
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

LISTED = 3  # offending rows named in one sentence; the rest are counted


class DataError(ValueError):
    """Data that can not be used; the message is one sentence with what was received and what was wanted.

    In a notebook only that sentence is shown, without a traceback: the learner's file is to be mended, and no
    line of code.

    Examples
    --------
    >>> print(DataError("The file is empty; wanted a header and two rows"))
    The file is empty; wanted a header and two rows
    """

    def _render_traceback_(self) -> list[str]:
        """Return the lines that IPython prints in place of a traceback."""
        return [str(self)]


def shown(value: Any, limit: int = 40) -> str:
    r"""Quote `value` for a sentence: on one line, escaped, and at most `limit` characters long.

    Parameters
    ----------
    value : object
        Anything that a learner passed or that a file held.
    limit : int, optional
        The longest result, in characters.

    Returns
    -------
    str
        The value's `repr`, cut with an ellipsis where it is longer.

    Examples
    --------
    >>> print(shown("price\n"), shown("a very long name", limit=12))
    'price\n' 'a very lo…'
    """
    if not isinstance(value, str):
        text = " ".join(repr(value).split())
        return text if len(text) <= limit else text[: limit - 1] + "…"
    text = repr(str(value[: limit + 1]))
    return text if len(text) <= limit else text[: limit - 2] + "…" + text[0]


def listed(items: Sequence[Any], limit: int = LISTED, word: Callable[[Any], str] = str) -> str:
    """Name the first `limit` items and count the others.

    Parameters
    ----------
    items : sequence
        What to list.
    limit : int, optional
        How many to name.
    word : callable, optional
        Turns one item into its text.

    Returns
    -------
    str
        The list in words.

    Examples
    --------
    >>> listed([2, 5, 7, 9], word="row {}".format)
    'row 2, row 5, row 7 and 1 more'
    """
    more = len(items) - limit
    return ", ".join(map(word, items[:limit])) + (f" and {more} more" if more > 0 else "")


LONGEST_FOLDER = 200  # characters of a folder's path in a sentence
ZIP_START = b"PK\x03\x04"  # .xlsx, .ods and .numbers workbooks are zip archives
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def find_file(path: Any) -> Path:
    """Turn what the learner passed into the path of an existing file.

    Parameters
    ----------
    path : str or os.PathLike
        A file, looked up from the notebook's folder; `~` stands for the home folder.

    Returns
    -------
    pathlib.Path
        The path of a regular file.

    Raises
    ------
    DataError
        If the path is of another type, or there is no such file, or it is a folder.

    Examples
    --------
    >>> find_file(Path(__file__)).name
    'files.py'
    """
    try:
        file = Path(os.path.expanduser(path))
        is_file, is_folder, exists = file.is_file(), file.is_dir(), file.exists()
        folder = file.absolute().parent
    except (TypeError, ValueError, OSError) as error:
        raise DataError(f"path is {shown(path)}: {_reason(error)}; wanted a CSV file's path as text") from None
    if is_file:
        return file
    name = shown(file.name or str(file))
    if is_folder:
        raise DataError(f"{name} is a folder and {_csv_files(file)}; wanted the path of one CSV file")
    if exists:
        raise DataError(f"{name} is a device or a pipe; wanted the path of a CSV file")
    looked_in = f"folder {shown(str(folder), LONGEST_FOLDER)}, which {_csv_files(folder)}"
    raise DataError(f"File {name} was not found in {looked_in}; wanted the path of a CSV file")


def read_text(file: Path, encoding: str, max_bytes: int) -> str:
    """Read a whole file of at most `max_bytes`, without a byte-order mark.

    Parameters
    ----------
    file : pathlib.Path
        An existing file.
    encoding : str
        A text encoding that Python knows.
    max_bytes : int
        A larger file is refused before it is opened.

    Returns
    -------
    str
        The text, with its line ends as they are in the file.

    Raises
    ------
    DataError
        If the file is too large, can not be opened, is a workbook, or is no text in this encoding.

    Examples
    --------
    >>> read_text(Path(__file__).with_name("linnerud.csv"), "utf-8", max_bytes=1000)[:11]
    'weight (lb)'
    """
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


def _decode(name: str, raw: bytes, encoding: str) -> str:
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


def _csv_files(folder: Path) -> str:
    try:
        names = sorted(entry.name for entry in folder.iterdir() if entry.suffix.lower() == ".csv")
    except FileNotFoundError:
        return "does not exist"
    except OSError as error:
        return f"can not be listed ({_reason(error)})"
    return f"holds {listed(names, limit=5, word=shown)}" if names else "holds no .csv file"


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


LONGEST_LABEL = 40  # characters; a longer axis label would leave the figure
LONGEST_REPR = 109


@dataclass(frozen=True, eq=False, repr=False)
class Points:
    """Pairs (x, y) of one data set.

    Parameters
    ----------
    x, y : array_like, shape (n,)
        Feature in `x_unit` and target in `y_unit`, at least two of each; kept as read-only float arrays.
    x_name, y_name : str
        What the numbers are.
    x_unit, y_unit : str
        What they are counted in; empty where there is no unit or none is known.
    provenance : str
        Where the numbers come from, who made them and what was done to them.

    Raises
    ------
    DataError
        If `x` and `y` are not vectors of one length, with at least two finite numbers.

    Examples
    --------
    >>> points = Points([30, 45], [150, 200], "size", "price", "sqm", "thousand", "made up")
    >>> points
    Points(2 rows: 'size (sqm)' from 30 to 45, 'price (thousand)' from 150 to 200)
    >>> points.x_label
    'size (sqm)'
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    x_name: str
    y_name: str
    x_unit: str
    y_unit: str
    provenance: str

    def __post_init__(self) -> None:
        x, y = _read_only("x", self.x), _read_only("y", self.y)
        if x.shape != y.shape or x.ndim != 1 or x.size < 2:
            raise DataError(f"x has shape {x.shape}, y {y.shape}; wanted two vectors of one length, at least 2")
        object.__setattr__(self, "x", x)
        object.__setattr__(self, "y", y)

    @property
    def x_label(self) -> str:
        """Name and unit of x for an axis, at most 40 characters."""
        return _label(self.x_name, self.x_unit)

    @property
    def y_label(self) -> str:
        """Name and unit of y for an axis, at most 40 characters."""
        return _label(self.y_name, self.y_unit)

    def __len__(self) -> int:
        return self.x.size

    def __repr__(self) -> str:
        x = f"{shown(self.x_label, 30)} from {self.x.min():g} to {self.x.max():g}"
        y = f"{shown(self.y_label, 30)} from {self.y.min():g} to {self.y.max():g}"
        return _cut(f"Points({len(self)} rows: {x}, {y})", LONGEST_REPR)


def _read_only(name: str, values: ArrayLike) -> NDArray[np.float64]:
    try:
        array = np.array(values, dtype=float)
    except (TypeError, ValueError):
        raise DataError(f"{name} is {shown(values)}; wanted a vector of numbers") from None
    bad = array.size - np.count_nonzero(np.isfinite(array))
    if bad:
        raise DataError(f"{name} holds {bad} values that are NaN or infinite; wanted finite numbers only")
    array.setflags(write=False)
    return array


def _label(name: str, unit: str) -> str:
    return _cut(f"{name} ({unit})" if unit else name, LONGEST_LABEL)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


DELIMITERS = (",", ";", "\t", "|")
ROWS_COUNTED = "(rows are counted from the top of the file)"

Row = tuple[int, list[str]]  # its place in the file, counted from 1, and its cells


@dataclass(frozen=True)
class Table:
    """A header and the rows below it, each as long as the header.

    Parameters
    ----------
    name : str
        The file's name, for sentences.
    header : list of str
        The columns' names.
    rows : list of (int, list of str)
        At least two; each with its place in the file.

    Examples
    --------
    >>> Table("flats.csv", ["size", "price"], [(2, ["30", "150"]), (3, ["45", "200"])]).header
    ['size', 'price']
    """

    name: str
    header: list[str]
    rows: list[Row]


def parse(name: str, text: str, delimiter: Any, max_rows: int) -> Table:
    r"""Split the text of a CSV file into cells.

    Parameters
    ----------
    name : str
        The file's name, for sentences.
    text : str
        The whole file.
    delimiter : str
        What stands between two cells: a comma, a semicolon, a tab or ``|``.
    max_rows : int
        A table with more rows below its header is refused.

    Returns
    -------
    Table
        The header and the rows. Rows in which every cell is empty are left out.

    Raises
    ------
    DataError
        If the delimiter is wrong, quoting is broken, rows differ in length, or there are too few or too many.

    Examples
    --------
    >>> parse("flats.csv", "size,price\n30,150\n45,200\n", ",", max_rows=10).rows
    [(2, ['30', '150']), (3, ['45', '200'])]
    """
    if not isinstance(delimiter, str) or delimiter not in DELIMITERS:
        wanted = ", ".join(map(repr, DELIMITERS))
        raise DataError(f"delimiter is {shown(delimiter)}; wanted one of {wanted}")
    rows = _split(name, text, delimiter, max_rows)
    if not rows:
        raise DataError(f"{shown(name)} is empty; wanted a header with two names and two rows of numbers")
    (_, header), *rows = rows
    if len(header) == 1:
        raise DataError(_one_column(name, header[0], delimiter))
    if len(rows) < 2:
        raise DataError(f"{shown(name)} has rows of data below its header: {len(rows)}; wanted at least 2")
    _check_lengths(name, rows, len(header), delimiter)
    return Table(name, [" ".join(cell.split()) for cell in header], rows)


def _split(name: str, text: str, delimiter: str, max_rows: int) -> list[Row]:
    # Strict: the lenient reader takes all that follows an unclosed quote for one cell, and so loses rows.
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    rows = []
    place = 0
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


def _one_column(name: str, header: str, delimiter: str) -> str:
    found = [other for other in DELIMITERS if other != delimiter and other in header]
    hint = f": it contains {found[0]!r}, so pass delimiter={found[0]!r}" if found else ""
    received = f"The header of {shown(name)} is one column, {shown(header)}, with delimiter={delimiter!r}"
    return f"{received}; wanted at least two columns{hint}"


def _check_lengths(name: str, rows: list[Row], width: int, delimiter: str) -> None:
    ragged = [(place, len(cells)) for place, cells in rows if len(cells) != width]
    if not ragged:
        return
    too_long = delimiter == "," and any(cells > width for _, cells in ragged)
    hint = "; a cell with a comma in it, such as a decimal comma, needs quotes" if too_long else ""
    raise DataError(
        f"{len(ragged)} of the {len(rows)} rows of {shown(name)} have another number of cells than the header: "
        f"{listed(ragged, word=lambda row: 'row {} has {}'.format(*row))}; "
        f"wanted {width} cells in each row {ROWS_COUNTED}{hint}"
    )


MISSING = {"", "nan", "+nan", "-nan", "na", "n/a", "#n/a", "null", "none", "-", "?"}  # in lower case
LARGEST = 1e100  # a loss squares the numbers and adds the squares, which overflows from about 1e154
SAME = 1e-12  # x varies less than this times its size: rounding alone, no slope can be read from it
NAMES_LISTED = 8
NAMES_COMPARED = 100  # comparing spellings is slow; a header can be megabytes long


def find_column(table: Table, role: str, name: Any) -> int:
    """Find a column by its name, written with or without the unit behind it.

    Parameters
    ----------
    table : Table
        Where to look.
    role : {"x", "y"}
        What the column is for.
    name : str
        The name as in the header, or the name without the unit in round brackets.

    Returns
    -------
    int
        The column's place, from 0.

    Raises
    ------
    DataError
        If no column, or more than one, has this name.

    Examples
    --------
    >>> find_column(Table("flats.csv", ["size (sqm)", "price"], []), "x", "size")
    0
    """
    wanted = " ".join(name.split()) if isinstance(name, str) else None
    fitting = [i for i, cell in enumerate(table.header) if cell == wanted]
    if not fitting:
        fitting = [i for i, cell in enumerate(table.header) if split_unit(cell)[0] == wanted]
    if not fitting:
        raise DataError(_no_such_column(table, role, name))
    if len(fitting) > 1:
        places = listed([i + 1 for i in fitting], word="column {}".format)
        raise DataError(
            f"{role}={shown(name)} is the name of {len(fitting)} columns of {shown(table.name)}: {places}; "
            "wanted a name that only one column has"
        )
    return fitting[0]


def split_unit(cell: str) -> tuple[str, str]:
    """Split the name of a column from a unit in round brackets behind it.

    Parameters
    ----------
    cell : str
        One cell of the header.

    Returns
    -------
    name, unit : str
        The unit is empty when there is none.

    Examples
    --------
    >>> split_unit("size (sqm)")
    ('size', 'sqm')
    """
    name, bracket, unit = cell.removesuffix(")").rpartition(" (")
    return (name, unit) if bracket and name and unit and cell.endswith(")") else (cell, "")


def read_numbers(table: Table, column: int) -> NDArray[np.float64]:
    """Read every cell of one column as a number.

    Parameters
    ----------
    table : Table
        Where the column is.
    column : int
        Its place, from 0.

    Returns
    -------
    numpy.ndarray, shape (n,)
        One number a row.

    Raises
    ------
    DataError
        If a cell is empty, NaN, infinite or text; with the rows.

    Examples
    --------
    >>> read_numbers(Table("flats.csv", ["size", "price"], [(2, ["30", "150"]), (3, ["45", "200"])]), 1)
    array([150., 200.])
    """
    cells = [(place, row[column].strip()) for place, row in table.rows]
    faults = [(place, cell, fault) for place, cell in cells if (fault := _fault(cell))]
    if faults:
        raise DataError(
            f"Column {shown(table.header[column])} of {shown(table.name)} has unusable cells, {len(faults)} "
            f"of {len(cells)}: {listed(faults, word=_fault_in_words)}; "
            f"wanted a finite number such as 12.5 in each {ROWS_COUNTED}"
        )
    return np.array([float(cell) for _, cell in cells])


def check_varies(table: Table, column: int, x: NDArray[np.float64]) -> None:
    """Refuse an x that is the same in every row, since no slope can be read from it.

    Parameters
    ----------
    table : Table
        Where the column is.
    column : int
        Its place, from 0.
    x : numpy.ndarray, shape (n,)
        Its numbers.

    Raises
    ------
    DataError
        If the numbers differ by no more than their rounding.

    Examples
    --------
    >>> check_varies(Table("flats.csv", ["size", "price"], []), 0, np.array([30.0, 45.0]))
    """
    if x.std() <= SAME * np.abs(x).max():
        raise DataError(
            f"Column {shown(table.header[column])} of {shown(table.name)} is constant: all {x.size} rows lie "
            f"between {x.min():g} and {x.max():g}; wanted an x that differs, or the line has no slope"
        )


def _no_such_column(table: Table, role: str, name: Any) -> str:
    spellings = {split_unit(cell)[0].lower()[:40]: cell for cell in table.header[:NAMES_COMPARED]}
    near = difflib.get_close_matches(str(name).lower()[:40], spellings, n=1)
    hint = f"; did you mean {shown(spellings[near[0]])}?" if near else ""
    columns = listed(table.header, limit=NAMES_LISTED, word=shown)
    return f"{role}={shown(name)} is not a column of {shown(table.name)}; wanted one of {columns}{hint}"


def _fault(cell: str) -> str:
    """Say in a word or two why a cell is no finite number; the empty string when it is one."""
    if cell.lower() in MISSING:
        return "missing"
    number = _as_float(cell)
    if number is not None:
        return "" if abs(number) <= LARGEST else f"infinite or beyond {LARGEST:g}"
    if _as_float(cell.replace(",", "")) is None:
        return "text"
    decimals = cell.rpartition(",")[2]
    certain = cell.count(",") == 1 and decimals.isdigit() and len(decimals) != 3
    return "decimal comma" if certain else "decimal comma or thousands separator"


def _as_float(cell: str) -> float | None:
    # Python reads 1_000 as a number, but no spreadsheet does.
    try:
        return None if "_" in cell else float(cell)
    except ValueError:
        return None


def _fault_in_words(fault: tuple[int, str, str]) -> str:
    place, cell, reason = fault
    return f"row {place} {shown(cell)} ({reason})"


MAX_BYTES = 10_000_000
MAX_ROWS = 100_000


def read_csv(
    path: str | os.PathLike[str],
    *,
    x: str,
    y: str,
    delimiter: str = ",",
    encoding: str = "utf-8",
    max_bytes: int = MAX_BYTES,
    max_rows: int = MAX_ROWS,
) -> Points:
    r"""Read two columns of numbers from a CSV file with a header. The file is only read, never changed.

    Parameters
    ----------
    path : str or os.PathLike
        The file, looked up from the notebook's folder.
    x, y : str
        Names of two columns as in the first row; a unit in round brackets may be left out: ``"size"`` finds
        ``size (sqm)``.
    delimiter : {",", ";", "\t", "|"}, optional
        What stands between two cells.
    encoding : str, optional
        How the file's letters are stored. A byte-order mark is accepted.
    max_bytes, max_rows : int, optional
        A larger file is refused: the bytes before it is opened, the rows when they are split.

    Returns
    -------
    Points
        Every row of the file, in order. Only rows in which all cells are empty are left out.

    Raises
    ------
    DataError
        If the file can not be used; the sentence says what was received and what was wanted.

    Examples
    --------
    >>> from helpers.data import example_csv
    >>> read_csv(example_csv(), x="waist", y="situps")
    Points(20 rows: 'waist (in)' from 31 to 46, 'situps' from 50 to 251)
    """
    table = read_table(path, delimiter, encoding, max_bytes, max_rows)
    x_column, y_column = find_column(table, "x", x), find_column(table, "y", y)
    if x_column == y_column:
        raise DataError(f"x={shown(x)} and y={shown(y)} are one column of {shown(table.name)}; wanted two columns")
    x_values, y_values = read_numbers(table, x_column), read_numbers(table, y_column)
    check_varies(table, x_column, x_values)
    x_name, x_unit = split_unit(table.header[x_column])
    y_name, y_unit = split_unit(table.header[y_column])
    return Points(
        x=x_values,
        y=y_values,
        x_name=x_name,
        y_name=y_name,
        x_unit=x_unit,
        y_unit=y_unit,
        provenance=f"Read from {shown(table.name)}: all {len(table.rows)} rows of two columns, unchanged. "
        "Who measured the numbers, and how, is known to the owner of the file.",
    )


def read_table(path: str | os.PathLike[str], delimiter: str, encoding: str, max_bytes: int, max_rows: int) -> Table:
    """Read all columns of a CSV file with a header, as text.

    Parameters
    ----------
    path, delimiter, encoding, max_bytes, max_rows
        As for `read_csv`.

    Returns
    -------
    Table
        The header and the rows.

    Raises
    ------
    DataError
        If the file can not be used; the sentence says what was received and what was wanted.

    Examples
    --------
    >>> from helpers.data import example_csv
    >>> read_table(example_csv(), ",", "utf-8", MAX_BYTES, MAX_ROWS).header[:2]
    ['weight (lb)', 'waist (in)']
    """
    _check_limit("max_bytes", max_bytes)
    _check_limit("max_rows", max_rows)
    file = find_file(path)
    return parse(file.name, read_text(file, encoding, max_bytes), delimiter, max_rows)


def _check_limit(name: str, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise DataError(f"{name} is {shown(value)}; wanted a whole number of at least 1")
