"""Convex quadratics. ｜ 凸二次函数。"""

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Best", "Quadratic"]


@dataclass(frozen=True)
class Quadratic:
    """A convex quadratic :math:`x^2`. ｜ 凸二次函数。

    Parameters
    ----------
    Q : Tensor, shape (n, n)
        Symmetric and positive definite; floating point.
    b : float, optional
        Constant term of the function.

    Raises
    ------
    TypeError
        If ``Q`` is not a floating-point tensor.
    """

    Q: float
    b: float = 0.0

    def step(self, closure: object = None) -> float:
        """Take one step. ｜ 走一步。

        Parameters
        ----------
        closure : callable, optional
            Computes the gradients anew.

        Returns
        -------
        float or None
            What the closure returned.
        """
        raise NotImplementedError


class Best(NamedTuple):
    """Best parameters and their rate. ｜ 最优参数及其收敛率。"""

    eta: float
    beta: float
