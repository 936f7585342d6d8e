"""The English behind a term: at first use on a Chinese page, once, and never inside of brackets."""

import re
from pathlib import Path
from types import SimpleNamespace

import bothwords
import pytest
from books import DOCS
from bothwords import COMMON, Added, BothWords, close_up, introduce, terms, texts
from docutils import nodes
from docutils.utils import new_document
from editions import Editions
from sphinx import addnodes


def introduced(*parts: nodes.Node | str, left: dict[str, str]) -> str:
    """Return the words of a paragraph after the terms that are left were introduced in it."""
    paragraph = nodes.paragraph(
        "", "", *(nodes.Text(p) if isinstance(p, str) else p for p in parts)
    )
    nodes.section("", paragraph)
    found = re.compile("|".join(left))
    for text in list(texts(paragraph)):
        introduce(text, found, left)
    for added in list(paragraph.findall(Added)):
        close_up(added)
    return paragraph.astext()


def stressed(text: str) -> nodes.emphasis:
    """Return emphasised words."""
    return nodes.emphasis("", text)


@pytest.mark.parametrize(
    ("parts", "said", "used"),
    [
        (["甲，乙"], "甲（A），乙（B）", "甲乙"),
        (["甲（另），乙"], "甲（另），乙", "甲"),  # what stands behind a bracket waits
        (["甲和甲"], "甲（A）和甲", "甲"),
        (["丁与甲"], "丁与甲（A）", "甲"),  # what everybody knows is passed over
        ([stressed("甲"), "乙"], "甲（A）乙（B）", "甲乙"),
        ([stressed("甲"), "（另），乙"], "甲（另），乙", "甲"),
        (["看（", stressed("甲"), "）", stressed("乙"), "。"], "看（甲）乙（B）。", "乙"),
        (["看（", stressed("（甲）"), "）", stressed("乙"), "。"], "看（（甲））乙（B）。", "乙"),
        ([stressed("甲"), " ", nodes.math("", "x"), " 和乙"], "甲（A）x 和乙（B）", "甲乙"),
        ([nodes.literal("", "甲"), "乙"], "甲乙（B）", "乙"),
        (["甲", stressed("乙"), "甲"], "甲（A）乙（B）甲", "甲乙"),
        (["没有词"], "没有词", ""),
    ],
)
def test_the_english_stands_behind_a_term(
    monkeypatch: pytest.MonkeyPatch, parts: list[nodes.Node | str], said: str, used: str
) -> None:
    """Once, outside of code and of brackets, and never where a bracket follows already."""
    monkeypatch.setattr(bothwords, "COMMON", {"丁"})
    left = {"甲": "A", "乙": "B", "丁": "D"}
    assert (
        introduced(*[p if isinstance(p, str) else p.deepcopy() for p in parts], left=left) == said
    )
    assert set("甲乙丁") - set(left) == set(used)


def test_terms_of_the_glossary_are_read_and_sorted() -> None:
    """All of them, in the alphabet of the source; those that everybody knows are among them."""
    found = terms(DOCS / "glossary.md")
    assert len(found) > 40 and set(found) >= COMMON
    assert "Hessian 矩阵" not in found  # says its English itself
    heads = re.findall(r"^(\S.*)\n(?=\S.*\n  )", (DOCS / "glossary.md").read_text("utf-8"), re.M)
    assert heads == sorted(heads, key=lambda head: head.lower().replace("-", " "))
    wanted = ["收敛率", "谱", "迭代矩阵", "特征基", "平稳分布", "写法", "临界阻尼", "步长"]
    assert not [word for word in wanted if word not in found]


ENTRIES = """# Glossary

:::{glossary}

momentum
动量
  Meaning.

momentum coefficient
动量系数
  Meaning.

Nesterov’s method
Nesterov 方法
  Meaning.

batch
批
  Meaning.

:::

Not an entry
不是词条
  Meaning.
"""


