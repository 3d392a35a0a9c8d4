"""A learner's own file is read unchanged, or refused in a sentence whose advice helps (more: `test_refusals.txt`).

Whatever stands in it, there are Points or a DataError, and nothing else.
"""

import csv
import io
import os
import re
import sys
from types import ModuleType
from unicodedata import normalize
from unittest.mock import Mock

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from helpers.data import DataError, Points, audit_csv, read_csv
from helpers.data.own_file import SAME, is_number
from tests.maths.refusals import csv as write

GOOD = "a,b\n1,10\n2,20\n"


def refusal(path):
    with pytest.raises(DataError, match="wanted") as caught:
        read_csv(path, x="a", y="b")
    return str(caught.value)


# what is read

# fmt: off
READ = {  # name -> content, and what is passed
    "plain": (GOOD, {}), "byte-order mark": ("\ufeff" + GOOD, {}), "spaced names": (" a , b \n1,10\n2,20\n", {}),
    "carriage return and line feed": ("a,b\r\n1,10\r\n2,20\r\n", {}), "carriage return": ("a,b\r1,10\r2,20", {}),
    "empty rows": ("\n\na,b\n\n1,10\n,\n2,20\n\n,\n", {}), "quotes": ('"a","b"\n"1","10"\n"2","20"\n', {}),
    "spaces": ('a, "b"\n 1 ,\t10\n2, "20"\n', {}), "text elsewhere": ("b,note,a\n10,here,1\n20,,2\n", {}),
    "quoted comma, quote and line ends": ('b,"a note, in\ntwo lines",a\n10,"x, ""y""\n\n",1\n20,,2\n', {}),
    "twice the same name elsewhere": ("b,n,n,,a\n10,,,,1\n20,,,,2\n", {}), "sep line": ("sep=;\na;b\n1;10\n2;20\n", {}),
    "ways to write a number": ("b,a\n1e1,+1\n20.0,2.\n", {}), "sep line of tabs": ("sep=\t\na\tb\n1\t10\n2\t20\n", {}),
    "sep line of Windows": ("\ufeffSEP=;\r\na;b\r\n1;10\r\n2;20\r\n", {}),
    "decimal commas": ("a;b\n1,0;10,0\n2,0;2e1\n", {"delimiter": ";", "decimal": ","}),
    "quoted decimal commas": ('a,b\n"1,0","10,0"\n2,20\n', {"decimal": ","}),
    "sep line in quotes": ('"sep=;"\na;b\n1;10\n2;20\n', {}), "delimiters at ends": ("a,b\n1,10,,\n2,20,\n", {}),
    "delimiters at the end of all rows": ("a,b,\n1,10,\n2,20, \n", {}),
    **{repr(mark): (GOOD.replace(",", mark), {"delimiter": mark}) for mark in ",;\t|"},
    **{each: (GOOD.encode(each), {"encoding": each}) for each in ("utf-8-sig", "cp1252", "utf-16", "utf-16-le")},
}
# fmt: on


@pytest.mark.parametrize("name", READ)
def test_it_is_read_and_not_changed(name):
    content, options = READ[name]
    file = write(content)
    before, points = file.read_bytes(), read_csv(file, x="a", y="b", **options)
    assert (points.x.tolist(), points.y.tolist()) == ([1, 2], [10, 20])
    assert (points.x_name, points.y_name) == ("a", "b")
    assert "'data.csv': all 2 rows" in points.provenance
    assert file.read_bytes() == before
    assert len(list(file.parent.iterdir())) == 1


def test_names_are_found_with_and_without_their_unit():
    file = write("size (sqm),price (thousand),rate (1/h) (mean),size (m),size (sqm) (x)\n30,150,1,5,7\n45,200,2,6,8\n")
    points = read_csv(file, x="rate (1/h)", y="price")
    assert (points.x_label, points.y_name, points.y_unit) == ("rate (1/h) (mean)", "price", "thousand")
    assert read_csv(file, x="size (sqm)", y="price (thousand)").x.tolist() == [30, 45]  # a full name comes first


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_with_accents_are_found_however_they_are_stored(form):
    other = {"NFC": "NFD", "NFD": "NFC"}[form]
    file = write(normalize(form, "größe,b\n1,10\n2,20\n"), normalize(form, "größe.csv"))
    assert len(read_csv(file.with_name(normalize(other, file.name)), x=normalize(other, "größe"), y="b")) == 2


