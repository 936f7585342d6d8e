"""Gradients: what was computed from what, and the way back."""

from torch._core import Tensor, flat, float64, method

TWICE = (
    "Trying to backward through the graph a second time (or directly access saved tensors after "
    "they have already been freed). Saved intermediate values of the graph are freed when you call "
    ".backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the "
    "graph a second time or if you need to access saved tensors after calling backward."
)
MODIFIED = (
    "one of the variables needed for gradient computation has been modified by an inplace operation"
)


class Mode:
    """Whether computations are remembered."""

    on = True


class set_grad_enabled:
    """Remember computations, or not: in a `with` block, in a decorated function, from now on."""

    def __init__(self, on):
        self.before = Mode.on
        self.on = Mode.on = on

    def __enter__(self):
        pass

    def __exit__(self, *_):
        Mode.on = self.before


class enable_grad:
    """Remember computations, in a `with` block or in a decorated function."""

    on = True

    def __enter__(self):
        self.before = Mode.on
        Mode.on = self.on

    def __exit__(self, *_):
        Mode.on = self.before

    def __call__(self, function):
        """Decorate a function."""
        kind = type(self)

        def wrapped(*args, **options):
            with kind():
                return function(*args, **options)

        return wrapped


class _no_grad(enable_grad):
    on = False


def no_grad(function=None):
    """Do not remember computations; as torch has it, with and without parentheses."""
    return _no_grad() if function is None else _no_grad()(function)


def is_grad_enabled():
    """Are computations remembered?"""
    return Mode.on


class Node:
    """How a tensor was computed: (parent, way back for its gradient) for each that needs one."""

    def __init__(self, name, ways):
        self.name = name
        self.ways = [way[:2] for way in ways]
        kept = [one for way in ways for one in way[2:]]
        self.once = kept != []  # what is kept for the way back is given up on it
        self.saved = [(one, list(flat(one))) for one in kept if isinstance(one, Tensor)]

    def __repr__(self):
        return "<%sBackward0>" % self.name

    def check(self):
        """Raise unless the way back is still there and what it needs is unchanged."""
        if self.ways is None:
            raise RuntimeError(TWICE)
        for tensor, values in self.saved:
            if [1 for x, y in zip(flat(tensor), values) if x is not y]:
                raise RuntimeError(MODIFIED)


def remember(result, name, *ways):
    """Remember how the result was computed, if a gradient will want to know.

    A way is (parent, function from the result's gradient to the parent's, tensors it needs ...).
    """
    if Mode.on and result.dtype is float64:
        ways = [way for way in ways if isinstance(way[0], Tensor) and way[0]._needs]
        if ways:
            result._needs = True
            result._node = Node(name, ways)
    return result


def order(root):
    """All that the root was computed from, each after everything computed from it."""
    found, seen, waiting = [], set(), [(root, False)]
    while waiting:
        tensor, done = waiting.pop()
        if done:
            found.append(tensor)
        elif id(tensor) not in seen:
            seen.add(id(tensor))
            waiting.append((tensor, True))
            if tensor._node is not None:
                tensor._node.check()
                waiting.extend([(parent, False) for parent, _ in tensor._node.ways])
    found.reverse()
    return found


@method("backward")
def backward(self, gradient=None, retain_graph=False):
    """Add to `grad` of all leaves how fast this number changes with them."""
    if not self._needs:
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
    if gradient is None and len(flat(self)) != 1:
        raise RuntimeError("grad can be implicitly created only for scalar outputs")
    start = Tensor([1.0], self._shape) if gradient is None else gradient
    grads = {id(self): start}
    with _no_grad():
        for tensor in order(self):
            grad = grads.pop(id(tensor))
            node = tensor._node
            if node is None:
                tensor.grad = grad.clone() if tensor.grad is None else tensor.grad.add_(grad)
                continue
            for parent, back in node.ways:
                more = back(grad)
                key = id(parent)
                grads[key] = grads[key] + more if key in grads else more
            if node.once and not retain_graph:
                node.ways = None
