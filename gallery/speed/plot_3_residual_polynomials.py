r"""
A method is a polynomial ｜ 方法就是多项式
==========================================

What ten steps leave of an error along the eigenvalue :math:`\lambda`, for :math:`\kappa = 25`: gradient descent (blue, circles), the asymptotically best momentum (orange, squares), Chebyshev's method (without marks), whose ripples all have the height of the dotted lines. All three start at :math:`p_{10}(0) = 1`.

走十步之后，特征值 :math:`\lambda` 方向上的误差还剩多少，:math:`\kappa = 25`：梯度下降（蓝，圆点）、渐近最优的动量法（橙，方块）、切比雪夫方法（无标记），后者的波纹一样高，都到点线为止。三者都从 :math:`p_{10}(0) = 1` 出发。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.chebyshev import semi_iteration, worst_case
from momentum.dynamics import best_gradient_descent, best_momentum
from momentum.training import descend, momentum_step

MU, L = 1.0, 25.0
STEPS = 10

lam = torch.linspace(0, L, 1001, dtype=torch.float64)
ones = torch.ones_like(lam)  # each coordinate starts at 1: what is left of it is p(lambda)
left = []
for best in (best_gradient_descent(MU, L), best_momentum(MU, L)):
    step = momentum_step(lambda x: lam * x, best.eta, best.beta)
    left.append(descend(step, ones, STEPS).x[-1])
left.append(semi_iteration(lambda x: lam * x, MU, L, ones, STEPS)[-1])
bound = float(worst_case(STEPS, MU, L))

# sphinx_gallery_alt = "Three curves over lambda from 0 to 25, all starting at 1: gradient descent is near zero in the middle and 0.45 at both ends of the spectrum; momentum ripples and rises to 0.31 at the right end; Chebyshev's polynomial ripples evenly within plus and minus 0.035 ｜ 横轴 lambda 从 0 到 25，三条曲线都从 1 出发：梯度下降在中间接近零，在谱的两端为 0.45；动量法有波纹，在右端升到 0.31；切比雪夫多项式的波纹均匀地落在正负 0.035 之间"
fig, ax = plotting.figure(6.4, 3.8)
ax.axvspan(MU, L, color="#777777", alpha=0.12, linewidth=0)
for values, colour in zip(left, (*plotting.COLOURS[:2], "black"), strict=True):
    ax.plot(lam, values, color=colour, linewidth=1.5)
for height in (-bound, bound):
    ax.plot((MU, L), (height, height), ":", color="black", linewidth=1)
ax.set(
    xlabel=r"$\lambda$", ylabel=rf"$p_{{{STEPS}}}(\lambda)$", xlim=(0, L + 0.2), ylim=(-0.15, 1.03)
)
ax.set_xticks([MU, 5, 10, 15, 20, L], [r"$\mu$", "$5$", "$10$", "$15$", "$20$", "$L$"])
plotting.mark(ax)
plt.show()
