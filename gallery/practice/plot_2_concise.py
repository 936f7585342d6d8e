r"""
The same training by PyTorch ｜ 用 PyTorch 做同样的训练
=======================================================

``torch.optim.SGD`` on the same minibatches draws the same curve as the version from scratch. With PyTorch’s ``MSELoss``, which lacks the half, the same learning rate acts like twice that.

在同样的小批量上，``torch.optim.SGD`` 画出的曲线与从零实现的版本完全重合。若改用没有二分之一的 ``MSELoss``，同样的学习率就相当于翻了一倍。
"""

from functools import partial

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.data import airfoil
from momentum.training import fit, fit_from_scratch

LR = 0.005
BETA = 0.9
SEED = 0

data = airfoil()
scratch = fit_from_scratch(
    *data, {"lr": LR, "momentum": BETA}, generator=torch.Generator().manual_seed(SEED)
)
concise, doubled = (
    fit(
        *data,
        partial(torch.optim.SGD, lr=lr, momentum=BETA),
        generator=torch.Generator().manual_seed(SEED),
    )
    for lr in (LR, 2 * LR)
)

# sphinx_gallery_alt = "Two loss curves lie on top of each other; a third, with twice the learning rate, falls faster and is more restless ｜ 两条损失曲线完全重合；第三条学习率加倍，下降更快，也更不安稳"
fig, ax = plotting.figure()
plotting.losses(ax, scratch, linewidth=5, alpha=0.35, label=rf"$\eta = {LR}$")
plotting.losses(ax, concise, color=plotting.COLOURS[0], linewidth=1.2, label=rf"$\eta = {LR}$")
plotting.losses(ax, doubled, color=plotting.COLOURS[1], label=rf"$\eta = {2 * LR}$")
ax.set(ylim=(0.235, 0.35))
plotting.mark(ax)
ax.legend()
plt.show()
