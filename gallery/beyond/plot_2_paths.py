r"""
Two bent landscapes ｜ 两处弯曲的地形
======================================

Gradient descent (blue, circles), heavy ball (orange, squares) and Nesterov's method (green, triangles) on the functions of Rosenbrock (**a**) and Beale (**b**), 300 steps each. Each method was given 24 trials, spread evenly on logarithmic scales over :math:`10^{-5} \le \eta \le 10^{-1}` and :math:`0.02 \le 1-\beta \le 0.4`, and the trial with the lowest mean height over its path is drawn. The large framed squares are the last points, the cross is the minimiser.

Rosenbrock 函数（**a**）与 Beale 函数（**b**）上的梯度下降（蓝，圆点）、重球法（橙，方块）与 Nesterov 动量（绿，三角），各走 300 步。每种方法都试 24 组参数，在对数坐标上均匀分布于 :math:`10^{-5} \le \eta \le 10^{-1}`、:math:`0.02 \le 1-\beta \le 0.4`，画出全程平均高度最低的一次。带边框的大方块为最后一点，叉号为极小点。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.landscapes import BEALE, ROSENBROCK
from momentum.networks import tune
from momentum.training import descend

STEPS = 300
TRIALS = 24
PLACES = (
    (ROSENBROCK, (-1.2, 1.0), (1.0, 1.0), (-1.8, 1.6), (-0.6, 2.0), (0.5, 3, 10, 30, 80, 200)),
    (BEALE, (1.0, 1.0), (3.0, 0.5), (-0.5, 4.0), (-1.6, 1.4), (0.1, 0.5, 2, 6, 15, 40)),
)


def walk(f, start, method, u, w):
    """Take the path of one trial; `method` 0, 1, 2 is the colour in the docstring."""
    eta, beta = 1e-5 * 1e4**u, (method > 0) * (1 - 0.4 * 0.05**w)

    def step(x, v):
        g = f.gradient(x)
        v = beta * v + g
        return x - eta * (g + beta * v if method == 2 else v), v

    return descend(step, torch.tensor(start, dtype=torch.float64), STEPS)


# sphinx_gallery_alt = "a: a valley bent like a parabola; the blue path leaps across the bend and stops short of the cross, the orange one gets closer, the green one arrives. b: on a landscape with a flat floor all three arrive ｜ a：像抛物线一样弯曲的峡谷，蓝色轨迹一步跃过弯道，停在离叉号较远处，橙色更近，绿色到达。b：平底地形上，三条轨迹都到达"
fig, axes = plotting.figure(8, 3.8, columns=2)
for ax, (f, start, best, x1, x2, levels) in zip(axes, PLACES, strict=True):
    plotting.contours(ax, f, x1, x2, levels)
    for method in range(3):

        def height(u, w, f=f, start=start, method=method):
            trace = walk(f, start, method, u, w)
            return float("inf") if trace.diverged_at else float(f.value(trace.x).mean())

        trace = walk(f, start, method, *tune(height, TRIALS))
        plotting.path(ax, trace, alpha=0.8, zorder=3 - method, markevery=3)
        ax.plot(*trace.x[-1], "s", color="black", markersize=9 - 2 * method, zorder=5)
        ax.plot(
            *trace.x[-1], "s", color=plotting.COLOURS[method], markersize=7 - 2 * method, zorder=6
        )
    ax.plot(*best, "x", color="black", markersize=10)
    ax.set(xlim=x1, ylim=x2)
plt.show()
