r"""
A cycle on a convex function ｜ 凸函数上的循环
===============================================

A convex function whose curvature is 1 or 25, and the pair :math:`\eta = \frac19`, :math:`\beta = \frac49` that is best on quadratics with these curvatures. From 3.3 heavy ball runs into a cycle of three points (**a**: on the graph, with the middle piece shaded). **b**: the same start with gradient descent, Nesterov's method (N) and heavy ball with a smaller step, which all arrive.

一个曲率为 1 或 25 的凸函数，参数取曲率在此范围内的二次函数上最优的 :math:`\eta = \frac19`、:math:`\beta = \frac49`。从 3.3 出发，重球法陷入三个点的循环（**a**：画在函数图像上，阴影为中间一段）。**b**：同一起点的梯度下降、Nesterov 动量 (N)，以及步子较小的重球法，它们都能到达。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.dynamics import best_gradient_descent, best_momentum
from momentum.landscapes import LESSARD
from momentum.training import descend, momentum_step

START = 3.3
STEPS = 60

gd, hb = best_gradient_descent(1, 25), best_momentum(1, 25)
start = torch.tensor([START], dtype=torch.float64)
cycle = descend(momentum_step(LESSARD.gradient, hb.eta, hb.beta), start, STEPS).x


def nesterov(x, v, eta=1 / 25, beta=2 / 3):
    """Take one step in PyTorch's form."""
    g = LESSARD.gradient(x)
    v = beta * v + g
    return x - eta * (g + beta * v), v


others = {
    r"$\eta = \frac{1}{25},\ \beta = \frac{4}{9}$": momentum_step(LESSARD.gradient, 1 / 25, 4 / 9),
    r"$\eta = \frac{1}{25},\ \beta = \frac{2}{3}$ (N)": nesterov,
    r"$\eta = \frac{1}{13},\ \beta = 0$": momentum_step(LESSARD.gradient, gd.eta),
}

# sphinx_gallery_alt = "a: a convex curve with kinks in its slope at 1 and 2; a triangle joins three points of the cycle on it. b: distance from the minimum on a logarithmic scale: one sequence repeats three values for ever, three others fall ｜ a：一条凸曲线，斜率在 1 和 2 处转折；三角形连接循环的三个点。b：对数坐标上到极小点的距离，一个序列永远重复三个值，另外三个不断下降"
fig, (graph, distance) = plotting.figure(8, 3.8, columns=2)
grid = torch.linspace(-3.3, 3.6, 300, dtype=torch.float64)[:, None]
graph.axvspan(1, 2, color="#999999", alpha=0.15, linewidth=0)
graph.plot(grid, LESSARD.value(grid), color="#7a8ca0")
graph.plot(cycle, LESSARD.value(cycle), ".", alpha=0.6)
end = cycle[[-3, -2, -1, -3]]
graph.plot(end, LESSARD.value(end), "o-", color=plotting.COLOURS[0])
graph.set(xlabel="$x$", ylabel="$f(x)$")
distance.semilogy(cycle.abs(), ".-", label=r"$\eta = \frac{1}{9},\ \beta = \frac{4}{9}$")
for label, step in others.items():
    distance.semilogy(descend(step, start, STEPS).x.abs(), label=label)
distance.set(xlabel="$t$", ylabel="$|x_t|$", ylim=(1e-9, 10))
plotting.mark(distance)
distance.legend(fontsize=11)
plt.show()
