"""In which interval each number must lie: the error says it, to the number."""

import math
import re

import pytest
import torch

from momentum.directions import memory_step, newton_schulz, polar
from momentum.networks import METHODS, contest, fit_networks, tune
from momentum.walks import averaged_walk, edge, variance_of_average

ZEROS, UNIT = torch.zeros(2), torch.eye(2)


def same(x):
    return x


ROWS = torch.zeros(4, 2), torch.zeros(4, dtype=torch.int64)
WIDE, BELOW = (torch.zeros(4, 3), ROWS[1]), (ROWS[0], ROWS[1] - 1)


def fitted(train, held_out):
    options = {"networks": 1, "batch_size": 2, "steps": 1, "generator": torch.Generator()}
    return fit_networks(METHODS["gd"](0.5, 0.5), train, held_out, **options)


REFUSED = {
    "train[1] must hold classes from 0, got -1": lambda: fitted(BELOW, ROWS),
    "held_out must have 2 features, got 3": lambda: fitted(ROWS, WIDE),
    "seed must be at most 4611686018427387904, got 4611686018427387905": lambda: contest(
        ROWS, ROWS, ROWS, batch_size=2, steps=1, seed=2**62 + 1
    ),
    "nu must lie in [0, 1], got -0.5": lambda: memory_step(same, 0.1, 0.9, -0.5),
    "nu must lie in [0, 1], got 1.5": lambda: memory_step(same, 0.1, 0.9, 1.5),
    "eps must lie in [0, 3.4028234663852886e+38], got -0.5": lambda: newton_schulz(UNIT, eps=-0.5),
    "m must have shape (..., rows, columns), got (0, 2)": lambda: newton_schulz(torch.zeros(0, 2)),
    "m must have shape (..., rows, columns), got (2, 0)": lambda: polar(torch.zeros(2, 0)),
    "b must lie in [0, 1], got -0.5": lambda: averaged_walk(same, 0.1, -0.5, [1.0], ZEROS),
    "b must lie in [0, 1], got 1.5": lambda: averaged_walk(same, 0.1, 1.5, [1.0], ZEROS),
    "c[0] must lie in (0, 1], got 0.0": lambda: averaged_walk(same, 0.1, 0.5, [0.0], ZEROS),
    "c[0] must lie in (0, 1], got 1.5": lambda: averaged_walk(same, 0.1, 0.5, [1.5], ZEROS),
    "b must lie in [0, 1], got -0.25": lambda: edge(-0.25, 0.5),
    "c must lie in [0, 1], got -0.5": lambda: edge(0.5, -0.5),
    "c must lie in [0, 1], got 1.5": lambda: edge(0.5, 1.5),
    "c must lie in (0, 1], got 0.0": lambda: variance_of_average(0.5, 0.0, 0.1, 1.0),
    "c must lie in (0, 1], got 1.25": lambda: variance_of_average(0.5, 1.25, 0.1, 1.0),
    "variance must lie in [0, inf), got -0.5": lambda: variance_of_average(
        0.5, 0.5, 0.1, 1.0, -0.5
    ),
    "gamma * lam must lie in (0, 3.0), got 5.0": lambda: variance_of_average(0.5, 0.5, 5.0, 1.0),
}


@pytest.mark.parametrize("said", REFUSED)
def test_a_number_outside_of_its_interval_is_told_where_it_must_lie(said):
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        REFUSED[said]()


@pytest.mark.parametrize("rows", [[ROWS[0]], {0: ROWS[0], 1: ROWS[1]}])
def test_rows_are_a_pair(rows):
    with pytest.raises(TypeError, match=r"^train must be a pair of tensors, got"):
        contest(rows, ROWS, ROWS, batch_size=2, steps=1)


def test_tuning_tries_points_that_the_golden_ratio_spreads():
    tried = []
    tune(lambda u, w: tried.append((u, w)) or 0.0, trials=3)
    golden = (math.sqrt(5) - 1) / 2
    assert tried == [
        pytest.approx((k / 6, w)) for k, w in ((1, 0), (3, golden), (5, 2 * golden - 1))
    ]
