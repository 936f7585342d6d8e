"""Muon: what the printed polynomials do to every singular value, what it costs, and what is cut in pieces."""

import itertools
import math
import re

import pytest
import sympy as sp
import torch
from decide import Reals
from hypothesis import given
from hypothesis import strategies as st
from printed import ROOT, Formula, printed
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from momentum.data import digits
from momentum.directions import CONVERGENT, JORDAN, newton_schulz, polar

PAGE = (ROOT / "docs" / "muon.md").read_text("utf-8")
SETS = {"jordan": JORDAN, "convergent": CONVERGENT}
SHAPES = ((1, 1), (4, 4), (3, 7), (7, 3), (1, 5), (2, 3, 4))

needs_muon = pytest.mark.skipif(not hasattr(torch.optim, "Muon"), reason="PyTorch 2.9 or later")


def random(*shape, seed=0):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def with_singular_values(sigma, seed=0):
    left, right = (torch.linalg.qr(random(len(sigma), len(sigma), seed=seed + k)).Q for k in (1, 2))
    return left * sigma @ right.T


def spread(kappa, n=64):
    return kappa ** -torch.linspace(0, 1, n, dtype=torch.float64)


def exact(name):
    """The coefficients as the page prints them: by their equation, or in the theorem."""
    a, b, c = sp.symbols("a b c")
    if name == "jordan":
        formula = printed("eq-jordan")
    else:
        (line,) = re.findall(r"^Let (\$a = .*?) and \$\\sigma_0 > 0\$\. Then$", PAGE, re.M)
        formula = Formula(line.replace("$", ""))
    return [formula.values({"a": a, "b": b, "c": c}, k)[1] for k in range(3)]


def polynomial(name, symbol):
    """One printed step, for a printed set of coefficients."""
    a, b, c = exact(name)
    env = {"a": a, "b": b, "c": c, "p": lambda x: x, r"\sigma": symbol}
    return sp.expand(printed("eq-quintic").values(env, 1)[1])


# -- The two functions -----------------------------------------------------------------------------


@pytest.mark.parametrize("shape", SHAPES)
def test_the_polar_factor_has_the_singular_vectors_and_no_size(shape):
    m = random(*shape)
    found = polar(m)
    assert torch.allclose(torch.linalg.svdvals(found), torch.ones(()).double())
    stretch = found.mT @ m if shape[-2] >= shape[-1] else m @ found.mT  # positive, symmetric
    assert torch.allclose(stretch, stretch.mT)
    assert float(torch.linalg.eigvalsh(stretch).min()) > 0
    assert torch.allclose(polar(1e-9 * m), found) and torch.allclose(polar(found), found)
    assert torch.allclose(polar(m.mT), found.mT)


def test_the_polar_factor_keeps_zeros_and_types():
    one = torch.outer(torch.tensor([3.0, 4.0]), torch.tensor([1.0, 0.0, 0.0]))
    assert torch.allclose(polar(one), one / 5, atol=1e-7)
    assert torch.equal(polar(torch.zeros(2, 3)), torch.zeros(2, 3))
    for dtype in (torch.float16, torch.bfloat16):
        found = polar(random(3, 3).to(dtype))
        assert found.dtype == dtype
        assert torch.allclose(
            torch.linalg.svdvals(found.double()), torch.ones(3).double(), atol=0.02
        )


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", SETS)
@pytest.mark.checks("eq-quintic", "thm-odd", by="numerics")
def test_the_function_is_the_printed_step(name, shape):
    """Of a matrix with the norm 1; and step after step, what one number sees."""
    a, b, c = SETS[name]
    m = random(*shape)
    m = m / torch.linalg.matrix_norm(m, keepdim=True)
    made = newton_schulz(m, 1, SETS[name], 0.0)
    flat = (x.reshape(-1, *shape[-2:]) for x in (m, made))
    for one, next_ in zip(*flat, strict=True):
        env = {"a": a, "b": b, "c": c, "p": lambda _, x=next_: x, r"\mathbf{X}": one}
        printed("eq-quintic").check(env, 0)
    sigma = torch.linalg.svdvals(m)
    for steps in range(7):
        found = torch.linalg.svdvals(newton_schulz(m, steps, SETS[name], 0.0))
        assert torch.allclose(found, sigma.sort(descending=True).values, rtol=1e-9)
        env = {"a": a, "b": b, "c": c, "p": lambda x: x, r"\sigma": sigma.flatten()}
        sigma = printed("eq-quintic").values(env, 1)[1].reshape(sigma.shape)


