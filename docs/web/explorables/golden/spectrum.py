"""Modes of the spectrum 1, ½, ¼, … one by one, by simulation and by powers of matrices."""

from functools import cache
from typing import Any

import torch
from torch import Tensor

from momentum import chebyshev, dynamics, nesterov
from momentum.training import descend, momentum_step

TARGET = 1e-6
TIMES = sorted({round(10 ** (k / 30)) for k in range(151)})
SAMPLES = 640
FINE = 3  # up to this step, no swing is too fast to be drawn

METHODS = {"gradient": dynamics, "heavy": dynamics, "nesterov": nesterov}


def cases() -> list[dict[str, Any]]:
    """Run the package where the widget will be asked; the first are the figures of the text."""
    found = []
    for n, t, method, pair in (
        (7, 40, "gradient", None),
        (7, 40, "heavy", None),
        (7, 40, "nesterov", None),
        (7, 40, "chebyshev", None),
        (13, 673, "gradient", None),
        (13, 673, "heavy", None),
        (13, 916, "nesterov", None),
        (13, 465, "chebyshev", None),
        (2, 1, "heavy", None),
        (6, 2, "chebyshev", None),
        (6, 3, "gradient", None),
        (7, 3, "heavy", None),
        (9, 3, "nesterov", None),
        (7, 3, "chebyshev", None),
        (7, 100, "gradient", (1.0, 0.0)),  # the first mode is gone after one step
        (7, 3, "gradient", (2.2, 0.0)),  # divergent
        (5, 3, "heavy", (4.0, 0.3)),  # divergent
        (7, 3, "heavy", (2.0, 0.0)),  # neither
        (10, 300, "heavy", (0.5, 0.9)),
        (4, 3, "heavy", (2.25, 0.25)),  # a double root
        (8, 200, "heavy", (1.9, 0.999)),
        (7, 3, "nesterov", (1.36, 0.9)),  # divergent
        (7, 3, "nesterov", (1.2, 0.8)),
        (10, 200, "nesterov", (0.3, 0.99)),
    ):
        mu = 2.0 ** (1 - n)
        lam = spectrum(n)
        eta, beta, rate = best(method, mu, t)
        if pair:
            eta, beta = pair
            rate = float(METHODS[method].spectral_radius(beta, eta * lam).max())
        slow = dynamics.best_gradient_descent(mu, 1.0)
        modes = simulate(method, eta, beta, lam, t)
        grid = 2.0 ** (0.5 - n * torch.arange(SAMPLES + 1, dtype=torch.float64) / SAMPLES)
        state = {"n": n, "t": t, "method": method, "best": pair is None}
        state |= {"eta": eta, "beta": beta} if pair else {}
        data = {
            "kappa": 2 ** (n - 1),
            "eta": eta,
            "beta": beta,
            "lambdas": lam.tolist(),
            "modes": modes[-1].tolist(),
            "worst": float(modes[-1].abs().max()),
            "bound": float(chebyshev.worst_case(t, mu, 1.0)),
            "times": TIMES,
            "slowest": curve("gradient", slow.eta, 0.0, n),
            "limit": curve("chebyshev", 0.0, 0.0, n),
            "rate": rate,
            "slowestSteps": steps("gradient", slow.eta, 0.0, n),
            "limitSteps": steps("chebyshev", 0.0, 0.0, n),
        }
        if t <= FINE:
            data["sizes"] = simulate(method, eta, beta, grid, t, mu)[-1].abs().tolist()
        if rate < 1:  # infinity is no number of JSON
            data["curve"] = curve(method, eta, beta, n)
            data["steps"] = steps(method, eta, beta, n)
        # A closed form against a simulation of t steps: each rounds in every step, or in a power.
        tolerance = dict.fromkeys(("modes", "worst", "bound", "curve", "slowest", "limit"), 1e-10)
        tolerance["sizes"] = 1e-11
        found.append({"state": state, "data": data, "tolerance": tolerance})
    return found


def spectrum(n: int) -> Tensor:
    """Give the eigenvalues."""
    return 2.0 ** -torch.arange(n, dtype=torch.float64)


def best(method: str, mu: float, t: int) -> tuple[float, float, float]:
    """Give what the method uses at step t, and its rate."""
    if method == "chebyshev":
        eta, beta = chebyshev.coefficients(mu, 1.0, t)
        return float(eta[-1]), float(beta[-1]), dynamics.best_momentum(mu, 1.0).rate
    choose = {
        "gradient": dynamics.best_gradient_descent,
        "heavy": dynamics.best_momentum,
        "nesterov": nesterov.best,
    }
    return choose[method](mu, 1.0)


def simulate(
    method: str, eta: float, beta: float, lam: Tensor, steps: int, mu: float | None = None
) -> Tensor:
    """Take steps from 1 along every eigenvalue."""
    ones = torch.ones_like(lam)
    if method == "chebyshev":
        mu = float(lam.min()) if mu is None else mu
        return chebyshev.semi_iteration(lambda x: lam * x, mu, 1.0, ones, steps)
    step = momentum_step(lambda x: lam * x, eta, beta, nesterov=method == "nesterov")
    return descend(step, ones, steps).x


@cache
def curve(method: str, eta: float, beta: float, n: int) -> list[float]:
    """Give the largest error at the times of the curve, without taking the steps between."""
    if method == "chebyshev":
        return chebyshev.worst_case(torch.tensor(TIMES), 2.0 ** (1 - n), 1.0).tolist()
    R = METHODS[method].iteration_matrix(beta, eta, spectrum(n))
    worst = [torch.linalg.matrix_power(R, t)[:, 1, 1].abs().max() for t in TIMES]
    return torch.stack(worst).tolist()


@cache
def steps(method: str, eta: float, beta: float, n: int) -> int:
    """Count the steps until all errors stay below the target."""
    for horizon in (1 << 9, 1 << 12, 1 << 15):
        worst = largest(method, eta, beta, n, horizon)
        if float(worst[-horizon // 8 :].max()) < TARGET:
            return int((worst >= TARGET).nonzero().max()) + 1
    raise ValueError(f"{method} at {eta}, {beta} needs more than {horizon} steps")


def largest(method: str, eta: float, beta: float, n: int, steps: int) -> Tensor:
    """Give the largest error before each of so many steps."""
    if method == "chebyshev":
        return simulate(method, eta, beta, spectrum(n), steps - 1).abs().amax(1)
    power = METHODS[method].iteration_matrix(beta, eta, spectrum(n)).mT
    path = torch.tensor([[0.0, 1.0]], dtype=torch.float64).expand(n, 1, 2)
    while path.shape[1] < steps:  # all that is known, once more from where it ends
        path, power = torch.cat([path, path @ power], 1), power @ power
    return path[..., 1].abs().amax(0)
