"""The Chinese as a mathematician prints it: 式 before a number, both words at first use, one term for one idea."""

import re
from pathlib import Path

import bothwords
import pytest
from books import DOCS, Book
from bothwords import COMMON, Added, close_up, introduce, terms, texts
from docutils import nodes
from equations import call
from facts import HAN
from glossary import by_pinyin

ROOT = DOCS.parent
PAGES = sorted([*DOCS.glob("*.md"), *DOCS.glob("explore/*.md")])
WRITTEN = [
    *PAGES,
    *sorted((DOCS / "web").rglob("*.ts")),
    *sorted((DOCS / "labs").glob("*.py")),
    *sorted((ROOT / "gallery").rglob("*.py")),
    *sorted((ROOT / "momentum").rglob("*.py")),
]
# What readers took for something else, or what one term has replaced.
REPLACED = {
    r"走(的(就|正)?是)?同一条路": "轨迹相同",
    r"(?<!进)一步的(特征值|谱半径)": "迭代矩阵的特征值",
    r"(有|加上|没有) Nesterov": "带 / 不带 Nesterov 前瞻",
    r"符号交替": "正负交替",
    r"(?<!（)(Taylor|Lyapunov|Laplace|Chebyshev|Lagrange|Newton|Markov) ?[\u4e00-\u9fff]": "中文译名",
    r"(黑塞|海森|利普希茨|涅斯捷罗夫)(?!矩阵、|矩阵）|矩阵。|条件）)": "Hessian, Lipschitz, Nesterov",
    r"一条定律[：，]": "定理, or 有定理保证",
    r"(峡谷|参数|多项式|二次函数|界限|条件|能量|峰值|方程|递推) ?\{eq\}": "式 {eq} 的…, or …（式 {eq}）",
    r"当步|动量法则|后面的那个点": "said at once what it is",
}


def chinese(path: Path) -> list[str]:
    """Return the Chinese of a file, line by line: what stands behind a bar, or has no English side."""
    sides = (
        cell.rpartition(" ｜ ")[2]
        for line in path.read_text("utf-8").splitlines()
        for cell in line.split(" | ")
    )
    return [side for side in sides if HAN.search(side) and "{.language-zh-CN}" not in side]


@pytest.mark.parametrize(
    ("before", "written"),
    [
        ("由 ", "由式\u00a0"),
        ("见式 ", "见式\u00a0"),
        ("递推式 ", "递推式\u00a0"),
        ("完毕。", "完毕。式\u00a0"),
        ("不带 Nesterov 的 ", "不带 Nesterov 的式\u00a0"),
        ("按 Nesterov ", "按 Nesterov 式\u00a0"),
        ("", "式\u00a0"),
    ],
)
def test_an_equation_is_called_by_its_name(before: str, written: str) -> None:
    """A bare number gets 式, once, with a space that does not break; no gap stands before it."""
    reference = nodes.reference("", "(3)", refid="equation-a")
    paragraph = nodes.paragraph("", "", *([nodes.Text(before)] if before else []), reference)
    call(reference)
    assert paragraph.astext() == f"{written}(3)"


def test_an_equation_behind_a_formula() -> None:
    """Between a formula and 式 the space stays."""
    reference = nodes.reference("", "(3)", refid="equation-a")
    paragraph = nodes.paragraph("", "", nodes.math("", "x"), nodes.Text(" "), reference)
    call(reference)
    assert paragraph.astext() == "x 式\u00a0(3)"


def test_equal_texts_are_not_taken_for_each_other() -> None:
    """Of two texts that are the same, the one before the reference gets 式."""
    reference = nodes.reference("", "(3)", refid="equation-a")
    formula, same = nodes.math("", "x"), [nodes.Text(" 与 "), nodes.Text(" 与 ")]
    paragraph = nodes.paragraph("", "", formula, same[0], formula.copy(), same[1], reference)
    call(reference)
    assert paragraph.astext().endswith(" 与式\u00a0(3)") and paragraph[1] == " 与 "


def test_equations_in_chinese_have_their_name_in_the_book(book: Book) -> None:
    """Also on a page where the source has not written it; the English side has none."""
    for edition in ("zh", "both"):
        (paragraph,) = (
            one for one in book.page(edition, "chapter").select("p") if "换成" in one.text
        )
        assert "见式\u00a0(1)" in paragraph.text
    assert "式" not in book.page("en", "chapter").text


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_one_term_for_one_idea(path: Path) -> None:
    """What was replaced does not come back."""
    for line in chinese(path):
        for pattern, now in REPLACED.items():
            assert not re.search(pattern, line), (now, line)


def test_names_have_a_chinese_form_or_none() -> None:
    """The check above finds what it should."""
    faults = "Taylor 展开 黑塞阵 走的就是同一条路 加上 Nesterov 的前瞻 参数 {eq}`a` 这是一条定律："
    assert sum(bool(re.search(pattern, faults)) for pattern in REPLACED) == 6
    good = "泰勒（Taylor）展开 又译黑塞矩阵、海森矩阵） Chebyshev's 五条定律 每一步的特征值"
    assert [now for pattern, now in REPLACED.items() if re.search(pattern, good)] == [
        "迭代矩阵的特征值"
    ]


def test_pinyin() -> None:
    """As dictionaries have it, rare characters, too; what is in letters comes first."""
    order = ["Hessian 矩阵", "鞍点", "步长", "谱", "谱半径", "熵", "收敛率", "增益", "重球法"]
    assert by_pinyin(frozenset(order)) == order


def test_both_words_at_first_use(book: Book) -> None:
    """Once on a page, behind what is referred to or plainly said; not where the author has said it."""
    paragraph = book.page("zh", "pages/term").select_one("article p")
    for formula in paragraph.select(".math"):
        formula.replace_with(f"[{formula.select_one('annotation').text}]")
    said = "中文有 [b] 有动量系数（momentum coefficient）[b]还有动量系数与速度（velocity）[v]"
    assert paragraph.get_text() == said  # the formulas have taken their punctuation along
    assert "（velocity）" not in book.page("both", "pages/term").article.get_text()


# -- The English behind a term, on little paragraphs


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
