"""Hostile arguments: every public callable refuses what it cannot use, by name, and changes nothing."""

import importlib
import inspect
import math
import pkgutil
import random
import re
import warnings
from collections import Counter
from enum import EnumType
from fractions import Fraction

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

import momentum
from momentum import _checks, _tensors, averages
from momentum.certificates import HEAVY_BALL
from momentum.conventions import Settings
from momentum.landscapes import ROSENBROCK, Landscape
from momentum.minibatches import Minibatches
from momentum.optim import SGD, sgd_momentum
from momentum.quadratic import RAVINE, Quadratic
from momentum.training import History, Trace, momentum_step

ROWS = torch.tensor([[0.0, 1.0], [1.0, 0.0], [0.5, 0.25]])
CLASSIFIED = (ROWS, torch.tensor([0, 1, 1]))
TORCH = Settings("torch", 0.1, 0.9)


def double(x: Tensor) -> Tensor:
    """The gradient of a parabola."""
    return 2 * x


def seeded() -> torch.Generator:
    return torch.Generator().manual_seed(0)


class Unprintable:
    def __repr__(self) -> str:
        raise RuntimeError


def nested() -> Tensor:
    with warnings.catch_warnings():  # "in prototype stage"
        warnings.simplefilter("ignore")
        return torch.nested.nested_tensor([torch.ones(2), torch.ones(1)])


def parameter() -> Tensor:
    p = torch.ones(2, requires_grad=True)
    p.grad = torch.ones(2)
    return p


def axes() -> Axes:
    return Figure().add_subplot()


def history() -> History:
    return History(torch.arange(2), torch.tensor([1.0, 0.5]), torch.ones(1, 1), torch.ones(1))


def training() -> dict:
    return {"features": ROWS, "targets": ROWS[:, :1], "epochs": 1, "batch_size": 2}


