"""
Momentum on two processes ｜ 两个进程上的动量法
===============================================

A small network trained on the airfoil data in six ways, each held against a single process. Two processes are needed, so this script draws nothing and is started with ``torchrun --nproc-per-node 2 ddp.py``.

用六种方式在翼型数据上训练一个小网络，各与单个进程对照。它需要两个进程，不绘图，用 ``torchrun --nproc-per-node 2 ddp.py`` 启动。
"""

# sphinx_gallery_thumbnail_path = "../gallery/machines/two-processes.svg"
import gc

import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.nn.utils import parameters_to_vector, vector_to_parameters

from momentum.data import airfoil
from momentum.optim import SGD
from momentum.training import half_mse

ROWS, STEPS, ETA, BETA, PERIOD = 64, 40, 0.05, 0.9, 4  # ROWS make one minibatch
FEATURES, TARGETS = airfoil(torch.float64)


def train(rows=slice(None), weight=1.0, eta=ETA, wrap=lambda model: model, after=None):
    """Train on these rows of each minibatch. ｜ 每个小批量只用这些行来训练。"""
    torch.manual_seed(0)  # the same start everywhere
    net = nn.Sequential(nn.Linear(5, 16), nn.Tanh(), nn.Linear(16, 1)).double()
    model, optimizer = wrap(net), SGD(net.parameters(), lr=eta, momentum=BETA)
    for t in range(1, STEPS + 1):
        batch = torch.arange(t * ROWS, (t + 1) * ROWS)[rows] % len(FEATURES)
        optimizer.zero_grad()
        (weight * half_mse(model(FEATURES[batch]), TARGETS[batch])).backward()
        optimizer.step()
        if after is not None and t % PERIOD == 0:
            after(net, optimizer)
    velocities = [optimizer.state[p]["momentum_buffer"] for p in net.parameters()]
    weights = parameters_to_vector(net.parameters()).detach()
    return weights, parameters_to_vector(velocities)


def mean(vector):
    """Average a vector over the processes. ｜ 在各进程之间取平均。"""
    total = vector.detach().clone()
    dist.all_reduce(total)
    return total / dist.get_world_size()


def average_x(net, optimizer):
    """Local SGD: average the weights. ｜ 本地 SGD：平均权重。"""
    weights = mean(parameters_to_vector(net.parameters()))
    vector_to_parameters(weights, net.parameters())


def average_x_and_v(net, optimizer):
    """Average the velocities as well. ｜ 连同速度一起平均。"""
    average_x(net, optimizer)
    for state in optimizer.state.values():
        state["momentum_buffer"].copy_(mean(state["momentum_buffer"]))


def main():
    """Train in six ways, compare with one process. ｜ 用六种方式训练，与单进程比较。"""
    if not dist.is_torchelastic_launched():
        raise SystemExit("This wants two processes: torchrun --nproc-per-node 2 ddp.py")
    dist.init_process_group("gloo")
    rank = dist.get_rank()
    half = (slice(0, 32), slice(32, 64))[rank]
    part = (slice(0, 48), slice(48, 64))[rank]
    share = (48 / 32, 16 / 32)[rank]  # rows here, over the mean number of rows
    ddp = DistributedDataParallel
    runs = {
        "32 + 32 rows": train(half, wrap=ddp),
        "48 + 16 rows": train(part, wrap=ddp),
        "48 + 16 rows, weighted": train(part, share, wrap=ddp),
        "sum of 32, eta / 32": train(half, 32, ETA / 32, wrap=ddp),
        "local, x averaged": train(half, after=average_x),
        "local, x and v averaged": train(half, after=average_x_and_v),
    }
    alone, _ = train()
    found = [((v - mean(v)).norm(), (mean(x) - alone).norm()) for x, v in runs.values()]
    if rank == 0:
        print(f"{'':24}{'v - mean v':>12}{'x - x alone':>13}")
        for name, (apart, off) in zip(runs, found, strict=True):
            print(f"{name:24}{show(apart):>12}{show(off):>13}")
    gc.collect()  # a DDP model that outlives its process group can abort the exit
    dist.destroy_process_group()


def show(distance):
    """Write a distance, without the digits that differ between machines. ｜ 显示距离。"""
    return f"{distance:.3f}" if distance > 1e-9 else "rounding" if distance else "0"


if __name__ == "__main__":
    main()
