"""Functions that write their result into the tensor: add_, mul_, copy_ ..."""

from torch import _functions, _methods, _shapes  # noqa: F401  # what is made in-place here
from torch._core import OFFERED, Tensor, boolean, flat, float64, int64, method, write
from torch._grad import Mode, remember

LEAF = "a leaf Variable that requires grad is being used in an in-place operation."
HERE = "the small torch of this page does not follow gradients into part of a tensor"
NAMED = {float64: "Double", int64: "Long", boolean: "Bool"}


def changing(x):
    """Raise if autograd forbids, or the small torch cannot follow, that x is written into."""
    if not Mode.on:
        return
    if x._needs and x._node is None:
        raise RuntimeError(LEAF)
    if x._node is not None and x._node.name in ("Select", "View", "Transpose", "Expand"):
        if x._node.ways and x._node.ways[0][0]._node is None:
            raise RuntimeError("a view of " + LEAF)
        raise NotImplementedError(HERE)


def write_result(x, result):
    """Put a result in the tensor's place."""
    if result._shape != x._shape:
        shapes = list(x._shape), list(result._shape)
        raise RuntimeError("output with shape %s doesn't match the broadcast shape %s" % shapes)
    if result.dtype is not x.dtype:
        if result.dtype is float64 or x.dtype is boolean:
            names = NAMED[result.dtype], NAMED[x.dtype]
            raise RuntimeError("result type %s can't be cast to the desired output type %s" % names)
        write(x, flat(result))
    elif x._places is None:  # quick
        x._store[:] = flat(result)
    else:
        write(x, flat(result))
    return x


def inplace(function):
    """The function that computes the same and writes it into its first argument."""

    def apply(x, *args, **options):
        if not Mode.on:
            return write_result(x, function(x, *args, **options))
        changing(x)
        before = x
        if x._node is not None:  # what was computed from it so far goes by its old numbers
            before = Tensor(list(flat(x)), x._shape, x.dtype)
            before._needs, before._node = x._needs, x._node
        result = function(before, *args, **options)
        write_result(x, result)
        x._needs, x._node = result._needs, result._node
        return x

    return apply


def copied(x, source):
    """The numbers of the source in the shape and type of x."""
    if not isinstance(source, Tensor):
        return filled(x, source)
    shown = source.expand(_shapes.joint(x._shape, source._shape))
    kind = x.dtype.kind
    result = Tensor([kind(value) for value in flat(shown)], shown._shape, x.dtype)
    return remember(result, "Copy", (shown, lambda grad: grad))


def filled(x, value):
    """The number everywhere, in the shape and type of x."""
    value = value.item() if isinstance(value, Tensor) else value
    return Tensor([x.dtype.kind(value)] * len(flat(x)), x._shape, x.dtype)


method("copy_")(inplace(copied))
method("fill_")(inplace(filled))
method("zero_")(inplace(lambda x: filled(x, 0)))

NAMES = (
    "abs add addcdiv addcmul clamp cos div exp lerp log mul neg pow reciprocal round sigmoid sign sin "
    "sqrt square sub tanh"
)
for name in NAMES.split(" "):
    method(name + "_")(inplace(OFFERED[name]))

for name in ("add", "sub", "mul"):
    setattr(Tensor, "__i%s__" % name, getattr(Tensor, name + "_"))
Tensor.__itruediv__ = Tensor.div_
Tensor.__ipow__ = Tensor.pow_


def foreach(name, function):
    """Offer _foreach_NAME: the function for each tensor, in place if so."""

    def apply(tensors, *args, **options):
        results = []
        for number, x in enumerate(tensors):
            each = [arg[number] if isinstance(arg, (list, tuple)) else arg for arg in args]
            results.append(function(x, *each, **options))
        return None if name[-1] == "_" else results

    OFFERED["_foreach_" + name] = apply


TOGETHER = "abs add addcdiv addcmul copy div exp lerp mul neg pow reciprocal sqrt sub zero"
for name in TOGETHER.split(" "):
    foreach(name + "_", getattr(Tensor, name + "_"))
    if name in OFFERED:
        foreach(name, OFFERED[name])
