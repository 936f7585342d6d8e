# %% right: the page's own
def decouple(delta, beta):
    return delta / (1 - beta)


def retune(coupled, decoupled, old, new):
    return coupled, decoupled * (1 - old) / (1 - new)


# %% right: through the coupled one that has the same destination
def decouple(delta, beta):
    gain = 1 / (1 - beta)
    return gain * delta


def retune(coupled, decoupled, old, new):
    same = (1 - old) * decoupled
    return [coupled, decouple(same, new)]


# %% right: by what does not change, the pace
def decouple(delta, beta):
    eta = 0.1
    pace = eta * delta / (1 - beta)
    return pace / eta


def retune(coupled, decoupled, old, new):
    eta = 1.0
    pace = eta * decoupled
    eta = eta * (1 - new) / (1 - old)
    return coupled, pace / eta


# %% wrong: the same number | only the loss is amplified
def decouple(delta, beta):
    return delta


def retune(coupled, decoupled, old, new):
    return coupled, decoupled


# %% wrong: from decoupled to coupled | from decoupled to coupled
def decouple(delta, beta):
    return delta * (1 - beta)


def retune(coupled, decoupled, old, new):
    return coupled, decoupled * (1 - old) / (1 - new)


# %% wrong: divided by beta | is 1/(1-β), not 1/β
def decouple(delta, beta):
    return delta / beta


def retune(coupled, decoupled, old, new):
    return coupled, decoupled * (1 - old) / (1 - new)


# %% wrong: the coupled one changed with eta | their balance stays
def decouple(delta, beta):
    return delta / (1 - beta)


def retune(coupled, decoupled, old, new):
    factor = (1 - old) / (1 - new)
    return coupled * factor, decoupled * factor


# %% wrong: the decoupled one left alone | what must δ do?
def decouple(delta, beta):
    return delta / (1 - beta)


def retune(coupled, decoupled, old, new):
    return coupled, decoupled


# %% wrong: the decoupled one shrunk with eta | what must δ do?
def decouple(delta, beta):
    return delta / (1 - beta)


def retune(coupled, decoupled, old, new):
    return coupled, decoupled * (1 - new) / (1 - old)


# %% wrong: one of the two | should return 2 numbers: coupled, decoupled
def decouple(delta, beta):
    return delta / (1 - beta)


def retune(coupled, decoupled, old, new):
    return decoupled * (1 - old) / (1 - new)


# %% wrong: 1 + beta | grows without bound
def decouple(delta, beta):
    return delta * (1 + beta)


def retune(coupled, decoupled, old, new):
    return coupled, decoupled * (1 - old) / (1 - new)
