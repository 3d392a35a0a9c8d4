"""The similarity explorer: its rankings over all of its sliders, its words, its picture, and what it refuses."""

import re
from contextlib import closing

import numpy as np
import pytest
from scipy.spatial import distance
from scipy.stats import rankdata
from sklearn.metrics import pairwise

from helpers.explorers.linear_algebra.similarity import DOCUMENTS, SimilarityExplorer
from tests.explorers.moves import values, walk

MOVES = 150
DISAGREEING = {"A": (1, 1), "B": (5, 0), "C": (2, 2.2)}


@pytest.fixture(scope="module")
def lab():
    """Three documents of three numbers."""
    with closing(SimilarityExplorer()) as explorer:
        yield explorer


@pytest.fixture(scope="module")
def plane():
    """Three documents of two numbers, on which the metrics disagree."""
    with closing(SimilarityExplorer(DISAGREEING, query=(1, 1))) as explorer:
        yield explorer


def asked(explorer, *query):
    """The explorer with its query at these numbers."""
    return explorer.set(**{f"query_{at}": number for at, number in enumerate(query, start=1)})


def test_the_lab_as_it_is_told(lab):
    result = asked(lab, 0.8, 0.2, 0).result
    assert result.scores["cosine"].round(3).tolist() == [0.991, 0.358, 0.053]
    assert result.scores["dot"].round(3).tolist() == [0.74, 0.24, 0.04]
    assert result.scores["euclidean"].round(3).tolist() == [0.141, 0.927, 1.204]
    assert all(ranks.tolist() == [1, 2, 3] for ranks in result.ranks.values())
    assert "Cosine: postgres 0.991 > kubernetes 0.358 > gpu 0.053." in lab.sentence
    assert "All three rank the documents the same: most like the query is postgres." in lab.sentence


def test_where_the_metrics_disagree(plane):
    ranks = asked(plane, 1, 1).result.ranks
    assert {metric: each.tolist() for metric, each in ranks.items()} == {
        "dot": [3, 1, 2],
        "cosine": [1, 3, 2],
        "euclidean": [1, 3, 2],
    }
    assert plane.sentence.startswith("Dot product: B 5 > C 4.2 > A 2. Cosine: A 1.000 > C 0.999 > B 0.707. Distance: A")
    assert "They disagree: the dot product picks B, the cosine A, the distance A." in plane.sentence


@pytest.mark.parametrize("name", ["lab", "plane"])
def test_agrees_with_scipy_and_scikit_learn_everywhere(name, request, rng):
    explorer = request.getfixturevalue(name)
    documents = explorer.documents
    for _ in walk(explorer, rng, MOVES):
        query, result = np.array([list(values(explorer).values())]), explorer.result
        expected = {
            "dot": pairwise.linear_kernel(query, documents)[0],
            "cosine": pairwise.cosine_similarity(query, documents)[0],
            "euclidean": distance.cdist(query, documents)[0],
        }
        for metric, scores in result.scores.items():
            assert scores == pytest.approx(expected[metric], abs=1e-6)
            low, high = explorer._reaches[metric]
            assert low - 1e-9 <= scores.min() <= scores.max() <= high + 1e-9
            best_first = scores if metric == "euclidean" else -scores
            assert result.ranks[metric].tolist() == rankdata(best_first.round(9), method="min").tolist()


def test_equal_scores_share_a_rank(lab):
    result = asked(lab, 1, 1, 1).result
    assert result.ranks["dot"].tolist() == [2, 2, 1]
    assert "Dot product: gpu 1.1 > postgres 1 = kubernetes 1." in lab.sentence


def test_parallel_documents_share_a_rank_though_rounding_parts_them():
    with closing(SimilarityExplorer({"one": (1, 1), "two": (0.7, 0.7), "far": (1, 0)}, query=(0.1, 0.3))) as explorer:
        for number in np.linspace(0.01, 1, 34):
            ranks = asked(explorer, number, 0.3).result.ranks["cosine"]
            assert ranks[0] == ranks[1]
        assert "one and two" in asked(explorer, 0.3, 0.3).sentence


