"""Taking the book along as an e-book: what the writer makes of a small site, written by hand."""

import re
import unicodedata
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from formats import core, epub, opf, parting
from formats.book import Math
from lxml import etree
from pygments.token import STANDARD_TYPES

CSS = (Path(epub.__file__).parent / epub.STYLE).read_text("utf-8")
ADDRESS = "https://book.example.org/a"
XHTML = "{http://www.w3.org/1999/xhtml}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
STEP = (
    r"x_{t+1} = x_t - \eta v_t, \qquad v_t = \beta v_{t-1} + g",
    "<mrow><msub><mi>x</mi><mrow><mi>t</mi><mo>+</mo><mn>1</mn></mrow></msub><mo>=</mo><msub><mi>x</mi>"
    "<mi>t</mi></msub><mo>−</mo><mi>η</mi><msub><mi>v</mi><mi>t</mi></msub><mo separator='true'>,</mo>"
    "<mspace width='2em'></mspace><msub><mi>v</mi><mi>t</mi></msub><mo>=</mo><mi>β</mi><msub><mi>v</mi><mrow>"
    "<mi>t</mi><mo>−</mo><mn>1</mn></mrow></msub><mo>+</mo><mi>g</mi></mrow>",
)
VECTOR = (r"\mathbf{x}", "<mrow><mi mathvariant='bold'>x</mi></mrow>")
PAGES = {
    "first": """<section id="sec-first"><h1>First<a class="headerlink" href="#sec-first">#</a></h1>
      <p class="question">Where to?</p>
      <p>To ({x}), <em>soon</em>, see <a class="reference internal" href="words.html#term-a"><span
        class="std std-term">a term</span></a>, the <a class="reference internal" href="gallery/index.html"><span
        class="doc">gallery</span></a> and the <a class="reference external"
        href="../_downloads/LICENSE.txt">licence</a>.</p>
      <div class="math" id="equation-eq-step"><span class="eqno">(1)</span>{step}</div>
      <figure id="fig-a"><picture class="only-light"><img src="_images/a.svg" alt="a &amp; b"></picture>
        <figcaption><p><span class="caption-number">Fig. 1 </span><span class="caption-text">A.</span></p>
        </figcaption></figure>
      <div class="highlight-python"><div class="highlight"><pre>def f():\n    return 0.5  # half\n</pre></div></div>
      <div class="exercise drill admonition" id="ex-a"><p class="admonition-title"><span
        class="caption-number">Exercise 1 </span>One</p><p>Is it?</p></div>
      <details class="solution dropdown" id="first-solution-1"><summary
        aria-label="Solution · Exercise 1">Solution</summary><p>It is {x}.</p></details></section>""",
    "words": """<section id="words"><h1>Words</h1><dl class="glossary"><dt id="term-a">a term</dt><dt
      lang="zh-CN">术语</dt><dd><p>See <a class="reference internal" href="first.html#ex-a"><span
      class="std std-numref">Exercise 1</span></a>.</p></dd></dl></section>""",
}
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" id="dark"><style>:target{fill:#eee}'
    '</style><path d="M0 0h9"/></svg>'
)


