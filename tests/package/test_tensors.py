"""The checks of tensors, one broken rule at a time: what is refused, and what is only calculated more slowly."""

import warnings

import pytest
import torch

from momentum import _tensors

SPARSE = torch.eye(2).to_sparse()
NESTED = torch.nested.nested_tensor([torch.ones(2), torch.ones(1)], layout=torch.jagged)
with warnings.catch_warnings(action="ignore"):  # of an older kind: asked for its shape, it raises
    RAGGED = torch.nested.nested_tensor([torch.ones(2), torch.ones(1)])
META = torch.ones(2, device="meta")
BLOCK = torch.zeros(8)
LEAF = torch.ones(2, requires_grad=True)
with torch.inference_mode():
    FROZEN = torch.ones(2)


def test_tensors_that_can_plainly_be_added():
    assert _tensors.alike(torch.ones(2), torch.zeros(2))
    assert _tensors.alike(BLOCK[:4], BLOCK[4:]) and _tensors.alike(BLOCK[4:], BLOCK[:4])


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (1.0, torch.ones(2)), (torch.ones(2), 1.0), (torch.ones(2), torch.ones(2).double()),
        (torch.ones(2).int(), torch.ones(2).int()), (torch.eye(2), SPARSE), (SPARSE, SPARSE.clone()),
        (torch.ones(2), torch.ones(1)), (LEAF, torch.ones(2)), (FROZEN, torch.ones(2)),
        (torch.ones(2, 3).T, torch.ones(3, 2)), (torch.ones(3, 2), torch.ones(2, 3).T),
        (BLOCK[:4], BLOCK[1:5]), (BLOCK[1:5], BLOCK[:4]), (BLOCK, BLOCK), (NESTED, NESTED.clone()),
        (RAGGED, torch.ones(2)), (torch.ones(2), RAGGED),
    ],
)  # fmt: skip
def test_tensors_that_are_looked_at_more_closely(a, b):
    assert not _tensors.alike(a, b)


@pytest.mark.parametrize(
    ("a", "b", "shared"),
    [
        (BLOCK[:4], BLOCK[4:], False), (BLOCK[4:], BLOCK[:4], False), (BLOCK[:4], BLOCK[3:], True),
        (BLOCK[3:], BLOCK[:4], True), (BLOCK[::2], BLOCK, True), (BLOCK[::2], BLOCK[1:4], False),
        (BLOCK[1:4], BLOCK[::2], False), (BLOCK[:0], BLOCK, False), (BLOCK, BLOCK[:0], False),
        (SPARSE, torch.eye(2), False), (torch.eye(2), SPARSE, False),
    ],
)  # fmt: skip
def test_which_tensors_are_known_to_share_memory(a, b, shared):
    assert _tensors.overlap(a, b) is shared


@pytest.mark.parametrize("value", [SPARSE, NESTED, RAGGED, META])
def test_a_tensor_must_be_dense_and_have_values(value):
    with pytest.raises(TypeError, match=r"^x must be a dense tensor with values, got "):
        _tensors.tensor("x", value)


@pytest.mark.parametrize("shape", [(2,), (0, 2), (2, 0), (1, 1, 1), ()])
def test_a_table_has_rows_and_columns(shape):
    with pytest.raises(ValueError, match=r"^x must have rows and columns, got shape "):
        _tensors.table("x", torch.zeros(shape))


@pytest.mark.parametrize("value", [3.0, (1.0,), (1.0, 2.0, 3.0), {1: 2, 3: 4}, "ab"])
def test_a_pair_is_two_numbers(value):
    with pytest.raises(TypeError, match=r"^x must be a pair of numbers, got "):
        _tensors.pair("x", value)


def test_a_list_that_must_increase_may_not_stay():
    assert _tensors.numbers("x", [1.0, 2.0], increasing=True) == [1.0, 2.0]
    with pytest.raises(ValueError, match=r"^x must increase, got "):
        _tensors.numbers("x", [1.0, 1.0], increasing=True)