BETA, H = {"beta": 0.5}, {"beta": 0.5, "h": 0.5}
MATRIX = {"beta": 0.5, "eta": 0.1, "lam": 1.0}
SPECTRUM = {"mu": 1.0, "L": 9.0}
SMALL = {"batch_size": 1, "steps": 2}
# A call that works, for each public callable: the arguments are made anew for each use.
CALLS = {
    "averages.frequency_response": lambda: BETA | {"omega": torch.tensor([0.0, 1.0])},
    "averages.gain": lambda: BETA | {"steps": 3},
    "averages.half_life": lambda: BETA,
    "averages.leaky_step_": lambda: BETA | {"v": torch.ones(2), "g": torch.ones(2), "weight": 1.0},
    "averages.leaky_sum": lambda: BETA | {"g": torch.ones(3, 2)},
    "averages.mean_lag": lambda: BETA,
    "averages.sample_size": lambda: BETA,
    "averages.stall": lambda: BETA | {"dtype": torch.bfloat16, "g": 1.0},
    "averages.weights": lambda: BETA | {"steps": 3},
    "chebyshev.coefficients": lambda: SPECTRUM | {"steps": 3},
    "chebyshev.learning_rates": lambda: SPECTRUM | {"steps": 3},
    "chebyshev.semi_iteration": lambda: (
        SPECTRUM | {"gradient": double, "x0": torch.ones(2), "steps": 2}
    ),
    "chebyshev.worst_case": lambda: SPECTRUM | {"t": torch.arange(3)},
    "conventions.Settings": lambda: {
        "library": "torch", "lr": 0.1, "momentum": 0.9, "dampening": 0.0, "nesterov": True,
        "weight_decay": 0.1, "decoupled": False,
    },
    "conventions.convert": lambda: {
        "settings": Settings("torch", 0.1, 0.9, weight_decay=0.01), "to": "keras",
        "started": False, "keep": "pace",
    },
    "conventions.convert_state": lambda: {
        "x": torch.ones(2), "v": torch.ones(2), "source": TORCH, "target": Settings("keras", 1, 0.9),
    },
    "conventions.step": lambda: {
        "x": torch.ones(2), "v": torch.ones(2), "gradient": double, "settings": TORCH,
    },
    "conventions.walk": lambda: {
        "settings": TORCH, "gradient": double, "x0": torch.ones(2), "rates": [0.1, 0.2],
    },
    "data.airfoil": lambda: {"dtype": torch.float64},
    "data.digits": lambda: {"generator": seeded()},
    "data.minibatches": lambda: {
        "features": ROWS, "targets": ROWS, "batch_size": 2, "generator": seeded(),
    },
    "data.read_airfoil": dict,
    "directions.memory_step": lambda: {
        "gradient": double, "eta": 0.1, "beta": 0.9, "nu": 0.5, "direction": torch.sign,
    },
    "directions.newton_schulz": lambda: {
        "m": ROWS, "steps": 2, "coefficients": (2.0, -1.5, 0.5), "eps": 1e-7,
    },
    "directions.polar": lambda: {"m": ROWS},
    "dynamics.best_gradient_descent": lambda: SPECTRUM,
    "dynamics.best_momentum": lambda: SPECTRUM,
    "dynamics.eigenvalues": lambda: H,
    "dynamics.is_stable": lambda: H,
    "dynamics.iteration_matrix": lambda: MATRIX,
    "dynamics.power": lambda: MATRIX | {"t": 3},
    "dynamics.regime": lambda: H,
    "dynamics.spectral_radius": lambda: H,
    "landscapes.Landscape": lambda: {"n": 1, "value": double, "gradient": double},
    "landscapes.Landscape.value": lambda: {"x": torch.ones(3, 2)},
    "landscapes.Landscape.gradient": lambda: {"x": torch.ones(3, 2)},
    "minibatches.Minibatches": lambda: {
        "design": ROWS, "targets": torch.ones(3), "batch_size": 2, "replacement": True,
    },
    "minibatches.Minibatches.covariance": lambda: BETA | {"eta": 0.1, "nesterov": False},
    "minibatches.Minibatches.edge": lambda: BETA | {"nesterov": True},
    "minibatches.Minibatches.rate": lambda: BETA | {"eta": 0.1, "nesterov": False},
    "minibatches.Minibatches.second_moments": lambda: BETA | {"eta": 0.1, "nesterov": False},
    "nesterov.best": lambda: SPECTRUM,
    "nesterov.is_stable": lambda: H,
    "nesterov.iteration_matrix": lambda: MATRIX,
    "nesterov.regime": lambda: H,
    "nesterov.spectral_radius": lambda: H,
    "certificates.Certificate": lambda: {
        "beta": 0, "low": Fraction(1, 50), "high": 1, "rate": Fraction(1, 2), "entries": (1,) * 6,
        "mu": 1, "L": 25,
    },
    "certificates.Certificate.decrease": lambda: {"eta": Fraction(1, 50)},
    "certificates.Certificate.form": dict,
    "certificates.Certificate.holds": dict,
    "networks.contest": lambda: SMALL | {
        "train": CLASSIFIED, "validation": CLASSIFIED, "test": CLASSIFIED,
        "trials": 1, "networks": 1, "records": 1, "seed": 0,
    },
    "networks.fit_networks": lambda: SMALL | {
        "build": lambda p: torch.optim.SGD(p, lr=0.1), "train": CLASSIFIED, "held_out": CLASSIFIED,
        "networks": 1, "generator": seeded(), "hidden": 2, "records": 1,
    },
    "networks.tune": lambda: {"score": lambda u, w: u, "trials": 2},
    "noise.stationary_covariance": lambda: MATRIX | {"variance": 1.0, "nesterov": False},
    "noise.stationary_variance": lambda: MATRIX | {"variance": 1.0, "nesterov": True},
    "optim.SGD": lambda: {
        "params": [parameter()], "lr": 0.1, "momentum": 0.9, "dampening": 0, "weight_decay": 0.1,
        "nesterov": False, "maximize": False, "foreach": None, "differentiable": False, "fused": None,
    },
    "optim.SGD.add_param_group": lambda: {"param_group": {"params": [parameter()], "lr": 0.1}},
    "optim.SGD.step": lambda: {"closure": lambda: 1.0},
    "optim.init_momentum_states": lambda: {"feature_dim": 2, "dtype": torch.float64},
    "optim.sgd_momentum": lambda: {
        "params": [parameter(), parameter()], "states": [torch.zeros(2), torch.zeros(2)],
        "hyperparams": {"lr": 0.1, "momentum": 0.9},
    },
    "plotting.bands": lambda: {"ax": axes(), "t": torch.arange(2), "runs": ROWS},
    "plotting.contours": lambda: {
        "ax": axes(), "f": RAVINE, "x1": (-1, 1), "x2": (-1, 1), "levels": [0.1, 0.2],
    },
    "plotting.decays": lambda: {"ax": axes(), "values": ROWS, "labels": ["a", "b"]},
    "plotting.figure": lambda: {"width": 2.0, "height": 2.0, "columns": 1},
    "plotting.losses": lambda: {"ax": axes(), "history": history()},
    "plotting.mark": lambda: {"ax": axes()},
    "plotting.path": lambda: {"ax": axes(), "trace": Trace(ROWS, ROWS)},
    "plotting.radius_map": lambda: {
        "ax": axes(), "beta": torch.tensor([0.0, 0.5]), "h": torch.tensor([0.5, 1.0, 2.0]),
        "radius": torch.tensor([[0.1, 0.2, 0.3], [0.2, 0.5, 0.9]]),
    },
    "quadratic.Quadratic": lambda: {"Q": torch.eye(2), "c": torch.ones(2), "b": 1.0},
    "quadratic.Quadratic.from_eigenbasis": lambda: {"z": torch.ones(3, 2).double()},
    "quadratic.Quadratic.gradient": lambda: {"x": torch.ones(3, 2).double()},
    "quadratic.Quadratic.to_eigenbasis": lambda: {"x": torch.ones(3, 2).double()},
    "quadratic.Quadratic.value": lambda: {"x": torch.ones(3, 2).double()},
    "quadratic.least_squares": lambda: {"design": ROWS, "targets": ROWS[:, :1]},
    "sharpness.perceptron": lambda: {"inputs": ROWS, "targets": ROWS, "hidden": 2},
    "sharpness.sharpness": lambda: {
        "f": ROSENBROCK, "x": torch.ones(3, 2), "direction": torch.ones(3, 2), "rounds": 2,
    },
    "training.descend": lambda: {
        "step": momentum_step(double, 0.1), "x0": torch.ones(2), "steps": 2,
    },
    "training.fit": lambda: training() | {
        "optimizer": lambda p: torch.optim.SGD(p, lr=0.1), "generator": seeded(),
    },
    "training.fit_from_scratch": lambda: training() | {
        "hyperparams": {"lr": 0.1, "momentum": 0.5}, "generator": seeded(),
    },
    "training.half_mse": lambda: {"prediction": ROWS, "target": ROWS},
    "training.momentum_step": lambda: BETA | {"gradient": double, "eta": 0.1, "nesterov": False},
    "walks.averaged_walk": lambda: {
        "gradient": double, "gamma": 0.1, "b": 0.5, "c": [1.0, 0.5], "x0": torch.ones(2),
    },
    "walks.edge": lambda: {"b": 0.9, "c": 0.1},
    "walks.variance_of_average": lambda: {
        "b": 0.9, "c": 0.1, "gamma": 0.5, "lam": 1.0, "variance": 1.0,
    },
}  # fmt: skip
# Records of what was computed, and names: nothing is calculated from what they are given.
RECORDS = {
    "libraries.Form", "libraries.Library", "dynamics.Best", "dynamics.Regime",
    "networks.Curves", "training.History", "training.Trace",
    "walks.Walk",
}  # fmt: skip
HOSTILE = {
    "None": None, "text": "0.5", "bytes": b"1", "list": [], "list of one": [0.5], "dict": {},
    "object": object(), "True": True, "complex": 1j, "nan": math.nan, "inf": math.inf,
    "-inf": -math.inf, "-1": -1, "-0.5": -0.5, "0": 0, "2.5": 2.5, "1e308": 1e308,
    "-1e308": -1e308, "1e-320": 1e-320, "1 - 1e-9": 1 - 1e-9, "10**30": 10**30,
    "10**400": 10**400, "-10**400": -(10**400), "10**5000": 10**5000,
    "array": np.ones(2), "array of integers": np.arange(2), "array 0-d": np.array(0.5),
    "tensor nan": torch.tensor(math.nan), "tensor inf": torch.tensor([math.inf, 1.0]),
    "tensor -1": torch.tensor(-1.0), "tensor 1e38": torch.full((2,), 1e38),
    "empty": torch.tensor([]), "integers": torch.arange(2), "flags": torch.tensor([True, False]),
    "complex tensor": torch.ones(2, dtype=torch.complex64), "seven": torch.ones(7),
    "half": torch.ones(2, dtype=torch.float16), "no rows": torch.ones(0, 2),
    "no columns": torch.ones(2, 0), "cube": torch.ones(3, 3, 3),
    "requires grad": torch.ones(2, requires_grad=True), "expanded": torch.ones(1).expand(2),
    "rows in a graph": 2 * torch.ones(3, 2, requires_grad=True), "half rows": ROWS.half(),
    "bfloat16 rows": ROWS.bfloat16(), "huge doubles": torch.full((2,), 1e308, dtype=torch.float64),
    "8 bits": torch.ones(2).to(torch.float8_e5m2), "integer rows": torch.ones(3, 2).long(),
    "nested": nested(), "fraction": Fraction(1, 2),
    "NumPy integer": np.int64(2), "NumPy float": np.float32(0.5), "unprintable": Unprintable(),
    "sparse": torch.eye(2).to_sparse(), "meta": torch.ones(2, device="meta"),
    "function": lambda *_: "x", "function of nothing": lambda *_: None,
    "function of a number": lambda *_: 1.0, "function of seven": lambda *_: torch.ones(7),
    "pair": (1, 2), "pair of nan": (math.nan, 1.0), "pair of tensors": (ROWS, ROWS),
    "list of tensors": [torch.ones(2)], "list of integers": [torch.arange(2), torch.arange(2)],
    "list of texts": ["a", "b"], "unknown entry": {"lr": "x", "momentum": 0.5},
    "group of text": {"params": "x"}, "quadratic": Quadratic(torch.eye(3)),
    "landscape": Landscape(3, double, double),
}  # fmt: skip
# Where what is not finite is the truth: a run may diverge, a library may be given any state.
MAY_BE_INFINITE = {
    "averages.leaky_step_", "averages.leaky_sum", "conventions.convert_state", "conventions.step",
    "conventions.walk", "chebyshev.semi_iteration", "landscapes.Landscape.gradient",
    "landscapes.Landscape.value", "networks.fit_networks", "networks.contest", "networks.tune",
    "quadratic.Quadratic.from_eigenbasis", "quadratic.Quadratic.gradient",
    "quadratic.Quadratic.to_eigenbasis", "quadratic.Quadratic.value", "training.descend",
    "training.fit", "training.fit_from_scratch", "training.half_mse", "data.minibatches",
}  # fmt: skip


