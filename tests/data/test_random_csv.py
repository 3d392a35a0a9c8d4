"""Whatever stands in a file, read_csv gives Points or raises DataError, and nothing else."""

import csv
import io
from unicodedata import normalize

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.data import DataError, Points, read_csv
from helpers.data.own_file import SAME

CELLS = st.sampled_from(["1", "2.5", "-3e2", "", "nan", "inf", "1,5", "x", '"', '"4"', " 7 ", "\ufeff", "€", "1e400"])
LINES = st.lists(st.lists(CELLS, max_size=4), max_size=6)
NUMBERS = st.floats(-1e100, 1e100)
NAMES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1).map(
    lambda text: normalize("NFC", " ".join(text.split()))  # as names are read
)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("random") / "data.csv"


def outcome(file, content, **options):
    """What became of the bytes: the points, or the sentence that they were refused with."""
    file.write_bytes(content)
    try:
        points = read_csv(file, **({"x": "a", "y": "b"} | options))
    except DataError as error:
        return str(error)
    return points


def check(result):
    """What holds of every outcome."""
    if isinstance(result, Points):
        assert np.isfinite([result.x, result.y]).all()
        assert result.x.std() > 0
        assert len(repr(result)) < 110
    else:
        assert result.isprintable()
        assert "wanted" in result
        assert len(result) < 450


@given(
    content=st.binary(max_size=200),
    encoding=st.sampled_from(["utf-8", "cp1252", "latin-1", "utf-16", "utf-7"]),
)
@example(content=b"a,b\n1,2\n3,4", encoding="utf-8")
def test_any_bytes(file, content, encoding):
    check(outcome(file, content, encoding=encoding))


@given(lines=LINES, end=st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_cells(file, lines, end):
    rows = [",".join(cells) for cells in [["a", "b"], *lines]]
    check(outcome(file, end.join(rows).encode()))


@given(
    names=st.lists(NAMES.filter(lambda name: not name.endswith(")")), min_size=2, max_size=4, unique=True).filter(all),
    rows=st.lists(st.tuples(*[NUMBERS] * 4), min_size=2),
    delimiter=st.sampled_from(",;\t|"),
    mark=st.booleans(),
)
def test_any_table_comes_back(file, names, rows, delimiter, mark):
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([names, *[row[: len(names)] for row in rows]])
    content = text.getvalue().encode("utf-8-sig" if mark else "utf-8")
    x, y = (np.array([row[column] for row in rows]) for column in (1, 0))
    points = outcome(file, content, x=names[1], y=names[0], delimiter=delimiter)
    check(points)
    if x.std() <= SAME * np.abs(x).max():
        assert "constant" in points
        return
    np.testing.assert_array_equal(points.x, x)
    np.testing.assert_array_equal(points.y, y)
    assert (points.x_name, points.y_name) == (names[1], names[0])
