"""The optimiser against its laws and, bit for bit after every step, against torch's own loop."""

import copy
import itertools
import math
import pickle
import re

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.optim.lr_scheduler import CosineAnnealingLR, OneCycleLR, StepLR

from momentum.averages import leaky_sum
from momentum.optim import SGD, init_momentum_states, sgd_momentum

DTYPES = [
    torch.float32,
    torch.float64,
    torch.bfloat16,
    torch.float16,
    torch.complex64,
    torch.complex128,
]
GRID = [
    {
        "lr": lr,
        "momentum": momentum,
        "dampening": dampening,
        "weight_decay": weight_decay,
        "nesterov": nesterov,
        "maximize": maximize,
    }
    for lr, momentum, dampening, weight_decay, nesterov, maximize in itertools.product(
        (0, 0.1), (0, 0.9), (0, 0.4), (0, 0.03), (False, True), (False, True)
    )
    if not nesterov or (momentum > 0 and dampening == 0)
]
TYPICAL = {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.03, "nesterov": True, "maximize": True}

numbers = st.floats(-100, 100)
betas = st.floats(0, 0.99)
paths = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=12).map(
    lambda rows: torch.tensor(rows, dtype=torch.float64)
)


def torch_sgd(params, **options):
    return torch.optim.SGD(params, foreach=False, **options)


def generator(seed=0):
    return torch.Generator().manual_seed(seed)


def draw(shape, dtype, gen):
    wide = torch.complex128 if dtype.is_complex else torch.float64
    return torch.randn(shape, dtype=wide, generator=gen).to(dtype)


def layouts(dtype, gen):
    """Tensors of every layout: plain, transposed, channels last, every other number, (), empty."""
    return [
        draw((3, 35), dtype, gen),
        draw((35, 3), dtype, gen).t(),
        draw((2, 3, 4, 5), dtype, gen).contiguous(memory_format=torch.channels_last),
        draw((7, 10), dtype, gen)[:, ::2],
        draw((), dtype, gen),
        draw((0, 4), dtype, gen),
    ]


def crossed(shape, dtype, gen):
    """A gradient whose strides differ from those of a contiguous parameter."""
    return draw(shape[::-1], dtype, gen).permute(tuple(reversed(range(len(shape)))))


def copies(tensors):
    """Leaf parameters with the values and the strides of `tensors`."""
    return [torch.nn.Parameter(copy.deepcopy(t.detach())) for t in tensors]


def bits(t):
    t = t.detach().to_dense() if t.is_sparse else t.detach()
    return t.contiguous().reshape(-1).view(torch.uint8)


def assert_same(ours, theirs):
    """Parameters and velocities of two optimisers agree in every bit, in layout and in presence."""
    for p, q in zip(all_params(ours), all_params(theirs), strict=True):
        assert torch.equal(bits(p), bits(q))
        assert (p in ours.state) == (q in theirs.state)
        if p in ours.state:
            v, w = ours.state[p]["momentum_buffer"], theirs.state[q]["momentum_buffer"]
            assert torch.equal(bits(v), bits(w))
            assert v.layout == w.layout
            assert v.is_sparse or v.stride() == w.stride()


def all_params(optimizer):
    return [p for group in optimizer.param_groups for p in group["params"]]


def feed(optimizers, gradients):
    """Give every optimiser its own copy of the same gradients; None stays None."""
    for optimizer in optimizers:
        for p, g in zip(all_params(optimizer), gradients, strict=True):
            p.grad = copy.deepcopy(g)  # with its strides, which clone() may not keep


def march(ours, theirs, steps, gen, between=lambda: None):
    """Step both on equal random gradients and compare them after every step."""
    for _ in range(steps):
        feed([ours, theirs], [draw(p.shape, p.dtype, gen) for p in all_params(ours)])
        ours.step()
        theirs.step()
        assert_same(ours, theirs)
        between()


def pair(shapes=((3, 4), (5,)), dtype=torch.float32, **options):
    start = [draw(shape, dtype, generator(1)) for shape in shapes]
    return SGD(copies(start), **options), torch_sgd(copies(start), **options)


