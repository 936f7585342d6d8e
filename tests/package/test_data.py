"""The tables are the measured ones, and minibatches deal out every row once."""

import hashlib
import sys
from importlib.resources import files

import pytest
import torch

from momentum.data import airfoil, digits, minibatches, read_airfoil

SHA256 = "af6e88759f706914f45db385b6ca631d28eba92a614fd5a17fe12fb688425f71"


def test_table_is_held_by_its_checksum():
    content = files("momentum").joinpath("airfoil", "airfoil.csv").read_bytes()
    assert hashlib.sha256(content).hexdigest() == SHA256


def test_table_has_its_shape_first_row_and_ranges():
    table = read_airfoil()
    assert table.shape == (1503, 6)
    assert table[0].tolist() == [800, 0, 0.3048, 71.3, 0.00266337, 126.201]
    assert table.amin(0).tolist()[0] == 200
    assert table.amax(0).tolist()[0] == 20_000
    assert set(table[:, 3].tolist()) == {31.7, 39.6, 55.5, 71.3}  # the tunnel's four speeds


def test_licence_and_source_stand_beside_the_table():
    text = files("momentum").joinpath("airfoil", "LICENSE").read_text(encoding="utf-8")
    for word in ("Brooks", "Pope", "Marcolini", "1989", "10.24432/C5VW2C", "CC BY 4.0"):
        assert word in text


def test_standardised_over_all_rows_then_cut():
    features, targets = airfoil(torch.float64)
    table = read_airfoil()
    for column in range(6):
        z = (table[:, column] - table[:, column].mean()) / table[:, column].std(correction=0)
        ours = torch.cat([features, targets], 1)[:, column]
        assert torch.allclose(ours, z[:1500], atol=1e-12)


def test_least_squares_problem_is_the_one_the_chapter_speaks_of():
    features, targets = airfoil(torch.float64)
    design = torch.cat([features, torch.ones(1500, 1, dtype=torch.float64)], 1)
    solution = torch.linalg.lstsq(design, targets).solution
    loss = 0.5 * (design @ solution - targets).square().mean()
    assert float(loss) == pytest.approx(0.24168795, abs=1e-8)
    curvature = torch.linalg.eigvalsh(design.T @ design / 1500)
    assert float(curvature[-1] / curvature[0]) == pytest.approx(12.08, abs=5e-3)


def test_minibatches_are_a_partition_decided_by_the_generator():
    rows = torch.arange(23.0).reshape(-1, 1)

    def deal(seed):
        batches = minibatches(rows, 2 * rows, 5, torch.Generator().manual_seed(seed))
        return [(x, y) for x, y in batches]

    batches = deal(0)
    assert [len(x) for x, _ in batches] == [5, 5, 5, 5, 3]
    assert all(torch.equal(y, 2 * x) for x, y in batches)
    assert torch.equal(torch.cat([x for x, _ in batches]).sort(0).values, rows)
    assert all(torch.equal(a[0], b[0]) for a, b in zip(batches, deal(0), strict=True))
    assert any(not torch.equal(a[0], b[0]) for a, b in zip(batches, deal(1), strict=True))


def test_nothing_touches_the_global_generator():
    before = torch.random.get_rng_state()
    list(minibatches(*airfoil(), 10, torch.Generator().manual_seed(0)))
    assert torch.equal(torch.random.get_rng_state(), before)


def test_bad_arguments_are_named():
    rows, generator = torch.ones(3, 1), torch.Generator()
    with pytest.raises(TypeError, match=r"dtype must be a floating-point type, got torch\.int64"):
        airfoil(torch.int64)
    with pytest.raises(ValueError, match="batch_size must be at least 1, got 0"):
        minibatches(rows, rows, 0, generator)
    with pytest.raises(
        ValueError, match=r"targets must have 3 rows like features, got shape \(2, 1\)"
    ):
        minibatches(rows, rows[:2], 1, generator)


def test_digits_are_those_of_scikit_learn_in_another_order():
    """Images of 13 writers, as the description says that the page quotes."""
    from sklearn.datasets import load_digits

    images, labels = digits(torch.Generator().manual_seed(0))
    again, _ = digits(torch.Generator().manual_seed(0))
    other, _ = digits(torch.Generator().manual_seed(1))
    assert torch.equal(images, again)
    assert not torch.equal(images, other)
    assert (images.dtype, labels.dtype) == (torch.float32, torch.int64)
    assert (float(images.min()), float(images.max())) == (0, 1)
    source = load_digits()
    ours = sorted(
        [*row, label] for row, label in zip((images * 16).tolist(), labels.tolist(), strict=True)
    )
    theirs = sorted(
        [*row, label]
        for row, label in zip(source.data.tolist(), source.target.tolist(), strict=True)
    )
    assert ours == theirs
    text = " ".join(source.DESCR.split())
    assert "30 contributed to the training set and different 13 to the test set" in text
    assert "copy of the test set" in text


def test_digits_say_what_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    with pytest.raises(ModuleNotFoundError, match=r"python3 -m pip install scikit-learn"):
        digits(torch.Generator())
