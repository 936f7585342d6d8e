r"""
Gradient descent along four eigenvectors ｜ 沿四个特征向量的梯度下降
====================================================================

One learning rate, :math:`\eta = 0.1`, and four eigenvalues: :math:`x_t/x_0 = (1 - \eta\lambda)^t`. At :math:`\lambda = 10` one step suffices; at 19 the sign alternates, and it still converges.

同一个学习率 :math:`\eta = 0.1`，四个特征值：:math:`x_t/x_0 = (1 - \eta\lambda)^t`。:math:`\lambda = 10` 时一步到位；:math:`\lambda = 19` 时正负交替，但仍然收敛。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting

ETA = 0.1
LAMBDAS = (0.1, 1, 10, 19)
STEPS = 20

# sphinx_gallery_alt = "Four sequences from 1: two fall slowly, one is 0 after a single step, one alternates in sign while it shrinks ｜ 四个从 1 开始的序列：两个缓慢下降，一个一步就到 0，一个正负交替、幅度逐渐减小"
t = torch.arange(STEPS)
fig, ax = plotting.figure()
for lam in LAMBDAS:
    ax.plot(t, (1 - ETA * lam) ** t, ".-", label=rf"$\lambda = {lam}$")
ax.set(xlabel="$t$", ylabel="$x_t / x_0$", xticks=range(0, STEPS, 5))
plotting.mark(ax)
ax.legend(loc="lower right", ncols=2)
plt.show()
