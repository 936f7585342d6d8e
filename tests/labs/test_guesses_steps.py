"""The right guesses of the labs whose code is on the page: a run of that code finds them."""

import io
from collections.abc import Callable
from contextlib import redirect_stdout
from copy import deepcopy
from typing import Any

import pytest
import torch
from labs.reading import read
from test_guesses import DOCS, GUESSES

LABS = read(DOCS)
DOUBLE = torch.float64


def code(name: str, solution: bool = False) -> dict[str, Any]:
    """Run the cells of a lab and its start or solution; return the names."""
    lab, names = LABS[name], dict[str, Any]()
    for one in [*lab.cells, lab.solution if solution else lab.start]:
        exec(one, names)
    return names


def point(value: float = 1.0) -> torch.Tensor:
    return torch.full((1,), value, dtype=DOUBLE, requires_grad=True)


def walked(
    make: Callable[..., Any],
    steps: int,
    slope: Callable[[float], float],
    x: float = 1.0,
    **options: float,
) -> tuple[list[float], Any]:
    """Return the path of an optimiser, and the optimiser."""
    p, path = point(x), [x]
    optimizer = make([p], **{"lr": 0.03, "momentum": 0.9} | options)
    for _ in range(steps):
        p.grad = torch.full_like(p, slope(path[-1])).detach()
        optimizer.step()
        path.append(p.item())
    return path, optimizer


def steady(_: float) -> float:
    return 1.0


def parabola(x: float) -> float:
    return x


def healthy() -> str:
    path, _ = walked(code("healthy")["Momentum"], 300, parabola)
    assert min(path) < -0.3 and abs(path[-1]) < 1e-4
    return "cross zero and swing, less and less"


def first() -> str:
    _, optimizer = walked(code("zoo-1")["Specimen1"], 10, parabola)
    (state,) = optimizer.state.values()
    return "zeros" if not state["v"].any() else "the velocity of the tenth step"


def second() -> str:
    path, _ = walked(code("zoo-2")["Specimen2"], 500, steady)
    steps = -torch.tensor(path, dtype=DOUBLE).diff()
    return "it grows without end" if (steps.diff() > 0.02).all() else ""


def third() -> str:
    make = code("zoo-3")["Specimen3"]
    path, old = walked(make, 6, parabola)
    went_on, resumed = point(path[-1]), point(path[-1])
    new = make([resumed], lr=0.03, momentum=0.9)
    new.load_state_dict(deepcopy(old.state_dict()))
    (p,) = old.param_groups[0]["params"]
    for q, optimizer in ((p, old), (resumed, new)):
        q.grad = torch.full_like(q, path[-1]).detach()
        optimizer.step()
    return "shorter" if abs(resumed.item() - path[-1]) < abs(p.item() - went_on.item()) else ""


def fourth() -> str:
    path, _ = walked(code("zoo-4")["Specimen4"], 1, parabola)
    return "nothing" if path[1] == path[0] else ""


def fifth() -> str:
    path, _ = walked(code("zoo-5")["Specimen5"], 500, steady)
    return {0.1: "a tenth"}[round((path[-2] - path[-1]) / 0.03, 9)]


def sixth() -> str:
    path, _ = walked(code("zoo-6")["Specimen6"], 500, steady)
    return "uphill" if path[-1] > path[-2] else ""


def seventh() -> str:
    ways = []
    for make in (code("zoo-7")["Specimen7"], torch.optim.SGD):
        path, optimizer = walked(make, 200, steady)
        (p,) = optimizer.param_groups[0]["params"]
        optimizer.param_groups[0]["lr"] = 0.003
        for _ in range(60):
            p.grad = torch.ones_like(p).detach()
            optimizer.step()
            path.append(p.item())
        ways.append(-torch.tensor(path[200:], dtype=DOUBLE).diff())
    apart = ways[0] / ways[1]
    assert apart[0] > 9 and apart[10] < 5 and apart[-1] < 1.1
    return "after a while, some $1/(1-\\beta)$ steps"


