"""The leaky sum against its definition, and each summary number against a second route."""

import math

import pytest
import sympy as sp
import torch
from hypothesis import given
from hypothesis import strategies as st
from printed import printed
from scipy.signal import freqz, group_delay, lfilter

from momentum.averages import (
    frequency_response,
    gain,
    half_life,
    leaky_step_,
    leaky_sum,
    mean_lag,
    sample_size,
    weights,
)

betas = st.floats(0, 0.99)
sequences = st.lists(st.floats(-100, 100), min_size=1, max_size=30).map(
    lambda values: torch.tensor(values, dtype=torch.float64)
)


@pytest.mark.checks("eq-leaky", "eq-unrolled", "thm-unrolled", by="library")
@pytest.mark.parametrize("beta", [0.3, 0.9])
def test_a_leaky_average_is_scipys_recursive_filter(beta):
    """Recursion, weighted sum and total weight against scipy.signal.lfilter."""
    g = torch.linspace(-3, 5, 12, dtype=torch.float64).sin().tolist()
    v = [0.0, *lfilter([1.0], [1.0, -beta], g)]
    total = [0.0, *lfilter([1.0], [1.0, -beta], [1.0] * len(g))]
    for t in range(1, len(v)):
        values = {r"\beta": beta, "t": t, r"\v": v.__getitem__, r"\g": lambda i: g[i - 1]}
        printed("eq-leaky").check(values)
        printed("eq-unrolled").check(values)
        assert total[t] == pytest.approx((1 - beta**t) / (1 - beta), rel=1e-12)
    assert lfilter([1.0], [1.0, -beta], [1.0] * 900)[-1] == pytest.approx(1 / (1 - beta))


@pytest.mark.checks("eq-minibatch", by="library")
def test_a_minibatch_gradient_is_the_mean_of_the_gradients_of_its_examples():
    """The gradients of single examples by hand and by torch.autograd against torch's mean loss."""
    x = torch.linspace(-1, 2, 12, dtype=torch.float64).reshape(6, 2)
    y, batch = torch.arange(6.0).double(), [1, 3, 4]
    w = [torch.tensor([0.3 * t, t - 0.7]).double().requires_grad_() for t in range(4)]

    def gradient(loss):
        found = torch.autograd.grad(loss, w, allow_unused=True)
        return next(g for g in found if g is not None)

    for t, i in ((2, 3), (3, 0)):
        mean = torch.nn.functional.mse_loss(x[batch] @ w[t - 1], y[batch]) / 2
        values = {
            "i": i,
            "t": t,
            r"\g_t": gradient(mean),
            r"\mathcal{B}_t": len(batch),
            r"\sum_i\in\mathcal{B}_t": batch,
            r"\mathbf{h}": lambda j, s: (x[j] @ w[s] - y[j]).detach() * x[j],
            r"\partial_\w": gradient,
            "f": lambda row, point, i=i: (row @ point - y[i]) ** 2 / 2,
            r"\x": x.__getitem__,
            r"\w": w.__getitem__,
        }
        printed("eq-minibatch").check(values)


@given(g=sequences, beta=betas)
def test_leaky_sum_is_the_weighted_sum_of_the_past(g, beta):
    v = leaky_sum(g, beta)
    for t in range(len(g)):
        past = g[: t + 1].flip(0)
        assert torch.allclose(v[t], weights(beta, t + 1) @ past, rtol=1e-12, atol=1e-10)


@given(g=sequences, beta=betas, scale=st.floats(-3, 3))
def test_leaky_sum_is_linear(g, beta, scale):
    other = g.flip(0)
    both = leaky_sum(g + scale * other, beta)
    parts = leaky_sum(g, beta) + scale * leaky_sum(other, beta)
    assert torch.allclose(both, parts, rtol=1e-12, atol=1e-8)


