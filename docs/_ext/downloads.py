"""What a reader takes away says what it needs: the scripts and notebooks of the gallery.

They are changed as they are copied into the site, so that those in the project stay short, and
sphinx-gallery still knows them by their sums. On top comes a line that says what is needed; and the
imports are tried once, so that a missing package, or a stranger's ``momentum``, gives a message
with the way. A notebook installs the package if the site has an address. A script that wants
several processes has no notebook: it could not run.
"""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from editions import edition_of
from package import NAME, install
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

RUN = "run"  # the page
HELP = "What it needs, and how to run it ｜ 需要什么，怎样运行"
FOOTER = "sphx-glr-footer-example"
NOTEBOOK = "sphx-glr-download-jupyter"
PAGE = {"en": "the page “Run the code” of the book", "zh": "本章的“运行代码”一页"}
NEEDS = {
    "en": f"Needs {NAME}[gallery], which brings PyTorch and Matplotlib. How to get it: {{page}}",
    "zh": f"需要 {NAME}[gallery]，PyTorch 和 Matplotlib 会一并装上。安装方法见：{{page}}",
}
MISSING = {
    "en": (
        f"This needs {NAME}[gallery], which brings all it imports; "
        "what PyPI calls momentum is another one. See {page}."
    ),
    "zh": (
        f"这里需要 {NAME}[gallery]，用到的软件包会一并装上；"
        "PyPI 上名叫 momentum 的是另一个软件包。请看：{page}"
    ),
}
GUARD = """\
try:
    import {modules}
except ImportError as error:
    raise {error}(f'''{{error}}
{advice}''') from None
"""
# The package brings them, and needs them itself.
BROUGHT = {"matplotlib", "numpy", "torch", *sys.stdlib_module_names}


def say(texts: dict[str, str], edition: str, site: str) -> list[str]:
    """Return a text in the languages of an edition, with the page to read."""
    sides = [edition] if edition in texts else list(texts)
    where = {side: f"{site}/{edition}/{RUN}.html" if site else PAGE[side] for side in sides}
    return [texts[side].format(page=where[side]) for side in sides]


def script(text: str, edition: str, site: str) -> str:
    """Return a script that says what it needs, on top and when it is missing."""
    first, second, *_ = ast.parse(text).body  # the description, and what follows it
    lines, end = text.splitlines(keepends=True), first.end_lineno
    before, after = "".join(lines[:end]), "".join(lines[end : second.lineno - 1]).lstrip("\n")
    rest = "".join(lines[second.lineno - 1 :])
    return f"{comment(edition, site)}{before}\n{guard(text, edition, site)}\n{after}{rest}"


def notebook(text: str, edition: str, site: str) -> str:
    """Return a notebook whose first cell says what it needs, and installs it from the site."""
    book = json.loads(text)
    codes = ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]
    source = comment(edition, site)
    if site:
        source += (
            install(site).replace("python3 -m pip", "%pip").replace("install", "install -q", 1)
        )
        source += "\n"
    source += guard("\n".join(codes), edition, site, error="ImportError")
    first: dict[str, Any] = {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
    }
    book["cells"].insert(0, first | {"source": source.rstrip("\n").splitlines(keepends=True)})
    return json.dumps(book, indent=2) + "\n"


def comment(edition: str, site: str) -> str:
    """Return the first line."""
    return f"# {' ｜ '.join(say(NEEDS, edition, site))}\n"


def guard(code: str, edition: str, site: str, error: str = "SystemExit") -> str:
    """Return lines that try what some code imports from the package, and say how to get it."""
    advice = "\n".join([*say(MISSING, edition, site), *([f"    {install(site)}"] if site else [])])
    return GUARD.format(modules=", ".join(modules(code)), error=error, advice=advice)


def modules(code: str) -> list[str]:
    """Return the modules that some code imports and the package does not bring by itself."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and node.module == "momentum":
            found |= {f"momentum.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return sorted(name for name in found if name.split(".")[0] not in BROUGHT)


KINDS = {".py": script, ".ipynb": notebook}


def copy(app: Sphinx, exception: Exception | None) -> None:
    """Write the scripts and notebooks over the bare copies that Sphinx has made."""
    if exception or app.builder.format != "html":
        return
    for source, (_, target) in app.env.dlfiles.items():
        if change := KINDS.get((path := Path(app.srcdir) / source).suffix):
            text = path.read_text("utf-8")
            changed = change(text, edition_of(app), app.config.site_url)
            (Path(app.outdir) / "_downloads" / target).write_text(changed, "utf-8")


class Help(SphinxTransform):
    """Puts a link to the page that helps beside the downloads of a script that is run alone."""

    default_priority = 7  # the editions cut the document down (8)

    def apply(self, **_: Any) -> None:
        """Add the link."""
        drawn = Path(self.env.docname).name.startswith("plot_")
        for footer in list(self.document.findall(nodes.container)):
            if NOTEBOOK in footer["classes"] and not drawn:
                footer.parent.remove(footer)
            if FOOTER in footer["classes"] and RUN in self.env.found_docs:
                link = addnodes.pending_xref(
                    "",
                    nodes.inline("", HELP),
                    refdomain="std",
                    reftype="doc",
                    reftarget=f"/{RUN}",
                    refexplicit=True,
                    refdoc=self.env.docname,
                )
                footer += nodes.paragraph("", "", link)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the link to the pages, and the lines to the files."""
    app.add_config_value("site_url", "", "env", types=[str])
    app.add_transform(Help)
    app.connect("build-finished", copy)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
