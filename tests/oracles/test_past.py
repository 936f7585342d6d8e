"""The law that catches Muon without momentum, put to the Muons of optax and Keras."""

import re
from pathlib import Path

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import pytest
import torch

ROOT = Path(__file__).parents[2]


class Jax(torch.optim.Optimizer):
    """optax behind the arguments of the zoo: one parameter, one state."""

    def __init__(self, params, lr, momentum, rule=optax.contrib.muon):
        super().__init__(params, {})
        self.rule = rule(lr, beta=momentum)
        self.now = self.rule.init(jnp.zeros((2, 2)))
        self.update = jax.jit(self.rule.update)

    @torch.no_grad()
    def step(self):
        (x,) = self.param_groups[0]["params"]
        here = jnp.asarray(x.numpy())
        move, self.now = self.update(jnp.asarray(x.grad.numpy()), self.now, here)
        x += torch.tensor(np.asarray(move))


class Keras(torch.optim.Optimizer):
    """keras.optimizers.Muon, whose parameter is written back after every step."""

    def __init__(self, params, lr, momentum):
        super().__init__(params, {})
        self.mine = keras.Variable(np.zeros((2, 2)), name="kernel")
        self.rule = keras.optimizers.Muon(lr, momentum=momentum)
        self.rule.build([self.mine])

    @torch.no_grad()
    def step(self):
        (x,) = self.param_groups[0]["params"]
        self.rule.apply([x.grad.clone()], [self.mine])
        x.copy_(self.mine.value.detach())


def once(lr, beta):
    """What optax's Muon was before its pull request 1170, in short: the raw gradient is orthogonalised."""
    return optax.contrib.muon(lr, beta=0.0, nesterov=False)


@pytest.mark.parametrize(
    ("make", "kept"),
    [(Jax, True), (Keras, True), (lambda params, **o: Jax(params, rule=once, **o), False)],
    ids=["optax", "keras", "once"],
)
def test_the_past_counts(make, kept):
    page = (ROOT / "docs" / "bug-zoo.md").read_text("utf-8")
    names = {"torch": torch}
    exec(re.search(r"```python\n(def law_past.*?)```", page, re.S)[1], names)
    assert names["law_past"](make) == kept