# Laws


@given(g=paths, beta=betas, eta=st.floats(0, 1))
def test_velocity_is_the_leaky_sum_and_the_path_its_running_sum(g, beta, eta):
    p = torch.zeros(2, dtype=torch.float64)
    optimizer = SGD([p], lr=eta, momentum=beta)
    v = leaky_sum(g, beta)
    for t, g_t in enumerate(g):
        p.grad = g_t.clone()
        optimizer.step()
        if beta > 0:
            assert torch.equal(optimizer.state[p]["momentum_buffer"], v[t])
        assert torch.allclose(p, -eta * v[: t + 1].sum(0), rtol=1e-12, atol=1e-9)


@given(g=paths, beta=betas, scale=st.floats(-3, 3), nesterov=st.booleans())
def test_the_displacement_is_linear_in_the_gradients(g, beta, scale, nesterov):
    def end(gradients):
        p = torch.zeros(2, dtype=torch.float64)
        optimizer = SGD([p], lr=0.1, momentum=beta, nesterov=nesterov and beta > 0)
        for g_t in gradients:
            p.grad = g_t.clone()
            optimizer.step()
        return p

    other = g.flip(0)
    both = end(g + scale * other)
    assert torch.allclose(both, end(g) + scale * end(other), rtol=1e-10, atol=1e-7)


@given(g=paths, eta=st.floats(0, 1))
def test_without_momentum_it_is_gradient_descent(g, eta):
    p, x = torch.ones(2, dtype=torch.float64), torch.ones(2, dtype=torch.float64)
    optimizer = SGD([p], lr=eta)
    for g_t in g:
        p.grad = g_t.clone()
        optimizer.step()
        x = x - eta * g_t
        assert torch.allclose(p, x, rtol=1e-12, atol=1e-12)
    assert not optimizer.state


@given(g=paths, beta=betas)
def test_dampening_beta_is_the_average_started_from_the_first_gradient(g, beta):
    p = torch.zeros(2, dtype=torch.float64)
    optimizer = SGD([p], lr=0.1, momentum=beta, dampening=beta)
    v = g[0]
    for t, g_t in enumerate(g):
        p.grad = g_t.clone()
        optimizer.step()
        v = g_t if t == 0 else beta * v + (1 - beta) * g_t
        if beta > 0:
            velocity = optimizer.state[p]["momentum_buffer"]
            assert torch.allclose(velocity, v, rtol=1e-12, atol=1e-9)


@given(g=paths, options=st.sampled_from(GRID))
def test_climbing_is_descending_on_the_negative(g, options):
    options = options | {"weight_decay": 0}
    p, q = torch.zeros(2, dtype=torch.float64), torch.zeros(2, dtype=torch.float64)
    up, down = SGD([p], **options), SGD([q], **options | {"maximize": not options["maximize"]})
    for g_t in g:
        p.grad, q.grad = g_t.clone(), -g_t
        up.step()
        down.step()
        assert torch.equal(p, q)


@given(g=paths, beta=betas, eta=st.floats(0, 1))
def test_from_scratch_equals_both_classes(g, beta, eta):
    tensors = [torch.ones(2, dtype=torch.float64, requires_grad=True) for _ in range(3)]
    x, p, q = tensors
    v = torch.zeros(2, dtype=torch.float64)
    ours, theirs = SGD([p], lr=eta, momentum=beta), torch_sgd([q], lr=eta, momentum=beta)
    for g_t in g:
        for t in tensors:
            t.grad = g_t.clone()
        sgd_momentum([x], [v], {"lr": eta, "momentum": beta})
        ours.step()
        theirs.step()
        assert not x.grad.any()
        assert torch.allclose(x, p, rtol=1e-12, atol=1e-12)
        assert torch.allclose(x, q, rtol=1e-12, atol=1e-12)


