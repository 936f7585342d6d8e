"""Short texts with a bar: each edition gets its side, and a fault is told with its place."""

import pytest
from docutils import nodes
from editions.bars import barred, check, join_texts, place, split, split_attributes, split_text
from editions.bars import warn as tell
from sphinx import addnodes


def shown(caplog: pytest.LogCaptureFixture) -> list[object]:
    """Return the texts that warnings quote."""
    return [record.args[1] for record in caplog.records if isinstance(record.args, tuple)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("two\n  lines", "two lines"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
    ],
)
def test_a_warning_quotes_sixty_characters(
    caplog: pytest.LogCaptureFixture, text: str, quoted: str
) -> None:
    """On one line; what is longer is cut."""
    tell("orphan", nodes.paragraph(), text)
    assert shown(caplog) == [quoted]


def test_a_warning_can_be_told_from_others(caplog: pytest.LogCaptureFixture) -> None:
    """By its kind, and by the place of its node."""
    node = at(3)
    tell("untranslated", node, "English")
    (record,) = caplog.records
    assert (vars(record)["type"], vars(record)["subtype"]) == ("editions", "untranslated")
    assert vars(record)["location"] is node
    assert "no Chinese" in record.getMessage()


def at(
    line: int | None, kind: type[nodes.Element] = nodes.paragraph, *children: nodes.Node
) -> nodes.Element:
    """Return a node that a line of the source has become."""
    node = kind("", "", *children) if issubclass(kind, nodes.TextElement) else kind("", *children)
    node.source, node.line = "page.md", line
    return node


def test_a_fault_in_a_title_is_where_the_title_is() -> None:
    """Of a section, its own line; of a box, whose title says one behind the box, that of its text."""
    title, boxed = at(1, nodes.title), at(9, nodes.title)
    at(1, nodes.section, title, at(3))
    box = at(4, nodes.note, boxed, at(5), at(6))
    assert place(title).line == 1
    assert place(boxed).line == 5
    assert place(box[2]).line == 6
    bare = at(9, nodes.title)
    at(4, nodes.note, bare)
    assert place(bare).line == 9


def test_a_fault_without_a_line_is_near_one_that_has() -> None:
    """In it, or around it, in the same file; else it is only itself."""
    inner = at(None, nodes.image)
    at(7, nodes.figure, inner)
    assert place(inner).line == 7
    outer = at(None, nodes.figure, at(8, nodes.image))
    assert place(outer).line == 8
    nowhere = at(2, nodes.image)
    nowhere.source = None
    assert place(nowhere) is nowhere


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ("velocity ｜ 速度", "velocity", "速度"),
        ("plain", "plain", "plain"),
        ("One ｜ 一 ｜ 二", "One", "一 ｜ 二"),  # a fault, of which nothing is lost
    ],
)
def test_an_edition_gets_its_side_of_a_text(text: str, en: str, zh: str) -> None:
    """Both get the whole; a text without a bar is the same for all."""
    assert [split_text(text, edition, at(1)) for edition in ("en", "zh", "both")] == [en, zh, text]


@pytest.mark.parametrize(
    "text",
    [
        "velocity ｜ 速度",
        " velocity\n｜ 速度 ",
        "Adam ｜ Adam",
        "1 ｜ 2",
        "the Hessian (海森) ｜ 海森矩阵",  # no more characters than words
        "x 法 word ｜ 法",
        "velocity ｜ 0",
        "the momentum method ｜ 用 Polyak Nesterov 的动量法",
    ],
)
def test_a_good_bar_is_passed_over(caplog: pytest.LogCaptureFixture, text: str) -> None:
    """English before it and Chinese behind it, or what is the same in both."""
    check(text, at(1))
    assert not shown(caplog)


@pytest.mark.parametrize(
    "text",
    [
        "速度 ｜ velocity",
        "速度 ｜ 速率",
        "速度 one ｜ 速率",  # more characters than words
        "velocity ｜ speed",
        "velocity｜速度",
        "velocity ｜ 速度｜二",
        "velocity｜one ｜ 速度",
        "velocity ｜ 速度 ｜ 速度",
        "velocity ｜",
        "｜ 速度",
        "Adam ｜ Adam ｜ Adam",
    ],
)
def test_a_bad_bar_is_told(caplog: pytest.LogCaptureFixture, text: str) -> None:
    """One too many, one without spaces, sides that are swapped or missing or in one language."""
    check(text, at(1))
    assert shown(caplog) == [text]


