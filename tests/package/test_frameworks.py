"""The traps around torch's SGD, each held against the installed torch, and our own class."""

import copy
import itertools
import math
from fractions import Fraction

import pytest
import sympy as sp
import torch
from hypothesis import example, given
from hypothesis import strategies as st
from printed import printed
from torch.optim.lr_scheduler import CyclicLR, OneCycleLR

from momentum.averages import stall
from momentum.data import airfoil
from momentum.optim import SGD
from momentum.training import half_mse

THEIRS = torch.optim.SGD
LOOP = {"foreach": False}
FOREACH = {"foreach": True}
FUSED = {"fused": True}
betas = st.floats(0, 0.99)


def ours(params, foreach=None, **options):
    return SGD(params, **options)


def leaf(*values, dtype=torch.float64):
    return torch.tensor(values, dtype=dtype, requires_grad=True)


def walk(x, optimizer, gradients):
    """Feed gradients, None among them, and give the positions after each step."""
    path = []
    for g in gradients:
        x.grad = None if g is None else torch.full_like(x, g)
        optimizer.step()
        path.append(float(x.detach().sum()))
    return path


def velocity(optimizer, x):
    return optimizer.state[x]["momentum_buffer"]


# Zero and None


@pytest.mark.checks("eq-coasting", by="library")
@pytest.mark.parametrize("make", [THEIRS, ours])
@given(
    beta=st.floats(0.01, 0.99), eta=st.floats(0.001, 1), v=st.floats(-10, 10), k=st.integers(1, 40)
)
def test_zero_gradients_coast_by_the_formula(make, beta, eta, v, k):
    """k steps of torch.optim.SGD with zero gradients against the printed sum."""
    x = leaf(0.0)
    optimizer = make([x], lr=eta, momentum=beta)
    start = walk(x, optimizer, [v])[-1]
    end = walk(x, optimizer, [0.0] * k)[-1]
    values = {r"\eta": eta, r"\beta": beta, "k": k, r"\v_t": v, r"\x_t": start, r"\x_{t+k}": end}
    printed("eq-coasting").check(values, rel=1e-9, abs_=1e-9)


@pytest.mark.parametrize("make", [THEIRS, ours])
def test_without_a_gradient_nothing_moves_and_the_velocity_sleeps(make):
    x = leaf(0.0)
    optimizer = make([x], lr=0.1, momentum=0.9)
    assert walk(x, optimizer, [1.0, *[None] * 50])[-1] == -0.1
    assert float(velocity(optimizer, x)) == 1
    walk(x, optimizer, [1.0])
    assert float(velocity(optimizer, x)) == pytest.approx(0.9 + 1)  # it wakes up as it was
    optimizer.state.pop(x, None)
    walk(x, optimizer, [1.0])
    assert float(velocity(optimizer, x)) == 1  # from rest


def test_zero_grad_stores_none_by_default():
    x = leaf(1.0)
    optimizer = THEIRS([x], lr=0.1)
    x.sum().backward()
    optimizer.zero_grad()
    assert x.grad is None
    x.sum().backward()
    optimizer.zero_grad(set_to_none=False)
    assert float(x.grad) == 0


@pytest.mark.parametrize("make", [THEIRS, ours])
@pytest.mark.parametrize("decay", [0.0, 0.1])
def test_a_frozen_parameter_moves_while_a_gradient_is_stored(make, decay):
    for stored, moves in ((1.0, True), (0.0, True), (None, False)):
        x = leaf(5.0)
        optimizer = make([x], lr=0.1, momentum=0.9, weight_decay=decay)
        before = walk(x, optimizer, [1.0])[-1]
        x.requires_grad_(False)
        assert (walk(x, optimizer, [stored])[-1] != before) == moves
    x = leaf(5.0)
    optimizer = make([x], lr=0.1, momentum=0.0, weight_decay=decay)
    assert (walk(x, optimizer, [0.0])[-1] != 5) == (decay > 0)  # decay needs no velocity


@pytest.mark.parametrize("nesterov, units", [(False, 90), (True, 81)])
def test_how_far_a_layer_coasts(nesterov, units):
    x = leaf(0.0)
    optimizer = THEIRS([x], lr=0.1, momentum=0.9, nesterov=nesterov)
    walk(x, optimizer, [1.0] * 1000)
    before = float(x.detach())
    after = walk(x, optimizer, [0.0] * 1000)[-1]
    assert before - after == pytest.approx(0.1 * units, rel=1e-9)


# Dampening


