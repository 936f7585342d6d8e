"""Shapes, and the places of elements in a flat list; pure functions."""


def count(shape):
    """How many elements a tensor of this shape has."""
    total = 1
    for size in shape:
        total *= size
    return total


def steps(shape):
    """How far apart neighbours along each dimension lie in a flat list."""
    found, step = [], 1
    for size in reversed(list(shape)):
        found.insert(0, step)
        step *= size
    return found


def walk(sizes, strides, start=0):
    """Places met when the last index runs fastest."""
    places = [start]
    for size, stride in reversed(list(zip(sizes, strides))):
        places = [i * stride + place for i in range(size) for place in places]
    return places


def spread(shape, target):
    """Where each element of the broadcast shape comes from."""
    lead = len(target) - len(shape)
    strides = [0 if size == 1 else step for size, step in zip(shape, steps(shape))]
    return walk(target, [0] * lead + strides)


def joint(a, b):
    """The shape that two shapes broadcast to."""
    if len(a) < len(b):
        a = (1,) * (len(b) - len(a)) + a
    long = (1,) * (len(a) - len(b)) + b
    for k in range(len(a) - 1, -1, -1):
        if a[k] != long[k] and a[k] != 1 and long[k] != 1:
            raise RuntimeError(
                "The size of tensor a (%d) must match the size of tensor b (%d) "
                "at non-singleton dimension %d" % (a[k], long[k], k)
            )
    return tuple([y if x == 1 else x for x, y in zip(a, long)])


def axis(dim, rank):
    """The dimension as a number from zero."""
    least = max(rank, 1)
    if not -least <= dim < least:
        raise IndexError(
            "Dimension out of range (expected to be in range of [%d, %d], but got %d)"
            % (-least, least - 1, dim)
        )
    return dim + least if dim < 0 else dim


def nested(values, shape):
    """A flat list as lists in lists; of no dimension, the number itself."""
    if not shape:
        return values[0]
    if len(shape) == 1:
        return list(values)
    size = count(shape[1:])
    return [nested(values[i * size : (i + 1) * size], shape[1:]) for i in range(shape[0])]


def flattened(data, found, depth=0):
    """Put the numbers of lists in lists into `found`; return their shape."""
    if not isinstance(data, (list, tuple)):
        found.append(data)
        return ()
    shape = None
    for item in data:
        if shape and isinstance(item, (list, tuple)) and len(item) != shape[0]:
            raise ValueError(
                "expected sequence of length %d at dim %d (got %d)"
                % (shape[0], depth + 1, len(item))
            )
        one = flattened(item, found, depth + 1)
        shape = one if shape is None else shape
        if one != shape:
            raise ValueError("expected numbers and lists not to be mixed at dim %d" % (depth + 1))
    return (len(data),) + (shape or ())
