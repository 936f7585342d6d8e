"""Still figures: small files, light and dark in one, and another layout for telephones.

``stills.mjs`` makes the SVGs small when the gallery has drawn them. A page shows a figure twice, as
``fig.svg`` in the light and as ``fig.svg#dark`` in the dark, one of which Furo hides: it is one
file, fetched once. That needs no script, and every browser does it, unlike the ``color-scheme`` of
an image, which WebKit does not hand on.
"""

from __future__ import annotations

import html
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from node import DOCS, NODE, install
from sphinx.errors import ExtensionError
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

PICTURE = re.compile(r"sphx_glr_\w+_(?P<kind>\d+|thumb)\.svg$")
TELEPHONE = "screen and (width < 43em)"  # below, indices in a wide figure have less than 10 pixels
SIZE = re.compile(r'\bwidth="([\d.]+)" height="([\d.]+)"')
DONE = 'id="dark"'


class still(nodes.General, nodes.Inline, nodes.Element):
    """A figure of the gallery: its image, and if there is one its layout for telephones."""


class Stills(SphinxTransform):
    """Puts the second layout beside the first, before Sphinx collects the images of a page."""

    default_priority = 500

    def apply(self, **_: object) -> None:
        """Wrap the images that the gallery has drawn."""
        for image in list(self.document.findall(nodes.image)):
            found = PICTURE.search(image["uri"])
            if found is None:
                continue
            wrapped = still(thumb=found["kind"] == "thumb")
            image.parent.replace(image, wrapped)
            wrapped += image
            if not wrapped["thumb"]:
                wrapped += nodes.image(uri=narrow(image["uri"]), alt=image["alt"])


def narrow(path: str) -> str:
    """Return where the layout for telephones is."""
    return path.removesuffix(".svg") + "_narrow.svg"


def slim(app: Sphinx) -> None:
    """Make the files of the gallery small that are not yet."""
    folder = Path(app.srcdir) / "gallery"
    files = [file for file in sorted(folder.rglob("sphx_glr_*.svg")) if DONE not in head(file)]
    if not files:
        return
    install()
    done = subprocess.run(
        [NODE, DOCS / "_ext" / "stills.mjs", *files], capture_output=True, text=True
    )
    if done.returncode:
        raise ExtensionError(f"figures cannot be made small:\n{done.stderr}")


def head(file: Path) -> str:
    """Return the beginning of a file, with the tag of the root."""
    with file.open(encoding="utf-8") as opened:
        return opened.read(400)


@cache
def size(file: Path) -> str:
    """Return width and height of a figure as attributes, so that a page keeps its room."""
    found = SIZE.search(head(file))
    if found is None:
        raise ExtensionError(f"{file} does not say how large it is")
    return f'width="{float(found[1]):.0f}" height="{float(found[2]):.0f}"'


def visit_still(self: HTML5Translator, node: still) -> None:
    """Write the figure for a light and for a dark page."""
    first, *others = node.children
    source = Path(self.builder.app.srcdir)

    def written(image: nodes.Element, theme: str) -> tuple[str, str]:
        name = Path(self.builder.images.get(image["uri"], image["uri"])).name
        return f"{self.builder.imgpath}/{name}{theme}", size(source / image["uri"])

    for name, theme in (("only-light", ""), ("only-dark", "#dark")):
        self.body.append(f'<picture class="still {name}">')
        for other in others:
            url, room = written(other, theme)  # type: ignore[arg-type]
            self.body.append(f'<source media="{TELEPHONE}" srcset="{url}" {room}>')
        url, room = written(first, theme)  # type: ignore[arg-type]
        alt = html.escape(first["alt"])  # type: ignore[index]
        self.body.append(f'<img src="{url}" alt="{alt}" {room} loading="lazy"></picture>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> ExtensionMetadata:
    """Make figures small when the gallery is drawn, and write them."""
    app.add_node(still, html=(visit_still, None))
    app.add_transform(Stills)
    app.connect("builder-inited", slim, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
