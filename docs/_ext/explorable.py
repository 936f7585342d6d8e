"""The directive ``explorable``: a figure that a script brings to life, and that is complete without.

Its argument names a widget of ``docs/web/explorables/widgets``. ``:fallback:`` is the picture of a
gallery script; ``:state:`` and ``:show:`` give parameters, as ``eta=0.6 beta=0.5``: what the reader
finds, and where the button leads that shows the answer. The rest is as for a figure.
"""

from __future__ import annotations

import html
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from editions import edition_of
from kept import kept
from node import make
from sphinx.directives.patches import Figure

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

FOLDER = "explorables"  # below _static
MANIFEST = "manifest.json"


class stage(nodes.General, nodes.Element):
    """The place of the panel: it holds the still picture, and says which widget comes."""


class Explorable(Figure):
    """A figure whose picture becomes a panel."""

    option_spec: ClassVar = {
        **(Figure.option_spec or {}),
        "fallback": directives.uri,
        "state": directives.unchanged,
        "show": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Make the figure and put its picture on a stage."""
        name = self.arguments[0]
        for option in ("alt", "fallback", "show"):
            if option not in self.options:
                raise self.error(f"the explorable {name!r} needs the option :{option}:")
        try:
            queries = {key: query(name, self.options.pop(key, "")) for key in ("state", "show")}
        except ValueError as error:
            raise self.error(str(error)) from error
        self.arguments[0] = self.options.pop("fallback")
        found = super().run()
        figure = found[0]
        if isinstance(figure, nodes.figure):
            figure["classes"].append("explorable")
            figure[0] = stage("", figure[0], explorable=name, **queries)
        return found


def query(name: str, text: str) -> str:
    """Check ``eta=0.6 beta=0.5`` against the parameters of a widget and write it as in a link."""
    if name not in manifest:
        raise ValueError(f"explorable must be one of {sorted(manifest)}, got {name!r}")
    known = manifest[name]["params"]
    for pair in text.split():
        key, _, value = pair.partition("=")
        if key not in known:
            raise ValueError(f"a parameter of {name} must be one of {sorted(known)}, got {key!r}")
        check(f"{name}: {key}", known[key], value)
    return "&".join(text.split())


def check(name: str, param: dict[str, Any], value: str) -> None:
    """Raise unless the value is one that the parameter can take."""
    if param["kind"] == "range":
        whole = param.get("whole", not param.get("log") and float(param["step"]).is_integer())
        try:
            number = float(value)
            fits = param["min"] <= number <= param["max"] and (number.is_integer() or not whole)
        except ValueError:
            fits = False
        kind = "an integer" if whole else "a number"
        rule = f"{kind} from {param['min']} to {param['max']}"
    else:
        options = list(param.get("options", "01"))
        fits, rule = value in options, f"one of {options}"
    if not fits:
        raise ValueError(f"{name} must be {rule}, got {value!r}")


manifest: dict[str, Any] = {}  # widgets, their parameters and outlines, as the bundler found them


def bundle(out: Path) -> None:
    """Put the compiled scripts into a folder, and read what they say of themselves."""
    shutil.copytree(made(), out, dirs_exist_ok=True, ignore=shutil.ignore_patterns(MANIFEST))
    manifest.clear()
    manifest.update(json.loads((made() / MANIFEST).read_text("utf-8")))


def made() -> Path:
    """Return the folder with the compiled scripts and their manifest."""
    return kept(FOLDER, compile_scripts)


def compile_scripts(out: Path) -> None:
    """Compile the scripts into a folder, with their manifest."""
    (out / MANIFEST).write_text(make("explorables", out), "utf-8")


def prepare(app: Sphinx) -> None:
    """Compile into the site."""
    bundle(Path(app.outdir) / "_static" / FOLDER)


def add_files(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Only pages with an explorable load the script."""
    if doctree is not None and next(doctree.findall(stage), None):
        app.add_js_file(f"{FOLDER}/loader.js", loading_method="defer")


def visit_stage(self: HTML5Translator, node: stage) -> None:
    """Open the stage; the translator writes the picture in it."""
    data = {key: node[key] for key in ("explorable", "state", "show")}
    data["edition"] = edition_of(self.builder.app)
    attributes = " ".join(f'data-{key}="{html.escape(value)}"' for key, value in data.items())
    self.body.append(f'<div class="stage" {attributes}>')


def depart_stage(self: HTML5Translator, node: stage) -> None:
    """Leave room for the panel and close the stage."""
    outline = manifest[node["explorable"]]["outlines"][edition_of(self.builder.app)]
    self.body.append(f'<div class="outline" aria-hidden="true" inert>{outline}</div></div>\n')


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_node(stage, html=(visit_stage, depart_stage))
    app.add_directive("explorable", Explorable)
    app.connect("builder-inited", prepare)
    app.connect("html-page-context", add_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
