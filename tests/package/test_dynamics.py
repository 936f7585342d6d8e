"""The two-by-two matrix of momentum: loop, linear algebra, SymPy and 50-digit arithmetic agree."""

import math

import mpmath
import pytest
import sympy as sp
import torch
from hypothesis import assume, given
from hypothesis import strategies as st
from printed import printed
from scipy import optimize

from momentum.dynamics import (
    Regime,
    best_gradient_descent,
    best_momentum,
    eigenvalues,
    is_stable,
    iteration_matrix,
    power,
    regime,
    spectral_radius,
)
from momentum.training import descend, momentum_step

betas = st.floats(0, 0.99)
steps = st.floats(0.001, 4.5)


def random_points(n: int, low_beta: float = 0.0) -> tuple[torch.Tensor, torch.Tensor]:
    draw = torch.rand(2, n, generator=torch.Generator().manual_seed(3), dtype=torch.float64)
    return low_beta + (1 - low_beta) * draw[0], 4.5 * draw[1]


@pytest.mark.checks("eq-gd-scalar", by="numerics")
@pytest.mark.parametrize("h", [0.3, 1.0, 1.7, 2.4])
def test_gradient_descent_along_an_eigenvector_is_a_geometric_sequence(h):
    """The printed power against the loop."""
    path = descend(momentum_step(lambda x: h * x, 1.0), torch.ones(1).double(), 12).x[:, 0].tolist()
    for t in range(1, 13):
        values = {r"\eta": 1.0, r"\lambda": h, "t": t, "x": path.__getitem__}
        printed("eq-gd-scalar").check(values)


@pytest.mark.checks("eq-matrix", by="library")
@pytest.mark.parametrize(("beta", "eta", "lam"), [(0.9, 0.1, 2.0), (0.5, 1.3, 0.7)])
def test_the_printed_matrix_makes_a_step_of_torch(beta, eta, lam):
    """The printed matrix against torch.optim.SGD on a parabola, and against the package."""
    x = torch.tensor([0.7], dtype=torch.float64, requires_grad=True)
    optimizer, column = torch.optim.SGD([x], lr=eta, momentum=beta), [[0.0], [0.7]]
    numbers = {r"\beta": beta, r"\eta": eta, r"\lambda": lam}
    numbers[r"\R"] = lambda *three: iteration_matrix(*three).numpy()
    printed("eq-matrix").check(numbers, 1)
    for _ in range(5):
        optimizer.zero_grad()
        (lam * x**2 / 2).sum().backward()
        optimizer.step()
        after = torch.stack([optimizer.state[x]["momentum_buffer"], x.detach()]).numpy()
        values = {"v_{t+1}": after[0, 0], "x_{t+1}": after[1, 0]}
        values |= {"v_t": column[0][0], "x_t": column[1][0]}
        printed("eq-matrix").check(numbers | values, 0)
        column = after.tolist()


@given(beta=betas, eta=st.floats(0.01, 2), lam=st.floats(0.01, 2))
def test_matrix_makes_one_momentum_step(beta, eta, lam):
    x, v = torch.tensor([0.7]).double(), torch.tensor([-1.3]).double()
    x_next, v_next = momentum_step(lambda x: lam * x, eta, beta)(x, v)
    column = iteration_matrix(beta, eta, lam) @ torch.cat([v, x])
    assert torch.allclose(column, torch.cat([v_next, x_next]), rtol=1e-12, atol=1e-14)


@pytest.mark.checks("eq-eigenvalues", by="decided")
def test_determinant_and_trace_by_sympy():
    """The printed polynomial and its roots against SymPy's determinant of the matrix."""
    beta, eta, lam, sigma = sp.symbols("beta eta lambda sigma")
    R = sp.Matrix([[beta, lam], [-eta * beta, 1 - eta * lam]])
    numbers = {beta: 0.3, eta: 0.7, lam: 1.9}
    ours = iteration_matrix(0.3, 0.7, 1.9).tolist()
    assert ours == [pytest.approx(row) for row in R.subs(numbers).tolist()]
    symbols = {r"\beta": beta, r"\eta": eta, r"\lambda": lam, r"\sigma": sigma}
    polynomial, zero = printed("eq-eigenvalues").values(symbols, 0)
    assert sp.expand((R - sigma * sp.eye(2)).det() - polynomial) == zero == 0
    for sign in (1, -1):
        values = symbols | {r"\pm": sign, r"\sigma_{1,2}": sigma}
        _, solution = printed("eq-eigenvalues").values(values, 1)
        assert sp.simplify(polynomial.subs(sigma, solution)) == 0