@pytest.mark.checks("eq-first-gradient", by="library")
@pytest.mark.parametrize("make", [THEIRS, ours])
@given(
    g=st.lists(st.floats(-10, 10), min_size=2, max_size=12),
    beta=st.floats(0.01, 0.99),
    d=st.floats(0, 1),
)
def test_the_first_gradient_is_not_damped(make, g, beta, d):
    """The velocity of torch.optim.SGD with dampening against the printed sum."""
    x = leaf(0.0)
    optimizer = make([x], lr=0.1, momentum=beta, dampening=d)
    walk(x, optimizer, g)
    values = {r"\beta": beta, "d": d, "t": len(g), r"\g": lambda s: g[s - 1]}
    values[r"\v_t"] = float(velocity(optimizer, x))
    printed("eq-first-gradient").check(values, rel=1e-9, abs_=1e-9)


@pytest.mark.parametrize("make", [THEIRS, ours])
def test_a_late_first_gradient_is_not_damped_either(make):
    x, late = leaf(0.0), leaf(0.0)
    optimizer = make([x, late], lr=0.1, momentum=0.9, dampening=0.9)
    for t in range(20):
        x.grad = torch.ones_like(x)
        late.grad = torch.ones_like(x) if t >= 10 else None
        optimizer.step()
        if t == 10:
            assert float(velocity(optimizer, late)) == 1
    zeroed = leaf(0.0)
    optimizer = make([zeroed], lr=0.1, momentum=0.9, dampening=0.9)
    optimizer.state[zeroed]["momentum_buffer"] = torch.zeros_like(zeroed)
    walk(zeroed, optimizer, [1.0])
    assert float(velocity(optimizer, zeroed)) == pytest.approx(0.1)  # from rest


# Weight decay


def decay_(optimizer, delta):
    """The recipe of the page."""
    with torch.no_grad():
        for group in optimizer.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.mul_(1 - group["lr"] * delta)


def hilly(x):
    """Gradient of log cosh(x - 2) + x^2/8: not linear."""
    return torch.tanh(x - 2) + x / 4


def descend_with_decay(make, beta, delta, decoupled, eta=0.2, steps=800, gradient=hilly):
    x = leaf(1.0)
    optimizer = make([x], lr=eta, momentum=beta, weight_decay=0.0 if decoupled else delta)
    for _ in range(steps):
        x.grad = gradient(x.detach())
        if decoupled:
            decay_(optimizer, delta)
        optimizer.step()
    return x.detach()


@pytest.mark.checks("eq-decay", by="library")
@pytest.mark.parametrize("decoupled", [False, True])
@pytest.mark.parametrize("make", [THEIRS, ours])
def test_both_forms_of_decay(make, decoupled):
    """Steps of torch.optim.SGD, with weight_decay or the recipe of the page, against the print."""
    x = leaf(1.0)
    decay = 0.0 if decoupled else 0.3
    optimizer = make([x], lr=0.05, momentum=0.8, weight_decay=decay)
    xs, vs, gs = [1.0], [0.0], [math.nan]
    for _ in range(10):
        x.grad = hilly(x.detach())
        if decoupled:
            decay_(optimizer, 0.3)
        optimizer.step()
        gs.append(float(x.grad))
        xs.append(float(x.detach()))
        vs.append(float(velocity(optimizer, x)))
    for t in range(1, 11):
        values = {r"\eta": 0.05, r"\beta": 0.8, r"\delta": 0.3, "t": t}
        values |= {r"\x": xs.__getitem__, r"\v": vs.__getitem__, r"\g": gs.__getitem__}
        printed("eq-decay").check(values, *((2, 3) if decoupled else (0, 1)))


@pytest.mark.checks("thm-decay", by="numerics")
@pytest.mark.parametrize("make", [THEIRS, ours])
@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_where_decay_leads(make, beta):
    """Limits of torch.optim.SGD on a loss that is not quadratic against the two equations."""
    delta = 0.3
    coupled = descend_with_decay(make, beta, delta, decoupled=False)
    assert float(hilly(coupled) + delta * coupled) == pytest.approx(0, abs=1e-12)
    decoupled = descend_with_decay(make, beta, delta, decoupled=True)
    assert float(hilly(decoupled) + (1 - beta) * delta * decoupled) == pytest.approx(0, abs=1e-12)
    same = descend_with_decay(make, beta, delta / (1 - beta), decoupled=True)
    assert torch.allclose(same, coupled, rtol=1e-10)


@pytest.mark.checks("thm-decay", by="library")
@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_without_a_loss_decoupled_decay_ignores_momentum(beta):
    """The recipe of the page around torch.optim.SGD against the plain power."""
    end = descend_with_decay(
        THEIRS, beta, 0.1, True, eta=0.01, steps=100, gradient=torch.zeros_like
    )
    assert float(end) == pytest.approx((1 - 0.001) ** 100, rel=1e-12)


