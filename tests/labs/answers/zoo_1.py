# %% right: the page's own repair, no copy
class Specimen1(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% right: the copy stays, and is stored at the end
class Specimen1(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x)).clone()
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)
        state["v"] = v


# %% right: copied back into the stored tensor
class Specimen1(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        stored = state.setdefault("v", torch.zeros_like(x))
        v = beta * stored + g + decay * x
        stored.copy_(v)
        x.sub_(v, alpha=eta)


# %% right: without setdefault
class Specimen1(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        g = g + decay * x
        if "v" in state:
            state["v"] = beta * state["v"] + g
        else:
            state["v"] = g
        x -= eta * state["v"]


# %% wrong: as printed | That is exactly the path of gradient descent
class Specimen1(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x)).clone()
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: a new name in the place of the copy | That is exactly the path of gradient descent
class Specimen1(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v = beta * v + g + decay * x
        x.sub_(eta * v)


# %% wrong: the learning rate raised to make up for it | and no memory
class Specimen1(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x)).clone()
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta / (1 - beta) * v)


# %% wrong: stored before it is changed | That is exactly the path of gradient descent
class Specimen1(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x)).clone()
        state["v"] = v.clone()
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: the copy moved to the last line of the leaky step | That is exactly the path of gradient descent
class Specimen1(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v = v.mul(beta).add(g + decay * x)
        x.sub_(eta * v)


# %% wrong: clear the velocity where it should be kept | That is exactly the path of gradient descent
class Specimen1(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        state["v"] = torch.zeros_like(x)
        v = state["v"]
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: kept in the optimiser, for all parameters | In the company of another parameter
class Specimen1(Momentum):
    v = 0.0

    def update(self, x, g, state, eta, beta, decay):
        self.v = beta * self.v + g + decay * x
        x.sub_(eta * self.v)
