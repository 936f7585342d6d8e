"""Workarounds for faults of the packages we build with, all of them in this one file.

Each says what is wrong, in which pinned version, and is held by a test in
``tests/docs/test_workarounds.py`` that fails on the day the workaround can go.

1. Repeated ids (Furo 2025.12.19, sphinx-proof 0.4.0, sphinx-exercise 1.2.1). Furo copies the id
   of a formula or table to the wrapper around it; sphinx-proof and sphinx-exercise give the body
   of every box the same id. HTML wants ids to be unique. No upstream issue found (2026-11).
2. Fields of a NamedTuple (Sphinx 9.0.4, sphinx issue 7353). autodoc lists them with the sentence
   Python puts there, "Alias for field number 0", which says nothing in any language.
3. Scripts on every page (sphinx-design 0.8.0, sphinx-gallery 0.22.1, Sphinx 9.0.4). Pages without
   tabs load the script of the tabs, all pages that of the gallery's tags, and those for Sphinx's own
   search, which evaluate a text as a script in Chinese. No upstream issue found (2026-11).
4. Citations (docutils 0.22.4). They stand in a list as ``doc-biblioentry``, a role that ARIA has
   given up and that is no item of a list. No upstream issue found (2026-11).
5. Numbers of what is referred to (Sphinx 9.0.4). For each such reference the whole document it
   points into is read from disk: a fifth of the time of writing. No upstream issue found (2026-11).
6. Plugins of bibliographies (pybtex 0.26.1). For each citation all installed distributions are
   asked for them: a twentieth of the time of writing. No upstream issue found (2026-11).
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from docutils import nodes
from pybtex import plugin  # type: ignore[import-untyped]
from pybtex.backends.plaintext import (  # type: ignore[import-untyped]
    Backend as PlaintextBackend,
)
from sphinx.domains.std import StandardDomain
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

BACKENDS = "pybtex.backends"
IDLE = {f"_static/{name}.js" for name in ("sg-tags", "doctools", "translations")}
WRAPPERS = {"math-wrapper", "table-wrapper"}
BODIES = {"proof-content", "exercise-content", "solution-content"}


class UniqueIds(SphinxPostTransform):
    """Workaround 1: clears the ids that stand on a page more than once."""

    default_priority = 900  # after Furo has wrapped formulas and tables (500)

    def run(self, **_: Any) -> None:
        """Take the ids from wrappers and from bodies of boxes."""
        for node in self.document.findall(nodes.Element):
            if WRAPPERS & set(node["classes"]) or BODIES & set(node["ids"]):
                node["ids"] = []


def skip_field(app: Sphinx, what: str, name: str, obj: object, skip: bool, _: Any) -> bool | None:
    """Workaround 2: leaves out the fields of named tuples; None leaves the rest to autodoc."""
    return True if str(getattr(obj, "__doc__", "")).startswith("Alias for field number") else None


def drop_scripts(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Workaround 3: pages do without the scripts of what they do not have."""
    boxes = doctree.findall(nodes.container) if doctree is not None else ()
    tabs = any("sd-tab-set" in box["classes"] for box in boxes)
    idle = IDLE | (set() if tabs else {"_static/design-tabs.js"})
    scripts = context["script_files"]
    scripts[:] = [one for one in scripts if str(one.filename) not in idle]


def visit_citation(self: HTML5Translator, node: nodes.citation) -> None:
    """Workaround 4: writes an item of a list."""
    HTML5Translator.visit_citation(self, node)
    self.body[-1] = self.body[-1].replace('role="doc-biblioentry"', 'role="listitem"')


def depart_citation(self: HTML5Translator, node: nodes.citation) -> None:
    """Leave it as it is."""
    HTML5Translator.depart_citation(self, node)


@functools.lru_cache(2)
def look_at(env: BuildEnvironment, page: str) -> nodes.document:
    """Read a document that nobody changes, so that it may be seen twice."""
    return type(env).get_doctree(env, page)


class Numbers(StandardDomain):
    """Workaround 5: a reference points, as a rule, into the document of the one before."""

    def _resolve_numref_xref(self, env: BuildEnvironment, *others: Any) -> Any:
        """Resolve a reference as Sphinx does."""
        env.get_doctree = functools.partial(look_at, env)  # type: ignore[method-assign]
        try:
            return super()._resolve_numref_xref(env, *others)
        finally:
            del env.get_doctree


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the workarounds."""
    app.setup_extension("sphinx.ext.autodoc")  # defines the event
    app.add_post_transform(UniqueIds)
    app.add_domain(Numbers, override=True)
    plugin.register_plugin(BACKENDS, "plaintext", PlaintextBackend, force=True)
    app.add_node(nodes.citation, override=True, html=(visit_citation, depart_citation))
    app.connect("autodoc-skip-member", skip_field)
    app.connect("html-page-context", drop_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