@pytest.mark.parametrize("low_beta", [0.0, -0.99])
def test_eigenvalues_and_radius_agree_with_linear_algebra(low_beta):
    beta, h = random_points(2000, low_beta)
    reference = torch.linalg.eigvals(iteration_matrix(beta, 1.0, h))
    assert torch.allclose(spectral_radius(beta, h), reference.abs().amax(-1), atol=1e-9)
    ours = eigenvalues(beta, h)
    assert torch.allclose(ours.sum(-1), reference.sum(-1), atol=1e-12)
    assert torch.allclose(ours.prod(-1), reference.prod(-1), atol=1e-12)


@pytest.mark.checks("eq-radius", by="numerics")
def test_the_printed_radius_is_the_largest_modulus_linear_algebra_finds():
    """The printed cases against torch.linalg.eigvals all over the plane."""
    for beta, h in zip(*random_points(300), strict=True):
        largest = torch.linalg.eigvals(iteration_matrix(beta, 1.0, h)).abs().max()
        values = {r"\beta": float(beta), r"\eta": 1.0, r"\lambda": float(h)}
        printed("eq-radius").check(values | {r"\rho": float(largest)}, rel=1e-6)


@given(beta=st.floats(0.01, 0.99), share=st.floats(0.01, 0.99))
def test_a_complex_pair_has_modulus_root_beta_not_twice_that(beta, share):
    low, high = (1 - math.sqrt(beta)) ** 2, (1 + math.sqrt(beta)) ** 2
    modulus = eigenvalues(beta, low + share * (high - low)).abs()
    assert modulus.tolist() == pytest.approx([math.sqrt(beta)] * 2, rel=1e-12)


@pytest.mark.checks("thm-stability", "eq-stability", by="numerics")
def test_stability_is_exactly_a_radius_below_one():
    """The printed conditions against the moduli that torch.linalg.eigvals finds, 200,000 times."""
    draw = torch.rand(2, 200_000, generator=torch.Generator().manual_seed(5), dtype=torch.float64)
    beta, h = 3 * draw[0] - 1.5, 7 * draw[1] - 1
    radius = torch.linalg.eigvals(iteration_matrix(beta, 1.0, h)).abs().amax(-1)
    clear = (radius - 1).abs() > 1e-9
    assert torch.equal(is_stable(beta, h)[clear], radius[clear] < 1)
    conditions = printed("eq-stability").relations
    for place in clear.nonzero()[:2000, 0].tolist():
        values = {r"\beta": float(beta[place]), r"\eta": 1.0, r"\lambda": float(h[place])}
        assert all(c.holds(values) for c in conditions) == (radius[place] < 1)
    printed("eq-stability").check({r"\beta": 0.5, r"\eta": 1.0, r"\lambda": 2.9})
    without_beta = (h > 0) & (h < 2 + 2 * beta)  # what sources print
    assert (without_beta != (radius < 1))[clear].any()


def test_factorised_discriminant_by_sympy():
    root, h, sigma = sp.symbols("root h sigma", positive=True)  # root is that of beta
    polynomial = sigma**2 - (1 + root**2 - h) * sigma + root**2
    factors = (h - (1 - root) ** 2) * (h - (1 + root) ** 2)
    assert sp.expand(sp.discriminant(polynomial, sigma) - factors) == 0


@given(h=st.floats(0.01, 3.99), beta=st.floats(-0.99, 0.99))
def test_no_beta_beats_critical_damping(h, beta):
    critical = (1 - math.sqrt(h)) ** 2
    best = spectral_radius(critical, h)
    assert best == pytest.approx(abs(1 - math.sqrt(h)), abs=1e-7)
    assert spectral_radius(beta, h) >= best - 1e-7


@pytest.mark.parametrize("beta", [0.25, 0.5, 0.9])
def test_simulation_changes_its_mind_at_the_border(beta):
    def end(h):
        step = momentum_step(lambda x: h * x, 1.0, beta)
        return descend(step, torch.ones(1).double(), 4000)

    border = 2 + 2 * beta
    assert end(border - 1e-2).x[-1].abs() < 1e-6
    over = end(border + 1e-2)
    assert over.diverged_at is not None or over.x[-1].abs() > 1e6


