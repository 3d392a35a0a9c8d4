"""Files that read_csv refuses: each with one sentence that names what was received and what was wanted."""

import os
import re

import pytest

from helpers.data import DataError, example_csv, read_csv

GOOD = "a,b\n1,10\n2,20\n"
LONG = "very long text " * 100


def refusal(path, x="a", y="b", **options):
    """The sentence that a file is refused with."""
    with pytest.raises(DataError) as caught:
        read_csv(path, x=x, y=y, **options)
    sentence = str(caught.value)
    assert sentence.isprintable(), "one line, nothing that acts on a terminal"
    assert "wanted" in sentence
    assert len(sentence) < 450
    return sentence


@pytest.fixture
def refuse(tmp_path):
    """Write a file and give the sentence that it is refused with."""

    def refuse(content, **options):
        file = tmp_path / "data.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        sentence = refusal(file, **options)
        assert "'data.csv'" in sentence
        return sentence

    return refuse


# name -> content, and what the sentence must say, in this order
# fmt: off
CONTENTS = {
    "empty file": ("", "is empty", "a header with two names and two rows"),
    "only spaces": (" \n\n , \n", "is empty"),
    "only a header": ("a,b\n", "rows of data below its header: 0", "at least 2"),
    "one row": ("a,b\n1,10\n", "rows of data below its header: 1", "at least 2"),
    "semicolon": ("a;b\n1;10\n2;20\n", "one column, 'a;b', with delimiter=','", "contains ';'", "delimiter=';'"),
    "tab": ("a\tb\n1\t10\n2\t20\n", r"one column, 'a\tb',", r"contains '\t'", r"delimiter='\t'"),
    "bar": ("a|b\n1|10\n2|20\n", "one column, 'a|b'", "delimiter='|'"),
    "one column": ("a\n1\n2\n", "one column, 'a'", "at least two columns"),
    "missing column": ("a,c\n1,10\n2,20\n", "y='b' is not a column", "one of 'a', 'c'"),
    "names without a header": ("1,10\n2,20\n3,30\n", "x='a' is not a column", "one of '1', '10'"),
    "same name twice": ("a,b,b\n1,10,1\n2,20,1\n", "y='b'", "2 columns", "column 2, column 3", "only one column"),
    "same name twice but for the unit": ("a,b (m),b (s)\n1,1,1\n2,2,2\n", "y='b'", "2 columns", "only one column"),
    "short row": ("a,b,c\n1,10,1\n2,20\n3\n", "2 of the 3 rows", "row 3 has 2, row 4 has 1;", "3 cells"),
    "long row": ("a,b\n1,10\n2,20,5\n", "1 of the 2 rows", "row 3 has 3;", "2 cells", "decimal comma"),
    "four ragged rows": ("a,b\n" + "1\n" * 4, "4 of the 4 rows", "row 2 has", "row 4 has", "and 1 more", "2 cells"),
    "text": ("a,b\n1,10\n2,oops\n", "Column 'b'", "unusable cells, 1 of 2:", "row 3 'oops' (text)", "12.5"),
    "blank lines count": ("a,b\n\n1,10\n\n\n2,oops\n", "row 6 'oops'", "counted from the top of the file"),
    "number with a unit": ("a,b\n1,10\n2 sqm,20\n", "Column 'a'", "row 3 '2 sqm' (text)"),
    "underscore": ("a,b\n1,10\n2,2_0\n", "row 3 '2_0' (text)"),
    "decimal comma": ('a,b\n1,"10,5"\n2,20\n', "row 2 '10,5' (decimal comma)", "12.5"),
    "decimal comma and points": ('a,b\n1,"1.000,5"\n2,20\n', "row 2 '1.000,5' (decimal comma)"),
    "comma of either kind": ('a,b\n1,"1,234"\n2,20\n', "row 2 '1,234' (decimal comma or thousands separator)"),
    "commas for thousands": ('a,b\n1,"1,234.5"\n2,20\n', "row 2 '1,234.5' (decimal comma or thousands separator)"),
    "empty cell": ("a,b\n1,\n2,20\n", "unusable cells, 1 of 2:", "row 2 '' (missing)", "a finite number"),
    "spaces in a cell": ("a,b\n1,  \n2,20\n", "row 2 '' (missing)"),
    "NaN": ("a,b\n1,NaN\n2,-nan\n3,n/a\n", "unusable cells, 3 of 3:", "row 2 'NaN' (missing)", "row 4 'n/a'"),
    "infinite": ("a,b\n1,inf\n2,-Infinity\n", "unusable cells, 2 of 2:", "row 2 'inf' (infinite or beyond 1e+100)"),
    "too large a number": ("a,b\n1,1e101\n2,-1e999\n", "unusable cells, 2 of 2:", "row 3 '-1e999' (infinite or beyond"),
    "four bad cells": ("a,b\n" + "1,x\n" * 4, "unusable cells, 4 of 4:", "row 2", "row 3", "row 4", "and 1 more"),
    "constant x": ("a,b\n5,10\n5,20\n5,30\n", "Column 'a'", "constant", "all 3 rows", "between 5 and 5", "differs"),
    "x that differs by rounding": ("a,b\n1,10\n1.0000000000000002,20\n", "Column 'a'", "constant"),
    "x too small to square": ("a,b\n0,10\n5e-324,20\n", "Column 'a'", "constant"),
    "open quote": ('a,b\n1,10\n2,"20\n3,30\n', "Row 3", "never closed", "closed at the end of its cell"),
    "open quote in another column": ('a,b,c\n1,10,"x\n2,20,y\n3,30,z\n', "Row 2", "never closed"),
    "text after a quote": ('a,b\n1,"10"0\n2,20\n', "Row 2", "text after a closing quote"),
    "huge cell": ("a,b\n1," + "9" * 200_000 + "\n", "Row 2", "too long to read"),
    "cp1252": ("a,größe\n1,10\n2,20\n".encode("cp1252"), "Line 1", "0xf6", "'utf-8'", "encoding='cp1252'"),
    "cp1252 further down": ("a,b\n1,10\n2,20 €\n".encode("cp1252"), "Line 3", "0x80", "encoding='cp1252'"),
    "UTF-16": (GOOD.encode("utf-16"), "Line 1", "'utf-8'", "encoding='utf-16'"),
    "UTF-16 without mark": (GOOD.encode("utf-16-le"), "NUL", "'CSV UTF-8'"),
    "workbook": (b"PK\x03\x04\x14\x00", "workbook", "'CSV UTF-8'"),
    "letters that act on a terminal": ("a,b\n1,\x1b[31m\u202e\n2,20\n", r"'\x1b[31m\u202e' (text)"),
    "long cells": (f"a,b\n1,{LONG}\n2,{LONG}\n3,{LONG}\n4,{LONG}", "unusable cells, 4 of 4:", "row 2 'very long text",
     "…'"),
    "long header": (f"{LONG},{LONG}\n1,10\n2,20\n", "x='a' is not", "one of 'very long text", "…'"),
    "many columns": (",".join(f"c{i}" for i in range(50)) + ("\n1" + 49 * ",") * 2, "x='a' is not", "'c7' and 42 more"),
}
# fmt: on


