r"""
A velocity without its length ｜ 丢掉长度的速度
=================================================

A constant gradient, while :math:`\beta` rises from 0 to 0.95 in 100 steps, and none after the dotted line. **a**: the length of each step, in units of the first. **b**: the distance from the dotted line on. 1: SGD as in PyTorch, whose steps grow and die away. 2: Lion, the sign, whose steps never change. 3: Muon, the polar factor by Newton and Schulz, whose steps fade when the velocity is as small as :math:`\varepsilon`.

梯度不变，:math:`\beta` 在 100 步内从 0 升到 0.95；虚线之后没有梯度。**a**：每一步的长度，以第一步为单位。**b**：从虚线起走过的路程。1：PyTorch 的 SGD，步子先变长，后消失。2：Lion，即取符号，步长始终不变。3：Muon，即用牛顿–舒尔茨迭代求极因子，速度小到与 :math:`\varepsilon` 相当时步子才变短。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.directions import memory_step, newton_schulz
from momentum.training import momentum_step

RAISED, GONE, STEPS, LARGEST = 100, 200, 800, 0.95
BETAS = [min(1.0, t / RAISED) * LARGEST for t in range(STEPS)]

constant = torch.randn(6, 4, generator=torch.Generator().manual_seed(0))
nothing = torch.zeros_like(constant)


def lengths(build):
    """Length of each step of a rule, which is built anew for each gradient and each beta."""
    x, v, found = nothing, nothing, []
    for t, beta in enumerate(BETAS):
        step = build(lambda x, t=t: constant if t < GONE else nothing, beta)
        moved, v = step(x, v)
        found.append((moved - x).norm())
    return torch.stack(found) / found[0]


# sphinx_gallery_alt = "a: one curve climbs from 1 to nearly 20, two stay at 1; after the dotted line the first falls to nothing and one stays at 1; the third leaves 1 after more than 300 steps, trembles and falls. b: the first curve of distance levels off, the second goes on rising, the third for long ｜ a：一条曲线从 1 升到近 20，另两条停在 1；虚线之后，第一条降到零，一条始终停在 1；第三条三百多步之后才离开 1，抖动着降下去。b：第一条路程曲线变平，第二条不停上升，第三条也上升了很久"
fig, (left, right) = plotting.figure(8, 3.6, columns=2)
for label, build in (
    ("$1$", lambda g, beta: momentum_step(g, 1.0, beta)),
    ("$2$", lambda g, beta: memory_step(g, 1.0, beta, 1.0, torch.sign)),
    ("$3$", lambda g, beta: memory_step(g, 1.0, beta, 1.0, newton_schulz)),
):
    found = lengths(build)
    left.plot(range(1, STEPS + 1), found, label=label)
    right.plot(
        range(GONE, STEPS + 1), torch.cat([torch.zeros(1), found[GONE:].cumsum(0)]), label=label
    )
left.axvline(GONE, color="grey", linestyle=":")
left.set(yscale="symlog", ylim=(0, 30), yticks=(0, 1, 10), ylabel=r"$\|x_t - x_{t-1}\|$")
left.set_yticklabels(["$0$", "$1$", "$10$"])
right.set(ylabel=r"$\Sigma\,\|x_t - x_{t-1}\|$")
for ax in (left, right):
    ax.set(xlabel="$t$")
    plotting.mark(ax)
right.legend()
plt.show()
