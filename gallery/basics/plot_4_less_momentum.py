r"""
Half the coefficient ｜ 动量系数减半
=====================================

With :math:`\beta = 0.25` the path still converges, by the factor 0.86 a step: slower than with 0.5, but gradient descent diverges here.

取 :math:`\beta = 0.25`，轨迹仍然收敛，平均每步把误差乘以 0.86：比取 0.5 慢，而梯度下降在这里是发散的。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.quadratic import RAVINE
from momentum.training import descend, momentum_step

ETA = 0.6
BETA = 0.25
START = (-5.0, -2.0)
STEPS = 20

start = torch.tensor(START, dtype=torch.float64)
trace = descend(momentum_step(RAVINE.gradient, ETA, BETA), start, STEPS)
print(*(f"x{i} = {x:.6f}" for i, x in enumerate(trace.x[-1], 1)), sep="\n")

# sphinx_gallery_alt = "Level lines of the ravine; the path zigzags across the floor with slowly shrinking swings while it moves to the centre ｜ 峡谷的等高线；轨迹一边向中心移动，一边以缓慢减小的幅度左右摆动"
fig, ax = plotting.figure()
plotting.contours(ax, RAVINE, (-5.5, 2), (-3, 3))
plotting.path(ax, trace)
ax.set(xlim=(-5.5, 2), ylim=(-3, 3))
plt.show()
