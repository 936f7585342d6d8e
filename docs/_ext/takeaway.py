"""What a reader may take along of a page: which files there are, and the row at its top that offers them.

The files are written from the finished pages (``docs/building/formats``). Without an address of the site a
notebook comes with all others and the package, since alone it could not install itself. Where the deployment
names the repository and the branch with the built site, ``REPO_URL`` and ``NOTEBOOKS_REF``, the row also opens
the notebook at hosts; without them it names none.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checked.statements import pages
from editions import edition_of, spoken
from place import Published

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FOLDER = "notebooks"  # in the folder of an edition
QUESTION, REVIEW = "{.question}", {"summary", "exercises"}
ROW = {"en": "Take this along", "zh": "带走本章"}
NOTEBOOK = {"en": "Notebook", "zh": "笔记本"}
ALL = {
    "en": "All notebooks of the chapter and the package, as a ZIP file",
    "zh": "全章笔记本与软件包（ZIP 文件）",
}
OPEN = {"en": "Open in {}", "zh": "在 {} 中打开"}
HOSTS = {"en": ("Colab", "Kaggle", "ModelScope", "PAI-DSW")}
HOSTS["zh"] = ("ModelScope", "PAI-DSW", "Colab", "Kaggle")


def notebook(page: str) -> str:
    """Return where the notebook of a page is, below the folder of its edition."""
    return f"{FOLDER}/{page}.ipynb"


def archive(language: str) -> str:
    """Return where all notebooks of an edition are, with the package."""
    return f"{FOLDER}/momentum-notebooks-{language}.zip"


def volume(language: str, kind: str) -> str:
    """Return where an edition is as one file, a ``pdf`` or an ``epub``."""
    return f"momentum-{language}.{kind}"


@cache
def chapter(docs: Path) -> tuple[str, ...]:
    """Return the names of the pages of the chapter: those with a question, and its review."""
    return tuple(
        name
        for name in pages(docs)
        if name in REVIEW or QUESTION in (docs / f"{name}.md").read_text("utf-8")
    )


def links(page: str, language: str, site: str, launch: Published) -> list[dict[str, str]]:
    """Return what the row offers: what each link says, where it leads, and what else is to be told."""
    one = notebook(page) if site else archive(language)
    found = [
        {"text": f"{NOTEBOOK[language]} ↓", "file": one, "title": "" if site else ALL[language]}
    ]
    found += [{"text": kind.upper(), "file": volume(language, kind)} for kind in ("pdf", "epub")]
    for host in HOSTS[language]:
        if url := launch.at(host, f"{language}/{notebook(page)}"):
            found.append({"text": host, "url": url, "title": OPEN[language].format(host)})
    return found


def offer(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Tell the template of a page of the chapter what its row offers, in the languages of the edition."""
    context["takeaways"] = []
    if doctree is None or page not in chapter(Path(app.srcdir)):
        return
    for language, attribute in spoken(app).items():
        up = "" if edition_of(app) == language else f"../{language}/"
        found = links(page, language, app.config.site_url, app.config.published)
        shown = [{**one, "url": one.get("url") or f"{up}{one['file']}"} for one in found]
        context["takeaways"].append({"name": ROW[language], "lang": attribute, "links": shown})


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the row."""
    app.add_config_value("published", Published(), "env", types=[Published])
    app.connect("html-page-context", offer)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
