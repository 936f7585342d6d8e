"""The walk against torch 2.13's SGD and AveragedModel and schedulefree 1.4.1, and what their checkpoints hold."""

import copy
from importlib.metadata import version

import pytest
import torch
from printed import printed
from schedulefree import AdamWScheduleFree, SGDScheduleFree
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from momentum.walks import averaged_walk

START = torch.tensor([2.0, -1.0, 0.5], dtype=torch.float64)
MATRIX = torch.tensor([[2.0, 0.3, 0.0], [0.3, 1.0, -0.2], [0.0, -0.2, 0.4]], dtype=torch.float64)
STEPS = 200
CLOSE = 1e-13


def slope(x):
    """A gradient that is not linear, and whose curvature is 2.1 at most."""
    return torch.tanh(MATRIX @ x - 1)


def mean(steps):
    return [1 / t for t in range(1, steps + 1)]


def points(model):
    return next(model.parameters()).detach().clone()


def follow(optimizer, model, average=None, steps=STEPS, gradient=slope):
    """The stored points of a run, and of what averages beside it."""
    stored, beside = [points(model)], []
    for _ in range(steps):
        (p,) = model.parameters()
        p.grad = gradient(p.detach())
        optimizer.step()
        stored.append(p.detach().clone())
        if average:
            average.update_parameters(model)
            beside.append(points(average))
    return torch.stack(stored), torch.stack(beside) if beside else None


def fresh(x=START):
    return nn.ParameterList([x.clone()])


# -- torch ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("c", [0.05, 0.2, 1.0])
@pytest.mark.checks("tab-walk", by="library")
def test_torchs_sgd_is_the_walk_at_both_ends_and_between(c, differs):
    gamma = 0.7
    model = fresh()
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(1 - c))
    average.update_parameters(model)  # the first call copies
    plain, ema = follow(torch.optim.SGD(model.parameters(), gamma), model, average)
    walk = averaged_walk(slope, gamma, 0.0, [c] * STEPS, START)
    assert differs("the walk at b = 0 is SGD", "torch", plain - walk.z) < CLOSE
    assert differs("its average is AveragedModel's", "torch", ema - walk.x[1:]) < CLOSE
    for nesterov, b in ((False, 1.0), (True, 1 - c)):
        if c == 1 and nesterov:  # torch asks for a memory then
            continue
        model = fresh()
        options = {"momentum": 1 - c, "nesterov": nesterov}
        stored, _ = follow(torch.optim.SGD(model.parameters(), c * gamma, **options), model)
        y = averaged_walk(slope, gamma, b, [c] * STEPS, START).y
        fact = f"the walk at {'b = 1 - c is Nesterov' if nesterov else 'b = 1 is heavy ball'}"
        assert differs(fact, "torch", stored - y) < CLOSE


@pytest.mark.checks("tab-walk", by="library")
def test_torchs_plain_mean_begins_after_the_first_step(differs):
    model = fresh()
    average = AveragedModel(model)
    stored, means = follow(torch.optim.SGD(model.parameters(), 0.7), model, average)
    walk = averaged_walk(slope, 0.7, 0.0, mean(STEPS), START)
    assert differs("the walk at b = 0 is SGD", "torch", stored - walk.z) < CLOSE
    assert differs("its average is AveragedModel's", "torch", means - walk.x[1:]) < CLOSE
    assert int(average.n_averaged) == STEPS
    assert "n_averaged" in average.state_dict()


def test_torchs_average_leaves_the_statistics_of_batchnorm_unless_told():
    for use_buffers in (False, True):
        model = nn.BatchNorm1d(1)
        average = AveragedModel(model, use_buffers=use_buffers)
        average.update_parameters(model)
        model.running_mean.fill_(4.0)
        average.update_parameters(model)
        assert float(average.module.running_mean) == (2.0 if use_buffers else 4.0)


# -- schedulefree --------------------------------------------------------------------------------------


def test_the_version_is_the_printed_one():
    assert version("schedulefree") == "1.4.1"
    assert SGDScheduleFree([nn.Parameter(START)]).defaults["momentum"] == 0.9


@pytest.mark.parametrize("b", [0.5, 0.9, 0.98])
@pytest.mark.parametrize("power", [0.0, 1.0])
@pytest.mark.parametrize("foreach", [False, True])
@pytest.mark.checks("tab-walk", "eq-walk-moves", by="library")
def test_schedule_free_is_the_walk(b, power, foreach, differs):
    """All three points in all steps; `power` gives later points a greater weight, without a warm-up."""
    model = fresh()
    options = {"lr": 1.3, "momentum": b, "r": power, "foreach": foreach}
    optimizer = SGDScheduleFree(model.parameters(), **options)
    c = [1 / t if power == 0 else 2 / (t + 1) for t in range(1, STEPS + 1)]
    walk = averaged_walk(slope, 1.3, b, c, START)
    optimizer.train()

    def same(name, difference):
        return differs(f"Schedule-Free is the walk: {name}", "schedulefree", difference) < CLOSE

    for t in range(1, STEPS + 1):
        (p,) = model.parameters()
        p.grad = slope(p.detach())
        optimizer.step()
        assert same("y", points(model) - walk.y[t])
        assert same("z", optimizer.state[p]["z"] - walk.z[t])
        optimizer.eval()
        assert same("x", points(model) - walk.x[t])
        optimizer.train()
        if t > 1:
            values = {"b": b, r"\gamma": 1.3, "c_t": c[t - 1], "c_{t-1}": c[t - 2]}
            values |= {r"\x_t": walk.x[t], r"\x_{t-1}": walk.x[t - 1], r"\x_{t-2}": walk.x[t - 2]}
            values |= {r"\mathbf{y}_t": walk.y[t], r"\g_t": slope(walk.y[t - 1])}
            printed("eq-walk-moves").check(values, rel=1e-9, abs_=1e-11)


