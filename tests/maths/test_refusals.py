"""What comes in wrong is refused in one sentence, what came and what was wanted; under trust nothing is looked at."""

import sys
from contextlib import nullcontext, suppress
from math import inf, nan

import numpy as np
import pytest

from helpers.maths import checks
from helpers.maths.autodiff import Value, numerical_gradient
from helpers.maths.descent import QuadraticLoss
from helpers.maths.matrices import low_rank, pca
from helpers.maths.networks import Network, deep_signals
from helpers.maths.optimizers import (
    Adam,
    AdamW,
    CosineAnnealing,
    GradientDescent,
    LinearWarmup,
    Momentum,
    ReduceOnPlateau,
    StepDecay,
    WarmupCosine,
    clip_by_norm,
    halts_at,
    optimize,
)
from helpers.maths.regression import (
    design_matrix,
    gradient,
    lasso,
    least_squares,
    mean_squared_error,
    r2_score,
    ridge,
    standardize,
)
from helpers.maths.trees import best_split, gini, information_gain
from helpers.maths.vectors import angle, cosine_similarity, rank_by

BOWL = QuadraticLoss.from_data([[1, 1], [2, 1], [3, 1]], [1, 2, 4])

# fmt: off
REFUSED = [
    # vectors
    (lambda: angle([1, 2], [1, 2, 3]), "b holds 3 numbers; wanted 2"),
    (lambda: angle([1, nan], [1, 2]), "a holds 1 values that are NaN or infinite; wanted finite numbers only"),
    (lambda: angle([], [1, 2]), "a has shape (0,); wanted one axis with at least one number, shape (n,)"),
    (lambda: angle([0, 0], [1, 2]), "a is all zeros and has no direction; wanted at least one number other than 0"),
    (lambda: angle([1, 2], [0, -0.0]), "b is all zeros and has no direction; wanted at least one number other than 0"),
    (lambda: cosine_similarity("12", [1, 2]), "a is str '12'; wanted numbers in equal rows"),
    (lambda: cosine_similarity([1, 2], [[1, 2]]),
     "b has shape (1, 2); wanted one axis with at least one number, shape (n,)"),
    (lambda: cosine_similarity([1, 2], [inf, -inf]),
     "b holds 2 values that are NaN or infinite; wanted finite numbers only"),
    (lambda: cosine_similarity([0, 0], [1, 2]),
     "a is all zeros and has no direction; wanted at least one number other than 0"),
    (lambda: cosine_similarity([1, 2], [0, 0]),
     "b is all zeros and has no direction; wanted at least one number other than 0"),
    (lambda: cosine_similarity([1], [1, 2]), "b holds 2 numbers; wanted 1"),
    (lambda: rank_by([0, 0], [[1, 2]], "cosine"),
     "query is all zeros and has no direction; wanted at least one number other than 0"),
    (lambda: rank_by([1, 2], [[1, 2], [0, 0]], "cosine"),
     "documents[1] is all zeros and has no direction; wanted at least one number other than 0"),
    (lambda: rank_by([1, 2], [[1, 2]], "manhattan"), "metric is 'manhattan'; wanted one of dot, cosine, euclidean"),
    (lambda: rank_by([1, 2], [[1, 2, 3]], "dot"), "query holds 2 numbers; wanted 3"),
    (lambda: rank_by([1, nan], [[1, 2]], "dot"),
     "query holds 1 values that are NaN or infinite; wanted finite numbers only"),
    (lambda: rank_by([1, 2], [], "dot"),
     "documents has shape (0,); wanted two axes, shape (n, d), neither of them empty"),
    (lambda: rank_by([1e200], [[1e200]], "dot"), "a · b is too large for a 64-bit number; wanted smaller numbers"),
    (lambda: rank_by([1e200, 1e200], [[1e200, -1e200]], "dot"),
     "a · b is too large for a 64-bit number; wanted smaller numbers"),
    (lambda: rank_by([1.5e308], [[-1.5e308]], "euclidean"),
     "the distance of a and b is too large for a 64-bit number; wanted smaller numbers"),
    # matrices
    (lambda: low_rank([[1, 2], [3, 4]], 3), "k is 3; wanted at most 2, the smaller side of the matrix"),
    (lambda: low_rank([[1, 2], [3, 4]], 0), "k is 0; wanted a whole number of at least 1"),
    (lambda: low_rank([[1, 2], [3, 4]], 1.5), "k is 1.5; wanted a whole number of at least 1"),
    (lambda: low_rank([1, 2], 1), "A has shape (2,); wanted two axes, shape (n, d), neither of them empty"),
    (lambda: low_rank([[1, nan]], 1), "A holds 1 values that are NaN or infinite; wanted finite numbers only"),
    (lambda: low_rank([[1e200]], 1), "A holds 1e+200; wanted numbers up to 1e+100, which can be squared"),
    (lambda: pca([[1, 2]]), "X has 1 row; wanted at least two samples, which can vary"),
    (lambda: pca([1, 2]), "X has shape (2,); wanted two axes, shape (n, d), neither of them empty"),
    (lambda: pca([[1, nan], [2, 3]]), "X holds 1 values that are NaN or infinite; wanted finite numbers only"),
    (lambda: pca([[1, 2], [1, 2]], standardised=False),
     "X holds 2 rows that are equal, or too near to be squared; wanted samples that vary"),
    (lambda: pca([[0.1, 2], [0.1, 3], [0.1, 4]]),
     "column 0 of X runs from 0.1 to 0.1; standardising wants ones that vary"),
    (lambda: pca([[1, 1e-200], [2, 2e-200]]),
     "column 1 of X runs from 1e-200 to 2e-200; standardising wants ones that vary"),
    # regression
    (lambda: design_matrix([[1, 2]]), "x has shape (1, 2); wanted one axis with at least one number, shape (n,)"),
    (lambda: mean_squared_error([1, 2], [1]), "y_pred holds 1 numbers; wanted 2"),
    (lambda: mean_squared_error([1, nan], [1, 2]),
     "y_true holds 1 values that are NaN or infinite; wanted finite numbers only"),
    (lambda: mean_squared_error([1, 2], [inf, 2]),
     "y_pred holds 1 values that are NaN or infinite; wanted finite numbers only"),
    (lambda: mean_squared_error([1e200, 1], [1, 2]),
     "y_true holds 1e+200; wanted numbers up to 1e+100, which can be squared"),
    (lambda: r2_score([1, 2], [1, 2, 3]), "y_pred holds 3 numbers; wanted 2"),
    (lambda: r2_score([1, 2], [1, nan]), "y_pred holds 1 values that are NaN or infinite; wanted finite numbers only"),
    (lambda: r2_score([1e200, 1], [1, 2]), "y_true holds 1e+200; wanted numbers up to 1e+100, which can be squared"),
    (lambda: r2_score([3, 3], [1, 2]), "y_true holds 2 equal values; R² wants targets that vary"),
    (lambda: gradient([1, 2], [1, 2], [0, 0]),
     "X has shape (2,); wanted two axes, shape (n, d), neither of them empty"),
    (lambda: gradient([["one", 1], [2, 1]], [1, 2], [0, 0]),
     "X is list [['one', 1], [2, 1]]; wanted numbers in equal rows"),
    (lambda: gradient([[1, 1], [2, 1]], [1], [0, 0]), "y holds 1 numbers; wanted 2"),
    (lambda: gradient([[1, 1], [2, 1]], [1, nan], [0, 0]),
     "y holds 1 values that are NaN or infinite; wanted finite numbers only"),
    (lambda: gradient([[1, 1], [2, 1]], [1, 2], [0]), "w holds 1 numbers; wanted 2"),
    (lambda: gradient([[1, 1], [2, 1]], [1, 2], [[0, 0]]),
     "w has shape (1, 2); wanted one axis with at least one number, shape (n,)"),
    (lambda: least_squares([[1], [2]], [1, 2, 3]), "y holds 3 numbers; wanted 2"),
    (lambda: least_squares([[1e200], [2e200]], [1, 2]),
     "X holds 2e+200; wanted numbers up to 1e+100, which can be squared"),
    (lambda: least_squares([[1], [2]], [1e200, 2e200]),
     "y holds 2e+200; wanted numbers up to 1e+100, which can be squared"),
    (lambda: standardize([3, 3, 3]), "x holds 3 values from 3 to 3; standardising wants ones that vary"),
    (lambda: standardize([0.1, 0.1, 0.1]), "x holds 3 values from 0.1 to 0.1; standardising wants ones that vary"),
    (lambda: standardize([3]), "x holds 1 values from 3 to 3; standardising wants ones that vary"),
    (lambda: standardize([0, 1e-170]), "x holds 2 values from 0 to 1e-170; standardising wants ones that vary"),
    (lambda: standardize([1e200, -1e200]), "x holds 1e+200; wanted numbers up to 1e+100, which can be squared"),
    (lambda: standardize([[1, 2]]), "x has shape (1, 2); wanted one axis with at least one number, shape (n,)"),
    (lambda: ridge([[1.0]], [1.0, 2.0], 1), "y holds 2 numbers; wanted 1"),
    (lambda: ridge([[1.0], [2.0]], [1.0, 2.0], 0), "the penalty is 0.0; wanted a finite number above 0"),
    (lambda: ridge([[1.0], [2.0]], [1.0, 2.0], [1, 2]),
     "penalties has shape (1, 2); wanted one axis with at least one number, shape (n,)"),
    (lambda: ridge([[1e200], [2.0]], [1.0, 2.0], 1),
     "X holds 1e+200; wanted numbers up to 1e+100, which can be squared"),
    (lambda: lasso([1.0, 2.0], [1.0, 2.0], 1),
     "X has shape (2,); wanted two axes, shape (n, d), neither of them empty"),
    (lambda: lasso([[1.0], [2.0]], [1.0, 1e200], 1),
     "y holds 1e+200; wanted numbers up to 1e+100, which can be squared"),
    (lambda: lasso([[1.0], [2.0]], [1.0, 2.0], -1), "the penalty is -1.0; wanted a finite number above 0"),
    (lambda: lasso([[1.0], [2.0]], [1.0, 2.0], inf),
     "penalties holds 1 values that are NaN or infinite; wanted finite numbers only"),
    (lambda: lasso([[1.0], [2.0]], [1.0, 2.0], "1"), "penalties is list ['1']; wanted numbers in equal rows"),
    # descent
    (lambda: QuadraticLoss.from_data([[0], [0]], [1, 2]),
     "X of shape (2, 1) holds only zeros; wanted at least one feature that is not 0"),
    (lambda: QuadraticLoss.from_data([[1e-200], [2e-200]], [1, 2]),
     "X holds nothing above 2e-200; wanted a feature whose square is not 0"),
    (lambda: QuadraticLoss.from_data([[1], [2]], [1]), "y holds 1 numbers; wanted 2"),
    (lambda: QuadraticLoss.from_data([[]], [1, 2]),
     "X has shape (1, 0); wanted two axes, shape (n, d), neither of them empty"),
    (lambda: QuadraticLoss.from_data([[1e200], [2]], [1, 2]),
     "X holds 1e+200; wanted numbers up to 1e+100, which can be squared"),
    (lambda: QuadraticLoss.from_data([[1], [2]], [1e200, 2]),
     "y holds 1e+200; wanted numbers up to 1e+100, which can be squared"),
    (lambda: BOWL.loss([1, 2, 3]), "w has shape (3,); wanted weights in rows of 2"),
    (lambda: BOWL.gradient([1]), "w has shape (1,); wanted weights in rows of 2"),
    (lambda: BOWL.descend([0, 0, 0], 0.1, 3), "start holds 3 numbers; wanted 2"),
    (lambda: BOWL.descend([0, nan], 0.1, 3),
     "start holds 1 values that are NaN or infinite; wanted finite numbers only"),
    (lambda: BOWL.descend([1e200, 0], 0.1, 3), "the loss at the start is inf; wanted a finite number"),
    (lambda: BOWL.descend([0, 0], 0, 3), "learning_rate is 0.0; wanted a finite number above 0"),
    (lambda: BOWL.descend([0, 0], "0.1", 3), "learning_rate is str '0.1'; wanted a finite number above 0"),
    (lambda: BOWL.descend([0, 0], nan, 3), "learning_rate is nan; wanted a finite number above 0"),
    (lambda: BOWL.descend([0, 0], 0.1, 0), "steps is 0; wanted a whole number of at least 1"),
    (lambda: BOWL.descend([0, 0], 0.1, 2.0), "steps is 2.0; wanted a whole number of at least 1"),
    (lambda: BOWL.steps_to(0, [0, 0], 0.01), "excess is 0.0; wanted a finite number above 0"),
    (lambda: BOWL.steps_to("near", [0, 0], 0.01), "excess is str 'near'; wanted a finite number above 0"),
    (lambda: BOWL.steps_to(1, [0], 0.01), "start holds 1 numbers; wanted 2"),
    (lambda: BOWL.steps_to(1, [0, nan], 0.01),
     "start holds 1 values that are NaN or infinite; wanted finite numbers only"),
    (lambda: BOWL.steps_to(1, [0, 0], -0.1), "learning_rate is -0.1; wanted a finite number above 0"),
    # autodiff
    (lambda: Value(True), "received bool True; wanted one number (make a Value of each)"),
    (lambda: Value(inf), "received inf; wanted a finite number"),
    (lambda: Value(3) + 10**400, "received 1000000000000000000000000000000000000000; wanted a finite number"),
    (lambda: Value(3) + np.ones(2), "received ndarray array([1., 1.]); wanted one number (make a Value of each)"),
    (lambda: Value(3) * "2", "received str '2'; wanted one number (make a Value of each)"),
    (lambda: Value(3) - None, "received NoneType None; wanted one number (make a Value of each)"),
    (lambda: Value(3) + 2j, "received complex 2j; wanted one number (make a Value of each)"),
    (lambda: Value(3) ** "2", "received str '2'; wanted one number (make a Value of each)"),
    (lambda: Value(3) ** Value(3), "a Value as exponent is not supported; write x ** y as (y * x.log()).exp()"),
    (lambda: 2 ** Value(3), "a Value as exponent is not supported; write 2 ** x as (x * np.log(2)).exp()"),
    (lambda: Value(3) / 0, "/ of 3, 0 is inf, slopes (inf, -inf); wanted an input where these are finite"),
    (lambda: Value(0).log(), "log of 0 is -inf, slopes (inf,); wanted an input where these are finite"),
    (lambda: Value(-1).log(), "log of -1 is nan, slopes (-1.0,); wanted an input where these are finite"),
    (lambda: Value(900).exp(), "exp of 900 is inf, slopes (inf,); wanted an input where these are finite"),
    (lambda: Value(-1) ** 0.5, "**0.5 of -1 is nan, slopes (nan,); wanted an input where these are finite"),
    (lambda: Value(0) ** 0.5, "**0.5 of 0 is 0, slopes (inf,); wanted an input where these are finite"),
    (lambda: float(Value(3)),
     "a float would lose the graph of a Value; write x.exp() instead of exp(x), or take x.value"),
    (lambda: numerical_gradient(np.sum, [inf]),
     "w holds 1 values that are NaN or infinite; wanted finite numbers only"),
    (lambda: numerical_gradient(np.sum, 1), "w has shape (); wanted one axis with at least one number, shape (n,)"),
    # networks
    (lambda: Network((3,)), "sizes is (3,); wanted at least the numbers of inputs and of outputs"),
    (lambda: Network((3, 0)), "each of sizes is 0; wanted a whole number of at least 1"),
    (lambda: Network((3, 1), "gelu"), "activation is 'gelu'; wanted one of linear, sigmoid, tanh, relu"),
    (lambda: Network((3, 1), head="hinge"),
     "head is 'hinge'; wanted one of squared error, sigmoid and squared error, sigmoid and cross-entropy, "
     "softmax and cross-entropy"),
    (lambda: Network((3, 1)).initialize(nan), "scale is nan; wanted a finite number"),
    (lambda: Network((3, 1)).layers([1, 2]), "w has shape (2,); wanted the 4 weights of a network of sizes (3, 1)"),
    (lambda: Network((3, 1)).predict(np.ones(4), [[1, 2]]), "X has 2 columns; wanted one for each of the 3 inputs"),
    (lambda: Network((3, 1)).predict(np.ones(4), [1, 2, 3]),
     "X has shape (3,); wanted two axes, shape (n, d), neither of them empty"),
    (lambda: Network((3, 1)).predict(np.ones(3), [[1, 2, 3]]),
     "w has shape (3,); wanted the 4 weights of a network of sizes (3, 1)"),
    (lambda: Network((1, 2)).loss(np.ones(4), [[1], [2]], [1, 2]),
     "y has shape (2,); wanted finite targets of shape (2, 2), as the predictions"),
    (lambda: Network((1, 1)).loss(np.ones(2), [[1], [2]], [1, nan]),
     "y has shape (2, 1); wanted finite targets of shape (2, 1), as the predictions"),
    (lambda: Network((1, 1)).gradient(np.ones(2), [[1], [inf]], [1, 2]),
     "X holds 1 values that are NaN or infinite; wanted finite numbers only"),
    (lambda: Network((1, 1)).gradient(np.ones(2), [[1], [2]], [1, 2, 3]),
     "y has shape (3, 1); wanted finite targets of shape (2, 1), as the predictions"),
    (lambda: deep_signals("tanh", depth=0), "depth is 0; wanted a whole number of at least 1"),
    (lambda: deep_signals("tanh", depth=2, samples=0), "samples is 0; wanted a whole number of at least 1"),
    (lambda: deep_signals("tanh", depth=2, scale="1"), "scale is str '1'; wanted a finite number"),
    (lambda: deep_signals("swish", depth=2), "activation is 'swish'; wanted one of linear, sigmoid, tanh, relu"),
    # optimizers
    (lambda: LinearWarmup(0, steps=5), "learning_rate is 0.0; wanted a finite number above 0"),
    (lambda: LinearWarmup(0.1, steps=0), "steps is 0; wanted a whole number of at least 1"),
    (lambda: LinearWarmup(0.1, steps=5, start=0.2), "start is 0.2; wanted a number from 0 to 0.1"),
    (lambda: LinearWarmup(0.1, steps=5, start=-1), "start is -1; wanted a number from 0 to 0.1"),
    (lambda: CosineAnnealing(0.1, steps=2.5), "steps is 2.5; wanted a whole number of at least 1"),
    (lambda: StepDecay(0.1, every=5, factor=1), "factor is 1; wanted a number between 0 and 1"),
    (lambda: WarmupCosine(0.1, warmup=5, steps=5), "steps is 5; wanted a whole number of at least 6"),
    (lambda: WarmupCosine(0.1, warmup=0, steps=5), "warmup is 0; wanted a whole number of at least 1"),
    (lambda: ReduceOnPlateau("fast"), "learning_rate is str 'fast'; wanted a finite number above 0"),
    (lambda: ReduceOnPlateau(0.1, patience=-1), "patience is -1; wanted a whole number of at least 0"),
    (lambda: ReduceOnPlateau(0.1, factor=0), "factor is 0; wanted a number between 0 and 1"),
    (lambda: GradientDescent(-0.1), "learning_rate is -0.1; wanted a number from 0 up"),
    (lambda: GradientDescent(nan), "learning_rate is nan; wanted a finite number"),
    (lambda: Momentum(0.1, momentum=1), "momentum is 1.0; wanted a number from 0 to below 1"),
    (lambda: Adam(beta1=-1), "beta1 is -1.0; wanted a number from 0 to below 1"),
    (lambda: Adam(beta2=1.2), "beta2 is 1.2; wanted a number from 0 to below 1"),
    (lambda: Adam(epsilon=-1), "epsilon is -1.0; wanted a number from 0 up"),
    (lambda: AdamW(weight_decay="none"), "weight_decay is str 'none'; wanted a finite number"),
    (lambda: Adam().step([1, 2], [1]), "the gradient has shape (1,); wanted one slope for each weight, shape (2,)"),
    (lambda: clip_by_norm([1], 0), "max_norm is 0.0; wanted a finite number above 0"),
    (lambda: optimize(sum, np.ones_like, [], Adam(), 5),
     "start has shape (0,); wanted one axis with at least one number, shape (n,)"),
    (lambda: optimize(sum, np.ones_like, [1], Adam(), 0), "steps is 0; wanted a whole number of at least 1"),
    (lambda: optimize(lambda w: inf, np.sign, [1], Adam(), 5), "loss(start) is inf; wanted a finite number"),
    (lambda: optimize(sum, sum, [1, 2], Adam(), 5),
     "the gradient has shape (); wanted one slope for each weight, shape (2,)"),
    (lambda: optimize(sum, np.sign, [1], Adam(), 5, clip=-1), "max_norm is -1.0; wanted a finite number above 0"),
    (lambda: optimize(sum, np.sign, [1], Adam(), 5, noise="a"), "noise is str 'a'; wanted a finite number"),
    (lambda: optimize(sum, np.sign, [1], Adam(), 5, least=nan), "least is nan; wanted a finite number"),
    (lambda: optimize(sum, np.sign, [1], Adam(), 5, schedule=lambda t, _: -t),
     "learning_rate is -1.0; wanted a number from 0 up"),
    (lambda: optimize(sum, np.sign, [1], Adam(), 5, schedule=lambda t, _: None),
     "learning_rate is NoneType None; wanted a finite number"),
    (lambda: halts_at([1, nan]), "losses holds 1 values that are NaN or infinite; wanted finite numbers only"),
    (lambda: halts_at([1, 2], rises=0), "rises is 0; wanted a whole number of at least 1"),
    # trees
    (lambda: gini([]), "labels has shape (0,); wanted one axis with at least one label, shape (n,)"),
    (lambda: gini([[1, 2]]), "labels has shape (1, 2); wanted one axis with at least one label, shape (n,)"),
    (lambda: gini([[1], [2, 3]]), "labels is [[1], [2, 3]]; wanted one value a case"),
    (lambda: gini([1, nan]), "labels holds 1 values that are NaN or infinite; wanted finite numbers only"),
    (lambda: information_gain([0, 1], [1, 0]), "mask is [1, 0]; wanted 2 times True or False"),
    (lambda: information_gain([0, 1], [True]), "mask is [True]; wanted 2 times True or False"),
    (lambda: information_gain([0, 1], [True, True]), "mask is True for every case; wanted two groups"),
    (lambda: information_gain([0, 1], [False, True], "chaos"), "criterion is 'chaos'; wanted one of gini, entropy"),
    (lambda: best_split([[1], [2]], [0, 1], "chaos"), "criterion is 'chaos'; wanted one of gini, entropy"),
    (lambda: best_split([[1], [2]], [0, 1, 1]), "y holds 3 labels; wanted 2, one for each row of X"),
    (lambda: best_split([[1], [1]], [0, 1]),
     "every column of X is constant over its 2 rows; wanted a feature that varies"),
    (lambda: best_split([1, 2], [0, 1]), "X has shape (2,); wanted two axes, shape (n, d), neither of them empty"),
]
# fmt: on


@pytest.mark.parametrize(("call", "sentence"), REFUSED)
def test_a_refusal_says_what_came_and_what_was_wanted(call, sentence):
    with pytest.raises(ValueError, match=r"want|too large|not supported|would lose") as refusal:
        call()
    assert str(refusal.value) == sentence


def checks_run(call, within):
    """Which functions of `helpers.maths.checks` a call runs, but for the doors themselves."""
    ran = set()

    def watch(frame, event, _):
        if event == "call" and frame.f_code.co_filename == checks.__file__:
            ran.add(frame.f_code.co_name)

    with within, suppress(Exception):
        sys.setprofile(watch)
        try:
            call()
        finally:
            sys.setprofile(None)
    return ran - {"front_door", "returned"}


@pytest.mark.parametrize("call", [call for call, _ in REFUSED])
def test_nothing_is_checked_under_trust(call):
    assert checks_run(call, checks.trusted()) == set()


def test_a_check_is_seen():
    assert checks_run(lambda: angle([0, 0], [1, 2]), nullcontext()) > {"check", "as_vector"}
