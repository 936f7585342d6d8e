"""The usual mistakes as steps in plain numbers, like those of `recurrences`."""

from recurrences import averaging, descent, heavy, shrinking


def still(s, x, g, eta, beta, w):
    """Nothing moves."""
    return x


def endless(s, x, g, eta, beta, w):
    """The coefficient on the gradient: the past never fades."""
    s["v"] = s.get("v", 0.0) + beta * (g + w * x)
    return x - eta * s["v"]


def unfading(s, x, g, eta, beta, w):
    """No coefficient at all."""
    return heavy(s, x, g, eta, 1.0, w)


def piled(s, x, g, eta, beta, w):
    """The new velocity is added to the old one: v += βv + g."""
    return heavy(s, x, g, eta, 1 + beta, w)


def swapped(s, x, g, eta, beta, w):
    """The complement of the coefficient in its place."""
    return heavy(s, x, g, eta, 1 - beta, w)


def swapped_average(s, x, g, eta, beta, w):
    """An average whose two weights are exchanged."""
    return averaging(s, x, g, eta, 1 - beta, w)


def both(s, x, g, eta, beta, w):
    """The coefficient on old and new alike."""
    s["v"] = beta * (s.get("v", 0.0) + g + w * x)
    return x - eta * s["v"]


def stale(s, x, g, eta, beta, w):
    """The point moves with the velocity of the step before."""
    old = s.get("v", 0.0)
    s["v"] = beta * old + g + w * x
    return x - eta * old


def hasty(s, x, g, eta, beta, w):
    """The old velocity enters the step before it has been multiplied."""
    old, g = s.get("v", 0.0), g + w * x
    s["v"] = beta * old + g
    return x - eta * (old + g)


def long_descent(s, x, g, eta, beta, w):
    """Gradient descent with the effective learning rate."""
    return descent(s, x, g, eta / (1 - beta), beta, w)


def twice_averaged(s, x, g, eta, beta, w):
    """The factor 1-β twice."""
    return averaging(s, x, g, (1 - beta) * eta, beta, w)


def minus(s, x, g, eta, beta, w):
    """Nesterov's variant with the wrong sign."""
    g = g + w * x
    s["v"] = beta * s.get("v", 0.0) + g
    return x - eta * (g - beta * s["v"])


def buffered(s, x, g, eta, beta, w):
    """The learning rate in the velocity."""
    s["v"] = beta * s.get("v", 0.0) + eta * (g + w * x)
    return x - s["v"]


def unrated(s, x, g, eta, beta, w):
    """No learning rate anywhere."""
    return heavy(s, x, g, 1.0, beta, w)


def twice_rated(s, x, g, eta, beta, w):
    """The learning rate in the velocity and in the step."""
    s["v"] = beta * s.get("v", 0.0) + eta * (g + w * x)
    return x - eta * s["v"]


def uphill(s, x, g, eta, beta, w):
    """The sign of the step turned."""
    s["v"] = beta * s.get("v", 0.0) + g + w * x
    return x + eta * s["v"]


def undecayed(s, x, g, eta, beta, w):
    """The weight decay forgotten."""
    return heavy(s, x, g, eta, beta, 0.0)


def grown(s, x, g, eta, beta, w):
    """The sign of the weight decay turned."""
    return heavy(s, x, g, eta, beta, -w)


def twice_decayed(s, x, g, eta, beta, w):
    """The weight decay counted twice."""
    return heavy(s, x, g, eta, beta, 2 * w)


def twice_shrunk(s, x, g, eta, beta, w):
    """Shrunk once for each of two groups."""
    return shrinking(s, (1 - eta * w) * x, g, eta, beta, w)


def shrunk_and_decayed(s, x, g, eta, beta, w):
    """Shrunk directly, and decayed through the gradient."""
    return heavy(s, (1 - eta * w) * x, g, eta, beta, w)


def bare_decay(s, x, g, eta, beta, w):
    """Shrunk by the decay alone, not times the learning rate."""
    s["v"] = beta * s.get("v", 0.0) + g
    return (1 - w) * x - eta * s["v"]


def fixed(s, x, g, eta, beta, w):
    """The coefficient 0.9 whatever was asked for."""
    return heavy(s, x, g, eta, 0.9, w)


def first_rate(s, x, g, eta, beta, w):
    """The learning rate of the first step for ever."""
    return heavy(s, x, g, s.setdefault("eta", eta), beta, w)


def from_gradient(s, x, g, eta, beta, w):
    """The velocity starts from the first gradient and then adds it."""
    s.setdefault("v", g)
    return heavy(s, x, g, eta, beta, w)


def from_point(s, x, g, eta, beta, w):
    """The velocity starts from the parameter."""
    s.setdefault("v", x)
    return heavy(s, x, g, eta, beta, w)


def undamped(s, x, g, eta, beta, w):
    """An average that starts from the whole first gradient."""
    s.setdefault("v", g + w * x)
    return averaging(s, x, g, eta, beta, w)


def crossed(s, x, g, eta, beta, w):
    """The coefficient on the gradient where Nesterov has it on the velocity."""
    g = g + w * x
    s["v"] = beta * s.get("v", 0.0) + g
    return x - eta * (beta * g + s["v"])


def doubled(s, x, g, eta, beta, w):
    """The coefficient of Nesterov's jump left out."""
    g = g + w * x
    s["v"] = beta * s.get("v", 0.0) + g
    return x - eta * (g + s["v"])


def jumped(s, x, g, eta, beta, w):
    """The jump is made first, but the gradient is that of the point before it."""
    x = x - eta * beta * s.get("v", 0.0)
    return heavy(s, x, g, eta, beta, w)


def unbracketed(s, x, g, eta, beta, w):
    """The brackets round Nesterov's step left out."""
    g = g + w * x
    s["v"] = beta * s.get("v", 0.0) + g
    return x - eta * g - beta * s["v"]


def scaled(s, x, g, eta, beta, w):
    """The whole step 1+β times as long."""
    return heavy(s, x, g, (1 + beta) * eta, beta, w)


def undecayed_ahead(s, x, g, eta, beta, w):
    """Nesterov's variant whose bare gradient has no weight decay."""
    s["v"] = beta * s.get("v", 0.0) + g + w * x
    return x - eta * (g + beta * s["v"])
