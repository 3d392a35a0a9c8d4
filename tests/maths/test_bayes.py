"""Bayes' theorem: the course's numbers, the laws of probability, and scikit-learn's naive Bayes."""

from math import inf, isnan, nan

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.naive_bayes import MultinomialNB

from helpers.maths.chance import crowd, naive_bayes, ratio_needed, update
from helpers.maths.checks import as_probability

probabilities = st.floats(0, 1) | st.sampled_from([0.0, 1.0])
uncertain = st.floats(0.001, 0.999)
words = st.lists(st.tuples(uncertain, uncertain), min_size=1, max_size=8)


def rates(words):
    """Hit rates and false-alarm rates, apart."""
    return tuple(zip(*words, strict=True))


def test_winner():
    belief = update(0.2, 0.8, 0.05)
    assert (belief.prior, belief.hit_rate, belief.false_alarm_rate) == (0.2, 0.8, 0.05)
    assert belief.evidence == pytest.approx(0.2)  # 0.16 + 0.04
    assert belief.posterior == pytest.approx(0.8)  # 0.16 / 0.20
    assert belief.likelihood_ratio == pytest.approx(16)
    assert belief.possible


def test_lottery_must_be_81_times_as_likely_in_spam():
    assert ratio_needed(0.1, 0.9) == pytest.approx(81)
    assert update(0.1, 0.81, 0.01).posterior == pytest.approx(0.9)


def test_a_posterior_is_not_the_hit_rate():
    assert update(0.001, 0.99, 0.05).posterior == pytest.approx(0.00099 / (0.00099 + 0.04995))  # about 2%


@given(prior=probabilities, hit=probabilities, alarm=probabilities)
def test_total_probability(prior, hit, alarm):
    seen, unseen = update(prior, hit, alarm), update(prior, 1 - hit, 1 - alarm)
    assert seen.evidence + unseen.evidence == pytest.approx(1)
    parts = [each.evidence * each.posterior for each in (seen, unseen) if each.possible]
    assert sum(parts) == pytest.approx(prior)
    for each in (seen, unseen):
        assert 0 <= each.posterior <= 1 if each.possible else isnan(each.posterior)


@given(prior=uncertain, hit=uncertain, alarm=uncertain)
def test_odds_are_multiplied_by_the_likelihood_ratio(prior, hit, alarm):
    belief = update(prior, hit, alarm)
    before, after = (p / (1 - p) for p in (prior, belief.posterior))
    assert after == pytest.approx(before * belief.likelihood_ratio, rel=1e-9)
    assert (belief.posterior > prior) == (hit > alarm) or belief.posterior == pytest.approx(prior)


@pytest.mark.parametrize(
    ("given_", "posterior", "ratio"),
    [
        ((0.2, 0, 0), nan, nan),
        ((0, 0.5, 0), nan, inf),
        ((1, 0, 0.5), nan, 0),
        ((0.2, 0.5, 0), 1, inf),
        ((0.2, 0, 0.5), 0, 0),
        ((0, 0.8, 0.05), 0, 16),
        ((1, 0.8, 0.05), 1, 16),
        ((0.2, 1e-200, 1e-200), 0.2, 1),
        ((1e-200, 1e-200, 0), nan, inf),  # so rare that a 64-bit number calls it 0
        ((0.2, 1, 5e-324), 1, inf),
    ],
)
def test_certainty_and_impossibility_are_states(given_, posterior, ratio):
    belief = update(*given_)
    np.testing.assert_allclose([belief.posterior, belief.likelihood_ratio], [posterior, ratio])
    assert belief.possible == (not isnan(posterior))


@given(prior=uncertain, posterior=uncertain)
def test_the_needed_ratio_gets_there(prior, posterior):
    ratio = ratio_needed(prior, posterior)
    hit, alarm = (1, 1 / ratio) if ratio > 1 else (ratio, 1)
    assert update(prior, hit, alarm).posterior == pytest.approx(posterior, rel=1e-9)


def test_crowd_of_a_thousand():
    counts = crowd(0.2, 0.8, 0.05)
    assert counts.tolist() == [[160, 40], [40, 760]]
    assert counts[0, 0] / counts[:, 0].sum() == update(0.2, 0.8, 0.05).posterior


@given(prior=probabilities, hit=probabilities, alarm=probabilities, size=st.integers(1, 10**6))
def test_a_crowd_adds_up_and_is_what_is_expected_but_for_one_mail(prior, hit, alarm, size):
    counts = crowd(prior, hit, alarm, size)
    expected = size * np.array([[prior * hit, prior * (1 - hit)], [(1 - prior) * alarm, (1 - prior) * (1 - alarm)]])
    assert counts.shape == (2, 2)
    assert counts.dtype.kind == "i"
    assert counts.sum() == size
    assert counts.min() >= 0
    assert np.abs(counts - expected).max() <= 1 + 1e-6
    assert abs(counts[0].sum() - size * prior) <= 0.5 + 1e-6


@given(prior=probabilities, hit=probabilities, alarm=probabilities)
def test_one_word_is_an_update(prior, hit, alarm):
    assume(update(prior, hit, alarm).evidence > 1e-300 or 0 in (hit, prior, 1 - prior))
    np.testing.assert_allclose(naive_bayes(prior, [hit], [alarm]), update(prior, hit, alarm).posterior, atol=1e-12)


