r"""
What heavy ball guarantees ｜ 重球法能保证什么
===============================================

Curvature between 1 and 25, :math:`\beta = \frac49`. **a**: rates against :math:`\eta`: certified for all functions (steps), the worst quadratic (curve). Dotted: where the energy theorem ends; grey: some function makes momentum go round three points for ever. **b**: such points for :math:`\eta = \frac19`, and the triangle onto which the gradient of that function projects.

曲率介于 1 与 25 之间，:math:`\beta = \frac49`。**a**：收敛率随 :math:`\eta` 的变化：对一切函数成立的证书（阶梯），最坏的二次函数（曲线）。点线：能量定理到此为止；灰色：有函数使动量法永远绕着三个点走。**b**：:math:`\eta = \frac19` 时这样的三个点，以及该函数的梯度所投影到的三角形。
"""

import math

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.certificates import HEAVY_BALL
from momentum.dynamics import spectral_radius

MU, L, BETA = 1, 25, 4 / 9
ETA = 1 / 9  # of the three points

# sphinx_gallery_alt = "a: a curve falls from 0.96 to 0.67; steps start on it until 0.065, and from 0.07 on climb to 0.99 at 0.1; right of 0.105 the plane is grey. b: a large triangle of three points with arrows around it, and a smaller, slightly turned triangle inside ｜ a：一条曲线从 0.96 降到 0.67；阶梯的左端在 0.065 之前紧贴曲线，0.07 之后升到 0.1 处的 0.99；0.105 以右为灰色。b：三个点连成的大三角形，有箭头绕行，里面是一个略微转过的小三角形"
fig, (left, right) = plotting.figure(8, 3.8, columns=2)
eta = torch.linspace(0.02, (2 + 2 * BETA) / L, 400, dtype=torch.float64)
worst = spectral_radius(BETA, eta[:, None] * torch.linspace(MU, L, 200).double()).amax(1)
left.plot(eta, worst, color="C0", label="$1$")
for number, one in enumerate(HEAVY_BALL):
    ends, rates = (float(one.low), float(one.high)), (float(one.rate),) * 2
    left.plot(ends, rates, "|-", color="C1", label="$2$" if number == 0 else None)
left.axvline(2 * (1 - BETA) / L, color="grey", linestyle=":")
edge = (1341 - math.sqrt(1439181)) / 1350
left.axvspan(edge, float(eta[-1]), color="grey", alpha=0.25, linewidth=0)
left.set(xlabel=r"$\eta$", ylabel=r"$\rho$", ylim=(0.64, 1.01), xlim=(0.018, float(eta[-1])))
plotting.mark(left)
left.legend(loc="lower left")

turn = torch.exp(2j * math.pi * torch.arange(4) / 3)
inner = (1 + BETA - ETA * MU - turn[1] - BETA * turn[2]) / (ETA * (L - MU)) * turn
for points, colour, mark in ((turn, "C1", "o"), (inner, "C2", "s")):
    right.plot(points.real, points.imag, color=colour, marker=mark)
for k in range(3):
    middle, ahead = (turn[k] + turn[k + 1]) / 2, (turn[k + 1] - turn[k]) / 20
    ends = [(float(z.real), float(z.imag)) for z in (middle + ahead, middle - ahead)]
    right.annotate("", *ends, arrowprops={"arrowstyle": "->", "color": "C1", "linewidth": 2})
right.plot([0], [0], "+", color="grey", markersize=10)
right.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
plt.show()
