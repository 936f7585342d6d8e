r"""
What an outer velocity sees, and how far it goes ｜ 外层速度看到什么，走多远
============================================================================

**a**: the eigenvalue that an outer velocity sees in place of :math:`\lambda`, for :math:`\eta L = 1` and :math:`H` inner steps of gradient descent. **b**: how far the common point moves in each round if all rounds bring the processes equally far until they stand still. 1: averaging; 2, 3: momentum and Nesterov's momentum outside.

**a**：内层走 :math:`H` 步梯度下降、:math:`\eta L = 1` 时，外层速度看到的特征值，代替 :math:`\lambda`。**b**：各进程每轮走得一样远，到某一轮停住；图中是公共的点每轮的移动。1：取平均；2、3：外层用动量法与 Nesterov 动量。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.training import descend, momentum_step

GAMMA, BETA = 0.7, 0.9
STOP, ROUNDS = 40, 80
PERIODS = (1, 8, 64)


def moves(gamma, beta, nesterov=False):
    """How far each round goes."""
    far = iter([1.0] * STOP + [0.0] * (ROUNDS - STOP))
    step = momentum_step(lambda x: torch.full_like(x, next(far)), gamma, beta, nesterov=nesterov)
    return -descend(step, torch.zeros(1), ROUNDS).x[:, 0].diff()


# sphinx_gallery_alt = "a: double logarithmic; for one inner step a straight line, for 8 and 64 the eigenvalues seen rise to 1 earlier and stay there. b: moves per round; 1 is 1 until round 40 and then 0; 2 and 3 rise to 7 and come down slowly after round 40 ｜ a：双对数图；一步内层更新时是直线，8 步与 64 步时，看到的特征值更早升到 1，然后不变。b：每轮的移动；1 在 40 轮之前为 1，之后为 0；2 与 3 升到 7，40 轮之后慢慢落下"
fig, (left, right) = plotting.figure(8, 3.4, columns=2)
lam = torch.logspace(-3, 0, 61, dtype=torch.float64)
for period in PERIODS:
    left.loglog(lam, 1 - (1 - lam) ** period, label=f"$H = {period}$")
left.set(xlabel=r"$\lambda/L$", ylabel=r"$1 - (1-\eta\lambda)^H$")
for number, way in enumerate(((1.0, 0.0), (GAMMA, BETA), (GAMMA, BETA, True)), 1):
    right.plot(range(1, ROUNDS + 1), moves(*way), label=f"${number}$")
right.set(xlabel="$t$", ylabel=r"$\|\mathbf{x}_t - \mathbf{x}_{t-1}\|$")
for ax in (left, right):
    plotting.mark(ax)
    ax.legend()
plt.show()
