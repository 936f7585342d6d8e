"""The furniture of a page, as those hear it who do not see it; titles, and where they may break."""

import furniture
import pytest
from furniture import named, unfetched
from titles import between_words

pytestmark = pytest.mark.usefixtures("node")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Translate nothing."""
    monkeypatch.setattr(furniture, "_", str)


MATH = (
    '<span class="math notranslate nohighlight"><span class="katex"><math><mi>β</mi></math>'
    '<span aria-hidden="true">β</span></span></span>'
)
LINK = '<a class="headerlink" href="#a" title="Link to this heading">#</a>'


def test_a_heading_is_called_by_its_words() -> None:
    """Not by the link beside it; a formula in it has a name of its own."""
    done = named(f"<h2>Choosing {MATH}{LINK}</h2>")
    assert done.startswith('<h2 aria-labelledby="title-a"><span id="title-a">Choosing <span')
    assert 'role="math" aria-label="β"' in done
    assert done.endswith("#</a></h2>") and "</span><a" in done
    assert 'role="math"' not in named(f"<p>{MATH}</p>"), "in a text, MathML is read"


def test_drawers_are_navigation_and_other_asides_are_not() -> None:
    """A note stays a note."""
    page = (
        '<aside class="sidebar-drawer"><p class="caption" role="heading">A</p></aside>\n'
        '<div class="main"><aside class="topic">note</aside>'
        '<aside class="toc-drawer no-toc">toc</aside>\n</div>\n</div>'
    )
    done = named(page)
    assert '<nav class="sidebar-drawer" aria-label="Site navigation">' in done
    assert '<nav class="toc-drawer no-toc" aria-label="On this page">toc</nav>' in done
    assert '<aside class="topic">note</aside>' in done
    assert done.count("<nav") == done.count("</nav>") == 2
    assert "heading" not in done


def test_small_names() -> None:
    """What unfolds is named, the way back comes before the way on, a card says its title once."""
    assert 'aria-label="Toggle navigation of B"' in named('<i aria-label="Toggle navigation of B">')
    ways = '<a class="next-page" href="b">B</a> <a class="prev-page" href="a">A</a>'
    assert named(ways).index("prev-page") < named(ways).index("next-page")
    assert 'aria-hidden="true"' in named('<div class="sphx-glr-thumbnail-title">A</div>')
    assert unfetched('<link rel="next" href="b"><link rel="prev" href="a">') == (
        '<link rel="prev" href="a">'
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一章可以运行的教材", "一章 可以 运行的 教材"),
        ("学习率变化", "学习率 变化"),
        ("动量法", "动量法"),
        ("<b title='有效样本权重'>A</b>", None),
    ],
)
def test_chinese_titles_break_between_words(text: str, parts: str | None) -> None:
    """A single sign goes with its neighbour; names in tags stay as they are."""
    assert between_words(text) == (parts.replace(" ", "<wbr>") if parts else text)


# -- What the page says in the language of its reader

CHINESE = {
    "Toggle site navigation sidebar": "切换导航",
    "Toggle table of contents sidebar": "切换目录",
    "Toggle Light / Dark / Auto color theme": "切换颜色",
    "Toggle navigation of PART": "Unfold PART ｜ 展开 PART",
    "Back to top": "回到顶部",
}


@pytest.mark.parametrize(
    ("said", "named_so"),
    [
        *((f'<i title="{words}">', f'<i title="{CHINESE[words]}">') for words in [*CHINESE][:3]),
        (
            '<i aria-label="Toggle navigation of A ｜ 甲">',
            '<i aria-label="Unfold A ｜ 展开 甲">',
        ),
        ('<i aria-label="Toggle navigation of A">', '<i aria-label="Unfold A ｜ 展开 A">'),
        (
            '<a href="#" class="back-to-top muted">\n<p>Up</p></a>',
            '<nav aria-label="回到顶部"><a href="#" class="back-to-top muted">\n<p>Up</p></a></nav>',
        ),
    ],
)
def test_furniture_speaks_as_the_page(
    monkeypatch: pytest.MonkeyPatch, said: str, named_so: str
) -> None:
    """A part of both languages is named in both."""
    monkeypatch.setattr(furniture, "_", lambda words: CHINESE.get(words, words))
    assert named(said) == named_so


def test_a_formula_in_a_name_is_said_and_shown() -> None:
    """Its text may stand in an attribute; all that it shows stays."""
    formula = MATH.replace("β", "β&lt;1")
    shown = formula.replace('highlight">', 'highlight" role="math" aria-label="β&lt;1">', 1)
    assert named(f"<a>{formula}</a>") == f"<a>{shown}</a>"
