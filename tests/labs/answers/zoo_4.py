# %% right: the page's own repair
class Specimen4(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% right: the new velocity gets the name too
class Specimen4(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v = state["v"] = beta * v + g + decay * x
        x.sub_(eta * v)


# %% right: the step asks the state
class Specimen4(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        state["v"] = beta * v + g + decay * x
        x.sub_(eta * state["v"])


# %% right: the slice of the stored tensor is filled
class Specimen4(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.copy_(beta * v + g + decay * x)
        x.add_(v, alpha=-eta)


# %% wrong: as printed | the first step does nothing
class Specimen4(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        state["v"] = beta * v + g + decay * x
        x.sub_(eta * v)


# %% wrong: the lines exchanged | the first step does nothing
class Specimen4(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        x.sub_(eta * v)
        v.mul_(beta).add_(g + decay * x)


# %% wrong: the name alone gets the new velocity | That is exactly the path of gradient descent
class Specimen4(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v = beta * v + g + decay * x
        x.sub_(eta * v)


# %% wrong: the gradient is added by hand to the old velocity | β has not reached it yet
class Specimen4(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        state["v"] = beta * v + g + decay * x
        x.sub_(eta * (v + g + decay * x))


# %% wrong: only the first step is mended | your x is
class Specimen4(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", g.clone())
        state["v"] = beta * v + g + decay * x
        x.sub_(eta * v)


# %% wrong: the learning rate cut until it is calm | the new velocity comes too late
class Specimen4(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        state["v"] = beta * v + (1 - beta) * (g + decay * x)
        x.sub_(eta * v)
