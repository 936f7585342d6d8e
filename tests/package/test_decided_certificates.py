"""Certificates and the three points on a circle, decided for all values."""

import pytest
import sympy as sp
from decide import Reals, reals
from printed import printed
from test_certificates import SYMBOLS, decrease

MU, TOP, BETA, ETA, RHO = sp.symbols("mu L beta eta rho", positive=True)


@pytest.mark.checks("thm-certificate", "eq-decrease", "eq-certified-step", by="decided")
def test_the_printed_form_is_what_the_two_inequalities_leave():
    """ρ²V minus the next V exceeds D by ρ² and 1-ρ² of the slacks of the printed inequality.

    So where D is nowhere negative V falls; and between two rates D is concave, for p22 ≥ 0.
    """
    before, x, r, new_r = SYMBOLS
    now, later = sp.symbols("phi phi_+", real=True)
    P = sp.Matrix(3, 3, lambda i, j: sp.Symbol(f"p{min(i, j)}{max(i, j)}"))
    D = decrease(P, RHO, ETA, MU, TOP, BETA)
    known = {r"\beta": BETA, r"\eta": ETA, r"\mu": MU, "L": TOP, "x": x, "x_-": before, "r": r}
    after = printed("eq-certified-step").values(known | {"x_+": sp.S.Zero})[1]

    def slack(value, point, slope):
        env = {r"\varphi_i": value, r"\x_i": point, r"\mathbf{r}_i": slope}
        env |= {r"\varphi_j": later, r"\x_j": after, r"\mathbf{r}_j": new_r}
        left, right = printed("eq-interpolation").values(env)
        return left - right

    old, new = sp.Matrix([before, x, r]), sp.Matrix([x, after, new_r])
    V, W = now + (old.T * P * old)[0], later + (new.T * P * new)[0]
    slacks = RHO**2 * slack(now, x, r) + (1 - RHO**2) * slack(sp.S.Zero, sp.S.Zero, sp.S.Zero)
    assert sp.expand(RHO**2 * V - W - D - slacks) == 0
    force = MU * x + (TOP - MU) * r
    assert sp.expand(sp.diff(D, ETA, 2) / 2 + P[1, 1] * force**2) == 0
    momentum = x + BETA * (x - before) - ETA * force
    assert sp.expand(after - momentum) == 0


@pytest.mark.checks("thm-three-points", "eq-three-points", by="decided")
def test_the_three_points_go_round_and_the_nearest_corner_is_the_one_of_the_theorem():
    """The printed a and b send the points round; the strict condition says which corner is nearest."""
    names = {r"\mu": MU, "L": TOP, r"\beta": BETA, r"\eta": ETA}
    blank = {"a": sp.S.Zero, "b": sp.S.Zero}
    a, b = (printed("eq-three-points").values(names | blank, k)[1] for k in (0, 1))
    omega = sp.Rational(-1, 2) + sp.sqrt(3) / 2 * sp.I
    step = 1 + BETA - ETA * MU - BETA / omega - ETA * (TOP - MU) * (a - sp.I * b)
    assert sp.simplify(sp.expand_complex(step - omega)) == 0
    numbers = Reals()
    x, y = reals("a b")
    corner, angles = [], []
    for turn in (omega, sp.conjugate(omega)):
        gamma = x - sp.I * y
        product = sp.expand((1 - gamma) * sp.conjugate(gamma) * (turn - 1))
        angles.append(sp.re(sp.expand_complex(product)))
        corner.append((angles[-1], "<", 0))
    said = numbers.link(x**2 + y**2 + y / sp.sqrt(3), "<", x)
    numbers.proves(numbers.all(*corner) == said, numbers.link(y, r"\ge", 0))
