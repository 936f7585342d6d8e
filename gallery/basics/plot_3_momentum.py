r"""
Momentum in the ravine ｜ 峡谷中的动量法
========================================

The same learning rate 0.6 that made gradient descent diverge. With :math:`\beta = 0.5` the path reaches the centre.

同样是让梯度下降发散的学习率 0.6。加上 :math:`\beta = 0.5`，轨迹便到达了中心。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.quadratic import RAVINE
from momentum.training import descend, momentum_step

ETA = 0.6
BETA = 0.5
START = (-5.0, -2.0)
STEPS = 20

start = torch.tensor(START, dtype=torch.float64)
trace = descend(momentum_step(RAVINE.gradient, ETA, BETA), start, STEPS)
print(*(f"x{i} = {x:.6f}" for i, x in enumerate(trace.x[-1], 1)), sep="\n")

# sphinx_gallery_alt = "Level lines of the ravine; the path swings a few times across the floor and reaches the centre ｜ 峡谷的等高线；轨迹横跨谷底摆动几次后到达中心"
fig, ax = plotting.figure()
plotting.contours(ax, RAVINE, (-5.5, 2), (-3, 3))
plotting.path(ax, trace)
ax.set(xlim=(-5.5, 2), ylim=(-3, 3))
plt.show()
