"""What heavy ball guarantees: inequalities, certificates in exact fractions, and where none can be."""

import dataclasses
from fractions import Fraction
from itertools import pairwise, product

import numpy as np
import pytest
import sympy as sp
import torch
from printed import printed

from momentum.certificates import HEAVY_BALL, Certificate
from momentum.dynamics import spectral_radius
from momentum.landscapes import LESSARD
from momentum.training import descend, momentum_step

MU, L, BETA = 1, 25, Fraction(4, 9)
FOUR_NINTHS = sp.Rational(4, 9)
SYMBOLS = sp.symbols("x_ x r s", real=True)


def rational(number):
    return sp.Rational(number.numerator, number.denominator)


def functions(count, n, seed=0):
    """Random smooth functions with curvatures between 1 and 25 and their minimum at 0."""
    generator = torch.Generator().manual_seed(seed)
    for _ in range(count):
        walls = torch.randn(6, n, generator=generator, dtype=torch.float64)
        walls = walls / torch.linalg.matrix_norm(walls, 2)
        shifts = torch.randn(6, generator=generator, dtype=torch.float64)
        sharp = 10 ** (3 * torch.rand(6, generator=generator, dtype=torch.float64) - 1)

        def phi(x, walls=walls, shifts=shifts, sharp=sharp):
            y = x @ walls.T
            bent = torch.nn.functional.softplus(sharp * (y - shifts)) / sharp**2 * 4
            slope = 4 * torch.sigmoid(-sharp * shifts) / sharp
            return (
                bent - 4 * torch.nn.functional.softplus(-sharp * shifts) / sharp**2 - slope * y
            ).sum(-1)

        yield phi


def gradient(phi):
    return torch.func.grad(lambda x: phi(x).sum())


# -- The inequality --------------------------------------------------------------------------------


@pytest.mark.checks("thm-interpolation", "eq-interpolation", "eq-phi", by="numerics")
def test_the_inequality_holds_between_any_two_points_and_is_sharp():
    """Autograd's gradients in the print; equality for a parabola and for a plane."""
    generator = torch.Generator().manual_seed(1)
    for phi in functions(20, 3):
        two = 3 * torch.randn(2, 3, generator=generator, dtype=torch.float64)
        values, slopes = phi(two), gradient(phi)(two)
        columns = slopes.numpy()[:, :, None], two.numpy()[:, :, None]
        env = {r"\varphi_i": float(values[0]), r"\varphi_j": float(values[1])}
        env |= dict(zip((r"\mathbf{r}_i", r"\mathbf{r}_j"), columns[0], strict=True))
        env |= dict(zip((r"\x_i", r"\x_j"), columns[1], strict=True))
        printed("eq-interpolation").check(env)
        # the same function with its minimum, of height 5, elsewhere
        rise = float(MU / 2 * two[0].square().sum() + (L - MU) * values[0])
        slope = (MU * two[0] + (L - MU) * slopes[0]).numpy()[:, None]
        best = np.array([[0.3], [-1.2], [2.0]])
        env = {r"\mu": MU, "L": L, r"\x": columns[1][0] + best, r"\x^*": best}
        heights = env | {"f": lambda x, a=rise, b=best: 5.0 + a * float(np.any(x != b))}
        printed("eq-phi").check(heights | {r"\varphi": lambda _, v=values[0]: float(v)}, 0)
        env |= {"f": lambda _, g=slope: g, r"\nabla": lambda g: g, r"\mathbf{r}": columns[0][0]}
        printed("eq-phi").check(env | {r"\varphi": lambda _, g=columns[0][0]: g}, 1)
    x, y = sp.symbols("x y", real=True)
    for slope, value in ((1, lambda z: z**2 / 2), (0, lambda z: 3 * z)):
        at = {r"\varphi_i": value(x), r"\varphi_j": value(y), r"\x_i": x, r"\x_j": y}
        at |= {r"\mathbf{r}_i": sp.diff(value(x), x), r"\mathbf{r}_j": sp.diff(value(y), y)}
        at = {k: sp.Matrix([v]) if "varphi" not in k else v for k, v in at.items()}
        plain = {k: v[0] if isinstance(v, sp.MatrixBase) else v for k, v in at.items()}
        right = plain[r"\varphi_j"] + plain[r"\mathbf{r}_j"] * (x - y)
        right += (plain[r"\mathbf{r}_i"] - plain[r"\mathbf{r}_j"]) ** 2 / 2
        assert sp.simplify(plain[r"\varphi_i"] - right) == 0, slope
        numbers = {
            k: np.array(v.subs({x: 2, y: -3})).astype(float) for k, v in at.items() if "v" not in k
        }
        numbers |= {k: float(v.subs({x: 2, y: -3})) for k, v in at.items() if "v" in k}
        sides = printed("eq-interpolation").values(numbers)
        assert sides[0] == pytest.approx(sides[1], rel=1e-12)


