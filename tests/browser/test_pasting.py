"""The editor in a real browser: pasting keeps lines and tells what hides; input methods, undo, length."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_access import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api").expect

HTML = (
    "<h1>一、办理时间</h1><ol><li>甲类</li><li>乙类</li></ol>"
    "<table><tr><td>姓名</td><td>电话</td></tr><tr><td>甲</td><td>12345</td></tr></table>"
    '<p>市民可到<a href="https://gov.example.cn/a">服务大厅</a>办理。</p>'
    '<p style="display:none">加微信领红包</p><img src="https://a.example/1.png">'
)
TEXT = "一、办理时间\n1. 甲类\n2. 乙类\n姓名\t电话\n甲\t12345\n市民可到服务大厅办理。"
PASTE = """([html, plain]) => {
  const area = document.querySelector("#body"), data = new DataTransfer();
  area.focus();
  data.setData("text/html", html); data.setData("text/plain", plain);
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def new_draft(sign_in, service):
    page = sign_in("bianji")
    page.goto(f"{service.url}/drafts/new")
    return page


def test_pasting_keeps_lines_brings_links_and_tells_of_what_hides(
    sign_in: Callable[..., Page], service
):
    page = new_draft(sign_in, service)
    page.evaluate(PASTE, [HTML, "x"])
    expect(page.locator("#body")).to_have_value(TEXT)
    assert page.locator("ul.pasted li").count() == 2
    assert "读者看不见" in page.locator(".paste-state").inner_text()
    assert "1 张图片没有带入" in page.locator(".paste-state").inner_text()
    assert violations(page) == []
    page.fill("#title", "关于办理时间的通知")
    page.get_by_label("读者看不见的文字").uncheck()
    page.get_by_role("button", name="存为稿件").click()
    page.wait_for_url("**/drafts/*")
    number = int(page.url.split("?")[0].rpartition("/")[2])
    with service.office.read() as unit:
        document = unit.drafts.document(unit.drafts.get(number).document)
    assert document.body == TEXT
    assert [(link.href, link.text) for link in document.links] == [
        ("https://gov.example.cn/a", "服务大厅")
    ]
    assert document.quote(document.links[0].span) == "服务大厅"
    assert document.hidden == ()


def test_a_paste_can_be_undone_and_goes_where_the_cursor_is(sign_in: Callable[..., Page], service):
    page = new_draft(sign_in, service)
    page.fill("#body", "前后")
    page.evaluate("document.querySelector('#body').setSelectionRange(1, 1)")
    page.evaluate(PASTE, ["<p>中</p>", "中"])
    expect(page.locator("#body")).to_have_value("前中后")
    page.keyboard.press("Control+z")
    assert page.input_value("#body") == "前后"


def test_without_an_answer_the_plain_words_are_pasted(sign_in: Callable[..., Page], service):
    page = new_draft(sign_in, service)
    page.route("**/paste", lambda route: route.abort())
    page.evaluate(PASTE, ["<p>甲</p>", "甲的文字"])
    expect(page.locator("#body")).to_have_value("甲的文字")
    assert "只带入了纯文字" in page.locator(".paste-state").inner_text()


def test_an_input_method_is_not_disturbed_while_marks_are_drawn(
    sign_in: Callable[..., Page], service
):
    page = new_draft(sign_in, service)
    page.fill("#body", "各单位要按步就班做好登记。")
    page.wait_for_selector(".mirror mark")
    page.locator("#body").focus()
    page.keyboard.press("Control+End")
    session = page.context.new_cdp_session(page)
    for typed in ("g", "gu", "guo"):
        session.send(
            "Input.imeSetComposition", {"selectionStart": 3, "selectionEnd": 3, "text": typed}
        )
        page.wait_for_timeout(350)  # the check while typing answers in between
    session.send("Input.insertText", {"text": "国"})
    assert page.input_value("#body") == "各单位要按步就班做好登记。国"
    page.wait_for_selector(".mirror mark")


def test_twenty_thousand_characters_are_marked_and_redrawn_at_once(
    sign_in: Callable[..., Page], service
):
    page = new_draft(sign_in, service)
    page.evaluate(
        """text => { const area = document.querySelector("#body"); area.value = text;
        area.dispatchEvent(new Event("input", { bubbles: true })); }""",
        "各单位要按步就班做好登记，做好今天的各项工作。\n" * 900,
    )
    page.wait_for_selector(".mirror mark", timeout=60_000)
    assert page.evaluate("document.querySelector('#body').value.length") > 20_000
    words = page.evaluate(
        "[...document.querySelectorAll('.mirror mark')].map(mark => mark.textContent)"
    )
    assert set(words) == {"按步就班"}
    redrawn = page.evaluate(
        """() => { const area = document.querySelector("#body"), start = performance.now();
        area.dispatchEvent(new Event("input", { bubbles: true })); return performance.now() - start; }"""
    )
    assert redrawn < 500  # some 12 ms on an idle computer


def test_the_page_of_enclosures_has_no_barrier(sign_in: Callable[..., Page], service):
    page = new_draft(sign_in, service)
    page.fill("#title", "关于材料的通知")
    page.fill("#body", "请携带材料办理。")
    page.get_by_role("button", name="存为稿件").click()
    page.wait_for_url("**/drafts/*")
    address = page.url.split("?")[0]
    page.goto(f"{address}/enclosures")
    page.get_by_label("种类").select_option("授权书")
    page.locator("input[type=file]").set_input_files(
        {"name": "授权书.txt", "mimeType": "text/plain", "buffer": "兹授权使用。".encode()}
    )
    page.get_by_role("button", name="保存材料").click()
    page.wait_for_selector("text=授权书.txt")
    assert violations(page) == []
    page.goto(address)
    assert page.get_by_role("link", name="授权书.txt").is_visible()
    assert violations(page) == []
