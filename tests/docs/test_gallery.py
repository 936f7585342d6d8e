"""The gallery: SVG that never changes by itself, bilingual furniture, clean downloads."""

import io
import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from books import DOCS, Book
from gallery_svg import DENSE, reset, scraper
from PIL import Image, ImageChops
from sphinx_gallery.scrapers import ImagePathIterator

ALT = '# sphinx_gallery_alt = "Line ｜ 直线"'
RAW = re.compile(r":\w+:`|^\.\. \w|^ *:\w+:|\.\. math::", re.MULTILINE)
PAGE = "gallery/basics/plot_weights"


def scrape(folder: Path, content: str, figures: int = 1) -> str:
    """Draw, and hand the block to the scraper as sphinx-gallery does."""
    reset({}, "")
    import matplotlib.pyplot as plt

    for _ in range(figures):
        plt.subplots()[1].plot([0, 1])
    variables: dict[str, Any] = {
        "image_path_iterator": ImagePathIterator(folder / "plot_{0:03}.png"),
        "src_file": "plot.py",
    }
    conf = {
        "image_srcset": [],
        "matplotlib_animations": (False, None),
        "compress_images": [],
        "src_dir": str(folder),
    }
    block = SimpleNamespace(content=content, lineno=7)
    try:
        return scraper(block, variables, conf)
    finally:
        plt.close("all")


def test_a_png_beside_the_svg(tmp_path: Path) -> None:
    """On white, without a date or a name of a program, the same bytes again, colours as good as the figure's."""
    import matplotlib.pyplot as plt

    held = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        scrape(folder, ALT)
        assert sorted(path.name for path in folder.iterdir()) == [
            "plot_001.svg", "plot_001_light.png", "plot_001_narrow.svg",
        ]  # fmt: skip
        held.append((folder / "plot_001_light.png").read_bytes())
    assert held[0] == held[1]
    few = Image.open(io.BytesIO(held[0]))
    assert few.mode == "P" and few.info.keys() <= {"transparency"}
    plt.subplots()[1].plot([0, 1])
    plt.gcf().savefig(tmp_path / "all.png", dpi=DENSE, facecolor="white")
    plt.close("all")
    off = ImageChops.difference(few.convert("RGB"), Image.open(tmp_path / "all.png").convert("RGB"))
    assert few.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    assert max(high for _, high in off.getextrema()) <= 16


def test_same_bytes(tmp_path: Path) -> None:
    """Two runs draw the same file."""
    drawn = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        scrape(tmp_path / name, ALT)
        drawn.append((tmp_path / name / "plot_001.svg").read_bytes())
    assert drawn[0] == drawn[1]


def test_one_file_for_light_and_dark(book: Book) -> None:
    """A page shows a figure and its layout for telephones, each in two suits; all files are there."""
    for name in (PAGE, "chapter"):
        pictures = book.page("en", name).select("article picture.still")
        assert [picture["class"][1] for picture in pictures] == ["only-light", "only-dark"]
        for picture, suit in zip(pictures, ("", "#dark"), strict=True):
            wide, narrow = picture.img["src"], picture.source["srcset"]
            assert picture.source["media"].startswith("screen and (width <")
            assert narrow == wide.replace(".svg", "_narrow.svg")
            assert wide.endswith(f".svg{suit}")
            assert picture.img["width"] and picture.img["height"]
            for url in (wide, narrow):
                assert (book.path("en") / "_images" / Path(url.split("#")[0]).name).is_file()


def test_every_colour_has_a_partner_in_the_dark(book: Book) -> None:
    """What is drawn in a colour of ours or in grey is drawn in another one as #dark, and is small."""
    files = sorted((book.path("en") / "_images").glob("sphx_glr_*[!k].svg"))  # without *_dark
    assert len(files) > 2
    for file in files:
        svg = file.read_text("utf-8")
        rules, drawn = re.search(r"<style>(.*?)</style>(.*)", svg, re.DOTALL).groups()
        for key, colour in set(re.findall(r'(fill|stroke)="(#\w+)"', drawn)):
            assert f"[{key}=&quot;{colour}&quot;]" in rules or f'[{key}="{colour}"]' in rules
        assert 'id="dark"' in svg and "metadata" not in svg
        assert not re.search(r"\d\.\d{3}", drawn)


def test_furniture(book: Book) -> None:
    """Download links are in the language of the page; what repeats them is gone."""
    en, zh = (book.page(edition, PAGE) for edition in ("en", "zh"))
    assert "Download the Python script plot_weights.py" in en.text
    assert "下载 Python 脚本 plot_weights.py" in zh.text
    for page in (en, zh):
        assert len(page.select("a.download")) == 2
        assert not page.select(".sphx-glr-download-link-note, .sphx-glr-download-zip")


def test_alt_texts_on_pages(book: Book) -> None:
    """An image says in the language of the page what it shows."""
    for edition, alt in (("en", "Weights falling with age"), ("zh", "权重随年龄下降")):
        for name in (PAGE, "chapter"):
            assert book.page(edition, name).select_one("article img")["alt"] == alt


def test_thumbnails(book: Book) -> None:
    """The cards of the gallery are in the language of the page and have no tooltip."""
    page = book.page("zh", "gallery/index")
    assert page.select_one(".sphx-glr-thumbnail-title").text == "泄漏平均记住了什么"
    assert "tooltip" not in str(page) and "sg-tag-list" not in str(page)


def test_notebook_is_clean(book: Book) -> None:
    """A downloaded notebook has text and code, no reStructuredText and no configuration."""
    cells = json.loads((book.root / "docs" / f"{PAGE}.ipynb").read_text("utf-8"))["cells"]
    for cell in cells:
        source = "".join(cell["source"])
        assert "sphinx_gallery" not in source
        if cell["cell_type"] == "markdown":
            assert not RAW.search(source), source
    assert any(r"$\beta^\tau$" in "".join(cell["source"]) for cell in cells)


@pytest.mark.parametrize("path", sorted((DOCS.parent / "gallery").rglob("*.rst")), ids=str)
def test_headers_are_bilingual(path: Path) -> None:
    """Every section of the real gallery has a barred title."""
    assert " ｜ " in path.read_text("utf-8").splitlines()[0]


def test_no_address_on_a_page(book: Book) -> None:
    """What a last line gives back is not printed: its address is another one in every build."""
    assert book.page("en", PAGE).select(".sphx-glr-script-out"), "but what it prints is"
    assert " at 0x" not in book.article("en", PAGE)
