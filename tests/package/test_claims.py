"""Claims the text makes, and common claims it corrects, decided by computation."""

import math

import pytest
import torch
from printed import printed
from scipy.linalg import solve_discrete_lyapunov

from momentum.averages import gain, leaky_sum, sample_size, weights
from momentum.data import airfoil
from momentum.dynamics import best_momentum, iteration_matrix, power, spectral_radius
from momentum.noise import stationary_variance
from momentum.quadratic import RAVINE, Quadratic, least_squares
from momentum.training import descend, fit_from_scratch, momentum_step


def lyapunov_variance(eta: float, beta: float, lam: float) -> float:
    """Variance of x when unit noise enters the gradient at every step, by linear algebra."""
    matrix = iteration_matrix(beta, eta, lam).numpy()
    entry = torch.tensor([[1.0], [-eta]], dtype=torch.float64).numpy()
    return float(solve_discrete_lyapunov(matrix, entry @ entry.T)[1, 1])


@pytest.mark.checks("eq-stationary", by="numerics")
@pytest.mark.parametrize("eta", [0.01, 0.1, 1.0, 1.9])
@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("lam", [0.3, 1.0])
def test_stationary_variance_in_closed_form(eta, beta, lam):
    """The printed variance against SciPy's solution of the discrete Lyapunov equation."""
    sigma = 1.7
    values = {r"\eta": eta, r"\beta": beta, r"\lambda": lam, r"\sigma": sigma, "x": 0.0}
    # the method is linear: noise sigma times as strong moves x sigma times as far
    values[r"\operatorname{Var}"] = lambda _: sigma**2 * lyapunov_variance(eta, beta, lam)
    left, closed, approximate = printed("eq-stationary").values(values)
    assert closed == pytest.approx(left, rel=1e-9)
    share = eta * lam / (2 * (1 + beta))  # what the approximation leaves out
    assert approximate == pytest.approx((1 - share) * left, rel=1e-9)


def test_momentum_does_not_average_noise_for_free():
    plain = float(stationary_variance(0.0, 0.01, 1.0))
    equal_eta, equal_rate = (float(stationary_variance(0.9, eta, 1.0)) for eta in (0.01, 0.001))
    assert equal_eta / plain == pytest.approx(10, rel=0.01)
    assert equal_rate / plain == pytest.approx(1, rel=0.01)
    larger_rate = float(stationary_variance(0.0, 0.1, 1.0))
    assert equal_eta / larger_rate == pytest.approx(1, rel=0.06)


def test_noise_of_minibatches_follows_the_effective_rate():
    """The source's three settings, ordered by eta/(1-beta) and not by eta."""
    features, targets = airfoil(torch.float64)
    design = torch.cat([features, torch.ones(len(features), 1)], 1)
    loss = least_squares(design, targets)
    generator, runs = torch.Generator().manual_seed(0), 2000

    def gradient(w):
        rows = torch.randint(len(design), (runs, 10), generator=generator)
        x, y = design[rows], targets[rows]
        return (x * (x @ w[..., None] - y)).mean(1)

    def excess(eta, beta):
        start = torch.zeros(runs, 6, dtype=torch.float64)
        end = descend(momentum_step(gradient, eta, beta), start, 300).x[-1]
        return loss.value(end) - loss.minimum

    first, third, second = excess(0.02, 0.5), excess(0.005, 0.9), excess(0.01, 0.9)
    assert first.mean() < third.mean() < second.mean() / 2  # rates 0.04, 0.05 and 0.1
    plain = excess(0.04, 0.0)  # the rate of the first
    error = math.hypot(plain.std() / math.sqrt(runs), first.std() / math.sqrt(runs))
    assert abs(plain.mean() - first.mean()) < 5 * error
    # a single draw cannot rank the settings: one in ten of the worst beats one in ten of the best
    assert second.quantile(0.1) < first.quantile(0.9)
    assert second.quantile(0.1) < third.quantile(0.9)