# torch as the oracle


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("options", GRID, ids=lambda o: "-".join(str(v) for v in o.values()))
def test_every_bit_is_torchs(options, dtype):
    gen = generator()
    start = layouts(dtype, gen)
    ours, theirs = SGD(copies(start), **options), torch_sgd(copies(start), **options)
    assert_same(ours, theirs)
    for gradients in (layouts, layouts, lambda *a: [crossed(t.shape, *a) for t in start], layouts):
        feed([ours, theirs], gradients(dtype, gen))
        ours.step()
        theirs.step()
        assert_same(ours, theirs)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("threads", [1, 2])
def test_every_bit_is_torchs_in_large_tensors_cut_between_threads(dtype, threads):
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    try:
        ours, theirs = pair(((70_001,), (257, 1023)), dtype, lr=0.1, momentum=0.9, dampening=0.3)
        march(ours, theirs, 3, generator())
    finally:
        torch.set_num_threads(before)


@pytest.mark.parametrize("options", GRID, ids=str)
def test_a_gradient_may_appear_late_and_disappear_again(options):
    ours, theirs = pair(((3,), (4,)), **options)
    gen = generator()
    for present in ((1, 0), (1, 0), (1, 1), (0, 1), (0, 0), (1, 1)):
        gradients = [draw(p.shape, p.dtype, gen) for p in all_params(ours)]
        kept = [g if here else None for g, here in zip(gradients, present, strict=True)]
        feed([ours, theirs], kept)
        ours.step()
        theirs.step()
        assert_same(ours, theirs)


def test_none_rests_and_zero_coasts():
    p = torch.zeros(1)
    optimizer = SGD([p], lr=0.1, momentum=0.9)
    p.grad = torch.ones(1)
    optimizer.step()
    v = optimizer.state[p]["momentum_buffer"]
    p.grad = None
    for _ in range(3):
        optimizer.step()
    assert (p.item(), v.item()) == (pytest.approx(-0.1), 1.0)
    p.grad = torch.zeros(1)
    for _ in range(3):
        optimizer.step()
    assert p.item() == pytest.approx(-0.1 * (1 + 0.9 + 0.81 + 0.729))
    assert optimizer.state[p]["momentum_buffer"] is v


@pytest.mark.parametrize("options", [o for o in GRID if o["weight_decay"] == 0], ids=str)
def test_sparse_gradients(options):
    ours, theirs = pair(((6, 2),), **options)
    gen = generator()
    for rows in ([0, 2, 2], [5], [], [1, 0]):
        with torch.sparse.check_sparse_tensor_invariants():
            g = torch.sparse_coo_tensor(
                torch.tensor([rows], dtype=torch.long),
                torch.randn(len(rows), 2, generator=gen),
                (6, 2),
            )
        feed([ours, theirs], [g])
        ours.step()
        theirs.step()
        assert_same(ours, theirs)


def test_sparse_embedding_trained_through_autograd():
    tables = [torch.nn.Embedding(10, 3, sparse=True) for _ in range(2)]
    tables[1].load_state_dict(tables[0].state_dict())
    ours = SGD(tables[0].parameters(), lr=0.1, momentum=0.9)
    theirs = torch_sgd(tables[1].parameters(), lr=0.1, momentum=0.9)
    for words in ([1, 2], [2, 2, 7], [0]):
        for table, optimizer in zip(tables, (ours, theirs), strict=True):
            optimizer.zero_grad()
            (table(torch.tensor(words)) ** 2).sum().backward()
            optimizer.step()
        assert_same(ours, theirs)


# Groups, closures, schedulers, numbers in tensors


def test_groups_keep_their_own_options_and_can_be_added():
    start = [draw((4,), torch.float32, generator(i)) for i in range(4)]

    def build(make):
        a, b, c, d = copies(start)
        nesterov = {"params": [b], "lr": 0.5, "momentum": 0.8, "nesterov": True}
        optimizer = make([{"params": [a]}, nesterov], lr=0.1, momentum=0.9, weight_decay=0.01)
        optimizer.add_param_group({"params": c, "momentum": 0, "maximize": True})
        optimizer.add_param_group({"params": [d], "dampening": 0.5})
        return optimizer

    march(build(SGD), build(torch_sgd), 4, generator())