@given(g=sequences, beta=betas)
def test_leaky_sum_cannot_see_the_future(g, beta):
    shorter = leaky_sum(g[:-1], beta) if len(g) > 1 else g[:0]
    assert torch.equal(leaky_sum(g, beta)[:-1], shorter)


def test_leaky_sum_keeps_trailing_axes_and_leaves_its_input_alone():
    g = torch.arange(12, dtype=torch.float64).reshape(3, 2, 2)
    before = g.clone()
    v = leaky_sum(g, 0.5)
    assert v.shape == g.shape
    assert torch.equal(v[:, 1, 0], leaky_sum(g[:, 1, 0], 0.5))
    assert torch.equal(g, before)
    assert leaky_sum(g[:0], 0.5).shape == (0, 2, 2)


def test_beta_zero_forgets_everything_and_returns_a_copy():
    g = torch.tensor([3.0, -1.0])
    v = leaky_sum(g, 0.0)
    assert torch.equal(v, g)
    assert v.data_ptr() != g.data_ptr()


def test_leaky_step_works_in_place():
    v = torch.tensor([2.0])
    assert leaky_step_(v, torch.tensor([1.0]), 0.5) is v
    assert v.item() == 2.0


def test_leaky_step_spreads_no_gradient():
    """PyTorch would add one number to both."""
    v = torch.ones(2)
    with pytest.raises(ValueError, match=r"^g and v must have the same shape"):
        leaky_step_(v, torch.ones(1), 0.5)
    assert torch.equal(v, torch.ones(2))


@given(beta=betas, steps=st.integers(0, 60))
def test_gain_is_the_sum_of_the_weights(beta, steps):
    assert gain(beta, steps) == pytest.approx(weights(beta, steps).sum().item(), rel=1e-12)


@pytest.mark.checks("eq-four-numbers", "eq-sample-size", by="algebra")
def test_gain_and_lag_are_the_series_sympy_sums():
    """The four printed numbers against the series they sum up, and against the half-life."""
    tau = sp.symbols("tau", integer=True, nonnegative=True)
    for beta in (sp.Rational(1, 2), sp.Rational(9, 10), sp.Rational(99, 100)):
        total = sp.summation(beta**tau, (tau, 0, sp.oo))
        lag = sp.summation(tau * beta**tau, (tau, 0, sp.oo)) / total
        squares = sp.summation(beta ** (2 * tau), (tau, 0, sp.oo))
        assert gain(float(beta)) == pytest.approx(float(total), rel=1e-12)
        assert mean_lag(float(beta)) == pytest.approx(float(lag), rel=1e-12)
        assert sample_size(float(beta)) == pytest.approx(float(total**2 / squares), rel=1e-12)
        four = [printed("eq-four-numbers").values({r"\beta": beta}, k)[0] for k in range(4)]
        half = four.pop(2)
        assert [sp.simplify(n) for n in four] == [total, lag, total**2 / squares]
        assert float(beta) ** float(half) == pytest.approx(0.5, rel=1e-12)
        assert half_life(float(beta)) == pytest.approx(float(half), rel=1e-12)
        values = {r"\beta": float(beta), r"\sum_\tau": range(4000)}
        printed("eq-sample-size").check(values)
        assert printed("eq-sample-size").values(values)[-1] == pytest.approx(sample_size(beta))


@pytest.mark.checks("eq-effective-rate", by="numerics")
@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_a_steady_gradient_ends_in_steps_of_the_effective_rate(beta):
    """The last step of a long loop with a constant gradient against the printed limit."""
    eta, g, v = 0.3, 1.7, 0.0
    for _ in range(2000):
        v = beta * v + g
    (limit,) = printed("eq-effective-rate").values({r"\eta": eta, r"\beta": beta, r"\g": g})
    assert eta * v == pytest.approx(limit, rel=1e-12)


