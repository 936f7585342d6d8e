"""The class Tensor: a flat list that views share, the places in it, a shape, a type."""

from missing import is_one as isinstance  # the quick one

from torch import _shapes

OFFERED = {}  # the functions of torch, by name


class dtype:
    """A type of numbers."""

    def __init__(self, name, kind):
        self.name = name
        self.kind = kind  # what Python calls it
        self.is_floating_point = kind is REAL

    def __repr__(self):
        return "torch." + self.name

    def __deepcopy__(self, memo):
        return self


REAL = type(0.0)  # noqa: UP003  # not `float`: in MicroPython that name is patched
float64 = dtype("float64", REAL)
int64 = dtype("int64", int)
boolean = dtype("bool", bool)


class Tensor:
    """Numbers in a box; `Tensor(list)` makes one, as torch.tensor does."""

    _places = None  # in the store; None: all of it, in order
    _grad = None
    _needs = False  # does a gradient have to reach it?
    _node = None  # how it was computed, if so
    dtype = float64
    device = "cpu"

    def __init__(self, store, shape=None, dtype=float64, places=None):
        if shape is None:
            values = []
            shape = _shapes.flattened(store, values)
            store = [REAL(value) for value in values]
        self._store = store
        self._shape = shape
        if dtype is not float64:
            self.dtype = dtype
        if places is not None:
            self._places = places

    @property
    def shape(self):
        """The sizes of its dimensions."""
        return self._shape

    @property
    def ndim(self):
        """The number of dimensions."""
        return len(self._shape)

    @property
    def is_leaf(self):
        """Was it made by hand, not computed?"""
        return self._node is None

    @property
    def grad_fn(self):
        """How it was computed, or None."""
        return self._node

    @property
    def requires_grad(self):
        """Does backward() have to reach it?"""
        return self._needs

    @requires_grad.setter
    def requires_grad(self, needs):
        self.requires_grad_(needs)

    @property
    def grad(self):
        """The gradient, or None."""
        return self._grad

    @grad.setter
    def grad(self, grad):
        if grad is not None:
            self._check_grad(grad)
        self._grad = grad

    @property
    def data(self):
        """The same numbers, out of autograd's sight."""
        return self.detach()

    @data.setter
    def data(self, other):
        self._store = other._store
        self._shape = other._shape
        self._places = other._places
        self.dtype = other.dtype

    @property
    def T(self):
        """Rows and columns exchanged."""
        return self.t()

    def _check_grad(self, grad):
        if not isinstance(grad, Tensor):
            raise TypeError(
                "assigned grad expected to be a Tensor or None but got grad of type "
                + type(grad).__name__
            )
        if grad.dtype is not self.dtype:
            raise RuntimeError(
                "attempting to assign a gradient with dtype '%s' to a tensor with grad_dtype 'Double'."
                % ("bool" if grad.dtype is boolean else "long int")
            )
        if grad._shape != self._shape:
            raise RuntimeError(
                "attempting to assign a gradient of size '%s' to a tensor of size '%s'. Please ensure "
                "that the gradient and the tensor are the same size"
                % (list(grad._shape), list(self._shape))
            )

    def requires_grad_(self, needs=True):
        """Say whether backward() has to reach it."""
        if self._node is not None:
            raise RuntimeError("you can only change requires_grad flags of leaf variables.")
        if needs and self.dtype is not float64:
            raise RuntimeError("only Tensors of floating point dtype can require gradients")
        self._needs = bool(needs)
        return self

    def detach(self):
        """The same numbers, out of autograd's sight."""
        return Tensor(self._store, self._shape, self.dtype, self._places)

    def detach_(self):
        """Leave autograd's sight."""
        self._needs, self._node = False, None
        return self

    def __hash__(self):
        return id(self)

    def __getattr__(self, name):
        raise AttributeError("'Tensor' object has no attribute '%s'" % name)


def flat(tensor):
    """The numbers in order, as a list that the caller must not change."""
    if tensor._places is None:
        return tensor._store
    store = tensor._store
    return [store[place] for place in tensor._places]


def write(tensor, values):
    """Put numbers in the tensor's places."""
    kind = tensor.dtype.kind
    store = tensor._store
    for place, value in zip(tensor._places or range(len(store)), values):
        store[place] = value if type(value) is kind else kind(value)


def method(*names):
    """Make the function a method of Tensor by these names."""

    def attach(function):
        for name in names:
            setattr(Tensor, name, function)
        return function

    return attach


def offered(*names):
    """Make the function a method of Tensor and a function of torch, by these names."""

    def attach(function):
        for name in names:
            OFFERED[name] = function
        return method(*names)(function)

    return attach