@pytest.mark.parametrize("features", [torch.tensor(1.0), torch.zeros(0), torch.zeros(0, 2)])
def test_features_have_rows(features):
    with pytest.raises(ValueError, match=r"^features must have rows, got shape "):
        _tensors.rows(features, torch.zeros(0))
    assert _tensors.rows(torch.zeros(3), torch.zeros(3)) == 3  # one axis is enough


@pytest.mark.parametrize(
    ("g", "got"),
    [
        (torch.ones(3), r"\(3,\)"), (torch.ones(2, 1), r"\(2, 1\)"), (1.0, "1.0"),
        (torch.ones(2) * 1j, "tensor"), (NESTED, "NestedTensor"), ([1.0, 2.0], r"\[1.0, 2.0\]"),
    ],
)  # fmt: skip
def test_a_gradient_has_the_shape_of_its_point(g, got):
    with pytest.raises(
        ValueError, match=rf"^gradient must return a tensor of shape \(2,\), got ({got})"
    ):
        _tensors.slope(torch.ones(2), g)


@pytest.mark.parametrize(
    ("value", "error", "said"),
    [
        (3.0, TypeError, "v must be"), (NESTED, TypeError, "v must be a dense tensor"),
        (torch.ones(3), ValueError, r"v and x must have the same shape, got \(3,\) and \(2,\)"),
        (torch.ones(2).double(), None, ""), (torch.ones(2).int(), None, ""),
        (torch.ones(2) * 1j, TypeError, "v must hold numbers of the kind of x"),
        (torch.ones(2).to(torch.float8_e5m2), TypeError, "v must hold numbers of the kind of x"),
    ],
)  # fmt: skip
def test_what_can_be_added(value, error, said):
    total = torch.zeros(2)
    if error is None:
        _tensors.addable("v", value, "x", total)
    else:
        with pytest.raises(error, match=f"^{said}"):
            _tensors.addable("v", value, "x", total)


def test_what_can_be_changed():
    one = torch.ones(1).expand(1)  # a stride of 0 where there is one number
    _tensors.changeable("x", one.as_strided((1,), (0,)))
    with pytest.raises(
        ValueError, match=r"^x must have a place for each number, got strides \(0,\)"
    ):
        _tensors.changeable("x", torch.ones(1).expand(2))
    for closed in (LEAF, FROZEN):
        with pytest.raises(ValueError, match=r"^x must be open to changes"):
            _tensors.changeable("x", closed)
    with torch.no_grad():
        _tensors.changeable("x", LEAF)


def test_what_is_added_to_holds_numbers_with_a_point():
    with pytest.raises(TypeError, match=r"^x must hold floating-point numbers, got torch.int32"):
        _tensors.addable("v", torch.ones(2).int(), "x", torch.ones(2).int())
    _tensors.addable("v", torch.ones(2), "x", torch.ones(2) * 1j)


@pytest.mark.parametrize("value", [torch.ones(2) * 1j, torch.ones(2, dtype=torch.bool)])
def test_real_numbers_are_neither_complex_nor_answers(value):
    with pytest.raises(TypeError, match=r"^x must hold real numbers, got "):
        _tensors.reals(x=value)


def test_numbers_that_do_not_broadcast():
    with pytest.raises(ValueError, match=r"^x and y must broadcast, got shapes \(2,\), \(3,\)$"):
        _tensors.reals(x=torch.ones(2), y=torch.ones(3))


def test_counts_are_whole_and_fit_into_float64():
    assert _tensors.counts("k", 2**53) == 2.0**53
    assert _tensors.counts("k", torch.tensor(0)) == 0
    with pytest.raises(ValueError, match=r"^k must be at most 9007199254740992, got "):
        _tensors.counts("k", 2**53 + 1)
    with pytest.raises(ValueError, match=r"^k must be at least 0, got -1$"):
        _tensors.counts("k", torch.tensor([0.0, -1.0]))
    with pytest.raises(ValueError, match=r"^k must hold whole numbers, got "):
        _tensors.counts("k", torch.tensor([0.5]))