@pytest.mark.checks("thm-odd", "eq-odd", "eq-quintic", by="algebra")
def test_singular_values_move_one_at_a_time():
    """SymPy turns a diagonal matrix by any two rotations; odd powers up to the seventh."""
    first, second, t, s, *factors = sp.symbols("sigma_1 sigma_2 t s a b c d")

    def rotation(t):
        return sp.Matrix([[1 - t**2, -2 * t], [2 * t, 1 - t**2]]) / (1 + t**2)

    def p(x):  # by Horner, not as printed
        total = sp.zeros(2, 2)
        for factor in reversed(factors):
            total = factor * sp.eye(2) + x * x.T * total
        return total * x

    sigma = sp.diag(first, second)
    u, v = rotation(t), rotation(s)
    env = {"p": p, r"\mathbf{U}": u, r"\mathbf{V}": v, r"\boldsymbol{\Sigma}": sigma}
    printed("eq-odd").check(env)
    scalar = sum(factor * first ** (2 * k + 1) for k, factor in enumerate(factors))
    assert sp.expand(p(sigma)[0, 0] - scalar) == 0 and p(sigma)[0, 1] == 0
    a, b, c, d = factors
    five = {"a": a, "b": b, "c": c, "p": lambda x: p(x).subs(d, 0), r"\mathbf{X}": sigma}
    printed("eq-quintic").check(five, 0)
    numbers = {"a": a, "b": b, "c": c, r"\sigma": first, "p": lambda _: scalar.subs(d, 0)}
    printed("eq-quintic").check(numbers, 1)


@given(st.floats(-280, 280), st.integers(0, 4))
def test_scale_does_not_matter_and_nothing_overflows(power, seed):
    """Also where the squares in the norm are beyond all numbers."""
    m = random(3, 4, seed=seed)
    found = newton_schulz(m * 10.0**power, eps=0.0)
    assert torch.allclose(found, newton_schulz(m, eps=0.0), rtol=1e-9)
    assert torch.equal(newton_schulz(m * 2.0**40, eps=0.0), newton_schulz(m, eps=0.0))


def test_a_norm_below_eps_is_taken_for_it():
    m = random(4, 4)
    norm = m.norm()
    for eps in (0.0, 0.5 * float(norm), float(norm)):
        assert torch.allclose(newton_schulz(m, 0, eps=eps), m / norm)
    assert torch.allclose(newton_schulz(m, 0, eps=4 * float(norm)), m / (4 * norm))
    for eps in (0.0, 1e-7):
        assert torch.equal(newton_schulz(torch.zeros(2, 3), eps=eps), torch.zeros(2, 3))
    many = torch.stack([m, 1e-9 * m])
    assert torch.allclose(newton_schulz(many), torch.stack([newton_schulz(one) for one in many]))


def test_it_refuses_what_is_no_iteration():
    with pytest.raises(ValueError, match="coefficients must be three"):
        newton_schulz(random(2, 2), coefficients=(1.0, 2.0))
    with pytest.raises(ValueError, match="shape"):
        newton_schulz(random(3))
    with pytest.raises(ValueError, match="must lead to numbers"):
        newton_schulz(random(2, 2), 12, (9.0, 9.0, 9.0))


# -- Coefficients ----------------------------------------------------------------------------------


def test_the_package_has_the_printed_coefficients():
    for name, coefficients in SETS.items():
        assert coefficients == tuple(map(float, exact(name)))
    values = dict(zip("abc", JORDAN, strict=True))
    printed("eq-jordan").check(values)


