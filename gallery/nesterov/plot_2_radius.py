r"""
The map of Nesterov's momentum ｜ Nesterov 动量的地图
=====================================================

Spectral radius of one step. Darker is faster; where the map is blank, the method diverges. The full line is the border :math:`\eta\lambda = 2(1+\beta)/(1+2\beta)`, the dotted one that of the momentum method, :math:`2 + 2\beta`. Regions: 1 overdamped, 2 underdamped, 3 alternating, 4 divergent. On the plateau of the momentum method the rate depends on :math:`\beta` alone; here it gets better with :math:`\eta\lambda` too, down to 0 at 1. The dots are the ravine at :math:`\eta = 0.45`, without momentum.

迭代矩阵的谱半径。颜色越深越快，空白处发散。实线是边界 :math:`\eta\lambda = 2(1+\beta)/(1+2\beta)`，点线是动量法的边界 :math:`2 + 2\beta`。区域：1 过阻尼，2 欠阻尼，3 正负交替，4 发散。在动量法的平台上，收敛率只取决于 :math:`\beta`；在这里，它还随 :math:`\eta\lambda` 增大而变小，到 1 处降为 0。图中的点是 :math:`\eta = 0.45`、不用动量时的峡谷。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.nesterov import regime, spectral_radius
from momentum.quadratic import RAVINE

POINTS, DOTS, ETA = 241, 5, 0.45
PLACES = ((0.19, 0.12), (0.75, 0.4), (1.25, 0.4), (3.0, 0.2))

beta = torch.linspace(0, 1, POINTS, dtype=torch.float64)
h = torch.linspace(0, 4, POINTS, dtype=torch.float64)
low, high = RAVINE.eigenvalues.log()
lam = torch.linspace(low, high, DOTS, dtype=torch.float64).exp()
print(*(f"{number}: {regime(b, x)}" for number, (x, b) in enumerate(PLACES, 1)), sep="\n")

# sphinx_gallery_alt = "A map over eta lambda from 0 to 4 and beta from 0 to 1: the region of convergence narrows from 2 to 4/3 as beta grows, and a dark valley runs upwards along eta lambda 1; a dotted line leans the other way, from 2 to 4; five dots on the bottom line ｜ 横轴 eta lambda 从 0 到 4、纵轴 beta 从 0 到 1 的地图：收敛区随 beta 增大从 2 收窄到 4/3，沿 eta lambda 等于 1 有一条深色的谷；一条点线向另一侧倾斜，从 2 到 4；底边上有五个点"
fig, ax = plotting.figure(6.4, 4.2)
drawn = plotting.radius_map(ax, beta, h, spectral_radius(beta[:, None], h))
ax.plot((2 + 2 * beta) / (1 + 2 * beta), beta, color="black")
ax.plot(2 + 2 * beta, beta, ":", color="black", linewidth=1)
for edge in (((1 - beta) / (1 + beta)) ** 2, 0 * beta + 1):
    ax.plot(edge, beta, "--", color="black", linewidth=1)
for number, (x, y) in enumerate(PLACES, 1):
    ax.text(x, y, f"${number}$", ha="center", va="center", fontsize=15)
ax.plot(ETA * lam, 0 * lam, "o", color="black", markersize=5, clip_on=False)
ax.set(xlim=(0, 4), ylim=(0, 1))
fig.colorbar(drawn, label=r"$\rho$")
plt.show()
