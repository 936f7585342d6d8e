"""Steps of the real MXNet, asked for and answered line by line in JSON; see retired.py."""

import json
import sys
from importlib import import_module

import numpy as np
from valley import GRADIENTS

np.bool = bool  # MXNet 1.9.1 still uses this name, which NumPy took away for a while
mx = import_module("mxnet")


def run(name, options, rates, x, v, first, corrections, slope):
    """Walk with one learning rate for each step; every velocity is first multiplied by its factor."""
    optimizer = mx.optimizer.create(name, learning_rate=rates[0], **options)
    point = mx.nd.array(x, dtype="float64")
    velocity = optimizer.create_state(0, point)
    if v is not None:
        velocity[:] = mx.nd.array(v, dtype="float64")
    trail = [(point.asnumpy().tolist(), velocity.asnumpy().tolist())]
    for t, (rate, factor) in enumerate(zip(rates, corrections, strict=True), first):
        optimizer.set_learning_rate(rate)
        velocity *= factor
        g = mx.nd.array(GRADIENTS[slope](point.asnumpy(), t), dtype="float64")
        optimizer.update(0, point, g, velocity)
        trail.append((point.asnumpy().tolist(), velocity.asnumpy().tolist()))
    return list(zip(*trail, strict=True))


for line in sys.stdin:
    print(json.dumps(run(**json.loads(line))), flush=True)
