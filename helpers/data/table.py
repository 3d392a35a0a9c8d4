"""From the text of a CSV file to a header and rows of equal length, with Python's own `csv` module."""

import csv
import io
from dataclasses import dataclass
from typing import Any

from helpers.data.errors import DataError, listed, shown

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
