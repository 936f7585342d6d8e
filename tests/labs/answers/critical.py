# %% right: the page's formula
def best(u):
    return (1 - u**0.5) ** 2, abs(1 - u**0.5)


# %% right: the rate as the root of beta
from math import sqrt


def best(u):
    beta = 1 + u - 2 * sqrt(u)
    return [beta, sqrt(beta)]


# %% right: searched by the roots themselves
def rate(beta, u):
    trace = 1 + beta - u
    square = trace**2 - 4 * beta
    if square < 0:
        return beta**0.5
    return max(abs(trace + square**0.5), abs(trace - square**0.5)) / 2


def best(u):
    low, high = 0.0, 1.0
    for _ in range(200):
        third = (high - low) / 3
        if rate(low + third, u) < rate(high - third, u):
            high = high - third
        else:
            low = low + third
    return high, rate(high, u)


# %% right: halved to where the roots meet
def best(u):
    low, high = 0.0, 1.0
    for _ in range(100):
        beta = (low + high) / 2
        if (1 + beta - u) ** 2 < 4 * beta:
            high = beta
        else:
            low = beta
    return high, high**0.5


# %% wrong: the usual one | One β for all
def best(u):
    return 0.9, 0.9**0.5


# %% wrong: without the root | stands the root of ηλ
def best(u):
    return (1 - u) ** 2, abs(1 - u)


# %% wrong: the rate in place of beta | That is the rate, the root of β
def best(u):
    return abs(1 - u**0.5), abs(1 - u**0.5)


# %% wrong: a negative rate | A rate is never negative
def best(u):
    return (1 - u**0.5) ** 2, 1 - u**0.5


# %% wrong: none beyond 1 | the roots need not be positive
def best(u):
    if u >= 1:
        return 0.0, u - 1
    return (1 - u**0.5) ** 2, 1 - u**0.5


# %% wrong: the other end of the plateau | the roots are real again
def best(u):
    return (1 + u**0.5) ** 2, 1 + u**0.5


# %% wrong: the rate is beta | the rate is its root
def best(u):
    beta = (1 - u**0.5) ** 2
    return beta, beta


# %% wrong: beta alone | should return 2 numbers: beta, rate
def best(u):
    return (1 - u**0.5) ** 2
