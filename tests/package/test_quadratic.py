"""The completed square and the eigenbasis, against SymPy, autograd and a counterexample."""

import pytest
import sympy as sp
import torch
from printed import printed

from momentum.data import airfoil
from momentum.quadratic import BOWL, RAVINE, Quadratic, least_squares
from momentum.training import descend, half_mse, momentum_step


def random_quadratic(seed: int, n: int = 4) -> Quadratic:
    generator = torch.Generator().manual_seed(seed)
    draw = torch.randn(n, n, generator=generator, dtype=torch.float64)
    c = torch.randn(n, generator=generator, dtype=torch.float64)
    return Quadratic(draw @ draw.T + 0.1 * torch.eye(n, dtype=torch.float64), c, b=0.7)


@pytest.fixture(params=range(5))
def h(request):
    return random_quadratic(request.param)


@pytest.fixture
def x(h):
    return torch.linspace(-2, 2, 3 * len(h.Q), dtype=torch.float64).reshape(3, -1)


@pytest.mark.checks("eq-quadratic", by="numerics")
def test_value_is_the_sum_written_out(h, x):
    """The printed matrix form against the double sum over all entries."""
    n = len(h.Q)
    for point, value in zip(x, h.value(x), strict=True):
        square = sum(point[i] * h.Q[i, j] * point[j] for i in range(n) for j in range(n))
        written_out = float(square / 2 + point @ h.c + h.b)
        assert value == pytest.approx(written_out, rel=1e-12)
        values = {"h": lambda _, known=written_out: known, "b": h.b}
        printed("eq-quadratic").check(
            values | {r"\x": point[:, None], r"\Q": h.Q, r"\c": h.c[:, None]}
        )


def test_gradient_is_what_autograd_finds(h, x):
    x = x.requires_grad_()
    (gradient,) = torch.autograd.grad(h.value(x).sum(), x)
    assert torch.allclose(h.gradient(x), gradient, rtol=1e-12, atol=1e-12)
    assert torch.allclose(h.gradient(x), (x - h.minimiser) @ h.Q, rtol=1e-10, atol=1e-10)


def test_completed_square_and_the_sign_of_the_source(h, x):
    def square_around(point):
        return 0.5 * ((x - point) @ h.Q * (x - point)).sum(-1) + h.minimum

    solve = torch.linalg.solve(h.Q, h.c)
    assert torch.allclose(h.value(x), square_around(-solve), rtol=1e-10)
    # the source writes (x - Q^-1 c): off by exactly 2 x.c
    assert torch.allclose(h.value(x) - square_around(solve), 2 * x @ h.c, rtol=1e-9, atol=1e-9)


@pytest.mark.checks(
    "eq-minimum", "eq-completed-square", "thm-completed-square", "eq-minimum-again", by="algebra"
)
def test_minimum_by_sympy():
    """Minimiser, minimum, square and gradient against SymPy's derivatives and its solution."""
    q11, q12, q22, c1, c2, b = sp.symbols("q11 q12 q22 c1 c2 b", real=True)
    x1, x2 = sp.symbols("x1 x2", real=True)
    Q, c, x = sp.Matrix([[q11, q12], [q12, q22]]), sp.Matrix([c1, c2]), sp.Matrix([x1, x2])
    value = (x.T * Q * x)[0] / 2 + (x.T * c)[0] + b
    (solution,) = sp.solve([value.diff(x1), value.diff(x2)], [x1, x2], dict=True)
    numbers = {q11: 3, q12: 1, q22: 2, c1: -1, c2: 4, b: 5}
    h = Quadratic(
        torch.tensor([[3.0, 1.0], [1.0, 2.0]]).double(), torch.tensor([-1.0, 4.0]).double(), 5.0
    )
    star = sp.Matrix([solution[x1], solution[x2]])
    symbols = {r"\x": x, r"\x^*": star, r"\Q": Q, r"\c": c, "b": b}
    symbols[r"\nabla"] = lambda f: sp.Matrix([f.diff(x1), f.diff(x2)])
    symbols["h"] = lambda at: value.subs(dict(zip(x, at, strict=True)), simultaneous=True)
    for label in ("eq-minimum", "eq-completed-square", "eq-minimum-again"):
        printed(label).check(symbols)
    point = [float(solution[s].subs(numbers)) for s in (x1, x2)]
    assert h.minimiser.tolist() == pytest.approx(point, rel=1e-12)
    assert float(h.minimum) == pytest.approx(float(value.subs(solution).subs(numbers)), rel=1e-12)


