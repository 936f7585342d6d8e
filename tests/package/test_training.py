"""Loops: the chapter's four runs, two ways to train that agree, and honest divergence."""

import math
from functools import partial

import pytest
import torch
from printed import printed

from momentum.averages import leaky_sum
from momentum.data import airfoil
from momentum.dynamics import iteration_matrix, power, spectral_radius
from momentum.optim import SGD
from momentum.quadratic import RAVINE
from momentum.training import descend, fit, fit_from_scratch, half_mse, momentum_step

START = torch.tensor([-5.0, -2.0], dtype=torch.float64)


@pytest.mark.checks("tab-four-runs", by="numerics")
@pytest.mark.parametrize(
    ("eta", "beta", "end"),
    [
        (0.4, 0.0, (-0.943467, -0.000073)),
        (0.6, 0.0, (-0.387814, -1673.365109)),
        (0.6, 0.5, (0.007188, 0.002553)),
        (0.6, 0.25, (-0.126340, -0.186632)),
    ],
)
def test_the_chapters_four_runs_end_where_the_source_says(eta, beta, end):
    """The ends of the four runs against the source and the closed form, and their rates."""
    trace = descend(momentum_step(RAVINE.gradient, eta, beta), START, 20)
    assert trace.x[-1].tolist() == pytest.approx(end, abs=5e-7)
    exact = power(20, beta, eta, RAVINE.eigenvalues)[:, 1, 1] * START
    assert torch.allclose(trace.x[-1], exact, rtol=1e-10)
    moduli = torch.linalg.eigvals(iteration_matrix(beta, eta, RAVINE.eigenvalues)).abs().amax(-1)
    assert torch.allclose(spectral_radius(beta, eta * RAVINE.eigenvalues), moduli, atol=1e-7)


@pytest.mark.checks("eq-momentum", by="library")
def test_the_printed_method_is_torchs():
    """The two printed lines against velocities and points of torch.optim.SGD."""
    eta, beta, x = 0.4, 0.7, START.clone().requires_grad_()
    optimizer = torch.optim.SGD([x], lr=eta, momentum=beta)
    points, velocities, gradients = [START], [torch.zeros(2).double()], [torch.zeros(2).double()]
    for t in range(1, 12):
        optimizer.zero_grad()
        RAVINE.value(x).backward()
        gradients.append(x.grad.clone())
        optimizer.step()
        points.append(x.detach().clone())
        velocities.append(optimizer.state[x]["momentum_buffer"].clone())
        values = {r"\beta": beta, r"\eta": eta, "t": t, r"\g": gradients.__getitem__}
        values |= {r"\v": velocities.__getitem__, r"\x": points.__getitem__}
        printed("eq-momentum").check(values)


@pytest.mark.checks("eq-half-mse", by="library")
def test_the_printed_loss_is_half_of_torchs():
    """The printed sum against torch's mean squared error, halved."""
    x, y = (data[:7] for data in airfoil(torch.float64))
    w, b = torch.linspace(-1, 1, 5, dtype=torch.float64)[:, None], 0.3
    half = float(torch.nn.functional.mse_loss(x @ w + b, y) / 2)
    values = {r"\ell": lambda *_: half, "n": len(x), r"\w": w, "b": b}
    values |= {r"\x": lambda i: x[i - 1][:, None], "y": lambda i: float(y[i - 1])}
    printed("eq-half-mse").check(values)
    assert float(half_mse(x @ w + b, y)) == pytest.approx(half, rel=1e-12)


def test_velocity_is_the_leaky_sum_of_the_gradients_seen():
    trace = descend(momentum_step(RAVINE.gradient, 0.4, 0.7), START, 25)
    gradients = RAVINE.gradient(trace.x[:-1])
    assert torch.allclose(trace.v[1:], leaky_sum(gradients, 0.7), rtol=1e-12)
    assert torch.allclose(trace.x[1:], trace.x[:-1] - 0.4 * trace.v[1:], rtol=1e-12)


def test_descend_does_not_change_its_start_and_may_take_no_step():
    start = START.clone()
    trace = descend(momentum_step(RAVINE.gradient, 0.1), start, 0)
    assert torch.equal(start, START)
    assert torch.equal(trace.x, START[None])
    assert torch.equal(trace.v, torch.zeros(1, 2).double())
    trace.x.zero_()
    assert torch.equal(start, START)


def test_descend_stops_before_the_first_point_that_is_not_finite():
    trace = descend(momentum_step(RAVINE.gradient, 1e10), START, 100)
    assert trace.diverged_at == len(trace.x)
    assert torch.isfinite(trace.x).all()
    x, _ = momentum_step(RAVINE.gradient, 1e10)(trace.x[-1], trace.v[-1])
    assert not torch.isfinite(x).all()


@pytest.mark.parametrize("point", [(math.inf, 0.0), (math.inf, -math.inf), (0.0, math.nan)])
def test_descend_stops_before_one_number_that_is_not_finite(point):
    trace = descend(lambda x, v: (torch.tensor(point).double(), v), START, 3)
    assert trace.diverged_at == len(trace.x) == 1


def test_descend_goes_on_with_finite_numbers_whose_sum_is_not():
    start = torch.tensor([1.5e308, 1.5e308], dtype=torch.float64)
    trace = descend(lambda x, v: (x.clone(), v), start, 3)
    assert trace.diverged_at is None and torch.equal(trace.x, start.expand(4, 2))


