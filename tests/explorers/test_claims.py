"""All that explorers say is true: every part of every sentence is judged by a second computation (`claims.py`).

`pytest tests/explorers/test_claims.py --claims=300` is the long form: so many settings of each explorer.
"""

from contextlib import closing
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest

from helpers.explorers import ALL
from tests.explorers.builders import BUILDERS
from tests.explorers.claims import Table, check, judge, loss, near, places_of, tables
from tests.explorers.moves import values

TABLES = tables()


def test_every_explorer_has_a_table():
    assert {explorer.__name__ for explorer in ALL} == set(TABLES)


@pytest.fixture(scope="module", params=TABLES)
def places(request, seed, pytestconfig):
    """The places at which an explorer is judged, and its table."""
    table, count = TABLES[request.param], pytestconfig.getoption("--claims")
    return list(places_of(request.param, table, np.random.default_rng(seed), count)), table


def test_all_that_an_explorer_says_is_true(places, record_property):
    found, faults = judge(*places)
    record_property("claims", len(found))
    assert not faults, f"{len(faults)} faults in {len(found)} claims:\n" + "\n".join(faults[:10])
    assert found


WORLD = SimpleNamespace(rate=0.1, verdict="diverges", end=2.5e7, least=0.0218)
CLAIMS = {
    "At a rate of # the run (diverges|crawls)": lambda w: (w.rate, w.verdict),
    "its loss ends at #": lambda w: loss(w.end),
    "the least is #": lambda w: loss(w.least),
    "about # times as much": lambda w: near(w.end / w.least, 0.1),
    "That is above the limit": lambda w: w.rate > 0.09,
    "Its loss (grows)": lambda w: "grows" if w.verdict == "diverges" else "falls",
}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("At a rate of 0.1 the run diverges; its loss ends at 2.5e+07, the least is 0.02.", 3),
        ("That is above the limit. Its loss grows, about 1.1e+09 times as much.", 3),
    ],
)
def test_what_is_true_is_read_as_true(text, count):
    assert len(check(text, CLAIMS, WORLD)) == count


@pytest.mark.parametrize(
    ("lie", "fault"),
    [
        ("At a rate of 0.1 the run crawls.", "false"),
        ("At a rate of 0.11 the run diverges.", "false"),
        ("At a rate of 0.1004 the run diverges.", "false"),
        ("its loss ends at 2.6e+07", "false"),
        ("the least is 0.03", "false"),
        ("about 2e+09 times as much", "false"),
        ("At a rate of 0.1 the run diverges. It sings.", "unread: 'It sings.'"),
        ("At a rate of 0.1 the run bounces.", "unread"),
        ("", "no claim found"),
    ],
)
def test_a_lie_is_found(lie, fault):
    with pytest.raises(AssertionError, match=fault):
        check(lie, CLAIMS, WORLD)


LIES = {  # most were told before they were judged: explorer -> setting, sentence, fault
    "BayesExplorer": ({"prior": 0.01}, "Of 1,000 mails about 10 are spam", "false"),
    "MismatchExplorer": (
        {"p_2": 0, "p_3": 0, "q_1": 0.01, "q_2": 0.99, "q_3": 0},
        "Perplexity exp(4.605) = 100: as unsure as 100 equal choices",
        "unread: 'as unsure",
    ),
    "TemperatureExplorer": (
        {"temperature": 0, "top_k": 2},
        "The cut takes away “bird” (under 0.001) and shares that out in proportion: “cat” comes to over 0.999",
        "false",
    ),
    "FindingsExplorer": ({"real": 0.123456}, "Of 1,000 tested changes 123 have an effect", "false"),
    "BiasVarianceExplorer": (
        {"degree": 1},
        "Above the noise it is mostly variance: the fits scatter from sample to sample",
        "false",
    ),
    "IntervalsExplorer": (
        {"p": 0.99},
        "in 50% of samples of this size all cases are alike, and then the t interval has no width",
        "false",
    ),
    "MatrixExplorer": (
        {"c": 0, "step": "turn"},
        "In three steps: turn by 13.28°, stretch by 2.288 along x and 0.874 along y, turn by -31.72°",
        "false",
    ),
    "SimilarityExplorer": ({}, "Dot product: C 10.9 > B 2.5 > A 5.", "false"),
    "LayerExplorer": ({"bias": 2}, "From left to right the samples give ● 0.5 and 3.5, ◇ 2.5 and 1.5.", "false"),
    "PenaltyExplorer": ({"kind": "L2", "penalty": 1000}, "the weights are w₁ = 0.105 and w₂ exactly 0", "false"),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_of_an_explorer_is_found(name):
    setting, lie, fault = LIES[name]
    with closing(next(iter(BUILDERS[name].values()))()) as built:
        world = TABLES[name].at(**values(built.set(**setting)))
    with pytest.raises(AssertionError, match=fault):
        check(lie, TABLES[name].claims, world)


def test_a_judgement_of_the_whole_claim_is_asked():
    with pytest.raises(AssertionError, match="false"):
        check("That is above the limit.", CLAIMS, SimpleNamespace(rate=0.01))


def test_an_explorer_that_lies_is_found(rng):
    """Whatever an explorer's numbers are, a table that expects others finds a fault at every setting."""
    name = next(iter(TABLES))
    lying = Table(TABLES[name].world, dict.fromkeys(TABLES[name].claims, lambda _: False))
    _found, faults = judge(places_of(name, lying, rng, 5), lying)
    assert len(faults) >= 5
    assert all("false" in fault for fault in faults)


def test_what_is_said_at_one_place_is_false_at_another(places):
    """A table must tell settings apart: what is said at one is false or unread in the world of the next."""
    (here, table), different, lies = places, 0, 0
    for one, other in pairwise(here):
        if one.sentence != other.sentence:
            different += 1
            try:
                check(one.sentence, table.claims, other.world)
                check(one.line, table.claims, other.world)
            except (AssertionError, AttributeError, TypeError):  # it asks for what is not there
                lies += 1
    assert lies > 0.7 * different > 0


RACE = {"learning_rate": 0.2, "beta": 0.9, "weight_decay": 0, "schedule": "cosine", "clipping": False}
RACE |= {"start_w1": -2.5, "start_w2": -0.6}
MAP = {"learning_rate": 1e-4, "condition": 10, "start_w1": 2.5, "start_w2": 0, "fog": False}
TRUE_AND_FALSE = [  # what explorers once said of a run, and what is so
    ("OptimizersExplorer", RACE, "plain descent blows up to 9.24e+67 and ends 6.12e+50 above the least",
     "plain descent bounces"),
    ("DescentMapExplorer", MAP | {"surface": "two valleys"}, "It has not come to rest: at its end the slope is 12.21",
     "It ends in the shallow valley on the right"),
    ("DescentMapExplorer", MAP | {"surface": "saddle", "learning_rate": 0.03, "start_w1": -2.5, "start_w2": 1},
     "It ends at the upper minimum, far from the saddle", "after 3 steps within 0.75 of the saddle"),
    ("OneWeightExplorer", {"learning_rate": 0.1, "step": 50, "answer": False},
     "At a learning rate of 0.1 the run diverges", "At a learning rate of 0.1 the run bounces"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "setting", "true", "lie"), TRUE_AND_FALSE)
def test_what_was_once_said_is_found_to_be_false(name, setting, true, lie):
    table = TABLES[name]
    world = table.at(**setting)
    assert check(true, table.claims, world)
    with pytest.raises(AssertionError, match="false"):
        check(lie, table.claims, world)
