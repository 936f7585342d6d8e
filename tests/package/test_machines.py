"""Momentum on several processes: in one process by simulation, and once on two real ones."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import sympy as sp
import torch
import torch.distributed as dist
from hypothesis import given
from hypothesis import strategies as st
from printed import printed
from torch.distributed.algorithms.model_averaging.averagers import PeriodicModelAverager

from momentum.data import airfoil
from momentum.optim import SGD
from momentum.quadratic import Quadratic, least_squares
from momentum.training import descend, half_mse, momentum_step

ROOT = Path(__file__).parents[2]
SCRIPTS = {name: ROOT / "gallery" / "machines" / f"{name}.py" for name in ("ddp", "outer", "fsdp")}
SCRIPT = SCRIPTS["ddp"]
LAUNCHER = ("-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2")
FEATURES, TARGETS = airfoil(torch.float64)
PARTS = [(32, 32), (48, 16), (10, 20, 34)]


def generator(seed=0):
    return torch.Generator().manual_seed(seed)


def network():
    """A small network that starts the same every time, without the global generator."""
    net = torch.nn.Sequential(
        torch.nn.Linear(5, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1)
    ).double()
    gen = generator()
    for p in net.parameters():
        torch.nn.init.normal_(p, std=0.5, generator=gen)
    return net


def at(rows):
    return FEATURES[rows], TARGETS[rows]


def gradient(net, rows, scale=1.0):
    """The gradient of the mean loss over some rows, as one vector."""
    x, y = at(rows)
    return flat(torch.autograd.grad(scale * half_mse(net(x), y), list(net.parameters())))


def give(net, vector):
    """Write a gradient into a network."""
    sizes = [p.numel() for p in net.parameters()]
    for p, g in zip(net.parameters(), vector.split(sizes), strict=True):
        p.grad = g.view_as(p).clone()


def flat(tensors):
    return torch.cat([t.detach().flatten() for t in tensors])


def state(net, optimizer):
    """The weights and the velocity, each as one vector; at rest before the first step."""
    velocities = [
        optimizer.state.get(p, {}).get("momentum_buffer", torch.zeros_like(p))
        for p in net.parameters()
    ]
    return flat(net.parameters()), flat(velocities)


# One velocity


@pytest.mark.checks("eq-shards", by="library")
@pytest.mark.parametrize("parts", PARTS, ids=str)
def test_gradients_of_shards_and_steps_of_one_process(parts):
    """Autograd over shards, and torch.optim.SGD on all rows, against the printed step."""
    net = network()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
    for t in range(3):
        rows = torch.arange(64 * t, 64 * (t + 1))
        g = [gradient(net, r) for r in rows.split(parts)]
        values = {"K": len(parts), "N": 64, r"\eta": 0.05, r"\beta": 0.9}
        values |= {"n": lambda k: parts[k - 1], r"\g": lambda k, g=g: g[k - 1]}
        values[r"\bar{\g}_t"] = gradient(net, rows)
        values[r"\x_{t-1}"], values[r"\v_{t-1}"] = state(net, optimizer)
        give(net, values[r"\bar{\g}_t"])
        optimizer.step()
        values[r"\x_t"], values[r"\v_t"] = state(net, optimizer)
        printed("eq-shards").check(values)


@pytest.mark.checks("thm-one-velocity", by="numerics")
@pytest.mark.parametrize("parts", PARTS, ids=str)
@pytest.mark.parametrize(
    "options", [{}, {"nesterov": True}, {"dampening": 0.5}, {"weight_decay": 0.1}], ids=str
)
def test_averaged_gradients_make_copies_of_one_run(parts, options):
    """Networks that see one shard each and share the weighted mean, against one with all rows."""
    nets, alone = [network() for _ in parts], network()
    *optimizers, single = (
        SGD(net.parameters(), lr=0.05, momentum=0.9, **options) for net in (*nets, alone)
    )
    for t in range(20):
        rows = torch.arange(64 * t, 64 * (t + 1))
        found = [gradient(net, r) for net, r in zip(nets, rows.split(parts), strict=True)]
        mean = sum(n / 64 * g for n, g in zip(parts, found, strict=True))
        give(alone, gradient(alone, rows))
        for net in nets:
            give(net, mean)
        for o in (*optimizers, single):
            o.step()
    whole = state(alone, single)
    for net, o in zip(nets, optimizers, strict=True):
        for mine, first, one in zip(
            state(net, o), state(nets[0], optimizers[0]), whole, strict=True
        ):
            assert torch.equal(mine, first)
            assert torch.allclose(mine, one, atol=1e-11)


@pytest.mark.checks("eq-weighting", by="numerics")
@pytest.mark.parametrize("parts", [*PARTS, (32, 32, 32, 4)], ids=str)
def test_factors_for_unequal_shards_and_for_sums(parts):
    """Autograd over shards against autograd over all rows, by the printed factors."""
    net, rows = network(), torch.arange(sum(parts))
    g = [gradient(net, r) for r in rows.split(parts)]
    whole = gradient(net, rows)
    values = {"K": len(parts), "N": len(rows), r"\bar{\g}_t": whole}
    printed("eq-weighting").check(values | {"n": lambda k: parts[k - 1], r"\g": lambda k: g[k - 1]})
    sums = [gradient(net, r, len(r)) for r in rows.split(parts)]  # the losses of the second one
    assert torch.allclose(sum(sums) / len(parts), len(rows) / len(parts) * whole)
    equal = len(set(parts)) == 1
    assert torch.allclose(sum(g) / len(parts), whole, rtol=1e-3) == equal


def test_a_smaller_rate_repairs_a_sum_but_not_its_weight_decay():
    """Losses 32 times as large with the rate divided by 32, with and without weight decay."""

    def end(scale, decay):
        net = network()
        optimizer = SGD(net.parameters(), lr=0.05 / scale, momentum=0.9, weight_decay=decay)
        for t in range(20):
            give(net, gradient(net, torch.arange(32 * t, 32 * (t + 1)), scale))
            optimizer.step()
        return flat(net.parameters())

    assert torch.allclose(end(32, 0.0), end(1, 0.0), atol=1e-12)
    assert (end(32, 0.1) - end(1, 0.1)).abs().max() > 0.01
    assert torch.allclose(end(32, 0.1 * 32), end(1, 0.1), atol=1e-12)


# The script


def run(*command):
    """Run Python, and leave no process behind."""
    process = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    try:
        out, err = process.communicate(timeout=240)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    assert process.returncode == 0, err
    return out


@pytest.mark.checks("thm-one-velocity", by="library")
def test_the_script_on_two_real_processes():
    """DistributedDataParallel on two processes, as the page runs it, against one process."""
    lines = run(*LAUNCHER, SCRIPT).splitlines()
    found = {line[:24].strip(): line[24:].split() for line in lines[1:]}
    for name in ("32 + 32 rows", "48 + 16 rows, weighted", "sum of 32, eta / 32"):
        assert found.pop(name) in (["0", "rounding"], ["0", "0"]), name
    apart, off = found.pop("48 + 16 rows")
    assert apart == "0"
    assert float(off) > 0.1
    only_x, both = found.pop("local, x averaged"), found.pop("local, x and v averaged")
    assert not found
    assert float(only_x[0]) > 0.1
    assert both[0] == "0"
    assert 0.01 < float(both[1]) < float(only_x[1])


def test_the_script_leaves_no_model_behind(tmp_path):
    """A model of DistributedDataParallel that outlives its process group can abort the exit."""
    watched = tmp_path / "watched.py"
    watched.write_text(
        f"""
