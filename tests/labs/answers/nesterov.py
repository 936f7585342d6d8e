# %% right: the diff of the solution
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
        g = g + decay * x
        v.mul_(beta).add_(g)
        x.sub_(eta * (g + beta * v))


# %% right: two steps, the gradient and the jump
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
        g = g + decay * x
        v.mul_(beta).add_(g)
        x.sub_(g, alpha=eta)
        x.sub_(v, alpha=eta * beta)


# %% right: one more step of the velocity, not kept
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
        g = g + decay * x
        v.mul_(beta).add_(g)
        ahead = beta * v + g
        x.sub_(eta * ahead)


# %% right: back to the true point, a step, and ahead again
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
        g = g + decay * x
        x.add_(eta * beta * v)
        v.mul_(beta).add_(g)
        x.sub_(eta * v)
        x.sub_(eta * beta * v)


# %% wrong: as it starts, the momentum method | That is exactly the path of the momentum method
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


# %% wrong: the old velocity in the sum | That is exactly the path of the momentum method
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
        g = g + decay * x
        old = v.clone()
        v.mul_(beta).add_(g)
        x.sub_(eta * (g + beta * old))


# %% wrong: the coefficient missing | That is 2ηg
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
        g = g + decay * x
        v.mul_(beta).add_(g)
        x.sub_(eta * (g + v))


# %% wrong: minus | the sign of β is turned
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
        g = g + decay * x
        v.mul_(beta).add_(g)
        x.sub_(eta * (g - beta * v))


# %% wrong: the jump alone | the jump without the gradient
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
        g = g + decay * x
        v.mul_(beta).add_(g)
        x.sub_(eta * beta * v)


# %% wrong: the whole step longer | all is longer, not only the newest gradient
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
        x.sub_(eta * (1 + beta) * v)


# %% wrong: the bare gradient without its decay | lacks the weight decay
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
        x.sub_(eta * (g + beta * v))


# %% wrong: a bracket missing | brackets are missing
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
        g = g + decay * x
        v.mul_(beta).add_(g)
        x.sub_(eta * g + beta * v)


# %% wrong: the coefficient on the gradient | β stands on the gradient
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
        g = g + decay * x
        v.mul_(beta).add_(g)
        x.sub_(eta * (v + beta * g))


# %% wrong: jumps first, and the gradient is not asked for there | taken before the jump
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
        x.sub_(eta * beta * v)
        v.mul_(beta).add_(g + decay * x)
        x.sub_(eta * v)
