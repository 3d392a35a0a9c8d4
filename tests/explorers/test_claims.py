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
from tests.explorers.claims import FIELD, Table, check, judge, near, places_of, tables
from tests.explorers.moves import values

TABLES = tables()


def test_every_explorer_has_a_table():
    assert {explorer.__name__ for explorer in ALL} == set(TABLES)


def test_every_claim_is_judged():
    claims = [claim for table in TABLES.values() for claim in table.claims.items()]
    assert claims
    assert not [pattern for pattern, judge in claims if judge is True and not FIELD.search(pattern)]


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


WORLD = SimpleNamespace(rate=0.1, verdict="diverges", end=2.5e7, ends=[0.0218, -3.5], share=0.9997, rare=2.46e-11)
WORLD.times, WORLD.endless = near(WORLD.end / WORLD.ends[0], 0.1), np.inf
CLAIMS = {
    r"At a rate of {rate} the run {verdict=diverges|crawls}": True,
    r"its loss ends at {end:loss}": True,
    r"the least is {ends[0]:.2f}": True,
    r"about {times} times as much": True,
    r"and {share:.1%} of it lies below": True,
    r"with {ends[0]:so_many} of a thousand left": True,
    r"2 {ends[1]:signed} · {ends[1]:factor} = {ends[1]:.2g} or {endless:told}": True,
    r"by chance {rare:chance}": True,
    r"That is (above|below) the limit": lambda w: lambda side: (side == "above") == (w.rate > 0.09),
    r"Its loss grows": lambda w: w.verdict == "diverges" and w.rate > 0.09,
}
TRUE = {  # and of how many claims
    "At a rate of 0.1 the run diverges; its loss ends at 2.5e+07, the least is 0.02.": 3,
    "That is above the limit. Its loss grows, about 1.1e+09 times as much.": 3,
    "the least is 0.02, and over 99.9% of it lies below, with about 22 of a thousand left": 3,
    "2 - 3.5 · (-3.5) = -3.5 or infinite, by chance 2.46e-11": 2,
}
FALSE = [
    "At a rate of 0.1 the run crawls.", "At a rate of 0.11 the run diverges.", "At a rate of 0.1004 the run diverges.",
    "its loss ends at 2.6e+07", "the least is 0.03", "about 2e+09 times as much", "and under 99.9% of it lies below",
    "and over 99.8% of it lies below", "and 99.9% of it lies below", "with 22 of a thousand left",
    "with about 23 of a thousand left", "with hardly any of a thousand left", "2 + 3.5 · (-3.5) = -3.5 or infinite",
    "2 - 3.6 · (-3.5) = -3.5 or infinite", "2 - 3.5 · (-3.4) = -3.5 or infinite", "2 - 3.5 · 3.5 = -3.5 or infinite",
    "2 - 3.5 · (-3.5) = -3.7 or infinite", "2 - 3.5 · (-3.5) = -3.5 or not yet", "by chance 2.5e-11", "by chance 0",
    "That is below the limit.",
]  # fmt: skip
UNREAD = ["Its loss falls.", "At a rate of 0.1 the run diverges. It sings.", "At a rate of 0.1 the run bounces."]


@pytest.mark.parametrize(("text", "count"), TRUE.items())
def test_what_is_true_is_read_as_true(text, count):
    assert len(check(text, CLAIMS, WORLD)) == count


@pytest.mark.parametrize(
    ("lie", "fault"),
    [*((lie, "false") for lie in FALSE), *((lie, "unread") for lie in UNREAD), ("", "no claim found")],
)
def test_a_lie_is_found(lie, fault):
    with pytest.raises(AssertionError, match=fault):
        check(lie, CLAIMS, WORLD)


RACE = {"learning_rate": 0.2, "beta": 0.9, "weight_decay": 0, "schedule": "cosine", "clipping": False}
RACE |= {"start_w1": -2.5, "start_w2": -0.6}
SADDLE = {"surface": "saddle", "learning_rate": 0.03, "condition": 10, "start_w1": -2.5, "start_w2": 1, "fog": False}
VALLEYS = SADDLE | {"surface": "two valleys", "learning_rate": 1e-4, "start_w1": 2.5, "start_w2": 0}
LIES = [  # most were told before they were judged: explorer, setting, sentence, what is so
    ("BayesExplorer", {"prior": 0.01}, "Of 1,000 mails about 10 are spam", "Of 1,000 mails 10 are spam"),
    ("TemperatureExplorer", {"temperature": 0, "top_k": 2},
     "The cut takes away “bird” (under 0.001) and shares that out in proportion: “cat” comes to over 0.999",
     "The cut takes away “bird”, which had no probability left"),
    ("FindingsExplorer", {"real": 0.123456}, "Of 1,000 tested changes 123 have an effect",
     "Of 1,000 tested changes about 123 have an effect"),
    ("BiasVarianceExplorer", {"degree": 1},
     "Above the noise it is mostly variance: the fits scatter from sample to sample",
     "Above the noise it is mostly bias"),
    ("IntervalsExplorer", {"p": 0.99},
     "in 50% of samples of this size all cases are alike, and then the t interval has no width",
     "in 13.4% of samples of this size all cases are alike, and then the t interval has no width"),
    ("MatrixExplorer", {"c": 0, "step": "turn"},
     "In three steps: turn by 13.28°, stretch by 2.288 along x and 0.874 along y, turn by -31.72°", ""),
    ("SimilarityExplorer", {}, "Dot product: C 10.9 > B 2.5 > A 5.", ""),
    ("LayerExplorer", {"bias": 2}, "From left to right the samples give ● 0.5 and 3.5, ◇ 2.5 and 1.5.", ""),
    ("PenaltyExplorer", {"kind": "L2", "penalty": 1000}, "the weights are w₁ = 0.105 and w₂ exactly 0", ""),
    ("OptimizersExplorer", RACE, "plain descent bounces",
     "plain descent blows up to 9.24e+67 and ends 6.12e+50 above the least"),
    ("DescentMapExplorer", VALLEYS, "It ends in the shallow valley on the right",
     "It has not come to rest: at its end the slope is 12.21"),
    ("DescentMapExplorer", SADDLE, "after 3 steps within 0.75 of the saddle",
     "It ends at the upper minimum, far from the saddle"),
    ("OneWeightExplorer", {"learning_rate": 0.1, "step": 50}, "At a learning rate of 0.1 the run bounces",
     "At a learning rate of 0.1 the run diverges"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "setting", "lie", "so"), LIES)
def test_a_lie_of_an_explorer_is_found(name, setting, lie, so):
    table = TABLES[name]
    with closing(next(iter(BUILDERS[name].values()))()) as built:
        world = table.at(**values(built.set(**setting)))
    with pytest.raises(AssertionError, match="false"):
        check(lie, table.claims, world)
    assert not so or check(so, table.claims, world)


def test_a_judgement_of_the_whole_claim_is_asked():
    with pytest.raises(AssertionError, match="false"):
        check("Its loss grows.", CLAIMS, SimpleNamespace(verdict="diverges", rate=0.01))


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
            except (AssertionError, AttributeError, LookupError, TypeError):  # it asks for what is not there
                lies += 1
    assert lies > 0.7 * different > 0