def test_the_positional_arguments_are_torchs():
    start = [torch.ones(3)]
    names = ("lr", "momentum", "dampening", "weight_decay", "nesterov")
    values = (0.1, 0.9, 0, 0.01, True)
    by_name = dict(zip(names, values, strict=True))
    march(SGD(copies(start), *values), torch_sgd(copies(start), **by_name), 3, generator())


def test_the_defaults_are_torchs():
    ours, theirs = SGD([torch.ones(1)]).defaults, torch.optim.SGD([torch.ones(1)]).defaults
    assert ours == {name: theirs[name] for name in ours}


def test_named_parameters_are_accepted():
    model = torch.nn.Linear(2, 1)
    optimizer = SGD(model.named_parameters(), lr=0.1)
    assert optimizer.param_groups[0]["param_names"] == ["weight", "bias"]


def test_a_closure_is_called_once_with_gradients_enabled():
    calls = []

    def run(make):
        p = torch.nn.Parameter(torch.tensor([3.0, -1.0]))
        optimizer = make([p], lr=0.1, momentum=0.9)

        def closure():
            calls.append(torch.is_grad_enabled())
            optimizer.zero_grad()
            loss = (p**2).sum()
            loss.backward()
            return loss

        with torch.no_grad():
            return [optimizer.step(closure).item() for _ in range(3)], optimizer

    (ours, a), (theirs, b) = run(SGD), run(torch_sgd)
    assert ours == theirs
    assert calls == [True] * 6
    assert_same(a, b)
    assert SGD([torch.zeros(1)], lr=0.1).step() is None


@pytest.mark.parametrize(
    "schedule",
    [
        lambda o: StepLR(o, step_size=2, gamma=0.1),
        lambda o: CosineAnnealingLR(o, T_max=8),
        lambda o: OneCycleLR(o, max_lr=0.5, total_steps=9, cycle_momentum=True),
    ],
    ids=["StepLR", "CosineAnnealingLR", "OneCycleLR"],
)
@pytest.mark.parametrize("tensor_lr", [False, True])
def test_schedulers_drive_both_alike(schedule, tensor_lr):
    lr = torch.tensor(0.1) if tensor_lr else 0.1
    start = [torch.ones(5)]
    optimizers = [
        make(copies(start), lr=copy.deepcopy(lr), momentum=0.9) for make in (SGD, torch_sgd)
    ]
    schedulers = [schedule(o) for o in optimizers]
    seen = []

    def turn():
        for s in schedulers:
            s.step()
        groups = [o.param_groups[0] for o in optimizers]
        assert groups[0]["lr"] == groups[1]["lr"]
        assert groups[0]["momentum"] == groups[1]["momentum"]
        seen.append((float(groups[0]["lr"]), groups[0]["momentum"]))

    march(*optimizers, 8, generator(), between=turn)
    assert len({lr for lr, _ in seen}) > 2
    assert (len({m for _, m in seen}) > 2) == isinstance(schedulers[0], OneCycleLR)


@pytest.mark.parametrize("lr", [torch.tensor(0.1), torch.tensor([0.1], dtype=torch.float64)])
def test_lr_may_be_a_tensor_and_is_read_at_each_step(lr):
    """Against the number: before torch 2.7 its own loop refused a tensor of one axis."""
    start = [torch.ones(3)]
    ours, theirs = SGD(copies(start), lr=lr.clone()), torch_sgd(copies(start), lr=float(lr))
    march(ours, theirs, 2, generator())
    ours.param_groups[0]["lr"].mul_(0.5)
    theirs.param_groups[0]["lr"] *= 0.5
    march(ours, theirs, 2, generator(1))


def test_trains_under_a_grad_scaler():
    p = torch.nn.Parameter(torch.ones(2))
    optimizer = SGD([p], lr=0.1, momentum=0.9)
    scaler = torch.amp.GradScaler("cpu", init_scale=4.0)
    for factor, moved in ((1.0, True), (math.inf, False), (1.0, True)):
        optimizer.zero_grad()
        scaler.scale((factor * p).sum()).backward()
        before = p.detach().clone()
        scaler.step(optimizer)
        scaler.update()
        assert torch.isfinite(p).all()
        assert (not torch.equal(p, before)) == moved


