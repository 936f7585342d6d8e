r"""
A bad memory ｜ 记性不好
========================

Momentum on :math:`x^2/2` (grey, wide) and three faults (orange, thin). 1: the velocity is lost at every step. 2: it never fades. 3: it is lost once, when training is resumed at the dotted line.

:math:`x^2/2` 上的动量法（灰，宽线）与三种错误（橙，细线）。1：每一步都丢失速度。2：速度永不淡去。3：在虚线处中断后继续训练，速度丢失了一次。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.training import descend, momentum_step

ETA, BETA = 0.03, 0.9
STEPS = 100
STOP = 6

start = torch.ones(1, dtype=torch.float64)
healthy = momentum_step(lambda x: x, ETA, BETA)
right = descend(healthy, start, STEPS).x
lost = descend(lambda x, v: (x - ETA * x, x), start, STEPS).x
endless = descend(lambda x, v: (x - ETA * (v + BETA * x), v + BETA * x), start, STEPS).x
resumed = torch.cat([right[:STOP], descend(healthy, right[STOP], STEPS - STOP).x])

# sphinx_gallery_alt = "Three panels, the healthy path grey, the faulty one orange: 1 creeps towards zero, 2 swings for ever, 3 leaves the healthy path at the dotted line with a kink ｜ 三幅图，灰色是正确的轨迹，橙色有错误：1 慢慢爬向零，2 永远摆动，3 在虚线处一折，离开正确的轨迹"
fig, axes = plotting.figure(7.6, 2.7, columns=3, sharey=True)
for number, (ax, faulty) in enumerate(zip(axes, (lost, endless, resumed), strict=True), 1):
    ax.plot(right, color="#999999", linewidth=4)
    ax.plot(faulty, color=plotting.COLOURS[1])
    ax.set_title(f"${number}$", loc="left")
    ax.set(xlabel="$t$", ylim=(-1.3, 1.3))
axes[2].axvline(STOP, color="black", linestyle=":", linewidth=1)
axes[0].set_ylabel("$x_t$")
plt.show()
