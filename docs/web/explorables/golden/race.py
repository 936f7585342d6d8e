"""Four methods on four surfaces: first steps, and when each is below the target; some diverge."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from momentum.landscapes import BEALE, ROSENBROCK, TWIN_WELLS
from momentum.quadratic import RAVINE
from momentum.training import descend, momentum_step

SURFACES = {  # with minimum, height of the target above it, and steps
    "rosenbrock": (ROSENBROCK, 0.0, 1e-3, 5000),
    "beale": (BEALE, 0.0, 1e-3, 1000),
    "ravine": (RAVINE, 0.0, 1e-6, 400),
    "wells": (TWIN_WELLS, -0.25, 0.05, 200),
}
HEAD = 51  # points that are compared one by one
# Rounding errors grow on bent surfaces, and with them where the iterates go; fifty steps are safe.
TOLERANCE = 1e-9


def adam(gradient: Callable[[Tensor], Tensor], start: Tensor, eta: float, steps: int) -> Tensor:
    """Take the path of torch.optim.Adam."""
    x = start.clone().requires_grad_()
    optimizer, points = torch.optim.Adam([x], lr=eta), [start]
    for _ in range(steps):
        x.grad = gradient(x.detach())
        optimizer.step()
        points.append(x.detach().clone())
    return torch.stack(points)


def summary(path: Tensor, heights: Tensor, target: float) -> dict[str, Any]:
    """Keep the head of the path, the steps when it arrives and when it stays, and the height then."""
    below = heights < target
    first = int(below.double().argmax()) if below.any() else None
    stays = int((~below).nonzero()[-1]) + 1
    points: dict[str, Any] = {str(t): point for t, point in enumerate(path[:HEAD].tolist())}
    return {
        "path": points | {"length": len(path)},
        "first": first,
        "stays": stays if stays < len(path) else None,
        "heights": {str(first): float(heights[first])} if first is not None else {},
    }


def cases() -> list[dict[str, Any]]:
    """Run the package and torch.optim.Adam where the widget will be asked."""
    found = []
    for name, eta, beta, rate, x1, x2 in (
        ("rosenbrock", 0.0015, 0.9, 0.05, -1.2, 1.0),
        ("beale", 0.01, 0.9, 0.05, 1.0, 1.0),
        ("ravine", 0.4, 0.9, 0.05, -5.0, -2.0),
        ("wells", 0.05, 0.9, 0.05, 1.0, 0.001),
        ("wells", 0.05, 0.9, 0.05, 1.0, 0.0),  # on the ridge: nobody leaves the saddle
        ("rosenbrock", 0.00135, 0.9, 0.3, -1.2, 1.0),  # here Nesterov's method stays
        ("rosenbrock", 0.01, 0.5, 1.0, -1.2, 1.0),  # all but Adam diverge
        ("ravine", 0.4, 0.5, 0.4, 3.1, -2.5),
        ("ravine", 1.0, 0.99, 0.001, 5.0, 2.0),
        ("beale", 0.02, 0.0, 0.1, 3.5, 1.2),
    ):
        surface, minimum, target, steps = SURFACES[name]
        start = torch.tensor([x1, x2], dtype=torch.float64)
        methods = ((0.0, False), (beta, False), (beta, True))
        paths = [
            descend(momentum_step(surface.gradient, eta, b, nesterov=nesterov), start, steps).x
            for b, nesterov in methods
        ]
        paths.append(adam(surface.gradient, start, rate, steps))
        runs = [summary(path, surface.value(path) - minimum, target) for path in paths]
        if name == "rosenbrock":
            # Once Adam's averages have sunk to rounding errors, these decide when it is thrown out.
            del runs[3]["stays"]
        state = {"surface": name, "eta": eta, "beta": beta, "adam": rate, "x1": x1, "x2": x2}
        data = {str(i): run for i, run in enumerate(runs)}
        found.append({"state": state, "data": data, "tolerance": dict.fromkeys(data, TOLERANCE)})
    return found