@pytest.mark.checks("tab-three-settings", by="numerics")
@pytest.mark.parametrize(("eta", "beta"), [(0.02, 0.5), (0.01, 0.9), (0.005, 0.9)])
def test_training_ends_where_a_thousand_simulated_runs_end(eta, beta):
    """Training by autograd, one run at a time, against many runs at once by linear algebra."""
    features, targets = airfoil(torch.float64)
    design = torch.cat([features, torch.ones(len(features), 1)], 1)
    loss, runs = least_squares(design, targets), 1000
    generator = torch.Generator().manual_seed(0)
    w = v = torch.zeros(runs, 6, dtype=torch.float64)
    for _ in range(2):
        order = torch.rand(runs, len(design), generator=generator).argsort(1)
        for rows in order.split(10, 1):
            v = beta * v + (design[rows] * (design[rows] @ w[..., None] - targets[rows])).mean(1)
            w = w - eta * v
    simulated = loss.value(w)
    hyperparams = {"lr": eta, "momentum": beta}
    trained = torch.stack(
        [
            fit_from_scratch(
                features, targets, hyperparams, generator=torch.Generator().manual_seed(seed)
            ).loss[-1]
            for seed in range(12)
        ]
    )
    error = simulated.std() / math.sqrt(len(trained))
    assert abs(trained.mean() - simulated.mean()) < 5 * error
    assert simulated.min() - error < trained.min() <= trained.max() < simulated.max() + error


def test_variance_of_a_minibatch_mean():
    """sigma^2/B with replacement; without it, smaller by (n-B)/(n-1)."""
    values = torch.linspace(-1, 1, 40, dtype=torch.float64)
    generator, batch, runs = torch.Generator().manual_seed(0), 10, 40_000
    variance = float(values.var(correction=0))
    with_replacement = values[torch.randint(40, (runs, batch), generator=generator)].mean(1)
    order = torch.rand(runs, 40, generator=generator).argsort(1)[:, :batch]
    without = values[order].mean(1)
    assert float(with_replacement.var()) == pytest.approx(variance / batch, rel=0.03)
    assert float(without.var()) == pytest.approx(variance / batch * 30 / 39, rel=0.03)


@pytest.mark.parametrize("beta", [0.5, 0.9])
def test_steady_gradients_gain_and_alternating_ones_lose(beta):
    t = torch.arange(400)
    steady = torch.ones(400, dtype=torch.float64)
    assert float(leaky_sum(steady, beta)[-1]) == pytest.approx(1 / (1 - beta), rel=1e-9)
    alternating = steady * (-1.0) ** t
    assert float(leaky_sum(alternating, beta)[-1].abs()) == pytest.approx(1 / (1 + beta), rel=1e-9)


def test_gain_and_sample_size_are_different_numbers():
    w = weights(0.9, 2000)
    assert gain(0.9) == pytest.approx(10)
    assert float(w.sum() ** 2 / (w**2).sum()) == pytest.approx(19)
    assert sample_size(0.9) == pytest.approx(19)


def test_effective_rate_takes_time():
    assert gain(0.9, 21) < 0.9 * gain(0.9) < gain(0.9, 22)


def test_weights_beyond_the_plot():
    share = 1 - float(weights(0.95, 40).sum()) / gain(0.95)
    assert share == pytest.approx(0.129, abs=5e-4)


def test_a_quarter_of_momentum_does_converge():
    for beta, rate in ((0.25, 0.8589), (0.5, 0.7071)):
        radius = spectral_radius(beta, 0.6 * RAVINE.eigenvalues).max()
        path = power(torch.arange(400), beta, 0.6, 4.0)[:, 1, 1].abs()
        # the envelope over a window, since the coordinate swings
        measured = float(path[380:].max() / path[180:200].max()) ** (1 / 200)
        assert float(radius) == pytest.approx(rate, abs=5e-5)
        assert measured == pytest.approx(rate, rel=1e-2)


def test_the_limit_of_gradient_descent_in_the_ravine_is_one_half():
    start = torch.tensor([-5.0, -2.0], dtype=torch.float64)

    def end(eta):
        return float(descend(momentum_step(RAVINE.gradient, eta), start, 3000).x[-1].norm())

    assert end(0.499) < 1e-4
    assert end(0.5) == pytest.approx(2, rel=1e-6)  # x2 jumps between the walls for ever
    assert end(0.501) > 100


def test_gradient_descent_beyond_one_still_converges():
    for h, end in ((2.1, 1.1**200), (1.9, 0.9**200), (2.0, 1.0)):
        trace = descend(momentum_step(lambda x, h=h: h * x, 1.0), torch.ones(1).double(), 200)
        assert float(trace.x[-1].abs()) == pytest.approx(end, rel=1e-9)
    assert float(trace.x[-2]) == -float(trace.x[-1])


