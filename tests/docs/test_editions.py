"""The extension ``editions``: every construct in three editions, every fault with file and line."""

import re
from types import SimpleNamespace

import pytest
from books import EDITIONS, Book
from constructs import CONSTRUCTS, FAULTS, FIRST_LINE
from docutils import nodes
from editions import Editions, add_filter, edition_of, spoken
from editions.marks import mark
from gallery_svg import Furniture
from glossary import ChineseFirst

HAN = re.compile(r"[\u3400-\u9fff]")


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_construct(book: Book, name: str) -> None:
    """English has the English texts alone, Chinese the Chinese ones, ``both`` has all."""
    en, zh, both = (book.article(edition, f"pages/{name}") for edition in EDITIONS)
    override = name == "override"  # its English block holds Han characters on purpose
    assert "English" in en and (override or not HAN.search(en))
    assert "中文" in zh and "English" not in zh
    assert both.count("English") == en.count("English")
    assert both.count("中文") == zh.count("中文")
    assert ("｜" in en, "｜" in zh) == (False, False)


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_same_anchors(book: Book, name: str) -> None:
    """A construct has the same anchors in the same order everywhere."""
    articles = (book.page(edition, f"pages/{name}").article for edition in EDITIONS)
    ids = [[tag["id"] for tag in article.select("[id]")] for article in articles]
    assert ids[0] == ids[1]
    assert set(ids[2]) >= set(ids[0])


@pytest.mark.parametrize("name", FAULTS)
def test_fault(faults: str, name: str) -> None:
    """A fault is reported with file and line."""
    _, kind, line, word = FAULTS[name]
    where = rf"/{name}\.md:{line + FIRST_LINE - 1}: WARNING: .*{word}.* \[editions\.{kind}\]"
    assert re.search(where, faults), [row for row in faults.splitlines() if f"/{name}.md" in row]


def test_sample_has_same_pages_and_anchors(book: Book) -> None:
    """The three editions have the same pages, and on them the same anchors."""
    pages = [
        sorted(p.relative_to(book.path(e)) for p in book.path(e).rglob("*.html")) for e in EDITIONS
    ]
    assert pages[0] == pages[1] == pages[2]
    for page in pages[0]:
        name = str(page.with_suffix(""))
        if name == "genindex":  # has one anchor for every first letter
            continue
        ids = [{tag["id"] for tag in book.page(e, name).select("[id]")} for e in EDITIONS]
        assert ids[0] == ids[1], name


def test_no_id_twice(book: Book) -> None:
    """No id stands on a page twice."""
    for edition in EDITIONS:
        for path in book.path(edition).rglob("*.html"):
            ids = re.findall(r' id="([^"]+)"', path.read_text("utf-8"))
            assert len(ids) == len(set(ids)), (path, {i for i in ids if ids.count(i) > 1})


def test_lang_attributes(book: Book) -> None:
    """A screen reader hears the language of every text."""
    assert book.page("en", "chapter").html["lang"] == "en"
    assert book.page("zh", "chapter").html["lang"] == "zh-CN"
    both = book.page("both", "pages/paragraph")
    assert both.select_one(".pair > p.en")["lang"] == "en"
    assert both.select_one(".pair > p.zh")["lang"] == "zh-CN"


def test_docstring(book: Book) -> None:
    """The summary is bilingual; the rest of a docstring is English, and says so."""
    en, zh = (book.page(edition, "api") for edition in ("en", "zh"))
    assert "泄漏和，从静止开始" in zh.text and "started from rest" not in zh.text
    assert "started from rest" in en.text and not HAN.search(en.article.text)
    assert zh.find("p", string="Longer English text about it.")["lang"] == "en"
    assert zh.find(string=re.compile("Gradients, oldest first")).find_parent(lang="en")
    notes = zh.find(class_="rubric", string="示例")
    assert notes.find_parent(lang=True)["lang"] == "zh-CN"


def test_references_are_one_sided(book: Book) -> None:
    """A reference in a text of one language shows that side of a title, also in ``both``."""
    pair = book.page("both", "chapter").find(string=re.compile("^See")).find_parent(class_="pair")
    en, zh = pair.select("p")
    assert "Leaky averages" in en.text and not HAN.search(en.text)
    assert "泄漏平均值" in zh.text and "Leaky" not in zh.text


def test_numbers_are_pasted(book: Book) -> None:
    """A number from a cell stands in both sentences."""
    both = book.page("both", "chapter").article.text
    assert "The norm is 1.23" in both and "范数为 1.23" in both


def test_furniture_is_translated(book: Book) -> None:
    """Numbers, titles and labels around the text are in the language of the page."""
    text = book.page("zh", "chapter").text + book.page("zh", "exercises").text
    words = "定理 1,图 1,表 1,练习 1,解答,跳到正文,本页内容,上一页,下一页"
    for word in words.split(","):
        assert word in text, word
    html = str(book.page("zh", "chapter"))
    assert "Toggle" not in html and "Skip to" not in html


