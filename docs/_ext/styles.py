"""One style sheet for all pages, ``_static/book.css``, in place of one from every package.

``docs/styles/book.css`` lists what goes in. A sheet that a package adds and the list does not know
is a warning, so that nothing loses its look in silence.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fonts
import furo
from editions import edition_of
from kept import kept
from node import DOCS, NODE, install
from sphinx.errors import ExtensionError
from sphinx.util import logging

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SOURCES = DOCS / "styles"
PACKAGES = Path(furo.__file__).parents[1]  # where pip installs
FURO = PACKAGES / "furo" / "theme" / "furo" / "static" / "styles" / "furo.css"
SLOW = "dl[class]:not("
BUNDLE = "book.css"
OTHER_FONTS = re.compile(
    r',url\([^)]+\.(?:woff|ttf)\) format\("\w+"\)'
)  # every browser reads woff2
HASHED = re.compile(r"(?<=mystnb)\.\w+(?=\.css)")  # myst-nb puts a hash into the name of its sheet
# Not wanted: outputs of pandas, buttons of Binder, none of which a page has.
UNUSED = {"sg_gallery-binder.css", "sg_gallery-dataframe.css", "sg_gallery-rendered-html.css"}

logger = logging.getLogger(__name__)


def add(app: Sphinx) -> None:
    """Write the style sheet of this edition, and the fonts that it names, into the site."""
    if app.builder.format != "html":
        return
    sheet = "both.css" if edition_of(app) == "both" else BUNDLE
    made_here = {
        "pygments.css": furo.get_pygments_stylesheet(),
        "furo.css": calm(FURO.read_text("utf-8")),
    }
    brought = (PACKAGES / name for name in imports() if (PACKAGES / name).is_file())
    texts = (*made_here.values(), *(path.read_text("utf-8") for path in brought))
    made = kept(f"styles-{sheet}", partial(bundle, sheet, made_here), *texts)
    shutil.copytree(made, Path(app.outdir) / "_static", dirs_exist_ok=True)
    app.add_css_file(BUNDLE)


def calm(css: str) -> str:
    """Return Furo's sheet without the rules for which any change of a class styles the page anew.

    ``dl[class]`` depends on every class: with it, each class that a script gives to the root or the
    body costs a long page a tenth of a second. All lists of a page have classes.
    """
    if SLOW not in css:
        raise ExtensionError(f"Furo has no {SLOW} any more: styles.calm can go")
    return css.replace(SLOW, "dl:not(")


def bundle(sheet: str, made_here: dict[str, str], out: Path) -> None:
    """Bundle a sheet and what it imports into a folder."""
    with tempfile.TemporaryDirectory() as generated:
        sheets = Path(generated) / "momentum-generated"
        shutil.copytree(fonts.folder(), sheets / "fonts")
        css = (install() / "katex" / "dist" / "katex.min.css").read_text("utf-8")
        css = OTHER_FONTS.sub("", css).replace(fonts.WHOLE, fonts.OURS)
        (sheets / "katex.css").write_text(css, "utf-8")
        for name, text in made_here.items():
            (sheets / name).write_text(text, "utf-8")
        command = [
            str(NODE),
            str(install() / "esbuild" / "bin" / "esbuild"),
            str(SOURCES / sheet),
            "--bundle",
            "--minify",
            "--loader:.woff2=file",
            "--asset-names=fonts/[name]",
            "--log-level=warning",
            f"--outfile={out / BUNDLE}",
        ]
        env = os.environ | {"NODE_PATH": os.pathsep.join((generated, str(PACKAGES)))}
        done = subprocess.run(command, env=env, capture_output=True, text=True)
    if done.returncode:
        raise ExtensionError(f"the style sheets do not bundle:\n{done.stderr}")


def link(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Leave a page nothing but the bundle, and report a sheet that the bundle does not hold."""
    sheets = context["css_files"]
    for sheet in sheets:
        name = HASHED.sub("", Path(str(sheet.filename)).name)
        if name not in {BUNDLE, *UNUSED} and name not in known():
            logger.warning(
                "%s is not in docs/styles/%s", name, BUNDLE, location=page, type="styles"
            )
    sheets[:] = [sheet for sheet in sheets if Path(str(sheet.filename)).name == BUNDLE]


def known() -> set[str]:
    """Return the names of the sheets in the bundle."""
    return {Path(name).name for name in imports()}


def imports() -> list[str]:
    """Return what the list of sheets says."""
    return re.findall(r'@import "(.+?)"', (SOURCES / BUNDLE).read_text("utf-8"))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Bundle when Furo knows its colours, and link when all have added theirs."""
    app.connect("builder-inited", add, priority=900)
    app.connect("html-page-context", link, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