@given(beta=betas, h=steps)
def test_power_equals_the_loop(beta, h):
    assume(abs(math.sqrt(beta) - abs(1 - math.sqrt(h))) > 1e-6)
    trace = descend(momentum_step(lambda x: h * x, 1.0, beta), torch.ones(1).double(), 30)
    exact = power(torch.arange(31), beta, 1.0, h)
    size = trace.x.abs().max() * torch.ones(31)
    assert torch.allclose(exact[:, 1, 1] / size, trace.x[:, 0] / size, rtol=0, atol=1e-9)
    assert torch.allclose(exact[:, 0, 1] / size, trace.v[:, 0] / size, rtol=0, atol=1e-8)


DOUBLE_ROOTS = [(0.25, 0.25), (0.25, 2.25), (0.81, 0.01), (0.0, 1.0), (0.0, 0.5), (0.0, 1.5)]
NEAR = [
    (beta, (1 + side * math.sqrt(beta)) ** 2 * (1 + sign * 10.0**-k))
    for beta in (0.3, 0.9)
    for side in (-1, 1)
    for sign in (-1, 1)
    for k in range(2, 17, 2)
]


@pytest.mark.parametrize(("beta", "h"), DOUBLE_ROOTS + NEAR)
@pytest.mark.parametrize("t", [0, 1, 2, 3, 10, 101])
def test_power_is_right_at_and_near_double_roots(beta, h, t):
    with mpmath.workdps(60):
        matrix = mpmath.matrix([[beta, h], [-mpmath.mpf(beta), 1 - mpmath.mpf(h)]]) ** t
        exact = torch.tensor(
            [[float(matrix[i, j]) for j in (0, 1)] for i in (0, 1)], dtype=torch.float64
        )
    size = exact.abs().max() if exact.abs().max() > 0 else 1.0
    ours = power(t, beta, 1.0, h)
    assert torch.allclose(ours / size, exact / size, rtol=0, atol=1e-11)


def test_power_with_next_to_no_memory_is_that_of_gradient_descent():
    """There rounding may make the root of the discriminant larger than the trace."""
    beta = 10.0 ** torch.linspace(-30, -10, 81, dtype=torch.float64)[:, None]
    h = torch.linspace(0.05, 2.5, 50, dtype=torch.float64)
    found = power(3, beta=beta, eta=h, lam=1.0)[..., 1, 1]
    assert torch.allclose(found, ((1 - h) ** 3).expand_as(found), rtol=0, atol=1e-8)


@pytest.mark.parametrize("t", [0, 1, 2, 3])
def test_power_where_one_step_is_all_it_takes(t):
    """No memory and a step of 1 / lambda: both eigenvalues are 0."""
    matrix = iteration_matrix(0.0, 0.5, 2.0)
    assert torch.equal(power(t, 0.0, 0.5, 2.0), torch.linalg.matrix_power(matrix, t))


def test_power_broadcasts_and_starts_at_the_identity():
    beta, h = torch.linspace(0, 0.9, 4)[:, None], torch.linspace(0.1, 3.9, 5)
    assert power(3, beta, 1.0, h).shape == (4, 5, 2, 2)
    assert torch.equal(power(0, beta, 1.0, h), torch.eye(2).double().expand(4, 5, 2, 2))
    assert torch.equal(power(10_000, 0.5, 1.0, 1.0), torch.zeros(2, 2).double())


@pytest.mark.parametrize(
    ("beta", "h", "name"),
    [
        (0.25, 0.2, Regime.OVERDAMPED),
        (0.25, 0.25, Regime.CRITICALLY_DAMPED),
        (0.25, 1.0, Regime.UNDERDAMPED),
        (0.25, 2.4, Regime.ALTERNATING),
        (0.25, 2.5, Regime.MARGINAL),
        (0.25, 2.6, Regime.DIVERGENT),
        (0.0, 1.0, Regime.CRITICALLY_DAMPED),
        (0.0, 1.5, Regime.ALTERNATING),
        (0.0, 2.0, Regime.MARGINAL),
    ],
)
def test_regimes_by_example(beta, h, name):
    assert regime(beta, h) is name


