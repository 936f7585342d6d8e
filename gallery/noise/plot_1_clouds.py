r"""
Four clouds ｜ 四团云
======================

The ravine with noisy gradients, started at the minimum: 400 runs after 500 steps, the last 40 steps of one of them, and the ellipse of two standard deviations that theory predicts. Momentum at the same :math:`\eta` makes the cloud larger. At the same :math:`\eta/(1-\beta)` the path is smooth, but the cloud is the same. A minibatch ten times as large makes it smaller.

带噪声梯度的峡谷，从极小点出发：400 次运行走 500 步后的位置、其中一次的最后 40 步，以及理论给出的两倍标准差椭圆。:math:`\eta` 相同时，动量法使云变大。:math:`\eta/(1-\beta)` 相同时，轨迹平滑了，云却一样大。小批量增大到十倍，云才变小。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.noise import stationary_variance
from momentum.quadratic import RAVINE
from momentum.training import descend, momentum_step

SETTINGS = ((0.05, 0.0, 1), (0.05, 0.9, 1), (0.005, 0.9, 1), (0.05, 0.0, 10))
DEVIATION = 2.0
RUNS = 400
STEPS = 500
TAIL = 40

generator = torch.Generator().manual_seed(3)
angle = torch.linspace(0, 2 * torch.pi, 200, dtype=torch.float64)
circle = torch.stack([angle.cos(), angle.sin()], 1)


def gradient(x, batch):
    """Exact gradient, and the mean of `batch` independent normal errors."""
    noise = torch.randn(x.shape, generator=generator, dtype=x.dtype)
    return RAVINE.gradient(x) + DEVIATION / batch**0.5 * noise


# sphinx_gallery_alt = "Four clouds of points in the ravine, each filling its ellipse. With beta 0.9 and the same eta the cloud is three times as wide; with the same effective rate it equals the first, though the path through it is smooth; with batch size 10 it is a third as wide ｜ 峡谷中的四团点云，各自填满椭圆。beta 为 0.9 且 eta 相同时，云宽三倍；有效学习率相同时，云与第一团一样，但穿过它的轨迹平滑；批量为 10 时，云只有三分之一宽"
fig, ax = plotting.figure(7.6, 5.2)
ax.remove()
for ax, (eta, beta, batch) in zip(
    fig.subplots(2, 2, sharex=True, sharey=True).flat, SETTINGS, strict=True
):
    step = momentum_step(lambda x, batch=batch: gradient(x, batch), eta, beta)
    x = descend(step, torch.zeros(RUNS, 2, dtype=torch.float64), STEPS).x
    variance = stationary_variance(beta, eta, RAVINE.eigenvalues, DEVIATION**2 / batch)
    plotting.contours(ax, RAVINE, (-5, 5), (-1.6, 1.6))
    ax.plot(*x[-1].T, ".", markersize=3, alpha=0.4)
    ax.plot(*x[-TAIL:, 0].T, linewidth=1.5)
    ax.plot(*(2 * variance.sqrt() * circle).T, color="black", linewidth=1.2)
    ax.set(title=rf"$\eta = {eta},\ \beta = {beta},\ B = {batch}$")
    ax.set(xlim=(-5, 5), ylim=(-1.6, 1.6))
    ax.label_outer()
plt.show()
