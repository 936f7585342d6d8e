"""A formula in one line of text: what its MathML becomes for a search."""

import lxml.html
import pytest
from formulas import readable

HALF = "<mfrac><mn>1</mn><mn>2</mn></mfrac>"
REST = "<mrow><mn>1</mn><mo>−</mo><mi>β</mi></mrow>"
PAIR = "<mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr>"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<mi>v</mi><mo>=</mo><mi>β</mi><mi>v</mi><mo>+</mo><mi>g</mi>", "v = βv+g"),
        ("<mi>f</mi><mo>:</mo><mi>x</mi><mo>↦</mo><mi>y</mi>", "f : x ↦ y"),
        ("<mi>log</mi><mo>\u2061</mo><mi>x</mi><mo>,</mo><mi>y</mi>", "log x, y"),
        ("<mo>∣</mo><mi>x</mi><mo>∣</mo><mo>∗</mo><mo>∥</mo><mi>y</mi><mo>∥</mo>", "|x|*‖y‖"),
        ("<mn>2</mn><mspace></mspace><mtext>if</mtext><mspace></mspace><mi>x</mi>", "2 if x"),
        ("<semantics><mrow><mi>x</mi></mrow><annotation>\\x</annotation></semantics>", "x"),
        ("<mi></mi><mi>x</mi>", "x"),
        (f"<mfrac><mn>1</mn>{REST}</mfrac>", "1/(1−β)"),
        (f"<mfrac>{REST}<mrow><mspace></mspace><mi>ab</mi></mrow></mfrac>", "(1−β)/ab"),
        (f"<msqrt>{REST}</msqrt><msqrt><mi>a</mi><mi>b</mi></msqrt>", "√(1−β)√ab"),
        ("<msub><mi>v</mi><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow></msub>", "vₜ₋₁"),
        ("<msub><mi>v</mi><mi>n</mi></msub><munder><mi>max</mi><mi>x</mi></munder>", "v_nmax_x"),
        ("<munder><mi>min</mi><mi>i</mi></munder>", "minᵢ"),
        ("<msup><mi>Q</mi><mo>⊤</mo></msup><msup><mi>β</mi><mi>k</mi></msup>", "Qᵀβ^k"),
        ("<msup><mi>x</mi><mo>∗</mo></msup><msup><mi>x</mi><mo>∥</mo></msup>", "x*x^‖"),
        ("<msup><mi>β</mi><mrow><mi>k</mi><mo>=</mo><mn>1</mn></mrow></msup>", "β^(k=1)"),
        ("<msup><mi>β</mi><mrow><mi>max</mi></mrow></msup>", "β^max"),
        ("<msubsup><mi>v</mi><mi>t</mi><mn>2</mn></msubsup>", "vₜ²"),
        ("<munderover><mo>∑</mo><mi>λ</mi><mi>T</mi></munderover>", "∑_λ^T"),
        ("<mover><mi>x</mi><mo>˙</mo></mover><mover><mi>x</mi><mo>⏞</mo></mover>", "x\u0307x"),
        (f"<mtable>{PAIR}{PAIR}</mtable>", "a b; a b"),
        (f"<mo>(</mo><mtable>{PAIR}</mtable><mo>)</mo>", "(a b)"),
    ],
)
def test_a_formula_is_read_as_one_would_type_it(markup: str, text: str) -> None:
    """Small letters where fonts have them, otherwise behind ^ and _; brackets where two things are one."""
    assert readable(lxml.html.fromstring(f"<math>{markup}</math>")) == text


@pytest.mark.parametrize(
    ("after", "text"),
    [
        ("<mi>x</mi>", "(1/2)x"),
        ("<mn>3</mn>", "(1/2)3"),
        ("<mo>(</mo><mi>x</mi><mo>)</mo>", "(1/2)(x)"),
        ("<mo>[</mo><mi>x</mi><mo>]</mo>", "(1/2)[x]"),
        ("<msqrt><mi>x</mi></msqrt>", "(1/2)√x"),
        ("<mo>+</mo><mi>x</mi>", "1/2+x"),
        ("<mspace></mspace><mi>x</mi>", "1/2 x"),
        ("<msub><mi>v</mi><mi>n</mi></msub>", "(1/2)v_n"),
        (f"{HALF}<mi>x</mi>", "(1/2)(1/2)x"),
        ("", "1/2"),
    ],
)
def test_a_fraction_before_a_factor_has_brackets(after: str, text: str) -> None:
    """So that nobody reads the factor as a part of what is below the line."""
    assert readable(lxml.html.fromstring(f"<math>{HALF}{after}</math>")) == text
    assert readable(lxml.html.fromstring(f"<math><mi>y</mi>{HALF}{after}</math>")) == f"y{text}"