# -- Certificates ----------------------------------------------------------------------------------


def decrease(P, rho, eta, mu=MU, top=L, beta=FOUR_NINTHS):
    """The printed form in the four symbols."""
    before, x, r, new_r = SYMBOLS
    known = {r"\mu": mu, "L": top, r"\beta": beta, r"\eta": eta, r"\rho": rho, "P": P}
    known |= {"x": x, "x_-": before, "r": r, "r_+": new_r}
    zero = {"x_+": sp.Integer(0), "D": sp.Integer(0)}
    after = printed("eq-certified-step").values(known | zero)[1]
    known |= {
        "x_+": after,
        r"\xi": sp.Matrix([before, x, r]),
        r"\xi_+": sp.Matrix([x, after, new_r]),
    }
    return printed("eq-decrease").values(known | {"D": sp.Integer(0)})[1]


@pytest.mark.checks("thm-certificate", "eq-decrease", "eq-certified-step", by="algebra")
def test_the_printed_form_is_exact_where_the_inequalities_are():
    """SymPy: for the steepest and the flattest parabola the loss of V is D; in eta it is concave."""
    before, x, r, new_r = SYMBOLS
    mu, top, beta, eta, rho = sp.symbols("mu L beta eta rho", positive=True)
    P = sp.Matrix(3, 3, lambda i, j: sp.Symbol(f"p{min(i, j)}{max(i, j)}"))
    D = decrease(P, rho, eta, mu, top, beta)
    for curvature, share in ((mu, 0), (top, 1)):
        after = x + beta * (x - before) - eta * curvature * x
        old, new = sp.Matrix([before, x, share * x]), sp.Matrix([x, after, share * after])
        V, W = (share * s[1] ** 2 / 2 + (s.T * P * s)[0] for s in (old, new))
        assert sp.expand(rho**2 * V - W - D.subs({r: share * x, new_r: share * after})) == 0
    bend = sp.expand(D).coeff(eta, 2)
    assert sp.expand(bend + P[1, 1] * (mu * x + (top - mu) * r) ** 2) == 0


@pytest.mark.checks("thm-heavy-ball", "tab-certified", by="decided")
def test_every_certificate_holds_in_exact_numbers():
    """SymPy reads the printed form; Sylvester's minors of all matrices are positive; no gap between."""
    assert (HEAVY_BALL[0].low, HEAVY_BALL[-1].high) == (Fraction(1, 50), Fraction(1, 10))
    assert all(one.high == next_.low for one, next_ in pairwise(HEAVY_BALL))
    for one in HEAVY_BALL:
        assert (one.mu, one.L, one.beta) == (MU, L, BETA)
        P = sp.Matrix(3, 3, lambda i, j, one=one: rational(one.form()[i][j]))
        assert P == P.T
        assert P[1, 1] >= 0
        matrices = [P + sp.diag(0, 0, sp.Rational(1, 2))]
        for eta in (one.low, one.high):
            D = decrease(P, rational(one.rate), rational(eta))
            matrices.append(sp.hessian(D, SYMBOLS) / 2)
            assert matrices[-1] == sp.Matrix(
                [[rational(e) for e in row] for row in one.decrease(eta)]
            )
        for matrix in matrices:
            assert all(matrix[:k, :k].det() > 0 for k in range(1, matrix.rows + 1))
        assert one.holds()
        assert not dataclasses.replace(one, rate=one.rate - Fraction(1, 250)).holds()
        worst = spectral_radius(4 / 9, float(one.low) * torch.linspace(1, 25, 500).double()).max()
        assert float(one.rate) > float(worst)
        assert float(one.rate) < float(worst) + 0.002 or one.low > Fraction(6, 100)
    last = HEAVY_BALL[-1]
    assert not dataclasses.replace(last, high=Fraction(1, 9)).holds()
    small = dataclasses.replace(last, low=last.low, high=Fraction(6, 50), rate=Fraction(999, 1000))
    assert not small.holds()
    wrong = dataclasses.replace(last, entries=tuple(2 * e for e in last.entries))
    assert not wrong.holds()


