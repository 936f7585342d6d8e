# %% right: the page's formula
from math import ceil, log


def steps_to(q, beta):
    return ceil(log(1 - q) / log(beta))


# %% right: counted
def steps_to(q, beta):
    v, t = 0.0, 0
    while v * (1 - beta) < q:
        v = beta * v + 1
        t += 1
    return t


# %% right: the missing share, multiplied down
def steps_to(q, beta):
    missing, t = 1.0, 0
    while missing > 1 - q:
        missing *= beta
        t = t + 1
    return t


# %% right: logarithms to the base ten, rounded up by hand
import math


def steps_to(q, beta):
    t = math.log(1 - q) / math.log(10) / (math.log(beta) / math.log(10))
    return int(t) if t == int(t) else int(t) + 1


# %% wrong: the length of the memory | says how long the memory is
def steps_to(q, beta):
    return 1 / (1 - beta)


# %% wrong: rounded down | one step short
from math import log


def steps_to(q, beta):
    return int(log(1 - q) / log(beta))


# %% wrong: rounded down and one added | leaves a whole number as it is
from math import floor, log


def steps_to(q, beta):
    return floor(log(1 - q) / log(beta)) + 1


# %% wrong: not rounded | Steps are whole
from math import log


def steps_to(q, beta):
    return log(1 - q) / log(beta)


# %% wrong: rounded to the nearest | sometimes too early
from math import log


def steps_to(q, beta):
    return round(log(1 - q) / log(beta))


# %% wrong: q in place of 1 - q | It is the missing share that falls so
from math import ceil, log


def steps_to(q, beta):
    return ceil(log(q) / log(beta))


# %% wrong: one too many | one step too many
def steps_to(q, beta):
    v, t = 0.0, 0
    while v < q / (1 - beta):
        v = beta * v + 1
        t += 1
    return t + 1


# %% wrong: as if the velocity grew evenly | the more of it leaks
from math import ceil


def steps_to(q, beta):
    return ceil(q / (1 - beta))


# %% wrong: nothing yet | a return is missing or not reached
def steps_to(q, beta): ...


# %% wrong: return inside the loop | Always 1: the loop ends after one round
def steps_to(q, beta):
    v = 0
    t = 0
    while v * (1 - beta) < q:
        v = beta * v + 1
        t = t + 1
        return t
