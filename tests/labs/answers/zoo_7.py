# %% right: the page's own repair
class Specimen7(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% right: the step divided into the two lines of torch
class Specimen7(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta)
        v.add_(g).add_(x, alpha=decay)
        x.add_(v, alpha=-eta)


# %% right: the rate stays in the buffer, and the buffer is told when it changes
class Specimen7(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        old = state.setdefault("eta", eta)
        if eta == 0:
            v.mul_(beta).add_(g + decay * x, alpha=old)
            return
        v.mul_(eta / old)
        state["eta"] = eta
        v.mul_(beta).add_(g + decay * x, alpha=eta)
        x.sub_(v)


# %% wrong: as printed | η inside the velocity
class Specimen7(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x, alpha=eta)
        x.sub_(v)


# %% wrong: the rate put into both lines | η twice
class Specimen7(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x, alpha=eta)
        x.sub_(eta * v)


# %% wrong: the rate taken from both lines | it stands in neither line
class Specimen7(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(v)


# %% wrong: nothing moves at the rate zero, and all the rest as before | η inside the velocity
class Specimen7(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        if eta == 0:
            return
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x, alpha=eta)
        x.sub_(v)


# %% wrong: the rate on the old velocity | your x is
class Specimen7(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta * eta).add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: the rate of the first step for ever | keeps the learning rate of its first step
class Specimen7(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        eta = state.setdefault("eta", eta)
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: the velocity thrown away when the rate changes | the first step with a new η
class Specimen7(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        if state.setdefault("eta", eta) != eta:
            v.zero_()
            state["eta"] = eta
        v.mul_(beta).add_(g + decay * x, alpha=eta)
        x.sub_(v)