@pytest.mark.checks("eq-decay-pace", by="algebra")
def test_pace_of_coupled_decay_by_algebra():
    """Larger root of the coupled recursion without a loss, by SymPy, against the printed series."""
    h, b = sp.symbols("h beta", positive=True)
    eta = sp.symbols("eta", positive=True)
    # v <- beta v + delta x, x <- x - eta v, as a matrix on (v, x); h is eta delta
    step = sp.Matrix([[b, h / eta], [-eta * b, 1 - h]])
    trace, determinant = step.trace(), sp.simplify(step.det())
    slow = (trace + sp.sqrt(trace**2 - 4 * determinant)) / 2
    for beta in (sp.Rational(0), sp.Rational(3, 5), sp.Rational(99, 100)):
        values = {r"\eta": eta, r"\delta": h / eta, r"\beta": beta, r"\sigma": sp.Integer(0)}
        _, right = printed("eq-decay-pace").values(values)
        error = slow.subs(b, beta) - right
        assert sp.simplify(error.subs(h, 0)) == 0
        assert sp.simplify(sp.diff(error, h).subs(h, 0)) == 0


@pytest.mark.checks("eq-decay-pace", by="library")
@pytest.mark.parametrize("beta", [0.5, 0.9, 0.99])
def test_pace_of_coupled_decay_in_torch(beta):
    """Long-run factor per step of torch.optim.SGD without a loss against the printed one."""
    h = 1e-3 * (1 - beta) ** 2
    x = leaf(1.0)
    optimizer = THEIRS([x], lr=h / 0.1, momentum=beta, weight_decay=0.1)
    path = walk(x, optimizer, [0.0] * 4000)
    values = {r"\eta": h / 0.1, r"\delta": 0.1, r"\beta": beta}
    values[r"\sigma"] = (path[-1] / path[2999]) ** (1 / 1000)
    printed("eq-decay-pace").check(values, rel=3e-3 * h / (1 - beta), abs_=0)


def test_the_numbers_of_coupled_decay():
    ends = []
    for beta in (0.0, 0.9):
        x = leaf(1.0)
        ends.append(walk(x, THEIRS([x], lr=0.01, momentum=beta, weight_decay=0.1), [0.0] * 100)[-1])
    assert ends == pytest.approx([0.905, 0.369], abs=5e-4)


# Sparse rows


@pytest.mark.parametrize("make", [THEIRS, ours])
def test_untouched_rows_of_an_embedding_coast(make):
    ends = {}
    for sparse in (True, False):
        table = torch.nn.Embedding(3, 2, sparse=sparse, dtype=torch.float64)
        torch.nn.init.zeros_(table.weight)
        optimizer = make(table.parameters(), lr=0.1, momentum=0.9)
        for row in (0, *[1] * 150):
            optimizer.zero_grad()
            table(torch.tensor([row])).sum().backward()
            optimizer.step()
        assert velocity(optimizer, table.weight).is_sparse == sparse
        ends[sparse] = table.weight.detach()
    assert torch.allclose(ends[True], ends[False])
    assert torch.allclose(ends[True][0], torch.full_like(ends[True][0], -1.0), rtol=1e-6)
    assert not ends[True][2].any()


@pytest.mark.parametrize("make", [THEIRS, ours])
def test_weight_decay_on_a_sparse_gradient_raises(make):
    table = torch.nn.Embedding(3, 2, sparse=True)
    optimizer = make(table.parameters(), lr=0.1, momentum=0.9, weight_decay=0.1)
    table(torch.tensor([0])).sum().backward()
    with pytest.raises(RuntimeError, match="sparse"):
        optimizer.step()


# Schedulers and checkpoints


@pytest.mark.parametrize("make", [THEIRS, ours])
@pytest.mark.parametrize(
    "schedule, first",
    [
        (lambda o, **k: OneCycleLR(o, max_lr=0.1, total_steps=10, **k), 0.95),
        (lambda o, **k: CyclicLR(o, base_lr=0.01, max_lr=0.1, step_size_up=5, **k), 0.9),
    ],
)
@pytest.mark.parametrize("momentum", [0.0, 0.5])
def test_two_schedulers_write_the_momentum_coefficient(make, schedule, first, momentum):
    x = leaf(0.0)
    optimizer = make([x], lr=0.1, momentum=momentum)
    scheduler = schedule(optimizer)
    group, seen = optimizer.param_groups[0], []
    for _ in range(8):
        seen.append((group["lr"], group["momentum"]))
        walk(x, optimizer, [1.0])
        scheduler.step()
    assert seen[0][1] == first
    up = [(b[0] - a[0]) * (b[1] - a[1]) for a, b in itertools.pairwise(seen)]
    assert max(up) < 0  # they cycle against each other
    optimizer = make([x], lr=0.1, momentum=momentum)
    schedule(optimizer, cycle_momentum=False)
    assert optimizer.param_groups[0]["momentum"] == momentum


