# %% right: the page's own
def leaky_sum(gradients, beta):
    v, velocities = 0.0, []
    for g in gradients:
        v = beta * v + g
        velocities.append(v)
    return velocities


def weights(beta, t):
    return [beta**age for age in range(t)]


# %% right: as weighted sums
def weights(beta, t):
    found = [1.0]
    while len(found) < t:
        found.append(beta * found[-1])
    return found


def leaky_sum(gradients, beta):
    w = weights(beta, len(gradients))
    return [sum(w[age] * gradients[t - age] for age in range(t + 1)) for t in range(len(gradients))]


# %% right: the weights from a single gradient
def leaky_sum(gradients, beta):
    velocities = []
    for t in range(len(gradients)):
        velocities.append(gradients[t] + (beta * velocities[t - 1] if t else 0))
    return tuple(velocities)


def weights(beta, t):
    return leaky_sum([1.0] + [0.0] * (t - 1), beta)


# %% right: in tensors
import torch


def leaky_sum(gradients, beta):
    g = torch.tensor(gradients, dtype=torch.float64)
    v, velocities = torch.zeros(1, dtype=torch.float64), []
    for i in range(len(gradients)):
        v = beta * v + g[i]
        velocities.append(v.item())
    return velocities


def weights(beta, t):
    return [float(beta) ** age for age in range(t)]


# %% wrong: the average | enter with the weight 1-β
def leaky_sum(gradients, beta):
    v, velocities = 0.0, []
    for g in gradients:
        v = beta * v + (1 - beta) * g
        velocities.append(v)
    return velocities


def weights(beta, t):
    return [beta**age for age in range(t)]


# %% wrong: recorded too early | before its gradient has come in
def leaky_sum(gradients, beta):
    v, velocities = 0.0, []
    for g in gradients:
        velocities.append(v)
        v = beta * v + g
    return velocities


def weights(beta, t):
    return [beta**age for age in range(t)]


# %% wrong: nothing leaks | this is the plain sum
def leaky_sum(gradients, beta):
    v, velocities = 0.0, []
    for g in gradients:
        v += g
        velocities.append(v)
    return velocities


def weights(beta, t):
    return [beta**age for age in range(t)]


# %% wrong: begun anew at every gradient | Nothing is kept
def leaky_sum(gradients, beta):
    velocities = []
    for g in gradients:
        v = 0.0
        v = beta * v + g
        velocities.append(v)
    return velocities


def weights(beta, t):
    return [beta**age for age in range(t)]


# %% wrong: only the last velocity | should return a list of numbers
def leaky_sum(gradients, beta):
    v = 0.0
    for g in gradients:
        v = beta * v + g
    return v


def weights(beta, t):
    return [beta**age for age in range(t)]


# %% wrong: the oldest weight first | oldest first
def leaky_sum(gradients, beta):
    v, velocities = 0.0, []
    for g in gradients:
        v = beta * v + g
        velocities.append(v)
    return velocities


def weights(beta, t):
    return [beta ** (t - 1 - age) for age in range(t)]


# %% wrong: ages from one | β⁰ = 1
def leaky_sum(gradients, beta):
    v, velocities = 0.0, []
    for g in gradients:
        v = beta * v + g
        velocities.append(v)
    return velocities


def weights(beta, t):
    return [beta**age for age in range(1, t + 1)]


# %% wrong: normalised | are not normalised
def leaky_sum(gradients, beta):
    v, velocities = 0.0, []
    for g in gradients:
        v = beta * v + g
        velocities.append(v)
    return velocities


def weights(beta, t):
    total = sum(beta**age for age in range(t))
    return [beta**age / total for age in range(t)]


# %% wrong: one age too many | One age too many
def leaky_sum(gradients, beta):
    v, velocities = 0.0, []
    for g in gradients:
        v = beta * v + g
        velocities.append(v)
    return velocities


def weights(beta, t):
    return [beta**age for age in range(t + 1)]


# %% wrong: the gradients written over | may need its gradients again
def leaky_sum(gradients, beta):
    for t in range(1, len(gradients)):
        gradients[t] += beta * gradients[t - 1]
    return gradients


def weights(beta, t):
    return [beta**age for age in range(t)]


# %% wrong: the start | 100 numbers are expected, yours are 0
def leaky_sum(gradients, beta):
    """Return the velocity after each gradient, from rest."""
    v, velocities = 0.0, []
    for g in gradients:
        ...
    return velocities


def weights(beta, t):
    """Return the weights of the last t gradients, newest first."""
    ...
