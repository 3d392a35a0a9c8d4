"""Notebook 04 keeps its own rules: what it compares is judged by the test that it teaches, and no seed is chosen."""

import ast
import re

from scipy.stats import binomtest

from tests.notebooks.samples import code, notebook, printed
from tools import stored
from tools.rules import code_cells

NOTEBOOK = stored.read(stored.FOLDER / "04_statistics.ipynb")
SEEDS = ("seed", "random_state", "default_rng", "RandomState")
ONE_DRAW = {  # cells with one seed, by a name that they bind, and why one is enough
    "population": "the made-up population; a thousand samples of it are drawn",
    "alike": "10,000 comparisons are drawn",
    "distances": "400 samples are drawn",
    "drop": "twenty passes in each of 400 samples",
    "features": "1,000 samples are drawn",
    "middle_95": "2,000 draws of a bootstrap",
    "differences": "2,000 draws of a bootstrap",
    "announced": "1,000 draws of a bootstrap for each of six",
    "table": "an audit of made-up columns: nothing is measured",
    "scripted": "the seed of the script that is run again",
}
SPLIT = re.compile(r"only (?:\w+) +([\d,]+), only (?:\w+) +([\d,]+): p (\S+)")
WINS = re.compile(r"nearer in ([\d,]+) of ([\d,]+): p (\S+)")


def lone_seeds(cells):
    """Cells that draw with a seed that is written as a number, and with no other, and are not in `ONE_DRAW`."""
    for number, cell in cells:
        tree = ast.parse(cell.source)
        bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        bound |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        if any(map(is_lone, ast.walk(tree))) and not bound & ONE_DRAW.keys():
            yield number, cell.source


def is_lone(node):
    """Whether a call is given a number for a seed."""
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    seeds = [each.value for each in node.keywords if each.arg in SEEDS] + node.args[: name in SEEDS]
    return any(isinstance(seed, ast.Constant) and seed.value is not None for seed in seeds)


def splits(cells):
    """What the outputs print of a comparison: wins of one, wins of the other, and p."""
    for _, cell in cells:
        text = "".join(output.get("text", "") for output in cell.outputs)
        for one, other, p in SPLIT.findall(text):
            yield int(one.replace(",", "")), int(other.replace(",", "")), float(p.rstrip(".,;"))
        for wins, of, p in WINS.findall(text):
            yield int(wins), int(of) - int(wins), float(p)


def test_every_p_is_mcnemars_of_the_wins_beside_it():
    found = list(splits(code_cells(NOTEBOOK)))
    assert len(found) >= 12
    for one, other, p in found:
        assert f"{p:.1g}" == f"{binomtest(one, one + other).pvalue:.1g}"


def test_no_seed_is_chosen():
    assert list(lone_seeds(code_cells(NOTEBOOK))) == []


def test_a_lone_seed_and_a_wrong_p_are_found():
    lone = "np.random.default_rng(0).normal()", "Forest(random_state=0)", "incomes(seed=3)"
    many = "for seed in range(5):\n    np.random.default_rng(seed).normal()", "table = draw(seed=0)", "Forest(3)"
    assert [source for _, source in lone_seeds(code_cells(notebook(*map(code, lone + many))))] == list(lone)
    told = notebook(code("1", printed("only forest 1,619, only tree 393: p 1e-12\nnearer in 304 of 400: p 3e-26\n")))
    assert list(splits(code_cells(told))) == [(1619, 393, 1e-12), (304, 96, 3e-26)]
