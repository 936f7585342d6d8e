"""Run what pages show before Sphinx reads them: ``python docs/building/running.py``, gallery and notebooks.

Outputs lie where sphinx-gallery and myst-nb look for them, and are kept as long as neither the code
nor what it depends on changes (``digests.library``). A notebook runs in a process of its own, which
starts with the heavy imports done where the system can fork.
"""

from __future__ import annotations

import importlib
import io
import os
import re
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

import digests
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from myst_nb.core.read import is_myst_markdown_notebook, read_myst_markdown_notebook
from myst_parser.config.main import MdParserConfig
from processes import FORKS, Task, together
from sphinx.config import eval_config_file
from sphinx.util.tags import Tags

DOCS = Path(__file__).resolve().parents[1]
HEAVY = ("torch", "matplotlib.pyplot", "ipykernel.inprocess", "sklearn.datasets", "scipy.integrate")
LONGEST = 1200  # seconds that a notebook may take, on a busy machine too


def run(docs: Path) -> list[str]:
    """Run what has no outputs yet, and return the names of what failed."""
    config = eval_config_file(docs / "conf.py", Tags())
    cache, syntax = Path(config["nb_execution_cache_path"]), config["myst_enable_extensions"]
    tasks = [Task("gallery", gallery, (docs,))] if scripts_have_changed(docs) else []
    for page in notebooks(docs):
        if not known(page, cache, syntax):
            tasks.append(Task(page.name, execute, (page, cache, syntax)))
    if tasks and FORKS:
        for name in heavy(docs):
            importlib.import_module(name)
    failed = together(tasks, os.cpu_count() or 1)
    for old in cache.parent.glob("*"):
        if old != cache:
            shutil.rmtree(old)
    return failed


def heavy(docs: Path) -> list[str]:
    """Return the heavy imports that the code of this book makes, and the kernel."""
    folders = (
        (docs, "*.md"),
        (docs.parent / "gallery", "**/*.py"),
        (docs.parent / "momentum", "*.py"),
    )
    code = "\n".join(
        path.read_text("utf-8") for folder, form in folders for path in folder.glob(form)
    )
    imported = set(re.findall(r"^\s*(?:import|from) (\w+)", code, re.MULTILINE))
    return [name for name in HEAVY if name.split(".")[0] in imported | {"ipykernel"}]


# -- Scripts ---------------------------------------------------------------------------------------


def scripts(docs: Path) -> list[str]:
    """Return two digests: of what all scripts depend on, and of the scripts."""
    root = docs.parent
    names = ("gallery_svg.py", "narrow.py", "stills.mjs", "stills.py")
    tools = [*(f"docs/_ext/{name}" for name in names), "docs/conf.py"]
    found = list(digests.files(root, ["gallery"]))
    shared = [
        digests.library(root),
        *digests.files(root, tools),
        *(one.split()[0] for one in found),
    ]
    return [digests.digest(shared), digests.digest(found)]


def scripts_have_changed(docs: Path) -> bool:
    """Whether the gallery shows something else than its scripts would make now."""
    stamp = docs / "gallery" / ".digest"
    there = stamp.read_text("utf-8").split() if stamp.is_file() else None
    return (docs.parent / "gallery").is_dir() and there != scripts(docs)


def gallery(docs: Path) -> None:
    """Let sphinx-gallery run the scripts and write its pages: all of them, or what has changed."""
    from sphinx.application import Sphinx
    from sphinx.errors import ExtensionError

    folder, wanted = docs / "gallery", scripts(docs)
    stamp = folder / ".digest"
    if not (stamp.is_file() and stamp.read_text("utf-8").split()[:1] == wanted[:1]):
        shutil.rmtree(folder, ignore_errors=True)
    stamp.unlink(missing_ok=True)  # a run that breaks leaves no gallery that looks complete
    made = docs.parent / "build" / "gallery"
    warnings = io.StringIO()  # exception_on_warning would raise what conf.py suppresses, too
    Sphinx(docs, docs, made, made, "dummy", status=None, warning=warnings, tags=["gallery"])
    if said := warnings.getvalue():
        raise ExtensionError(said)
    stamp.write_text(" ".join(wanted), "utf-8")


# -- Notebooks -------------------------------------------------------------------------------------


def notebooks(docs: Path) -> list[Path]:
    """Return the pages with code to run, the longest source first: it tends to run the longest."""
    pages = [
        page for page in docs.glob("*.md") if is_myst_markdown_notebook(page.read_text("utf-8"))
    ]
    return sorted(pages, key=lambda page: (-page.stat().st_size, page.name))


def read(page: Path, syntax: list[str]) -> Any:
    """Read a page as myst-nb does."""
    parser = MdParserConfig(enable_extensions=set(syntax))
    return read_myst_markdown_notebook(
        page.read_text("utf-8"), config=parser, add_source_map=True, path=page
    )


def known(page: Path, cache: Path, syntax: list[str]) -> bool:
    """Whether the cache has the outputs of a page."""
    try:
        get_cache(cache).match_cache_notebook(read(page, syntax))
    except KeyError:
        return False
    return True


def execute(page: Path, cache: Path, syntax: list[str]) -> None:
    """Execute the cells of a page, and keep their outputs in the cache."""
    from ipykernel.inprocess.manager import InProcessKernelManager

    notebook, start = read(page, syntax), time.monotonic()
    os.chdir(page.parent)
    if hasattr(signal, "alarm"):
        signal.alarm(LONGEST)
    manager = InProcessKernelManager()
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    notebook.metadata["language_info"] = client.kernel.language_info
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = outputs(client, cell.source)
    seconds = {"execution_seconds": time.monotonic() - start}
    bundle = CacheBundleIn(notebook, str(page), data=seconds)
    get_cache(cache).cache_notebook_bundle(bundle, check_validity=False, overwrite=True)


def outputs(client: Any, source: str) -> tuple[list[Any], int]:
    """Execute one cell; raise RuntimeError with its traceback if it fails."""
    from nbformat.v4 import output_from_msg

    client.execute(source)
    reply = client.get_shell_msg()["content"]
    if reply["status"] != "ok":
        raise RuntimeError("\n".join([f"this cell fails:\n\n{source}\n", *reply["traceback"]]))
    found: list[Any] = []
    while client.iopub_channel.msg_ready():
        message = client.get_iopub_msg()
        if message["msg_type"] in {"stream", "display_data", "execute_result"}:
            output = output_from_msg(message)
            # On a busy machine what one cell prints comes in several pieces.
            if found and "name" in output and output.name == found[-1].get("name"):
                found[-1].text += output.text
            else:
                found.append(output)
    return found, reply["execution_count"]


if __name__ == "__main__":
    failures = run(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else DOCS)
    sys.exit(f"Failed: {', '.join(failures)}" if failures else 0)
