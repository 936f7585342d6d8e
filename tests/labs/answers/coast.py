# %% right: the page's formula
def coast(beta, nesterov):
    way = beta / (1 - beta) ** 2
    return beta * way if nesterov else way


# %% right: run
def coast(beta, nesterov):
    v, way = 1 / (1 - beta), 0.0
    while v > 1e-14:
        v *= beta
        way += beta * v if nesterov else v
    return way


# %% right: from the mean lag and the gain
def coast(beta, nesterov):
    gain = 1 / (1 - beta)
    lag = gain - 1
    return lag * lag if nesterov else lag * gain


# %% wrong: the velocity is only one gradient | After a long training it is 1/(1-β)
def coast(beta, nesterov):
    way = beta / (1 - beta)
    return beta * way if nesterov else way


# %% wrong: the last full step counted, too | The last step with a gradient is counted
def coast(beta, nesterov):
    way = 1 / (1 - beta) ** 2
    return beta * way if nesterov else way


# %% wrong: one full step | one step at full speed
def coast(beta, nesterov):
    return 1 / (1 - beta)


# %% wrong: the variant as heavy ball | the variant’s step is -ηβv
def coast(beta, nesterov):
    return beta / (1 - beta) ** 2


# %% wrong: where it moves to | a distance is wanted
def coast(beta, nesterov):
    way = -beta / (1 - beta) ** 2
    return beta * way if nesterov else way


# %% wrong: beta twice | One factor β too many
def coast(beta, nesterov):
    way = beta**2 / (1 - beta) ** 2
    return beta * way if nesterov else way


# %% wrong: times the rate of the question | in units of ηg
def coast(beta, nesterov):
    way = 0.1 * beta / (1 - beta) ** 2
    return beta * way if nesterov else way


# %% wrong: right for 0.9 alone | right 2
def coast(beta, nesterov):
    return 81.0 if nesterov else 90.0