def test_bars_are_looked_for_in_prose() -> None:
    """At every depth, not in code and mathematics."""
    inside = nodes.emphasis("", "one ｜ 一")
    outside = nodes.paragraph("", "", nodes.Text("two "), nodes.Text("｜ 二"), inside)
    code = nodes.literal_block("", "code ｜ 码", nodes.emphasis("", "code ｜ 码"))
    plain = nodes.paragraph("", "plain")
    last = nodes.paragraph("", "three ｜ 三")
    found = list(barred(nodes.section("", plain, code, outside, nodes.section("", last))))
    assert found == [outside, inside, last]


def title() -> nodes.title:
    """Return a title with formulas on both sides, in pieces as MyST leaves them."""
    formulas = nodes.math("", "x"), nodes.math("", "y")
    pieces = [nodes.Text("The "), nodes.Text("English "), formulas[0], nodes.Text("\n")]
    pieces += [nodes.Text("｜ 中文 "), formulas[1], nodes.Text(" 尾")]
    return nodes.title("", "", *pieces)


@pytest.mark.parametrize(
    ("edition", "side"), [("en", ["The English ", "x", ""]), ("zh", ["中文 ", "y", " 尾"])]
)
def test_an_edition_gets_its_side_of_a_title(
    caplog: pytest.LogCaptureFixture, edition: str, side: list[str]
) -> None:
    """With all that stands on it; a text that came in pieces is whole."""
    node = title()
    split(node, edition)
    assert [child.astext() for child in node] == side
    assert not caplog.records


def test_both_sides_of_a_title_say_their_language() -> None:
    """With the bar between them."""
    node = title()
    split(node, "both")
    assert [child.astext() for child in node] == ["The English x", " ｜ ", "中文 y 尾"]
    assert [child["classes"] for child in node] == [
        ["en", "language-en"],
        ["bar"],
        ["zh", "language-zh-CN"],
    ]


@pytest.mark.parametrize(
    ("children", "quoted"),
    [
        (
            [nodes.literal("", "one two three"), nodes.Text(" ｜ "), nodes.literal("", "one two")],
            [],
        ),
        ([nodes.emphasis("", "词"), nodes.Text(" ｜ 中文")], ["词 ｜ 中文"]),
    ],
)
def test_code_in_a_barred_text_has_no_language(
    caplog: pytest.LogCaptureFixture, children: list[nodes.Node], quoted: list[str]
) -> None:
    """Emphasised words have one."""
    split(nodes.paragraph("", "", *(child.deepcopy() for child in children)), "en")
    assert shown(caplog) == quoted


@pytest.mark.parametrize(
    ("children", "joined"),
    [
        (["a", "b", "c"], ["abc"]),
        (["a", "*", "b", "c", "*", "d"], ["a", "*", "bc", "*", "d"]),
        (["*", "a", "*", "*"], ["*", "a", "*", "*"]),
    ],
)
def test_texts_that_touch_become_one(children: list[str], joined: list[str]) -> None:
    """Nothing else does, and all stays in order."""
    every = [nodes.emphasis("", "*") if c == "*" else nodes.Text(c) for c in children]
    node = nodes.paragraph("", "", *every)
    join_texts(node)
    assert [child.astext() for child in node] == joined
    assert [isinstance(child, nodes.Text) for child in node] == [one != "*" for one in joined]


@pytest.mark.parametrize("name", ["alt", "caption", "rawcaption", "content", "title"])
def test_attributes_are_split(name: str) -> None:
    """Those that readers see; others, and what is no text, stay."""
    node = nodes.image(**{name: "curve ｜ 曲线", "uri": "a ｜ 甲"})
    split_attributes(node, "zh")
    assert (node[name], node["uri"]) == ("曲线", "a ｜ 甲")
    node = nodes.image(**{name: 3})
    split_attributes(node, "zh")
    assert node[name] == 3 and "uri" not in node


def test_entries_are_split() -> None:
    """Of contents, where a page without a title keeps its own, and of the index."""
    contents = addnodes.toctree(entries=[(None, "a"), ("Part ｜ 部分", "b")])
    split_attributes(contents, "zh")
    assert contents["entries"] == [(None, "a"), ("部分", "b")]
    index = addnodes.index(entries=[("single", "velocity ｜ 速度", "id", "", None)])
    split_attributes(index, "en")
    assert index["entries"] == [("single", "velocity", "id", "", None)]


def test_raw_html_is_split() -> None:
    """Its texts and attributes, each by itself; its tags stay."""
    node = nodes.raw("", '<b title="One ｜ 一">Two ｜ 二</b> <i>a｜b</i>', format="html")
    split_attributes(node, "zh")
    assert [child.astext() for child in node] == ['<b title="一">二</b> <i>a｜b</i>']
    prose = nodes.paragraph("", "<b>Two ｜ 二</b>")
    split_attributes(prose, "zh")
    assert prose.astext() == "<b>Two ｜ 二</b>"
