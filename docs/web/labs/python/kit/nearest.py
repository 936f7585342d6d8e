"""The name that was probably meant."""


def distance(a, b):
    """How many letters must be changed, put in, left out or exchanged with a neighbour."""
    before, last = None, list(range(len(b) + 1))
    for i, x in enumerate(a):
        row = [i + 1]
        for j, y in enumerate(b):
            best = min(row[j] + 1, last[j + 1] + 1, last[j] + (x != y))
            if i and j and x == b[j - 1] and a[i - 1] == y:
                best = min(best, before[j - 1] + 1)
            row.append(best)
        before, last = last, row
    return last[-1]


def nearest(name, names):
    """The most similar of the names, or None if none is similar."""
    limit = max(1, len(name) // 3) if len(name) > 2 else 0.5  # of i and nn, nothing follows
    best, least = None, limit + 1
    for other in sorted(names):
        if other == name or other[:2] == "__" or abs(len(other) - len(name)) > limit:
            continue
        far = 0.5 if other.lower() == name.lower() else distance(name, other)
        if far <= limit and far < len(other):
            far -= 0.1 * (other[-1] == name[-1])  # add_, not add, was meant by ad_
            if far < least:
                best, least = other, far
    return best
