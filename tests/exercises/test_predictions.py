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


def test_nothing_is_chosen_at_first_and_a_click_is_a_choice():
    expected = predict(QUESTION, CHOICES)
    assert expected.choice is None
    expected.field.index = 1  # what the browser sends
    assert expected.choice == "it diverges"


@pytest.mark.parametrize(
    ("typed", "choice"),
    [("50", 50), (" 1e-4 ", 1e-4), ("-3", -3), ("−3", -3), ("", None), ("many", None), ("nan", None), ("inf", None)],
)
def test_a_typed_number_is_a_choice_and_anything_else_is_none(typed, choice):
    expected = predict_number("How many steps?")
    assert expected.choice is None
    expected.field.value = typed
    assert expected.choice == choice


def test_the_choice_is_kept_when_the_cell_runs_again():
    predict(QUESTION, CHOICES).choose("it diverges")
    assert predict(QUESTION, CHOICES).choice == "it diverges"
    predict_number("How many steps?").choose(0.1)
    assert predict_number("How many steps?").choice == 0.1


def test_a_choice_that_is_no_longer_offered_is_dropped():
    predict(QUESTION, CHOICES).choose("it crawls")
    assert predict(QUESTION, CHOICES[:2]).choice is None
    predict_number(QUESTION).choose(3)
    assert predict(QUESTION, CHOICES).choice is None


def test_keys_keep_equal_questions_apart():
    first, second = predict(QUESTION, CHOICES, key="first"), predict(QUESTION, CHOICES, key="second")
    first.choose("it crawls")
    assert second.choice is None
    assert predict(QUESTION, CHOICES, key="first").choice == "it crawls"


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


def test_a_choice_is_revealed():
    expected = predict(QUESTION, CHOICES)
    gives = "the run gives: it diverges"
    assert expected.reveal("it diverges", because="Too fast.").now.text == f"No prediction was made; {gives}. Too fast."
    assert repr(expected.reveal("it crawls")) == "No prediction was made; the run gives: it crawls."
    expected.choose("it diverges")
    assert expected.reveal("it diverges").now.text == f"You expected: it diverges; {gives}: as you expected."
    expected.choose("it crawls")
    assert expected.reveal("it diverges").now.text == f"You expected: it crawls; {gives}: not what you expected."
    assert len(repr(expected.reveal("it crawls", because="word " * 40)).splitlines()) > 2


@pytest.mark.parametrize(
    ("unit", "typed", "answer", "text"),
    [
        ("steps", "", 34_061, "No prediction was made; the run gives: 34,061 steps."),
        ("steps", "lots", 5, "'lots' is no number such as 0.25, so there is no prediction; the run gives: 5 steps."),
        ("steps", "50", 34_061, "You expected: 50 steps; the run gives: 34,061 steps: 681 times too small."),
        ("steps", "100", 50, "You expected: 100 steps; the run gives: 50 steps: 2 times too large."),
        ("steps", "51", 50, "You expected: 51 steps; the run gives: 50 steps: as you expected (within 5%)."),
        ("steps", "0", 50, "You expected: 0 steps; the run gives: 50 steps: not what you expected, off by 50 steps."),
        ("%", "-5", 50, "You expected: -5%; the run gives: 50%: not what you expected, off by 55%."),
        ("", "2", 3, "You expected: 2; the run gives: 3: 1.5 times too small."),
    ],
)
def test_a_number_is_revealed_with_how_far_off_it_was(unit, typed, answer, text):
    expected = predict_number("How many?", unit)
    expected.field.value = typed
    assert expected.reveal(answer).now.text == text


@pytest.fixture
def pages(monkeypatch):
    """What each answer shows on the page, one list an answer."""

    class Page(list):
        update = list.append

    shown = []
    monkeypatch.setattr(predictions, "display", lambda answer, display_id: shown.append(Page([answer])) or shown[-1])
    return shown


