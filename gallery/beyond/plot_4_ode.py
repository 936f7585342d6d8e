r"""
The equation of motion behind momentum ｜ 动量法背后的运动方程
==============================================================

**a**: the ball :math:`\ddot X + \gamma\dot X + f'(X) = 0` (grey), momentum with :math:`\eta = h^2`, :math:`\beta = 1-\gamma h` for three :math:`h` (dots and crosses), and the gradient flow (dotted). **b**: largest error up to time 12 against :math:`h`; the slopes are 1 (blue, circles), 2 (orange, squares, symmetric choice with the right :math:`v_0`) and 1 again (green, triangles, symmetric choice from rest).

**a**：灰色为小球的运动 :math:`\ddot X + \gamma\dot X + f'(X) = 0`，点与叉号为取 :math:`\eta = h^2`、:math:`\beta = 1-\gamma h` 的动量法，三种 :math:`h` 各用一种记号，点线为梯度流。**b**：时刻 12 之前的最大误差随 :math:`h` 的变化；斜率依次为 1（蓝，圆点）、2（橙，方块，对称取法配合适的 :math:`v_0`）和 1（绿，三角，对称取法从静止出发）。
"""

import matplotlib.pyplot as plt
import numpy as np
import torch
from scipy.integrate import solve_ivp

from momentum import plotting
from momentum.landscapes import WELLS
from momentum.training import momentum_step

START, DRAG, TIME = 0.3, 0.5, 12.0
SHOWN, SIZES = (0.8, 0.4, 0.2), 0.8 * 0.5 ** np.arange(7)


def solve(f, first):
    """Solve an initial value problem to about ten digits."""
    return solve_ivp(f, (0, TIME), first, "DOP853", dense_output=True, rtol=1e-11, atol=1e-12).sol


def momentum(h, symmetric, push=0.0):
    """Return the path up to TIME with the coefficients of one choice."""
    half = DRAG * h / 2 if symmetric else 0.0
    eta, beta = h**2 / (1 + half), (1 - half) / (1 + half) if symmetric else 1 - DRAG * h
    step = momentum_step(WELLS.gradient, eta, beta)
    path = [(torch.tensor([START]).double(), torch.tensor([push * (1 + half)]).double())]
    for _ in range(round(TIME / h)):
        path.append(step(*path[-1]))
    return torch.cat([x for x, _ in path]).numpy()


slope = np.polynomial.Polynomial([0.1, -1, 0, 1])  # WELLS.gradient, for numbers
ball = solve(lambda s, z: [z[1], -DRAG * z[1] - slope(z[0])], [START, 0.0])
flow = solve(lambda s, z: -slope(z), [START])

# sphinx_gallery_alt = "a: a damped swing into a well; dots of smaller step lie closer to the curve; a dotted curve creeps up without swinging. b: three straight lines on double logarithmic scales, two of slope one and one of slope two ｜ a：摆动着落入阱中的曲线，步长越小的点离曲线越近；虚线慢慢逼近，不摆动。b：双对数坐标上的三条直线，两条斜率为一，一条斜率为二"
fig, (motion, error) = plotting.figure(8, 3.8, columns=2)
time = np.linspace(0, TIME, 400)
motion.plot(time, ball(time)[0], color="#999999", linewidth=3)
motion.plot(time, flow(time)[0], ":", color="black")
for h, colour, shape in zip(SHOWN, plotting.COLOURS[3:], ".x+", strict=True):
    path = momentum(h, symmetric=False)
    motion.plot(h * np.arange(len(path)), path, shape, color=colour, label=f"$h = {h}$")
motion.set(xlabel="$s$", ylabel="$X(s),\\ x_{s/h}$")
motion.legend()
for choice in ((False,), (True, -slope(START) / 2), (True,)):
    paths = [momentum(h, *choice) for h in SIZES]
    far = [abs(p - ball(h * np.arange(len(p)))[0]).max() for h, p in zip(SIZES, paths, strict=True)]
    error.loglog(SIZES, far, "o-")
error.set(xlabel="$h$", ylabel=r"$\max\,|x_t - X(th)|$", xticks=SIZES[::2], xticklabels=SIZES[::2])
error.minorticks_off()
plotting.mark(error)
plt.show()
