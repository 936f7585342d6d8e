# %% right: the page's formula
def sign(u):
    return (u > 0) - (u < 0)


def lion_step(x, v, g, eta, beta1, beta2):
    x = x - eta * sign(beta1 * v + (1 - beta1) * g)
    return x, beta2 * v + (1 - beta2) * g


# %% right: as quasi-hyperbolic momentum
def lion_step(x, v, g, eta, beta1, beta2):
    nu = beta1 / beta2
    v = beta2 * v + (1 - beta2) * g
    along = (1 - nu) * g + nu * v
    if along > 0:
        x -= eta
    elif along < 0:
        x += eta
    return x, v


# %% right: with a list
def lion_step(x, v, g, eta, beta1, beta2):
    moved = [old + (1 - beta) * (g - old) for old, beta in ((v, beta1), (v, beta2))]
    return [x - eta * (1 if moved[0] > 0 else -1), moved[1]]


# %% wrong: signum | that is signum
def lion_step(x, v, g, eta, beta1, beta2):
    v = beta2 * v + (1 - beta2) * g
    return x - eta * ((v > 0) - (v < 0)), v


# %% wrong: the new velocity | Lion takes the old one there
def lion_step(x, v, g, eta, beta1, beta2):
    v = beta2 * v + (1 - beta2) * g
    along = beta1 * v + (1 - beta1) * g
    return x - eta * ((along > 0) - (along < 0)), v


# %% wrong: one mixture | what is stored is mixed with β₂
def lion_step(x, v, g, eta, beta1, beta2):
    v = beta1 * v + (1 - beta1) * g
    return x - eta * ((v > 0) - (v < 0)), v


# %% wrong: swapped | have changed places
def lion_step(x, v, g, eta, beta1, beta2):
    along = beta2 * v + (1 - beta2) * g
    return x - eta * ((along > 0) - (along < 0)), beta1 * v + (1 - beta1) * g


# %% wrong: no sign | this is quasi-hyperbolic momentum
def lion_step(x, v, g, eta, beta1, beta2):
    return x - eta * (beta1 * v + (1 - beta1) * g), beta2 * v + (1 - beta2) * g


# %% wrong: uphill | goes uphill
def lion_step(x, v, g, eta, beta1, beta2):
    along = beta1 * v + (1 - beta1) * g
    return x + eta * ((along > 0) - (along < 0)), beta2 * v + (1 - beta2) * g


# %% wrong: form A | The gradient lacks its factor
def lion_step(x, v, g, eta, beta1, beta2):
    along = beta1 * v + g
    return x - eta * ((along > 0) - (along < 0)), beta2 * v + g


# %% wrong: the velocity is forgotten | should return 2 numbers
def lion_step(x, v, g, eta, beta1, beta2):
    along = beta1 * v + (1 - beta1) * g
    return x - eta * ((along > 0) - (along < 0))
