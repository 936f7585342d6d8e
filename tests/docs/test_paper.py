"""What is printed: each kind of block and of formula, set by Typst and read again from the PDF."""

import re
import unicodedata
import zlib
from dataclasses import replace
from pathlib import Path

import lxml.html
import pypdfium2
import pytest
from formats import paper, sheet
from formats.book import (
    Book,
    Box,
    Cell,
    Code,
    Emph,
    Figure,
    Formula,
    Heading,
    Items,
    Language,
    Link,
    Listing,
    Math,
    Page,
    Para,
    Part,
    Reference,
    Strong,
    Table,
    Term,
    Terms,
    Text,
)
from formats.mathml import UnknownMath, typst
from formats.paper import Writer, begun, quoted
from formats.typeset import TypesetError, typeset
from formats.volume import Volume, every
from katex import render

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"><path d="M0 0h96v48z"/></svg>'
FORMULAS = {
    r"\mathbf{v}_t = \beta\mathbf{v}_{t-1} + \mathbf{g}_t": "v_t=βv_{t−1}+g_t",
    r"\frac{1-\beta^t}{1-\beta} < 1": "1−β^t/1−β<1",
    r"\max_{\mu\le\lambda\le L} |p_t(\lambda)|": "max μ≤λ≤L |p_t(λ)|",
    r"\sqrt{\eta L} - 1": "√ηL−1",
    r"\rho = \begin{cases} \sqrt\beta & x \ge 0 \\ 1 & \text{otherwise} \end{cases}": "ρ={√β x≥0 1otherwise",
    r"\begin{bmatrix} a & b \\ c & d \end{bmatrix}": "[abcd]",
    r"\begin{aligned} x &= 1 \\ y &= 2 \end{aligned}": "x=1y=2",
    r"f'(x) + g''(x)": "f′(x)+g′′(x)",
    r"\left(\frac12\right)^2 \qquad \big/ 3": "(12)2/3",
    r"\sum_{t=1}^{T} \eta_t,\ \ \int_0^1 x\,dx": "T∑t=1η_t,∫10xdx",
    r"\mathcal{B} \in \boldsymbol\theta^{\top}": "B∈θ⊤",
    r"a_{1,2} \# \& \$ \% \_": "a1,2#&$%_",
}


def math(tex: str, *, display: bool = False) -> Math:
    """Return a formula as the reader does."""
    html = lxml.html.fromstring(render(tex, display=display, macros={})["html"])
    return Math(tex, next(one for one in html.iter() if str(one.tag).endswith("math")))


def letters(text: str) -> str:
    """Return what a text has of signs, in any order: a PDF has those of a formula where they stand."""
    plain = unicodedata.normalize("NFKD", text).replace("∣", "|")
    return "".join(sorted(re.sub(r"[\s_^{}\ufe00-\ufe0f\u0300-\u036f]", "", plain)))