def test_large_beta_is_not_desirable_in_general():
    critical = (1 - math.sqrt(0.5)) ** 2
    rates = [float(spectral_radius(beta, 0.5)) for beta in (critical, 0.5, 0.9, 0.99)]
    assert rates == sorted(rates)
    assert rates == pytest.approx([0.2929, 0.7071, 0.9487, 0.9950], abs=5e-5)
    beta = torch.linspace(0, 0.999, 2000, dtype=torch.float64)
    best = beta[spectral_radius(beta, 0.5).argmin()]
    assert float(best) == pytest.approx(critical, abs=1e-3)


def test_at_beta_one_nothing_ever_settles():
    trace = descend(lambda x, v: (x - 0.5 * (v + x), v + x), torch.ones(1).double(), 10_000)
    assert float(trace.x[-50:].abs().max()) > 0.9
    assert float(spectral_radius(1.0, 0.5)) == pytest.approx(1)


@pytest.mark.parametrize("scale", [0.01, 0.1, 0.5])
@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_a_finite_sum_of_rates_bounds_the_way(scale, beta):
    """Gradients of length G move the point by at most G/(1-beta) times the sum of the rates."""
    rates = (scale / torch.arange(1, 20_001, dtype=torch.float64) ** 2).tolist()
    for gradient in (lambda x: x, lambda x: 1.0):  # a parabola, and the longest way there is
        x, v, longest = 1.0, 0.0, 0.0
        for eta in rates:
            longest = max(longest, abs(gradient(x)))
            v = beta * v + gradient(x)
            x -= eta * v
        assert abs(x - 1) <= longest / (1 - beta) * sum(rates) * (1 + 1e-12)
    # the constant gradient comes close to the bound, so it is no idle one
    late = [0.0] * 200 + rates[:1]
    x, v = 0.0, 0.0
    for eta in late:
        v = beta * v + 1.0
        x -= eta * v
    assert -x == pytest.approx(rates[0] / (1 - beta), rel=1e-6)


@pytest.mark.parametrize("beta", [0.0, 0.9])
def test_momentum_does_not_prevent_stalling(beta):
    x, v = 1.0, 0.0
    for t in range(1, 20_001):
        v = beta * v + x
        x -= 0.01 / t**2 * v
    assert x > 0.8


@pytest.mark.checks("eq-heavy-ball", by="numerics")
def test_polyaks_form_is_the_same_path():
    """The printed two-point form against the path of the two-line form."""
    eta, beta = 0.3, 0.8
    start = torch.tensor([-5.0, -2.0], dtype=torch.float64)
    path = [start, start]
    for _ in range(40):
        before, now = path[-2:]
        path.append(now - eta * RAVINE.gradient(now) + beta * (now - before))
    ours = descend(momentum_step(RAVINE.gradient, eta, beta), start, 40).x
    assert torch.allclose(torch.stack(path[1:]), ours, rtol=1e-10, atol=1e-12)
    points = dict(enumerate([start, *ours], -1))
    values = {r"\eta": eta, r"\beta": beta, r"\x": points.__getitem__}
    for t in range(1, 41):
        gradient = RAVINE.gradient(ours[t - 1])
        printed("eq-heavy-ball").check(values | {"t": t, r"\g_t": gradient}, abs_=1e-10)


def test_polyaks_form_with_a_changing_rate_scales_the_last_move():
    etas = [0.3, 0.3, 0.1, 0.2, 0.05, 0.4]
    beta, x, v = 0.8, 1.0, 0.0
    path, previous = [1.0, 1.0], etas[0]
    for eta in etas:
        v = beta * v + x
        x -= eta * v
        before, now = path[-2:]
        path.append(now - eta * now + beta * eta / previous * (now - before))
        previous = eta
        assert path[-1] == pytest.approx(x, rel=1e-12)


def test_the_optimum_pays_at_the_start():
    """Exercise 2: ten steps of the asymptotically best pair end above the start."""
    lam = 0.5 ** torch.arange(10, dtype=torch.float64)
    f, start = Quadratic(torch.diag(lam)), torch.ones(10, dtype=torch.float64)
    best = best_momentum(float(lam[-1]), 1.0)
    ten = descend(momentum_step(f.gradient, best.eta, best.beta), start, 10).x[-1]
    modest = descend(momentum_step(f.gradient, 1.0, 0.9), start, 10).x[-1]
    assert f.value(ten) > f.value(start) > 10 * f.value(modest)
