"""Three editions from one bilingual source: English, Chinese, and both side by side.

The edition is the Sphinx tag ``zh`` or ``both`` (none of them: English). Every document is cut
down right after parsing, so titles, toctrees, indices and references come out right by themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from .bars import barred, split, split_attributes
from .catalogs import add_catalogs
from .marks import mark
from .pairs import Pairing
from .references import OneSidedReferences, prune_backlinks

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

VERSION = 3  # raise it when a change must make Sphinx read all documents again


def edition_of(app: Sphinx) -> str:
    """Return the edition this build makes: ``en``, ``zh`` or ``both``."""
    return next((name for name in ("zh", "both") if name in app.tags), "en")


def spoken(app: Sphinx) -> dict[str, str]:
    """Return the languages of this edition, with the attribute that tells them apart where there are two."""
    edition = edition_of(app)
    both = {"en": ' lang="en"', "zh": ' lang="zh-CN"'}
    return both if edition == "both" else {edition: ""}


class Editions(SphinxTransform):
    """Splits bars and pairs blocks.

    Runs after parsing and before targets propagate (260), footnotes are numbered (620), labels
    (850) and titles, toctrees and index entries are collected (880).
    """

    default_priority = 8

    def apply(self, **_: Any) -> None:
        """Cut the document down to its edition."""
        edition, done = edition_of(self.app), set()
        for node in list(self.document.findall(nodes.Element)):
            if "｜" in str(node.get("alt", "")):
                done.add(node)
            split_attributes(node, edition)
        for node in list(barred(self.document)):
            done.add(node)
            split(node, edition)
        Pairing(self.document, edition, done).run()


def add_filter(app: Sphinx) -> None:
    """Let the templates say which language a text is in."""
    if templates := getattr(app.builder, "templates", None):
        templates.environment.filters["languages"] = mark


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the extension; it must stand first, for its translations to win."""
    add_catalogs(app)
    app.add_transform(Editions)
    app.add_post_transform(OneSidedReferences)
    app.connect("doctree-read", prune_backlinks)
    app.connect("builder-inited", add_filter)
    return {"env_version": VERSION, "parallel_read_safe": True, "parallel_write_safe": True}
