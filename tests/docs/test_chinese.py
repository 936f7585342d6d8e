"""The Chinese as a mathematician prints it: 式 before a number, both words at first use, one term for one idea."""

import re
from pathlib import Path

import pytest
from books import DOCS, Book
from facts import HAN

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


def test_both_words_at_first_use(book: Book) -> None:
    """Once on a page, behind what is referred to or plainly said; not where the author has said it."""
    paragraph = book.page("zh", "pages/term").select_one("article p")
    for formula in paragraph.select(".math"):
        formula.replace_with(f"[{formula.select_one('annotation').text}]")
    said = "中文有 [b] 有动量系数（momentum coefficient）[b]还有动量系数与速度（velocity）[v]"
    assert paragraph.get_text() == said  # the formulas have taken their punctuation along
    assert "（velocity）" not in book.page("both", "pages/term").article.get_text()
