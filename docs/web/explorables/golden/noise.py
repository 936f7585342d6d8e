"""Exact mean and variance of noisy momentum at all times, and in the long run.

The widget iterates the covariance. Here the method itself is run, without noise for the mean and
once for every step with a unit noise in that step alone; the variance is the sum of squares of
what these runs leave at the point.
"""

from typing import Any

import torch
from torch import Tensor

from momentum.noise import stationary_variance
from momentum.training import momentum_step

STEPS, START = 400, 2.0
NEVER = STEPS  # η does not drop


def run(x: Tensor, noise: Tensor, eta: float, beta: float, *, drop: int, nesterov: bool) -> Tensor:
    """Points of runs side by side on x²/2 with the given noise; after `drop` steps η is a tenth."""
    given = iter(noise)
    early, late = (
        momentum_step(lambda x: x + next(given), rate, beta, nesterov=nesterov)
        for rate in (eta, eta / 10)
    )
    v, path = torch.zeros_like(x), [x]
    for t in range(1, len(noise) + 1):
        x, v = (early if t <= drop else late)(x, v)
        path.append(x)
    return torch.stack(path)


def cases() -> list[dict[str, Any]]:
    """Both methods, with and without a drop, from overdamped to close to the border."""
    found = []
    zero = torch.zeros(STEPS, 1, dtype=torch.float64)
    for eta, beta, sigma, method, drop in (
        (0.1, 0.0, 1.0, "heavy", NEVER),
        (0.05, 0.5, 1.0, "heavy", NEVER),
        (0.01, 0.9, 1.0, "heavy", NEVER),
        (0.001, 0.99, 1.0, "heavy", NEVER),
        (0.1, 0.9, 1.0, "heavy", NEVER),
        (0.1, 0.9, 0.5, "heavy", 200),
        (1.9, 0.0, 1.0, "heavy", NEVER),
        (0.0001, 0.3, 2.0, "heavy", 0),
        (0.05, 0.9, 1.0, "nesterov", NEVER),
        (0.25, 0.5, 1.5, "nesterov", 100),
        (1.2, 0.7, 1.0, "nesterov", NEVER),
        (0.002, 0.99, 1.0, "nesterov", NEVER),
    ):
        nesterov = method == "nesterov"
        rule: dict[str, Any] = {"eta": eta, "beta": beta, "drop": drop, "nesterov": nesterov}
        mean = run(torch.tensor([START], dtype=torch.float64), zero, **rule).squeeze(1)
        units = torch.eye(STEPS, dtype=torch.float64)
        variance = sigma**2 * run(torch.zeros_like(units[0]), units, **rule).square().sum(1)
        last = eta if drop == NEVER else eta / 10
        data = {"mean": mean.tolist(), "variance": variance.tolist(), "alpha": last / (1 - beta)}
        for key, b, rate, form in (
            ("stationary", beta, last, nesterov),
            ("plain", 0.0, last, False),
            ("matched", 0.0, last / (1 - beta), False),
        ):
            if key != "matched" or rate < 2:  # beyond, the package refuses and the widget shows ∞
                data[key] = float(stationary_variance(b, rate, 1.0, sigma**2, nesterov=form))
        state = {"eta": eta, "beta": beta, "sigma": sigma, "method": method, "drop": drop}
        found.append({"state": state, "data": data})
    return found
