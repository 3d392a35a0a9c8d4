"""Training runs of small networks, most of them sick: what was changed in each, what may cure it, and the run itself.

Notebook 02 (calculus) shows them in its clinic. A run is a dict of settings; a sick one differs from `HEALTHY`, a
remedy makes it differ again. `spread` is that of the first weights, `alike` one number for all of them.
"""

from types import SimpleNamespace

import numpy as np

from helpers.maths.checks import trusted
from helpers.maths.networks import Network
from helpers.maths.optimizers import Adam, GradientDescent, optimize

STEPS, TRAINED = 200, 100  # steps of a run; cases that it learns from, besides 200 on which it is judged
NOISE = 0.09  # the loss of whoever knows all but the noise
UNTREATED = "no remedy"
HE, UNITS, BLUNT = 2**0.5, 8, "sigmoid and squared error"
HEALTHY = {
    "apart": 1, "third": "noise", "hole": False, "activation": "tanh", "hidden": 2, "spread": 1.0, "alike": None,
    "bias": 0.0, "output": 0.0, "head": "squared error", "rate": 0.1, "sign": 1, "rule": GradientDescent,
    "clip": None, "seed": 1,
}  # fmt: skip
PATIENTS = (  # what each suffers from, and what was changed for it in a healthy run
    ("learning rate too large", {"rate": 1.0}),
    ("dead ReLUs", {"activation": "relu", "spread": HE, "bias": -20.0}),
    ("inputs of different scales", {"activation": "relu", "spread": HE, "rate": 0.05, "apart": 100}),
    ("vanishing gradient", {"activation": "sigmoid", "hidden": 6}),
    ("an input that is no number", {"hole": True}),
    ("gradient of the wrong sign", {"sign": -1, "rate": 0.05}),
    ("nothing: it is healthy", {"seed": 6}),
    ("all units start alike", {"alike": 0.3}),
    ("exploding gradient", {"activation": "relu", "hidden": 5, "spread": 3.0}),
    ("learning rate too small", {"rate": 0.02}),
    ("the wrong loss", {"head": BLUNT, "output": -6.0}),
    ("inputs of different scales", {"apart": 100}),
    ("an input that knows the answer", {"third": "answer"}),
)
TELLS = {  # what gives each cause away, and is not so in the other patients
    "learning rate too large": "the loss begins near the mean's, and within ten steps is a hundred times higher",
    "learning rate too small": "the loss falls at every step, to less than half, and is still above the band",
    "inputs of different scales": "the gradients at input 2 come to be over twenty times those at inputs 1 and 3",
    "dead ReLUs": "every gradient in the first layer is exactly 0",
    "vanishing gradient": "the first layer's gradients begin a thousand times below the last layer's, and not at 0",
    "exploding gradient": "the loss begins over a hundred times above the mean's, and the inputs are alike",
    "gradient of the wrong sign": "the loss rises at every step, slowly at first, as if it were led uphill",
    "all units start alike": "at each input the eight units have one gradient, so that its two lines are one",
    "the wrong loss": "the loss stands still above the mean's, and no gradient begins above a thousandth",
    "an input that is no number": "the run ends before its first step is done, though nothing has grown",
    "an input that knows the answer": "the loss falls below the noise, where no honest model comes",
    "nothing: it is healthy": "the loss comes down into the band, and the gradients shrink as it arrives",
}
REMEDIES = {  # what each changes in a run
    UNTREATED: lambda run: {},
    "rate ÷ 10": lambda run: {"rate": run["rate"] / 10},
    "rate × 3": lambda run: {"rate": 3 * run["rate"]},
    "standardised inputs": lambda run: {"apart": 1},
    "clipped gradients": lambda run: {"clip": 1.0},
    "Adam": lambda run: {"rule": Adam, "rate": 0.01},
    "ReLU": lambda run: {"activation": "relu", "spread": HE},
    "the gradient's sign turned": lambda run: {"sign": -run["sign"]},
    "rows with holes left out": lambda run: {"hole": False},
    "input 3 left out": lambda run: {"third": "nothing"},
    "cross-entropy": lambda run: {"head": "sigmoid and cross-entropy"} if run["head"] == BLUNT else {},
    "a new random start": lambda run: {
        "alike": None, "bias": 0.0, "output": 0.0, "spread": HE if run["activation"] == "relu" else 1.0, "seed": 4
    },
}  # fmt: skip


def train_patient(run):
    """Train a patient's network: its losses on new cases, and the sizes of its gradients at each step.

    Those of the first layer are (steps, 3 inputs, units), of the last layer the largest, (steps,).
    """
    rng = np.random.default_rng(1)
    inputs, noise, luck = rng.normal(size=(300, 3)), rng.normal(size=300), rng.random(300)
    first, second, third = inputs.T
    targets = 1.5 * abs(first) + 0.5 * second - 1.2 + 0.3 * noise
    if run["head"] != "squared error":  # two classes, one case in ten on the wrong side
        targets = ((first + second > 0) != (luck < 0.1)).astype(float)
    third[:] = {"noise": third, "answer": targets, "nothing": 0}[run["third"]]
    second *= run["apart"]
    first[17] = np.nan if run["hole"] else first[17]
    (learned, new), (answers, truth) = np.split(inputs, [TRAINED]), np.split(targets[:, np.newaxis], [TRAINED])

    network = Network((3, *[UNITS] * run["hidden"], 1), run["activation"], run["head"])
    start = network.initialize(run["spread"], run["seed"])
    start[:] = start if run["alike"] is None else run["alike"]
    network.layers(start)[0][1][:] += run["bias"]  # the layers are views of the vector
    start[-1] += run["output"]
    met = []

    def gradient(weights):
        slopes = run["sign"] * network.gradient(weights, learned, answers)
        (first, _), *_, (last, _) = network.layers(slopes)
        met.append((abs(first), abs(last).max()))
        return slopes

    def loss(weights):
        return np.mean((network.predict(weights, new) - truth) ** 2)

    with trusted():  # what is no number is what one of them suffers from
        rule = run["rule"](run["rate"])
        losses = optimize(loss, gradient, start, rule, STEPS, clip=run["clip"]).losses
    first, last = map(np.array, zip(*met, strict=True))
    return SimpleNamespace(losses=losses, last_step=losses.size - 1, first=first, last=last, mean=np.var(truth))
