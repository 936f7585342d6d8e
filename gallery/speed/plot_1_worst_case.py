r"""
Four methods and the limit ｜ 四种方法与极限
============================================

The worst error over all eigenvalues in :math:`[\mu, L]`, as a share of the first, for :math:`\kappa = 25`: gradient descent at its best (blue, circles), the asymptotically best momentum (orange, squares), the cautious pair at half the edge (green, triangles), Chebyshev's method (the rim of the grey region). No method that combines past gradients enters the grey region.

:math:`\kappa = 25` 时，:math:`[\mu, L]` 上所有特征值中最坏的误差（与初始误差之比）：最优梯度下降（蓝，圆点）、渐近最优的动量法（橙，方块）、学习率取边界一半的稳妥参数（绿，三角）、切比雪夫方法（灰色区域的边缘）。凡是把过去的梯度组合起来的方法，都进不了灰色区域。
"""

import math

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.chebyshev import worst_case
from momentum.dynamics import best_gradient_descent, best_momentum, power

MU, L = 1.0, 25.0
STEPS = 40
FLOOR = 1e-8

kappa = L / MU
beta = ((kappa - math.sqrt(2 * kappa - 1)) / (kappa - 1)) ** 2
gd, hb = best_gradient_descent(MU, L), best_momentum(MU, L)
pairs = ((gd.eta, gd.beta), (hb.eta, hb.beta), ((1 + beta) / L, beta))

t = torch.arange(STEPS + 1)
lam = torch.linspace(MU, L, 1001, dtype=torch.float64)
limit = worst_case(t, MU, L)

# sphinx_gallery_alt = "Four curves falling from 1 on a logarithmic scale: gradient descent slowest; the best momentum first rises to 1.9, falls and then overtakes the cautious pair; Chebyshev's method is lowest throughout, on the rim of a grey region ｜ 对数坐标上从 1 下降的四条曲线：梯度下降最慢；最优动量法先升到 1.9 再下降，后来超过稳妥参数；切比雪夫方法始终最低，正是灰色区域的边缘"
fig, ax = plotting.figure(6.4, 4)
for (eta, b), colour in zip(pairs, plotting.COLOURS[:3], strict=True):
    worst = power(t[:, None], b, eta, lam)[..., 1, 1].abs().amax(1)
    ax.semilogy(t, worst, "o-", markersize=2.5, linewidth=1.2, color=colour)
ax.semilogy(t, limit, "o-", markersize=2.5, linewidth=1.2, color="black")
ax.fill_between(t, limit, FLOOR, color="#777777", alpha=0.25, linewidth=0)
ax.set(xlabel="$t$", ylabel=r"$\max_\lambda\, |p_t(\lambda)|$", xlim=(0, STEPS), ylim=(FLOOR, 4))
plotting.mark(ax)
plt.show()
