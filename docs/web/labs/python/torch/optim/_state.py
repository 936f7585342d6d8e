"""The state of an optimiser: a dictionary for each parameter."""

from copy import deepcopy


class State:
    """A dictionary that knows its keys by identity and has an empty one for a new key."""

    def __init__(self):
        self._kept = {}

    def _place(self, key):
        return key if isinstance(key, (int, str)) else id(key)

    def __getitem__(self, key):
        place = self._place(key)
        if place not in self._kept:
            self._kept[place] = key, {}
        return self._kept[place][1]

    def __setitem__(self, key, value):
        self._kept[self._place(key)] = key, value

    def __delitem__(self, key):
        del self._kept[self._place(key)]

    def __contains__(self, key):
        return self._place(key) in self._kept

    def __len__(self):
        return len(self._kept)

    def __iter__(self):
        return iter(self.keys())

    def __repr__(self):
        return repr(dict(self.items()))

    def keys(self):
        """The keys."""
        return [key for key, _ in self._kept.values()]

    def values(self):
        """The values."""
        return [value for _, value in self._kept.values()]

    def items(self):
        """The pairs of key and value."""
        return list(self._kept.values())

    def get(self, key, default=None):
        """The value, or the default."""
        return self._kept.get(self._place(key), (key, default))[1]

    def setdefault(self, key, default=None):
        """The value; the default becomes it if there was none."""
        return self._kept.setdefault(self._place(key), (key, default))[1]

    def pop(self, key, *default):
        """Take the value out."""
        found = self._kept.pop(self._place(key), *[(key, one) for one in default])
        return found[1]

    def clear(self):
        """Forget everything."""
        self._kept.clear()

    def update(self, other):
        """Take over all of the other's."""
        for key, value in other.items():
            self[key] = value

    def __deepcopy__(self, memo):
        copy = State()
        for key, value in self.items():
            copy[deepcopy(key, memo)] = deepcopy(value, memo)
        return copy
