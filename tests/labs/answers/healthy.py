# %% right: as the page has it
import torch


class Momentum(torch.optim.Optimizer):
    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        defaults = {"lr": lr, "momentum": momentum, "weight_decay": weight_decay}
        super().__init__(params, defaults)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            options = group["lr"], group["momentum"], group["weight_decay"]
            for x in group["params"]:
                if x.grad is not None:
                    self.update(x, x.grad, self.state[x], *options)

    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)


# %% right: the arithmetic written out, and the new velocity stored by hand
import torch


class Momentum(torch.optim.Optimizer):
    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        defaults = {"lr": lr, "momentum": momentum, "weight_decay": weight_decay}
        super().__init__(params, defaults)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for x in group["params"]:
                if x.grad is None:
                    continue
                state = self.state[x]
                if "velocity" not in state:
                    state["velocity"] = torch.zeros_like(x)
                pull = x.grad + group["weight_decay"] * x
                state["velocity"] = group["momentum"] * state["velocity"] + pull
                x -= group["lr"] * state["velocity"]


# %% right: the displacement is what it remembers, freed of the rate that made it
import torch


class Momentum(torch.optim.Optimizer):
    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            eta, beta, decay = group["lr"], group["momentum"], group["weight_decay"]
            for x in group["params"]:
                if x.grad is not None:
                    state = self.state[x]
                    ahead = -x.grad - decay * x
                    state["v"] = beta * state["v"] + ahead if "v" in state else ahead
                    x.add_(state["v"], alpha=eta)


# %% right: torch's own does it
import torch

Momentum = torch.optim.SGD


# %% wrong: the memory taken out | 速度都从零算起
import torch


class Momentum(torch.optim.Optimizer):
    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        defaults = {"lr": lr, "momentum": momentum, "weight_decay": weight_decay}
        super().__init__(params, defaults)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            options = group["lr"], group["momentum"], group["weight_decay"]
            for x in group["params"]:
                if x.grad is not None:
                    self.update(x, x.grad, self.state[x], *options)

    def update(self, x, g, state, eta, beta, decay):
        x.sub_(eta * (g + decay * x))


# %% wrong: the decay left out | The weight decay is missing.
import torch


class Momentum(torch.optim.Optimizer):
    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        defaults = {"lr": lr, "momentum": momentum, "weight_decay": weight_decay}
        super().__init__(params, defaults)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            options = group["lr"], group["momentum"], group["weight_decay"]
            for x in group["params"]:
                if x.grad is not None:
                    self.update(x, x.grad, self.state[x], *options)

    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g)
        x.sub_(eta * v)


# %% wrong: nothing is multiplied, v only grows | v ← v + g
import torch


class Momentum(torch.optim.Optimizer):
    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        defaults = {"lr": lr, "momentum": momentum, "weight_decay": weight_decay}
        super().__init__(params, defaults)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            options = group["lr"], group["momentum"], group["weight_decay"]
            for x in group["params"]:
                if x.grad is not None:
                    self.update(x, x.grad, self.state[x], *options)

    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: plus in the place of minus | it climbs
import torch


class Momentum(torch.optim.Optimizer):
    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        defaults = {"lr": lr, "momentum": momentum, "weight_decay": weight_decay}
        super().__init__(params, defaults)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            options = group["lr"], group["momentum"], group["weight_decay"]
            for x in group["params"]:
                if x.grad is not None:
                    self.update(x, x.grad, self.state[x], *options)

    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(beta).add_(g + decay * x)
        x.add_(eta * v)


# %% wrong: 0.9 written into the step | which was not asked for here
import torch


class Momentum(torch.optim.Optimizer):
    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        defaults = {"lr": lr, "momentum": momentum, "weight_decay": weight_decay}
        super().__init__(params, defaults)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            options = group["lr"], group["momentum"], group["weight_decay"]
            for x in group["params"]:
                if x.grad is not None:
                    self.update(x, x.grad, self.state[x], *options)

    def update(self, x, g, state, eta, beta, decay):
        v = state.setdefault("v", torch.zeros_like(x))
        v.mul_(0.9).add_(g + decay * x)
        x.sub_(eta * v)


# %% wrong: one velocity for all parameters | In the company of another parameter
import torch


class Momentum(torch.optim.Optimizer):
    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        defaults = {"lr": lr, "momentum": momentum, "weight_decay": weight_decay}
        super().__init__(params, defaults)
        self.v = 0.0

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for x in group["params"]:
                if x.grad is not None:
                    self.v = group["momentum"] * self.v + x.grad + group["weight_decay"] * x
                    x.sub_(group["lr"] * self.v)


# %% wrong: the constructor forgets its parent
import torch


class Momentum(torch.optim.Optimizer):
    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        self.options = lr, momentum, weight_decay

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for x in group["params"]:
                v = self.state[x].setdefault("v", torch.zeros_like(x))
                v.mul_(group["momentum"]).add_(x.grad)
                x.sub_(group["lr"] * v)
