r"""
Weight decay, coupled and decoupled ｜ 耦合与解耦的权重衰减
===========================================================

**a**: no loss at all: coupled decay (wide lines) shrinks a weight by about :math:`e^{-\eta\delta t/(1-\beta)}`, decoupled decay (dashed) by :math:`e^{-\eta\delta t}` whatever :math:`\beta` is. **b**: with the loss :math:`\frac{\delta}{2}(x-1)^2`: coupled decay ends at the same point for every :math:`\beta`, decoupled decay does not.

**a**：损失恒为零。耦合的衰减（宽线）约按 :math:`e^{-\eta\delta t/(1-\beta)}` 缩小权重；解耦的衰减（细虚线）按 :math:`e^{-\eta\delta t}`，与 :math:`\beta` 无关。**b**：损失为 :math:`\frac{\delta}{2}(x-1)^2`。耦合时，各个 :math:`\beta` 的终点相同；解耦时则不同。
"""

from functools import partial

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.training import descend

ETA = 0.02
DECAY = 0.1
BETAS = (0.0, 0.5, 0.9)
STEPS = 1000


def step(x, v, beta, pull, decoupled):
    """One momentum step on pull/2 (x - 1)^2, with weight decay."""
    g = pull * (x - 1) + (0 if decoupled else DECAY * x)
    v = beta * v + g
    return x - ETA * v - (ETA * DECAY * x if decoupled else 0), v


# sphinx_gallery_alt = "a: three wide lines fall from 1, faster for larger beta, and three dashed lines coincide with the slowest one. b: the wide lines all settle at one half; the dashed ones settle higher the larger beta is ｜ a：三条宽线从 1 下降，beta 越大越快；三条虚线与最慢的一条重合。b：宽线都停在二分之一，虚线停的位置随 beta 增大而升高"
fig, axes = plotting.figure(8, 3.4, columns=2)
for ax, pull in zip(axes, (0.0, DECAY), strict=True):
    for place, beta in enumerate(BETAS):
        for decoupled in (False, True):
            walk = partial(step, beta=beta, pull=pull, decoupled=decoupled)
            path = descend(walk, torch.ones(1, dtype=torch.float64), STEPS).x
            colour, dashes = plotting.COLOURS[place], (5 * place, (5, 10))  # side by side
            if decoupled:
                ax.plot(path, linestyle=dashes, color=colour, linewidth=1.6)
            else:
                ax.plot(path, color=colour, alpha=0.5, linewidth=3, label=rf"$\beta = {beta}$")
    ax.set(xlabel="$t$", ylabel="$x_t$", ylim=(0, 1.03))
for ax in axes:
    plotting.mark(ax)
axes[0].legend()
plt.show()
