r"""
What five steps make of a singular value ｜ 五步之后的奇异值
============================================================

From :math:`\sigma_0`, the share of a singular value in the Frobenius norm, to :math:`\sigma_5`. 1: Muon's coefficients; 2: 15/8, -10/8, 3/8. Dotted: 0.68 and 1.21. Where curve 1 has left the lower one, to the left of 0.0015, five steps are too few: there each step multiplies by 3.4445 at most.

横轴 :math:`\sigma_0` 是奇异值与 Frobenius 范数之比，纵轴 :math:`\sigma_5` 是五步之后的值。1：Muon 的系数；2：15/8、-10/8、3/8。点线为 0.68 与 1.21。0.0015 以左，曲线 1 降到下面一条点线以下：那里每步最多乘以 3.4445，五步不够。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.directions import CONVERGENT, JORDAN

STEPS, LEAST = 5, 1e-5

start = torch.logspace(torch.tensor(LEAST).log10(), 0, 2000, dtype=torch.float64)

# sphinx_gallery_alt = "On a logarithmic axis curve 1 rises in proportion to the start, reaches 0.68 at 0.0015, and ripples between 0.68 and 1.2 from there to 1; curve 2 rises in proportion up to far greater starts, and reaches 1 smoothly ｜ 横轴为对数：曲线 1 先按比例上升，在 0.0015 处达到 0.68，此后直到 1 都在 0.68 与 1.2 之间起伏；曲线 2 按比例上升的范围大得多，然后平滑地到达 1"
fig, ax = plotting.figure(6.4, 3.6)
for number, (a, b, c) in enumerate((JORDAN, CONVERGENT), 1):
    sigma = start
    for _ in range(STEPS):
        sigma = a * sigma + b * sigma**3 + c * sigma**5
    ax.plot(start, sigma, label=f"${number}$")
for level in (0.68, 1.21):
    ax.axhline(level, color="grey", linestyle=":")
plotting.mark(ax)
ax.set(xscale="log", xlabel=r"$\sigma_0$", ylabel=r"$\sigma_5$")
ax.legend()
plt.show()
