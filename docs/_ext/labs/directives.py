"""The directives ``lab`` and ``predict``, and what a page with labs tells their script.

Without JavaScript nothing of a lab shows: its words wait in a template, its code in a block of JSON.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from editions import edition_of
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from .reading import KNOWN, LAB, LabError, read_page

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

SCRIPT = '<script type="application/json" id="labs-of-page">{}</script>'


class lab(nodes.General, nodes.Element):
    """The place of a lab; its children are its words."""


class words(nodes.General, nodes.Element):
    """A part of the words of a lab: a question, its choices, a sentence, a hint."""


class LabDirective(SphinxDirective):
    """A lab: ``reading`` takes its code from the page, its hints are docutils' own."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = dict.fromkeys(sorted(KNOWN), directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Check that the lab is whole, and parse its words."""
        (name,), page = self.arguments, self.env.docname
        try:
            if not read_page(Path(self.env.srcdir), page, name):
                raise LabError(f"lab {name!r} cannot be read")
        except LabError as error:
            raise self.error(str(error)) from error
        node = lab("", *self.parse_content_to_nodes(), lab=name)
        for child in list(node.children):
            if isinstance(child, nodes.literal_block):  # the start is told with the code
                node.remove(child)
            elif isinstance(child, nodes.hint):
                node.replace(child, words("", *child.children, kind="hint"))
        if strange := next((one for one in node.children if not isinstance(one, words)), None):
            text = strange.astext()[:40]
            raise self.error(
                f"lab {name!r}: only predict, hint and a start may stand in it: {text!r}"
            )
        self.set_source_info(node)
        node["names"].append(f"lab-{name}")  # {ref}`a text <lab-zoo-1>` leads there
        self.state.document.note_explicit_target(node)
        return [node]


class Predict(SphinxDirective):
    """A guess before the run: question, choices, and the sentence that is read afterwards."""

    has_content = True
    required_arguments = 1
    option_spec: ClassVar = {}

    def run(self) -> list[nodes.Node]:
        """Part the content at its list, the choices."""
        content, (right,) = self.parse_content_to_nodes(), self.arguments
        places = [k for k, one in enumerate(content) if isinstance(one, nodes.bullet_list)]
        if len(places) != 1 or {0, len(content) - 1} & {*places}:
            raise self.error("predict needs a question, one list of choices, and a sentence")
        (place,) = places
        choices: Any = content[place]
        if not (right.isdecimal() and 1 <= int(right) <= len(choices)):
            count = len(choices)
            raise self.error(f"the right choice must be a number from 1 to {count}, got {right!r}")
        choices["classes"].append("choices")
        made: list[nodes.Node] = [words("", *content[:place], kind="question"), choices]
        made.append(words("", *content[place + 1 :], kind="sentence"))
        return [words("", *made, kind="predict", right=right)]


class Forget(SphinxPostTransform):
    """Leaves labs to the pages of the site: nothing else can run them."""

    default_priority = 20

    def run(self, **_: Any) -> None:
        """Remove them where they cannot run."""
        if self.app.builder.format != "html":
            for node in list(self.document.findall(lab)):
                node.parent.remove(node)


def visit_lab(self: HTML5Translator, node: lab) -> None:
    """Open the lab; its words follow."""
    name, edition = node["lab"], edition_of(self.builder.app)
    self.body.append(
        f'<div class="lab" id="lab-{name}" data-lab="{name}" data-edition="{edition}">'
        '<template class="words">'
    )


def depart_lab(self: HTML5Translator, node: lab) -> None:
    """Close it."""
    self.body.append("</template></div>\n")


def visit_words(self: HTML5Translator, node: words) -> None:
    """Open a part."""
    data = f' data-right="{node["right"]}"' if "right" in node else ""
    self.body.append(f'<div class="{node["kind"]}"{data}>')


def depart_words(self: HTML5Translator, node: words) -> None:
    """Close it."""
    self.body.append("</div>\n")


def told(docs: Path, page: str) -> str:
    """Return what a page tells the script of its labs, as an element."""
    labs = read_page(docs, page)
    files = {name: text for one in labs.values() for name, text in one.files.items()}
    data = {"files": files, "labs": {name: one.job() for name, one in labs.items()}}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return SCRIPT.format(text.replace("<", "\\u003c"))


def tell(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """End a page with what the script needs, and load it there."""
    if doctree is not None and next(doctree.findall(lab), None):
        context["body"] += told(Path(app.srcdir), page)


def outdated(app: Sphinx, env: BuildEnvironment, *_: Any) -> list[str]:
    """Write anew the pages with labs: they depend on other pages, on checks and on the package."""
    files = {page: Path(env.doc2path(page)) for page in sorted(env.found_docs)}
    return [
        page
        for page, file in files.items()
        if file.suffix == ".md" and LAB.search(file.read_text("utf-8"))
    ]


def connect(app: Sphinx) -> None:
    """Register directives and nodes."""
    app.add_node(lab, html=(visit_lab, depart_lab))
    app.add_node(words, html=(visit_words, depart_words))
    app.add_directive("lab", LabDirective)
    app.add_directive("predict", Predict)
    app.add_post_transform(Forget)
    app.connect("html-page-context", tell)
    app.connect("env-get-outdated", outdated)