def math(tex: str, signs: str) -> str:
    """Return a formula as KaTeX writes it."""
    return (
        f'<span class="katex"><span class="katex-mathml"><math xmlns="{MATHML[1:-1]}"><semantics>'
        f'{signs}<annotation encoding="application/x-tex">{tex}</annotation></semantics></math></span>'
        f'<span class="katex-html">x</span></span>'
    )


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a site without an address, in English and in Chinese."""
    for name in ("SITE_URL", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    for language, last in (("en", "Look up"), ("zh", "查阅")):
        folder = tmp_path / language
        (folder / "_images").mkdir(parents=True)
        (folder / "_images" / "a.svg").write_text(SVG, "utf-8")
        (folder / "index.html").write_text(
            '<meta charset="utf-8"><meta name="description" content="A book."><div class="sidebar-tree">'
            '<p>Basics</p><ul><li><a class="internal" href="first.html">First</a></li></ul>'
            f'<p>{last}</p><ul><li><a class="internal" href="words.html">Words</a></li></ul></div>'
            "<h1>Book</h1>",
            "utf-8",
        )
        for name, text in PAGES.items():
            body = text.replace("{x}", math(*VECTOR)).replace("{step}", math(*STEP))
            page = f'<meta charset="utf-8"><article role="main">{body}</article>'
            (folder / f"{name}.html").write_text(page, "utf-8")
    return tmp_path


def opened(site: Path, language: str = "en") -> dict[str, bytes]:
    """Write an e-book and return what is in it."""
    with zipfile.ZipFile(epub.write(site, language)) as book:
        return {entry.filename: book.read(entry) for entry in book.infolist()}


def page(files: dict[str, bytes], name: str) -> etree._Element:
    """Return a page of an e-book, which must be well-formed."""
    return etree.fromstring(files[f"EPUB/{name}.xhtml"])


def test_order_and_bytes(site: Path) -> None:
    """Its first file names it, in the clear; two builds are the same; solutions stand before the last part."""
    path = epub.write(site, "en")
    before = path.read_bytes()
    assert before[30:58] == b"mimetypeapplication/epub+zip"
    assert epub.write(site, "en").read_bytes() == before
    with zipfile.ZipFile(path) as book:
        assert {entry.date_time for entry in book.infolist()} == {epub.FIRST}
    spine = etree.fromstring(opened(site)["EPUB/package.opf"]).findall(".//{*}itemref")
    assert [one.get("idref").removeprefix("file-").removesuffix("-xhtml") for one in spine] == [
        "cover", "title", "nav", "part-1", "first", "part-2", "solutions-first", "part-3", "words",
    ]  # fmt: skip


def test_every_page_has_its_language_and_ids_once(site: Path) -> None:
    """Every file is well-formed; links inside find file and id."""
    for language, code in (("en", "en"), ("zh", "zh-CN")):
        files = opened(site, language)
        pages = {name[5:]: etree.fromstring(files[name]) for name in files if ".xhtml" in name}
        ids = {
            name: [one.get("id") for one in root.xpath("//*[@id]")] for name, root in pages.items()
        }
        for name, root in pages.items():
            assert root.get("lang") == code and len(ids[name]) == len(set(ids[name]))
            for link in root.iter(f"{XHTML}a"):
                target, _, anchor = link.get("href").partition("#")
                if not urlsplit(target).scheme:
                    assert not anchor or anchor in ids[target or name], link.get("href")


def test_vectors_stay_bold(site: Path) -> None:
    """A bold letter is another letter, since readers ignore the attribute; the TeX is said instead."""
    (vector,) = page(opened(site), "solutions-first").iter(f"{MATHML}math")
    assert "".join(vector.itertext()) == "𝐱" and vector.get("alttext") == r"\mathbf{x}"
    assert unicodedata.normalize("NFKD", "𝐱") == "x"
    assert not vector.xpath("//*[@mathvariant] | //*[local-name() = 'annotation']")


@pytest.mark.parametrize(
    ("letter", "style", "wanted"),
    [
        ("Q", "bold", "𝐐"), ("Λ", "bold-italic", "𝜦"), ("ξ", "bold-italic", "𝝃"), ("0", "bold", "𝟎"),
        ("O", "script", "𝒪"), ("B", "script", "ℬ"), ("R", "double-struck", "ℝ"), (".", "bold", "."),
    ],
)  # fmt: skip
def test_letters_in_a_style(letter: str, style: str, wanted: str) -> None:
    """Also those that Unicode had before it had alphabets of them."""
    assert core.styled(letter, style) == wanted


def test_a_letter_that_is_not_there_is_an_error() -> None:
    """A script alpha would look like any other alpha."""
    with pytest.raises(ValueError, match="no script 'α'"):
        core.styled("α", "script")


def test_long_formulas_are_parted(site: Path) -> None:
    """Before relations, after wide spaces, in MathML and in TeX at the same places; nothing is lost."""
    (place,) = page(opened(site), "first").xpath("//*[@class='wide'][.//*[local-name()='math']]")
    pieces = list(place)
    assert [one.get("alttext") for one in pieces] == [
        r"x_{t+1} = x_t - \eta v_t, \qquad", r" v_t = \beta v_{t-1} + g",
    ]  # fmt: skip
    assert "".join(one.get("alttext") for one in pieces) == STEP[0]


def test_a_relation_that_begins_a_line_is_still_between_two_sides() -> None:
    """As the first sign of a piece it would lose its space; a long left side ends a line, a short one not."""
    side = "<mi>a</mi><mo>+</mo><mi>b</mi><mo>+</mo>" * 3 + "<mi>c</mi>"
    tree = etree.fromstring(f"<math><mrow>{side}<mo>=</mo>{side}</mrow></math>")
    left = "a+b+" * 3 + "c"
    pieces = core.mathml(Math(f"{left}={left}", tree))
    assert [one.get("alttext") for one in pieces] == [left, f"={left}"]
    assert pieces[1][0].get("form") == "infix"


@pytest.mark.parametrize(
    ("tex", "pieces"),
    [
        (r"(a=b)^2 = c", [r"(a=b)^2 ", "= c"]),
        (r"\sum_{k=0}^n x_k \le -1", [r"\sum_{k=0}^n x_k ", r"\le -1"]),
        (r"x_+ + y", ["x_+ ", "+ y"]),
        (r"\begin{cases} a = b \end{cases}", [r"\begin{cases} a = b \end{cases}"]),
    ],
)
def test_tex_is_parted_outside_of_brackets(tex: str, pieces: list[str]) -> None:
    """What is in brackets, scripts and environments stays together."""
    assert parting.parted_tex(tex, sums=True) == pieces


def test_formulas_of_core_have_no_third_script_and_align_by_style() -> None:
    """What applies a function moves out of the script; columns of tables lean where they should."""
    tree = etree.fromstring(
        "<math><msub><mi>Var</mi><mi>v</mi><mo>\u2061</mo></msub><mtable columnalign='right left' "
        "columnspacing='0em'><mtr><mtd><mi>∣</mi></mtd><mtd><mi mathvariant='normal'>d</mi></mtd></mtr></mtable></math>"
    )
    (made,) = core.mathml(Math("T", tree))
    assert [len(one) for one in made.iter(f"{MATHML}msub")] == [2] and made[0].tag.endswith("mrow")
    left, right = made.iter(f"{MATHML}mtd")
    assert left.get("style").startswith("text-align: right") and left[0].text == "|"
    assert right.get("style").startswith("text-align: left")
    assert right[0].get("mathvariant") == "normal"


def test_signs_that_touch_a_formula_stay_with_it(site: Path) -> None:
    """Brackets and commas never begin or end a line alone."""
    (kept,) = page(opened(site), "first").xpath("//*[@class='kept']")
    assert "".join(kept.itertext()) == "(𝐱)," and kept.tail.startswith(" ")


def test_pictures_bring_their_ground(site: Path) -> None:
    """At night a reader darkens the page, and not the picture; colours for the dark are gone."""
    picture = opened(site)["EPUB/images/a.svg"].decode()
    assert "style" not in picture and "dark" not in picture
    assert etree.fromstring(picture.encode())[0].get("fill") == "#fff"
    (image,) = page(opened(site), "first").iter(f"{XHTML}img")
    assert image.get("alt") == "a & b"


def test_what_is_not_in_the_book_is_linked_only_if_its_address_is_known(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise it is plain words."""

    def outside() -> list[str]:
        links = page(opened(site), "first").iter(f"{XHTML}a")
        return [one.get("href") for one in links if urlsplit(one.get("href")).scheme]

    assert outside() == []
    assert "gallery" in "".join(page(opened(site), "first").itertext())
    monkeypatch.setenv("SITE_URL", f"{ADDRESS}/")
    assert outside() == [f"{ADDRESS}/en/gallery/index.html", f"{ADDRESS}/_downloads/LICENSE.txt"]
    assert f"{ADDRESS}/en/index.html".encode() in opened(site)["EPUB/title.xhtml"]