@pytest.mark.parametrize("make", [THEIRS, ours])
def test_loading_a_state_overwrites_rate_and_coefficient(make):
    old, new = make([leaf(0.0)], lr=0.1, momentum=0.9), make([leaf(0.0)], lr=0.01, momentum=0.5)
    new.load_state_dict(old.state_dict())
    assert (new.param_groups[0]["lr"], new.param_groups[0]["momentum"]) == (0.1, 0.9)


def test_a_scheduler_built_after_loading_overwrites_what_was_loaded():
    old = THEIRS([leaf(0.0)], lr=0.123, momentum=0.77)
    new = THEIRS([leaf(0.0)], lr=0.1, momentum=0.9)
    new.load_state_dict(old.state_dict())
    OneCycleLR(new, max_lr=0.1, total_steps=10)
    assert new.param_groups[0]["lr"] != 0.123
    assert new.param_groups[0]["momentum"] != 0.77


FEATURES, TARGETS = airfoil(torch.float64)


def linear(make=THEIRS, lr=0.001, momentum=0.99):
    model = torch.nn.Linear(5, 1).double()
    for p in model.parameters():
        torch.nn.init.zeros_(p)
    return model, make(model.parameters(), lr=lr, momentum=momentum)


def train(model, optimizer, steps, microbatches=1, scale=1.0):
    for _ in range(steps):
        optimizer.zero_grad()
        chunks = FEATURES.chunk(microbatches), TARGETS.chunk(microbatches)
        for x, y in zip(*chunks, strict=True):
            (scale * half_mse(model(x), y)).backward()
        optimizer.step()
    return torch.cat([p.detach().flatten() for p in model.parameters()])


@pytest.mark.parametrize("make", [THEIRS, ours])
def test_resuming_with_the_velocity_is_the_same_run(make, tmp_path):
    model, optimizer = linear(make)
    train(model, optimizer, 50)
    torch.save((model.state_dict(), optimizer.state_dict()), tmp_path / "run.pt")
    whole = train(model, optimizer, 20)
    ends = {}
    for parts in (1, 2):
        again, again_optimizer = linear(make)
        saved = torch.load(tmp_path / "run.pt")
        for target, state in list(zip((again, again_optimizer), saved, strict=True))[:parts]:
            target.load_state_dict(state)
        ends[parts] = train(again, again_optimizer, 20)
    assert torch.equal(ends[2], whole)
    assert (ends[1] - whole).abs().max() > 0.05


@pytest.mark.parametrize("make", [THEIRS, ours])
def test_a_state_loaded_without_a_copy_shares_its_velocity(make):
    """In torch 2.13.0 (#196083), and in ours, which inherits it."""
    for copied in (False, True):
        x, y = leaf(0.0), leaf(0.0)
        first, second = make([x], lr=0.1, momentum=0.9), make([y], lr=0.1, momentum=0.9)
        walk(x, first, [1.0])
        state = first.state_dict()
        second.load_state_dict(copy.deepcopy(state) if copied else state)
        walk(x, first, [1.0])
        assert (float(velocity(second, y)) == 1) == copied


def test_losing_the_velocity_loses_beta_over_one_minus_beta_steps():
    for beta, steps in ((0.9, 9), (0.99, 99)):
        kept, lost = leaf(0.0), leaf(0.0)
        optimizer = THEIRS([kept], lr=0.1, momentum=beta)
        walk(kept, optimizer, [1.0] * 4000)
        with torch.no_grad():
            lost.copy_(kept)
        ahead = walk(kept, optimizer, [1.0] * 4000)[-1]
        behind = walk(lost, THEIRS([lost], lr=0.1, momentum=beta), [1.0] * 4000)[-1]
        assert (behind - ahead) / (0.1 / (1 - beta)) == pytest.approx(steps, rel=1e-6)


def test_losing_the_velocity_may_help_where_the_point_swings():
    """The two panels of the resume figure: worse on the flat parabola, better on the other."""
    for lam, helps in ((1 / 2500, False), (1 / 80, True)):
        lowest = {}
        for stops in ((), (50, 100, 150)):
            x = leaf(1.0)
            optimizer, path = THEIRS([x], lr=1.0, momentum=0.95), []
            for t in range(200):
                if t in stops:
                    optimizer.state.clear()
                path += walk(x, optimizer, [lam * float(x.detach())])
            lowest[stops] = max(map(abs, path[150:]))
        assert (lowest[50, 100, 150] < lowest[()]) == helps


# Accumulation