def test_path_may_be_text_or_start_at_home_or_be_relative(monkeypatch):
    file = write(GOOD)
    monkeypatch.setenv("HOME", str(file.parent))
    monkeypatch.setenv("USERPROFILE", str(file.parent))
    monkeypatch.chdir(file.parent)
    for path in (str(file), "~/data.csv", "data.csv"):
        assert len(read_csv(path, x="a", y="b")) == 2


# what is not, until the sentence's advice is followed

# fmt: off
ADVISED = {  # name -> content, and what its sentences advise, one after the other, until it is read
    "semicolon": ("a;b\n1;10\n2;20\n", ["pass"]), "tab": ("a\tb\n1\t10\n2\t20\n", ["pass"]),
    "far below": ("\n" * 1200 + "a;b\n1;10\n2;20\n", ["pass"]),
    "decimal commas": ("a;b\n1,0;10,0\n2,0;20,0\n", ["pass", "pass"]),
    "comma in the header": ("a (m, net);b\n1;10\n2;20\n", ["pass"]),
    "western letters": ("a,b,größe\n1,10,x\n2,20,y\n".encode("cp1252"), ["perhaps"]),
    "title": ("Report 2024\na,b\n1,10\n2,20\n", ["lines above the"]),
    "two titles": ("\ufeffReport\n\nby me, for you, 2024\na,b\n1,10\n2,20\n", ["lines above the"]),
    "title of a spreadsheet": ("Report,,\na,b,c\n1,10,5\n2,20,6\n", ["lines above row 2"]),
    "title and tabs": ("Report\na\tb\n1\t10\n2\t20\n", ["pass", "lines above the"]),
    "title and decimal commas": ("Report, 2024\na;b\n1,0;10\n2,0;20\n", ["lines above the", "pass", "pass"]),
    "comment": ("# by me; for you\na,b\n1,10\n2,20\n", ["lines above the"]),
    "comment of two cells": ("# by me, for you\na (m),b\n1,10\n2,20\n", ["lines above row 2"]),
    "comment of three cells": ("# by me, for you, in May\na,b\n1,10\n2,20\n", ["lines above the"]),
    "no header": ("1,10,5\n2,20,6\n", ["row of names"]), "missing": ("a,b\n1,10\n1,\n5,n/a\n2,20\n", ["delete their"]),
    "no header, missing": ("1,10,x\n2,20,y\n3,,z\n", ["row of names", "delete their"]),
    "units": ("a,b\nm,s\n1,10\n2,20\n", ["delete these"]), "infinite": ("a,b\n1,10\n2,20\n3,inf\n", ["delete these"]),
    "last line": ("a,b\n1,10\n2,20\nby me\n", ["delete them"]), "signs": ("a,b\n1 m,$10\n2,20%\n", ["only the number"]),
    "quotes": ('"a,b"\n"1,10"\n"2,20"\n', ["quotes around each line"]),
    "no quotes": ("a,b\n1,10,0\n2,20,0\n", ["quotes around each cell", "pass"]),
    "decimals": ('a,b\n1,"10,000"\n2,"20,000"\n', ["pass"]), "thousands": ('a,b\n1,"10,000"\n2,"20,000"\n', ["remove"]),
    "thousands and millions": ('a,b\n1,"10,000"\n2,"20,000"\n3,"1,210,000"\n4,\n', ["remove", "delete their"]),
    "thousands of a currency": ('a,b\n1,"$10,000"\n2,"20,000 €"\n', ["only the number", "remove"]),
    "thousands with points": ("a;b\n1;10.000,0\n2;20.000,0\n", ["pass", "remove", "pass"]),
}
EDITS = {  # advice -> what a learner does to the file: what is found there, and what is put in its place
    "lines above the": (r"(?s)\A.*?\n(?=a\b)", ""), "lines above row 2": (r"\A.*\n", ""),
    "row of names": (r"\A", "a,b,c\n"), "delete their": (r"\d,(n/a|,z)?\n", ""), "delete them": ("by me\n", ""),
    "delete these": (r"(m,s|3,inf)\n", ""), "remove": (r"(?<=\d)[,.](?=\d{3})", ""),
    "quotes around each line": ('"', ""), "quotes around each cell": (r"\d0,0", r'"\g<0>"'),
    "only the number": (r"\$| [m€]|%", ""),
}
# fmt: on