# State


@pytest.mark.parametrize("first, second", [(SGD, torch_sgd), (torch_sgd, SGD), (SGD, SGD)])
@pytest.mark.parametrize("options", GRID, ids=str)
def test_state_dicts_can_be_exchanged(first, second, options):
    start = [draw((3, 4), torch.float32, generator(1)), torch.ones(2)]
    a = first(copies(start), **options)
    march(a, torch_sgd(copies(start), **options), 3, generator())
    b = second(copies(all_params(a)), lr=7.0, momentum=0.1)  # all of it must be overwritten
    b.load_state_dict(copy.deepcopy(a.state_dict()))
    for name, value in options.items():
        assert b.param_groups[0][name] == value
    ours, theirs = (a, b) if first is SGD else (b, a)
    assert_same(ours, theirs)
    march(ours, theirs, 3, generator(2))


def test_state_passes_through_a_file_and_both_classes(tmp_path):
    ours, theirs = pair(**TYPICAL)
    march(ours, theirs, 2, generator())
    torch.save(theirs.state_dict(), tmp_path / "state.pt")
    back = SGD(copies(all_params(theirs)))
    back.load_state_dict(torch.load(tmp_path / "state.pt", weights_only=True))
    again = torch.optim.SGD(copies(all_params(theirs)))
    again.load_state_dict(copy.deepcopy(back.state_dict()))
    assert again.state_dict()["param_groups"] == theirs.state_dict()["param_groups"]
    march(back, again, 2, generator(3))


@pytest.mark.parametrize("flags", [{"foreach": True}, {"fused": True}])
def test_torchs_other_flags_are_carried_but_do_nothing(flags):
    start = [torch.ones(3)]
    theirs = torch.optim.SGD(copies(start), lr=0.1, momentum=0.9, **flags)
    ours = SGD(copies(start))
    ours.load_state_dict(theirs.state_dict())
    march(ours, torch_sgd(copies(start), lr=0.1, momentum=0.9), 3, generator())
    ours.add_param_group({"params": [torch.ones(2)], "lr": 0.5})
    assert ours.param_groups[1]["lr"] == 0.5
    ours.zero_grad()
    assert "momentum: 0.9" in repr(ours)


def test_a_state_saved_before_torch_had_nesterov_and_maximize_still_loads():
    ours, theirs = pair(lr=0.1, momentum=0.9)
    march(ours, theirs, 2, generator())
    state = copy.deepcopy(ours.state_dict())
    for name in ("nesterov", "maximize"):
        del state["param_groups"][0][name]
    ours.load_state_dict(state)
    march(ours, theirs, 2, generator(1))


def test_a_velocity_saved_as_none_counts_as_absent():
    ours, theirs = pair(((2,),), lr=0.1, momentum=0.9)
    ours.state[all_params(ours)[0]]["momentum_buffer"] = None
    march(ours, theirs, 2, generator())


@pytest.mark.parametrize("clone", [copy.deepcopy, lambda o: pickle.loads(pickle.dumps(o))])
def test_copies_go_their_own_way(clone):
    ours, theirs = pair(**TYPICAL)
    march(ours, theirs, 2, generator())
    other = clone(ours)
    march(other, clone(theirs), 2, generator(1))
    assert_same(ours, theirs)  # the originals have not moved
    march(ours, theirs, 2, generator(2))


# The gradient belongs to the caller


@pytest.mark.parametrize("options", GRID, ids=str)
def test_the_gradient_is_never_touched(options):
    start = layouts(torch.float32, generator())
    optimizer = SGD(copies(start), **options)
    for _ in range(3):
        feed([optimizer], [crossed(t.shape, torch.float32, generator(1)) for t in start])
        before = [(id(p.grad), p.grad._version, bits(p.grad)) for p in all_params(optimizer)]
        optimizer.step()
        for p, (name, version, content) in zip(all_params(optimizer), before, strict=True):
            assert (id(p.grad), p.grad._version) == (name, version)
            assert torch.equal(bits(p.grad), content)
            v = optimizer.state.get(p, {}).get("momentum_buffer")
            assert v is None or v.numel() == 0 or v.data_ptr() != p.grad.data_ptr()


