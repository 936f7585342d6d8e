r"""
One eigenvalue for every scale ｜ 每个尺度一个特征值
====================================================

The eigenvalues :math:`1, \frac12, \frac14, \ldots, \frac1{64}`, so :math:`\kappa = 64`. **a**: what forty steps of the best momentum leave along each (bars), and its residual polynomial, which runs through their tops; dashed, the height of Chebyshev's ripples. **b**: the largest error against the step, for momentum (orange, thick), the best gradient descent (blue, dashed) and Chebyshev's method (thin).

特征值为 :math:`1, \frac12, \frac14, \ldots, \frac1{64}`，即 :math:`\kappa = 64`。**a**：最优动量法走四十步之后各方向上剩下的误差（竖条），以及经过其顶端的残差多项式；虚线是切比雪夫波纹的高度。**b**：最大的误差随步数的变化，动量法（橙，粗线）、最优梯度下降（蓝，虚线）与切比雪夫方法（细线）。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.chebyshev import worst_case
from momentum.dynamics import best_gradient_descent, best_momentum, power

N = 7  # eigenvalues
STEPS = 40
TARGET = 1e-6

lam = 2.0 ** -torch.arange(N, dtype=torch.float64)
mu, L = float(lam[-1]), 1.0
gd, hb = best_gradient_descent(mu, L), best_momentum(mu, L)
between = torch.logspace(-N + 0.5, 0.5, 4001, base=2.0, dtype=torch.float64)
t = torch.logspace(0, 3, 200).round().unique()[:, None]

# sphinx_gallery_alt = "a, logarithmic: seven bars at the eigenvalues; a rippled curve passes through their tops and turns up at both ends. b, doubly logarithmic: three curves fall to the dotted line at a millionth, the thin one after 58 steps, the orange one, which first rises to 3, after 75, the dashed one after 443 ｜ a，对数坐标：七根竖条立在特征值处，一条带波纹的曲线经过其顶端，在两端翘起。b，双对数坐标：三条曲线降到百万分之一处的点线，细线用 58 步；橙线先升到 3，用 75 步；虚线用 443 步"
fig, (along, course) = plotting.figure(8, 3.8, columns=2)
along.axvspan(mu, L, color="#777777", alpha=0.12, linewidth=0)
left = power(STEPS, hb.beta, hb.eta, lam)[:, 1, 1].abs()
along.vlines(lam, 1e-8, left, color=plotting.COLOURS[1], alpha=0.3, linewidth=7)
along.loglog(lam, left, "o", color=plotting.COLOURS[1])
polynomial = power(STEPS, hb.beta, hb.eta, between)[:, 1, 1].abs()
along.plot(between, polynomial, color=plotting.COLOURS[1], linewidth=1.2)
along.plot((mu, L), [float(worst_case(STEPS, mu, L))] * 2, "--", color="black", linewidth=1)
for best, style in ((hb, {"color": plotting.COLOURS[1]}), (gd, {"linestyle": "--"})):
    course.loglog(t, power(t, best.beta, best.eta, lam)[..., 1, 1].abs().amax(1), **style)
course.plot(t, worst_case(t, mu, L), color="black", linewidth=1)
course.plot(STEPS, left.max(), "o", color=plotting.COLOURS[1], markersize=8)
for ax in (along, course):
    ax.axhline(TARGET, color="black", linestyle=":", linewidth=1)
along.set(xlabel=r"$\lambda$", ylabel=rf"$|p_{{{STEPS}}}(\lambda)|$", ylim=(1e-8, 100))
course.set(xlabel="$t$", ylabel=r"$\max_i |p_t(\lambda_i)|$", xlim=(1, 1000), ylim=(1e-8, 100))
plt.show()
