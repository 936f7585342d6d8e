r"""
Singular values on their way to one ｜ 奇异值走向 1
===================================================

Nine singular values under Newton–Schulz steps; the largest is 100 times the least, and all are divided by the root of the sum of their squares first. **a**: Muon's coefficients, 3.4445, -4.775, 2.0315. They lift the least value fast, but none comes to rest at 1. **b**: 15/8, -10/8, 3/8. All converge to 1, the least ones late. Dotted: 0.68 and 1.21, between which the five steps of **a** lead all values from 0.00151 to 1.

九个奇异值逐步经过牛顿–舒尔茨迭代：最大的是最小的 100 倍，先全部除以各自平方之和的平方根。**a**：Muon 的系数 3.4445、-4.775、2.0315，很快抬高最小的奇异值，但没有一个停在 1。**b**：15/8、-10/8、3/8，全都收敛到 1，只是最小的几个来得晚。点线为 0.68 与 1.21：从 0.00151 到 1 的奇异值，经 **a** 的五步都落在两者之间。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.directions import CONVERGENT, JORDAN, newton_schulz

CONDITION, VALUES, STEPS = 100, 9, 8

sigma = CONDITION ** -torch.linspace(0, 1, VALUES, dtype=torch.float64)
matrix = torch.diag(sigma)

# sphinx_gallery_alt = "a: nine curves rise from between 0.008 and 0.8, on a logarithmic scale; after five steps all lie between the dotted lines, and go on jumping there. b: the same nine starts; the upper curves reach 1 within three steps, the lowest has not quite after eight ｜ a：对数坐标上九条曲线，从 0.008 到 0.8 之间升起；五步之后全在两条点线之间，此后仍在其间跳动。b：起点相同，上面的几条三步之内到 1，最下面的一条八步之后还差一点"
fig, axes = plotting.figure(8, 3.6, columns=2, sharey=True)
for ax, coefficients in zip(axes, (JORDAN, CONVERGENT), strict=True):
    # the singular values of a diagonal matrix stand on its diagonal, whatever the steps
    paths = [newton_schulz(matrix, n, coefficients).diagonal() for n in range(STEPS + 1)]
    for path in torch.stack(paths, 1):
        ax.plot(path, ".-", color="C0", linewidth=1.2)
    for level in (0.68, 1.21):
        ax.axhline(level, color="grey", linestyle=":")
    ax.set(xlabel="$n$", yscale="log", ylim=(3e-3, 2))
axes[0].set(ylabel=r"$\sigma_n$")
plt.show()
