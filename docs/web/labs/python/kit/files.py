"""The modules that come with a job."""

import builtins
import sys

from missing import room

from kit.code import compiled


class brought:
    """Inside the block these files, {"name.py": text}, can be imported; each runs once, when asked for."""

    def __init__(self, files):
        self._files = files
        self._loaded = []

    def __enter__(self):
        self._ordinary = builtins.__import__
        builtins.__import__ = self._import

    def __exit__(self, *_):
        builtins.__import__ = self._ordinary
        for name in self._loaded:
            del sys.modules[name]

    def _import(self, name, *rest):
        file = name + ".py"
        if file in self._files and name not in self._loaded:
            self._load(name, file)
        if name in self._loaded:
            return sys.modules[name]
        return self._ordinary(name, *rest)

    def _load(self, name, file):
        names = {"__name__": name}
        exec(compiled(self._files[file], file), names)
        sys.modules[name] = room(*names.items())
        self._loaded.append(name)
