"""Every text says its language where that is not the page's own."""

import pytest
from editions.marks import mark


@pytest.mark.parametrize(
    ("edition", "html", "marked"),
    [
        ("en", "<b>say 动量法 here</b>", '<b>say <span lang="zh-CN">动量法</span> here</b>'),
        ("en", "《动手学深度学习》 1", '<span lang="zh-CN">《动手学深度学习》</span> 1'),
        ("en", "plain <b>text</b>", "plain <b>text</b>"),
        ("en", '<a lang="zh-CN">中<b>文</b>文</a>文', None),
        ("en", "<pre># 注释</pre>", '<pre># <span lang="zh-CN">注释</span></pre>'),
        ("en", '<script>"中文"</script><svg><title>中文</title></svg>', None),
        ("zh", "<p>中文 word</p>", "<p>中文 word</p>"),
        ("zh", "<p>three English words</p>", '<p><span lang="en">three English words</span></p>'),
        (
            "zh",
            "<b>词</b>（effective sample size）。",
            '<b>词</b>（<span lang="en">effective sample size</span>）。',
        ),
        ("zh", "（lr, momentum、nesterov）", "（lr, momentum、nesterov）"),
        ("zh", "<code>three English words</code>", "<code>three English words</code>"),
        ("zh", "Stochastic Gradient", "Stochastic Gradient"),
        ("both", "<b>中文</b>", '<b><span lang="zh-CN">中文</span></b>'),
    ],
)
def test_foreign_texts_are_marked(edition: str, html: str, marked: str | None) -> None:
    """Chinese in English pages, English phrases in Chinese ones; names, code and scripts are not."""
    done = mark(html, edition)
    if marked is None:
        assert done.count("<span") == html.count("文</a>文")
    else:
        assert done == marked


SIGNS = {"[": '<span lang="zh-CN">', "(": '<span lang="en">', "]": "</span>", ")": "</span>"}


@pytest.mark.parametrize(
    "html",
    [
        '<p lang="zh-CN">(three English words)</p>three English words',
        '<pre lang="zh-CN">three English words</pre>',
        '<p lang="zh-CN"><code># 注释</code></p>',
        '<p>[一]<img lang="zh-CN">[二]<use lang="zh-CN"/>[三]</p>',
        "<!-- 注释 --><p>[一]</p>",
        '<p lang="zh-CN"><p>中</p>文</p><p>[一]</p>',
        '<p lang="zh-CN"><b lang="en">[一]<b>[二]</b>[三]</b>中<br>(three English words)</p>[四]',
        '<p lang="zh-CN"><b lang="en">[一]<p>[二]</p>[三]</b>中</p>[四]',
        '<p lang="zh-CN"><b lang="en"><code>[一]</code></b><code>中</code></p>',
    ],
)
def test_a_language_holds_where_it_is_declared(html: str) -> None:
    """From a tag to its own end, on an English page: here [] is to be marked Chinese, () English."""
    plain = html.translate(str.maketrans("", "", "[]()"))
    assert mark(plain, "en") == html.translate(str.maketrans(SIGNS))


def test_bars_of_the_furniture_become_two_texts() -> None:
    """As those of the doctree, so that the style sheet treats them alike."""
    assert mark("<p> Basics ｜ 基础 </p>", "both") == (
        '<p> <span class="en" lang="en">Basics</span><span class="bar"> ｜ </span>'
        '<span class="zh" lang="zh-CN">基础</span> </p>'
    )
