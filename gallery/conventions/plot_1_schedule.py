r"""
Two habits when the learning rate changes ｜ 学习率变化时的两种习惯
===================================================================

Length of each step for the gradient 1, with :math:`\beta = 0.9`. **a**: the learning rate drops to a tenth after 30 steps. **b**: it warms up for 30 steps. Form A (blue, circles) follows the learning rate at once, form B (orange, squares) lags behind. Dashed: each with its velocity corrected at every change, so that it does what the other does. Grey: :math:`\eta_t/(1-\beta)`.

梯度恒为 1、:math:`\beta = 0.9` 时每一步的步长。**a**：30 步之后学习率降到十分之一。**b**：学习率预热 30 步。写法 A（蓝，圆点）立刻跟上学习率，写法 B（橙，方块）滞后。虚线：每次变化时都修正速度，于是各自变得和对方一样。灰线：:math:`\eta_t/(1-\beta)`。
"""

from dataclasses import replace

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.conventions import Settings, step, walk

BETA = 0.9
DROP = [0.1] * 30 + [0.01] * 30
WARM_UP = [0.1 * t / 30 for t in range(1, 31)] + [0.1] * 30


def corrected(settings, rates, power):
    """Walk with the velocity multiplied by a power of eta_old / eta_new before each step."""
    points, v, old = [torch.zeros(1)], torch.zeros(1), rates[0]
    for rate in rates:
        v = v * (old / rate) ** power
        x, v = step(points[-1], v, torch.ones_like, replace(settings, lr=rate))
        points, old = [*points, x], rate
    return torch.stack(points)


# sphinx_gallery_alt = "Two panels of step length against t. a: after the drop the blue curve falls to a tenth at once, the orange one decays over twenty steps. b: during warm-up the orange curve stays below the blue one. In both, dashed curves lie on the curve of the other colour ｜ 两幅步长随 t 变化的图。a：下降之后，蓝线立刻降到十分之一，橙线用二十步慢慢衰减。b：预热期间橙线一直低于蓝线。两图中，虚线都落在另一种颜色的曲线上"
fig, axes = plotting.figure(8, 3.6, columns=2)
a, b = Settings("torch", 0.1, BETA), Settings("keras", 0.1, BETA)
for ax, rates in zip(axes, (DROP, WARM_UP), strict=True):
    t = range(1, len(rates) + 1)
    ax.plot(t, torch.tensor(rates) / (1 - BETA), color="#999999", linewidth=1)
    for path, line, label in (
        (walk(a, torch.ones_like, torch.zeros(1), rates), "-", "$A$"),
        (walk(b, torch.ones_like, torch.zeros(1), rates), "-", "$B$"),
        (corrected(b, rates, -1), "k--", r"$B,\ v\,\eta_t/\eta_{t-1}$"),
        (corrected(a, rates, 1), "k:", r"$A,\ v\,\eta_{t-1}/\eta_t$"),
    ):
        ax.plot(t, -path.diff(dim=0), line, label=label)
    ax.set(xlabel="$t$", ylim=(0, 1.05))
axes[0].set(ylabel=r"$|x_t - x_{t-1}|$")
for ax in axes:
    plotting.mark(ax)
axes[1].legend(fontsize=11)
plt.show()
