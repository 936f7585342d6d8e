"""Links to what a page is made of, to edit it, and to report a fault, where the repository is known.

The page of a script leads to the script, an object on the page of the API to its lines.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Any

from package import ROOT
from place import Repository

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

MADE = {"ledger"}  # put together by the build, out of all the tests
HEADERS = "GALLERY_HEADER.rst"  # sphinx-gallery makes an index of it


def source_of(page: str, root: Path = ROOT) -> str:
    """Return the file that a page is made of, below the root; nothing if there is no such file."""
    script = Path(page).with_suffix(".py")
    header = Path(page).with_name(HEADERS)
    for path in (Path("docs", f"{page}.md"), script, header):
        if page not in MADE and (root / path).is_file():
            return path.as_posix()
    return ""


def links(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Tell the template of a page where its links lead; one that leads nowhere is empty."""
    repository: Repository = app.config.repository
    root = Path(app.srcdir).parent
    title = context.get("title", "") if doctree is None else ""  # of a page of tests: their file
    path = source_of(page, root) or (title if (root / title).is_file() else "")
    where = app.config.site_url or "build/html"
    address = f"{where}/{context['edition']}/{page}.html"
    context["source"] = {
        "report": repository.report(f"{page} ({context['edition']}): ", f"{address}\n\n"),
        "edit": repository.edit(path),
        "view": repository.view(path),
        "repository": repository.url,
    }


def lines_of(repository: Repository, root: Path, info: dict[str, str]) -> str | None:
    """Return the address of the lines of an object, as sphinx.ext.linkcode wants it."""
    found: Any = importlib.import_module(info["module"])
    for name in info["fullname"].split("."):
        found = getattr(found, name, None)
    path, place = f"{info['module'].replace('.', '/')}.py", ""
    with contextlib.suppress(TypeError, OSError, ValueError):  # a constant, or from elsewhere
        lines, first = inspect.getsourcelines(found)
        path = Path(inspect.getsourcefile(found) or "").relative_to(root).as_posix()
        place = f"#L{first}-L{first + len(lines) - 1}"
    address = repository.view(path)
    return address + place if address else None


def prepare(app: Sphinx, config: Any) -> None:
    """Let Sphinx's own extension link the objects, if there is somewhere to link to."""
    if config.repository.view("momentum"):
        app.setup_extension("sphinx.ext.linkcode")
        root = Path(app.srcdir).parent
        config.linkcode_resolve = lambda _, info: lines_of(config.repository, root, info)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the links."""
    app.add_config_value("repository", Repository(), "env", types=[Repository])
    app.connect("config-inited", prepare)
    app.connect("html-page-context", links)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