def eighth() -> str:
    end = {}
    for make in (code("zoo-8")["Specimen8"], code("zoo-8", solution=True)["Specimen8"]):
        path, _ = walked(make, 900, lambda x: x - 1, 3.0, momentum=0.0, weight_decay=0.5)
        end[make] = path[-1]
    faulty, mended = end.values()
    assert 0.1 < mended < 0.9
    return "at 1" if faulty == pytest.approx(1, abs=1e-6) else ""


def ninth() -> str:
    points = [point() for _ in range(10)]
    optimizer = code("zoo-9")["Specimen9"](
        [{"params": [p]} for p in points], lr=0.1, momentum=0.9, weight_decay=0.5
    )
    optimizer.step()
    times = torch.log(points[0]).item() / torch.log(torch.tensor(1 - 0.05, dtype=DOUBLE)).item()
    return {10: "ten times"}[round(times)]


def tenth() -> str:
    """Laws that an optimiser keeps which always errs alike: this one goes three times too far."""
    names = code("zoo-10")

    class Far(names["Momentum"]):  # type: ignore[misc]
        def update(self, x: Any, g: Any, state: Any, eta: float, beta: float, decay: float) -> None:
            super().update(x, g, state, 3 * eta, beta, decay)

    kept = [number for number, law in enumerate(names["LAWS"], 1) if law(Far)]
    return "the last three" if kept == [3, 4, 5] else str(kept)


def stepped(name: str, steps: int, solution: bool = False) -> list[float]:
    """Return the path of a lab's `sgd_momentum` on a parabola."""
    step, p, v = code(name, solution)["sgd_momentum"], point(), torch.zeros(1, dtype=DOUBLE)
    path = [1.0]
    for _ in range(steps):
        p.grad = p.detach().clone()
        with redirect_stdout(io.StringIO()):
            step([p], [v], {"lr": 0.03, "momentum": 0.9})
        path.append(p.item())
    return path


def own_step() -> str:
    plain, momentum = (stepped("sgd-momentum", 2, one) for one in (False, True))
    assert plain[2] != momentum[2]
    return "just as long" if plain[1] == momentum[1] else ""


def rebound() -> str:
    assert stepped("rebind", 50) == pytest.approx([0.97**t for t in range(51)])
    return "gradient descent with the learning rate $\\eta$"


def nesterov() -> str:
    steps = [
        walked(code("nesterov", one)["Momentum"], 1, steady)[0][1] - 1 for one in (False, True)
    ]
    return {1.9: "$1+\\beta$ times as long"}[round(steps[1] / steps[0], 9)]


def checkpoint() -> str:
    path, optimizer = walked(lambda p, **o: torch.optim.SGD(p, nesterov=True, **o), 3, parabola)
    (state,) = optimizer.state.values()
    v = state["momentum_buffer"]
    theta, d, _ = code("checkpoint", solution=True)["back"](path[-1], v, 0.03, 0.9)
    return "ahead, where the next jump leads" if (path[-1] - theta) * d > 0 else ""


def instalments() -> str:
    old, new = (code("instalments", one) for one in (False, True))
    same = [one for one in ("total", "mean_age", "flipping") if old[one](0.9) == new[one](0.9)]
    return {"total": "the sum of the weights"}["".join(same)]


FOUND = {
    "healthy": healthy,
    "zoo-1": first,
    "zoo-2": second,
    "zoo-3": third,
    "zoo-4": fourth,
    "zoo-5": fifth,
    "zoo-6": sixth,
    "zoo-7": seventh,
    "zoo-8": eighth,
    "zoo-9": ninth,
    "zoo-10": tenth,
    "sgd-momentum": own_step,
    "rebind": rebound,
    "nesterov": nesterov,
    "checkpoint": checkpoint,
    "instalments": instalments,
}


@pytest.mark.parametrize("name", FOUND)
def test_the_right_guess_is_found_by_a_run(name: str) -> None:
    """The choice with the number that the page gives is the one that a run ends with."""
    right, choices = GUESSES[name]
    assert choices[right - 1] == FOUND[name]()