def test_what_the_package_says_of_its_certificates():
    """All hold, and none of what lies beside them: nothing, the other sign, a faster rate, a longer interval."""
    for one in HEAVY_BALL:
        assert one.holds()
        for k in (1, 4):  # the negative ones
            turned = (*one.entries[:k], -one.entries[k], *one.entries[k + 1 :])
            assert not dataclasses.replace(one, entries=turned).holds()
        assert not dataclasses.replace(one, rate=one.rate - Fraction(1, 250)).holds()
    assert not dataclasses.replace(one, entries=(0,) * 6).holds()
    assert not dataclasses.replace(one, high=Fraction(1, 9)).holds()
    assert one.decrease(one.low)[3][3] == Fraction(1, 2) - one.entries[5]


def test_a_form_needs_its_half_of_the_residual(monkeypatch):
    """The first certificate is one, though its matrix alone is not positive; and the half is all it gets."""
    first = HEAVY_BALL[0]
    assert first.holds()
    assert sp.Matrix([[rational(n) for n in row] for row in first.form()]).det() < 0
    monkeypatch.setattr(Certificate, "decrease", lambda self, eta: [[Fraction(1)]])
    for f, holds in (("-1/4", True), ("-1/2", False)):
        entries = (*map(Fraction, (1, 0, 0, 1, 0)), Fraction(f))
        assert dataclasses.replace(first, entries=entries).holds() is holds


def test_the_decrease_with_other_curvatures_is_the_sum_that_it_is_made_of():
    b, rho, eta = Fraction(1, 3), Fraction(3, 5), Fraction(1, 9)
    mu, largest, entries = Fraction(2), Fraction(7), tuple(map(Fraction, (3, 1, 4, 1, 5, 9)))
    made = Certificate(b, eta, eta, rho, entries, mu, largest)
    D, P, square = made.decrease(eta), made.form(), rho * rho

    def value(form, z):
        return sum(form[i][j] * z[i] * z[j] for i in range(len(z)) for j in range(len(z)))

    for x_, x, r, s in product((-1, 0, 2), (1, -3), (0, 1), (5, -2)):
        x1 = (1 + b) * x - b * x_ - eta * (mu * x + (largest - mu) * r)
        terms = s * (square * x - x1) + Fraction(s * s, 2) + square * r * r / 2 - square * r * s
        wanted = terms + square * value(P, (x_, x, r)) - value(P, (x, x1, s))
        assert value(D, (x_, x, r, s)) == wanted


def test_the_certificate_of_try_it():
    thousandths = (945, -960, 252, 997, -260, 67)
    entries = tuple(Fraction(n, 1000) for n in thousandths)
    eta = Fraction(1, 50)
    one = Certificate(Fraction(9, 10), eta, eta, Fraction(987, 1000), entries)
    assert one.holds()
    assert 2 * (1 - one.beta) / L == Fraction(1, 125) < eta