def test_without_a_prediction_the_answer_is_folded_away_and_shows_as_soon_as_there_is_one(pages):
    expected = predict(QUESTION, CHOICES)
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
    assert right.text == "You expected: it diverges; the run gives: it diverges: as you expected. Too fast."
    assert wrong.text == "You expected: it crawls; the run gives: it diverges: not what you expected. Too fast."
    assert again == folded


def test_what_is_no_number_is_said_above_the_folded_answer(pages):
    expected = predict_number("How many?", "steps")
    expected.field.value = "<b>lots</b>"
    expected.reveal(34_061)._ipython_display_()
    seen, answer = pages[0][0].folded.split("<details>")
    assert "lots&lt;/b&gt;&#x27; is no number such as 0.25, so there is no prediction. Predict first" in seen
    assert "34,061 steps." in answer
    expected.field.value = "30000"
    assert pages[0][1].text.startswith("You expected: 30,000 steps; the run gives: 34,061 steps")


def test_an_answer_on_the_page_follows_the_question_that_is_asked_again(pages):
    predict(QUESTION, CHOICES).reveal("it diverges")._ipython_display_()
    predict(QUESTION, CHOICES).choose("it crawls")
    assert pages[0][-1].text.startswith("You expected: it crawls")
    predict_number(QUESTION).choose(3)
    assert len(pages[0]) == 2, "another kind of question has another answer"


def test_where_a_page_cannot_change_the_answer_is_printed(capsys):
    expected = predict(QUESTION, CHOICES)
    expected.reveal("it diverges")._ipython_display_()
    expected.choose("it crawls")
    assert capsys.readouterr() == ("No prediction was made; the run gives: it diverges.\n", "")


def test_the_answer_that_was_shown_last_follows(pages):
    expected = predict(QUESTION, CHOICES)
    for _ in range(3):
        expected.reveal("it diverges")._ipython_display_()
    expected.choose("it crawls")
    assert [len(page) for page in pages] == [1, 1, 2]


@given(st.text(), st.text(), st.text())
def test_no_text_gets_onto_the_page_as_markup(question, answer, because):
    expected = predict(question, [answer, answer + "!"])
    folded = expected.reveal(answer, because).now.folded
    assert re.sub(r"</?(p|details|summary)>", "", folded).count("<") == 0
    assert folded.count("<details>") == folded.count("</summary>") == 1
    assert html.escape(answer) in folded.partition("</summary>")[2]
    expected.close()


def test_what_is_not_offered_can_be_neither_chosen_nor_the_answer():
    for choices in ([], ["one"], ["same", "same"], [1, 2]):
        with pytest.raises(ValueError, match="wanted at least two different texts"):
            predict(QUESTION, choices)
    choice, number = predict(QUESTION, CHOICES), predict_number("How many?")
    for bad in ("it explodes", None, 3):
        for act in (choice.choose, choice.reveal):
            with pytest.raises(ValueError, match="wanted one of"):
                act(bad)
    for bad in ("many", None, float("nan"), float("inf"), 10**400, [1]):
        for act in (number.choose, number.reveal):
            with pytest.raises(ValueError, match="is not a finite number"):
                act(bad)


@given(st.text(min_size=1), st.lists(st.text(), min_size=2, unique=True), st.data())
def test_the_repr_is_one_short_line(question, choices, data):
    expected = predict(question, choices)
    if data.draw(st.booleans()):
        expected.choose(data.draw(st.sampled_from(choices)))
    assert len(repr(expected)) < 110
    assert len(repr(expected).splitlines()) <= 1
    expected.close()


def test_a_viewer_without_widgets_gets_the_whole_question_and_jupyter_the_widget_with_markup_as_text():
    expected = predict("Is 1 < 2? <script>alert(1)</script>", CHOICES)
    bundle = expected.to_store()
    assert bundle["text/plain"].splitlines() == [expected.question, *(f"○ {choice}" for choice in CHOICES)]
    assert "&lt;script&gt;" in bundle["text/html"]
    assert "<" not in expected.widget.children[0].value
    assert "&lt;script&gt;" in expected.widget.children[0].value
