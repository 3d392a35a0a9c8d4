"""What is said of a function that is right elsewhere and breaks down at an edge."""

import pytest

from helpers.lessons.edges import breaks_down, check_to_the_edges, edge_of
from helpers.lessons.exercises import Exercise

SHARE = Exercise("share", lambda part, whole: part / whole if whole else 0, (), cases=((3.0, 4.0),))
NAMED = breaks_down("you divided by 0", "Is there anything to share?", "Ask first.")


def not_a_number(part, whole):
    return part / whole if whole else float("nan")


@pytest.mark.parametrize(
    ("function", "said"),
    [(lambda part, whole: part / whole, "share(0, 0) stops with ZeroDivisionError"), (not_a_number, "contains nan")],
)
def test_a_breakdown_is_told_by_its_name_or_in_its_own_words(function, said):
    assert "you divided by 0" in repr(check_to_the_edges(SHARE, function, edge_of(SHARE, (0.0, 0.0), NAMED)))
    plain = repr(check_to_the_edges(SHARE, function, edge_of(SHARE, (0.0, 0.0))))
    assert said in plain
    assert "-1" not in plain