@pytest.mark.checks("thm-jordan", "eq-slope", "eq-jordan", by="decided")
def test_every_fixed_point_of_muon_repels():
    """z3: where a step changes nothing, the printed slope is right and larger than 1 in modulus."""
    s = sp.Symbol("sigma", real=True)
    p = polynomial("jordan", s)
    a, b, c = exact("jordan")
    real = Reals()
    slope = sp.diff(p, s)
    fixed = [real.link(p, "=", s), real.link(s, r"\ne", 0)]
    env = {"a": a, "b": b, "p'": lambda _: slope, r"\sigma": s}
    real.proves(real.claim("eq-slope", env), *fixed)
    real.proves(real.link(slope**2, ">", 1), *fixed)
    assert slope.subs(s, 0) == a > 1
    assert p.subs(s, 1) != 1
    # What the proof prints of them: the roots, the slopes, where one step turns.
    roots = sorted(float(y) for y in sp.Poly(c * s**2 + b * s + a - 1).nroots())
    said = [f"{x:.4g}" for x in roots] + [f"{math.sqrt(x):.3f}" for x in roots]
    turns = sorted(float(sp.sqrt(y)) for y in sp.Poly(5 * c * s**2 + 3 * b * s + a).nroots())
    said += [f"{x:.4f}" for x in (*turns, *(p.subs(s, x) for x in turns))]
    said += [f"{float(slope.subs(s, math.sqrt(x))):.2f}" for x in roots]
    said.append(f"{float(p.subs(s, 1)):.3f}")
    (proof,) = re.findall(r"^\$p'\(0\) = a\$\. At a fixed.*?^:::$", PAGE, re.M | re.S)
    assert not [number for number in said if proof.count(number) < 1]
    for language in ("The equation for", "关于 "):
        line = next(line for line in proof.splitlines() if line.startswith(language))
        assert not [number for number in (*said[:4], *said[8:]) if number not in line]


@pytest.mark.checks("thm-jordan", "eq-jordan-range", "eq-jordan-steps", by="decided")
def test_five_steps_of_muon_lead_into_the_printed_range():
    """z3, one step after the other: from each printed bound to the one before, and then never out."""
    s = sp.Symbol("sigma", real=True)
    p = polynomial("jordan", s)
    x = sp.Symbol("x")
    _, (low, high) = printed("eq-jordan-range").values({r"\sigma_5": x, r"\sigma_n": x}, 0)
    _, (floor, ceiling) = printed("eq-jordan-range").values({r"\sigma_5": x, r"\sigma_n": x}, 1)
    names = {f"s_{k}": x for k in range(1, 6)}
    bounds = [low, *(printed("eq-jordan-steps").values(names, k)[1] for k in range(5))]
    assert re.findall(r"If \$([\d.]+) \\le \\sigma_0 \\le 1\$", PAGE) == [str(float(bounds[5]))]
    assert "let $s_0 = 0.68$" in PAGE and low == floor == sp.Rational("0.68")
    real = Reals()
    for near, far in itertools.pairwise(bounds):
        given_ = real.link(s, r"\in", (far, high))
        real.proves(real.link(p, r"\in", (near, high)), given_)
        # The bound is as low as its last digit allows.
        assert p.subs(s, far * sp.Rational("0.985")) < near
    for top in (high, ceiling):
        real.proves(real.link(p, r"\in", (floor, ceiling)), real.link(s, r"\in", (floor, top)))
    # Nor can the range be made narrower by a hundredth: values come close to its ends.
    grid = torch.linspace(math.log(float(bounds[5])), 0, 200_001, dtype=torch.float64).exp()
    for k in range(1, 30):
        grid = sum(f * grid ** (2 * i + 1) for i, f in enumerate(JORDAN))
        if k in (5, 29):
            ends = (low, high) if k == 5 else (floor, ceiling)
            assert float(grid.min()) == pytest.approx(float(ends[0]), abs=0.01)
            assert float(grid.max()) == pytest.approx(float(ends[1]), abs=0.01)


@pytest.mark.checks("thm-third-order", "eq-third-order", "eq-towards-one", by="decided")
def test_the_other_coefficients_converge_with_third_order():
    """z3: the factors, and for every start below the root of 7/3 a step towards 1, not past it."""
    s = sp.Symbol("sigma", real=True)
    p = polynomial("convergent", s)
    env = {"p": lambda x: p.subs(s, x), r"\sigma": s}
    real = Reals()
    real.proves(real.claim("eq-third-order", env), real.link(s, ">", 0))
    real.proves(real.claim("eq-towards-one", env), real.link(s, ">", 0))
    (root,) = set(re.findall(r"if and only if \$\\sigma_0 < \\sqrt\{(\d/\d)\}\$", PAGE))
    edge = sp.Rational(root)
    below = real.all((s, ">", 0), (s, "<", 1))
    between = real.all((s, ">", 1), (s**2, "<", edge))
    real.proves(real.all((s, "<", p), (p, "<", 1)), below)
    real.proves(real.all((1, "<", p), (p, "<", s)), between)
    real.proves(real.link(p, r"\ge", s), real.all((s, ">", 0), (s**2, r"\ge", edge)))
    (factor,) = set(
        re.findall(r"\$1 - \\sigma_\{n\+1\} \\le \\frac(\d\d)\\,\(1-\\sigma_n\)\^3\$", PAGE)
    )
    rate = sp.Rational(*map(int, factor))
    real.proves(
        real.link(1 - p, r"\le", rate * (1 - s) ** 3), real.all((s, r"\ge", 0), (s, r"\le", 1))
    )
    assert sp.limit((1 - p) / (1 - s) ** 3, s, 1) == rate  # and no smaller factor would do
    assert sp.expand(sp.diff(p, s) - sp.Rational(15, 8) * (1 - s**2) ** 2) == 0