def test_exercises_and_solutions_lead_to_each_other(site: Path) -> None:
    """The kind of an exercise is said in the language of the book."""
    files = opened(site)
    assert page(files, "first").xpath("//*[@class='to-solution']/*/@href") == [
        "solutions-first.xhtml#first-solution-1"
    ]
    assert page(files, "solutions-first").xpath("//*[@class='title']/*/@href") == [
        "first.xhtml#ex-a"
    ]
    assert "".join(page(files, "first").xpath("//*[@class='task']/text()")) == " · drill"
    task = page(opened(site, "zh"), "first").xpath("//*[@class='task']/text()")
    assert task == [" · 速算"]
    assert page(files, "words").xpath("//*[@lang='zh-CN']/text()") == ["术语"]


def test_what_it_says_of_itself(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Name, language, rights, version and access; dated by the release, or by who builds it."""

    def said(language: str) -> dict[str, list[str]]:
        package = etree.fromstring(opened(site, language)["EPUB/package.opf"])
        found: dict[str, list[str]] = {}
        for one in package.find("{*}metadata"):
            name = one.get("property") or etree.QName(one).localname
            found.setdefault(name, []).append(one.text)
        return found

    en, zh = said("en"), said("zh")
    assert en["language"] == ["en"] and zh["language"] == ["zh-CN"]
    assert en["identifier"][0].startswith("urn:uuid:") and en["identifier"] != zh["identifier"]
    assert en["title"] == ["Book"] and en["description"] == ["A book."]
    assert "CC BY-SA 4.0" in en["rights"][0] and en["schema:version"] == [opf.VERSION]
    assert "MathML" in en["schema:accessibilityFeature"] and zh["schema:accessibilitySummary"]
    assert en["schema:accessibilityHazard"] == ["none"]
    assert en["dcterms:modified"] == [f"{opf.released()}T00:00:00Z"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert said("en")["dcterms:modified"] == ["2027-01-15T08:00:00Z"]


def test_readers_are_told_which_files_hold_formulas(site: Path) -> None:
    """And which is the contents, and which the cover."""
    items = etree.fromstring(opened(site)["EPUB/package.opf"]).iter("{*}item")
    told = {one.get("href"): one.get("properties") for one in items if one.get("properties")}
    assert told == {
        "images/cover.png": "cover-image", "nav.xhtml": "nav",
        "first.xhtml": "mathml", "solutions-first.xhtml": "mathml",
    }  # fmt: skip


def brightness(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG defines it."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def test_colours_hold_on_white_and_on_black() -> None:
    """A reader at night has the same style sheet: 4.5:1 on white, and on black."""
    colours = re.findall(r"[^-]color: (#\w{6});", CSS)
    assert len(colours) == len(re.findall(r"[^-]color:", CSS)) >= 3
    for colour in colours:
        assert 1.05 / (brightness(colour) + 0.05) >= 4.5, colour
        assert (brightness(colour) + 0.05) / 0.05 >= 4.5, colour


def test_the_style_sheet_knows_what_the_book_has(site: Path) -> None:
    """Its rules are whole, and each class in it is written by the writer or by the highlighter."""
    bare = re.sub(r"/\*.*?\*/", "", CSS, flags=re.S)
    assert bare.count("{") == bare.count("}")
    blocks = re.findall(r"([^{}]+)\{([^{}]*)\}", bare)
    assert all(re.fullmatch(r"\s*([\w-]+: [^;:]+;\s*)+", rules) for _, rules in blocks)
    written = "".join(path.read_text("utf-8") for path in Path(epub.__file__).parent.glob("*.py"))
    for name in {name for names, _ in blocks for name in re.findall(r"\.([a-z][\w-]*)", names)}:
        assert name in STANDARD_TYPES.values() or f'"{name}' in written or f" {name}" in written, (
            name
        )
