"""The desks with a keyboard and a crash: what the script adds, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from service import demo

if TYPE_CHECKING:
    from playwright.sync_api import Page

TEXTS = (
    "自然资源部门近日发布通知，市民可到服务大厅办理。\n",
    "卫生健康部门近日发布通知，居民可就近体检。\n",
)


@pytest.fixture(scope="module")
def waiting(service) -> list[int]:
    """Two drafts that wait for their first review."""
    from dataclasses import replace

    from review.draft import Role

    with service.office.read() as unit:
        people = [account.person for account in unit.people.list()]
    editor = next(person for person in people if Role.EDITOR in person.roles)
    return [
        demo._submitted(service.office, editor, replace(demo.CLINIC, title=body[:8], body=body)).id
        for body in TEXTS
    ]


def go(page: Page, path: str) -> None:
    page.goto("/".join(page.url.split("/")[:3]) + path)


def test_a_reviewer_walks_the_queue_by_keyboard(sign_in: Callable[..., Page], waiting):
    page = sign_in("chushen")
    go(page, "/approvals")
    page.keyboard.press("j")
    assert page.locator("tr.at").count() == 1
    first = page.locator("tr.at td.title a").get_attribute("href")
    page.keyboard.press("j")
    assert page.locator("tr.at td.title a").get_attribute("href") != first
    page.keyboard.press("k")
    assert page.locator("tr.at td.title a").get_attribute("href") == first
    page.keyboard.press("x")
    assert page.locator("tr.at input[type=checkbox]").is_checked()
    page.keyboard.press("?")
    assert page.locator("dialog[open]").inner_text().startswith("键盘操作")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/approvals/\d+$"))


def test_no_key_signs_and_none_works_while_typing(sign_in: Callable[..., Page], waiting, service):
    page = sign_in("chushen")
    go(page, f"/approvals/{waiting[0]}")
    page.keyboard.press("s")
    assert "签字" in page.evaluate("document.activeElement.textContent")
    with service.office.read() as unit:
        assert unit.drafts.get(waiting[0]).sign_offs == ()
    page.keyboard.press("b")
    assert page.evaluate("document.activeElement.name") == "opinion"
    page.keyboard.type("jkns?ub")
    assert page.get_by_label("意见").input_value() == "jkns?ub"
    assert page.locator("dialog[open]").count() == 0
    page.get_by_label("意见").fill("")


def test_the_words_selected_go_into_the_comment(sign_in: Callable[..., Page], waiting):
    page = sign_in("chushen")
    go(page, f"/approvals/{waiting[0]}")
    page.evaluate(
        """() => {
          const text = document.querySelector('.text.body').firstChild;
          getSelection().setBaseAndExtent(text, 2, text, 6);
        }"""
    )
    page.keyboard.press("m")
    assert page.evaluate("document.activeElement.id") == "words"
    assert page.locator("#passage").input_value() == TEXTS[0][2:6]
    assert page.locator("input[name=start]").input_value() == "2"
    page.keyboard.type("请核对部门名称。")
    page.get_by_role("button", name="记下批注").click()
    page.wait_for_selector("text=批注已记下")
    assert f"“{TEXTS[0][2:6]}”" in page.locator("#comments").inner_text()


def test_who_has_the_page_open_is_seen_by_the_others(sign_in: Callable[..., Page], waiting):
    page = sign_in("chushen")
    with page.expect_response(re.compile(r"/look$")) as told:
        go(page, f"/approvals/{waiting[1]}")
    assert told.value.json()["mine"]
    go(page, "/approvals")
    row = page.locator("tr", has=page.locator(f"a[href='/approvals/{waiting[1]}']"))
    assert "您在看" in row.inner_text()


def test_a_browser_that_is_killed_loses_no_more_than_five_seconds(sign_in: Callable[..., Page]):
    page = sign_in("bianji")
    go(page, "/drafts/new")
    page.get_by_label("标题").fill("断电以前写的")
    page.get_by_label("正文").type("第一段写到这里，")
    page.wait_for_selector("text=已自动保存", timeout=5000)
    page.context.close()  # nothing asked, nothing sent
    page = sign_in("bianji")
    go(page, "/drafts/new")
    notice = page.locator(".notice", has_text="断电以前写的")
    notice.get_by_role("link", name=re.compile("接着写")).click()
    assert page.get_by_label("正文").input_value() == "第一段写到这里，"
    page.get_by_role("button", name="存为稿件").click()
    page.wait_for_selector("text=已保存")
    go(page, "/drafts/new")
    assert page.locator(".notice", has_text="断电以前写的").count() == 0


def test_what_the_server_could_not_take_waits_in_the_browser(sign_in: Callable[..., Page]):
    page = sign_in("bianji")
    go(page, "/drafts/new")
    page.context.set_offline(True)
    page.get_by_label("正文").type("断网时写的")
    page.wait_for_selector("text=暂存在这台电脑", timeout=6000)
    page.context.set_offline(False)
    page.on("dialog", lambda dialog: dialog.accept())
    page.evaluate("() => { window.onbeforeunload = null; }")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name="放回文字").click()
    assert other.get_by_label("正文").input_value() == "断网时写的"


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_no_page_of_the_desks_is_wider_than_its_screen(sign_in: Callable[..., Page], waiting, size):
    number = waiting[0]
    for login, paths in (
        ("bianji", ("/drafts", "/drafts/new", f"/drafts/{number}", f"/drafts/{number}/preview")),
        ("chushen", ("/approvals", f"/approvals/{number}", f"/drafts/{number}/history")),
        ("guanli", ("/people",)),
    ):
        page = sign_in(login)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for path in paths:
            go(page, path)
            over = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert over <= 0, (path, over)
