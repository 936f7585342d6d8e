# %% right: the two lines, in place
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            if p.grad is not None:
                v.mul_(beta).add_(p.grad)
                p.sub_(eta * v)
                p.grad.zero_()


# %% right: as the source chapter writes it, with slices
import torch


def sgd_momentum(params, states, hyperparams):
    for p, v in zip(params, states):
        if p.grad is None:
            continue
        with torch.no_grad():
            v[:] = hyperparams["momentum"] * v + p.grad
            p[:] -= hyperparams["lr"] * v
        p.grad.data.zero_()


# %% right: through data, without no_grad
import torch


def sgd_momentum(params, states, hyperparams):
    for i in range(len(params)):
        p, v = params[i], states[i]
        if p.grad is not None:
            v.copy_(hyperparams["momentum"] * v + p.grad)
            p.data.add_(v, alpha=-hyperparams["lr"])
            p.grad = None


# %% right: a decorator, and the displacement seen as minus the velocity
import torch


@torch.no_grad()
def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    for p, v in zip(params, states):
        if p.grad is not None:
            v *= beta
            v += p.grad
            p -= eta * v
            p.grad.zero_()


# %% wrong: as it starts, gradient descent | That is exactly the path of gradient descent
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            if p.grad is not None:
                p.sub_(eta * p.grad)
                p.grad.zero_()


# %% wrong: names bound anew | In Python `p = …` and `v = …` bind a name
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            if p.grad is not None:
                v = beta * v + p.grad
                p = p - eta * v


# %% wrong: the velocity bound anew | That is exactly the path of gradient descent
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            if p.grad is not None:
                v = beta * v + p.grad
                p.sub_(eta * v)
                p.grad.zero_()


# %% wrong: put into the list | or hands in a tuple
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for i, p in enumerate(params):
            if p.grad is not None:
                states[i] = beta * states[i] + p.grad
                p.sub_(eta * states[i])
                p.grad.zero_()


# %% wrong: the gradients are left | the next backward pass would add to it
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            if p.grad is not None:
                v.mul_(beta).add_(p.grad)
                p.sub_(eta * v)


# %% wrong: the step before the velocity | the first step does nothing
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            if p.grad is not None:
                p.sub_(eta * v)
                v.mul_(beta).add_(p.grad)
                p.grad.zero_()


# %% wrong: the learning rate in the velocity | η is inside the velocity
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            if p.grad is not None:
                v.mul_(beta).add_(eta * p.grad)
                p.sub_(v)
                p.grad.zero_()


# %% wrong: an average | its steps are shorter by the factor 1−β
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            if p.grad is not None:
                v.mul_(beta).add_((1 - beta) * p.grad)
                p.sub_(eta * v)
                p.grad.zero_()


# %% wrong: no_grad forgotten | a leaf Variable that requires grad
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    for p, v in zip(params, states):
        if p.grad is not None:
            v.mul_(beta).add_(p.grad)
            p.sub_(eta * v)
            p.grad.zero_()


# %% wrong: a parameter without a gradient is moved by its old velocity | The parameter moved
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            v.mul_(beta)
            if p.grad is not None:
                v.add_(p.grad)
                p.grad.zero_()
            p.sub_(eta * v)


# %% wrong: only the first parameter | rests as well
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            if p.grad is not None:
                v.mul_(beta).add_(p.grad)
                p.sub_(eta * v)
                p.grad.zero_()
            return


# %% wrong: added to the old velocity | That is the path of v += βv + g
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            if p.grad is not None:
                v += beta * v + p.grad
                p.sub_(eta * v)
                p.grad.zero_()