def public() -> set[str]:
    """Every public callable, and every public method of a class."""
    found = set()
    for module in pkgutil.iter_modules(momentum.__path__):
        loaded = importlib.import_module(f"momentum.{module.name}")
        for name in getattr(loaded, "__all__", ()):
            value = getattr(loaded, name)
            if not callable(value):
                continue
            found.add(f"{module.name}.{name}")
            if inspect.isclass(value) and not isinstance(value, EnumType):
                methods = [m for m, f in vars(value).items() if inspect.isfunction(f)]
                found |= {f"{module.name}.{name}.{m}" for m in methods if not m.startswith("_")}
    return found | {"landscapes.Landscape.value", "landscapes.Landscape.gradient"}


def callable_of(name: str):
    """The callable of a name; a method belongs to a fresh object."""
    module, *path = name.split(".")
    owner = {
        "Certificate": lambda: HEAVY_BALL[0],
        "Landscape": lambda: ROSENBROCK,
        "Minibatches": lambda: Minibatches(ROWS, torch.ones(3), 1),
        "Quadratic": lambda: RAVINE,
        "SGD": lambda: SGD([parameter()], lr=0.1, momentum=0.9),
    }
    value = getattr(importlib.import_module(f"momentum.{module}"), path[0])
    return getattr(owner[path[0]](), path[1]) if len(path) == 2 else value


