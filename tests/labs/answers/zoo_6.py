# %% right: the page's own repair
class Specimen6(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        g = g + decay * x
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g)
        x.sub_(eta * (g + beta * v))


# %% right: in two steps
class Specimen6(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        g = g + decay * x
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g)
        x.sub_(g, alpha=eta)
        x.sub_(v, alpha=eta * beta)


# %% right: minus a minus
class Specimen6(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        g = g + decay * x
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).sub_(g)
        x.sub_(eta * (g - beta * v))


# %% right: the true point and the look-ahead
class Specimen6(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        g = g + decay * x
        v = state.setdefault("v", torch.zeros_like(x))
        old = v.clone()
        v.mul_(beta).add_(g)
        x.add_(eta * beta * old)
        x.sub_(eta * v)
        x.sub_(eta * beta * v)


# %% wrong: as printed | That is the path of the step g − βv
class Specimen6(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        g = g + decay * x
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g)
        x.sub_(eta * (g - beta * v))


# %% wrong: made a heavy ball of it | That is exactly the path of the momentum method
class Specimen6(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        g = g + decay * x
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g)
        x.sub_(eta * v)


# %% wrong: the sign turned outside the bracket | it climbs
class Specimen6(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        g = g + decay * x
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g)
        x.add_(eta * v)


# %% wrong: a bracket missing | brackets are missing
class Specimen6(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        g = g + decay * x
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g)
        x.sub_(eta * g + beta * v)


# %% wrong: the look-ahead taken with the old velocity | That is exactly the path of the momentum method
class Specimen6(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        g = g + decay * x
        v = state.setdefault("v", torch.zeros_like(x))
        old = v.clone()
        v.mul_(beta).add_(g)
        x.sub_(eta * (g + beta * old))


# %% wrong: the coefficient on the gradient | β stands on the gradient, not on the velocity
class Specimen6(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        g = g + decay * x
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g)
        x.sub_(eta * (beta * g + v))


# %% wrong: without a coefficient | β is missing before v
class Specimen6(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        g = g + decay * x
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g)
        x.sub_(eta * (g + v))


# %% wrong: the gradient forgotten | β stands on the newest gradient too
class Specimen6(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        g = g + decay * x
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g)
        x.sub_(eta * beta * v)