@given(prior=uncertain, words=words)
def test_words_are_updates_one_after_the_other(prior, words):
    belief = prior
    for hit, alarm in words:
        belief = update(belief, hit, alarm).posterior
    assert naive_bayes(prior, *rates(words)) == pytest.approx(belief, abs=1e-9)


@given(prior=uncertain, words=words, data=st.data())
def test_the_order_of_words_does_not_matter(prior, words, data):
    shuffled = data.draw(st.permutations(words))
    assert naive_bayes(prior, *rates(words)) == pytest.approx(naive_bayes(prior, *rates(shuffled)), rel=1e-9)


def test_two_words():
    assert naive_bayes(0.2, [0.8, 0.6], [0.05, 0.1]) == pytest.approx(0.096 / (0.096 + 0.004))
    assert naive_bayes(0.2, [0.8, 0.05], [0.05, 0.8]) == pytest.approx(0.2)  # one takes back what the other gave


def test_agrees_with_scikit_learn():
    counts = np.array([[3, 1, 0], [2, 2, 1], [0, 1, 4], [1, 0, 3], [0, 0, 5]])  # mails × words
    spam = np.array([1, 1, 0, 0, 0])
    model = MultinomialNB().fit(counts, spam)
    good, bad = np.exp(model.feature_log_prob_)
    for mail in ([1, 0, 0], [2, 1, 0], [0, 1, 1], [1, 1, 1], [0, 0, 3]):
        seen = np.repeat(np.arange(3), mail)  # a word as often as it occurs
        ours = naive_bayes(2 / 5, bad[seen], good[seen])
        assert ours == pytest.approx(model.predict_proba([mail])[0, 1], rel=1e-12)


def test_a_word_counted_twice_makes_it_overconfident():
    # A copy that always comes along tells nothing new: the truth is 0.5, as with the word alone.
    alone = naive_bayes(0.2, [0.8], [0.2])
    twice = naive_bayes(0.2, [0.8, 0.8], [0.2, 0.2])
    many = naive_bayes(0.2, [0.8] * 10, [0.2] * 10)
    assert alone == pytest.approx(0.5)
    assert twice == pytest.approx(0.8)
    assert many > 0.99999


def test_hundreds_of_words_stay_in_range():
    assert 0.001**300 == 0  # what the plain product would divide by
    for_spam, for_good = [0.002] * 300 + [0.001] * 300, [0.001] * 300 + [0.002] * 300
    assert naive_bayes(0.3, for_spam, for_good) == pytest.approx(0.3)
    assert naive_bayes(0.3, [0.002] * 300, [0.001] * 300) == pytest.approx(1)
    assert 0 < naive_bayes(0.3, [0.001] * 300, [0.002] * 300) < 1e-80


@pytest.mark.parametrize(
    ("prior", "hits", "alarms", "posterior"),
    [
        (0.2, [0, 0.5], [0.5, 0.5], 0),
        (0.2, [0.5, 0.5], [0, 0.5], 1),
        (0.2, [0, 0.5], [0.5, 0], nan),  # the first is never spam, the second never good
        (0, [0.9], [0.1], 0),
        (1, [0.1], [0.9], 1),
        (1, [0], [0.9], nan),
        (0, [0.9], [0], nan),
    ],
)
def test_words_that_settle_it(prior, hits, alarms, posterior):
    np.testing.assert_equal(naive_bayes(prior, hits, alarms), float(posterior))


@pytest.mark.parametrize("bad", [-0.1, 1.1, nan, inf, "many", None])
@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("prior", lambda bad: update(bad, 0.8, 0.05)),
        ("hit_rate", lambda bad: update(0.2, bad, 0.05)),
        ("false_alarm_rate", lambda bad: update(0.2, 0.8, bad)),
        ("prior", lambda bad: crowd(bad, 0.8, 0.05)),
        ("hit_rate", lambda bad: crowd(0.2, bad, 0.05)),
        ("false_alarm_rate", lambda bad: crowd(0.2, 0.8, bad)),
        ("prior", lambda bad: naive_bayes(bad, [0.8], [0.05])),
        ("hit_rates", lambda bad: naive_bayes(0.2, [bad], [0.05])),
        ("false_alarm_rates", lambda bad: naive_bayes(0.2, [0.8], [bad])),
        ("prior", lambda bad: ratio_needed(bad, 0.9)),
        ("posterior", lambda bad: ratio_needed(0.1, bad)),
        ("share", lambda bad: as_probability("share", bad)),
    ],
)
def test_what_is_no_probability_is_refused(name, call, bad):
    with pytest.raises(ValueError, match=f"{name} .*; wanted"):
        call(bad)


@pytest.mark.parametrize("certain", [0, 1])
def test_no_evidence_moves_certainty(certain):
    with pytest.raises(ValueError, match=f"prior is {certain}; wanted a share above 0 and below 1"):
        ratio_needed(certain, 0.5)
    with pytest.raises(ValueError, match=f"posterior is {certain}; wanted a share above 0 and below 1"):
        ratio_needed(0.5, certain)


def test_one_of_each_rate_for_each_word():
    with pytest.raises(ValueError, match="false_alarm_rates holds 1 numbers; wanted 2"):
        naive_bayes(0.2, [0.8, 0.6], [0.05])


@pytest.mark.parametrize("bad", [0, -5, 2.5, "many"])
def test_a_crowd_has_mails(bad):
    with pytest.raises(ValueError, match=r"size is .*; wanted a whole number of at least 1"):
        crowd(0.2, 0.8, 0.05, bad)