@pytest.mark.checks("eq-lift", by="decided")
@pytest.mark.parametrize("name", SETS)
def test_a_step_multiplies_by_the_slope_at_most(name):
    """z3 for one step; by induction the printed bound, which is sharp for small values."""
    s, first = sp.symbols("sigma sigma_0", positive=True)
    n = sp.Symbol("n", integer=True, positive=True)
    a, _, _ = exact(name)
    p = polynomial(name, s)
    real = Reals()
    real.proves(real.link(p, r"\le", a * s), real.link(s, r"\in", (0, sp.Rational("1.21"))))
    (_, bound) = printed("eq-lift").values({"a": a, "n": n, r"\sigma_0": first, r"\sigma_n": s})
    assert sp.simplify(bound.subs(n, n + 1) - a * bound) == 0
    assert bound.subs(n, 0) == first
    assert sp.limit(p / s, s, 0) == a


@pytest.mark.checks("eq-muon-order", by="decided")
def test_the_slope_at_zero_has_a_price():
    """The exercise: the coefficients with p(1) = 1 and p'(1) = 0, and that more than 15/8 exceeds 1."""
    a, b, c, s = sp.symbols("a b c sigma", real=True)
    p = a * s + b * s**3 + c * s**5
    ((one, two),) = sp.linsolve([p.subs(s, 1) - 1, sp.diff(p, s).subs(s, 1)], [a, b])
    env = {
        "a": one,
        "b": two,
        "c": c,
        "p''": lambda _: sp.diff(p, s, 2).subs({s: 1, a: one, b: two}),
    }
    printed("eq-muon-order").check(env)
    q = p.subs({a: one, b: two})
    factored = (1 - s) ** 2 * (1 + s / 2 - c * s * (1 + s) ** 2)
    assert sp.expand(1 - q - factored) == 0
    assert r"(1-\sigma)^2\bigl(1 + \frac\sigma2 - c\,\sigma\,(1+\sigma)^2\bigr)" in PAGE
    real = Reals()
    inside = real.all((s, r"\ge", 0), (s, r"\le", 1), (c, r"\le", sp.Rational(3, 8)))
    real.proves(real.link(q, r"\le", 1), inside)
    assert sp.diff(q, s, 2).subs(s, 1).subs(c, sp.Rational(3, 8)) == 0
    assert [sp.Rational(3, 8), *(x.subs(c, sp.Rational(3, 8)) for x in (one, two))] == [
        x for x in (exact("convergent")[k] for k in (2, 0, 1))
    ]


@pytest.mark.checks("tab-muon-kappa", by="numerics")
@pytest.mark.parametrize(("kappa", "below"), [(10, 0), (100, 0), (1000, 12), (10_000, 24)])
def test_ill_conditioned_velocities_stay_ill_conditioned(kappa, below):
    """Whole matrices, with other singular vectors, against one number at a time."""
    sigma = spread(kappa) / spread(kappa).norm()
    row = rf"\| {kappa:_} \| \{{glue:text\}}`k{kappa}-share:.5f`".replace("_", " ?")
    assert re.search(row, PAGE)
    found = torch.linalg.svdvals(newton_schulz(with_singular_values(spread(kappa), seed=5)))
    for _ in range(5):
        sigma = sum(f * sigma ** (2 * i + 1) for i, f in enumerate(JORDAN))
    assert torch.allclose(found, sigma.sort(descending=True).values, rtol=1e-8)
    assert int((found < 0.68).sum()) == below
    if kappa > JORDAN[0] ** 5 / 0.68:
        assert below


