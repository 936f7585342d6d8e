"""Formulas as Typst writes them, from the MathML of KaTeX.

Every sign goes over as it is; what Typst would read as markup is escaped. An element that is not known is an
error, as is a table of a form that has no counterpart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SIGNS = {
    "<": "lt", ">": "gt", "∣": 'class("normal", bar.v)', "|": 'class("normal", bar.v)',
    "∥": 'class("normal", ∥)', "‖": 'class("normal", ‖)', "/": "slash", "\u2061": "", "\u2063": "",
}  # fmt: skip
ESCAPED = set("()[]{},;:#$_^&\\\"'`~*@")
VARIANTS = {
    "normal": "upright({})", "bold": "bold(upright({}))", "bold-italic": "bold(italic({}))",
    "script": "cal({})",
}  # fmt: skip
ACCENTS = {"^": "hat", "ˉ": "macron", "‾": "overline", "˙": "dot", "¨": "dot.double", "~": "tilde"}
SPACES = {
    "\u2009": "thin", "\u2005\u200a": "thick", "\xa0\xa0": "#h(0.5em)", "\u2009\u2063": "thin",
    "\u2005": "med", "\xa0": "#h(0.25em)",
}  # fmt: skip
BARS = {
    "∣": "bar.v",
    "|": "bar.v",
    "∥": "bar.v.double",
    "‖": "bar.v.double",
}  # as high as what they enclose
DELIMITERS = {"[": "[", "(": "(", "∣": "|", "{": "{"}


class UnknownMath(ValueError):
    """A formula holds something that has no counterpart here."""


def typst(tree: Element) -> str:
    """Return the body of an equation of Typst, without its dollars."""
    return row(tree)


def kind(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def row(element: Element) -> str:
    """Return what an element holds, its parts beside each other."""
    return " ".join(filter(None, (one(child) for child in element))) or '""'


def one(element: Element) -> str:
    """Return one element."""
    name = kind(element)
    if name in LEAVES:
        return LEAVES[name](element)
    if name not in BRANCHES:
        raise UnknownMath(f"no <{name}> is known")
    return BRANCHES[name](element)


# -- Signs -----------------------------------------------------------------------------------------


def sign(text: str) -> str:
    """Return a sign so that Typst takes it for itself."""
    if text in SIGNS:
        return SIGNS[text]
    return "".join(f"\\{letter}" if letter in ESCAPED else letter for letter in text)


def letter(element: Element) -> str:
    """Return a variable, or the name of a function."""
    text = element.text or ""
    if len(text) > 1:
        return f"op({quoted(text)})"
    found, variant = sign(text), element.get("mathvariant")
    if variant is None or (variant == "normal" and not text.isalpha()):
        return found
    return VARIANTS[variant].format(found)


def number(element: Element) -> str:
    """Return a number."""
    variant = element.get("mathvariant")
    return VARIANTS[variant].format(element.text) if variant else str(element.text)


def operator(element: Element) -> str:
    """Return an operator; a delimiter that TeX makes larger is larger."""
    found = sign(element.text or "")
    if size := element.get("minsize"):
        percent = round(100 * float(size.removesuffix("em")))
        return f"stretch({found}, size: #{percent}%)"
    return found


def words(element: Element) -> str:
    """Return text, or a space that TeX has set by hand."""
    text = element.text or ""
    if text in SPACES:
        return SPACES[text]
    if not text.strip():
        raise UnknownMath(f"the space {text!r} is not known")
    return quoted(text.replace("\xa0", " "))


def space(element: Element) -> str:
    """Return a wide space."""
    return f"#h({element.get('width')})"


def quoted(text: str) -> str:
    """Return text as a string of Typst; the semicolon ends the expression."""
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '";'


# -- What holds others -----------------------------------------------------------------------------


def group(element: Element) -> str:
    """Return a row, which delimiters may enclose."""
    children = list(element)
    if len(children) > 1 and fence(children[0]) and fence(children[-1]):
        return enclosed(children[0].text or "", children[1:-1], children[-1].text or "")
    if len(children) == 2 and fence(children[0]) and kind(children[1]) == "mtable":  # cases
        return enclosed(children[0].text or "", children[1:], "")
    return row(element)


def fence(element: Element) -> bool:
    """Whether an element is a delimiter as high as what it encloses."""
    return kind(element) == "mo" and element.get("fence") == "true"


def enclosed(before: str, inner: list[Element], after: str) -> str:
    """Return something between delimiters: a matrix, cases, or what is as high as it needs."""
    tables = [child for child in inner if kind(child) == "mtable"]
    if len(inner) == 1 and tables:
        if before == "{" and not after:
            return (
                f"cases(gap: #0.9em, {', '.join(' & '.join(cells) for cells in rows(tables[0]))})"
            )
        return matrix(tables[0], DELIMITERS[before])
    body = " ".join(filter(None, (one(child) for child in inner)))
    return f"lr({BARS.get(before, sign(before))} {body} {BARS.get(after, sign(after))})"


def table(element: Element) -> str:
    """Return lines that are aligned, which have to be the whole formula, or an array."""
    lines = rows(element)
    if element.get("columnspacing", "").startswith("0em"):
        return " \\ ".join(" & ".join(cells) for cells in lines)
    return matrix(element, None)


def matrix(element: Element, delimiter: str | None) -> str:
    """Return a matrix."""
    shown = f'"{delimiter}"' if delimiter else "#none"
    return f"mat(delim: {shown}, {'; '.join(', '.join(cells) for cells in rows(element))})"


def rows(element: Element) -> list[list[str]]:
    """Return the cells of a table, whose style is that of the formula."""
    return [[" ".join(plain(cell)) for cell in line] for line in element]


def plain(cell: Element) -> list[str]:
    """Return what a cell holds, without what says that it is displayed."""
    return [row(child) if kind(child) == "mstyle" else one(child) for child in cell]


def style(element: Element) -> str:
    """Return a fraction that is small, or large, whatever stands around it."""
    body = row(element)
    if not list(element):
        return ""
    return f"{'display' if element.get('displaystyle') == 'true' else 'inline'}({body})"


def fraction(element: Element) -> str:
    """Return a fraction."""
    above, below = element
    return f"frac({one(above)}, {one(below)})"


def scripts(element: Element) -> str:
    """Return a base with what stands at its corners, or above and below."""
    name = kind(element)
    base, *more = element
    if (
        more
        and name in ("mover", "munder")
        and "true" in (element.get("accent"), element.get("accentunder"))
    ):
        if name == "munder":
            return f"underline({one(base)})"
        return f"{ACCENTS[more[0].text or '']}({one(base)})"
    below = more[0] if name in ("msub", "munder", "msubsup", "munderover") else None
    above = more[-1] if name in ("msup", "mover", "msubsup", "munderover") else None
    body = one(base) or '""'
    if name in ("munder", "mover", "munderover"):
        body = f"limits({body})"
    told = [f"b: {one(below)}"] if below is not None else []
    if above is not None:
        count = primes(above)
        told.append(f"tr: primes(#{count})" if count else f"t: {one(above)}")
    return f"attach({body}, {', '.join(told)})"


def primes(element: Element) -> int:
    """Return how many primes an element is, if it is nothing else."""
    text = "".join(element.itertext())
    return len(text) if text and not text.strip("′") else 0


def root(element: Element) -> str:
    """Return a square root."""
    return f"sqrt({row(element)})"


def skip(element: Element) -> str:
    """Return nothing: the TeX is told beside the formula."""
    return ""


LEAVES = {"mi": letter, "mn": number, "mo": operator, "mtext": words, "mspace": space}
BRANCHES = {
    "annotation": skip, "mfrac": fraction, "mover": scripts, "mrow": group, "msqrt": root,
    "mstyle": style, "msub": scripts, "msubsup": scripts, "msup": scripts, "mtable": table,
    "munder": scripts, "munderover": scripts, "semantics": row,
}  # fmt: skip
