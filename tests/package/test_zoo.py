"""The bug zoo: the code of the page itself is run, judged, repaired and judged again."""

import re
import runpy
from collections.abc import Callable
from copy import deepcopy
from functools import partial
from io import BytesIO
from pathlib import Path
from unittest import mock

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
import sympy as sp
import torch
from printed import printed

from momentum.optim import SGD

mpl.use("agg")

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "bug-zoo.md").read_text(encoding="utf-8")
CELLS = [
    cell
    for cell in re.findall(r"```\{code-cell\} ipython3\n(.*?)```", PAGE, re.DOTALL)
    if "remove-cell" not in cell
]
NUMBERS = range(1, 10)
CAUGHT = {1: {1}, 2: {1, 2}, 3: {5}, 4: {2}, 5: {1}, 6: {1}, 7: {3}, 8: {2}, 9: {4}}


def run_page() -> dict:
    """Run the cells of the page one after the other, as a reader does."""
    names = {"print": lambda *_: None}
    for cell in CELLS:
        exec(cell, names)
    return names


ZOO = run_page()
LAWS, Momentum = ZOO["LAWS"], ZOO["Momentum"]


def solution(number: int) -> str:
    return re.search(rf"\{{solution\}} ex-zoo-{number}\n(.*?)\n::::\n", PAGE, re.DOTALL)[1]


def repaired(number: int) -> type:
    """Apply the repair of the solution, a diff, to the code of the specimen."""
    code = next(cell for cell in CELLS if f"class Specimen{number}(" in cell)
    lines = re.search(r"```diff\n(.*?)```", solution(number), re.DOTALL)[1].splitlines()
    old = "".join(line[1:] + "\n" for line in lines if line[0] == "-")
    new = "".join(line[1:] + "\n" for line in lines if line[0] == "+")
    assert code.count(old) == 1
    names = dict(ZOO)
    exec(code.replace(old, new), names)
    return names[f"Specimen{number}"]


def judged(number: int, make: type):
    return ZOO["averaging"](make) if number == 5 else make


def broken(make) -> set[int]:
    return {number for number, law in enumerate(LAWS, 1) if not law(make)}


def path(make, gradient, x0, rates, **options):
    """Walk one coordinate with a learning rate for each step, and return all points."""
    x = torch.tensor([x0], dtype=torch.float64, requires_grad=True)
    optimizer = make([x], lr=rates[0], **options)
    points = [x0]
    for rate in rates:
        optimizer.param_groups[0]["lr"] = rate
        x.grad = gradient(x.detach())
        optimizer.step()
        points.append(x.item())
    return points


@pytest.mark.checks("tab-zoo", by="numerics")
@pytest.mark.parametrize("number", NUMBERS)
def test_each_specimen_breaks_its_laws_and_its_repair_keeps_all_five(number):
    """The specimens as printed break the laws marked; with the printed repair they keep all."""
    assert broken(ZOO["ZOO"][number - 1]) == CAUGHT[number]
    assert broken(judged(number, repaired(number))) == set()


def test_no_law_is_idle():
    alone = [laws for laws in CAUGHT.values() if len(laws) == 1]
    assert set().union(*alone) == {1, 2, 3, 4, 5}


@pytest.mark.checks("tab-zoo", by="library")
@pytest.mark.parametrize("options", [{}, {"foreach": True}, {"foreach": False}, {"fused": True}])
def test_pytorch_keeps_the_five_laws(options):
    """torch.optim.SGD, on each of its paths, and this project's SGD keep the five laws."""
    assert broken(partial(torch.optim.SGD, **options)) == set()
    assert broken(Momentum) == broken(SGD) == set()


SCHEDULE = [0.1] * 6 + [0.01] * 6 + [0.05] * 8


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4, 5, 7, 8])
@pytest.mark.parametrize(("beta", "decay"), [(0.9, 0.0), (0.9, 0.2), (0.0, 0.2)])
def test_repaired_specimens_walk_with_pytorch(number, beta, decay):
    make = judged(number, repaired(number)) if number else Momentum
    options = {"momentum": beta, "weight_decay": decay}

    def gradient(x):
        return x.sin() + 0.3

    if number == 5:  # the averaging form is handed eta / (1 - beta); here the schedule is
        make = repaired(5)
        ours = path(make, gradient, 2.0, [r / (1 - beta) for r in SCHEDULE], **options)
    else:
        ours = path(make, gradient, 2.0, SCHEDULE, **options)
    assert ours == pytest.approx(
        path(torch.optim.SGD, gradient, 2.0, SCHEDULE, **options), rel=1e-12
    )


