# %% right: the page's own repair
class Specimen9(Momentum):
    @torch.no_grad()
    def step(self):
        everything = [x for group in self.param_groups for x in group["params"]]
        for group in self.param_groups:
            shrink = 1 - group["lr"] * group["weight_decay"]
            torch._foreach_mul_(group["params"], shrink)
            options = group["lr"], group["momentum"], 0.0
            for x in group["params"]:
                if x.grad is not None:
                    self.update(x, x.grad, self.state[x], *options)


# %% right: one after the other
class Specimen9(Momentum):
    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for x in group["params"]:
                if x.grad is not None:
                    x.mul_(1 - group["lr"] * group["weight_decay"])
                    self.update(x, x.grad, self.state[x], group["lr"], group["momentum"], 0.0)


# %% right: the shrinking in update
class Specimen9(Momentum):
    def update(self, x, g, state, eta, beta, decay):
        x.sub_(eta * decay * x)
        super().update(x, g, state, eta, beta, 0.0)


# %% right: the groups first, the steps afterwards
class Specimen9(Momentum):
    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for x in group["params"]:
                x.sub_(x, alpha=group["lr"] * group["weight_decay"])
        for group in self.param_groups:
            for x in group["params"]:
                if x.grad is not None:
                    v = self.state[x].setdefault("v", torch.zeros_like(x))
                    v.mul_(group["momentum"]).add_(x.grad)
                    x.sub_(group["lr"] * v)


# %% wrong: as printed | shrinks x twice in each step
class Specimen9(Momentum):
    @torch.no_grad()
    def step(self):
        everything = [x for group in self.param_groups for x in group["params"]]
        for group in self.param_groups:
            shrink = 1 - group["lr"] * group["weight_decay"]
            torch._foreach_mul_(everything, shrink)  # all at once, it is faster
            options = group["lr"], group["momentum"], 0.0
            for x in group["params"]:
                if x.grad is not None:
                    self.update(x, x.grad, self.state[x], *options)


# %% wrong: the decay back into the gradient | That is exactly the path of the momentum method
class Specimen9(Momentum):
    pass


# %% wrong: shrunk and decayed | acts twice
class Specimen9(Momentum):
    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            torch._foreach_mul_(group["params"], 1 - group["lr"] * group["weight_decay"])
            options = group["lr"], group["momentum"], group["weight_decay"]
            for x in group["params"]:
                if x.grad is not None:
                    self.update(x, x.grad, self.state[x], *options)


# %% wrong: no decay at all | That is the path without weight decay
class Specimen9(Momentum):
    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for x in group["params"]:
                if x.grad is not None:
                    self.update(x, x.grad, self.state[x], group["lr"], group["momentum"], 0.0)


# %% wrong: shrunk by the decay alone, without the rate | not multiplied by η
class Specimen9(Momentum):
    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            torch._foreach_mul_(group["params"], 1 - group["weight_decay"])
            for x in group["params"]:
                if x.grad is not None:
                    self.update(x, x.grad, self.state[x], group["lr"], group["momentum"], 0.0)


# %% wrong: the root of the factor, for two groups | your
class Specimen9(Momentum):
    @torch.no_grad()
    def step(self):
        everything = [x for group in self.param_groups for x in group["params"]]
        for group in self.param_groups:
            shrink = (1 - group["lr"] * group["weight_decay"]) ** 0.5
            torch._foreach_mul_(everything, shrink)
            options = group["lr"], group["momentum"], 0.0
            for x in group["params"]:
                if x.grad is not None:
                    self.update(x, x.grad, self.state[x], *options)


# %% wrong: the last group alone is decayed | In the company of another parameter
class Specimen9(Momentum):
    @torch.no_grad()
    def step(self):
        group = self.param_groups[-1]
        torch._foreach_mul_(group["params"], 1 - group["lr"] * group["weight_decay"])
        for group in self.param_groups:
            for x in group["params"]:
                if x.grad is not None:
                    self.update(x, x.grad, self.state[x], group["lr"], group["momentum"], 0.0)


# %% wrong: shrunk inside the loop over all | shrinks x twice in each step
class Specimen9(Momentum):
    @torch.no_grad()
    def step(self):
        everything = [x for group in self.param_groups for x in group["params"]]
        for group in self.param_groups:
            for x in everything:
                x.mul_(1 - group["lr"] * group["weight_decay"])
            for x in group["params"]:
                if x.grad is not None:
                    self.update(x, x.grad, self.state[x], group["lr"], group["momentum"], 0.0)
