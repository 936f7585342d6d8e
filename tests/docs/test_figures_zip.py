"""The ZIP with all figures: what is in it, under which names, and that two builds make the same bytes."""

import zipfile
from pathlib import Path

import package
import pytest
from formats.figures import NoPicture
from formats.figures_zip import DATE, NAME, daylight, write

DARK = (
    ' id="dark"><style>:target{fill:#ebebeb}:target [fill=&quot;#222&quot;]{fill:#d0d0d0}</style>'
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"{}<path d="M0 0h96v48z"/></svg>'
)
HEAD = '<html><head><meta charset="utf-8"></head>'
PNG = b"\x89PNG\r\n\x1a\n"
TREE = """<div class="sidebar-tree"><p>{part}</p><ul><li><a class="internal" href="chapter.html">c</a></li></ul>
<p>{last}</p><ul><li><a class="internal" href="words.html">w</a></li></ul></div>"""
FIGURE = """<figure id="{label}">{picture}<figcaption><p><span class="caption-number">{number}</span>
<span class="caption-text">{caption} <a class="reference internal" href="gallery/a/{stem}.html"><span
class="doc">{script}</span></a></span></p>
</figcaption></figure>"""
IMAGE = '<img alt="{alt}" src="_images/sphx_glr_{stem}_001.svg">'
STAGE = '<div class="stage" data-explorable="play">{}</div>'
WORDS = {
    "en": {
        "part": "Basics", "last": "Look up", "title": "Momentum: a chapter", "word": "Fig.",
        "captions": ("Weights &amp; <em>ages</em>.", "Drag the <strong>point</strong>."), "alt": "A falling curve",
    },
    "zh": {
        "part": "基础", "last": "查阅", "title": "动量法：一章教材", "word": "图",
        "captions": ("权重与<em>时滞</em>。", "拖动<strong>点</strong>。"), "alt": "下降的曲线",
    },
}  # fmt: skip
LABELS = ("fig-weights", "fig-play")
STEMS = ("plot_weights", "plot_play")


def page(body: str) -> str:
    """Return a page as the reader finds it."""
    return f'{HEAD}<body><article role="main">{body}</article></body></html>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Write two editions with a figure and an explorable."""
    for language, words in WORDS.items():
        folder = tmp_path / "html" / language
        (folder / "_images").mkdir(parents=True)
        tree = TREE.format(part=words["part"], last=words["last"])
        (folder / "index.html").write_text(
            f"{HEAD}<body><h1>{words['title']}</h1>{tree}</body></html>", "utf-8"
        )
        shown = []
        for i, (label, stem) in enumerate(zip(LABELS, STEMS, strict=True)):
            image = IMAGE.format(alt=words["alt"], stem=stem)
            shown.append(
                FIGURE.format(
                    label=label,
                    picture=STAGE.format(f'<picture class="still only-light">{image}</picture>')
                    if i
                    else image,
                    number=f"{words['word']} {i + 9}",
                    caption=words["captions"][i],
                    stem=stem,
                    script="Script",
                )
            )
            (folder / "_images" / f"sphx_glr_{stem}_001.svg").write_text(SVG.format(DARK), "utf-8")
        (folder / "chapter.html").write_text(
            page(f"<section><h1>C</h1>{''.join(shown)}</section>"), "utf-8"
        )
        (folder / "words.html").write_text(page("<section><h1>W</h1><p>w</p></section>"), "utf-8")
    return tmp_path / "html"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Put PNGs where the gallery draws them."""
    folder = tmp_path / "gallery" / "a" / "images"
    folder.mkdir(parents=True)
    for stem in STEMS:
        (folder / f"sphx_glr_{stem}_001.svg").write_text(SVG.format(DARK), "utf-8")
        (folder / f"sphx_glr_{stem}_001_light.png").write_bytes(PNG + stem.encode())
    return tmp_path


def test_it_has_every_figure_twice(site: Path, docs: Path) -> None:
    """Called by number and name, in order; with captions, alternative texts and the licence."""
    out = write(site, docs)
    assert out == site / package.FOLDER / "momentum-figures.zip"
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
        assert names == [
            f"{NAME}/{name}"
            for name in (
                "09-weights.png",
                "09-weights.svg",
                "10-play.png",
                "10-play.svg",
                "LICENSE.txt",
                "figures.md",
            )
        ]
        assert archive.read(f"{NAME}/10-play.png") == PNG + b"plot_play"
        svg = archive.read(f"{NAME}/09-weights.svg").decode()
        assert svg == SVG.format(">")
        assert archive.read(f"{NAME}/LICENSE.txt") == (package.ROOT / "LICENSE").read_bytes()
        assert b"CC BY-SA 4.0" in archive.read(f"{NAME}/figures.md")


def test_what_is_said_of_a_figure(site: Path, docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both captions with their marks, both alternative texts, where it stands and what drew it."""
    monkeypatch.setenv("SITE_URL", "https://book.example.org/a")
    with zipfile.ZipFile(write(site, docs)) as archive:
        _, first, second = archive.read(f"{NAME}/figures.md").decode().split("## ")
    assert first.startswith("Fig. 9 ｜ 图 9\n")
    for said in (
        "`09-weights.svg`, `09-weights.png`",
        "`fig-weights`",
        "https://book.example.org/a/en/chapter.html#fig-weights",
        "`gallery/a/plot_weights.py`",
        "\nWeights & *ages*. Script\n",
        "\n权重与*时滞*。 Script\n",
        "> A falling curve",
        "> 下降的曲线",
    ):
        assert said in first
    assert "explorable" not in first
    assert (
        "still of the explorable ｜ 互动图的静态图: `play`" in second
        and "Drag the **point**." in second
    )


def test_without_an_address_the_page_has_its_name(site: Path, docs: Path) -> None:
    """No link leads nowhere."""
    with zipfile.ZipFile(write(site, docs)) as archive:
        assert "- page ｜ 页面: chapter\n" in archive.read(f"{NAME}/figures.md").decode()


def test_two_builds_are_the_same(site: Path, docs: Path) -> None:
    """Whatever the clock says, and whoever made the files."""
    first = write(site, docs).read_bytes()
    for path in (*site.rglob("*.svg"), *docs.rglob("*.png")):
        path.chmod(0o600)
        path.touch()
    out = write(site, docs)
    assert out.read_bytes() == first
    with zipfile.ZipFile(out) as archive:
        assert {one.date_time for one in archive.infolist()} == {DATE}


def test_a_picture_that_cannot_be_found(site: Path, docs: Path) -> None:
    """No figure is left out in silence."""
    (docs / "gallery" / "a" / "images" / "sphx_glr_plot_play_001_light.png").unlink()
    with pytest.raises(NoPicture, match=r"sphx_glr_plot_play_001\.svg has no PNG"):
        write(site, docs)


def test_a_picture_without_dark_colours_stays() -> None:
    """Only what is for the dark goes."""
    plain = SVG.format("><style>path{fill:red}</style>")
    assert daylight(plain) == plain
