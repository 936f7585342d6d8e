"""What the page on frameworks does around a step: resuming, schedules from Keras, a NaN. Its own code."""

import io
import re
from contextlib import redirect_stdout

import pytest
import torch
from printed import ROOT
from torch.optim.lr_scheduler import CosineAnnealingLR, LambdaLR, ReduceLROnPlateau

from momentum.conventions import Settings, walk
from momentum.data import airfoil
from momentum.training import half_mse

PAGE = (ROOT / "docs" / "frameworks.md").read_text("utf-8")
CELL = re.compile(r"^```\{code-cell\} ipython3\n(.*?)^```$", re.M | re.S)
HIDDEN = re.compile(r"^```\{code-cell\} ipython3\n:tags: \[remove-cell\]\n.*?^```$", re.M | re.S)
SECTIONS = [one for one in PAGE.split("\n## ")[1:] if "{code-cell}" in one]


def cell(function):
    """Run the cell of the page that defines a function; give its names, and what it prints."""
    (code,) = (code for code in CELL.findall(PAGE) if f"def {function}(" in code)
    features, targets = airfoil(torch.float64)
    names = {"torch": torch, "features": features, "targets": targets, "half_mse": half_mse}
    with redirect_stdout(io.StringIO()) as printed:
        exec(code, names)
    return names, printed.getvalue()


@pytest.mark.parametrize("nesterov", [False, True])
@pytest.mark.parametrize("parabola", [False, True])
def test_the_corrected_schedule_is_that_of_keras(nesterov, parabola):
    """Up, down and up again, two groups; without the correction it is another run."""
    names, _ = cell("step_as_keras_does")
    shares = [1, 1, 1, 10, 10, 0.5, 0.5, 0.5, 7, 7]
    gradient = (lambda x: x) if parabola else torch.ones_like

    def torch_path(advance):
        xs = [torch.ones(1, dtype=torch.float64, requires_grad=True) for _ in range(2)]
        groups = [{"params": [x], "lr": rate} for x, rate in zip(xs, (0.01, 0.02), strict=True)]
        optimizer = torch.optim.SGD(groups, momentum=0.9, nesterov=nesterov)
        scheduler = LambdaLR(optimizer, lambda t: shares[min(t, len(shares) - 1)])
        for _ in shares:
            for x in xs:
                x.grad = gradient(x.detach())
            optimizer.step()
            advance(scheduler)
        return torch.cat(xs).detach()

    start = torch.ones(1, dtype=torch.float64)
    theirs = [
        walk(
            Settings("keras", rate, 0.9, nesterov=nesterov),
            gradient,
            start,
            [rate * share for share in shares],
        )[-1]
        for rate in (0.01, 0.02)
    ]
    assert torch.allclose(torch_path(names["step_as_keras_does"]), torch.cat(theirs), rtol=1e-12)
    plain = torch_path(lambda scheduler: scheduler.step())
    assert (plain - torch.cat(theirs)).abs().min() > 0.01


def test_a_tenfold_rate_makes_the_next_step_ten_times_as_long():
    names, printed = cell("lengths")
    before, after = [*names["lengths"](lambda scheduler: scheduler.step())][-4:-2]
    assert after / before == pytest.approx(10, rel=0.01)
    rows = dict(line.split(maxsplit=1) for line in printed.splitlines())
    assert rows["Keras"] == rows["corrected"] != rows["PyTorch"]


def test_resuming_needs_the_random_state_and_the_order():
    """With all parts bit for bit, and each part that is left out is missed."""
    _, printed = cell("begin")
    gaps = dict(re.findall(r"^without (\w+) .* (\S+)$", printed, re.M))
    assert {name: float(gap) > 1e-4 for name, gap in gaps.items()} == {
        "nothing": False,
        "random": True,
        "order": True,
    }
    assert float(gaps["nothing"]) == 0


def test_one_nan_spoils_the_velocity_for_good():
    names, _ = cell("weights")
    careless, careful = (torch.tensor([*names["weights"](careful)]) for careful in (False, True))
    assert careless.isnan().tolist() == [False, True, True]
    assert careful.tolist() == pytest.approx([-0.1, -0.1, -0.1 - 0.1 * 1.9])


@pytest.mark.parametrize("section", SECTIONS, ids=[one.splitlines()[0] for one in SECTIONS])
def test_each_section_runs_alone(section):
    """Readers come by their symptom and paste the cells of one section, first to last."""
    names = {}
    with redirect_stdout(io.StringIO()):
        for code in CELL.findall(HIDDEN.sub("", section)):
            exec(code, names)


def test_a_raised_beta_and_what_helps():
    """Four lines: only a raised beta, or a raised eta, spoils all networks."""
    _, printed = cell("losses")
    rows = [[float(x) for x in line.split()[4:]] for line in printed.splitlines()]
    kept, raised, both, other = rows
    assert min(raised) > 5 * max(kept) and min(other) > 5 * max(kept)
    assert both[1] < 2 * kept[1] and both[2] - both[0] > kept[2] - kept[0]


def test_the_corrected_schedule_ends_at_zero_and_takes_a_metric():
    """CosineAnnealingLR ends at the rate 0; after it the velocity starts from rest."""
    step = cell("step_as_keras_does")[0]["step_as_keras_does"]
    x = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=0.1, momentum=0.9)
    scheduler, places = CosineAnnealingLR(optimizer, T_max=5), []
    for _ in range(6):
        x.grad = torch.ones(1)
        optimizer.step()
        step(scheduler)
        places.append((optimizer.param_groups[0]["lr"], x.item()))
    assert places[4][0] == 0 and places[5][1] == places[4][1]  # it stands still
    assert optimizer.state[x]["momentum_buffer"].item() == 0
    plateau = ReduceLROnPlateau(optimizer, factor=0.5, patience=0)
    optimizer.param_groups[0]["lr"] = 0.1
    x.grad = torch.ones(1)
    optimizer.step()
    for metric in (1.0, 1.0):
        step(plateau, metric)
    assert optimizer.param_groups[0]["lr"] == 0.05
    assert optimizer.state[x]["momentum_buffer"].item() == 2  # twice its 1
