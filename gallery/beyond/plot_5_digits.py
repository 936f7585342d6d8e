r"""
Four optimisers on handwritten digits ｜ 手写数字上的四种优化器
===============================================================

Share of wrong answers on digits that were never used in training or tuning, for a network with 32 hidden units: mean of 12 networks, and the band that holds four out of five. Every method was tuned with the same number of trials. **a**: minibatches of 16. **b**: all 512 training images at every step. GD, M, N, A: gradient descent, momentum, Nesterov's method, Adam.

含 32 个隐藏单元的网络，在从未用于训练或调参的数字上的错误率：12 个网络的均值，以及含其中五分之四的色带。每种方法调参的试验次数相同。**a**：小批量为 16。**b**：每步用全部 512 幅训练图像。GD、M、N、A：梯度下降、动量法、Nesterov 动量、Adam。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.data import digits
from momentum.networks import contest

SEED = 0
CUTS = (512, 256, 1029)
REGIMES = ((16, 192), (512, 80))
NAMES = {"gd": "GD", "momentum": "M", "nesterov": "N", "adam": "A"}

images, labels = digits(torch.Generator().manual_seed(SEED))
parts = list(zip(images.split(CUTS), labels.split(CUTS), strict=True))

# sphinx_gallery_alt = "Falling curves with bands. a: four curves whose bands overlap. b: gradient descent falls far later than the other three ｜ 带色带的下降曲线。a：四条曲线的色带互相重叠。b：梯度下降比其余三种晚得多才降下来"
fig, axes = plotting.figure(8, 3.8, columns=2, sharey=True)
for ax, (batch, steps) in zip(axes, REGIMES, strict=True):
    results = contest(*parts, batch_size=batch, steps=steps, records=20, seed=SEED)
    for name, curves in results.items():
        plotting.bands(ax, curves.t, 1 - curves.accuracy, label=rf"$\mathrm{{{NAMES[name]}}}$")
    ax.set(title=f"$B = {batch}$", xlabel="$t$", yscale="log")
    ax.set_yticks([0.05, 0.1, 0.2, 0.5], ["0.05", "0.1", "0.2", "0.5"], minor=False)
    ax.minorticks_off()
axes[0].set(ylabel="$1 - a$")
for ax in axes:
    plotting.mark(ax)
axes[1].legend()
plt.show()
