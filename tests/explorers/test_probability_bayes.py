"""The crowd of mails says of every slider position what counting says."""

from itertools import product

import numpy as np
import pytest

from helpers.explorers.probability.bayes import BARS, BayesExplorer

RATES = [0, 0.001, 0.05, 0.3, 0.8, 0.999, 1]


@pytest.fixture
def built():
    explorer = BayesExplorer()
    yield explorer
    explorer.close()


def counted(rng, prior, hit_rate, false_alarm_rate, mails=200_000):
    """Share of spam among simulated mails with the word."""
    spam = rng.random(mails) < prior
    word = rng.random(mails) < np.where(spam, hit_rate, false_alarm_rate)
    return spam[word].mean()


def test_winner(built):
    assert built.result.counts.tolist() == [[160, 40], [40, 760]]
    assert built.result.belief.posterior == pytest.approx(0.8)
    assert built.sentence == (
        'Of 1,000 mails 200 are spam; 200 carry "winner", and 160 of these are spam. P(spam | "winner") = 0.16 / 0.2 = '
        "0.8. The word is 16 times as likely in spam as in good mail. Lifting 0.2 to 0.99 takes a word 396 times as "
        "likely in spam."
    )


def test_lottery(built):
    built.set(prior=0.1, hit_rate=0.81, false_alarm_rate=0.01)
    assert built.result.belief.posterior == pytest.approx(0.9)
    assert "81 times as likely in spam as in good mail" in built.sentence
    assert "Lifting 0.1 to 0.99 takes a word 891 times as likely in spam." in built.sentence


def test_the_answer_of_exercise_2_is_not_given_away(built):
    for rates in product(RATES, repeat=2):
        words = built.set(prior=0.1, hit_rate=rates[0], false_alarm_rate=rates[1]).sentence
        assert "81 times" not in words


@pytest.mark.parametrize("rates", [(0.2, 0.8, 0.05), (0.5, 0.3, 0.6), (0.9, 0.1, 0.7)])
def test_counting_simulated_mails_gives_the_posterior(built, rng, rates):
    built.set(**dict(zip(("prior", "hit_rate", "false_alarm_rate"), rates, strict=True)))
    assert built.result.belief.posterior == pytest.approx(counted(rng, *rates), abs=0.03)


def test_over_all_sliders_crowd_bars_and_words_agree(built):
    verdicts = set()
    for prior, hit, alarm in product(RATES, repeat=3):
        result = built.set(prior=prior, hit_rate=hit, false_alarm_rate=alarm).result
        assert result.counts.sum() == 1000
        assert_dots(built, result.counts)
        evidence = prior * hit + (1 - prior) * alarm
        assert result.belief.possible == (evidence > 0)
        assert_bars(built, prior, prior * hit / evidence if evidence else None)
        if not evidence:
            assert result.verdict == "the word never occurs"
            assert 'no mail carries "winner". With these rates the word never occurs' in built.sentence
        else:
            wanted = "speaks for spam" if hit > alarm else "speaks against spam" if hit < alarm else "says nothing"
            wanted = "changes nothing" if prior in (0, 1) else wanted
            assert result.verdict == wanted
        assert repr(built).endswith(result.verdict)
        verdicts.add(result.verdict)
    assert len(verdicts) == 5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"prior": 0}, 'Of 1,000 mails not one is spam; 50 carry "winner", and not one of these is spam.'),
        ({"hit_rate": 0}, '200 are spam; 40 carry "winner", and not one of these is spam.'),
        ({"size": 2}, 'Of 2 mails hardly any is spam; not one carries "winner". P('),
        ({"size": 1}, 'Of 1 mail hardly any is spam; not one carries "winner". P('),
        ({"size": 25, "hit_rate": 0.21}, 'Of 25 mails about 5 are spam; 2 carry "winner", and 1 of these is spam.'),
    ],
)
def test_not_one_is_said_in_words(arguments, words):
    explorer = BayesExplorer(**arguments)
    assert words in explorer.sentence
    explorer.close()


