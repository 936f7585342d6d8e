"""The base class of optimisers: groups of parameters, a state for each, saving and loading."""

from copy import deepcopy

from torch._core import Tensor
from torch._methods import cast
from torch.optim._state import State

GROUPS = "loaded state dict has a different number of parameter groups"
SIZES = (
    "loaded state dict contains a parameter group that doesn't match the size of optimizer's group"
)


class _Required:
    def __repr__(self):
        return "<required parameter>"


required = _Required()


class Optimizer:
    """Base class for all optimizers."""

    def __init__(self, params, defaults):
        self.defaults = defaults
        if isinstance(params, Tensor):
            raise TypeError(
                "params argument given to the optimizer should be an iterable of Tensors or dicts, "
                "but got torch.DoubleTensor"
            )
        self.state = State()
        self.param_groups = []
        groups = list(params)
        if not groups:
            raise ValueError("optimizer got an empty parameter list")
        if not isinstance(groups[0], dict):
            groups = [{"params": groups}]
        for group in groups:
            self.add_param_group(group)

    def add_param_group(self, param_group):
        """Add parameters with options of their own."""
        if not isinstance(param_group, dict):
            raise TypeError("param_group must be a dict, but got %s" % type(param_group))
        params = param_group["params"]
        if isinstance(params, set):
            raise TypeError(
                "optimizer parameters need to be organized in ordered collections, but the ordering "
                "of tensors in sets will change between runs. Please use a list instead."
            )
        param_group["params"] = [params] if isinstance(params, Tensor) else list(params)
        for param in param_group["params"]:
            check(param)
        for name, default in self.defaults.items():
            if default is required and name not in param_group:
                raise ValueError(
                    "parameter group didn't specify a value of required optimization parameter "
                    + name
                )
            param_group.setdefault(name, default)
        here = [id(param) for group in self.param_groups for param in group["params"]]
        if [param for param in param_group["params"] if id(param) in here]:
            raise ValueError("some parameters appear in more than one parameter group")
        self.param_groups.append(param_group)

    def zero_grad(self, set_to_none=True):
        """Forget the gradients, or set them to zero."""
        for group in self.param_groups:
            for param in group["params"]:
                if param.grad is not None:
                    if set_to_none:
                        param.grad = None
                    else:
                        param.grad.detach_().zero_()

    def step(self, closure=None):
        """Make a step; each optimiser has its own."""
        raise NotImplementedError

    def state_dict(self):
        """State and options; the tensors in it are the optimiser's own."""
        numbers, groups = {}, []
        for group in self.param_groups:
            for param in group["params"]:
                numbers.setdefault(id(param), len(numbers))
            packed = dict(group)
            packed["params"] = [numbers[id(param)] for param in group["params"]]
            groups.append(packed)
        state = {}
        for key, value in self.state.items():
            state[numbers[id(key)] if isinstance(key, Tensor) else key] = value
        return {"state": state, "param_groups": groups}

    def load_state_dict(self, state_dict):
        """Take over state and options; tensors of the right type are taken, not copied."""
        saved = deepcopy(state_dict["param_groups"])
        if len(saved) != len(self.param_groups):
            raise ValueError(GROUPS)
        params = {}
        for group, ours in zip(saved, self.param_groups):
            if len(group["params"]) != len(ours["params"]):
                raise ValueError(SIZES)
            params.update(zip(group["params"], ours["params"]))
            group["params"] = ours["params"]
        state = State()
        for key, value in state_dict["state"].items():
            if key in params:
                state[params[key]] = fitted(params[key], value)
            else:
                state[key] = value
        self.__setstate__({"state": state, "param_groups": saved})

    def __setstate__(self, state):
        for name, value in state.items():
            setattr(self, name, value)

    def __repr__(self):
        lines = [type(self).__name__ + " ("]
        for number, group in enumerate(self.param_groups):
            lines.append("Parameter Group %d" % number)
            lines.extend(["    %s: %s" % (k, group[k]) for k in sorted(group) if k != "params"])
        return "\n".join(lines) + "\n)"


def check(param):
    """Raise unless it can be optimised."""
    if not isinstance(param, Tensor):
        kind = type(param).__name__
        raise TypeError("optimizer can only optimize Tensors, but one of the params is " + kind)
    if not param.is_leaf:
        raise ValueError("can't optimize a non-leaf Tensor")


def fitted(param, value, key=None):
    """What was saved, with tensors of the parameter's type."""
    if isinstance(value, Tensor):
        return value if key == "step" else cast(value, param.dtype)
    if isinstance(value, dict):
        return {name: fitted(param, one, name) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)([fitted(param, one) for one in value])
    return value
