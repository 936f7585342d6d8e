r"""
What three losses can tell ｜ 三个损失能说明什么
=================================================

Final losses of 2000 runs with the three settings of the source chapter, each run with its own order of the minibatches: two passes over the airfoil data, minibatches of 10. Dotted: the single values the source prints. The full line: the optimum.

原文的三组设置各运行 2000 次，每次各用一种小批量次序：翼型数据，遍历两遍，小批量大小为 10。图中是最终损失的分布。点线是原文印出的单个数值，实线是最优值。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.data import airfoil
from momentum.quadratic import least_squares

SETTINGS = ((0.02, 0.5, 0.242), (0.01, 0.9, 0.257), (0.005, 0.9, 0.243))
DASHES = ("-", "--", "-.")
BATCH = 10
EPOCHS = 2
RUNS = 2000

features, targets = airfoil(torch.float64)
design = torch.cat([features, torch.ones(len(features), 1)], 1)
loss = least_squares(design, targets)
generator = torch.Generator().manual_seed(0)


def final(eta, beta):
    """Final loss of each run over all rows, from zero weights."""
    w = v = torch.zeros(RUNS, 6, dtype=torch.float64)
    for _ in range(EPOCHS):
        order = torch.rand(RUNS, len(design), generator=generator).argsort(1)
        for rows in order.split(BATCH, dim=1):
            x, y = design[rows], targets[rows]
            v = beta * v + (x * (x @ w[..., None] - y)).mean(1)
            w = w - eta * v
    return loss.value(w)


# sphinx_gallery_alt = "Three overlapping histograms right of the optimum: the first and the third are narrow and nearly alike, the second is wide with a long tail to the right. The printed value of the first lies at its left edge, that of the second far in its tail ｜ 最优值右侧的三个重叠的直方图：第一组与第三组窄而相近，第二组宽，右边拖着长尾。第一组印出的值在其左缘，第二组印出的值远在长尾之中"
fig, ax = plotting.figure(7.2, 3.8)
bins = torch.linspace(0.2415, 0.2665, 101)
for (eta, beta, printed), colour, dashes in zip(SETTINGS, plotting.COLOURS, DASHES, strict=False):
    label = rf"$\eta = {eta},\ \beta = {beta}$"
    losses = final(eta, beta).numpy()
    ax.hist(losses, bins.numpy(), color=colour, alpha=0.35, histtype="stepfilled")
    ax.hist(losses, bins.numpy(), color=colour, histtype="step", linestyle=dashes, label=label)
    ax.axvline(printed, color=colour, linestyle=":")
ax.axvline(float(loss.minimum), color="black", linewidth=1.2)
ax.set(xlabel=r"$\ell$", xlim=(0.2405, 0.2665))
ax.legend()
plt.show()