@pytest.mark.parametrize("name", ADVISED)
def test_advice_is_followed_until_it_is_read(name):
    content, steps = ADVISED[name]
    options = {}
    for step in steps:
        with pytest.raises(DataError, match=f"{step}.*$") as refused:
            read_csv(write(content), x="a", y="b", **options)
        if step in EDITS:
            content = re.sub(*EDITS[step], content)
        else:
            option, value = re.search(rf"{step} (\w+)='(.+?)'", str(refused.value)).groups()
            options[option] = value.replace("\\t", "\t")
    points = read_csv(write(content), x="a", y="b", **options)
    assert points.x[:2].tolist() == [1, 2]
    assert points.y[:2].tolist() == ([10_000, 20_000] if "thousands" in name else [10, 20])


def test_a_path_in_quotation_marks_and_an_address_of_a_file():
    file = write(GOOD, "my data.csv")
    for typed in (f'"{file}"', f" “{file}” ", file.as_uri()):
        advice = re.search(r"(?:without|path): '(.+)'$", refusal(typed))[1]
        assert len(read_csv(advice, x="a", y="b")) == 2


def test_an_audit_reads_decimal_commas_too():
    file = write("a;b\n0,0;1.234\n2,5;999\n4,0;12,5\n")
    found = audit_csv(file, "a", delimiter=";", decimal=",", kind="numbers")
    assert (found.baseline.low, found.baseline.high, found.mixed) == (0.0, 4.0, ("b",))


# files that are too large, missing, or none


def test_a_huge_file_is_refused_before_it_is_opened(tmp_path, monkeypatch):
    file = tmp_path / "huge.csv"
    with file.open("wb") as stream:
        stream.truncate(10_000_001)  # takes no room on most disks
    monkeypatch.setattr(type(file), "read_bytes", lambda self: pytest.fail("the file was read"))
    assert refusal(file) == (
        "'huge.csv' has 10,000,001 bytes; wanted at most 10,000,000: shorten the file or pass max_bytes=10000001"
    )


def test_a_missing_file_or_a_folder_is_answered_with_the_csv_files_there(tmp_path, monkeypatch):
    for name in ("b.csv", "a.CSV", "c.txt"):
        (tmp_path / name).write_text(GOOD)
    monkeypatch.chdir(tmp_path)
    sentence = refusal("flats.csv")
    assert sentence.startswith("File 'flats.csv' was not found in folder ")
    assert repr(str(tmp_path))[1:100] in sentence
    assert sentence.endswith("which holds 'a.CSV', 'b.csv'; wanted the path of a CSV file")
    for path, name in ((tmp_path, tmp_path.name), ("", ".")):
        assert f"'{name}' is a folder and holds 'a.CSV', 'b.csv'; wanted the path of one CSV file" == refusal(path)