@pytest.mark.parametrize("zero", [0, 5.5e-17, -1e-17])
def test_a_query_of_zeros_has_no_cosine(lab, zero):
    result = asked(lab, zero, 0, zero).result
    assert set(result.scores) == {"dot", "euclidean"}
    assert result.verdict == "no cosine"
    assert result.ranks["dot"].tolist() == [1, 1, 1]
    assert result.scores["euclidean"] == pytest.approx(np.linalg.norm(lab.documents, axis=1))
    assert "without a direction there is no cosine" in lab.sentence
    assert "Distance: kubernetes 0.8124 < postgres 0.9055 < gpu 0.922." in lab.sentence
    assert not any(line.get_visible() for line in lab._lines)
    assert lab._rings["cosine"].get_xydata().size == 0
    assert all(line.get_visible() for line in asked(lab, 0.8, 0.2, 0)._lines)


def test_the_same_best_is_no_agreement(plane):
    result = asked(plane, 5, 1).result
    assert [ranks.tolist() for ranks in result.ranks.values()] == [[3, 1, 2], [2, 1, 3], [3, 1, 2]]
    assert result.verdict == "same best"
    assert "All three put B first, and differ after that." in plane.sentence


def test_a_cosine_near_1_is_not_written_as_1(plane):
    asked(plane, 2, 2.15)
    assert plane.result.scores["cosine"][2] > 0.9995
    assert "C 0.999934" in plane.sentence
    assert "C 1.000" not in plane.sentence


def test_the_picture_of_three_numbers_keeps_all_that_is_measured(lab, rng):
    seen = 0
    for _ in walk(lab, rng, 50):
        query, result = np.array(list(values(lab).values())), lab.result
        if result.verdict == "no cosine":
            continue
        (tip,) = lab._query.get_xydata()[1:]
        places = np.array([line.get_xydata()[1] for line in lab._lines])
        assert places @ tip == pytest.approx(result.scores["dot"], abs=1e-6)
        assert np.linalg.norm(places - tip, axis=1) == pytest.approx(result.scores["euclidean"], abs=1e-6)
        assert np.linalg.norm(places, axis=1) == pytest.approx(np.linalg.norm(lab.documents, axis=1))
        assert np.linalg.norm(tip) == pytest.approx(np.linalg.norm(query))
        (left, right), (bottom, top) = lab.stage.axes[0].get_xlim(), lab.stage.axes[0].get_ylim()
        assert (places >= [left, bottom]).all()
        assert (places <= [right, top]).all()
        assert left <= tip[0] <= right
        seen += 1
    assert seen > 10


def test_the_picture_of_two_numbers_is_the_plane(plane):
    asked(plane, 3, -0.5)
    assert plane._query.get_xydata()[1].tolist() == [3, -0.5]
    assert [line.get_xydata()[1].tolist() for line in plane._lines] == [
        list(map(float, at)) for at in DISAGREEING.values()
    ]


def test_bars_digits_and_rings_stand_for_scores_and_ranks(plane):
    result = asked(plane, -1, 1).result
    for metric, scores in result.scores.items():
        assert [bar.get_height() for bar in plane._bars[metric]] == scores.tolist()
        assert [bool(bar.get_hatch()) for bar in plane._bars[metric]] == (scores < 0).tolist()
        assert plane._rings[metric].get_xdata().tolist() == np.flatnonzero(result.ranks[metric] == 1).tolist()
        for rank, digits in enumerate(plane._digits[metric], start=1):
            assert digits.get_xdata().tolist() == np.flatnonzero(result.ranks[metric] == rank).tolist()


