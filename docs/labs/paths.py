"""The recurrences that labs compare: momentum in three notations, on gradients that are the same everywhere."""

NOISE = [(7919 * t + 13) % 101 / 50 - 1 for t in range(100)]
UNEVEN = [
    0.05 * (1 + (37 * t) % 17) / 17 for t in range(100)
]  # learning rates, another at each step


def noisy(t, x):
    """Return the gradient of a parabola at x with the noise of step t."""
    return x / 4 + NOISE[t]


def steady(t, x):
    """Return the gradient that is always 1."""
    return 1.0


def parabola(t, x):
    """Return the gradient x."""
    return x


def walk_a(rates, momenta, factors, gradient=noisy):
    """Walk as PyTorch: the rate stands outside the velocity, whose buffer is multiplied before a step."""
    x, v, path = 1.0, 0.0, [1.0]
    for t in range(len(rates)):
        v = momenta[t] * factors[t] * v + gradient(t, x)
        x = x - rates[t] * v
        path.append(x)
    return path


def walk_b(rates, beta, gradient=noisy):
    """Walk as Keras: the rate stands inside the velocity."""
    x, v, path = 1.0, 0.0, [1.0]
    for t in range(len(rates)):
        v = beta * v - rates[t] * gradient(t, x)
        x = x + v
        path.append(x)
    return path


def walk_c(rates, beta, gradient=noisy):
    """Walk as form C: the velocity is an average."""
    x, v, path = 1.0, 0.0, [1.0]
    for t in range(len(rates)):
        v = beta * v + (1 - beta) * gradient(t, x)
        x = x - rates[t] * v
        path.append(x)
    return path