@pytest.mark.checks("eq-eigenbasis", by="numerics")
def test_eigenbasis_is_orthogonal_diagonal_and_invertible(h, x):
    """The printed sum of parabolas against the function in its own coordinates."""
    eye = torch.eye(len(h.Q), dtype=torch.float64)
    assert torch.allclose(h.O @ h.O.T, eye, atol=1e-12)
    assert torch.allclose(h.O.T @ torch.diag(h.eigenvalues) @ h.O, h.Q, atol=1e-10)
    z = h.to_eigenbasis(x)
    assert torch.allclose(h.from_eigenbasis(z), x, atol=1e-10)
    height = 0.5 * (h.eigenvalues * z**2).sum(-1) + h.minimum
    assert torch.allclose(height, h.value(x), rtol=1e-10)
    lam, columns = torch.linalg.eigh(h.Q)
    for point in x:
        values = {
            r"\z": columns.T @ (point - h.minimiser)[:, None],
            r"\O": columns.T,
            "n": len(lam),
        }
        values |= {r"\x": point[:, None], r"\x^*": h.minimiser[:, None], r"\bLam": torch.diag(lam)}
        values |= {"z": lambda i, z=values[r"\z"]: z[i - 1, 0], r"\lambda": lambda i: lam[i - 1]}
        values |= {"h": h.value(point), "b": h.b, r"\c": h.c[:, None], r"\Q": h.Q}
        values["b'"] = h.value(torch.linalg.solve(h.Q, -h.c))
        printed("eq-eigenbasis").check(values)


@pytest.mark.checks("eq-decomposition", "thm-decomposition", by="numerics")
@pytest.mark.parametrize("beta", [0.0, 0.6])
def test_descent_decomposes_into_coordinates(h, x, beta):
    """The joint run, seen in the eigenbasis, against one run for each printed coordinate."""
    eta = 1 / float(h.eigenvalues[-1])
    trace = descend(momentum_step(h.gradient, eta, beta), x[0], 30)
    z = h.to_eigenbasis(trace.x)
    for i, lam in enumerate(h.eigenvalues):
        alone = momentum_step(lambda z_i, lam=lam: lam * z_i, eta, beta)
        assert torch.allclose(descend(alone, z[0, i : i + 1], 30).x[:, 0], z[:, i], atol=1e-10)
    u = trace.v @ h.O.T
    values = {r"\beta": beta, r"\eta": eta, r"\lambda": lambda i: float(h.eigenvalues[i])}
    values |= {"u": lambda t, i: float(u[t, i]), "z": lambda t, i: float(z[t, i])}
    for t in range(1, 31):
        for i in range(len(h.Q)):
            printed("eq-decomposition").check(values | {"t": t, "i": i}, abs_=1e-9)


@pytest.mark.checks("thm-decomposition", by="numerics")
def test_descent_decomposes_without_convexity():
    """The same with a negative eigenvalue, where there is no minimum."""
    Q = torch.tensor([[1.0, 2.0], [2.0, -0.5]], dtype=torch.float64)  # one negative eigenvalue
    lam, columns = torch.linalg.eigh(Q)
    start = torch.tensor([1.0, -2.0], dtype=torch.float64)
    together = descend(momentum_step(lambda x: Q @ x, 0.1, 0.6), start, 30).x @ columns
    for i in (0, 1):
        alone = momentum_step(lambda z, i=i: lam[i] * z, 0.1, 0.6)
        path = descend(alone, (start @ columns)[i : i + 1], 30).x[:, 0]
        assert torch.allclose(path, together[:, i], rtol=1e-9, atol=1e-9)
    assert lam[0] < 0 < lam[1]


def test_gradient_descent_shrinks_each_eigencoordinate_by_one_minus_eta_lambda(h, x):
    eta = 0.3 / float(h.eigenvalues[-1])
    z = h.to_eigenbasis(descend(momentum_step(h.gradient, eta), x[0], 1).x)
    assert torch.allclose(z[1], (1 - eta * h.eigenvalues) * z[0], atol=1e-10)
    assert not torch.allclose(z[1], (1 - h.eigenvalues) * z[0], atol=1e-3)  # the source's lost eta


def test_regression_is_a_quadratic():
    features, targets = airfoil(torch.float64)
    design = torch.cat([features, torch.ones(len(features), 1)], 1)
    loss = least_squares(design, targets)
    for scale in (0.0, 1.0, -2.0):
        w = scale * torch.arange(6, dtype=torch.float64)
        assert loss.value(w) == pytest.approx(float(half_mse(design @ w[:, None], targets)))
    best = torch.linalg.lstsq(design, targets).solution[:, 0]
    assert torch.allclose(loss.minimiser, best, atol=1e-10)
    with pytest.raises(ValueError, match="Q must be positive definite"):
        least_squares(torch.tensor([[1.0, 1.0], [1.0, 1.0]]), torch.ones(2, 1))
    with pytest.raises(ValueError, match=r"targets must have shape \(3, 1\), got \(3,\)"):
        least_squares(torch.eye(3), torch.ones(3))


