r"""
The edge that noise sets ｜ 噪声定下的边界
=============================================

Linear regression on the airfoil data with minibatches of :math:`B` rows; 1, 2, 3 are :math:`\beta = 0`, :math:`0.5` and :math:`0.9`. **a**: the largest :math:`\eta` for which second moments stay bounded. Dotted: proportional to :math:`B` with one effective rate for all, and the edges :math:`(2+2\beta)/L` without noise. **b**: the steps in which the root mean square falls to :math:`1/\mathrm e` of what it was, with the best :math:`\eta` for each.

翼型数据上的线性回归，小批量为 :math:`B` 行；1、2、3 为 :math:`\beta = 0`、:math:`0.5`、:math:`0.9`。**a**：二阶矩保持有界的最大 :math:`\eta`。点线：与 :math:`B` 成正比，各 :math:`\beta` 的有效学习率相同；以及没有噪声时的边界 :math:`(2+2\beta)/L`。**b**：:math:`\eta` 各取最好值时，均方根降到原来的 :math:`1/\mathrm e` 所需的步数。
"""

import math

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.data import airfoil
from momentum.minibatches import Minibatches

BETAS = (0.0, 0.5, 0.9)
BATCHES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)  # of the edge

features, targets = airfoil(torch.float64)
design = torch.cat([features, torch.ones(len(features), 1)], 1)
batches = [Minibatches(design, targets, size) for size in BATCHES]
largest = float(batches[0].loss.eigenvalues[-1])
single = batches[0].edge(0.0)

# sphinx_gallery_alt = "Two double logarithmic panels against the batch size. a: three edges of eta rise in proportion, the one for 0.9 ten times below that of 0, and level off in the reverse order at 2(1+beta)/L. b: steps to 1/e; all near 45 for single rows; at large batches 6 without momentum, 3 with beta 0.5, 19 with 0.9 ｜ 横轴为批量的两幅双对数图。a：三条 eta 边界成比例地上升，0.9 的比 0 的低十倍，最后以相反的次序停在 2(1+beta)/L。b：降到 1/e 所需的步数；单样本时都在 45 左右；批量大时不用动量为 6，beta 为 0.5 时为 3，0.9 时为 19"
fig, (left, right) = plotting.figure(8, 3.6, columns=2)
for number, beta in enumerate(BETAS, 1):
    edges = [batch.edge(beta) for batch in batches]
    (line,) = left.plot(BATCHES, edges, label=f"${number}$")
    style = {"color": line.get_color(), "linestyle": ":", "linewidth": 1}
    left.axhline((2 + 2 * beta) / largest, **style)
    left.plot(BATCHES, [(1 - beta) * single * size for size in BATCHES], **style)
    rates = (
        min(batch.rate(beta, share * edge) for share in SHARES)
        for batch, edge in zip(batches, edges, strict=True)
    )
    right.plot(BATCHES, [-1 / math.log(rate) for rate in rates], label=f"${number}$")
left.set(ylim=(0.01, 4), ylabel=r"$\eta$")
right.set(ylim=(1, 100), ylabel="$t$")
for ax in (left, right):
    ax.set(xscale="log", yscale="log", xlabel="$B$")
    plotting.mark(ax)
right.legend()
plt.show()
