r"""
A learning rate too large for the ravine ｜ 对峡谷来说过大的学习率
==================================================================

With the learning rate 0.6, every step overshoots in :math:`x_2` by a factor of 1.4. Only the first six of the twenty steps fit into the picture.

学习率取 0.6 时，每一步都在 :math:`x_2` 方向上冲过头，幅度是上一步的 1.4 倍。20 步中只有前 6 步还留在图内。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.quadratic import RAVINE
from momentum.training import descend, momentum_step

ETA = 0.6
START = (-5.0, -2.0)
STEPS = 20

start = torch.tensor(START, dtype=torch.float64)
trace = descend(momentum_step(RAVINE.gradient, ETA), start, STEPS)
print(*(f"x{i} = {x:.6f}" for i, x in enumerate(trace.x[-1], 1)), sep="\n")

# sphinx_gallery_alt = "Level lines of the ravine; a path jumps from wall to wall, each jump larger than the last ｜ 峡谷的等高线；轨迹在两壁之间来回跳跃，一次比一次跳得远"
fig, ax = plotting.figure()
plotting.contours(ax, RAVINE, (-5.5, 2), (-16, 16))
plotting.path(ax, trace)
ax.set(xlim=(-5.5, 2), ylim=(-16, 16))
plt.show()