import gc, os, runpy
import torch.distributed as dist
from torch.nn.parallel import DistributedDataParallel

destroy = dist.destroy_process_group

def watch():
    left = sum(type(one) is DistributedDataParallel for one in gc.get_objects())
    os.write(1, f"left {{left}}\\n".encode())  # whole: the other process writes, too
    destroy()

dist.destroy_process_group = watch
gc.disable()  # or luck decides
runpy.run_path({str(SCRIPT)!r}, run_name="__main__")
""",
        encoding="utf-8",
    )
    left = [line for line in run(*LAUNCHER, watched).splitlines() if line.startswith("left")]
    assert left == ["left 0"] * 2


@pytest.mark.checks("thm-outer", by="library")
def test_the_script_of_the_outer_velocity():
    """Two real processes: with H = 1 one process, with H = 8 near it; one velocity on both."""
    lines = run(*LAUNCHER, SCRIPTS["outer"]).splitlines()
    found = {line[:24].strip(): line[24:].split() for line in lines[1:]}
    for name in ("H = 1, momentum", "H = 1, Nesterov"):
        assert found.pop(name) in (["0", "rounding"], ["0", "0"]), name
    apart, off = found.pop("H = 8, Nesterov")
    assert not found
    assert apart == "0"
    assert 0.003 < float(off) < 0.3


def test_the_script_of_the_sharded_velocity():
    """fully_shard on two real processes: only what takes its shard for the whole is another method."""
    lines = run(*LAUNCHER, SCRIPTS["fsdp"]).splitlines()
    found = {line[:20].strip(): line[20:].rsplit(maxsplit=2) for line in lines[1:]}
    assert {shape.strip() for shape, _, _ in found.values()} == {"(4, 16)"}
    losses = {name: float(loss) for name, (_, _, loss) in found.items()}
    assert losses["each shard alone"] < 1.05 * losses["orthogonalised"] < 1.0  # 1.22 at the start
    off = {name: value for name, (_, value, _) in found.items()}
    assert off.pop("SGD") in ("rounding", "0")
    assert off.pop("orthogonalised") in ("rounding", "0")
    muon = off.pop("torch.optim.Muon")
    assert muon in ("rounding", "0") or float(muon) < 0.05
    assert float(off.pop("each shard alone")) > 0.2
    assert not off


SHARDED = """
import sys, torch, torch.distributed as dist, torch.multiprocessing as processes
from torch import nn
from torch.distributed.fsdp import fully_shard
from torch.distributed.tensor import DTensor, init_device_mesh
from momentum.optim import SGD

