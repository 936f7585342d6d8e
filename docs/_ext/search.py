"""Search, in place of Sphinx's own: places and not pages, found by the words of readers.

The script of all pages listens, and the first key fetches ``_static/search.js``, which holds the texts
of the book: a classic script, so that it works from a folder. docs/web/search says the rest.
"""

from __future__ import annotations

import json
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

from editions import edition_of
from entries import Entry, read_page
from kept import kept
from node import make
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

BUNDLE = "search.js"
CHARACTERS = "characters.json"
PLACE = '"@book@"'  # where the bundle wants the book
REPLACED = ("searchtools.js", "language_data.js", "sphinx_highlight.js")
WORDS = "words.toml"
LEDGER = "ledger"
TEXTS = ("text", "chinese")

logger = logging.getLogger(__name__)


def script(book: dict[str, Any]) -> str:
    """Return the script that the first key fetches, with the book in it."""
    before, after = (made() / BUNDLE).read_text("utf-8").split(PLACE)
    table = json.loads((made() / CHARACTERS).read_text("utf-8"))
    used = set(as_text(book))
    # Traditional characters whose simplified ones the book has, for readers who type them.
    pairs = [(sign, simple) for sign, simple in table if simple in used and sign not in used]
    characters = {
        "traditional": "".join(sign for sign, _ in pairs),
        "simplified": "".join(simple for _, simple in pairs),
    }
    # A string of JSON is read faster than the same object in JavaScript.
    held = as_text(book | characters).replace("\\", r"\\").replace("'", r"\'")
    return f"{before}'{held}'{after}"


def as_text(value: Any) -> str:
    """Return the shortest JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def made() -> Path:
    """Return the folder with the bundle and the table."""
    return kept("search", bundle)


def bundle(out: Path) -> None:
    """Bundle the script without a book, and write the table of characters."""
    make("search", out)


def make_room(app: Sphinx) -> None:
    """Put Sphinx's own search out of the way."""
    if app.builder.format == "html":
        app.builder.search = False  # type: ignore[attr-defined]


def add_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Add the page of results."""
    yield "search", {}, "search.html"


def drop_scripts(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Leave out what marks the words of Sphinx's search."""
    scripts = context["script_files"]
    scripts[:] = [one for one in scripts if Path(str(one.filename)).name not in REPLACED]


def write(app: Sphinx, exception: Exception | None) -> None:
    """Read the written pages and write the index."""
    if exception is not None or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    for name in REPLACED:
        (static / name).unlink(missing_ok=True)
    (static / BUNDLE).write_text(script(collect(app)), "utf-8", newline="\n")


def collect(app: Sphinx) -> dict[str, Any]:
    """Return the book as docs/web/search/book.ts describes it."""
    path = Path(app.srcdir) / WORDS
    words = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    pages: list[dict[str, Any]] = []
    entries: list[dict[str, Any]] = []
    for name in app.env.collect_relations():  # in the order of the toctrees
        found = read_page(Path(app.outdir) / f"{name}.html", both=edition_of(app) == "both")
        weight = next((w for form, w in words.get("weight", {}).items() if fnmatch(name, form)), 1)
        pages.append({"url": f"{name}.html", "title": found[0].title, "weight": weight})
        # What the ledger says about each page is said there.
        kept = found[:1] if name == LEDGER else found
        entries += [{"page": len(pages) - 1} | as_json(entry) for entry in kept]
    return {"pages": pages, "entries": entries, "ideas": ideas(words, pages, entries)}


def as_json(entry: Entry) -> dict[str, str]:
    """Return an entry with its blocks as lines."""
    texts = {
        name: "\n".join(" ".join(block.split()) for block in getattr(entry, name)) for name in TEXTS
    }
    whole = {"anchor": entry.anchor, "kind": entry.kind, "title": entry.title}
    return whole | texts | {"code": "\n".join(entry.code)}


def ideas(
    words: dict[str, Any], pages: list[dict[str, Any]], entries: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the ideas of the list and those of the glossary; report what the book does not have."""
    urls = {pages[e["page"]]["url"] + (e["anchor"] and f"#{e['anchor']}") for e in entries}
    said = "\n".join(e[key] for e in entries for key in ("title", *TEXTS, "code")).lower()
    found = []
    for idea in words.get("idea", []):
        page, *anchor = idea["see"].split("#")
        see = "#".join([f"{page}.html", *anchor])
        if see not in urls:
            warn("there is no place %r", idea["see"])
        if not any(word.lower() in said for word in idea["ours"]):
            warn("the book has none of %s", idea["ours"])
        found.append(idea | {"see": see})
    terms = [e["title"].split(" ｜ ") for e in entries if e["kind"] == "term"]
    return found + [{"ours": term, "theirs": []} for term in terms]


def warn(what: str, *about: object) -> None:
    """Report a fault of the list of words."""
    logger.warning(what, *about, location=WORDS, type="search")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Replace Sphinx's search."""
    app.connect("builder-inited", make_room)
    app.connect("html-collect-pages", add_page)
    app.connect("html-page-context", drop_scripts, priority=900)
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
