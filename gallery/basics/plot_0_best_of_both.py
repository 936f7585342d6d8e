r"""
Both methods at their best ｜ 两种方法各自的最佳表现
====================================================

Gradient descent and momentum on the same ravine, each with the constant parameters that are best in the long run, for 20 steps. **b**: the height above the minimum.

同一峡谷上的梯度下降与动量法，各取长远来看最优的固定参数，走 20 步。**b**：高出极小值的部分。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.dynamics import best_gradient_descent, best_momentum
from momentum.quadratic import RAVINE
from momentum.training import descend, momentum_step

START = (-5.0, -2.0)
STEPS = 20

spectrum = RAVINE.eigenvalues.tolist()
plain, heavy = best_gradient_descent(*spectrum), best_momentum(*spectrum)

# sphinx_gallery_alt = "a: in a long ravine one path zigzags and stops halfway, the other swings into the centre. b: on a logarithmic scale the second falls far faster ｜ a：狭长峡谷中，一条轨迹来回折返、半途而止，另一条摆动着进入中心。b：对数坐标上，后者下降快得多"
fig, (plane, height) = plotting.figure(8, 3.8, columns=2, width_ratios=(3, 2))
plotting.contours(plane, RAVINE, (-5.5, 2), (-4, 4))
for best in (plain, heavy):
    step = momentum_step(RAVINE.gradient, best.eta, best.beta)
    trace = descend(step, torch.tensor(START, dtype=torch.float64), STEPS)
    label = rf"$\eta = {best.eta:.2f},\ \beta = {best.beta:.2f}$"
    plotting.path(plane, trace, label=label)
    height.semilogy(RAVINE.value(trace.x), ".-")
plane.set(ylim=(-4, 4))
height.set(xlabel="$t$", ylabel="$f(x_t)$")
plotting.mark(height)
fig.legend(loc="outside upper center", ncols=2)
plt.show()
