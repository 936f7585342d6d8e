"""One small page for every construct, right and wrong.

In the right ones every English text says ``English`` and every Chinese one says ``中文``.
"""

HEAD = "# Page ｜ 页面\n\n"
FIRST_LINE = HEAD.count("\n") + 1

CONSTRUCTS = {
    "paragraph": "English words stand here.\n\n中文的句子在这里。\n",
    "paragraph-short": "English.\n\n中文。\n",
    "paragraph-math": "English says that $x$ is `code`.\n\n中文说 $x$ 是 `code`。\n",
    "heading": "## English ｜ 中文\n\n### The English $x$ ｜ 中文 $x$\n",
    "list": "- English item one\n- English item two\n\n* 中文项一\n* 中文项二\n",
    "list-short": "- English\n- English Adam\n\n* 中文\n* Adam 中文\n",
    "list-barred": "- English ｜ 中文\n- an *English* word ｜ 一个*中文*词\n",
    "list-items": "- English words in an item\n- 中文项\n",
    "list-inside": "- English words in an item\n\n  中文在同一项中\n",
    "list-numbered": "1. English item one\n\n1) 中文项一\n",
    "deflist": "English ｜ 中文\n: English words of a definition\n\n  中文的定义\n",
    "deflist-barred": "English ｜ 中文\n: English ｜ 中文\n",
    "quote": "> English words in a quote.\n\n> 引用的中文。\n",
    "quote-inside": "> English words in a quote.\n>\n> 引用的中文。\n",
    "admonition": ":::{note}\nEnglish words in a note.\n:::\n\n:::{note}\n中文注释。\n:::\n",
    "admonition-titled": (
        ":::{admonition} English ｜ 中文\n:class: proof\n\nEnglish words.\n\n中文的词。\n:::\n"
    ),
    "target-between": "English words stand here.\n\n(between)=\n中文的句子在这里。\n",
    "comment-between": "English words stand here.\n\n% note\n\n中文的句子在这里。\n",
    "table": (
        "| English ｜ 中文 | $x$ |\n| --- | --- |\n"
        "| English ｜ 中文 | Adam |\n| Adam ｜ Adam | 1 |\n"
    ),
    "table-caption": (
        ":::{table} The English $x$ ｜ 中文 $x$\n\n| English ｜ 中文 |\n| --- |\n| 1 |\n:::\n"
    ),
    "figure": (
        ":::{figure} /gallery/basics/images/sphx_glr_plot_weights_001.svg\n"
        ":alt: English ｜ 中文\n\nA long English caption with *words*\n｜ 长的中文*图题*\n:::\n"
    ),
    "image": "![English ｜ 中文](/gallery/basics/images/sphx_glr_plot_weights_001.svg)\n",
    "theorem": (
        ":::{prf:theorem} The English $x$ ｜ 中文 $x$\n:label: thm-x\n\n"
        "English words.\n\n中文的词。\n:::\n\n"
        "English, see {prf:ref}`thm-x`.\n\n中文，见 {prf:ref}`thm-x`。\n"
    ),
    "exercise": (
        ":::{exercise} The English $x$ ｜ 中文 $x$\n:label: ex-x\n\n"
        "English words.\n\n中文的词。\n:::\n\n"
        ":::{solution} ex-x\n:label: sol-x\n:class: dropdown\n\n"
        "English words.\n\n中文的词。\n:::\n\n"
        "English words, {ref}`ex-x` and {ref}`sol-x`.\n\n中文的词，{ref}`ex-x` 与 {ref}`sol-x`。\n"
    ),
    "drill": (
        ":::{exercise} English ｜ 中文\n:label: ex-d\n:class: drill\n\n"
        "English words.\n\n中文的词。\n:::\n\n"
        ":::{solution} ex-d\n:label: sol-d\n:class: dropdown\n\n"
        "English words {result}`≈ -0.51`.\n\n中文的词 {result}`≈ -0.51`。\n:::\n"
    ),
    "dropdown": ":::{dropdown} English ｜ 中文\nEnglish words.\n\n中文的词。\n:::\n",
    "tabs": (
        "::::{tab-set}\n:::{tab-item} English ｜ 中文\nEnglish words.\n\n中文的词。\n:::\n::::\n"
    ),
    "footnote": "English words.[^a]\n\n中文的词。[^a]\n\n[^a]: English ｜ 中文\n",
    "footnote-pair": "English.[^b]\n\n中文。[^b]\n\n[^b]: English words\n\n    中文的词\n",
    "override": "{.en}\nEnglish 中中中中\n\n{.zh}\n中文 Adam RMSProp Nesterov and others\n",
    "rst": (
        "```{eval-rst}\nEnglish words.\n\n中文的词。\n\n"
        ".. note:: English words.\n\n.. note:: 中文的词。\n```\n"
    ),
    "raw": '```{raw} html\n<b title="English ｜ 中文">English ｜ 中文</b>\n```\n',
    "term": (
        "English has, with $b$, a {term}`momentum coefficient` $b$, and a {term}`velocity` $v$.\n\n"
        "中文有 $b$ 有动量系数 $b$，还有*动量系数*与{term}`速度` $v$。\n"
    ),
    "index-entry": ("```{index} single: English ｜ 中文\n```\n\nEnglish words.\n\n中文的词。\n"),
}