@pytest.mark.parametrize(
    ("documents", "query", "ends"),
    [
        (DOCUMENTS, (0.8, 0.2, 0), (-0.2, 1)),
        (DISAGREEING, (1, 1), (-1, 5)),
        ({"a": (1, 1), "b": (-1, 2)}, (0, 0), (-2, 2)),
        ({"a": (1, 1), "b": (1, 2)}, (0, 70), (-20, 100)),
    ],
)
def test_the_sliders_cover_the_data(documents, query, ends):
    with closing(SimilarityExplorer(documents, query)) as explorer:
        assert list(values(explorer).values()) == list(query)
        assert {(slider.min, slider.max) for slider in explorer.controls.values()} == {ends}


@pytest.mark.parametrize(
    ("documents", "begin"), [(None, [0.8, 0.2, 0]), (DISAGREEING, [1, 1]), (DOCUMENTS, [0.9, 0.1, 0])]
)
def test_without_a_query_it_begins_at_the_first_document_of_its_own(documents, begin):
    with closing(SimilarityExplorer(documents)) as explorer:
        assert explorer.result.query.tolist() == begin


def test_documents_that_are_all_equally_like_the_query():
    with closing(SimilarityExplorer({"A": (1, 0), "B": (0, 1)}, query=(1, 1))) as explorer:
        assert explorer.sentence.endswith(". All are equally like the query, by all three.")
        assert "most like" in asked(explorer, 1, 0.5).sentence


def test_any_printable_name_can_be_drawn():
    names = ["cost in $x$ and $y$", "\N{HOUSE BUILDING} <b>", r"\frac{1}"]
    with closing(SimilarityExplorer(dict.fromkeys(names, (1, 2)), query=(1, 1))) as explorer:
        (legend,) = explorer.figure.legends
        drawn = [text.get_text() for text in legend.get_texts()]
        assert drawn == ["query", "cost in $x$ and $y$", "▯ <b>", r"\frac{1}", "distance"]
        assert all(not text.get_parse_math() for text in legend.get_texts())
        assert "all of them" in repr(explorer)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"documents": {}}, "documents is {}; wanted a dict of 2 to 5 names"),
        ({"documents": {"a": (1, 2)}, "query": (1, 2)}, "wanted a dict of 2 to 5 names"),
        ({"documents": {str(at): (1, 2) for at in range(6)}, "query": (1, 2)}, "wanted a dict of 2 to 5 names"),
        ({"documents": [[1, 2], [3, 4]], "query": (1, 2)}, "documents is [[1, 2], [3, 4]]; wanted a dict"),
        ({"documents": {1: (1, 2), 2: (1, 2)}}, "a document is called 1; wanted 1 to 20 letters"),
        ({"documents": {" ": (1, 2), "b": (1, 2)}}, "a document is called ' '"),
        ({"documents": {"a\nb": (1, 2), "b": (1, 2)}}, "a document is called 'a\\nb'"),
        ({"documents": {"a" * 21: (1, 2), "b": (1, 2)}}, "wanted 1 to 20 letters"),
        ({"documents": {"a": (1, 2, 3, 4), "b": (1, 2, 3, 4)}}, "the first document holds 4 numbers; wanted 2 or 3"),
        ({"documents": {"a": (1, 2), "b": (1, 2, 3)}}, "document 'b' holds 3 numbers; wanted 2"),
        ({"documents": {"a": (1, 2), "b": (0, 0)}}, "document 'b' is [0.0, 0.0]; wanted a number of size 0.01 or more"),
        ({"documents": {"a": (1, 2), "b": (0, 1e4)}}, "document 'b' holds 10000; wanted numbers up to 1000"),
        ({"documents": {"a": (1, 2), "b": (0, float("inf"))}}, "document 'b' holds 1 values that are NaN or infinite"),
        ({"documents": DISAGREEING, "query": (1, 2, 3)}, "query holds 3 numbers; wanted 2"),
        ({"query": (1, 2)}, "query holds 2 numbers; wanted 3"),
        ({"query": (1, 2, float("nan"))}, "query holds 1 values that are NaN or infinite"),
        ({"query": "postgres"}, "query is str 'postgres'"),
    ],
)
def test_what_is_refused(arguments, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        SimilarityExplorer(**arguments)
