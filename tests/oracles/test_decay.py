"""Weight decay and BatchNorm's momentum in the real Keras and optax."""

import jax.numpy as jnp
import keras
import numpy as np
import optax
import pytest
import torch
from printed import printed

ETA, DELTA, STEPS = 0.05, 0.3, 10
DECAY = {r"\eta": ETA, r"\delta": DELTA}


def force(x):
    return np.tanh(x - 2) + x / 4


@pytest.mark.checks("eq-decay", by="library")
@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_keras_decouples_weight_decay(beta):
    """Points and velocities of keras.optimizers.SGD with weight_decay against the second printed recursion."""
    x = keras.Variable([1.0], dtype="float64")
    optimizer = keras.optimizers.SGD(ETA, momentum=beta, weight_decay=DELTA)
    optimizer.build([x])
    v = 0.0
    for _ in range(STEPS):
        before = x.value.item()
        g = force(before)
        optimizer.apply([torch.tensor([g], dtype=torch.float64)], [x])  # the torch backend
        values = DECAY | {r"\beta": beta, r"\g_t": g, r"\v_{t-1}": v}
        v = -optimizer.momentums[0].value.item() / ETA if beta else g  # Keras stores form B
        values |= {r"\v_t": v, r"\x_{t-1}": before, r"\x_t": x.value.item()}
        printed("eq-decay").check(values, 2, 3, rel=1e-6)


@pytest.mark.checks("eq-decay", by="library")
@pytest.mark.parametrize("decoupled", [False, True])
def test_in_optax_the_order_decides(decoupled):
    """Chains of optax, with decay before or after the trace, against both printed recursions."""
    parts = [optax.trace(0.9), optax.add_decayed_weights(DELTA)]
    chain = optax.chain(*(parts if decoupled else parts[::-1]), optax.scale(-ETA))
    x = jnp.ones(1)
    state = chain.init(x)
    for _ in range(STEPS):
        g = force(np.asarray(x))
        values = DECAY | {r"\beta": 0.9, r"\g_t": g, r"\x_{t-1}": np.asarray(x)}
        values[r"\v_{t-1}"] = np.asarray(state[not decoupled].trace)
        updates, state = chain.update(jnp.asarray(g), state, x)
        x = optax.apply_updates(x, updates)
        values |= {r"\x_t": np.asarray(x), r"\v_t": np.asarray(state[not decoupled].trace)}
        printed("eq-decay").check(values, *((2, 3) if decoupled else (0, 1)), rel=1e-5)


@pytest.mark.checks("eq-batchnorm", by="library")
def test_keras_weighs_the_old_value():
    """keras BatchNormalization(momentum=1 - m) against the printed recursion with m."""
    theirs, before = keras.layers.BatchNormalization(momentum=0.7), 0.0
    for batch in np.array([[[1.0], [3.0]], [[0.0], [7.0]]], dtype="float32"):
        theirs(batch, training=True)
        after = theirs.moving_mean.value.item()
        values = {"m": 0.3, "b_t": batch.mean(), "r_{t-1}": before, "r_t": after}
        printed("eq-batchnorm").check(values, rel=1e-6)
        before = after
    assert keras.layers.BatchNormalization().momentum == 0.99