@needs_muon
@pytest.mark.checks("tab-muon-kappa", by="library")
@pytest.mark.parametrize("kappa", [10, 100, 1000, 10_000])
def test_sixteen_bits_see_the_same_until_they_see_nothing(kappa):
    """torch's function in bfloat16: the least singular value, as long as it is above the rounding."""
    from torch.optim._muon import _zeropower_via_newtonschulz as theirs

    matrix = with_singular_values(spread(kappa), seed=8)
    exact_ = torch.linalg.svdvals(newton_schulz(matrix))
    found = torch.linalg.svdvals(theirs(matrix, JORDAN, 5, 1e-7).double())
    if kappa < 10_000:
        assert torch.allclose(found, exact_, atol=0.08)
    assert float(found[-1]) < exact_[-1] + 0.05


# -- Velocities ------------------------------------------------------------------------------------


@needs_muon
def test_muon_leaves_a_part_of_real_velocities_behind():
    """Other starts and minibatches than the page's: a quarter of the singular values, by many errors."""
    images, labels = digits(torch.Generator().manual_seed(0))
    shares, conditions = [], []
    for seed in range(100, 108):
        with torch.random.fork_rng():
            torch.manual_seed(seed)
            model = nn.Sequential(
                nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, 10)
            )
            middle = model[2].weight
            muon = torch.optim.Muon([middle], lr=0.02, weight_decay=0.0)
            others = [p for p in model.parameters() if p is not middle]
            sgd = torch.optim.SGD(others, lr=0.1, momentum=0.9)
            for _ in range(100):
                batch = torch.randint(len(images), (32,))
                model.zero_grad()
                nn.functional.cross_entropy(model(images[batch]), labels[batch]).backward()
                muon.step()
                sgd.step()
        v = muon.state[middle]["momentum_buffer"].double()
        shares.append((torch.linalg.svdvals(newton_schulz(v)) < 0.68).double().mean())
        conditions.append(float(torch.linalg.cond(v)))
    below = torch.stack(shares)
    error = float(below.std()) / math.sqrt(len(below))
    assert float(below.mean()) > 0.15 + 4 * error
    assert float(below.mean()) < 0.4 - 4 * error
    assert min(conditions) > 2000


# -- Length, share, cost ---------------------------------------------------------------------------


@pytest.mark.checks("eq-muon-rms", by="numerics")
@pytest.mark.parametrize(("m", "n"), [(4, 4), (3, 8), (9, 2)])
def test_the_size_of_an_entry_of_the_polar_factor(m, n):
    found = float(polar(random(m, n)).square().mean().sqrt())
    values = printed("eq-muon-rms").values({"m": m, "n": n})
    assert [found] * 2 == pytest.approx([float(value) for value in values])


@pytest.mark.checks("eq-muon-rate", by="decided")
def test_the_rate_keeps_step_and_decay():
    """SymPy: with the printed pair both products are what they were."""
    eta, delta, r, s = sp.symbols("eta delta r s", positive=True)
    env = {r"\eta": eta, r"\delta": delta, "r": r, "r'": s, r"\eta'": None, r"\delta'": None}
    _, other = printed("eq-muon-rate").values(env, 0)
    _, decay = printed("eq-muon-rate").values(env | {r"\eta'": other}, 1)
    assert sp.simplify(other * s - eta * r) == 0
    assert sp.simplify(other * decay - eta * delta) == 0


@pytest.mark.checks("eq-optax-share", by="decided")
def test_the_share_of_the_corrected_look_ahead():
    """SymPy weighs the two corrected averages; the printed share, and by how much today gains."""
    beta, t = sp.symbols("beta t", positive=True)
    today = (1 - beta) / (1 - beta**t)
    past = beta / (1 - beta ** (t + 1))
    share = past / (today + past)
    env = {r"\beta": beta, "t": t, r"\nu_t": share}
    printed("eq-optax-share").check(env)
    gain = (today / past) / ((1 - beta) / beta)
    for step in (2, 5, 30):
        value = float(gain.subs({beta: sp.Rational(95, 100), t: step}))
        assert value - 1 == pytest.approx(1 / step, rel=0.2 if step < 30 else 0.7)
    assert float(share.subs({beta: sp.Rational(95, 100), t: 2000})) == pytest.approx(0.95)


def flops(m, n, rows):
    layer, inputs = nn.Linear(n, m, bias=False), torch.randn(rows, n, requires_grad=True)
    with FlopCounterMode(display=False) as training:
        layer(inputs).sum().backward()
    with FlopCounterMode(display=False) as five:
        newton_schulz(layer.weight.detach())
    return five.get_total_flops(), training.get_total_flops()


