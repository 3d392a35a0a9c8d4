"""`python -m tools.contents`: the readers' index is what the notebooks say, and its links lead somewhere."""

import re

import pytest

from tests.notebooks.samples import code, notebook, save, text
from tools import sections, stored
from tools.contents import PAGE, main

LINK = re.compile(r"\]\(([^)#]+)(?:#([^)]*))?\)")
IMPORT = "from helpers.exercises.linear_algebra import check_dot, check_layer"
ASKED = "# 1 · Vectors\n\nWhat is a list of numbers?\n\n**You will** add them."
FIRST = "## 1. Length\nThe **norm** is a vector's length, *not* its **size**!\n\n**Exercise 1.** Write it."
ANGLE = "## 2. Angle, or cosine?\n**Norm** again, **p-value**, **2 / n**, **One.** **So: no** **Exercise 2.**"
SECOND = f"And **cosine similarity**.\n\n{ANGLE}"


def small(first=FIRST, second=SECOND):
    """A notebook with two sections, two exercises and an explorer."""
    calls = "def layer(X, W, b):\n    ...\n\n\ncheck_layer(layer)", "my_dot = ...\ncheck_dot(my_dot)"
    opening = [text(ASKED), code(IMPORT), text(first), code("DotProductExplorer(a=1)"), code(calls[0])]
    return notebook(*opening, text(second), code(calls[1]), code("1"), title=False)


@pytest.fixture
def folder(tmp_path, capsys):
    """A folder with one notebook and its page."""
    save(tmp_path, small(), "01_vectors.ipynb")
    assert main(["write", str(tmp_path)]) == 0
    capsys.readouterr()
    return tmp_path


def lines(folder):
    """The page of a folder, line by line."""
    return (folder / PAGE).read_text(encoding="utf-8").splitlines()


def headings(path):
    """Headings of a notebook as JupyterLab names them for links."""
    cells = stored.read(path).cells if path.suffix == ".ipynb" else []
    texts = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return [heading.strip().replace(" ", "-") for heading in re.findall("^#+ (.*)", texts, re.MULTILINE)]


def lost(folder, texts=()):
    """Links of the page, or of texts beside it, that lead nowhere; a second heading of one name is never reached."""
    links = [link for link in LINK.findall("\n".join(texts or lines(folder))) if ":" not in link[0]]
    assert links
    known = {name: headings(folder / name) for name in {name for name, _ in links} if (folder / name).is_file()}
    return [link for link in links if link[0] not in known or (link[1] and known[link[0]].count(link[1]) != 1)]


def test_a_small_page(folder):
    page = lines(folder)
    start = page.index("## 1 · Vectors")
    assert page[start : start + 9] == [
        "## 1 · Vectors",
        "",
        "What is a list of numbers?",
        "",
        "[`01_vectors.ipynb`](01_vectors.ipynb): about 26 minutes; 1 explorers, 2 exercises.",
        "",
        "| section | minutes | exercises |",
        "|---|---|---|",
        "| [1. Length](01_vectors.ipynb#1.-Length) | 15 | **1** `layer(X, W, b)`: relu(X @ W + b), "
        "for any number of samples, inputs and neurons. |",
    ]
    assert page[-5:] == [
        "|---|---|",
        "| Cosine similarity | 01: [1. Length](01_vectors.ipynb#1.-Length) |",
        "| Norm | 01: [1. Length](01_vectors.ipynb#1.-Length) |",
        "| p-value | 01: [2. Angle, or cosine?](01_vectors.ipynb#2.-Angle,-or-cosine?) |",
        "| Size | 01: [1. Length](01_vectors.ipynb#1.-Length) |",
    ]
    assert lost(folder) == []


def test_a_term_of_two_notebooks_is_listed_once(folder):
    save(folder, small(ANGLE.replace("Exercise 2", "Exercise 1"), "**Exercise 2.**"), "02_angles.ipynb")
    assert main(["write", str(folder)]) == 0
    (row,) = [line for line in lines(folder) if line.startswith("| Norm |")]
    assert row.count("](") == 2
    assert row.startswith("| Norm | 01: [1. Length](")
    assert ", 02: [2. Angle, or cosine?](" in row


