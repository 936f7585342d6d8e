"""Where a Chinese title may break, by the words that node finds in it."""

import io
import os
from types import SimpleNamespace

import pytest
import titles
from sphinx.errors import ExtensionError


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        ("可以 运行 教材", "可以 运行 教材"),
        ("一 章 可以 运行 的 教材", "一章 可以 运行的 教材"),
        ("动量 与 速度 变化", "动量 与速度 变化"),  # a preposition goes on
        ("动量 可以 的 教材", "动量 可以的 教材"),
        ("谱 半径", "谱半径"),
        ("小 批量 变化", "小批量 变化"),
        ("动量 变化 速度 快", "动量 变化 速度快"),
        ("动量 变化 速度 比", "动量 变化 速度比"),  # nothing comes after it
        ("速度 比", "速度比"),
        ("动量法", "动量法"),
    ],
)
def test_no_sign_stands_alone(monkeypatch: pytest.MonkeyPatch, found: str, kept: str) -> None:
    """One of a single sign goes with its neighbour; longer ones stay as they are."""
    monkeypatch.setattr(titles, "ask", str.split)
    assert titles.words(found) == kept.split()


def test_a_run_is_asked_for_once() -> None:
    """Titles stand on every page, in its navigation; one process of node serves them all."""
    assert titles.words("教材可以运行") is titles.words("教材可以运行")
    assert titles.serve(os.getpid()) is titles.serve(os.getpid())


@pytest.mark.parametrize("closed", ["stdin", "stdout"])
def test_node_without_pipes_is_a_fault(monkeypatch: pytest.MonkeyPatch, closed: str) -> None:
    """Both are needed."""
    server = SimpleNamespace(stdin=io.StringIO(), stdout=io.StringIO('["教材"]'))
    monkeypatch.setattr(titles, "serve", lambda pid: server)
    assert titles.ask("教材") == ["教材"]
    setattr(server, closed, None)
    with pytest.raises(ExtensionError, match="no pipes"):
        titles.ask("教材")


def test_names_of_parts_are_titles_too() -> None:
    """A title of a tree or a card may break; tags and short runs stay whole."""
    body = '<div class="title">运行代码</div><h1 id="运行代码">代码<b>运行代码</b></h1><div>运行代码</div>'
    assert titles.titled(body) == (
        '<div class="title">运行<wbr>代码</div><h1 id="运行代码">代码<b>运行<wbr>代码</b></h1>'
        "<div>运行代码</div>"
    )