def net():
    torch.manual_seed(0)  # uneven rows, and one row: nothing is left for the second process
    return nn.Sequential(nn.Linear(5, 3), nn.Tanh(), nn.Linear(3, 1))

def walk(make, mesh, stop=None):
    model = net()
    if mesh is not None:
        fully_shard(model, mesh=mesh)
    optimizer = make(model.parameters())
    for t in range(8):
        for k, p in enumerate(model.parameters()):
            g = torch.randn(p.shape, generator=torch.Generator().manual_seed(10 * t + k))
            p.grad = torch.distributed.tensor.distribute_tensor(g, mesh, p.placements) if mesh else g
        optimizer.step()
        if t == 3:  # saved and resumed, in another optimizer
            saved, optimizer = optimizer.state_dict(), make(model.parameters())
            optimizer.load_state_dict(saved)
    both = []
    for p in model.parameters():
        v = optimizer.state[p]["momentum_buffer"]
        assert type(v) is type(p.data) and (mesh is None or v.placements == p.placements)
        both += [p.detach(), v]
    return [one.full_tensor() if isinstance(one, DTensor) else one for one in both]

def main(rank, store):
    dist.init_process_group("gloo", init_method=store, rank=rank, world_size=2)
    mesh = init_device_mesh("cpu", (2,))
    for options in ({}, {"nesterov": True}, {"dampening": 0.5, "weight_decay": 0.1}):
        ours = lambda params: SGD(params, lr=0.1, momentum=0.9, **options)
        torchs = lambda params: torch.optim.SGD(params, lr=0.1, momentum=0.9, foreach=False, **options)
        ways = [walk(ours, mesh), walk(ours, None), walk(torchs, mesh)]
        if rank == 0:
            print(all(torch.equal(a, b) and torch.equal(a, c) for a, b, c in zip(*ways)))
    dist.destroy_process_group()

if __name__ == "__main__":
    method = "fork" if sys.platform == "linux" else "spawn"
    processes.start_processes(main, sys.argv[1:], nprocs=2, start_method=method)
