"""A search language for both languages: pairs of Han characters, stemmed English words.

Sphinx's Chinese search does not run in 9.0.4 (sphinx issue 14229) and splits by a dictionary
that misses compounds such as 梯度下降; pairs of neighbouring characters find every phrase.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.search.en import SearchEnglish

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
TOKEN = re.compile(rf"[{HAN}]+|[^\W{HAN}]+")


def split(text: str) -> list[str]:
    """Return words, and Han characters in overlapping pairs; a lone character stays."""
    tokens: list[str] = []
    for token in TOKEN.findall(text):
        if re.match(f"[{HAN}]", token) and len(token) > 1:
            tokens += [token[i : i + 2] for i in range(len(token) - 1)]
        else:
            tokens.append(token)
    return tokens


class BilingualSearch(SearchEnglish):
    """English search whose splitter also knows Chinese, in Python and in the browser."""

    lang = "en_zh"
    # [\p{L}\p{N}_] is Python's \w.
    js_splitter_code = r"""
function splitQuery(query) {
  const han = "\u3400-\u4dbf\u4e00-\u9fff";
  const token = new RegExp(`[${han}]+|(?:(?![${han}])[\\p{L}\\p{N}_])+`, "gu");
  return (query.match(token) || []).flatMap((word) => {
    if (word.length < 2 || !new RegExp(`[${han}]`).test(word)) return [word];
    return Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2));
  });
}
"""

    def split(self, input: str) -> list[str]:
        """Split a text for the index."""
        return split(input)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the search language."""
    app.add_search_language(BilingualSearch)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
