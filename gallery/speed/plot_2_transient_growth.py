r"""
The optimum grows before it falls ｜ 取最优参数，误差先增后减
===============================================================

The worst error of the asymptotically best pair, :math:`q^t(1 + t(1+q))`, for :math:`\kappa = 25, 100, 400, 1600`. Dashed is :math:`q^t`, which the rate alone promises. The rings stand at :math:`t = \sqrt\kappa/2`, at the height :math:`\sqrt\kappa/\mathrm{e}`.

渐近最优参数的最坏误差 :math:`q^t(1 + t(1+q))`，:math:`\kappa = 25, 100, 400, 1600`。虚线是单看收敛率所预期的 :math:`q^t`。圆环位于 :math:`t = \sqrt\kappa/2`，高度为 :math:`\sqrt\kappa/\mathrm{e}`。
"""

import math

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.dynamics import best_momentum, power

KAPPAS = (25, 100, 400, 1600)
STEPS = 160

t = torch.arange(STEPS + 1)

# sphinx_gallery_alt = "Four solid curves on a logarithmic scale rise from 1 to peaks of 1.9, 3.7, 7.4 and 14.7 at about 2, 5, 10 and 20 steps and then fall; four dashed straight lines fall at once ｜ 对数坐标上的四条实线从 1 升到峰值 1.9、3.7、7.4、14.7，分别在约 2、5、10、20 步处，然后下降；四条虚直线则一开始就下降"
fig, ax = plotting.figure(6.4, 3.8)
for kappa, colour in zip(KAPPAS, plotting.COLOURS, strict=False):
    best = best_momentum(1.0, kappa)
    worst = power(t, best.beta, best.eta, kappa)[:, 1, 1].abs()
    ax.semilogy(t, worst, color=colour, label=rf"$\kappa = {kappa}$")
    ax.semilogy(t, best.rate**t, "--", color=colour, linewidth=1)
    ax.plot(math.sqrt(kappa) / 2, math.sqrt(kappa) / math.e, "o", color=colour, fillstyle="none")
ax.set(xlabel="$t$", ylabel="$|x_t|/|x_0|$", xlim=(0, STEPS), ylim=(1e-3, 30))
plotting.mark(ax)
ax.legend()
plt.show()
