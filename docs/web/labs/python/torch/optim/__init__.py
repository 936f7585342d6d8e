"""Optimisers."""

from torch.optim import lr_scheduler
from torch.optim.optimizer import Optimizer
from torch.optim.sgd import SGD


def __getattr__(name):
    raise AttributeError("module 'torch.optim' has no attribute '%s'" % name)
