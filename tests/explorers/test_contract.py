"""Every explorer of `helpers.explorers.ALL` keeps the contract, over each data set of `builders.py`."""

import importlib

import pytest

from tests.explorers import contract
from tests.explorers.builders import BUILDERS
from tests.explorers.moves import values

CASES = {f"{name}: {case}": build for name, cases in BUILDERS.items() for case, build in cases.items()}
FIRST = {name: next(iter(cases.values())) for name, cases in BUILDERS.items()}

OVER_ALL_DATA = [contract.check_parts, contract.check_ends, contract.check_walk, contract.check_bundle]
AS_IT_OPENS = [
    contract.check_refusals,
    contract.check_picture_follows,
    contract.check_no_checks,
    contract.check_memory,
    contract.check_reset,
    contract.check_handles,
    contract.check_path,
    contract.check_trails,
]


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


@pytest.mark.parametrize("check", OVER_ALL_DATA)
def test_over_all_data(check, explorer, rng):
    check(explorer, rng)


@pytest.mark.parametrize("check", AS_IT_OPENS)
def test_as_it_opens(check, first, rng):
    check(first, rng)


def test_many_moves(first, rng, seed, pytestconfig):
    moves = pytestconfig.getoption("--moves")
    contract.check_walk(first, rng, contract.FEW)  # caches fill once
    with contract.nothing_left_behind(moves):
        contract.check_walk(first, rng, moves)
    print(f"{type(first).__name__}: {moves:,} moves, seed {seed}")


def test_closing(build):
    contract.check_close(build)


def test_loaded_pyplot_is_found():
    with pytest.raises(ImportError, match="pyplot"):
        importlib.import_module("matplotlib.pyplot")