@pytest.mark.parametrize("name", CONTENTS)
def test_content_is_refused(refuse, name):
    content, *said = CONTENTS[name]
    assert re.search(".*".join(map(re.escape, said)), refuse(content))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"x": "A"}, "x='A' is not a column of 'data.csv'; wanted one of 'a', 'b'; did you mean 'a'?"),
        ({"y": None}, "y=None is not a column"),
        ({"x": 0}, "x=0 is not a column"),
        ({"x": ["a"]}, "x=['a'] is not a column"),
        ({"x": LONG}, "x='very long text very long text very lo…' is not a column"),
        ({"x": "b"}, "x='b' and y='b' are one column of 'data.csv'; wanted two columns"),
        (
            {"max_bytes": 10},
            "'data.csv' has 14 bytes; wanted at most 10: shorten the file or pass max_bytes=14",
        ),
        ({"max_rows": 1}, "'data.csv' has more than 1 rows below its header; wanted at most that many"),
        ({"encoding": "ascii"}, "Line 4 of 'data.csv' holds the byte 0xd8, which is not 'ascii'"),
    ],
)
def test_choice_is_refused(refuse, options, said):
    content = GOOD.encode() + (b"\xd8" if "encoding" in options else b"")
    assert said in refuse(content, **options)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"delimiter": ",,"}, "delimiter is ',,'; wanted one of ',', ';', '\\t', '|'"),
        ({"delimiter": ""}, "delimiter is ''; wanted one of"),
        ({"decimal": ";"}, "decimal is ';'; wanted '.' or ','"),
        ({"delimiter": [","]}, "delimiter is [',']; wanted one of"),
        (
            {"encoding": "latin-eleventy"},
            "encoding is 'latin-eleventy'; wanted one such as 'utf-8' or 'cp1252'",
        ),
        ({"encoding": "rot13"}, "encoding is 'rot13'; wanted"),
        ({"encoding": "a\0b"}, r"encoding is 'a\x00b'; wanted"),
        ({"encoding": None}, "encoding is None; wanted"),
        ({"max_bytes": 0}, "max_bytes is 0; wanted a whole number of at least 1"),
        ({"max_bytes": "10"}, "max_bytes is '10'; wanted a whole number"),
        ({"max_rows": True}, "max_rows is True; wanted a whole number"),
        ({"max_rows": 1e6}, "max_rows is 1000000.0; wanted a whole number"),
    ],
)
def test_option_is_refused(options, said):
    assert said in refusal(example_csv(), x="weight", y="waist", **options)


