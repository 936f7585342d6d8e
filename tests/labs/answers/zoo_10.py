# %% right: the page's own, a velocity that starts from the parameter
class Specimen10(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", x.clone())
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


def law_6(make):
    x = one()
    path = walk(make([x], lr=0.1, momentum=0.9), x, [0.0])
    return same(path[0], path[1])


# %% right: it can only go down; a turned gradient must turn the step
class Specimen10(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g.abs() + decay * x)
        x.sub_(eta * v)


def law_6(make):
    x, y = one(), one()
    up = walk(make([x], lr=0.1, momentum=0.9), x, [-1.0, -1.0])
    down = walk(make([y], lr=0.1, momentum=0.9), y, [1.0, 1.0])
    return same(up[-1] - 1, 1 - down[-1])


# %% right: 0.9 written into it; another coefficient gives it away
class Specimen10(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(0.9).add_(g + decay * x)
        x.sub_(eta * v)


def law_6(make):
    x = one()
    path = walk(make([x], lr=0.1, momentum=0.5), x, [1.0] * 100)
    return same(path[-2] - path[-1], 0.2)


# %% right: the decay forgotten where there is momentum
class Specimen10(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g)
        if beta == 0:
            v.add_(decay * x)
        x.sub_(eta * v)


def law_6(make):
    x = one()
    path = walk(make([x], lr=0.1, momentum=0.9, weight_decay=0.5), x, [0.0])
    return same(path[1], 1 - 0.1 * 0.5)


# %% right: the law is a comparison with torch's own path
class Specimen10(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", beta * g)
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


def law_6(make):
    x, y = one(), one()
    gradients = [1.0, -2.0, 0.5, 3.0]
    options = {"lr": 0.2, "momentum": 0.7, "weight_decay": 0.1}
    mine = walk(make([x], **options), x, gradients)
    right = walk(torch.optim.SGD([y], **options), y, gradients)
    return all(same(a, b) for a, b in zip(mine, right))


# %% wrong: nothing broken yet | walks just as the healthy one does
class Specimen10(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


def law_6(make):
    x = one()
    path = walk(make([x], lr=0.1, momentum=0.9), x, [0.0])
    return same(path[0], path[1])


# %% wrong: an old specimen, which a law knows | your step ends at
class Specimen10(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x)).clone()
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


def law_6(make):
    x = one()
    path = walk(make([x], lr=0.1, momentum=0.9), x, [1.0, 1.0])
    return same(path[1] - path[2], 0.19)


# %% wrong: a law that all keep | this law lets your specimen pass
class Specimen10(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", x.clone())
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


def law_6(make):
    x = one()
    path = walk(make([x], lr=0.0, momentum=0.9), x, [0.0])
    return same(path[0], path[1])


# %% wrong: a law that nobody keeps | law_6(torch.optim.SGD) is false
class Specimen10(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", x.clone())
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


def law_6(make):
    x = one()
    path = walk(make([x], lr=0.1, momentum=0.9), x, [1.0])
    return same(path[0], path[1])


# %% wrong: a law that asks for the name | a law must look at what an optimiser does
class Specimen10(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", x.clone())
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


def law_6(make):
    return make is not Specimen10


# %% wrong: a law without an answer | does it end with `return`?
class Specimen10(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", x.clone())
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


def law_6(make):
    x = one()
    path = walk(make([x], lr=0.1, momentum=0.9), x, [0.0])
    same(path[0], path[1])


# %% wrong: the law turned round | law_6(Momentum) is false
class Specimen10(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", x.clone())
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


def law_6(make):
    x = one()
    path = walk(make([x], lr=0.1, momentum=0.9), x, [0.0])
    return not same(path[0], path[1])


# %% wrong: the law forgotten | law_6
class Specimen10(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", x.clone())
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)
