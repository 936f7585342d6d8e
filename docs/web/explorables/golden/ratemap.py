"""Points of the map: rates, eigenvalues, regimes and runs, inside and outside the border."""

import math
from typing import Any

import numpy as np
import torch

from momentum import dynamics, nesterov
from momentum.training import descend, momentum_step

DOTS = 5
STEPS = 40
STATES = 40  # with five dots each, 200 points a method
METHODS = {"heavy": dynamics, "nesterov": nesterov}
SEED = 2017


def cases() -> list[dict[str, Any]]:
    """Ask linear algebra for the eigenvalues, and the package for the rest."""
    draw = np.random.default_rng(SEED)
    found = []
    for method in METHODS:
        for h, beta, kappa in draw.uniform((0.01, 0, 1), (4, 0.99, 100), (STATES, 3)).tolist():
            found.append(case(h, beta, kappa, method))
    for h, beta, kappa, method in (
        (1.8, 0.0, 9, "heavy"),  # the best of gradient descent
        (2.25, 0.3, 9, "heavy"),  # all on the plateau
        (3.7, 0.9, 100, "heavy"),  # alternating
        (4.0, 0.0, 1, "heavy"),  # divergent, one eigenvalue
        (0.01, 0.99, 100, "heavy"),
        (1.8, 0.9, 20, "nesterov"),  # divergent, where the heavy ball is not
        (4.0, 0.99, 100, "nesterov"),
        (0.5, 0.9, 1, "nesterov"),
    ):
        found.append(case(h, beta, kappa, method))
    return found + borders() + double_roots() + best()


def case(h: float, beta: float, kappa: float, method: str) -> dict[str, Any]:
    """All dots at one state, and the runs of the first and the slowest."""
    lambdas = [kappa ** (-i / (DOTS - 1)) for i in range(DOTS)]
    roots = [eigenvalues(h, beta, lam, method) for lam in lambdas]
    rates = [max(abs(root) for root in pair) for pair in roots]
    slow = max(i for i, rate in enumerate(rates) if rate > max(rates) - 1e-6)
    data = {
        "steps": [h * lam for lam in lambdas],
        "rates": rates,
        "eigenvalues": [[one.real, one.imag, two.real, two.imag] for one, two in roots],
        "slow": slow,
        "run": run(h, beta, lambdas[0], method),
        "slowRun": run(h, beta, lambdas[slow], method),
        "regimes": [str(METHODS[method].regime(beta, h * lam)) for lam in lambdas],
    }
    # A double root moves by the square root of a change of its matrix, so rounding shows there.
    close = 1e-6 if min(abs(one - two) for one, two in roots) < 1e-3 else 1e-9
    tolerance = {"rates": close, "eigenvalues": close}
    state = {"h": h, "beta": beta, "kappa": kappa, "method": method}
    return {"state": state, "data": data, "tolerance": tolerance}


def eigenvalues(h: float, beta: float, lam: float, method: str) -> list[complex]:
    """By numpy, the larger real part first; of a conjugate pair, the upper one."""
    matrix = METHODS[method].iteration_matrix(beta, h, lam)
    one, two = (complex(root) for root in np.linalg.eigvals(matrix.numpy()))
    return sorted((one, two), key=lambda root: root.imag if one.imag else root.real, reverse=True)


def run(h: float, beta: float, lam: float, method: str) -> dict[str, list[float]]:
    """Steps along one eigenvector from 1, at rest; velocities in units of a quarter swing."""
    step = momentum_step(lambda x: lam * x, h, beta, nesterov=method == "nesterov")
    trace = descend(step, torch.ones(1, dtype=torch.float64), STEPS)
    return {"x": trace.x[:, 0].tolist(), "v": (math.sqrt(h / lam) * trace.v[:, 0]).tolist()}


def borders() -> list[dict[str, Any]]:
    """Where the numerical radius passes 1, by bisection: 3.8 and 1.357 at 0.9."""
    found = []
    for method in METHODS:
        for beta in (0.0, 0.5, 0.9, 0.99):
            low, high = 1.0, 5.0
            while high - low > 1e-13:
                middle = (low + high) / 2
                inside = max(map(abs, eigenvalues(middle, beta, 1.0, method))) < 1
                low, high = (middle, high) if inside else (low, middle)
            state = {"beta": beta, "method": method}
            # the radius is 1 up to rounding already within 1e-13 of the border
            found.append({"state": state, "data": {"limit": low}, "tolerance": {"limit": 1e-11}})
            state = {"h": 2 + 2 * beta, "beta": beta, "kappa": 1, "method": method}
            regime = "marginal" if method == "heavy" or not beta else "divergent"
            if state["h"] <= 4:
                found.append({"state": state, "data": {"regimes": [regime] * DOTS}})
    return found


def double_roots() -> list[dict[str, Any]]:
    """On the critical curves the rate is |1 - sqrt(h)|, up to the root of rounding."""
    found = []
    for s in (0.1, 0.2, 0.5, 0.8, 0.9, 1.0, 1.2, 1.5, 1.9):
        curves = {"heavy": (1 - s) ** 2}
        if s <= 1:
            curves["nesterov"] = (1 - s) / (1 + s)
        for method, beta in curves.items():
            state = {"h": s**2, "beta": beta, "kappa": 1, "method": method}
            data = {
                "rates": [abs(1 - s)] * DOTS,
                "regimes": [str(METHODS[method].regime(beta, s**2))] * DOTS,
            }
            tolerance = {"rates": 1e-6}
            found.append({"state": state, "data": data, "tolerance": tolerance})
    return found


def best() -> list[dict[str, Any]]:
    """The best rates that the package knows."""
    return [
        {"state": {"kappa": kappa, "method": method}, "data": {"best": found(1.0, kappa).rate}}
        for kappa in (1.0, 4.0, 9.0, 20.0, 100.0)
        for method, found in (("heavy", dynamics.best_momentum), ("nesterov", nesterov.best))
    ]
