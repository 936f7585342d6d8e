r"""
Where the gradient is taken ｜ 在哪里求梯度
===========================================

One walk in the ravine, thrice, with the same :math:`\gamma` and :math:`c`. 1: the points :math:`\mathbf{z}_t`, which take the steps. 2: their average :math:`\mathbf{x}_t`. 3: where the gradient is taken, :math:`\mathbf{y}_t`. **a**: at :math:`\mathbf{z}_t`, :math:`b = 0`; **b**: between, :math:`b = 1-c`, which is Nesterov's method; **c**: at :math:`\mathbf{x}_t`, :math:`b = 1`, which is heavy ball.

同样的 :math:`\gamma` 与 :math:`c`，在峡谷中走三次。1：走步的点 :math:`\mathbf{z}_t`。2：它们的平均 :math:`\mathbf{x}_t`。3：求梯度的点 :math:`\mathbf{y}_t`。**a**：就在 :math:`\mathbf{z}_t` 处求，:math:`b = 0`；**b**：在两者之间，:math:`b = 1-c`，即 Nesterov 动量；**c**：在 :math:`\mathbf{x}_t` 处求，:math:`b = 1`，即重球法。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.quadratic import RAVINE
from momentum.walks import averaged_walk

GAMMA, C, STEPS = 0.45, 0.2, 14
PLACES = (0.0, 1 - C, 1.0)
START = (-5.0, -2.0)

# sphinx_gallery_alt = "Three panels of the ravine, each with a thin line 1 and a bold line 2 from one start, and rings 3. a: line 1 jumps to and fro across the floor, line 2 glides down to it, the rings sit on line 1. b: line 1 swings out far and slowly, line 2 crosses the floor once, the rings stand beside line 2, towards line 1. c: line 1 swings farthest, line 2 swings to and fro, the rings sit on line 2 ｜ 三幅峡谷图，每幅从同一起点画出细线 1 与粗线 2，另有圆环 3。a：线 1 在谷底两侧来回跳，线 2 平滑地滑向谷底，圆环都在线 1 上。b：线 1 缓缓地摆得很远，线 2 越过谷底一次，圆环在线 2 旁边、偏向线 1 的一侧。c：线 1 摆得最远，线 2 来回摆动，圆环都在线 2 上"
fig, axes = plotting.figure(9, 3.4, columns=3, sharey=True)
for ax, b in zip(axes, PLACES, strict=True):
    start = torch.tensor(START, dtype=torch.float64)
    walk = averaged_walk(RAVINE.gradient, GAMMA, b, [C] * STEPS, start)
    plotting.contours(ax, RAVINE, (-6, 2), (-5, 5))
    ax.plot(*walk.z.T, linewidth=0.8, label="$1$")
    ax.plot(*walk.x.T, linewidth=1.8, label="$2$")
    ax.plot(*walk.y.T, "o", markersize=9, fillstyle="none", label="$3$")
    plotting.mark(ax)
    ax.set(xlim=(-6, 2), ylim=(-5, 5))
    ax.label_outer()
axes[0].legend(loc="upper right")
plt.show()