def test_repaired_specimen_6_is_pytorchs_nesterov():
    nesterov = partial(torch.optim.SGD, nesterov=True)
    options = {"momentum": 0.9, "weight_decay": 0.2}
    ours = path(repaired(6), torch.sin, 2.0, SCHEDULE, **options)
    assert ours == pytest.approx(path(nesterov, torch.sin, 2.0, SCHEDULE, **options), rel=1e-12)


FAULTS = (2, 4, 6)


def fault_matrix(number: int) -> Callable[[float, float, float], np.ndarray]:
    """The printed matrix of a specimen, as a function of beta, eta and lambda."""
    symbols = {rf"\{name}": sp.Symbol(name) for name in ("beta", "eta", "lambda")}
    (matrix,) = printed("eq-fault-matrices").values(symbols, FAULTS.index(number))
    return sp.lambdify(list(symbols.values()), matrix)


@pytest.mark.checks("eq-fault-matrices", by="numerics")
@pytest.mark.parametrize("number", FAULTS)
@pytest.mark.parametrize(("beta", "eta", "lam"), [(0.9, 0.3, 0.7), (0.2, 1.7, 3.0)])
def test_one_step_of_a_specimen_is_the_printed_matrix(number, beta, eta, lam):
    """One step of the code from (v, x) = (1, 0) and (0, 1) gives the columns of the matrix."""
    columns = []
    for v, x in ((1.0, 0.0), (0.0, 1.0)):
        p = torch.tensor([x], dtype=torch.float64, requires_grad=True)
        optimizer = ZOO[f"Specimen{number}"]([p], lr=eta, momentum=beta)
        optimizer.state[p]["v"] = torch.tensor([v], dtype=torch.float64)
        p.grad = lam * p.detach()
        optimizer.step()
        columns.append([optimizer.state[p]["v"].item(), p.item()])
    assert np.allclose(np.transpose(columns), fault_matrix(number)(beta, eta, lam), atol=1e-14)


@pytest.mark.checks("thm-faults", by="numerics")
def test_where_the_three_faults_converge():
    """Eigenvalues on a grid of beta and eta lambda, against the three conditions."""
    conditions = {
        2: lambda b, h: False,
        4: lambda b, h: h < 1 - b,
        6: lambda b, h: b < 0.5 and h < 2 + 2 * b,
    }
    matrices = {number: fault_matrix(number) for number in FAULTS}
    for beta in np.linspace(0.013, 0.987, 60):
        for h in np.concatenate([np.geomspace(1e-3, 9, 80), [1 - beta, 2 + 2 * beta]]):
            for near in (h * (1 - 1e-6), h * (1 + 1e-6)):
                for number, condition in conditions.items():
                    radius = max(abs(np.linalg.eigvals(matrices[number](beta, near, 1.0))))
                    if abs(radius - 1) > 1e-9:  # specimen 2 swings on the circle itself
                        assert (radius < 1) == condition(beta, near), (number, beta, near)
                    else:
                        assert number == 2


def test_specimen_2_never_fades_and_specimen_6_climbs():
    steady = path(ZOO["Specimen2"], torch.ones_like, 0.0, [0.1] * 50, momentum=0.9)
    steps = -np.diff(steady)
    assert np.allclose(steps, 0.1 * 0.9 * np.arange(1, 51))  # grows without bound
    far = path(ZOO["Specimen6"], torch.ones_like, 0.0, [0.1] * 300, momentum=0.9)
    assert -np.diff(far)[-1] == pytest.approx(0.1 * (1 - 2 * 0.9) / (1 - 0.9), rel=1e-9)


