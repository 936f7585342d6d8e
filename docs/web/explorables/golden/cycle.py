"""Runs on the function of Lessard, Recht and Packard, where each ends, and the fates of all starts.

The end is found from scratch: after very many steps of the package, and for the cycle of the page
as exact fractions.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import torch
from torch import Tensor

from momentum.landscapes import LESSARD
from momentum.training import descend, momentum_step

Step = Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]

STEPS, LONG, PATIENCE = 60, 3000, 400
STARTS = torch.arange(-600, 601, dtype=torch.float64)[:, None] / 100
CYCLE = [float(Fraction(p, 1225)) for p in (-2208, 2592, 792)]
BEST = (1 / 9, 4 / 9, "heavy")


def step_of(eta: float, beta: float, method: str) -> Step:
    """Build the step that the menu names."""
    beta = 0.0 if method == "gd" else beta
    return momentum_step(LESSARD.gradient, eta, beta, nesterov=method == "nesterov")


def run(step: Step, starts: Tensor, steps: int) -> Tensor:
    """Points, time first; unlike `descend` it goes on when one of many starts overflows."""
    x, v = starts, torch.zeros_like(starts)
    path = [x]
    for _ in range(steps):
        x, v = step(x, v)
        path.append(x)
    return torch.stack(path).squeeze(-1)


def fates(path: Tensor) -> list[int]:
    """0 at the minimum, 1 still swinging, 2 far away, for a method that is stable at the minimum."""
    far = ~torch.isfinite(path[-1]) | (path[-1].abs() > 1e6)
    calm = path[-2:].abs().amax(0) <= 1e-3
    return torch.where(far, 2, torch.where(calm, 0, 1)).tolist()


def end(x: Tensor) -> dict[str, Any]:
    """Where one run has come to, with the shortest period."""
    if not bool(x[-1].isfinite()) or x[-1].abs() > 1e6:
        return {"kind": "infinity", "points": []}
    if x[-2:].abs().amax() <= 1e-3:
        return {"kind": "zero", "points": [0.0]}
    period = next(p for p in range(2, 61) if (x[-p:] - x[-2 * p : -p]).abs().amax() < 1e-9)
    last = x[-period:]
    return {"kind": "cycle", "points": last.roll(-int(last.argmin())).tolist()}


def cases() -> list[dict[str, Any]]:
    """All methods and ends; unstable methods from one start only, away from chaos."""
    found = []
    for x0, (eta, beta, method), bar in (
        (3.3, BEST, True),
        (3.07, BEST, False),
        (3.46, BEST, False),
        (3.0, BEST, False),
        (3.5, BEST, False),
        (-4.2, BEST, False),
        (0.0, BEST, False),
        (3.3, (1 / 25, 4 / 9, "heavy"), True),
        (3.3, (1 / 25, 2 / 3, "nesterov"), True),
        (3.3, (2 / 26, 0.5, "gd"), True),
        (2.0, (0.12, 0.6, "heavy"), True),
        (-3.2, (0.1, 0.9, "heavy"), True),
        (1.0, (0.15, 0.9, "heavy"), False),
        (4.0, (0.15, 0.9, "heavy"), False),
        (-4.2, (0.11, 0.9, "heavy"), True),
        (0.5, (0.16, 0.4, "heavy"), False),
        (3.3, (0.09, 0.9, "nesterov"), False),
    ):
        state = {"x0": x0, "eta": eta, "beta": beta, "method": method}
        start = torch.tensor([x0], dtype=torch.float64)
        step = step_of(eta, beta, method)
        x = descend(step, start, STEPS).x.squeeze(1)
        heights = LESSARD.value(x[:, None]).tolist()
        data = {"x": x.tolist(), "heights": heights, "end": end(run(step, start, LONG))}
        if (eta, beta, method) == BEST and data["end"]["kind"] == "cycle":
            data["end"]["points"] = CYCLE
        if bar:
            data["bar"] = fates(run(step, STARTS, PATIENCE))
            data["swinging"] = data["bar"].count(1) / len(STARTS)
        found.append({"state": state, "data": data})
    return found
