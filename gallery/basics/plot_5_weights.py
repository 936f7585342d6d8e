r"""
What a leaky average remembers ｜ 泄漏平均记住了什么
====================================================

A gradient of age :math:`\tau` has the weight :math:`\beta^\tau`; all weights add up to :math:`1/(1-\beta)`.

时滞为 :math:`\tau` 的梯度，权重为 :math:`\beta^\tau`；所有权重之和为 :math:`1/(1-\beta)`。
"""

import matplotlib.pyplot as plt

from momentum import plotting
from momentum.averages import weights

BETAS = (0.95, 0.9, 0.6, 0.0)
AGES = 40

# sphinx_gallery_alt = "Four curves fall from 1: the larger beta, the slower; for beta 0 only the newest gradient counts ｜ 四条曲线都从 1 开始下降：beta 越大降得越慢；beta 为 0 时只有最新的梯度起作用"
fig, ax = plotting.figure()
for beta in BETAS:
    ax.plot(weights(beta, AGES), ".-", label=rf"$\beta = {beta}$")
ax.set(xlabel=r"$\tau$", ylabel=r"$\beta^\tau$")
plotting.mark(ax)
ax.legend()
plt.show()
