"""The page of numbers met elsewhere: what its rows must hold, and that each kind of fault is found."""

from decimal import Decimal

import pytest

from tests.notebooks.samples import code, error, notebook, printed, result, save, text
from tools.elsewhere import PAGE, count_and_broken, main, printed_numbers

HEAD = "# Numbers\n\nwords | more\n\n| told | a run gives | where |\n|:--|---|---|"
LIMIT, RUN = "[4. The limit](sample.ipynb#4.-The-limit)", "[3. A run](sample.ipynb#3.-A-run)"
ROW = f"| 2.0000 | 2.0036, loss 0.02185455 | {RUN} |"
SHOWN = "true", "0.090909", "w -18232", "−18,232", "64%", "0.64", "step 1", "4.79622 × 10⁹", "an error: size 128"
LACKING = "0.0909", "0.090908", "18232", "2.0036", "7.77", "1.2345", "0.015", "9.87", "0.512", "65%", "5"
HOLDING = [f"| told | {run} | {LIMIT} |" for run in SHOWN]
HOLDING += [f"| 9.99 | 0.090909 | {LIMIT} |", f"| told | 2.0036 and 0.090909 | {LIMIT}; {RUN} |"]
DEAD = "sample.ipynb#4.-the-limit", "sample.ipynb#4", "absent.ipynb#4.-The-limit"
NOWHERE = "section 4", "[4](https://a.org)", "[4](sample.ipynb)", "[4](#4.-The-limit)"
BROKEN = {f"| told | {each} | {LIMIT} |": f"{each.rstrip('%')} is in no output of the section" for each in LACKING}
BROKEN |= {f"| told | true | [4]({place}) |": f"{place} is no section" for place in DEAD}
BROKEN |= {f"| told | 0.090909 | {where} |": f"no link to a section in {where!r}" for where in NOWHERE}
HALF = "| told | 1 |", "| told |  | there |", "|  | 1 | there |", "| a | b | c | d |"
BROKEN |= dict.fromkeys(HALF, "wanted what is told, what a run gives, where; got [")


@pytest.fixture
def page(tmp_path):
    """Path of a page with the given rows, beside a notebook of two sections."""
    sample = notebook(
        code("before = 1", printed("7.77")),
        text("## 3. A run\n\nIt ends near 1.2345."),
        code("train(0.015)  # 9.87", printed("w 2.0036\nloss 0.02185455")),
        text("A remark, then a section.\n\n## 4. The limit\n"),
        code("limit", result("0.090909, w −18232, 64%"), printed("step 1: loss 4.79622e+09")),
        code("time()", printed("0.512"), tags=["nbval-ignore-output"]),
        code("1 @ 2", error(message="size 128"), tags=["raises-exception"]),
    )
    save(tmp_path, sample)

    def write(*given):
        path = tmp_path / "NUMBERS.md"
        path.write_text("\n".join([HEAD, *given]), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("row", HOLDING)
def test_what_the_section_prints_is_held_and_what_is_told_may_be_wrong(page, row):
    assert count_and_broken(page(ROW, row)) == (2, [])


@pytest.mark.parametrize("row", BROKEN)
def test_a_fault_is_found_in_its_line(page, row):
    count, (words, *more) = count_and_broken(page(ROW, row))
    assert (count, more) == (2, [])
    assert words.startswith(f"line 8: {BROKEN[row]}")


def test_the_command_counts_and_fails(page, capsys):
    assert main(page(ROW)) == 0
    assert capsys.readouterr().out == "checked rows of NUMBERS.md: 1; violations: 0\n"
    assert main(page(ROW.replace("0.02185455", "0.02185456"))) == 1
    assert "NUMBERS.md: line 7: 0.02185456 is in no output of the section\n" in capsys.readouterr().out
    assert main(page()) == 1


def test_the_page_of_the_course_links_into_every_notebook():
    words = PAGE.read_text(encoding="utf-8")
    assert [path.name for path in PAGE.parent.glob("*.ipynb") if f"({path.name}#" not in words] == []


def test_a_section_reaches_to_the_next_heading_of_level_2():
    first, second, third = (code("1", printed(number)) for number in ("1.5", "2.5", "3.5"))
    sample = notebook(first, text("## A\n\nwords\n\n## B b\n\n### b"), second, text("# not one"), third)
    assert printed_numbers(sample) == {"A": set(), "B-b": {Decimal("2.5"), Decimal("3.5")}}
