r"""
A leaky average is a low-pass filter ｜ 泄漏平均是低通滤波器
============================================================

**a**: a slow drift with a zigzag on it (blue, thin), and its leaky average with :math:`\beta = 0.9` (orange, thick), which follows the drift (dashed) some steps late. **b**: by how much a wave of the frequency :math:`\omega` is multiplied; at :math:`\omega = \pi` it flips its sign at every step.

**a**：缓慢的漂移叠加锯齿（蓝，细线），以及它在 :math:`\beta = 0.9` 时的泄漏平均（橙，粗线）；后者跟着漂移（虚线）走，晚几步。**b**：频率为 :math:`\omega` 的波所乘的倍数；:math:`\omega = \pi` 的波每一步都反号。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.averages import frequency_response, gain, leaky_sum

BETA = 0.9
COLOURS = {0.5: "#009E73", 0.9: "#D55E00", 0.99: "#CC79A7"}
PERIOD = 120

t = torch.arange(1, PERIOD + 1, dtype=torch.float64)
drift = torch.cos(2 * torch.pi * t / PERIOD)
gradients = drift + (-1) ** t
omega = torch.linspace(0, torch.pi, 181, dtype=torch.float64)

# sphinx_gallery_alt = "a: a dense zigzag around one slow wave, and a smooth curve through its middle that comes some steps late. b: on a logarithmic scale, three curves of the gain fall from 1 at frequency 0 to their lowest value at pi; the larger beta, the lower ｜ a：一条缓慢的波上叠着密集的锯齿，一条平滑的曲线从中间穿过，晚到几步。b：对数坐标上，三条增益曲线从频率 0 处的 1 降到 pi 处的最低值；beta 越大，降得越低"
fig, (signal, gains) = plotting.figure(8, 3.6, columns=2, width_ratios=(3, 2))
signal.plot(t, gradients, linewidth=0.8, label="$g_t$")
signal.plot(t, (1 - BETA) * leaky_sum(gradients, BETA), label=r"$(1-\beta)\,v_t$")
signal.plot(t, drift, "--", color="#555555", linewidth=1)
signal.set(xlabel="$t$")
signal.legend(loc="upper center", ncols=2)
for beta, colour in COLOURS.items():
    normalised = frequency_response(beta, omega).abs() / gain(beta)
    gains.semilogy(omega, normalised, color=colour, label=rf"$\beta = {beta}$")
gains.set(xlabel=r"$\omega$", ylabel=r"$(1-\beta)\,G(\omega)$", ylim=(0.003, 15))
gains.set_xticks([0, torch.pi / 2, torch.pi], ["$0$", r"$\pi/2$", r"$\pi$"])
plotting.mark(gains)
gains.legend(fontsize=11, loc="upper right")
plt.show()
