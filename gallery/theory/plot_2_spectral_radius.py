r"""
The map of momentum ｜ 动量法的地图
===================================

Spectral radius of one momentum step over :math:`\eta\lambda` and :math:`\beta`. Darker is faster; where the map is blank, the method diverges. The full line is the border :math:`\eta\lambda = 2 + 2\beta`, the dashed lines :math:`(1 \mp \sqrt\beta)^2` part the regimes: 1 overdamped, 2 underdamped, 3 alternating, 4 divergent. On the left dashed line lies critical damping. A problem is a row of dots, from its smallest eigenvalue to its largest, and the slowest dot decides; here gradient descent at its best.

动量法迭代矩阵的谱半径，横轴为 :math:`\eta\lambda`，纵轴为 :math:`\beta`。颜色越深越快，空白处发散。实线是边界 :math:`\eta\lambda = 2 + 2\beta`，虚线 :math:`(1 \mp \sqrt\beta)^2` 分开各区：1 过阻尼，2 欠阻尼，3 正负交替，4 发散。左边的虚线对应临界阻尼。一个问题是一排点，从最小的特征值到最大的特征值，快慢由最慢的点决定；图中是取最优学习率的梯度下降。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.dynamics import best_gradient_descent, regime, spectral_radius

POINTS, DOTS, KAPPA = 241, 5, 9
PLACES = ((0.19, 0.12), (1.0, 0.4), (2.03, 0.12), (3.0, 0.2))

beta = torch.linspace(0, 1, POINTS, dtype=torch.float64)
h = torch.linspace(0, 4, POINTS, dtype=torch.float64)
lam = KAPPA ** -torch.linspace(0, 1, DOTS, dtype=torch.float64)
best = best_gradient_descent(1 / KAPPA, 1)
print(*(f"{number}: {regime(b, x)}" for number, (x, b) in enumerate(PLACES, 1)), sep="\n")
print("rates of the dots:", spectral_radius(best.beta, best.eta * lam))

# sphinx_gallery_alt = "A map over eta lambda from 0 to 4 and beta from 0 to 1: the region of convergence widens to the right as beta grows, and is darkest near eta lambda 1 and beta 0; five dots on the bottom line ｜ 横轴 eta lambda 从 0 到 4、纵轴 beta 从 0 到 1 的地图：收敛区随 beta 增大向右展宽，在 eta lambda 为 1、beta 为 0 附近颜色最深；底边上有五个点"
fig, ax = plotting.figure(6.4, 4.2)
drawn = plotting.radius_map(ax, beta, h, spectral_radius(beta[:, None], h))
ax.plot(2 + 2 * beta, beta, color="black")
ax.plot((1 - beta.sqrt()) ** 2, beta, "--", color="black", linewidth=1)
ax.plot((1 + beta.sqrt()) ** 2, beta, "--", color="black", linewidth=1)
for number, (x, y) in enumerate(PLACES, 1):
    ax.text(x, y, f"${number}$", ha="center", va="center", fontsize=15)
ax.plot(best.eta * lam, best.beta + 0 * lam, "o", color="black", markersize=5, clip_on=False)
ax.set(xlim=(0, 4), ylim=(0, 1))
fig.colorbar(drawn, label=r"$\rho$")
plt.show()
