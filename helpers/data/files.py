"""From a path to the text of a CSV file: find it, refuse one that is too large, decode it.

`helpers.data.read_csv` begins here. The file is only read, never changed.
"""

import os
from pathlib import Path
from typing import Any

from helpers.data.errors import DataError, listed, shown

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
