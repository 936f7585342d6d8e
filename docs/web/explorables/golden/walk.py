"""Walks in the ravine, with constant weights and with the mean of all points; some diverge.

The rate is that of the matrix of one step, found by taking a step from each unit vector.
"""

import math
from typing import Any

import torch

from momentum.quadratic import RAVINE
from momentum.walks import averaged_walk, edge, variance_of_average

STEPS = 80
LAMBDAS = (0.2, 4.0)


def rate(b: float, c: float, u: float) -> float:
    """Find the larger modulus of the eigenvalues of a step along curvature 1, at the rate u."""
    unit = torch.eye(2, dtype=torch.float64)  # columns: z and x before the step
    z = unit[0] - u * ((1 - b) * unit[0] + b * unit[1])
    x = (1 - c) * unit[1] + c * z
    return float(torch.linalg.eigvals(torch.stack([z, x])).abs().max())


def cases() -> list[dict[str, Any]]:
    """Ask the package where the widget will be asked."""
    found = []
    for b, c, gamma, weights, x1, x2 in (
        (0.8, 0.2, 0.45, "constant", -5.0, -2.0),
        (0.0, 0.2, 0.45, "constant", -5.0, -2.0),
        (1.0, 0.2, 0.45, "constant", -5.0, -2.0),
        (0.5, 0.07, 0.9, "constant", 3.0, 1.5),
        (1.0, 0.05, 10.0, "constant", 2.0, -3.5),
        (0.0, 1.0, 0.3, "constant", -5.0, 4.0),
        (0.3, 0.1, 1.7, "constant", -1.0, 1.0),  # diverges
        (0.9, 0.2, 0.45, "falling", -5.0, -2.0),
        (0.0, 0.2, 0.45, "falling", -5.0, -2.0),
        (0.9, 0.5, 3.0, "falling", 4.0, 1.0),  # swings far out first
        (0.5, 0.5, 1.5, "falling", 4.0, 1.0),  # diverges
    ):
        start = torch.tensor([x1, x2], dtype=torch.float64)
        falling = weights == "falling"
        shares = [1 / t if falling else c for t in range(1, STEPS + 1)]
        walk = averaged_walk(RAVINE.gradient, gamma, b, shares, start)
        limit = edge(b, 0.0 if falling else c) / LAMBDAS[1]
        data: dict[str, Any] = {
            "z": walk.z.tolist(),
            "x": walk.x.tolist(),
            "y": walk.y.tolist(),
            "heights": {
                name: RAVINE.value(getattr(walk, name)).tolist() for name in ("z", "x", "y")
            },
        }
        if math.isfinite(limit):
            data["largest"] = limit
        if not falling:
            data["rate"] = max(rate(b, c, gamma * lam) for lam in LAMBDAS)
        state = {"b": b, "c": c, "gamma": gamma, "weights": weights, "x1": x1, "x2": x2}
        found.append({"state": state, "data": data})
        if not falling and gamma < limit:  # the noise does not depend on its draws in the long run
            variance = 0.25 * variance_of_average(b, c, gamma, LAMBDAS[1])
            found.append({"state": state | {"sigma": 0.5}, "data": {"variance": variance}})
    return found
