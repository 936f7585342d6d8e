r"""How curved a landscape is where a method walks: sharpness, the largest eigenvalue. ｜ 锐度：最大的特征值。"""

import torch
from torch import Tensor

from momentum import _checks, _tensors
from momentum.landscapes import Landscape

__all__ = ["perceptron", "sharpness"]


def perceptron(inputs: Tensor, targets: Tensor, hidden: int) -> Landscape:
    r"""Half the mean squared error of a network, as a function of all its weights. ｜ 网络的损失作为全部权重的函数。

    The network is :math:`W_2\tanh(W_1 x + b_1) + b_2`, the error of a row the sum over its outputs.
    A point holds :math:`W_1`, :math:`b_1`, :math:`W_2`, :math:`b_2` one after the other; many
    points are evaluated side by side.

    Parameters
    ----------
    inputs : Tensor, shape (n, d)
    targets : Tensor, shape (n, k)
    hidden : int
        Hidden units, at least 1.

    Returns
    -------
    Landscape
        Of ``(d + 1) * hidden + (hidden + 1) * k`` variables.

    Raises
    ------
    TypeError, ValueError
        If the tables are not finite or have different numbers of rows.

    Notes
    -----
    Source: the networks of Cohen et al. (2021), at the size of a toy.

    Examples
    --------
    >>> f = perceptron(torch.tensor([[0.0], [1.0]]), torch.tensor([[0.0], [2.0]]), hidden=1)
    >>> f.n, f.value(torch.zeros(3, 4))
    (4, tensor([1., 1., 1.]))
    """
    _checks.count("hidden", hidden, least=1)
    n, d = _tensors.table("inputs", inputs).shape
    k = _tensors.table("targets", targets).shape[1]
    _tensors.shaped("targets", targets, (n, k), "inputs")
    sizes = [d * hidden, hidden, hidden * k, k]

    def value(w: Tensor) -> Tensor:
        w1, b1, w2, b2 = w.reshape(-1, sum(sizes)).split(sizes, -1)
        x = inputs.to(w.dtype).expand(len(w1), n, d)
        middle = torch.baddbmm(b1[:, None], x, w1.reshape(-1, d, hidden)).tanh()
        error = torch.baddbmm(b2[:, None], middle, w2.reshape(-1, hidden, k)) - targets.to(w.dtype)
        return (0.5 * error.square().sum(-1).mean(-1)).reshape(w.shape[:-1])

    return Landscape(sum(sizes), value, torch.func.grad(lambda w: value(w).sum()))


def sharpness(f: Landscape, x: Tensor, direction: Tensor, rounds: int = 4) -> tuple[Tensor, Tensor]:
    r"""Estimate the largest eigenvalue of the Hessian by power iteration. ｜ 用幂法估计 Hessian 矩阵的最大特征值。

    Each round multiplies by the Hessian, for about the price of two gradients. Where points move
    little, as between a few steps of a method, the last direction is a good one to go on from.

    Parameters
    ----------
    f : Landscape
        Its gradient must be one that can be differentiated.
    x : Tensor, shape (..., n)
        Points.
    direction : Tensor, shape (..., n)
        Where to begin, not zero.
    rounds : int
        How often to multiply, at least 1.

    Returns
    -------
    tuple of Tensor, shapes (...) and (..., n)
        The estimates, from below if the largest eigenvalue is also the largest in size, and the
        directions, of length 1.

    Raises
    ------
    TypeError, ValueError
        If points and directions are not finite or do not fit each other or ``f``.

    Notes
    -----
    Source: Pearlmutter (1994).

    Examples
    --------
    >>> from momentum.landscapes import ROSENBROCK
    >>> largest, _ = sharpness(ROSENBROCK, torch.ones(2), torch.tensor([1.0, 0.0]))
    >>> largest
    tensor(1001.6006)
    """
    _checks.instance("f", f, Landscape)
    _checks.count("rounds", rounds, least=1)
    x = _tensors.finite("x", x).detach().requires_grad_()
    if x.shape[-1:] != (f.n,):
        raise ValueError(f"x must have shape (..., {f.n}), to fit f, got {tuple(x.shape)}")
    u = _tensors.shaped("direction", _tensors.finite("direction", direction), x.shape, "x").to(
        x.dtype
    )
    if not bool(u.any(-1).all()):
        raise ValueError(f"direction must not be zero, got {_checks.shown(direction)}")
    with torch.enable_grad():
        g = f.gradient(x)
    for _ in range(rounds):
        u = torch.nn.functional.normalize(u, dim=-1)
        (product,) = torch.autograd.grad(g, x, u, retain_graph=True)
        estimate, u = (u * product).sum(-1), product
    return estimate, torch.nn.functional.normalize(u, dim=-1)
