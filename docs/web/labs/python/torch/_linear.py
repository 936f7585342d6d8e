"""Products of vectors and matrices."""

from torch._core import Tensor, method, offered


@offered("dot")
def dot(a, b):
    """The inner product of two vectors."""
    if a.ndim != 1 or b.ndim != 1:
        raise RuntimeError("1D tensors expected, but got %dD and %dD tensors" % (a.ndim, b.ndim))
    if a._shape != b._shape:
        sizes = a._shape + b._shape
        raise RuntimeError(
            "inconsistent tensor size, expected tensor [%d] and src [%d] to have the same number of "
            "elements, but got %d and %d elements respectively" % (sizes + sizes)
        )
    return (a * b).sum()


@offered("outer")
def outer(a, b):
    """All products of an element of a and one of b."""
    return a.unsqueeze(1) * b


@method("__matmul__")
@offered("matmul", "mm", "mv")
def matmul(a, b):
    """The product of matrices or vectors."""
    if not isinstance(b, Tensor):
        kind = type(b).__name__
        raise TypeError("matmul(): argument 'other' must be Tensor, not " + kind)
    if a.ndim == b.ndim == 1:
        return dot(a, b)
    if not (0 < a.ndim < 3 and 0 < b.ndim < 3):
        raise NotImplementedError(
            "the small torch of this page multiplies vectors and matrices only"
        )
    rows = a if a.ndim == 2 else a.unsqueeze(0)
    columns = b if b.ndim == 2 else b.unsqueeze(1)
    if rows._shape[1] != columns._shape[0] and b.ndim == 1:
        sizes = (a._shape[0],) + a._shape + b._shape
        raise RuntimeError("size mismatch, got input (%d), mat (%dx%d), vec (%d)" % sizes)
    if rows._shape[1] != columns._shape[0]:
        sizes = rows._shape + columns._shape
        raise RuntimeError("mat1 and mat2 shapes cannot be multiplied (%dx%d and %dx%d)" % sizes)
    result = (rows.unsqueeze(2) * columns.unsqueeze(0)).sum(1)
    shape = (rows._shape[:1] if a.ndim == 2 else ()) + (columns._shape[1:] if b.ndim == 2 else ())
    return result.reshape(shape)