@pytest.mark.checks("eq-accumulation", by="library")
@pytest.mark.parametrize("microbatches", [2, 4, 10])
def test_accumulated_means_are_a_multiple_of_the_large_batch(microbatches):
    """Autograd over microbatches of the airfoil data against autograd over the whole of it."""
    weight = torch.linspace(-1, 1, 5, dtype=torch.float64)[:, None].requires_grad_()

    def gradient(x, y):
        return torch.autograd.grad(half_mse(x @ weight, y), weight)[0]

    chunks = FEATURES.chunk(microbatches), TARGETS.chunk(microbatches)
    parts = [gradient(x, y) for x, y in zip(*chunks, strict=True)]
    values = {"A": microbatches, r"\g": lambda a: parts[a - 1]}
    printed("eq-accumulation").check(values | {r"\bar{\g}": gradient(FEATURES, TARGETS)})
    for x, y in zip(*chunks, strict=True):
        half_mse(x @ weight, y).backward()
    assert torch.allclose(weight.grad, sum(parts))  # backward adds


@pytest.mark.parametrize("make", [THEIRS, ours])
def test_summing_microbatches_is_a_larger_learning_rate(make):
    large = train(*linear(make, 0.05, 0.9), 30)
    assert torch.allclose(train(*linear(make, 0.05, 0.9), 30, 4, 1 / 4), large, rtol=1e-9)
    summed = train(*linear(make, 0.05, 0.9), 30, 4)
    assert torch.allclose(summed, train(*linear(make, 0.2, 0.9), 30), rtol=1e-9)
    assert train(*linear(make, 0.5, 0.9), 60, 4).abs().max() > 1e3  # as on the page
    assert train(*linear(make, 0.5, 0.9), 60).abs().max() < 1


def test_adam_hides_the_factor():
    def adam(params, lr, momentum):
        return torch.optim.Adam(params, lr=0.01, eps=1e-20)

    assert torch.allclose(train(*linear(adam), 30), train(*linear(adam), 30, scale=64.0), rtol=1e-9)


# Mixed precision


@pytest.mark.parametrize("make", [THEIRS, ours])
def test_clipping_before_unscaling_clips_too_much(make):
    for unscale_first, step in ((False, 1 / 1024), (True, 0.5)):
        x = torch.zeros(1, requires_grad=True)
        optimizer = make([x], lr=1.0, momentum=0.9)
        scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)
        scaler.scale((0.5 * x).sum()).backward()
        if unscale_first:
            scaler.unscale_(optimizer)
        torch.nn.utils.clip_grad_norm_([x], max_norm=1.0)
        scaler.step(optimizer)
        assert -x.item() == pytest.approx(step, rel=1e-5)


@pytest.mark.parametrize(
    "make, flags", [(THEIRS, LOOP), (THEIRS, FOREACH), (THEIRS, FUSED), (ours, {})]
)
def test_an_overflow_leaves_parameter_and_velocity_alone(make, flags):
    x = torch.zeros(3, requires_grad=True)
    optimizer = make([x], lr=0.1, momentum=0.9, **flags)
    scaler = torch.amp.GradScaler("cpu", init_scale=4.0)
    for factor in (1.0, math.inf):
        before = copy.deepcopy((x.detach(), optimizer.state_dict()["state"]))
        optimizer.zero_grad()
        scaler.scale((factor * x).sum()).backward()
        scaler.step(optimizer)
        scaler.update()
    assert torch.equal(x.detach(), before[0])
    assert torch.equal(velocity(optimizer, x), before[1][0]["momentum_buffer"])


# Faults of torch 2.13.0. These tests pin them: where one turns red, the fault is gone, and its
# row of the table on the page can go.


@pytest.mark.checks("tab-faults", by="library")
def test_foreach_nesterov_overwrites_the_gradient():
    """Fault of torch 2.6.0 to 2.14.1: p.grad after a step of foreach against the loop, and against ours."""
    cases = {"plain": {}, "decay": {"weight_decay": 0.1}, "maximize": {"maximize": True}}
    changed = {}
    for name, options in cases.items():
        for label, make, flags in (
            ("loop", THEIRS, LOOP),
            ("foreach", THEIRS, FOREACH),
            ("ours", ours, {}),
        ):
            x = leaf(1.0)
            optimizer = make([x], lr=0.1, momentum=0.9, nesterov=True, **flags, **options)
            walk(x, optimizer, [1.0])
            changed[label, name] = float(x.grad)
    assert changed.pop(("foreach", "plain")) == pytest.approx(1 + 0.9)
    assert set(changed.values()) == {1.0}


