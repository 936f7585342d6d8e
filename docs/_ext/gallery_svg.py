"""Gallery figures: deterministic SVG in two layouts with a bilingual text, and bilingual furniture.

The block that draws says, in a comment that appears neither on the page nor in the notebook,
``# sphinx_gallery_alt = "English ｜ 中文"``.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from narrow import narrow as lay_out
from PIL import Image
from sphinx import addnodes
from sphinx.errors import ExtensionError
from sphinx.transforms import SphinxTransform
from stills import narrow, png, slim

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

ALT = re.compile(r"^# *sphinx_gallery_alt *= *[\"'](.+ ｜ .+)[\"'] *$", re.MULTILINE)
DOWNLOADS = {
    "sphx-glr-download-python": "Download the Python script {0} ｜ 下载 Python 脚本 {0}",
    "sphx-glr-download-jupyter": "Download the Jupyter notebook {0} ｜ 下载 Jupyter 笔记本 {0}",
}
DENSE, COLOURS = 192, 256  # of a PNG: dots in an inch, two for each pixel of the page; and colours
REMOVED = {"sphx-glr-download-link-note", "sphx-glr-download-zip"}
# A tooltip would be the raw English paragraph; the list of tags is empty and repeats its id.
TOOLTIP, TAGS = re.compile(r' *tooltip="[^"]*"'), re.compile(r"<div id='sg-tag-list'[^>]*></div>")


def scraper(block: Any, block_vars: dict[str, Any], gallery_conf: Any, **_: Any) -> str:
    """Save the figure of a code block, as PNG for notebooks, too, and return what shows its SVG."""
    import matplotlib.pyplot as plt  # only here: the reset below must choose the backend first

    if not plt.get_fignums():
        return ""
    alt = ALT.search(block.content)
    if alt is None or len(plt.get_fignums()) > 1:
        wanted = '# sphinx_gallery_alt = "English ｜ 中文"'
        where = f"{block_vars['src_file']}:{block.lineno}"
        raise ExtensionError(f"{where}: a block draws one figure and says {wanted}")
    file = next(block_vars["image_path_iterator"]).removesuffix("png") + "svg"
    figure = plt.gcf()
    figure.savefig(file, metadata={"Date": None}, transparent=True)
    raster(figure, png(file))
    lay_out(figure)
    figure.savefig(narrow(file), metadata={"Date": None}, transparent=True)
    plt.close(figure)
    url = Path(file).relative_to(gallery_conf["src_dir"]).as_posix()
    return f"\n.. image:: /{url}\n   :alt: {alt[1]}\n   :class: sphx-glr-single-img\n\n"


def raster(figure: Figure, path: str) -> None:
    """Save a figure as a small PNG on white; with its own colours no channel is off by more than 16 of 255."""
    with io.BytesIO() as file:
        figure.savefig(file, format="png", dpi=DENSE, facecolor="white")
        image = Image.open(file).convert("RGB")
        few = image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(path, optimize=True)


def reset(gallery_conf: Any, fname: str) -> None:
    """Start every script from the same Matplotlib, whose SVG ids do not change by run."""
    import matplotlib

    matplotlib.use("agg")
    matplotlib.rcdefaults()
    matplotlib.rcParams["svg.hashsalt"] = "momentum"


class Furniture(SphinxTransform):
    """Makes the download links bilingual and removes what repeats them, before editions split."""

    default_priority = 7

    def apply(self, **_: Any) -> None:
        """Change the nodes sphinx-gallery made around the script."""
        for node in list(self.document.findall(nodes.Element)):
            if REMOVED & set(node["classes"]):
                node.parent.remove(node)
            for mark in DOWNLOADS.keys() & set(node["classes"]):
                for link in node.findall(addnodes.download_reference):
                    text = DOWNLOADS[mark].format(link["reftarget"])
                    link[:] = [nodes.literal("", text, classes=["xref", "download"])]
            if isinstance(node, nodes.raw):
                node[:] = [nodes.Text(TAGS.sub("", TOOLTIP.sub("", node.astext())))]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the transform; scraper and reset are named in ``sphinx_gallery_conf``."""
    app.add_transform(Furniture)
    if app.tags.has("gallery"):  # in the one build that draws, when it has drawn
        app.connect("builder-inited", slim, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