def tensors(value) -> list[Tensor]:
    """All tensors in a value."""
    if isinstance(value, Tensor):
        return [value] + ([value.grad] if value.is_leaf and value.grad is not None else [])
    if isinstance(value, dict):
        value = list(value.values())
    elif hasattr(value, "__dict__") and not isinstance(value, type | torch.Generator):
        value = [v for v in vars(value).values() if isinstance(v, Tensor)]
    return [t for one in value for t in tensors(one)] if isinstance(value, list | tuple) else []


def copies(values) -> list[Tensor]:
    return [t.detach().clone() for t in tensors(values)]


def same(before: list[Tensor], after: list[Tensor]) -> bool:
    def plain(t: Tensor) -> Tensor:
        values = t.to_dense()
        return values.nan_to_num() if values.dtype in _tensors.FLOATS else values

    return all(
        a.device.type == "meta" or a.is_nested or torch.equal(plain(a), plain(b))
        for a, b in zip(before, after, strict=True)
    )


def nonsense(result) -> bool:
    """Whether a result has a number that is none."""
    if isinstance(result, float | complex):
        return not np.isfinite(result)
    if isinstance(result, tuple) and not isinstance(result, Tensor):
        return any(map(nonsense, result))
    numbers = [t for t in tensors(result) if t.is_floating_point() or t.is_complex()]
    return any(not torch.isfinite(t.to_dense()).all() for t in numbers if t.device.type != "meta")


