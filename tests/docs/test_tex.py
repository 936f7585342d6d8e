"""TeX behind the formulas: macros written out, rows of fractions apart."""

import pytest
from katex import render
from tex import expand, spread

MACROS = {r"\v": r"\mathbf{v}", r"\x": r"\mathbf{x}", r"\T": r"^{\top}"}


@pytest.mark.parametrize(
    ("tex", "expanded"),
    [
        (r"\v_t = \beta \v_{t-1}", r"\mathbf{v}_t = \beta \mathbf{v}_{t-1}"),
        (r"\x\T\x", r"\mathbf{x}^{\top}\mathbf{x}"),
        (r"\vec{x} \xi \varepsilon", r"\vec{x} \xi \varepsilon"),
        (r"a_\x + \frac\x2 + \hat\v", r"a_{\mathbf{x}} + \frac{\mathbf{x}}2 + \hat{\mathbf{v}}"),
        (r"a \\ \x \& \{\v\}", r"a \\ \mathbf{x} \& \{\mathbf{v}\}"),
    ],
)
def test_macros_are_written_out(tex: str, expanded: str) -> None:
    """What a reader copies is TeX that works elsewhere."""
    assert expand(tex, MACROS) == expanded


def test_a_page_carries_standard_tex() -> None:
    """The annotation, from which formulas are copied, knows no macro of ours."""
    html = render(r"\v\T", display=False, macros=MACROS)["html"]
    assert r"<annotation encoding=\"application/x-tex\">\mathbf{v}^{\top}<" in html.replace(
        '"', r"\""
    )


@pytest.mark.parametrize(
    ("tex", "parted"),
    [
        (r"\begin{aligned}\frac12 \\ \frac34\end{aligned}", r"\\[10pt]"),
        (r"\begin{aligned}\frac12 \\[4pt] \frac34\end{aligned}", r"\\[10pt]"),
        (r"\begin{aligned}\sum_i x \\ \sqrt2\end{aligned}", r"\\[14pt]"),
        (r"\begin{aligned}\frac12 \\[20pt] \frac34\end{aligned}", r"\\[20pt]"),
        (r"\begin{aligned}\frac12 \\[1em] \frac34\end{aligned}", r"\\[1em]"),
        (r"\begin{aligned}x \\ \frac34\end{aligned}", "\\\\ "),
        (r"\begin{bmatrix}\frac12 \\ \frac34\end{bmatrix}", "\\\\ "),
        (r"\begin{aligned}\begin{bmatrix}1\\2\end{bmatrix} \\ \frac12\end{aligned}", r"\\[14pt]"),
    ],
)
def test_rows_of_tall_formulas_are_parted(tex: str, parted: str) -> None:
    """Where both rows are tall; what the author says in another unit, and matrices, stay."""
    assert parted in spread(tex)
    assert "html" in render(tex, display=True, macros={})


# -- Whole texts, without KaTeX


@pytest.mark.parametrize(
    ("tex", "expanded"),
    [
        (r"\frac \x 2", r"\frac {\mathbf{x}} 2"),
        (r"\frac1\x", r"\frac1\mathbf{x}"),
        (r"\sqrt[3] \v", r"\sqrt[3] \mathbf{v}"),
    ],
)
def test_a_macro_has_braces_where_tex_takes_one_token(tex: str, expanded: str) -> None:
    """Right behind what takes it, spaces or none; nowhere else."""
    assert expand(tex, MACROS) == expanded


DEEP = (
    r"\begin{aligned}\begin{gathered}\begin{bmatrix}1 \\ 2\end{bmatrix} \\"
    r" \sqrt3 \\ x\end{gathered} \\ \sqrt4 \\ y\end{aligned}"
)


@pytest.mark.parametrize(
    ("tex", "parted"),
    [
        ("x = 1", "x = 1"),
        (r"\frac12 \\ \frac34", r"\frac12 \\ \frac34"),  # rows of nothing
        (r"a\end{aligned} b", r"a\end{aligned} b"),  # KaTeX says what is wrong with it
        (
            r"\begin{cases}x \\ \frac12 \\ \frac34\end{cases} \\ \frac56",
            r"\begin{cases}x \\ \frac12 \\[10pt] \frac34\end{cases} \\ \frac56",
        ),
        (
            r"\begin{split}\frac12\sum x \\[4pt] \sqrt3 \\[5mm] y\end{split}",
            r"\begin{split}\frac12\sum x \\[14pt] \sqrt3 \\[5mm] y\end{split}",
        ),
        (r"\begin{bmatrix}1 \\[4pt] 2\end{bmatrix}", r"\begin{bmatrix}1 \\[4pt] 2\end{bmatrix}"),
        (DEEP, DEEP.replace(r"\\ \sqrt", r"\\[14pt] \sqrt")),
    ],
)
def test_nothing_but_the_room_between_rows_is_changed(tex: str, parted: str) -> None:
    """Whatever stands in, before and after an environment, and however deep it lies."""
    assert spread(tex) == parted
