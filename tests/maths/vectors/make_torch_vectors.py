"""Make the test vectors in this folder: what PyTorch computes where helpers.maths computes the same by hand.

Needs ``torch==2.13.0`` (CPU) and NumPy, which no test needs. From the top of the repository:
``python -m tests.maths.vectors.make_torch_vectors``. All numbers are float64.
"""

import json
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np

if __name__ == "__main__":  # doctest imports every module, and does without torch
    import torch
    from torch.nn import functional
    from torch.optim import SGD, Adam, AdamW
    from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, ReduceLROnPlateau, StepLR

FOLDER = Path(__file__).parent
RATE = 0.2  # the full rate of every schedule
START, STEPS = [2.0, -1.0], 100
OPTIMIZERS = [
    ("GradientDescent", {"learning_rate": 0.05}),
    ("GradientDescent", {"learning_rate": 0.05, "weight_decay": 0.1}),
    ("Momentum", {"learning_rate": 0.02, "momentum": 0.9}),
    ("Momentum", {"learning_rate": 0.02, "momentum": 0.5, "weight_decay": 0.1}),
    ("Adam", {"learning_rate": 0.1}),
    ("Adam", {"learning_rate": 0.1, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-3, "weight_decay": 0.1}),
    ("AdamW", {"learning_rate": 0.1}),
    ("AdamW", {"learning_rate": 0.1, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-3, "weight_decay": 0.5}),
]


def torch_optimizer(name, w, learning_rate, momentum=0.0, beta1=0.9, beta2=0.999, epsilon=1e-8, **decay):
    """Make PyTorch's optimiser from the names of our settings; a weight decay that is not given is PyTorch's own."""
    if name in {"Adam", "AdamW"}:
        make = {"Adam": Adam, "AdamW": AdamW}[name]
        return make([w], lr=learning_rate, betas=(beta1, beta2), eps=epsilon, **decay)
    return SGD([w], lr=learning_rate, momentum=momentum, **decay)


def path(name, settings, annealed):
    """Weights at the start and after each step on a loss that is no bowl."""
    w = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = torch_optimizer(name, w, **settings)
    schedule = CosineAnnealingLR(optimizer, STEPS) if annealed else None
    weights = [w.tolist()]
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = 5 * (w[0] - 1) ** 2 + (w[1] + 2) ** 2 / 2 + torch.sin(w[0] * w[1])
        loss.backward()
        optimizer.step()
        if annealed:
            schedule.step()
        weights.append(w.tolist())
    return {"name": name, "settings": settings, "annealed": annealed, "weights": weights}


def optimizers():
    """Every optimiser at a constant rate, and two with a rate annealed along a cosine."""
    constant = [path(name, settings, annealed=False) for name, settings in OPTIMIZERS]
    return constant + [path(name, settings, annealed=True) for name, settings in (OPTIMIZERS[2], OPTIMIZERS[-1])]


def rates(make, losses):
    """Rates of the steps, from a scheduler of PyTorch."""
    optimizer = SGD([torch.zeros(1, requires_grad=True)], lr=RATE)
    schedule, found = make(optimizer), []
    for loss in losses:
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step(*([loss] if isinstance(schedule, ReduceLROnPlateau) else []))
    return found


def schedules():
    """Every schedule that both have, but for annealing: paths take that."""
    losses = (np.random.default_rng(0).uniform(1, 2, 60) * np.linspace(2, 1, 60)).tolist()
    plateau = {"factor": 0.5, "patience": 3, "threshold": 0.01}
    makers = [
        ("LinearWarmup", {"steps": 20, "start": 0.002}, partial(LinearLR, start_factor=0.01, total_iters=20)),
        ("StepDecay", {"every": 7, "factor": 0.5}, partial(StepLR, step_size=7, gamma=0.5)),
        ("ReduceOnPlateau", plateau, partial(ReduceLROnPlateau, **plateau)),
    ]
    return [
        {"name": name, "settings": {"learning_rate": RATE} | settings, "losses": losses, "rates": rates(make, losses)}
        for name, settings, make in makers
    ]


def networks():
    """Loss and gradient of a network with every activation and every head."""
    rng = np.random.default_rng(0)
    w, X, y = rng.normal(size=26), rng.normal(size=(5, 3)), rng.dirichlet([1, 1], 5)
    activations = {"linear": lambda h: h, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu}
    heads = {
        "squared error": functional.mse_loss,
        "sigmoid and squared error": lambda z, y: functional.mse_loss(torch.sigmoid(z), y),
        "sigmoid and cross-entropy": functional.binary_cross_entropy_with_logits,
        "softmax and cross-entropy": functional.cross_entropy,
    }
    made = []
    for activation, head in product(activations, heads):
        v = torch.tensor(w, requires_grad=True)
        hidden = activations[activation](torch.tensor(X) @ v[:12].reshape(3, 4) + v[12:16])
        loss = heads[head](hidden @ v[16:24].reshape(4, 2) + v[24:], torch.tensor(y))
        loss.backward()
        made.append({"activation": activation, "head": head, "loss": loss.item(), "gradient": v.grad.tolist()})
    return {"sizes": [3, 4, 2], "w": w.tolist(), "X": X.tolist(), "y": y.tolist(), "cases": made}


def write(name, content):
    """Write one file of vectors, with the versions that it was made with."""
    made_with = f"torch {torch.__version__.partition('+')[0]}, NumPy {np.__version__}, float64"
    text = json.dumps({"made_with": made_with, name: content}, separators=(",", ":"))
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    for make in (optimizers, schedules, networks):
        write(make.__name__, make())