def parabola(product, b, steps=3000, **options):
    """Points of the average on parabolas of curvature 1 and less, in all steps."""
    lam = torch.linspace(0.02, 1, 50, dtype=torch.float64)
    model = fresh(torch.ones(50, dtype=torch.float64))
    optimizer = SGDScheduleFree(model.parameters(), lr=product, momentum=b, **options)
    farthest = []
    for _ in range(steps):
        optimizer.train()
        (p,) = model.parameters()
        p.grad = lam * p.detach()
        optimizer.step()
        optimizer.eval()
        farthest.append(float(points(model).abs().max()))
    return farthest


@pytest.mark.parametrize(("b", "inside", "outside"), [(0.5, 3, 5), (0.9, 19, 21)])
@pytest.mark.checks("thm-free", "eq-free-edge", by="library")
def test_the_late_edge_of_the_real_schedule_free(b, inside, outside):
    limit = printed("eq-free-edge").values({r"\gamma": 1, "L": 1, "b": b})[1]
    assert inside < limit < outside
    assert parabola(inside, b)[-1] < 0.02
    assert not parabola(outside, b, steps=1500)[-1] < 1e20


def test_a_warm_up_takes_the_swing_away():
    """At 10 the average goes 126 times as far out as it began, at 19 billions; not after a warm-up of 100."""
    assert 100 < max(parabola(10, 0.9, 500)) < 150
    assert max(parabola(19, 0.9, 500)) > 1e9
    for product in (10, 15, 19):
        assert max(parabola(product, 0.9, 1000, warmup_steps=100)) < 1


def adamw(model, gamma, **options):
    optimizer = AdamWScheduleFree(model.parameters(), lr=gamma, weight_decay=0.0, **options)
    optimizer.train()
    return optimizer


@pytest.mark.parametrize("foreach", [False, True])
def test_with_adams_scale_the_three_points_hang_together_as_before(foreach, differs):
    """And the gradient is overwritten by what moved z."""
    model = fresh()
    optimizer, b = adamw(model, 0.05, foreach=foreach), 0.9
    x, z, squares = START, START, torch.zeros(3)
    for t in range(1, STEPS + 1):
        (p,) = model.parameters()
        g = slope(p.detach())
        p.grad = g.clone()
        optimizer.step()
        squares = 0.999 * squares + 0.001 * g**2
        direction = g / ((squares / (1 - 0.999**t)).sqrt() + 1e-8)
        z = z - 0.05 * direction
        x = x + (z - x) / t
        found = torch.stack([optimizer.state[p]["z"], p.detach(), p.grad])
        expected = torch.stack([z, (1 - b) * z + b * x, direction])
        fact = "AdamWScheduleFree is the walk, the gradient over Adam's scale"
        assert differs(fact, "schedulefree", found - expected) < CLOSE
    assert not torch.allclose(p.grad, g)


@pytest.mark.parametrize("curvature", [0.01, 1.0, 100.0])
@pytest.mark.parametrize("gamma", [0.1, 1.0])
def test_with_adams_scale_z_rests_and_breaks_out_and_the_average_stays(gamma, curvature):
    model, zs, xs = fresh(torch.ones(1, dtype=torch.float64)), [], []
    optimizer = adamw(model, gamma)
    for _ in range(8000):
        (p,) = model.parameters()
        p.grad = curvature * p.detach()
        optimizer.step()
        zs.append(optimizer.state[p]["z"].clone())
        xs.append(p.detach().lerp(zs[-1], 1 - 1 / 0.9))
    jumps, x = torch.cat(zs).diff().abs() / gamma, torch.cat(xs).abs() / gamma
    rest = int(jumps.unfold(0, 100, 1).amax(1).argmin())
    assert float(jumps[rest : rest + 100].max()) < 1e-3
    assert 8 < float(jumps[rest:].max()) < 13
    assert float(x[rest:].max()) < 0.01


# -- Checkpoints ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("b", [0.5, 0.9])
@pytest.mark.parametrize("weights_in", ["train", "eval"])
@pytest.mark.parametrize("state_in", ["train", "eval"])
def test_weights_and_state_must_be_of_one_mode(b, weights_in, state_in, differs):
    """Else the average is off by what the page says, from then on, and nobody is told."""
    model = fresh()
    optimizer = SGDScheduleFree(model.parameters(), lr=0.5, momentum=b)
    optimizer.train()
    follow(optimizer, model, steps=30)
    getattr(optimizer, state_in)()
    state = copy.deepcopy(optimizer.state_dict())
    getattr(optimizer, weights_in)()
    again = fresh(points(model))
    restored = SGDScheduleFree(again.parameters(), lr=0.5, momentum=b)
    restored.load_state_dict(state)
    (p,) = model.parameters()
    z = optimizer.state[p]["z"]
    for one in (optimizer, restored):
        one.eval()
    x, off = points(model), points(again) - points(model)
    expected = {
        ("eval", "train"): (1 - b) / b * (x - z),
        ("train", "eval"): (1 - b) * (z - x),
    }.get((weights_in, state_in), torch.zeros(3))
    fact = "an average restored in another mode is off as printed"
    assert differs(fact, "schedulefree", off - expected) < CLOSE
    assert float((x - z).norm()) > 0.1


def test_a_step_in_eval_is_refused_and_so_is_no_momentum():
    model = fresh()
    optimizer = SGDScheduleFree(model.parameters(), lr=0.5)
    optimizer.eval()
    with pytest.raises(Exception, match="not in train mode"):
        optimizer.step()
    with pytest.raises(ValueError, match="between 0 and 1 exclusive"):
        SGDScheduleFree(fresh().parameters(), momentum=0.0)