def test_furniture_says_both(book: Book) -> None:
    """Side by side, what stands around the text has two languages, too; beginnings have no sides."""
    page = book.page("both", "search")
    assert page.h1.get_text() == "Search ｜ 搜索"
    assert page.select_one(".back-to-top").get_text(strip=True) == "Back to top｜回到顶部"
    assert page.select_one("h1 [lang|=zh]").get_text() == "搜索"
    assert "Made with" in page.text and "制作工具" not in page.text


@pytest.mark.parametrize("edition", EDITIONS)
def test_glossary_keeps_both_words(book: Book, edition: str) -> None:
    """A glossary is a dictionary in every edition; the meaning comes in the edition's language."""
    page = book.page(edition, "glossary")
    terms = [term.text.rstrip("#") for term in page.select("dl.glossary dt")]
    languages = [term.get("lang") for term in page.select("dl.glossary dt")]
    if edition == "zh":  # in the order of pinyin
        assert terms == ["动量系数", "momentum coefficient", "速度", "velocity"]
        assert languages == ["zh-CN", "en"] * 2
    else:
        assert terms == ["velocity", "速度", "momentum coefficient", "动量系数"]
        assert languages == ["en", "zh-CN"] * 2
    meaning = page.select_one("dl.glossary dd").text
    assert ("The running sum" in meaning) == (edition != "zh")
    assert ("累积和" in meaning) == (edition != "en")


def test_glossary_anchors_are_words(book: Book) -> None:
    """An entry has one anchor, made of its English term, in all editions; all terms lead there."""
    for edition in EDITIONS:
        page = book.page(edition, "glossary")
        anchors = [tag["id"] for tag in page.select("dl.glossary dt[id]")]
        assert sorted(anchors) == ["term-momentum-coefficient", "term-velocity"]
        index = {link["href"] for link in book.page(edition, "genindex").select("a[href*=term-]")}
        assert index == {f"glossary.html#{anchor}" for anchor in anchors}
        texts = book.page(edition, "genindex").text
        assert "速度" in texts and "velocity" in texts


# -- Without a book


def cut(document: nodes.document, *tags: str) -> None:
    """Cut a document down to the edition of these tags."""
    Editions.apply(SimpleNamespace(app=SimpleNamespace(tags=set(tags)), document=document))


@pytest.mark.parametrize(
    ("tags", "edition", "languages"),
    [
        ([], "en", {"en": ""}),
        (["html"], "en", {"en": ""}),
        (["zh"], "zh", {"zh": ""}),
        (["both"], "both", {"en": ' lang="en"', "zh": ' lang="zh-CN"'}),
    ],
)
def test_tags_say_the_edition(tags: list[str], edition: str, languages: dict[str, str]) -> None:
    """English without one; where there are two languages, each text says its own."""
    app = SimpleNamespace(tags=set(tags))
    assert (edition_of(app), spoken(app)) == (edition, languages)


def small() -> nodes.document:
    """Return a document with each kind of text."""
    picture = nodes.image(alt="three words here ｜ 曲线")
    paragraph = nodes.paragraph("", "a few more words ｜ 一些词")
    document = nodes.document(None, None)
    document += [nodes.title("", "Title ｜ 题"), picture, nodes.block_quote("", paragraph)]
    document += [nodes.paragraph("", "English words here"), nodes.paragraph("", "中文")]
    return document


@pytest.mark.parametrize(
    ("tag", "texts"),
    [
        ("en", ["Title", "three words here", "a few more words", "English words here"]),
        ("zh", ["题", "曲线", "一些词", "中文"]),
        (
            "both",
            [
                "Title ｜ 题",
                "three words here ｜ 曲线",
                "a few more words ｜ 一些词",
                "English words here",
                "中文",
            ],
        ),
    ],
)
def test_a_document_is_cut_down(
    caplog: pytest.LogCaptureFixture, tag: str, texts: list[str]
) -> None:
    """Bars are split, blocks are paired; what had a bar is told of by nobody."""
    document = small()
    cut(document, tag)
    assert re.split(r"\n+", document.astext()) == texts
    assert not caplog.records


def test_words_of_a_picture_need_both_languages(caplog: pytest.LogCaptureFixture) -> None:
    """Those that had no bar are told of."""
    document = nodes.document(None, None)
    document += nodes.image(alt="three English words")
    cut(document)
    assert [vars(record)["subtype"] for record in caplog.records] == ["untranslated"]


def test_documents_are_cut_down_in_time() -> None:
    """When the downloads have got their texts, and before the glossary is put in order."""
    assert Furniture.default_priority < Editions.default_priority < ChineseFirst.default_priority


def test_templates_can_mark_languages() -> None:
    """In builders that have templates."""
    filters: dict[str, object] = {}
    templates = SimpleNamespace(environment=SimpleNamespace(filters=filters))
    add_filter(SimpleNamespace(builder=SimpleNamespace(templates=templates)))
    add_filter(SimpleNamespace(builder=SimpleNamespace(templates=None)))
    add_filter(SimpleNamespace(builder=SimpleNamespace()))
    assert filters == {"languages": mark}
