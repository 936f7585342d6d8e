"""The glossary: one anchor an entry, and a dictionary by pinyin in the Chinese edition."""

import itertools
import subprocess
from types import SimpleNamespace

import glossary
import pytest
from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import directives
from editions import Editions
from glossary import ChineseFirst, OneAnchor, by_pinyin
from sphinx import addnodes
from sphinx.domains.std import StandardDomain
from sphinx.registry import SphinxComponentRegistry
from sphinx.util.docutils import docutils_namespace

SOURCE = """
.. glossary::

   velocity
   速度
      The running sum.

   momentum coefficient
   动量系数
      Its factor.
"""


def test_pinyin() -> None:
    """As dictionaries have it, rare characters, too; what is in letters comes first."""
    order = ["Hessian 矩阵", "鞍点", "步长", "谱", "谱半径", "熵", "收敛率", "增益", "重球法"]
    assert by_pinyin(frozenset(order)) == order


def test_a_fault_of_node_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its command, not as a fault of what it should have said."""
    monkeypatch.setattr(glossary, "ORDER", "process.exit(3)")
    with pytest.raises(subprocess.CalledProcessError):
        by_pinyin(frozenset({"没有顺序"}))


def parsed(edition: str = "en") -> tuple[nodes.document, StandardDomain]:
    """Return a page with a glossary, and what Sphinx knows of its terms."""
    numbers = itertools.count()
    env = SimpleNamespace(
        _app=SimpleNamespace(tags={edition}),
        _registry=SphinxComponentRegistry(),
        current_document=SimpleNamespace(docname="glossary"),
        docname="glossary",
        domaindata={},
        new_serialno=lambda kind: next(numbers),
    )
    env.domains = SimpleNamespace(standard_domain=StandardDomain(env))
    with docutils_namespace():
        directives.register_directive("glossary", OneAnchor)
        document = publish_doctree(SOURCE, settings_overrides={"env": env})
    return document, env.domains.standard_domain


def test_all_terms_of_an_entry_lead_to_the_anchor_of_the_first() -> None:
    """From the index and from references, whatever the case of their letters."""
    document, domain = parsed()
    anchors = {term.astext(): term["ids"] for term in document.findall(nodes.term)}
    assert anchors == {
        "velocity": ["term-velocity"],
        "速度": [],
        "momentum coefficient": ["term-momentum-coefficient"],
        "动量系数": [],
    }
    wanted = {
        "velocity": "term-velocity",
        "速度": "term-velocity",
        "momentum coefficient": "term-momentum-coefficient",
        "动量系数": "term-momentum-coefficient",
    }
    places = {term: ("glossary", anchor) for term, anchor in wanted.items()}
    assert {term: place for (_, term), place in domain.objects.items()} == places
    assert domain._terms == places
    entries = [entry for index in document.findall(addnodes.index) for entry in index["entries"]]
    assert entries == [("single", term, anchor, "main", None) for term, anchor in wanted.items()]


@pytest.mark.filterwarnings("ignore::sphinx.deprecation.RemovedInSphinx11Warning")
@pytest.mark.parametrize(
    ("edition", "order"),
    [
        ("en", ["velocity", "速度", "momentum coefficient", "动量系数"]),
        ("both", ["velocity", "速度", "momentum coefficient", "动量系数"]),
        ("zh", ["动量系数", "momentum coefficient", "速度", "velocity"]),
    ],
)
def test_the_chinese_edition_is_a_dictionary(edition: str, order: list[str]) -> None:
    """By pinyin, the Chinese first, and with the anchor of the entry; the others are as written."""
    document, _ = parsed(edition)
    ChineseFirst(document).apply()
    found = [*document.findall(nodes.definition_list_item)]
    assert [term.astext() for entry in found for term in entry[:2]] == order
    meanings = {"term-velocity": "The running sum.", "term-momentum-coefficient": "Its factor."}
    for first, second, meaning in found:
        (anchor,) = first["ids"]
        assert second["ids"] == [] and meanings[anchor] == meaning.astext()


def test_entries_are_sorted_after_their_languages_were_paired() -> None:
    """So that each has its two terms, and the meaning of the edition."""
    assert Editions.default_priority < ChineseFirst.default_priority
