"""Airfoil self-noise and handwritten digits as tensors, in minibatches. ｜ 翼型噪声、手写数字与小批量。"""

from collections.abc import Iterator
from importlib.resources import files

import numpy as np
import torch
from torch import Tensor

from momentum import _checks, _tensors

__all__ = ["airfoil", "digits", "minibatches", "read_airfoil"]

TRAINING_ROWS = 1500


def read_airfoil() -> Tensor:
    """Read the table as it was measured. ｜ 读入原始测量数据表。

    Returns
    -------
    Tensor, shape (1503, 6)
        float64; frequency (Hz), angle of attack (degrees), chord length (m), free-stream
        velocity (m/s), displacement thickness of the suction side (m), sound pressure level (dB).

    Notes
    -----
    Source: Brooks, Pope and Marcolini (1989); UCI Machine Learning Repository, data set 291,
    doi:10.24432/C5VW2C, CC BY 4.0.

    Examples
    --------
    >>> [round(value, 8) for value in read_airfoil()[0].tolist()]
    [800.0, 0.0, 0.3048, 71.3, 0.00266337, 126.201]
    """
    with files("momentum").joinpath("airfoil", "airfoil.csv").open(encoding="utf-8") as table:
        return torch.from_numpy(np.loadtxt(table, delimiter=",", skiprows=1))


def airfoil(dtype: torch.dtype = torch.float32) -> tuple[Tensor, Tensor]:
    """Give the standardised training rows: features and targets. ｜ 标准化后的训练数据。

    Every column gets mean 0 and (population) standard deviation 1 over all 1503 rows; the first
    1500 rows are for training, as in the source chapter.

    Parameters
    ----------
    dtype : torch.dtype
        Floating-point type of both tensors.

    Returns
    -------
    tuple of Tensor, shapes (1500, 5) and (1500, 1)
        Features and targets, without unit.

    Raises
    ------
    TypeError
        If ``dtype`` is not a floating-point type.

    Notes
    -----
    Source: Zhang et al. (2023), section 12.5.

    Examples
    --------
    >>> features, targets = airfoil()
    >>> features.shape, targets.shape
    (torch.Size([1500, 5]), torch.Size([1500, 1]))
    """
    if not _checks.instance("dtype", dtype, torch.dtype).is_floating_point:
        raise TypeError(f"dtype must be a floating-point type, got {dtype}")
    table = read_airfoil()
    table = (table - table.mean(0)) / table.std(0, correction=0)
    rows = table[:TRAINING_ROWS].to(dtype)
    return rows[:, :5].contiguous(), rows[:, 5:].contiguous()


def digits(generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Give the handwritten digits that scikit-learn ships, shuffled. ｜ scikit-learn 自带的手写数字，已打乱。

    Parameters
    ----------
    generator : torch.Generator
        Decides the order.

    Returns
    -------
    tuple of Tensor, shapes (1797, 64) and (1797,)
        float32 grey values of 8 by 8 pixels, in [0, 1], and int64 labels 0 to 9.

    Raises
    ------
    ModuleNotFoundError
        If scikit-learn is missing; ``python3 -m pip install scikit-learn`` brings it.

    Notes
    -----
    Source: Alpaydin and Kaynak (1998); UCI Machine Learning Repository, data set 80,
    doi:10.24432/C50P49, CC BY 4.0; the half written by 13 people, in the copy of scikit-learn.

    Examples
    --------
    >>> images, labels = digits(torch.Generator().manual_seed(0))
    >>> images.shape, labels.unique().tolist()
    (torch.Size([1797, 64]), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    """
    _checks.instance("generator", generator, torch.Generator)
    try:
        from sklearn.datasets import load_digits
    except ModuleNotFoundError as error:
        message = "digits needs scikit-learn: python3 -m pip install scikit-learn"
        raise ModuleNotFoundError(message, name=error.name) from error
    images, labels = map(torch.from_numpy, load_digits(return_X_y=True))
    order = torch.randperm(len(images), generator=generator)
    return images[order].float() / 16, labels[order].long()


def minibatches(
    features: Tensor, targets: Tensor, batch_size: int, generator: torch.Generator
) -> Iterator[tuple[Tensor, Tensor]]:
    """Deal out all rows once, in random order. ｜ 按随机次序把所有样本分批取出一遍。

    Parameters
    ----------
    features : Tensor, shape (n, d)
    targets : Tensor, shape (n, 1)
    batch_size : int
        Rows in a batch, at least 1; the last batch may be smaller.
    generator : torch.Generator
        Decides the order.

    Yields
    ------
    tuple of Tensor
        Features and targets of one batch.

    Raises
    ------
    TypeError, ValueError
        If ``batch_size`` is not an integer of at least 1, the tensors have no rows or different
        numbers of them, or ``generator`` is none.

    Notes
    -----
    Source: Zhang et al. (2023), section 12.5; sampling without replacement.

    Examples
    --------
    >>> rows = torch.arange(3.0).reshape(3, 1)
    >>> [len(x) for x, y in minibatches(rows, rows, 2, torch.Generator().manual_seed(0))]
    [2, 1]
    """
    batch_size = _checks.count("batch_size", batch_size, least=1)
    _tensors.rows(features, targets)
    _checks.instance("generator", generator, torch.Generator)
    order = torch.randperm(len(features), generator=generator)
    batches = (features[order].split(batch_size), targets[order].split(batch_size))
    return zip(*batches, strict=True)
