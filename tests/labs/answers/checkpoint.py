# %% right: the solution's formulas
def back(y, v, eta, beta):
    d = -eta * v
    theta = y + eta * beta * v
    return theta, d, theta - d


# %% right: each from the checkpoint alone
def back(y, v, eta, beta):
    return y + eta * beta * v, -eta * v, y + eta * (1 + beta) * v


# %% right: y is θ + βd, solved for θ
def back(y, v, eta, beta):
    d = v * -eta
    theta = y - beta * d
    before = theta - d
    return [theta, d, before]


# %% right: on copies, in place
def back(y, v, eta, beta):
    d = v.clone().mul_(-eta)
    theta = y.clone().sub_(d, alpha=beta)
    before = theta.clone().sub_(d)
    return theta, d, before


# %% wrong: as it starts, y taken for θ and v for d | the look-ahead point itself
def back(y, v, eta, beta):
    theta = y
    d = v
    before = theta - d
    return theta, d, before


# %% wrong: the velocity is not the displacement | η is missing
def back(y, v, eta, beta):
    d = -v
    theta = y - beta * d
    return theta, d, theta - d


# %% wrong: the jump in the wrong direction | mend those first
def back(y, v, eta, beta):
    d = -eta * v
    theta = y + beta * d
    return theta, d, theta - d


# %% wrong: the sign of the displacement | d points the way that the point goes
def back(y, v, eta, beta):
    d = eta * v
    theta = y + beta * d
    return theta, d, theta - d


# %% wrong: a whole displacement back | That is θ one step earlier
def back(y, v, eta, beta):
    d = -eta * v
    theta = y + eta * (1 + beta) * v
    return theta, d, theta - d


# %% wrong: without the coefficient | β is missing
def back(y, v, eta, beta):
    d = -eta * v
    theta = y - d
    return theta, d, theta - d


# %% wrong: onwards where backwards is asked for | the way back is θ − d
def back(y, v, eta, beta):
    d = -eta * v
    theta = y + eta * beta * v
    return theta, d, theta + d


# %% wrong: the way back begins at the wrong point | the way back begins at θ
def back(y, v, eta, beta):
    d = -eta * v
    return y + eta * beta * v, d, y - d


# %% wrong: the next jump for the last displacement | the next jump
def back(y, v, eta, beta):
    d = -eta * beta * v
    return y - d, d, y - d - d


# %% wrong: what is not returned | does it end with `return`?
def back(y, v, eta, beta):
    d = -eta * v
    theta = y - beta * d
    print(theta, d, theta - d)


# %% wrong: two of three | must return three tensors
def back(y, v, eta, beta):
    d = -eta * v
    return y - beta * d, d
