r"""
Resuming without the velocity ｜ 恢复训练时丢了速度
====================================================

Two parabolas, :math:`\eta = 1` and :math:`\beta = 0.95`. At the rings the run is stopped and resumed, with the velocity (blue, circles) or from the weights alone (orange, squares). **a**: :math:`\lambda = 1/2500`, overdamped: the velocity carries all progress, and each loss of it costs about :math:`\beta/(1-\beta) = 19` steps. **b**: :math:`\lambda = 1/80`: the point swings, and here losing the velocity even helps.

两条抛物线，:math:`\eta = 1`，:math:`\beta = 0.95`。在圆环处中断后恢复：蓝线（圆点）连同速度一起恢复，橙线（方块）只凭权重。**a**：:math:`\lambda = 1/2500`，过阻尼，全靠速度前进，每丢一次约损失 :math:`\beta/(1-\beta) = 19` 步。**b**：:math:`\lambda = 1/80`，点在摆动，丢掉速度反而有利。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.training import descend, momentum_step

ETA = 1.0
BETA = 0.95
EIGENVALUES = (1 / 2500, 1 / 80)
STOPS = (50, 100, 150)
STEPS = 200

# sphinx_gallery_alt = "a: two falling curves that part at the first of three rings; after each ring the orange one starts flat again and falls behind. b: the blue curve swings around zero, the orange one swings less after each ring ｜ a：两条下降曲线在第一个圆环处分开，每个圆环之后橙线都重新从水平起步，越落越远。b：蓝线绕零摆动，橙线在每个圆环之后摆幅更小"
fig, axes = plotting.figure(8, 3.4, columns=2)
for ax, lam in zip(axes, EIGENVALUES, strict=True):
    step = momentum_step(lambda x, lam=lam: lam * x, ETA, BETA)
    x, broken = torch.ones(1, dtype=torch.float64), []
    ax.plot(descend(step, x, STEPS).x)
    for begin, end in zip((0, *STOPS), (*STOPS, STEPS), strict=True):
        path = descend(step, x, end - begin).x  # from rest: the velocity is lost
        broken.append(path[:-1])
        x = path[-1]
    broken = torch.cat([*broken, x[None]])
    ax.plot(broken)
    ax.plot(STOPS, broken[list(STOPS)], "o", color="#555555", markersize=11, fillstyle="none")
    ax.set(xlabel="$t$", ylabel="$x_t$", title=rf"$\lambda = 1/{1 / lam:.0f}$")
for ax in axes:
    plotting.mark(ax)
plt.show()
