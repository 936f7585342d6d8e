r"""
Momentum with noisy gradients ｜ 带噪声梯度的动量法
===================================================

Excess loss on the airfoil data, 200 runs for each curve: mean, and the band of four out of five. :math:`B` is the size of the minibatch. **a**: equal :math:`\eta`, where :math:`\beta = 0.9` is ten times noisier. **b**: equal :math:`\eta/(1-\beta)`, where it makes almost no difference.

翼型数据上的超额损失，每条曲线运行 200 次：均值，以及含其中五分之四的色带。:math:`B` 为小批量大小。**a**：:math:`\eta` 相同，:math:`\beta = 0.9` 的噪声约为十倍。**b**：:math:`\eta/(1-\beta)` 相同，几乎没有差别。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.data import airfoil
from momentum.quadratic import least_squares
from momentum.training import descend, momentum_step

RATE = 0.005
BETAS = (0.0, 0.9)
BATCHES = (10, 1)
RUNS = 200
STEPS = 4000

features, targets = airfoil(torch.float64)
design = torch.cat([features, torch.ones(len(features), 1)], 1)
loss = least_squares(design, targets)
generator = torch.Generator().manual_seed(0)


def gradient(w, batch):
    """Minibatch gradient, one independent minibatch for each run."""
    rows = torch.randint(len(design), (RUNS, batch), generator=generator)
    x, y = design[rows], targets[rows]
    return (x * (x @ w[..., None] - y)).mean(1)


# sphinx_gallery_alt = "Two panels of falling curves with bands on logarithmic scales. a: with beta 0.9 the loss falls faster and levels off ten times higher. b: the curves of both betas coincide; only the batch size tells them apart ｜ 两幅带色带的下降曲线，对数坐标。a：beta 为 0.9 时下降更快，停在约十倍高的水平。b：两个 beta 的曲线重合，只有批量大小能把它们分开"
fig, axes = plotting.figure(8, 3.8, columns=2, sharey=True)
shown = torch.arange(0, STEPS + 1, 20)
for ax, equal_rate in zip(axes, (False, True), strict=True):
    for batch in BATCHES:
        for beta in BETAS:
            eta = RATE * (1 - beta) if equal_rate else RATE
            step = momentum_step(lambda w, batch=batch: gradient(w, batch), eta, beta)
            trace = descend(step, torch.zeros(RUNS, 6, dtype=torch.float64), STEPS)
            excess = (loss.value(trace.x[shown]) - loss.minimum).T
            label = rf"$B = {batch},\ \beta = {beta}$"
            plotting.bands(ax, shown, excess, label=label)
    title = r"\eta/(1-\beta)" if equal_rate else r"\eta"
    ax.set(title=rf"${title} = {RATE}$", xlabel="$t$", yscale="log")
axes[0].set(ylabel=r"$\ell - \ell^*$")
for ax in axes:
    plotting.mark(ax)
axes[1].legend()
plt.show()