@pytest.mark.parametrize(("lr", "momentum"), [(0.02, 0.5), (0.01, 0.9), (0.05, 0.0)])
@pytest.mark.parametrize("optimizer", [torch.optim.SGD, SGD])
def test_from_scratch_and_concise_training_agree(lr, momentum, optimizer):
    features, targets = airfoil(torch.float64)

    def run(train, how):
        return train(features[:200], targets[:200], how, generator=torch.Generator().manual_seed(0))

    ours = run(fit_from_scratch, {"lr": lr, "momentum": momentum})
    other = run(fit, partial(optimizer, lr=lr, momentum=momentum))
    assert torch.equal(ours.t, other.t)
    assert torch.allclose(ours.loss, other.loss, rtol=0, atol=1e-12)
    assert torch.allclose(ours.weight, other.weight, rtol=0, atol=1e-12)
    assert torch.allclose(ours.bias, other.bias, rtol=0, atol=1e-12)


def test_mse_without_the_half_doubles_the_learning_rate():
    """What the source's concise version does: same batches, twice the step."""
    features, targets = airfoil(torch.float64)
    x, y = features[:10], targets[:10]

    def one_step(loss, lr):
        w = torch.zeros(5, 1, dtype=torch.float64, requires_grad=True)
        loss(x @ w, y).backward()
        torch.optim.SGD([w], lr=lr, momentum=0.9).step()
        return w.detach()

    doubled = one_step(torch.nn.functional.mse_loss, 0.005)
    assert torch.allclose(doubled, one_step(half_mse, 0.01), rtol=1e-14)
    assert not torch.allclose(doubled, one_step(half_mse, 0.005), rtol=0.1)


def test_history_records_start_and_end():
    features, targets = airfoil(torch.float64)
    history = fit_from_scratch(
        features[:95], targets[:95], {"lr": 0.01, "momentum": 0.5}, epochs=3, batch_size=9,
        generator=torch.Generator().manual_seed(2),
    )  # fmt: skip
    assert history.t.tolist() == [0, 10, 20, 30, 33]  # every tenth, and the last
    prediction = features[:95] @ history.weight + history.bias
    assert history.loss[-1] == half_mse(prediction, targets[:95])
    assert history.loss[0] == half_mse(torch.zeros_like(targets[:95]), targets[:95])
    assert history.loss[-1] < history.loss[0]


def test_training_leaves_the_global_generator_alone():
    features, targets = airfoil()
    before = torch.random.get_rng_state()
    fit(
        features[:50], targets[:50], partial(torch.optim.SGD, lr=0.1),
        generator=torch.Generator().manual_seed(0),
    )  # fmt: skip
    assert torch.equal(torch.random.get_rng_state(), before)


def test_bad_arguments_are_named():
    features, targets = airfoil()
    generator = torch.Generator()
    with pytest.raises(ValueError, match=r"eta must lie in \(0, inf\), got 0"):
        momentum_step(RAVINE.gradient, 0)
    with pytest.raises(ValueError, match=r"beta must lie in \[0, 1\), got 1"):
        momentum_step(RAVINE.gradient, 0.1, 1)
    with pytest.raises(ValueError, match="x0 must be finite"):
        descend(lambda x, v: (x, v), torch.tensor([torch.nan]), 1)
    with pytest.raises(TypeError, match="x0 must hold floating-point"):
        descend(lambda x, v: (x, v), torch.tensor([1]), 1)
    with pytest.raises(ValueError, match="steps must be at least 0, got -1"):
        descend(lambda x, v: (x, v), START, -1)
    with pytest.raises(
        ValueError, match=r"prediction must have shape \(3, 1\), to fit target, got \(3,\)"
    ):
        half_mse(torch.ones(3), torch.ones(3, 1))
    hyperparams = {"lr": 0.1, "momentum": 0.5}
    with pytest.raises(ValueError, match="epochs must be at least 1, got 0"):
        fit_from_scratch(features, targets, hyperparams, epochs=0, generator=generator)
    with pytest.raises(ValueError, match="batch_size must be at least 1, got 0"):
        fit_from_scratch(features, targets, hyperparams, batch_size=0, generator=generator)
    with pytest.raises(ValueError, match=r"targets must have shape \(1500, 1\)"):
        fit_from_scratch(features, targets[:, 0], hyperparams, generator=generator)


@pytest.mark.parametrize(
    ("returned", "error", "message"),
    [
        (None, TypeError, "step must return a pair of tensors, got None"),
        ((START, START, START), TypeError, "step must return a pair of tensors, got"),
        ([START], TypeError, "step must return a pair of tensors, got"),
        ((START, 1.0), TypeError, "step must return"),
        (
            (START, torch.ones(3)),
            ValueError,
            r"step must return tensors of shape \(2,\), got \(3,\)",
        ),
    ],
)
def test_a_step_that_returns_something_else_is_named(returned, error, message):
    with pytest.raises(error, match=message):
        descend(lambda x, v: returned, START, 1)


def test_a_step_may_return_a_list():
    assert descend(lambda x, v: [x, v], START, 1).x.shape == (2, 2)
