r"""
Leaving a saddle, and changing wells ｜ 离开鞍点，落入另一个阱
==============================================================

**a**: distance from the saddle of :math:`\frac12(x_1^2-x_2^2)` along the downhill direction, started :math:`10^{-6}` beside it; dashed, the growth factor of the theorem. Momentum (orange, squares) is faster than gradient descent at the same :math:`\eta` (blue, circles) and slower than at the same :math:`\eta/(1-\beta)` (green, triangles). **b**: where 401 starts end on a function with two wells, the deeper one below; momentum takes some starts from each well to the other (the two rows of a well are drawn a little apart).

**a**：从鞍面 :math:`\frac12(x_1^2-x_2^2)` 的鞍点旁 :math:`10^{-6}` 处出发，沿下坡方向离鞍点的距离；虚线为定理中的增长因子。动量法（橙，方块）比 :math:`\eta` 相同的梯度下降（蓝，圆点）快，比 :math:`\eta/(1-\beta)` 相同的（绿，三角）慢。**b**：双阱函数上 401 个起点的终点，下方的阱更深；动量法把每个阱中的一些起点送到另一个阱（同一个阱的两行点略微错开）。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.dynamics import spectral_radius
from momentum.landscapes import SADDLE, WELLS
from momentum.training import descend, momentum_step

ETA, BETA = 0.1, 0.9
PAIRS = ((ETA * (1 - BETA), 0.0), (ETA * (1 - BETA), BETA), (ETA, 0.0))
STEPS = 160
BLUE, ORANGE, GREEN = plotting.COLOURS[:3]

# sphinx_gallery_alt = "a: three straight lines on a logarithmic scale, momentum between two settings of gradient descent. b: end against start; for gradient descent one step at the hill top, for momentum stripes of the other well on both sides ｜ a：对数坐标上的三条直线，动量法介于梯度下降的两种设置之间。b：终点随起点的变化，梯度下降只在山顶处跳一次，动量法在两侧都出现另一个阱的条纹"
fig, (saddle, wells) = plotting.figure(8, 3.8, columns=2)
start = torch.tensor([1.0, 1e-6], dtype=torch.float64)
for (eta, beta), colour in zip(PAIRS, (BLUE, ORANGE, GREEN), strict=True):
    x = descend(momentum_step(SADDLE.gradient, eta, beta), start, STEPS).x[:, 1]
    saddle.semilogy(x, color=colour, label=rf"$\eta = {eta:.2g},\ \beta = {beta}$")
    growth = spectral_radius(beta, -eta) ** torch.arange(STEPS + 1)
    saddle.semilogy(x[-1] * growth / growth[-1], "--", color="black", linewidth=0.8, dashes=(2, 8))
saddle.set(xlabel="$t$", ylabel="$|x_2|$", ylim=(5e-7, 1))
plotting.mark(saddle)
saddle.legend(fontsize=11)

starts = torch.linspace(-2, 2, 401, dtype=torch.float64)[:, None]
for beta, colour, shift in ((0.0, GREEN, 0.04), (BETA, ORANGE, -0.04)):
    ends = descend(momentum_step(WELLS.gradient, ETA, beta), starts, 600).x[-1]
    label = rf"$\eta = {ETA},\ \beta = {beta}$"
    wells.plot(starts, ends + shift, ".", markersize=3, color=colour, label=label)
wells.set(xlabel="$x_0$", ylabel=r"$x_\infty$", ylim=(-1.5, 1.8))
wells.legend(fontsize=11)
plt.show()
