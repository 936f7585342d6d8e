r"""
Half the edge ｜ 取边界的一半
=============================

Steps until the excess loss has fallen by the factor :math:`10^6`, with full gradients of the airfoil data and quadratic features (:math:`\kappa \approx 1533`), against :math:`\eta` as a share of the edge :math:`2(1+\beta)/L`. Rings stand at half the edge. At the right margin the steep direction takes ever longer, and beyond it the method diverges.

翼型数据加二次特征（:math:`\kappa \approx 1533`），全梯度，超额损失降到百万分之一所需的步数；横轴是 :math:`\eta` 与边界 :math:`2(1+\beta)/L` 之比。圆环在边界的一半处。靠近右端，最陡的方向越来越慢；再过去就发散。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.data import airfoil
from momentum.dynamics import power
from momentum.quadratic import least_squares

BETAS = (0.0, 0.8, 0.9, 0.93, 0.96, 0.98)
SHARES = torch.cat([torch.linspace(0.02, 0.98, 49), torch.linspace(0.985, 0.9999, 16)]).double()
STEPS = 5000
FACTOR = 1e-6

x, y = airfoil(torch.float64)
i, j = torch.triu_indices(5, 5)
f = least_squares(torch.cat([torch.ones(len(x), 1), x, x[:, i] * x[:, j]], 1), y)
z0 = f.to_eigenbasis(torch.zeros_like(f.c))
share_of = f.eigenvalues * z0**2 / (f.eigenvalues * z0**2).sum()
t = torch.logspace(1.5, 3.7, 400).round().unique()[:, None]


def steps_needed(eta, beta):
    """Give the step from which the excess stays below the factor; nan beyond the horizon."""
    excess = power(t, beta, eta, f.eigenvalues)[..., 1, 1] ** 2 @ share_of
    last = int((excess >= FACTOR).nonzero().max())
    return float(t[last + 1]) if last + 1 < len(t) else float("nan")


# sphinx_gallery_alt = "Six curves of steps against the share of the edge, logarithmic: for beta 0.8 and 0.9 they fall all the way; for beta 0.93 the curve falls until one half and then stays flat near 190; for 0.96 and 0.98 it is flat from early on, near 330 and 660; beta 0 stays above 3000. All turn up at the right margin ｜ 六条曲线，步数（对数）随所占边界比例的变化：beta 为 0.8 与 0.9 时一路下降；0.93 时降到一半处，之后平在约 190 步；0.96 与 0.98 很早就平了，约 330 与 660 步；beta 为 0 时始终高于 3000 步。到右端都向上翘起"
fig, ax = plotting.figure(6.4, 4)
for beta in BETAS:
    edge = 2 * (1 + beta) / float(f.eigenvalues[-1])
    needed = [steps_needed(share * edge, beta) for share in SHARES.tolist()]
    (line,) = ax.semilogy(SHARES, needed, label=rf"$\beta = {beta}$", linewidth=1.4)
    ax.plot(0.5, steps_needed(edge / 2, beta), "o", fillstyle="none", color=line.get_color())
ax.set(xlabel=r"$\eta \,/\, \eta_{\max}$", ylabel="$t$", xlim=(0, 1), ylim=(100, 5000))
plotting.mark(ax)
ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
plt.show()
