"""Says of every text on a page which language it is in, where that is not the page's own.

Works on the finished HTML, so that it reaches what no transform sees: captions of the navigation,
previous and next, titles of the gallery, furniture of the packages. In ``both`` a bar that is still
a text becomes two marked texts, as the bars of the doctree did.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .language import HAN, WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = re.compile(
    r"<!--.*?-->|<(/?)([a-zA-Z][\w-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>|[^<]+", re.S
)
LANG = re.compile(r"\slang=\"([^\"]*)\"")
HANS, SIGNS = HAN.pattern.strip("[]"), "\u3000-\u303f\uff00-\uff5b\uff5d\uff5e"
# A run of Chinese: begins and ends in a character or its signs, and may hold numbers and spaces.
RUN = re.compile(rf"[{SIGNS}]*[{HANS}](?:[{HANS}{SIGNS}…—·\d\s]*[{HANS}{SIGNS}])?")
BETWEEN = re.compile(
    rf"[^\s{SIGNS}](?:[^{SIGNS}]*[^\s{SIGNS}])?"
)  # what stands between Chinese signs
BARRED = re.compile(r"(\s*)(\S.*?) ｜ (.*\S)(\s*)", re.S)
SILENT = {"script", "style", "math", "title", "textarea", "option"}
CODE = {"pre", "code"}
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
PHRASE = 3  # so many English words in a row are no mere name


def mark(html: str, edition: str) -> str:
    """Return the HTML of a page with its foreign texts marked."""
    return "".join(marked(html, edition))


def marked(html: str, edition: str) -> Iterator[str]:
    """Yield the pieces of a page."""
    page = "zh" if edition == "zh" else "en"
    scopes: list[tuple[str, str]] = []  # the open elements that change what is said, and how
    depth: list[int] = []  # how many elements of the same name are open inside each
    for token in TOKEN.finditer(html):
        closing, tag, attributes = token.groups()
        if tag is None:
            says = scopes[-1][1] if scopes else page
            yield token[0] if token[0].startswith("<!--") else text(token[0], says, edition)
            continue
        yield token[0]
        if tag in VOID or attributes.endswith("/"):
            continue
        if closing:
            if scopes and scopes[-1][0] == tag:
                depth[-1] -= 1
                if not depth[-1]:
                    scopes.pop(), depth.pop()
        elif says := scope(tag, attributes, scopes[-1][1] if scopes else page):
            scopes.append((tag, says))
            depth.append(1)
        elif scopes and scopes[-1][0] == tag:
            depth[-1] += 1


def scope(tag: str, attributes: str, now: str) -> str:
    """Return the language that begins with a tag, ``silent`` for what is no text, or nothing."""
    if now == "silent" or tag in SILENT or 'class="katex' in attributes:
        return "silent" if now != "silent" else ""
    if lang := LANG.search(attributes):
        return f"{lang[1]}{' code' if tag in CODE else ''}"
    return f"{now} code" if tag in CODE and "code" not in now else ""


def text(text: str, says: str, edition: str) -> str:
    """Mark the parts of a text that are in another language than what is said around it."""
    if says.startswith("zh"):
        return text if "code" in says or HAN.search(text) else BETWEEN.sub(foreign, text)
    if says == "silent" or not HAN.search(text):
        return text
    if edition == "both" and "code" not in says and (sides := BARRED.fullmatch(text)):
        before, english, chinese, after = sides.groups()
        bar = '<span class="bar"> ｜ </span>'
        return f"{before}{side(english, 'en')}{bar}{side(chinese, 'zh')}{after}"
    return RUN.sub(lambda run: span(run[0], "zh-CN"), text)


def foreign(part: re.Match[str]) -> str:
    """Mark English in a Chinese text, unless it is a mere name."""
    return span(part[0], "en") if len(WORD.findall(part[0])) >= PHRASE else part[0]


def span(text: str, lang: str) -> str:
    """Mark a text."""
    return f'<span lang="{lang}">{text}</span>'


def side(text: str, language: str) -> str:
    """Write one side of a bar as docutils writes those of the doctree."""
    lang = {"en": "en", "zh": "zh-CN"}[language]
    return f'<span class="{language}" lang="{lang}">{text}</span>'