def test_specimen_4_does_nothing_at_first_and_has_a_short_fuse():
    first = path(ZOO["Specimen4"], lambda x: x, 1.0, [0.1], momentum=0.9)
    assert first[1] == first[0]
    for eta, calm in ((0.09, True), (0.11, False)):
        stale = path(ZOO["Specimen4"], lambda x: x, 1.0, [eta] * 3000, momentum=0.9)
        assert (abs(stale[-1]) < 1e-3) == calm
    healthy = path(Momentum, lambda x: x, 1.0, [3.7] * 3000, momentum=0.9)
    assert abs(healthy[-1]) < 1e-3
    assert round((2 + 2 * 0.9) / (1 - 0.9), 9) == 38


def test_specimen_5_is_ten_times_too_slow():
    slow = path(ZOO["Specimen5"], torch.ones_like, 0.0, [0.1] * 400, momentum=0.9)
    right = path(repaired(5), torch.ones_like, 0.0, [0.1] * 400, momentum=0.9)
    assert np.diff(right)[-1] / np.diff(slow)[-1] == pytest.approx(10)


def test_specimen_7_differs_from_pytorch_under_a_schedule_only():
    def gap(rates):
        ours, torchs = (
            path(make, torch.sin, 2.0, rates, momentum=0.9)
            for make in (ZOO["Specimen7"], torch.optim.SGD)
        )
        return max(abs(np.subtract(ours, torchs)))

    assert gap([0.1] * 20) < 1e-14
    assert gap(SCHEDULE) > 0.1


def test_a_state_dict_shares_its_tensors_until_a_file_copies_them():
    x, y = ZOO["one"](), ZOO["one"]()
    old, new = Momentum([x], lr=0.1, momentum=0.9), Momentum([y], lr=0.1, momentum=0.9)
    ZOO["walk"](old, x, [1.0])
    new.load_state_dict(old.state_dict())
    assert new.state[y]["v"] is old.state[x]["v"]
    new.load_state_dict(deepcopy(old.state_dict()))
    assert new.state[y]["v"] is not old.state[x]["v"]
    file = BytesIO()
    torch.save(old.state_dict(), file)
    file.seek(0)
    new.load_state_dict(torch.load(file))
    assert new.state[y]["v"] is not old.state[x]["v"]
    assert torch.equal(new.state[y]["v"], old.state[x]["v"])


def test_the_tenth_specimen_keeps_five_laws_and_breaks_the_sixth():
    names = dict(ZOO)
    for code in re.findall(r"```python\n(.*?)```", solution(10), re.DOTALL):
        exec(code, names)
    assert broken(names["Specimen10"]) == set()
    assert not names["law_6"](names["Specimen10"])
    assert names["law_6"](Momentum)
    assert names["law_6"](torch.optim.SGD)


def test_the_stranger_among_matrices_forgets_the_past():
    """Velocity right to the last bit, steps of the right length, five laws silent, the sixth not."""
    text = re.search(r"\{solution\} ex-zoo-muon\n(.*?)\n:::\n", PAGE, re.DOTALL)[1]
    names = dict(ZOO)
    exec(re.search(r"```python\n(.*?)```", text, re.DOTALL)[1], names)
    law, stranger = names["law_past"], ZOO["Muonless"]
    old, new = (
        re.search(rf"^{re.escape(sign)}(.*)$", text, re.M)[1] for sign in ("-        ", "+        ")
    )
    code = next(cell for cell in CELLS if "class Muonless(" in cell)
    exec(code.replace(old, new), names)
    healthy = names["Muonless"]
    assert code.count(old) == 1
    for make in (stranger, ZOO["Specimen1"]):
        assert not law(make)
    plain = partial(torch.optim.Muon, weight_decay=0)
    for make in (healthy, Momentum, SGD, torch.optim.SGD, plain, partial(plain, nesterov=False)):
        assert law(make)

    gradients = torch.randn(6, 3, 2, generator=torch.Generator().manual_seed(0)).double()
    steps = {}
    for make, beta in ((stranger, 0.9), (stranger, 0.1), (healthy, 0.9)):
        x = torch.zeros(3, 2, dtype=torch.float64, requires_grad=True)
        optimizer, v = make([x], lr=0.1, momentum=beta), torch.zeros_like(x)
        walked = []
        for g in gradients:
            before, x.grad = x.detach().clone(), g.clone()
            optimizer.step()
            walked.append(x.detach() - before)
            v = beta * v + (1 - beta) * g
            assert torch.allclose(optimizer.state[x]["v"], v, atol=1e-14)
            lengths = torch.linalg.svdvals(walked[-1])
            assert torch.allclose(lengths, torch.full_like(lengths, 0.1))
        steps[make is stranger, beta] = torch.stack(walked)
    assert torch.equal(steps[True, 0.9], steps[True, 0.1])  # no beta makes any difference
    assert (steps[True, 0.9] - steps[False, 0.9]).abs().max() > 0.05
    # constant gradient, no momentum, no rate: what the five laws look at
    for options, rates in (({"momentum": 0.9}, [0.1] * 4), ({"momentum": 0.0}, [0.1] * 4)):
        ends = []
        for make in (stranger, healthy):
            x = torch.zeros(3, 2, dtype=torch.float64, requires_grad=True)
            optimizer = make([x], lr=0.1, **options)
            for rate in (*rates, 0.0):
                x.grad, before = gradients[0].clone(), x.detach().clone()
                optimizer.param_groups[0]["lr"] = rate
                optimizer.step()
            assert torch.equal(x, before)
            ends.append(x.detach().clone())
        assert torch.allclose(*ends, atol=1e-12)