@pytest.mark.checks("eq-frequency", by="library")
@pytest.mark.parametrize("beta", [0.0, 0.3, 0.9, 0.99])
def test_the_gain_of_a_wave_is_scipys(beta):
    """The printed modulus and the complex factor against scipy.signal.freqz."""
    omega = torch.linspace(0, math.pi, 9, dtype=torch.float64)
    _, wanted = freqz([1.0], [1.0, -beta], worN=omega.numpy())
    found = frequency_response(beta, omega)
    assert torch.allclose(found, torch.from_numpy(wanted), rtol=1e-12)
    for w, factor in zip(omega.tolist(), wanted, strict=True):
        values = {r"\beta": beta, r"\omega": w, "G": lambda _, factor=factor: abs(factor)}
        printed("eq-frequency").check(values)
    assert abs(found[0]).item() == pytest.approx(gain(beta), rel=1e-12)
    _, lag = group_delay(([1.0], [1.0, -beta]), w=[0.0])
    assert lag[0] == pytest.approx(mean_lag(beta), rel=1e-9, abs=1e-12)


@given(beta=st.floats(0, 0.95), omega=st.floats(0, math.pi))
def test_a_leaky_sum_turns_a_wave_into_the_same_wave(beta, omega):
    t = torch.arange(900, dtype=torch.float64)
    wave = torch.polar(torch.ones_like(t), omega * t)
    response = frequency_response(beta, torch.tensor(omega, dtype=torch.float64))
    v = torch.view_as_complex(leaky_sum(torch.view_as_real(wave), beta))
    assert torch.allclose(v[-9:], response * wave[-9:], rtol=1e-9)


@given(beta=st.floats(0.01, 0.99))
def test_a_weight_halves_in_one_half_life(beta):
    assert beta ** half_life(beta) == pytest.approx(0.5, rel=1e-12)


def test_sample_size_is_what_the_variance_of_a_simulated_average_says():
    beta = 0.9
    noise = torch.randn(200, 20_000, generator=torch.Generator().manual_seed(1))
    average = leaky_sum(noise.double(), beta)[-1] / gain(beta, 200)
    measured = 1 / average.var().item()
    # the relative standard error of a variance from 20,000 draws is 1 %
    assert measured == pytest.approx(sample_size(beta), rel=0.05)
    assert abs(measured - gain(beta)) > 5  # 19, not 10


def test_nothing_is_remembered_at_beta_zero():
    assert weights(0.0, 3).tolist() == [1.0, 0.0, 0.0]
    assert (gain(0.0), mean_lag(0.0), half_life(0.0), sample_size(0.0)) == (1, 0, 0, 1)
    assert gain(0.0, 0) == 0


@pytest.mark.parametrize("function", [gain, mean_lag, half_life, sample_size])
@pytest.mark.parametrize("beta", [1.0, -0.1, math.nan, math.inf])
def test_beta_outside_its_interval_is_named(function, beta):
    with pytest.raises(ValueError, match=rf"beta must lie in \[0, 1\), got {beta}"):
        function(beta)


def test_other_bad_arguments_are_named():
    with pytest.raises(TypeError, match=r"numbers of 16 bits or more, got torch\.int64"):
        leaky_sum(torch.arange(3), 0.5)
    with pytest.raises(TypeError, match=r"g must be a Tensor, got \[1.0\]"):
        leaky_sum([1.0], 0.5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="g must have a time axis"):
        leaky_sum(torch.tensor(1.0), 0.5)
    with pytest.raises(
        TypeError,
        match=r"omega must hold floating-point numbers of 16 bits or more, got torch\.int64",
    ):
        frequency_response(0.5, torch.arange(3))
    with pytest.raises(ValueError, match=r"beta must lie in \[0, 1\), got 1"):
        frequency_response(1.0, torch.zeros(1))
    with pytest.raises(ValueError, match="steps must be at least 0, got -1"):
        weights(0.5, -1)
    with pytest.raises(TypeError, match=r"steps must be an int, got 2\.0"):
        weights(0.5, 2.0)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"steps must lie in \[0, inf\], got -1"):
        gain(0.5, -1)
