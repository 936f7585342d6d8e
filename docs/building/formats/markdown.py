"""Blocks and inlines of a page as Markdown that JupyterLab, VS Code, Colab and GitHub read alike.

A displayed formula stands on one line, since some of them take the ``>`` of a quote into a longer one; signs
of TeX that Markdown would take for its own are written as commands. Anchors are ``<a id>``.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from editions.language import side
from exercises import KINDS
from tex import TOKEN

from .book import (
    Box,
    Code,
    Emph,
    Formula,
    Heading,
    Items,
    Link,
    Listing,
    Math,
    Para,
    Strong,
    Table,
    Text,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .book import AnyBlock, Inline

SPECIAL = re.compile(r"[\\`*_$~]|\](?=[(\[])")
ENTITY = re.compile(r"&(?=#?\w+;)")
FIRST = re.compile(r"^(?:([#>+-]|\[(?=[^]]*\]:))|(\d+)(?=[.)]))")
# Between a formula and a letter: VS Code takes a dollar beside one for money.
WORD, JOINER = re.compile(r"\w", re.ASCII), "\u2060"
SIGNS = {"<": r"\lt", ">": r"\gt", "*": r"\ast"}
BARS = {"|": r"\vert", r"\|": r"\Vert"}
SOLUTION = {"en": "Solution", "zh": "解答"}
MORE = {"en": " (continued)", "zh": "（续）"}
END = {"en": ".", "zh": ""}  # of a title in bold


class NoMarkdown(TypeError):
    """A page holds a block that has no counterpart here."""


def formula(tex: str, table: bool = False) -> str:
    """Return TeX on one line, without signs that Markdown takes for its own; in a table, without bars."""
    signs, done = SIGNS | (BARS if table else {}), ""
    for token in TOKEN.findall(" ".join(tex.split())):
        if done.endswith(tuple(signs.values())) and token.isalpha():
            done += " "  # else the letter would be read into the command
        done += signs.get(token, token)
    return done


def fenced(text: str, language: str = "") -> str:
    """Return a block of code, or of what code has printed."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def quoted(text: str) -> str:
    """Return a text as a quote."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


@dataclass(frozen=True)
class Markdown:
    """Writes what is on one page."""

    language: str
    page: str
    anchors: frozenset[str]  # that the notebook has
    url: str  # of the page on the web, empty if the site does not know its address
    solved: dict[
        str, tuple[str, str]
    ]  # of a solved exercise: the names of its place and of its solution's

    # -- Inlines -----------------------------------------------------------------------------------

    def line(self, parts: Iterable[Inline], table: bool = False) -> str:
        """Return inlines, each as its neighbours allow."""
        some = [part for part in parts if plain((part,))]
        raw = [self.inline(part, table) for part in some]
        done = ""
        for part, text, after in zip(some, raw, [*raw, ""][1:], strict=True):
            match part:
                case Strong():
                    done += marked("**", "strong", text, done[-1:], after[:1])
                case Emph():
                    done += marked("*", "em", text, done[-1:], after[:1])
                case Math():
                    done += f"{JOINER * bool(WORD.match(done[-1:]))}{text}{JOINER * bool(WORD.match(after))}"
                case _:
                    done += text
        return done

    def inline(self, part: Inline, table: bool) -> str:
        """Return one inline, without the marks that depend on its neighbours."""
        match part:
            case Text(text):
                return self.escaped(text, table)
            case Code(text):
                fence = "``" if "`" in text else "`"
                room = " " if text.startswith("`") or text.endswith("`") else ""
                text = text.replace("|", r"\|") if table else text
                return f"{fence}{room}{text}{room}{fence}"
            case Math(tex):
                return f"${formula(tex, table)}$"
            case Link(parts):
                words, url = self.line(parts, table), self.target(part)
                return f"[{words}]({url})" if url else words
        return self.line(part.parts, table)

    def escaped(self, text: str, table: bool) -> str:
        """Return letters that stand for themselves."""
        text = SPECIAL.sub(r"\\\g<0>", text.replace("\u200b", ""))
        text = ENTITY.sub("&amp;", text).replace("<", "&lt;")
        return text.replace("|", r"\|") if table else text

    def target(self, link: Link) -> str:
        """Return where a link leads: within the notebook, to the web, or nowhere."""
        if link.kind == "file":
            url = urljoin(self.url, link.url) if self.url else ""
        elif link.url:
            url = link.url
        elif link.page == self.page and link.anchor in self.anchors:
            return f"#{link.anchor}"
        elif self.url and link.page:
            anchor = f"#{link.anchor}" if link.anchor else ""
            url = urljoin(self.url, self.up() + f"{link.page}.html{anchor}")
        else:
            return ""
        return f"<{url}>" if re.search(r"[\s()]", url) else url

    def up(self) -> str:
        """Return the way from the page to the folder of its edition."""
        return "../" * self.page.count("/")

    # -- Blocks ------------------------------------------------------------------------------------

    def blocks(self, blocks: Iterable[AnyBlock]) -> str:
        """Return blocks one after the other."""
        return "\n\n".join(self.block(block) for block in blocks)

    def block(self, block: AnyBlock) -> str:
        """Return a block, behind the anchors by which links know it."""
        anchors = "".join(
            f'<a id="{html.escape(name)}"></a>' for name in block.ids if name in self.anchors
        )
        body = self.body(block)
        return f"{anchors}\n\n{body}" if anchors else body

    def body(self, block: AnyBlock) -> str:
        """Return a block without its anchors."""
        match block:
            case Heading(level=level, parts=parts):
                return f"{'#' * level} {self.line(parts)}"
            case Para(parts=parts, role=role):
                text = FIRST.sub(unlisted, self.line(parts))
                return quoted(f"**{text}**") if role == "question" else text
            case Formula(math=math, number=number):
                tag = rf" \tag{{{number.strip('()')}}}" if number else ""
                return f"$${formula(math.tex)}{tag}$$"
            case Listing(source=source, language=language):
                return fenced(source, "" if language == "default" else language)
            case Items():
                return self.items(block)
            case Table():
                return self.table(block)
            case Box():
                return self.box(block)
        raise NoMarkdown(f"{self.language}/{self.page}: {type(block).__name__}")

    def items(self, items: Items) -> str:
        """Return a list."""
        done = []
        for number, item in enumerate(items.items, 1):
            mark = f"{number}. " if items.numbered else "- "
            done.append(mark + self.blocks(item).replace("\n", "\n" + " " * len(mark)))
        tight = all(len(item) == 1 for item in items.items)
        return re.sub(r" +(?=\n)", "", ("\n" if tight else "\n\n").join(done))

    def table(self, table: Table) -> str:
        """Return a table below its caption; without a head, Markdown wants an empty one."""
        rows = [f"| {' | '.join(self.line(one, True) for one in row)} |" for row in table.rows]
        head = rows[: table.head] or ["|" + "   |" * len(table.centred)]
        rule = f"| {' | '.join(':---:' if one else '---' for one in table.centred)} |"
        caption = self.caption(table.number, table.caption)
        lines = "\n".join([head[0], rule, *rows[table.head :]])
        return f"{caption}\n\n{lines}" if caption else lines

    def caption(self, number: str, words: tuple[Inline, ...]) -> str:
        """Return the number and the words below a figure or above a table."""
        return " ".join(filter(None, [f"**{number}**" if number else "", self.line(words)]))

    def box(self, box: Box) -> str:
        """Return what stands apart, as a quote; what folds, folded."""
        if box.kind == "quote":
            return quoted(self.blocks(box.body))
        if box.kind == "dropdown":
            return folded(plain(box.title), self.blocks(box.body))
        task = side(KINDS[box.task], self.language) if box.task else ""
        head = " · ".join(filter(None, [box.number, self.line(box.title), task]))
        lead = f"**{head.rstrip('.')}{END[self.language]}**"
        if box.kind == "exercise" and box.number in self.solved:
            lead += f" [{SOLUTION[self.language]}](#{self.solved[box.number][1]})"
        return quoted(f"{lead}\n\n{self.blocks(box.body)}")

    def solution(self, box: Box, part: int, body: str) -> str:
        """Return a part of the solution of an exercise folded; the first has the way back."""
        exercise, own = self.solved[box.number]
        if part:
            return folded(f"{plain(box.title)} · {box.number}{MORE[self.language]}", body)
        back = f"[↑ {box.number}](#{exercise})"
        text = folded(f"{plain(box.title)} · {box.number}", f"{body}\n\n{back}")
        return f'<a id="{own}"></a>\n\n{text}'


def unlisted(first: re.Match[str]) -> str:
    """Return the beginning of a paragraph that is no list, heading, quote or definition."""
    return f"\\{first[1]}" if first[1] else f"{first[2]}\\"


def marked(mark: str, tag: str, text: str, before: str, after: str) -> str:
    """Return a text in marks if Markdown knows them there, which depends on the letters around, or in tags."""
    opens = not parts_words(text[0]) or not before or parts_words(before)
    closes = not parts_words(text[-1]) or not after or parts_words(after)
    if opens and closes and not (text[0] + text[-1]).isspace():
        return f"{mark}{text}{mark}"
    return f"<{tag}>{text}</{tag}>"


def parts_words(letter: str) -> bool:
    """Whether a letter is a space or punctuation, as CommonMark counts it."""
    return letter.isspace() or unicodedata.category(letter)[0] in "PS"


def folded(summary: str, body: str) -> str:
    """Return a text that unfolds."""
    return f"<details>\n<summary>{html.escape(summary)}</summary>\n\n{body}\n\n</details>"