@pytest.mark.checks("thm-heavy-ball", by="numerics")
def test_the_certified_number_falls_on_functions_of_every_kind():
    """Runs on random bent functions and on the one with the cycle: V falls as promised in each step."""
    lessard = lambda x: (LESSARD.value(x) - 0.5 * x.square().sum(-1)) / 24  # noqa: E731
    cases = [(phi, gradient(phi), 3) for phi in functions(3, 3)]
    cases.append((lessard, lambda x: (LESSARD.gradient(x) - x) / 24, 1))
    generator = torch.Generator().manual_seed(2)
    for (phi, slope, n), one in product(cases, HEAVY_BALL):
        start = 3 * torch.randn(20, n, generator=generator, dtype=torch.float64)
        P = torch.tensor([[float(e) for e in row] for row in one.form()]).double()
        for eta in (one.low, (one.low + one.high) / 2):
            step = momentum_step(lambda x, r=slope: x + 24 * r(x), float(eta), 4 / 9)
            x = descend(step, start, 60).x
            states = torch.stack([torch.cat([x[:1], x[:-1]]), x, slope(x)], -1)
            V = phi(x) + torch.einsum("tsni,ij,tsnj->ts", states, P, states)
            assert bool((V[1:] <= float(one.rate) ** 2 * V[:-1] + 1e-12 * V[0]).all())


