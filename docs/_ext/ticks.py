"""The ticks: a small link from every statement that a test holds to its entry in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from editions import edition_of
from ledger import PAGE, labels
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# What Sphinx counts by itself, and what each is called.
NAMES = {
    "displaymath": ("equation ({})", "公式 ({})"),
    "table": ("table {}", "表 {}"),
    "theorem": ("theorem {}", "定理 {}"),
}


class Links(SphinxPostTransform):
    """Gives every statement that has an entry a link to it."""

    default_priority = 30  # after the references are resolved (10), before Furo wraps (500)
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Append links to titles and captions; the renderer writes those of the equations."""
        if PAGE not in self.env.found_docs:
            return
        for node in self.document.findall(nodes.Element):
            for label in {node.get("label"), *node["names"]} & labels(self.app):
                to = self.app.builder.get_relative_uri(self.env.docname, PAGE)
                link = tick(f"{to}#check-{label}", self.hint(label))
                if isinstance(node, nodes.math_block):
                    node["tick"] = link
                elif isinstance(node[0], nodes.title):
                    node[0] += [nodes.Text(" "), link]

    def hint(self, label: str) -> str:
        """Say what the link tells, and of which statement, so that a list of links is of use."""
        numbers = self.env.toc_fignumbers[self.env.docname]
        (kind, number), *_ = (
            (kind, ".".join(map(str, known)))
            for kind in NAMES
            for anchor, known in numbers.get(kind, {}).items()
            if anchor in (label, f"equation-{label}")
        )
        en, zh = (name.format(number) for name in NAMES[kind])
        hints = {"en": f"Held by a test: {en}", "zh": f"有测试把关：{zh}"}
        return hints.get(edition_of(self.app)) or " ｜ ".join(hints.values())


def tick(uri: str, hint: str) -> nodes.raw:
    """Return a link that shows a tick and tells what it means."""
    html = f'<a class="tick" href="{uri}" title="{hint}" aria-label="{hint}">✓</a>'
    return nodes.raw("", html, format="html")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the links."""
    app.add_post_transform(Links)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