def texts(pdf: Path) -> list[str]:
    """Return the text of each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize("tex", FORMULAS)
def test_formula(tex: str, tmp_path: Path) -> None:
    """All signs of a formula are printed, and no others; brackets of cases and matrices are among them."""
    shown = typst(math(tex, display=True).tree)
    head = begun("sheet", title=quoted("T"), subtitle=quoted("S"), authors=quoted("A"))
    typeset(f"{head}\n#pagebreak()\n#d({quoted(tex)}, $ {shown} $)", tmp_path / "a.pdf")
    found = texts(tmp_path / "a.pdf")[1].removesuffix("2")  # the number of the page
    wanted = FORMULAS[tex].replace("/1−β", "1−β")
    brackets = "{}[]" if "begin" in tex else ""
    ignore = str.maketrans("", "", brackets)
    assert letters(found.translate(ignore)) == letters(wanted.translate(ignore))


def test_vectors_are_bold_and_upright() -> None:
    """As in print: not to be told from a scalar otherwise."""
    assert typst(math(r"\mathbf{v}").tree) == "bold(upright(v))"
    assert typst(math(r"v").tree) == "v"
    assert typst(math(r"\boldsymbol\theta").tree) == "bold(italic(θ))"


@pytest.mark.parametrize("tex", [r"\hat y", r"\bar g", r"\dot x", r"\ddot x", r"\underline m"])
def test_accents(tex: str) -> None:
    """Each has its own function."""
    names = {"h": "hat", "b": "macron", "d": "dot", "u": "underline"}
    assert typst(math(tex).tree).startswith(names[tex[1]])


def test_unknown_formulas_are_refused() -> None:
    """Nothing is lost in silence."""
    with pytest.raises(UnknownMath, match="no <menclose> is known"):
        typst(math(r"\boxed{x}").tree)


@pytest.fixture
def volume(tmp_path: Path) -> Volume:
    """Return a volume with a block of each kind."""
    (image := tmp_path / "picture.svg").write_text(SVG, "utf-8")
    beta, letter = math(r"\beta"), (Text("A"),)
    blocks = (
        Heading(level=1, parts=(Text("First chapter"),), ids=("", "sec-first")),
        Para(parts=(Text("Why?"),), role="question"),
        Para(parts=(Text("Three minutes"),), role="orientation"),
        Para(parts=(Text("- 1. = [#1] *_$@ "), Code('x["a"] == 1'), Text(" "), beta, Text("."))),
        Para(
            parts=(
                Strong((Text("strong"),)),
                Text(" "),
                Emph((Text("stressed 重"),)),
                Language("zh-CN", (Text("动量"),)),
            )
        ),
        Para(
            parts=(
                Link((Text("Theorem 1"),), page="second", anchor="thm-a", kind="numref"),
                Text("!"),
            )
        ),
        Para(parts=(Link((Text("listed"),), page="ledger", anchor="x", kind="ref"), Text(","))),
        Cell(source='print("one")\nprint(2)\n', output="one\n2\n"),
        Listing(source="- a\n+ b\n", language="diff"),
        Formula(math=math("x = 1", display=True), number="(7)", ids=("equation-eq-x",)),
        Figure(
            image=image, alt="A picture", number="Fig. 1", caption=(Text("Seen"),), ids=("fig-a",)
        ),
        Table(
            rows=(((Text("head"),), (beta,)), ((Text("body"),), ())),
            head=1,
            centred=(False, True),
            number="Table 1",
            caption=(Text("Told"),),
        ),
        Items(items=((Para(parts=(Text("item"),)),), (Para(parts=letter),))),
        Items(items=((Para(parts=(Text("first"),)),),), numbered=True),
        Box(
            kind="exercise",
            number="Exercise 1",
            title=(Text("Try"),),
            body=(Para(parts=(Text("Do"),)),),
            ids=("ex-a",),
        ),
        Box(kind="note", title=(Text("Note"),), body=(Para(parts=(Text("noted"),)),)),
        Box(kind="quote", body=(Para(parts=(Text("quoted"),)),)),
    )
    second = (
        Heading(level=1, parts=(Text("Second chapter"),), ids=("",)),
        Box(
            kind="theorem",
            number="Theorem 1",
            title=(Text("Named"),),
            body=(Para(parts=(Text("stated"),)),),
            ids=("thm-a",),
        ),
        Box(kind="proof", title=(Text("Proof"),), body=(Para(parts=(Text("proved"),)),)),
        Terms(
            entries=(
                Term(
                    names=(letter, (Text("甲"),)),
                    body=(Para(parts=(Text("meaning"),)),),
                    ids=("term-a",),
                ),
            )
        ),
        Reference(label="Pol64", body=(Para(parts=(Text("Polyak"),)),), ids=("id1",)),
        Reference(label="1", body=(Para(parts=(Text("Noted"),)),), ids=("one",)),
    )
    solved = (
        Heading(level=1, parts=(Text("First chapter"),), ids=("solutions",)),
        Box(
            kind="solution",
            number="Exercise 1",
            title=(Text("Solution"),),
            body=(Para(parts=(Text("Done"),)),),
            ids=("solution-1",),
        ),
    )
    pages = [
        Page("first", (Text("First chapter"),), blocks),
        Page("second", (Text("Second chapter"),), second),
    ]
    book = Book(
        "en",
        "A title: and more",
        (Part("Basics", tuple(pages)), Part("Solutions", (Page("first", (), solved),))),
    )
    places = frozenset(
        (page.name, name)
        for page in book.pages
        for block in every(page.blocks)
        for name in block.ids
    )
    return Volume(book, places, {"Exercise 1": ("first", "solution-1")}, "")


def test_every_kind_of_block_is_printed(volume: Volume, tmp_path: Path) -> None:
    """With its words, escaped as needed; links to other chapters and solutions tell the page."""
    pdf = paper.write(tmp_path, volume)
    assert pdf == tmp_path / "en" / "momentum-en.pdf"
    pages = texts(pdf)
    text = re.sub(r"\s+", " ", " ".join(pages))
    exercise, theorem, solution = (
        next(number for number, page in enumerate(pages, 1) if word in page)
        for word in ("Exercise 1", "stated", "Done")
    )
    for words in (
        "A title", "and more", "Version", "Basics", "First chapter", "Why?", "Three minutes", "- 1. = [#1] *_$@",
        'x["a"] == 1', "strong", "stressed 重", "动量", 'print("one")', "one 2", "(7)", "Fig. 1 Seen", "Table 1 Told",
        "item", "1. first", f"Exercise 1 Try (Solution p. {solution})", "Note", "quoted", "Theorem 1 Named", "proved",
        "A 甲", "Polyak [1] Noted", f"Theorem 1 (p. {theorem})!", "listed,", f"Exercise 1 (p. {exercise})", "Done",
    ):  # fmt: skip
        assert words in text, words


def test_headings_are_bookmarks(volume: Volume, tmp_path: Path) -> None:
    """In their order, parts above chapters."""
    document = pypdfium2.PdfDocument(paper.write(tmp_path, volume))
    found = [(one.level, one.get_title()) for one in document.get_toc()]
    chapters = ["First chapter", "Second chapter"]
    assert found == [
        (0, "Basics"), *((1, name) for name in chapters), (0, "Solutions"), (1, "First chapter"),
    ]  # fmt: skip


def test_the_same_bytes_again(volume: Volume, tmp_path: Path) -> None:
    """No date, no name of this machine; no fonts that cannot be searched; tagged for those who hear it."""
    one, two = (paper.write(tmp_path / name, volume).read_bytes() for name in "ab")
    assert one == two
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", one, re.S)
    inflated = one + b"".join(map(inflate, streams))
    assert b"/Type3" not in inflated and b"/StructTreeRoot" in inflated and b"pdfuaid" in inflated
    assert str(tmp_path).encode() not in inflated


def inflate(stream: bytes) -> bytes:
    """Return what a stream holds, if it is compressed in the usual way."""
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_what_is_elsewhere_is_linked_if_an_address_is_known(volume: Volume) -> None:
    """Otherwise its words stand there."""
    link = Link((Text("listed"),), page="ledger", anchor="x", kind="ref")
    assert Writer(volume).inline(link) == "listed"
    known = replace(volume, url="https://book.example.org/en")
    assert (
        Writer(known).inline(link) == '#web("https://book.example.org/en/ledger.html#x")[listed];'
    )
    file = Link((Text("wheel"),), url="../_downloads/a.whl", kind="file")
    assert Writer(known).inline(file) == '#web("https://book.example.org/_downloads/a.whl")[wheel];'


def test_the_page_of_a_link_stands_after_its_quotation_marks(volume: Volume) -> None:
    """Without brackets of its own inside of brackets; Chinese has no space after it."""
    link = Link((Text("甲"),), page="second", anchor="thm-a", kind="ref")
    book = replace(volume.book, language="zh")
    writer = Writer(replace(volume, book=book))
    writer.page = "first"
    name = quoted("second:thm-a")
    assert (
        writer.line((Text("见“"), link, Text("”一节。")))
        == f"[见“#far({name}, [甲], after: [”一节]);。]"
    )
    assert (
        writer.line((Text("（见"), link, Text("）")))
        == f"[（见#far({name}, [甲], inside: true);）]"
    )
    assert writer.line((Text("式"), link, Text(" 的"))) == f"[式#far({name}, [甲]);的]"
    assert (
        writer.line((Text("标题\u200b甲"), Text(" Nesterov’s"))) == "[标题甲 Nesterov#latin[’];s]"
    )
    assert writer.line((math("x"), Text("；"))).endswith(";\u2060；]")


def test_a_picture_without_words_is_refused(volume: Volume, tmp_path: Path) -> None:
    """Who cannot see it must be told."""
    page = volume.book.pages[0]
    figures = [replace(one, alt="", ids=()) for one in page.blocks if isinstance(one, Figure)]
    source = "\n".join(
        [
            begun("sheet", title=quoted("T"), subtitle=quoted("S"), authors=quoted("A")),
            *map(Writer(volume).block, figures),
        ]
    )
    with pytest.raises(TypesetError, match="alt text"):
        typeset(source, tmp_path / "a.pdf")


def test_a_slide_that_holds_too_much_is_refused(tmp_path: Path) -> None:
    """Rather than cut."""
    lines = "\\n\\n".join("word " * 20 for _ in range(200))
    source = f'{begun("deck", title=quoted("T"), part=quoted("P"), authors=quoted("A"))}\n#slide([A], "{lines}")'
    with pytest.raises(TypesetError, match="too much"):
        typeset(source, tmp_path / "a.pdf")


def test_an_exercise_on_a_sheet(volume: Volume) -> None:
    """Its number, title and kind are one line; the solution is a box."""
    writer = Writer(sheet.alone(volume))
    number = Link((Text("Exercise 1"),), page="first", anchor="ex-a", kind="numref")
    line = Para(parts=(number, Text(" "), Strong((Text("Try"),)), Text(" derive")))
    assert sheet.task(writer, line) == "#task([Exercise 1], [Try], [derive])"
    blocks = (Heading(level=1, parts=()), line, Heading(level=2, parts=()), line)
    assert len(list(sheet.exercises(blocks))) == 2
