"""Our SGD in the place of torch's: the calls that both accept, and the checkpoints that both read."""

import copy
import itertools
import math
import warnings

import numpy as np
import pytest
import torch
from torch import nn
from torch.distributed.checkpoint.state_dict import (
    StateDictOptions,
    get_optimizer_state_dict,
    set_optimizer_state_dict,
)

from momentum.optim import SGD

THEIRS = torch.optim.SGD
NUMBERS = {
    "0": 0, "0.5": 0.5, "1": 1, "1.5": 1.5, "-0.5": -0.5, "nan": math.nan, "inf": math.inf,
    "1e300": 1e300, "10**400": 10**400, "True": True, "None": None, "text": "0.5", "list": [0.5],
    "complex": 0.5j, "float32": np.float32(0.5), "int64": np.int64(1), "array": np.array([0.5]),
    "tensor": torch.tensor(0.5), "tensor of one": torch.tensor([0.5]),
    "tensor of two": torch.tensor([0.5, 0.5]), "tensor of an int": torch.tensor(1),
}  # fmt: skip
FLAGS = {
    "False": False, "True": True, "0": 0, "1": 1, "2": 2, "None": None, "text": "no", "list": [],
    "float": 0.0, "numpy": np.True_,
}  # fmt: skip
VALUES = dict.fromkeys(("lr", "momentum", "dampening", "weight_decay"), NUMBERS)
VALUES |= dict.fromkeys(("nesterov", "maximize", "foreach", "differentiable", "fused"), FLAGS)
BASES = {
    "plain": {},
    "momentum": {"momentum": 0.9},
    "nesterov": {"momentum": 0.9, "nesterov": True},
}
# Which values of NUMBERS and FLAGS torch takes and ours refuses, and why.
REFUSED = {
    "no number (a slip, most likely of the order)": {
        *itertools.product(("lr", "momentum", "dampening"), ("True",)),
        *itertools.product(("dampening",), ("array", "None", "text", "list", "complex")),
    },
    "not finite": {
        *itertools.product(("lr", "momentum", "dampening", "weight_decay"), ("nan", "inf")),
        ("dampening", "10**400"),
    },
    "outside the interval in which the method means something": {
        *itertools.product(("momentum", "dampening"), ("1.5", "1e300")),
        ("momentum", "1"), ("momentum", "int64"), ("momentum", "tensor of an int"),
        ("dampening", "-0.5"),
    },
    "several numbers where one is meant": {("dampening", "tensor of two")},
    "no flag": {
        *itertools.product(("nesterov", "maximize", "foreach", "fused"),
                           ("text", "list", "float", "numpy")),
        ("nesterov", "None"), ("maximize", "None"),
    },
    "a loop that only torch has": {
        *itertools.product(("foreach", "fused"), ("True", "1", "2")),
    },
}  # fmt: skip


