r"""
Words are eigenvalues ｜ 词就是特征值
=====================================

A model that predicts the next word of Python's help from the last one, with the squared loss. **a**: the frequencies of the thousand most frequent words, which are the eigenvalues; dashed: Zipf's law, :math:`\pi_k = 1/(k H_V)`. **b**: share of the excess loss that is left after :math:`t` steps. 1: gradient descent, :math:`\eta = 1/\pi_1`; 2: momentum, :math:`\beta = 0.9`, :math:`\eta` at three quarters of its limit; 3: the best pair of the worst case; 4: gradients divided by the frequencies, :math:`\eta = 1`; dashed: :math:`1 - \ln t/\ln V`.

由前一个词预测 Python 帮助文本中后一个词的模型，损失为平方损失。**a**：最常见的一千个词的频率，它们就是特征值；虚线：齐普夫定律（Zipf's law），:math:`\pi_k = 1/(k H_V)`。**b**：走 :math:`t` 步之后，超额损失还剩的比例。1：梯度下降，:math:`\eta = 1/\pi_1`；2：动量法，:math:`\beta = 0.9`，:math:`\eta` 取其上限的四分之三；3：最坏情形的最优参数；4：梯度除以频率，:math:`\eta = 1`；虚线：:math:`1 - \ln t/\ln V`。
"""

import math
import re
from collections import Counter
from pydoc_data.topics import topics

import matplotlib.pyplot as plt
import torch

from momentum import plotting
from momentum.dynamics import best_momentum
from momentum.training import descend, momentum_step

V, STEPS, BETA = 1000, 1000, 0.9

words = re.findall(r"\w+|[^\w\s]", "\n\n".join(topics.values()).lower())
rank = {word: k for k, (word, _) in enumerate(Counter(words).most_common(V))}
numbers = torch.tensor([rank.get(word, V) for word in words])  # V stands for all others
counts = torch.zeros(V + 1, V + 1)
counts.index_put_((numbers[:-1], numbers[1:]), torch.tensor(1.0), accumulate=True)
counts = counts[counts[:V].sum(1).argsort(descending=True)]
pi = counts.sum(1) / counts.sum()
weight = pi * (counts / counts.sum(1, keepdim=True)).square().sum(1)
L = float(pi[0])
pair = best_momentum(float(pi[-1]), L)
steps = (
    momentum_step(lambda x: pi * x, 1 / L),
    momentum_step(lambda x: pi * x, 0.75 * (2 + 2 * BETA) / L, BETA),
    momentum_step(lambda x: pi * x, pair.eta, pair.beta),
    momentum_step(lambda x: x, 1.0),
)

# sphinx_gallery_alt = "a, doubly logarithmic: the frequencies fall along a dashed straight line. b, logarithmic steps: 1 falls slowly, along a straight line; 2 swings and is near zero after some twenty steps; 3 comes down from above the picture at step 100; 4 is at zero after one step ｜ a，双对数坐标：频率沿一条虚直线下降。b，步数取对数：1 沿直线缓缓下降；2 来回摆动，二十来步就接近零；3 到第 100 步才从图外落下来；4 一步就到零"
fig, (spectrum, left) = plotting.figure(8, 3.6, columns=2)
k = torch.arange(1, V + 1)
spectrum.loglog(k, pi)
spectrum.loglog(k, 1 / (k * (1 / k).sum()), color="grey", linestyle="--", linewidth=1)
spectrum.set(xlabel="$k$", ylabel=r"$\pi_k$")
times = torch.arange(1, STEPS + 1)
for number, step in enumerate(steps, 1):
    x = descend(step, torch.ones(V), STEPS).x[1:]
    left.semilogx(times, x.square() @ weight / weight.sum(), label=f"${number}$")
left.semilogx(times, 1 - times.log() / math.log(V), color="grey", linestyle="--", linewidth=1)
left.set(xlabel="$t$", ylabel=r"$r_t$", ylim=(-0.05, 1.05))
for ax in (spectrum, left):
    plotting.mark(ax)
left.legend()
plt.show()
