r"""
Weight decay, coupled and decoupled ｜ 耦合与解耦的权重衰减
===========================================================

Left, no loss at all: coupled decay (full lines) shrinks a weight by about :math:`e^{-\eta\delta t/(1-\beta)}`, decoupled decay (dashed) by :math:`e^{-\eta\delta t}` whatever :math:`\beta` is. Right, with the loss :math:`\frac{\delta}{2}(x-1)^2`: coupled decay ends at the same point for every :math:`\beta`, decoupled decay does not.

左：没有损失。耦合的衰减（实线）约按 :math:`e^{-\eta\delta t/(1-\beta)}` 缩小权重；解耦的衰减（虚线）按 :math:`e^{-\eta\delta t}`，与 :math:`\beta` 无关。右：损失为 :math:`\frac{\delta}{2}(x-1)^2`。耦合时，各个 :math:`\beta` 的终点相同；解耦时则不同。
"""

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


# sphinx_gallery_alt = "Left: three full lines fall from 1, faster for larger beta, and three dashed lines coincide with the slowest one. Right: the full lines all settle at one half; the dashed ones settle higher the larger beta is ｜ 左：三条实线从 1 下降，beta 越大越快；三条虚线与最慢的一条重合。右：实线都停在二分之一，虚线停的位置随 beta 增大而升高"
fig, axes = plotting.figure(8, 3.4, columns=2)
for ax, pull in zip(axes, (0.0, 0.1), strict=True):
    for beta, colour in zip(BETAS, plotting.COLOURS, strict=False):
        for decoupled, style in ((False, "-"), (True, "--")):
            path = descend(
                lambda x, v, beta=beta, pull=pull, decoupled=decoupled: step(
                    x, v, beta, pull, decoupled
                ),
                torch.ones(1, dtype=torch.float64),
                STEPS,
            ).x
            label = None if decoupled else rf"$\beta = {beta}$"
            ax.plot(path, style, color=colour, label=label, linewidth=1.2 if decoupled else 2.6)
    ax.set(xlabel="$t$", ylabel="$x_t$", ylim=(0, 1.03))
axes[0].legend()
