"""
A velocity in pieces ｜ 切成几块的速度
======================================

Weights, gradients and velocities are sharded over two processes by ``fully_shard``, and compared with one process that has all. Two processes are needed, so this script draws nothing and is started with ``torchrun --nproc-per-node 2 fsdp.py``.

用 ``fully_shard`` 把权重、梯度和速度分到两个进程上，与拥有全部的单个进程比较。它需要两个进程，不绘图，用 ``torchrun --nproc-per-node 2 fsdp.py`` 启动。
"""

# sphinx_gallery_thumbnail_path = "../gallery/machines/two-processes.svg"
import torch
import torch.distributed as dist
from torch import nn
from torch.distributed.fsdp import fully_shard
from torch.distributed.tensor import DTensor, init_device_mesh

from momentum.directions import newton_schulz
from momentum.optim import SGD

ROWS, OUT, IN, STEPS, ETA, BETA = 64, 8, 16, 10, 0.1, 0.9
GENERATOR = torch.Generator().manual_seed(0)
INPUTS = torch.randn(ROWS, IN, generator=GENERATOR, dtype=torch.float64)
TARGETS = torch.randn(ROWS, OUT, generator=GENERATOR, dtype=torch.float64)


class Orthogonal(torch.optim.Optimizer):
    """Step along the orthogonalised velocity, in the numbers of the weights. ｜ 沿正交化的速度走。"""

    def __init__(self, params, lr, momentum, shard_alone=False):
        defaults = {"lr": lr, "momentum": momentum, "shard_alone": shard_alone}
        super().__init__(params, defaults)

    @torch.no_grad()
    def step(self):
        """Average the gradients, orthogonalise, step. ｜ 平均梯度，正交化，走一步。"""
        for group in self.param_groups:
            for x in group["params"]:
                v = self.state[x].setdefault("momentum_buffer", torch.zeros_like(x))
                v.lerp_(x.grad, 1 - group["momentum"])
                if group["shard_alone"]:  # each process knows its own piece only
                    x, v = x.to_local(), v.to_local()
                x.sub_(group["lr"] * newton_schulz(v))


def train(make, mesh=None, rows=slice(None)):
    """Train one matrix; return it and its velocity here. ｜ 训练一个矩阵。"""
    torch.manual_seed(0)
    net = nn.Linear(IN, OUT, bias=False).double()
    if mesh is not None:
        fully_shard(net, mesh=mesh)  # from now on the weight is a DTensor
    optimizer = make(net.parameters(), lr=ETA, momentum=BETA)
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss(net(INPUTS[rows]), TARGETS[rows]).backward()
        optimizer.step()
    x, v = net.weight.detach(), optimizer.state[net.weight]["momentum_buffer"]
    return (x.full_tensor(), v.to_local()) if isinstance(x, DTensor) else (x, v)


def loss(outputs, targets):
    """The mean squared error. ｜ 均方误差。"""
    return (outputs.tanh() - targets).square().mean()


def main():
    """Compare sharded runs with one process. ｜ 把分片的训练与单个进程比较。"""
    if not dist.is_torchelastic_launched():
        raise SystemExit("This wants two processes: torchrun --nproc-per-node 2 fsdp.py")
    dist.init_process_group("gloo")
    mesh = init_device_mesh("cpu", (2,))
    half = (slice(0, 32), slice(32, 64))[dist.get_rank()]

    def muon(params, **options):
        return torch.optim.Muon(params, weight_decay=0, nesterov=False, **options)

    def alone(params, **options):
        return Orthogonal(params, shard_alone=True, **options)

    ways = {
        "SGD": (SGD, SGD),
        "orthogonalised": (Orthogonal, Orthogonal),
        "torch.optim.Muon": (muon, muon),
        "each shard alone": (alone, Orthogonal),
    }
    if dist.get_rank() == 0:
        print(f"{'':20}{'velocity here':>15}{'x - x alone':>14}{'loss':>8}")
    for name, (sharded, whole) in ways.items():
        (x, v), (single, _) = train(sharded, mesh, half), train(whole)
        off, end = (x - single).norm() / single.norm(), loss(INPUTS @ x.T, TARGETS)
        if dist.get_rank() == 0:
            print(f"{name:20}{tuple(v.shape)!s:>15}{show(off):>14}{end:8.2f}")
    dist.destroy_process_group()


def show(distance):
    """Write a distance, without the digits that differ between machines. ｜ 显示距离。"""
    return f"{distance:.3f}" if distance > 1e-9 else "rounding" if distance else "0"


if __name__ == "__main__":
    main()
