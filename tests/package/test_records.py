"""The records of the package: nobody changes one, and those that hold tensors are equal to themselves alone."""

import dataclasses
import importlib
import pkgutil

import pytest
import torch

import momentum.landscapes

MODULES = [
    importlib.import_module(f"momentum.{one.name}")
    for one in pkgutil.iter_modules(momentum.__path__)
]
RECORDS = sorted(
    {
        one
        for module in MODULES
        for one in vars(module).values()
        if isinstance(one, type) and dataclasses.is_dataclass(one)
    },
    key=lambda one: one.__qualname__,
)
NUMBERS = {"Certificate", "Settings"}  # equal if their numbers are


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: one.__qualname__)
def test_a_record_stays_as_it_is(record):
    made = object.__new__(record)
    for field in dataclasses.fields(record):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(made, field.name, None)
    assert (record.__eq__ is object.__eq__) == (record.__name__ not in NUMBERS)


def test_there_are_records():
    assert {"Walk", "Landscape"} | NUMBERS <= {one.__name__ for one in RECORDS}


@pytest.mark.parametrize(
    "name", ["LESSARD", "ROSENBROCK", "BEALE", "SADDLE", "TWIN_WELLS", "WELLS"]
)
def test_a_landscape_takes_points_in_any_arrangement(name):
    one = getattr(momentum.landscapes, name)
    x = torch.randn(2, 3, one.n, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    flat = x.reshape(6, one.n)
    assert torch.equal(one.value(x).flatten(), one.value(flat))
    assert torch.equal(one.gradient(x).reshape(6, one.n), one.gradient(flat))
    for wrong in ((1.0, one.gradient), (one.value, 1.0)):
        with pytest.raises(TypeError, match=r"must be a function|must be callable|can be called"):
            momentum.landscapes.Landscape(one.n, *wrong)
    with pytest.raises(ValueError, match=r"^x must have shape"):
        one.gradient(torch.zeros(one.n + 1))
