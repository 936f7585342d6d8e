"""One edition, as the build of the project and the tests make it: in a fork with everything imported."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from pathlib import Path

from sphinx.application import builtin_extensions
from sphinx.cmd.build import main
from sphinx.config import eval_config_file
from sphinx.util.tags import Tags

EDITIONS = ("both", "zh", "en")  # the longest first
# What extensions import only when they are set up.
LATER = ("matplotlib.pyplot", "myst_nb.sphinx_ext", "sphinx_design.extension")


def ready(docs: Path) -> None:
    """Import all extensions of a book and make what its editions share, once for the forks to come."""
    extensions = eval_config_file(docs / "conf.py", Tags())["extensions"]
    for name in (*builtin_extensions, *extensions, *LATER):
        importlib.import_module(name)
    import explorable  # only now: the configuration says where they are
    import fonts
    import node
    import scripts
    import search
    from labs.scripts import made as labs_made

    for make in (node.install, explorable.made, fonts.folder, scripts.made, search.made, labs_made):
        make()


def options(name: str, site: str) -> list[str]:
    """Return what Sphinx is told: every warning is an error."""
    tag = [] if name == "en" else ["-t", name]
    strict = ["-q", "-n", "-W", "--keep-going"]
    folders = [f"-dbuild/doctrees/{name}", "docs", f"{site}/{name}"]
    return ["-b", "html", *strict, *tag, *folders]


def build(root: Path, name: str, *more: str, site: str = "build/html") -> int:
    """Build an edition of the book in this folder, and return the exit code."""
    # Documents are large and circles few: looking for them costs a quarter of the time.
    gc.set_threshold(200_000, 50, 1000)
    os.chdir(root)
    return main([*options(name, site), *more])


if __name__ == "__main__":
    sys.exit(build(Path.cwd(), sys.argv[1]))