def fault(name: str, replaced: dict) -> str | None:
    """Call with some arguments replaced; return what is wrong with the outcome, or None."""
    replaced = {k: v.clone() if isinstance(v, Tensor) else v for k, v in replaced.items()}
    arguments = CALLS[name]() | replaced
    before = copies(arguments)
    given = ", ".join(f"{k}={_checks.shown(v)}" for k, v in replaced.items() if k != "ax")
    try:
        result = callable_of(name)(**arguments)
        if inspect.isgenerator(result) or isinstance(result, zip):
            result = list(result)
    except (TypeError, ValueError) as error:
        message = str(error)
        entries = [name for value in replaced.values() if isinstance(value, dict) for name in value]
        if not any(re.search(rf"\b{argument}\b", message) for argument in [*replaced, *entries]):
            return f"{name}({given}): {type(error).__name__} without the name: {message[:150]}"
        if len(message) > 400 or "\n" in message:
            return f"{name}({given}): a message of {len(message)} signs"
        if not same(before, copies(arguments)):
            return f"{name}({given}): refused, but changed something"
        return None
    except Exception as error:  # every other one is a fault, whatever it is
        return f"{name}({given}): {type(error).__name__}: {str(error)[:150]}"
    finally:
        plt.close("all")
    if name not in MAY_BE_INFINITE and nonsense(result):
        return f"{name}({given}): {result}"
    return None


def test_every_public_callable_is_tried() -> None:
    assert public() == set(CALLS) | RECORDS


@pytest.mark.parametrize("name", CALLS)
def test_the_calls_work(name: str) -> None:
    assert fault(name, {}) is None
    callable_of(name)(**CALLS[name]())
    plt.close("all")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", CALLS)
