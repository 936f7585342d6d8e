"""Time one step of our SGD against torch.optim.SGD: python tests/bench_optim.py build/bench.json.

Every round steps all variants once, in rotating order; the ratio to torch.optim.SGD at its
defaults is taken inside the round, so that what else the machine does falls on both.
"""

import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch.optim import Optimizer

from momentum.optim import SGD

ROUNDS, THREADS, LIMIT = 61, (1, 2), 1.05
VARIANTS: dict[str, Callable[..., Optimizer]] = {
    "torch default": torch.optim.SGD,
    "ours": SGD,
    "foreach=False": partial(torch.optim.SGD, foreach=False),
    "foreach=True": partial(torch.optim.SGD, foreach=True),
    "fused=True": partial(torch.optim.SGD, fused=True),
}

Shape = tuple[int, ...]


def resnet50() -> Iterator[Shape]:
    """Parameter shapes of ResNet-50 by its plan: each convolution without bias, then its norm."""

    def conv(inputs: int, outputs: int, kernel: int) -> list[Shape]:
        return [(outputs, inputs, kernel, kernel), (outputs,), (outputs,)]

    yield from conv(3, 64, 7)
    channels = 64
    for width, blocks in ((64, 3), (128, 4), (256, 6), (512, 3)):
        for block in range(blocks):
            yield from conv(channels, width, 1) + conv(width, width, 3) + conv(width, 4 * width, 1)
            if block == 0:
                yield from conv(channels, 4 * width, 1)
            channels = 4 * width
    yield from [(1000, channels), (1000,)]


CASES: dict[str, list[Shape]] = {
    "one tensor of 10M": [(10_000_000,)],
    "1000 tensors of 1000": [(1000,)] * 1000,
    "ResNet-50": list(resnet50()),
}


def ready(make: Callable[..., Optimizer], shapes: list[Shape]) -> Optimizer:
    """Build an optimiser with gradients in place and its first step done."""
    params = [torch.randn(shape).requires_grad_() for shape in shapes]
    for p in params:
        p.grad = torch.randn_like(p)
    optimizer = make(params, lr=1e-3, momentum=0.9)
    optimizer.step()
    return optimizer


def seconds(optimizer: Optimizer) -> float:
    start = time.perf_counter()
    optimizer.step()
    return time.perf_counter() - start


def measure(shapes: list[Shape]) -> dict[str, dict[str, float]]:
    """Median and quartiles of the ratios to the first variant, and the median time."""
    optimizers = {name: ready(make, shapes) for name, make in VARIANTS.items()}
    names = list(optimizers)
    times: dict[str, list[float]] = {name: [] for name in names}
    for i in range(ROUNDS):
        if sys.stderr.isatty():
            print(f"\r  round {i + 1}/{ROUNDS} \r", end="", file=sys.stderr, flush=True)
        turn = i % len(names)
        for name in names[turn:] + names[:turn]:
            times[name].append(seconds(optimizers[name]))
    result = {}
    for name in names:
        ratios = [t / base for t, base in zip(times[name], times[names[0]], strict=True)]
        low, middle, high = statistics.quantiles(ratios, n=4)
        ms = 1e3 * statistics.median(times[name])
        result[name] = {"ratio": middle, "q1": low, "q3": high, "ms": ms}
    return result


def main(path: Path) -> None:
    torch.manual_seed(0)
    assert len(CASES["ResNet-50"]) == 161
    print("Ratio to torch.optim.SGD at its defaults, momentum 0.9: median [quartiles]")
    print(" " * 24 + "".join(f"{name:>19}" for name in VARIANTS))
    rows: list[dict[str, Any]] = []
    for threads in THREADS:
        torch.set_num_threads(threads)
        for case, shapes in CASES.items():
            result = measure(shapes)
            cells = [f"{r['ratio']:.2f} [{r['q1']:.2f} {r['q3']:.2f}]" for r in result.values()]
            print(f"{case:20} {threads}t " + "".join(f"{cell:>19}" for cell in cells), flush=True)
            rows.append({"case": case, "threads": threads, "variants": result})
    worst = max(row["variants"]["ours"]["ratio"] for row in rows if "1000" not in row["case"])
    print(f"Ours at most {worst:.2f} on the large cases; the aim is {LIMIT}.")
    machine = {"cpu": platform.machine(), "cores": os.cpu_count(), "torch": torch.__version__}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"machine": machine, "limit": LIMIT, "rows": rows}, indent=2) + "\n")
    print(f"Written to {path}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/bench.json"))
