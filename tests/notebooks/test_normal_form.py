"""The normal form: what it keeps and drops, that a stored notebook not in it is found, and that it is stable."""

import copy

import nbformat
import pytest

from tests.notebooks.samples import WIDGET_VIEW, code, error, good, notebook, printed, result, text
from tools.normal_form import differences, normalise


def found_in(sample):
    return [str(violation) for violation in differences(sample)]


# fmt: off
CHANGES = {  # of one thing in a good notebook, and how the words of it begin
    "cell 2: normal form: id is 'a1b2', wanted 'markdown-": lambda sample: sample.cells[1].update(id="a1b2"),
    "cell 3: normal form: id is 'code-": lambda sample: sample.cells[2].update(source="another"),
    "cell 3: normal form: execution_count is 7, wanted 1": lambda sample: sample.cells[2].update(execution_count=7),
    "cell 3: normal form: metadata.execution is {}": lambda sample: sample.cells[2].metadata.update(execution={}),
    "cell 2: normal form: metadata.tags is []": lambda sample: sample.cells[1].metadata.update(tags=[]),
    "cell 3: normal form: outputs[0].data.application/vnd.jupyter.widget-view+json is {":
        lambda sample: sample.cells[2].outputs[0].data.update(WIDGET_VIEW),
    "cell 5: normal form: outputs[0].traceback is ['File":
        lambda sample: sample.cells[4].outputs[0].update(traceback=["File /a/place.py:3", "ValueError"]),
    "the notebook: normal form: metadata.widgets is {": lambda sample: sample.metadata.update(widgets={}),
    "the notebook: normal form: metadata.language_info.version is '3.11.9'":
        lambda sample: sample.metadata.language_info.update(version="3.11.9"),
    "the notebook: normal form: nbformat_minor is 4, wanted 5": lambda sample: sample.update(nbformat_minor=4),
}
# fmt: on


@pytest.mark.parametrize("beginning", CHANGES)
def test_a_difference_is_found(beginning):
    sample = good()
    CHANGES[beginning](sample)
    (found,) = found_in(sample)
    assert found.startswith(beginning)


def test_the_normal_form_is_valid_has_no_differences_and_is_its_own():
    nbformat.validate(good())
    assert found_in(good()) == []
    assert normalise(good()) == good()


def test_the_given_notebook_is_not_changed():
    given = nbformat.v4.new_notebook(cells=[code("1", result(**WIDGET_VIEW), count=9)])
    before = copy.deepcopy(given)
    normalise(given)
    assert given == before


def test_ids_are_different_and_an_inserted_cell_leaves_them():
    before, after = notebook(code("a"), code("a"), text("a")), notebook(code("a"), text("b"), code("a"), text("a"))
    assert [cell.id for cell in before.cells] == [after.cells[place].id for place in (0, 1, 3, 4)]
    assert len({cell.id for cell in after.cells}) == 5


def test_a_widget_without_words_leaves_no_output():
    only_a_view = nbformat.v4.new_output("display_data", WIDGET_VIEW)
    assert notebook(code("1", only_a_view, printed("1"))).cells[1].outputs == [printed("1")]


def test_an_error_keeps_its_name_and_message():
    (output,) = notebook(code("f()", error(), tags=["raises-exception"])).cells[1].outputs
    assert output.traceback == ["ValueError: shapes (3,) and (2,)"]
    assert (output.ename, output.evalue) == ("ValueError", "shapes (3,) and (2,)")


def test_cells_are_counted_without_those_that_did_not_run():
    counts = [cell.get("execution_count") for cell in notebook(code("a", count=3), code("b", count=None)).cells]
    assert counts == [None, 1, None]
