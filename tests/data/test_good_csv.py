"""Files that read_csv reads: what is accepted without a word, and that nothing is lost or changed."""

import pytest

from helpers.data import read_csv


@pytest.fixture
def write(tmp_path):
    """Write bytes or text into a file and give its path."""

    def write(content, name="data.csv"):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return write


ACCEPTED = {
    "plain": "a,b\n1,10\n2,20\n",
    "byte-order mark": "\ufeffa,b\n1,10\n2,20\n",
    "carriage return and line feed": "a,b\r\n1,10\r\n2,20\r\n",
    "carriage return": "a,b\r1,10\r2,20",
    "empty rows": "\n\na,b\n\n1,10\n,\n2,20\n\n,\n",
    "quotes": '"a","b"\n"1","10"\n"2","20"\n',
    "spaces": 'a, "b"\n 1 ,\t10\n2, "20"\n',
    "text elsewhere": "b,note,a\n10,here,1\n20,,2\n",
    "quoted comma, quote and line ends": 'b,"a note, in\ntwo lines",a\n10,"x, ""y""\n\n",1\n20,,2\n',
    "twice the same name elsewhere": "b,n,n,,a\n10,,,,1\n20,,,,2\n",
    "ways to write a number": "b,a\n1e1,+1\n20.0,2.\n",
    "spaces round the names": " a , b \n1,10\n2,20\n",
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted(write, name):
    points = read_csv(write(ACCEPTED[name]), x="a", y="b")
    assert points.x.tolist() == [1, 2]
    assert points.y.tolist() == [10, 20]
    assert (points.x_name, points.y_name) == ("a", "b")
    assert "'data.csv': all 2 rows" in points.provenance


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(write, delimiter):
    file = write("a,b\n1,10\n2,20\n".replace(",", delimiter))
    assert read_csv(file, x="a", y="b", delimiter=delimiter).y.tolist() == [10, 20]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_encodings(write, encoding):
    file = write("größe,b\n1,10\n2,20\n".encode(encoding))
    assert read_csv(file, x="größe", y="b", encoding=encoding).x.tolist() == [1, 2]


def test_units_are_taken_from_the_header(write):
    file = write("size (sqm),price (thousand),rate (1/h) (mean)\n30,150,1\n45,200,2\n")
    points = read_csv(file, x="size", y="price (thousand)")
    assert (points.x_name, points.x_unit, points.y_name, points.y_unit) == (
        "size",
        "sqm",
        "price",
        "thousand",
    )
    assert read_csv(file, x="size", y="rate (1/h)").y_label == "rate (1/h) (mean)"


def test_a_full_name_comes_before_a_name_without_its_unit(write):
    file = write("a (m),a,b\n1,5,10\n2,6,20\n")
    assert read_csv(file, x="a", y="b").x.tolist() == [5, 6]
    assert read_csv(file, x="a (m)", y="a").x.tolist() == [1, 2]


def test_path_may_be_text_or_start_at_home_or_be_relative(write, monkeypatch):
    file = write("a,b\n1,10\n2,20\n")
    monkeypatch.setenv("HOME", str(file.parent))
    monkeypatch.setenv("USERPROFILE", str(file.parent))
    monkeypatch.chdir(file.parent)
    for path in (str(file), "~/data.csv", "data.csv"):
        assert len(read_csv(path, x="a", y="b")) == 2


def test_the_file_is_not_changed(write):
    content = b"\xef\xbb\xbfa,b\r\n1,10\r\n2,oops\r\n"
    file = write(content)
    with pytest.raises(ValueError, match="oops"):
        read_csv(file, x="a", y="b")
    assert file.read_bytes() == content
    assert [entry.name for entry in file.parent.iterdir()] == ["data.csv"]
