# %% right: the page's own repair
class Specimen5(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_((1 - beta) * (g + decay * x))
        x.sub_(eta * v)


# %% right: the other factor taken away
class Specimen5(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_((1 - beta) * eta * v)


# %% right: as torch's lerp does it
class Specimen5(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        g = g + decay * x
        v.add_((1 - beta) * (g - v))
        x.sub_(v, alpha=eta)


# %% wrong: as printed | the factor 1−β twice
class Specimen5(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_((1 - beta) * (g + decay * x))
        x.sub_((1 - beta) * eta * v)


# %% wrong: both factors taken away | That is exactly the path of the momentum method
class Specimen5(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: divided, and still once too often | That is exactly the path of the momentum method
class Specimen5(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_((1 - beta) * (g + decay * x))
        x.sub_(eta / (1 - beta) * v)


# %% wrong: the factor left on the gradient alone, not on the decay | After step 1 your first coordinate
class Specimen5(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_((1 - beta) * g + decay * x)
        x.sub_(eta * v)


# %% wrong: the weights exchanged | the two weights are exchanged
class Specimen5(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(1 - beta).add_(beta * (g + decay * x))
        x.sub_(eta * v)


# %% wrong: the first gradient in full | an average whose first gradient enters in full
class Specimen5(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", g + decay * x)
        v.mul_(beta).add_((1 - beta) * (g + decay * x))
        x.sub_(eta * v)


# %% wrong: the learning rate raised until the picture looks right | After step
class Specimen5(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_((1 - beta) * (g + decay * x))
        x.sub_((1 - beta) * 10 * eta * v)
