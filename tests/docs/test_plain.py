"""Plain text of paragraphs with formulas, from MathML as KaTeX writes it."""

from typing import Any

import plain
import pytest
from docutils import nodes

HALF = "<mfrac><mn>1</mn><mn>2</mn></mfrac>"
SPACE = 'xmlns="http://www.w3.org/1998/Math/MathML"'


def answer(tex: str, *, display: bool, macros: dict[str, str]) -> dict[str, str]:
    """Answer as KaTeX does, with markup in place of TeX."""
    if display or macros or "!" in tex:
        return {"error": "no formula of a line"}
    note = "<annotation>TeX</annotation>"
    spoken = f"<math {SPACE}><semantics><mrow>{tex}</mrow>{note}</semantics></math>"
    return {"html": f"<span>{spoken}</span><span>seen</span>"}


@pytest.fixture(autouse=True)
def katex(monkeypatch: pytest.MonkeyPatch) -> None:
    """Need no KaTeX."""
    monkeypatch.setattr(plain, "render", answer)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<mi>β</mi><mo>=</mo><mn>0.9</mn>", "β = 0.9"),
        ("<mi>a</mi><mo>+</mo><mi>b</mi><mo>,</mo><mi>c</mi><mo>∗</mo><mi>d</mi>", "a+b, c*d"),
        ("<mi>log</mi><mo>\u2061</mo><mspace/><mi>x</mi>", "log x"),
        ("<mi>a</mi><mtext>\u200b if \u2062</mtext><mi>b</mi>", "a if b"),
        (HALF, "½"),
        ("<mfrac><mn>2</mn><mn>1</mn></mfrac>", "2/1"),
        ("<mfrac><mi>η</mi><mrow><mn>1</mn><mo>−</mo><mi>β</mi></mrow></mfrac>", "η/(1−β)"),
        ("<msqrt><mi>κ</mi><mo>+</mo><mn>1</mn></msqrt><msqrt><mi>κ</mi></msqrt>", "√(κ+1)√κ"),
        ("<msub><mi>v</mi><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow></msub>", "vₜ₋₁"),
        ("<msubsup><mi>x</mi><mn>0</mn><mo>∗</mo></msubsup>", "x₀*"),
        ("<msup><mi>Q</mi><mo>⊤</mo></msup><msup><mi>f</mi><mo>′</mo></msup>", "Q⊤f′"),
        ("<msup><mi>β</mi><mi>τ</mi></msup>", "β^τ"),
        ("<msub><mi>v</mi><mrow><mi>t</mi><mo>,</mo><mi>w</mi></mrow></msub>", "v_(t, w)"),
        ("<mover><mi>x</mi><mo>˙</mo></mover><mover><mi>x</mi><mo>⏞</mo></mover>", "x\u0307x^⏞"),
        ("<msup><mi>x</mi><mo>~</mo></msup>", "x^~"),
        ("<munderover><mo>∑</mo><mn>0</mn><mi>t</mi></munderover>", "∑₀ᵗ"),
        ("a ! b", "a ! b"),  # what KaTeX does not like it has reported
    ],
)
def test_a_formula_is_a_line_of_text(markup: str, text: str) -> None:
    """With the small letters of Unicode where it has them, and brackets where they are needed."""
    assert plain.formula(markup, {}) == text


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (nodes.emphasis("", "so"), "so"),
        (nodes.math("", HALF), "½"),
        (nodes.footnote_reference("", "1"), ""),
        (nodes.image("", nodes.Text("seen"), alt="said"), ""),
        (nodes.raw("", "<b>", format="html"), ""),
        (nodes.emphasis("", "", nodes.math("", HALF), nodes.Text(" of it")), "½ of it"),
    ],
)
def test_a_paragraph_is_its_words_and_formulas(node: nodes.Element, text: str) -> None:
    """Without marks of footnotes, pictures and markup."""
    parts: list[Any] = [nodes.Text("One "), node.deepcopy(), nodes.Text(" more.")]
    assert plain.text_of(nodes.paragraph("", "", *parts), {}) == f"One {text} more."