def test_longer_terms_are_looked_for_first(tmp_path: Path) -> None:
    """So that 动量系数 is not taken for 动量; a term that holds its English needs none."""
    (tmp_path / "glossary.md").write_text(ENTRIES, "utf-8")
    found = terms(tmp_path / "glossary.md")
    assert list(found.items()) == [
        ("动量系数", "momentum coefficient"),
        ("动量", "momentum"),
        ("批", "batch"),
    ]


def read(folder: Path, edition: str, page: str, *parts: nodes.Element) -> list[str]:
    """Return the words of each part of a page, as an edition shows it."""
    document = new_document("page")
    document += parts
    document.settings.env = SimpleNamespace(
        _app=SimpleNamespace(srcdir=folder, tags={edition}),
        docname=page,
        note_dependency=lambda path: None,
    )
    BothWords(document).apply()
    return [part.astext() for part in parts]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a glossary."""
    (tmp_path / "glossary.md").write_text(ENTRIES, "utf-8")
    return tmp_path


@pytest.mark.filterwarnings("ignore::sphinx.deprecation.RemovedInSphinx11Warning")
def test_a_page_introduces_each_term_once(folder: Path) -> None:
    """In its first paragraph of prose: not in a question, a heading, a caption or a table."""
    cell = nodes.entry("", nodes.paragraph("", "动量"))
    group = nodes.tgroup("", nodes.tbody("", nodes.row("", cell)), cols=1)
    said = read(
        folder,
        "zh",
        "page",
        nodes.title("", "动量"),
        nodes.paragraph("", "动量？", classes=["question"]),
        nodes.table("", group),
        nodes.figure("", nodes.caption("", "动量")),
        addnodes.desc("", addnodes.desc_content("", nodes.paragraph("", "动量"))),
        nodes.paragraph("", "动量系数与动量，由", stressed("批"), nodes.Text(" 4 起。")),
        nodes.paragraph("", "动量和批"),
    )
    assert said == [
        *("动量", "动量？", "动量", "动量", "动量"),
        "动量系数（momentum coefficient）与动量（momentum），由批（batch）4 起。",
        "动量和批",
    ]


@pytest.mark.filterwarnings("ignore::sphinx.deprecation.RemovedInSphinx11Warning")
@pytest.mark.parametrize(
    ("edition", "page"),
    [("en", "page"), ("both", "page"), *(("zh", page) for page in bothwords.PAGES)],
)
def test_a_page_with_both_words_stays_as_it_is(folder: Path, edition: str, page: str) -> None:
    """So do all pages of the other editions."""
    assert read(folder, edition, page, nodes.paragraph("", "动量")) == ["动量"]


@pytest.mark.filterwarnings("ignore::sphinx.deprecation.RemovedInSphinx11Warning")
def test_a_book_may_have_no_glossary(tmp_path: Path) -> None:
    """Or one without entries."""
    assert read(tmp_path, "zh", "page", nodes.paragraph("", "动量")) == ["动量"]
    (tmp_path / "glossary.md").write_text("# Glossary\n", "utf-8")
    assert read(tmp_path, "zh", "page", nodes.paragraph("", "动量")) == ["动量"]


def test_a_term_that_is_referred_to_is_introduced_though_all_know_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The author has thought that somebody might ask; other references are code, and are not read."""
    monkeypatch.setattr(bothwords, "COMMON", {"丁"})
    for kind, said in (("term", "丁（D）"), ("ref", "丁")):
        reference = addnodes.pending_xref("", nodes.inline("", "丁"), reftype=kind)
        assert introduced("丁与", reference, left={"丁": "D"}) == f"丁与{said}"


def test_brackets_are_counted_over_all_of_a_paragraph() -> None:
    """What stands between them is not read, however it is divided."""
    parts = ["看（甲（", stressed("乙"), "）", stressed("甲"), "），", stressed("乙")]
    assert (
        introduced(
            *(nodes.Text(one) if isinstance(one, str) else one for one in parts),
            left={"甲": "A", "乙": "B"},
        )
        == "看（甲（乙）甲），乙（B）"
    )


def test_terms_are_introduced_in_what_the_edition_has_left() -> None:
    """The English of a page is gone by then."""
    assert Editions.default_priority < BothWords.default_priority