@pytest.mark.checks("eq-ravine", "eq-ravine-factors", by="library")
def test_the_ravine_as_printed():
    """The printed height and factors against the package and a step of torch.optim.SGD."""
    x = torch.tensor([-5.0, -2.0], dtype=torch.float64, requires_grad=True)
    values = {"f": lambda _: None, r"\x": x, "x_1": x[0], "x_2": x[1]}
    _, height = printed("eq-ravine").values(values)
    assert float(height.detach()) == pytest.approx(float(RAVINE.value(x.detach())), rel=1e-12)
    height.backward()
    before, eta = x.detach().clone(), 0.4
    torch.optim.SGD([x], lr=eta).step()
    for i in (0, 1):
        values = {r"\eta": eta, f"x_{i + 1}": float(before[i])}
        _, after = printed("eq-ravine-factors").values(values, i)
        assert after == pytest.approx(x[i].item(), rel=1e-12)


def test_the_chapters_surfaces():
    points = torch.tensor([[-5.0, -2.0], [1.0, 3.0]], dtype=torch.float64)
    x1, x2 = points.T
    assert torch.allclose(RAVINE.value(points), 0.1 * x1**2 + 2 * x2**2)
    assert torch.allclose(BOWL.value(points), x1**2 + 2 * x2**2)
    assert RAVINE.condition_number == pytest.approx(20)
    assert BOWL.condition_number == pytest.approx(2)


def test_why_symmetry_is_asked_for():
    """The gradient of x'Qx/2 is (Q + Q')x/2, so Qx is wrong unless Q is symmetric."""
    Q = torch.tensor([[2.0, 1.0], [0.0, 2.0]])
    x = torch.tensor([1.0, 1.0], requires_grad=True)
    (gradient,) = torch.autograd.grad(0.5 * x @ Q @ x, x)
    assert gradient.tolist() == [2.5, 2.5]
    assert torch.allclose(gradient, 0.5 * (Q + Q.T) @ x)
    assert (Q @ x).tolist() == [3.0, 2.0]
    with pytest.raises(ValueError, match="Q must be symmetric, got Q and its transpose 1 apart"):
        Quadratic(Q)


@pytest.mark.parametrize(
    ("Q", "c", "message"),
    [
        (torch.eye(2).long(), None, "Q must hold floating-point numbers"),
        (torch.ones(2), None, r"Q must be a square matrix, got shape \(2,\)"),
        (torch.ones(2, 3), None, r"Q must be a square matrix, got shape \(2, 3\)"),
        (torch.ones(0, 0), None, r"Q must be a square matrix, got shape \(0, 0\)"),
        (torch.full((1, 1), torch.nan), None, "Q must be finite"),
        (torch.diag(torch.tensor([1.0, -1.0])), None, "smallest eigenvalue -1"),
        (torch.diag(torch.tensor([1.0, 0.0])), None, "smallest eigenvalue 0"),
        (torch.eye(2), torch.ones(3), r"c must have shape \(2,\), got \(3,\)"),
        (torch.eye(1), torch.tensor([torch.inf]), "c must be finite"),
    ],
)
def test_bad_input_is_named(Q, c, message):
    with pytest.raises((TypeError, ValueError), match=message):
        Quadratic(Q, c)


@pytest.mark.parametrize("size", [0.25, 1.0, 1024.0])
def test_symmetry_is_asked_for_up_to_rounding(size):
    """Eight units of the last place of the largest entry; no more."""
    eps = torch.finfo(torch.float64).eps
    for units, fits in ((8, True), (8.5, False)):
        Q = size * torch.tensor([[1.0, 0.5], [0.5 + units * eps, 1.0]], dtype=torch.float64)
        assert float((Q - Q.T).abs().max()) == units * eps * size
        if fits:
            Quadratic(Q)
        else:
            with pytest.raises(ValueError, match="Q must be symmetric"):
                Quadratic(Q)


@pytest.mark.parametrize(("spectrum", "kappa"), [([3.0], 1), ([2.0, 8.0], 4), ([1.0, 2.0, 5.0], 5)])
def test_the_condition_number_is_that_of_the_ends(spectrum, kappa):
    assert Quadratic(torch.diag(torch.tensor(spectrum))).condition_number == kappa
