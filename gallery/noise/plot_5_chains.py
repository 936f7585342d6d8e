r"""
Chains and their band ｜ 一束链与它的带
=========================================

Runs with noisy gradients on a parabola of curvature 1, side by side: their exact mean, and two standard deviations to both sides, from the recursion of the covariance. **a**: gradient descent. **b**: momentum at the same :math:`\eta`, a band three times as wide. **c**: momentum at the same :math:`\eta/(1-\beta)`, smoother paths in the same band.

在曲率为 1 的抛物线上，梯度带噪声，许多次运行并排画出：它们的精确均值，以及上下两倍标准差，由协方差的递推算出。**a**：梯度下降。**b**：:math:`\eta` 相同的动量法，带宽达三倍。**c**：:math:`\eta/(1-\beta)` 相同的动量法，轨迹更平滑，带却一样宽。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.dynamics import iteration_matrix
from momentum.training import descend, momentum_step

SETTINGS = ((0.1, 0.0), (0.1, 0.9), (0.01, 0.9))
START = 2.0
STEPS = 300
RUNS = 12

generator = torch.Generator().manual_seed(1)


def gradient(x):
    """Curvature 1 and noise of variance 1."""
    return x + torch.randn(x.shape, generator=generator, dtype=x.dtype)


# sphinx_gallery_alt = "Three panels of ragged lines that start at 2 and come down to a band around 0. Momentum at the same eta swings and fills a band three times as wide; at the same effective rate the lines are smooth and the band is as narrow as that of gradient descent ｜ 三幅图：许多参差的线从 2 出发，落到 0 附近的带中。eta 相同的动量法先摆动，带宽达三倍；有效学习率相同时，线更平滑，带与梯度下降的一样窄"
fig, axes = plotting.figure(8, 3.4, columns=3, sharey=True)
for ax, (eta, beta) in zip(axes, SETTINGS, strict=True):
    start = torch.full((RUNS, 1), START, dtype=torch.float64)
    runs = descend(momentum_step(gradient, eta, beta), start, STEPS).x.squeeze(-1)
    step, entry = iteration_matrix(beta, eta, 1.0), torch.tensor([[1.0], [-eta]]).double()
    state, covariance, law = torch.tensor([0.0, START]).double(), torch.zeros_like(step), []
    for _ in range(STEPS + 1):
        law.append(state[1] + covariance[1, 1].sqrt() * torch.tensor([-2, 0, 2]))
        state, covariance = step @ state, step @ covariance @ step.T + entry @ entry.T
    ax.plot(runs, color=plotting.COLOURS[1], linewidth=0.6, alpha=0.6)
    ax.plot(torch.stack(law), color="black", linewidth=1.2)
    ax.set(title=rf"$\eta = {eta},\ \beta = {beta}$", xlabel="$t$", ylim=(-3, 3))
axes[0].set(ylabel="$x_t$")
plt.show()