def test_what_is_no_certificate_is_named():
    one = HEAVY_BALL[0]
    for change, message in (
        ({"rate": 1}, "rate must lie in"), ({"beta": -1}, "beta must lie in"),
        ({"rate": 0}, "rate must lie in"), ({"beta": 1}, "beta must lie in"),
        ({"high": Fraction(1, 99)}, "high must be at least low"), ({"mu": 25}, "L must be greater"),
        ({"low": 0}, "low must be positive"), ({"mu": 0}, "mu must be positive"),
        ({"entries": (1, 2)}, "entries must be six numbers, got 2"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=message):
            dataclasses.replace(one, **change)
    with pytest.raises(TypeError, match="rate must be an int or a Fraction, got 0\\.9"):
        dataclasses.replace(one, rate=0.9)
    with pytest.raises(ValueError, match="eta must be positive, got Fraction"):
        one.decrease(0)


# -- Where it must fail ----------------------------------------------------------------------------


def triangle(a, b):
    return [complex(a, -b) * np.exp(2j * np.pi * k / 3) for k in range(3)]


def nearest(x, corners):
    """Project onto a triangle: the point itself, or the nearest point of the three edges."""
    edges = [*zip(corners, corners[1:] + corners[:1], strict=True)]
    along = [(x - p) * (q - p).conjugate() / abs(q - p) ** 2 for p, q in edges]
    if len({share.imag > 0 for share in along}) == 1:
        return x
    shares = [min(1.0, max(0.0, share.real)) for share in along]
    feet = (p + share * (q - p) for (p, q), share in zip(edges, shares, strict=True))
    return min(feet, key=lambda w: abs(x - w))


def shape(mu, top, beta, eta):
    known = {r"\mu": mu, "L": top, r"\beta": beta, r"\eta": eta, "a": 0.0, "b": 0.0}
    return [printed("eq-three-points").values(known, k)[1] for k in (0, 1)]


@pytest.mark.checks("thm-three-points", "eq-three-points", by="numerics")
def test_three_points_repel_or_attract_as_the_printed_numbers_say():
    """Runs on the triangle's function from near the circle, for many settings on both sides."""
    seen = set()
    for mu, ratio, beta, share in product(
        (0.5, 1), (4, 25, 100), (0.2, 4 / 9, 0.8), (0.5, 0.8, 0.9, 0.97)
    ):
        top = ratio * mu
        eta = share * 2 * (1 + beta) / top
        a, b = shape(mu, top, beta, eta)
        room = a - a**2 - b**2 - b / 3**0.5
        if abs(room) < 1e-2:
            continue
        corners, turn = triangle(a, b), np.exp(2j * np.pi / 3)
        x, y = 1.001 / turn, 1.0 + 0j
        for _ in range(1500):
            x, y = y, y + beta * (y - x) - eta * (mu * y + (top - mu) * nearest(y, corners))
        assert (abs(abs(y) - 1) < 1e-6 and abs(y / x - turn) < 1e-6) == (room > 0), (
            mu,
            top,
            beta,
            eta,
        )
        seen.add(room > 0)
    assert seen == {True, False}


@pytest.mark.checks("eq-triangle", by="numerics")
def test_the_slope_of_the_triangles_function():
    """The printed gradient against difference quotients of the printed function, and the curvatures."""
    corners = triangle(*shape(1, 25, 4 / 9, 1 / 9))
    chance = np.random.default_rng(0)

    def column(z):
        return np.array([[z.real], [z.imag]])

    def project(point):
        return column(nearest(complex(*point[:, 0]), corners))

    def f(point):
        env = {"f": lambda _: 0.0, r"\x": point, r"\pi": project, r"\mu": 1, "L": 25}
        return printed("eq-triangle").values(env, 0)[1]

    for _ in range(60):
        x, y = (1.5 * chance.normal(size=(2, 1)) for _ in range(2))
        h = 1e-5
        rises = [(f(x + h * e) - f(x - h * e)) / (2 * h) for e in np.eye(2)[:, :, None]]
        found = np.array(rises)[:, None]
        env = {
            "f": lambda _, g=found: g,
            r"\nabla": lambda g: g,
            r"\x": x,
            r"\pi": project,
            r"\mu": 1,
            "L": 25,
        }
        printed("eq-triangle").check(env, 1, rel=1e-4, abs_=1e-4)
        rise = f(y) - f(x) - float((found.T @ (y - x))[0, 0])
        square = float(np.sum((y - x) ** 2))
        assert 0.5 * square - 1e-4 <= rise <= 12.5 * square + 1e-4


@pytest.mark.checks("eq-third", by="decided")
def test_from_which_rate_on_three_points_exist():
    """SymPy reduces the printed condition to the printed quadratic; certificates end before its root."""
    eta = sp.Symbol("eta", positive=True)
    a, b = shape(sp.Integer(1), sp.Integer(25), sp.Rational(4, 9), eta)
    condition = sp.together(a**2 + b**2 + b / sp.sqrt(3) - a)
    left = printed("eq-third").values({r"\eta": eta}, 0)[0]
    assert sp.simplify(condition / left).is_positive
    (edge, _) = sorted(sp.solve(left, eta))
    assert sp.simplify(printed("eq-third").values({r"\eta": eta}, 1)[1] - edge) == 0
    assert rational(HEAVY_BALL[-1].high) < edge < sp.Rational(105, 1000)
    for value in (0.105, 0.11, 0.9):
        printed("eq-third").check({r"\eta": value})


@pytest.mark.checks("eq-by-hand", by="numerics")
def test_gradient_descent_by_hand():
    """One step on random functions never exceeds the printed factor; two parabolas attain it."""
    start = 3 * torch.randn(50, 3, generator=torch.Generator().manual_seed(3), dtype=torch.float64)
    for eta in (0.01, 1 / 25, 1 / 13, 0.079, 0.5, 1.5):
        for phi in functions(5, 3):
            after = start - eta * (start + 24 * gradient(phi)(start))
            for x, y in zip(start, after, strict=True):
                best = np.array([2.0, -7.0, 1.0])  # the same steps, seen from elsewhere
                env = {r"\x_t": x.numpy() + best, r"\x_{t+1}": y.numpy() + best, r"\x^*": best}
                printed("eq-by-hand").check(env | {r"\eta": eta, r"\mu": 1, "L": 25})
        ends = [abs(1 - eta * curvature) for curvature in (1, 25)]
        env = {
            r"\x_t": np.ones(1) + 9,
            r"\x_{t+1}": np.array([max(ends) + 9]),
            r"\x^*": np.full(1, 9.0),
        }
        sides = printed("eq-by-hand").values(env | {r"\eta": eta, r"\mu": 1, "L": 25})
        assert sides[0] == pytest.approx(sides[1], rel=1e-12)
