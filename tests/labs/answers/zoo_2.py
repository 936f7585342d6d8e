# %% right: the page's own repair
class Specimen2(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% right: one multiplication more
class Specimen2(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta)
        v.add_(g)
        v.add_(x, alpha=decay)
        x.sub_(v, alpha=eta)


# %% right: written as the formula
class Specimen2(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        state["v"] = beta * v + (g + decay * x)
        x.sub_(eta * state["v"])


# %% right: what fades is taken off
class Specimen2(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.sub_((1 - beta) * v)
        v.add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: as printed | β stands on the gradient, and the past never fades
class Specimen2(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.add_(g + decay * x, alpha=beta)
        x.sub_(eta * v)


# %% wrong: the coefficient taken away | β is nowhere
class Specimen2(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: the coefficient on both | β stands on the newest gradient too
class Specimen2(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.add_(g + decay * x).mul_(beta)
        x.sub_(eta * v)


# %% wrong: an average by guess | its steps are shorter by the factor 1−β
class Specimen2(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x, alpha=1 - beta)
        x.sub_(eta * v)


# %% wrong: the two coefficients exchanged | the two weights are exchanged
class Specimen2(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(1 - beta).add_(g + decay * x, alpha=beta)
        x.sub_(eta * v)


# %% wrong: multiplied, and not in place | the past never fades
class Specimen2(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul(beta)
        v.add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: 0.9 written where beta stands | which was not asked for here
class Specimen2(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(0.9).add_(g + decay * x)
        x.sub_(eta * v)