def assert_dots(explorer, counts):
    """Each kind has as many dots as it has mails, and no place has two."""
    dots = {line.get_label(): line.get_xydata() for line in explorer.stage.axes[0].lines}
    names = [["spam with the word", "spam without the word"], ["good with the word", "good without the word"]]
    assert [[len(dots[name]) for name in row] for row in names] == counts.tolist()
    assert len({tuple(place) for places in dots.values() for place in places}) == counts.sum()


def assert_bars(explorer, before, after):
    """The bars of spam and good mail meet where the share is; without a posterior a third stands instead."""
    bars = {}
    for collection in explorer.stage.axes[1].collections:
        for path in collection.get_paths():
            (left, low), (right, high) = path.get_extents().get_points()
            bars[collection.get_label(), (low + high) / 2] = (left, right)
    wanted = {("spam", BARS["all mails"]): (0, before), ("good", BARS["all mails"]): (before, 1)}
    level = BARS["with the word"]
    if after is None:
        wanted["no such mail", level] = (0, 1)
    else:
        wanted |= {("spam", level): (0, after), ("good", level): (after, 1)}
    assert bars.keys() == wanted.keys()
    for bar, ends in wanted.items():
        assert bars[bar] == pytest.approx(ends)


@pytest.mark.parametrize(
    ("rates", "words"),
    [
        ((0, 0.8, 0.05), "A prior of 0 stays at 0, whatever the word."),
        ((1, 0.8, 0.05), "A prior of 1 stays at 1, whatever the word."),
        ((0.2, 0.8, 0), "No good mail carries the word, so a mail that does is spam."),
        ((0.2, 0, 0.05), "No spam carries the word, so a mail that does is good."),
        ((0.2, 0.3, 0.3), "as likely in spam as in good mail: it says nothing"),
        ((0.2, 0.1, 0.4), "The word is 4 times as likely in good mail as in spam: it speaks against spam."),
        ((0.001, 0.99, 0.05), "about 1 is spam; 51 carry"),
        ((0.99, 0.9, 0.001), "0.891 / 0.89101 = 0.9999888."),
        ((1e-320, 1, 1e-320), "more than 1e308 times as likely in spam as in good mail"),
    ],
)
def test_what_is_said_at_the_ends(built, rates, words):
    built.set(**dict(zip(("prior", "hit_rate", "false_alarm_rate"), rates, strict=True)))
    assert words in built.sentence


@pytest.mark.parametrize("prior", [0, 0.99, 0.995, 1])
def test_no_lift_is_asked_for_where_there_is_none(built, prior):
    assert "Lifting" not in built.set(prior=prior).sentence


@pytest.mark.parametrize("size", [1, 7, 2000])
def test_a_crowd_of_any_size(size):
    explorer = BayesExplorer(size=size, word="free $ <b>")
    assert explorer.result.counts.sum() == size
    assert_dots(explorer, explorer.result.counts)
    assert explorer.sentence.startswith(f"Of {size:,} mail{'' if size == 1 else 's'} ")
    assert '"free $ <b>"' in explorer.sentence
    explorer.close()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"prior": 1.2}, "prior is 1.2; wanted a probability from 0 to 1"),
        ({"hit_rate": -0.1}, "hit_rate is -0.1; wanted a probability"),
        ({"false_alarm_rate": float("nan")}, "false_alarm_rate is nan; wanted"),
        ({"size": 0}, "size is 0; wanted a whole number"),
        ({"size": 2001}, "size is 2001; wanted at most 2,000 mails"),
        ({"word": " "}, "word is ' '; wanted 1 to 20 letters"),
        ({"word": "x" * 21}, "wanted 1 to 20 letters"),
        ({"word": "two\nlines"}, "wanted 1 to 20 letters"),
        ({"word": 7}, "word is 7; wanted 1 to 20 letters"),
    ],
)
def test_bad_arguments_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        BayesExplorer(**wrong)