def walked(optimizer, options, steps=3):
    """Where three steps lead, or the error; what is built but cannot step is not accepted."""
    p = torch.tensor([1.0, -2.0], requires_grad=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            built = optimizer([p], **{"foreach": False} | options)
            for t in range(steps):
                p.grad = torch.tensor([0.3, 0.1]) * (t + 1)
                built.step()
    except Exception as error:
        return error
    return p.detach()


def cells():
    """Every value of every option in every base."""
    for (base, options), (name, values) in itertools.product(BASES.items(), VALUES.items()):
        for value in values:
            yield base, options | {name: values[value]}, name, value


def test_the_grid_of_accepted_calls():
    """Both accept and walk alike, both refuse, or only torch accepts, for a reason that is listed."""
    reasons = {cell: reason for reason, found in REFUSED.items() for cell in found}
    met, faults = set(), []
    for base, options, name, value in cells():
        ours, theirs = walked(SGD, options), walked(THEIRS, options)
        accepted = [not isinstance(end, Exception) for end in (ours, theirs)]
        if all(accepted):
            if not torch.equal(ours.nan_to_num(), theirs.nan_to_num()):
                faults.append(f"{base} {name}={value}: {ours} and {theirs}")
        elif accepted == [False, True]:
            met.add((name, value))
            if (name, value) not in reasons:
                faults.append(f"{base} {name}={value}: only torch accepts it: {ours!r}")
        elif not accepted[0] and not isinstance(ours, TypeError | ValueError | type(theirs)):
            faults.append(f"{base} {name}={value}: {ours!r}")
    assert not faults, "\n".join(faults)
    assert met == set(reasons), f"not refused: {set(reasons) - met}"


@pytest.mark.parametrize("name", ["foreach", "differentiable", "fused"])
def test_a_loop_that_we_do_not_have_is_refused_with_the_way_to_torchs(name):
    with pytest.raises(ValueError, match=rf"{name} must be None or False.*torch\.optim\.SGD"):
        SGD([torch.zeros(1)], **{name: True})
    with pytest.raises(ValueError, match=rf"{name} must be None or False"):
        SGD([{"params": [torch.zeros(1)], name: True}])


def test_a_group_has_the_keys_of_torch():
    ours, theirs = (make([torch.zeros(1)]).state_dict() for make in (SGD, THEIRS))
    assert ours == theirs
    assert list(ours["param_groups"][0]) == list(theirs["param_groups"][0])


def test_a_differentiable_run_is_not_taken_over():
    """Autograd would not follow our steps: better an error than other gradients."""
    theirs = THEIRS([torch.zeros(1)], lr=0.1, differentiable=True)
    ours = SGD([torch.zeros(1)], lr=0.2)
    with pytest.raises(ValueError, match="differentiable must be None or False"):
        ours.load_state_dict(theirs.state_dict())
    assert ours.param_groups[0]["lr"] == 0.2


@pytest.mark.parametrize("flatten", [False, True], ids=["plain", "flattened"])
@pytest.mark.parametrize(
    "makers", [(SGD, THEIRS), (THEIRS, SGD), (SGD, SGD)], ids=["to torch", "from torch", "ours"]
)
def test_distributed_checkpoints_go_both_ways(makers, flatten):
    """A state saved as torch.distributed saves it, by name, loads strictly and goes on bit for bit."""
    options = StateDictOptions(flatten_optimizer_state_dict=flatten)

    def model():
        made = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1))
        with torch.no_grad():
            for i, p in enumerate(made.parameters()):
                p.copy_(torch.linspace(-1, 1, p.numel()).reshape(p.shape) + i)
        return made

    def build(make, model, lr=0.01, **options):
        first, second = model.children()
        groups = [{"params": first.parameters()}, {"params": second.parameters(), "lr": 0.005}]
        return make(groups, lr=lr, momentum=0.9, weight_decay=0.01, **options)

    def train(model, optimizer, steps):
        for t in range(steps):
            optimizer.zero_grad()
            model(torch.tensor([[1.0, t]])).square().sum().backward()
            optimizer.step()

    saved, loaded = model(), model()
    before = build(makers[0], saved, **({"foreach": False} if makers[0] is THEIRS else {}))
    train(saved, before, 3)
    state = get_optimizer_state_dict(saved, before, options=options)
    loaded.load_state_dict(saved.state_dict())
    after = build(makers[1], loaded, lr=0.7)
    set_optimizer_state_dict(loaded, after, copy.deepcopy(state), options=options)
    assert [group["lr"] for group in after.param_groups] == [0.01, 0.005]
    for made, optimizer in ((saved, before), (loaded, after)):
        train(made, optimizer, 3)
    for p, q in zip(saved.parameters(), loaded.parameters(), strict=True):
        assert torch.equal(p, q)
        v, w = before.state[p]["momentum_buffer"], after.state[q]["momentum_buffer"]
        assert torch.equal(v, w)


def test_a_group_saved_before_torch_had_an_option_gets_torchs_default():
    """Unpickled from an older version: what is missing is what torch's newest optimiser begins with."""
    later = ("nesterov", "maximize", "foreach", "differentiable", "fused")
    ours, theirs = (
        kind([torch.ones(2, requires_grad=True)], lr=0.1) for kind in (SGD, torch.optim.SGD)
    )
    state = ours.__getstate__()
    for name in later:
        del state["param_groups"][0][name]
    ours.__setstate__(state)
    assert [ours.param_groups[0][name] for name in later] == [
        theirs.param_groups[0][name] for name in later
    ]
