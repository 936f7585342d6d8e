r"""
Every pair on the airfoil data ｜ 翼型数据上的所有参数组合
==========================================================

Excess loss after two passes over the airfoil data in minibatches of 10, mean of 50 runs, over the effective rate :math:`\eta/(1-\beta)`. Curves for different :math:`\beta` nearly coincide: the effective rate decides.

在翼型数据上以大小为 10 的小批量遍历两遍之后的超额损失，50 次运行取平均，横轴为有效学习率 :math:`\eta/(1-\beta)`。不同 :math:`\beta` 的曲线几乎重合：起决定作用的是有效学习率。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.data import airfoil
from momentum.quadratic import least_squares
from momentum.training import descend, momentum_step

BETAS = (0.0, 0.5, 0.9, 0.95)
RATES = torch.logspace(-3, -0.5, 16)
RUNS = 50
BATCH = 10
STEPS = 300

# %%
# The loss over all rows is a quadratic, so its excess needs no data.
#
# 全体样本上的损失是一个二次函数，因此算超额损失时不必再用数据。
features, targets = airfoil(torch.float64)
design = torch.cat([features, torch.ones(len(features), 1)], 1)
loss = least_squares(design, targets)
generator = torch.Generator().manual_seed(0)


def gradient(w):
    """Minibatch gradient, one independent minibatch for each run."""
    rows = torch.randint(len(design), (RUNS, BATCH), generator=generator)
    x, y = design[rows], targets[rows]
    return (x * (x @ w[..., None] - y)).mean(1)


# sphinx_gallery_alt = "Excess loss against the effective rate, one curve for each beta: all fall together to a minimum near 0.025 and rise together afterwards ｜ 超额损失随有效学习率的变化，每个 beta 一条曲线：一同降到 0.025 附近的最低点，随后一同上升"
fig, ax = plotting.figure()
for beta in BETAS:
    excess = []
    for rate in RATES.tolist():
        step = momentum_step(gradient, (1 - beta) * rate, beta)
        trace = descend(step, torch.zeros(RUNS, 6, dtype=torch.float64), STEPS)
        excess.append((loss.value(trace.x[-1]) - loss.minimum).mean())
    ax.loglog(RATES, excess, ".-", label=rf"$\beta = {beta}$")
ax.set(xlabel=r"$\eta/(1-\beta)$", ylabel=r"$\ell - \ell^*$")
plotting.mark(ax)
ax.legend()
plt.show()
