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
from typing import TYPE_CHECKING, Any

from docutils import nodes
from editions import edition_of
from editions.language import side
from node import DOCS, NODE, install
from sphinx.errors import ExtensionError
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

PICTURE = re.compile(r"(?P<folder>.*/)?(?P<stem>sphx_glr_\w+)_(?P<kind>\d+|thumb)\.svg$")
TELEPHONE = "screen and (width < 43em)"  # below, indices in a wide figure have less than 10 pixels
SIZE = re.compile(r'\bwidth="([\d.]+)" height="([\d.]+)"')
DONE = 'id="dark"'
FOOTER = "sphx-glr-footer"
GROUND = "#131416"  # of a dark page
SAVE = {
    "light": "Picture, light (SVG) ｜ 图片，浅色（SVG）",
    "dark": "Picture, dark (SVG) ｜ 图片，深色（SVG）",
}
SHOWN = re.compile(
    r'<picture class="still only-(light|dark)">.*?<img[^>]* src="([^"#]*_\d+)\.svg', re.S
)
END = re.compile(r'(<div class="sphx-glr-footer.*?)(</div>\s*</section>)', re.S)


class still(nodes.General, nodes.Inline, nodes.Element):
    """A figure of the gallery: its image, and unless it is a thumbnail its layout for telephones."""


class Stills(SphinxTransform):
    """Puts the second layout beside the first, before Sphinx collects the images of a page."""

    default_priority = 500

    def apply(self, **_: object) -> None:
        """Wrap the images that the gallery has drawn."""
        for image in list(self.document.findall(nodes.image)):
            found = PICTURE.match(image["uri"])
            if found is None:
                continue
            wrapped = still()
            image.parent.replace(image, wrapped)
            wrapped += image
            if "sd-card-img-top" in image["classes"]:
                image["uri"] = f"{found['folder'] or ''}thumb/{found['stem']}_thumb.svg"
            elif found["kind"] != "thumb":
                wrapped += nodes.image(uri=narrow(image["uri"]), alt=image["alt"])


def narrow(path: str) -> str:
    """Return where the layout for telephones is."""
    return path.removesuffix(".svg") + "_narrow.svg"


def png(path: str) -> str:
    """Return where the figure is as PNG, for what takes no SVG; the site does not publish it."""
    return path.removesuffix(".svg") + "_light.png"


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
    first, *others = node.findall(nodes.image)
    source = Path(self.builder.app.srcdir)

    def written(image: nodes.image, theme: str) -> tuple[str, str]:
        name = Path(self.builder.images.get(image["uri"], image["uri"])).name
        return f"{self.builder.imgpath}/{name}{theme}", size(source / image["uri"])

    for name, theme in (("only-light", ""), ("only-dark", "#dark")):
        self.body.append(f'<picture class="still {name}">')
        for other in others:
            url, room = written(other, theme)
            self.body.append(f'<source media="{TELEPHONE}" srcset="{url}" {room}>')
        url, room = written(first, theme)
        text = html.escape(first.get("alt", ""))
        names = f' class="{" ".join(first["classes"])}"' if first["classes"] else ""
        self.body.append(f'<img{names} src="{url}" alt="{text}" {room} loading="lazy"></picture>')
    raise nodes.SkipNode


def offer(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Offer the figures of a script as files, in the light and in the dark."""
    if doctree is None or FOOTER not in context["body"]:
        return
    edition = edition_of(app)
    links = []
    for theme, figure in SHOWN.findall(context["body"]):
        words = SAVE[theme] if edition == "both" else side(SAVE[theme], edition)
        file = f"{figure}{'_dark' if theme == 'dark' else ''}.svg"
        links.append(f'<a href="{file}" download>{words}</a>')
    saved = f'<p class="pictures">{" · ".join(links)}</p>'
    context["body"] = END.sub(rf"\1{saved}\n\2", context["body"])


def darken(app: Sphinx, exception: Exception | None) -> None:
    """Write each figure that a script draws as a dark file of its own."""
    if exception or app.builder.format != "html":
        return
    for figure in sorted((Path(app.outdir) / "_images").glob("sphx_glr_*_[0-9][0-9][0-9].svg")):
        figure.with_stem(f"{figure.stem}_dark").write_text(dark(figure.read_text("utf-8")), "utf-8")


def dark(svg: str) -> str:
    """Return a figure that is dark by itself, on a ground of its own."""
    ground = f'<path fill="{GROUND}" d="M-9-9h9999v9999H-9z"/>'
    return svg.replace(":target", ":root").replace("</style>", f"</style>{ground}", 1)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the node and the transform; the gallery makes its figures small itself."""
    app.add_node(still, html=(visit_still, None))
    app.add_transform(Stills)
    app.connect("html-page-context", offer)
    app.connect("build-finished", darken)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
