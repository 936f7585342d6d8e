"""What a page tells search engines that look for things to learn from: schema.org, as JSON-LD in its head.

The front page is the book, a page with a question a chapter of it. Addresses stand there only if the site has
one. It is data and not a script: no browser runs it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import takeaway
from facts import minutes
from orientation import FIELD, known, needed
from package import VERSION, released
from plain import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

CODES = {"en": "en", "zh": "zh-CN"}
LICENCE = "https://creativecommons.org/licenses/by-sa/4.0/"
SOURCE = {"@type": "Book", "name": "Dive into Deep Learning", "url": "https://d2l.ai"}
AUTHOR = {"@type": "Organization", "name": "The momentum contributors"}
KINDS = {
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "ipynb": "application/x-ipynb+json",
}


def describe(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the template what is said of its page, if it is the book or a chapter."""
    if doctree is None:
        return
    if page == app.config.root_doc:
        said = book(app, context)
    elif FIELD in app.env.metadata.get(page, {}):
        said = chapter(app, page, context)
    else:
        return
    text = json.dumps(filled(said), ensure_ascii=False)
    context["learning"] = text.replace("</", "<\\/")  # nothing in it ends the element around it


def common(app: Sphinx, kind: str, context: dict[str, Any]) -> dict[str, Any]:
    """Return what is said of the book and of each of its chapters."""
    return {
        "@context": "https://schema.org",
        "@type": [kind, "LearningResource"],
        "description": context["description"],
        "inLanguage": languages(context["edition"]),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "educationalLevel": "higher education",
        "author": AUTHOR,
        "version": VERSION,
        "datePublished": released(),
    }


def book(app: Sphinx, context: dict[str, Any]) -> dict[str, Any]:
    """Return what is said of the book."""
    edition = context["edition"]
    names = [name for name, data in app.env.metadata.items() if FIELD in data]
    order = [
        name for name in app.env.toctree_includes.get(app.config.root_doc, ()) if name in names
    ]
    parts = [
        {"@type": "Chapter", "name": title(app, name), "url": address(app, edition, f"{name}.html")}
        for name in order
    ]
    whole = round(sum(reading(app, name) for name in order) / 60)
    return common(app, "Book", context) | {
        "name": title(app, app.config.root_doc),
        "url": address(app, edition, "index.html"),
        "image": address(app, "", "preview.png"),
        "learningResourceType": ["textbook", "interactive resource", "exercise"],
        "teaches": [part["name"] for part in parts],
        "timeRequired": f"PT{max(1, whole)}H" if order else "",
        "isBasedOn": SOURCE,
        "hasPart": parts,
        "encoding": [
            encoding(app, one, takeaway.volume(one, kind))
            for one in CODES
            if one == edition or edition == "both"
            for kind in ("pdf", "epub")
        ],
    }


def chapter(app: Sphinx, page: str, context: dict[str, Any]) -> dict[str, Any]:
    """Return what is said of a chapter."""
    edition = context["edition"]
    sides = [one for one in CODES if one == edition or edition == "both"]
    name = title(app, page)
    return common(app, "Chapter", context) | {
        "name": name,
        "url": address(app, edition, f"{page}.html"),
        "isPartOf": {
            "@type": "Book",
            "name": title(app, app.config.root_doc),
            "url": address(app, edition, "index.html"),
        },
        "learningResourceType": ["lesson", "exercise"],
        "teaches": name,
        "competencyRequired": [
            *(title(app, one) for one in needed(app, page)),
            *filter(None, (known(app, page, one) for one in sides)),
        ],
        "timeRequired": f"PT{max(1, round(reading(app, page)))}M",
        "encoding": [encoding(app, one, takeaway.notebook(page)) for one in sides],
    }


def title(app: Sphinx, page: str) -> str:
    """Return the title of a page, formulas as text."""
    return text_of(app.env.titles[page], app.config.katex_macros)


def reading(app: Sphinx, page: str) -> float:
    """Return the minutes that a page takes."""
    return minutes(Path(app.env.doc2path(page)).read_text("utf-8"))


def languages(edition: str) -> str | list[str]:
    """Return the languages of an edition."""
    return CODES.get(edition) or list(CODES.values())


def address(app: Sphinx, edition: str, file: str) -> str:
    """Return the address of a file, nothing if that of the site is not known."""
    return (
        "/".join(filter(None, (app.config.site_url, edition, file))) if app.config.site_url else ""
    )


def encoding(app: Sphinx, edition: str, file: str) -> dict[str, Any]:
    """Return what is said of a file to take along; nothing if it has no address."""
    if not app.config.site_url:
        return {}
    return {
        "@type": "MediaObject",
        "contentUrl": address(app, edition, file),
        "encodingFormat": KINDS[file.rpartition(".")[2]],
        "inLanguage": CODES[edition],
    }


def filled(said: Any) -> Any:
    """Return what is said without what is empty."""
    if isinstance(said, dict):
        return dict(pair for pair in items(said) if pair[1])
    return [one for one in map(filled, said) if one] if isinstance(said, list) else said


def items(said: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield names and values, each without what is empty."""
    for name, value in said.items():
        yield name, filled(value)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the descriptions, after those of meta, which they repeat."""
    app.connect("html-page-context", describe, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
