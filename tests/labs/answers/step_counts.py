# %% right: the page's own
lams = [0.5**i for i in range(10)]


def count(eta, beta, steps):
    x, v = [1.0] * 10, [0.0] * 10
    last = 0
    for t in range(1, steps + 1):
        for i in range(10):
            v[i] = beta * v[i] + lams[i] * x[i]
            x[i] = x[i] - eta * v[i]
        if max(abs(one) for one in x) >= 1e-6:
            last = t
    return last + 1


# %% right: one coordinate after the other
def count(eta, beta, steps):
    needed = 0
    for i in range(10):
        lam, x, v, last = 2.0**-i, 1.0, 0.0, 0
        for t in range(1, steps + 1):
            v = beta * v + lam * x
            x -= eta * v
            if abs(x) >= 1e-6:
                last = t
        needed = max(needed, last + 1)
    return needed


# %% right: without the velocity, and ended when all is quiet
def count(eta, beta, steps):
    lams = [1 / 2**i for i in range(10)]
    now, before, t, since = [1.0] * 10, [1.0] * 10, 0, None
    while True:
        t += 1
        new = [now[i] - eta * lams[i] * now[i] + beta * (now[i] - before[i]) for i in range(10)]
        before, now = now, new
        if any(abs(one) >= 1e-6 for one in now):
            since = None
        elif since is None:
            since = t
        elif t > since + 60:
            return since


# %% wrong: the first time below | some coordinate swings up again
def count(eta, beta, steps):
    x, v, t = [1.0] * 10, [0.0] * 10, 0
    while any(abs(one) >= 1e-6 for one in x):
        for i in range(10):
            v[i] = beta * v[i] + 0.5**i * x[i]
            x[i] -= eta * v[i]
        t += 1
    return t


# %% wrong: the last step above in place of the next | One short
def count(eta, beta, steps):
    x, v, last = [1.0] * 10, [0.0] * 10, 0
    for t in range(1, steps + 1):
        for i in range(10):
            v[i] = beta * v[i] + 0.5**i * x[i]
            x[i] -= eta * v[i]
        if max(abs(one) for one in x) >= 1e-6:
            last = t
    return last


# %% wrong: the start counted as step 1 | the start is step 0
def count(eta, beta, steps):
    x, v, t, last = [1.0] * 10, [0.0] * 10, 1, 1
    while t <= steps:
        t += 1
        for i in range(10):
            v[i] = beta * v[i] + 0.5**i * x[i]
            x[i] -= eta * v[i]
        if max(abs(one) for one in x) >= 1e-6:
            last = t
    return last + 1


# %% wrong: one coordinate is enough | when the first coordinate arrives
def count(eta, beta, steps):
    lasts = []
    for i in range(10):
        x, v, last = 1.0, 0.0, 0
        for t in range(1, steps + 1):
            v = beta * v + 0.5**i * x
            x -= eta * v
            if abs(x) >= 1e-6:
                last = t
        lasts.append(last + 1)
    return min(lasts)


# %% wrong: form C | enter with the weight 1
def count(eta, beta, steps):
    x, v, last = [1.0] * 10, [0.0] * 10, 0
    for t in range(1, steps + 1):
        for i in range(10):
            v[i] = beta * v[i] + (1 - beta) * 0.5**i * x[i]
            x[i] -= eta * v[i]
        if max(abs(one) for one in x) >= 1e-6:
            last = t
    return last + 1


# %% wrong: the velocity forgotten | kept from step to step
def count(eta, beta, steps):
    x, last = [1.0] * 10, 0
    for t in range(1, steps + 1):
        for i in range(10):
            v = 0.5**i * x[i]
            x[i] -= eta * v
        if max(abs(one) for one in x) >= 1e-6:
            last = t
    return last + 1


# %% wrong: the start | a return is missing or not reached
lams = [0.5**i for i in range(10)]


def count(eta, beta, steps):
    """Return after how many steps every |x_i| stays below 1e-6."""
    x, v = [1.0] * 10, [0.0] * 10
    for t in range(1, steps + 1):
        for i in range(10):
            ...  # a step of coordinate i
        if max(abs(one) for one in x) < 1e-6:
            return t


# %% wrong: nothing yet | a return is missing or not reached
def count(eta, beta, steps): ...