@pytest.mark.checks("eq-muon-cost", by="library")
@pytest.mark.parametrize(
    ("m", "n", "rows"), [(64, 64, 512), (128, 128, 512), (64, 64, 1024), (64, 256, 512), (8, 24, 5)]
)
def test_the_cost_is_what_torch_counts(m, n, rows):
    """FlopCounterMode counts both, exactly; a tall matrix costs what a wide one does."""
    five, training = flops(m, n, rows)
    above = printed("eq-muon-cost").values({"m": m, "n": n, "B": rows})
    assert [five / training] * 2 == above
    assert flops(n, m, rows) == (five, training)
    if m == n:
        assert five / training == 5 * m / rows


# -- Pieces and Shampoo ----------------------------------------------------------------------------


def test_the_polar_factors_of_halves_are_not_the_halves():
    """Other matrices than the page's; their singular values are the printed ones; orthogonal halves agree."""
    whole = random(30, 64, 64, seed=3)
    first, second = (polar(half) for half in whole.chunk(2, dim=1))
    pieces = torch.cat([first, second], dim=1)
    off = (pieces - polar(whole)).norm(dim=(1, 2)) / 8
    assert float(off.mean()) == pytest.approx(0.472, abs=0.006)
    assert float(off.std()) / math.sqrt(30) < 0.002
    gamma = torch.linalg.svdvals(first @ second.mT)
    expected = torch.cat([(1 + gamma).sqrt(), (1 - gamma).clamp(min=0).sqrt()], 1)
    found = torch.linalg.svdvals(pieces)
    assert torch.allclose(found, expected.sort(descending=True).values, atol=1e-7)
    rows = torch.linalg.qr(random(8, 8)).Q
    apart = torch.cat([random(2, 4) @ rows[:4], random(3, 4, seed=1) @ rows[4:]])
    together = torch.cat([polar(apart[:2]), polar(apart[2:])])
    assert torch.allclose(together, polar(apart))


@pytest.mark.checks("eq-shampoo", by="numerics")
@pytest.mark.parametrize("seed", range(3))
def test_shampoo_without_its_sums_is_the_polar_factor(seed):
    """Inverse fourth roots by eigh, of the two products; the polar factor by svd."""
    g = random(5, 5, seed=seed)

    def root(square):
        values, vectors = torch.linalg.eigh(square)
        return vectors * values**-0.25 @ vectors.T

    u, _, vh = torch.linalg.svd(g)
    left, right = root(g @ g.T), root(g.T @ g)
    assert torch.allclose(left @ g @ right, polar(g), atol=1e-9)
    env = {r"\mathbf{L}": left, r"\mathbf{R}": right, r"\mathbf{U}": u, r"\mathbf{V}": vh.T}
    printed("eq-shampoo").check(env | {r"\g": g, r"\mathbf{I}": torch.eye(5).double()}, abs_=1e-7)


@needs_muon
@pytest.mark.checks("eq-muon", by="library")
@pytest.mark.parametrize("nesterov", [False, True])
def test_torch_walks_by_the_printed_rule(nesterov):
    """torch.optim.Muon: its buffer, and its point with its own Newton-Schulz function in the place of polar."""
    from torch.optim._muon import _zeropower_via_newtonschulz as theirs

    eta, delta, beta = 0.25, 0.125, 0.875
    weight = nn.Parameter(random(6, 3).float())
    options = {"momentum": beta, "nesterov": nesterov, "weight_decay": delta}
    optimizer = torch.optim.Muon([weight], lr=eta, **options)
    v = torch.zeros(6, 3)
    for seed in range(5):
        before, g = weight.detach().clone(), random(6, 3, seed=seed).float()
        weight.grad = g.clone()
        optimizer.step()
        env = {
            r"\beta": beta,
            r"\nu": beta if nesterov else 1.0,
            r"\eta": eta,
            r"\delta": delta,
            "r": math.sqrt(2),
            r"\operatorname{polar}": lambda m: theirs(m, JORDAN, 5, 1e-7).float(),
            r"\g_t": g,
            r"\v_{t-1}": v,
            r"\x_{t-1}": before,
            r"\x_t": weight.detach(),
        }
        v = optimizer.state[weight]["momentum_buffer"].clone()
        env |= {r"\v_t": v, r"\mathbf{M}_t": g.lerp(v, beta) if nesterov else v}
        printed("eq-muon").check(env, 0, 1, rel=1e-5, abs_=1e-6)
        printed("eq-muon").check(env, 2, rel=1e-4, abs_=1e-5)
