r"""
A wrong step ｜ 步子迈错
========================

Momentum on :math:`x^2/2` (grey, wide; in the last panel Nesterov's) and three faults (orange, thin). 4: the point moves with the velocity of the step before. 5: the factor :math:`1-\beta` twice. 6: :math:`g - \beta v` instead of :math:`g + \beta v`.

:math:`x^2/2` 上的动量法（灰，宽线，末一幅为 Nesterov 的变体）与三种错误（橙，细线）。4：点跟着上一步的速度走。5：因子 :math:`1-\beta` 乘了两次。6：把 :math:`g + \beta v` 写成了 :math:`g - \beta v`。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.training import descend, momentum_step

ETA, BETA = 0.13, 0.9
STEPS = 60

start = torch.ones(1, dtype=torch.float64)
right = descend(momentum_step(lambda x: x, ETA, BETA), start, STEPS).x
ahead = descend(lambda x, v: (x - ETA * (x + BETA * (BETA * v + x)), BETA * v + x), start, STEPS).x
stale = descend(lambda x, v: (x - ETA * v, BETA * v + x), start, STEPS).x
twice = descend(momentum_step(lambda x: x, ETA * (1 - BETA), BETA), start, STEPS).x
uphill = descend(lambda x, v: (x - ETA * (x - BETA * (BETA * v + x)), BETA * v + x), start, STEPS).x

# sphinx_gallery_alt = "Three panels, the healthy path grey, the faulty one orange: 4 swings wider and wider, 5 comes down ten times too slowly, 6 runs off the picture ｜ 三幅图，灰色是正确的轨迹，橙色有错误：4 摆幅越来越大，5 慢得多，6 冲出画面"
fig, axes = plotting.figure(7.6, 2.7, columns=3, sharey=True)
pairs = ((right, stale), (right, twice), (ahead, uphill))
for number, (ax, (healthy, faulty)) in enumerate(zip(axes, pairs, strict=True), 4):
    ax.plot(healthy, color="#999999", linewidth=4)
    ax.plot(faulty, color=plotting.COLOURS[1])
    ax.set_title(f"${number}$", loc="left")
    ax.set(xlabel="$t$", ylim=(-2.5, 2.5))
axes[0].set_ylabel("$x_t$")
plt.show()
