"""One hypothesis profile for all tests: the same examples on every run, and no deadline."""

from hypothesis import settings

# The first call into torch takes over a second: a deadline would fail by chance.
settings.register_profile("momentum", deadline=None, derandomize=True)
settings.load_profile("momentum")
