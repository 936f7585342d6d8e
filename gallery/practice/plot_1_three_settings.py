r"""
Three settings, forty shuffles ｜ 三组设置，四十种次序
======================================================

Linear regression on the airfoil data, two passes in minibatches of 10, from scratch. Line: mean over 40 orders of the data; band: four out of five of them. What sets the three apart is :math:`\eta/(1-\beta)`: 0.04, 0.1 and 0.05.

用翼型数据做线性回归，从零实现，小批量大小为 10，遍历数据两遍。实线：40 种数据次序的均值；色带：其中的五分之四。三组的差别在于 :math:`\eta/(1-\beta)`：0.04、0.1 与 0.05。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.data import airfoil
from momentum.training import fit_from_scratch

SETTINGS = ((0.02, 0.5), (0.01, 0.9), (0.005, 0.9))
SEEDS = 40

data = airfoil()

# sphinx_gallery_alt = "Three falling loss curves with bands; the second setting falls fastest and ends highest, with the widest band ｜ 三条带色带的损失下降曲线；第二组下降最快，最后却最高，色带也最宽"
fig, ax = plotting.figure()
for lr, momentum in SETTINGS:
    runs = [
        fit_from_scratch(
            *data,
            {"lr": lr, "momentum": momentum},
            generator=torch.Generator().manual_seed(seed),
        )
        for seed in range(SEEDS)
    ]
    losses = torch.stack([run.loss for run in runs])
    plotting.bands(ax, runs[0].t, losses, label=rf"$\eta = {lr},\ \beta = {momentum}$")
ax.set(xlabel="$t$", ylabel=r"$\ell$", ylim=(0.235, 0.35))
plotting.mark(ax)
ax.legend()
plt.show()
