"""What people bring from other programs: it is read, or the sentence's advice is followed and then it is read."""

import re
import unicodedata

import pytest

from helpers.data import DataError, audit_csv, read_csv

READ = {  # name -> content, and what is passed
    "sep line": ("sep=;\na;b\n1;10\n2;20\n", {}),
    "sep line of Windows": ("\ufeffSEP=;\r\na;b\r\n1;10\r\n2;20\r\n", {}),
    "sep line of tabs": ("sep=\t\na\tb\n1\t10\n2\t20\n", {}),
    "decimal commas": ("a;b\n1,0;10,0\n2,0;2e1\n", {"delimiter": ";", "decimal": ","}),
    "quoted decimal commas": ('a,b\n"1,0","10,0"\n2,20\n', {"decimal": ","}),
    "delimiters at the end of rows": ("a,b\n1,10,\n2,20,\n", {}),
    "delimiters at the end of all rows": ("a,b,\n1,10,\n2,20, \n", {}),
}


@pytest.mark.parametrize("name", READ)
def test_it_is_read(tmp_path, name):
    content, options = READ[name]
    (tmp_path / "data.csv").write_bytes(content.encode())
    points = read_csv(tmp_path / "data.csv", x="a", y="b", **options)
    assert (points.x.tolist(), points.y.tolist()) == ([1, 2], [10, 20])


ADVISED = {  # name -> content, what the sentence says of it, and in which pattern its advice stands
    "semicolon": ("a;b\n1;10\n2;20\n", "contains ';'", r"(delimiter)='(.)'$"),
    "tab": ("a\tb\n1\t10\n2\t20\n", "one column", r"(delimiter)='(\\t)'$"),
    "commas in the header": ("a, in sqm;b, in k\n1;10\n2;20\n", "have another number of cells", r"(delimiter)='(.)'$"),
    "commas in the cells": ("a;b\n1,0;10,0\n2,0;20,0\n", "one column", r"(delimiter)='(.)'$"),
    "decimal comma": ("a;b\n1,0;10,0\n2,0;20,0\n", "decimal comma", r"(decimal)='(.)' passed"),
    "western letters": ("a,b,größe\n1,10,x\n2,20,y\n".encode("cp1252"), "0xf6", r"(encoding)='(\w+)'$"),
}


@pytest.mark.parametrize("name", ADVISED)
def test_advice_is_followed_until_it_is_read(tmp_path, name):
    content, said, pattern = ADVISED[name]
    file, options, sentences = tmp_path / "data.csv", {}, []
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    header = re.split(r"[;\t]|,(?! )", file.read_text("cp1252").splitlines()[0])
    for _ in range(3):
        try:
            points = read_csv(file, x=header[0], y=header[1], **options)
            break
        except DataError as refusal:
            sentences.append(str(refusal))
            option, value = re.search(r"(delimiter|decimal|encoding)='([^']+)'(?: passed|$)", sentences[-1]).groups()
            assert option not in options
            options[option] = value.replace("\\t", "\t")
    assert (points.x.tolist(), points.y.tolist()) == ([1, 2], [10, 20])
    assert any(said in sentence and re.search(pattern, sentence) for sentence in sentences), sentences


def refusal(path):
    with pytest.raises(DataError) as caught:
        read_csv(path, x="a", y="b")
    return str(caught.value)


def test_lines_in_quotes_are_named(tmp_path):
    (tmp_path / "data.csv").write_text('"a,b"\n"1,10"\n"2,20"\n')
    assert "Each line of 'data.csv' stands in quotes" in refusal(tmp_path / "data.csv")
    (tmp_path / "data.csv").write_text((tmp_path / "data.csv").read_text().replace('"', ""))
    assert len(read_csv(tmp_path / "data.csv", x="a", y="b")) == 2


@pytest.mark.parametrize(
    ("path", "holds"),
    [
        ("C:\temp\new.csv", "a tab"),
        ("data\flats.csv", "a form feed"),
        ("data\new.csv", "a line break"),
        ("\a.csv", "a bell"),
    ],
)
def test_a_backslash_that_became_another_character_is_named(path, holds):
    assert f"which holds {holds}: Python reads" in refusal(path)
    assert "wanted forward slashes, or an r in front, as in r'" in refusal(path)


def test_a_path_in_quotation_marks_and_an_address_of_a_file(tmp_path):
    file = tmp_path / "my data.csv"
    file.write_text("a,b\n1,10\n2,20\n")
    for typed in (f'"{file}"', f" “{file}” ", file.as_uri()):
        advice = re.search(r"(?:without|path): '(.+)'$", refusal(typed))[1]
        assert "…" in advice or len(read_csv(advice, x="a", y="b")) == 2


def test_an_address_on_the_internet_is_named():
    assert "an address, and nothing is downloaded; wanted a file on this machine" in refusal(
        "https://example.org/a.csv"
    )


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_with_accents_are_found_however_they_are_stored(tmp_path, form):
    other = {"NFC": "NFD", "NFD": "NFC"}[form]
    (tmp_path / unicodedata.normalize(form, "größe.csv")).write_text(
        unicodedata.normalize(form, "größe,b\n1,10\n2,20\n")
    )
    path = tmp_path / unicodedata.normalize(other, "größe.csv")
    assert len(read_csv(path, x=unicodedata.normalize(other, "größe"), y="b")) == 2


def test_identifiers_that_no_float_tells_apart_are_named(tmp_path):
    ids = [9007199254740993, 9007199254740995, 9007199254740997]
    (tmp_path / "data.csv").write_text("a,b\n" + "".join(f"{each},{each % 7}\n" for each in ids))
    assert "holds numbers too large to be told apart: of 9007199254740993 only about" in refusal(tmp_path / "data.csv")
    (tmp_path / "data.csv").write_text("a,b\n" + "".join(f"{each - ids[0]},{each % 7}\n" for each in ids))
    assert read_csv(tmp_path / "data.csv", x="a", y="b").x.tolist() == [0, 2, 4]


def test_an_audit_reads_decimal_commas_too(tmp_path):
    (tmp_path / "data.csv").write_text("a;b\n1,5;ill\n2,5;well, now\n4,0;ill\n")
    found = audit_csv(tmp_path / "data.csv", target="a", delimiter=";", decimal=",", kind="numbers")
    assert (found.baseline.low, found.baseline.high) == (1.5, 4.0)
