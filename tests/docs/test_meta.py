"""What pages say of themselves to others, and where they lead their readers' reports."""

import re
import unicodedata

import pytest
from books import ADDRESS, Book
from bs4 import BeautifulSoup
from meta import cut
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
