# %% right: the page's formula
def border(lams, beta):
    return (2 + 2 * beta) / max(lams)


# %% right: halved by the roots
def rate(beta, u):
    trace = 1 + beta - u
    square = trace**2 - 4 * beta
    return beta**0.5 if square < 0 else (abs(trace) + square**0.5) / 2


def border(lams, beta):
    low, high = 0.0, 100.0
    for _ in range(80):
        eta = (low + high) / 2
        if max(rate(beta, eta * lam) for lam in lams) < 1:
            low = eta
        else:
            high = eta
    return low


# %% right: the smallest of the borders of all directions
def border(lams, beta):
    gain = 1 / (1 + beta)
    return sorted(2 / (gain * lam) for lam in lams)[0]


# %% wrong: gradient descent | the border of gradient descent
def border(lams, beta):
    return 2 / max(lams)


# %% wrong: the flat direction | the steep one does not
def border(lams, beta):
    return (2 + 2 * beta) / min(lams)


# %% wrong: the first eigenvalue | need not be the largest
def border(lams, beta):
    return (2 + 2 * beta) / lams[0]


# %% wrong: the end of the plateau | There the plateau ends
def border(lams, beta):
    return (1 + beta**0.5) ** 2 / max(lams)


# %% wrong: as if gradients added up | they flip, and are damped
def border(lams, beta):
    return 2 * (1 - beta) / max(lams)


# %% wrong: form C | the border of form C
def border(lams, beta):
    return 2 * (1 + beta) / (1 - beta) / max(lams)


# %% wrong: half of what momentum adds | Half of what momentum adds
def border(lams, beta):
    return (2 + beta) / max(lams)


# %% wrong: the product, not the rate | divide by the largest λ
def border(lams, beta):
    return 2 + 2 * beta


# %% wrong: the mean curvature | The mean eigenvalue is no direction
def border(lams, beta):
    return (2 + 2 * beta) / (sum(lams) / len(lams))
