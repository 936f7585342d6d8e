"""What pages say of themselves to others, and where they lead their readers' reports."""

import re
import unicodedata
from types import SimpleNamespace
from typing import Any

import pytest
from books import ADDRESS, Book
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.utils import new_document
from meta import cut, describe
from plain import formula

pytestmark = pytest.mark.usefixtures("node")

MACROS = {r"\x": r"\mathbf{x}", r"\T": r"^{\top}"}


def said(page: BeautifulSoup, name: str) -> list[str]:
    """Return what a page says under a name."""
    return [tag["content"] for tag in page.select(f"meta[name='{name}'], meta[property='{name}']")]


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\eta/(1-\beta)", "η/(1−β)"),
        (r"\beta = 0.9", "β = 0.9"),
        (r"\x_{t-1}^*", "xₜ₋₁*"),
        (r"\frac{1+\beta}{1-\beta}", "(1+β)/(1−β)"),
        (r"\frac12 x^2", "½x²"),
        (r"\sqrt\kappa", "√κ"),
        (r"\lambda_{\max}", "λₘₐₓ"),
        (r"\ddot X + \gamma\dot X", "Ẍ+γẊ"),
        (r"\beta^\tau", "β^τ"),
        (r"\mathbf{Q}\T", "Q⊤"),
        (r"10^{-6}", "10⁻⁶"),
    ],
)
def test_formula(tex: str, text: str) -> None:
    """A formula becomes a line that can be read, without TeX."""
    assert unicodedata.normalize("NFC", formula(tex, MACROS)) == unicodedata.normalize("NFC", text)


def test_description_in_the_language_of_the_page(book: Book) -> None:
    """From the front matter, or from the first paragraph with its formulas as text; always once."""
    first = {
        "en": "One line installs the package with xₜ₋₁ and ½η in it.",
        "zh": "一行命令装好软件包，其中有 xₜ₋₁ 与 ½η。",
    }
    first["both"] = f"{first['en']} ｜ {first['zh']}"
    for edition, text in first.items():
        assert said(book.page(edition, "run"), "description") == [text]
        assert said(book.page(edition, "run"), "og:description") == [text]
    assert said(book.page("zh", "index"), "description") == ["可执行的动量法"]
    assert said(book.page("zh", "search"), "description") == ["用中文或英文搜索全站"]


def test_long_texts_are_cut_at_sentences() -> None:
    """A preview shows whole sentences, or whole words if the first sentence is too long."""
    assert cut("First one. " * 30, "en") == ("First one. " * 18).strip()
    assert cut("一句话。" * 40, "zh") == "一句话。" * 27
    long = cut("word " * 60, "en")
    assert len(long) <= 200 and long.endswith("word…")


def test_addresses_only_where_there_is_one(book: Book, hosted: Book) -> None:
    """Pictures, canonical addresses and translations need a place on the web."""
    for name in ("index", "glossary", "search", "gallery/basics/plot_weights"):
        bare, page = book.page("zh", name), hosted.page("zh", name)
        assert not bare.select("link[rel=canonical], link[rel=alternate][hreflang]")
        assert not said(bare, "og:image") and said(bare, "og:title")
        here = f"{ADDRESS}/zh/{name}.html"
        assert [link["href"] for link in page.select("link[rel=canonical]")] == [here]
        assert said(page, "og:url") == [here]
        assert said(page, "og:image") == [f"{ADDRESS}/preview.png"]
        assert said(page, "og:locale") == ["zh_CN"]
        translations = {link["hreflang"]: link["href"] for link in page.select("link[hreflang]")}
        assert translations == {
            "en": f"{ADDRESS}/en/{name}.html",
            "zh-CN": here,
            "x-default": f"{ADDRESS}/en/{name}.html",
        }


def foot(page: BeautifulSoup) -> dict[str, str]:
    """Return the links at the foot of a page."""
    return {link.text: link["href"] for link in page.select("nav.foot a")}


def test_source_of_every_kind_of_page(hosted: Book) -> None:
    """A page leads to its Markdown, a script's to the script, the gallery to its header."""
    base = "https://github.com/owner/book"
    for name, path in {
        "chapter": "docs/chapter.md",
        "gallery/basics/plot_weights": "gallery/basics/plot_weights.py",
        "gallery/index": "gallery/GALLERY_HEADER.rst",
    }.items():
        links = foot(hosted.page("zh", name))
        assert links["本页源文件"] == f"{base}/blob/c0ffee/{path}"
        assert links["编辑本页"] == f"{base}/edit/main/{path}"
        assert links["报告错误"].startswith(f"{base}/issues/new?title=")
    made = foot(hosted.page("zh", "genindex"))
    assert made["全书源文件"] == base and made["报告错误"] and "编辑本页" not in made


def test_objects_of_the_api_lead_to_their_lines(hosted: Book) -> None:
    """Every function of the package has a link to its own lines."""
    page = hosted.page("zh", "api")
    links = [str(tag.parent["href"]) for tag in page.select(".viewcode-link")]
    pattern = r"https://github\.com/owner/book/blob/c0ffee/momentum/\w+\.py#L\d+-L\d+"
    assert links and all(re.fullmatch(pattern, link) for link in links), links


