r"""
Each method at its best ｜ 各种方法的最佳表现
=============================================

**a**: twenty steps in the ravine: gradient descent (blue, circles) and the momentum method (orange, squares) with their best pairs, Nesterov's with its best pair (green, triangles) and with the usual one, :math:`\eta = 1/L` (pink, diamonds). **b**: the steps needed for one more decimal digit on a quadratic with condition number :math:`\kappa`.

**a**：在峡谷中走二十步。梯度下降（蓝，圆点）与动量法（橙，方块）各取最优参数，Nesterov 动量取最优参数（绿，三角）和常用参数（粉，菱形，:math:`\eta = 1/L`）。**b**：在条件数为 :math:`\kappa` 的二次函数上，每多得一位十进制有效数字所需的步数。
"""

import math

import matplotlib.pyplot as plt
import torch

from momentum import nesterov, plotting
from momentum.dynamics import Best, best_gradient_descent, best_momentum
from momentum.quadratic import RAVINE
from momentum.training import descend, momentum_step

START = (-5.0, -2.0)
STEPS = 20
POWERS = torch.linspace(0.3, 5, 60)


def usual(mu, L):
    """Nesterov's pair for all functions between these curvatures, with its rate on quadratics."""
    root = math.sqrt(L / mu)
    return Best(1 / L, (root - 1) / (root + 1), 1 - 1 / root)


methods = (  # the move of one step, the best pair, and whether the option is on
    (r"-\eta g", best_gradient_descent, False),
    (r"-\eta v", best_momentum, False),
    (r"-\eta(g + \beta v)", nesterov.best, True),
    (r"-\eta(g + \beta v),\ \eta = 1/L", usual, True),
)
kappa = (10**POWERS).tolist()

# sphinx_gallery_alt = "a: heights on a logarithmic scale over 20 steps; momentum ends lowest, the two Nesterov variants above it, gradient descent far above. b: steps per digit against the condition number, straight lines; the one of gradient descent is twice as steep as the three others ｜ a：20 步内的高度，对数坐标；动量法最低，两种 Nesterov 动量在其上，梯度下降高得多。b：每位数字所需步数随条件数的变化，都是直线；梯度下降的斜率是另外三条的两倍"
fig, (height, steps) = plotting.figure(8.4, 4.0, columns=2)
for move, best, ahead in methods:
    eta, beta, _ = best(*RAVINE.eigenvalues.tolist())
    step = momentum_step(RAVINE.gradient, eta, beta, nesterov=ahead)
    path = descend(step, torch.tensor(START, dtype=torch.float64), STEPS).x
    height.semilogy(RAVINE.value(path), ".-", label=f"${move}$")
    steps.loglog(kappa, [-1 / math.log10(best(1.0, k).rate) for k in kappa])
height.set(xlabel="$t$", ylabel="$f$")
steps.set(xlabel=r"$\kappa$", ylabel=r"$-1/\log_{10}\rho$")
for ax in (height, steps):
    plotting.mark(ax)
fig.legend(loc="outside upper center", ncols=4)
plt.show()
