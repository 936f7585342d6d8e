"""The policy in each page names the scripts that were built with it, and allows no others."""

import base64
import hashlib
import re

import pytest
from books import EDITIONS, Book
from policy import RULES, guarded


def rules(page: str) -> dict[str, list[str]]:
    """Return the policy of a page."""
    (found,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    parts = (rule.split() for rule in found.split(";"))
    return {name: values for name, *values in parts}


def test_scripts_in_the_page_are_named_by_digest() -> None:
    """Each once, but neither data nor scripts with an address."""
    text = "let a = '<b>';"
    page = guarded(
        f'<html><head lang="en"><script src="x.js"></script><script>{text}</script>'
        f'<script type="application/ld+json">{{}}</script></head><script>{text}</script></html>'
    )
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    assert rules(page)["script-src"] == ["'self'", f"'sha256-{digest}'"]
    assert re.match(r'<html><head lang="en">\s*<meta http-equiv', page), "before what it rules over"


def test_a_page_without_scripts_allows_only_files_of_the_site() -> None:
    """Nothing may be evaluated, nothing comes from elsewhere, nothing is sent elsewhere."""
    found = rules(guarded("<html><head></head></html>"))
    assert found == {name: value.split() for name, value in RULES.items()}
    assert found["default-src"] == ["'none'"]
    assert "'unsafe-inline'" not in found["script-src"]
    assert not {"'unsafe-eval'", "*", "https:"} & {
        one for values in found.values() for one in values
    }


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_has_one(book: Book, edition: str) -> None:
    """Also those that Sphinx makes by itself; and no script hides in an attribute."""
    pages = list(book.path(edition).rglob("*.html"))
    assert len(pages) > 5
    for path in pages:
        page = path.read_text("utf-8")
        assert rules(page)["script-src"][0] == "'self'", path
        assert not re.search(r"<[^>]+\son[a-z]+=", page), path
        inline = re.findall(r"<script(?![^>]*\b(?:src|type)=)[^>]*>", page)
        assert len(rules(page)["script-src"]) > len(set(inline)), path
