# %% right: the page's own repair
class Specimen3(Momentum):
    def __init__(self, params, **options):
        super().__init__(params, **options)
        self.velocity = {}

    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% right: the constructor is not needed any more, and the state is asked for by its name
class Specimen3(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = self.state[x].setdefault("velocity", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% right: both dictionaries hold the same tensor, and the state is asked
class Specimen3(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        if "momentum_buffer" not in state:
            state["momentum_buffer"] = torch.zeros_like(x)
        state["momentum_buffer"] = beta * state["momentum_buffer"] + g + decay * x
        x.sub_(eta * state["momentum_buffer"])


# %% right: nothing but what the healthy one does
class Specimen3(Momentum):
    pass


# %% wrong: as printed | starts from rest again when the run is resumed
class Specimen3(Momentum):
    def __init__(self, params, **options):
        super().__init__(params, **options)
        self.velocity = {}

    def update(self, x, g, state, eta, beta, decay):
        v = self.velocity.setdefault(x, torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: another attribute of one's own | starts from rest again when the run is resumed
class Specimen3(Momentum):
    def __init__(self, params, **options):
        super().__init__(params, **options)
        self.velocity = []

    def update(self, x, g, state, eta, beta, decay):
        if not self.velocity:
            self.velocity.append(torch.zeros_like(x))
        v = self.velocity[0]
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: kept on the parameter itself | comes to
class Specimen3(Momentum):
    kept = []

    def update(self, x, g, state, eta, beta, decay):
        if not self.kept:
            self.kept.append(torch.zeros_like(x))
        v = self.kept[0]
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: stored in the state, and never read from it | starts from rest again when the run is resumed
class Specimen3(Momentum):
    def __init__(self, params, **options):
        super().__init__(params, **options)
        self.velocity = {}

    def update(self, x, g, state, eta, beta, decay):
        v = self.velocity.setdefault(x, torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        state["v"] = v
        x.sub_(eta * v)


# %% wrong: only a copy of the velocity is changed | That is exactly the path of gradient descent
class Specimen3(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v = beta * v + g + decay * x
        x.sub_(eta * v)


# %% wrong: the state is filled with rest in every step | That is exactly the path of gradient descent
class Specimen3(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        state["v"] = torch.zeros_like(x)
        state["v"].mul_(beta).add_(g + decay * x)
        x.sub_(eta * state["v"])
