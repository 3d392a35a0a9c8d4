"""`python -m tools.contents`: the readers' index is what the notebooks say, and its links lead somewhere."""

import re

import pytest

from tests.notebooks.samples import code, notebook, save, text
from tools import sections, stored
from tools.contents import PAGE, check, main

LINK = re.compile(r"\]\(([^)#]+)(?:#([^)]*))?\)")
IMPORT = "from helpers.exercises.linear_algebra import check_dot, check_layer"
ASKED = "# 1 · Vectors\n\nWhat is a list of numbers?\n\n**You will** add them."
FIRST = "## 1. Length\nThe **norm** is a vector's length, *not* its **size**!\n\n**Exercise 1.** Write it."
ANGLE = "## 2. Angle, or cosine?\n**Norm** again, **p-value**, **2 / n**, **One.** **So: no** **Exercise 2.**"
SECOND = f"And **cosine similarity**.\n\n{ANGLE}"


def small(first=FIRST, second=SECOND):
    """A notebook with two sections, two exercises and an explorer."""
    cells = [
        text(ASKED),
        code(IMPORT),
        text(first),
        code("DotProductExplorer(a=1)"),
        code("def layer(X, W, b):\n    ...\n\n\ncheck_layer(layer)"),
        text(second),
        code("my_dot = ...\ncheck_dot(my_dot)"),
        code("1"),
    ]
    return notebook(*cells, title=False)


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
    texts = [cell.source for cell in stored.read(path).cells if cell.cell_type == "markdown"]
    marked = [line for source in texts for line in source.splitlines() if re.match("#+ ", line)]
    return [line.lstrip("#").strip().replace(" ", "-") for line in marked]


def lost(folder):
    """Links of the page that lead nowhere."""
    links = LINK.findall("\n".join(lines(folder)))
    assert links
    return lost_among(links, folder)


def lost_among(links, folder):
    """Links that lead nowhere; a second heading of the same name is never reached."""
    return [
        (name, anchor)
        for name, anchor in links
        if not (folder / name).is_file() or (anchor and headings(folder / name).count(anchor) != 1)
    ]


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


def test_what_is_written_is_not_stale(folder, capsys):
    before = (folder / PAGE).read_bytes()
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr().out == f"checked {PAGE}: 7 links; up to date\n"
    assert (folder / PAGE).read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("](01_vectors.ipynb#1.-Length)", "](01_vectors.ipynb#1.-Lengths)"),
        ("](01_vectors.ipynb)", "](vectors.ipynb)"),
    ],
)
def test_a_broken_link_is_found(folder, capsys, old, new):
    path = folder / PAGE
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert lost(folder) == [new[2:-1].partition("#")[::2]]
    assert main(["check", str(folder)]) == 1
    shown = capsys.readouterr().out
    assert f"{PAGE}: -" in shown
    assert new in shown
    assert old in shown


def test_a_missing_section_is_found(folder, capsys):
    path = folder / PAGE
    kept = [line for line in lines(folder) if not line.startswith("| [2. Angle")]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert check(folder) == 1
    out = capsys.readouterr().out
    assert f"{PAGE}: +| [2. Angle, or cosine?](01_vectors.ipynb#2.-Angle,-or-cosine?) | 11 | **2** `dot(a, b)`" in out
    assert out.endswith("7 links; stale, make notebooks writes it\n")


@pytest.mark.parametrize(
    "change",
    [
        lambda sample: sample.cells[2].update(source=FIRST.replace("1. Length", "1. Norm")),
        lambda sample: sample.cells[2].update(source=FIRST.replace("*not*", "**not**")),
        lambda sample: sample.cells[2].update(source=f"## 0. Numbers\nWords.\n\n{FIRST}"),
        lambda sample: sample.cells[0].update(source=ASKED.replace("numbers", "scalars")),
        lambda sample: sample.cells[6].update(source="my_dot = ...\ncheck_layer(my_dot)"),
        lambda sample: sample.cells[7].update(source="DotProductExplorer()"),
    ],
)
def test_a_changed_notebook_makes_the_page_stale(folder, change):
    sample = small()
    change(sample)
    save(folder, sample, "01_vectors.ipynb")
    assert main(["check", str(folder)]) == 1
    assert main(["write", str(folder)]) == main(["check", str(folder)]) == 0


def test_without_a_page_or_with_another_end_it_is_stale(folder):
    path = folder / PAGE
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    path.unlink()
    assert main(["check", str(folder)]) == 1


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("No heading.", "None.", "no heading of level 2"),
        (FIRST, SECOND.replace("2. Angle, or cosine?", "1. Length"), "2 headings '1. Length'"),
        (FIRST, SECOND + "\n\n### 1. Length", "2 headings '1. Length'"),
        (FIRST.replace("1. L", "1 · L"), SECOND, "'1 · Length': JupyterLab finds it by no link"),
        (FIRST.replace("Length", "`Length`"), SECOND, "JupyterLab finds it by no link"),
        (FIRST.replace("Exercise 1.", "Exercise 3."), SECOND, "exercises are numbered [3, 2]"),
        (FIRST.replace("**Exercise 1.**", "**Exercise.**"), SECOND, "section '1. Length': exercises [], but checks"),
        (FIRST + " **Exercise 2.**", SECOND, "section '1. Length': exercises [1, 2], but checks"),
    ],
)
@pytest.mark.parametrize("command", ["write", "check"])
def test_a_mark_that_is_missing_is_named(folder, capsys, command, first, second, reason):
    before = (folder / PAGE).read_bytes()
    save(folder, small(first, second), "01_vectors.ipynb")
    assert main([command, str(folder)]) == 1
    message = capsys.readouterr().err
    assert message.startswith("01_vectors.ipynb: ")
    assert reason in message
    assert (folder / PAGE).read_bytes() == before


def test_no_notebook_is_a_failure(tmp_path, capsys):
    assert main(["check", str(tmp_path)]) == main(["write", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "no notebook found\n" * 2


def test_the_page_of_the_course_is_up_to_date(capsys):
    code = main(["check"])
    shown = capsys.readouterr()
    assert code == 0, shown.out + shown.err


def test_the_links_of_the_course_lead_to_headings():
    assert lost(stored.FOLDER) == []


def test_the_page_of_the_course_has_whole_rows_and_many_terms():
    page = lines(stored.FOLDER)
    start = page.index("## Index")
    assert {line.count(" | ") for line in page[:start] if line.startswith("| ")} == {2}
    assert {line.count(" | ") for line in page[start:] if line.startswith("| ")} == {1}
    terms = [line.split(" | ")[0] for line in page[start:] if line.startswith("| ")][1:]
    assert len(terms) == len({term.casefold() for term in terms}) >= 120


@pytest.mark.parametrize("path", stored.find([stored.FOLDER]), ids=lambda path: path.stem)
def test_every_exercise_of_the_course_says_what_it_practises(path):
    sample = stored.read(path)
    checks = [check for section in sections.sections(sample) for check in section.checks]
    about = sections.practices(sample)
    assert checks
    assert sorted(checks) == sorted(about)
    assert all(words.endswith(".") and not words.startswith("Check") for words in about.values())


@pytest.mark.parametrize("path", stored.find([stored.FOLDER]), ids=lambda path: path.stem)
def test_the_links_between_notebooks_lead_to_headings(path):
    texts = [cell.source for cell in stored.read(path).cells if cell.cell_type == "markdown"]
    links = [link for link in LINK.findall("\n".join(texts)) if ":" not in link[0]]
    assert links
    assert lost_among(links, stored.FOLDER) == []
