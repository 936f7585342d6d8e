r"""
Two maps side by side ｜ 并排的两张地图
=======================================

Spectral radius of one step of the momentum method (left) and of Nesterov's (right). Darker is faster; white diverges. Full lines are the borders of stability, dashed lines enclose the region where a coordinate swings; there the left map depends on :math:`\beta` alone, the right one gets faster with :math:`\eta\lambda` too.

动量法（左）与 Nesterov 动量（右）一步的谱半径。颜色越深越快，白色区域发散。实线是稳定区的边界，虚线之间坐标来回摆动：在那里，左图只取决于 :math:`\beta`，右图还随 :math:`\eta\lambda` 增大而变快。
"""

import torch

from momentum import dynamics, nesterov, plotting

POINTS = 401

beta = torch.linspace(0, 1, POINTS, dtype=torch.float64)
h = torch.linspace(0, 4, POINTS, dtype=torch.float64)
root = beta.sqrt()
lines = (  # the border of stability, and the two ends of the swinging region
    (dynamics, 2 + 2 * beta, (1 - root) ** 2, (1 + root) ** 2),
    (nesterov, (2 + 2 * beta) / (1 + 2 * beta), ((1 - beta) / (1 + beta)) ** 2, 0 * beta + 1),
)

# sphinx_gallery_alt = "Two maps over eta lambda from 0 to 4 and beta from 0 to 1. Left: the region of convergence widens from 2 to 4 as beta grows. Right: it narrows from 2 to 4/3, and a dark valley runs upwards along eta lambda 1 ｜ 两张地图，横轴 eta lambda 从 0 到 4，纵轴 beta 从 0 到 1。左：收敛区随 beta 增大从 2 展宽到 4。右：收敛区从 2 收窄到 4/3，沿 eta lambda 等于 1 有一条深色的谷"
fig, axes = plotting.figure(8.4, 3.8, columns=2, sharey=True)
for ax, (method, border, low, high) in zip(axes, lines, strict=True):
    radius = method.spectral_radius(beta[:, None], h)
    drawn = plotting.radius_map(ax, beta, h, radius)
    ax.plot(border, beta, color="black")
    for edge in (low, high):
        ax.plot(edge, beta, "--", color="black", linewidth=1)
    ax.set(xlim=(0, 4), ylim=(0, 1))
axes[1].set_ylabel("")
fig.colorbar(drawn, ax=axes, label=r"$\rho$")