def test_nothing_is_broken_where_the_repository_is_unknown(book: Book) -> None:
    """No link to a repository, and no empty one."""
    for name in ("chapter", "gallery/basics/plot_weights", "api", "search"):
        links = foot(book.page("en", name))
        assert set(links) == {"Run the code"}
        assert not book.page("en", name).select(".viewcode-link, nav.foot [href='']")


# -- Without a book


def paragraph(text: str, *classes: str) -> nodes.paragraph:
    """Return a paragraph."""
    return nodes.paragraph("", text, classes=classes)


def described(edition: str, *parts: nodes.Node, **context: Any) -> dict[str, Any]:
    """Return what the template is told of a page with these parts."""
    document = new_document("page")
    document += nodes.section("", *(part.deepcopy() for part in parts))
    app = SimpleNamespace(config=SimpleNamespace(katex_macros={}))
    context["edition"] = edition
    describe(app, "page", "page.html", context, document)
    return context


@pytest.mark.parametrize(
    ("page", "context", "english", "chinese"),
    [
        ("search", {}, "Search the book, in English and in Chinese", "用中文或英文搜索全站"),
        ("cells/run", {"about": "Code of {title} ｜ {title} 的代码"}, "Code of a", "a 的代码"),
        ("cells/run", {"about": "Code"}, "Code", "Code"),
        (
            "checks/a",
            {},
            "a: tests that hold what this book states",
            "a：为本章内容把关的测试代码",
        ),
    ],
)
def test_a_made_page_is_described_in_its_language(
    page: str, context: dict[str, Any], english: str, chinese: str
) -> None:
    """In both where both are shown, unless there is one text for both."""
    both = f"{english} ｜ {chinese}" if english != chinese else english
    for edition, text in {"en": english, "zh": chinese, "both": both}.items():
        told = {"edition": edition, "title": "a", **context}
        describe(SimpleNamespace(), page, "page.html", told, None)
        assert told["description"] == text and "described" not in told


def test_a_description_of_its_own_comes_first() -> None:
    """The first of the front matter, which docutils has written already."""
    own = [nodes.meta(name="description", content=text) for text in ("A book.", "Included.")]
    told = described("en", paragraph("Text."), nodes.meta(name="author", content="A"), *own)
    assert told["description"] == "A book." and told["described"] is True


EN, ZH = paragraph("Text.", "en"), paragraph("正文。", "zh")
ASKED = nodes.container("", paragraph("Why?", "question", "en"), classes=["pair"])
ASKED += paragraph("为何？", "question", "zh")
BOXED = nodes.note("", paragraph("Note.", "en")), nodes.container("", paragraph("Box.", "en"))
FIGURE = nodes.figure("", nodes.caption("", "A path. Script: a.py ｜ 轨迹。脚本：a.py"))
SIGNS = nodes.figure("", nodes.caption("", "x"))


@pytest.mark.parametrize(
    ("edition", "parts", "text"),
    [
        ("en", [EN, ASKED], "Why?"),
        ("both", [EN, ZH, ASKED], "Why? ｜ 为何？"),
        ("en", [*BOXED, FIGURE, EN, paragraph("More.", "en")], "Text."),
        ("zh", [FIGURE, ZH], "正文。"),
        ("both", [*BOXED, EN, FIGURE, ZH], "Text. ｜ 正文。"),
        ("both", [EN], "Text."),
        ("en", [nodes.figure("", nodes.caption("", "A path. Derivation: there"))], "A path."),
        ("both", [*BOXED, FIGURE], "A path. ｜ 轨迹。"),
        ("both", [SIGNS, FIGURE], "x"),
        ("both", [], ""),
    ],
)
def test_a_page_is_described_by_what_it_begins_with(
    edition: str, parts: list[nodes.Node], text: str
) -> None:
    """Its question, else its first running text, else what it says below its first figure."""
    told = described(edition, *parts)
    assert told["description"] == text and "described" not in told


@pytest.mark.parametrize(
    ("text", "side", "shown"),
    [
        ("word " * 39 + "words", "en", "word " * 39 + "words"),  # 200 signs
        ("word " * 39 + "words.", "en", "word " * 38 + "word…"),
        ("word " * 38 + "word, and more", "en", "word " * 38 + "word…"),
        ("字" * 110, "zh", "字" * 110),
        ("字" * 111, "zh", "字" * 109 + "…"),
        ("word " * 15 + "ends." + " word" * 40, "en", "word " * 15 + "ends."),
        ("word " * 11 + "ends." + " word" * 40, "en", "word " * 11 + "ends." + " word" * 27 + "…"),
        (
            "It ends. " + "word " * 18 + "ends." + " word" * 40,
            "en",
            "It ends. " + "word " * 18 + "ends.",
        ),
    ],
)
def test_a_preview_is_as_long_as_it_may_be(text: str, side: str, shown: str) -> None:
    """Whole sentences if they are more than a third of it, else whole words or signs."""
    assert cut(text, side) == shown
