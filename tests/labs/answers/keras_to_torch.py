# %% right: the page's own
def keras_to_torch(old, new, beta):
    if new == 0:
        raise ValueError("PyTorch stands still at a rate of 0, Keras does not")
    return new, beta, old / new


# %% right: the ratio in the momentum, the buffer left alone
def keras_to_torch(old, new, beta):
    if not new > 0:
        raise ValueError("new must be positive")
    ratio = old / new
    return new, beta * ratio, 1.0


# %% right: the division refuses by itself
def keras_to_torch(old, new, beta):
    try:
        factor = old / new
    except ZeroDivisionError:
        raise ValueError("no factor does it")
    return [new, beta, factor]


# %% wrong: copied one to one | So PyTorch does anyhow
def keras_to_torch(old, new, beta):
    return new, beta, 1.0


# %% wrong: the correction for Keras | new rate over the old
def keras_to_torch(old, new, beta):
    if new == 0:
        raise ValueError
    return new, beta, new / old


# %% wrong: zero is not refused | raised ZeroDivisionError, not ValueError
def keras_to_torch(old, new, beta):
    return new, beta, old / new


# %% wrong: a sign taken over from the velocity of Keras | no sign changes
def keras_to_torch(old, new, beta):
    if new == 0:
        raise ValueError
    return new, beta, -old / new


# %% wrong: the rate of form C | lr is the new rate
def keras_to_torch(old, new, beta):
    if new == 0:
        raise ValueError
    return new * (1 - beta), beta, old / new


# %% wrong: both in the momentum and in the buffer | used the factor twice
def keras_to_torch(old, new, beta):
    if new == 0:
        raise ValueError
    ratio = old / new
    return new, beta * ratio, ratio


# %% wrong: the factor alone | should return 3 numbers: lr, momentum, factor
def keras_to_torch(old, new, beta):
    if new == 0:
        raise ValueError
    return old / new


# %% wrong: an assertion in place of a refusal | raised AssertionError, not ValueError
def keras_to_torch(old, new, beta):
    assert new > 0
    return new, beta, old / new


# %% wrong: nothing yet | a return is missing or not reached
def keras_to_torch(old, new, beta): ...