@pytest.mark.checks("tab-faults", by="library")
@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_fused_leaves_half_precision_in_place(dtype):
    """Fault of torch 2.6.0 to 2.13.0 (#191763), gone in 2.14.1: a first fused step against the loop."""
    moved = {}
    for label, make, flags in (
        ("fused", THEIRS, FUSED),
        ("loop", THEIRS, LOOP),
        ("ours", ours, {}),
    ):
        for n in (4, 64):
            x = torch.zeros(n, dtype=dtype, requires_grad=True)
            optimizer = make([x], lr=1.0, momentum=0.9, **flags)
            x.grad = torch.ones_like(x)
            optimizer.step()
            moved[label, n] = int((x.detach() == -1).sum())
    assert moved.pop(("fused", 64)) == (64 if torch.__version__ >= "2.14.1" else 0)
    assert moved == {("fused", 4): 4} | {(k, n): n for k in ("loop", "ours") for n in (4, 64)}


@pytest.mark.checks("tab-faults", by="library")
def test_fused_takes_the_memory_order_for_granted():
    """Fault of torch 2.6.0 to 2.14.1: a fused step on a transposed gradient against the loop.

    Both tensors are dense and of one size, so nothing outside of them is touched.
    """
    g, ends = torch.arange(6.0).reshape(3, 2).t(), {}
    for label, make, flags in (
        ("fused", THEIRS, FUSED),
        ("loop", THEIRS, LOOP),
        ("ours", ours, {}),
    ):
        x = torch.zeros(2, 3, requires_grad=True)
        optimizer = make([x], lr=1.0, momentum=0.9, **flags)
        x.grad = g
        optimizer.step()
        ends[label] = x.detach()
    assert torch.equal(ends["loop"], -g)
    assert torch.equal(ends["ours"], -g)
    assert torch.equal(ends["fused"], -torch.arange(6.0).reshape(2, 3))


@pytest.mark.checks("tab-faults", by="library")
def test_fused_writes_beside_a_parameter_with_gaps():
    """Fault of torch 2.6.0 to 2.14.1: a fused step on every other column of a matrix against the loop.

    The gaps belong to the same matrix, so the stray writes stay within its memory.
    """
    ends = {}
    for label, make, flags in (
        ("fused", THEIRS, FUSED),
        ("loop", THEIRS, LOOP),
        ("ours", ours, {}),
    ):
        matrix = torch.zeros(4, 6)
        x = matrix[:, ::2].requires_grad_()
        optimizer = make([x], lr=1.0, momentum=0.9, **flags)
        x.sum().backward()
        optimizer.step()
        ends[label] = matrix
    right = torch.tensor([-1.0, 0.0]).repeat(4, 3)
    assert torch.equal(ends["loop"], right)
    assert torch.equal(ends["ours"], right)
    assert ends["fused"][:, 1::2].any()  # not the parameter's
    assert not torch.equal(ends["fused"][:, ::2], right[:, ::2])