def test_one_hostile_argument(name: str) -> None:
    """Each argument takes each hostile value: refused by name, or used without nonsense."""
    faults = [
        found
        for argument in CALLS[name]()
        for value in HOSTILE.values()
        if (found := fault(name, {argument: value}))
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", [name for name in CALLS if len(CALLS[name]()) > 1])
def test_several_hostile_arguments(name: str) -> None:
    """Any of them may be named; what the first check let through, the next must not trip over."""
    chance, faults = random.Random(name), []
    for _ in range(25):
        names = list(CALLS[name]())
        chosen = chance.sample(names, chance.randint(2, min(3, len(names))))
        if found := fault(name, {one: chance.choice(list(HOSTILE.values())) for one in chosen}):
            faults.append(found)
    assert not faults, "\n".join(faults)


@torch.no_grad()
def shared() -> list[tuple[str, list, list]]:
    """Parameters and states of which the second cannot be changed, or not alone."""
    p, q, v, w = parameter(), parameter(), torch.zeros(2), torch.zeros(2)
    spread = torch.ones(1).expand(2)
    return [
        ("integers", [p, q], [v, w.long()]),
        ("a state without a place for each number", [p, q], [v, spread]),
        ("the same state twice", [p, q], [v, v]),
        ("the same parameter twice", [p, p], [v, w]),
        ("a parameter as its state", [p, q], [v, q.detach()]),
        ("a gradient as a state", [p, q], [v, q.grad]),
    ]


@pytest.mark.parametrize("case", shared(), ids=lambda case: case[0])
def test_sgd_momentum_moves_all_or_nothing(case: tuple[str, list, list]) -> None:
    _, params, states = case
    before = copies([params, states])
    with pytest.raises((TypeError, ValueError), match=r"(params|states)\[1\]"):
        sgd_momentum(params, states, {"lr": 0.1, "momentum": 0.9})
    assert same(before, copies([params, states]))


FLAT = torch.arange(4.0)
with torch.inference_mode():
    INFERENCE = torch.ones(2)


@pytest.mark.parametrize(
    ("v", "g"),
    [
        (torch.eye(2).to_sparse(), torch.ones(2, 2)),
        (FLAT, FLAT),
        (FLAT[:3], FLAT[1:]),
        (torch.ones(1).expand(2), torch.ones(2)),
        (torch.ones(2, requires_grad=True), torch.ones(2)),
        (INFERENCE, torch.ones(2)),
    ],
)  # fmt: skip
def test_a_leaky_step_is_made_whole_or_not_at_all(v: Tensor, g: Tensor) -> None:
    before = copies([v, g])
    with pytest.raises((TypeError, ValueError), match=r"\b[vg] must"):
        averages.leaky_step_(v, g, 0.5)
    assert same(before, copies([v, g]))
    with torch.no_grad():  # beside each other in one piece of memory, and unlocked
        flat = torch.ones(4)
        assert torch.equal(averages.leaky_step_(flat[:2], flat[2:], 0.5), torch.full((2,), 1.5))
        averages.leaky_step_(torch.ones(2, requires_grad=True), torch.ones(2), 0.5)


def test_a_velocity_that_cannot_take_gradients_stops_the_step_before_it_begins() -> None:
    p, q = parameter(), parameter()
    optimizer = SGD([p, q], lr=0.1, momentum=0.9)
    optimizer.state[q]["momentum_buffer"] = torch.zeros(2, dtype=torch.int64)
    with pytest.raises(TypeError, match=r"momentum_buffer must hold numbers like torch\.float32"):
        optimizer.step()
    assert torch.equal(p.detach(), torch.ones(2))


def main() -> None:
    """Print how many calls end how, for the record."""
    ends: Counter[str] = Counter()
    for name in CALLS:
        for argument in CALLS[name]():
            for value in HOSTILE.values():
                try:
                    callable_of(name)(**CALLS[name]() | {argument: value})
                    ends["returned"] += 1
                except Exception as error:
                    ends[type(error).__name__] += 1
                plt.close("all")
    print(len(CALLS), "callables,", sum(ends.values()), "calls:", dict(ends.most_common()))


if __name__ == "__main__":
    main()
