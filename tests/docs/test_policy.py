"""The policy in each page names the scripts that were built with it, and allows no others."""

import base64
import hashlib
import re
from types import SimpleNamespace

import pytest
from books import EDITIONS, Book
from policy import LABS, MARK, RULES, guard, guarded


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


def test_only_a_page_with_labs_may_run_their_interpreter() -> None:
    """Python that is compiled, in a worker made of a text: nothing more is allowed."""
    script = "<script>1</script>"
    without = rules(guarded(f"<html><head></head>{script}</html>"))
    found = rules(guarded(f"<html><head></head><script {MARK}>1</script></html>"))
    assert set(found["script-src"]) - set(without["script-src"]) == {LABS["script-src"]}
    assert found == without | {"script-src": found["script-src"], "worker-src": ["blob:"]}


def test_what_looks_like_another_head_stays() -> None:
    """A page has one, and one policy, whatever its code shows."""
    body = "<body><!-- <head> --></body></html>"
    page = guarded(f"<html><head></head>{body}")
    assert rules(page) and page.endswith(f"</head>{body}")


@pytest.mark.parametrize(("kind", "guards"), [("html", True), ("text", False)])
def test_a_page_that_a_template_makes_is_guarded(kind: str, guards: bool) -> None:
    """In a site, when it is whole; other formats have no browser that would ask."""
    plain = "<html><head></head></html>"
    templates = SimpleNamespace(render=lambda template, context: plain)
    guard(SimpleNamespace(builder=SimpleNamespace(format=kind, templates=templates)))
    assert templates.render("page.html", {}) == (guarded(plain) if guards else plain)


def test_a_builder_without_templates_has_no_pages_to_guard() -> None:
    """As the one that only looks whether links lead somewhere."""
    guard(SimpleNamespace(builder=SimpleNamespace(format="html")))
    guard(SimpleNamespace(builder=SimpleNamespace(format="")))


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