def test_minutes_are_what_the_page_says():
    first, second = sections.sections(small())
    words = len(first.text.split())
    assert words == 16
    assert (first.minutes, second.minutes) == (round(words / 120 + 5 + 10), round(10 / 120 + 10 + 1))
    assert (first.explorers, first.exercises, second.exercises) == (1, [(1, "check_layer")], [(2, "check_dot")])
    assert sections.Section("Recap", "nine words\n" * 270, []).minutes == round(540 / 120)
    assert sections.Section("Recap", "", []).minutes == 1
    imports = "import numpy as np\nfrom a import (\n    b,\n)\n\nimport c"
    assert [sections.Section("Recap", "", [cell] * 3).minutes for cell in (imports, f"{imports}\n\nc.d()")] == [1, 3]


EDITS = [  # of a page, and a link that is then lost
    ("](01_vectors.ipynb#1.-Length)", "](01_vectors.ipynb#1.-Lengths)", ("01_vectors.ipynb", "1.-Lengths")),
    ("](01_vectors.ipynb)", "](vectors.ipynb)", ("vectors.ipynb", "")),
    ("| Size |", "| Sizes |", None),
]


@pytest.mark.parametrize(("old", "new", "link"), EDITS)
def test_a_page_that_is_not_what_the_notebooks_say_is_stale(folder, capsys, old, new, link):
    path, written = folder / PAGE, (folder / PAGE).read_text(encoding="utf-8")
    path.write_text(written.replace(old, new, 1), encoding="utf-8")
    assert lost(folder) == ([link] if link else [])
    assert main(["check", str(folder)]) == 1
    present, wanted, said = capsys.readouterr().out.splitlines()
    assert (present[:12], wanted[:12]) == (f"{PAGE}: -", f"{PAGE}: +")
    assert new in present
    assert old in wanted
    assert said == f"checked {PAGE}: 7 links; stale, make notebooks writes it"
    path.write_text(written + "\n", encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    path.unlink()
    assert main(["check", str(folder)]) == 1
    assert main(["write", str(folder)]) == main(["check", str(folder)]) == 0
    assert capsys.readouterr().out.endswith(f"checked {PAGE}: 7 links; up to date\n")
    assert path.read_text(encoding="utf-8") == written


# fmt: off
UNMARKED = [
    ("No heading.", "None.", "no heading of level 2"),
    (FIRST, SECOND.replace("2. Angle, or cosine?", "1. Length"), "2 headings '1. Length'"),
    (FIRST, SECOND + "\n\n### 1. Length", "2 headings '1. Length'"),
    (FIRST.replace("1. L", "1 · L"), SECOND, "'1 · Length': JupyterLab finds it by no link"),
    (FIRST.replace("Length", "`Length`"), SECOND, "JupyterLab finds it by no link"),
    (FIRST.replace("Exercise 1.", "Exercise 3."), SECOND, "exercises are numbered [3, 2]"),
    (FIRST.replace("**Exercise 1.**", "**Exercise.**"), SECOND, "section '1. Length': exercises [], but checks"),
    (FIRST + " **Exercise 2.**", SECOND, "section '1. Length': exercises [1, 2], but checks"),
]
# fmt: on


@pytest.mark.parametrize(("first", "second", "reason"), UNMARKED)
def test_a_mark_that_is_missing_is_named(folder, capsys, first, second, reason):
    before = (folder / PAGE).read_bytes()
    save(folder, small(first, second), "01_vectors.ipynb")
    assert main(["write", str(folder)]) == main(["check", str(folder)]) == 1
    for message in capsys.readouterr().err.splitlines():
        assert message.startswith("01_vectors.ipynb: ")
        assert reason in message
    assert (folder / PAGE).read_bytes() == before


def test_the_page_of_the_course_has_whole_rows_links_and_each_term_once():
    assert lost(stored.FOLDER) == []
    page = lines(stored.FOLDER)
    start = page.index("## Index")
    assert {line.count(" | ") for line in page[:start] if line.startswith("| ")} == {2}
    assert {line.count(" | ") for line in page[start:] if line.startswith("| ")} == {1}
    terms = [line.split(" | ")[0].casefold() for line in page[start:] if line.startswith("| ")]
    assert len(terms) == len(set(terms)) > 1


@pytest.mark.parametrize("path", stored.find([stored.FOLDER]), ids=lambda path: path.stem)
def test_the_exercises_and_links_of_a_notebook(path):
    sample = stored.read(path)
    checks = [check for section in sections.sections(sample) for check in section.checks]
    about = sections.practices(sample)
    assert sorted(checks) == sorted(about) != []
    assert all(words.endswith(".") and not words.startswith("Check") for words in about.values())
    assert lost(stored.FOLDER, [cell.source for cell in sample.cells if cell.cell_type == "markdown"]) == []
