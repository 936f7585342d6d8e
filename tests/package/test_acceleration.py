"""Nesterov's method on convex functions: the printed promises, and the steps of their proof."""

import pytest
import sympy as sp
import torch
from printed import printed

from momentum.landscapes import LESSARD
from momentum.training import descend, momentum_step


def accelerated(f, gradient, x, L, betas):
    """Points behind of Nesterov's method with the given coefficients, as the page writes it."""
    y, points = x, [x]
    for beta in betas:
        x, before = y - gradient(y) / L, x
        y = x + beta * (x - before)
        points.append(x)
    return points


def soft(mu):
    """A convex function that is no parabola: curvatures from mu to 1 + mu, minimum at 0."""
    return (
        lambda x: float((torch.log(torch.cosh(x)) + mu / 2 * x.square()).sum()),
        lambda x: torch.tanh(x) + mu * x,
    )


@pytest.mark.checks("thm-accelerated", "eq-accelerated", by="numerics")
@pytest.mark.parametrize("mu", [0.5, 0.05, 0.002])
def test_nesterov_keeps_the_printed_promise(mu):
    """The printed bound against runs on two functions, and that it is broken by heavy ball."""
    bound = printed("eq-accelerated")
    start = torch.tensor([2.0, -0.7, 5.0], dtype=torch.float64)
    for (f, gradient), L in (
        (soft(mu), 1 + mu),
        ((lambda x: float(LESSARD.value(x)), LESSARD.gradient), 25.0),
    ):
        least = mu if L < 25 else 1.0
        x0 = start if L < 25 else torch.tensor([3.3], dtype=torch.float64)
        kappa = L / least
        beta = (kappa**0.5 - 1) / (kappa**0.5 + 1)
        points = accelerated(f, gradient, x0, L, [beta] * 200)
        values = {"f": f, r"\kappa": kappa, r"\mu": least, r"\x_0": x0, r"\x^*": 0 * x0}
        for t in (0, 1, 2, 5, 20, 80, 200):
            bound.check(values | {"t": t, r"\x_t": points[t]}, abs_=1e-12)
    cycle = descend(momentum_step(LESSARD.gradient, 1 / 9, 4 / 9), x0, 60).x
    left, right = bound.values(values | {"t": 60, r"\x_t": cycle[60]})
    assert left > right


@pytest.mark.checks("thm-accelerated", "eq-accelerated-convex", by="numerics")
def test_nesterov_keeps_the_printed_promise_without_mu():
    """The printed bound against runs with the growing coefficient, on functions flat at 0 or afar."""
    bound = printed("eq-accelerated-convex")
    x0 = torch.tensor([2.0, -0.7, 9.0], dtype=torch.float64)
    quartic = (
        lambda x: float((x**4).sum() / 972),
        lambda x: x**3 / 243,
    )  # curvature up to 1 on |x| <= 9
    for f, gradient in (soft(0.0), quartic):
        points = accelerated(f, gradient, x0, 1.0, [(t - 1) / (t + 2) for t in range(1, 301)])
        assert max(float(p.abs().max()) for p in points) <= 9
        values = {"f": f, "L": 1.0, r"\x_0": x0, r"\x^*": 0 * x0}
        for t in (1, 2, 5, 30, 300):
            bound.check(values | {"t": t, r"\x_t": points[t]})


@pytest.mark.checks("thm-accelerated", by="algebra")
def test_the_steps_of_the_proof_of_acceleration():
    """SymPy: what the proof says of z, w and the coefficients, for all points and gradients."""
    x, z, y, g, s, tau, L = sp.symbols("x z y g s tau L")
    after = y - g / L
    w = (y - (1 - tau) * x) / tau
    ahead = w - g / (tau * L)
    assert sp.simplify(ahead - x - (after - x) / tau) == 0
    square = tau**2 * L / 2 * ((ahead - s) ** 2 - (w - s) ** 2)
    assert sp.simplify(square + tau * g * (w - s) - g**2 / (2 * L)) == 0
    # With mu: the next y by the theorem's beta is what the next x and z make.
    next_y = after + (1 - tau) / (1 + tau) * (after - x)
    assert sp.simplify(next_y - (after + tau * ahead) / (1 + tau)) == 0
    mixed = w.subs(y, (x + tau * z) / (1 + tau))
    assert sp.simplify(mixed - tau * (x + tau * z) / (1 + tau) - (1 - tau) * z) == 0
    # Without: tau = 2 / (t + 2) now and 2 / (t + 3) next.
    t = sp.symbols("t", positive=True)
    now, later = 2 / (t + 2), 2 / (t + 3)
    next_y = after + t / (t + 3) * (after - x)
    assert (
        sp.simplify(
            (next_y - (1 - later) * after - later * ahead.subs(tau, now))
            .subs(L, 1)
            .subs({y: (1 - now) * x + now * z})
        )
        == 0
    )
    assert sp.simplify(1 / (2 / (t + 1)) ** 2 - (1 - now) / now**2 - sp.Rational(1, 4)) == 0
