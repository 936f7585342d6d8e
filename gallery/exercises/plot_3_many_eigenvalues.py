r"""
Ten eigenvalues at once ｜ 同时面对十个特征值
=============================================

:math:`f(x) = \frac12\sum_i \lambda_i x_i^2` with :math:`\lambda_i = 2^{-i}`, :math:`i = 0, \ldots, 9`, from :math:`x_i = 1`. **a**: gradient descent at its best rate. **b**: momentum at its best pair. Dark is :math:`\lambda_0 = 1`, light :math:`\lambda_9 = 1/512`.

:math:`f(x) = \frac12\sum_i \lambda_i x_i^2`，其中 :math:`\lambda_i = 2^{-i}`，:math:`i = 0, \ldots, 9`，从 :math:`x_i = 1` 出发。**a**：取最优学习率的梯度下降。**b**：取最优参数的动量法。深色为 :math:`\lambda_0 = 1`，浅色为 :math:`\lambda_9 = 1/512`。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.dynamics import best_gradient_descent, best_momentum
from momentum.quadratic import Quadratic
from momentum.training import descend, momentum_step

N = 10
STEPS = 400

lam = 0.5 ** torch.arange(N, dtype=torch.float64)
f = Quadratic(torch.diag(lam))
ends = float(lam[-1]), float(lam[0])

# sphinx_gallery_alt = "Two panels on logarithmic scales, ten curves each. a: the second largest eigenvalue falls fastest, the largest and the smallest hardly move. b: all ten fall at nearly the same slope, after a first rise ｜ 两幅对数坐标图，各有十条曲线。a：第二大的特征值下降最快，最大的和最小的几乎不动。b：十条曲线先略有上升，随后以几乎相同的斜率下降"
labels = [rf"$\lambda = 2^{{-{i}}}$" if i in (0, N - 1) else "_" for i in range(N)]
fig, axes = plotting.figure(8, 3.8, columns=2, sharey=True)
for ax, best in zip(axes, (best_gradient_descent(*ends), best_momentum(*ends)), strict=True):
    step = momentum_step(f.gradient, best.eta, best.beta)
    trace = descend(step, torch.ones(N, dtype=torch.float64), STEPS)
    plotting.decays(ax, trace.x, labels)
    ax.set(title=rf"$\eta = {best.eta:.3f},\ \beta = {best.beta:.3f}$", ylim=(1e-10, 1e2))
axes[1].set(ylabel="")
axes[1].legend()
plt.show()
