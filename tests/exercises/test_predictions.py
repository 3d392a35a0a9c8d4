"""Predictions: nothing chosen at first, kept when the cell runs again, revealed with and without a choice."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ipywidgets.widgets import widget as widgets

from helpers.exercises import predictions
from helpers.exercises.predictions import predict, predict_number

QUESTION = "What does a learning rate of 0.0002 do?"
CHOICES = ["it converges", "it diverges", "it crawls"]


@pytest.fixture
def expected():
    return predict(QUESTION, CHOICES)


def test_a_choice_is_kept_under_its_key_when_the_cell_runs_again_and_dropped_where_it_is_not_offered(expected):
    assert expected.choice is None
    expected.field.index = 2  # what the browser sends
    assert predict(QUESTION, CHOICES, key="another").choice is None
    predict(QUESTION, CHOICES, key="another").choose("it diverges")
    assert predict(QUESTION, CHOICES).choice == "it crawls"
    assert predict(QUESTION, CHOICES[:2]).choice is None
    predict_number(QUESTION).choose(0.1)
    assert predict_number(QUESTION).choice == 0.1
    assert predict(QUESTION, CHOICES).choice is None
    assert predict(QUESTION, CHOICES, key="another").choice == "it diverges"


@pytest.mark.parametrize("ask", [lambda: predict(QUESTION, CHOICES), lambda: predict_number(QUESTION, "steps")])
def test_running_a_cell_again_leaves_no_widget_behind(ask):
    before = len(widgets._instances)
    ask()
    once = len(widgets._instances)
    for _ in range(20):
        ask()
    assert len(widgets._instances) == once > before
    ask().close()
    assert len(widgets._instances) == before


def test_a_choice_is_revealed(expected):
    gives = "the run gives: it diverges"
    assert expected.reveal("it diverges", because="Too fast.").now.text == f"No prediction was made; {gives}. Too fast."
    assert repr(expected.reveal("it crawls")) == "No prediction was made; the run gives: it crawls."
    for choice, told in (("it diverges", "As you expected"), ("it crawls", "Not what you expected")):
        expected.choose(choice)
        assert expected.reveal("it diverges").now.text == f"You expected: {choice}; {gives}. {told}."
    assert len(repr(expected.reveal("it crawls", because="word " * 40)).splitlines()) > 2


# fmt: off
NUMBERS = [  # what is typed, the choice, what the run gives, and the words
    ("steps", "", None, 34_061, "No prediction was made; the run gives: 34,061 steps."),
    ("steps", "lots", None, 5, "'lots' is no number such as 0.25, so there is no prediction; the run gives: 5 steps."),
    ("", "0,005", None, 5, "'0,005' is no number such as 0.25, so there is no prediction; the run gives: 5."),
    ("", "nan", None, 5, "'nan' is no number such as 0.25, so there is no prediction; the run gives: 5."),
    ("", "inf", None, 5, "'inf' is no number such as 0.25, so there is no prediction; the run gives: 5."),
    ("steps", "50", 50, 34_061,
     "You expected: 50 steps; the run gives: 34,061 steps. Your number is 681 times too small."),
    ("steps", "100", 100, 50, "You expected: 100 steps; the run gives: 50 steps. Your number is 2 times too large."),
    ("steps", "51", 51, 50, "You expected: 51 steps; the run gives: 50 steps. As you expected (within 5%)."),
    ("steps", "0", 0, 50, "You expected: 0 steps; the run gives: 50 steps. Not what you expected, off by 50 steps."),
    ("steps", "34,000 steps", 34_000, 28,
     "You expected: 34,000 steps; the run gives: 28 steps. Your number is 1,210 times too large."),
    ("%", "3 %", 3, 50, "You expected: 3%; the run gives: 50%. Your number is 16.7 times too small."),
    ("percent", "3%", 3, 3, "You expected: 3 percent; the run gives: 3 percent. As you expected (within 5%)."),
    ("", "0,5", None, 5, "'0,5' is no number such as 0.25, so there is no prediction; the run gives: 5."),
    ("%", "−5", -5, 50, "You expected: -5%; the run gives: 50%. Not what you expected, off by 55%."),
    ("%", "-5", -5, 50, "You expected: -5%; the run gives: 50%. Not what you expected, off by 55%."),
    ("", " 2e-4 ", 2e-4, 3e-4, "You expected: 0.0002; the run gives: 0.0003. Your number is 1.5 times too small."),
]
# fmt: on


@pytest.mark.parametrize(("unit", "typed", "choice", "answer", "text"), NUMBERS)
def test_a_typed_number_is_revealed_with_how_far_off_it_was(unit, typed, choice, answer, text):
    expected = predict_number("How many?", unit)
    assert expected.choice is None
    expected.field.value = typed
    assert expected.choice == choice
    assert expected.reveal(answer).now.text == text


@pytest.fixture
def pages(monkeypatch):
    """What each answer shows on the page, one list an answer."""

    class Page(list):
        update = list.append

    shown = []
    monkeypatch.setattr(predictions, "display", lambda answer, display_id: shown.append(Page([answer])) or shown[-1])
    return shown


def test_without_a_prediction_the_answer_is_folded_away_and_shows_as_soon_as_there_is_one(expected, pages):
    expected.reveal("it diverges", because="Too fast.")._ipython_display_()
    expected.choose("it diverges")
    expected.choose("it crawls")
    expected.field.value = None
    ((folded, right, wrong, again),) = pages
    seen, answer = folded._repr_html_().split("<details><summary>")
    assert QUESTION in seen
    assert "diverges" not in seen
    assert answer.endswith("<p>The run gives: it diverges. Too fast.</p></details>")
    assert folded.text == "No prediction was made; the run gives: it diverges. Too fast."
    assert right._repr_html_() is wrong._repr_html_() is None
    assert right.text == "You expected: it diverges; the run gives: it diverges. As you expected. Too fast."
    assert wrong.text == "You expected: it crawls; the run gives: it diverges. Not what you expected. Too fast."
    assert again == folded


def test_what_is_no_number_is_said_above_the_folded_answer(pages):
    expected = predict_number("How many?", "steps")
    expected.field.value = "<b>lots</b>"
    expected.reveal(34_061)._ipython_display_()
    seen, answer = pages[0][0].folded.split("<details>")
    assert "lots&lt;/b&gt;&#x27; is no number such as 0.25, so there is no prediction. Predict first" in seen
    assert "34,061 steps." in answer


def test_the_answer_that_was_shown_last_follows_the_question_that_is_asked_again(expected, pages):
    for _ in range(3):
        expected.reveal("it diverges")._ipython_display_()
    predict(QUESTION, CHOICES).choose("it crawls")
    assert [len(page) for page in pages] == [1, 1, 2]
    assert pages[2][-1].text.startswith("You expected: it crawls")
    predict_number(QUESTION).choose(3)
    assert len(pages[2]) == 2, "another kind of question has another answer"


def test_where_a_page_cannot_change_the_answer_is_printed(expected, capsys):
    expected.reveal("it diverges")._ipython_display_()
    expected.choose("it crawls")
    assert capsys.readouterr() == ("No prediction was made; the run gives: it diverges.\n", "")


def test_what_is_not_offered_can_be_neither_chosen_nor_the_answer(expected):
    for choices in ([], ["one"], ["same", "same"], [1, 2]):
        with pytest.raises(ValueError, match="wanted at least two different texts"):
            predict(QUESTION, choices)
    bad = ("many", None, float("nan"), float("inf"), 10**400, [1])
    for asked, refused, words in (
        (expected, ("it explodes", None, 3), "wanted one of"),
        (predict_number("How many?"), bad, "is not a finite number"),
    ):
        for value in refused:
            for act in (asked.choose, asked.reveal):
                with pytest.raises(ValueError, match=words):
                    act(value)


@given(st.text(min_size=1), st.lists(st.text(), min_size=2, unique=True), st.text(), st.data())
def test_no_text_gets_onto_the_page_as_markup_and_the_repr_is_one_short_line(question, choices, because, data):
    predictions._kept.clear()
    expected = predict(question, choices)
    folded = expected.reveal(choices[0], because).now.folded
    assert re.sub(r"</?(p|details|summary)>", "", folded).count("<") == 0
    assert folded.count("<details>") == folded.count("</summary>") == 1
    assert html.escape(choices[0]) in folded.partition("</summary>")[2]
    assert expected.widget.children[0].value == html.escape(question)
    if data.draw(st.booleans()):
        expected.choose(data.draw(st.sampled_from(choices)))
    assert len(repr(expected)) < 110
    assert len(repr(expected).splitlines()) <= 1
    expected.close()


def test_a_viewer_without_widgets_gets_the_whole_question():
    expected = predict("Is 1 < 2? <script>alert(1)</script>", CHOICES)
    bundle = expected.to_store()
    assert bundle["text/plain"].splitlines() == [expected.question, *(f"○ {choice}" for choice in CHOICES)]
    assert "&lt;script&gt;" in bundle["text/html"]
