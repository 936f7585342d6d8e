# %% right: the page's own repair
class Specimen8(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        if beta == 0:  # nothing to remember, a short cut
            x.sub_(eta * (g + decay * x))
            return
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% right: no short cut
class Specimen8(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% right: the decay before the fork
class Specimen8(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        g = g + decay * x
        if beta == 0:
            x.sub_(eta * g)
            return
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g)
        x.sub_(eta * v)


# %% right: the fork only chooses the direction
class Specimen8(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        step = g + decay * x
        if beta > 0:
            v = state.setdefault("v", torch.zeros_like(x))
            step = v.mul_(beta).add_(step)
        x.add_(step, alpha=-eta)


# %% wrong: as printed | That is the path without weight decay
class Specimen8(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        if beta == 0:  # nothing to remember, a short cut
            x.sub_(eta * g)
            return
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: the decay without the learning rate | not multiplied by η
class Specimen8(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        if beta == 0:
            x.sub_(eta * g + decay * x)
            return
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: the decay with the sign turned | subtracted from the gradient
class Specimen8(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        if beta == 0:
            x.sub_(eta * (g - decay * x))
            return
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: both without decay, which is fair too | That is the path without weight decay
class Specimen8(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        if beta == 0:
            x.sub_(eta * g)
            return
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g)
        x.sub_(eta * v)


# %% wrong: no return, so that it decays twice | shrinks x twice
class Specimen8(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        if beta == 0:
            x.sub_(eta * decay * x)
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: the decay alone in the short cut | your x is
class Specimen8(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        if beta == 0:
            x.sub_(eta * decay * x)
            return
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: one gradient stepped along twice | your x is
class Specimen8(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        if beta == 0:
            x.sub_(eta * g)
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: the decay of the law written into the short cut | Here β is 0
class Specimen8(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        if beta == 0:
            x.sub_(eta * (g + 0.5 * x))
            return
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)
