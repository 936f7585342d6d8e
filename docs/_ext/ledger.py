"""The ledger: every labelled statement beside the tests that hold it.

The page ``ledger`` says where with the line ``%ledger%``, and with ``%kinds%`` where the table of the
kinds of evidence stands. Every entry has the sentences that restate it and links to the code of its
tests, which has a page for each file; ``ticks`` leads from the statements to the entries. A statement
without a test is a warning, and so are a test and a sentence that name no statement.
"""

from __future__ import annotations

import functools
import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checked.evidence import Check, read_tests
from checked.page import CODE, entries, summary
from checked.restatements import Restatement, read_restatements
from checked.statements import Statement, read_book
from editions import edition_of
from sphinx.errors import ExtensionError
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

PAGE = "ledger"
PLACE, KINDS = "%ledger%", "%kinds%"
ABOUT = {
    "en": "<p>Tests that hold statements of this book: <a href='{0}'>checked mathematics</a>.</p>",
    "zh": "<p>为本章论断把关的测试：<a href='{0}'>数学核对表</a>。</p>",
}
ABOUT["both"] = ABOUT["en"] + ABOUT["zh"].replace("<p", '<p lang="zh-CN"')

logger = logging.getLogger(__name__)


def write(app: Sphinx, page: str, source: list[str]) -> None:
    """Put the entries and the tests into the source of the ledger."""
    if page != PAGE:
        return
    book = statements(app)
    try:
        checks = read_tests(Path(app.srcdir).parent)
    except ValueError as error:
        raise ExtensionError(str(error)) from error
    restatements = read_restatements(Path(app.srcdir))
    report(book, checks)
    compare(labels(app), restatements)
    parts = {PLACE: "\n".join(entries(book, checks, restatements))}
    parts[KINDS] = summary(sorted(labels(app)), checks)
    for place, part in parts.items():
        source[0] = source[0].replace(place, part)


def compare(known: set[str], restatements: list[Restatement]) -> None:
    """Warn of sentences that restate nothing, or in one language only."""
    for one in restatements:
        if one.label not in known or not (one.en and one.zh):
            lack = "no such label" if one.label not in known else "in one language only"
            where = (one.page, one.line)
            logger.warning("restates %r: %s", one.label, lack, location=where, type=PAGE)


def report(book: dict[str, tuple[str, list[Statement]]], checks: list[Check]) -> None:
    """Warn of statements without a test, and of tests that name no statement."""
    known = {one.label: one for _, found in book.values() for one in found}
    held = {label for check in checks for label in check.labels}
    for label in sorted(known.keys() - held):
        place = (known[label].page, known[label].line)
        logger.warning("no test checks %r", label, location=place, type=PAGE)
    for check in checks:
        for label in sorted(set(check.labels) - known.keys()):
            where = f"{check.file}:{check.line}"
            logger.warning(
                "%s checks %r: no such label", check.name, label, location=where, type=PAGE
            )


def code(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield a page for every file of tests: the code of those that hold a statement."""
    if PAGE not in app.env.found_docs:
        return
    root = Path(app.srcdir).parent
    files: dict[str, dict[str, Check]] = {}
    for check in read_tests(root):
        files.setdefault(check.file, {})[check.name] = check
    for file, checks in files.items():
        lines = (root / file).read_text("utf-8").splitlines()
        page = f"{CODE}/{Path(file).stem}"
        body = [f"<h1><code>{html.escape(file)}</code></h1>"]
        body.append(ABOUT[edition_of(app)].format(app.builder.get_relative_uri(page, PAGE)))
        for check in checks.values():
            source = "\n".join(lines[check.first - 1 : check.last])
            highlighted = app.builder.highlighter.highlight_block(source, "python")  # type: ignore[attr-defined]
            body.append(f'<div id="{check.anchor}">{highlighted}</div>')
        yield page, {"title": file, "body": "\n".join(body)}, "page.html"


@functools.cache
def statements(app: Sphinx) -> dict[str, tuple[str, list[Statement]]]:
    """Read the statements of the book, once in a build."""
    return read_book(Path(app.srcdir))


@functools.cache
def labels(app: Sphinx) -> set[str]:
    """Return the labels of all statements of the book."""
    return {one.label for _, found in statements(app).values() for one in found}


def complete(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of labels that Sphinx knows and the ledger missed, being written in another way."""
    if PAGE in env.found_docs:
        proofs = {
            label for label, one in getattr(env, "proof_list", {}).items() if label in one["ids"]
        }
        for label in {*env.domaindata["math"]["objects"], *proofs} - labels(app):
            logger.warning("%r is not written as the ledger reads statements", label, type=PAGE)


def outdated(app: Sphinx, env: BuildEnvironment, *_: Any) -> list[str]:
    """Read the ledger anew when a statement, a restatement or a test is another one."""
    if PAGE not in env.found_docs:
        return []
    docs = Path(app.srcdir)
    now = repr((statements(app), read_tests(docs.parent), read_restatements(docs)))
    before, env.ledger = getattr(env, "ledger", None), now  # type: ignore[attr-defined]
    return [PAGE] if before != now else []


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the ledger; the mark of a restatement shows nothing."""
    app.add_role("restates", lambda *_, **__: ([], []))
    app.connect("source-read", write)
    app.connect("env-get-outdated", outdated)
    app.connect("env-check-consistency", complete)
    app.connect("html-collect-pages", code)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
