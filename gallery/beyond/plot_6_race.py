r"""
A race in a bent valley ｜ 弯曲峡谷中的一场赛跑
===============================================

Gradient descent (blue, circles), heavy ball (orange, squares) and Nesterov's method (green, triangles), all with :math:`\eta = 0.0015`, and Adam (pink, diamonds) with :math:`\eta = 0.05`, in Rosenbrock's valley. **a**: the paths; the cross is the minimiser. **b**: height above the minimum, with the target dashed. Nesterov's method is among the first at the target and does not stay below it.

Rosenbrock 峡谷中的梯度下降（蓝，圆点）、重球法（橙，方块）与 Nesterov 动量（绿，三角），都取 :math:`\eta = 0.0015`，以及取 :math:`\eta = 0.05` 的 Adam（粉，菱形）。**a**：轨迹，叉号为极小点。**b**：高出极小值的高度，虚线为目标。Nesterov 动量早早到达目标，却留不住。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.landscapes import ROSENBROCK
from momentum.training import descend, momentum_step

START = (-1.2, 1.0)
ETA, BETA, ADAM = 0.0015, 0.9, 0.05
TARGET = 1e-3
STEPS = 5000
LEVELS = (0.5, 3, 10, 30, 80, 200)

start = torch.tensor(START, dtype=torch.float64)
paths = [
    descend(momentum_step(ROSENBROCK.gradient, ETA, beta, nesterov=nesterov), start, STEPS).x
    for beta, nesterov in ((0.0, False), (BETA, False), (BETA, True))
]
x = start.clone().requires_grad_()
adam, points = torch.optim.Adam([x], lr=ADAM), [start]
for _ in range(STEPS):
    x.grad = ROSENBROCK.gradient(x.detach())
    adam.step()
    points.append(x.detach().clone())
paths.append(torch.stack(points))

# sphinx_gallery_alt = "a: a valley bent like a parabola; four paths leave its left arm, and three of them end at the cross. b: heights on a logarithmic scale; the orange one falls to nothing at once, the pink one later, the blue one crawls below the dashed line near the end, the green one crosses it early and swings about it for ever ｜ a：像抛物线一样弯曲的峡谷，四条轨迹从左臂出发，其中三条走到叉号处。b：对数坐标上的高度，橙色很快降到底，粉色稍晚，蓝色快结束时才爬到虚线之下，绿色很早就越过虚线，之后一直在它上下摆动"
fig, (plane, height) = plotting.figure(8, 3.8, columns=2)
plotting.contours(plane, ROSENBROCK, (-2.0, 2.0), (-1.0, 3.0), LEVELS)
for path in paths:
    plane.plot(*path.T, linewidth=1.2, alpha=0.8)
    height.semilogy(ROSENBROCK.value(path), linewidth=1.2, alpha=0.8)
plane.plot(1, 1, "x", color="black", markersize=10)
height.axhline(TARGET, color="black", linestyle="--", linewidth=0.8)
height.set(xlabel="$t$", ylabel=r"$f(x_t) - f^*$", ylim=(1e-12, 1e3))
for ax in (plane, height):
    plotting.mark(ax)
plt.show()