# name: (source, kind of warning, line in the source, a word of the message)
FAULTS = {
    "no-partner": ("English words stand alone.\n", "untranslated", 1, "alone"),
    "no-partner-first": (
        "One paragraph in English.\n\nTwo paragraphs in English.\n\n两段中文。\n",
        "untranslated",
        1,
        "One",
    ),
    "code-between": (
        "English words come first.\n\n```\ncode\n```\n\n中文在后。\n",
        "untranslated",
        1,
        "first",
    ),
    "code-between-zh": (
        "English words come first.\n\n```\ncode\n```\n\n中文在后。\n",
        "orphan",
        7,
        "中文在后",
    ),
    "chinese-first": ("中文在前。\n\nEnglish comes second here.\n", "orphan", 1, "中文在前"),
    "chinese-twice": ("English comes first here.\n\n中文。\n\n又是中文。\n", "orphan", 5, "又是"),
    "other-kind": ("English words stand here.\n\n> 中文引用。\n", "orphan", 3, "中文引用"),
    "heading-alone": ("## Heading\n", "untranslated", 1, "Heading"),
    "term-alone": ("Term\n: English ｜ 中文\n", "untranslated", 1, "Term"),
    "head-alone": ("| Name |\n| --- |\n| 1 |\n", "untranslated", 1, "Name"),
    "cell-alone": ("| $x$ |\n| --- |\n| three English words |\n", "untranslated", 1, "three"),
    "caption-alone": (
        ":::{figure} /gallery/basics/images/sphx_glr_plot_weights_001.svg\n"
        ":alt: English ｜ 中文\n\nCaption\n:::\n",
        "untranslated",
        4,
        "Caption",
    ),
    "alt-alone": (
        "![Words](/gallery/basics/images/sphx_glr_plot_weights_001.svg)\n",
        "untranslated",
        1,
        "Words",
    ),
    "title-alone": (
        ":::{prf:theorem} Title\n:label: thm-alone\n\nEnglish words.\n\n中文的词。\n:::\n",
        "untranslated",
        4,
        "Title",
    ),
    "dropdown-alone": (
        ":::{dropdown} Title\nEnglish words.\n\n中文的词。\n:::\n",
        "untranslated",
        1,
        "Title",
    ),
    "body-alone": (
        ":::{prf:lemma} Title ｜ 标题\n:label: lem-alone\n\nEnglish words without partner.\n:::\n",
        "untranslated",
        4,
        "without",
    ),
    "list-alone": ("- English words in a list\n\n中文段落。\n", "untranslated", 1, "list"),
    "footnote-alone": (
        "English.[^c]\n\n中文。[^c]\n\n[^c]: English words alone\n",
        "untranslated",
        5,
        "alone",
    ),
    "bar-swapped": ("## 中文 ｜ English\n", "bar", 1, "English"),
    "bar-twice": ("## One ｜ 一 ｜ 二\n", "bar", 1, "One"),
    "bar-no-chinese": ("## One ｜ Two\n", "bar", 1, "Two"),
    "bar-empty": ("- One two ｜\n", "bar", 1, "One"),
    "bar-no-space": ("- One two｜一二\n", "bar", 1, "One"),
    "bar-alt": (
        "![中文 ｜ Words](/gallery/basics/images/sphx_glr_plot_weights_001.svg)\n",
        "bar",
        1,
        "Words",
    ),
}