def test_the_same_gradient_object_may_be_filled_again():
    ours, theirs = pair(((3,),), **TYPICAL)
    for o in (ours, theirs):
        all_params(o)[0].grad = torch.zeros(3)
    gen = generator()
    for _ in range(4):
        g = torch.randn(3, generator=gen)
        for o in (ours, theirs):
            all_params(o)[0].grad.copy_(g)
            o.step()
        assert_same(ours, theirs)


# Errors, and nothing half done


@pytest.mark.parametrize(
    "options, error, message",
    [
        ({"lr": -0.1}, ValueError, "lr must lie in [0, inf), got -0.1"),
        ({"lr": math.inf}, ValueError, "lr must lie in [0, inf), got inf"),
        ({"lr": math.nan}, ValueError, "lr must lie in [0, inf), got nan"),
        ({"lr": torch.tensor(-2.0)}, ValueError, "lr must lie in [0, inf), got -2.0"),
        ({"lr": torch.ones(2)}, TypeError, "lr must be one number, got tensor([1., 1.])"),
        ({"lr": "0.1"}, TypeError, "lr must be one number, got '0.1'"),
        ({"lr": None}, TypeError, "lr must be one number, got None"),
        ({"momentum": 1.0}, ValueError, "momentum must lie in [0, 1), got 1.0"),
        ({"momentum": -0.5}, ValueError, "momentum must lie in [0, 1), got -0.5"),
        ({"momentum": True}, TypeError, "momentum must be one number, got True"),
        ({"dampening": 1.5}, ValueError, "dampening must lie in [0, 1], got 1.5"),
        ({"weight_decay": -1.0}, ValueError, "weight_decay must lie in [0, inf), got -1.0"),
        ({"nesterov": 1.0}, TypeError, "nesterov must be a bool, got 1.0"),
        ({"maximize": None}, TypeError, "maximize must be a bool, got None"),
        (
            {"nesterov": True},
            ValueError,
            "nesterov must come with momentum > 0 and dampening = 0, "
            "got momentum = 0.0 and dampening = 0.0",
        ),
        (
            {"nesterov": True, "momentum": 0.9, "dampening": 0.5},
            ValueError,
            "nesterov must come with momentum > 0 and dampening = 0, "
            "got momentum = 0.9 and dampening = 0.5",
        ),
    ],
    ids=str,
)
def test_bad_options_are_named_for_defaults_and_for_groups(options, error, message):
    match = f"^{re.escape(message)}$"
    with pytest.raises(error, match=match):
        SGD([torch.ones(1)], **options)
    with pytest.raises(error, match=match):
        SGD([{"params": [torch.ones(1)], **options}])
    with pytest.raises(error, match=match):  # even where every group overrides the default
        SGD([{"params": [torch.ones(1)], **dict.fromkeys(options, 0.5)}], **options)
    optimizer = SGD([torch.ones(1)])
    with pytest.raises(error, match=match):
        optimizer.add_param_group({"params": [torch.ones(1)], **options})
    assert len(optimizer.param_groups) == 1


def test_parameters_are_checked_as_torch_does():
    for params, error in (([], ValueError), (torch.ones(1), TypeError), ([1.0], TypeError)):
        with pytest.raises(error):
            SGD(params)
    with pytest.raises(TypeError, match="must be a dict"):
        SGD([torch.ones(1)]).add_param_group([torch.ones(1)])


def sparse_like(p):
    with torch.sparse.check_sparse_tensor_invariants():
        return torch.ones_like(p).to_sparse()


def loaded(optimizer, **changes):
    """Write options into the last group, as a scheduler or a loaded state may."""
    optimizer.param_groups[-1].update(changes)


