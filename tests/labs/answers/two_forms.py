# %% right: the page's formula
def next_point(now, before, g, eta, old, beta):
    return now - eta * g + beta * eta / old * (now - before)


# %% right: the velocity found again
def next_point(now, before, g, eta, old, beta):
    v = (before - now) / old
    v = beta * v + g
    return now - eta * v


# %% right: one bracket
def next_point(now, before, g, eta, old, beta):
    move = now - before
    return now + eta * (beta * move / old - g)


# %% wrong: beta stays at a change | so Keras walks
def next_point(now, before, g, eta, old, beta):
    return now - eta * g + beta * (now - before)


# %% wrong: the ratio upside down | upside down
def next_point(now, before, g, eta, old, beta):
    return now - eta * g + beta * old / eta * (now - before)


# %% wrong: the move backwards | The last move has the wrong sign
def next_point(now, before, g, eta, old, beta):
    return now - eta * g + beta * eta / old * (before - now)


# %% wrong: uphill | the gradient points uphill
def next_point(now, before, g, eta, old, beta):
    return now + eta * g + beta * eta / old * (now - before)


# %% wrong: the old rate on the gradient | is multiplied by the old rate
def next_point(now, before, g, eta, old, beta):
    return now - old * g + beta * eta / old * (now - before)


# %% wrong: the rate once more | do not multiply by η again
def next_point(now, before, g, eta, old, beta):
    return now - eta * (g - beta * eta / old * (now - before))


# %% wrong: gradient descent | this is gradient descent
def next_point(now, before, g, eta, old, beta):
    return now - eta * g


# %% wrong: nothing returned | a return is missing or not reached
def next_point(now, before, g, eta, old, beta):
    now = now - eta * g + beta * eta / old * (now - before)
