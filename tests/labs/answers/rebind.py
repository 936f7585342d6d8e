# %% right: the page's own repair, in place
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            if p.grad is not None:
                v.mul_(beta).add_(p.grad)
                p.sub_(v, alpha=eta)
                p.grad.zero_()


# %% right: the new velocity is written into the stored tensor
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            if p.grad is not None:
                v[:] = beta * v + p.grad
                p.sub_(v, alpha=eta)
                p.grad.zero_()


# %% right: the rebinding stays, and is copied back
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, stored in zip(params, states):
            if p.grad is not None:
                v = beta * stored + p.grad
                stored.copy_(v)
                p.sub_(v, alpha=eta)
                p.grad.zero_()


# %% right: augmented assignments change the tensor itself
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            if p.grad is not None:
                v *= beta
                v += p.grad
                p -= eta * v
                p.grad.zero_()


# %% wrong: as it starts, bound anew | That is exactly the path of gradient descent
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            if p.grad is not None:
                v = beta * v + p.grad
                p.sub_(v, alpha=eta)
                p.grad.zero_()


# %% wrong: without the underscore | a name
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            if p.grad is not None:
                v = v.mul(beta).add(p.grad)
                p.sub_(v, alpha=eta)
                p.grad.zero_()


# %% wrong: a copy in place | bind a name to a new tensor
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            if p.grad is not None:
                v = v.clone().mul_(beta).add_(p.grad)
                p.sub_(v, alpha=eta)
                p.grad.zero_()


# %% wrong: one multiplication in place, the rest not | it should be 2
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            if p.grad is not None:
                v.mul_(beta)
                v = v + p.grad
                p.sub_(v, alpha=eta)
                p.grad.zero_()


# %% wrong: the list gets the new tensor | The list now holds another tensor
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for i, (p, v) in enumerate(zip(params, states)):
            if p.grad is not None:
                states[i] = beta * v + p.grad
                p.sub_(states[i], alpha=eta)
                p.grad.zero_()


# %% wrong: added in place, not faded | the past never fades
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            if p.grad is not None:
                v.add_(p.grad)
                p.sub_(v, alpha=eta)
                p.grad.zero_()


# %% wrong: the parameter bound anew instead | Nothing moves
import torch


def sgd_momentum(params, states, hyperparams):
    eta, beta = hyperparams["lr"], hyperparams["momentum"]
    with torch.no_grad():
        for p, v in zip(params, states):
            if p.grad is not None:
                v.mul_(beta).add_(p.grad)
                p = p - eta * v
