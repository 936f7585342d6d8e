r"""
A comparison and what it compared ｜ 一场比较，比的是什么
=========================================================

The loss :math:`f = \frac12(0.1\,x_1^2 + 10\,x_2^2)` from :math:`(-4, 1.5)`. Form C with :math:`\eta = 0.18` hardly gains on gradient descent with the same :math:`\eta`: in that form :math:`\eta` already is the effective learning rate. Form A with :math:`\eta = 0.18`, and the best pair, need a fraction of the steps. With :math:`\beta = 0.99` form C is slow, yet it converges.

损失 :math:`f = \frac12(0.1\,x_1^2 + 10\,x_2^2)`，起点 :math:`(-4, 1.5)`。写法 C 取 :math:`\eta = 0.18`，比同样 :math:`\eta` 的梯度下降快不了多少：在这种写法里，:math:`\eta` 本身就是有效学习率。写法 A 取 :math:`\eta = 0.18`，或者取最优参数，步数只要几分之一。写法 C 取 :math:`\beta = 0.99` 虽慢，却收敛。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.conventions import Settings, walk
from momentum.dynamics import best_momentum
from momentum.quadratic import Quadratic

F = Quadratic(torch.diag(torch.tensor([0.1, 10.0], dtype=torch.float64)))
START = torch.tensor([-4.0, 1.5], dtype=torch.float64)
STEPS = 500
BEST = best_momentum(0.1, 10.0)
RUNS = {
    r"$\beta = 0$": Settings("torch", 0.18, 0.0),
    r"$C,\ \beta = 0.9$": Settings("optax.ema", 0.18, 0.9),
    r"$A,\ \beta = 0.9$": Settings("torch", 0.18, 0.9),
    rf"$A,\ \eta = {BEST.eta:.2f},\ \beta = {BEST.beta:.2f}$": Settings(
        "torch", BEST.eta, BEST.beta
    ),
    r"$C,\ \beta = 0.99$": Settings("optax.ema", 0.18, 0.99),
}

# sphinx_gallery_alt = "Loss against steps on a logarithmic scale: gradient descent and form C with beta 0.9 cross the dashed line near each other, form A and the best pair far earlier, and form C with beta 0.99 swings slowly downwards ｜ 对数坐标上的损失：梯度下降与 beta 为 0.9 的写法 C 几乎同时越过虚线，写法 A 与最优参数早得多，beta 为 0.99 的写法 C 摆动着缓慢下降"
fig, ax = plotting.figure(6.8, 4)
for label, settings in RUNS.items():
    path = walk(settings, F.gradient, START, [settings.lr] * STEPS)
    ax.semilogy(F.value(path), label=label, linewidth=1.5)
ax.axhline(1e-3, color="#555555", linestyle="--", linewidth=1)
ax.set(xlabel="$t$", ylabel="$f$", ylim=(1e-8, 1e5), xlim=(0, STEPS))
plotting.mark(ax)
ax.legend(fontsize=11, loc="upper right", ncols=2)
plt.show()
