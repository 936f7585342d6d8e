"""The ticks: who has an entry in the ledger has a link to it, on a page made by hand."""

from types import SimpleNamespace

import pytest
import ticks
from docutils import nodes
from docutils.utils import new_document


def page(monkeypatch: pytest.MonkeyPatch, edition: str, ledger: bool = True) -> nodes.document:
    """Return a page with an equation, a theorem and a table, two of each: the second is not held."""
    document = new_document("page")
    for held in ("", "-not"):
        equation = nodes.math_block("", "x", label=f"eq-one{held}")
        theorem = nodes.admonition("", names=[f"thm-one{held}"])
        theorem += [nodes.title("", "Theorem"), nodes.paragraph("", "It is so.")]
        table = nodes.table("", names=[f"tab-one{held}"])
        table += [nodes.title("", "Table"), nodes.tgroup()]
        document += [equation, theorem, table]
    env = SimpleNamespace(docname="page", found_docs={"ledger"} if ledger else set())
    # Sphinx knows each by the anchor that it has on the page.
    env.toc_fignumbers = {
        "page": {
            "displaymath": {"equation-eq-one-not": (1,), "equation-eq-one": (2,)},
            "theorem": {"thm-one": (3, 1)},
            "table": {"tab-one": (4,)},
        }
    }
    builder = SimpleNamespace(get_relative_uri=lambda of, to: f"{to}-from-{of}.html")
    app = SimpleNamespace(builder=builder, tags={edition})
    monkeypatch.setattr(ticks, "labels", lambda _: {"eq-one", "thm-one", "tab-one", "eq-other"})
    monkeypatch.setattr(ticks.Links, "app", app)
    document.settings.env = env
    ticks.Links(document).run()
    return document


LINKS = {
    "eq-one": ("equation (2)", "公式 (2)"),
    "thm-one": ("theorem 3.1", "定理 3.1"),
    "tab-one": ("table 4", "表 4"),
}


@pytest.mark.parametrize(
    ("edition", "hint"),
    [
        ("en", "Held by a test: {0}"),
        ("zh", "有测试把关：{1}"),
        ("both", "Held by a test: {0} ｜ 有测试把关：{1}"),
    ],
)
def test_what_a_test_holds_leads_to_its_entry(
    edition: str, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the title, or beside the number of an equation; the link says of what it speaks."""
    document = page(monkeypatch, edition)
    equations = list(document.findall(nodes.math_block))
    links = dict(zip(LINKS, [equations[0]["tick"], *document.findall(nodes.raw)], strict=True))
    for label, names in LINKS.items():
        said = hint.format(*names)
        assert f'href="ledger-from-page.html#check-{label}" title="{said}"' in links[label].astext()
    titles = list(document.findall(nodes.title))
    assert [title.astext()[:8].strip() for title in titles[:2]] == ["Theorem", "Table <a"]
    assert [type(title[-1]) for title in titles] == [nodes.raw] * 2 + [nodes.Text] * 2
    assert "tick" not in equations[1]


def test_a_book_without_a_ledger_has_no_ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is nowhere to go."""
    document = page(monkeypatch, "en", ledger=False)
    assert not list(document.findall(nodes.raw))
    assert not [one for one in document.findall(nodes.math_block) if "tick" in one]
