r"""Where momentum ends when its gradients are noisy. ｜ 梯度带噪声时动量法的平稳分布。

The model is one coordinate of a quadratic, with gradient :math:`\lambda x + \xi`: the noise has
mean 0 and variance :math:`\sigma^2` and is independent from step to step. With a constant learning
rate the point never settles; what settles is the covariance of velocity and point.
"""

from torch import Tensor

from momentum import _checks, _tensors
from momentum.dynamics import Real, _matrix

__all__ = ["stationary_covariance", "stationary_variance"]


def stationary_covariance(
    beta: Real, eta: Real, lam: Real, variance: Real = 1.0, *, nesterov: bool = False
) -> Tensor:
    r"""Covariance of velocity and point after very many noisy steps. ｜ 速度与点的平稳协方差。

    Parameters
    ----------
    beta, eta, lam : float or Tensor
        Momentum coefficient, learning rate (positive) and eigenvalue; broadcast.
    variance : float or Tensor
        Variance :math:`\sigma^2` of the gradient of one step, at least 0; broadcast.
    nesterov : bool
        Nesterov's step as PyTorch makes it, :math:`x \leftarrow x - \eta(g + \beta v)`, for
        ``beta`` in [0, 1).

    Returns
    -------
    Tensor, shape (..., 2, 2)
        float64; order :math:`(v, x)`, as in `momentum.dynamics.iteration_matrix`.

    Raises
    ------
    ValueError
        If the iteration is not stable somewhere, so that no covariance is stationary, or if
        ``eta`` is not positive or ``variance`` is negative.

    Notes
    -----
    Source: the solution of :math:`\Sigma = R\Sigma R^\top + \sigma^2 e e^\top`, as derived on the
    page. The point of the heavy ball agrees with Yuan, Ying and Sayed (2016) to leading order.

    Examples
    --------
    >>> stationary_covariance(beta=0.5, eta=0.5, lam=2.0)
    tensor([[ 2.0000, -0.5000],
            [-0.5000,  0.3750]], dtype=torch.float64)
    """
    given = {"beta": beta, "eta": eta, "lam": lam, "variance": variance}
    b, e, curvature, noise = _tensors.reals(**given)
    nesterov = _checks.flag("nesterov", nesterov)
    u, c = e * curvature, float(nesterov)
    border = (2 + 2 * b) / (1 + 2 * c * b)
    allowed = (b < 1) & ((b >= 0) if nesterov else (b > -1)) & (u > 0) & (u < border)
    if not bool(allowed.all()):
        raise ValueError(
            f"beta must lie in {'[0' if nesterov else '(-1'}, 1) and eta * lam in "
            f"(0, {'(2 + 2 * beta) / (1 + 2 * beta)' if nesterov else '2 + 2 * beta'}), "
            f"got beta={_checks.shown(beta)}, eta={_checks.shown(eta)} and lam={_checks.shown(lam)}"
        )
    if not bool(((e > 0) & (noise >= 0)).all()):
        raise ValueError(
            "eta must be positive and variance at least 0, "
            f"got eta={_checks.shown(eta)} and variance={_checks.shown(variance)}"
        )
    v = 2 * noise / ((1 - b + c * b * u) * (2 + 2 * b - (1 + 2 * c * b) * u))
    vx = -e * v * (1 + 2 * c * b) / 2
    x = e * v * (1 + b + c * b * u * (1 + 2 * b)) / (2 * curvature)
    return _tensors.computed(_matrix(v, vx, vx, x), **given)


def stationary_variance(
    beta: Real, eta: Real, lam: Real, variance: Real = 1.0, *, nesterov: bool = False
) -> Tensor:
    r"""Variance of the point after very many noisy steps. ｜ 点的平稳方差。

    Half of it, times the eigenvalue, is what the noise costs in this direction.

    Parameters
    ----------
    beta, eta, lam : float or Tensor
        Momentum coefficient, learning rate (positive) and eigenvalue; broadcast.
    variance : float or Tensor
        Variance :math:`\sigma^2` of the gradient of one step, at least 0; broadcast.
    nesterov : bool
        Nesterov's step as PyTorch makes it, for ``beta`` in [0, 1).

    Returns
    -------
    Tensor, shape (...)
        float64; close to :math:`\eta\sigma^2/(2\lambda(1-\beta))` as long as the steps are small.

    Raises
    ------
    ValueError
        As for `stationary_covariance`.

    Notes
    -----
    Source: Yuan, Ying and Sayed (2016) for the leading order; exact here.

    Examples
    --------
    >>> import torch
    >>> stationary_variance(beta=torch.tensor([0.0, 0.9]), eta=torch.tensor([0.1, 0.01]), lam=1.0)
    tensor([0.0526, 0.0501], dtype=torch.float64)
    """
    return stationary_covariance(beta, eta, lam, variance, nesterov=nesterov)[..., 1, 1]
