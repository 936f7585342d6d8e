r"""
Making the cloud shrink ｜ 让云缩小
====================================

Excess loss on the airfoil data with minibatches of one: mean of 200 runs, and the band of four out of five. 1: constant :math:`\eta`. 2: :math:`\eta` divided by 10 half-way. 3: :math:`\eta_t` like :math:`1/t`. 4: constant :math:`\eta`, loss at the mean of all points so far. Full lines: :math:`\beta = 0`; dashed: :math:`\beta = 0.9` with the same :math:`\eta/(1-\beta)` and the same minibatches.

翼型数据上的超额损失，小批量大小为 1：200 次运行的均值，以及含其中五分之四的色带。1：:math:`\eta` 不变。2：走到一半，:math:`\eta` 除以 10。3：:math:`\eta_t` 像 :math:`1/t` 一样减小。4：:math:`\eta` 不变，取此前所有点的平均处的损失。实线：:math:`\beta = 0`；虚线：:math:`\beta = 0.9`，:math:`\eta/(1-\beta)` 与小批量都相同。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.data import airfoil
from momentum.quadratic import least_squares

RATE, STEPS, DELAY, RUNS = 0.05, 4000, 120, 200

features, targets = airfoil(torch.float64)
design = torch.cat([features, torch.ones(len(features), 1)], 1)
loss = least_squares(design, targets)
schedules = (
    lambda t: RATE,
    lambda t: RATE if t <= STEPS // 2 else RATE / 10,
    lambda t: RATE * DELAY / (t + DELAY),
)


def train(rate, beta):
    """Points of all runs after every 20th step, and their running means."""
    generator = torch.Generator().manual_seed(0)
    w = v = total = torch.zeros(RUNS, 6, dtype=torch.float64)
    points, means = [], []
    for t in range(1, STEPS + 1):
        rows = torch.randint(len(design), (RUNS,), generator=generator)
        x, y = design[rows], targets[rows]
        v = beta * v + x * ((x * w).sum(1, keepdim=True) - y)
        w = w - (1 - beta) * rate(t) * v
        total = total + w
        if t % 20 == 0:
            points.append(loss.value(w) - loss.minimum)
            means.append(loss.value(total / t) - loss.minimum)
    return torch.stack(points, 1), torch.stack(means, 1)


# sphinx_gallery_alt = "Four falling curves with bands, doubly logarithmic. The constant rate levels off; a tenth of it halfway drops by a factor of ten; 1 over t keeps falling; the mean of the points ends lowest. The dashed lines of momentum lie on the full ones ｜ 四条带色带的下降曲线，双对数坐标。学习率不变的停住不降；中途减到十分之一的降到十分之一；1/t 的一直在降；点的平均最后最低。动量法的虚线与实线重合"
fig, ax = plotting.figure(7.2, 4.2)
t = torch.arange(20, STEPS + 1, 20)
for beta in (0.0, 0.9):
    runs = [train(rate, beta) for rate in schedules]
    curves = [points for points, _ in runs] + [runs[0][1]]
    for number, (curve, colour) in enumerate(zip(curves, plotting.COLOURS, strict=False), 1):
        if beta == 0:
            plotting.bands(ax, t, curve, color=colour, label=f"${number}$")
        else:
            ax.plot(t, curve.mean(0), "--", color="black", linewidth=1)
ax.set(xlabel="$t$", ylabel=r"$\ell - \ell^*$", xscale="log", yscale="log")
plotting.mark(ax)
ax.legend()
plt.show()
