# %% right: the page's own
mu, L = 0.2, 4.0
eta = (2 / (L**0.5 + mu**0.5)) ** 2
beta = ((L**0.5 - mu**0.5) / (L**0.5 + mu**0.5)) ** 2


# %% right: the numbers of the text
eta, beta = 0.668, 0.403


# %% right: searched on a grid
def rate(eta, beta):
    worst = 0
    for lam in (0.2, 4.0):
        trace = 1 + beta - eta * lam
        square = trace**2 - 4 * beta
        worst = max(worst, beta**0.5 if square < 0 else (abs(trace) + square**0.5) / 2)
    return worst


grid = [(i / 100, j / 100) for i in range(50, 80) for j in range(30, 60)]
eta, beta = min(grid, key=lambda pair: rate(*pair))


# %% right: by the condition number
kappa = 20
root = kappa**0.5
beta = ((root - 1) / (root + 1)) ** 2
eta = (1 - beta**0.5) ** 2 / 0.2


# %% wrong: the pair of the text | a smaller β is faster
eta, beta = 0.6, 0.5


# %% wrong: no momentum | must stay below 2 + 2β
eta, beta = 0.6, 0.0


# %% wrong: the usual coefficient | a smaller β is faster
eta, beta = 0.1, 0.9


# %% wrong: the best gradient descent | only a larger β helps both
eta, beta = 2 / 4.2, 0.0


# %% wrong: too short a step | the point creeps
eta, beta = 0.1, 0.4


# %% wrong: beyond the border | must stay below 2 + 2β
eta, beta = 0.8, 0.4


# %% wrong: the best coefficient of Nesterov's method | a smaller β is faster
kappa = 20
eta, beta = 0.25, (kappa**0.5 - 1) / (kappa**0.5 + 1)


# %% wrong: the roots forgotten | a smaller β is faster
mu, L = 0.2, 4.0
eta = (2 / (L + mu)) ** 2
beta = ((L - mu) / (L + mu)) ** 2


# %% wrong: upside down | η must be positive
eta, beta = -0.6, 0.5
