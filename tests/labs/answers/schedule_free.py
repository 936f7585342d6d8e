# %% right: as printed
def schedule_free(gradient, gamma, b, start, steps):
    z = x = start
    for t in range(1, steps + 1):
        y = (1 - b) * z + b * x
        z = z - gamma * gradient(y)
        x = x + (z - x) / t
    return x


# %% right: it keeps y and z, and finds x at the end
def schedule_free(gradient, gamma, b, start, steps):
    y = z = start
    total = 0.0
    for t in range(steps):
        z = z - gamma * gradient(y)
        total += z
        y = (1 - b) * z + b * total / (t + 1)
    return total / steps if steps else start


# %% right: momentum that grows, and looks ahead
def schedule_free(gradient, gamma, b, start, steps):
    last = x = start
    for t in range(1, steps + 1):
        move = x - last
        ahead = x + (1 - b) * (t - 2) * move if t > 1 else x
        last, x = x, x + (t - 2) / t * move - gamma / t * gradient(ahead)
    return x


# %% wrong: as it begins | taken at z, whatever b is
def schedule_free(gradient, gamma, b, start, steps):
    z = x = start
    for t in range(1, steps + 1):
        z = z - gamma * gradient(z)
        x = x + (z - x) / t
    return x


# %% wrong: at the average | taken at x, whatever b is
def schedule_free(gradient, gamma, b, start, steps):
    z = x = start
    for t in range(1, steps + 1):
        z = z - gamma * gradient(x)
        x = x + (z - x) / t
    return x


# %% wrong: b on the other point | b and 1−b are swapped
def schedule_free(gradient, gamma, b, start, steps):
    z = x = start
    for t in range(1, steps + 1):
        y = b * z + (1 - b) * x
        z = z - gamma * gradient(y)
        x = x + (z - x) / t
    return x


# %% wrong: the average first | z from before the step
def schedule_free(gradient, gamma, b, start, steps):
    z = x = start
    for t in range(1, steps + 1):
        y = (1 - b) * z + b * x
        x = x + (z - x) / t
        z = z - gamma * gradient(y)
    return x


# %% wrong: the start is counted | the start counts as one of the points
def schedule_free(gradient, gamma, b, start, steps):
    z = x = start
    for t in range(1, steps + 1):
        y = (1 - b) * z + b * x
        z = z - gamma * gradient(y)
        x = x + (z - x) / (t + 1)
    return x


# %% wrong: the point that steps | You return z
def schedule_free(gradient, gamma, b, start, steps):
    z = x = start
    for t in range(1, steps + 1):
        y = (1 - b) * z + b * x
        z = z - gamma * gradient(y)
        x = x + (z - x) / t
    return z


# %% wrong: the point that looks | You return y
def schedule_free(gradient, gamma, b, start, steps):
    y = z = x = start
    for t in range(1, steps + 1):
        z = z - gamma * gradient(y)
        x = x + (z - x) / t
        y = (1 - b) * z + b * x
    return y


# %% wrong: the step is made from y | yours
def schedule_free(gradient, gamma, b, start, steps):
    z = x = start
    for t in range(1, steps + 1):
        y = (1 - b) * z + b * x
        z = y - gamma * gradient(y)
        x = x + (z - x) / t
    return x


# %% wrong: two gradients mixed | you ask for 12 gradients
def schedule_free(gradient, gamma, b, start, steps):
    z = x = start
    for t in range(1, steps + 1):
        z = z - gamma * ((1 - b) * gradient(z) + b * gradient(x))
        x = x + (z - x) / t
    return x


# %% wrong: nothing comes back | a return is missing
def schedule_free(gradient, gamma, b, start, steps):
    z = x = start
    for t in range(1, steps + 1):
        y = (1 - b) * z + b * x
        z = z - gamma * gradient(y)
        x = x + (z - x) / t
