"""Singular values in the steps of Newton and Schulz: of whole matrices, not one at a time."""

from typing import Any

import torch

from momentum.directions import CONVERGENT, JORDAN, newton_schulz, polar

VALUES, STEPS = 9, 12
SETS = {"jordan": JORDAN, "convergent": CONVERGENT}
CUBIC = (1.5, -0.5, 0.0)


def turned(diagonal: torch.Tensor) -> torch.Tensor:
    """Put numbers on the diagonal of a matrix, between two reflections."""
    n = len(diagonal)
    u, v = (torch.arange(1.0, n + 1, dtype=torch.float64) ** k for k in (0.5, -1))
    left, right = (torch.eye(n).double() - 2 * torch.outer(w, w) / (w @ w) for w in (u, v))
    return left * diagonal @ right


def cases() -> list[dict[str, Any]]:
    """Run the package where the widget will be asked."""
    found = []
    for name, steps, kappa, free in (
        ("jordan", 5, 100, JORDAN),
        ("jordan", 0, 1, JORDAN),
        ("jordan", 12, 1e4, JORDAN),
        ("jordan", 3, 1e6, JORDAN),
        ("convergent", 5, 100, CONVERGENT),
        ("convergent", 12, 1000, CONVERGENT),
        ("convergent", 12, 3, CONVERGENT),
        ("free", 12, 30, CUBIC),
        ("free", 4, 250, (3.0, -3.2, 1.2)),
        ("free", 2, 10, (0.5, 0.25, -0.125)),
    ):
        coefficients = SETS.get(name, free)
        matrix = turned(kappa ** -torch.linspace(0, 1, VALUES, dtype=torch.float64))
        states = [newton_schulz(matrix, n, coefficients, eps=0.0) for n in range(STEPS + 1)]
        left, _, right = torch.linalg.svd(matrix)  # the order of the start is kept
        paths = torch.stack([(left.T @ state @ right.T).diagonal() for state in states], 1)
        now = states[steps]
        sizes = torch.linalg.svdvals(now)
        # Any singular value beside one that makes the norm 1.
        x = 10.0 ** (-torch.arange(241, dtype=torch.float64) / 40)
        pairs = torch.diag_embed(torch.stack([x, (1 - x**2).sqrt()], 1))
        curve = newton_schulz(pairs, steps, coefficients, eps=0.0)[:, 0, 0].abs()
        best = polar(matrix)
        one = torch.ones(1, 1, dtype=torch.float64)
        state = {"set": name, "steps": steps, "kappa": kappa}
        state |= dict(zip("abc", coefficients, strict=True))
        data: dict[str, Any] = {
            "paths": paths.tolist(),
            "now": paths[:, steps].tolist(),
            "curve": curve.tolist(),
            "largest": float(sizes[0]),
            "least": float(sizes[-1]),
            "off": float((now - best).norm() / best.norm()),
            "atOne": float(newton_schulz(one, 1, coefficients, eps=0.0)),
        }
        if data["off"] < 1e-9:
            del data["off"]  # nothing but rounding
        # A product of matrices rounds by parts of the largest value, not of each.
        tolerance = dict.fromkeys(("paths", "now", "curve", "largest", "least", "off"), 1e-10)
        found.append({"state": state, "data": data, "tolerance": tolerance})
    return found
