"""Every explorer of `helpers.explorers.ALL` keeps the contract, over each data set of `builders.py`."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.explorers import ALL
from tests.explorers import contract
from tests.explorers.builders import BUILDERS
from tests.explorers.moves import values

TRACED_MOVES = 25  # tracing makes each three times as slow; `make soak` finds what is too small for so few
FEW = 20

CASES = {
    f"{explorer.__name__}: {case}": build
    for explorer in ALL
    for case, build in BUILDERS.get(explorer.__name__, {}).items()
}
FIRST = {name: next(iter(cases.values())) for name, cases in BUILDERS.items()}


@pytest.fixture(scope="module", params=CASES)
def explorer(request):
    """Each explorer over each data set, built once; a test leaves it wherever it moved it."""
    explorer = CASES[request.param]()
    yield explorer
    explorer.close()


@pytest.fixture(scope="module", params=FIRST)
def built(request):
    """Each explorer over its first data set, built once, and where its controls stood."""
    explorer = FIRST[request.param]()
    yield explorer, values(explorer)
    explorer.close()


@pytest.fixture
def first(built):
    """Each explorer over its first data set, with its controls as they were built."""
    explorer, start = built
    return explorer.set(**start)


@pytest.fixture(params=FIRST)
def build(request):
    """A way to build each explorer over its first data set."""
    return FIRST[request.param]


def without_builder(explorers, builders):
    """Names of the explorers that no builder is known for, and of builders without an explorer."""
    return {explorer.__name__ for explorer in explorers} ^ set(builders)


def test_every_explorer_has_a_builder():
    assert ALL
    assert without_builder(ALL, BUILDERS) == set()
    assert all(BUILDERS.values())


def test_an_explorer_without_a_builder_is_found():
    class StrayExplorer:
        pass

    assert without_builder([*ALL, StrayExplorer], BUILDERS) == {"StrayExplorer"}


def test_every_name_ends_in_explorer():
    assert all(explorer.__name__.endswith("Explorer") for explorer in ALL)
    assert len({explorer.__name__ for explorer in ALL}) == len(ALL)


def test_parts(explorer):
    contract.check_parts(explorer)


def test_ends(explorer):
    contract.check_ends(explorer)


def test_a_few_moves(explorer, rng):
    contract.check_walk(explorer, rng, FEW // 2)


def test_stored_picture(explorer, rng):
    contract.check_bundle(explorer, rng, 1)


def test_refusals(first):
    contract.check_refusals(first)


def test_numpy_values(first):
    contract.check_numpy_values(first)


def test_the_picture_follows(first):
    contract.check_picture_follows(first)


def test_no_move_checks_its_input(first, rng):
    contract.check_no_checks(first, rng, 3)


def test_many_moves(first, rng, seed, pytestconfig):
    moves = pytestconfig.getoption("--moves")
    contract.check_walk(first, rng, FEW)  # caches fill once
    with contract.nothing_left_behind(moves):
        contract.check_walk(first, rng, moves)
    print(f"{type(first).__name__}: {moves:,} moves, seed {seed}")


def test_moves_keep_no_memory(first, rng, seed):
    print(f"seed: {seed}")
    contract.check_memory(first, rng, TRACED_MOVES)


def test_back_to_the_start(first, rng):
    contract.check_reset(first, FIRST[type(first).__name__], rng, 3)


def test_handles_follow_the_hand(first, rng):
    contract.check_handles(first, rng, 3)


def test_the_path_does_not_matter(first, rng, seed):
    print(f"seed: {seed}")
    contract.check_path(first, FIRST[type(first).__name__], rng, FEW)


def test_running_again_and_closing(build):
    contract.check_run_again(build)
    contract.check_close(build)


def loaded_after(code):
    """Names of the modules that a fresh process has loaded after running `code`."""
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return set(run.stdout.split())


def test_importing_the_explorers_loads_no_pyplot():
    loaded = loaded_after("import helpers.explorers")
    assert "helpers.explorers" in loaded
    assert "matplotlib.pyplot" not in loaded


def test_loaded_pyplot_is_found():
    assert "matplotlib.pyplot" in loaded_after("import matplotlib.pyplot")
    with pytest.raises(ImportError, match="pyplot"):
        importlib.import_module("matplotlib.pyplot")