def refuse_weight_decay(optimizer, p):
    p.grad = sparse_like(p)
    loaded(optimizer, weight_decay=0.1)


def refuse_dense_on_sparse(optimizer, p):
    optimizer.state[p]["momentum_buffer"] = sparse_like(p)


def refuse_sparse_nesterov(optimizer, p):
    optimizer.state[p]["momentum_buffer"] = torch.ones_like(p)
    p.grad = sparse_like(p)
    loaded(optimizer, nesterov=True)


def refuse_shape(optimizer, p):
    optimizer.state[p]["momentum_buffer"] = torch.ones(5)


@pytest.mark.parametrize(
    "spoil, error, message",
    [
        (refuse_weight_decay, RuntimeError, "weight_decay must be 0 for a sparse gradient"),
        (refuse_dense_on_sparse, RuntimeError, "gradient must be sparse like its momentum_buffer"),
        (refuse_sparse_nesterov, RuntimeError, "gradient must be dense like its momentum_buffer"),
        (refuse_shape, ValueError, r"momentum_buffer must have shape \(2, 2\), got \(5,\)"),
    ],
)
def test_a_step_that_raises_has_moved_nothing(spoil, error, message):
    good, bad = torch.ones(3), torch.ones(2, 2)
    optimizer = SGD([{"params": [good]}, {"params": [bad]}], lr=0.1, momentum=0.9)
    good.grad, bad.grad = torch.ones(3), torch.ones(2, 2)
    optimizer.step()
    spoil(optimizer, bad)
    before = copy.deepcopy(optimizer)
    with pytest.raises(error, match=message):
        optimizer.step()
    assert_same(optimizer, before)
    reference = torch_sgd([torch.ones(2, 2)], lr=0.1, momentum=0.9)
    reference.load_state_dict(
        {
            "state": {0: dict(optimizer.state[bad])},
            "param_groups": [optimizer.state_dict()["param_groups"][1] | {"params": [0]}],
        }
    )
    reference.param_groups[0]["params"][0].grad = bad.grad
    with pytest.raises(RuntimeError):  # torch refuses too, but in the middle
        reference.step()


def test_a_dense_velocity_takes_a_sparse_gradient():
    ours, theirs = pair(((2, 2),), lr=0.1, momentum=0.9)
    march(ours, theirs, 1, generator())
    feed([ours, theirs], [sparse_like(torch.ones(2, 2))])
    ours.step()
    theirs.step()
    assert_same(ours, theirs)


def test_a_velocity_sleeps_while_momentum_is_zero():
    ours, theirs = pair(((2, 2),), lr=0.1, momentum=0.9)
    gradients = [sparse_like(torch.ones(2, 2)), torch.ones(2, 2), sparse_like(torch.ones(2, 2))]
    for g, momentum in zip(gradients, (0.9, 0, 0.9), strict=True):
        feed([ours, theirs], [g])
        for o in (ours, theirs):
            loaded(o, momentum=momentum)
            o.step()
        assert_same(ours, theirs)


def test_a_closure_that_raises_has_moved_nothing():
    ours, theirs = pair(**TYPICAL)
    march(ours, theirs, 1, generator())

    def closure():
        raise ArithmeticError("no loss")

    with pytest.raises(ArithmeticError):
        ours.step(closure)
    assert_same(ours, theirs)


def test_momentum_states_start_at_rest_in_the_shapes_of_a_linear_model():
    v_w, v_b = init_momentum_states(5, dtype=torch.float64)
    assert (v_w.shape, v_b.shape) == ((5, 1), (1,))
    assert (v_w.dtype, init_momentum_states(1)[0].dtype) == (torch.float64, torch.float32)
    assert not v_w.any()
    assert not v_b.any()
    with pytest.raises(ValueError, match="feature_dim must be at least 1, got 0"):
        init_momentum_states(0)
    with pytest.raises(TypeError, match=r"feature_dim must be an int, got 2\.0"):
        init_momentum_states(2.0)


