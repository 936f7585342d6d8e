r"""
How large the cloud is ｜ 云有多大
===================================

Stationary variance of the point against :math:`1/(1-\beta)`, in units of :math:`(\sigma/\lambda)^2`: lines from theory, dots from 5000 simulated runs each; 1 the momentum method, 2 Nesterov's. **a**: fixed :math:`\eta\lambda`; the first grows like :math:`1/(1-\beta)`, the second stays below a bound. **b**: fixed :math:`\eta\lambda/(1-\beta)`; both fall to a limit, Nesterov's to half of its value at :math:`\beta = 0`.

点的平稳方差随 :math:`1/(1-\beta)` 的变化，以 :math:`(\sigma/\lambda)^2` 为单位：线是理论值，每个点由 5000 次模拟得出；1 是动量法，2 是 Nesterov 动量。**a**：固定 :math:`\eta\lambda`，前者像 :math:`1/(1-\beta)` 一样增长，后者有界。**b**：固定 :math:`\eta\lambda/(1-\beta)`，两者都降到各自的极限，Nesterov 的降到 :math:`\beta = 0` 时的一半。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.noise import stationary_variance

PRODUCT = 0.1
RATE = 0.5
BETAS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98)
RUNS = 5000
STEPS = 400

generator = torch.Generator().manual_seed(0)
beta = 1 - torch.logspace(0, -2, 100, dtype=torch.float64)


def simulate(eta, nesterov):
    """Measure the variance for all of BETAS at once, with curvature and noise of size one."""
    b = torch.tensor(BETAS, dtype=torch.float64)[:, None]
    v = x = torch.zeros(len(BETAS), RUNS, dtype=torch.float64)
    for _ in range(STEPS):
        g = x + torch.randn(x.shape, generator=generator, dtype=x.dtype)
        v = b * v + g
        x = x - eta(b) * (g + b * v if nesterov else v)
    return x.var(1)


# sphinx_gallery_alt = "Two panels of the variance against 1 over 1 minus beta. a, double logarithmic: the line of momentum rises in proportion, Nesterov's bends and levels off near one half. b: momentum falls from a third to a quarter, Nesterov from a third to a sixth ｜ 方差随 1/(1-beta) 变化的两幅图。a，双对数坐标：动量法的线成比例上升，Nesterov 的线弯下来，停在二分之一附近。b：动量法从三分之一降到四分之一，Nesterov 从三分之一降到六分之一"
fig, axes = plotting.figure(8, 3.6, columns=2)
for ax, eta, label in zip(
    axes,
    (lambda b: PRODUCT, lambda b: RATE * (1 - b)),
    (rf"\eta\lambda = {PRODUCT}", rf"\eta\lambda/(1-\beta) = {RATE}"),
    strict=True,
):
    for number, nesterov in enumerate((False, True)):
        theory = stationary_variance(beta, eta(beta), 1.0, nesterov=nesterov)
        (line,) = ax.plot(1 / (1 - beta), theory, label=f"${number + 1}$")
        ax.plot([1 / (1 - b) for b in BETAS], simulate(eta, nesterov), "o", color=line.get_color())
    ax.set(title=f"${label}$", xlabel=r"$1/(1-\beta)$", xscale="log")
axes[0].set(ylabel=r"$\lambda^2 \,\mathrm{Var}\, x/\sigma^2$", yscale="log")
axes[1].set(ylim=(0, 0.4))
for ax in axes:
    plotting.mark(ax)
axes[1].legend()
plt.show()
