# %% right: the page's own
def convert(lr, beta, to):
    if to == "torch":
        return lr * (1 - beta), beta
    if beta == 1:
        raise ValueError("an average with beta = 1 takes nothing in")
    return lr / (1 - beta), beta


# %% right: one factor, one of two ways
def convert(lr, beta, to):
    if not 0 <= beta < 1:
        raise ValueError("beta must lie in [0, 1)")
    factor = {"torch": 1 - beta, "course": 1 / (1 - beta)}[to]
    return [lr * factor, beta]


# %% right: by the weights of a long steady gradient
def convert(lr, beta, to):
    in_torch = sum(beta**age for age in range(3000))
    if beta >= 1:
        raise ValueError("the weights have no sum")
    effective = lr if to == "torch" else lr * in_torch
    return (effective / in_torch if to == "torch" else effective), beta


# %% wrong: copied | Your rate is unchanged
def convert(lr, beta, to):
    return lr, beta


# %% wrong: the other way round | in the wrong direction
def convert(lr, beta, to):
    if beta == 1:
        raise ValueError
    if to == "torch":
        return lr / (1 - beta), beta
    return lr * (1 - beta), beta


# %% wrong: beta in place of 1 - beta | is 1-β, not β
def convert(lr, beta, to):
    if beta == 1:
        raise ValueError
    return (lr * beta if to == "torch" else lr / beta), beta


# %% wrong: one direction for both | in the wrong direction
def convert(lr, beta, to):
    if beta == 1:
        raise ValueError
    return lr * (1 - beta), beta


# %% wrong: the coefficient, not the rate | so β stays
def convert(lr, beta, to):
    if beta == 1:
        raise ValueError
    return lr, 1 - beta


# %% wrong: a division by zero is not refused | raised ZeroDivisionError, not ValueError
def convert(lr, beta, to):
    if to == "torch":
        return lr * (1 - beta), beta
    return lr / (1 - beta), beta


# %% wrong: the rate alone | should return 2 numbers: lr, momentum
def convert(lr, beta, to):
    if beta == 1:
        raise ValueError
    return lr * (1 - beta) if to == "torch" else lr / (1 - beta)


# %% wrong: tenfold back whatever beta is | The factor ten belongs
def convert(lr, beta, to):
    if beta == 1:
        raise ValueError
    return (lr * (1 - beta) if to == "torch" else lr * 10), beta


# %% wrong: right for 0.9 alone | The factor ten belongs
def convert(lr, beta, to):
    if beta == 1:
        raise ValueError
    return (lr * (1 - 0.9) if to == "torch" else lr / (1 - 0.9)), beta