@given(beta=st.floats(0.05, 0.95), h=st.floats(0.01, 4.2))
def test_regimes_describe_the_motion(beta, h):
    name = regime(beta, h)
    roots = eigenvalues(beta, h)
    real = bool((roots.imag == 0).all())
    assert (spectral_radius(beta, h) >= 1) == (name in (Regime.DIVERGENT, Regime.MARGINAL))
    if name is Regime.OVERDAMPED:
        assert real
        assert (roots.real > 0).all()
    if name is Regime.UNDERDAMPED:
        assert not real
    if name is Regime.ALTERNATING:
        assert real
        assert (roots.real < 0).all()


@pytest.mark.checks("eq-best", by="numerics")
@pytest.mark.parametrize(("mu", "L"), [(0.2, 4.0), (1.0, 25.0), (0.17369, 2.09848), (3.0, 3.0)])
def test_best_parameters_are_where_a_search_ends(mu, L):
    """The printed pair and rate against a search over all pairs."""
    ends = torch.tensor([mu, L], dtype=torch.float64)

    def worst(parameters):
        eta, beta = parameters
        return float(spectral_radius(beta, eta * ends).max()) if 0 <= beta < 1 else 2.0

    best = best_momentum(mu, L)
    assert worst((best.eta, best.beta)) == pytest.approx(best.rate, abs=1e-6)
    etas, betas = (
        torch.linspace(0.01 / L, 4 / L, 120).double(),
        torch.linspace(0, 0.99, 120).double(),
    )
    grid = torch.cartesian_prod(etas, betas)
    radii = spectral_radius(grid[:, 1, None], grid[:, :1] * ends).amax(1)
    found = optimize.minimize(
        worst,
        grid[radii.argmin()],
        method="Nelder-Mead",
        options={"xatol": 1e-10, "fatol": 1e-12, "maxiter": 5000},
    )
    assert found.fun >= best.rate - 1e-6
    assert found.fun == pytest.approx(best.rate, abs=2e-3)
    values = {"L": L, r"\mu": mu, r"\kappa": L / mu}
    values |= {r"\eta": found.x[0], r"\beta": found.x[1], r"\rho": found.fun}
    printed("eq-best").check(values, rel=5e-3, abs_=5e-3)

    plain = best_gradient_descent(mu, L)
    assert worst((plain.eta, 0.0)) == pytest.approx(plain.rate, abs=1e-12)
    for eta in (0.99 * plain.eta, 1.01 * plain.eta):
        assert worst((eta, 0.0)) > plain.rate


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: regime(1.0, 1.0), r"beta must lie in \[0, 1\), got 1.0"),
        (lambda: regime(0.5, 0.0), r"h must lie in \(0, inf\), got 0.0"),
        (lambda: best_momentum(0.0, 1.0), r"mu must lie in \(0, inf\), got 0.0"),
        (lambda: best_momentum(2.0, 1.0), r"L must lie in \[mu, inf\), got L = 1.0"),
        (lambda: best_momentum(1e-20, 1e20), "L / mu be at most 1e30, got mu = 1e-20"),
        (lambda: best_gradient_descent(1.0, math.inf), r"L must lie in \(0, inf\), got inf"),
        (lambda: power(-1, 0.5, 1.0, 1.0), "t must be at least 0, got -1"),
        (lambda: power(1, -0.5, 1.0, 1.0), "beta must be at least 0, got -0.5"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("beta", [0.0, 0.5, -0.5])
def test_without_a_step_or_a_slope_nothing_converges(beta):
    assert not is_stable(beta, 0.0)


@pytest.mark.parametrize("beta", [0.25, 0.5625])
def test_the_upper_double_root_alternates(beta):
    h = (1 + beta**0.5) ** 2
    assert str(regime(beta, h)) == "alternating"
    assert str(regime(beta, h * (1 - 1e-6))) == "underdamped"


def test_the_rate_at_critical_damping_has_all_digits():
    """The discriminant is zero there, and not the root of a rounding error, which would be 1e-8."""
    for beta in torch.linspace(0.01, 0.99, 99, dtype=torch.float64):
        for root in (1 - beta.sqrt(), 1 + beta.sqrt()):
            assert abs(spectral_radius(beta, root**2) - beta.sqrt()) < 1e-15