@pytest.mark.checks("tab-faults", by="library")
def test_fused_misreads_a_velocity_saved_in_another_memory_order():
    """Fault of torch 2.6.0 to 2.14.1: resuming in channels_last, fused against the run without a stop."""
    images = torch.randn(2, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    start = torch.randn(4, 3, 3, 3, generator=torch.Generator().manual_seed(1)) / 4

    def run(make, flags, turn):
        conv = torch.nn.Conv2d(3, 4, 3, bias=False)
        with torch.no_grad():
            conv.weight.copy_(start)
        optimizer = make(conv.parameters(), lr=0.01, momentum=0.9, **flags)
        for t in range(5):
            if turn and t == 3:
                state = copy.deepcopy(optimizer.state_dict())
                conv = conv.to(memory_format=torch.channels_last)
                optimizer = make(conv.parameters(), lr=0.01, momentum=0.9, **flags)
                optimizer.load_state_dict(state)
            optimizer.zero_grad()
            conv(images).square().mean().backward()
            optimizer.step()
        return conv.weight.detach().contiguous()

    whole = run(THEIRS, LOOP, turn=False)
    for make, flags in ((THEIRS, LOOP), (THEIRS, FOREACH), (ours, {})):
        assert torch.allclose(run(make, flags, turn=True), whole, atol=1e-6)
    assert torch.allclose(run(THEIRS, FUSED, turn=False), whole, atol=1e-6)
    assert (run(THEIRS, FUSED, turn=True) - whole).abs().max() > 1e-3


@pytest.mark.checks("tab-faults", by="library")
def test_fused_cannot_take_a_late_first_gradient():
    """Fault of torch 2.6.0 to 2.14.1: a second parameter that gets its first gradient one step later."""
    for label, make, flags in (
        ("fused", THEIRS, FUSED),
        ("loop", THEIRS, LOOP),
        ("ours", ours, {}),
    ):
        x, late = leaf(0.0), leaf(0.0)
        optimizer = make([x, late], lr=0.1, momentum=0.9, **flags)
        x.grad = torch.ones_like(x)
        optimizer.step()
        late.grad = torch.ones_like(x)
        if label == "fused":
            with pytest.raises(TypeError, match="NoneType"):
                optimizer.step()
        else:
            optimizer.step()
            assert float(late.detach()) == pytest.approx(-0.1)


@pytest.mark.checks("tab-faults", by="library")
def test_fused_takes_up_a_velocity_that_was_never_written():
    """Fault of torch 2.6.0 to 2.14.1: the state after an overflow in the first step against the loop's.

    What stands in the memory is chance; the test writes its own number there and finds it used.
    """
    ends = {}
    for label, make, flags in (
        ("fused", THEIRS, FUSED),
        ("loop", THEIRS, LOOP),
        ("ours", ours, {}),
    ):
        x = torch.zeros(3, requires_grad=True)
        optimizer = make([x], lr=0.1, momentum=0.9, **flags)
        scaler = torch.amp.GradScaler("cpu", init_scale=4.0)
        for factor in (math.inf, 1.0):
            optimizer.zero_grad()
            scaler.scale((factor * x).sum()).backward()
            scaler.step(optimizer)
            scaler.update()
            if "momentum_buffer" in optimizer.state.get(x, {}) and factor == math.inf:
                assert label == "fused"
                velocity(optimizer, x).fill_(100.0)
        ends[label] = x.detach()
    assert torch.allclose(ends["loop"], torch.full((3,), -0.1))
    assert torch.equal(ends["ours"], ends["loop"])
    assert torch.allclose(ends["fused"], torch.full((3,), -0.1 * (0.9 * 100 + 1)))


def test_torch_accepts_a_coefficient_above_one_and_ours_does_not():
    x = leaf(0.0)
    path = walk(x, THEIRS([x], lr=0.1, momentum=1.5), [1.0] + [0.0] * 50)
    assert abs(path[-1]) > 1e6
    with pytest.raises(ValueError, match=r"momentum must lie in \[0, 1\), got 1.5"):
        SGD([x], lr=0.1, momentum=1.5)


# BatchNorm


@pytest.mark.checks("eq-batchnorm", by="library")
@given(m=st.floats(0.01, 0.99), means=st.lists(st.floats(-5, 5), min_size=1, max_size=8))
def test_momentum_of_batchnorm_weighs_the_new_value(m, means):
    """The running mean of nn.BatchNorm1d after several minibatches against the printed recursion."""
    norm = torch.nn.BatchNorm1d(1, momentum=m, dtype=torch.float64)
    for b in means:
        before = float(norm.running_mean)
        norm(torch.tensor([[b - 1], [b + 1]], dtype=torch.float64))
        values = {"m": m, "b_t": b, "r_{t-1}": before, "r_t": float(norm.running_mean)}
        printed("eq-batchnorm").check(values, abs_=1e-9)


def test_the_default_of_batchnorm_is_a_leaky_average_with_nine_tenths():
    norm = torch.nn.BatchNorm1d(1)
    assert norm.momentum == 0.1
    norm(torch.tensor([[1.0], [3.0]]))
    assert float(norm.running_mean) == pytest.approx((1 - 0.9) * 2)


# Schedules of Adam, outliers, sixteen bits


@pytest.mark.checks("eq-adam-schedule", by="library")
@pytest.mark.parametrize(("before", "after", "last"), [(0.5, 0.95, 20), (0.85, 0.95, 7)])
def test_adam_corrects_with_the_coefficient_of_today(before, after, last):
    """Steps of torch's Adam without epsilon are 1 under a constant gradient, but for the schedule."""
    x = leaf(0.0)
    optimizer = torch.optim.Adam([x], lr=1.0, betas=(before, 0.999), eps=0.0)
    path = walk(x, optimizer, [2.0] * last)
    optimizer.param_groups[0]["betas"] = (after, 0.999)
    path += walk(x, optimizer, [2.0] * 60)
    for t in (last + 1, last + 2, last + 60):
        names = {r"\beta_1": before, r"\beta_1'": after, "T": last, "t": t}
        (factor,) = printed("eq-adam-schedule").values(names)
        assert path[t - 2] - path[t - 1] == pytest.approx(factor, rel=1e-9)
    assert path[last - 2] - path[last - 1] == pytest.approx(1)


def test_nadam_multiplies_its_coefficients():
    x = leaf(0.0)
    optimizer = torch.optim.NAdam([x])
    walk(x, optimizer, [1.0] * 5)
    product = math.prod(0.9 * (1 - 0.5 * 0.96 ** (t * 0.004)) for t in range(1, 6))
    assert float(optimizer.state[x]["mu_product"]) == pytest.approx(product)


@pytest.mark.checks("eq-outlier", by="library")
@pytest.mark.parametrize("make", [THEIRS, ours])
@pytest.mark.parametrize("beta", [0.0, 0.9, 0.99])
def test_one_gradient_moves_a_point_as_printed(make, beta):
    x = leaf(0.0)
    end = walk(x, make([x], lr=0.1, momentum=beta), [1000.0] + [0.0] * 4000)[-1]
    names = {r"\eta": 0.1, r"\beta": beta, r"\g": torch.tensor([1000.0])}
    series = sum(beta**k for k in range(4000))
    for side in printed("eq-outlier").values(names | {r"\infty": 4000}):
        assert side == pytest.approx(-end, rel=1e-9)
    assert series == pytest.approx(1 / (1 - beta))


def ulp(v, dtype):
    """The distance of a number from the next one above."""
    one = torch.tensor(v, dtype=dtype)
    return float(torch.nextafter(one, torch.tensor(math.inf, dtype=dtype)).double() - one.double())


HALVES = (torch.bfloat16, torch.float16)


@pytest.mark.checks("eq-stall", by="numerics")
@given(
    beta=st.floats(0, 1, exclude_max=True),
    g=st.floats(2.0**-14, 60000),
    dtype=st.sampled_from(HALVES),
)
@example(beta=0.9999, g=2.0**-14, dtype=torch.float16)  # it never leaves rest
@example(beta=0.95, g=1.0, dtype=torch.bfloat16)  # 1 - beta is more than 1/20 by a rounding: no tie
@example(beta=0.96875, g=1.0, dtype=torch.bfloat16)  # a tie
def test_an_average_stalls_at_the_first_number_that_the_page_names(beta, g, dtype):
    g = float(torch.tensor(g, dtype=dtype))
    v = stall(beta, dtype, g)
    (relation,) = printed("eq-stall").relations
    names = {r"\beta": Fraction(beta), "g": Fraction(g), "exact": True}
    names |= {r"\operatorname{ulp}": lambda v: Fraction(ulp(float(v), dtype))}
    printed("eq-stall").check(names | {"v": Fraction(v)})
    if v:
        below = torch.nextafter(torch.tensor(v, dtype=dtype), torch.zeros((), dtype=dtype))
        assert not relation.holds(names | {"v": Fraction(float(below))})
    assert float(torch.tensor(v, dtype=dtype)) == v


@given(beta=st.floats(0, 0.9995), g=st.floats(0.1, 10), dtype=st.sampled_from(HALVES))
def test_torch_stalls_there_up_to_one_number(beta, g, dtype):
    goal, v = torch.tensor(g, dtype=dtype), torch.zeros((), dtype=dtype)
    while (moved := torch.lerp(v, goal, 1 - beta)) != v:
        v = moved
    found = stall(beta, dtype, float(goal))
    assert abs(float(v) - found) <= ulp(max(float(v), found), dtype) * 1.001


@pytest.mark.parametrize(("beta", "sgd"), [(0.9, 0.975), (0.99, 0.64), (0.999, 0.256)])
def test_buffers_of_torch_in_sixteen_bits(beta, sgd):
    x, y = leaf(0.0, dtype=torch.bfloat16), leaf(0.0, dtype=torch.bfloat16)
    plain = torch.optim.SGD([x], lr=0.0, momentum=beta)
    adam = torch.optim.Adam([y], lr=0.0, betas=(beta, 0.999))
    walk(x, plain, [1.0] * 3000)
    walk(y, adam, [1.0] * 3000)
    assert float(velocity(plain, x)) * (1 - beta) == pytest.approx(sgd, abs=0.005)
    held = float(adam.state[y]["exp_avg"])
    assert held == pytest.approx(stall(beta, torch.bfloat16), rel=0.01)
    squares = float(adam.state[y]["exp_avg_sq"])  # beta is 0.999 here
    assert squares == pytest.approx(0.5, abs=0.01)


def test_weights_of_sixteen_bits_do_not_know_small_steps():
    x = leaf(1.0, dtype=torch.bfloat16)
    walk(x, torch.optim.SGD([x], lr=0.001), [1.0] * 100)
    assert x.item() == 1
    model = torch.nn.Linear(1, 1, bias=False, dtype=torch.bfloat16)
    torch.nn.init.zeros_(model.weight)
    mean = torch.optim.swa_utils.get_ema_multi_avg_fn(0.999)
    average = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=mean)
    average.update_parameters(model)
    torch.nn.init.ones_(model.weight)
    for _ in range(6000):
        average.update_parameters(model)
    assert float(average.module.weight.detach()) < 0.5
