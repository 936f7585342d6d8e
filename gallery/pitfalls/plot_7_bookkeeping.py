r"""
Careless bookkeeping ｜ 账目不清
================================

The healthy path (grey, wide) and three faults (orange, thin). 7: the learning rate drops to a tenth at the dotted line, and the velocity still carries the old one. 8: gradient descent on :math:`(x-1)^2/2` with weight decay, which a short cut skips. 9: weight decay alone, with two groups of parameters, and each of them decays everything.

正确的轨迹（灰，宽线）与三种错误（橙，细线）。7：学习率在虚线处降为十分之一，速度里却还带着原来的学习率。8：:math:`(x-1)^2/2` 上带权重衰减的梯度下降，抄近路时漏掉了衰减。9：只有权重衰减，参数分两组，每一组都把所有参数衰减一遍。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.training import descend, momentum_step

ETA, BETA, DECAY = 0.03, 0.9, 0.5
STEPS = 120
DROP = 12

one, three = torch.tensor([[1.0], [3.0]], dtype=torch.float64)
before = descend(momentum_step(lambda x: x, ETA, BETA), one, DROP)
x, v = before.x[-1], before.v[-1]
outside = [*before.x]
for _ in range(STEPS - DROP):
    v = BETA * v + x
    x = x - ETA / 10 * v
    outside.append(x)
x, v = before.x[-1], ETA * before.v[-1]
inside = [*before.x]
for _ in range(STEPS - DROP):
    v = BETA * v + ETA / 10 * x
    x = x - v
    inside.append(x)
decayed = descend(momentum_step(lambda x: x - 1 + DECAY * x, ETA), three, STEPS).x
skipped = descend(momentum_step(lambda x: x - 1, ETA), three, STEPS).x
shrunk = (1 - ETA * DECAY) ** torch.arange(STEPS + 1, dtype=torch.float64)

# sphinx_gallery_alt = "Three panels, the healthy path grey, the faulty one orange: 7 runs on after the dotted line, 8 levels off too high, 9 falls twice as fast ｜ 三幅图，灰色是正确的轨迹，橙色有错误：7 过了虚线仍向前冲，8 停得偏高，9 下降快一倍"
fig, axes = plotting.figure(7.6, 2.7, columns=3)
pairs = ((outside, inside), (decayed, skipped), (shrunk, shrunk**2))
for number, (ax, (healthy, faulty)) in enumerate(zip(axes, pairs, strict=True), 7):
    ax.plot(healthy, color="#999999", linewidth=4)
    ax.plot(faulty, color=plotting.COLOURS[1])
    ax.set_title(f"${number}$", loc="left")
    ax.set(xlabel="$t$", ylim=(-1.1, 1.1) if number == 7 else (0, None))
axes[0].axvline(DROP, color="black", linestyle=":", linewidth=1)
axes[0].set_ylabel("$x_t$")
plt.show()
