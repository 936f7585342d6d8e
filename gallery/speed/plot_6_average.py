r"""
The worst case and the average ｜ 最坏情形与平均情形
=====================================================

Random least squares, twelve problems with 400 unknowns: mean square of the distance after :math:`t` steps (marks, with the standard deviation among problems where it is larger than a mark), and what theory says for infinitely many unknowns (lines). **a**: four equations for each unknown; 1: gradient descent; 2: the best pair of the worst case; 3: the best on average. Dotted: the square of the worst case of the pair. **b**: as many equations as unknowns, where the worst case promises nothing.

随机最小二乘，12 个问题，400 个未知数：走 :math:`t` 步之后距离平方的均值（标记；竖线为各问题之间的标准差），以及未知数无限多时的理论值（线）。**a**：方程数是未知数的四倍。1：梯度下降；2：最坏情形的最优参数；3：平均意义下的最优方法。点线：最优参数最坏情形的平方。**b**：方程与未知数一样多，这时最坏情形什么也保证不了。
"""

import math

import matplotlib.pyplot as plt
import torch

from momentum import plotting

UNKNOWNS, PROBLEMS, STEPS = 400, 12, 10

generator = torch.Generator().manual_seed(0)
times = torch.arange(STEPS + 1)
theta = (torch.arange(2000, dtype=torch.float64) + 0.5) * math.pi / 2000

# sphinx_gallery_alt = "a, logarithmic: marks on three falling lines, gradient descent slowest, the two others close together; far above them a dotted curve that first rises. b, doubly logarithmic: marks on two lines, the slope of the lower one is twice that of the upper ｜ a，对数坐标：标记落在三条下降的线上，梯度下降最慢，另两条靠得很近；一条先升后降的点线远在它们之上。b，双对数坐标：标记落在两条线上，下面一条的斜率是上面一条的两倍"
fig, axes = plotting.figure(8, 3.6, columns=2)
for ax, r in zip(axes, (0.25, 1.0), strict=True):
    rows = round(UNKNOWNS / r)
    sums = [sum(r**k for k in range(t)) for t in range(STEPS + 2)]
    best = [sums[t] / sums[t + 1] for t in range(1, STEPS + 1)]
    methods = {1: [(1 / (1 + r), 0.0)] * STEPS, 2: [(1.0, r)] * STEPS}
    methods[3] = [(eta, (1 + r) * eta - 1) for eta in best]
    limit = 1 + r - 2 * math.sqrt(r) * theta.cos()  # the eigenvalues of infinitely many unknowns
    spectra = [(limit, 2 * theta.sin() ** 2 / limit / len(theta))]
    for _ in range(PROBLEMS):
        table = torch.randn(rows, UNKNOWNS, generator=generator, dtype=torch.float64)
        lam = torch.linalg.eigvalsh(table.T @ table / rows)
        spectra.append((lam, torch.full_like(lam, 1 / UNKNOWNS)))
    for number in (1, 2, 3) if r < 1 else (1, 3):  # without friction, the pair goes nowhere
        squares = []
        for lam, weight in spectra:
            p = [torch.ones_like(lam)] * 2
            for eta, beta in methods[number]:
                p.append(p[-1] - eta * lam * p[-1] + beta * (p[-1] - p[-2]))
            squares.append(torch.stack(p[1:]).square() @ weight)
        theory, found = squares[0], torch.stack(squares[1:])
        colour = f"C{number - 1}"
        ax.plot(times, theory, color=colour)
        ax.errorbar(
            times,
            found.mean(0),
            found.std(0),
            color=colour,
            fmt=plotting.MARKERS[number - 1],
            label=f"${number}$",
        )
axes[0].plot(times, 0.25**times * (1 + 1.5 * times) ** 2, color="grey", linestyle=":")
axes[0].set(ylabel=r"$\mathrm{E}\,\|x_t - x^*\|^2$", yscale="log", xlabel="$t$", xticks=(0, 5, 10))
axes[1].set(xscale="log", yscale="log", xlabel="$t$", xlim=(0.9, STEPS + 1), ylim=(0.05, 1))
axes[0].legend()
plt.show()