def test_from_scratch_skips_a_parameter_without_gradient():
    x, v = torch.ones(2, requires_grad=True), torch.ones(2)
    sgd_momentum([x], [v], {"lr": 0.1, "momentum": 0.5})
    assert torch.equal(x, torch.ones(2))
    assert torch.equal(v, torch.ones(2))


@pytest.mark.parametrize(
    "states, hyperparams, error, message",
    [
        ([2, 3], {"lr": -0.1, "momentum": 0.5}, ValueError, "lr must lie in [0, inf), got -0.1"),
        ([2, 3], {"lr": 0.1, "momentum": 1}, ValueError, "momentum must lie in [0, 1), got 1"),
        ([2, 3], {"lr": 0.1, "momentum": "x"}, TypeError, "momentum must be one number, got 'x'"),
        ([2, 3], {"lr": 0.1}, ValueError, "hyperparams must have 'momentum', got {'lr': 0.1}"),
        ([2, 3], 0.1, TypeError, "hyperparams must be a Mapping, got 0.1"),
        (
            [2],
            {"lr": 0.1, "momentum": 0.5},
            ValueError,
            "states must be 2, one for each of params, got 1",
        ),
        (
            [2, 1],
            {"lr": 0.1, "momentum": 0.5},
            ValueError,
            "states[1] must have shape (3,), to fit params[1], got (1,)",
        ),
    ],
)
def test_bad_arguments_from_scratch_are_named_and_change_nothing(
    states, hyperparams, error, message
):
    params = [torch.ones(n, requires_grad=True) for n in (2, 3)]
    velocities = [torch.ones(n) for n in states]
    for p in params:
        p.grad = torch.ones_like(p)
    with pytest.raises(error, match=re.escape(message)):
        sgd_momentum(params, velocities, hyperparams)
    for t in [*params, *velocities, *(p.grad for p in params)]:
        assert torch.equal(t, torch.ones_like(t))


def test_from_scratch_takes_a_learning_rate_in_a_tensor():
    """The checked number is the one that is used, so no velocity moves before an error."""
    x, v = torch.ones(1, requires_grad=True), torch.zeros(1)
    (2 * x).sum().backward()
    sgd_momentum([x], [v], {"lr": torch.tensor([0.25]), "momentum": 0.5})
    assert (x.item(), v.item()) == (0.5, 2.0)


def test_a_sparse_velocity_of_another_shape_is_told_its_shape():
    x = torch.ones(2, 2, requires_grad=True)
    optimizer = SGD([x], lr=0.1, momentum=0.9)
    x.grad = torch.eye(2).to_sparse()
    optimizer.step()
    optimizer.state[x]["momentum_buffer"] = torch.eye(3).to_sparse()
    before = x.detach().clone()
    with pytest.raises(ValueError, match=r"momentum_buffer must have shape \(2, 2\), got \(3, 3\)"):
        optimizer.step()
    assert torch.equal(x, before)


def test_a_finer_velocity_takes_a_coarser_gradient():
    """As in torch: a buffer of doubles, which a state may bring, can take in single numbers."""
    ours, theirs = pair(((2,),), lr=0.1, momentum=0.9)
    march(ours, theirs, 1, generator())
    for optimizer in (ours, theirs):
        (state,) = optimizer.state.values()
        state["momentum_buffer"] = state["momentum_buffer"].double()
    march(ours, theirs, 1, generator())
    assert_same(ours, theirs)


def test_from_scratch_takes_sparse_gradients_and_empty_parameters():
    """Neither has a place in memory that another could share."""
    params, states = [torch.zeros(0), torch.ones(3), torch.zeros(0)], None
    states = [torch.zeros_like(p) for p in params]
    for p in params:
        p.grad = sparse_like(p)
    sgd_momentum(params, states, {"lr": 0.5, "momentum": 0.9})
    assert params[1].tolist() == [0.5] * 3


def test_what_cannot_be_gone_through_is_named():
    with pytest.raises(
        TypeError, match=r"params must be an iterable of tensors or of groups, got 5"
    ):
        SGD(5, lr=0.1)
