"""
A velocity outside ｜ 外层的速度
===============================

Two processes walk alone for a while; how far they came together is the gradient of an outer momentum. Two processes are needed, so this script draws nothing and is started with ``torchrun --nproc-per-node 2 outer.py``.

两个进程各自走一阵子，共同走过的路就是外层动量法的梯度。它需要两个进程，不绘图，用 ``torchrun --nproc-per-node 2 outer.py`` 启动。
"""

# sphinx_gallery_thumbnail_path = "../gallery/machines/two-processes.svg"
import torch
import torch.distributed as dist
from torch import nn
from torch.nn.utils import parameters_to_vector

from momentum.data import airfoil
from momentum.optim import SGD
from momentum.training import half_mse

ROWS, STEPS, ETA, GAMMA, BETA = 64, 64, 0.05, 0.7, 0.9  # ROWS make one minibatch
FEATURES, TARGETS = airfoil(torch.float64)


def network():
    """The same start everywhere. ｜ 处处相同的起点。"""
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(5, 16), nn.Tanh(), nn.Linear(16, 1)).double()


def learn(net, optimizer, t, rows):
    """One inner step on these rows of minibatch t. ｜ 用第 t 个小批量的这些行走一步内层更新。"""
    batch = torch.arange(t * ROWS, (t + 1) * ROWS)[rows] % len(FEATURES)
    optimizer.zero_grad()
    half_mse(net(FEATURES[batch]), TARGETS[batch]).backward()
    optimizer.step()


def mean(vector):
    """Average a vector over the processes. ｜ 在各进程之间取平均。"""
    total = vector.detach().clone()
    dist.all_reduce(total)
    return total / dist.get_world_size()


def two_loops(period, rows, nesterov, over=mean, inner=torch.optim.SGD):
    """Take `period` inner steps, then one outer step along the way they went. ｜ 内外两层循环。"""
    net = network()
    inside = inner(net.parameters(), lr=ETA)
    common = [p.detach().clone() for p in net.parameters()]
    outside = SGD(common, lr=GAMMA, momentum=BETA, nesterov=nesterov)
    for t in range(STEPS):
        learn(net, inside, t, rows)
        if (t + 1) % period == 0:
            for x, p in zip(common, net.parameters(), strict=True):
                x.grad = x - over(p.detach())  # the outer gradient
            outside.step()
            for x, p in zip(common, net.parameters(), strict=True):
                p.data.copy_(x)
    velocity = [outside.state[x]["momentum_buffer"] for x in common]
    return parameters_to_vector(common), parameters_to_vector(velocity)


def one_loop(nesterov):
    """Momentum with the product of both rates, in one process. ｜ 单进程，学习率为两者之积。"""
    net = network()
    optimizer = SGD(net.parameters(), lr=ETA * GAMMA, momentum=BETA, nesterov=nesterov)
    for t in range(STEPS):
        learn(net, optimizer, t, slice(None))
    return parameters_to_vector(net.parameters()).detach()


def main():
    """Compare two processes with one. ｜ 两个进程与单个进程比较。"""
    if not dist.is_torchelastic_launched():
        raise SystemExit("This wants two processes: torchrun --nproc-per-node 2 outer.py")
    dist.init_process_group("gloo")
    half = (slice(0, 32), slice(32, 64))[dist.get_rank()]
    runs = {
        "H = 1, momentum": (two_loops(1, half, False), one_loop(False)),
        "H = 1, Nesterov": (two_loops(1, half, True), one_loop(True)),
        "H = 8, Nesterov": (
            two_loops(8, half, True),
            two_loops(8, slice(None), True, over=lambda p: p)[0],
        ),
    }
    found = [((v - mean(v)).norm(), (x - alone).norm()) for (x, v), alone in runs.values()]
    if dist.get_rank() == 0:
        print(f"{'':24}{'v - mean v':>12}{'x - x alone':>13}")
        for name, (apart, off) in zip(runs, found, strict=True):
            print(f"{name:24}{show(apart):>12}{show(off):>13}")
    dist.destroy_process_group()


def show(distance):
    """Write a distance, without the digits that differ between machines. ｜ 显示距离。"""
    return f"{distance:.3f}" if distance > 1e-9 else "rounding" if distance else "0"


if __name__ == "__main__":
    main()
