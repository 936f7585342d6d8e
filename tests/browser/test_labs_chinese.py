"""Chinese input in labs: compositions, and wide marks that Python does not read."""

from playwright.sync_api import Page
from trying import CODE, ended, opened, write
from waiting import until


def typed(page: Page, text: str) -> None:
    """Type as an input method does: a composition, then what was meant."""
    session = page.context.new_cdp_session(page)
    for end in range(1, 3):
        part = {"text": "ni"[:end], "selectionStart": end, "selectionEnd": end}
        session.send("Input.imeSetComposition", part)
    session.send("Input.insertText", {"text": text})


def test_chinese_input(tab: Page, lab_site: str) -> None:
    """Wide marks become ASCII outside strings and comments; one undo brings them back, and they stay."""
    place = opened(tab, f"{lab_site}/zh.html")
    field = place.locator(CODE)
    write(place, "")
    typed(tab, "print（“")
    until(tab, f"document.querySelector('{CODE}').value === 'print(\"'")
    typed(tab, "你，好")
    typed(tab, "”）")
    value = f"document.querySelector('{CODE}').value"
    until(tab, f"{value} === 'print(\"你，好\")'")
    tab.keyboard.press("Control+z")
    until(tab, f"{value} === 'print(\"你，好”）'")
    tab.wait_for_timeout(100)
    assert field.input_value() == 'print("你，好”）'
    tab.keyboard.press("Control+y")
    until(tab, f"{value} === 'print(\"你，好\")'")
    typed(tab, "  # 注释，（一）")
    tab.wait_for_timeout(100)
    assert field.input_value() == 'print("你，好")  # 注释，（一）'
    assert place.locator(".rows").inner_text().strip() == field.input_value()


def test_a_key_of_the_input_method_is_left_to_it(tab: Page, lab_site: str) -> None:
    """Enter ends a composition; it neither breaks the line nor runs the code."""
    place = opened(tab, f"{lab_site}/zh.html")
    write(place, "")
    session = tab.context.new_cdp_session(tab)
    session.send("Input.imeSetComposition", {"text": "ni", "selectionStart": 2, "selectionEnd": 2})
    for kind in ({"keyCode": 229}, {"isComposing": True}):
        left = place.locator(CODE).evaluate(
            """(el, kind) => el.dispatchEvent(new KeyboardEvent("keydown", {
              key: "Enter", ctrlKey: true, cancelable: true, bubbles: true, ...kind,
            }))""",
            kind,
        )
        assert left
    session.send("Input.insertText", {"text": "你"})
    assert place.locator(CODE).input_value() == "你"
    assert place.locator(".run:not(.stop)").count() == 1


def test_wide_marks_are_turned_before_a_run(tab: Page, lab_site: str) -> None:
    """What was pasted or stored, too, with tabs and spaces that do not break."""
    place = opened(tab, f"{lab_site}/zh.html")
    code = "def half（x）：\n\treturn\u00a0x／2  # （一半）"
    place.locator(CODE).evaluate("(el, code) => { el.value = code }", code)
    place.locator(".run").click()
    assert "做对了" in ended(place)
    assert place.locator(CODE).input_value() == "def half(x):\n    return x/2  # （一半）"
