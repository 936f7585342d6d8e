r"""
First the jump, then the gradient ｜ 先跳，再求梯度
===================================================

One step across the floor of the ravine, from the same point with the same velocity. **a**: the momentum method takes the gradient where it stands, and pushes on. **b**: Nesterov's takes it where the momentum leads, beyond the floor, and brakes.

从同一点、以同一速度横跨峡谷谷底走一步。**a**：动量法在当前点求梯度，继续往前推。**b**：Nesterov 动量在动量将要到达的点求梯度，那里已越过谷底，于是刹车。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.quadratic import RAVINE

ETA = 0.15
BETA = 0.9
X = (-3.3, 0.95)
V = (-7.5, 10.5)
X1, X2 = (-4.6, -1.0), (-1.5, 1.5)
BLUE, ORANGE = plotting.COLOURS[:2]

x = torch.tensor(X, dtype=torch.float64)
jump = x - ETA * BETA * torch.tensor(V, dtype=torch.float64)
points = {"x_{t-1}": x, "y_{t-1}": jump}


def arrow(ax, start, end, colour, text, offset):
    """Draw an arrow and write its formula beside its middle."""
    style = {"arrowstyle": "-|>", "color": colour, "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", end.tolist(), start.tolist(), arrowprops=style)
    ax.text(*((start + end) / 2 + torch.tensor(offset)).tolist(), f"${text}$", color=colour)


# sphinx_gallery_alt = "Two panels of a ravine with arrows from the same point. a: the gradient arrow at the start points on across the floor, and the step ends far up the other side. b: after the same jump the gradient arrow points back to the floor, and the step ends near it ｜ 两幅峡谷图，箭头从同一点出发。a：起点处的梯度箭头指向谷底另一侧，这一步冲到对面坡上很高处。b：同样跳过去之后，梯度箭头指回谷底，这一步落在谷底附近"
fig, axes = plotting.figure(8.4, 3.9, columns=2, sharey=True)
for ax, (name, at) in zip(axes, points.items(), strict=True):
    plotting.contours(ax, RAVINE, X1, X2)
    pull = -ETA * RAVINE.gradient(at)
    arrow(ax, x, jump, ORANGE, r"-\eta\beta v_{t-1}", (0.1, 0.05))
    arrow(ax, jump, jump + pull, BLUE, rf"-\eta\nabla f({name})", (0.1, -0.05))
    if at is x:
        arrow(ax, x, x + pull, BLUE, rf"-\eta\nabla f({name})", (-1.18, -0.15))
    places = (("x_{t-1}", x, -40, "full"), ("y_{t-1}", jump, -40, "none"))
    for label, point, dx, fill in (*places, ("x_t", jump + pull, 8, "full")):
        ax.plot(*point, "o", color="#222222", markersize=5, fillstyle=fill)
        ax.annotate(f"${label}$", point.tolist(), (dx, 3), textcoords="offset points")
    ax.set(xlim=X1, ylim=X2, aspect="equal")
axes[1].set_ylabel("")
plt.show()
