"""Paths in the turned ravine, some of them divergent."""

import math
from typing import Any

import torch

from momentum import dynamics, nesterov
from momentum.quadratic import Quadratic
from momentum.training import descend, momentum_step

LAMBDAS = torch.tensor([0.2, 4.0], dtype=torch.float64)
START = (-5.0, -2.0)
STEPS = 60


def cases() -> list[dict[str, Any]]:
    """Run the package where the widget will be asked."""
    found = []
    for eta, beta, method, angle in (
        (0.6, 0.5, "heavy", 0),
        (0.6, 0.0, "heavy", 0),
        (0.668, 0.403, "heavy", 30),
        (0.3, 0.9, "heavy", 77),
        (1.2, 0.99, "heavy", 45),
        (0.05, 0.95, "nesterov", 30),
        (0.3, 0.9, "nesterov", 60),
        (0.6, 0.5, "nesterov", 90),
    ):
        c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        axes = torch.tensor([[c, s], [-s, c]], dtype=torch.float64)
        ravine = Quadratic(axes.T @ torch.diag(LAMBDAS) @ axes)
        step = momentum_step(ravine.gradient, eta, beta, nesterov=method == "nesterov")
        radius = (nesterov if method == "nesterov" else dynamics).spectral_radius
        path = descend(step, torch.tensor(START, dtype=torch.float64), STEPS).x
        state = {
            "eta": eta,
            "beta": beta,
            "method": method,
            "angle": angle,
            "x1": START[0],
            "x2": START[1],
        }
        data = {
            "path": path.tolist(),
            "heights": ravine.value(path).tolist(),
            "rate": float(radius(beta, eta * LAMBDAS).max()),
            "plainRate": float(dynamics.spectral_radius(0.0, eta * LAMBDAS).max()),
            "best": dynamics.best_momentum(*LAMBDAS.tolist()).rate,
        }
        found.append({"state": state, "data": data})
    return found
