"""A formula in one line of text, as one would type it: its MathML without the markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Signs that many fonts have in small; others follow ^ or _.
RAISED = str.maketrans("0123456789+−()tn⊤′*", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵗⁿᵀ′*")
LOWERED = str.maketrans("0123456789+−()tik", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₜᵢₖ")
ACCENTS = {"ˆ": "\u0302", "^": "\u0302", "ˉ": "\u0304", "‾": "\u0304", "˙": "\u0307", "¨": "\u0308"}
SIGNS = {
    "\u2061": " ",
    ",": ", ",
    "∣": "|",
    "∥": "‖",
    "∗": "*",
}  # U+2061 stands between log and its argument
SPACED = set("=≠≈<>≤≥≪≫≺≻←→↦∈∉⟺⟹:")


def readable(node: HtmlElement) -> str:
    """Return a MathML element as text: ``vₜ = βvₜ₋₁+gₜ``, ``1/(1−β)``.

    docs/web/search/formulas.ts does the same in the browser.
    """
    return " ".join(line(node).split())


def line(node: HtmlElement) -> str:
    """Return the text of an element and of what is in it."""
    parts = [line(child) for child in node]
    match str(node.tag):
        case "annotation":
            return ""
        case "mi" | "mn" | "mo" | "mtext":
            text = node.text or ""
            return f" {text} " if text in SPACED else SIGNS.get(text, text)
        case "mspace":
            return " "
        case "mfrac":
            return f"{grouped(parts[0])}/{grouped(parts[1])}"
        case "msqrt":
            return f"√{grouped(''.join(parts))}"
        case "msup":
            return parts[0] + small(parts[1], "^", RAISED)
        case "msub" | "munder":
            return parts[0] + small(parts[1], "_", LOWERED)
        case "msubsup" | "munderover":
            return parts[0] + small(parts[1], "_", LOWERED) + small(parts[2], "^", RAISED)
        case "mover":
            return parts[0] + ACCENTS.get(parts[1], "")
        case "mtd":
            return f"{''.join(parts)} "
        case "mtr":
            return f"{''.join(parts).strip()}; "
        case "mtable":
            return "".join(parts).strip("; ")
        case _:
            return row(node, parts)


def row(node: HtmlElement, parts: list[str]) -> str:
    """Join what stands beside each other; a fraction before a factor is put into brackets."""
    for place, (child, after) in enumerate(zip(node, parts[1:], strict=False)):
        if child.tag == "mfrac" and (after[:1].isalnum() or after[:1] in {"(", "[", "√"}):
            parts[place] = f"({parts[place]})"
    return "".join(parts)


def grouped(text: str) -> str:
    """Put a text into brackets unless it is a single sign, a number or a word."""
    text = text.strip()
    return text if text.isalnum() else f"({text})"


def small(text: str, mark: str, signs: dict[int, int]) -> str:
    """Raise or lower a text."""
    text = text.replace(" ", "")
    if all(ord(sign) in signs for sign in text):
        return text.translate(signs)
    return mark + (text if text.isalnum() or len(text) == 1 else f"({text})")