def drawn(stem: str):
    """Run a gallery script and return its constants and the two curves of each panel."""
    plt.close("all")
    with mock.patch.object(plt, "show"):
        names = runpy.run_path(str(ROOT / "gallery" / "pitfalls" / f"{stem}.py"))
    curves = [[line.get_ydata() for line in ax.get_lines()[:2]] for ax in plt.gcf().axes]
    plt.close("all")
    return names, curves


def close(curve, points):
    return np.allclose(np.ravel(curve), points, rtol=1e-9, atol=1e-12)


def test_figures_of_the_memory_and_the_step_show_the_code_of_the_page():
    for stem, numbers in (("plot_5_memory", (1, 2, 3)), ("plot_6_step", (4, 5, 6))):
        names, curves = drawn(stem)
        beta, rates = names["BETA"], [names["ETA"]] * names["STEPS"]
        for number, (right, faulty) in zip(numbers, curves, strict=True):
            make, healthy = ZOO[f"Specimen{number}"], repaired(number)
            etas = [eta / (1 - beta) for eta in rates] if number == 5 else rates
            assert close(right, path(healthy, lambda x: x, 1.0, etas, momentum=beta))
            if number == 3:  # it walks on, from rest
                stop = names["STOP"]
                start = path(make, lambda x: x, 1.0, etas[:stop], momentum=beta)
                end = path(make, lambda x: x, start[-1], etas[stop:], momentum=beta)
                assert close(faulty, [*start, *end[1:]])
            else:
                assert close(faulty, path(make, lambda x: x, 1.0, etas, momentum=beta))


def test_figure_of_the_bookkeeping_shows_the_code_of_the_page():
    names, curves = drawn("plot_7_bookkeeping")
    eta, beta, decay = names["ETA"], names["BETA"], names["DECAY"]
    steps, drop = names["STEPS"], names["DROP"]
    rates = [eta] * drop + [eta / 10] * (steps - drop)
    for make, curve in zip((repaired(7), ZOO["Specimen7"]), curves[0], strict=True):
        assert close(curve, path(make, lambda x: x, 1.0, rates, momentum=beta))
    for make, curve in zip((repaired(8), ZOO["Specimen8"]), curves[1], strict=True):
        assert close(
            curve, path(make, lambda x: x - 1, 3.0, [eta] * steps, momentum=0, weight_decay=decay)
        )
    for make, curve in zip((repaired(9), ZOO["Specimen9"]), curves[2], strict=True):
        x, other = ZOO["one"](), ZOO["one"]()
        other.grad = torch.zeros_like(other)
        groups = [{"params": [x]}, {"params": [other]}]
        optimizer = make(groups, lr=eta, momentum=beta, weight_decay=decay)
        assert close(curve, ZOO["walk"](optimizer, x, [0.0] * steps))
