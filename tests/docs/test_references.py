"""References in the language of the text that they stand in."""

from types import SimpleNamespace

import pytest
from docutils import nodes
from editions.references import OneSidedReferences, prune_backlinks, side_of
from unbroken import Unbroken


def marked(side: str, *children: nodes.Node) -> nodes.paragraph:
    """Return a paragraph that is in one language."""
    return nodes.paragraph("", "", *children, classes=[side])


def refer(*children: nodes.Node | str) -> nodes.reference:
    """Return a reference with these texts."""
    texts = (nodes.Text(one) if isinstance(one, str) else one for one in children)
    return nodes.reference("", "", nodes.inline("", "", *texts))


def title() -> list[nodes.Node]:
    """Return the parts of a title in both languages, as the editions leave them."""
    parts = {"en": "Averages", "bar": " ｜ ", "zh": "平均"}
    return [nodes.inline("", text, classes=[side]) for side, text in parts.items()]


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ([*title()], "Averages", "平均"),
        (["Averages ｜ 平均"], "Averages", "平均"),
        (["Averages"], "Averages", "Averages"),
        (["Fig. 2"], "Fig. 2", "图 2"),
        (["Table 12"], "Table 12", "表 12"),
        (["Theorem 3"], "Theorem 3", "定理 3"),
        (["Exercise 4"], "Exercise 4", "练习 4"),
        (["Exercise sheet"], "Exercise sheet", "Exercise sheet"),
        (["see Table 1"], "see Table 1", "see Table 1"),
    ],
)
def test_a_reference_shows_one_side(text: list[nodes.Node | str], en: str, zh: str) -> None:
    """That of its text, numbers named in its language; in a text of no language it shows both."""
    copies = [[c if isinstance(c, str) else c.deepcopy() for c in text] for _ in range(3)]
    blocks = [marked(side, refer(*copies.pop())) for side in ("en", "zh", "")]
    whole = blocks[2].astext()
    document = nodes.section("", *blocks)
    OneSidedReferences.run(SimpleNamespace(document=document))
    assert [block.astext() for block in blocks] == [en, zh, whole]


def test_sides_are_taken_before_texts_are_parted() -> None:
    """Of a title with a name such as 阿斯顿·张, which is kept together; of equals the first listed is first."""
    assert OneSidedReferences.default_priority <= Unbroken.default_priority


def test_the_nearest_language_counts() -> None:
    """Whatever is around it; outside of all there is none."""
    inner = nodes.emphasis("", "x")
    marked("en", nodes.inline("", "", inner, classes=["zh"]))
    outer = nodes.emphasis("", "x")
    marked("en", nodes.inline("", "", outer))
    assert (side_of(inner), side_of(outer)) == ("zh", "en")
    assert side_of(nodes.paragraph("", "x", classes=["en"])) is None


def test_a_footnote_leads_back_to_what_is_there() -> None:
    """In order and to each once; where nothing led back, nothing does."""
    note = nodes.footnote(backrefs=["c", "gone", "a", "c"])
    plain = nodes.footnote()
    prune_backlinks(
        SimpleNamespace(), nodes.section("", marked("en"), note, plain, *map(anchor, "abc"))
    )
    assert note["backrefs"] == ["c", "a"]
    assert not plain["backrefs"]


def anchor(name: str) -> nodes.target:
    """Return a place that can be linked to."""
    return nodes.target(ids=[name])
