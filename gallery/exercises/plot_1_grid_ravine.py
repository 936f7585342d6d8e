r"""
Every pair on the ravine ｜ 峡谷上的所有参数组合
================================================

Height :math:`f` after 20 steps on the ravine for a whole grid of learning rates and momentum coefficients, computed in closed form. The cross is the best asymptotic pair. Blank: above 10, about the height of the start.

在峡谷上走 20 步之后的高度 :math:`f`，在学习率与动量系数的整片网格上用闭式算出。叉号为渐近意义下的最优组合。空白处高于 10，约为起点的高度。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.dynamics import best_momentum, power
from momentum.quadratic import RAVINE

START = (-5.0, -2.0)
STEPS = 20
POINTS = 241

eta = torch.linspace(0.005, 1.0, POINTS, dtype=torch.float64)
beta = torch.linspace(0, 0.99, POINTS, dtype=torch.float64)
shrink = power(STEPS, beta[:, None, None], eta[:, None], RAVINE.eigenvalues)[..., 1, 1]
height = RAVINE.value(shrink * torch.tensor(START, dtype=torch.float64))
best = best_momentum(*RAVINE.eigenvalues.tolist())

# sphinx_gallery_alt = "A map over eta and beta: a dark tongue of small f around eta 0.65 and beta 0.45, with a cross at its tip; blank where eta exceeds (1+beta)/2 ｜ 以 eta、beta 为轴的地图：eta 为 0.65、beta 为 0.45 附近是 f 很小的深色区域，尖端有一个叉号；eta 超过 (1+beta)/2 处为空白"
fig, ax = plotting.figure(6.4, 4.2)
levels = torch.linspace(-10, 1, 12).tolist()
drawn = ax.contourf(eta, beta, height.log10(), levels=levels, cmap="viridis", extend="min")
ax.plot(best.eta, best.beta, "x", color="white", markersize=10, markeredgewidth=2)
ax.set(xlabel=r"$\eta$", ylabel=r"$\beta$")
ax.grid(visible=False)
fig.colorbar(drawn, label=r"$\log_{10} f(x_{20})$")
plt.show()
