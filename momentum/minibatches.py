r"""Least squares with minibatches, whose noise grows with the distance. ｜ 小批量最小二乘：噪声随距离增大。

At the displacement :math:`d` from the minimiser the gradient of row :math:`i` is
:math:`x_i(x_i^\top d - r_i)`, with the residual :math:`r_i` of the best fit. Its deviation from the
mean grows with :math:`d`, so noise decides not only how wide the cloud is but whether there is one.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from momentum import _checks, _tensors
from momentum.quadratic import Quadratic, least_squares

__all__ = ["Minibatches"]


@dataclass(frozen=True, eq=False)
class Minibatches:
    r"""The noise of minibatches in least squares, to second order exactly. ｜ 小批量的噪声，二阶矩精确。

    Parameters
    ----------
    design : Tensor, shape (n, p)
        Rows :math:`x_i`; a column of ones, if there is to be an intercept, is one of the columns.
    targets : Tensor, shape (n,) or (n, 1)
        What the rows are to predict.
    batch_size : int
        Rows in each minibatch, ``B``; drawn anew for every step.
    replacement : bool
        Whether a row may be drawn twice for one step. If not, ``batch_size`` is at most ``n``.

    Raises
    ------
    TypeError, ValueError
        If an argument is of another type or shape, or the rows do not determine the minimiser.

    Notes
    -----
    Everything is float64 and follows Kidambi et al. (2018) and Jain et al. (2018), who bound what
    is computed here. The matrices have :math:`(4p^2)^2` entries: meant for a dozen columns.
    Epochs, in which a row is not drawn again before all others were, are another process.

    Examples
    --------
    >>> rows = torch.tensor([[1.0], [2.0], [3.0]])
    >>> single = Minibatches(rows, torch.tensor([1.0, 3.0, 2.0]), batch_size=1)
    >>> [round(single.edge(beta) / (1 - beta), 3) for beta in (0.0, 0.9)]
    [0.286, 0.776]
    """

    design: Tensor
    targets: Tensor
    batch_size: int
    replacement: bool = True

    def __post_init__(self) -> None:
        design = _tensors.table("design", self.design).double()
        n = len(design)
        targets = _tensors.finite("targets", self.targets).double()
        if targets.shape not in ((n,), (n, 1)):
            got = tuple(targets.shape)
            raise ValueError(f"targets must have shape ({n},) or ({n}, 1), got {got}")
        many = _checks.flag("replacement", self.replacement)
        _checks.count("batch_size", self.batch_size, least=1, **({} if many else {"most": n}))
        object.__setattr__(self, "design", design)
        object.__setattr__(self, "targets", targets.reshape(n, 1))
        object.__setattr__(self, "replacement", many)
        self.loss.minimiser  # noqa: B018  (raises where there is none)

    @cached_property
    def loss(self) -> Quadratic:
        """Half the mean squared error, whose minimiser is the origin here. ｜ 均方误差的一半。"""
        return least_squares(self.design, self.targets)

    @cached_property
    def noise(self) -> Tensor:
        """Covariance of the gradient of one minibatch at the minimiser, shape (p, p). ｜ 极小点处的协方差。"""
        rows = self.design * (self.design @ self.loss.minimiser[:, None] - self.targets)
        return rows.T @ rows / len(rows) * self._share

    @cached_property
    def growth(self) -> Tensor:
        r"""What second moments :math:`M` of the displacement add to it, shape (p², p²). ｜ 随位移增大的部分。

        It takes the entries of :math:`M`, row by row, to those of
        :math:`\bigl(\frac1n\sum_i x_ix_i^\top Mx_ix_i^\top - QMQ\bigr)/B`, and without
        replacement to :math:`(n-B)/(n-1)` of that.
        """
        n, p = self.design.shape
        pairs = torch.einsum("ni,nj->nij", self.design, self.design).reshape(n, p * p)
        Q = self.loss.Q
        return (pairs.T @ pairs / n - torch.kron(Q, Q)) * self._share

    def second_moments(self, beta: float, eta: float, *, nesterov: bool = False) -> Tensor:
        r"""Matrix of one step for the second moments of (v, d), shape (4p², 4p²). ｜ 二阶矩走一步的矩阵。

        Parameters
        ----------
        beta, eta : float
            Momentum coefficient in [0, 1) and learning rate, positive.
        nesterov : bool
            Nesterov's step as PyTorch makes it.
        """
        step, entry, point = self._step(beta, eta, nesterov)
        widened = torch.kron(entry, entry) @ self.growth @ torch.kron(point, point)
        return _tensors.computed(torch.kron(step, step) + widened, beta=beta, eta=eta)

    def rate(self, beta: float, eta: float, *, nesterov: bool = False) -> float:
        """Factor of the root mean square in the long run, without noise at the end. ｜ 均方根的渐近收敛率。

        The square root of the spectral radius of `second_moments`: stable if it is below 1, and
        never below the rate of the mean. Parameters as there.
        """
        matrix = self.second_moments(beta, eta, nesterov=nesterov)
        return math.sqrt(float(torch.linalg.eigvals(matrix).abs().max()))

    def edge(self, beta: float, *, nesterov: bool = False) -> float:
        r"""Learning rate up to which second moments stay bounded. ｜ 均方稳定的学习率上界。

        Found by bisection below the edge without noise, :math:`(2+2\beta)/L`, or
        :math:`(2+2\beta)/((1+2\beta)L)` for Nesterov's step.

        Parameters
        ----------
        beta : float
            Momentum coefficient in [0, 1).
        nesterov : bool
            Nesterov's step as PyTorch makes it.
        """
        b, look = _checks.coefficient("beta", beta), _checks.flag("nesterov", nesterov)
        largest = float(self.loss.eigenvalues[-1])
        low, high = 0.0, (2 + 2 * b) / ((1 + 2 * b * look) * largest)
        for _ in range(50):
            middle = (low + high) / 2
            low, high = (middle, high) if self._echo(b, middle, look) < 1 else (low, middle)
        return low

    def covariance(self, beta: float, eta: float, *, nesterov: bool = False) -> Tensor:
        """Stationary covariance of (v, d), shape (2p, 2p). ｜ 速度与位移的平稳协方差。

        Parameters
        ----------
        beta, eta : float
            Momentum coefficient in [0, 1) and learning rate, positive.
        nesterov : bool
            Nesterov's step as PyTorch makes it.

        Raises
        ------
        ValueError
            If the second moments grow without bound, so that no covariance is stationary.
        """
        matrix = self.second_moments(beta, eta, nesterov=nesterov)
        if float(eta) >= (edge := self.edge(beta, nesterov=nesterov)):
            raise ValueError(
                f"eta must be below {edge:.6g}, the edge of mean-square stability for beta={beta} "
                f"and batch_size={self.batch_size}, got {eta}"
            )
        _, entry, _ = self._step(beta, eta, nesterov)
        fresh = (entry @ self.noise @ entry.T).reshape(-1)
        one = torch.eye(len(matrix), dtype=torch.float64)
        cloud: Tensor = torch.linalg.solve(one - matrix, fresh)
        return cloud.reshape(len(entry), len(entry))

    @property
    def _share(self) -> float:
        """Variance of the mean of a minibatch, in parts of that of one row."""
        n, B = len(self.design), self.batch_size
        return 1 / B if self.replacement else (n - B) / ((n - 1) * B) if n > 1 else 0.0

    def _step(self, beta: float, eta: float, nesterov: bool) -> tuple[Tensor, Tensor, Tensor]:
        """Matrices of one step of (v, d): of the state, of the gradient's noise, and d of the state."""
        b, e = _checks.coefficient("beta", beta), _checks.positive("eta", eta)
        look, stays = (b, b) if _checks.flag("nesterov", nesterov) else (0.0, 1.0)
        Q = self.loss.Q
        one, none = torch.eye(len(Q), dtype=Q.dtype), torch.zeros_like(Q)
        entry = torch.cat([one, -e * (1 + look) * one])
        kept = torch.cat([torch.cat([b * one, none], 1), torch.cat([-e * b * stays * one, one], 1)])
        point = torch.cat([none, one], 1)
        return kept + entry @ Q @ point, entry, point

    def _echo(self, beta: float, eta: float, nesterov: bool) -> float:
        """How much more noise the cloud makes than it was made of, at most: below 1 if stable."""
        step, entry, point = self._step(beta, eta, nesterov)
        made = torch.kron(entry, entry) @ self.growth
        system = torch.eye(len(step) ** 2, dtype=torch.float64) - torch.kron(step, step)
        cloud = torch.kron(point, point) @ torch.linalg.solve(system, made)
        return float(torch.linalg.eigvals(cloud).abs().max())
