r"""
Averaging weights, averaging velocities ｜ 平均权重，平均速度
=============================================================

Local SGD on two processes, each with half of the airfoil rows (sorted by frequency), full gradients, averaged every 4 steps. **a**: the distance between the two velocities. **b**: the excess loss of the mean weights. Blue (circles) averages the weights only, orange (squares) the velocities too, and the dotted line is one process with all rows.

两个进程上的本地 SGD：翼型数据按频率排序后各得一半，用全部行的梯度，每 4 步平均一次。**a**：两个速度之间的距离。**b**：平均权重的超额损失。蓝线（圆点）只平均权重，橙线（方块）连速度一起平均，点线为拥有全部数据的单个进程。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.data import airfoil
from momentum.quadratic import least_squares
from momentum.training import descend, momentum_step

ETA = 0.02
BETA = 0.9
PERIOD = 4
STEPS = 200

features, targets = airfoil(torch.float64)
design = torch.cat([features, torch.ones(len(features), 1)], 1)
order = features[:, 0].argsort(stable=True)
shards = [least_squares(design[rows], targets[rows]) for rows in order.chunk(2)]
loss = least_squares(design, targets)


def local(averaged):
    """Distance of the velocities and excess loss of the mean after every step."""
    x = v = torch.zeros(2, 6, dtype=torch.float64)
    apart, excess = [], []
    for t in range(1, STEPS + 1):
        v = BETA * v + torch.stack([f.gradient(x_k) for f, x_k in zip(shards, x, strict=True)])
        x = x - ETA * v
        if t % PERIOD == 0:
            x = x.mean(0).expand(2, 6)
            v = v.mean(0).expand(2, 6) if "v" in averaged else v
        apart.append((v[0] - v[1]).norm())
        excess.append(loss.value(x.mean(0)) - loss.minimum)
    return torch.stack(apart), torch.stack(excess)


# sphinx_gallery_alt = "a: the blue distance rises and stays near 5, the orange one is a low sawtooth that returns to zero. b: three curves fall together; the blue one stops first, the orange one more than ten times lower, the dotted one goes on ｜ a：蓝线的距离上升后停在 5 附近，橙线是低矮的锯齿，不断回到零。b：三条曲线一同下降；蓝线最先停住，橙线停在其十几分之一处，点线继续下降"
fig, axes = plotting.figure(8, 3.4, columns=2)
for averaged in ("x", "x, v"):
    apart, excess = local(averaged)
    axes[0].plot(apart, label=f"${averaged}$")
    axes[1].semilogy(excess)
alone = descend(momentum_step(loss.gradient, ETA, BETA), torch.zeros(6, dtype=torch.float64), STEPS)
axes[1].semilogy(loss.value(alone.x[1:]) - loss.minimum, ":", color="black")
axes[0].set(xlabel="$t$", ylabel=r"$\|v_1 - v_2\|$")
axes[1].set(xlabel="$t$", ylabel=r"$\ell - \ell^*$", ylim=(1e-8, 1))
for ax in axes:
    plotting.mark(ax)
axes[0].legend()
plt.show()