def test_limits_can_be_raised(tmp_path):
    file = tmp_path / "large.csv"
    file.write_text("a,b\n" + "".join(f"{i},{i}\n" for i in range(100_001)))
    assert "'large.csv' has more than 100,000 rows below its header; wanted at most" in refusal(file)
    assert len(read_csv(file, x="a", y="b", max_rows=100_001)) == 100_001


def test_a_huge_file_is_refused_before_it_is_opened(tmp_path, monkeypatch):
    file = tmp_path / "huge.csv"
    with file.open("wb") as stream:
        stream.truncate(10_000_001)  # takes no room on most disks
    monkeypatch.setattr(type(file), "read_bytes", lambda self: pytest.fail("the file was read"))
    assert refusal(file) == (
        "'huge.csv' has 10,000,001 bytes; wanted at most 10,000,000: shorten the file or pass max_bytes=10000001"
    )


def test_a_missing_file_is_answered_with_the_folder_and_its_csv_files(tmp_path, monkeypatch):
    for name in ("b.csv", "a.CSV", "c.txt"):
        (tmp_path / name).write_text(GOOD)
    monkeypatch.chdir(tmp_path)
    sentence = refusal("flats.csv")
    assert sentence.startswith("File 'flats.csv' was not found in folder ")
    assert repr(str(tmp_path))[1:100] in sentence
    assert sentence.endswith("which holds 'a.CSV', 'b.csv'; wanted the path of a CSV file")


def test_a_folder_is_answered_with_its_csv_files(tmp_path, monkeypatch):
    (tmp_path / "flats.csv").write_text(GOOD)
    sentence = refusal(tmp_path)
    assert f"{tmp_path.name!r} is a folder and holds 'flats.csv'; wanted the path of one CSV file" in sentence
    monkeypatch.chdir(tmp_path)
    assert "'.' is a folder" in refusal("")


@pytest.mark.parametrize("path", [None, 5, 1.5, b"data.csv", ["data.csv"], object()])
def test_a_path_of_another_type(path):
    assert re.match(r"path is .*; wanted a CSV file's path as text$", refusal(path))


@pytest.mark.parametrize("path", ["\ud800.csv", "x" * 5000, "~\0/x.csv", "~nobody-of-this-name/x.csv"])
def test_an_impossible_path(path):
    assert refusal(path).endswith(("wanted the path of a CSV file", "wanted a CSV file's path as text"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    assert "'pipe.csv' is a device or a pipe; wanted" in refusal(tmp_path / "pipe.csv")


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    (tmp_path / "data.csv").write_text(GOOD)

    def read_bytes(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "read_bytes", read_bytes)
    assert refusal(tmp_path / "data.csv") == (
        "'data.csv' can not be read: Permission denied; wanted a readable CSV file"
    )
