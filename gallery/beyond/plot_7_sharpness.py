r"""
Sharpness finds the edge ｜ 锐度走向边缘
=========================================

Twelve small networks on 128 handwritten digits, all rows in every step. **a**: the largest eigenvalue of the Hessian as a share of the limit of stability, mean and the band that holds four out of five. **b**: the loss. 1: gradient descent; 2, 3: momentum and Nesterov's momentum with :math:`\beta = 0.5`. Each method starts at six tenths of its limit, on average.

12 个小网络，128 幅手写数字，每步都用全部样本。**a**：Hessian 矩阵最大的特征值与稳定界限之比，均值与含其中五分之四的色带。**b**：损失。1：梯度下降；2、3：:math:`\beta = 0.5` 的动量法与 Nesterov 动量。每种方法平均都从各自界限的十分之六处出发。
"""

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.data import digits
from momentum.sharpness import perceptron, sharpness
from momentum.training import momentum_step

METHODS = ((0.0, False), (0.5, False), (0.5, True))
NETWORKS, STEPS, EVERY, SHARE = 12, 1200, 20, 0.6

images, labels = digits(torch.Generator().manual_seed(0))
inputs = images[:128] - images[:128].mean(0)
f = perceptron(inputs, torch.eye(10)[labels[:128]], hidden=16)
generator = torch.Generator().manual_seed(1)
start = 0.15 * torch.randn(NETWORKS, f.n, generator=generator)
first, direction = sharpness(f, start, torch.randn(start.shape, generator=generator), rounds=60)

# sphinx_gallery_alt = "a: three curves with bands rise from 0.5; the one with momentum first, then Nesterov's, then gradient descent; each stops at 1 and trembles about it. b: three losses fall, momentum's fastest ｜ a：三条带色带的曲线从 0.5 升起，动量法最先，其次是 Nesterov 动量，最后是梯度下降；都停在 1 处，在其上下微颤。b：三条损失曲线下降，动量法最快"
fig, (left, right) = plotting.figure(8, 3.6, columns=2)
times = torch.arange(0, STEPS + 1, EVERY)
for number, (beta, nesterov) in enumerate(METHODS, 1):
    limit = (2 + 2 * beta) / (1 + 2 * beta * nesterov)  # of eta times sharpness
    eta = SHARE * limit / float(first.mean())
    step = momentum_step(f.gradient, eta, beta, nesterov=nesterov)
    x, v, u, shares, losses = start, torch.zeros_like(start), direction, [], []
    for t in range(STEPS + 1):
        if t % EVERY == 0:
            largest, u = sharpness(f, x, u)
            shares.append(eta * largest / limit)
            losses.append(f.value(x))
        x, v = step(x, v)
    for ax, rows in ((left, shares), (right, losses)):
        plotting.bands(ax, times, torch.stack(rows, 1), label=f"${number}$")
left.axhline(1, color="grey", linestyle=":")
left.set(ylabel=r"$\lambda_{\max}/\lambda^*$")
right.set(ylabel=r"$f$", yscale="log")
for ax in (left, right):
    ax.set(xlabel="$t$")
    plotting.mark(ax)
right.legend()
plt.show()
