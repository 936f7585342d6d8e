"""Steps of the methods in plain numbers: another route than torch's, to compare a path with.

Each takes its memory (a dictionary), the point, the gradient, η, β and the weight decay, and returns
the new point.
"""


def heavy(s, x, g, eta, beta, w):
    """The momentum method."""
    s["v"] = beta * s.get("v", 0.0) + g + w * x
    return x - eta * s["v"]


def nesterov(s, x, g, eta, beta, w):
    """Nesterov's variant, as PyTorch stores it."""
    g = g + w * x
    s["v"] = beta * s.get("v", 0.0) + g
    return x - eta * (g + beta * s["v"])


def averaging(s, x, g, eta, beta, w):
    """The momentum method with a velocity that is an average."""
    s["v"] = beta * s.get("v", 0.0) + (1 - beta) * (g + w * x)
    return x - eta * s["v"]


def shrinking(s, x, g, eta, beta, w):
    """The momentum method with a decay that does not pass through the velocity."""
    s["v"] = beta * s.get("v", 0.0) + g
    return (1 - eta * w) * x - eta * s["v"]


def descent(s, x, g, eta, beta, w):
    """Gradient descent."""
    return x - eta * (g + w * x)
