# %% right: the page's own
def gap(lr, beta, first):
    return -lr * beta / (1 - beta) * first


def undamped(lr, beta, d, started):
    if d > 0 and not started:
        raise ValueError("the first gradient comes in undamped")
    return lr * (1 - d), 1 / (1 - d)


# %% right: the gap as a sum over the steps
def gap(lr, beta, first):
    return -sum(lr * beta**t * first for t in range(1, 2000))


def undamped(lr, beta, d, started):
    keep = 1 - d
    if keep != 1 and not started:
        raise ValueError
    return [keep * lr, 1 / keep]


# %% right: the gap by running both
def gap(lr, beta, first):
    x, damped, average = 0.0, first, (1 - beta) * first
    for _ in range(2000):
        x = x - lr * (damped - average)
        damped, average = beta * damped, beta * average
    return x


def undamped(lr, beta, d, started):
    if d == 0:
        return lr, 1.0
    if not started:
        raise ValueError("no constant rate does it")
    rate = lr - lr * d
    return rate, lr / rate


# %% wrong: the start | there is no gap
def gap(lr, beta, first):
    return 0.0


def undamped(lr, beta, d, started):
    return lr * (1 - d), 1.0


# %% wrong: the sign of the gap | steps go against the gradient
def gap(lr, beta, first):
    return lr * beta / (1 - beta) * first


def undamped(lr, beta, d, started):
    if d > 0 and not started:
        raise ValueError
    return lr * (1 - d), 1 / (1 - d)


# %% wrong: all that the first gradient does | form C has its share
def gap(lr, beta, first):
    return -lr / (1 - beta) * first


def undamped(lr, beta, d, started):
    if d > 0 and not started:
        raise ValueError
    return lr * (1 - d), 1 / (1 - d)


# %% wrong: velocities in place of points | a step is η times as long
def gap(lr, beta, first):
    return -beta / (1 - beta) * first


def undamped(lr, beta, d, started):
    if d > 0 and not started:
        raise ValueError
    return lr * (1 - d), 1 / (1 - d)


# %% wrong: the rate of the example written down | is to depend on lr
def gap(lr, beta, first):
    return -lr * beta / (1 - beta) * first


def undamped(lr, beta, d, started):
    if d > 0 and not started:
        raise ValueError
    return 0.1 * (1 - d), 1 / (1 - d)


# %% wrong: the buffer multiplied | divided by 1-d, not multiplied
def gap(lr, beta, first):
    return -lr * beta / (1 - beta) * first


def undamped(lr, beta, d, started):
    if d > 0 and not started:
        raise ValueError
    return lr * (1 - d), 1 - d


# %% wrong: the buffer left alone | The buffer stays as it is
def gap(lr, beta, first):
    return -lr * beta / (1 - beta) * first


def undamped(lr, beta, d, started):
    if d > 0 and not started:
        raise ValueError
    return lr * (1 - d), 1.0


# %% wrong: the rate left alone | new gradients come in undamped
def gap(lr, beta, first):
    return -lr * beta / (1 - beta) * first


def undamped(lr, beta, d, started):
    if d > 0 and not started:
        raise ValueError
    return lr, 1.0


# %% wrong: converted from rest as well | no rate does both
def gap(lr, beta, first):
    return -lr * beta / (1 - beta) * first


def undamped(lr, beta, d, started):
    return lr * (1 - d), 1 / (1 - d)


# %% wrong: refused without dampening, too | ValueError
def gap(lr, beta, first):
    return -lr * beta / (1 - beta) * first


def undamped(lr, beta, d, started):
    if not started:
        raise ValueError("not from rest")
    return lr * (1 - d), 1 / (1 - d)