"""


def test_our_sgd_walks_on_shards_bit_for_bit(tmp_path):
    """DTensors under fully_shard, an empty shard among them: one process, and torch's SGD, also resumed."""
    script = tmp_path / "sharded.py"
    script.write_text(SHARDED, encoding="utf-8")
    assert run(script, (tmp_path / "store").as_uri()).split() == ["True"] * 3


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_script_says_that_it_wants_two_processes(name):
    done = subprocess.run([sys.executable, SCRIPTS[name]], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"This wants two processes: torchrun --nproc-per-node 2 {name}.py\n"


JOINED = """
import sys, torch, torch.distributed as dist, torch.multiprocessing as processes
from torch.nn.parallel import DistributedDataParallel

def main(rank, store):
    dist.init_process_group("gloo", init_method=store, rank=rank, world_size=2)
    net = torch.nn.Linear(1, 1, bias=False)
    torch.nn.init.ones_(net.weight)
    model = DistributedDataParallel(net)
    with model.join():
        for x in (3.0, 5.0)[: 2 - rank]:  # the second process has one minibatch less
            net.zero_grad()
            model(torch.full((1, 1), x)).sum().backward()
            if rank == 0:
                print(net.weight.grad.item())
    dist.destroy_process_group()

if __name__ == "__main__":
    # Forks need not import torch again.
    method = "fork" if sys.platform == "linux" else "spawn"
    processes.start_processes(main, sys.argv[1:], nprocs=2, start_method=method)
"""


def test_join_lets_a_process_without_rows_answer_with_zero(tmp_path):
    """The exercise: what is missing counts as a zero gradient, and K stays the divisor."""
    script = tmp_path / "joined.py"
    script.write_text(JOINED, encoding="utf-8")
    assert run(script, (tmp_path / "store").as_uri()).split() == ["3.0", "2.5"]


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_page_shows_the_command_of_the_script(name):
    command = f"torchrun --nproc-per-node 2 {name}.py"
    page = (ROOT / "docs" / "machines.md").read_text(encoding="utf-8")
    assert f"$ {command}\n" in page
    assert f"``{command}``" in SCRIPTS[name].read_text(encoding="utf-8")
    assert f"literalinclude}} ../gallery/machines/{name}.py\n" in page


def test_torchs_averager_leaves_the_velocities_alone():
    """A group whose sums come from nowhere: what is averaged over two processes is halved."""
    dist.init_process_group("fake", store=dist.HashStore(), rank=0, world_size=2)
    try:
        net = torch.nn.Linear(2, 1)
        torch.nn.init.ones_(net.weight)
        optimizer = SGD(net.parameters(), lr=0.0, momentum=0.9)
        net(torch.ones(1, 2)).sum().backward()
        optimizer.step()
        averager = PeriodicModelAverager(period=4)
        averager.average_parameters(net.parameters())
        assert torch.equal(net.weight.detach(), torch.full((1, 2), 0.5))
        assert torch.equal(optimizer.state[net.weight]["momentum_buffer"], torch.ones(1, 2))
    finally:
        dist.destroy_process_group()


# Local steps


def local(forces, x0, averages, eta=0.1, beta=0.8):
    """Momentum on each force; `averages` says after each step what is replaced by its mean."""
    x = x0.expand(len(forces), -1).clone()
    v = torch.zeros_like(x)
    xs, vs, gs = [], [], []
    for names in averages:
        g = torch.stack([force(x_k) for force, x_k in zip(forces, x, strict=True)])
        v = beta * v + g
        x = x - eta * v
        x = x.mean(0).expand_as(x) if "x" in names else x
        v = v.mean(0).expand_as(v) if "v" in names else v
        v = torch.zeros_like(v) if "0" in names else v
        xs.append(x)
        vs.append(v)
        gs.append(g)
    return torch.stack(xs), torch.stack(vs), torch.stack(gs)


def quadratics(number, equal_hessians=False):
    gen = generator(3)

    def hessian():
        a = torch.randn(3, 3, generator=gen, dtype=torch.float64)
        return a @ a.T / 3 + 0.1 * torch.eye(3)

    first = hessian()
    return [
        Quadratic(
            first if equal_hessians else hessian(),
            torch.randn(3, generator=gen, dtype=torch.float64),
        )
        for _ in range(number)
    ]


def wavy(seed):
    c = torch.randn(3, generator=generator(seed), dtype=torch.float64)
    return lambda x: torch.tanh(2 * x - c) + 0.1 * x


START = torch.tensor([1.0, -2.0, 0.5], dtype=torch.float64)
patterns = st.lists(st.sampled_from(["", "x", "v", "xv"]), min_size=1, max_size=25)


@pytest.mark.checks("thm-mean-path", "eq-mean-path", by="numerics")
@given(averages=patterns)
def test_the_mean_moves_like_one(averages):
    """Three processes, averaged at any times, against the print, and against one run."""
    xs, vs, gs = local([wavy(k) for k in range(3)], START, averages)
    means = iter(gs.mean(1))
    one = descend(momentum_step(lambda x: next(means), 0.1, 0.8), START, len(averages))
    assert torch.allclose(xs.mean(1), one.x[1:], atol=1e-12)
    assert torch.allclose(vs.mean(1), one.v[1:], atol=1e-12)
    x_bar, v_bar = torch.cat([START[None], xs.mean(1)]), torch.cat([START[None] * 0, vs.mean(1)])
    for t in range(1, len(averages) + 1):
        values = {"K": 3, "t": t, r"\eta": 0.1, r"\beta": 0.8}
        values |= {r"\g": lambda k, t=t: gs[t - 1, k - 1]}
        values |= {r"\bar{\x}": x_bar.__getitem__, r"\bar{\v}": v_bar.__getitem__}
        printed("eq-mean-path").check(values, abs_=1e-12)


def test_resetting_velocities_breaks_it():
    averages = ["x", "x", "x0"] * 4
    xs, _, gs = local([wavy(k) for k in range(3)], START, averages)
    means = iter(gs.mean(1))
    one = descend(momentum_step(lambda x: next(means), 0.1, 0.8), START, len(averages))
    assert (xs.mean(1) - one.x[1:]).abs().max() > 0.05


@pytest.mark.checks("thm-mean-path", "eq-discrepancy", by="numerics")
@pytest.mark.parametrize("number", [2, 3, 5])
def test_discrepancy_of_the_mean_gradient(number):
    """Mean of gradients at scattered points less that of the mean loss, against both sides."""
    fs = quadratics(number)
    x = torch.randn(number, 3, generator=generator(), dtype=torch.float64)
    mean_loss = Quadratic(sum(f.Q for f in fs) / number, sum(f.c for f in fs) / number)
    direct = torch.stack([f.gradient(x_k) for f, x_k in zip(fs, x, strict=True)]).mean(0)
    direct = direct - mean_loss.gradient(x.mean(0))
    values = {"K": number, r"\bar{\Q}": mean_loss.Q, r"\bar{\x}": x.mean(0)[:, None]}
    values |= {r"\Q": lambda k: fs[k - 1].Q, r"\x": lambda k: x[k - 1][:, None]}
    for side in printed("eq-discrepancy").values(values):
        assert torch.allclose(side[:, 0], direct, atol=1e-12)


@given(averages=patterns)
def test_equal_hessians_follow_one_process_for_any_period(averages):
    fs = quadratics(3, equal_hessians=True)
    mean_loss = Quadratic(fs[0].Q, sum(f.c for f in fs) / 3)
    xs, _, _ = local([f.gradient for f in fs], START, averages)
    one = descend(momentum_step(mean_loss.gradient, 0.1, 0.8), START, len(averages)).x[1:]
    assert torch.allclose(xs.mean(1), one, atol=1e-12)


@pytest.mark.parametrize("kind", ["x", "xv"])
def test_averaging_at_every_step_follows_one_process_for_any_loss(kind):
    forces = [wavy(k) for k in range(3)]

    def mean_force(x):
        return sum(force(x) for force in forces) / 3

    one = descend(momentum_step(mean_force, 0.1, 0.8), START, 30).x[1:]
    xs, vs, _ = local(forces, START, [kind] * 30)
    assert torch.allclose(xs.mean(1), one, atol=1e-12)
    assert (vs[-1, 0] - vs[-1, 1]).norm() > 0.1 or kind == "xv"  # the velocities have parted
    late, _, _ = local(forces, START, ["", "", kind] * 10)
    assert (late.mean(1) - one).abs().max() > 0.01


@pytest.mark.checks("eq-spread", by="numerics")
@pytest.mark.parametrize("period", [1, 2, 4, 16])
@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_spread_at_the_end_of_a_period(period, beta):
    """Two processes with constant gradients, simulated for many periods, against both lines."""
    e, eta = 0.7, 0.1
    forces = [lambda x, s=s: torch.full_like(x, 2.0 + s * e) for s in (1, -1)]
    values = {r"\eta": eta, r"\beta": beta, r"\mathbf{e}_k": e, "H": period}
    for kind, name in (("x", r"\mathbf{s}_H"), ("xv", r"\mathbf{s}'_H")):
        averages = ([""] * (period - 1) + [kind]) * (300 // period + 1) + [""] * period
        xs, _, _ = local(forces, torch.zeros(1, dtype=torch.float64), averages, eta, beta)
        values[name] = float(xs[-1].mean() - xs[-1, 0])
    printed("eq-spread").check(values)


@pytest.mark.checks("eq-spread", by="algebra")
@pytest.mark.parametrize("period", [1, 2, 5])
def test_spread_by_algebra(period):
    """Two recursions for the excess of velocity and weights, in symbols, against the print."""
    beta, eta, e = sp.symbols("beta eta e", positive=True)
    values = {r"\eta": eta, r"\beta": beta, r"\mathbf{e}_k": e, "H": sp.Integer(period)}
    for name, v in ((r"\mathbf{s}_H", e / (1 - beta)), (r"\mathbf{s}'_H", sp.Integer(0))):
        spread = sp.Integer(0)
        for _ in range(period):
            v = beta * v + e
            spread += eta * v
        values[name] = spread
    printed("eq-spread").check(values)


def airfoil_halves():
    design = torch.cat([FEATURES, torch.ones(len(FEATURES), 1)], 1)
    halves = FEATURES[:, 0].argsort(stable=True).chunk(2)
    return [least_squares(design[r], TARGETS[r]) for r in halves], least_squares(design, TARGETS)


def test_averaging_velocities_helps_while_the_period_is_short():
    """The claim of the page about the sorted airfoil data."""
    shards, loss = airfoil_halves()
    ratio = {}
    for period in (1, 4, 16):
        floor = {}
        for kind in ("x", "xv"):
            averages = ([""] * (period - 1) + [kind]) * (400 // period)
            xs, _, _ = local(
                [f.gradient for f in shards], torch.zeros(6).double(), averages, 0.02, 0.9
            )
            floor[kind] = float(loss.value(xs[-1].mean(0)) - loss.minimum)
        ratio[period] = floor["x"] / floor["xv"] if period > 1 else max(floor.values())
    assert ratio[1] < 1e-9
    assert ratio[4] > 10
    assert 0.5 < ratio[16] < 2


def floor_of(rule, period, eta, beta=0.9):
    """Excess loss where a rule comes to rest: the fixed point of one period, by linear algebra."""
    shards, loss = airfoil_halves()

    def one_period(state):
        x, vs = state[:6], list(state[6:].chunk(2))
        xs = [x, x]
        for _ in range(period):
            vs = [beta * v + f.gradient(x) for f, x, v in zip(shards, xs, vs, strict=True)]
            xs = [x - eta * v for x, v in zip(xs, vs, strict=True)]
        mean = (vs[0] + vs[1]) / 2
        vs = {"kept": vs, "averaged": [mean, mean], "reset": [0 * mean, 0 * mean]}[rule]
        return torch.cat([(xs[0] + xs[1]) / 2, *vs])

    start = one_period(torch.zeros(18).double())
    matrix = torch.stack([one_period(unit) - start for unit in torch.eye(18).double()], 1)
    assert float(torch.linalg.eigvals(matrix).abs().max()) < 1
    rest = torch.linalg.solve(torch.eye(18).double() - matrix, start)
    return float(loss.value(rest[:6]) - loss.minimum)


def test_reset_velocities_are_a_smaller_rate_in_disguise():
    """Page: least error at the same eta, more than averaged velocities at the same effective rate."""
    for period in (2, 4, 8, 16):
        went = sum(1 - 0.9**k for k in range(1, period + 1)) / period  # weight of a unit gradient
        kept, averaged = (floor_of(rule, period, 0.02) for rule in ("kept", "averaged"))
        assert floor_of("reset", period, 0.02) < averaged < kept
        assert floor_of("reset", period, 0.02 / went) > 1.5 * averaged
        for rule in ("kept", "averaged", "reset"):  # smaller rate, smaller error
            assert floor_of(rule, period, 0.02 * went) < floor_of(rule, period, 0.02)


def test_velocities_that_stand_still_without_being_zero():
    """The exercise: averaged weights rest at the minimum, each velocity at its own gradient."""
    fs = quadratics(2)
    best = Quadratic(fs[0].Q + fs[1].Q, fs[0].c + fs[1].c).minimiser
    xs, vs, _ = local([f.gradient for f in fs], START, ["x"] * 4000)
    assert torch.allclose(xs[-1, 0], best, atol=1e-9)
    for k, f in enumerate(fs):
        assert torch.allclose(vs[-1, k], f.gradient(best) / (1 - 0.8), atol=1e-8)
    moved, _, _ = local([f.gradient for f in fs], START, ["x"] * 4000 + [""])
    for k, f in enumerate(fs):
        step = moved[-1, k] - best
        assert torch.allclose(step, -0.1 * f.gradient(best) / (1 - 0.8), atol=1e-8)