@pytest.mark.parametrize(
    "path", [None, 5, b"data.csv", ["data.csv"], "\ud800.csv", "x" * 5000, "~\0/x.csv", "~nobody-of-this-name/x.csv"]
)
def test_a_path_that_none_can_be(path):
    assert refusal(path).endswith(("wanted the path of a CSV file", "wanted a CSV file's path as text"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    assert "'pipe.csv' is a device or a pipe; wanted" in refusal(tmp_path / "pipe.csv")


def test_a_file_that_may_not_be_read(monkeypatch):
    file = write(GOOD)
    monkeypatch.setattr(type(file), "read_bytes", Mock(side_effect=PermissionError(13, "Permission denied")))
    assert refusal(file) == "'data.csv' can not be read: Permission denied; wanted a readable CSV file"


def test_in_a_notebook_only_the_sentence_is_shown(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "cells", ModuleType("cells"))  # so that `__main__` stays pytest's
    config = Config({"HistoryManager": {"enabled": False}})
    shell = InteractiveShell(config=config, ipython_dir=str(tmp_path), user_module=sys.modules["cells"])
    result = shell.run_cell("from helpers.data import *\nread_csv(example_csv(), x='wieght', y='waist')")
    assert isinstance(result.error_in_exec, DataError)
    shown = "".join(capsys.readouterr()).strip()
    assert shown == str(result.error_in_exec)
    assert len(shown.splitlines()) == 1


# whatever it holds

CELLS = st.sampled_from(["1", "2.5", "-3e2", "", "nan", "inf", "1,5", "x", '"', '"4"', " 7 ", "\ufeff", "€", "1e400"])
ROWS = st.lists(st.lists(CELLS, max_size=4).map(",".join), max_size=6)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
TABLES = st.builds(lambda rows, end: end.join(["a,b", *rows]).encode(), ROWS, ENDS)
NUMBERS = st.floats(-1e100, 1e100)
NAMES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1).map(
    lambda text: normalize("NFC", " ".join(text.split()))  # as names are read
)


def outcome(content, **options):
    """What became of the bytes: the points, or the sentence that they were refused with."""
    try:
        points = read_csv(write(content), **({"x": "a", "y": "b"} | options))
    except DataError as error:
        sentence = str(error)
        assert sentence.isprintable()
        assert "wanted" in sentence
        assert len(sentence) < 450
        return sentence
    assert np.isfinite([points.x, points.y]).all()
    assert points.x.std() > 0
    assert len(repr(points)) < 110
    return points


@given(TABLES | st.binary(max_size=200), st.sampled_from(["utf-8", "utf-8", "cp1252", "latin-1", "utf-16", "utf-7"]))
@settings(max_examples=200)
def test_any_cells_and_any_bytes(content, encoding):
    outcome(content, encoding=encoding)


@given(
    names=st.lists(NAMES.filter(lambda name: name and not name.endswith(")")), min_size=2, max_size=4, unique=True),
    rows=st.lists(st.tuples(*[NUMBERS] * 4), min_size=2),
    delimiter=st.sampled_from(",;\t|"),
    mark=st.booleans(),
)
def test_any_table_comes_back(names, rows, delimiter, mark):
    assume(not all(map(is_number, names)))
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([names, *[row[: len(names)] for row in rows]])
    content = text.getvalue().encode("utf-8-sig" if mark else "utf-8")
    x, y = (np.array([row[column] for row in rows]) for column in (1, 0))
    points = outcome(content, x=names[1], y=names[0], delimiter=delimiter)
    if x.std() <= SAME * np.abs(x).max():
        assert "constant" in points
        return
    np.testing.assert_array_equal(points.x, x)
    np.testing.assert_array_equal(points.y, y)
    assert (points.x_name, points.y_name) == (names[1], names[0])


# Points, what every source of data gives


def make(x=(30, 45), y=(150, 200), x_name="size", y_name="price", x_unit="sqm", y_unit="thousand"):
    return Points(x, y, x_name, y_name, x_unit, y_unit, "made up")


def test_arrays_are_copies():
    given = np.array([30.0, 45.0])
    points = make(x=given)
    given[0] = 0
    assert points.x.tolist() == [30, 45]
    assert points.x.dtype == points.y.dtype == float


@pytest.mark.parametrize("name", ["size", "n" * 1000, "line\nbreak\x1b[31m", "é" * 50, "\U0001f600" * 50, "'\"" * 30])
@pytest.mark.parametrize("numbers", [(0, 1), (-1.23456e-100, 1.23456e100)])
def test_repr_is_one_line_under_110_characters(name, numbers):
    text = repr(make(numbers, numbers, name, name, name, name))
    assert text.startswith("Points(2 rows: ")
    assert len(text) < 110
    assert text.isprintable()
    assert len(make(y_name=name).y_label) <= 40  # room on an axis
