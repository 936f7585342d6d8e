r"""Proofs in rational numbers that heavy ball converges beyond quadratics. ｜ 重球法在二次函数之外收敛的有理数证书。

For :math:`f` with :math:`f - \frac\mu2\|\cdot\|^2` and :math:`\frac L2\|\cdot\|^2 - f` convex, let
:math:`\varphi = (f - f^* - \frac\mu2\|x - x^*\|^2)/(L-\mu)` and :math:`r_t = \nabla\varphi(x_t)`. A
certificate is a quadratic form :math:`P` of :math:`\xi_t = (x_{t-1}-x^*, x_t-x^*, r_t)` with which
:math:`V_t = \varphi(x_t) + \xi_t^\top P\xi_t` falls at least to :math:`\rho^2` times its size in every step.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from momentum import _checks

__all__ = ["HEAVY_BALL", "Certificate"]

Matrix: TypeAlias = list[list[Fraction]]
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Certificate:
    r"""Six numbers that prove a rate for all learning rates of an interval. ｜ 六个数，证明一个区间内的收敛率。

    Parameters
    ----------
    beta : int or Fraction
        Momentum coefficient, in [0, 1).
    low, high : int or Fraction
        Ends of the interval of learning rates, positive.
    rate : int or Fraction
        The rate :math:`\rho` that is claimed, in (0, 1).
    entries : tuple of six int or Fraction
        The form :math:`P`, its upper triangle row by row.
    mu, L : int or Fraction
        Bounds of the curvature, :math:`0 < \mu < L`.

    Raises
    ------
    TypeError, ValueError
        If a number is not exact or breaks its rule.

    Notes
    -----
    Source: the inequalities of Taylor, Hendrickx and Glineur (2017); found with a solver, rounded,
    and checked here without one.

    Examples
    --------
    >>> HEAVY_BALL[0].holds(), HEAVY_BALL[0].rate
    (True, Fraction(963, 1000))
    """

    beta: Fraction
    low: Fraction
    high: Fraction
    rate: Fraction
    entries: tuple[Fraction, ...]
    mu: Fraction = Fraction(1)
    L: Fraction = Fraction(25)

    def __post_init__(self) -> None:
        for name in ("beta", "low", "high", "rate", "mu", "L"):
            object.__setattr__(self, name, _checks.rational(name, getattr(self, name)))
        six = _checks.instance("entries", self.entries, tuple, list)
        if len(six) != 6:
            raise ValueError(f"entries must be six numbers, got {len(six)}")
        exact = tuple(_checks.rational(f"entries[{i}]", one) for i, one in enumerate(six))
        object.__setattr__(self, "entries", exact)
        for rule, kept in (
            ("beta must lie in [0, 1)", 0 <= self.beta < 1),
            ("rate must lie in (0, 1)", 0 < self.rate < 1),
            ("low must be positive", self.low > 0),
            ("high must be at least low", self.high >= self.low),
            ("mu must be positive", self.mu > 0),
            ("L must be greater than mu", self.mu < self.L),
        ):
            if not kept:
                raise ValueError(f"{rule}, got {_checks.shown(getattr(self, rule.split()[0]))}")

    def form(self) -> Matrix:
        r"""Return the matrix :math:`P`, 3 by 3. ｜ 矩阵 P。"""
        a, b, c, d, e, f = self.entries
        return [[a, b, c], [b, d, e], [c, e, f]]

    def decrease(self, eta: Fraction) -> Matrix:
        r"""Return what :math:`\rho^2V_t - V_{t+1}` is at least, as a form. ｜ 下降量的下界。

        Its variables are :math:`x_{t-1}-x^*, x_t-x^*, r_t, r_{t+1}`: four rows and columns.

        Parameters
        ----------
        eta : int or Fraction
            Learning rate, positive.
        """
        eta = _checks.rational("eta", eta)
        if eta <= 0:
            raise ValueError(f"eta must be positive, got {_checks.shown(eta)}")
        square, P = self.rate**2, self.form()
        before, x, r, new_r = ([Fraction(i == j) for j in range(4)] for i in range(4))
        after = [-self.beta, 1 + self.beta - eta * self.mu, -eta * (self.L - self.mu), Fraction(0)]
        gap = [square * p - q for p, q in zip(x, after, strict=True)]
        terms = [(new_r, gap, Fraction(1)), (new_r, new_r, HALF), (r, r, HALF * square)]
        terms += [(r, new_r, -square)]
        for state, sign in (((before, x, r), square), ((x, after, new_r), Fraction(-1))):
            terms += [(state[a], state[b], sign * P[a][b]) for a in range(3) for b in range(3)]
        return [
            [
                sum((k * HALF * (p[i] * q[j] + p[j] * q[i]) for p, q, k in terms), Fraction(0))
                for j in range(4)
            ]
            for i in range(4)
        ]

    def holds(self) -> bool:
        """Whether the proof is one, for all learning rates of the interval. ｜ 证书是否成立。"""
        P = self.form()
        P[2][2] += HALF
        ends = (self.decrease(eta) for eta in (self.low, self.high))
        return _positive(P) and all(map(_positive, ends))


def _positive(matrix: Matrix) -> bool:
    """Tell whether a symmetric matrix is positive definite, by elimination."""
    rows = [row[:] for row in matrix]
    for k, pivot in enumerate(rows):
        if pivot[k] <= 0:
            return False
        for row in rows[k + 1 :]:
            factor = row[k] / pivot[k]
            row[:] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
    return True


def _certificate(low: str, high: str, rate: str, *entries: int, beta: str = "4/9") -> Certificate:
    """Read a row of the table; entries are thousandths."""
    beta_, low_, high_, rate_ = map(Fraction, (beta, low, high, rate))
    return Certificate(beta_, low_, high_, rate_, tuple(Fraction(n, 1000) for n in entries))


HEAVY_BALL = (
    _certificate("0.02", "0.03", "0.963", 319, -349, 37, 399, -57, 12),
    _certificate("0.03", "0.04", "0.944", 283, -317, 89, 373, -123, 114),
    _certificate("0.04", "0.05", "0.924", 211, -246, 134, 303, -182, 166),
    _certificate("0.05", "0.06", "0.902", 144, -178, 161, 234, -228, 183),
    _certificate("0.06", "0.065", "0.879", 118, -153, 177, 211, -262, 212),
    _certificate("0.065", "0.07", "0.876", 106, -138, 182, 193, -270, 235),
    _certificate("0.07", "0.08", "0.916", 105, -122, 189, 160, -246, 233),
    _certificate("0.08", "0.09", "0.954", 101, -105, 202, 129, -228, 237),
    _certificate("0.09", "0.095", "0.965", 95, -95, 209, 116, -227, 256),
    _certificate("0.095", "0.0975", "0.972", 93, -91, 214, 109, -225, 265),
    _certificate("0.0975", "0.1", "0.994", 97, -89, 220, 103, -214, 276),
)
r"""For :math:`\mu = 1`, :math:`L = 25`, :math:`\beta = \frac49`, from 0.02 to 0.1. ｜ 从 0.02 到 0.1 的证书。

:meta hide-value:
"""
