"""Which rows `fit_networks` takes in each step, and when it looks: from the gradients that an optimiser sees."""

import inspect

import pytest
import torch

from momentum.networks import contest, fit_networks

ROWS = torch.randn(6, 2, generator=torch.Generator().manual_seed(3)), torch.arange(6)


class Watching(torch.optim.Optimizer):
    """Moves nothing; of rows that are classes of their own, the last bias tells which were taken."""

    def __init__(self, params):
        super().__init__(params, {"lr": 0.0})
        self.taken = []

    def step(self):
        slope = self.param_groups[0]["params"][-1].grad  # below zero for the classes of the rows
        self.taken.append([set(one.nonzero().flatten().tolist()) for one in slope.squeeze(1) < 0])


def fit(steps, batch_size=2, records=1):
    watching = []

    def build(params):
        watching.append(Watching(params))
        return watching[0]

    options = {"networks": 2, "batch_size": batch_size, "steps": steps, "records": records}
    generator = torch.Generator().manual_seed(1)
    curves = fit_networks(build, ROWS, ROWS, generator=generator, **options)
    return curves, watching[0].taken


def test_each_network_takes_each_row_once_in_an_order_of_its_own_each_time():
    _, taken = fit(9)
    rounds = [taken[k : k + 3] for k in (0, 3, 6)]
    orders = [[batches[network] for batches in one] for one in rounds for network in (0, 1)]
    for order in orders:
        assert set().union(*order) == set(range(6)) and [len(one) for one in order] == [2, 2, 2]
    assert len({tuple(map(frozenset, order)) for order in orders}) == 6


@pytest.mark.parametrize(
    ("steps", "records", "times"),
    [(5, 1, [5]), (5, 2, [2, 4, 5]), (6, 2, [3, 6]), (3, 9, [1, 2, 3])],
)
def test_it_looks_at_even_distances_and_at_the_end(steps, records, times):
    curves, _ = fit(steps, records=records)
    assert curves.t.tolist() == times
    assert (
        curves.loss.shape == curves.held_out_loss.shape == curves.accuracy.shape == (2, len(times))
    )


def test_a_contest_has_these_sizes_unless_told():
    chosen = {name: one.default for name, one in inspect.signature(contest).parameters.items()}
    wanted = {"trials": 8, "networks": 12, "records": 1, "seed": 0}
    assert {name: chosen[name] for name in wanted} == wanted


@pytest.mark.parametrize("wrong", ["train", "validation", "test"])
def test_a_contest_names_the_rows_that_are_wrong_before_it_tunes(wrong):
    rows = {"train": ROWS, "validation": ROWS, "test": ROWS}
    with pytest.raises(TypeError, match=rf"^{wrong}\[1\] must hold classes of torch.int64, got "):
        contest(**rows | {wrong: (ROWS[0], ROWS[1].float())}, batch_size=2, steps=10**9)
