r"""
Gradient descent in a ravine ｜ 峡谷中的梯度下降
================================================

With the learning rate 0.4, gradient descent on :math:`0.1x_1^2 + 2x_2^2` settles across the ravine at once and creeps along it.

学习率取 0.4 时，:math:`0.1x_1^2 + 2x_2^2` 上的梯度下降在横向很快就稳定下来，沿谷底却只能慢慢挪动。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.quadratic import RAVINE
from momentum.training import descend, momentum_step

ETA = 0.4
START = (-5.0, -2.0)
STEPS = 20

start = torch.tensor(START, dtype=torch.float64)
trace = descend(momentum_step(RAVINE.gradient, ETA), start, STEPS)
print(*(f"x{i} = {x:.6f}" for i, x in enumerate(trace.x[-1], 1)), sep="\n")

# sphinx_gallery_alt = "Level lines of a long ravine; a path of 20 steps zigzags twice, then creeps along the floor and stops far from the centre ｜ 狭长峡谷的等高线；20 步的轨迹先折返两次，然后沿谷底缓慢爬行，停在离中心还很远的地方"
fig, ax = plotting.figure()
plotting.contours(ax, RAVINE, (-5.5, 2), (-3, 3))
plotting.path(ax, trace)
ax.set(xlim=(-5.5, 2), ylim=(-3, 3))
plt.show()
